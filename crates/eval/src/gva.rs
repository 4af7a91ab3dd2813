//! Gun Violence Archive: 4,258 local news reports on shootings in the United States, each on one incident of the archive.
//!
//! Measured on the main incident: `killed` and `injured` (the upper end is the archive's number; none and nothing said are alike), `date`,
//! `city` (the gold's city or county is the place, the town it lies in, its second-order division or a word of either), `state`.

use std::collections::BTreeMap;
use std::path::Path;

use dateline::Report;
use dateline::wire::v1::{Incident, Record};
use jiff::civil::Date;
use serde::Deserialize;

use crate::main_incident::main_incident;
use crate::toll::{left, range, shown};
use crate::{Case, Error, Mark, json_lines};

#[derive(Deserialize)]
struct Row {
    doc_id: String,
    incident_id: String,
    title: Option<String>,
    dct: Option<String>,
    text: String,
}

#[derive(Clone, Deserialize)]
struct Gold {
    incident_id: String,
    date: String,
    state: String,
    city_or_county: String,
    num_killed: u32,
    num_injured: u32,
}

pub fn cases(path: &Path) -> Result<Vec<Case>, Error> {
    let case = |(report, gold): (Report, Gold)| Case::coded(report, move |record| judge(&gold, record));
    Ok(rows(path)?.into_iter().map(case).collect())
}

/// The reports whose incident the archive has, each with it.
fn rows(path: &Path) -> Result<Vec<(Report, Gold)>, Error> {
    let incidents = json_lines::<Gold>(&path.with_file_name("incidents.jsonl"))?;
    let incidents: BTreeMap<String, Gold> = incidents.into_iter().map(|gold| (gold.incident_id.clone(), gold)).collect();
    let row = |row: Row| {
        let gold = incidents.get(&row.incident_id)?.clone();
        let published = row.dct.and_then(|day| day.parse().ok());
        Some((Report { id: row.doc_id, title: row.title, published, text: row.text, ..Report::default() }, gold))
    };
    Ok(json_lines::<Row>(path)?.into_iter().filter_map(row).collect())
}

/// The same reports, and what the archive tells of each one's incident.
pub(crate) fn golds(path: &Path) -> Result<Vec<(Report, crate::sure::Gold)>, Error> {
    let told = |gold: &Gold| crate::sure::Gold {
        figures: BTreeMap::from([
            ("killed", (gold.num_killed, gold.num_killed)),
            ("injured", (gold.num_injured, gold.num_injured)),
        ]),
        day: day(&gold.date),
        point: None,
        division: Some(gold.state.clone()),
    };
    Ok(rows(path)?.into_iter().map(|(report, gold)| (report, told(&gold))).collect())
}

fn judge(gold: &Gold, record: &Record) -> Vec<Mark> {
    let none = Incident::default();
    let incident = main_incident(record).unwrap_or(&none);
    let number = |measure: &'static str, slug: &str, gold: u32| {
        let read = range(incident, slug);
        let right = read.map_or(0, |(_, most)| most) == gold;
        let why = || format!("{}: {gold} read as {}", left(record, incident, slug, Some((gold, gold))), shown(read));
        Mark::right(measure, right, why)
    };
    let mut marks = vec![number("killed", "killed", gold.num_killed), number("injured", "injured", gold.num_injured)];
    if let Some(day) = day(&gold.date) {
        let read = incident.time.as_ref().map(|time| time.start);
        let off =
            || read.map_or_else(|| "no day".to_owned(), |read| format!("off by {} days", (read - day).get_days().clamp(-9, 9)));
        marks.push(Mark::right("date", read == Some(day), off));
    }
    let place = incident.place.as_ref();
    let names = |parts: &[Option<&str>]| parts.iter().flatten().map(|name| name.to_lowercase()).collect::<Vec<_>>();
    let spots = place.map_or_else(Vec::new, |place| names(&[Some(&place.name), place.town.as_deref(), place.admin2.as_deref()]));
    let cities = cities(&gold.city_or_county);
    let is =
        |spot: &str, city: &str| spot == city || spot.starts_with(&format!("{city} ")) || city.starts_with(&format!("{spot} "));
    let same = |spot: &String| cities.iter().any(|city| is(spot, city));
    marks.push(Mark::right("city", spots.iter().any(same), || {
        if spots.is_empty() { "no place" } else { "another place" }.to_owned()
    }));
    let state = place.and_then(|place| place.admin1.as_deref().or(Some(&place.name)));
    let right = state.is_some_and(|state| state.eq_ignore_ascii_case(&gold.state));
    marks.push(Mark::right("state", right, || if state.is_none() { "no place" } else { "another state" }.to_owned()));
    marks
}

/// "Pittsburgh (Wilkinsburg)" is either, "Polk (county)" the county.
fn cities(gold: &str) -> Vec<String> {
    let gold = gold.to_lowercase();
    match gold.trim_end_matches(')').split_once(" (") {
        Some((name, "county")) => vec![format!("{name} county")],
        Some((name, part)) => vec![name.to_owned(), part.to_owned()],
        None => vec![gold],
    }
}

/// "April 10, 2017".
fn day(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut parts = text.split([' ', ',']).filter(|part| !part.is_empty());
    let month = MONTHS.iter().position(|name| parts.clone().next() == Some(name))? as i8 + 1;
    parts.next();
    let day = parts.next()?.parse().ok()?;
    Date::new(parts.next()?.parse().ok()?, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_brackets_is_another_name_of_the_same() {
        assert_eq!(cities("Pittsburgh (Wilkinsburg)"), ["pittsburgh", "wilkinsburg"]);
        assert_eq!(cities("Polk (county)"), ["polk county"]);
        assert_eq!(cities("Fort Worth"), ["fort worth"]);
    }

    #[test]
    fn the_archives_dates_are_read() {
        assert_eq!(day("April 10, 2017"), Some(jiff::civil::date(2017, 4, 10)));
        assert_eq!(day("10 April"), None);
    }
}
