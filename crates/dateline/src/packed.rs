//! Happenings packed: all that joining needs of a text, in a few hundred bytes.
//!
//! In: the happenings of one text. Out: bytes, and from them the same happenings. A ledger compares each new report with what hundreds
//! before it tell, and to read that from their records takes many times as long.

use std::collections::BTreeSet;

use dateline_claims::{PartyRole, When, Where};
use dateline_incidents::{Happening, Traits};
use dateline_mentions::{GeoPrecision, Interval, Location, Measure, TimePrecision};
use dateline_text::{DocId, RuleId, TextRange};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::from_wire::word;
use crate::slugs::{FromSlug, ToSlug};

/// What the happenings of one text share, and each of them.
#[derive(Serialize, Deserialize)]
struct Text {
    document: [u8; 32],
    witness: String,
    published: Option<Date>,
    happenings: Vec<One>,
}

#[derive(Serialize, Deserialize)]
struct One {
    episode: usize,
    claims: Vec<usize>,
    act: String,
    time: Option<Time>,
    places: Vec<Place>,
    /// Role, and country or id.
    parties: Vec<(String, String)>,
    figures: Vec<(String, u32)>,
    /// In the order in which [`Traits`] has them.
    marks: [Vec<u32>; 9],
    told: Vec<(bool, u32)>,
}

#[derive(Serialize, Deserialize)]
struct Time {
    days: (Date, Date),
    precision: String,
    inferred: bool,
    range: Option<(usize, usize)>,
    rule: String,
}

#[derive(Serialize, Deserialize)]
struct Place {
    name: String,
    precision: String,
    range: (usize, usize),
    rule: String,
    spot: Option<Spot>,
}

#[derive(Serialize, Deserialize)]
struct Spot {
    geonames_id: Option<u32>,
    parent_id: Option<u32>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    country: Option<String>,
    admin1: Option<String>,
    admin2: Option<String>,
    town: Option<String>,
}

/// Packs the happenings of one text; `None` where it tells of none.
pub fn pack_happenings(happenings: &[Happening]) -> Option<Vec<u8>> {
    let first = happenings.first()?;
    let text = Text {
        document: *first.document.bytes(),
        witness: first.witness.clone(),
        published: first.published,
        happenings: happenings.iter().map(One::of).collect(),
    };
    postcard::to_allocvec(&text).ok()
}

/// The happenings packed, of the report at index `report`; `None` where the bytes are not ours.
pub fn unpack_happenings(packed: &[u8], report: usize) -> Option<Vec<Happening>> {
    let text: Text = postcard::from_bytes(packed).ok()?;
    let Text { document, witness, published, happenings } = text;
    let document = DocId::from_bytes(document);
    let whole = |one: One| {
        let happening = one.happening()?;
        Some(Happening { report, document, witness: witness.clone(), published, ..happening })
    };
    happenings.into_iter().map(whole).collect()
}

impl One {
    fn of(happening: &Happening) -> One {
        let Traits { persons, officials, things, places, divisions, countries, ages, days, words, told } = &happening.traits;
        One {
            episode: happening.episode,
            claims: happening.claims.clone(),
            act: happening.act.to_owned(),
            time: happening.time.map(|time| Time {
                days: (time.interval.start(), time.interval.end()),
                precision: time.precision.slug().into_owned(),
                inferred: time.inferred,
                range: time.range.map(ends),
                rule: time.rule.0.to_owned(),
            }),
            places: happening.places.iter().map(Place::of).collect(),
            parties: happening.parties.iter().map(|(role, name)| (role.slug().into_owned(), name.clone())).collect(),
            figures: happening.figures.iter().map(|(measure, figure)| (measure.slug().into_owned(), *figure)).collect(),
            marks: [persons, officials, things, places, divisions, countries, ages, days, words].map(Vec::clone),
            told: told.clone(),
        }
    }

