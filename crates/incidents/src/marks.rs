//! Marks: the words by which what a report tells is known again in another report, sentence by sentence.
//!
//! In: a [`Document`] and its [`Mentions`]. Out: [`Marks`]: hashes of the persons, streets and buildings, towns and words it names, ages and days.
//! Small enough to be carried by every record; holds no one's name. Does not know which sentence is of which happening.

use std::collections::BTreeSet;

use dateline_mentions::{GeoPrecision, Location, Mentions, TimePrecision};
use dateline_text::{Document, Part, Sentence, TextRange, TokenKind};

use crate::merge::day_number;
use crate::words::{CALENDAR, COMMON, INSTITUTIONS, fnv, is_in};

/// What a mark is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A person known by name who holds no office and is not quoted: a victim, a suspect, a witness.
    Person,
    /// A person who holds an office or is quoted.
    Official,
    /// Two words of a name that is neither a person's nor a place's of the gazetteer: a street, a building, a unit.
    Thing,
    /// A place at P3 or finer.
    Place,
    /// A first-order division that some place lies in.
    Division,
    /// A country that some place lies in.
    Country,
    /// Somebody's age.
    Age,
    /// A day, as days since 1970.
    Day,
    /// Any other word that is not common in reports on violence.
    Word,
}

const KINDS: [Kind; 9] =
    [Kind::Person, Kind::Official, Kind::Thing, Kind::Place, Kind::Division, Kind::Country, Kind::Age, Kind::Day, Kind::Word];

/// A report's marks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    sentences: Vec<Marked>, // Invariant: in text order.
}

/// One sentence's marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marked {
    /// Its first byte.
    pub start: u32,
    /// In text order, kind by kind.
    pub marks: Vec<(Kind, u32)>,
}

impl Marks {
    /// The marks of a document's own sentences: no dateline, byline, credit or furniture.
    pub fn of(document: &Document, mentions: &Mentions) -> Marks {
        let names = Names::of(document, mentions);
        let own = document.sentences().iter().filter(|sentence| is_own(sentence));
        Marks { sentences: own.map(|sentence| marked(document, mentions, &names, sentence)).collect() }
    }

    pub(crate) fn sentences(&self) -> &[Marked] {
        &self.sentences
    }

    /// As letters and digits, for a record to carry: two a byte.
    pub fn to_text(&self) -> String {
        self.to_bytes().iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|half| char::from(HEX[usize::from(half)])).collect()
    }

    /// From such text; `None` where it is of another form.
    pub fn from_text(text: &str) -> Option<Marks> {
        let half = |letter: u8| HEX.iter().position(|known| *known == letter).map(|at| at as u8);
        let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
        let bytes: Option<Vec<u8>> = pairs.iter().map(|[high, low]| Some(half(*high)? << 4 | half(*low)?)).collect();
        Marks::from_bytes(&bytes?)
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for Marked { start, marks } in &self.sentences {
            bytes.extend(start.to_le_bytes());
            bytes.extend((marks.len() as u32).to_le_bytes());
            for (kind, mark) in marks {
                bytes.push(*kind as u8);
                bytes.extend(mark.to_le_bytes());
            }
        }
        bytes
    }

    fn from_bytes(mut bytes: &[u8]) -> Option<Marks> {
        let number = |bytes: &mut &[u8]| {
            let (number, rest) = bytes.split_first_chunk::<4>()?;
            *bytes = rest;
            Some(u32::from_le_bytes(*number))
        };
        let mut sentences = Vec::new();
        while !bytes.is_empty() {
            let start = number(&mut bytes)?;
            let mut marks = Vec::new();
            for _ in 0..number(&mut bytes)? {
                let (kind, rest) = bytes.split_first()?;
                bytes = rest;
                marks.push((*KINDS.get(usize::from(*kind))?, number(&mut bytes)?));
            }
            sentences.push(Marked { start, marks });
        }
        Some(Marks { sentences })
    }
}

const HEX: &[u8; 16] = b"0123456789abcdef";

/// The mark of a place: the same however a report spells it, where the gazetteer has it.
pub(crate) fn place_mark(name: &str, location: Option<&Location>) -> u32 {
    match location.and_then(|spot| spot.geonames_id) {
        Some(id) => fnv(&format!("g{id}")),
        None => fnv(&name.to_lowercase()),
    }
}

/// Whether a sentence is the report's own text.
fn is_own(sentence: &Sentence) -> bool {
    matches!(sentence.part, Part::Body | Part::Heading | Part::Caption)
}

/// What is known of the names of a whole document.
struct Names {
    /// First byte, mark, last name.
    persons: Vec<(usize, u32, String)>,
    /// Those of them who hold an office or are quoted somewhere.
    officials: BTreeSet<u32>,
    surnames: BTreeSet<String>,
    /// The words of the places' names.
    places: BTreeSet<String>,
}

impl Names {
    fn of(document: &Document, mentions: &Mentions) -> Names {
        let mut names =
            Names { persons: Vec::new(), officials: BTreeSet::new(), surnames: BTreeSet::new(), places: BTreeSet::new() };
        for actor in &mentions.actors {
            let Some(range) = actor.person else { continue };
            let name = document.slice(range).to_lowercase();
            let mut words = name.split_whitespace().filter(|word| word.trim_end_matches('.').chars().count() > 1);
            let (Some(first), Some(last)) = (words.next(), words.next_back()) else { continue };
            let mark = fnv(&format!("{first} {last}"));
            let quoted = mentions.voices.iter().any(|voice| voice.source.is_some_and(|source| source.overlaps(actor.range)));
            if actor.role.is_some() || actor.id.is_some() || quoted {
                names.officials.insert(mark);
            }
            names.surnames.insert(last.to_owned());
            names.persons.push((range.start(), mark, last.to_owned()));
        }
        names.persons.sort_by_key(|(start, ..)| *start);
        let words = mentions.places.iter().flat_map(|place| place.name.split_whitespace());
        names.places = words.map(str::to_lowercase).collect();
        names
    }
}

