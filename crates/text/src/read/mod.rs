//! From a string to its parts.

mod abbreviations;
mod credit;
mod cursor;
mod dateline;
mod furniture;
mod header;
mod letters;
mod paragraphs;
mod quotations;
mod sentences;
mod tokens;
mod words;

pub use words::keeps_hyphen;

use crate::TextRange;
use crate::document::{Header, Paragraph, Part, Quotation, Sentence, Token};

use header::Headers;

/// What [`crate::Document::read`] keeps of a text.
pub(crate) struct Parts {
    pub paragraphs: Vec<Paragraph>,
    pub sentences: Vec<Sentence>,
    pub tokens: Vec<Token>,
    pub quotations: Vec<Quotation>,
    pub header: Header,
}

pub(crate) fn parts(text: &str, title: &str) -> Parts {
    let mut parts =
        Parts { paragraphs: vec![], sentences: vec![], tokens: vec![], quotations: vec![], header: Header::default() };
    let mut ranges = paragraphs::paragraphs(text, |line| furniture::furniture(line) || credit::byline(line));
    paragraphs::set_off(text, title.trim(), &mut ranges);
    let mut headers = Headers::new(text, &ranges);
    let mut pieces = Vec::new();
    let small = header::small(text);
    for (paragraph, &range) in ranges.iter().enumerate() {
        let first = parts.sentences.len();
        let part = headers.pieces(paragraph, &mut pieces);
        for piece in &pieces {
            let mut add = |range: TextRange| {
                let first = parts.tokens.len();
                tokens::tokens(text, range, &mut parts.tokens);
                parts.sentences.push(Sentence { range, tokens: first..parts.tokens.len(), paragraph, part: piece.part });
            };
            match piece.part {
                Part::Body | Part::Caption | Part::Heading => sentences::sentences(text, piece.range, small, add),
                Part::Dateline | Part::Byline | Part::Credit | Part::Furniture => add(piece.range),
            }
        }
        parts.paragraphs.push(Paragraph { range, sentences: first..parts.sentences.len(), part });
    }
    parts.header = headers.finish();
    let said = parts.paragraphs.iter().filter(|paragraph| matches!(paragraph.part, Part::Body | Part::Heading | Part::Caption));
    parts.quotations = quotations::quotations(text, said.map(|paragraph| paragraph.range));
    parts
}
