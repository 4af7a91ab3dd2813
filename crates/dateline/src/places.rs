//! Places: the gazetteer in force, which is the one that ships or one that a user has added dumps to.
//!
//! Invariant: it is chosen before the first report is read and never after, so that one process reads all reports by one gazetteer.

use std::sync::OnceLock;

use dateline_lexicon::Lexicon;
pub use dateline_lexicon::gazetteer::dump::{Added, Dump, Line, Row};
pub use dateline_lexicon::gazetteer::world::World;
pub use dateline_lexicon::gazetteer::{Gazetteer, PackError};

use crate::ENGINE;

/// Puts a pack in force; `false` where its bytes are not whole, or reports have been read by another.
pub fn put_in_force(pack: &'static [u8]) -> bool {
    Gazetteer::open_checked(pack).is_some_and(Lexicon::use_places)
}

/// The places in force.
pub fn in_force() -> &'static Gazetteer {
    &Lexicon::embedded().gazetteer
}

/// The engine as codings name it: its version, and the digest of the places where they are not those that ship.
pub fn engine() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| {
        let digest = in_force().digest();
        if digest == Gazetteer::embedded().digest() {
            return ENGINE.to_owned();
        }
        let start: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        format!("{ENGINE} places/{start}")
    })
}
