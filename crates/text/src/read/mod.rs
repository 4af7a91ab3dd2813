//! From a string to its parts.

mod abbreviations;
mod letters;
mod paragraphs;
mod sentences;
mod tokens;
mod words;

use crate::document::{Header, Paragraph, Part, Quotation, Sentence, Token};

/// What [`crate::Document::read`] keeps of a text.
pub(crate) struct Parts {
    pub paragraphs: Vec<Paragraph>,
    pub sentences: Vec<Sentence>,
    pub tokens: Vec<Token>,
    pub quotations: Vec<Quotation>,
    pub header: Header,
}

pub(crate) fn parts(text: &str) -> Parts {
    let mut parts =
        Parts { paragraphs: vec![], sentences: vec![], tokens: vec![], quotations: vec![], header: Header::default() };
    for range in paragraphs::paragraphs(text, |_| false) {
        let (paragraph, first) = (parts.paragraphs.len(), parts.sentences.len());
        sentences::sentences(text, range, |range| {
            let first = parts.tokens.len();
            tokens::tokens(text, range, &mut parts.tokens);
            parts.sentences.push(Sentence { range, tokens: first..parts.tokens.len(), paragraph, part: Part::Body });
        });
        parts.paragraphs.push(Paragraph { range, sentences: first..parts.sentences.len(), part: Part::Body });
    }
    parts
}
