//! World: all places and their names before they are laid out as a pack; read back from one to add to it.

use std::collections::BTreeMap;

use fst::Streamer;

use super::{Gazetteer, NameKind, PlaceId, PlaceKind, fold, layout};

/// One place on its way into a pack.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// 0 for none.
    pub geonames_id: u32,
    /// The name to print.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// Index into [`World::countries`].
    pub country: usize,
    /// Index into [`World::places`].
    pub parent: Option<usize>,
    /// Degrees north and east.
    pub coordinates: Option<(f64, f64)>,
    /// 0 where not known.
    pub population: u32,
}

/// All places and their names.
#[derive(Debug, Default)]
pub struct World {
    /// Alpha-3 codes; the first stands for none.
    pub countries: Vec<String>,
    /// Numbered as in the pack.
    pub places: Vec<Place>,
    /// Plain key → what it may stand for.
    pub names: BTreeMap<String, Vec<(usize, NameKind)>>,
    /// Places by the codes of the source tables: "AF", "AF.10", "AF.10.1009". A pack does not keep these.
    pub codes: BTreeMap<String, usize>,
}

impl World {
    /// A world without places.
    pub fn empty() -> World {
        World { countries: vec!["---".to_owned()], ..World::default() }
    }

    /// What a pack holds: laid out again it is the same pack.
    pub fn of(pack: &Gazetteer) -> World {
        let mut world = World::default();
        let codes = pack.bytes.get(pack.header.countries.clone()).unwrap_or_default();
        world.countries = codes.chunks(3).map(|code| String::from_utf8_lossy(code).into_owned()).collect();
        for place in (0..pack.len() as u32).map(PlaceId) {
            world.places.push(Place {
                geonames_id: pack.geonames_id(place).unwrap_or(0),
                name: pack.name(place).to_owned(),
                kind: pack.kind(place),
                country: usize::from(pack.byte(place, layout::COUNTRY)),
                parent: pack.parent(place).map(|parent| parent.0 as usize),
                coordinates: pack.coordinates(place),
                population: pack.population(place),
            });
        }
        let Some(keys) = &pack.plain else { return world };
        let mut keys = keys.stream();
        while let Some((key, value)) = keys.next() {
            let named = pack.postings(value.value()).map(|(place, kind)| (place.0 as usize, kind));
            world.names.insert(String::from_utf8_lossy(key).into_owned(), named.collect());
        }
        world
    }

    /// Adds a name, keeping the stronger kind where the same key is added twice.
    pub fn name(&mut self, name: &str, place: usize, kind: NameKind) {
        let Some(key) = fold::key(name) else { return };
        if key.len() < 3 && !matches!(kind, NameKind::Primary | NameKind::Abbreviation) {
            return;
        }
        let named = self.names.entry(key).or_default();
        match named.iter_mut().find(|(known, _)| *known == place) {
            Some((_, known)) => *known = (*known).min(kind),
            None => named.push((place, kind)),
        }
    }

    /// Adds a place; returns its number.
    pub fn add(&mut self, place: Place) -> usize {
        self.places.push(place);
        self.places.len() - 1
    }

    /// The place and everything it lies in, from fine to coarse.
    pub fn ancestors(&self, place: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(place), |&place| self.places[place].parent).take(8)
    }
}

/// Whether an alternate name is one a report in Latin script could use: a capital, then Latin letters; no airport codes.
pub fn is_name(name: &str) -> bool {
    let latin = name
        .chars()
        .all(|letter| (letter as u32) < 0x250 || ('\u{1e00}'..'\u{1f00}').contains(&letter) || "’‘ʻʼʾʿ".contains(letter));
    let capital = name.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_uppercase);
    let code = name.len() <= 4 && name.chars().all(|letter| letter.is_ascii_uppercase());
    latin && capital && !code && !name.contains([',', '(', '/']) && name.len() <= 48
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_pack_holds_is_laid_out_again_to_the_byte() {
        let shipped = Gazetteer::embedded();
        let again = World::of(&shipped).pack(shipped.header.digest).unwrap();
        assert!(again == shipped.bytes, "another pack");
    }
}
