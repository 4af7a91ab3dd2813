//! Laying a world out as the bytes of a pack.

use std::collections::BTreeMap;

use super::layout::{HEADER, MAGIC, NONE};
use super::world::World;
use super::{NameKind, fold};

/// Countries whose places are spelt in many ways in Latin script: only their names get loose keys.
const TRANSLITERATED: [&str; 48] = [
    "AFG", "ARE", "ARM", "AZE", "BFA", "BHR", "CAF", "DZA", "EGY", "ERI", "ESH", "ETH", "GEO", "IND", "IRN", "IRQ", "ISR", "JOR",
    "KAZ", "KGZ", "KWT", "LBN", "LBY", "LKA", "MAR", "MLI", "MMR", "MRT", "NER", "NGA", "NPL", "OMN", "PAK", "PSE", "QAT", "SAU",
    "SDN", "SOM", "SSD", "SYR", "TCD", "TJK", "TKM", "TUN", "TUR", "UKR", "UZB", "YEM",
];

/// Why a world cannot be laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackError(String);

impl std::fmt::Display for PackError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PackError {}

impl World {
    /// The pack, which carries `digest`, that of what the world was made from. It may have 4 GiB.
    pub fn pack(&self, digest: [u8; 32]) -> Result<Vec<u8>, PackError> {
        let mut postings = Vec::new();
        let plain = keys(self, &self.names, &mut postings)?;
        let loose = keys(self, &loose_names(self), &mut postings)?;
        let (records, names) = records(self);
        let countries: Vec<u8> = self.countries.iter().flat_map(|code| code.bytes()).collect();

        let mut bytes = MAGIC.to_vec();
        let sections = [records, names, postings, countries, plain, loose];
        let mut start = HEADER;
        for section in &sections {
            let end = start + section.len();
            for bound in [start, end] {
                let bound = u32::try_from(bound).map_err(|_| PackError("more places than a pack of 4 GiB holds".to_owned()))?;
                bytes.extend(bound.to_le_bytes());
            }
            start = end;
        }
        bytes.extend(digest);
        sections.iter().for_each(|section| bytes.extend(section));
        Ok(bytes)
    }
}

fn records(world: &World) -> (Vec<u8>, Vec<u8>) {
    let (mut records, mut names) = (Vec::new(), Vec::new());
    for place in &world.places {
        let degrees = |value: f64| (value * 1e5).round() as i32;
        let (latitude, longitude) = place.coordinates.map_or((i32::MIN, 0), |(north, east)| (degrees(north), degrees(east)));
        let mut cut = place.name.len().min(255);
        while !place.name.is_char_boundary(cut) {
            cut -= 1;
        }
        records.extend(place.geonames_id.to_le_bytes());
        records.extend(latitude.to_le_bytes());
        records.extend(longitude.to_le_bytes());
        records.extend(place.population.to_le_bytes());
        records.extend((names.len() as u32).to_le_bytes());
        records.extend(place.parent.map_or(NONE, |parent| parent as u32).to_le_bytes());
        records.extend([cut as u8, place.country as u8, place.kind.code()]);
        names.extend(&place.name.as_bytes()[..cut]);
    }
    (records, names)
}

/// The map from key to postings; the most populous places first, at most 255 a key.
fn keys(world: &World, names: &BTreeMap<String, Vec<(usize, NameKind)>>, postings: &mut Vec<u8>) -> Result<Vec<u8>, PackError> {
    let mut map = fst::MapBuilder::memory();
    for (key, places) in names {
        let mut places = places.clone();
        places.sort_by_key(|&(place, kind)| (std::cmp::Reverse(world.places[place].population), kind, place));
        places.truncate(255);
        let first = postings.len() as u64 / 4;
        map.insert(key, first << 8 | places.len() as u64).map_err(|problem| PackError(format!("key {key}: {problem}")))?;
        for (place, kind) in places {
            postings.extend(((place as u32) << 3 | kind.code()).to_le_bytes());
        }
    }
    map.into_inner().map_err(|problem| PackError(problem.to_string()))
}

fn loose_names(world: &World) -> BTreeMap<String, Vec<(usize, NameKind)>> {
    let mut names: BTreeMap<String, Vec<(usize, NameKind)>> = BTreeMap::new();
    for (key, places) in &world.names {
        let Some(loose) = fold::loose_key(key) else { continue };
        for &(place, kind) in places {
            let local = TRANSLITERATED.contains(&world.countries[world.places[place].country].as_str());
            if local
                && kind <= NameKind::Alternate
                && !names.get(&loose).is_some_and(|known| known.iter().any(|(known, _)| *known == place))
            {
                names.entry(loose.clone()).or_default().push((place, kind));
            }
        }
    }
    names
}
