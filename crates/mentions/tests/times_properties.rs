//! What holds of the times of any text, however strange.

use dateline_lexicon::Lexicon;
use dateline_mentions::{Context, TimeMention, mentions};
use dateline_syntax::Model;
use dateline_text::Document;
use jiff::civil::date;
use proptest::prelude::*;

fn read(text: &str) -> (Document, Vec<TimeMention>) {
    let document = Document::read(text);
    let parse = Model::embedded().parse(&document);
    let context = Context { published: Some(date(2024, 9, 27)), ..Context::default() };
    let times = mentions(&document, &parse, Lexicon::embedded(), &context).times;
    (document, times)
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let (document, times) = read(text);
    for time in &times {
        prop_assert!(!time.range.is_empty(), "{:?} of {text:?}", time);
        prop_assert!(document.span(time.range).is_some(), "{:?} of {text:?}", time);
        prop_assert!(!time.value.is_empty() && !time.rule.0.is_empty());
        if let Some(days) = time.interval {
            prop_assert!(days.start() <= days.end());
        }
        if let Some((hour, minute)) = time.clock {
            prop_assert!(hour < 24 && minute < 60);
        }
        if let Some(bound) = time.bound_range {
            prop_assert!(document.span(bound).is_some() && !bound.is_empty());
            prop_assert!(bound.end() <= time.range.start(), "{:?} of {text:?}", time);
        }
    }
    for pair in times.windows(2) {
        prop_assert!(pair[0].range.end() <= pair[1].range.start(), "{:?} then {:?} of {text:?}", pair[0], pair[1]);
    }
    Ok(())
}

/// The words a time is made of, to be thrown together in any order.
fn time_words() -> impl Strategy<Value = String> {
    let words = [
        "the",
        "a",
        "last",
        "next",
        "past",
        "of",
        "in",
        "and",
        "a half",
        "early",
        "mid",
        "-",
        "late",
        "end of",
        "same",
        "Monday",
        "Sept.",
        "May",
        "27",
        "31",
        "2024",
        "1914",
        "18",
        "480",
        "BC",
        "7:30",
        "p.m.",
        "GMT",
        "morning",
        "night",
        "days",
        "week",
        "quarter",
        "century",
        "18th",
        "third",
        "three",
        "twenty",
        "hundred",
        "few",
        "ago",
        "later",
        "earlier",
        "since",
        "until",
        "from",
        "to",
        "between",
        ",",
        ".",
        "'",
        "s",
        "1960s",
        "99999999999999999999",
        "0",
        "2/3",
        "1,000",
        "half",
        "couple",
        "every",
        "this",
        "that",
        "today",
        "overnight",
        "summer",
        "fall",
        "Christmas",
        "Eve",
        "Easter",
        "now",
        "per",
        "\n\n",
        "“",
        "é",
        "\u{202e}",
        "year",
        "9999",
        "decades",
        "seven",
        "than",
        "least",
        "old",
    ];
    prop::collection::vec((prop::sample::select(words.to_vec()), prop::bool::ANY), 0..24)
        .prop_map(|picked| picked.into_iter().map(|(word, spaced)| format!("{word}{}", if spaced { " " } else { "" })).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        check(&text)?;
    }

    #[test]
    fn any_time_words_are_read(text in time_words()) {
        check(&text)?;
    }

    #[test]
    fn times_are_the_same_in_capitals_where_they_are_dates(day in 1u32..=28, month in 0usize..12, year in 1900u32..2030) {
        let names = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
        let text = format!("It fell on {day} {} {year}.", names[month]);
        let value = format!("{year:04}-{:02}-{day:02}", month + 1);
        for text in [text.clone(), text.to_uppercase()] {
            let (_, times) = read(&text);
            prop_assert_eq!(times.iter().map(|time| time.value.as_str()).collect::<Vec<_>>(), vec![value.as_str()]);
        }
    }
}

#[test]
fn an_empty_text_has_no_times() {
    assert!(read("").1.is_empty());
}

#[test]
fn a_long_text_is_read_in_one_pass() {
    let text = "Two days later, on the morning of 3 March 1943, the division moved. ".repeat(2000);
    assert_eq!(read(&text).1.len(), 4000);
}
