//! The flat table: one row an incident, every cell we hold. Printed as CSV for people and as typed Parquet.

use std::io::Write;

use dateline::wire::v1::{Actor, Incident, Place, Time, Toll};

use crate::cells::{coordinates, is_area, is_withheld, joined, names, outlets, quotes, sources, total, voices};
use crate::typed::{Column, Value, words};
use crate::{About, Entry, Error, typed};

/// One row: the export and the entry.
pub(crate) struct Row<'a> {
    about: &'a About,
    entry: Entry,
}

/// The table as CSV.
pub(crate) fn csv(about: &About, entries: impl Iterator<Item = Entry>, out: &mut impl Write) -> Result<(), Error> {
    typed::csv(&columns(), entries.map(|entry| Row { about, entry }), out)
}

/// The table as Parquet.
pub(crate) fn parquet(about: &About, entries: impl Iterator<Item = Entry>, out: &mut impl Write) -> Result<(), Error> {
    typed::parquet(about, &columns(), entries.map(|entry| Row { about, entry }), out)
}

/// The three ends of a total, as three columns.
macro_rules! ends {
    ($measure:literal, $low:literal, $best:literal, $high:literal) => {
        [
            Column::int($low, |row: &Row<'_>| end(row, $measure, |toll| toll.low)),
            Column::int($best, |row: &Row<'_>| end(row, $measure, |toll| toll.best)),
            Column::int($high, |row: &Row<'_>| end(row, $measure, |toll| toll.high)),
        ]
    };
}

/// Every column, in order.
pub(crate) fn columns<'a>() -> Vec<Column<Row<'a>>> {
    let mut columns: Vec<Column<Row<'a>>> = vec![
        Column::text("id", |row| words(&row.incident().id)),
        Column::text("title", |row| words(&row.incident().title)),
        Column::text("act", |row| words(row.incident().act.as_ref())),
        Column::day("date_start", |row| Value::Day(row.time().map(|time| time.start))),
        Column::day("date_end", |row| Value::Day(row.time().map(|time| time.end))),
        Column::text("date_precision", |row| words(row.time().map_or("", |time| time.precision.as_ref()))),
        Column::flag("date_inferred", |row| Value::Flag(row.time().map(|time| time.inferred))),
        Column::text("date_words", |row| words(row.time().and_then(|time| time.written.as_deref()).unwrap_or_default())),
        Column::text("place", |row| words(row.place().map_or("", |place| &place.name))),
        Column::text("place_words", |row| words(row.place().map_or("", |place| &place.span.text))),
        Column::text("place_precision", |row| words(row.place().map_or("", |place| place.precision.as_ref()))),
        Column::flag("place_is_area", |row| Value::Flag(row.place().map(is_area))),
        Column::int("geonames_id", |row| Value::Int(row.place().and_then(|place| place.geonames_id).map(i64::from))),
        Column::text("country", |row| words(row.place().and_then(|place| place.country.as_deref()).unwrap_or_default())),
        Column::text("admin1", |row| words(row.place().and_then(|place| place.admin1.as_deref()).unwrap_or_default())),
        Column::text("admin2", |row| words(row.place().and_then(|place| place.admin2.as_deref()).unwrap_or_default())),
        Column::float("latitude", |row| Value::Float(coordinates(row.place()).map(|(latitude, _)| latitude))),
        Column::float("longitude", |row| Value::Float(coordinates(row.place()).map(|(_, longitude)| longitude))),
        Column::text("perpetrators", |row| words(names(&row.incident().perpetrators))),
        Column::text("perpetrator_ids", |row| words(ids(&row.incident().perpetrators))),
        Column::text("perpetrator_certainty", |row| {
            words(joined(row.incident().perpetrators.iter().map(|actor| actor.certainty.as_ref()), "; "))
        }),
        Column::text("targets", |row| words(names(&row.incident().targets))),
        Column::text("target_ids", |row| words(ids(&row.incident().targets))),
        Column::text("weapons", |row| words(joined(row.incident().weapons.iter().map(|weapon| weapon.name.as_ref()), "; "))),
    ];
    columns.extend(ends!("killed", "killed_low", "killed_best", "killed_high"));
    columns.extend(ends!("injured", "injured_low", "injured_best", "injured_high"));
    columns.extend(ends!("missing", "missing_low", "missing_best", "missing_high"));
    columns.extend(ends!("detained", "detained_low", "detained_best", "detained_high"));
    columns.extend(ends!("abducted", "abducted_low", "abducted_best", "abducted_high"));
    columns.extend(ends!("displaced", "displaced_low", "displaced_best", "displaced_high"));
    columns.extend([
        Column::text("tolls", |row: &Row<'a>| words(tolls(row.incident()))),
        Column::text("problems", |row| words(joined(row.incident().problems.iter().map(|problem| problem.slug.as_ref()), "; "))),
        Column::text("grade", |row| words(row.incident().grade.as_ref())),
        Column::text("status", |row| words(row.incident().status.as_ref())),
        Column::int("event_clarity", |row| Value::Int(Some(i64::from(row.incident().event_clarity)).filter(|code| *code > 0))),
        Column::int("outlets", |row| count(row.incident().independence.outlets)),
        Column::int("publisher_families", |row| count(row.incident().independence.publisher_families)),
        Column::int("wire_origins", |row| count(row.incident().independence.wire_origins)),
        Column::int("voices", |row| count(row.incident().independence.voices)),
        Column::text("according_to", |row| words(voices(&row.entry).join("; "))),
        Column::text("words", |row| words(quotes(&row.entry).join(" | "))),
        Column::text("claims", |row| words(row.incident().claims.join("; "))),
        Column::text("published_by", |row| words(outlets(&row.entry))),
        Column::text("urls", |row| {
            words(joined(sources(&row.entry).iter().filter_map(|source| source.report.url.as_deref()), "; "))
        }),
        Column::text("reports", |row| words(joined(sources(&row.entry).iter().map(|source| source.report.id.as_str()), "; "))),
        Column::text("documents", |row| words(joined(sources(&row.entry).iter().map(|source| source.document.as_str()), "; "))),
        Column::text("part_of", |row| words(row.incident().part_of.as_deref().unwrap_or_default())),
        Column::text("plover", |row| words(row.incident().codes.plover.as_deref().unwrap_or_default())),
        Column::text("plover_mode", |row| words(row.incident().codes.plover_mode.as_deref().unwrap_or_default())),
        Column::text("acled_event", |row| words(row.incident().codes.acled_event.as_deref().unwrap_or_default())),
        Column::text("acled_sub_event", |row| words(row.incident().codes.acled_sub_event.as_deref().unwrap_or_default())),
        Column::int("ucdp_type_of_violence", |row| Value::Int(row.incident().codes.ucdp_type_of_violence.map(i64::from))),
        Column::flag("withheld", |row| Value::Flag(Some(is_withheld(&row.entry)))),
        Column::text("engine", |row| words(&row.about.engine)),
        Column::text("policy", |row| words(&row.about.policy)),
        Column::text("as_of", |row| words(row.about.as_of.as_deref().unwrap_or_default())),
        Column::text("profile", |row| words(row.about.profile.slug())),
        Column::text("release", |row| words(row.about.release.as_deref().unwrap_or_default())),
    ]);
    columns
}

impl Row<'_> {
    fn incident(&self) -> &Incident {
        &self.entry.incident
    }

    fn place(&self) -> Option<&Place> {
        self.entry.incident.place.as_ref()
    }

    fn time(&self) -> Option<&Time> {
        self.entry.incident.time.as_ref()
    }
}

fn end(row: &Row<'_>, measure: &str, end: fn(&Toll) -> Option<u32>) -> Value {
    Value::Int(total(row.incident(), measure).and_then(end).map(i64::from))
}

fn count(count: usize) -> Value {
    Value::Int(i64::try_from(count).ok())
}

fn ids(actors: &[Actor]) -> String {
    joined(actors.iter().filter_map(|actor| actor.id.as_deref()), "; ")
}

/// Every toll in words: "killed children 4..4..4"; an end that is not known is "?".
pub(crate) fn tolls(incident: &Incident) -> String {
    let end = |end: Option<u32>| end.map_or_else(|| "?".to_owned(), |number| number.to_string());
    let tolls = incident
        .tolls
        .iter()
        .map(|toll| format!("{} {} {}..{}..{}", toll.measure, toll.group, end(toll.low), end(toll.best), end(toll.high)));
    tolls.collect::<Vec<_>>().join("; ")
}
