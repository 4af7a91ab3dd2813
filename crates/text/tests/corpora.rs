//! The corpora of this crate as tests: sentences, tokens, quotations, datelines, parts, titles.
//!
//! A wording stands on one line; `⏎` in it is a line break.

#![allow(missing_docs, reason = "a test")]

use std::path::Path;

use dateline_testkit::corpus;
use dateline_text::{Document, Part, TextRange};
use libtest_mimic::{Arguments, run};

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut trials = corpus(&folder.join("sentences.corpus"), sentences);
    trials.extend(corpus(&folder.join("tokens.corpus"), tokens));
    trials.extend(corpus(&folder.join("quotations.corpus"), quotations));
    trials.extend(corpus(&folder.join("datelines.corpus"), datelines));
    trials.extend(corpus(&folder.join("parts.corpus"), parts));
    trials.extend(corpus(&folder.join("titles.corpus"), titles));
    run(&Arguments::from_args(), trials).exit();
}

fn document(wording: &str) -> Document {
    Document::read(&wording.replace('⏎', "\n"))
}

fn words(document: &Document, range: TextRange) -> String {
    document.slice(range).replace('\n', "⏎")
}

/// Every sentence, a stroke between them.
fn sentences(wording: &str) -> Vec<String> {
    let document = document(wording);
    let sentences: Vec<String> = document.sentences().iter().map(|sentence| words(&document, sentence.range)).collect();
    vec![sentences.join(" | ")]
}

/// Every sentence of a text that stands behind its title and ` = `, a stroke between them.
fn titles(wording: &str) -> Vec<String> {
    let (title, text) = wording.split_once(" = ").unwrap_or(("", wording));
    let document = Document::titled(text, title);
    let sentences: Vec<String> = document.sentences().iter().map(|sentence| words(&document, sentence.range)).collect();
    vec![sentences.join(" | ")]
}

/// Every token, a blank between them.
fn tokens(wording: &str) -> Vec<String> {
    let document = document(wording);
    let tokens: Vec<&str> = (0..document.tokens().len()).map(|index| document.word(index)).collect();
    vec![tokens.join(" ")]
}

/// Every quotation: `>` for each it stands in, `…` before one that goes on.
fn quotations(wording: &str) -> Vec<String> {
    let document = document(wording);
    let quotations = document.quotations().iter();
    quotations
        .map(|quotation| {
            let goes_on = if quotation.continues { "…" } else { "" };
            format!("{}{goes_on}{}", ">".repeat(usize::from(quotation.depth)), words(&document, quotation.range))
        })
        .collect()
}

/// What the header holds, and where the running text begins.
fn datelines(wording: &str) -> Vec<String> {
    let document = document(wording);
    let header = document.header();
    let dateline = header.dateline.as_ref();
    let named = [
        ("place", dateline.and_then(|dateline| dateline.place)),
        ("date", dateline.and_then(|dateline| dateline.date)),
        ("wire", header.wire_origin),
        ("by", header.byline),
    ];
    let mut values: Vec<String> =
        named.iter().filter_map(|(name, range)| range.map(|range| format!("{name} {}", words(&document, range)))).collect();
    if !values.is_empty() {
        let body = document.sentences().iter().find(|sentence| sentence.part == Part::Body);
        values.extend(body.map(|sentence| words(&document, sentence.range)));
    }
    values
}

/// Every sentence that is not running text, and its part.
fn parts(wording: &str) -> Vec<String> {
    let document = document(wording);
    let aside = document.sentences().iter().filter(|sentence| sentence.part != Part::Body);
    aside.map(|sentence| format!("{:?} {}", sentence.part, words(&document, sentence.range))).collect()
}
