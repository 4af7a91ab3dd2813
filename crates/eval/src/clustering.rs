//! How well reports are joined into incidents.
//!
//! In: for each report the incident of the gold and the incident the engine puts its main happening in. Out: the measures. A report whose
//! main happening is in no incident stands alone.
//!
//! - `pairs`: of two reports, whether they tell of one incident: precision, recall and F1 over all pairs of reports. What precision lacks
//!   to 100 is the rate of false merges, what recall lacks that of missed ones.
//! - `b3`: for each report, how much of its incident is right and how much of the gold's is in it, the means over reports (B³), and their F1.
//! - `unmixed`: of the incidents found with several reports, those all of whose reports are of one incident of the gold.
//! - `unsplit`: of the gold's incidents with several reports, those all of whose reports are in one incident found.

use std::collections::BTreeMap;

use dateline::wire::v1::{Incident, Record};

use crate::evaluation::{mean, share};
use crate::together::is_in;
use crate::{Figure, Half, MeasureResult};

/// One report's place in the gold and in what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The report's id.
    pub report: String,
    /// The gold's incident.
    pub gold: String,
    /// The incident found; `None` where the report makes none.
    pub found: Option<usize>,
}

/// The incident that most claims of each report tell of; of several, the one told of first.
pub fn main_incidents(records: &[Record], incidents: &[Incident]) -> Vec<Option<usize>> {
    let of_claim =
        incidents.iter().enumerate().flat_map(|(index, incident)| incident.claims.iter().map(move |claim| (claim, index)));
    let of_claim: BTreeMap<&String, usize> = of_claim.collect();
    let main = |record: &Record| {
        let mut told: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (at, claim) in record.claims.iter().enumerate() {
            if let Some(&incident) = of_claim.get(&claim.id) {
                told.entry(incident).or_insert((0, at)).0 += 1;
            }
        }
        told.into_iter().min_by_key(|&(_, (claims, first))| (std::cmp::Reverse(claims), first)).map(|(incident, _)| incident)
    };
    records.iter().map(main).collect()
}

/// The measures of a clustering.
pub fn measures(placed: &[Placed]) -> Vec<MeasureResult> {
    let halves = [None, Some(Half::Even), Some(Half::Odd)];
    let tables = halves.map(|half| Table::of(placed.iter().filter(|one| is_in(half, &one.gold))));
    let measure = |name, figure: fn(&Table) -> Figure, errors| {
        let [all, even, odd] = [0, 1, 2].map(|half| figure(&tables[half]));
        MeasureResult { name, all, even, odd, errors }
    };
    vec![
        measure("pairs", Table::pairs, errors(placed)),
        measure("b3", Table::b_cubed, Vec::new()),
        measure("unmixed", Table::unmixed, Vec::new()),
        measure("unsplit", Table::unsplit, Vec::new()),
    ]
}

/// How many reports are in each gold incident, each found one, and both.
#[derive(Debug, Default)]
struct Table {
    reports: usize,
    gold: BTreeMap<String, usize>,
    found: BTreeMap<Found, usize>,
    both: BTreeMap<(String, Found), usize>,
}

/// An incident found, or a report that makes none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Found {
    Incident(usize),
    Alone(usize),
}

