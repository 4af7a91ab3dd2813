//! A document: its exact text and the parts of it.

use std::ops::Range;

use crate::{DocId, Span, TextRange};

/// What part of a publication a paragraph or sentence is. Only [`Part::Body`], [`Part::Heading`] and [`Part::Caption`] report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Running text.
    Body,
    /// A headline or cross-heading.
    Heading,
    /// What a photograph shows.
    Caption,
    /// "BEIRUT, Sept 27 (Reuters) —"
    Dateline,
    /// "By A. Writer", with or without a role or an address.
    Byline,
    /// A photographer's or agency's credit.
    Credit,
    /// Release numbers, "For immediate release", "Download PDF", "Read more", subscriptions.
    Furniture,
}

/// One paragraph: a run of text between blank lines (or line breaks that end one).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its bytes, without the surrounding white space.
    pub range: TextRange,
    /// Indices into [`Document::sentences`].
    pub sentences: Range<usize>,
    /// What it is.
    pub part: Part,
}

/// One sentence; a dateline or a credit set aside is a sentence of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes, without the surrounding white space.
    pub range: TextRange,
    /// Indices into [`Document::tokens`].
    pub tokens: Range<usize>,
    /// Index into [`Document::paragraphs`].
    pub paragraph: usize,
    /// What it is.
    pub part: Part,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenKind {
    /// Letters, with or without digits.
    Word,
    /// Digits, with grouping or decimal marks: `1,200`, `3.5`, `7`.
    Number,
    /// Punctuation.
    Punctuation,
    /// Anything else: `$`, `%`, an emoji.
    Symbol,
}

/// One token, cut as in the Universal Dependencies English treebanks: "Israel's" is `Israel` + `'s`, "don't" is `do` +
/// `n't`, "Iran-backed" is `Iran` + `-` + `backed`, while a prefix keeps its hyphen: "anti-tank", "mid-July".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub range: TextRange,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether white space stands before it.
    pub spaced: bool,
}

/// Words between quotation marks, the marks left out. A quotation that runs over several paragraphs is one a paragraph,
/// joined by `continues`; one that is never closed ends with its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// The quoted words, without the marks.
    pub range: TextRange,
    /// How many quotations it stands inside: 0 for an outermost one.
    pub depth: u8,
    /// Whether it goes on from the quotation before it (a paragraph opened with a mark that the last never closed).
    pub continues: bool,
}

/// "BEIRUT, Sept 27 (Reuters) —", set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// All of it, up to and with the dash.
    pub range: TextRange,
    /// "BEIRUT", "KABUL, Afghanistan".
    pub place: Option<TextRange>,
    /// "Sept 27", "Nov. 20, 2011".
    pub date: Option<TextRange>,
}

/// What stands before and around the report's own words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// Where and when the report was filed: the first with a place, where there are several. Where there is none, the date a
    /// page or a title gives itself, without a place.
    pub dateline: Option<Dateline>,
    /// "By A. Writer".
    pub byline: Option<TextRange>,
    /// The agency the text comes from, as written: "Reuters" in "(Reuters) -", "Bloomberg" in "(Bloomberg) --".
    pub wire_origin: Option<TextRange>,
}

/// The exact text of one publication and its parts. The id is the text's digest.
#[derive(Debug, Clone)]
pub struct Document {
    id: DocId,
    text: String,
    lower: String, // Invariant: byte for byte as long as `text`, cut at the same characters.
    paragraphs: Vec<Paragraph>,
    sentences: Vec<Sentence>,
    tokens: Vec<Token>,
    quotations: Vec<Quotation>,
    header: Header,
}

impl Document {
    /// Reads any text; never fails.
    pub fn read(text: &str) -> Document {
        Document::titled(text, "")
    }

    /// Reads any text that was published under a title; a page may run the title into the first words.
    pub fn titled(text: &str, title: &str) -> Document {
        let id = DocId::of(text);
        let parts = crate::read::parts(text, title);
        Document {
            id,
            text: text.to_owned(),
            lower: lower(text),
            paragraphs: parts.paragraphs,
            sentences: parts.sentences,
            tokens: parts.tokens,
            quotations: parts.quotations,
            header: parts.header,
        }
    }

    /// The digest of the text.
    pub fn id(&self) -> DocId {
        self.id
    }

    /// The exact text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// In order; they do not overlap.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// In order; they do not overlap.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// In order; each belongs to exactly one sentence.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// By start; inner ones after the one they stand in.
    pub fn quotations(&self) -> &[Quotation] {
        &self.quotations
    }

    /// Dateline, byline and wire credit.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The words at `range`; empty where it is not of this document.
    pub fn slice(&self, range: TextRange) -> &str {
        self.text.get(range.start()..range.end()).unwrap_or("")
    }

    /// Token `index` as written.
    pub fn word(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| self.slice(token.range))
    }

    /// Token `index` in lower case (letters whose lower case has another length stay as they are).
    pub fn lower(&self, index: usize) -> &str {
        self.tokens.get(index).and_then(|token| self.lower.get(token.range.start()..token.range.end())).unwrap_or("")
    }

    /// From the first byte of the first token to the last byte of the last; empty for an empty or foreign range.
    pub fn cover(&self, tokens: Range<usize>) -> TextRange {
        match self.tokens.get(tokens) {
            Some([first, .., last]) => first.range.cover(last.range),
            Some([only]) => only.range,
            _ => TextRange::new(0, 0),
        }
    }

    /// The tokens that share a byte with `range`.
    pub fn tokens_in(&self, range: TextRange) -> Range<usize> {
        let first = self.tokens.partition_point(|token| token.range.end() <= range.start());
        let last = self.tokens.partition_point(|token| token.range.start() < range.end());
        first..last.max(first)
    }

    /// The sentence token `index` belongs to; the last sentence for an index past the end.
    pub fn sentence_of(&self, index: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= index).min(self.sentences.len().saturating_sub(1))
    }

    /// `None` where the range is out of bounds or would cut a character in two.
    pub fn span(&self, range: TextRange) -> Option<Span> {
        self.text.get(range.start()..range.end()).map(|_| Span::new(self.id, range))
    }

    /// `None` if the span belongs to another document.
    pub fn quote(&self, span: Span) -> Option<&str> {
        (span.doc() == self.id).then(|| self.slice(span.range()))
    }
}

/// Lower case at the same offsets: a letter whose lower case is longer or shorter stays as written.
fn lower(text: &str) -> String {
    let mut lower = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let ascii = rest.bytes().take_while(u8::is_ascii).count();
        lower.push_str(&rest[..ascii]);
        rest = &rest[ascii..];
        if ascii > 0 {
            continue;
        }
        let mut cases = first.to_lowercase();
        match (cases.next(), cases.next()) {
            (Some(small), None) if small.len_utf8() == first.len_utf8() => lower.push(small),
            _ => lower.push(first),
        }
        rest = &rest[first.len_utf8()..];
    }
    lower.make_ascii_lowercase();
    lower
}
