//! Dump: the rows of a GeoNames dump (allCountries.txt, XX.txt), added to a world.
//!
//! In: rows of nineteen fields apart by tabs, in any order, as download.geonames.org/export/dump/readme.txt tells; divisions are added before
//! the places in them. Out: a world with what reports name: first- and second-order divisions, towns and villages, quarters, refugee
//! camps. Mountains, farms and wells are passed by.

use std::collections::BTreeMap;

use super::world::{Place, World, is_name};
use super::{NameKind, PlaceKind, fold};

/// Fields of a row.
const FIELDS: usize = 19;

/// A row, as far as it is used.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    geonames_id: u32,
    name: String,
    ascii: String,
    alternates: String,
    coordinates: (f64, f64),
    feature: Feature,
    country: String,
    admin1: String,
    admin2: String,
    population: u32,
}

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Feature {
    /// A country or territory: it must be known already.
    Country,
    /// Any other place.
    Place(PlaceKind),
}

/// What a line of a dump is.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// A division, a country among them.
    Division(Row),
    /// A place in one.
    Place(Row),
    /// Something that reports do not name as a place.
    PassedBy,
    /// No row of a dump.
    Unread,
}

impl Line {
    /// Reads a line without its line end.
    pub fn read(line: &str) -> Line {
        let fields: Vec<&str> = line.split('\t').collect();
        let Ok(fields) = <[&str; FIELDS]>::try_from(fields) else { return Line::Unread };
        let [id, name, ascii, alternates, latitude, longitude, class, code, country, _, admin1, admin2, _, _, population, ..] =
            fields;
        let (Ok(geonames_id), Ok(latitude), Ok(longitude)) = (id.parse(), latitude.parse::<f64>(), longitude.parse::<f64>())
        else {
            return Line::Unread;
        };
        if geonames_id == 0 || latitude.abs() > 90.0 || longitude.abs() > 180.0 || name.trim().is_empty() {
            return Line::Unread;
        }
        let Some(feature) = feature(class, code) else { return Line::PassedBy };
        let row = Row {
            geonames_id,
            name: name.to_owned(),
            ascii: ascii.to_owned(),
            alternates: alternates.to_owned(),
            coordinates: (latitude, longitude),
            feature,
            country: country.to_owned(),
            admin1: admin1.to_owned(),
            admin2: admin2.to_owned(),
            population: population.parse::<u64>().map_or(0, |people| u32::try_from(people).unwrap_or(u32::MAX)),
        };
        match feature {
            Feature::Country | Feature::Place(PlaceKind::Admin1 | PlaceKind::Admin2) => Line::Division(row),
            Feature::Place(_) => Line::Place(row),
        }
    }
}

/// By GeoNames' feature classes and codes (download.geonames.org/export/dump/featureCodes_en.txt).
fn feature(class: &str, code: &str) -> Option<Feature> {
    let kind = match (class, code) {
        ("A", "PCL" | "PCLD" | "PCLF" | "PCLI" | "PCLIX" | "PCLS" | "TERR") => return Some(Feature::Country),
        ("A", "ADM1") => PlaceKind::Admin1,
        ("A", "ADM2") => PlaceKind::Admin2,
        ("P", "PPLC") => PlaceKind::Capital,
        ("P", "PPLX") | ("S", "CMPRF") => PlaceKind::Part,
        ("P", "PPLH") => return None, // it is no more
        ("P", _) => PlaceKind::Settlement,
        _ => return None,
    };
    Some(Feature::Place(kind))
}

/// What rows came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Added {
    /// Places that were not known.
    pub new: usize,
    /// Places that were, by their GeoNames id or as a place of our own table; they took the row's names.
    pub known: usize,
    /// Rows of a country that is not known: its own row is in no dump that was added.
    pub astray: usize,
}

/// Adds the rows of a dump to a world.
#[derive(Debug)]
pub struct Dump<'a> {
    world: &'a mut World,
    by_id: BTreeMap<u32, usize>,
    added: Added,
}

