//! Reading: the words of each time, left to right.
//!
//! In: atoms. Out: [`Found`] times in order, not overlapping. Each word that can begin or head a time is offered to the reader of its
//! kind; that reader may take words to its left down to the end of the time before it.

use dateline_lexicon::{DayPart, Holiday, TimeReference, TimeUnit, TimeWord, TimeWords};
use dateline_syntax::{Parse, Upos, Xpos};
use dateline_text::Document;

use super::atom::Atoms;
use super::calendar::plain;
use super::sense::{Calendar, Field, Found, Hour, Sense, Step, Year};
use super::words::FUNCTION_WORDS;

pub(super) struct Reader<'a> {
    pub atoms: &'a Atoms<'a>,
    pub words: &'a TimeWords,
    document: &'a Document,
    parse: &'a Parse,
    holiday_starts: Vec<&'a str>, // Invariant: sorted.
    /// Whether the text speaks of years before Christ: a bare "480" can be a year there.
    pub ancient: bool,
}

impl<'a> Reader<'a> {
    pub fn new(atoms: &'a Atoms<'a>, words: &'a TimeWords, document: &'a Document, parse: &'a Parse) -> Reader<'a> {
        let eras = (0..atoms.len()).filter(|&index| matches!(atoms.written(index), "BC" | "BCE")).take(3).count();
        Reader { atoms, words, document, parse, holiday_starts: words.holiday_starts().collect(), ancient: eras >= 3 }
    }

    /// Every time in the text.
    pub fn read(&self) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        let mut floor = 0; // the end of the last time: no later one reaches left of it
        while at < self.atoms.len() {
            match self.read_at(at, floor, &mut found) {
                Some(end) => {
                    floor = found.last().map_or(end, |found| found.end);
                    at = end.max(at + 1);
                }
                None => at += 1,
            }
        }
        found
    }

    fn read_at(&self, at: usize, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        if self.atoms.number(at).is_some() {
            return self.number(at, floor, found);
        }
        if let Some(end) = self.holiday(at, floor, found) {
            return Some(end);
        }
        match self.atoms.meaning(at)? {
            TimeWord::Month(month) => self.month(at, month, floor, found),
            TimeWord::MonthShort(month) => self.month(at, month, floor, found),
            TimeWord::Weekday(weekday) | TimeWord::WeekdayShort(weekday) => self.weekday(at, weekday, floor, found),
            TimeWord::Weekdays(weekday) => self.weekdays(at, weekday, floor, found),
            TimeWord::Unit(TimeUnit::Second) if self.atoms.lower(at) == "second" => {
                self.ordinal(at, 2, at + 1, floor, found).or_else(|| self.unit(at, TimeUnit::Second, false, floor, found))
            }
            TimeWord::Unit(unit) => self.unit(at, unit, false, floor, found),
            TimeWord::Units(unit) => self.unit(at, unit, true, floor, found),
            TimeWord::Season(season) => self.season(at, season, floor, found),
            TimeWord::Part(part) => self.part(at, part, floor, found),
            TimeWord::Parts(part) => self.parts(at, part, floor, found),
            TimeWord::Day(offset) => self.day(at, offset, floor, found),
            TimeWord::PartOfDay(offset, part) => self.part_of_day(at, offset, part, found),
            TimeWord::Every(amount, unit) => self.every(at, amount, unit, found),
            TimeWord::EveryPart(part) => {
                let sense = Sense::EveryPart(part);
                found.push(Found { first: at, end: at + 1, sense, rule: "every" });
                Some(at + 1)
            }
            TimeWord::Reference(reference) => self.reference(at, reference, found),
            TimeWord::Adjective(reference) => self.adjective(at, reference, found),
            TimeWord::Noun(reference) => self.noun(at, reference, found),
            TimeWord::Number(_) => self.spelled(at, floor, found),
            TimeWord::Ordinal(ordinal) => self.ordinal(at, u32::from(ordinal), at + 1, floor, found),
        }
    }

