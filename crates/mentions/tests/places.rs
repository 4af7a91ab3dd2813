//! The places corpus: every wording of every place, and the traps.
//!
//! A place is printed as its name, its country, its precision and, where the words make it so, `near`, `from`, `to`, `of`, `metonym` or
//! `demonym`. In Afghanistan and the United States the first-order division stands after a stroke (`Sangin/Helmand AFG P4`), as there it is
//! what tells places apart. A name the gazetteer lacks has a `~`: its coordinates are its parent's.

use std::path::Path;

use dateline_lexicon::Lexicon;
use dateline_mentions::{Context, PlaceMention, PlaceRelation, mentions};
use dateline_syntax::Model;
use dateline_text::Document;

fn main() {
    let arguments = libtest_mimic::Arguments::from_args();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/places.corpus");
    let trials = dateline_testkit::corpus(&corpus, read);
    libtest_mimic::run(&arguments, trials).exit();
}

fn read(words: &str) -> Vec<String> {
    let document = Document::read(words);
    let parse = Model::embedded().parse(&document);
    mentions(&document, &parse, Lexicon::embedded(), &Context::default()).places.iter().map(print).collect()
}

fn print(mention: &PlaceMention) -> String {
    let mut printed = String::new();
    if mention.rule.0 == "place-located-by-text" {
        printed.push('~');
    }
    printed.push_str(&mention.name);
    let location = mention.location.as_ref();
    let country = location.and_then(|location| location.country);
    let division = location.and_then(|location| location.admin1.as_deref());
    if let (Some(division), Some("AFG" | "USA")) = (division, country)
        && division != mention.name
    {
        printed = format!("{printed}/{division}");
    }
    printed = format!("{printed} {} {:?}", country.unwrap_or("-"), mention.precision);
    let relation = match mention.relation {
        PlaceRelation::In => "",
        PlaceRelation::Near => " near",
        PlaceRelation::From => " from",
        PlaceRelation::To => " to",
        PlaceRelation::Of => " of",
    };
    printed.push_str(relation);
    if mention.metonym {
        printed.push_str(" metonym");
    }
    if mention.demonym {
        printed.push_str(" demonym");
    }
    printed
}
