//! Credits: who took the picture, who wrote the words, which agency sent them.
//!
//! In: a paragraph. Out: where a credit begins in it, whether it is a byline, which agency it names. Conservative: without one
//! of the trade's own marks ("Photographer:", "Getty Images", "Reporting by") a paragraph is left alone.

use std::ops::Range;

use super::cursor::Cursor;
use super::letters::{blank, closer};
use super::words;

/// Marks of a picture's credit. `true`: the credit begins at the mark; `false`: somewhere before it, after the last stop.
#[rustfmt::skip]
const PICTURE: &[(&str, bool)] = &[
    ("(Photo", true), ("(AP Photo", true), ("AP Photo/", true), ("AP Photo ", true), ("(Credit:", true), ("Credit:", true),
    ("(Image:", true), ("(Source:", true), ("(Picture:", true), ("[Photo", true), ("Photographer:", true),
    ("Photograph:", true), ("Photo by", true), ("Photo:", true), ("Photos:", true), ("Photo credit:", true),
    ("Photo courtesy", true), ("Picture:", true), ("Pictures:", true), ("Image credit:", true), ("Image:", true),
    ("Image via", true), ("REUTERS/", true), ("Reuters/", true), ("View Full Caption", true), ("Getty Images", false),
    ("/AFP", false), ("AFP/", false), ("/EPA", false), ("EPA/", false), ("/Anadolu", false), ("Anadolu/", false),
    ("/Shutterstock", false), ("/AP)", false), ("/Reuters", false), ("[AFP]", true), ("[Reuters]", true), ("[AP]", true),
    ("[EPA]", true),
];

/// A caption is no longer than this.
const CAPTION: usize = 900;
/// A credit is no longer than this.
const CREDIT: usize = 140;

/// Where the picture credit that ends `caption` begins; 0 where there is nothing else.
pub(crate) fn picture(caption: &str) -> Option<usize> {
    if caption.len() > CAPTION {
        return None;
    }
    // A credit is short, so its mark stands near the end; every mark begins with one of a few letters.
    let tail = (caption.len().saturating_sub(CREDIT)..caption.len()).find(|&at| caption.is_char_boundary(at))?;
    let places = caption[tail..].match_indices(['(', '[', '/', 'A', 'C', 'E', 'G', 'I', 'P', 'R', 'V']);
    places.filter_map(|(offset, _)| credit_at(caption, tail + offset)).min()
}

/// Where the credit begins whose mark stands at `at`.
fn credit_at(caption: &str, at: usize) -> Option<usize> {
    let &(mark, begins) = PICTURE.iter().find(|(mark, _)| caption[at..].starts_with(mark))?;
    let begin = if begins { at } else { last_stop(&caption[..at]) };
    let before = caption[..begin].trim_end_matches(blank);
    // A credit begins the paragraph or follows the end of a sentence, and nothing but its own names follow.
    let stands = before.is_empty()
        || before.ends_with(|letter: char| matches!(letter, '.' | '!' | '?' | '|' | ';') || closer(letter))
        || caption[begin..].starts_with(['(', '['])
        || mark.ends_with(':')
        || mark.starts_with("View");
    let credit = caption[begin..].trim_matches(blank);
    let words = credit.split(blank).filter(|word| !word.is_empty()).count();
    let inside = credit.strip_suffix('.').unwrap_or(credit);
    let sentence =
        inside.match_indices(". ").any(|(stop, _)| inside[..stop].rsplit(blank).next().is_some_and(|word| word.len() > 3));
    let starts = credit.starts_with(|letter: char| letter.is_uppercase() || matches!(letter, '(' | '['));
    (stands && starts && credit.len() <= CREDIT && words <= 16 && !sentence).then_some(begin)
}

/// Behind the last stop or opening bracket of `text`, where a credit that has no mark of its own begins.
fn last_stop(text: &str) -> usize {
    let stop = text.rfind(". ").map_or(0, |at| at + 2);
    let bracket = text.rfind(['(', '[']).unwrap_or(0);
    let begin = stop.max(bracket);
    begin + (text[begin..].len() - text[begin..].trim_start_matches(blank).len())
}

