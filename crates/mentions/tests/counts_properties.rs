//! What holds of the counts of any text whatever.

use dateline_lexicon::Lexicon;
use dateline_mentions::{Context, Count, CountMention, Unit, mentions};
use dateline_syntax::{Model, Node, Parse};
use dateline_text::Document;
use proptest::prelude::*;

const WORDS: &[&str] = &[
    "one",
    "two",
    "twenty",
    "-",
    "three",
    "hundred",
    "thousand",
    "million",
    "dozen",
    "dozens",
    "of",
    "a",
    "an",
    "the",
    "at",
    "least",
    "more",
    "than",
    "between",
    "and",
    "to",
    "or",
    "from",
    "rose",
    "12",
    "19",
    "1,200",
    "1.2",
    "2011",
    "0",
    "99999999999",
    "٣",
    "%",
    "$",
    ",",
    ".",
    ":",
    "(",
    ")",
    "year",
    "old",
    "people",
    "children",
    "man",
    "woman",
    "his",
    "sons",
    "family",
    "killed",
    "killing",
    "wounded",
    "were",
    "was",
    "including",
    "among",
    "them",
    "whom",
    "both",
    "no",
    "all",
    "Petra",
    "Olin",
    "Adam",
    "34",
    "’s",
    "'s",
    "“",
    "…",
    "é",
    "שלום",
    "🙂",
    "\u{200f}",
    "bodies",
    "toll",
    "houses",
    "soldiers",
    "suspected",
    "police",
    "officers",
    "Flight",
    "aged",
    "several",
    "\n\n",
    "couple",
    "many",
    "only",
];

fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![4 => proptest::sample::select(WORDS).prop_map(str::to_owned), 1 => "\\PC{0,6}"];
    let spaced = (word, proptest::bool::weighted(0.8));
    proptest::collection::vec(spaced, 0..60)
        .prop_map(|words| words.into_iter().map(|(word, space)| if space { word + " " } else { word }).collect())
}

fn counts(text: &str, parse: impl Fn(&Document) -> Parse) -> (Document, Vec<CountMention>) {
    let document = Document::read(text);
    let counts = mentions(&document, &parse(&document), Lexicon::embedded(), &Context::default()).counts;
    (document, counts)
}

fn check(document: &Document, counts: &[CountMention]) -> Result<(), TestCaseError> {
    let mut before = (0, usize::MAX);
    for (index, mention) in counts.iter().enumerate() {
        let (floor, point, ceiling) = (mention.count.floor(), mention.count.point(), mention.count.ceiling());
        prop_assert!(floor.zip(point).is_none_or(|(floor, point)| floor <= point));
        prop_assert!(point.zip(ceiling).is_none_or(|(point, ceiling)| point <= ceiling));
        prop_assert!(floor.zip(ceiling).is_none_or(|(floor, ceiling)| floor <= ceiling));
        prop_assert!(document.span(mention.range).is_some_and(|_| !mention.range.is_empty()));
        prop_assert_eq!(mention.range, document.cover(mention.tokens.clone()));
        prop_assert!(mention.tokens.contains(&mention.head));
        // In text order, a whole before its parts.
        let place = (mention.tokens.start, usize::MAX - mention.tokens.end);
        prop_assert!(index == 0 || before <= place, "{:?} after {:?}", place, before);
        before = place;
        if let Some(whole) = mention.part_of {
            prop_assert!(whole != index && whole < counts.len());
            prop_assert_eq!(counts[whole].unit, Unit::People);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn counts_are_sound_without_labels(text in text()) {
        let (document, counts) = counts(&text, |document| Parse::new(vec![Node::default(); document.tokens().len()]));
        check(&document, &counts)?;
    }

    #[test]
    fn counts_are_sound_with_the_model(text in text()) {
        let (document, counts) = counts(&text, |document| Model::embedded().parse(document));
        check(&document, &counts)?;
    }

    #[test]
    fn a_number_is_read_as_it_is_written(n in 2u32..5_000_000) {
        let (_, counts) = counts(&format!("The officials said {n} people were killed."), |document| Model::embedded().parse(document));
        prop_assert!(counts.iter().any(|mention| mention.count == Count::exactly(n)), "{:?}", counts);
    }
}
