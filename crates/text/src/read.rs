//! From a string to its parts: the first, thin reading, by blank lines and full stops.

use crate::TextRange;
use crate::document::{Header, Paragraph, Part, Quotation, Sentence, Token, TokenKind};

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
    let mut spaced = true;
    let mut open: Option<(usize, TokenKind)> = None;
    for (at, letter) in text[range.start()..range.end()].char_indices() {
        let at = range.start() + at;
        let kind = match letter {
            c if c.is_whitespace() => None,
            c if c.is_numeric() => Some(TokenKind::Number),
            c if c.is_alphabetic() => Some(TokenKind::Word),
            c if c.is_ascii_punctuation() => Some(TokenKind::Punctuation),
            _ => Some(TokenKind::Symbol),
        };
        let joins = matches!((open, kind), (Some((_, was)), Some(now)) if was == now && now <= TokenKind::Number);
        if let (Some((start, was)), false) = (open, joins) {
            parts.tokens.push(Token { range: TextRange::new(start, at), kind: was, spaced });
            spaced = false;
            open = None;
        }
        match kind {
            None => spaced = true,
            Some(kind) if open.is_none() => open = Some((at, kind)),
            Some(_) => {}
        }
    }
    if let Some((start, kind)) = open {
        parts.tokens.push(Token { range: TextRange::new(start, range.end()), kind, spaced });
    }
    if parts.tokens.len() > first {
        parts.sentences.push(Sentence { range, tokens: first..parts.tokens.len(), paragraph, part: Part::Body });
    }
}
