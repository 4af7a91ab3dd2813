//! Syntax: part of speech, head, relation and entity of every token, by a small trained model.
//!
//! In: a [`dateline_text::Document`]. Out: a [`Parse`]. Knows nothing of what a claim or a count is. Weights come in as bytes;
//! the same weights and text give the same labels on every machine.

mod lemma;
mod model;
mod parse;

pub use lemma::lemma;
pub use model::Model;
pub use parse::{Entity, Node, Parse, Relation, Upos, Xpos};