    /// "now", "recently", "soon".
    fn reference(&self, at: usize, reference: TimeReference, found: &mut Vec<Found>) -> Option<usize> {
        let word = self.atoms.lower(at);
        let next = self.atoms.lower(at + 1);
        if (word == "now" && next == "that") || (word == "soon" && matches!(next, "after" | "afterwards" | "afterward")) {
            return None;
        }
        let named = self.atoms.capital(at) && self.atoms.capital(at + 1) && !self.atoms.shouted(at) && !self.atoms.breaks(at);
        if named && self.atoms.is_word(at.saturating_sub(1)) {
            return None; // "in Now Zad district"
        }
        let mut first = at;
        if at > 0 && matches!((self.atoms.lower(at - 1), word), ("right" | "just" | "until", "now") | ("very" | "as", "soon")) {
            first = if self.atoms.lower(at - 1) == "until" || self.atoms.lower(at - 1) == "as" { at } else { at - 1 };
        }
        let as_soon = at > 0 && matches!(self.atoms.lower(at - 1), "as" | "too" | "so" | "how");
        if word == "soon" && (as_soon || self.happened(at)) {
            return None; // "they soon found out" tells of no future
        }
        found.push(Found { first, end: at + 1, sense: Sense::Reference(reference), rule: "vague-reference" });
        Some(at + 1)
    }

    /// Whether the verb that atom `at` belongs to tells of the past.
    fn happened(&self, at: usize) -> bool {
        let token = self.document.tokens_in(self.atoms.range(at, at + 1)).start;
        let Some(head) = self.parse.node(token).head else { return false };
        let helper = |child: usize| matches!(self.document.lower(child), "was" | "were" | "had");
        self.parse.node(head).xpos == Xpos::Vbd || self.parse.children(head).any(helper)
    }

    /// "recent", "former", "current".
    fn adjective(&self, at: usize, reference: TimeReference, found: &mut Vec<Found>) -> Option<usize> {
        let next = at + 1;
        if matches!(self.atoms.meaning(next), Some(TimeWord::Unit(_) | TimeWord::Units(_))) {
            return None; // "the current year": the unit's reader takes it
        }
        found.push(Found { first: at, end: next, sense: Sense::Reference(reference), rule: "vague-reference" });
        Some(next)
    }

    /// "in the past", "the future", "at present".
    fn noun(&self, at: usize, reference: TimeReference, found: &mut Vec<Found>) -> Option<usize> {
        let previous = at.checked_sub(1).map_or("", |index| self.atoms.lower(index));
        let next = self.atoms.lower(at + 1);
        let first = match (reference, previous) {
            (TimeReference::Past, "the") => {
                let ends = !self.atoms.is_word(at + 1) || self.is_function_word(next);
                let placed = at >= 2 && matches!(self.atoms.lower(at - 2), "in" | "of" | "from");
                if !(ends && placed) || self.atoms.number(at + 1).is_some() {
                    return None;
                }
                at - 1
            }
            (TimeReference::Future, "the" | "near") => {
                let the = at >= 2 && previous == "near" && self.atoms.lower(at - 2) == "the";
                at - 1 - usize::from(the)
            }
            (TimeReference::Future, _) => at,
            (TimeReference::Present, "at") => at,
            (TimeReference::Present, "the") if at >= 2 && matches!(self.atoms.lower(at - 2), "at" | "for" | "to" | "until") => {
                at - 1
            }
            _ => return None,
        };
        found.push(Found { first, end: at + 1, sense: Sense::Reference(reference), rule: "vague-reference" });
        Some(at + 1)
    }

