//! What is derived does not depend on how it came about: report by report, in any order, all at once, or made again.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod common;

use common::{ARMY, HOSPITAL, SIDON, TOTAL, concluded, empty, examples, ledger, lines, minute, prepared, report};
use dateline::incidents::Policy;
use dateline_ledger::Prepared;
use proptest::prelude::*;
use std::sync::OnceLock;

/// The examples, packed once.
fn items() -> &'static [Prepared] {
    static ITEMS: OnceLock<Vec<Prepared>> = OnceLock::new();
    ITEMS.get_or_init(|| examples().iter().map(prepared).collect())
}

/// Takes `order` of the examples in, some at a time.
fn taken_in(order: &[usize], at_a_time: usize) -> String {
    let mut ledger = empty();
    for (minutes, part) in order.chunks(at_a_time).enumerate() {
        let part: Vec<Prepared> = part.iter().map(|&index| items()[index].clone()).collect();
        ledger.take_in(&part, minute(minutes as i64)).unwrap();
        ledger.derive(|_, _| {}).unwrap();
    }
    concluded(&ledger)
}

#[test]
fn the_ledger_concludes_what_the_facade_concludes_of_the_same_reports() {
    let reports = examples();
    assert!(reports.len() > 50, "{}", reports.len());
    let readings: Vec<_> = reports.iter().map(dateline::read).collect();
    let pairs: Vec<_> = reports.iter().zip(&readings).collect();
    let (_, conclusions) = dateline::together(&pairs, &Policy::default());
    let all: Vec<usize> = (0..items().len()).collect();
    let mut ledger = empty();
    ledger.take_in(items(), minute(0)).unwrap();
    ledger.derive(|_, _| {}).unwrap();
    let incidents = ledger.incidents(&Default::default()).unwrap();
    assert_eq!(serde_json::to_string_pretty(&incidents).unwrap(), serde_json::to_string_pretty(&conclusions.incidents).unwrap());
    assert_eq!(concluded(&ledger), taken_in(&all, 1));
    assert_eq!(ledger.verify_derived().unwrap(), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn any_order_and_any_number_at_a_time_come_to_the_same(order in Just((0..items().len()).collect::<Vec<_>>()).prop_shuffle(), at_a_time in 1usize..20) {
        let all: Vec<usize> = (0..items().len()).collect();
        prop_assert_eq!(taken_in(&order, at_a_time), taken_in(&all, all.len()));
    }
}

#[test]
fn what_is_held_already_is_passed_by() {
    let mut ledger = ledger(&[HOSPITAL, ARMY]);
    let before = concluded(&ledger);
    let again = ledger.take_in(&[prepared(&report(HOSPITAL))], minute(5)).unwrap();
    assert_eq!((again.captured, again.held, again.captures.len()), (0, 1, 1));
    ledger.derive(|_, _| {}).unwrap();
    assert_eq!(concluded(&ledger), before);
}

#[test]
fn two_accounts_of_one_strike_are_one_incident_and_a_total_is_none() {
    let ledger = ledger(&[HOSPITAL, ARMY, SIDON, TOTAL]);
    assert_eq!(lines(&ledger), ["airstrike Sidon (2)..(2)..(2)", "airstrike Tyre (9)..(12)..(12)"]);
    let tallies = ledger.tallies().unwrap();
    assert_eq!(tallies.len(), 1);
    assert_eq!(tallies[0].points[0].point, Some(700));
    assert_eq!(tallies[0].covers.len(), 2);
}

#[test]
fn as_of_a_moment_the_ledger_says_what_was_known_then() {
    let mut ledger = empty();
    for (minutes, told) in [HOSPITAL, ARMY, SIDON].into_iter().enumerate() {
        ledger.take_in(&[prepared(&report(told))], minute(minutes as i64)).unwrap();
    }
    ledger.derive(|_, _| {}).unwrap();
    ledger.at(minute(0)).unwrap();
    assert_eq!(lines(&ledger), ["airstrike Tyre (12)..(12)..(12)"]);
}

/// The same text on two days says "Monday" of two Mondays: it is one text, dated by the first that printed it, in one incident.
#[test]
fn a_text_printed_again_is_no_second_witness_and_no_second_incident() {
    let again = ("Valley Gazette", "2024-06-25", HOSPITAL.2);
    for order in [[HOSPITAL, again], [again, HOSPITAL]] {
        let mut ledger = empty();
        for (minutes, told) in order.into_iter().enumerate() {
            ledger.take_in(&[prepared(&report(told))], minute(minutes as i64)).unwrap();
            ledger.derive(|_, _| {}).unwrap();
        }
        let incidents = ledger.incidents(&Default::default()).unwrap();
        assert_eq!(incidents.len(), 1);
        let independence = incidents[0].independence;
        assert_eq!((independence.outlets, independence.wire_origins, independence.voices), (2, 1, 1));
        assert_eq!(incidents[0].time.as_ref().map(|time| time.start.to_string()).as_deref(), Some("2024-05-13"));
        assert_eq!(incidents[0].reports.len(), 2);
        assert_eq!(ledger.verify_derived().unwrap(), None);
    }
}

#[test]
fn one_text_printed_again_a_week_later_is_told_once_whatever_others_tell_of_either_day() {
    let told = |outlet: &str, day: &str, text: &str| {
        let report = dateline::Report {
            id: format!("{outlet} {day}"),
            outlet: Some(outlet.to_owned()),
            published: day.parse().ok(),
            text: text.to_owned(),
            ..Default::default()
        };
        prepared(&report)
    };
    let (one, other) = (HOSPITAL.2, ARMY.2);
    let items = [
        told("Coast Courier", "2024-05-14", one),
        told("Valley Gazette", "2024-05-14", other),
        told("Coast Courier", "2024-05-21", one),
        told("Valley Gazette", "2024-05-21", other),
        told("Hill Herald", "2024-05-28", one),
    ];
    let mut all = empty();
    all.take_in(&items, minute(0)).unwrap();
    all.derive(|_, _| {}).unwrap();
    let mut each = empty();
    for item in items.into_iter().rev() {
        each.take_in(&[item], minute(0)).unwrap();
        each.derive(|_, _| {}).unwrap();
    }
    assert_eq!(concluded(&each), concluded(&all));
    let mut claims: Vec<String> = all.incidents(&Default::default()).unwrap().into_iter().flat_map(|one| one.claims).collect();
    let told = claims.len();
    claims.sort();
    claims.dedup();
    assert_eq!((claims.len(), told), (2, 2), "no claim stands in two incidents");
}
