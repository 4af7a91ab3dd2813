//! Our own tables: places that GeoNames' cities lack or spell otherwise, and the adjectives and peoples of places.

use std::path::Path;

use dateline_lexicon::gazetteer::world::{Place, World};
use dateline_lexicon::gazetteer::{NameKind, PlaceKind, fold};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{PackError, error};

/// One row of local_places.csv.
#[derive(Debug, Deserialize)]
struct LocalPlace {
    name: String,
    variants: String,
    kind: String,
    parent: String,
    country: String,
}

/// One row of demonyms.csv.
#[derive(Debug, Deserialize)]
struct Demonym {
    word: String,
    kind: String,
    place: String,
}

/// One row of country_points.csv.
#[derive(Debug, Deserialize)]
struct CountryPoint {
    country: String,
    latitude: f64,
    longitude: f64,
}

/// One row of region_parts.csv: the divisions, or the countries, that a region is made of.
#[derive(Debug, Deserialize)]
struct RegionParts {
    region: String,
    country: String,
    parts: String,
}

/// The tables whose content the pack holds.
const TABLES: [&str; 4] = [
    "data/lexicon/country_points.csv",
    "data/lexicon/demonyms.csv",
    "data/lexicon/local_places.csv",
    "data/lexicon/region_parts.csv",
];

/// Digest of our own tables and of the recorded digests of the source tables.
pub(super) fn digest(root: &Path) -> Result<[u8; 32], PackError> {
    let mut digest = Sha256::new();
    for table in TABLES.iter().chain(&["data/gazetteer/SOURCES"]) {
        let path = root.join(table);
        digest.update(std::fs::read(&path).map_err(|problem| error(format!("cannot read {}: {problem}", path.display())))?);
    }
    Ok(digest.finalize().into())
}

pub(super) fn read(folder: &Path, world: &mut World) -> Result<(), PackError> {
    for row in rows::<CountryPoint>(&folder.join("country_points.csv"))? {
        let place =
            target(&row.country, world).ok_or_else(|| error(format!("country_points.csv: no country {}", row.country)))?;
        world.places[place].coordinates = Some((row.latitude, row.longitude));
    }
    let mut places: Vec<LocalPlace> = rows(&folder.join("local_places.csv"))?;
    // Wider places first, so that a camp finds the town our own table adds.
    places.sort_by_key(|row| kind(&row.kind));
    for row in &places {
        local_place(row, world);
    }
    for row in rows::<RegionParts>(&folder.join("region_parts.csv"))? {
        locate_region(&row, world)?;
    }
    for row in rows::<Demonym>(&folder.join("demonyms.csv"))? {
        let kind = match row.kind.as_str() {
            "adjective" => NameKind::Adjective,
            "people" => NameKind::People,
            "abbreviation" => NameKind::Abbreviation,
            _ => NameKind::Alternate,
        };
        let place =
            target(&row.place, world).ok_or_else(|| error(format!("demonyms.csv: no place {} for {}", row.place, row.word)))?;
        world.name(&row.word, place, kind);
    }
    Ok(())
}

fn rows<T: for<'a> Deserialize<'a>>(path: &Path) -> Result<Vec<T>, PackError> {
    let reader = csv::Reader::from_path(path).map_err(|problem| error(format!("cannot read {}: {problem}", path.display())))?;
    reader.into_deserialize().collect::<Result<_, _>>().map_err(|problem| error(format!("{}: {problem}", path.display())))
}

fn kind(word: &str) -> PlaceKind {
    match word {
        "region" => PlaceKind::Region,
        "province" | "state" => PlaceKind::Admin1,
        "district" => PlaceKind::Admin2,
        "neighbourhood" | "camp" => PlaceKind::Part,
        "site" => PlaceKind::Site,
        "water" => PlaceKind::Water,
        _ => PlaceKind::Settlement,
    }
}

/// A country's code ("LBN"), a division's ("US.TN") or the name of a region.
fn target(place: &str, world: &World) -> Option<usize> {
    if let Some(&place) = world.codes.get(place).filter(|_| place.contains('.')) {
        return Some(place);
    }
    if let Some(country) = country(place, world) {
        return world.places.iter().position(|place| place.kind == PlaceKind::Country && place.country == country);
    }
    let named = world.names.get(&fold::key(place)?)?;
    named.iter().map(|&(place, _)| place).find(|&place| matches!(world.places[place].kind, PlaceKind::Region | PlaceKind::Admin1))
}

fn country(alpha3: &str, world: &World) -> Option<usize> {
    world.countries.iter().position(|code| code == alpha3)
}

