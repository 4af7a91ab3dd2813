//! Layout of the pack: which bytes are what. Written by `cargo xtask pack`, read in place by [`super::Gazetteer`].
//!
//! A header, then six sections: records (27 bytes a place), names (UTF-8, end to end), postings (4 bytes each: place × 8 + kind of name),
//! country codes (3 bytes each), and two finite-state maps from key to postings (first × 256 + how many). All numbers little-endian.

use std::ops::Range;

/// First bytes of a pack of this layout.
pub const MAGIC: &[u8; 8] = b"DLPLACE1";
/// Bytes of the header: the magic, a start and an end a section, a digest.
pub const HEADER: usize = 8 + 6 * 8 + 32;
/// Bytes of a record.
pub const RECORD: usize = 27;
/// Bytes of a posting.
pub const POSTING: usize = 4;
/// No parent.
pub const NONE: u32 = u32::MAX;

/// Offsets in a record.
pub const ID: usize = 0;
/// Degrees north × 100,000; `i32::MIN` for none.
pub const LATITUDE: usize = 4;
/// Degrees east × 100,000.
pub const LONGITUDE: usize = 8;
/// People.
pub const POPULATION: usize = 12;
/// Where the name starts among the names.
pub const NAME: usize = 16;
/// The record of the place around it.
pub const PARENT: usize = 20;
/// Bytes of the name: the pack keeps at most 255.
pub const NAME_LENGTH: usize = 24;
/// The country's number among the codes; 0 for none.
pub const COUNTRY: usize = 25;
/// What it is.
pub const KIND: usize = 26;

/// Where each section is.
#[derive(Debug, Clone, Default)]
pub struct Header {
    /// Records.
    pub records: Range<usize>,
    /// Names.
    pub names: Range<usize>,
    /// Postings.
    pub postings: Range<usize>,
    /// Country codes.
    pub countries: Range<usize>,
    /// Map of plain keys.
    pub plain: Range<usize>,
    /// Map of loose keys.
    pub loose: Range<usize>,
    /// Digest of the source tables.
    pub digest: [u8; 32],
}

impl Header {
    /// Reads the header; `None` where the bytes are not a whole pack.
    pub fn read(bytes: &[u8]) -> Option<Header> {
        if bytes.get(..MAGIC.len())? != MAGIC || bytes.len() < HEADER {
            return None;
        }
        let section = |index: usize| {
            let range = u32_at(bytes, 8 + index * 8) as usize..u32_at(bytes, 12 + index * 8) as usize;
            (range.start <= range.end && range.end <= bytes.len()).then_some(range)
        };
        Some(Header {
            records: section(0)?,
            names: section(1)?,
            postings: section(2)?,
            countries: section(3)?,
            plain: section(4)?,
            loose: section(5)?,
            digest: bytes.get(HEADER - 32..HEADER)?.try_into().ok()?,
        })
    }
}

/// Four bytes as a number; 0 past the end.
pub fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes)
}
