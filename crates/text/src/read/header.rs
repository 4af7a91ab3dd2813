//! What stands before and around the report's own words, set aside.
//!
//! In: the paragraphs, one after the other. Out: the pieces of each and what part they are, and the [`Header`]. A piece that is
//! not running text is one sentence. Knows nothing of what the report says.

use std::ops::Range;

use crate::TextRange;
use crate::document::{Dateline, Header, Part};

use super::cursor::Cursor;
use super::dateline::{Setting, dateline, tags};
use super::letters::blank;
use super::{credit, furniture, words};

/// Some words of a paragraph and what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub range: TextRange,
    pub part: Part,
}

/// Reads the paragraphs of one document in order.
pub(crate) struct Headers<'a> {
    text: &'a str,
    paragraphs: &'a [TextRange],
    capitals: bool,
    running: bool, // Whether running text was seen.
    whole: bool,   // Whether the header's dateline names a place.
    header: Header,
}

impl<'a> Headers<'a> {
    pub(crate) fn new(text: &'a str, paragraphs: &'a [TextRange]) -> Headers<'a> {
        Headers { text, paragraphs, capitals: capitals(text), running: false, whole: false, header: Header::default() }
    }

    pub(crate) fn finish(self) -> Header {
        self.header
    }

    /// What paragraph `index` is, and its `pieces`.
    pub(crate) fn pieces(&mut self, index: usize, pieces: &mut Vec<Piece>) -> Part {
        pieces.clear();
        let range = self.paragraphs[index];
        let words = self.slice(range);
        let alone = self.paragraphs.len() == 1;
        if !alone && let Some(part) = self.whole_part(index, words) {
            pieces.push(Piece { range, part });
            return part;
        }
        let mut from = range.start();
        if index < 4 && !self.running {
            from = self.stamps(range, pieces);
        }
        if self.captioned(from, range.end(), pieces) {
            return pieces.iter().map(|piece| piece.part).find(|part| *part == Part::Caption).unwrap_or(Part::Credit);
        }
        from = self.dated(from, range.end(), pieces);
        if from < range.end() {
            self.rest(index, from, range.end(), pieces);
        }
        pieces
            .iter()
            .map(|piece| piece.part)
            .find(|part| matches!(part, Part::Body | Part::Heading))
            .unwrap_or_else(|| pieces.first().map_or(Part::Body, |piece| piece.part))
    }

    /// What the paragraph is, if all of it is one thing other than text.
    fn whole_part(&mut self, index: usize, words: &str) -> Option<Part> {
        let start = self.paragraphs[index].start();
        if let Some(date) = date_alone(words).filter(|_| !self.running) {
            let date = shift(date, start);
            let range = self.paragraphs[index];
            self.header.dateline.get_or_insert(Dateline { range, place: None, date: Some(date) });
            return Some(Part::Dateline);
        }
        if let Some((end, date)) = furniture::stamped_on(words).filter(|_| !self.running) {
            self.published(TextRange::new(start, start + end), date.map(|date| shift(date, start)));
        }
        if furniture::furniture(words) || furniture::letterhead(words) && self.beside_release(index) {
            return Some(Part::Furniture);
        }
        if credit::byline(words) {
            self.header.byline.get_or_insert(self.paragraphs[index]);
            return Some(Part::Byline);
        }
        if credit::closing(words) {
            let name = words.trim_matches(|letter| blank(letter) || matches!(letter, '(' | ')' | '-' | '—' | '–' | '[' | ']'));
            if words::agency(name) {
                let from = start + words.find(name).unwrap_or(0);
                self.header.wire_origin.get_or_insert(TextRange::new(from, from + name.len()));
            }
            return Some(Part::Credit);
        }
        None
    }

    /// Whether a paragraph next to this one is a release's number or its permission to print.
    fn beside_release(&self, index: usize) -> bool {
        let release = |index: usize| {
            self.paragraphs.get(index).is_some_and(|&range| {
                let words = self.slice(range);
                furniture::release_number(words) || furniture::furniture(words) && words.to_ascii_lowercase().contains("release")
            })
        };
        release(index + 1) || index > 0 && release(index - 1)
    }

    /// Sets aside what a page says of its own publishing before or in the first paragraphs; says where the text goes on.
    fn stamps(&mut self, range: TextRange, pieces: &mut Vec<Piece>) -> usize {
        const INNER: [&str; 6] = [" Posted:", " Updated:", " Published:", " Last updated:", " Posted on", " Published on"];
        let mut from = range.start();
        if let Some((end, date)) = furniture::stamped_on(&self.text[from..range.end()]) {
            let behind = self.text[from + end..range.end()]
                .trim_start_matches(|letter| blank(letter) || matches!(letter, '|' | '-' | '–' | '—'));
            if behind.is_empty() || behind.starts_with(|letter: char| !letter.is_lowercase() && letter != ',' && letter != '.') {
                self.published(TextRange::new(from, from + end), date.map(|date| shift(date, from)));
                from = self.set_aside(from, from + end, range.end(), Part::Furniture, pieces);
            }
        }
        let text = self.text;
        while let Some(at) = INNER.iter().filter_map(|key| text[from..range.end().min(ceil(text, from + 400))].find(key)).min() {
            let key = from + at + 1;
            let Some((length, date)) = furniture::stamped_on(&text[key..range.end()]) else { break };
            self.published(TextRange::new(key, key + length), date.map(|date| shift(date, key)));
            let title = TextRange::new(from, from + text[from..key].trim_end_matches(blank).len());
            let part = if furniture::heading(self.slice(title)) { Part::Heading } else { Part::Body };
            if !title.is_empty() {
                pieces.push(Piece { range: title, part });
            }
            from = self.set_aside(key, key + length, range.end(), Part::Furniture, pieces);
            while let Some(length) = furniture::stamp(&text[from..range.end()]) {
                from = self.set_aside(from, from + length, range.end(), Part::Furniture, pieces);
            }
        }
        from
    }

    /// A page's date of publishing stands for a dateline's where there is none.
    fn published(&mut self, range: TextRange, date: Option<TextRange>) {
        if date.is_some() {
            self.header.dateline.get_or_insert(Dateline { range, place: None, date });
        }
    }

    /// A caption and its credit.
    fn captioned(&mut self, from: usize, end: usize, pieces: &mut Vec<Piece>) -> bool {
        let words = &self.text[from..end];
        let label = credit::caption_label(words);
        let credit = credit::picture(words);
        if label.is_none() && credit.is_none() {
            return false;
        }
        let credit_from = from + credit.unwrap_or(words.len());
        let caption = match label {
            Some(label) if from + label < credit_from => self.set_aside(from, from + label, credit_from, Part::Furniture, pieces),
            _ => from,
        };
        let shown = self.text[caption..credit_from].trim_end_matches(blank).len();
        if shown > 0 {
            pieces.push(Piece { range: TextRange::new(caption, caption + shown), part: Part::Caption });
        }
        if credit_from < end {
            pieces.push(Piece { range: TextRange::new(credit_from, end), part: Part::Credit });
        }
        true
    }

    /// Sets aside a dateline and the tags behind it; says where the text goes on.
    fn dated(&mut self, from: usize, end: usize, pieces: &mut Vec<Piece>) -> usize {
        let words = &self.text[from..end];
        if let Some(date) = dated_start(words).filter(|_| !self.running) {
            let date = shift(date, from);
            self.header.dateline.get_or_insert(Dateline { range: date, place: None, date: Some(date) });
            return self.set_aside(from, date.end(), end, Part::Dateline, pieces);
        }
        let setting = Setting { capitals: self.capitals, first: !self.running };
        let Some(opening) = dateline(words, setting) else { return from };
        let (place, date) = (opening.place.map(|place| shift(place, from)), opening.date.map(|date| shift(date, from)));
        if let Some(wire) = opening.wire {
            self.header.wire_origin.get_or_insert(shift(wire, from));
        }
        let bare = place.is_none() && date.is_none();
        if !bare && (self.header.dateline.is_none() || !self.whole && place.is_some()) {
            let range = TextRange::new(from, from + opening.end);
            self.whole = place.is_some();
            let date = date.or(self.header.dateline.as_ref().and_then(|dateline| dateline.date));
            self.header.dateline = Some(Dateline { range, place, date });
        }
        let body = self.set_aside(from, from + opening.end, end, Part::Dateline, pieces);
        let Some((tagged, by)) = tags(&self.text[..end], body) else { return body };
        let part = if by.is_some() { Part::Byline } else { Part::Furniture };
        if let Some(by) = by {
            self.header.byline.get_or_insert(TextRange::new(by.start, by.end));
        }
        self.set_aside(body, tagged, end, part, pieces)
    }

    /// Running text or a heading, and the sign-off behind it.
    fn rest(&mut self, index: usize, from: usize, end: usize, pieces: &mut Vec<Piece>) {
        let words = &self.text[from..end];
        let mut body_end = end;
        if let Some((begin, agency)) = credit::sign_off(words).filter(|(begin, _)| *begin > 0) {
            self.header.wire_origin.get_or_insert(shift(agency, from));
            body_end = from + words[..begin].trim_end_matches(blank).len();
        }
        let heading =
            self.paragraphs.len() > 1 && furniture::heading(words) && pieces.iter().all(|piece| piece.part == Part::Furniture);
        let heading = heading && (index + 1 < self.paragraphs.len() || self.paragraphs.len() > 2);
        let part = if heading { Part::Heading } else { Part::Body };
        self.running |= !heading;
        let begin = if heading && !self.running { self.dated_heading(from, body_end, pieces) } else { from };
        if body_end > begin {
            pieces.push(Piece { range: TextRange::new(begin, body_end), part });
        }
        if body_end < end {
            let begin = end - self.text[body_end..end].trim_start_matches(blank).len();
            pieces.push(Piece { range: TextRange::new(begin, end), part: Part::Credit });
        }
    }

    /// The date of a title, "Feb. 20: Forces Search the Valley" or "Morning Update, March 9, 2011", stands for a dateline's where
    /// there is none. Sets the first kind aside; says where the title goes on.
    fn dated_heading(&mut self, from: usize, end: usize, pieces: &mut Vec<Piece>) -> usize {
        let words = &self.text[from..end];
        let mut cursor = Cursor::new(words, 0);
        if let Some(date) = cursor.date()
            && cursor.eat(":")
            && cursor.blanks()
        {
            self.published(TextRange::new(from, from + date.range.end), Some(shift(date.range, from)));
            return self.set_aside(
                from,
                from + cursor.text[..cursor.at].trim_end_matches(blank).len(),
                end,
                Part::Dateline,
                pieces,
            );
        }
        // No date is longer than four words.
        let starts = words.rmatch_indices(' ').map(|(at, _)| at + 1).take(4);
        let last = starts.filter_map(|at| {
            let mut cursor = Cursor::new(words, at);
            cursor.date().filter(|date| date.year && date.range.end == words.len())
        });
        if let Some(date) = last.last() {
            self.published(TextRange::new(from, end), Some(shift(date.range, from)));
        }
        from
    }

    /// Sets aside `from..to`; says where the next visible character before `end` stands.
    fn set_aside(&self, from: usize, to: usize, end: usize, part: Part, pieces: &mut Vec<Piece>) -> usize {
        pieces.push(Piece { range: TextRange::new(from, to), part });
        end - self.text[to..end].trim_start_matches(blank).len()
    }

    fn slice(&self, range: TextRange) -> &'a str {
        &self.text[range.start()..range.end()]
    }
}