impl Table {
    fn of<'a>(placed: impl Iterator<Item = &'a Placed>) -> Table {
        let mut table = Table::default();
        for (index, one) in placed.enumerate() {
            let found = one.found.map_or(Found::Alone(index), Found::Incident);
            table.reports += 1;
            *table.gold.entry(one.gold.clone()).or_default() += 1;
            *table.found.entry(found.clone()).or_default() += 1;
            *table.both.entry((one.gold.clone(), found)).or_default() += 1;
        }
        table
    }

    fn pairs(&self) -> Figure {
        let pairs = |sizes: &mut dyn Iterator<Item = &usize>| sizes.map(|size| size * (size - 1) / 2).sum::<usize>();
        let (right, gold, found) =
            (pairs(&mut self.both.values()), pairs(&mut self.gold.values()), pairs(&mut self.found.values()));
        Figure {
            of: gold,
            value: share(2 * right, gold + found),
            precision: Some(share(right, found)),
            recall: Some(share(right, gold)),
        }
    }

    fn b_cubed(&self) -> Figure {
        let part = |whole: &dyn Fn(&(String, Found)) -> usize| {
            let squares = self.both.iter().map(|(key, both)| (both * both) as f64 / whole(key) as f64);
            squares.sum::<f64>() / self.reports.max(1) as f64
        };
        let (precision, recall) = (part(&|(_, found)| self.found[found]), part(&|(gold, _)| self.gold[gold]));
        let f1 = if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
        Figure { of: self.reports, value: mean(f1), precision: Some(mean(precision)), recall: Some(mean(recall)) }
    }

    fn unmixed(&self) -> Figure {
        let several: Vec<&Found> = self.found.iter().filter(|(_, size)| **size > 1).map(|(found, _)| found).collect();
        let mut golds: BTreeMap<&Found, usize> = BTreeMap::new();
        for (_, found) in self.both.keys() {
            *golds.entry(found).or_default() += 1;
        }
        let unmixed = several.iter().filter(|found| golds[**found] == 1).count();
        Figure { of: several.len(), value: share(unmixed, several.len()), ..Figure::default() }
    }

    fn unsplit(&self) -> Figure {
        let several: Vec<(&String, &usize)> = self.gold.iter().filter(|(_, size)| **size > 1).collect();
        let whole = self.both.iter().filter(|((gold, _), both)| **both > 1 && self.gold[gold] == **both).count();
        Figure { of: several.len(), value: share(whole, several.len()), ..Figure::default() }
    }
}

/// Each report that is in an incident with reports of another one, and each that is apart from others of its own, with one such report.
fn errors(placed: &[Placed]) -> Vec<(String, Half, String)> {
    let mut found: BTreeMap<usize, Vec<&Placed>> = BTreeMap::new();
    let mut gold: BTreeMap<&str, Vec<&Placed>> = BTreeMap::new();
    for one in placed {
        found.entry(one.found.unwrap_or(usize::MAX)).or_default().push(one);
        gold.entry(&one.gold).or_default().push(one);
    }
    let mut errors = Vec::new();
    for one in placed {
        let half = Half::of(&one.gold);
        let with = one.found.and_then(|index| found[&index].iter().find(|other| other.gold != one.gold));
        if let Some(other) = with {
            errors.push((one.report.clone(), half, format!("false merge: with {}", other.report)));
        }
        let from = gold[one.gold.as_str()]
            .iter()
            .find(|other| other.report != one.report && (other.found != one.found || one.found.is_none()));
        if let Some(other) = from {
            let kind = if one.found.is_none() { "no incident" } else { "missed merge" };
            errors.push((one.report.clone(), half, format!("{kind}: from {}", other.report)));
        }
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(rows: &[(&str, Option<usize>)]) -> Vec<Placed> {
        let one = |(index, (gold, found)): (usize, &(&str, Option<usize>))| Placed {
            report: index.to_string(),
            gold: (*gold).to_owned(),
            found: *found,
        };
        rows.iter().enumerate().map(one).collect()
    }

    fn all(rows: &[(&str, Option<usize>)], name: &str) -> Figure {
        measures(&placed(rows)).into_iter().find(|measure| measure.name == name).unwrap().all
    }

    #[test]
    fn a_right_clustering_has_full_marks() {
        let rows = [("a", Some(0)), ("a", Some(0)), ("b", Some(1)), ("c", None)];
        for name in ["pairs", "b3", "unmixed", "unsplit"] {
            assert_eq!(all(&rows, name).value, 100.0, "{name}");
        }
    }

    #[test]
    fn a_false_merge_costs_precision_and_a_missed_one_recall() {
        let rows = [("a", Some(0)), ("a", Some(0)), ("b", Some(0)), ("b", Some(1))];
        let pairs = all(&rows, "pairs");
        assert_eq!((pairs.precision, pairs.recall), (Some(33.33), Some(50.0)));
        let b3 = all(&rows, "b3");
        assert_eq!((b3.precision, b3.recall), (Some(66.67), Some(75.0)));
        assert_eq!((all(&rows, "unmixed").value, all(&rows, "unsplit").value), (0.0, 50.0));
    }

    #[test]
    fn reports_without_an_incident_are_not_one_incident() {
        let rows = [("a", None), ("b", None), ("a", None)];
        assert_eq!(all(&rows, "pairs").value, 0.0);
        assert_eq!(all(&rows, "b3").precision, Some(100.0));
    }
}
