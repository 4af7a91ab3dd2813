//! Series of totals: points put together, what each adds to the one before, where a series does not hold together.

use std::collections::BTreeMap;

use dateline_incidents::increments;
use dateline_mentions::{Count, Modifier};

use crate::wire::v1::{Problem, Tally, TallyPoint};

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
    let area = |tally: &Tally| tally.area.as_ref().map_or_else(String::new, |area| area.name.clone());
    let key = |tally: &Tally| (area(tally), tally.since, tally.measure.clone(), tally.group.clone(), tally.id.clone());
    series.sort_by_cached_key(key);
    series
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
