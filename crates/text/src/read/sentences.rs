//! Sentences: where one ends and the next begins.
//!
//! In: the text and a paragraph's range. Out: the range of each sentence, in order, which hold every visible character of it.
//! Each stop is judged by the word before it and the word after it. Knows nothing of what part of the report a sentence is.

use crate::TextRange;

use super::abbreviations::{self, Kind};
use super::letters::{Class, at, blank, class, closer, in_word, opener, run};
use super::words;

/// The longest word whose stop is looked into; a longer one is no abbreviation.
const LONGEST: usize = 24;

/// Calls `found` with each sentence of the paragraph at `range`.
///
/// `small` says that the document is written without capitals: then none is needed to begin a sentence.
pub(crate) fn sentences(text: &str, range: TextRange, small: bool, mut found: impl FnMut(TextRange)) {
    let text = &text[..range.end()];
    let mut start = range.start();
    let mut here = range.start();
    while let Some(offset) = text[here..].find(stop) {
        let first = here + offset;
        let stops = run(text, first, stop);
        let after = closers(text, stops);
        let next = run(text, after, blank);
        here = after;
        if next < text.len() && ends(text, start, Stop { first, stops, after, next }, small) {
            found(TextRange::new(start, after));
            start = next;
            here = next;
        }
    }
    if start < text.len() {
        found(TextRange::new(start, text.len()));
    }
}

/// A run of stops: `said.” The` has `first` at the stop, `stops` and `after` behind it and the mark, `next` at the T.
#[derive(Clone, Copy)]
struct Stop {
    first: usize,
    stops: usize,
    after: usize,
    next: usize,
}

fn stop(letter: char) -> bool {
    matches!(letter, '.' | '!' | '?' | '…' | '؟' | '۔' | '।' | '。' | '！' | '？')
}

/// Where the closing marks after a stop end; an opening quotation mark after a blank is none. Footnote numbers count: "said.[12]".
fn closers(text: &str, stops: usize) -> usize {
    let mut end = run(text, stops, closer);
    while let Some(note) = note(&text[end..]) {
        end += note;
    }
    // Wires and web pages alike leave a blank before the mark: `"We won. " The`. Only a mark with a blank on both sides closes.
    if let Some(mark) = text[end..].strip_prefix(" \"").or(text[end..].strip_prefix(" ''"))
        && mark.starts_with(|letter: char| letter.is_whitespace())
    {
        end = text.len() - mark.len();
    }
    end
}

/// How long the footnote number is that `rest` begins with: "[12]", " [3]".
fn note(rest: &str) -> Option<usize> {
    let blanks = usize::from(rest.starts_with(' '));
    let inner = rest[blanks..].strip_prefix('[')?;
    let digits = inner.bytes().take_while(u8::is_ascii_digit).take(4).count();
    (digits > 0 && inner[digits..].starts_with(']')).then_some(blanks + digits + 2)
}

/// Whether the sentence begun at `start` ends with `mark`.
fn ends(text: &str, start: usize, mark: Stop, small: bool) -> bool {
    let run = &text[mark.first..mark.stops];
    let quoted = text[mark.stops..mark.after].contains(['"', '”', '\'', '’', '»']);
    let next = Next::read(text, mark.next);
    if mark.after == mark.next {
        return glued(text, mark, &next);
    }
    if next.lower && !small {
        return next.article && run == "." && word_before(text, start, mark.first).len() > 3;
    }
    if matches!(next.first, ',' | ';' | ':' | ')' | ']' | '-' | '–' | '—' | '/' | '&' | '%') {
        return false;
    }
    if run != "." {
        return !(quoted && next.speech(text));
    }
    if quoted || mark.after > mark.stops && !text[mark.stops..mark.after].starts_with(')') {
        return true;
    }
    let word = word_before(text, start, mark.first);
    let opens = word_start(start, mark.first, word) == first_visible(text, start);
    if opens && word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit()) && !word.is_empty() {
        return false; // The number of a list: "1. A bus was stopped".
    }
    abbreviated(word, &next)
}