fn marked(document: &Document, mentions: &Mentions, names: &Names, sentence: &Sentence) -> Marked {
    let range = document.cover(sentence.tokens.clone());
    let mut marks: Vec<(Kind, u32)> = Vec::new();
    let mut put = |kind: Kind, mark: u32| {
        if !marks.contains(&(kind, mark)) {
            marks.push((kind, mark));
        }
    };
    for (_, mark, _) in begun_in(&names.persons, range, |(start, ..)| *start) {
        put(if names.officials.contains(mark) { Kind::Official } else { Kind::Person }, *mark);
    }
    for place in begun_in(&mentions.places, range, |place| place.range.start()) {
        if place.precision <= GeoPrecision::P3 && !place.metonym && !place.demonym {
            put(Kind::Place, place_mark(&place.name, place.location.as_ref()));
        }
        if let Some(division) = place.location.as_ref().and_then(|spot| spot.admin1.as_deref()) {
            put(Kind::Division, fnv(division));
        }
        if let Some(country) = place.location.as_ref().and_then(|spot| spot.country) {
            put(Kind::Country, fnv(country));
        }
    }
    for time in begun_in(&mentions.times, range, |time| time.range.start()) {
        if let Some(interval) = time.interval.filter(|_| time.precision <= TimePrecision::D1) {
            put(Kind::Day, day_mark(day_number(interval.start())));
        }
    }
    things(document, names, sentence, &mut put);
    for token in sentence.tokens.clone() {
        if let Some(age) = age(document, token) {
            put(Kind::Age, age);
        }
        let word = document.lower(token);
        let told = document.tokens()[token].kind == TokenKind::Word && word.chars().count() >= 3;
        if told && word.chars().all(char::is_alphabetic) && !is_in(&COMMON, word) {
            put(Kind::Word, fnv(word));
        }
    }
    Marked { start: range.start() as u32, marks }
}

/// Those of `all`, which come in text order, that begin in `range`.
fn begun_in<T>(all: &[T], range: TextRange, start: impl Fn(&T) -> usize) -> &[T] {
    let first = all.partition_point(|one| start(one) < range.start());
    let end = all.partition_point(|one| start(one) < range.end());
    &all[first..end.max(first)]
}

/// A day's mark is its number, in two's complement where it lies before 1970.
pub(crate) fn day_mark(day: i64) -> u32 {
    day as i32 as u32
}

/// Pairs of words with capitals that stand side by side and name neither a person, a place, an institution nor a day.
fn things(document: &Document, names: &Names, sentence: &Sentence, put: &mut impl FnMut(Kind, u32)) {
    let mut before: Option<&str> = None;
    for token in sentence.tokens.clone() {
        if !document.word(token).chars().next().is_some_and(char::is_uppercase) {
            before = None;
            continue;
        }
        let word = document.lower(token);
        if is_in(&CALENDAR, word) {
            continue;
        }
        if let Some(first) = before
            && !is_in(&INSTITUTIONS, first)
            && !is_in(&INSTITUTIONS, word)
            && !(names.places.contains(first) && names.places.contains(word))
            && !names.surnames.contains(word)
            && first.len() > 2
            && word.len() > 2
        {
            put(Kind::Thing, fnv(&format!("{first} {word}")));
        }
        before = Some(word);
    }
}

/// The age told at a number: "17-year-old", "70 years old", "John Doe, 34, of Tyre".
fn age(document: &Document, token: usize) -> Option<u32> {
    let number = &document.tokens()[token];
    if number.kind != TokenKind::Number || number.range.len() > 2 {
        return None;
    }
    let age = document.word(token).parse().ok()?;
    let word = |ahead: usize| document.lower(token + ahead);
    let years = |at: usize| matches!(word(at), "year" | "years") && [word(at + 1), word(at + 2)].contains(&"old");
    let between_commas = token > 0 && document.word(token - 1) == "," && word(1) == "," && number.range.len() == 2;
    (years(1) || word(1) == "-" && years(2) || between_commas).then_some(age)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Invented.
    const TEXT: &str = "A 17-year-old boy was shot in the 600 block of Acorn Drive on Tuesday.\n\nHis aunt, 41, was not hurt.";

    fn marks() -> Marks {
        let document = Document::read(TEXT);
        Marks::of(&document, &Mentions::default())
    }

    fn of(kind: Kind) -> Vec<u32> {
        marks().sentences.iter().flat_map(|sentence| &sentence.marks).filter(|mark| mark.0 == kind).map(|mark| mark.1).collect()
    }

    #[test]
    fn ages_and_streets_are_marks_and_common_words_are_not() {
        assert_eq!(of(Kind::Age), [17, 41]);
        assert_eq!(of(Kind::Thing), [fnv("acorn drive")]);
        assert!(of(Kind::Word).contains(&fnv("aunt")) && !of(Kind::Word).contains(&fnv("shot")));
    }

    #[test]
    fn marks_are_read_back_from_their_text() {
        assert_eq!(Marks::from_text(&marks().to_text()), Some(marks()));
        assert_eq!(Marks::from_text(""), Some(Marks::default()));
        for strange in ["0", "zz", "010203", "é0", "00000000ffffffff"] {
            assert_eq!(Marks::from_text(strange), None, "{strange}");
        }
    }
}
