//! Syntax: part of speech, head, relation and entity of every token, by a small trained model.
//!
//! In: a [`dateline_text::Document`]. Out: a [`Parse`]. Knows nothing of what a claim or a count is. Weights come in as bytes;
//! the same weights and text give the same labels on every machine.

mod entities;
mod features;
mod finite;
mod labels;
mod lemma;
mod model;
mod parse;
mod retag;
mod table;
mod tagger;
mod transition;
mod tree;
mod upos;
mod words;

pub use lemma::lemma;
pub use model::{Model, ModelError};
pub use parse::{Entity, Node, Parse, Relation, Upos, Xpos};

/// What the trainer shares with the labeller, so that both see the same features. Not for other rooms.
#[doc(hidden)]
pub mod training {
    pub use crate::entities::{ENTITY_CLASSES, ENTITY_WIDTH, Names, class, features as entity_features, forbid};
    pub use crate::features::{relation as relation_features, step as step_features};
    pub use crate::labels::{ENTITIES, RELATIONS, UPOS, XPOS};
    pub use crate::table::{Table, best, feature};
    pub use crate::tagger::{TAG_WIDTH, Tagger, features as tag_features};
    pub use crate::transition::{NONE, Parser, RELATION_WIDTH, STEP_WIDTH, STEPS, State, Step};
    pub use crate::words::{Vocabulary, Word, spelling, words};
}
