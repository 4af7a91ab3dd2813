//! PLOVER's gold records: 322 sentences of the CAMEO manual, each with the one event it was coded as.
//!
//! Measured: `event`, whether the type of the text's main claim is the record's, and the same of each type by itself. The main claim is the
//! first in text order that says who did it, else the first; its type is the code its act has in our exports. The records were coded with PLOVER's first names; they are
//! compared under those its manual has now: DEMAND is REQUEST, DISAPPROVE and INVESTIGATE are ACCUSE, FIGHT is ASSAULT. Records of kind
//! DOCUMENT describe the file and NULL has no event: both are left out, as the manual says.

use std::path::Path;

use dateline::Report;
use dateline::wire::v1::{Claim, Record};
use jiff::civil::Date;
use serde::Deserialize;

use crate::{Case, Error, Mark, read};

#[derive(Deserialize)]
struct Row {
    id: String,
    event: String,
    #[serde(default)]
    date: Option<Date>,
    #[serde(default)]
    text: String,
}

/// The records of the file at `path`, a JSON list.
pub fn cases(path: &Path) -> Result<Vec<Case>, Error> {
    let form = |error: serde_json::Error| Error::Form { path: path.to_owned(), record: error.line(), problem: error.to_string() };
    let rows: Vec<Row> = serde_json::from_str(&read(path)?).map_err(form)?;
    let rows = rows.into_iter().filter(|row| !row.text.is_empty() && !matches!(&*row.event, "DOCUMENT" | "NULL"));
    let case = |row: Row| {
        let gold = present_name(&row.event);
        let report = Report { id: row.id, published: row.date, text: row.text, ..Report::default() };
        Case::coded(report, move |record| judge(gold, record))
    };
    Ok(rows.map(case).collect())
}

fn judge(gold: &'static str, record: &Record) -> Vec<Mark> {
    let read = main_type(record).unwrap_or("none");
    let error = || format!("{gold} read as {read}");
    vec![Mark::right("event", read == gold, error), Mark::right(gold, read == gold, error)]
}

/// The event type of the text's main claim.
fn main_type(record: &Record) -> Option<&str> {
    let events = record.claims.iter().filter(|claim| claim.kind == "event");
    let does = |claim: &Claim| claim.actors.iter().any(|actor| matches!(&*actor.role, "perpetrator" | "party"));
    events.min_by_key(|claim| (!does(claim), claim.span.start))?.codes.plover.as_deref()
}

/// The manual's present name of an event type.
fn present_name(event: &str) -> &'static str {
    match event {
        "AGREE" => "AGREE",
        "CONSULT" => "CONSULT",
        "SUPPORT" => "SUPPORT",
        "CONCEDE" => "CONCEDE",
        "COOPERATE" => "COOPERATE",
        "AID" => "AID",
        "RETREAT" => "RETREAT",
        "REQUEST" | "DEMAND" => "REQUEST",
        "ACCUSE" | "DISAPPROVE" | "INVESTIGATE" => "ACCUSE",
        "REJECT" => "REJECT",
        "THREATEN" => "THREATEN",
        "PROTEST" => "PROTEST",
        "SANCTION" => "SANCTION",
        "MOBILIZE" => "MOBILIZE",
        "COERCE" => "COERCE",
        "ASSAULT" | "FIGHT" => "ASSAULT",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_names_of_plover_are_read_under_the_present_ones() {
        assert_eq!(["DEMAND", "FIGHT", "INVESTIGATE"].map(present_name), ["REQUEST", "ASSAULT", "ACCUSE"]);
    }
}
