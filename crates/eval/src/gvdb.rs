//! Gun Violence Database: 400 articles in which annotators marked each victim, and whether the victim was killed or hurt.
//!
//! The rows name victims; only their number is taken from them. Measured on all incidents of an article together, since the annotators
//! marked every victim it tells of: `killed` and `injured` exact (upper ends; an article with neither has no mark), `date`.

use std::path::Path;

use dateline::Report;
use dateline::wire::v1::Record;
use jiff::civil::Date;
use serde_json::Value;

use crate::main_incident::main_incident;
use crate::toll::{range, shown};
use crate::{Case, Error, Mark, read};

struct Gold {
    killed: u32,
    injured: u32,
    date: Option<Date>,
}

/// Reads `dev.tsv`: columns id, address, title, text and the annotation as JSON, quoted as in CSV.
pub fn cases(path: &Path) -> Result<Vec<Case>, Error> {
    let text = read(path)?;
    let mut cases = Vec::new();
    for (index, row) in rows(&text).into_iter().enumerate().skip(1) {
        let wrong = |problem: &str| Error::Form { path: path.to_owned(), record: index + 1, problem: problem.to_owned() };
        let [id, url, title, text, annotation, ..] = &row[..] else { return Err(wrong("fewer than five columns")) };
        let annotation: Value = serde_json::from_str(annotation).map_err(|error| wrong(&error.to_string()))?;
        let gold = gold(&annotation);
        let report = Report {
            id: id.clone(),
            title: Some(title.clone()),
            url: Some(url.clone()),
            text: text.clone(),
            ..Report::default()
        };
        cases.push(Case::coded(report, move |record| judge(&gold, record)));
    }
    Ok(cases)
}

fn gold(annotation: &Value) -> Gold {
    let victims = annotation["victim-section"].as_array().map_or(&[][..], Vec::as_slice);
    let was = |victim: &Value, effects: &[&str]| {
        let was = victim["victim-was"].as_array().map_or(&[][..], Vec::as_slice);
        was.iter().filter_map(Value::as_str).any(|word| effects.contains(&word))
    };
    let killed = victims.iter().filter(|victim| was(victim, &["killed"])).count() as u32;
    let hurt = |victim: &&Value| was(victim, &["injured", "hospitalized"]) && !was(victim, &["killed"]);
    let injured = victims.iter().filter(hurt).count() as u32;
    let date = annotation["date-and-time"]["date"].as_str().and_then(|day| day.parse().ok());
    Gold { killed, injured, date }
}

fn judge(gold: &Gold, record: &Record) -> Vec<Mark> {
    let mut marks = Vec::new();
    if gold.killed + gold.injured > 0 {
        for (measure, gold) in [("killed", gold.killed), ("injured", gold.injured)] {
            let ranges = record.incidents.iter().filter_map(|incident| range(incident, measure));
            let read = ranges.fold(None, |sum: Option<(u32, u32)>, (low, high)| {
                let (sum_low, sum_high) = sum.unwrap_or((0, 0));
                Some((sum_low.saturating_add(low), sum_high.saturating_add(high)))
            });
            let right = read.map_or(0, |(_, most)| most) == gold;
            marks.push(Mark::right(measure, right, || format!("{gold} read as {}", shown(read))));
        }
    }
    if let Some(day) = gold.date {
        let read = main_incident(record).and_then(|main| main.time.as_ref()).map(|time| time.start);
        let off = || read.map_or_else(|| "no day", |_| "another day").to_owned();
        marks.push(Mark::right("date", read == Some(day), off));
    }
    marks
}

/// Rows of tab-separated fields; a field may be quoted, and then holds tabs, line feeds and doubled quotation marks.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut field = String::new();
    let mut letters = text.chars().peekable();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' if quoted || field.is_empty() => quoted = !quoted,
            '\t' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field).trim_end_matches('\r').to_owned());
                rows.push(std::mem::take(&mut row));
            }
            letter => field.push(letter),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_field_holds_tabs_and_line_feeds() {
        let text = "id\ttext\n1\t\"two\n\"\"lines\"\"\tand a tab\"\n2\tplain";
        assert_eq!(rows(text), [vec!["id", "text"], vec!["1", "two\n\"lines\"\tand a tab"], vec!["2", "plain"]]);
    }

    #[test]
    fn a_victim_who_died_of_a_wound_is_killed() {
        let annotation = serde_json::json!({"victim-section": [
            {"victim-was": ["killed", "injured"]}, {"victim-was": ["hospitalized"]}, {"victim-was": []}
        ]});
        assert_eq!((gold(&annotation).killed, gold(&annotation).injured), (1, 1));
    }
}
