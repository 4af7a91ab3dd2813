//! Days of a month as written: "27 September 2024", "Sept. 27", "2024-09-27", "27/09/2024", "Jan. 23, 25 and 27".
//!
//! In: an atom that begins a day. Out: its month and day, the year where it is said, and the days listed with it.

use dateline_lexicon::TimeWord;

use super::calendar::plain;
use super::read::Reader;
use super::sense::{Calendar, Field, Found, Hour, Sense, Step, Year};
use super::years::two_digit_year;

/// The field and year of a date at an atom, and where it ends.
pub(super) struct Dated {
    year: Year,
    month: u8,
    day: u8,
    pub end: usize,
    rule: &'static str,
}

impl Reader<'_> {
    /// "2024-09-27", "2024-09-27T17:00:00".
    pub fn timestamp(&self, at: usize, found: &mut Vec<Found>) -> Option<usize> {
        let atoms = self.atoms;
        let year = atoms.number(at).filter(|_| atoms.width(at) == 4)?;
        let dashed = atoms.is_mark(at + 1, b'-') || atoms.is_mark(at + 1, b'/');
        let joined =
            (at + 1..=at + 4).all(|index| atoms.glued(index)) && (atoms.is_mark(at + 3, b'-') || atoms.is_mark(at + 3, b'/'));
        let (month, day) = (atoms.number(at + 2)?, atoms.number(at + 4)?);
        if !dashed || !joined || !(1000..=2999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let mut end = at + 5;
        let mut hour = None;
        let joiner = usize::from(atoms.lower(end) == "t" && atoms.glued(end));
        if let (Some(hours), Some(minutes)) = (atoms.number(end + joiner), atoms.number(end + joiner + 2))
            && atoms.is_mark(end + joiner + 1, b':')
            && hours < 24
            && minutes < 60
        {
            hour = Some(Hour::Clock(hours as u8, minutes as u8));
            end += joiner + 3;
            let seconds =
                atoms.number(end + 1).filter(|&seconds| atoms.is_mark(end, b':') && atoms.glued(end + 1) && seconds < 60);
            if let Some(seconds) = seconds {
                hour = Some(Hour::Stamp(hours as u8, minutes as u8, seconds as u8));
            }
            while atoms.glued(end)
                && (atoms.number(end).is_some() || (atoms.is_mark(end, b':') && atoms.number(end + 1).is_some()))
            {
                end += 1;
            }
            end += usize::from(atoms.written(end) == "Z" && atoms.glued(end));
        }
        let calendar = Calendar { hour, ..plain(Year::Known(year as i32), Field::Day(month as u8, day as u8)) };
        found.push(Found { first: at, end, sense: Sense::Calendar(calendar), rule: "year-month-day" });
        Some(end)
    }

    /// "27/09/2024", "27.09.2024", "11/02/89": day first unless only month first can be.
    pub fn slashed(&self, at: usize, found: &mut Vec<Found>) -> Option<usize> {
        let atoms = self.atoms;
        let mark = if atoms.is_mark(at + 1, b'/') { b'/' } else { b'.' };
        let marks =
            atoms.is_mark(at + 1, mark) && atoms.is_mark(at + 3, mark) && (at + 1..=at + 4).all(|index| atoms.glued(index));
        let (first, second, year) = (atoms.number(at)?, atoms.number(at + 2)?, atoms.number(at + 4)?);
        let width = atoms.width(at + 4);
        let clear = (!atoms.glued(at) || self.opens(at - 1)) && (!atoms.glued(at + 5) || self.closes(at + 5));
        if !marks || !clear || !(width == 4 || (width == 2 && mark == b'/')) || atoms.width(at) > 2 || atoms.width(at + 2) > 2 {
            return None;
        }
        let year = if width == 2 { two_digit_year(year) } else { year as i32 };
        let (day, month, rule) = match (first, second) {
            (13..=31, 1..=12) => (first, second, "day-month-slashed"),
            (1..=12, 13..=31) => (second, first, "month-day-slashed"),
            (1..=12, 1..=12) if first == second => (first, second, "day-month-slashed"),
            (1..=12, 1..=12) if width == 2 => (second, first, "month-day-slashed-ambiguous"),
            (1..=12, 1..=12) => (first, second, "day-month-slashed-ambiguous"),
            _ => return None,
        };
        let calendar = plain(Year::Known(year), Field::Day(month as u8, day as u8));
        found.push(Found { first: at, end: at + 5, sense: Sense::Calendar(calendar), rule });
        Some(at + 5)
    }

    /// "27", "27th": a day of the month at atom `at`, and where it ends.
    fn day_number(&self, at: usize) -> Option<(u8, usize)> {
        let day = self.atoms.number(at).filter(|day| (1..=31).contains(day) && self.atoms.width(at) <= 2)?;
        if at > 0 && self.atoms.glued(at) && !self.opens(at - 1) {
            return None;
        }
        let suffixed = self.atoms.glued(at + 1) && matches!(self.atoms.lower(at + 1), "st" | "nd" | "rd" | "th");
        let end = at + 1 + usize::from(suffixed);
        (!self.atoms.glued(end) || self.closes(end)).then_some((day as u8, end))
    }

    /// "27 September 2024", "the 7th of October".
    pub fn day_month(&self, at: usize) -> Option<Dated> {
        let (day, end) = self.day_number(at)?;
        let of =
            usize::from(self.atoms.lower(end) == "of") + usize::from(self.atoms.is_mark(end, b'-') && self.atoms.glued(end + 1));
        let month_at = end + of;
        let (month, short) = match self.atoms.meaning(month_at)? {
            TimeWord::Month(month) => (month, false),
            TimeWord::MonthShort(month) => (month, true),
            _ => return None,
        };
        let lower = !self.atoms.capital(month_at);
        if lower && (short || matches!(self.atoms.lower(month_at), "may" | "march")) {
            return None; // "27 may have died"
        }
        let mut end = month_at + 1;
        if self.atoms.is_mark(end, b'-')
            && self.atoms.glued(end + 1)
            && let Some((year, end)) = self.four_digits(end + 1)
        {
            return Some(Dated { year: Year::Known(year), month, day, end, rule: "day-month" });
        }
        let dot = short && self.atoms.is_mark(end, b'.');
        let (year, after) = match self.year_after(end + usize::from(dot), true) {
            Some((year, after)) => (year, after),
            None => match self.two_digits_after(end + usize::from(dot), month_at) {
                Some((year, after)) => (Year::Known(year), after),
                None => {
                    end += usize::from(dot && self.atoms.is_word(end + 1));
                    (Year::Open(Step::None), end)
                }
            },
        };
        Some(Dated { year, month, day, end: after, rule: "day-month" })
    }

    /// "September 27th, 2024", at the month.
    pub fn month_day(&self, at: usize, month: u8) -> Option<Dated> {
        let dot = usize::from(self.atoms.is_mark(at + 1, b'.') && self.atoms.glued(at + 1));
        let the = usize::from(self.atoms.lower(at + 1 + dot) == "the");
        let start = at + 1 + dot + the;
        let (day, end) = self.day_number(start)?;
        if the == 1 && end == start + 1 {
            return None;
        }
        let clock = self.atoms.is_mark(end, b':') && self.atoms.glued(end + 1) && self.atoms.number(end + 1).is_some();
        if self.atoms.breaks(start) || clock || self.atoms.is_mark(end, b'%') {
            return None;
        }
        if matches!(self.atoms.lower(end), "percent" | "million" | "billion" | "km" | "people" | "years") {
            return None;
        }
        let (year, after) = match self.year_after(end, true) {
            Some((year, after)) => (year, after),
            None => (Year::Open(Step::None), end),
        };
        Some(Dated { year, month, day, end: after, rule: "month-day" })
    }

    /// "89" in "6 DEC 89": only where the month is shouted or the number can be no day.
    fn two_digits_after(&self, at: usize, month_at: usize) -> Option<(i32, usize)> {
        let number = self.atoms.number(at).filter(|_| self.atoms.width(at) == 2)?;
        let stands = !self.atoms.glued(at + 1) || self.closes(at + 1);
        let alone = !self.atoms.is_word(at + 1) || self.is_function_word(self.atoms.lower(at + 1)) || number > 31;
        (stands && alone && (self.atoms.shouted(month_at) || number > 31)).then(|| (two_digit_year(number), at + 1))
    }

    /// Whether number `at` stands alone: no figure, sum of money, name or range of decimals around it.
    pub fn stands(&self, at: usize) -> bool {
        let before = at == 0 || !self.atoms.glued(at) || self.opens(at - 1);
        let after = !self.atoms.glued(at + 1) || self.closes(at + 1);
        before && after
    }

    /// Whether the mark at atom `at` may stand right before a date's number.
    pub fn opens(&self, at: usize) -> bool {
        let atoms = self.atoms;
        if atoms.is_mark(at, b'-') || atoms.is_mark(at, b'/') {
            let start = at.checked_sub(1).filter(|_| atoms.glued(at));
            return start.is_none_or(|before| {
                atoms.number(before).is_some()
                    || matches!(atoms.lower(before), "mid" | "late" | "early" | "pre" | "post" | "s")
                    || matches!(atoms.meaning(before), Some(TimeWord::Month(_) | TimeWord::MonthShort(_)))
            });
        }
        [b'(', b'[', b'"', b'\'', b'=', b',', b';', b'?'].iter().any(|&mark| atoms.is_mark(at, mark))
            && !(atoms.is_mark(at, b',') && at > 0 && atoms.glued(at) && atoms.number(at - 1).is_some())
    }

    /// Whether the mark at atom `at` may stand right after a date's number.
    pub fn closes(&self, at: usize) -> bool {
        let atoms = self.atoms;
        let figure = atoms.glued(at + 1) && atoms.number(at + 1).is_some();
        if [b'.', b',', b':'].iter().any(|&mark| atoms.is_mark(at, mark)) {
            return !figure;
        }
        [b')', b']', b'"', b'\'', b'=', b';', b'-', b'/', b'?', b'!'].iter().any(|&mark| atoms.is_mark(at, mark))
    }

    /// "7 October", "7, 8 and 9 October", "25-27 September": days before their month, each a time of its own.
    pub fn days_then_month(&self, at: usize, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        let mut days = Vec::new();
        let mut next = at;
        let dated = loop {
            if let Some(dated) = self.day_month(next) {
                break dated;
            }
            let (day, end) = self.day_number(next)?;
            days.push((day, next, end));
            next = self.list_joint(end)?;
            if days.len() > 8 {
                return None;
            }
        };
        for (day, first, end) in days {
            let calendar = plain(dated.year, Field::Day(dated.month, day));
            found.push(Found { first, end, sense: Sense::Calendar(calendar), rule: "day-in-a-list" });
        }
        let mut last = dated.found(next);
        let (hour, end) = self.hour_after(last.end);
        if let (Sense::Calendar(calendar), Some(_)) = (&mut last.sense, hour) {
            (calendar.hour, last.end) = (hour, end);
        }
        let the = next > floor && self.atoms.lower(next - 1) == "the" && self.atoms.lower(next + 2) == "of";
        last.first = next - usize::from(the);
        let end = last.end;
        found.push(last);
        Some(end)
    }

    /// Where the next item of a list begins after a joint at atom `at`: ",", "and", "or", "-", "to".
    fn list_joint(&self, at: usize) -> Option<usize> {
        if self.atoms.breaks(at) {
            return None;
        }
        let comma = usize::from(self.atoms.is_mark(at, b','));
        if matches!(self.atoms.lower(at + comma), "and" | "or" | "to" | "through" | "until") {
            return Some(at + comma + 1);
        }
        (comma == 1 || self.atoms.is_mark(at, b'-') || self.atoms.is_mark(at, b'/') || self.atoms.is_mark(at, b'&'))
            .then_some(at + 1)
    }

    /// The date at the month, and the days that follow in a list: "Jan. 23, 25 and 27".
    pub fn month_days(&self, at: usize, dated: Dated, found: &mut Vec<Found>) -> Option<usize> {
        let open = matches!(dated.year, Year::Open(_));
        let mut days = Vec::new();
        let mut next = dated.end;
        let mut year = dated.year;
        while open && days.len() < 8 {
            let comma = self.atoms.is_mark(next, b',');
            let Some(start) = self.list_joint(next) else { break };
            let Some((day, end)) = self.day_number(start) else { break };
            let more = self.list_joint(end).is_some_and(|start| self.day_number(start).is_some());
            let followed = self.atoms.is_word(end) && !self.is_function_word(self.atoms.lower(end));
            let dated = matches!(self.atoms.meaning(end), Some(TimeWord::Month(_) | TimeWord::MonthShort(_)));
            let ranged = self.atoms.glued(next) && !comma; // "25-27 fighters" is still a range of days
            if (followed && !ranged) || dated || (comma && !more && self.atoms.is_mark(start - 1, b',')) {
                break;
            }
            days.push((day, start, end));
            next = end;
            if let Some((known, after)) = self.year_after(end, true) {
                (year, next) = (known, after);
                if let Some(last) = days.last_mut() {
                    last.2 = after;
                }
                break;
            }
        }
        let (hour, end) = if days.is_empty() { self.hour_after(dated.end) } else { (None, dated.end) };
        let calendar = Calendar { hour, ..plain(year, Field::Day(dated.month, dated.day)) };
        found.push(Found { first: at, end, sense: Sense::Calendar(calendar), rule: dated.rule });
        for &(day, first, end) in &days {
            let calendar = plain(year, Field::Day(dated.month, day));
            found.push(Found { first, end, sense: Sense::Calendar(calendar), rule: "day-in-a-list" });
        }
        Some(if days.is_empty() { end } else { next })
    }
}

impl Dated {
    /// The time itself, from atom `first`.
    pub fn found(&self, first: usize) -> Found {
        let calendar = plain(self.year, Field::Day(self.month, self.day));
        Found { first, end: self.end, sense: Sense::Calendar(calendar), rule: self.rule }
    }
}
