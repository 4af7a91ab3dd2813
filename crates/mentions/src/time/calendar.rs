//! Calendar dates: days, months and years as written.
//!
//! In: an atom that is a month, a weekday or a number. Out: times whose words name a place in the calendar, with what they leave
//! unsaid left open.

use dateline_lexicon::TimeWord;
use dateline_syntax::Upos;

use super::modifiers::Article;
use super::read::Reader;
use super::sense::{Calendar, Field, Found, Hour, Sense, Step, Year};
use super::words::MONTH_CUES;

pub(super) fn plain(year: Year, field: Field) -> Calendar {
    Calendar { year, field, edge: None, hour: None, weekday: None }
}

impl Reader<'_> {
    /// A number: a date, a clock time, a decade, a century, a year; `None` leaves it to the noun it counts.
    pub fn number(&self, at: usize, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        if let Some(end) = self.timestamp(at, found) {
            return Some(end);
        }
        if let Some((hour, minute, end)) = self.clock(at) {
            return self.clock_and_date(at, floor, hour, minute, end, found);
        }
        if let Some(end) = self.slashed(at, found) {
            return Some(end);
        }
        if let Some(end) = self.days_then_month(at, floor, found) {
            return Some(end);
        }
        if let Some((number, end)) = self.numbered(at)
            && let Some(end) = self.ordinal(at, number, end, floor, found)
        {
            return Some(end);
        }
        self.decade(at, floor, found).or_else(|| self.bare_year(at, floor, found))
    }

    /// A clock time, with the day right after it: "9 a.m. EST Tuesday", "5 p.m. on Oct. 3" keeps its day apart.
    fn clock_and_date(&self, at: usize, floor: usize, hour: u8, minute: u8, end: usize, found: &mut Vec<Found>) -> Option<usize> {
        let clock = Hour::Clock(hour, minute);
        let first = self.soft(at, floor);
        let start = end + usize::from(self.atoms.is_mark(end, b','));
        let mut day = Vec::new();
        if let Some(after) = self.day_at(start, &mut day)
            && let [Found { first: begins, sense, rule, .. }] = day[..]
            && begins == start
        {
            let sense = match sense {
                Sense::Calendar(calendar) if calendar.hour.is_none() => {
                    Some(Sense::Calendar(Calendar { hour: Some(clock), ..calendar }))
                }
                Sense::Weekday { weekday, step, hour: None } => Some(Sense::Weekday { weekday, step, hour: Some(clock) }),
                Sense::Day { offset, hour: None } => Some(Sense::Day { offset, hour: Some(clock) }),
                _ => None,
            };
            if let Some(sense) = sense {
                found.push(Found { first, end: after, sense, rule });
                return Some(after);
            }
        }
        found.push(Found { first, end, sense: Sense::Hour { hour: clock, step: Step::None }, rule: "clock" });
        Some(end)
    }

    /// A day that begins at atom `at` and reaches no further left.
    fn day_at(&self, at: usize, found: &mut Vec<Found>) -> Option<usize> {
        if self.atoms.breaks(at) {
            return None;
        }
        match self.atoms.meaning(at) {
            Some(TimeWord::Weekday(weekday)) => self.weekday(at, weekday, at, found),
            Some(TimeWord::Month(month) | TimeWord::MonthShort(month)) => {
                let dated = self.month_day(at, month)?;
                found.push(dated.found(at));
                Some(dated.end)
            }
            Some(TimeWord::Day(offset)) => {
                found.push(Found { first: at, end: at + 1, sense: Sense::Day { offset, hour: None }, rule: "day-from-speaking" });
                Some(at + 1)
            }
            None if self.atoms.number(at).is_some() => {
                let dated = self.day_month(at)?;
                found.push(dated.found(at));
                Some(dated.end)
            }
            _ => None,
        }
    }

    /// A month: "September 27, 2024", "late September 2024", "last September".
    pub fn month(&self, at: usize, month: u8, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        let short = matches!(self.atoms.meaning(at), Some(TimeWord::MonthShort(_)));
        if let Some(dated) = self.month_day(at, month).filter(|_| self.atoms.capital(at)) {
            return self.month_days(at, dated, found);
        }
        let dot = short && self.atoms.is_mark(at + 1, b'.') && self.atoms.glued(at + 1);
        let mut end = at + 1;
        let mut year = None;
        if let Some((known, after)) = self.year_after(end + usize::from(dot), !short || dot) {
            (year, end) = (Some(known), after);
        }
        let modifiers = self.modifiers(at, floor);
        if year.is_none() && !self.is_month(at, short, &modifiers) {
            return None;
        }
        if year.is_none() {
            end += usize::from(dot && self.atoms.is_word(end + 1) && !self.atoms.capital(end + 1));
        }
        if modifiers.every {
            found.push(Found { first: modifiers.first, end, sense: Sense::EveryMonth(month), rule: "every" });
            return Some(end);
        }
        let step = modifiers.step();
        let year = year.unwrap_or(Year::Open(step));
        let calendar = Calendar { edge: modifiers.edge, ..plain(year, Field::Month(month)) };
        let article = usize::from(step == Step::None && !modifiers.of && modifiers.article != Article::None);
        let first = if modifiers.edge.is_some() || step != Step::None { modifiers.first + article } else { at };
        found.push(Found { first, end, sense: Sense::Calendar(calendar), rule: "month" });
        Some(end)
    }

    /// Whether the word at atom `at` is a month and not a name or a verb.
    fn is_month(&self, at: usize, short: bool, modifiers: &super::modifiers::Modifiers) -> bool {
        let atoms = self.atoms;
        if !atoms.capital(at) {
            return false;
        }
        let before = at.checked_sub(1).filter(|_| !atoms.breaks(at));
        let previous = before.map_or("", |before| atoms.lower(before));
        if before.is_some_and(|before| matches!(atoms.written(before), "Black" | "Red")) {
            return false; // "Black September"
        }
        let placed =
            MONTH_CUES.contains(&previous) || modifiers.edge.is_some() || modifiers.step != Step::None || modifiers.every;
        let word = atoms.lower(at);
        if short && !atoms.is_mark(at + 1, b'.') && atoms.capital(at + 1) && !atoms.shouted(at) {
            return false; // "Jan Kowalski"
        }
        if short || matches!(word, "may" | "march") {
            if word == "may" && matches!(previous, "and" | "or" | "to" | "this") && !self.month_near(at) {
                return false;
            }
            let noun = atoms.is_word(at + 1) && !atoms.capital(at + 1) && !self.is_function_word(atoms.lower(at + 1));
            let premodifies = matches!(previous, "the" | "a" | "its" | "his" | "their") && noun && !atoms.shouted(at);
            let ranges = atoms.is_mark(at + 1, b'-') && matches!(atoms.meaning(at + 2), Some(TimeWord::Month(_)));
            return (placed || premodifies || ranges) && !matches!(self.upos(at), Upos::Aux | Upos::Verb);
        }
        if matches!(word, "april" | "june" | "august") && atoms.capital(at + 1) && !atoms.shouted(at) && !atoms.breaks(at + 1) {
            return placed; // "April Smith"
        }
        true
    }

    /// Whether another month stands two atoms before or after.
    fn month_near(&self, at: usize) -> bool {
        let is_month = |index: Option<usize>| {
            index.and_then(|index| self.atoms.meaning(index)).is_some_and(|word| matches!(word, TimeWord::Month(_)))
        };
        is_month(at.checked_sub(2)) || is_month(Some(at + 2))
    }
}
