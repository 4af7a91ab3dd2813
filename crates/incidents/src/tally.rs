//! Tallies: running totals, one series a voice, measure, group, area and first day. Never added to an incident.

use dateline_claims::{Claim, Relation};
use dateline_mentions::{Count, Group, Measure};
use jiff::civil::Date;

use crate::grade::voice_key;
use crate::incident::Reported;

/// What makes two totals points of one series.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SeriesKey {
    /// Who gives the totals.
    pub voice: String,
    /// Of what.
    pub measure: Measure,
    /// Of whom.
    pub group: Group,
    /// Over which area; empty where none is named.
    pub area: String,
    /// The first day that counts; `None` where none is named.
    pub since: Option<Date>,
}

/// One total that a report gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The series it is of.
    pub series: SeriesKey,
    /// Index into the report's claims.
    pub claim: usize,
    /// Index into that claim's counts.
    pub count: usize,
    /// The last day that counts: the window's end, else the day of publication.
    pub until: Option<Date>,
}

/// Every total a report gives, in text order. One that may be an incident's toll is none.
pub fn totals(reported: &Reported<'_>) -> Vec<Total> {
    let Reported { source, coding, rejected, .. } = reported;
    let mut totals = Vec::new();
    for (claim, told) in coding.claims.iter().enumerate().filter(|(claim, _)| !rejected.contains(claim)) {
        let Claim::Tally(tally) = told else { continue };
        let window = tally.window.map(|window| window.interval);
        for (count, harm) in tally.counts.iter().enumerate().filter(|(_, harm)| harm.relation != Relation::Unresolved) {
            let series = SeriesKey {
                voice: voice_key(&tally.voice, source),
                measure: harm.measure,
                group: harm.group,
                area: tally.place.as_ref().map_or_else(String::new, |place| place.name.clone()),
                since: window.map(|window| window.start()),
            };
            totals.push(Total { series, claim, count, until: window.map(|window| window.end()).or(source.published) });
        }
    }
    totals
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_adds_to_the_last_one_that_has_a_figure() {
        let totals = [Count::exactly(10), Count::unknown(), Count::at_least(12), Count::exactly(11)];
        assert_eq!(increments(&totals), [None, None, Some(2), Some(-1)]);
        assert!(increments(&[]).is_empty());
    }
}
