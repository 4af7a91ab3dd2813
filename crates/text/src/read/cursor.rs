//! A place in a paragraph, moved on by what is found there: words, marks, dates.
//!
//! In: a paragraph. Out: the pieces a dateline or a credit is made of. What they mean together is for `dateline` and `credit`.

use std::ops::Range;

use super::letters::{apostrophe, blank, hyphen, in_word};
use super::words;

/// How far a cursor looks for the end of a word.
const LONGEST: usize = 40;

/// A place in `text`. Copy it to look ahead; every `eat` moves it only when it succeeds.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    pub text: &'a str,
    pub at: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a str, at: usize) -> Cursor<'a> {
        Cursor { text, at }
    }

    pub(crate) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(crate) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Passes blanks; says whether there were any.
    pub(crate) fn blanks(&mut self) -> bool {
        let rest = self.rest().trim_start_matches(blank);
        let at = self.text.len() - rest.len();
        std::mem::replace(&mut self.at, at) < at
    }

    pub(crate) fn eat(&mut self, mark: &str) -> bool {
        let found = self.rest().starts_with(mark);
        self.at += if found { mark.len() } else { 0 };
        found
    }

    /// The word here, with inner hyphens, apostrophes and stops ("AL-QAIM", "SANA'A", "N.H"); its last stop is left.
    pub(crate) fn word(&mut self) -> Option<&'a str> {
        let mut end = self.at;
        let mut letters = self.rest().char_indices().take(LONGEST).peekable();
        while let Some((offset, letter)) = letters.next() {
            let inner = end > self.at && (hyphen(letter) || apostrophe(letter) || letter == '.');
            if in_word(letter) || inner && letters.peek().is_some_and(|&(_, next)| in_word(next)) {
                end = self.at + offset + letter.len_utf8();
            } else {
                break;
            }
        }
        let word = &self.text[self.at..end];
        self.at = end;
        (!word.is_empty()).then_some(word)
    }

    /// A number of at most `most` digits, alone.
    fn number(&mut self, most: usize) -> Option<u32> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).take(most + 1).count();
        let end = self.at + digits;
        let alone =
            !self.text[end..].starts_with(|letter: char| letter.is_alphanumeric() && !matches!(letter, 's' | 'n' | 'r' | 't'));
        let number = (1..=most).contains(&digits).then(|| self.text[self.at..end].parse().ok()).flatten();
        if alone && number.is_some() {
            self.at = end;
            return number;
        }
        None
    }

    /// A month by name, with or without its stop.
    fn month(&mut self) -> Option<()> {
        let mut ahead = *self;
        words::month(ahead.word()?).then(|| {
            ahead.eat(".");
            *self = ahead;
        })
    }

    /// A weekday by name, with or without a comma.
    fn weekday(&mut self) -> Option<()> {
        let mut ahead = *self;
        words::weekday(ahead.word()?).then(|| {
            ahead.eat(".");
            ahead.eat(",");
            *self = ahead;
        })
    }

    /// A day of a month: at most 31, "1st" or "1".
    fn day(&mut self) -> Option<()> {
        let mut ahead = *self;
        let day = ahead.number(2)?;
        let _ = ["st", "nd", "rd", "th"].iter().any(|ending| ahead.eat(ending));
        let whole = !ahead.rest().starts_with(in_word);
        ((1..=31).contains(&day) && whole).then(|| *self = ahead)
    }

    fn day_and_month(&mut self) -> Option<()> {
        self.day()?;
        self.blanks();
        self.month()
    }

    /// A date as datelines have it: "Sept 27", "Nov. 20, 2011", "6 DEC 89", "Friday, 27 September 2024", "2024-09-27".
    pub(crate) fn date(&mut self) -> Option<Date> {
        let start = self.at;
        let mut ahead = *self;
        let weekday = ahead.weekday().is_some();
        let after_weekday = Cursor { at: if weekday { ahead.at } else { start }, ..ahead };
        ahead.blanks();
        let mut year = false;
        if ahead.iso() {
            year = true;
        } else if ahead.month().is_some() {
            ahead.blanks();
            ahead.day()?;
            year = ahead.year(false);
        } else if ahead.day_and_month().is_some() {
            year = ahead.year(true);
        } else if weekday {
            ahead = after_weekday;
            ahead.at = start + ahead.text[start..ahead.at].trim_end_matches(',').len();
        } else {
            return None;
        }
        *self = ahead;
        Some(Date { range: start..self.at, weekday, year })
    }

    /// "2024-09-27", "09/27/2024".
    fn iso(&mut self) -> bool {
        let shape = |mark: u8, lengths: [usize; 3]| {
            let mut at = self.at;
            for (index, length) in lengths.into_iter().enumerate() {
                let digits = self.text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_digit()).take(5).count();
                if digits == 0 || digits > length || length == 4 && digits != 4 {
                    return None;
                }
                at += digits;
                if index < 2 {
                    if self.text.as_bytes().get(at) != Some(&mark) {
                        return None;
                    }
                    at += 1;
                }
            }
            Some(at)
        };
        let end = shape(b'-', [4, 2, 2]).or_else(|| shape(b'/', [2, 2, 4])).or_else(|| shape(b'.', [2, 2, 4]));
        self.at = end.unwrap_or(self.at);
        end.is_some()
    }

    /// A year after a day, with or without a comma; two digits only where `short`.
    fn year(&mut self, short: bool) -> bool {
        let mut ahead = *self;
        ahead.eat(",");
        ahead.blanks();
        let from = ahead.at;
        let found = ahead.number(4).is_some() && (ahead.at - from == 4 || ahead.at - from == 2);
        let short_year = ahead.at - from == 2;
        let short = short || ahead.rest().trim_start().starts_with(['(', '-']);
        if found && (!short_year || short) {
            *self = ahead;
            return true;
        }
        false
    }

    /// A time of day after a date: "8:18 PM EST", "at 10:14 GMT".
    pub(crate) fn time(&mut self) {
        let mut ahead = *self;
        let _ = ahead.eat(",");
        ahead.blanks();
        let _ = ["at ", "| ", "- ", "– "].iter().any(|mark| ahead.eat(mark));
        let digits = ahead.rest().bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.')).take(6).count();
        if digits < 3 || !ahead.rest()[..digits].contains([':', '.']) {
            return;
        }
        ahead.at += digits;
        *self = ahead;
        for _ in 0..2 {
            ahead.blanks();
            let Some(word) = ahead.word() else { return };
            let zone = matches!(
                word,
                "AM" | "PM" | "am" | "pm" | "a.m" | "p.m" | "GMT" | "UTC" | "ET" | "BST" | "CET" | "PT" | "CT" | "MT"
            ) || word.len() == 3 && word.ends_with('T') && word.bytes().all(|byte| byte.is_ascii_uppercase());
            if !zone {
                return;
            }
            ahead.eat(".");
            *self = ahead;
        }
    }
}

/// A date, in bytes of the paragraph.
pub(crate) struct Date {
    pub range: Range<usize>,
    pub weekday: bool,
    pub year: bool,
}