/// Where the words of a caption begin that says so itself: "FILE - ", "File photo:", "Caption:".
pub(crate) fn caption_label(paragraph: &str) -> Option<usize> {
    const LABELS: [&str; 12] = [
        "File photo:",
        "FILE PHOTO:",
        "File Photo:",
        "FILE - ",
        "FILE – ",
        "FILE — ",
        "FILE: ",
        "Caption:",
        "Photo:",
        "Image:",
        "Picture:",
        "Pictured:",
    ];
    LABELS.iter().find(|label| paragraph.starts_with(**label)).map(|label| label.trim_end().len())
}

/// "By A. Writer, Staff", "BY A. WRITER AND B. WRITER": the whole paragraph is the byline.
pub(crate) fn byline(paragraph: &str) -> bool {
    let words = paragraph.trim_matches(|letter| blank(letter) || matches!(letter, '|' | '*'));
    // In a text all in capitals only a short one can be told from a wrapped line.
    let shouted = !words.bytes().any(|byte| byte.is_ascii_lowercase());
    if words.len() > if shouted { 40 } else { 120 } {
        return false;
    }
    let mut cursor = Cursor::new(words, 0);
    let by = cursor.word().is_some_and(|word| word.eq_ignore_ascii_case("by"));
    let _ = cursor.eat(":");
    if !by || !cursor.blanks() {
        return false;
    }
    let rest = cursor.rest();
    let ends = rest.ends_with('.') && rest.rsplit(blank).next().is_some_and(|word| word.len() > 4);
    let names = rest.split(|letter| blank(letter) || matches!(letter, ',' | '/' | '|' | '&')).filter(|word| !word.is_empty());
    let joined = |word: &str| {
        matches!(word, "and" | "in" | "of" | "for" | "with" | "the" | "at" | "al" | "el" | "de" | "van" | "von" | "bin" | "bint")
    };
    let first = names.clone().next();
    let calendar =
        first.is_none_or(|word| words::calendar(word) || word.bytes().any(|byte| byte.is_ascii_digit()) || words::starter(word));
    let article = first.is_some_and(|word| word.eq_ignore_ascii_case("the"));
    let agency = article && words::agency(rest.trim_matches(blank));
    let mut count = 0;
    let all = names.into_iter().all(|word| {
        count += 1;
        joined(word)
            || word.starts_with(|letter: char| letter.is_uppercase() || letter == '@' || letter == '(')
            || word.contains('@')
    });
    agency || all && !ends && !calendar && count <= 14
}

/// Who wrote and edited, or sent, what stands above: "(Reporting by …; Editing by …)", "The Associated Press contributed …".
pub(crate) fn closing(paragraph: &str) -> bool {
    const BEGINNINGS: [&str; 16] = [
        "additional reporting by",
        "contributing:",
        "edited by",
        "editing by",
        "our foreign staff contributed",
        "report by",
        "reported by",
        "reporting by",
        "reporting from",
        "this report was written",
        "this story was reported",
        "translated by",
        "translation by",
        "with reporting by",
        "with reporting from",
        "written by",
    ];
    let words =
        paragraph.trim_matches(|letter| blank(letter) || matches!(letter, '(' | ')' | '[' | ']' | '-' | '—' | '–' | '*' | '_'));
    if words.len() > 400 {
        return false;
    }
    let begins = BEGINNINGS.iter().any(|start| words.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start)));
    let contributed = words.len() < 240
        && ["contributed to this report", "contributed to this story", "contributed reporting", "contributed to this article"]
            .iter()
            .any(|end| words.contains(end));
    begins || contributed || words::agency(words)
}

/// The agency a closing credit of the running text names: "--Reuters", "(AP)", "— AFP". Where it begins, and its name.
pub(crate) fn sign_off(paragraph: &str) -> Option<(usize, Range<usize>)> {
    let words = paragraph.trim_end_matches(|letter| blank(letter) || matches!(letter, ')' | ']' | '.'));
    let begin = words
        .char_indices()
        .rev()
        .take(40)
        .find(|&(_, letter)| matches!(letter, '(' | '[' | '-' | '—' | '–' | '/'))
        .map(|(at, _)| at)?;
    let mark = words[begin..].chars().next().map_or(0, char::len_utf8);
    let inner = words[begin + mark..].trim_matches(blank);
    let from = words.len() - words[begin + mark..].trim_start_matches(blank).len();
    let before = paragraph[..begin].trim_end_matches(['-', '—', '–']);
    let start = before.len();
    let text = before.trim_end_matches(blank);
    let ended = text.is_empty() || text.trim_end_matches(closer).ends_with(['.', '!', '?', '…']);
    (ended && words::agency(inner)).then(|| (start, from..from + inner.len()))
}
