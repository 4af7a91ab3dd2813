//! Places: the gazetteer in force, which is the one that ships or one that a user has added dumps to.
//!
//! Invariant: it is chosen before the first report is read and never after, so that one process reads all reports by one gazetteer.

use std::sync::OnceLock;

use dateline_lexicon::Lexicon;
pub use dateline_lexicon::gazetteer::dump::{Added, Dump, Line, Row};
pub use dateline_lexicon::gazetteer::world::World;
pub use dateline_lexicon::gazetteer::{Gazetteer, PackError};
use dateline_lexicon::gazetteer::{PlaceId, PlaceKind};

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

/// A town, for a map to name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Town {
    /// As the gazetteer in force writes it.
    pub name: &'static str,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// People living there; 0 where not known.
    pub population: u32,
}

/// The towns of the gazetteer in force, those where most people live first, of as many the one that stands first in it.
pub fn towns() -> impl Iterator<Item = Town> {
    static TOWNS: OnceLock<Vec<PlaceId>> = OnceLock::new();
    let places = in_force();
    let towns = TOWNS.get_or_init(|| {
        let is_town = |place: &PlaceId| matches!(places.kind(*place), PlaceKind::Capital | PlaceKind::Settlement);
        let mut towns: Vec<PlaceId> = places.all().filter(is_town).collect();
        towns.sort_by_key(|&place| std::cmp::Reverse(places.population(place)));
        towns
    });
    towns.iter().filter_map(|&place| {
        let (lat, lon) = places.coordinates(place)?;
        Some(Town { name: places.name(place), lat, lon, population: places.population(place) })
    })
}

#[cfg(test)]
mod tests {
    use super::towns;

    #[test]
    fn towns_come_the_greatest_first_and_are_no_provinces() {
        let first: Vec<_> = towns().take(200).collect();
        assert!(first.windows(2).all(|pair| pair[0].population >= pair[1].population));
        let cairo = first.iter().find(|town| town.name == "Cairo").expect("Cairo is one of the world's greatest towns");
        assert!((cairo.lat - 30.06).abs() < 0.1 && (cairo.lon - 31.25).abs() < 0.1);
    }
}
