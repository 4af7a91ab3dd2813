//! What the tests of the ledger share. Every text is invented.

#![allow(dead_code, reason = "each test file uses some of it")]
#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::path::Path;

use dateline::incidents::{Policy, Sketch};
use dateline::text::Document;
use dateline::wire::v1::Record;
use dateline::{Report, claims_of};
use dateline_ledger::{Filter, Item, Ledger, Prepared};
use jiff::Timestamp;

/// A report: outlet, day of publication, text.
pub type Told = (&'static str, &'static str, &'static str);

pub const HOSPITAL: Told =
    ("Coast Courier", "2024-05-14", "An air strike on Tyre killed 12 people on Monday, the town's hospital said.");
pub const ARMY: Told = ("Valley Gazette", "2024-05-14", "An air strike on Tyre on Monday killed nine people, the army said.");
pub const SIDON: Told = ("Coast Courier", "2024-05-14", "An air strike on Sidon killed two people on Monday, officials said.");
pub const TOTAL: Told =
    ("Coast Courier", "2024-05-17", "Air strikes in Lebanon have killed 700 people since Monday, the health ministry said.");

/// The report as the command would hand it over.
pub fn report((outlet, published, text): Told) -> Report {
    Report {
        id: format!("{outlet} {published}"),
        outlet: Some(outlet.to_owned()),
        published: published.parse().ok(),
        text: text.to_owned(),
        ..Report::default()
    }
}

/// A report coded.
pub fn coded(report: &Report) -> Record {
    claims_of(report, &dateline::read(report))
}

/// A report read, coded and packed.
pub fn prepared(report: &Report) -> Prepared {
    prepared_of(&report.text, &coded(report))
}

/// What was coded of a text before, packed.
pub fn prepared_of(text: &str, record: &Record) -> Prepared {
    Prepared::new(&Item {
        origin: "invented",
        record_number: None,
        media: "text",
        extractor: "text/1",
        raw: text.as_bytes(),
        text_at: Some(0),
        author: None,
        text,
        record,
        sketch: &Sketch::of(&Document::read(text), record.report.published),
    })
}

/// The moment so many minutes into an invented day.
pub fn minute(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_715_700_000 + 60 * minutes).unwrap()
}

pub fn empty() -> Ledger {
    Ledger::in_memory(Policy::default(), 2).unwrap()
}

/// A ledger with reports taken in at the given minute.
pub fn ledger(told: &[Told]) -> Ledger {
    let mut ledger = empty();
    let items: Vec<Prepared> = told.iter().map(|told| prepared(&report(*told))).collect();
    ledger.take_in(&items, minute(0)).unwrap();
    ledger.derive(|_, _| {}).unwrap();
    ledger
}

/// Everything concluded, as bytes.
pub fn concluded(ledger: &Ledger) -> String {
    let incidents = ledger.incidents(&Filter::default()).unwrap();
    let tallies: Vec<_> = ledger.tallies().unwrap();
    serde_json::to_string_pretty(&(incidents, tallies, ledger.proposals().unwrap())).unwrap()
}

/// Each incident in a line: act, place, killed.
pub fn lines(ledger: &Ledger) -> Vec<String> {
    let line = |incident: dateline::wire::v1::Incident| {
        let toll = incident.tolls.iter().find(|toll| toll.measure == "killed" && toll.group == "all");
        let toll =
            toll.map_or("-".to_owned(), |toll| format!("{:?}..{:?}..{:?}", toll.low, toll.best, toll.high)).replace("Some", "");
        format!("{} {} {toll}", incident.act, incident.place.map_or("-".to_owned(), |place| place.name))
    };
    ledger.incidents(&Filter::default()).unwrap().into_iter().map(line).collect()
}

/// The invented reports of the repository, by name, with their days and outlets.
pub fn examples() -> Vec<Report> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/reports");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        let (head, body) = text.split_once("\n\n").unwrap_or(("", &text));
        let value = |key: &str| {
            head.lines().find_map(|line| {
                Some(line.split_once(": ").filter(|(name, _)| name.eq_ignore_ascii_case(key))?.1.trim().to_owned())
            })
        };
        Report {
            id: path.file_name().unwrap().to_string_lossy().into_owned(),
            title: value("title"),
            outlet: value("outlet"),
            published: value("published").and_then(|day| day.parse().ok()),
            text: body.to_owned(),
            ..Report::default()
        }
    };
    files.iter().filter(|path| path.extension().is_some_and(|kind| kind == "txt" || kind == "md")).map(read).collect()
}
