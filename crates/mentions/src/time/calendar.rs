//! Calendar dates: days, months and years as written.
//!
//! In: an atom that is a month, a weekday or a number. Out: times whose words name a place in the calendar, with what they leave
//! unsaid left open.

use dateline_lexicon::TimeWord;
use dateline_syntax::Upos;

use super::phrase::Article;
use super::read::Reader;
use super::sense::{Calendar, Edge, Field, Found, Hour, Sense, Step, Year};

/// The field and year of a date at an atom, and where it ends.
struct Dated {
    year: Year,
    month: u8,
    day: u8,
    end: usize,
    rule: &'static str,
}

pub(super) fn plain(year: Year, field: Field) -> Calendar {
    Calendar { year, field, edge: None, hour: None }
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

    /// "2024-09-27", "2024-09-27T17:00:00".
    fn timestamp(&self, at: usize, found: &mut Vec<Found>) -> Option<usize> {
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
    fn slashed(&self, at: usize, found: &mut Vec<Found>) -> Option<usize> {
        let atoms = self.atoms;
        let mark = if atoms.is_mark(at + 1, b'/') { b'/' } else { b'.' };
        let marks =
            atoms.is_mark(at + 1, mark) && atoms.is_mark(at + 3, mark) && (at + 1..=at + 4).all(|index| atoms.glued(index));
        let (first, second, year) = (atoms.number(at)?, atoms.number(at + 2)?, atoms.number(at + 4)?);
        let width = atoms.width(at + 4);
        let clear = !(atoms.glued(at) && at > 0 && !self.opens(at - 1)) && !(atoms.glued(at + 5) && !self.closes(at + 5));
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
    fn day_month(&self, at: usize) -> Option<Dated> {
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
    fn month_day(&self, at: usize, month: u8) -> Option<Dated> {
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

    /// A year after a day or month: "2024", ", 2024", "of 1944", "'89", "480 BC", "last year", "of that year".
    pub fn year_after(&self, at: usize, comma: bool) -> Option<(Year, usize)> {
        let atoms = self.atoms;
        if atoms.breaks(at) {
            return None;
        }
        let mut start = at;
        if atoms.is_mark(start, b',') {
            if !comma || self.counts_people(start + 2) {
                return None;
            }
            start += 1;
        } else if matches!(atoms.lower(start), "of" | "in") {
            let of = atoms.lower(start) == "of";
            start += 1;
            if let Some((step, end)) = self.year_words(start) {
                return of.then_some((Year::Of(step), end));
            }
            if !of {
                return None;
            }
        } else if let Some((step, end)) = self.year_words(start)
            && step != Step::Told
        {
            return Some((Year::Of(step), end));
        }
        if let Some((year, end)) = self.era_year(start) {
            return Some((Year::Known(year), end));
        }
        if atoms.is_mark(start, b'\'') && atoms.glued(start + 1) && atoms.width(start + 1) == 2 {
            return atoms.number(start + 1).map(|year| (Year::Known(two_digit_year(year)), start + 2));
        }
        let (year, end) = self.four_digits(start)?;
        Some((Year::Known(year), end))
    }

    /// "last year", "this year", "next year", "that year", "the same year", "the following year".
    fn year_words(&self, at: usize) -> Option<(Step, usize)> {
        let the = usize::from(self.atoms.lower(at) == "the");
        if self.atoms.lower(at + the + 1) != "year" {
            return None;
        }
        let step = match self.atoms.lower(at + the) {
            "last" => Step::Last,
            "this" => Step::This,
            "next" => Step::Next,
            "that" | "same" => Step::Told,
            "following" => Step::After,
            "previous" | "preceding" => Step::Before,
            _ => return None,
        };
        Some((step, at + the + 2))
    }

    /// Four digits that can be a year and stand alone.
    fn four_digits(&self, at: usize) -> Option<(i32, usize)> {
        let year = self.atoms.number(at).filter(|year| (1000..=2199).contains(year) && self.atoms.width(at) == 4)?;
        self.stands(at).then_some((year as i32, at + 1))
    }

    /// "480 BC", "AD 70", "70 AD": counted so that the year before AD 1 is 0.
    fn era_year(&self, at: usize) -> Option<(i32, usize)> {
        let atoms = self.atoms;
        if matches!(atoms.written(at), "AD" | "A") && at + 1 < atoms.len() {
            let dots =
                if atoms.written(at) == "A" && atoms.is_mark(at + 1, b'.') && atoms.written(at + 2) == "D" { 4 } else { 1 };
            if atoms.written(at) == "AD" || dots == 4 {
                let year = atoms.number(at + dots).filter(|&year| year < 2200)?;
                return Some((year as i32, at + dots + 1));
            }
        }
        let year = atoms.number(at).filter(|&year| year < 10_000)? as i32;
        let (before, end) = self.era(at + 1)?;
        Some((if before { 1 - year } else { year }, end))
    }

    /// "BC", "B.C.", "BCE", "AD", "CE" at atom `at`: whether it is before Christ, and where it ends.
    fn era(&self, at: usize) -> Option<(bool, usize)> {
        match self.atoms.written(at) {
            "BC" | "BCE" => Some((true, at + 1)),
            "AD" | "CE" => Some((false, at + 1)),
            "B" if self.atoms.is_mark(at + 1, b'.') && self.atoms.written(at + 2) == "C" => Some((true, at + 4)),
            _ => None,
        }
    }

    /// Whether number `at` stands alone: no figure, sum of money, name or range of decimals around it.
    pub fn stands(&self, at: usize) -> bool {
        let before = at == 0 || !self.atoms.glued(at) || self.opens(at - 1);
        let after = !self.atoms.glued(at + 1) || self.closes(at + 1);
        before && after
    }

    /// Whether the mark at atom `at` may stand right before a date's number.
    fn opens(&self, at: usize) -> bool {
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
    fn closes(&self, at: usize) -> bool {
        let atoms = self.atoms;
        let figure = atoms.glued(at + 1) && atoms.number(at + 1).is_some();
        if [b'.', b',', b':'].iter().any(|&mark| atoms.is_mark(at, mark)) {
            return !figure;
        }
        [b')', b']', b'"', b'\'', b'=', b';', b'-', b'/', b'?', b'!'].iter().any(|&mark| atoms.is_mark(at, mark))
    }

    /// "7 October", "7, 8 and 9 October", "25-27 September": days before their month, each a time of its own.
    fn days_then_month(&self, at: usize, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
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
        last.first = if the { next - 1 } else { self.weekday_before(next, floor) };
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

    /// The weekday right before a date, which belongs to its words: "Monday 23 September".
    fn weekday_before(&self, at: usize, floor: usize) -> usize {
        let comma = usize::from(at > 0 && self.atoms.is_mark(at - 1, b','));
        match at.checked_sub(1 + comma) {
            Some(before) if before >= floor && matches!(self.atoms.meaning(before), Some(TimeWord::Weekday(_))) => before,
            _ => at,
        }
    }

    /// A month: "September 27, 2024", "late September 2024", "last September".
    pub fn month(&self, at: usize, month: u8, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        let short = matches!(self.atoms.meaning(at), Some(TimeWord::MonthShort(_)));
        if let Some(dated) = self.month_day(at, month).filter(|_| self.atoms.capital(at)) {
            return self.month_days(at, dated, floor, found);
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
        let step = match (modifiers.step, modifiers.article) {
            (Step::None, Article::This) => Step::This,
            (Step::None, Article::That) => Step::Told,
            (step, _) => step,
        };
        let year = year.unwrap_or(Year::Open(step));
        let calendar = Calendar { edge: modifiers.edge, ..plain(year, Field::Month(month)) };
        let article = usize::from(step == Step::None && !modifiers.of && modifiers.article != Article::None);
        let first = if modifiers.edge.is_some() || step != Step::None { modifiers.first + article } else { at };
        found.push(Found { first, end, sense: Sense::Calendar(calendar), rule: "month" });
        Some(end)
    }

    /// The date at the month, and the days that follow in a list: "Jan. 23, 25 and 27".
    fn month_days(&self, at: usize, dated: Dated, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
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
            if (followed && !(self.atoms.glued(next) && !comma))
                || dated
                || (comma && !more && self.atoms.is_mark(start - 1, b','))
            {
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
        let first = self.weekday_before(at, floor);
        let (hour, end) = if days.is_empty() { self.hour_after(dated.end) } else { (None, dated.end) };
        let calendar = Calendar { hour, ..plain(year, Field::Day(dated.month, dated.day)) };
        found.push(Found { first, end, sense: Sense::Calendar(calendar), rule: dated.rule });
        for &(day, first, end) in &days {
            let calendar = plain(year, Field::Day(dated.month, day));
            found.push(Found { first, end, sense: Sense::Calendar(calendar), rule: "day-in-a-list" });
        }
        Some(if days.is_empty() { end } else { next })
    }

    /// Whether the word at atom `at` is a month and not a name or a verb.
    fn is_month(&self, at: usize, short: bool, modifiers: &super::phrase::Modifiers) -> bool {
        let atoms = self.atoms;
        if !atoms.capital(at) {
            return false;
        }
        let before = at.checked_sub(1).filter(|_| !atoms.breaks(at));
        let previous = before.map_or("", |before| atoms.lower(before));
        if before.is_some_and(|before| matches!(atoms.written(before), "Black" | "Red")) {
            return false; // "Black September"
        }
        let placed = matches!(
            previous,
            "in" | "since"
                | "until"
                | "till"
                | "of"
                | "during"
                | "from"
                | "through"
                | "between"
                | "by"
                | "before"
                | "after"
                | "throughout"
                | "to"
                | "and"
                | "or"
                | "around"
                | "this"
                | "last"
                | "next"
        ) || modifiers.edge.is_some()
            || modifiers.step != Step::None
            || modifiers.every;
        let word = atoms.lower(at);
        if short && !atoms.is_mark(at + 1, b'.') && atoms.capital(at + 1) && !atoms.shouted(at) {
            return false; // "Jan Kowalski"
        }
        if short || matches!(word, "may" | "march") {
            if word == "may" && matches!(previous, "and" | "or" | "to" | "this") && !self.month_near(at) {
                return false;
            }
            return placed && !(matches!(self.upos(at), Upos::Aux | Upos::Verb));
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

    /// A year by itself: "in 1943", "1914-18", "early 1941", "480 BC".
    fn bare_year(&self, at: usize, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        let atoms = self.atoms;
        if let Some((mut year, end)) = self.era_year(at).filter(|_| self.stands(at)) {
            if atoms.lower(at) == "ad" {
                year = year.max(1);
            }
            return self.push_year(at, year, end, floor, found);
        }
        let ranged = atoms.number(at).filter(|_| self.stands(at)).and_then(|year| {
            // "490-479 BC": the era is said once, at the end
            let (before, _) = (atoms.is_mark(at + 1, b'-')).then(|| self.era(at + 3)).flatten()?;
            (before && atoms.number(at + 2).is_some() && year < 5000).then_some(1 - year as i32)
        });
        if let Some(year) = ranged {
            return self.push_year(at, year, at + 1, floor, found);
        }
        if self.ancient && atoms.width(at) == 3 && self.stands(at) && self.year_cue(at) && !self.counts_noun(at + 1) {
            let year = atoms.number(at)?;
            return self.push_year(at, 1 - year as i32, at + 1, floor, found);
        }
        if let Some(end) = self.short_year(at, found) {
            return Some(end);
        }
        let (year, end) = self.four_digits(at)?;
        if !self.is_year(at, year) {
            return None;
        }
        self.push_year(at, year, end, floor, found)
    }

    fn push_year(&self, at: usize, year: i32, end: usize, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        let modifiers = self.modifiers(at, floor);
        let circa = at > floor && matches!(self.atoms.lower(at - 1), "ca" | "circa" | "c");
        let dotted = at > floor + 1 && self.atoms.is_mark(at - 1, b'.') && matches!(self.atoms.lower(at - 2), "ca" | "c");
        let named = at > floor && self.atoms.lower(at - 1) == "year" && modifiers.first == at;
        let first = match () {
            () if circa => at - 1,
            () if dotted => at - 2,
            () if named && at >= floor + 2 && self.atoms.lower(at - 2) == "the" => at - 2,
            () if modifiers.edge.is_some() => modifiers.first,
            () => at,
        };
        let field = match modifiers.edge {
            Some(Edge::FirstHalf) => Field::Half(1),
            Some(Edge::SecondHalf) => Field::Half(2),
            _ => Field::Year,
        };
        let calendar = Calendar { edge: modifiers.edge, ..plain(Year::Known(year), field) };
        found.push(Found { first, end, sense: Sense::Calendar(calendar), rule: "year" });
        Some(end)
    }

    /// "18" in "1914-18", "'89".
    fn short_year(&self, at: usize, found: &mut Vec<Found>) -> Option<usize> {
        let atoms = self.atoms;
        let digits = atoms.number(at).filter(|_| atoms.width(at) == 2)? as i32;
        if at < 2 || !atoms.glued(at) || !(atoms.is_mark(at - 1, b'-') || atoms.is_mark(at - 1, b'/')) || !self.stands(at) {
            return None;
        }
        let Some(Found { end, sense: Sense::Calendar(Calendar { year: Year::Known(year), field: Field::Year, .. }), .. }) =
            found.last()
        else {
            return None;
        };
        let numbered = atoms.is_mark(at + 1, b'-') && atoms.glued(at + 1); // "2010-11-CA-167"
        if *end != at - 1 || digits <= year % 100 || numbered {
            return None;
        }
        let calendar = plain(Year::Known(year - year % 100 + digits), Field::Year);
        found.push(Found { first: at, end: at + 1, sense: Sense::Calendar(calendar), rule: "year-range" });
        Some(at + 1)
    }

    fn year_cue(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|_| !self.atoms.breaks(at)) else { return false };
        matches!(
            self.atoms.lower(before),
            "in" | "since"
                | "until"
                | "till"
                | "by"
                | "before"
                | "after"
                | "during"
                | "from"
                | "of"
                | "early"
                | "late"
                | "mid"
                | "year"
                | "circa"
                | "ca"
                | "to"
                | "between"
                | "around"
                | "throughout"
                | "through"
        ) || self.atoms.is_mark(before, b'(')
            || (matches!(self.atoms.lower(before), "and" | "or" | "-") && before > 0 && self.four_digits(before - 1).is_some())
            || (self.atoms.is_mark(before, b'-') && before > 0 && self.atoms.number(before - 1).is_some())
    }

    /// Whether four digits are a year where they stand, and not a number of things.
    fn is_year(&self, at: usize, year: i32) -> bool {
        let atoms = self.atoms;
        let before = at.checked_sub(1).filter(|_| !atoms.breaks(at));
        let previous = before.map_or("", |before| atoms.lower(before));
        let counted = matches!(
            previous,
            "about"
                | "some"
                | "than"
                | "least"
                | "nearly"
                | "almost"
                | "over"
                | "approximately"
                | "estimated"
                | "roughly"
                | "up"
                | "another"
                | "additional"
                | "only"
                | "resolution"
                | "flight"
                | "no"
                | "number"
                | "article"
                | "route"
                | "highway"
                | "section"
                | "room"
                | "page"
                | "chapter"
                | "unit"
                | "gate"
                | "case"
                | "nearing"
                | "just"
        ) || before
            .is_some_and(|before| [b'$', b'#', b'.', b'?'].iter().any(|&mark| atoms.is_mark(before, mark) && atoms.glued(at)));
        if counted
            || matches!(
                atoms.lower(at + 1),
                "hours" | "percent" | "gmt" | "local" | "million" | "km" | "meters" | "metres" | "miles"
            )
        {
            return false;
        }
        if atoms.is_mark(at + 1, b'%') || (atoms.is_mark(at + 1, b'-') && atoms.lower(at + 2) == "strong") {
            return false;
        }
        let cue = self.year_cue(at) && !matches!(previous, "to" | "by" | "around" | "of");
        let cue = cue
            || (previous == "of" && year >= 1700)
            || self.year_range(at)
            || (atoms.is_mark(at.saturating_sub(1), b',') && atoms.breaks(at + 1));
        let modern = (1900..=2035).contains(&year);
        if self.counts_noun(at + 1) {
            return modern
                && (matches!(previous, "the" | "in" | "since" | "of")
                    || before.is_some_and(|before| atoms.is_mark(before, b'\'')))
                && !self.counts_people(at + 1);
        }
        cue || modern || (self.year_cue(at) && !atoms.is_word(at + 1)) || (previous == "the" && atoms.is_word(at + 1))
    }

    /// Whether "1861-1863" begins at atom `at`.
    fn year_range(&self, at: usize) -> bool {
        let (Some((first, end)), Some((last, _))) = (self.four_digits(at), self.four_digits(at + 2)) else { return false };
        self.atoms.is_mark(end, b'-') && first < last && last - first < 150 && first >= 1400
    }

    /// Whether the word at atom `at` looks like a plural noun that a number before it counts.
    fn counts_noun(&self, at: usize) -> bool {
        let word = self.atoms.lower(at);
        self.atoms.is_word(at)
            && !self.atoms.breaks(at)
            && !self.is_function_word(word)
            && (word.ends_with('s') || self.counts_people(at))
            && !matches!(
                word,
                "s" | "was" | "has" | "is" | "this" | "his" | "its" | "as" | "us" | "crisis" | "thus" | "perhaps" | "does"
            )
    }

    fn counts_people(&self, at: usize) -> bool {
        let word = self.atoms.lower(at);
        matches!(word, "people" | "men" | "women" | "children" | "police" | "dead" | "wounded" | "personnel" | "strong")
            || (word.ends_with('s')
                && matches!(
                    word,
                    "troops"
                        | "soldiers"
                        | "civilians"
                        | "deaths"
                        | "casualties"
                        | "fighters"
                        | "refugees"
                        | "families"
                        | "houses"
                        | "homes"
                        | "tanks"
                        | "ships"
                        | "hoplites"
                        | "cavalry"
                        | "rebels"
                        | "militants"
                        | "protesters"
                        | "prisoners"
                        | "persons"
                        | "residents"
                        | "others"
                        | "aircraft"
                        | "rockets"
                        | "tons"
                        | "tonnes"
                        | "dollars"
                        | "pounds"
                        | "francs"
                        | "meters"
                        | "feet"
                        | "guns"
                        | "arrests"
                ))
    }
}

impl Dated {
    fn found(&self, first: usize) -> Found {
        let calendar = plain(self.year, Field::Day(self.month, self.day));
        Found { first, end: self.end, sense: Sense::Calendar(calendar), rule: self.rule }
    }
}

/// "89" as a year: up to 39 of this century, else of the last.
pub(super) fn two_digit_year(digits: u32) -> i32 {
    digits as i32 + if digits < 40 { 2000 } else { 1900 }
}
