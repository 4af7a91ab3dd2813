//! Summaries: the incidents that fit as columns, counted by facet, by day and by spot of the map. No incident is opened for them.

use axum::response::Response;
use dateline_ledger::{Crossed, Facet as Counted, Month, Point};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use utoipa::ToSchema;

use crate::answer::{Asked, Reads};
use crate::params::{AsOf, Filters};
use crate::problem::Problem;

/// Incidents as columns, each as long as the others, in the canonical order.
#[derive(Debug, Default, Serialize, ToSchema)]
struct Columns<'a> {
    ids: Vec<&'a str>,
    lat: Vec<Option<f64>>,
    lon: Vec<Option<f64>>,
    /// P0 to P8.
    precision: Vec<Option<&'a str>>,
    #[schema(value_type = Vec<Option<String>>)]
    first: Vec<Option<Date>>,
    #[schema(value_type = Vec<Option<String>>)]
    last: Vec<Option<Date>>,
    act: Vec<&'a str>,
    grade: Vec<&'a str>,
    status: Vec<&'a str>,
    /// Killed, of all: the least.
    low: Vec<Option<u32>>,
    /// The best.
    best: Vec<Option<u32>>,
    /// The most.
    high: Vec<Option<u32>>,
    place: Vec<Option<&'a str>>,
    country: Vec<Option<&'a str>>,
}

/// How many incidents have each value, most first.
#[derive(Debug, Serialize, ToSchema)]
struct Facets {
    act: Vec<Facet>,
    grade: Vec<Facet>,
    country: Vec<Facet>,
    status: Vec<Facet>,
    /// By the month of the first day, in order of time.
    month: Vec<MonthOf>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Facet {
    value: String,
    count: usize,
}

/// The incidents of a month; the tolls are sums over those of which something is known.
#[derive(Debug, Serialize, ToSchema)]
struct MonthOf {
    /// "2024-09".
    value: String,
    count: usize,
    low: u64,
    best: u64,
    high: u64,
}

/// The incidents that fit, counted for filters that cross: each facet as if it were not filtered by itself.
#[derive(Debug, Serialize, ToSchema)]
struct Summary {
    /// How many fit.
    total: usize,
    act: Vec<Value>,
    grade: Vec<Value>,
    country: Vec<Value>,
    status: Vec<Value>,
    days: Days,
}

/// A value, and how many incidents have it.
#[derive(Debug, Serialize, ToSchema)]
struct Value {
    value: String,
    /// Of those that fit all but the filter on this facet.
    count: usize,
    /// Of all that fit `q`, `place` and `actor`.
    of: usize,
}

/// Days on which incidents begin, as columns in order of time.
#[derive(Debug, Default, Serialize, ToSchema)]
struct Days {
    #[schema(value_type = Vec<String>)]
    day: Vec<Date>,
    /// Of those that fit all but `from` and `to`.
    count: Vec<usize>,
    /// Of all that fit `q`, `place` and `actor`.
    of: Vec<usize>,
    /// How many have no day, of those that fit all but `from` and `to`.
    undated: usize,
}

/// Spots of the map at which incidents are placed, as columns from south to north. What lies at one spot, known as exactly, is one.
#[derive(Debug, Default, Serialize, ToSchema)]
struct Spots<'a> {
    lat: Vec<f64>,
    lon: Vec<f64>,
    /// P0 to P8.
    precision: Vec<&'a str>,
    place: Vec<&'a str>,
    country: Vec<Option<&'a str>>,
    /// How many fit all but `bbox`.
    count: Vec<usize>,
}

/// Answers with what `work` makes of the incidents that fit.
async fn crossed<T: Serialize + Send + 'static>(
    asked: Asked,
    filters: Filters,
    work: impl FnOnce(&Crossed<'_>) -> Result<T, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let filter = filters.filter()?;
    asked
        .read(move |reading| {
            let all = reading.points()?;
            work(&reading.cross(&all, &filter)?)
        })
        .await
}

