//! Places: where, with coordinates that come from the gazetteer or from a named parent, never invented.
//!
//! In: a document, its parse and the gazetteer. Out: one [`PlaceMention`] a place name, disambiguated by the whole report.

mod beside;
mod choose;
mod contain;
mod find;
mod relate;
mod spelling;
mod unlisted;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use dateline_lexicon::{Gazetteer, Lexicon, NameKind, PlaceId, PlaceKind};
use dateline_syntax::Parse;
use dateline_text::{Document, Part, RuleId, TextRange};

use crate::Context;

/// How fine a place is: P0 published coordinates or address, P1 building or street, P2 neighbourhood, village, town or city, P3 near or
/// between, P4 second-order division, P5 first-order division, P6 region, P7 country, P8 sea or airspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the codes are the codebook's")]
pub enum GeoPrecision {
    P0,
    P1,
    P2,
    P3,
    P4,
    P5,
    P6,
    P7,
    P8,
}

/// A spot or an area of the gazetteer.
#[derive(Debug, Clone, PartialEq)]
pub struct Location {
    /// GeoNames id of the place itself; `None` where the gazetteer lacks it and the coordinates are its parent's.
    pub geonames_id: Option<u32>,
    /// GeoNames id of the parent whose coordinates stand in for it.
    pub parent_id: Option<u32>,
    /// Latitude, degrees north.
    pub latitude: Option<f64>,
    /// Longitude, degrees east.
    pub longitude: Option<f64>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'static str>,
    /// First-order division: its name.
    pub admin1: Option<String>,
    /// Second-order division: its name.
    pub admin2: Option<String>,
    /// The town that a street, a building or a quarter lies in: its name.
    pub town: Option<String>,
}

/// What the words before a place make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceRelation {
    /// "in Tyre", "Tyre".
    In,
    /// "near Tyre", "on the outskirts of Tyre", "10 km east of Tyre".
    Near,
    /// "from Tyre": where something or someone came from.
    From,
    /// "to Tyre", "towards Tyre".
    To,
    /// "Tyre's mayor", "the Tyre hospital", "Lebanese": an adjective or owner, not a location by itself.
    Of,
}

/// One place name.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceMention {
    /// The name, as the gazetteer has it; as written where it lacks it.
    pub name: String,
    /// Where that is; `None` where nothing in the report or the gazetteer locates it.
    pub location: Option<Location>,
    /// How fine it is.
    pub precision: GeoPrecision,
    /// What the words before it make of it.
    pub relation: PlaceRelation,
    /// Whether the name stands for a government or its people rather than the spot: "Washington said", "Israel struck".
    pub metonym: bool,
    /// Whether it is an adjective or people of a place: "Lebanese", "Gazans".
    pub demonym: bool,
    /// Index into the mentions of the wider place named together with it: "Haret Hreik" → "Beirut".
    pub within: Option<usize>,
    /// How sure the reading is that these words are this place, 0 to 1.
    pub confidence: f32,
    /// The words of the name.
    pub range: TextRange,
    /// The same words as tokens.
    pub tokens: Range<usize>,
    /// Which rule read it.
    pub rule: RuleId,
}