/// The date a paragraph is, if it is nothing else but a date and a time.
fn date_alone(words: &str) -> Option<Range<usize>> {
    let mut cursor = Cursor::new(words, 0);
    let date = cursor.date()?;
    cursor.time();
    (date.year && words[cursor.at..].trim_matches(blank).is_empty()).then_some(date.range)
}

/// The full date, weekday and all, that a text begins with before its first words: "Sun 16 Apr 2017 Death toll rises".
fn dated_start(words: &str) -> Option<Range<usize>> {
    let mut cursor = Cursor::new(words, 0);
    let date = cursor.date()?;
    cursor.time();
    let spaced = cursor.blanks();
    let capital = cursor.peek().is_some_and(char::is_uppercase);
    (date.year && date.weekday && spaced && capital).then_some(date.range)
}

fn shift(range: Range<usize>, by: usize) -> TextRange {
    TextRange::new(range.start + by, range.end + by)
}

/// Whether most letters at the beginning of `text` are capitals.
fn capitals(text: &str) -> bool {
    let (all, upper) = letters(text);
    upper * 10 > all * 7
}

/// Whether hardly any letter at the beginning of `text` is a capital: transcripts and messages typed in a hurry.
pub(crate) fn small(text: &str) -> bool {
    let (all, upper) = letters(text);
    all > 200 && upper * 250 < all
}

/// How many of the first letters of `text` there are, and how many are capitals.
fn letters(text: &str) -> (usize, usize) {
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).take(4000);
    letters.fold((0, 0), |(all, upper), byte| (all + 1, upper + usize::from(byte.is_ascii_uppercase())))
}

/// The first character boundary at or after `at`.
fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}
