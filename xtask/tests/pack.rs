//! The committed gazetteer is the one its tables make.

use std::path::{Path, PathBuf};

use dateline_lexicon::Gazetteer;
use xtask::pack;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn the_pack_was_made_from_these_tables() {
    let gazetteer = Gazetteer::embedded();
    assert_eq!(gazetteer.digest(), pack::digest(&root()).unwrap(), "stale: run `cargo xtask pack`");
    assert!(gazetteer.len() > 280_000);
}

#[test]
fn the_pack_is_remade_to_the_byte() {
    // The source tables are not committed; where they are, the pack is made again.
    if root().join("data/gazetteer/source/cities500.json").exists() {
        let committed = std::fs::read(root().join("data/gazetteer/places.pack")).unwrap();
        assert!(pack::build(&root()).unwrap() == committed, "stale: run `cargo xtask pack`");
    }
}
