//! Names, titles and searches that mean harm or are merely strange: kept as they are, and never part of a query.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod common;

use common::{HOSPITAL, SIDON, empty, ledger, minute, prepared, report};
use dateline::Report;
use dateline_ledger::{Error, Filter, Ruling};
use proptest::prelude::*;

#[test]
fn strange_ids_outlets_and_titles_are_kept_to_the_byte() {
    let long = "An invented headline, again and again. ".repeat(1 << 20 >> 5);
    let strange = [
        "'; DROP TABLE log; --",
        "\"quoted\" %_*",
        "\u{202e}backwards\u{2066}",
        "\u{feff}\u{200b}",
        "tab\tand\nline\r",
        "",
        &long,
    ];
    let mut ledger = empty();
    for (turn, name) in strange.iter().enumerate() {
        let (outlet, title) = (Some((*name).to_owned()), Some((*name).to_owned()));
        let report = Report { id: (*name).to_owned(), outlet, title, url: Some((*name).to_owned()), ..report(HOSPITAL) };
        ledger.take_in(&[prepared(&report)], minute(turn as i64)).unwrap();
    }
    ledger.derive(|_, _| {}).unwrap();
    let incidents = ledger.incidents(&Filter::default()).unwrap();
    assert_eq!(incidents.len(), 1);
    let mut kept: Vec<String> = strange.iter().map(|name| (*name).to_owned()).collect();
    kept.sort();
    assert_eq!(incidents[0].reports, kept);
    let held = ledger.claims(&incidents[0].claims).unwrap();
    let titles: Vec<&str> = held[0].sources.iter().filter_map(|source| source.report.title.as_deref()).collect();
    assert_eq!(titles, strange);
    let ruled = ledger.decide(&incidents[0].id, &Ruling::Note, "O'Wren; --", strange[0], false, minute(9)).unwrap();
    assert_eq!(ledger.decisions().unwrap(), [ruled]);
    ledger.keep_feed(strange[0], strange[1]).unwrap();
    assert_eq!(ledger.feed(strange[0]).unwrap().as_deref(), Some(strange[1]));
    assert_eq!(ledger.verify(|_, _| {}).unwrap().faults, []);
    assert_eq!(ledger.verify_derived().unwrap(), None);
}

#[test]
fn wildcards_in_a_filter_are_the_characters_they_are() {
    let ledger =
        ledger(&[HOSPITAL, ("Hill Herald", "2024-05-15", "Israel shelled Nablus on Tuesday, killing 3 people, officials said.")]);
    let by_actor = |actor: &str| ledger.incidents(&Filter { actor: Some(actor.to_owned()), ..Filter::default() }).unwrap().len();
    assert_eq!((by_actor("isra"), by_actor("ISR"), by_actor("%"), by_actor("_"), by_actor("' OR 1 --")), (1, 1, 0, 0, 0));
    assert_eq!(by_actor(&"x".repeat(60_000)), 0);
    let by_place = |place: &str| ledger.incidents(&Filter { place: Some(place.to_owned()), ..Filter::default() }).unwrap().len();
    assert_eq!((by_place("tyre"), by_place("LBN"), by_place("%"), by_place("Tyre' --")), (1, 1, 0, 0));
    for filter in [
        Filter { acts: vec!["' OR 1=1".to_owned()], ..Filter::default() },
        Filter { grades: vec!["%".to_owned()], ..Filter::default() },
        Filter { status: Some("\0".to_owned()), ..Filter::default() },
        Filter { captures: Some(vec![]), ..Filter::default() },
        Filter { captures: Some(vec![i64::MIN, i64::MAX]), ..Filter::default() },
    ] {
        assert_eq!(ledger.incidents(&filter).unwrap().len(), 0, "{filter:?}");
    }
    let many = Filter { captures: Some((0..300_000).collect()), ..Filter::default() };
    assert_eq!(ledger.incidents(&many).unwrap().len(), 2);
}

#[test]
fn words_that_cannot_be_looked_for_are_named_with_what_is_wrong() {
    let ledger = ledger(&[HOSPITAL, SIDON]);
    let look = |words: &str| ledger.incidents(&Filter { words: Some(words.to_owned()), ..Filter::default() });
    for (words, found) in [
        ("killed", 2),
        ("Tyre", 1),
        ("\"air strike\" AND hospital", 1),
        ("strike NOT hospital", 1),
        ("hosp*", 1),
        ("\"'; DROP TABLE log; --\"", 0),
        ("", 2),
        (" ", 2),
    ] {
        assert_eq!(look(words).unwrap().len(), found, "{words}");
    }
    for (words, problem) in [
        ("\"unclosed", "unterminated string"),
        ("AND", "syntax error near \"AND\""),
        ("Tyre AND", "syntax error near \"\""),
        ("(Tyre", "syntax error near \"\""),
        ("air-strike", "\"strike\" stands where a hyphen or a colon"),
        ("hour: 12", "\"hour\" stands where a hyphen or a colon"),
        ("*", "unknown special query"),
        ("O'Brien", "syntax error near \"'\""),
    ] {
        let error = look(words).unwrap_err();
        assert!(matches!(&error, Error::Words { .. }), "{words}: {error}");
        assert!(error.to_string().starts_with(&format!("cannot look for the words {words:?}: ")), "{error}");
        assert!(error.to_string().contains(problem), "{words}: {error}");
        assert!(error.hint().is_some_and(|hint| hint.contains("a phrase")));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_words_filters_and_ids_are_answered_or_refused_in_words(text in "\\PC{0,40}|[a-z\"'()*:^+\\-{} ANDORT]{0,30}|[cit][0-9a-f-]{0,24}") {
        let ledger = ledger(&[HOSPITAL]);
        let some = Some(text.clone());
        for filter in [
            Filter { words: some.clone(), ..Filter::default() },
            Filter { actor: some.clone(), ..Filter::default() },
            Filter { place: some.clone(), ..Filter::default() },
            Filter { acts: some.clone().into_iter().collect(), grades: some.clone().into_iter().collect(), status: some, ..Filter::default() },
        ] {
            let answered = ledger.incidents(&filter);
            prop_assert!(matches!(answered, Ok(_) | Err(Error::Words { .. })), "{:?}", answered);
        }
        let found = ledger.find(&text);
        prop_assert!(matches!(found, Ok(_) | Err(Error::NoSuch { .. } | Error::Several { .. })), "{:?}", found);
        prop_assert!(ledger.text(&text).is_ok());
        prop_assert!(ledger.claims(std::slice::from_ref(&text)).is_ok());
    }
}