/// Every place in `document`, in text order.
pub(crate) fn places(document: &Document, parse: &Parse, lexicon: &Lexicon, _context: &Context) -> Vec<PlaceMention> {
    let finder = find::Finder { document, parse, lexicon, shouting: find::shouting(document) };
    let names = find::names(&finder);
    let choose::Chosen { choices, namesakes } = choose::choose(&finder, &names, &choose::lowered(&finder));
    let mut places: Vec<PlaceMention> = Vec::new();
    let mut kinds: Vec<PlaceKind> = Vec::new();
    let mut index_of: Vec<Option<usize>> = vec![None; names.len()];
    for (index, (name, choice)) in names.iter().zip(&choices).enumerate() {
        let Some(choice) = choice else { continue };
        index_of[index] = Some(places.len());
        let kind = lexicon.gazetteer.kind(choice.place);
        kinds.push(kind);
        let relation = relate::relation(&finder, name, choice.kind);
        let demonym = matches!(choice.kind, NameKind::Adjective | NameKind::People);
        let precision = match (name.hint, precision(kind)) {
            // "Macomia district", where the gazetteer has only the town: the district is meant, the town's coordinates stand in.
            (Some(find::Hint::Admin2), GeoPrecision::P2) => GeoPrecision::P4,
            (Some(find::Hint::Admin1), GeoPrecision::P2 | GeoPrecision::P4) => GeoPrecision::P5,
            (_, precision) if relation == PlaceRelation::Near && precision <= GeoPrecision::P2 => GeoPrecision::P3,
            (_, precision) => precision,
        };
        places.push(PlaceMention {
            name: lexicon.gazetteer.name(choice.place).to_owned(),
            location: Some(location(&lexicon.gazetteer, choice.place)),
            precision,
            relation,
            metonym: relate::metonym(&finder, name, kind, relation),
            demonym,
            within: None,
            confidence: 0.5 + choice.margin / 2.0,
            range: name.range,
            tokens: name.tokens.clone(),
            rule: RuleId(if demonym { "place-demonym" } else { "place-gazetteer" }),
        });
    }
    for (index, name) in names.iter().enumerate() {
        if let Some(place) = index_of[index] {
            places[place].within = name.container.and_then(|container| index_of[container]);
        }
    }
    towns_of_quarters(&mut places, &kinds);
    let namesakes: Vec<Range<usize>> = namesakes.into_iter().map(|name| names[name].tokens.clone()).collect();
    with_unlisted(&finder, places, &kinds, &namesakes)
}

/// The places read so far and those that only the text locates, in text order, with `within` pointing at the new indices.
fn with_unlisted(
    finder: &find::Finder<'_>,
    mut places: Vec<PlaceMention>,
    kinds: &[PlaceKind],
    namesakes: &[Range<usize>],
) -> Vec<PlaceMention> {
    let listed = places.len();
    let home = home(finder, &places, kinds);
    for unlisted in unlisted::unlisted(finder, &places, namesakes, home) {
        let parent = unlisted.parent.map(|parent| &places[parent]);
        let town = unlisted.parent.filter(|&parent| is_town(kinds[parent])).map(|parent| places[parent].name.clone());
        let location = parent.and_then(|parent| parent.location.clone()).map(|parent| Location {
            geonames_id: None,
            parent_id: parent.geonames_id.or(parent.parent_id),
            town: town.or_else(|| parent.town.clone()),
            ..parent
        });
        // A country's middle says nothing of where a village is.
        let coarse = parent.is_some_and(|parent| parent.precision > GeoPrecision::P5);
        let location =
            location.map(|location| if coarse { Location { latitude: None, longitude: None, ..location } } else { location });
        let range = finder.document.cover(unlisted.tokens.clone());
        let relation = relate::spatial(finder, unlisted.tokens.start);
        let precision = unlisted.precision();
        places.push(PlaceMention {
            name: finder.document.slice(range).to_owned(),
            location,
            precision: if relation == PlaceRelation::Near && precision <= GeoPrecision::P2 {
                GeoPrecision::P3
            } else {
                precision
            },
            relation,
            metonym: false,
            demonym: false,
            within: unlisted.parent,
            confidence: 0.5,
            range,
            tokens: unlisted.tokens,
            rule: RuleId("place-located-by-text"),
        });
    }
    if places.len() == listed {
        return places;
    }
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|&index| places[index].tokens.start);
    let mut moved = vec![0; places.len()];
    order.iter().enumerate().for_each(|(new, &old)| moved[old] = new);
    places.iter_mut().for_each(|place| place.within = place.within.map(|old| moved[old]));
    places.sort_by_key(|place| place.tokens.start);
    places
}

