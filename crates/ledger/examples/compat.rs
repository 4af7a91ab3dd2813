//! Makes a ledger of this version for `compat`: `cargo run -p dateline-ledger --example compat -- FOLDER`. Its reports are invented.
//!
//! Writes `vN.db` and, beside it, `vN.json`: all that is concluded from it, as the version that made it said.

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use dateline::incidents::Policy;
use dateline::{Report, claims_of};
use dateline_ledger::{Access, Filter, Item, Ledger, Prepared, Profile, Ruling};
use jiff::Timestamp;

const REPORTS: [(&str, &str, &str); 3] = [
    (
        "Coast Courier",
        "2024-05-14",
        "An air strike on Tyre killed 12 people on Monday, the town's hospital said. Three children were among the dead.",
    ),
    ("Valley Gazette", "2024-05-14", "An air strike on Tyre on Monday killed nine people, the army said."),
    ("Hill Herald", "2024-05-17", "Air strikes in Lebanon have killed 700 people since Monday, the health ministry said."),
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name the folder to write to")?;
    let path = Path::new(&folder).join("v1.db");
    let access = Access::Write { who: "compat".to_owned(), patience: Duration::ZERO };
    let mut ledger = Ledger::open(&path, access, Policy::default(), 1)?;
    let at = |minute: i64| Timestamp::from_second(1_715_900_000 + 60 * minute);
    for (minute, (outlet, published, text)) in (0..).zip(REPORTS) {
        let report = Report {
            id: format!("{outlet} {published}"),
            outlet: Some(outlet.to_owned()),
            published: Some(published.parse()?),
            text: text.to_owned(),
            ..Report::default()
        };
        let page = format!("<p>{text}</p>"); // bytes of their own, so that they are kept
        let reading = dateline::read(&report);
        let item = Prepared::new(&Item {
            origin: "invented.html",
            record_number: None,
            media: "html",
            extractor: "html/1",
            raw: page.as_bytes(),
            text_at: Some(3),
            author: None,
            text,
            record: &claims_of(&report, &reading),
            sketch: &dateline::sketch(&report, &reading),
        });
        ledger.take_in(&[item], at(minute)?)?;
    }
    ledger.derive(|_, _| {})?;
    let incidents = ledger.incidents(&Filter::default())?;
    let incident = incidents.first().ok_or("the reports tell of an incident")?;
    ledger.decide(&incident.id, &Ruling::Grade { grade: "fair".to_owned() }, "Wren", "two accounts", false, at(10)?)?;
    let claim = incident.claims.last().ok_or("the incident has claims")?;
    ledger.decide(
        claim,
        &Ruling::Correct { cell: "counts.0".to_owned(), value: ">=10".to_owned() },
        "Finch",
        "",
        false,
        at(11)?,
    )?;
    ledger.derive(|_, _| {})?;
    let incidents = ledger.incidents(&Filter::default())?;
    let lines: Vec<String> = incidents.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    ledger.create_release("first", Profile::Public, "", &(lines.join("\n") + "\n"), "", at(12)?)?;
    let concluded = serde_json::to_string_pretty(&(incidents, ledger.tallies()?, ledger.decisions()?))?;
    drop(ledger);
    let db = rusqlite::Connection::open(&path)?;
    db.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")?;
    drop(db);
    std::fs::remove_file(path.with_file_name("v1.db-lock"))?;
    std::fs::write(path.with_extension("json"), concluded + "\n")?;
    Ok(())
}
