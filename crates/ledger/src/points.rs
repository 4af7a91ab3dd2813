//! Points: every incident as far as a map, a timeline and a tally of facets need it, held in memory.
//!
//! In: a ledger, and the points held before. Out: [`Points`], of which only those that changed were read again. To open a hundred thousand
//! incidents takes seconds; to see which of them changed, a fraction of one.

use std::collections::BTreeMap;
use std::sync::Arc;

use dateline::wire::v1::{Incident, Slug};
use jiff::civil::Date;
use rusqlite::params_from_iter;

use crate::pack::digest;
use crate::queue::{reasons, worth};
use crate::read::incident;
use crate::{Error, Filter, Head, Ledger};

/// An incident, in few words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Point {
    /// Its id.
    pub id: String,
    /// What, by whom, on whom, where.
    pub title: String,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// `P0` to `P8`; `None` where it has no place.
    pub precision: Option<Slug>,
    /// The place's name.
    pub place: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<Slug>,
    /// The first day.
    pub first: Option<Date>,
    /// The last day.
    pub last: Option<Date>,
    /// The act's slug.
    pub act: Slug,
    /// The grade's slug.
    pub grade: Slug,
    /// `machine` or `reviewed`.
    pub status: Slug,
    /// Killed, of all: the least, the best and the most.
    pub killed: [Option<u32>; 3],
    /// How much a look is worth.
    pub worth: u64,
    /// Why: slugs.
    pub why: Vec<String>,
    /// Whether its figures do not hold together.
    pub problems: bool,
}

/// A point and what the incident it was read from was packed to.
#[derive(Debug, Clone)]
struct Kept {
    packed: [u8; 32],
    point: Arc<Point>,
}

/// Every incident of a ledger at one head, by time, then place, then id.
#[derive(Debug, Clone)]
pub struct Points {
    head: Head,
    by_row: BTreeMap<i64, Kept>,
    order: Vec<i64>,
}

/// How many incidents have each value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// By act.
    pub act: BTreeMap<String, usize>,
    /// By grade.
    pub grade: BTreeMap<String, usize>,
    /// By country; those without one are left out.
    pub country: BTreeMap<String, usize>,
    /// By status.
    pub status: BTreeMap<String, usize>,
    /// By the month of the first day; those without one are left out.
    pub month: BTreeMap<String, Month>,
}

/// The incidents of a month, and how many were killed in those of which it is known: each end is a sum of ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of the toll")]
pub struct Month {
    pub count: usize,
    pub low: u64,
    pub best: u64,
    pub high: u64,
}

impl Points {
    /// What the ledger stood at when they were read.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// All of them, in order.
    pub fn all(&self) -> impl Iterator<Item = &Point> {
        self.order.iter().filter_map(|row| self.by_row.get(row)).map(|kept| &*kept.point)
    }

    /// How many of `points` have each value.
    pub fn facets<'a>(points: impl IntoIterator<Item = &'a Point>) -> Facets {
        let mut facets = Facets::default();
        for point in points {
            *facets.act.entry(point.act.to_string()).or_default() += 1;
            *facets.grade.entry(point.grade.to_string()).or_default() += 1;
            *facets.status.entry(point.status.to_string()).or_default() += 1;
            if let Some(country) = &point.country {
                *facets.country.entry(country.to_string()).or_default() += 1;
            }
            if let Some(day) = point.first {
                let month = facets.month.entry(day.strftime("%Y-%m").to_string()).or_default();
                let [low, best, high] = point.killed.map(|figure| u64::from(figure.unwrap_or(0)));
                month.count += 1;
                (month.low, month.best, month.high) = (month.low + low, month.best + best, month.high + high);
            }
        }
        facets
    }
}

impl Ledger {
    /// Every incident as a point; what `before` holds of an incident that has not changed since is taken from there.
    pub fn points(&self, before: Option<&Points>) -> Result<Points, Error> {
        let sql = self.sql();
        let mut points = Points { head: self.head()?, by_row: BTreeMap::new(), order: Vec::new() };
        let query = "SELECT row, id, packed FROM incident ORDER BY first, last, place, id";
        let mut read = self.db.prepare_cached(query).map_err(sql)?;
        let mut rows = read.query([]).map_err(sql)?;
        while let Some(row) = rows.next().map_err(sql)? {
            let number: i64 = row.get(0).map_err(sql)?;
            let packed = row.get_ref(2).map_err(sql)?.as_blob().map_err(|error| sql(error.into()))?;
            let now = digest(packed);
            let held = before.and_then(|before| before.by_row.get(&number)).filter(|kept| kept.packed == now);
            let point = match held {
                Some(kept) => Arc::clone(&kept.point),
                None => {
                    let id: String = row.get(1).map_err(sql)?;
                    Arc::new(Point::of(incident(&id, packed)?))
                }
            };
            points.order.push(number);
            points.by_row.insert(number, Kept { packed: now, point });
        }
        Ok(points)
    }

    /// Those of `points` that fit `filter`, in order; `points` are of the ledger's head.
    pub fn points_that_fit<'a>(&self, points: &'a Points, filter: &Filter) -> Result<Vec<&'a Point>, Error> {
        if *filter == Filter::default() {
            return Ok(points.all().collect());
        }
        let sql = self.sql();
        if let Some(words) = filter.words() {
            self.are_words(words)?;
        }
        let (condition, values) = filter.condition();
        let mut read = self.db.prepare_cached(&format!("SELECT row FROM incident WHERE {condition}")).map_err(sql)?;
        let rows = read.query_map(params_from_iter(values), |row| row.get(0)).map_err(sql)?;
        let mut fitting: Vec<i64> = rows.collect::<Result<_, _>>().map_err(sql)?;
        fitting.sort_unstable();
        let fits = points.order.iter().filter(|row| fitting.binary_search(row).is_ok());
        Ok(fits.filter_map(|row| points.by_row.get(row)).map(|kept| &*kept.point).collect())
    }
}

impl Point {
    fn of(incident: Incident) -> Point {
        let killed = incident.tolls.iter().find(|toll| toll.measure == "killed" && toll.group == "all");
        let killed = killed.map_or([None; 3], |toll| [toll.low, toll.best, toll.high]);
        let (worth, why) = (worth(&incident), reasons(&incident).iter().map(|reason| reason.slug()).collect());
        let place = incident.place.as_ref();
        Point {
            lat: place.and_then(|place| place.lat),
            lon: place.and_then(|place| place.lon),
            precision: place.map(|place| place.precision.clone()),
            country: place.and_then(|place| place.country.clone()),
            place: place.map(|place| place.name.clone()),
            first: incident.time.as_ref().map(|time| time.start),
            last: incident.time.as_ref().map(|time| time.end),
            act: incident.act,
            grade: incident.grade,
            status: incident.status,
            killed,
            worth,
            why,
            problems: !incident.problems.is_empty(),
            id: incident.id,
            title: incident.title,
        }
    }
}
