//! Series of totals: points put together, what each adds to the one before, where a series does not hold together.

use std::collections::BTreeMap;

use dateline_incidents::increments;
use dateline_mentions::{Count, Modifier};
use jiff::civil::Date;

use crate::wire::v1::{Incident, Problem, Slug, Tally, TallyPoint};

/// Series from their parts: those with one id are one. Parts come in the canonical order of their reports; points of one day keep it.
pub fn join(parts: Vec<Tally>) -> Vec<Tally> {
    let mut series: BTreeMap<String, Tally> = BTreeMap::new();
    for part in parts {
        match series.get_mut(&part.id) {
            Some(first) => first.points.extend(part.points),
            None => {
                series.insert(part.id.clone(), part);
            }
        }
    }
    let mut series: Vec<Tally> = series.into_values().map(in_time).collect();
    series.sort_by_cached_key(order_of);
    series
}

/// Series come by area, then first day, then measure, group and id.
pub fn order_of(tally: &Tally) -> (String, Option<Date>, Slug, Slug, String) {
    let area = tally.area.as_ref().map_or_else(String::new, |area| area.name.clone());
    (area, tally.since, tally.measure.clone(), tally.group.clone(), tally.id.clone())
}

/// Points by time, and what each report's total adds to that of the report before it. Of several totals that one text gives of one series
/// ("87 killed, 15 of them this week") none revises another: the greatest is the text's total.
fn in_time(mut tally: Tally) -> Tally {
    tally.points.sort_by_key(|point| point.until);
    let count = |point: &TallyPoint| Count::stated(point.floor, point.ceiling, point.point, Modifier::Exact);
    let figure = |point: &TallyPoint| point.point.or(point.floor);
    let mut greatest: Vec<usize> = Vec::new();
    for (index, point) in tally.points.iter().enumerate() {
        match greatest.last_mut() {
            Some(last) if document(&tally.points[*last]) == document(point) => {
                if figure(point) > figure(&tally.points[*last]) {
                    *last = index;
                }
            }
            _ => greatest.push(index),
        }
    }
    let added = increments(&greatest.iter().map(|&index| count(&tally.points[index])).collect::<Vec<_>>());
    tally.points.iter_mut().for_each(|point| point.increment = None);
    greatest.into_iter().zip(added).for_each(|(index, added)| tally.points[index].increment = added);
    let fallen = tally.points.iter().filter(|point| point.increment.is_some_and(|added| added < 0));
    tally.problems = fallen
        .map(|point| Problem {
            slug: "revision-down".into(),
            message: format!(
                "the voice gave a higher total before: this is {} less",
                point.increment.unwrap_or(0).unsigned_abs()
            ),
            span: Some(point.span.clone()),
        })
        .collect();
    tally
}

/// The part of a claim's id that is its document's.
fn document(point: &TallyPoint) -> &str {
    point.claim.split('-').next().unwrap_or(&point.claim)
}

/// Whether an incident lies inside a series' area and window, as far as both are known.
pub fn covers(tally: &Tally, incident: &Incident) -> bool {
    let (Some(area), Some(since)) = (&tally.area, tally.since) else { return false };
    let (Some(place), Some(time)) = (&incident.place, &incident.time) else { return false };
    let inside = match &*area.precision {
        "P7" => area.country.is_some() && area.country == place.country,
        "P5" => area.country == place.country && place.admin1.as_ref() == Some(&area.name),
        "P4" => area.country == place.country && place.admin2.as_ref() == Some(&area.name),
        _ => area.geonames_id.is_some() && area.geonames_id == place.geonames_id,
    };
    let until = |point: &TallyPoint| point.until.is_some_and(|until| time.end <= until);
    inside && since <= time.start && tally.points.iter().any(until)
}

/// Notes the incidents that a series covers, and where they come to more than a total of it: each incident's best figure is at most any total
/// of its measure and group given for a day after it.
pub fn check(tally: &mut Tally, covered: &[&Incident]) {
    tally.covers = covered.iter().map(|incident| incident.id.clone()).collect();
    for incident in covered {
        let is = |toll: &&crate::wire::v1::Toll| toll.measure == tally.measure && toll.group == tally.group;
        let Some(best) = incident.tolls.iter().find(is).and_then(|toll| toll.best) else { continue };
        let ended = incident.time.as_ref().map(|time| time.end);
        let less = |point: &&TallyPoint| point.until >= ended && point.ceiling.or(point.point).is_some_and(|total| total < best);
        if let Some(point) = tally.points.iter().find(less) {
            tally.problems.push(Problem {
                slug: "total-below-incident".into(),
                message: format!("{} is given as {best}, more than this total that covers it", incident.id),
                span: Some(point.span.clone()),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(claim: &str, until: &str, total: u32) -> Tally {
        let point = TallyPoint {
            claim: claim.to_owned(),
            until: until.parse().ok(),
            floor: Some(total),
            ceiling: Some(total),
            point: Some(total),
            ..TallyPoint::default()
        };
        Tally { id: "t1".to_owned(), points: vec![point], ..Tally::default() }
    }

    fn added(parts: Vec<Tally>) -> Vec<Option<i64>> {
        join(parts)[0].points.iter().map(|point| point.increment).collect()
    }

    #[test]
    fn each_report_adds_to_the_one_before_it() {
        let parts = vec![part("ca-1", "2024-05-14", 700), part("cb-1", "2024-05-15", 720), part("cc-1", "2024-05-16", 715)];
        assert_eq!(added(parts.clone()), [None, Some(20), Some(-5)]);
        assert_eq!(join(parts)[0].problems.iter().map(|problem| &*problem.slug).collect::<Vec<_>>(), ["revision-down"]);
    }

    #[test]
    fn of_several_totals_in_one_text_none_revises_another() {
        let parts = vec![part("ca-1", "2024-05-14", 15), part("ca-2", "2024-05-14", 87), part("ca-3", "2024-05-14", 2)];
        assert_eq!(added(parts.clone()), [None, None, None]);
        let parts = [parts, vec![part("cb-1", "2024-05-15", 90)]].concat();
        assert_eq!(added(parts), [None, None, None, Some(3)]);
    }
}