    /// "yesterday", "early tomorrow", "today at noon".
    fn day(&self, at: usize, offset: i8, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        if self.atoms.lower(at) == "today" && self.outlet_before(at) {
            return None;
        }
        let modifiers = self.modifiers(at, floor);
        let (hour, end) = self.hour_after(at + 1);
        // "the day before yesterday", "the day after tomorrow"
        let beyond = match (at.checked_sub(3).map_or("", |the| self.atoms.lower(the)), self.word_before(at)) {
            ("the", "before") if offset == -1 => Some(-2),
            ("the", "after") if offset == 1 => Some(2),
            _ => None,
        };
        if let Some(offset) = beyond.filter(|_| at >= floor + 3 && self.atoms.lower(at - 2) == "day") {
            found.push(Found { first: at - 3, end, sense: Sense::Day { offset, hour }, rule: "day-from-speaking" });
            return Some(end);
        }
        let first = if modifiers.edge.is_some() && !modifiers.of { modifiers.first } else { at };
        found.push(Found { first, end, sense: Sense::Day { offset, hour }, rule: "day-from-speaking" });
        Some(end)
    }

    /// "tonight", "overnight".
    fn part_of_day(&self, at: usize, offset: i8, part: DayPart, found: &mut Vec<Found>) -> Option<usize> {
        let hour = Some(Hour::Part(part));
        found.push(Found { first: at, end: at + 1, sense: Sense::Day { offset, hour }, rule: "day-from-speaking" });
        Some(at + 1)
    }

    /// "USA Today", "Russia Today": an outlet's name, not a day.
    fn outlet_before(&self, at: usize) -> bool {
        self.atoms.capital(at) && at > 0 && !self.atoms.breaks(at) && self.atoms.capital(at - 1) && !self.atoms.shouted(at)
    }

    /// The part of speech of atom `at`'s token, where the parser has said.
    pub fn upos(&self, at: usize) -> Upos {
        let range = self.atoms.range(at, at + 1);
        let token = self.document.tokens_in(range).start;
        self.parse.node(token).upos
    }

    /// Words that never carry a noun's meaning; a number before one stands by itself.
    pub fn is_function_word(&self, word: &str) -> bool {
        FUNCTION_WORDS.contains(&word)
    }

    /// Whether atom `at` names a holiday with the words after it: "Christmas Eve", "the Easter weekend".
    fn holiday(&self, at: usize, floor: usize, found: &mut Vec<Found>) -> Option<usize> {
        let word = self.atoms.lower(at);
        let operation = at > 0 && self.atoms.lower(at - 1) == "operation"; // "Operation Ramadan"
        if !self.atoms.capital(at) || operation || self.holiday_starts.binary_search(&word).is_err() {
            return None;
        }
        let mut best: Option<(usize, Holiday)> = None;
        for (words, holiday) in self.words.holidays(word) {
            if let Some(end) = self.matches(at, words) {
                best = best.filter(|&(longest, _)| longest >= end).or(Some((end, holiday)));
            }
        }
        let (mut end, holiday) = best?;
        if matches!(self.atoms.written(end), "Island" | "Offensive") {
            return None;
        }
        let modifiers = self.modifiers(at, floor);
        let year = match self.year_after(end, true) {
            Some((year, after)) => {
                end = after;
                year
            }
            None => Year::Open(modifiers.step),
        };
        let (hour, end) = self.hour_after(end);
        let first = if modifiers.step == Step::None { at } else { modifiers.first };
        let field = Field::Holiday(holiday);
        let calendar = Calendar { hour, ..plain(year, field) };
        found.push(Found { first, end, sense: Sense::Calendar(calendar), rule: "holiday" });
        Some(end)
    }

    /// The end of `words` if they stand at atom `at`.
    fn matches(&self, at: usize, words: &str) -> Option<usize> {
        let mut index = at;
        for word in words.split(' ') {
            for piece in word.split_inclusive(['\'', '-']) {
                let letters = piece.trim_end_matches(['\'', '-']);
                if !letters.is_empty() {
                    if self.atoms.lower(index) != letters {
                        return None;
                    }
                    index += 1;
                }
                if letters.len() < piece.len() {
                    if !self.atoms.is_mark(index, b'\'') && !self.atoms.is_mark(index, b'-') {
                        return None;
                    }
                    index += 1;
                }
            }
        }
        Some(index)
    }
}
