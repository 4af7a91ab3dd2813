//! ISAF press releases: 359 on night raids and strikes in Afghanistan, coded by researchers; a release may tell of several operations.
//!
//! The gold counts what the coalition and its Afghan partners did, so only operations are compared: incidents that no armed group
//! carried out, or in which one was itself fired on. Measured on them together:
//! - `killed`, `killed where any`: the sum of the killed's lower ends (the gold's `min_killed`), on all releases and on those where the
//!   gold has any; `captured`: the same of those detained;
//! - `date`: the first day of the main operation; `province`: the first-order division most operations are in;
//! - `event type`: airstrike, captureandkill, insurgentskilled or detention, by what the operations come to;
//! - `target group`: the armed group named most among the actors of the operations, else of all claims.

use std::collections::BTreeMap;
use std::path::Path;

use dateline::Report;
use dateline::wire::v1::{Actor, Incident, Record};
use jiff::civil::Date;
use serde::Deserialize;

use crate::main_incident::{claims, main_of};
use crate::toll::{left, range};
use crate::{Case, Error, Mark, json_lines};

#[derive(Deserialize)]
struct Row {
    text: String,
    gold: Gold,
}

#[derive(Deserialize)]
struct Gold {
    start_date: Option<Date>,
    event_type: Vec<String>,
    province: Vec<String>,
    target_group: Vec<String>,
    min_killed: Option<u32>,
    min_captured: Option<u32>,
}

pub fn cases(path: &Path) -> Result<Vec<Case>, Error> {
    let case = |(report, gold)| Case::coded(report, move |record| judge(&gold, record));
    Ok(rows(path)?.into_iter().map(case).collect())
}

/// The reports, each with its gold.
fn rows(path: &Path) -> Result<Vec<(Report, Gold)>, Error> {
    let row = |(index, row): (usize, Row)| {
        let id = format!("isaf-{}", index + 1); // the gold's own repeat
        (Report { id, text: row.text, ..Report::default() }, row.gold)
    };
    Ok(json_lines::<Row>(path)?.into_iter().enumerate().map(row).collect())
}

/// The same reports, and what the gold tells of each one's operations.
pub(crate) fn golds(path: &Path) -> Result<Vec<(Report, crate::sure::Gold)>, Error> {
    let gold = |(report, gold): (Report, Gold)| {
        let figures = [("killed", gold.min_killed), ("detained", gold.min_captured)];
        let figures = figures.into_iter().filter_map(|(measure, figure)| Some((measure, (figure?, figure?)))).collect();
        let division = gold.province.into_iter().find(|province| !province.is_empty() && !province.contains(';'));
        (report, crate::sure::Gold { figures, day: gold.start_date, point: None, division })
    };
    Ok(rows(path)?.into_iter().map(gold).collect())
}

fn judge(gold: &Gold, record: &Record) -> Vec<Mark> {
    let operations: Vec<&Incident> = record.incidents.iter().filter(|incident| is_operation(incident)).collect();
    let sum = |measure: &str| operations.iter().filter_map(|incident| range(incident, measure)).map(|(low, _)| low).sum::<u32>();
    let (killed, captured) = (sum("killed"), sum("detained"));
    let none = Incident::default();
    let main = main_of(record, is_operation).unwrap_or(&none);
    let number = |measure: &'static str, slug: &str, read: u32, gold: u32| {
        let why = || format!("{}: {gold} read as {read}", left(record, main, slug, Some((gold, gold))));
        Mark::right(measure, read == gold, why)
    };
    let mut marks = Vec::new();
    if let Some(gold) = gold.min_killed {
        marks.push(number("killed", "killed", killed, gold));
        if gold > 0 {
            marks.push(number("killed where any", "killed", killed, gold));
        }
    }
    if let Some(gold) = gold.min_captured {
        marks.push(number("captured", "detained", captured, gold));
    }
    if let Some(day) = gold.start_date {
        let read = main.time.as_ref().map(|time| time.start);
        let off = || read.map_or_else(|| "no day".to_owned(), |read| format!("off by {} days", (read - day).get_days()));
        marks.push(Mark::right("date", read == Some(day), off));
    }
    let word = |measure: &'static str, read: &str, gold: &[String]| {
        let any_of = gold.iter().flat_map(|gold| gold.split(';'));
        let right = any_of.map(str::trim).any(|gold| gold == read);
        Mark::right(measure, right, || format!("{:?} read as {read:?}", gold.join(";")))
    };
    if gold.province.iter().any(|province| !province.is_empty()) {
        marks.push(word("province", &province(&operations), &gold.province));
    }
    marks.push(word("event type", event_type(&operations, killed, captured), &gold.event_type));
    marks.push(word("target group", target_group(record, &operations), &gold.target_group));
    marks
}

