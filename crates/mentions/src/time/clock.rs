//! Clocks: "7:30 p.m.", "0300 GMT", "9 o'clock", and parts of the day after a day: "Monday morning".

use dateline_lexicon::TimeWord;

use super::read::Reader;
use super::sense::Hour;
use super::words::CLOCK_CUES;

impl Reader<'_> {
    /// A clock time at atom `at`: hour, minute, and where it ends.
    pub fn clock(&self, at: usize) -> Option<(u8, u8, usize)> {
        let atoms = self.atoms;
        let hour = atoms.number(at)?;
        let mut end = at + 1;
        let mut minute = 0;
        let mut sure = false;
        if atoms.width(at) <= 2
            && (atoms.is_mark(end, b':') || atoms.is_mark(end, b'.'))
            && atoms.glued(end)
            && atoms.glued(end + 1)
        {
            let dotted = atoms.is_mark(end, b'.');
            if let (Some(minutes), 2) = (atoms.number(end + 1), atoms.width(end + 1)) {
                if atoms.is_mark(end + 2, b'.') && atoms.glued(end + 2) && atoms.number(end + 3).is_some() && atoms.glued(end + 3)
                {
                    return None; // 10.11.1998 and 10.20.30.40
                }
                minute = minutes;
                end += 2;
                sure = !dotted && self.clock_cue_before(at);
                if !dotted
                    && atoms.is_mark(end, b':')
                    && atoms.glued(end)
                    && atoms.width(end + 1) == 2
                    && atoms.number(end + 1).is_some()
                {
                    end += 2;
                    sure = true;
                }
            }
        } else if atoms.width(at) == 4 {
            // 0300 GMT, 1630 hours
            if !self.zone_or_hours(end) {
                return None;
            }
            let (hour, minute) = (hour / 100, hour % 100);
            return (hour <= 24 && minute < 60).then(|| (hour as u8 % 24, minute as u8, self.zone(end)));
        }
        let mut hour = hour;
        if let Some((afternoon, after)) = self.half_of_day(end) {
            if hour == 0 || hour > 12 {
                return None;
            }
            hour = hour % 12 + if afternoon { 12 } else { 0 };
            end = after;
            sure = true;
        } else if atoms.lower(end) == "o" && atoms.is_mark(end + 1, b'\'') && atoms.lower(end + 2) == "clock" {
            end += 3;
            sure = true;
        } else if end > at + 1 && self.zone_or_hours(end) {
            sure = true;
        }
        (sure && hour <= 24 && minute < 60).then(|| (hour as u8 % 24, minute as u8, self.zone(end)))
    }

    /// "p.m.", "PM", "am": whether it is the afternoon, and where it ends.
    fn half_of_day(&self, at: usize) -> Option<(bool, usize)> {
        let atoms = self.atoms;
        match atoms.lower(at) {
            "am" => Some((false, at + 1)),
            "pm" => Some((true, at + 1)),
            letter @ ("a" | "p") if atoms.is_mark(at + 1, b'.') && atoms.lower(at + 2) == "m" && atoms.glued(at + 2) => {
                let dot = atoms.is_mark(at + 3, b'.') && atoms.glued(at + 3);
                Some((letter == "p", at + 3 + usize::from(dot)))
            }
            _ => None,
        }
    }

    fn clock_cue_before(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        self.atoms.is_mark(before, b'-')
            || CLOCK_CUES.contains(&self.atoms.lower(before))
            || matches!(self.atoms.meaning(before), Some(TimeWord::Weekday(_) | TimeWord::Day(_)))
    }

    fn zone_or_hours(&self, at: usize) -> bool {
        self.zone(at) > at || (matches!(self.atoms.lower(at), "hours" | "hrs" | "h" | "hr"))
    }

    /// Where a time zone or "hours" or "local time" that begins at atom `at` ends; `at` where there is none.
    fn zone(&self, at: usize) -> usize {
        let atoms = self.atoms;
        match atoms.written(at) {
            "GMT" | "UTC" | "EST" | "EDT" | "CST" | "CDT" | "PST" | "PDT" | "CET" | "CEST" | "EET" | "EEST" | "BST" | "MSK"
            | "IST" | "Z" | "gmt" => at + 1,
            "local" if atoms.lower(at + 1) == "time" => at + 2,
            "hours" | "hrs" | "h" | "HOURS" => self.zone(at + 1),
            "(" if self.zone(at + 1) == at + 2 && atoms.is_mark(at + 2, b')') => at + 3,
            _ => at,
        }
    }

    /// A part of the day right after a day: "morning" in "Monday morning", "Monday 9 a.m.".
    pub fn hour_after(&self, at: usize) -> (Option<Hour>, usize) {
        if self.atoms.breaks(at) {
            return (None, at);
        }
        let late = usize::from(matches!(self.atoms.lower(at), "late" | "early" | "mid"));
        if let Some(TimeWord::Part(part)) = self.atoms.meaning(at + late)
            && !matches!(self.atoms.lower(at + late), "dawn" | "daybreak" | "dusk")
        {
            return (Some(Hour::Part(part)), at + late + 1);
        }
        if let Some((hour, minute, end)) = self.clock(at) {
            return (Some(Hour::Clock(hour, minute)), end);
        }
        (None, at)
    }

    /// The first atom of what softens a clock before atom `at`: "around" in "around 7:30 p.m.".
    pub fn soft(&self, at: usize, floor: usize) -> usize {
        let before = at.saturating_sub(1);
        let softens = matches!(self.atoms.lower(before), "around" | "about" | "approximately" | "nearly" | "roughly" | "almost");
        if at > floor && softens { before } else { at }
    }
}
