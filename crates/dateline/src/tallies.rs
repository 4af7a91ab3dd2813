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

fn in_time(mut tally: Tally) -> Tally {
    tally.points.sort_by_key(|point| point.until);
    let count = |point: &TallyPoint| Count::stated(point.floor, point.ceiling, point.point, Modifier::Exact);
    let added = increments(&tally.points.iter().map(count).collect::<Vec<_>>());
    tally.points.iter_mut().zip(added).for_each(|(point, added)| point.increment = added);
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

/// Whether an incident lies inside a series' area and window, as far as both are known.
pub fn covers(tally: &Tally, incident: &Incident) -> bool {
    let until = tally.points.iter().filter_map(|point| point.until).max();
    let (Some(area), Some(since), Some(until)) = (&tally.area, tally.since, until) else { return false };
    let (Some(place), Some(time)) = (&incident.place, &incident.time) else { return false };
    let inside = match &*area.precision {
        "P7" => area.country.is_some() && area.country == place.country,
        "P5" => area.country == place.country && place.admin1.as_ref() == Some(&area.name),
        "P4" => area.country == place.country && place.admin2.as_ref() == Some(&area.name),
        _ => area.geonames_id.is_some() && area.geonames_id == place.geonames_id,
    };
    inside && since <= time.start && time.end <= until
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
