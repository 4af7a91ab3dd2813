//! Datelines: "BEIRUT, Sept 27 (Reuters) —" and its kin.
//!
//! In: a paragraph. Out: how far its dateline goes, and the place, the date and the wire named in it. Knows nothing of maps: a
//! place is what stands where a dateline has one, in capitals or beside a date or a wire.

use std::ops::Range;

use super::cursor::Cursor;
use super::letters::{blank, opener};
use super::words;

/// What opens a paragraph, in bytes of it.
#[derive(Debug, Default)]
pub(crate) struct Opening {
    pub place: Option<Range<usize>>,
    pub date: Option<Range<usize>>,
    pub wire: Option<Range<usize>>,
    pub end: usize, // Behind the dash.
}

/// What is known of the paragraph and its document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    /// The document is written in capitals: they are no sign of a dateline.
    pub capitals: bool,
    /// No running text came before.
    pub first: bool,
}

/// How a dateline ends.
#[derive(PartialEq, Eq)]
enum Mark {
    Dash,
    Colon,
    Nothing,
}

/// The dateline `paragraph` opens with.
pub(crate) fn dateline(paragraph: &str, setting: Setting) -> Option<Opening> {
    let mut cursor = Cursor::new(paragraph, 0);
    cursor.blanks();
    let mut opening = Opening::default();
    let place = place(&mut cursor);
    opening.place = place.as_ref().map(|place| place.range.clone());
    let mut bracketed = false; // Whether the date stands in brackets.
    let mut ahead = cursor;
    if place.is_some() {
        let comma = ahead.eat(",") | ahead.eat(";");
        ahead.blanks();
        if (comma || ahead.peek().is_some_and(|letter| letter.is_ascii_digit())) && ahead.eat("NO DATE") {
            cursor = ahead;
        }
    }
    if let Some(date) = ahead.date() {
        opening.date = Some(date.range);
        cursor = ahead;
        let _ = cursor.eat(",");
    }
    for _ in 0..3 {
        let Some(inner) = brackets(&mut cursor) else { break };
        let mut words = Cursor::new(&paragraph[..inner.end], inner.start);
        match words.date() {
            Some(date) if words.at == inner.end => {
                opening.date.get_or_insert(date.range);
                bracketed = true;
            }
            _ => {
                opening.wire.get_or_insert(inner);
            }
        }
    }
    if opening.wire.is_none() {
        opening.wire = place.as_ref().and_then(|place| place.wire.clone());
    }
    let mark = mark(&mut cursor, &opening);
    let behind = paragraph[cursor.at..].trim_start_matches(blank).trim_start_matches(opener);
    let sentence = behind.is_empty()
        || behind.starts_with(|letter: char| letter.is_uppercase() || letter.is_numeric() || letter == '.')
        || behind.starts_with(|letter: char| !letter.is_lowercase() && letter.is_alphabetic())
        || behind.starts_with("al-")
        || behind.starts_with("el-");
    let shouted = place.as_ref().is_some_and(|place| place.shouted);
    let wire = opening.wire.as_ref().map(|wire| &paragraph[wire.clone()]);
    let agency = wire.is_some_and(words::agency);
    let accepted = match mark {
        Mark::Dash if agency => true,
        // An unknown wire is told from a remark in brackets by its capital and by what stands around it.
        Mark::Dash if opening.wire.is_some() => {
            let named = wire.is_some_and(|wire| wire.starts_with(|letter: char| letter.is_uppercase() || letter.is_numeric()));
            let beside = opening.date.is_some() || if place.is_some() { shouted } else { setting.first };
            named && sentence && beside
        }
        Mark::Dash if opening.date.is_some() => place.is_some() && (shouted || sentence),
        Mark::Dash => {
            sentence && !setting.capitals && place.as_ref().is_some_and(|place| place.shouted || setting.first && place.region)
        }
        Mark::Colon if agency => true,
        Mark::Colon => {
            sentence
                && !setting.capitals
                && setting.first
                && shouted
                && !behind.is_empty()
                && opening.wire.is_none()
                && place.as_ref().is_some_and(|place| place.range.len() > 3)
        }
        Mark::Nothing if bracketed => shouted && (sentence || !setting.capitals),
        Mark::Nothing if behind.is_empty() => opening.date.is_some() && shouted,
        Mark::Nothing => opening.place.is_none() && opening.date.is_none() && agency && sentence,
    };
    opening.end = cursor.at;
    // A station that hides names no place.
    opening.place = opening.place.filter(|place| &paragraph[place.clone()] != "CLANDESTINE");
    accepted.then_some(opening)
}

struct Place {
    range: Range<usize>,
    shouted: bool, // "BEIRUT", not "Beirut".
    region: bool,  // A country or a state follows it.
    wire: Option<Range<usize>>,
}

/// "BEIRUT", "KABUL, Afghanistan", "PONTA GROSSA (BRAZIL)", "Tyre, Lebanon".
fn place(cursor: &mut Cursor) -> Option<Place> {
    let mut ahead = *cursor;
    if ahead.eat("NO CITY")
        && let Some(country) = brackets(&mut ahead)
    {
        *cursor = ahead;
        return Some(Place { range: country, shouted: true, region: true, wire: None });
    }
    let start = ahead.at;
    let (end, shouted) = name(&mut ahead)?;
    let mut place = Place { range: start..end, shouted, region: false, wire: None };
    ahead.at = end;
    // The wires' "HAVANA (CUBA), 10 MAY": a bracket belongs to the place where a comma and a date follow.
    let mut country = ahead;
    if brackets(&mut country).is_some() {
        let bracket_end = country.at;
        if country.eat(",") {
            country.blanks();
            if country.date().is_some() || country.rest().starts_with("NO DATE") {
                ahead.at = bracket_end;
                place.range.end = bracket_end;
            }
        }
    }
    for _ in 0..2 {
        let mut region = ahead;
        if !region.eat(",") {
            break;
        }
        region.blanks();
        if region.clone().date().is_some() {
            break;
        }
        let from = region.at;
        let Some((end, _)) = name(&mut region) else { break };
        if words::agency(&region.text[from..end]) {
            place.wire = Some(from..end);
            ahead.at = end;
            break;
        }
        place.region = true;
        place.range.end = end;
        ahead.at = end;
    }
    *cursor = ahead;
    Some(place)
}

