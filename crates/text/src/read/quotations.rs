//! Quotations: the words between quotation marks.
//!
//! In: the text and its paragraphs of running text. Out: each quotation, by where it begins. A quotation ends with its
//! paragraph; where the next one opens with the same mark, it goes on there. Apostrophes are no marks. Knows nothing of who speaks.

use crate::TextRange;
use crate::document::Quotation;

use super::letters::{at, before, blank, in_word, opener};

/// Quotations nest no deeper than this; marks past it are passed over.
const DEEPEST: usize = 8;

/// Which pair of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pair {
    Curly,       // “ ”, „ “
    Single,      // ‘ ’
    Straight,    // "
    Apostrophes, // '
    Latex,       // `` '', '' ''
    LatexSingle, // ` '
    Guillemets,  // « »
    Angles,      // ‹ ›
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    start: usize,
    end: usize,
    pair: Pair,
    opens: bool,
    closes: bool,
    doubtful: bool, // "the residents' homes", "a 5\" gun": may be no mark at all.
}

impl Pair {
    /// Whether the mark may be an apostrophe, so that it counts only where it finds its other half.
    fn single(self) -> bool {
        matches!(self, Pair::Single | Pair::Apostrophes | Pair::LatexSingle)
    }

    /// The two kinds of double mark that keyboards mix.
    fn double(self) -> bool {
        matches!(self, Pair::Curly | Pair::Straight)
    }
}

/// A mark that waits for its other half, and the quotation it began.
#[derive(Debug, Clone, Copy)]
struct Open {
    pair: Pair,
    quotation: usize,
}

/// The quotations of the `paragraphs`.
pub(crate) fn quotations(text: &str, paragraphs: impl Iterator<Item = TextRange>) -> Vec<Quotation> {
    let mut quotations: Vec<Quotation> = Vec::new();
    let mut marks = Vec::new();
    let mut unclosed: Option<Pair> = None; // What the paragraph before left open.
    for range in paragraphs {
        marks.clear();
        find(text, range, &mut marks);
        settle_possessives(&mut marks);
        let first = quotations.len();
        let goes_on = marks.first().is_some_and(|mark| {
            unclosed == Some(mark.pair)
                && mark.opens
                && text[range.start()..mark.start].chars().all(|letter| blank(letter) || opener(letter))
        });
        unclosed = pair_up(range, &marks, &mut quotations);
        if goes_on && let Some(quotation) = quotations.get_mut(first) {
            quotation.continues = true;
        }
        trim(text, &mut quotations, first);
    }
    quotations
}

/// Pairs the marks of one paragraph; returns what is left open at its end.
fn pair_up(range: TextRange, marks: &[Mark], quotations: &mut Vec<Quotation>) -> Option<Pair> {
    let first = quotations.len();
    let mut open: Vec<Open> = Vec::new();
    let mut dropped = Vec::new();
    for mark in marks {
        // Hurried typing closes a curly mark with a straight one, and the other way round.
        let partner = open.iter().rposition(|open| open.pair == mark.pair);
        let partner = partner
            .or_else(|| open.iter().rposition(|open| open.pair.double() && mark.pair.double() && !mark.opens && !mark.doubtful));
        let closes = mark.closes && partner.is_some() && (!mark.opens || open.last().is_some_and(|open| open.pair == mark.pair));
        if closes && let Some(partner) = partner {
            let quotation = open[partner].quotation;
            quotations[quotation].range = TextRange::new(quotations[quotation].range.start(), mark.start);
            // Marks inside that never closed were none.
            dropped.extend(open.drain(partner..).skip(1).map(|open| open.quotation));
        } else if mark.opens && open.len() < DEEPEST {
            open.push(Open { pair: mark.pair, quotation: quotations.len() });
            quotations.push(Quotation { range: TextRange::new(mark.end, range.end()), depth: 0, continues: false });
        }
    }
    // A single mark left open was an apostrophe; a double one lasts to the end of the paragraph.
    let left = open.iter().rev().find(|open| !open.pair.single()).map(|open| open.pair);
    let outermost = open.iter().position(|open| !open.pair.single());
    dropped.extend(open.iter().enumerate().filter(|&(index, _)| Some(index) != outermost).map(|(_, open)| open.quotation));
    dropped.sort_unstable();
    let mut index = first;
    let kept = quotations.split_off(first).into_iter().filter(|_| {
        index += 1;
        dropped.binary_search(&(index - 1)).is_err()
    });
    let kept: Vec<Quotation> = kept.collect();
    quotations.extend(kept);
    set_depths(&mut quotations[first..]);
    outermost.and(left)
}

/// How many quotations each stands in.
fn set_depths(quotations: &mut [Quotation]) {
    let mut around: Vec<usize> = Vec::new();
    for quotation in quotations {
        while around.last().is_some_and(|&end| end <= quotation.range.start()) {
            around.pop();
        }
        quotation.depth = around.len().min(usize::from(u8::MAX)) as u8;
        around.push(quotation.range.end());
    }
}

