//! From a string to its parts.

mod abbreviations;
mod letters;
mod tokens;
mod words;

use crate::TextRange;
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
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = offset + (line.len() - line.trim_start().len());
            paragraph(text, TextRange::new(start, start + trimmed.len()), &mut parts);
        }
        offset += line.len();
    }
    parts
}

fn paragraph(text: &str, range: TextRange, parts: &mut Parts) {
    let first = parts.sentences.len();
    let index = parts.paragraphs.len();
    let mut start = range.start();
    let body = &text[range.start()..range.end()];
    for (at, _) in body.match_indices(". ") {
        sentence(text, TextRange::new(start, range.start() + at + 1), index, parts);
        start = range.start() + at + 2;
    }
    sentence(text, TextRange::new(start, range.end()), index, parts);
    parts.paragraphs.push(Paragraph { range, sentences: first..parts.sentences.len(), part: Part::Body });
}

fn sentence(text: &str, range: TextRange, paragraph: usize, parts: &mut Parts) {
    let first = parts.tokens.len();
    tokens::tokens(text, range, &mut parts.tokens);
    if parts.tokens.len() > first {
        parts.sentences.push(Sentence { range, tokens: first..parts.tokens.len(), paragraph, part: Part::Body });
    }
}
