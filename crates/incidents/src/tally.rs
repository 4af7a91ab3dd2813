//! Tallies: running totals, one series a voice, measure, group, area and first day. Never added to an incident.

use std::collections::BTreeMap;

use dateline_claims::{Claim, Relation};
use dateline_mentions::{Count, Group, Measure};
use jiff::civil::Date;

use crate::grade::voice_key;
use crate::incident::{ClaimRef, Reported};

/// One voice's totals over one area from one day on, in order of time.
#[derive(Debug, Clone, PartialEq)]
pub struct TallySeries {
    /// Who gives the totals.
    pub voice: String,
    /// Of what.
    pub measure: Measure,
    /// Of whom.
    pub group: Group,
    /// Over which area.
    pub area: String,
    /// The first day that counts; `None` where none is named.
    pub since: Option<Date>,
    /// The totals.
    pub points: Vec<TallyPoint>,
}

/// One total.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TallyPoint {
    /// The claim that gives it.
    pub at: ClaimRef,
    /// Which of the claim's counts it is.
    pub count: usize,
    /// The last day that counts: the window's end, else the day of publication.
    pub until: Option<Date>,
    /// Over the total before it; negative where the voice gave more before; `None` for the first, and where either has no figure.
    pub increment: Option<i64>,
}

/// Voice, measure, group, area, first day.
type SeriesKey = (String, Measure, Group, String, Option<Date>);

/// Every total given by reports taken in `order`, in series.
pub fn series(reports: &[Reported<'_>], order: &[usize]) -> Vec<TallySeries> {
    let mut series: BTreeMap<SeriesKey, Vec<(TallyPoint, Count)>> = BTreeMap::new();
    for &report in order {
        let Reported { source, coding, rejected } = &reports[report];
        for (index, claim) in coding.claims.iter().enumerate().filter(|(index, _)| !rejected.contains(index)) {
            let Claim::Tally(tally) = claim else { continue };
            let area = tally.place.as_ref().map_or_else(String::new, |place| place.name.clone());
            let since = tally.window.map(|window| window.interval.start());
            let until = tally.window.map(|window| window.interval.end()).or(source.published);
            for (count, harm) in tally.counts.iter().enumerate() {
                if matches!(harm.relation, Relation::Unresolved) {
                    continue;
                }
                let key = (voice_key(&tally.voice, source), harm.measure, harm.group, area.clone(), since);
                let point = TallyPoint { at: ClaimRef { report, claim: index }, count, until, increment: None };
                series.entry(key).or_default().push((point, harm.count));
            }
        }
    }
    let in_time = |((voice, measure, group, area, since), mut points): (SeriesKey, Vec<(TallyPoint, Count)>)| {
        points.sort_by_key(|(point, _)| point.until); // stable: of one day, in order of publication
        let increments = increments(&points.iter().map(|(_, count)| *count).collect::<Vec<_>>());
        let points = points.iter().zip(increments).map(|((point, _), increment)| TallyPoint { increment, ..*point });
        TallySeries { voice, measure, group, area, since, points: points.collect() }
    };
    series.into_iter().map(in_time).collect()
}

/// What each total adds to the one before it that has a figure; the first adds nothing that is known.
pub fn increments(totals: &[Count]) -> Vec<Option<i64>> {
    let mut before: Option<i64> = None;
    let mut increments = Vec::with_capacity(totals.len());
    for total in totals {
        let figure = total.point().or(total.floor()).map(i64::from);
        increments.push(figure.zip(before).map(|(figure, before)| figure - before));
        before = figure.or(before);
    }
    increments
}
