//! Airwars: 455 assessments of strikes in Gaza, each on one incident; the narrative is the text, and no day of publication is given.
//!
//! Measured on the main incident:
//! - `killed range`: both ends as in the gold, which says nothing where no one was killed, as our export in Airwars' style prints them (its
//!   assessments take "dozens" for 12 to 24 and "several" for 2); `killed max`: the upper end;
//! - `injured range`, `children`, `women`, `men` (killed): both ends; the groups only where the gold has them;
//! - `date`: the first day; `within 5 km`, `within 20 km`: of the gold's coordinates, where it has any;
//! - `joint`: killed range, date and, where there are coordinates, 20 km, all right.

use std::collections::BTreeMap;
use std::path::Path;

use dateline::Report;
use dateline::wire::v1::{Incident, Record};
use dateline_export::airwars_range;
use jiff::civil::Date;
use serde::Deserialize;

use crate::main_incident::main_incident;
use crate::sure::Gold;
use crate::toll::{ends, left, range_of, same, shown, total};
use crate::{Case, Error, Mark, json_lines};

#[derive(Deserialize)]
struct Row {
    id: String,
    narrative: String,
    killed: Option<(u32, u32)>,
    injured: Option<(u32, u32)>,
    groups: Option<BTreeMap<String, (u32, u32)>>,
    date_start: Option<Date>,
    lat: Option<f64>,
    lon: Option<f64>,
}

pub fn cases(path: &Path) -> Result<Vec<Case>, Error> {
    let case = |(report, row)| Case::coded(report, move |record| judge(&row, record));
    Ok(rows(path)?.into_iter().map(case).collect())
}

/// The reports, each with its row.
fn rows(path: &Path) -> Result<Vec<(Report, Row)>, Error> {
    let row = |mut row: Row| (Report { id: row.id.clone(), text: std::mem::take(&mut row.narrative), ..Report::default() }, row);
    Ok(json_lines::<Row>(path)?.into_iter().map(row).collect())
}

/// The same reports, and what the gold tells of each one's incident.
pub(crate) fn golds(path: &Path) -> Result<Vec<(Report, Gold)>, Error> {
    let gold = |(report, row): (Report, Row)| {
        let figures = [("killed", row.killed), ("injured", row.injured)];
        let figures = figures.into_iter().filter_map(|(measure, range)| Some((measure, range?))).collect();
        (report, Gold { figures, day: row.date_start, point: row.lat.zip(row.lon), division: None })
    };
    Ok(rows(path)?.into_iter().map(gold).collect())
}

/// The range of `measure` for everyone, as the export in Airwars' style prints it; an end it does not know is the other end.
fn printed(incident: &Incident, record: &Record, measure: &str) -> Option<(u32, u32)> {
    let toll = total(incident, measure)?;
    let (low, high) = airwars_range(toll, record.claims.iter());
    ends(low, toll.best, high)
}

fn judge(gold: &Row, record: &Record) -> Vec<Mark> {
    let none = Incident::default();
    let incident = main_incident(record).unwrap_or(&none);
    let killed = printed(incident, record, "killed");
    let injured = printed(incident, record, "injured");
    let toll = |measure: &'static str, slug: &str, read: Option<(u32, u32)>, gold: Option<(u32, u32)>| {
        let why = || format!("{}: {} read as {}", left(record, incident, slug, gold), shown(gold), shown(read));
        Mark::right(measure, same(read, gold), why)
    };
    let most = |range: Option<(u32, u32)>| range.map(|(_, most)| (most, most));
    let mut marks = vec![
        toll("killed range", "killed", killed, gold.killed),
        toll("killed max", "killed", most(killed), most(gold.killed)),
        toll("injured range", "injured", injured, gold.injured),
    ];
    for (group, measure) in [("children", "children"), ("women", "women"), ("men", "men")] {
        if let Some(&group_gold) = gold.groups.as_ref().and_then(|groups| groups.get(group)) {
            marks.push(toll(measure, "killed", range_of(incident, "killed", group), Some(group_gold)));
        }
    }
    let mut joint = marks[0].is_right();
    if let Some(day) = gold.date_start {
        let read = incident.time.as_ref().map(|time| time.start);
        let off = || read.map_or_else(|| "no day".to_owned(), |read| format!("off by {} days", (read - day).get_days()));
        marks.push(Mark::right("date", read == Some(day), off));
        joint &= read == Some(day);
    }
    if let (Some(lat), Some(lon)) = (gold.lat, gold.lon) {
        let place = incident.place.as_ref();
        let km = place.and_then(|place| Some(kilometres((lat, lon), (place.lat?, place.lon?))));
        let off = || match (place, km) {
            (_, Some(km)) => format!("off by {km:.0} km"),
            (Some(_), None) => "a place without coordinates".to_owned(),
            (None, _) => "no place".to_owned(),
        };
        let within = |limit: f64| km.is_some_and(|km| km <= limit);
        marks.push(Mark::right("within 5 km", within(5.0), off));
        marks.push(Mark::right("within 20 km", within(20.0), off));
        joint &= within(20.0);
    }
    marks.push(Mark::right("joint", joint, || "one of killed, date, place".to_owned()));
    marks
}

/// Great-circle distance between two points in degrees.
pub fn kilometres((lat, lon): (f64, f64), (other_lat, other_lon): (f64, f64)) -> f64 {
    const EARTH_RADIUS: f64 = 6371.0088;
    let (a, b) = (lat.to_radians(), other_lat.to_radians());
    let (north, east) = ((b - a) / 2.0, (other_lon - lon).to_radians() / 2.0);
    let haversine = north.sin().powi(2) + a.cos() * b.cos() * east.sin().powi(2);
    2.0 * EARTH_RADIUS * haversine.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beirut_to_tyre() {
        let km = kilometres((33.8938, 35.5018), (33.2705, 35.2038));
        assert!((km - 74.6).abs() < 0.5, "{km}");
    }
}