    /// The happening, of no report yet.
    fn happening(self) -> Option<Happening> {
        let time = |time: Time| {
            Some(When {
                interval: Interval::new(time.days.0, time.days.1),
                precision: TimePrecision::from_slug(&time.precision)?,
                inferred: time.inferred,
                range: time.range.map(range),
                rule: RuleId(word(&time.rule)),
            })
        };
        let role = |(role, name): (String, String)| Some((PartyRole::from_slug(&role)?, name));
        let measure = |(measure, figure): (String, u32)| Some((Measure::from_slug(&measure)?, figure));
        let [persons, officials, things, places, divisions, countries, ages, days, words] = self.marks;
        Some(Happening {
            report: 0,
            episode: self.episode,
            document: DocId::from_bytes([0; 32]),
            witness: String::new(),
            published: None,
            claims: self.claims,
            act: word(&self.act),
            time: match self.time {
                Some(told) => Some(time(told)?),
                None => None,
            },
            places: self.places.into_iter().map(Place::place).collect::<Option<_>>()?,
            parties: self.parties.into_iter().map(role).collect::<Option<BTreeSet<_>>>()?,
            figures: self.figures.into_iter().map(measure).collect::<Option<BTreeSet<_>>>()?,
            traits: Traits { persons, officials, things, places, divisions, countries, ages, days, words, told: self.told },
        })
    }
}

impl Place {
    fn of(place: &Where) -> Place {
        let spot = |spot: &Location| Spot {
            geonames_id: spot.geonames_id,
            parent_id: spot.parent_id,
            latitude: spot.latitude,
            longitude: spot.longitude,
            country: spot.country.map(str::to_owned),
            admin1: spot.admin1.clone(),
            admin2: spot.admin2.clone(),
            town: spot.town.clone(),
        };
        Place {
            name: place.name.clone(),
            precision: place.precision.slug().into_owned(),
            range: ends(place.range),
            rule: place.rule.0.to_owned(),
            spot: place.location.as_ref().map(spot),
        }
    }

    fn place(self) -> Option<Where> {
        let location = |spot: Spot| Location {
            geonames_id: spot.geonames_id,
            parent_id: spot.parent_id,
            latitude: spot.latitude,
            longitude: spot.longitude,
            country: spot.country.as_deref().map(word),
            admin1: spot.admin1,
            admin2: spot.admin2,
            town: spot.town,
        };
        Some(Where {
            name: self.name,
            location: self.spot.map(location),
            precision: GeoPrecision::from_slug(&self.precision)?,
            range: range(self.range),
            rule: RuleId(word(&self.rule)),
        })
    }
}

fn ends(range: TextRange) -> (usize, usize) {
    (range.start(), range.end())
}

fn range((start, end): (usize, usize)) -> TextRange {
    TextRange::new(start, end)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{Ready, Report, Rulings, Told, claims_of, read};

    /// Invented.
    const TEXT: &str = "BEIRUT, May 14 - An air strike on Tyre killed 12 people on Monday, the town's hospital said. Another six were wounded.\n\n\
        In Kirkuk, in northern Iraq, gunmen shot dead Adam Ellery, 41, at a checkpoint on Birch Street the same day, police said.";

    #[test]
    fn what_was_packed_is_unpacked_as_it_was() {
        let report = Report { text: TEXT.to_owned(), published: Some(date(2024, 5, 14)), ..Report::default() };
        let record = claims_of(&report, &read(&report));
        let told = [Told { witness: record.document.id.clone(), record: &record }];
        let ready = Ready::new(&told, &Rulings::default());
        let happenings = ready.happenings(&ready.reported());
        assert!(happenings.len() >= 2, "{happenings:?}");
        let packed = pack_happenings(&happenings).unwrap();
        assert_eq!(unpack_happenings(&packed, 0), Some(happenings));
        assert!(packed.len() < 2000, "{} bytes", packed.len());
    }

    #[test]
    fn bytes_of_others_are_no_happenings() {
        assert_eq!(pack_happenings(&[]), None);
        assert_eq!(unpack_happenings(b"", 0), None);
        assert_eq!(unpack_happenings(&[255; 64], 0), None);
    }
}