/// Up to five words with capitals, and whether all of each is in capitals; cities joined by a stroke or "and" are one place.
fn name(cursor: &mut Cursor) -> Option<(usize, bool)> {
    let mut end = None;
    let mut shouted = true;
    let mut ahead = *cursor;
    for count in 0..5 {
        let Some(word) = ahead.word() else { break };
        let upper = word.chars().all(|letter| !letter.is_lowercase()) && word.chars().any(char::is_alphabetic);
        let capital = upper || word.starts_with(char::is_uppercase) || word.starts_with("al-") || word.starts_with("el-");
        let joins = end.is_some() && matches!(word, "and" | "de" | "da" | "do" | "del" | "of" | "the" | "al" | "el" | "la");
        if !capital && !joins
            || words::calendar(word)
            || words::no_place(word)
            || count > 0 && upper && words::starter(word) && !joins
        {
            break;
        }
        if count > 0 && end.is_some() && !upper && shouted && !joins {
            // "BEIRUT Lebanese forces": the city ends where the capitals do.
            break;
        }
        if !joins {
            shouted &= upper && word.chars().count() > 1 || shouted && word.chars().count() == 1 && end.is_some();
            let _ = word.len() <= 5 && ahead.eat(".");
            end = Some(ahead.at);
        }
        if !ahead.eat("/") && !ahead.blanks() {
            break;
        }
    }
    let end = end?;
    let letters = cursor.text[cursor.at..end].chars().filter(|letter| letter.is_alphabetic()).take(3).count();
    cursor.at = end;
    (letters >= 2).then_some((end, shouted && letters >= 3))
}

/// What stands in round brackets here, at most 60 bytes of it.
fn brackets(cursor: &mut Cursor) -> Option<Range<usize>> {
    let mut ahead = *cursor;
    ahead.blanks();
    if !ahead.eat("(") {
        return None;
    }
    let start = ahead.at;
    let length = ahead.rest().char_indices().take_while(|&(offset, letter)| offset < 60 && letter != ')' && letter != '(').last();
    let end = start + length.map_or(0, |(offset, letter)| offset + letter.len_utf8());
    ahead.at = end;
    let closed = ahead.eat(")");
    let inner = ahead.text[start..end].trim_matches(blank);
    if !closed || inner.is_empty() {
        return None;
    }
    *cursor = ahead;
    let first = start + (ahead.text[start..end].len() - ahead.text[start..end].trim_start_matches(blank).len());
    Some(first..first + inner.len())
}

/// The dash, or the colon, that ends a dateline.
fn mark(cursor: &mut Cursor, opening: &Opening) -> Mark {
    let mut ahead = *cursor;
    let spaced = ahead.blanks();
    let from = ahead.at;
    let dashes = ahead.rest().trim_start_matches(['-', '–', '—', '―']);
    ahead.at = ahead.text.len() - dashes.len();
    let dash = &ahead.text[from..ahead.at];
    let bracket = ahead.text[..cursor.at].ends_with(')');
    let hyphen_in_word = dash == "-" && !spaced && !bracket;
    if !dash.is_empty() && dash.len() <= 8 && !hyphen_in_word {
        *cursor = ahead;
        return Mark::Dash;
    }
    let mut ahead = *cursor;
    if ahead.eat(":") && (ahead.blanks() || ahead.rest().is_empty()) && (opening.place.is_some() || opening.wire.is_some()) {
        *cursor = ahead;
        return Mark::Colon;
    }
    Mark::Nothing
}

/// The tags a monitoring service sets before a text: `[REPORT] [ARMED FORCES PRESS COMMITTEE] [TEXT]`. Their end, and the first
/// that names somebody.
pub(crate) fn tags(paragraph: &str, from: usize) -> Option<(usize, Option<Range<usize>>)> {
    let mut cursor = Cursor::new(paragraph, from);
    let mut by = None;
    let mut end = None;
    for _ in 0..6 {
        cursor.blanks();
        if !cursor.eat("[") {
            break;
        }
        let Some(length) = cursor.rest().char_indices().take(300).find(|&(_, letter)| letter == ']').map(|(offset, _)| offset)
        else {
            break;
        };
        let tag = cursor.at..cursor.at + length;
        cursor.at = tag.end + 1;
        let word = paragraph[tag.clone()].split(blank).next().unwrap_or("");
        if matches!(word, "TEXT" | "EXCERPT" | "EXCERPTS" | "SUMMARY") {
            let end = cursor.at;
            cursor.blanks();
            return Some((if cursor.eat("[CONTINUED]") { cursor.at } else { end }, by));
        }
        if words::genre(word) {
            end = Some((cursor.at, None));
            if paragraph[tag.clone()].len() > word.len() {
                by.get_or_insert(tag);
            }
        } else if end.is_some() {
            by.get_or_insert(tag);
        } else {
            break;
        }
    }
    end
}
