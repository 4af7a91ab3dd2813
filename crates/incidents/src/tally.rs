//! Tallies: running totals, one series a voice, measure, group and area. Never added to an incident.

use std::collections::BTreeMap;

use dateline_claims::{Claim, Relation};
use dateline_mentions::{Group, Measure};

use crate::grade::voice_key;
use crate::incident::{ClaimRef, Reported};

/// One voice's totals over one area, in order of publication.
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
    /// The claims and the index of the count in each.
    pub points: Vec<(ClaimRef, usize)>,
}

/// Voice, measure, group, area.
type SeriesKey = (String, Measure, Group, String);

/// Every total given, in series.
pub(crate) fn series(reports: &[Reported<'_>], order: &[usize]) -> Vec<TallySeries> {
    let mut series: BTreeMap<SeriesKey, Vec<(ClaimRef, usize)>> = BTreeMap::new();
    for &report in order {
        let Reported { source, coding, rejected } = &reports[report];
        for (index, claim) in coding.claims.iter().enumerate().filter(|(index, _)| !rejected.contains(index)) {
            let Claim::Tally(tally) = claim else { continue };
            let area = tally.place.as_ref().map_or_else(String::new, |place| place.name.clone());
            for (count, harm) in tally.counts.iter().enumerate() {
                if matches!(harm.relation, Relation::Unresolved) {
                    continue;
                }
                let key = (voice_key(&tally.voice, source), harm.measure, harm.group, area.clone());
                series.entry(key).or_default().push((ClaimRef { report, claim: index }, count));
            }
        }
    }
    // `order` goes by day of publication first, so the points of a series already stand in it.
    series
        .into_iter()
        .map(|((voice, measure, group, area), points)| TallySeries { voice, measure, group, area, points })
        .collect()
}