/// Drops quotations of no words and the blanks inside the marks.
fn trim(text: &str, quotations: &mut Vec<Quotation>, first: usize) {
    for quotation in &mut quotations[first..] {
        let (start, end) = (quotation.range.start(), quotation.range.end());
        let right = text[start..end].trim_start_matches(blank);
        let words = right.trim_end_matches(blank);
        let start = end - right.len();
        quotation.range = TextRange::new(start, start + words.len());
    }
    let mut index = 0;
    quotations.retain(|quotation| {
        index += 1;
        index <= first || !quotation.range.is_empty()
    });
}

/// The marks of one paragraph and what each can be.
fn find(text: &str, range: TextRange, marks: &mut Vec<Mark>) {
    let text = &text[..range.end()];
    let mut here = range.start();
    while let Some(offset) = text[here..].find(mark) {
        let start = here + offset;
        let letter = at(text, start).unwrap_or(' ');
        let double = matches!(letter, '`' | '\'' | '’' | '‘') && at(text, start + letter.len_utf8()) == Some(letter);
        let end = start + letter.len_utf8() * if double { 2 } else { 1 };
        here = end;
        let before = before(text, start).filter(|_| start > range.start());
        let after = at(text, end);
        let left_free = before.is_none_or(|letter| {
            blank(letter) || matches!(letter, '(' | '[' | '{' | '-' | '–' | '—' | '/' | '…' | ':') || opener(letter)
        });
        let right_free = after.is_none_or(|letter| !in_word(letter) && letter != '$');
        let can_open = after.is_some_and(|letter| !blank(letter));
        let can_close = before.is_some_and(|letter| !blank(letter));
        let inside = before.is_some_and(in_word) && after.is_some_and(in_word);
        let (pair, opens, closes) = match letter {
            '“' | '„' if letter == '„' || left_free || !can_close => (Pair::Curly, true, false),
            '“' => (Pair::Curly, can_open, right_free),
            '”' => (Pair::Curly, false, true),
            '«' => (Pair::Guillemets, true, false),
            '»' => (Pair::Guillemets, false, true),
            '‹' => (Pair::Angles, true, false),
            '›' => (Pair::Angles, false, true),
            '`' if double => (Pair::Latex, true, false),
            '`' => (Pair::LatexSingle, left_free && can_open, false),
            '\'' if double => (Pair::Latex, left_free && can_open, can_close && (right_free || !left_free)),
            '’' if double => (Pair::Curly, false, true),
            '‘' if double => (Pair::Curly, true, false),
            '‘' | '‚' => (Pair::Single, left_free && can_open, false),
            '’' => (Pair::Single, false, can_close && right_free),
            '\'' => (Pair::Apostrophes, left_free && can_open && !elided(text, end), can_close && right_free),
            _ => {
                // A number before a straight mark may be inches; a mark between letters is neither.
                let inches = before.is_some_and(|letter| letter.is_ascii_digit()) && right_free;
                (
                    Pair::Straight,
                    !inches && !inside && (left_free || !can_close) && can_open,
                    can_close && (right_free || !left_free),
                )
            }
        };
        // "``…''" is closed by two straight marks, "`…'" by one.
        let latex_single =
            letter == '\'' && !double && marks.iter().rev().take(4).any(|mark| mark.pair == Pair::LatexSingle && mark.opens);
        let pair = if latex_single && closes && !opens { Pair::LatexSingle } else { pair };
        if opens || closes {
            let possessive = pair.single() && closes && matches!(before, Some('s' | 'S' | 'x' | 'z')) && after.is_some_and(blank);
            let inches = pair == Pair::Straight && before.is_some_and(|letter| letter.is_ascii_digit());
            marks.push(Mark { start, end, pair, opens, closes, doubtful: possessive || inches });
        }
    }
}

fn mark(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '‘' | '’' | '‚' | '\'' | '`' | '«' | '»' | '‹' | '›' | '＂')
}

/// Whether the letters behind an apostrophe are a word that lost its beginning: "'em", "'til", "'90s".
fn elided(text: &str, from: usize) -> bool {
    let rest = &text[from..];
    let word = rest.char_indices().take(6).find(|&(_, letter)| !in_word(letter)).map_or("", |(end, _)| &rest[..end]);
    let year = word.trim_end_matches('s');
    matches!(word, "em" | "til" | "tis" | "twas" | "cause" | "bout" | "n" | "round" | "neath")
        || year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit())
}

/// A possessive's apostrophe closes a single quotation only where nothing else does before the next one opens.
fn settle_possessives(marks: &mut Vec<Mark>) {
    let mut closed_later = false;
    for mark in marks.iter_mut().rev().filter(|mark| mark.pair.single()) {
        if mark.doubtful && closed_later {
            mark.closes = false;
        } else if mark.opens && !mark.closes {
            closed_later = false;
        } else if mark.closes && !mark.doubtful {
            closed_later = true;
        }
    }
    marks.retain(|mark| mark.opens || mark.closes);
}
