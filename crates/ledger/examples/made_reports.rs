//! Makes any number of reports out of the invented ones of `examples/reports`, for benches: another place, another day, other numbers and
//! another outlet each. A JSON object a line, on standard output; the same number always gives the same lines.
//!
//!     cargo run --release -p dateline-ledger --example made_reports -- 100000 > target/made.jsonl

use std::io::{BufWriter, Write};
use std::path::Path;

use dateline::Report;
use dateline::mentions::GeoPrecision;
use jiff::{ToSpan, civil::Date};

const PLACES: &str = include_str!("../../../data/lexicon/local_places.csv");
const OUTLETS: &str = include_str!("../../../data/lexicon/outlets.csv");

/// SplitMix64: small, and the same everywhere.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }
}

const SMALL: [&str; 13] =
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const MONTHS: [(&str, &str); 12] = [
    ("January", "Jan"),
    ("February", "Feb"),
    ("March", "Mar"),
    ("April", "Apr"),
    ("May", "May"),
    ("June", "Jun"),
    ("July", "Jul"),
    ("August", "Aug"),
    ("September", "Sept"),
    ("October", "Oct"),
    ("November", "Nov"),
    ("December", "Dec"),
];

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A text cut where another place, number or day may stand.
enum Piece {
    Words(String),
    Place(String),
    Number(u32),
    /// A small number in words.
    InWords {
        capitals: bool,
    },
    Day(Written),
    /// Days from Monday.
    Weekday(usize),
}

/// A day as it is written: "11 February 2025", "Feb 11", "9 MAR 90".
struct Written {
    day: Date,
    day_first: bool,
    short: bool,
    capitals: bool,
    year: Year,
}

enum Year {
    Unsaid,
    Full,
    TwoDigits,
}

struct Template {
    report: Report,
    pieces: Vec<Piece>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let wanted: usize = std::env::args().nth(1).ok_or("how many reports?")?.parse()?;
    let column = |table: &'static str, column: usize| -> Vec<&'static str> {
        table.lines().skip(1).filter(|line| !line.contains('"')).filter_map(|line| line.split(',').nth(column)).collect()
    };
    let (places, outlets) = (column(PLACES, 0), column(OUTLETS, 0));
    let templates = templates()?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for number in 0..wanted {
        let mut chance = Chance(number as u64);
        let template = &templates[number % templates.len()];
        let earlier = chance.below(3650) as i64;
        let text = told(template, &places, earlier, &mut chance)?;
        let published = template.report.published.unwrap_or(Date::constant(2024, 1, 1)).checked_sub(earlier.days())?;
        let report = serde_json::json!({
            "id": format!("made-{number}"),
            "title": template.report.title,
            "outlet": outlets[chance.below(outlets.len())],
            "published": published.to_string(),
            "text": text,
        });
        writeln!(out, "{report}")?;
    }
    Ok(out.flush()?)
}

/// The template's text with places and numbers of its own, and so many days earlier; a place that comes back is the same place again.
fn told(template: &Template, places: &[&str], earlier: i64, chance: &mut Chance) -> Result<String, jiff::Error> {
    let mut named: Vec<(&str, &str)> = Vec::new();
    let mut text = String::new();
    for piece in &template.pieces {
        match piece {
            Piece::Words(words) => text.push_str(words),
            Piece::Number(number) => text.push_str(&(1 + number / 2 + chance.below(*number as usize + 8) as u32).to_string()),
            Piece::InWords { capitals } => text.push_str(&cased(SMALL[2 + chance.below(SMALL.len() - 2)], *capitals)),
            Piece::Day(written) => text.push_str(&written.moved(earlier)?),
            Piece::Weekday(day) => text.push_str(WEEKDAYS[(*day as i64 - earlier).rem_euclid(7) as usize]),
            Piece::Place(place) => {
                let known = named.iter().find(|(written, _)| written == place).map(|(_, other)| *other);
                let other = known.unwrap_or_else(|| places[chance.below(places.len())]);
                named.push((place, other));
                text.push_str(other);
            }
        }
    }
    Ok(text)
}

impl Written {
    /// The same words for a day so many earlier.
    fn moved(&self, earlier: i64) -> Result<String, jiff::Error> {
        let day = self.day.checked_sub(earlier.days())?;
        let (long, short) = MONTHS[usize::from(day.month().unsigned_abs()) - 1];
        let month = cased(if self.short { short } else { long }, self.capitals);
        let (number, year) = (day.day(), day.year());
        let year = match self.year {
            Year::Unsaid => String::new(),
            Year::Full if self.day_first => format!(" {year}"),
            Year::Full => format!(", {year}"),
            Year::TwoDigits => format!(" {:02}", year.rem_euclid(100)),
        };
        Ok(if self.day_first { format!("{number} {month}{year}") } else { format!("{month} {number}{year}") })
    }
}

fn cased(word: &str, capitals: bool) -> String {
    if capitals { word.to_uppercase() } else { word.to_owned() }
}

