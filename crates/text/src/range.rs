//! Ranges inside a document, spans outside it.

use std::fmt;

use sha2::{Digest, Sha256};

/// Whole characters of one document, as UTF-8 byte offsets; stays inside the document it was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextRange {
    start: u32, // Invariant: start <= end. UTF-8 bytes.
    end: u32,
}

impl TextRange {
    /// The range from the lower of the two byte offsets to the higher.
    pub fn new(a: usize, b: usize) -> TextRange {
        TextRange { start: a.min(b) as u32, end: a.max(b) as u32 }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether every byte of `other` is in this range.
    pub fn contains(self, other: TextRange) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: TextRange) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that holds both.
    pub fn cover(self, other: TextRange) -> TextRange {
        TextRange { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A document's identity: the SHA-256 of its UTF-8 text. The same words are the same document, whoever printed them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocId([u8; 32]);

impl DocId {
    /// The id of `text`.
    pub fn of(text: &str) -> DocId {
        DocId(Sha256::digest(text.as_bytes()).into())
    }

    /// The id whose digest has these bytes.
    pub fn from_bytes(digest: [u8; 32]) -> DocId {
        DocId(digest)
    }

    /// The digest's bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::str::FromStr for DocId {
    type Err = NotADigest;

    /// "sha256:" and 64 hexadecimal digits.
    fn from_str(text: &str) -> Result<DocId, NotADigest> {
        let digits = text.strip_prefix("sha256:").filter(|digits| digits.len() == 64 && digits.is_ascii()).ok_or(NotADigest)?;
        let mut digest = [0; 32];
        for (byte, at) in digest.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| NotADigest)?;
        }
        Ok(DocId(digest))
    }
}

/// Not the id of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADigest;

impl fmt::Display for DocId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sha256:")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for DocId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// Words in a named document: the only range that leaves one. Made by [`crate::Document::span`] alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    doc: DocId,
    range: TextRange,
}

impl Span {
    pub(crate) fn new(doc: DocId, range: TextRange) -> Span {
        Span { doc, range }
    }

    /// The document the words are in.
    pub fn doc(self) -> DocId {
        self.doc
    }

    /// Where in that document.
    pub fn range(self) -> TextRange {
        self.range
    }
}