/// Whether a sentence ends after `word` and its stop, when what comes next is `next`, in upper case or not a letter.
fn abbreviated(word: &str, next: &Next) -> bool {
    let shouted = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let capital = word.starts_with(char::is_uppercase);
    if word.chars().count() == 1 {
        return !capital || next.starter && word != "I" || word == "I" && !next.first.is_alphabetic();
    }
    if matches!(word, "a.m" | "p.m" | "A.M" | "P.M") {
        return !next.calendar && !words::zone(next.word) && next.first != '(';
    }
    if inner_stops(word) {
        // "U.S. Army", but "in the U.S. The".
        return next.starter || next.opens && !word.ends_with(['S', 's']);
    }
    let Some(kind) = abbreviations::kind(word) else {
        return true;
    };
    if shouted && words::plain(word) {
        return kind != Kind::Numbered || !next.digit;
    }
    match kind {
        Kind::Inner => false,
        Kind::Title if capital => next.starter && words::street(word),
        Kind::Calendar if capital => !next.digit && !next.calendar,
        Kind::Numbered => !next.digit,
        Kind::Open if capital => next.starter,
        Kind::Title | Kind::Calendar | Kind::Open => true,
    }
}

/// Whether a sentence ends at a stop with no blank behind it: "were killed.The army".
fn glued(text: &str, mark: Stop, next: &Next) -> bool {
    let before = &text[..mark.first];
    let small = before.bytes().rev().take(3).take_while(u8::is_ascii_lowercase).count();
    let mut letters = text[mark.next..].chars();
    let capital =
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(|next| next.is_lowercase() || next == ' ');
    let inside = text[mark.next..].find(|letter| !in_word(letter)).is_some_and(|end| {
        let rest = &text[mark.next + end..];
        rest.starts_with(['.', '@', '/']) && rest[1..].starts_with(in_word)
    });
    small >= 2 && capital && !inside && !next.first.is_ascii_digit() && !words::domain(next.word)
}

/// What comes after a stop.
struct Next<'a> {
    first: char,
    word: &'a str,
    end: usize,
    lower: bool,
    digit: bool,
    opens: bool,
    starter: bool,
    calendar: bool,
    article: bool,
}

impl<'a> Next<'a> {
    fn read(text: &'a str, next: usize) -> Next<'a> {
        let first = at(text, next).unwrap_or(' ');
        let start = run(text, next, |letter| opener(letter) || blank(letter));
        let letter = at(text, start).unwrap_or(' ');
        let rest = &text[start..];
        let length = rest.char_indices().take(LONGEST).take_while(|&(_, letter)| in_word(letter)).last();
        let word = length.map_or("", |(offset, letter)| &rest[..offset + letter.len_utf8()]);
        Next {
            first,
            word,
            end: start + word.len(),
            lower: letter.is_lowercase(),
            digit: class(letter) == Class::Digit,
            opens: start > next && !matches!(first, '(' | '['),
            starter: words::starter(word),
            calendar: words::calendar(word),
            article: matches!(word, "al" | "el") && rest[word.len()..].starts_with('-'),
        }
    }

    /// Whether it names who spoke the quotation before it: `"Where are they?" Hassan Omar asked.`
    fn speech(&self, text: &str) -> bool {
        let mut here = self.end;
        for _ in 0..4 {
            let start = run(text, here, |letter| letter == ' ');
            if start == here {
                return false;
            }
            here = text[start..]
                .char_indices()
                .take(LONGEST)
                .find(|&(_, letter)| !in_word(letter))
                .map_or(start, |(at, _)| start + at);
            if words::speech(&text[start..here]) {
                return true;
            }
        }
        false
    }
}

/// The word that ends at byte `end`, inner stops included: "U.S" before the last stop of "U.S.".
fn word_before(text: &str, start: usize, end: usize) -> &str {
    let mut first = end;
    for (offset, letter) in text[start..end].char_indices().rev().take(LONGEST) {
        if !in_word(letter) && letter != '.' {
            break;
        }
        first = start + offset;
    }
    text[first..end].trim_start_matches('.')
}

fn word_start(start: usize, end: usize, word: &str) -> usize {
    (end - word.len()).max(start)
}

fn first_visible(text: &str, start: usize) -> usize {
    let mut letters = text[start..].char_indices().take(LONGEST);
    letters.find(|&(_, letter)| !blank(letter) && !opener(letter)).map_or(start, |(offset, _)| start + offset)
}

/// "U.S", "a.m", "Ph.D".
fn inner_stops(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic()))
}
