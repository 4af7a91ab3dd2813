//! The whole chain on a few words, for the corpora that claims are read by.

use dateline_claims::{Coding, code};
use dateline_lexicon::Lexicon;
use dateline_mentions::{Context, mentions};
use dateline_syntax::Model;
use dateline_text::Document;

/// What a text of no known day comes to.
pub fn coded(words: &str) -> (Document, Coding) {
    let document = Document::read(words);
    let parse = Model::embedded().parse(&document);
    let (lexicon, context) = (Lexicon::embedded(), Context::default());
    let mentions = mentions(&document, &parse, lexicon, &context);
    let coding = code(&document, &parse, &mentions, lexicon, &context);
    (document, coding)
}