/// The incidents that fit, as columns for a map and a timeline
#[utoipa::path(
    get, path = "/api/v1/points", params(Filters, AsOf), tag = "incidents",
    responses((status = 200, body = Columns), (status = 304, description = "it is as the tag says"))
)]
pub async fn points(Reads(asked, filters): Reads<Filters>) -> Result<Response, Problem> {
    crossed(asked, filters, |fit| {
        let mut columns = Columns::default();
        for point in fit.passing() {
            columns.push(fit.points().get(point));
        }
        printed(&columns)
    })
    .await
}

/// How many of the incidents that fit have each act, grade, country, status and month
#[utoipa::path(
    get, path = "/api/v1/facets", params(Filters, AsOf), tag = "incidents",
    responses((status = 200, body = Facets), (status = 304, description = "it is as the tag says"))
)]
pub async fn facets(Reads(asked, filters): Reads<Filters>) -> Result<Response, Problem> {
    crossed(asked, filters, |fit| {
        let month = |(value, of): (String, Month)| MonthOf { value, count: of.count, low: of.low, best: of.best, high: of.high };
        Ok(Facets {
            act: fitting(fit.acts()),
            grade: fitting(fit.grades()),
            country: fitting(fit.countries()),
            status: fitting(fit.statuses()),
            month: fit.months().into_iter().map(month).collect(),
        })
    })
    .await
}

/// The values of those that fit, most first.
fn fitting(facets: Vec<Counted<'_>>) -> Vec<Facet> {
    let facet = |facet: Counted<'_>| Facet { value: facet.value.to_owned(), count: facet.count };
    let mut facets: Vec<Facet> = facets.into_iter().map(facet).filter(|facet| facet.count > 0).collect();
    facets.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    facets
}

/// What the page shows beside the list of the incidents that fit: counts by facet and by day, for filters that cross
#[utoipa::path(
    get, path = "/api/v1/summary", params(Filters, AsOf), tag = "incidents",
    responses((status = 200, body = Summary), (status = 304, description = "it is as the tag says"))
)]
pub async fn summary(Reads(asked, filters): Reads<Filters>) -> Result<Response, Problem> {
    crossed(asked, filters, |fit| {
        let (found, undated) = fit.days();
        let mut days = Days { undated, ..Days::default() };
        for each in found {
            days.day.push(each.day);
            days.count.push(each.count);
            days.of.push(each.of);
        }
        Ok(Summary {
            total: fit.total(),
            act: values(fit.acts()),
            grade: values(fit.grades()),
            country: values(fit.countries()),
            status: values(fit.statuses()),
            days,
        })
    })
    .await
}

fn values(facets: Vec<Counted<'_>>) -> Vec<Value> {
    facets.into_iter().map(|facet| Value { value: facet.value.to_owned(), count: facet.beside, of: facet.of }).collect()
}

/// Where the incidents that fit are placed, and how many at each spot
#[utoipa::path(
    get, path = "/api/v1/spots", params(Filters, AsOf), tag = "incidents",
    responses((status = 200, body = Spots), (status = 304, description = "it is as the tag says"))
)]
pub async fn spots(Reads(asked, filters): Reads<Filters>) -> Result<Response, Problem> {
    crossed(asked, filters, |fit| {
        let mut spots = Spots::default();
        for spot in fit.spots() {
            spots.lat.push(spot.lat);
            spots.lon.push(spot.lon);
            spots.precision.push(spot.precision);
            spots.place.push(spot.place);
            spots.country.push(spot.country);
            spots.count.push(spot.count);
        }
        printed(&spots)
    })
    .await
}

impl<'a> Columns<'a> {
    fn push(&mut self, point: Point<'a>) {
        let Point { id, lat, lon, precision, place, country, first, last, act, grade, status, killed: [low, best, high], .. } =
            point;
        self.ids.push(id);
        self.lat.push(lat);
        self.lon.push(lon);
        self.precision.push(precision);
        self.first.push(first);
        self.last.push(last);
        self.act.push(act);
        self.grade.push(grade);
        self.status.push(status);
        self.low.push(low);
        self.best.push(best);
        self.high.push(high);
        self.place.push(place);
        self.country.push(country);
    }
}

/// As JSON, while what it borrows is there.
fn printed(value: &impl Serialize) -> Result<Box<RawValue>, Problem> {
    to_raw_value(value).map_err(|error| Problem::ours(error.to_string()))
}
