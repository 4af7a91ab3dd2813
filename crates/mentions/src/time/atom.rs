//! Atoms: the text cut as a date reads it, finer than tokens: "Sept." is a word and a mark, "7:30pm" two numbers, a mark and a word.
//!
//! In: the text. Out: [`Atoms`] with byte offsets into it. Tokens are not used, so that a date reads the same however the text was cut
//! into words.

use dateline_lexicon::{TimeWord, TimeWords};
use dateline_text::TextRange;

/// What an atom is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, and what they can mean.
    Word(Option<TimeWord>),
    /// ASCII digits; the value of longer ones than nine digits is `u32::MAX`.
    Number(u32),
    /// One mark. Dashes between numbers are `-`, long dashes `=`, curly marks straight.
    Mark(u8),
}

/// Letters, digits, or one mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atom {
    start: u32,
    end: u32,
    pub kind: Kind,
    /// Whether white space stands before it.
    pub spaced: bool,
    /// Whether a blank line, or the beginning of the text, stands before it.
    pub breaks: bool,
}

/// The text and its atoms, in order.
pub(super) struct Atoms<'a> {
    pub text: &'a str,
    lower: String, // Invariant: as long as `text`, ASCII letters made small.
    list: Vec<Atom>,
}

impl<'a> Atoms<'a> {
    pub fn cut(text: &'a str, words: &TimeWords) -> Atoms<'a> {
        let lower = text.to_ascii_lowercase();
        let mut list = Vec::with_capacity(text.len() / 5 + 1);
        let (mut spaced, mut lines) = (true, 2);
        let mut letters = text.char_indices().peekable();
        while let Some((start, letter)) = letters.next() {
            if letter.is_whitespace() {
                spaced = true;
                lines += u8::from(letter == '\n');
                lines = lines.min(2);
                continue;
            }
            let mut end = start + letter.len_utf8();
            let digit = letter.is_ascii_digit();
            let kind = if digit || is_letter(letter) {
                while let Some(&(at, next)) = letters.peek() {
                    if (digit && !next.is_ascii_digit()) || (!digit && !is_letter(next)) {
                        break;
                    }
                    end = at + next.len_utf8();
                    letters.next();
                }
                if digit {
                    Kind::Number(if end - start <= 9 { lower[start..end].parse().unwrap_or(u32::MAX) } else { u32::MAX })
                } else {
                    Kind::Word(words.word(&lower[start..end]))
                }
            } else {
                Kind::Mark(mark(letter))
            };
            list.push(Atom { start: start as u32, end: end as u32, kind, spaced, breaks: lines >= 2 });
            (spaced, lines) = (false, 0);
        }
        Atoms { text, lower, list }
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Atom `index` in small letters; empty past the end.
    pub fn lower(&self, index: usize) -> &str {
        self.list.get(index).map_or("", |atom| &self.lower[atom.start as usize..atom.end as usize])
    }

    /// Atom `index` as written; empty past the end.
    pub fn written(&self, index: usize) -> &'a str {
        self.list.get(index).map_or("", |atom| &self.text[atom.start as usize..atom.end as usize])
    }

    pub fn meaning(&self, index: usize) -> Option<TimeWord> {
        match self.list.get(index)?.kind {
            Kind::Word(meaning) => meaning,
            _ => None,
        }
    }

    pub fn number(&self, index: usize) -> Option<u32> {
        match self.list.get(index)?.kind {
            Kind::Number(value) => Some(value),
            _ => None,
        }
    }

    /// How many letters, digits or bytes atom `index` has.
    pub fn width(&self, index: usize) -> usize {
        self.list.get(index).map_or(0, |atom| (atom.end - atom.start) as usize)
    }

    pub fn is_mark(&self, index: usize, mark: u8) -> bool {
        self.list.get(index).is_some_and(|atom| atom.kind == Kind::Mark(mark))
    }

    pub fn is_word(&self, index: usize) -> bool {
        self.list.get(index).is_some_and(|atom| matches!(atom.kind, Kind::Word(_)))
    }

    /// Whether nothing stands between atom `index` and the one before it.
    pub fn glued(&self, index: usize) -> bool {
        index > 0 && self.list.get(index).is_some_and(|atom| !atom.spaced)
    }

    pub fn breaks(&self, index: usize) -> bool {
        self.list.get(index).is_none_or(|atom| atom.breaks)
    }

    pub fn capital(&self, index: usize) -> bool {
        self.written(index).starts_with(char::is_uppercase)
    }

    /// All capitals, and more than one of them.
    pub fn shouted(&self, index: usize) -> bool {
        let word = self.written(index);
        word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase())
    }

    /// The bytes from atom `first` to the one before `end`.
    pub fn range(&self, first: usize, end: usize) -> TextRange {
        match (self.list.get(first), end.checked_sub(1).and_then(|last| self.list.get(last))) {
            (Some(first), Some(last)) if first.start <= last.start => TextRange::new(first.start as usize, last.end as usize),
            _ => TextRange::new(0, 0),
        }
    }
}

fn is_letter(letter: char) -> bool {
    letter.is_alphabetic() || (letter.is_alphanumeric() && !letter.is_ascii_digit())
}

fn mark(letter: char) -> u8 {
    match letter {
        '-' | '\u{2010}'..='\u{2013}' | '\u{2212}' => b'-',
        '\u{2014}' | '\u{2015}' => b'=',
        '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\'' | '`' => b'\'',
        '\u{201c}' | '\u{201d}' | '"' => b'"',
        other if other.is_ascii() => other as u8,
        _ => b'?',
    }
}