impl<'a> Dump<'a> {
    /// Adds the divisions of a dump, all of them at once; places follow one by one.
    pub fn new(world: &'a mut World, mut divisions: Vec<Row>) -> Dump<'a> {
        let by_id = world.places.iter().enumerate().filter(|(_, place)| place.geonames_id != 0);
        let by_id = by_id.map(|(index, place)| (place.geonames_id, index)).collect();
        let mut dump = Dump { world, by_id, added: Added::default() };
        divisions.sort_by_key(|row| (row.feature, row.geonames_id)); // what is wider comes first
        for row in &divisions {
            dump.division(row);
        }
        dump
    }

    fn division(&mut self, row: &Row) {
        let country = row.country.clone();
        match row.feature {
            Feature::Country => {
                // Two territories may share a code ("AU"): the first that is known stands for it.
                if let Some(&place) = self.by_id.get(&row.geonames_id) {
                    self.world.codes.entry(country).or_insert(place);
                }
            }
            Feature::Place(kind) => {
                let first = format!("{country}.{}", row.admin1);
                let code = if kind == PlaceKind::Admin1 { first } else { format!("{first}.{}", row.admin2) };
                if let Some(place) = self.put(row, kind) {
                    self.world.codes.insert(code, place);
                }
            }
        }
    }

    /// Adds a place that is no division.
    pub fn place(&mut self, row: &Row) {
        if let Feature::Place(kind) = row.feature {
            self.put(row, kind);
        }
    }

    /// What the rows came to.
    pub fn added(self) -> Added {
        self.added
    }

    fn put(&mut self, row: &Row, kind: PlaceKind) -> Option<usize> {
        let Some(&country) = self.world.codes.get(&row.country) else {
            self.added.astray += 1;
            return None;
        };
        let known = self.by_id.get(&row.geonames_id).copied().or_else(|| self.own(row, country));
        self.added.known += usize::from(known.is_some());
        let place = known.unwrap_or_else(|| {
            self.added.new += 1;
            self.world.add(Place {
                geonames_id: row.geonames_id,
                name: row.name.clone(),
                kind,
                country: self.world.places[country].country,
                parent: Some(self.around(row, country)),
                coordinates: None,
                population: 0,
            })
        });
        self.by_id.insert(row.geonames_id, place);
        let own = &mut self.world.places[place];
        own.geonames_id = row.geonames_id;
        own.coordinates.get_or_insert(row.coordinates);
        if own.population == 0 {
            own.population = row.population;
        }
        self.world.name(&row.name, place, NameKind::Primary);
        self.world.name(&row.ascii, place, NameKind::Primary);
        for name in row.alternates.split(',').filter(|name| is_name(name)) {
            self.world.name(name, place, NameKind::Alternate);
        }
        Some(place)
    }

    /// The narrowest division that the row says it lies in, of those known.
    fn around(&self, row: &Row, country: usize) -> usize {
        let first = format!("{}.{}", row.country, row.admin1);
        let second = format!("{first}.{}", row.admin2);
        let narrowest = |code: &String| self.world.codes.get(code).copied();
        let wider = match row.feature {
            Feature::Place(PlaceKind::Admin1) => None,
            Feature::Place(PlaceKind::Admin2) => narrowest(&first),
            _ => narrowest(&second).or_else(|| narrowest(&first)),
        };
        wider.unwrap_or(country)
    }

    /// The place of our own table, which has no GeoNames id, that the row is about: one of its name in the same country, in the same
    /// division where both say which.
    fn own(&self, row: &Row, country: usize) -> Option<usize> {
        let places = &self.world.places;
        let division = |from: usize| self.world.ancestors(from).find(|&wider| places[wider].kind == PlaceKind::Admin1);
        let around = division(self.around(row, country));
        let named = self.world.names.get(&fold::key(&row.name)?)?;
        let mut own = named.iter().map(|&(place, _)| place).filter(|&place| {
            let known = &places[place];
            let apart = division(place).zip(around).is_some_and(|(one, other)| one != other);
            known.geonames_id == 0 && known.kind.is_settlement() && known.country == places[country].country && !apart
        });
        own.next().filter(|_| matches!(row.feature, Feature::Place(kind) if kind.is_settlement()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Gazetteer;
    use super::*;

    /// Invented, but for Syria and its province of Aleppo, which have GeoNames' own ids.
    const ROWS: &str = "\
99000003\tTall Wadina\tTall Wadina\tTell Wadina,تل وادينا,TWD\t36.5\t37.5\tP\tPPL\tSY\t\t09\t99\t\t\t310\t\t400\tAsia/Damascus\t2024-01-01
99000004\tJabal Wadina\tJabal Wadina\t\t36.6\t37.6\tT\tMT\tSY\t\t09\t\t\t\t0\t\t900\tAsia/Damascus\t2024-01-01
99000002\tNahiyat Wadina\tNahiyat Wadina\t\t36.4\t37.4\tA\tADM2\tSY\t\t09\t99\t\t\t5000\t\t400\tAsia/Damascus\t2024-01-01
170062\tAleppo Governorate\tAleppo Governorate\t\t36.25\t37.5\tA\tADM1\tSY\t\t09\t\t\t\t0\t\t400\tAsia/Damascus\t2024-01-01
163843\tSyria\tSyria\t\t35.0\t38.0\tA\tPCLI\tSY\t\t00\t\t\t\t0\t\t400\tAsia/Damascus\t2024-01-01
99000005\tElsewhere\tElsewhere\t\t10.0\t10.0\tP\tPPL\tQQ\t\t\t\t\t\t0\t\t400\tAsia/Damascus\t2024-01-01";

    fn added(world: &mut World, rows: &str) -> Added {
        let lines: Vec<Line> = rows.lines().map(Line::read).collect();
        let divisions = lines.iter().filter_map(|line| if let Line::Division(row) = line { Some(row.clone()) } else { None });
        let mut dump = Dump::new(world, divisions.collect());
        for line in &lines {
            if let Line::Place(row) = line {
                dump.place(row);
            }
        }
        dump.added()
    }

    #[test]
    fn a_dumps_places_are_found_by_name_in_the_divisions_they_say() {
        let mut world = World::of(&Gazetteer::embedded());
        assert_eq!(added(&mut world, ROWS), Added { new: 2, known: 1, astray: 1 });
        let again = added(&mut world, ROWS);
        assert_eq!(again, Added { new: 0, known: 3, astray: 1 });
        let pack = Gazetteer::open(world.pack([7; 32]).unwrap().leak()).unwrap();
        let [(place, NameKind::Primary)] = pack.named("Tall Wadina")[..] else { panic!("{:?}", pack.named("Tall Wadina")) };
        assert_eq!(pack.named("Tell Wadina"), [(place, NameKind::Alternate)]);
        assert_eq!(pack.named("TWD"), []);
        assert_eq!(pack.named("Jabal Wadina"), []);
        assert_eq!(pack.geonames_id(place), Some(99_000_003));
        assert_eq!(pack.coordinates(place), Some((36.5, 37.5)));
        assert_eq!((pack.population(place), pack.country(place)), (310, Some("SYR")));
        let around: Vec<&str> = pack.ancestors(place).skip(1).map(|wider| pack.name(wider)).collect();
        assert_eq!(around[0], "Nahiyat Wadina");
        assert_eq!(pack.ancestor(place, PlaceKind::Admin1).and_then(|province| pack.geonames_id(province)), Some(170_062));
    }

    #[test]
    fn what_is_no_row_is_told_from_what_is_passed_by() {
        assert_eq!(Line::read(""), Line::Unread);
        assert_eq!(Line::read("1\tOne"), Line::Unread);
        let row = |latitude: &str| format!("1\tOne\tOne\t\t{latitude}\t0\tP\tPPL\tSY{}", "\t".repeat(10));
        assert!(matches!(Line::read(&row("1.5")), Line::Place(_)));
        assert_eq!(Line::read(&row("north")), Line::Unread);
        assert_eq!(Line::read(&row("95")), Line::Unread);
        assert_eq!(Line::read(&row("1").replace("\tPPL\t", "\tPPLH\t")), Line::PassedBy);
    }
}
