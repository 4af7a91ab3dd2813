//! Lexicon: the words Dateline knows, as typed tables.
//!
//! In: the bytes of the CSV tables under `data/lexicon` and of the gazetteer pack. Out: a [`Lexicon`]. Holds no logic: what a
//! word means in a sentence is decided by those who look it up. Opens no path: bytes are given, or embedded at build.

mod table;

pub use table::TableError;

/// Every table, read once and passed by reference.
#[derive(Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// The tables that ship with this build, read on first use.
    pub fn embedded() -> &'static Lexicon {
        static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
        LEXICON.get_or_init(Lexicon::default)
    }
}
