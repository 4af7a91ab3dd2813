//! Running totals as a flat table: one row a point of a series.

use std::io::Write;

use dateline::wire::v1::{Place, Tally, TallyPoint};

use crate::cells::{coordinates, voice};
use crate::typed::{Column, Value, words};
use crate::{About, Error, typed};

/// One row: the export, the series and one of its points. A series has many rows, so it is copied into each.
pub(crate) struct Row<'a> {
    about: &'a About,
    tally: Tally,
    point: TallyPoint,
}

/// The table as CSV.
pub(crate) fn csv(about: &About, tallies: impl Iterator<Item = Tally>, out: &mut impl Write) -> Result<(), Error> {
    typed::csv(&columns(), rows(about, tallies), out)
}

/// The table as Parquet.
pub(crate) fn parquet(about: &About, tallies: impl Iterator<Item = Tally>, out: &mut impl Write) -> Result<(), Error> {
    typed::parquet(about, &columns(), rows(about, tallies), out)
}

fn rows(about: &About, tallies: impl Iterator<Item = Tally>) -> impl Iterator<Item = Row<'_>> {
    tallies.flat_map(move |mut tally| {
        let points = std::mem::take(&mut tally.points);
        points.into_iter().map(move |point| Row { about, tally: tally.clone(), point })
    })
}

/// Every column, in order.
pub(crate) fn columns<'a>() -> Vec<Column<Row<'a>>> {
    vec![
        Column::text("series", |row: &Row<'a>| words(&row.tally.id)),
        Column::text("according_to", |row| words(voice(&row.tally.voice))),
        Column::text("voice_kind", |row| words(row.tally.voice.kind.as_ref())),
        Column::text("measure", |row| words(row.tally.measure.as_ref())),
        Column::text("group", |row| words(row.tally.group.as_ref())),
        Column::text("area", |row| words(row.area().map_or("", |area| &area.name))),
        Column::text("area_precision", |row| words(row.area().map_or("", |area| area.precision.as_ref()))),
        Column::int("geonames_id", |row| Value::Int(row.area().and_then(|area| area.geonames_id).map(i64::from))),
        Column::text("country", |row| words(row.area().and_then(|area| area.country.as_deref()).unwrap_or_default())),
        Column::text("admin1", |row| words(row.area().and_then(|area| area.admin1.as_deref()).unwrap_or_default())),
        Column::float("latitude", |row| Value::Float(coordinates(row.area()).map(|(latitude, _)| latitude))),
        Column::float("longitude", |row| Value::Float(coordinates(row.area()).map(|(_, longitude)| longitude))),
        Column::day("since", |row| Value::Day(row.tally.since)),
        Column::day("until", |row| Value::Day(row.point.until)),
        Column::int("floor", |row| Value::Int(row.point.floor.map(i64::from))),
        Column::int("ceiling", |row| Value::Int(row.point.ceiling.map(i64::from))),
        Column::int("point", |row| Value::Int(row.point.point.map(i64::from))),
        Column::int("increment", |row| Value::Int(row.point.increment)),
        Column::text("words", |row| words(&row.point.span.text)),
        Column::text("claim", |row| words(&row.point.claim)),
        Column::int("count", |row| Value::Int(i64::try_from(row.point.count).ok())),
        Column::text("report", |row| words(&row.point.report)),
        Column::text("document", |row| words(row.point.span.document.as_deref().unwrap_or_default())),
        Column::text("covers", |row| words(row.tally.covers.join("; "))),
        Column::text("problems", |row| {
            words(row.tally.problems.iter().map(|problem| problem.slug.as_ref()).collect::<Vec<_>>().join("; "))
        }),
        Column::text("engine", |row| words(&row.about.engine)),
        Column::text("policy", |row| words(&row.about.policy)),
        Column::text("as_of", |row| words(row.about.as_of.as_deref().unwrap_or_default())),
        Column::text("profile", |row| words(row.about.profile.slug())),
        Column::text("release", |row| words(row.about.release.as_deref().unwrap_or_default())),
    ]
}

impl Row<'_> {
    fn area(&self) -> Option<&Place> {
        self.tally.area.as_ref()
    }
}
