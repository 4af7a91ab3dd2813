//! Seasons and parts of the day: "the summer of 1942", "last spring", "that morning", "the night of March 3", "at dawn".
//!
//! In: an atom that names one. Out: a time where the words around it speak of time, and not of a palace or a star.

use dateline_lexicon::{DayPart, Season, TimeUnit, TimeWord};
use dateline_syntax::Upos;

use super::calendar::plain;
use super::modifiers::{Article, Modifiers};
use super::read::Reader;
use super::sense::{Calendar, Field, Found, Hour, Sense, Step, Year};
use super::words::{PART_CUES, PART_CUES_WITH_ARTICLE, SEASON_CUES, SEASON_NAMED_AFTER};

impl Reader<'_> {
    /// A season: "the summer of 1942", "last spring", "winter".
    pub fn season(&self, at: usize, season: Season, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        let atoms = self.atoms;
        let modifiers = self.modifiers(at, floor);
        let mut end = at + 1;
        let mut year = self.year_after(end, true).filter(|_| atoms.lower(end) != ",");
        if let Some((_, after)) = year {
            end = after;
        }
        let previous = at.checked_sub(1).filter(|_| !atoms.breaks(at)).map_or("", |before| atoms.lower(before));
        // "the 1968 spring", "fall 1943/winter 1944"
        if year.is_none() && atoms.is_mark(at + 1, b'-') && atoms.number(at + 2).is_some() {
            year = None;
        }
        let name =
            atoms.capital(at) && atoms.capital(at + 1) && !atoms.shouted(at) && atoms.is_word(at + 1) && !atoms.breaks(at + 1)
                || (atoms.capital(at)
                    && at > 0
                    && atoms.capital(at - 1)
                    && !atoms.shouted(at)
                    && !atoms.breaks(at)
                    && !atoms.glued(at)
                    && !SEASON_NAMED_AFTER.contains(&previous));
        let verbal = matches!(atoms.lower(at), "fall" | "spring");
        let stepped = modifiers.step != Step::None
            || matches!(modifiers.article, Article::This | Article::That)
            || modifiers.edge.is_some();
        let placed = SEASON_CUES.contains(&previous);
        if year.is_none() {
            if name || matches!(self.upos(at), Upos::Verb) {
                return None;
            }
            if verbal
                && atoms.lower(at) == "fall"
                && (atoms.lower(at + 1) == "of" || !(stepped || matches!(previous, "in" | "the" | "by")))
            {
                return None;
            }
            let source = previous == "a" && !atoms.lower(at + 1).starts_with("offens");
            let season = stepped || placed || matches!(previous, "the" | "early" | "late") || (previous == "a" && !source);
            if verbal && atoms.lower(at) == "spring" && !season {
                return None;
            }
        }
        let step = modifiers.step();
        let calendar =
            Calendar { edge: modifiers.edge, ..plain(year.map_or(Year::Open(step), |(year, _)| year), Field::Season(season)) };
        let keeps = modifiers.article != Article::Whose && modifiers.article != Article::A;
        let first = if keeps && modifiers.amount.is_none() { modifiers.first } else { at };
        found.push(Found { first, end, sense: Sense::Calendar(calendar), rule: "season" });
        Some(end)
    }

    /// A part of the day: "the morning of 31 January", "that night", "at dawn".
    pub fn part(&self, at: usize, part: DayPart, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        let atoms = self.atoms;
        let modifiers = self.modifiers(at, floor);
        let hour = Hour::Part(part);
        let hours = usize::from(atoms.lower(at + 1) == "hours"); // "the morning hours"
        let end = at + 1 + hours;
        let counted = modifiers.amount.is_some_and(|amount| amount.count.is_some());
        if part == DayPart::Night && counted && modifiers.article != Article::A {
            return None; // "one night" is no night in particular
        }
        let the = usize::from(atoms.lower(end + 1) == "the");
        if atoms.lower(end) == "of"
            && let Some((mut days, after)) = self.day_with_hour(end + 1 + the, hour)
        {
            if let Some(day) = days.first_mut() {
                day.first = if modifiers.article == Article::None { at } else { modifiers.first };
            }
            found.append(&mut days);
            return Some(after);
        }
        let step = if modifiers.step == Step::Next { Step::After } else { modifiers.step() };
        if step == Step::None && !self.names_part(at, part, &modifiers) {
            return None;
        }
        let early = matches!(self.word_before(modifiers.first), "early" | "late" | "later" | "earlier");
        let wider = early && step != Step::None && modifiers.first > floor && !atoms.breaks(modifiers.first);
        let first = modifiers.first - usize::from(wider);
        if let Some(end) = self.day_after_part(at, at + 1, hour, first, found) {
            return Some(end);
        }
        found.push(Found { first, end, sense: Sense::Hour { hour, step }, rule: "part-of-day" });
        Some(end)
    }

    /// Whether a part of the day without "this" or "last" is a time, and not part of a name ("Morning Star") or of a noun ("night vision").
    fn names_part(&self, at: usize, part: DayPart, modifiers: &Modifiers) -> bool {
        let atoms = self.atoms;
        let end = at + 1;
        let noun = atoms.is_word(end) && !atoms.breaks(end) && !self.is_function_word(atoms.lower(end));
        let noun = noun && !matches!(atoms.lower(end), "local" | "prayers" | "prayer" | "hours" | "raid");
        let name = atoms.capital(at) && atoms.capital(end) && !atoms.shouted(at);
        let twelve = matches!(part, DayPart::Noon | DayPart::Midnight);
        if name || (noun && !twelve) {
            return false;
        }
        let previous = if atoms.breaks(at) { "" } else { self.word_before(at) };
        let placed = PART_CUES.contains(&previous);
        let edged = modifiers.edge.is_some();
        let sure = twelve || matches!(atoms.lower(at), "dawn" | "dusk" | "daybreak" | "sunrise" | "sunset" | "nightfall");
        let the = modifiers.article == Article::The && !twelve && part != DayPart::Daytime;
        let with_article = the && at >= 2 && (PART_CUES_WITH_ARTICLE.contains(&atoms.lower(at - 2)) || edged);
        let bare = placed && !matches!(previous, "the" | "in") && (previous == "at" || part == DayPart::Night);
        (sure && placed) || edged || with_article || bare
    }

    /// The day at atom `at` with `hour` set in it, what is listed after it, and where it ends.
    pub fn day_with_hour(&self, at: usize, hour: Hour) -> Option<(Vec<Found>, usize)> {
        let mut days = Vec::new();
        let after = self.read_day(at, &mut days)?;
        match &mut days.first_mut()?.sense {
            Sense::Calendar(Calendar { hour: open @ None, .. }) | Sense::Weekday { hour: open @ None, .. } => *open = Some(hour),
            Sense::Weekday { hour: open @ Some(Hour::Part(_)), .. } => *open = Some(hour), // "the early hours of Thursday morning"
            _ => return None,
        }
        Some((days, after))
    }

    /// "noon Saturday", "midnight on Tuesday" keeps its day apart: only a weekday right after is taken in.
    fn day_after_part(&self, at: usize, end: usize, hour: Hour, first: usize, found: &mut Vec<Found>) -> Option<usize> {
        if !matches!(hour, Hour::Part(DayPart::Noon | DayPart::Midnight)) || self.atoms.breaks(end) || first < at {
            return None;
        }
        let mut days = Vec::new();
        let after = self.read_day(end, &mut days)?;
        let [Found { sense: Sense::Weekday { weekday, step, hour: None }, rule, .. }] = days[..] else { return None };
        found.push(Found { first, end: after, sense: Sense::Weekday { weekday, step, hour: Some(hour) }, rule });
        Some(after)
    }

    /// A date or a weekday at atom `at`.
    fn read_day(&self, at: usize, found: &mut Vec<Found>) -> Option<usize> {
        match self.atoms.meaning(at) {
            Some(TimeWord::Month(month) | TimeWord::MonthShort(month)) => self.month(at, month, at, found),
            Some(TimeWord::Weekday(weekday)) => self.weekday(at, weekday, at, found),
            _ if self.atoms.number(at).is_some() => self.number(at, at, found),
            _ => None,
        }
    }

    /// "three nights", "Mondays and mornings": nights are counted as days, other parts of the day left alone.
    pub fn parts(&self, at: usize, part: DayPart, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        let modifiers = self.modifiers(at, floor);
        let amount = modifiers.amount.filter(|_| part == DayPart::Night)?;
        let (sense, rule) = match modifiers.step {
            Step::Last => (Sense::Window { amount, unit: TimeUnit::Day, forward: false, told: false }, "past-units"),
            _ => (Sense::Length { amount, unit: TimeUnit::Day }, "length"),
        };
        found.push(Found { first: modifiers.first, end: at + 1, sense, rule });
        Some(at + 1)
    }
}
