//! Which reports are joined, which are kept apart and which a reviewer is asked about. Every report and name here is invented.

use dateline::incidents::Policy;
use dateline::{Conclusions, Report, read, together};

/// Day of publication, text.
type Told = (&'static str, &'static str);

fn concluded(told: &[Told]) -> Conclusions {
    let report = |(index, (published, text)): (usize, &Told)| Report {
        id: format!("r{index}"),
        outlet: Some(format!("Outlet {index}")),
        published: published.parse().ok(),
        text: (*text).to_owned(),
        ..Report::default()
    };
    let reports: Vec<Report> = told.iter().enumerate().map(report).collect();
    let readings: Vec<_> = reports.iter().map(read).collect();
    together(&reports.iter().zip(&readings).collect::<Vec<_>>(), &Policy::default()).1
}

/// The reports of each incident.
fn sets(told: &[Told]) -> Vec<Vec<String>> {
    concluded(told).incidents.into_iter().map(|incident| incident.reports).collect()
}

fn are_joined(told: &[Told]) -> bool {
    sets(told).iter().any(|reports| reports.len() == told.len())
}

const SHOT: Told = (
    "2024-03-05",
    "A 17-year-old boy was shot dead outside a bakery on Acorn Drive in Columbus on Monday night. \
     Police named the victim as Tobin Arkwell. Two masked gunmen ran towards the river, a neighbour said.",
);
const SHOT_AGAIN_TOLD: Told = (
    "2024-03-06",
    "Columbus detectives are looking for two masked gunmen after Tobin Arkwell, 17, was shot dead near a bakery on Acorn Drive on Monday.",
);
const CHARGED: Told = (
    "2024-03-19",
    "A Columbus man was charged on Tuesday. Tobin Arkwell, 17, was shot dead outside a bakery on Acorn Drive on March 4. \
     Prosecutors say Garet Fenwold fired from a car.",
);
const ANOTHER_SHOT: Told = (
    "2024-03-05",
    "A 43-year-old woman was shot and wounded in a parked car in Columbus on Monday night. Her son drove her to a clinic, officers said.",
);

#[test]
fn two_accounts_that_name_the_same_victim_place_and_day_are_one_incident() {
    assert!(are_joined(&[SHOT, SHOT_AGAIN_TOLD]));
}

#[test]
fn a_report_weeks_later_that_names_victim_street_and_day_is_of_the_same_incident() {
    assert!(are_joined(&[SHOT, CHARGED]), "{:?}", sets(&[SHOT, CHARGED]));
}

#[test]
fn two_shootings_of_one_night_in_one_city_are_two_where_the_victims_differ() {
    assert!(!are_joined(&[SHOT, ANOTHER_SHOT]));
}

#[test]
fn strikes_of_different_days_are_different_strikes() {
    let monday = ("2024-05-14", "An air strike on Tyre killed 12 people on Monday, the town's hospital said.");
    let thursday = ("2024-05-17", "An air strike on Tyre killed 12 people on Thursday, the town's hospital said.");
    assert!(!are_joined(&[monday, thursday]));
}

#[test]
fn a_toll_alone_joins_nothing() {
    let tyre = ("2024-05-14", "An air strike on Tyre killed 12 people on Monday, officials said.");
    let homs = ("2024-05-14", "An air strike on Homs killed 12 people on Monday, officials said.");
    assert!(!are_joined(&[tyre, homs]));
}

#[test]
fn whatever_order_the_reports_come_in_the_same_sets_are_made() {
    let told = [SHOT, SHOT_AGAIN_TOLD, CHARGED, ANOTHER_SHOT];
    let of = |told: &[Told]| {
        let mut sets: Vec<Vec<String>> = concluded(told).incidents.into_iter().map(|incident| incident.claims).collect();
        sets.iter_mut().for_each(|claims| claims.sort());
        sets.sort();
        sets
    };
    let forward = of(&told);
    for turn in 1..told.len() {
        let mut turned = told;
        turned.rotate_left(turn);
        assert_eq!(of(&turned), forward);
        turned.reverse();
        assert_eq!(of(&turned), forward);
    }
}
