//! `pack`: compiles the gazetteer from its source tables.
//!
//! In: the GeoNames tables in `data/gazetteer/source` (how to get them is in `data/gazetteer/README.md`) and our own tables in
//! `data/lexicon`. Out: `data/gazetteer/places.pack`, in the layout of `dateline_lexicon::gazetteer::layout`.

mod own;
mod source;

use std::path::Path;

/// What stops a pack from being made.
#[derive(Debug)]
pub struct PackError(String);

impl std::fmt::Display for PackError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// `message` as an error.
fn error(message: impl Into<String>) -> PackError {
    PackError(message.into())
}

/// The pack made from the tables under `root`.
pub fn build(root: &Path) -> Result<Vec<u8>, PackError> {
    let mut world = source::read(&root.join("data/gazetteer/source"))?;
    own::read(&root.join("data/lexicon"), &mut world)?;
    world.pack(own::digest(root)?).map_err(|problem| error(problem.to_string()))
}

/// Makes the pack and writes it where the build embeds it.
pub fn run(root: &Path) -> Result<(), PackError> {
    let bytes = build(root)?;
    let path = root.join("data/gazetteer/places.pack");
    std::fs::write(&path, bytes).map_err(|problem| error(format!("cannot write {}: {problem}", path.display())))
}

/// The digest that a fresh pack would carry.
pub fn digest(root: &Path) -> Result<[u8; 32], PackError> {
    own::digest(root)
}
