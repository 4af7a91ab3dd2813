//! Text: one report's exact words, and where its parts begin and end.
//!
//! In: a string. Out: a [`Document`]: paragraphs, sentences, tokens, quotations, with dateline, byline and wire credit
//! set aside. Knows nothing of conflict, casualties or places.

mod coded;
mod document;
mod range;
mod read;

pub use coded::{Coded, RuleId};
pub use document::{Dateline, Document, Header, Paragraph, Part, Quotation, Sentence, Token, TokenKind};
pub use range::{DocId, Span, TextRange};
pub use read::keeps_hyphen;
