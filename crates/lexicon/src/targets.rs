//! Targets: nouns for things that force is aimed at or ruins: buildings, vehicles, lines, posts.
//!
//! In: `targets.csv`. Out: [`Targets`], looked up by dictionary forms. Whether a thing was aimed at is decided by `claims`.

use crate::phrases::Phrases;
use crate::table::{TableError, field, rows};

/// Every such noun.
#[derive(Debug, Default)]
pub struct Targets {
    nouns: Phrases<()>,
}

impl Targets {
    /// Reads the table.
    pub fn read(table: &str) -> Result<Targets, TableError> {
        let mut targets = Targets::default();
        for (_, record) in rows("targets.csv", table)? {
            targets.nouns.insert(field(&record, 0), ());
        }
        Ok(targets)
    }

    /// Whether a noun's dictionary form is one.
    pub fn has(&self, lemma: &str) -> bool {
        self.nouns.word(lemma).is_some()
    }
}