/// The place of that name in the country (and in `parent`, if given) that fits best.
fn find(names: &[&str], country: usize, within: Option<usize>, fits: fn(PlaceKind) -> bool, world: &World) -> Option<usize> {
    let keys = names.iter().filter_map(|name| fold::key(name));
    let named = keys.filter_map(|key| world.names.get(&key)).flatten();
    let inside = named.filter(|(place, _)| {
        let place = *place;
        world.places[place].country == country
            && fits(world.places[place].kind)
            && within.is_none_or(|parent| place != parent && world.ancestors(place).any(|wider| wider == parent))
    });
    inside.min_by_key(|&&(place, name)| (name, std::cmp::Reverse(world.places[place].population), place)).map(|&(place, _)| place)
}

/// Places a region in the middle of its parts.
fn locate_region(row: &RegionParts, world: &mut World) -> Result<(), PackError> {
    let missing = |name: &str| error(format!("region_parts.csv: no place {name} for {}", row.region));
    let nation = country(&row.country, world).unwrap_or(0);
    let region =
        find(&[&row.region], nation, None, |kind| kind == PlaceKind::Region, world).ok_or_else(|| missing(&row.region))?;
    let mut points = Vec::new();
    for name in row.parts.split('|') {
        let areas: fn(PlaceKind) -> bool = |kind| matches!(kind, PlaceKind::Admin1 | PlaceKind::Admin2);
        let part = if nation > 0 { find(&[name], nation, None, areas, world) } else { target(name, world) };
        let part = part.ok_or_else(|| missing(name))?;
        points.push(world.places[part].coordinates.ok_or_else(|| missing(name))?);
    }
    let middle = |along: fn(&(f64, f64)) -> f64| points.iter().map(along).sum::<f64>() / points.len() as f64;
    world.places[region].coordinates = Some((middle(|point| point.0), middle(|point| point.1)));
    Ok(())
}

/// Adds the row's names to the place it is about, or a new place without coordinates where the gazetteer lacks it.
fn local_place(row: &LocalPlace, world: &mut World) {
    let names: Vec<&str> =
        std::iter::once(row.name.as_str()).chain(row.variants.split('|')).filter(|name| !name.is_empty()).collect();
    let country = country(&row.country, world).unwrap_or(0);
    let kind = kind(&row.kind);
    let nation =
        world.places.iter().position(|place| place.kind == PlaceKind::Country && place.country == country && country > 0);
    let towns: fn(PlaceKind) -> bool = PlaceKind::is_settlement;
    let areas: fn(PlaceKind) -> bool = |kind| matches!(kind, PlaceKind::Admin1 | PlaceKind::Admin2);
    let mut parents: Vec<usize> = Vec::new();
    if !row.parent.is_empty() {
        let parent = [row.parent.as_str()];
        let order: [fn(PlaceKind) -> bool; 2] =
            if matches!(kind, PlaceKind::Part | PlaceKind::Site) { [towns, areas] } else { [areas, towns] };
        parents.extend(order.iter().filter_map(|&fits| find(&parent, country, None, fits, world)));
        parents.extend(target(&row.parent, world).filter(|_| country == 0));
    }
    let parent = parents.first().copied();
    let fits: fn(PlaceKind) -> bool = match kind {
        PlaceKind::Admin1 => |kind| kind == PlaceKind::Admin1,
        PlaceKind::Admin2 => |kind| kind == PlaceKind::Admin2,
        PlaceKind::Region => |kind| kind == PlaceKind::Region,
        PlaceKind::Part => |kind| kind == PlaceKind::Part,
        PlaceKind::Site => |kind| kind == PlaceKind::Site,
        PlaceKind::Water => |kind| kind == PlaceKind::Water,
        _ => PlaceKind::is_settlement,
    };
    // A camp or neighbourhood may be a place of its own in GeoNames: then it is the same one, next door to its parent.
    let known = find(&names, country, parent, fits, world).or_else(|| {
        let division =
            parent.and_then(|parent| world.ancestors(parent).find(|&wider| world.places[wider].kind == PlaceKind::Admin1));
        let near = if kind == PlaceKind::Part { Some(division?) } else { None };
        find(&names, country, near.or(parent), towns, world).filter(|&place| kind == PlaceKind::Part && Some(place) != parent)
    });
    let place = known.unwrap_or_else(|| {
        let parent = parent.or(nation);
        let name = row.name.clone();
        world.add(Place { geonames_id: 0, name, kind, country, parent, coordinates: None, population: 0 })
    });
    // Our spelling is the one reports use: it is the name to print.
    world.places[place].name = row.name.clone();
    world.name(&row.name, place, NameKind::Primary);
    for name in names {
        world.name(name, place, NameKind::Alternate);
    }
}
