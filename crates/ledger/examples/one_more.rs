//! Times what one more report costs a ledger that holds many, and what its reads cost: a table of milliseconds.
//!
//!     cargo run --release -p dateline-ledger --example one_more -- target/made.db

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use dateline::incidents::Policy;
use dateline::{Report, claims_of};
use dateline_ledger::{Access, Filter, Item, Ledger, Prepared};
use jiff::Timestamp;
use jiff::civil::Date;

/// Invented.
const TEXTS: [&str; 5] = [
    "BEIRUT, May 14 - An air strike on Tyre killed 12 people on Monday, the town's hospital said. Another six were wounded.",
    "Mortar rounds fell on the market of Ghazni on Tuesday, killing three traders, the provincial governor said.",
    "Gunmen attacked a bus near Maiduguri on Sunday. Police said nine passengers were killed and four were abducted.",
    "A car bomb exploded in Kirkuk on Thursday, wounding 17 people, hospital officials said.",
    "Drones struck a fuel depot in Nikopol overnight, the regional governor said. One worker was killed.",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which ledger?")?;
    let access = Access::Write { who: "one_more".to_owned(), patience: Duration::from_secs(5) };
    let mut ledger = Ledger::open(Path::new(&path), access, Policy::default(), 2)?;
    let mut out = std::io::stdout();
    dateline::read(&Report { text: TEXTS[0].to_owned(), ..Report::default() }); // the model and the tables are read once
    let start = Instant::now();
    let derived = ledger.derive(|done, of| eprint!("\r{done} of {of} codings joined"))?;
    writeln!(out, "{} codings brought in step, ms: {:.1}", derived.codings, start.elapsed().as_secs_f64() * 1000.0)?;
    let mut slowest = Duration::ZERO;
    for round in 0..20 {
        let day = jiff::civil::date(2023, 1, 2).checked_add(jiff::Span::new().days(37 * round))?;
        let text = TEXTS[round as usize % TEXTS.len()];
        slowest = slowest.max(one_more(&mut ledger, &mut out, text, day, round)?);
    }
    writeln!(out, "slowest of 20: {slowest:.1?}")?;
    let (text, day, claims) = most_told(&ledger)?;
    writeln!(out, "a report of the incident that most is told of, {claims} claims:")?;
    one_more(&mut ledger, &mut out, &text, day, 20)?;
    let day = |text: &str| text.parse().ok();
    for (name, filter) in [
        ("a month", Filter { from: day("2023-03-01"), to: day("2023-03-31"), ..Filter::default() }),
        (
            "a country and a year",
            Filter { from: day("2023-01-01"), to: day("2023-12-31"), place: Some("UKR".to_owned()), ..Filter::default() },
        ),
        ("an act and a toll", Filter { acts: vec!["bombing".to_owned()], killed: Some(40), ..Filter::default() }),
        ("words", Filter { words: Some("fuel depot Nikopol".to_owned()), ..Filter::default() }),
        ("a place", Filter { place: Some("Tyre".to_owned()), ..Filter::default() }),
    ] {
        let start = Instant::now();
        let found = ledger.incidents(&filter)?;
        writeln!(out, "incidents of {name}: {} in {:.1?}", found.len(), start.elapsed())?;
    }
    Ok(())
}

/// Adds a report of a text and a day; says how long each part took.
fn one_more(
    ledger: &mut Ledger,
    out: &mut impl Write,
    text: &str,
    day: Date,
    round: i64,
) -> Result<Duration, Box<dyn std::error::Error>> {
    let held = ledger.counts()?.reports;
    let report = Report {
        id: format!("one more {round} of {held}"),
        published: Some(day),
        outlet: Some("Coast Courier".to_owned()),
        text: format!("{text} Witness {held}."),
        ..Report::default()
    };
    let start = Instant::now();
    let reading = dateline::read(&report);
    let (record, sketch) = (claims_of(&report, &reading), dateline::sketch(&report, &reading));
    let item = Prepared::new(&Item {
        origin: "one_more",
        record_number: None,
        media: "text",
        extractor: "text/1",
        raw: report.text.as_bytes(),
        text_at: Some(0),
        author: None,
        text: &report.text,
        record: &record,
        sketch: &sketch,
    });
    let coded = start.elapsed();
    let taken = ledger.take_in(&[item], Timestamp::from_second(1_800_000_000 + round)?)?;
    let stored = start.elapsed();
    ledger.derive(|_, _| {})?;
    let whole = start.elapsed();
    assert_eq!(taken.captured, 1);
    let (storing, joining) = (stored - coded, whole - stored);
    writeln!(out, "one more: coded {coded:.1?}, stored {storing:.1?}, joined {joining:.1?}, together {whole:.1?}")?;
    Ok(whole)
}

/// The text and the day of a report of the incident that most claims are of, and how many they are.
fn most_told(ledger: &Ledger) -> Result<(String, Date, usize), Box<dyn std::error::Error>> {
    let mut most = (0, String::new());
    ledger.each_incident(&Filter::default(), |incident| {
        if incident.claims.len() > most.0 {
            most = (incident.claims.len(), incident.claims[0].clone());
        }
        Ok(())
    })?;
    let held = ledger.claims(std::slice::from_ref(&most.1))?.pop().ok_or("no incident")?;
    let source = held.sources.first().ok_or("no report")?;
    let text = ledger.text(&source.document)?.ok_or("no text")?;
    let day = source.report.published.as_ref().and_then(|day| day.to_string().parse().ok()).ok_or("no day")?;
    Ok((text, day, most.0))
}
