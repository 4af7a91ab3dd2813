//! GeoJSON (RFC 7946): one feature an incident, a line each.
//!
//! A place without coordinates has no geometry. Coordinates of a wide place are those of its middle: such a feature says `"area": true`, and
//! is to be drawn as an area, not as a pin.

use std::io::Write;

use dateline::wire::v1::{self, Toll};
use geojson::feature::Id;
use geojson::{Feature, Geometry, GeometryValue, JsonObject};
use serde_json::{Value, json};

use crate::cells::{coordinates, is_area, is_withheld, names, outlets, quotes, total, voices};
use crate::jsonl;
use crate::{About, Entry, Error};

/// The properties of a feature. Sorted, so that they are printed in this order whatever map holds them.
pub(crate) const PROPERTIES: [&str; 30] = [
    "according_to",
    "act",
    "admin1",
    "admin2",
    "area",
    "claims",
    "country",
    "date_end",
    "date_inferred",
    "date_precision",
    "date_start",
    "geonames_id",
    "grade",
    "injured_best",
    "injured_high",
    "injured_low",
    "killed_best",
    "killed_high",
    "killed_low",
    "part_of",
    "perpetrators",
    "place",
    "precision",
    "published_by",
    "reports",
    "status",
    "targets",
    "title",
    "withheld",
    "words",
];

/// The collection. What it is of stands in a member of its own, `dateline`, as RFC 7946 §6.1 allows.
pub(crate) fn write(about: &About, entries: impl Iterator<Item = Entry>, out: &mut impl Write) -> Result<(), Error> {
    out.write_all(b"{\"type\":\"FeatureCollection\",\"dateline\":")?;
    out.write_all(&jsonl::json(&(v1::VERSION, about), "of the head")?)?;
    out.write_all(b",\"features\":[")?;
    for (index, entry) in entries.enumerate() {
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        out.write_all(&jsonl::json(&feature(&entry), &entry.incident.id)?)?;
    }
    out.write_all(b"\n]}\n")?;
    Ok(())
}

fn feature(entry: &Entry) -> Feature {
    let incident = &entry.incident;
    let place = incident.place.as_ref();
    let point =
        |(latitude, longitude): (f64, f64)| Geometry::new(GeometryValue::Point { coordinates: vec![longitude, latitude].into() });
    let properties: JsonObject = PROPERTIES.into_iter().map(|name| (name.to_owned(), property(entry, name))).collect();
    Feature {
        bbox: None,
        geometry: coordinates(place).map(point),
        id: Some(Id::String(incident.id.clone())),
        properties: Some(properties),
        foreign_members: None,
    }
}

fn property(entry: &Entry, name: &str) -> Value {
    let incident = &entry.incident;
    let place = incident.place.as_ref();
    let time = incident.time.as_ref();
    let end = |measure: &str, end: fn(&Toll) -> Option<u32>| json!(total(incident, measure).and_then(end));
    match name {
        "according_to" => json!(voices(entry)),
        "act" => json!(incident.act),
        "admin1" => json!(place.and_then(|place| place.admin1.as_deref())),
        "admin2" => json!(place.and_then(|place| place.admin2.as_deref())),
        "area" => json!(place.map(is_area)),
        "claims" => json!(incident.claims),
        "country" => json!(place.and_then(|place| place.country.as_deref())),
        "date_end" => json!(time.map(|time| time.end)),
        "date_inferred" => json!(time.map(|time| time.inferred)),
        "date_precision" => json!(time.map(|time| time.precision.as_ref())),
        "date_start" => json!(time.map(|time| time.start)),
        "geonames_id" => json!(place.and_then(|place| place.geonames_id)),
        "grade" => json!(incident.grade),
        "injured_best" => end("injured", |toll| toll.best),
        "injured_high" => end("injured", |toll| toll.high),
        "injured_low" => end("injured", |toll| toll.low),
        "killed_best" => end("killed", |toll| toll.best),
        "killed_high" => end("killed", |toll| toll.high),
        "killed_low" => end("killed", |toll| toll.low),
        "part_of" => json!(incident.part_of),
        "perpetrators" => json!(names(&incident.perpetrators)),
        "place" => json!(place.map(|place| place.name.as_str())),
        "precision" => json!(place.map(|place| place.precision.as_ref())),
        "published_by" => json!(outlets(entry)),
        "reports" => json!(incident.reports),
        "status" => json!(incident.status),
        "targets" => json!(names(&incident.targets)),
        "title" => json!(incident.title),
        "withheld" => json!(is_withheld(entry)),
        "words" => json!(quotes(entry)),
        _ => Value::Null,
    }
}
