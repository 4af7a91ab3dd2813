//! Makes any number of reports out of the invented ones of `examples/reports`, for benches: another place, another day, other numbers and
//! another outlet each. A JSON object a line, on standard output; the same number always gives the same lines.
//!
//!     cargo run --release -p dateline-ledger --example made_reports -- 100000 > target/made.jsonl

use std::io::{BufWriter, Write};
use std::path::Path;

use dateline::Report;
use dateline::wire::v1::{Claim, Span};
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

/// A text cut where another place or number may stand.
enum Piece {
    Words(String),
    Place(String),
    Number(u32),
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
        let text = told(template, &places, &mut chance);
        let published = template.report.published.unwrap_or(Date::constant(2024, 1, 1));
        let published = published.checked_sub((chance.below(3650) as i64).days())?;
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

/// The template's text with places and numbers of its own; a place that comes back is the same place again.
fn told(template: &Template, places: &[&str], chance: &mut Chance) -> String {
    let mut named: Vec<(&str, &str)> = Vec::new();
    let mut text = String::new();
    for piece in &template.pieces {
        match piece {
            Piece::Words(words) => text.push_str(words),
            Piece::Number(number) => text.push_str(&(1 + number / 2 + chance.below(*number as usize + 8) as u32).to_string()),
            Piece::Place(place) => {
                let known = named.iter().find(|(written, _)| written == place).map(|(_, other)| *other);
                let other = known.unwrap_or_else(|| places[chance.below(places.len())]);
                named.push((place, other));
                text.push_str(other);
            }
        }
    }
    text
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

/// Cuts a report's text at the places its claims name, wherever they stand, and at numbers written in digits.
fn pieces(report: &Report) -> Vec<Piece> {
    let claims: Vec<Claim> = dateline::claims_of(report, &dateline::read(report)).claims;
    let fine =
        claims.iter().filter_map(|claim| claim.place.as_ref()).filter(|place| matches!(&*place.precision, "P1" | "P2" | "P3"));
    let mut names: Vec<String> = fine.map(|place| place.span.text.clone()).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    let counts = claims.iter().flat_map(|claim| &claim.counts).map(|count| &count.span);
    let mut cuts: Vec<(usize, usize, Piece)> = counts.filter_map(number).collect();
    for name in names {
        for (start, _) in report.text.match_indices(&name) {
            cuts.push((start, start + name.len(), Piece::Place(name.clone())));
        }
    }
    cuts.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
    let mut pieces = Vec::new();
    let mut done = 0;
    for (start, end, piece) in cuts {
        if start >= done {
            pieces.push(Piece::Words(report.text[done..start].to_owned()));
            pieces.push(piece);
            done = end;
        }
    }
    pieces.push(Piece::Words(report.text[done..].to_owned()));
    pieces
}

/// The number in digits inside a count's words.
fn number(span: &Span) -> Option<(usize, usize, Piece)> {
    let start = span.text.find(|letter: char| letter.is_ascii_digit())?;
    let digits: String = span.text[start..].chars().take_while(char::is_ascii_digit).collect();
    Some((span.start + start, span.start + start + digits.len(), Piece::Number(digits.parse().ok()?)))
}
