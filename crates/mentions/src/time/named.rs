//! Named days and numbered stretches: weekdays, decades, centuries, quarters, sets.

use dateline_lexicon::{TimeUnit, TimeWord};

use super::calendar::plain;
use super::modifiers::Article;
use super::read::Reader;
use super::sense::{Calendar, Field, Found, Sense, Step, Year};
use super::words::{NICKNAMES, OUTLET_NOUNS};

impl Reader<'_> {
    /// A weekday: "Monday", "last Monday night", "Monday, Oct. 16, 1989", "every Monday".
    pub fn weekday(&self, at: usize, weekday: u8, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        let atoms = self.atoms;
        let short = matches!(atoms.meaning(at), Some(TimeWord::WeekdayShort(_)));
        if !atoms.capital(at) {
            return None;
        }
        let previous = at.checked_sub(1).filter(|_| !atoms.breaks(at));
        if previous.is_some_and(|before| NICKNAMES.contains(&atoms.written(before))) {
            return None;
        }
        let outlet = OUTLET_NOUNS.contains(&atoms.written(at + 1));
        if outlet && !atoms.breaks(at + 1) {
            return None;
        }
        let modifiers = self.modifiers(at, floor);
        let dot = usize::from(short && atoms.is_mark(at + 1, b'.') && atoms.glued(at + 1));
        let (hour, mut end) = self.hour_after(at + 1 + dot);
        if hour.is_none() {
            end = at + 1;
            let comma = usize::from(atoms.is_mark(at + 1 + dot, b','));
            let start = at + 1 + dot + comma;
            let the = comma == 1 && atoms.lower(start) == "the" && atoms.number(start + 1).is_some();
            let start = start + usize::from(the); // "Saturday, the 27th of July 2024"
            let mut dates = Vec::new();
            let read = match atoms.meaning(start) {
                Some(TimeWord::Month(month) | TimeWord::MonthShort(month)) if !atoms.breaks(start) => {
                    self.month(start, month, start, &mut dates)
                }
                None if atoms.number(start).is_some() && !atoms.breaks(start) => self.number(start, start, &mut dates),
                Some(TimeWord::Day(_)) | Some(_) | None => None,
            };
            if let Some(after) = read
                && let Some(date) = dates.first_mut()
                && let Sense::Calendar(calendar) = &mut date.sense
                && matches!(calendar.field, Field::Day(..))
            {
                calendar.weekday = Some(weekday);
                date.first = at;
                found.append(&mut dates);
                return Some(after);
            }
        }
        if short {
            let placed = previous.is_some_and(|before| matches!(atoms.lower(before), "on" | "last" | "next" | "since" | "until"));
            if !placed
                || (dot == 0 && hour.is_none())
                    && matches!(atoms.lower(at), "sun" | "mon" | "sat" | "wed" | "fri")
                    && atoms.capital(at + 1)
            {
                return None;
            }
            end = end.max(at + 1 + dot);
        }
        if modifiers.every {
            let part = match hour {
                Some(super::sense::Hour::Part(part)) => Some(part),
                _ => None,
            };
            found.push(Found { first: modifiers.first, end, sense: Sense::EveryWeekday { weekday, part }, rule: "every" });
            return Some(end);
        }
        let mut step = modifiers.step();
        // "Tuesday of last week", "Tuesday last week"
        let of = usize::from(atoms.lower(end) == "of");
        if atoms.lower(end + of + 1) == "week" && step == Step::None {
            let stepped = match atoms.lower(end + of) {
                "last" => Some(Step::Last),
                "this" => Some(Step::This),
                "next" => Some(Step::Next),
                _ => None,
            };
            if let Some(stepped) = stepped {
                end += of + 2;
                let sense = Sense::WeekdayOf { weekday, step: stepped, hour };
                found.push(Found { first: at, end, sense, rule: "weekday-of-week" });
                return Some(end);
            }
        }
        if modifiers.amount.is_some() && modifiers.article == Article::None {
            step = Step::None;
        }
        let keeps = step != Step::None || modifiers.edge.is_some();
        let first = if keeps && modifiers.amount.is_none() { modifiers.first } else { at };
        found.push(Found { first, end, sense: Sense::Weekday { weekday, step, hour }, rule: "weekday" });
        Some(end)
    }

    /// "Mondays", "on Tuesday nights" is a weekday with a plural part.
    pub fn weekdays(&self, at: usize, weekday: u8, _floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        if !self.atoms.capital(at) {
            return None;
        }
        found.push(Found { first: at, end: at + 1, sense: Sense::EveryWeekday { weekday, part: None }, rule: "every" });
        Some(at + 1)
    }

    /// "daily", "weekly"; "annual" only where it is said how often.
    pub fn every(&self, at: usize, amount: u8, unit: TimeUnit, found: &mut Vec<Found>) -> Option<usize> {
        let atoms = self.atoms;
        if atoms.lower(at) == "annual"
            || (atoms.capital(at)
                && !atoms.shouted(at)
                && (atoms.capital(at + 1)
                    || (at > 0 && (atoms.capital(at - 1) || atoms.lower(at - 1) == "the") && !atoms.breaks(at))))
        {
            return None; // "Daily Telegraph", "Al-Balad Weekly"
        }
        found.push(Found { first: at, end: at + 1, sense: Sense::Every { amount: u32::from(amount), unit }, rule: "every" });
        Some(at + 1)
    }

    /// "18th" at atom `at`: the number, and where its ending ends.
    pub fn numbered(&self, at: usize) -> Option<(u32, usize)> {
        let number = self.atoms.number(at)?;
        let suffixed = self.atoms.glued(at + 1) && matches!(self.atoms.lower(at + 1), "st" | "nd" | "rd" | "th");
        suffixed.then_some((number, at + 2))
    }

    /// An ordinal: "the 18th century", "the third quarter of 1984", "the first half of the year".
    pub fn ordinal(&self, at: usize, number: u32, end: usize, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        let atoms = self.atoms;
        let hyphen = usize::from(atoms.is_mark(end, b'-') && atoms.glued(end));
        let head = end + hyphen;
        if atoms.breaks(head) {
            return None;
        }
        let (calendar, mut after) = match atoms.lower(head) {
            "century" | "centuries" if (1..=30).contains(&number) => {
                let century = (number as i32 - 1) * 100;
                let before = matches!(atoms.written(head + 1), "BC" | "BCE") || (self.ancient && number < 10);
                let year = if before { -century } else { century };
                let era = usize::from(matches!(atoms.written(head + 1), "BC" | "BCE" | "AD" | "CE"));
                (plain(Year::Known(year), Field::Century), head + 1 + era)
            }
            "quarter" if (1..=4).contains(&number) => {
                let year = self.year_after(head + 1, false);
                let after = year.map_or(head + 1, |(_, after)| after);
                (plain(year.map_or(Year::Open(Step::None), |(year, _)| year), Field::Quarter(number as u8)), after)
            }
            "half" if (1..=2).contains(&number) && atoms.lower(head + 1) == "of" => {
                let (year, after) = self.year_after(head + 1, false)?;
                (plain(year, Field::Half(number as u8)), after)
            }
            "and" | "to" | "or" if self.century_follows(head + 1) => {
                (plain(Year::Known((number as i32 - 1) * 100), Field::Century), end)
            }
            _ => return None,
        };
        let modifiers = self.modifiers(at, floor);
        let mut calendar = Calendar { edge: modifiers.edge, ..calendar };
        // "the 1988 third quarter", "this year's third quarter"
        let owner = found
            .last()
            .filter(|_| matches!(calendar.field, Field::Quarter(_)) && calendar.year == Year::Open(Step::None))
            .and_then(|last| {
                let possessive = last.end + 2 == at && atoms.is_mark(last.end, b'\'') && atoms.lower(last.end + 1) == "s";
                let year = match last.sense {
                    Sense::Calendar(Calendar { year: Year::Known(year), field: Field::Year, .. }) => Year::Known(year),
                    Sense::Step { unit: TimeUnit::Year, step, .. } if possessive => Year::Of(step),
                    _ => return None,
                };
                let the = usize::from(last.first > 0 && atoms.lower(last.first - 1) == "the");
                (possessive || last.end == at).then_some((year, last.first - the))
            });
        if let Some((year, first)) = owner {
            found.pop();
            calendar.year = year;
            found.push(Found { first, end: after, sense: Sense::Calendar(calendar), rule: "part-of-year" });
            return Some(after);
        }
        if matches!(calendar.field, Field::Quarter(_)) && matches!(calendar.year, Year::Open(_)) {
            calendar.year = Year::Open(if modifiers.step == Step::None { Step::None } else { modifiers.step });
        }
        let the = modifiers.article == Article::The || modifiers.edge.is_some() || modifiers.step != Step::None;
        let first = if the { modifiers.first } else { at };
        after = after.max(at + 1);
        let rule = if calendar.field == Field::Century { "century" } else { "part-of-year" };
        found.push(Found { first, end: after, sense: Sense::Calendar(calendar), rule });
        Some(after)
    }

    /// Whether an ordinal and "century" stand at atom `at`: the second half of "18th and 19th centuries".
    fn century_follows(&self, at: usize) -> bool {
        let head = match (self.numbered(at), self.atoms.meaning(at)) {
            (Some((_, end)), _) => end,
            (None, Some(TimeWord::Ordinal(_))) => at + 1,
            _ => return false,
        };
        matches!(self.atoms.lower(head), "century" | "centuries")
    }
}
