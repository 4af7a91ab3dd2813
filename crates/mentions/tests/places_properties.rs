//! Places hold for any text: no panic, ranges of the document, indices in bounds, coordinates on the globe.

use dateline_lexicon::Lexicon;
use dateline_mentions::{Context, mentions};
use dateline_syntax::Model;
use dateline_text::Document;
use proptest::prelude::*;

fn check(text: &str) -> Result<(), TestCaseError> {
    let document = Document::read(text);
    let parse = Model::embedded().parse(&document);
    let places = mentions(&document, &parse, Lexicon::embedded(), &Context::default()).places;
    for (index, place) in places.iter().enumerate() {
        prop_assert!(!document.slice(place.range).is_empty());
        prop_assert!(place.tokens.start < place.tokens.end && place.tokens.end <= document.tokens().len());
        prop_assert!(document.cover(place.tokens.clone()).overlaps(place.range));
        prop_assert!(place.within.is_none_or(|within| within < places.len() && within != index));
        prop_assert!((0.0..=1.0).contains(&place.confidence));
        if let Some(location) = &place.location {
            prop_assert_eq!(location.latitude.is_some(), location.longitude.is_some());
            prop_assert!(location.latitude.is_none_or(|latitude| latitude.abs() <= 90.0));
            prop_assert!(location.longitude.is_none_or(|longitude| longitude.abs() <= 180.0));
        }
    }
    prop_assert!(places.windows(2).all(|pair| pair[0].tokens.end <= pair[1].tokens.start), "in order, without overlap");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        check(&text)?;
    }

    #[test]
    fn words_around_names_are_read(words in prop::collection::vec(prop::sample::select(vec![
        "Beirut", "Sangin", "district", "province", "of", "in", "near", ",", "the", "Al-Nasr", "al", "-", "’s", "'s", "Khan Younis", "U.S.", "Tenn.",
        "camp", "Street", "hospital", "\n", "\n\n", ".", "(", "é", "Ḩ", "ʿ", "\u{200f}", "بيروت", "St.", "Saint", "Mr", "PARIS", "Kandahar/Helmand", "\u{301}",
    ]), 0..40), gap in prop::sample::select(vec![" ", ""])) {
        check(&words.join(gap))?;
    }
}

#[test]
fn nothing_is_read_in_nothing() {
    assert!(check("").is_ok());
    assert!(check("\u{feff}\n\n\u{0}").is_ok());
}
