//! Confidence: whether claims are right as often as they say (`confidence`).
//!
//! In: airwars, isaf and gva. A claim of a report's main incident is judged by what the gold tells of it: its killed, injured and detained (within the
//! gold's range), its day where it tells one, and its place (within 20 km, or the division); it is right where all of those are. Measured:
//! - `calibration`, of each set and of all: 100 less the expected calibration error in per cent, over tenths of the confidence;
//! - `said 60 to 69 %` and the like: the share that was right of the claims that said so, which is the reliability plot.
//!
//! The table that confidence is read from (`data/lexicon/sureness.csv`) is made of the even halves of isaf and gva by the example `sure`.

use std::collections::BTreeMap;
use std::path::Path;

use dateline::Report;
use dateline::wire::v1::{Claim, Place, Record};
use jiff::civil::Date;

use crate::airwars::{self, kilometres};
use crate::main_incident::{claims, main_incident};
use crate::{Case, Error, Mark, Outcome, gva, isaf};

/// What gold tells of a report's incident.
#[derive(Debug, Clone, Default)]
pub struct Gold {
    /// The least and the most of each measure.
    pub figures: BTreeMap<&'static str, (u32, u32)>,
    /// The first day.
    pub day: Option<Date>,
    /// Degrees north and east.
    pub point: Option<(f64, f64)>,
    /// The first-order division, as the set spells it.
    pub division: Option<String>,
}

/// A set's reports with their gold, its name first.
pub fn golds(set: &'static str, data: &Path) -> Result<Vec<(Report, Gold)>, Error> {
    match set {
        "airwars" => airwars::golds(&data.join("airwars/dev.jsonl")),
        "isaf" => isaf::golds(&data.join("isaf/dev.jsonl")),
        _ => gva::golds(&data.join("gva/reports.jsonl")),
    }
}

/// The cases of all three.
pub fn cases(data: &Path) -> Result<Vec<Case>, Error> {
    let mut cases = Vec::new();
    for set in ["airwars", "isaf", "gva"] {
        let case = |(report, gold): (Report, Gold)| Case::coded(report, move |record| judge(set, &gold, record));
        cases.extend(golds(set, data)?.into_iter().map(case));
    }
    Ok(cases)
}

fn judge(set: &'static str, gold: &Gold, record: &Record) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (claim, right) in judged(gold, record) {
        let said = (claim.confidence * 100.0).round() as u32;
        let why = || format!("{} said {said} %: {}", claim.rule, if right { "right" } else { "wrong" });
        let mark = |measure, outcome| Mark { measure, outcome, errors: Vec::new() };
        marks.push(mark("calibration", Outcome::Sure { said, right }));
        marks.push(Mark { errors: (!right).then(why).into_iter().collect(), ..mark(set, Outcome::Sure { said, right }) });
        marks.push(mark(TENTHS[(said as usize / 10).min(9)], Outcome::Right(right)));
    }
    marks
}

/// The claims of the incident that a report is mainly about of which the gold judges anything, and whether each is right.
pub fn judged<'a>(gold: &'a Gold, record: &'a Record) -> impl Iterator<Item = (&'a Claim, bool)> {
    let told = main_incident(record).into_iter().flat_map(|incident| claims(record, incident));
    told.filter_map(|claim| Some((claim, is_right(gold, claim)?)))
}

/// The tenths of the reliability plot.
const TENTHS: [&str; 10] = [
    "said 0 to 9 %",
    "said 10 to 19 %",
    "said 20 to 29 %",
    "said 30 to 39 %",
    "said 40 to 49 %",
    "said 50 to 59 %",
    "said 60 to 69 %",
    "said 70 to 79 %",
    "said 80 to 89 %",
    "said 90 to 100 %",
];

/// Whether all that the gold judges of a claim is right; `None` where it judges nothing of it.
fn is_right(gold: &Gold, claim: &Claim) -> Option<bool> {
    let mut cells = Vec::new();
    for count in claim.counts.iter().filter(|count| count.relation == "incident") {
        let figure = count.point.or(count.floor).or(count.ceiling);
        if let (Some(&(least, most)), Some(figure)) = (gold.figures.get(&*count.measure), figure) {
            cells.push((least..=most).contains(&figure));
        }
    }
    if let (Some(day), Some(time)) = (gold.day, claim.time.as_ref().filter(|time| !time.inferred)) {
        cells.push(time.start <= day && day <= time.end);
    }
    cells.extend(claim.place.as_ref().and_then(|place| is_there(gold, place)));
    (!cells.is_empty()).then(|| cells.iter().all(|&cell| cell))
}

fn is_there(gold: &Gold, place: &Place) -> Option<bool> {
    if let (Some(point), Some(lat), Some(lon)) = (gold.point, place.lat, place.lon) {
        return Some(kilometres(point, (lat, lon)) <= 20.0);
    }
    let division = gold.division.as_ref()?;
    Some(isaf::spelling(place.admin1.as_deref().unwrap_or(&place.name)) == division.to_lowercase())
}

#[cfg(test)]
mod tests {
    use dateline::wire::v1::Count;

    use super::*;

    fn killed(figure: u32) -> Claim {
        let count = Count { measure: "killed".into(), relation: "incident".into(), point: Some(figure), ..Count::default() };
        Claim { counts: vec![count], ..Claim::default() }
    }

    #[test]
    fn a_figure_in_the_golds_range_is_right() {
        let gold = Gold { figures: BTreeMap::from([("killed", (3, 5))]), ..Gold::default() };
        assert_eq!(is_right(&gold, &killed(4)), Some(true));
        assert_eq!(is_right(&gold, &killed(6)), Some(false));
        assert_eq!(is_right(&gold, &Claim::default()), None);
    }
}
