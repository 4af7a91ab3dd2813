//! The trained model; until there is one, every token is unlabelled.

use dateline_text::Document;

use crate::{Node, Parse};

/// Weights, ready to label.
#[derive(Debug, Default)]
pub struct Model {}

impl Model {
    /// The weights that ship with this build, read on first use.
    pub fn embedded() -> &'static Model {
        static MODEL: std::sync::OnceLock<Model> = std::sync::OnceLock::new();
        MODEL.get_or_init(Model::default)
    }

    /// Labels every token of `document`.
    pub fn parse(&self, document: &Document) -> Parse {
        Parse::new(vec![Node::default(); document.tokens().len()])
    }
}
