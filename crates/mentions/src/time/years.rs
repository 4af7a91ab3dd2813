//! Years: "1943", "1914-18", "480 BC", "the 1960s", "last year" after a month; and numbers that are none.
//!
//! In: an atom that may be a year. Out: the year, or nothing where the number counts troops, pages or pounds.

use dateline_lexicon::TimeWord;

use super::calendar::plain;
use super::modifiers::Article;
use super::read::Reader;
use super::sense::{Calendar, Edge, Field, Found, Sense, Step, Year};
use super::words::{COUNTED, MEASURED, NOT_PLURALS, NUMBERED, PEOPLE, YEAR_CUES};

impl Reader<'_> {
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
    pub fn four_digits(&self, at: usize) -> Option<(i32, usize)> {
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

    /// A year by itself: "in 1943", "1914-18", "early 1941", "480 BC".
    pub fn bare_year(&self, at: usize, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
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
        let (field, end) = match (modifiers.edge, self.atoms.meaning(end)) {
            (Some(Edge::FirstHalf), _) => (Field::Half(1), end),
            (Some(Edge::SecondHalf), _) => (Field::Half(2), end),
            // "the 1982 summer offensives"
            (_, Some(TimeWord::Season(season))) if !self.atoms.breaks(end) && !self.atoms.capital(end) => {
                (Field::Season(season), end + 1)
            }
            _ => (Field::Year, end),
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
        YEAR_CUES.contains(&self.atoms.lower(before))
            || self.atoms.is_mark(before, b'(')
            || (matches!(self.atoms.lower(before), "and" | "or" | "-") && before > 0 && self.four_digits(before - 1).is_some())
            || (self.atoms.is_mark(before, b'-') && before > 0 && self.atoms.number(before - 1).is_some())
    }

    /// Whether four digits are a year where they stand, and not a number of things.
    fn is_year(&self, at: usize, year: i32) -> bool {
        let atoms = self.atoms;
        let before = at.checked_sub(1).filter(|_| !atoms.breaks(at));
        let previous = before.map_or("", |before| atoms.lower(before));
        let counted = NUMBERED.contains(&previous)
            || before.is_some_and(|before| {
                [b'$', b'#', b'.', b'?'].iter().any(|&mark| atoms.is_mark(before, mark) && atoms.glued(at))
            });
        if counted || MEASURED.contains(&atoms.lower(at + 1)) {
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
        let modern = (1900..=2035).contains(&year) && (cue || self.atoms.number(at + 1).is_none()); // "2000 7.62 mm rounds"
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
            && !NOT_PLURALS.contains(&word)
    }

    pub fn counts_people(&self, at: usize) -> bool {
        let word = self.atoms.lower(at);
        PEOPLE.contains(&word) || (word.ends_with('s') && COUNTED.contains(&word))
    }

    /// "the 1960s", "the late 1980s", "the '90s", "the 480s BC".
    pub fn decade(&self, at: usize, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        let atoms = self.atoms;
        let number = atoms.number(at)?;
        let mark = usize::from(atoms.is_mark(at + 1, b'\'') && atoms.glued(at + 1));
        if atoms.lower(at + 1 + mark) != "s" || !atoms.glued(at + 1 + mark) || number % 10 != 0 {
            return None;
        }
        let mut end = at + 2 + mark;
        let before = matches!(atoms.written(end), "BC" | "BCE");
        let short = at > 0 && atoms.is_mark(at - 1, b'\'') && atoms.glued(at);
        let year = match atoms.width(at) {
            4 if (1000..2100).contains(&number) && mark == 0 => number as i32,
            2 if short && number >= 10 => number as i32 + 1900,
            3 if before => -(number as i32),
            _ => return None,
        };
        end += usize::from(before);
        let start = at - usize::from(short);
        let modifiers = self.modifiers(start, floor);
        let the = modifiers.article == Article::The || modifiers.edge.is_some();
        let first = if the { modifiers.first } else { start };
        let edge = modifiers.edge.map(|edge| match edge {
            Edge::FirstHalf => Edge::Early,
            Edge::SecondHalf => Edge::Late,
            edge => edge,
        });
        let field = if number % 100 == 0 && atoms.width(at) == 4 && number < 1900 { Field::Century } else { Field::Decade };
        let calendar = Calendar { edge, ..plain(Year::Known(year), field) };
        found.push(Found { first, end, sense: Sense::Calendar(calendar), rule: "decade" });
        Some(end)
    }

    /// A year in words: "nineteen seventy-nine", "the year two thousand".
    pub fn spelled(&self, at: usize, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        let atoms = self.atoms;
        let number = |index: usize| match atoms.meaning(index) {
            Some(TimeWord::Number(value)) => Some(value),
            _ => None,
        };
        let named = at > floor && atoms.lower(at - 1) == "year";
        if named && number(at) == Some(2) && number(at + 1) == Some(1000) && number(at + 2).is_none() {
            let the = usize::from(at > floor + 1 && atoms.lower(at - 2) == "the");
            let calendar = plain(Year::Known(2000), Field::Year);
            found.push(Found { first: at - 1 - the, end: at + 2, sense: Sense::Calendar(calendar), rule: "year" });
            return Some(at + 2);
        }
        let hundreds = number(at).filter(|value| (17..=20).contains(value))? as i32;
        let tens = number(at + 1).filter(|value| (10..=90).contains(value))? as i32;
        let hyphen = usize::from(atoms.is_mark(at + 2, b'-'));
        let ones = number(at + 2 + hyphen).filter(|&value| value < 10 && tens >= 20);
        let end = if ones.is_some() { at + 3 + hyphen } else { at + 2 };
        if matches!(atoms.meaning(end), Some(TimeWord::Unit(_) | TimeWord::Units(_))) {
            return None;
        }
        let calendar = plain(Year::Known(hundreds * 100 + tens + ones.unwrap_or(0) as i32), Field::Year);
        found.push(Found { first: at, end, sense: Sense::Calendar(calendar), rule: "year" });
        Some(end)
    }
}

/// "89" as a year: up to 39 of this century, else of the last.
pub(super) fn two_digit_year(digits: u32) -> i32 {
    digits as i32 + if digits < 40 { 2000 } else { 1900 }
}