/// The town a report is from: that of its dateline, unless the text names nothing else in that country, else the one it names most; of several the first.
fn home(finder: &find::Finder<'_>, places: &[PlaceMention], kinds: &[PlaceKind]) -> Option<usize> {
    let town = |&index: &usize| is_town(kinds[index]) && !places[index].demonym;
    let filed = |&index: &usize| {
        let sentence = finder.document.sentence_of(places[index].tokens.start);
        finder.document.sentences().get(sentence).is_some_and(|sentence| sentence.part == Part::Dateline)
    };
    let country = |index: usize| places[index].location.as_ref().and_then(|location| location.country.as_ref());
    let spoken_of = |&index: &usize| (0..places.len()).any(|other| !filed(&other) && country(other) == country(index));
    let towns: Vec<usize> = (0..places.len()).filter(town).collect();
    let id = |index: usize| places[index].location.as_ref().and_then(|location| location.geonames_id);
    let mut times: BTreeMap<Option<u32>, usize> = BTreeMap::new();
    towns.iter().for_each(|&index| *times.entry(id(index)).or_default() += 1);
    let most = || towns.iter().copied().min_by_key(|&index| (std::cmp::Reverse(times.get(&id(index)).copied()), index));
    towns.iter().copied().find(filed).filter(spoken_of).or_else(most)
}

/// Kilometres from a quarter to the middle of its town, at most.
const QUARTER: f64 = 25.0;

/// A quarter that the gazetteer ties to no town lies in the nearest of those the report names around it.
fn towns_of_quarters(places: &mut [PlaceMention], kinds: &[PlaceKind]) {
    let spot = |place: &PlaceMention| place.location.as_ref().and_then(|spot| spot.latitude.zip(spot.longitude));
    let mut seen = BTreeSet::new();
    let towns: Vec<(String, (f64, f64))> = places
        .iter()
        .zip(kinds)
        .filter(|(place, kind)| !place.demonym && is_town(**kind))
        .filter(|(place, _)| seen.insert((place.name.as_str(), place.location.as_ref().and_then(|spot| spot.geonames_id))))
        .filter_map(|(place, _)| Some((place.name.clone(), spot(place)?)))
        .collect();
    for (place, kind) in places.iter_mut().zip(kinds) {
        let Some(own) = spot(place).filter(|_| *kind == PlaceKind::Part) else { continue };
        let Some(location) = place.location.as_mut().filter(|location| location.town.is_none()) else { continue };
        let near = towns.iter().map(|(name, town)| (choose::kilometres(own, *town), name)).filter(|(far, _)| *far <= QUARTER);
        location.town = near.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name.clone());
    }
}

fn is_town(kind: PlaceKind) -> bool {
    matches!(kind, PlaceKind::Capital | PlaceKind::Settlement)
}

/// How fine a place of `kind` is.
fn precision(kind: PlaceKind) -> GeoPrecision {
    match kind {
        PlaceKind::Site => GeoPrecision::P1,
        PlaceKind::Capital | PlaceKind::Settlement | PlaceKind::Part => GeoPrecision::P2,
        PlaceKind::Admin2 => GeoPrecision::P4,
        PlaceKind::Admin1 => GeoPrecision::P5,
        PlaceKind::Region => GeoPrecision::P6,
        PlaceKind::Country => GeoPrecision::P7,
        PlaceKind::Water => GeoPrecision::P8,
    }
}

/// Where `place` is. Where it has no coordinates of its own, those of the nearest wider place below the country stand in.
fn location(gazetteer: &Gazetteer, place: PlaceId) -> Location {
    let own = gazetteer.coordinates(place);
    let stand_in = gazetteer
        .ancestors(place)
        .skip(1)
        .find(|&wider| gazetteer.kind(wider) != PlaceKind::Country && gazetteer.coordinates(wider).is_some());
    let coordinates = own.or_else(|| gazetteer.coordinates(stand_in?));
    let named = |kind| gazetteer.ancestor(place, kind).map(|wider| gazetteer.name(wider).to_owned());
    Location {
        geonames_id: gazetteer.geonames_id(place),
        parent_id: if own.is_none() { stand_in.and_then(|parent| gazetteer.geonames_id(parent)) } else { None },
        latitude: coordinates.map(|(latitude, _)| latitude),
        longitude: coordinates.map(|(_, longitude)| longitude),
        country: gazetteer.country(place),
        admin1: named(PlaceKind::Admin1),
        admin2: named(PlaceKind::Admin2),
        town: gazetteer
            .ancestors(place)
            .skip(1)
            .find(|&wider| is_town(gazetteer.kind(wider)))
            .map(|town| gazetteer.name(town).to_owned()),
    }
}
