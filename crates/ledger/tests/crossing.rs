//! What passes a filter in memory is what passes it in SQL; a facet is counted as if it were not filtered by itself.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod common;

use common::{empty, examples, minute, prepared};
use dateline_ledger::{By, Filter, Ledger, Order, Part, Within};

fn of_examples() -> Ledger {
    let mut ledger = empty();
    ledger.take_in(&examples().iter().map(prepared).collect::<Vec<_>>(), minute(0)).unwrap();
    ledger.derive(|_, _| {}).unwrap();
    ledger
}

fn filters() -> Vec<Filter> {
    let some = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
    let day = |day: &str| day.parse().ok();
    let all = Filter::default;
    let near = Within { west: 35.0, south: 30.0, east: 45.0, north: 40.0 };
    vec![
        all(),
        Filter { from: day("2025-02-11"), ..all() },
        Filter { to: day("2025-02-11"), ..all() },
        Filter { place: Some("ariha".to_owned()), ..all() },
        Filter { place: Some("syr".to_owned()), ..all() },
        Filter { countries: some(&["SYR", "UKR"]), ..all() },
        Filter { acts: some(&["airstrike", "shelling"]), grades: some(&["weak"]), ..all() },
        Filter { acts: some(&["no-such-act"]), ..all() },
        Filter { status: Some("machine".to_owned()), killed: Some(3), ..all() },
        Filter { precisions: some(&["P0", "P1", "P2"]), ..all() },
        Filter { within: Some(near), ..all() },
        Filter { within: Some(Within { west: 170.0, east: 36.0, ..near }), ..all() },
        Filter { actor: Some("russia".to_owned()), ..all() },
        Filter { words: Some("market".to_owned()), acts: some(&["airstrike"]), ..all() },
        Filter { words: Some("market".to_owned()), actor: Some("army".to_owned()), to: day("2025-06-01"), ..all() },
        Filter { captures: Some(vec![2, 9]), ..all() },
    ]
}

#[test]
fn what_passes_in_memory_is_what_passes_in_sql() {
    let ledger = of_examples();
    let points = ledger.points().unwrap();
    let mut passed = 0;
    for filter in filters() {
        let crossed = ledger.cross(&points, &filter).unwrap();
        let ids: Vec<&str> = crossed.passing().map(|point| points.get(point).id).collect();
        assert_eq!(ids, ledger.ids(&filter).unwrap(), "{filter:?}");
        assert_eq!(crossed.total(), ids.len());
        passed += ids.len();
        let page = ledger.incident_page(&crossed, Order { by: By::Time, descending: false }, None, 1000).unwrap();
        assert_eq!(page.items, ledger.incidents(&filter).unwrap(), "{filter:?}");
    }
    assert!(passed > 100, "{passed}");
}

#[test]
fn a_facet_counts_what_passes_all_but_the_filter_on_itself() {
    let ledger = of_examples();
    let points = ledger.points().unwrap();
    for filter in filters() {
        let crossed = ledger.cross(&points, &filter).unwrap();
        let beside = Filter { acts: Vec::new(), ..filter.clone() };
        for facet in crossed.acts() {
            let only =
                |filter: &Filter| ledger.ids(&Filter { acts: vec![facet.value.to_owned()], ..filter.clone() }).unwrap().len();
            assert_eq!(facet.beside, only(&beside), "{filter:?}");
            let looked = Filter { place: filter.place.clone(), ..filter.looked_for() };
            assert_eq!(facet.of, only(&looked), "{filter:?}");
            let asked = filter.acts.is_empty() || filter.acts.iter().any(|act| act == facet.value);
            assert_eq!(facet.count, if asked { facet.beside } else { 0 }, "{filter:?}");
        }
        let (days, undated) = crossed.days();
        let beside = crossed.but(Part::Days).count();
        assert_eq!(days.iter().map(|day| day.count).sum::<usize>() + undated, beside, "{filter:?}");
        assert!(days.windows(2).all(|pair| pair[0].day < pair[1].day));
        let placed = crossed.but(Part::Within).filter(|&point| points.get(point).lat.is_some()).count();
        assert_eq!(crossed.spots().iter().map(|spot| spot.count).sum::<usize>(), placed, "{filter:?}");
    }
}