fn is_capitals(word: &str) -> bool {
    word.chars().all(char::is_uppercase)
}

fn templates() -> Result<Vec<Template>, Box<dyn std::error::Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/reports");
    let mut files: Vec<_> = std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.sort();
    let mut templates = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|kind| kind == "md")) {
        let text = std::fs::read_to_string(file)?;
        let (head, body) = text.trim_start_matches("---\n").split_once("\n---\n").ok_or("front matter")?;
        let value = |key: &str| head.lines().find_map(|line| line.strip_prefix(key)).map(|value| value.trim().to_owned());
        let report = Report {
            title: value("title:"),
            published: value("published:").and_then(|day| day.parse().ok()),
            text: body.trim_start().to_owned(),
            ..Report::default()
        };
        let pieces = pieces(&report);
        templates.push(Template { report, pieces });
    }
    Ok(templates)
}

/// Cuts a report's text at the places it names, finer than a country and wherever their names stand, at the numbers of its counts, and at its
/// days.
fn pieces(report: &Report) -> Vec<Piece> {
    let text = report.text.as_str();
    let reading = dateline::read(report);
    let words = |start: usize, end: usize| text.get(start..end).unwrap_or_default();
    let fine = reading.mentions.places.iter().filter(|place| place.precision <= GeoPrecision::P5 && !place.demonym);
    let mut names: Vec<&str> = fine.map(|place| words(place.range.start(), place.range.end())).collect();
    names.sort_by_key(|name| (std::cmp::Reverse(name.len()), *name));
    names.dedup();
    let mut cuts: Vec<(usize, usize, Piece)> = days(text, report.published);
    cuts.extend(reading.mentions.counts.iter().filter_map(|count| number(text, count.range.start(), count.range.end())));
    for name in names {
        cuts.extend(text.match_indices(name).map(|(start, _)| (start, start + name.len(), Piece::Place(name.to_owned()))));
    }
    cuts.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
    let mut pieces = Vec::new();
    let mut done = 0;
    for (start, end, piece) in cuts {
        if start >= done {
            pieces.push(Piece::Words(words(done, start).to_owned()));
            pieces.push(piece);
            done = end;
        }
    }
    pieces.push(Piece::Words(words(done, text.len()).to_owned()));
    pieces
}

/// The number inside a count's words: in digits, or a small one in words.
fn number(text: &str, start: usize, end: usize) -> Option<(usize, usize, Piece)> {
    each_word(text).filter(|(at, word)| *at >= start && at + word.len() <= end).find_map(|(at, word)| {
        let small = SMALL[2..].contains(&&*word.to_lowercase()).then(|| Piece::InWords { capitals: is_capitals(word) });
        let piece = word.parse().ok().map(Piece::Number).or(small)?;
        Some((at, at + word.len(), piece))
    })
}

/// Days written with their month, and days of the week.
fn days(text: &str, published: Option<Date>) -> Vec<(usize, usize, Piece)> {
    let words: Vec<(usize, &str)> = each_word(text).collect();
    let of_month = |at: usize| words.get(at)?.1.parse::<i8>().ok().filter(|day| (1..=31).contains(day));
    let mut found = Vec::new();
    for (at, (start, word)) in words.iter().enumerate() {
        if let Some(day) = WEEKDAYS.iter().position(|day| day == word) {
            found.push((*start, start + word.len(), Piece::Weekday(day)));
        }
        let capitals = is_capitals(word);
        let is = |name: &str| *word == cased(name, capitals);
        let Some(month) = MONTHS.iter().position(|(long, short)| is(long) || is(short)) else { continue };
        let before = at.checked_sub(1).and_then(of_month);
        let Some(day) = before.or_else(|| of_month(at + 1)) else { continue };
        let (first, mut last) = if before.is_some() { (at - 1, at) } else { (at, at + 1) };
        let after = words.get(last + 1).and_then(|(_, year)| year.parse::<i16>().ok());
        let (year, said) = match after {
            Some(year @ 1900..2100) => (Some(year), Year::Full),
            Some(year @ 50..100) if capitals => (Some(1900 + year), Year::TwoDigits),
            _ => (None, Year::Unsaid),
        };
        last += usize::from(year.is_some());
        let Ok(day) = Date::new(year.or(published.map(Date::year)).unwrap_or(2024), month as i8 + 1, day) else { continue };
        let written = Written { day, day_first: before.is_some(), short: !is(MONTHS[month].0), capitals, year: said };
        let start = if before.is_some() { words[first].0 } else { *start };
        found.push((start, words[last].0 + words[last].1.len(), Piece::Day(written)));
    }
    found
}

/// Runs of letters and digits, each with where it starts.
fn each_word(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let parts = text.split(|letter: char| !letter.is_alphanumeric());
    parts.map(|part| (part.as_ptr() as usize - text.as_ptr() as usize, part)).filter(|(_, part)| !part.is_empty())
}