/// Whether it may be the coalition's doing: no armed group is named as having done it, or one that was itself shot at ("insurgents fired on the
/// force and were killed").
fn is_operation(incident: &Incident) -> bool {
    let group = |actor: &Actor| matches!(actor.sector.as_deref(), Some("armed-group" | "criminal"));
    !incident.perpetrators.iter().any(group)
        || incident.perpetrators.iter().any(|actor| !group(actor))
        || incident.targets.iter().any(group)
}

fn event_type(operations: &[&Incident], killed: u32, captured: u32) -> &'static str {
    let strike = operations.iter().any(|incident| matches!(&*incident.act, "airstrike" | "drone-strike"));
    match (killed > 0, captured > 0) {
        _ if strike && captured == 0 => "airstrike",
        (true, true) => "captureandkill",
        (true, false) => "insurgentskilled",
        (false, true) => "detention",
        (false, false) => "none",
    }
}

/// The most frequent value, of several the first.
fn most<'a>(values: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (index, value) in values.enumerate() {
        counts.entry(value).or_insert((0, index)).0 += 1;
    }
    counts.into_iter().min_by_key(|&(_, (times, first))| (std::cmp::Reverse(times), first)).map(|(value, _)| value)
}

fn province(operations: &[&Incident]) -> String {
    let divisions = operations.iter().filter_map(|incident| incident.place.as_ref()).filter_map(|place| place.admin1.as_deref());
    most(divisions).map_or_else(String::new, spelling)
}

/// A province as the gold spells it.
pub(crate) fn spelling(name: &str) -> String {
    let name =
        name.to_lowercase().replace(" province", "").replace("wilāyat-e ", "").replace(['ā', 'á'], "a").replace(['ō', 'ū'], "o");
    match name.trim() {
        "paktia" => "paktya",
        "khowst" => "khost",
        "vardak" | "maidan wardak" | "wardag" => "wardak",
        "oruzgan" | "urozgan" => "uruzgan",
        "konar" => "kunar",
        "konduz" | "kondoz" => "kunduz",
        "lowgar" => "logar",
        "sar-e pol" | "sar-i pol" | "sari pul" | "sar-e-pul" => "sar-e pul",
        "nurestan" => "nuristan",
        "jawzjan" => "jowzjan",
        "daykundi" => "daikundi",
        "paktika" => "paktika",
        name => name,
    }
    .to_owned()
}

fn target_group(record: &Record, operations: &[&Incident]) -> &'static str {
    let of_operations = operations.iter().flat_map(|incident| claims(record, incident)).flat_map(|claim| &claim.actors);
    let of_claims = record.claims.iter().flat_map(|claim| &claim.actors);
    most(of_operations.filter_map(group))
        .or_else(|| most(of_claims.filter_map(group)))
        .map_or("", |name| GROUPS.iter().find(|(slug, _)| *slug == name).map_or("", |(slug, _)| slug))
}

/// The gold's name for a group, and words that name it.
const GROUPS: [(&str, &[&str]); 6] = [
    ("haqqani", &["haqqani"]),
    ("imu", &["islamic movement of uzbekistan", "imu"]),
    ("hig", &["hezb-e islami", "hezb-e-islami", "hizb-i islami", "hizb-i-islami", "gulbuddin", "hig"]),
    ("let", &["lashkar-e-taiba", "lashkar-e tayyiba", "lashkar-e-tayyiba", "lashkar-e-toiba"]),
    ("aq", &["al-qaida", "al-qaeda", "al qaeda", "al-qa'ida"]),
    ("taliban", &["taliban"]),
];

/// The group an actor is of, by its id, its name or its words: "the Taliban commander".
fn group(actor: &Actor) -> Option<&'static str> {
    let name = format!("{} {} {}", actor.id.as_deref().unwrap_or(""), actor.name, actor.span.text).to_lowercase();
    GROUPS.iter().find(|(_, words)| words.iter().any(|word| name.contains(word))).map(|(slug, _)| *slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provinces_are_spelt_as_the_gold_spells_them() {
        for (ours, gold) in [("Helmand", "helmand"), ("Paktia", "paktya"), ("Khowst", "khost"), ("Sar-e Pol", "sar-e pul")] {
            assert_eq!(spelling(ours), gold);
        }
    }

    #[test]
    fn what_an_armed_group_did_is_no_operation() {
        let by = |sector: &'static str| Incident {
            perpetrators: vec![Actor { sector: Some(sector.into()), ..Actor::default() }],
            ..Incident::default()
        };
        assert!(!is_operation(&by("armed-group")));
        assert!(is_operation(&by("military")) && is_operation(&Incident::default()));
    }
}
