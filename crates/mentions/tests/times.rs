//! The times corpus: every wording of every value, read as published on the day its head names.
//!
//! A time is printed as its bound where it has one, its TIMEX3 type and value, and its days where they are more than one.

use std::path::Path;

use dateline_lexicon::Lexicon;
use dateline_mentions::{Bound, Context, TimeMention, mentions};
use dateline_syntax::Model;
use dateline_text::Document;
use jiff::civil::Date;

fn main() {
    let arguments = libtest_mimic::Arguments::from_args();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/times.corpus");
    libtest_mimic::run(&arguments, dateline_testkit::corpus(&corpus, read)).exit();
}

/// The day after `# published`, at the head of the corpus.
fn published() -> Option<Date> {
    include_str!("times.corpus").lines().find_map(|line| line.strip_prefix("# published ")?.trim().parse().ok())
}

fn read(words: &str) -> Vec<String> {
    let document = Document::read(words);
    let parse = Model::embedded().parse(&document);
    let context = Context { published: published(), ..Context::default() };
    mentions(&document, &parse, Lexicon::embedded(), &context).times.iter().map(print).collect()
}

fn print(time: &TimeMention) -> String {
    let bound = match time.bound {
        Bound::Within => "",
        Bound::Since => "since ",
        Bound::Until => "until ",
        Bound::Before => "before ",
        Bound::After => "after ",
        Bound::Throughout => "throughout ",
    };
    let days = match time.interval {
        Some(days) if days.start() < days.end() => format!(" {}..{}", days.start(), days.end()),
        _ => String::new(),
    };
    format!("{bound}{} {}{days}", format!("{:?}", time.kind).to_lowercase(), time.value)
}
