//! Pages: long lists read a piece at a time, each piece beginning after the last of the one before.
//!
//! In: what to list, in which order, after which item, how many. Out: a [`Page`]. A page is found by the values of the item before it, never
//! by counting items off, so that what comes in meanwhile neither repeats an item nor drops one.

use std::cmp::{Ordering, Reverse};

use dateline::wire::v1::Incident;
use jiff::civil::Date;
use rusqlite::params_from_iter;
use serde::{Deserialize, Serialize};

use crate::{Crossed, Error, Ledger, Point, Points, Source};

/// A piece of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T, After> {
    /// The items.
    pub items: Vec<T>,
    /// What to ask for the next piece after; `None` where there is none.
    pub next: Option<After>,
    /// How many items the list has, all pieces together.
    pub total: usize,
}

/// What incidents are ordered by; those alike come in the canonical order, by time, then place, then id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// The canonical order; what is of no known day comes first.
    Time,
    /// How many were killed, by the best figure.
    Killed,
    /// The place's name.
    Place,
    /// The act's slug.
    Act,
    /// The grade's slug.
    Grade,
}

/// An order of incidents. What is unknown comes last, whichever way the order is turned; only time has it where the canonical order does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Order {
    /// By what.
    pub by: By,
    /// Whether the whole order is turned round.
    pub descending: bool,
}

/// Where an incident stands in an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// What it is ordered by before time; `None` where that is unknown, or nothing.
    by: Option<Key>,
    first: Option<String>,
    last: Option<String>,
    place: String,
    id: String,
}

/// A figure or a word that incidents are ordered by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
enum Key {
    Figure(i64),
    Word(String),
}

impl Ledger {
    /// Up to `most` of the incidents that pass, in `order`, after the one that stands at `after`.
    pub fn incident_page(
        &self,
        crossed: &Crossed<'_>,
        order: Order,
        after: Option<&Place>,
        most: usize,
    ) -> Result<Page<Incident, Place>, Error> {
        let points = crossed.points();
        let sorted = order.sorted(points, crossed.passing().collect());
        let beyond = after
            .map_or(0, |after| sorted.partition_point(|&point| order.compare(&Place::of(points, order, point), after).is_le()));
        let shown = &sorted[beyond..sorted.len().min(beyond.saturating_add(most))];
        let items = shown.iter().map(|&point| self.incident_of_row(points.rows[point])).collect::<Result<_, _>>()?;
        let next = shown.last().filter(|_| beyond + shown.len() < sorted.len()).map(|&last| Place::of(points, order, last));
        Ok(Page { items, next, total: sorted.len() })
    }

    /// Up to `most` captures, the latest taken in first, after (that is, taken in before) capture `after`; those whose text holds `words`.
    pub fn report_page(&self, words: Option<&str>, after: Option<i64>, most: usize) -> Result<Page<Source, i64>, Error> {
        let sql = self.sql();
        let words = words.filter(|words| !words.trim().is_empty());
        let mut condition = format!("capture.seq <= {}", self.limit()?);
        if let Some(words) = words {
            self.are_words(words)?;
            condition.push_str(" AND capture.document IN (SELECT rowid FROM words WHERE words MATCH ?)");
        }
        let total = self.db.prepare_cached(&format!("SELECT COUNT(*) FROM capture WHERE {condition}")).map_err(sql)?;
        let total = { total }.query_row(params_from_iter(words), |row| row.get(0)).map_err(sql)?;
        let before = after.unwrap_or(i64::MAX);
        let query = format!(
            "SELECT capture.seq FROM capture WHERE {condition} AND capture.seq < {before} ORDER BY capture.seq DESC LIMIT {}",
            most.saturating_add(1)
        );
        let mut read = self.db.prepare(&query).map_err(sql)?;
        let mut captures: Vec<i64> =
            read.query_map(params_from_iter(words), |row| row.get(0)).map_err(sql)?.collect::<Result<_, _>>().map_err(sql)?;
        let more = captures.len() > most;
        captures.truncate(most);
        let items = captures.iter().map(|capture| self.source_of(*capture)).collect::<Result<_, _>>()?;
        Ok(Page { items, next: captures.pop().filter(|_| more), total })
    }
}

impl Order {
    /// Points in this order; they come in the canonical one.
    fn sorted(self, points: &Points, mut passing: Vec<usize>) -> Vec<usize> {
        // A number greater than that of what comes before, by the value ordered by; `None` for what is unknown.
        let key = |point: usize| match self.by {
            By::Time => Some(0),
            By::Killed => points.killed[point][1].map(|best| best as usize),
            By::Place => Some(points.place.number(point)).filter(|&number| number > 0),
            By::Act => Some(points.act.number(point)),
            By::Grade => Some(points.grade.number(point)),
        };
        if self.descending {
            passing.reverse();
        }
        match (self.by, self.descending) {
            (By::Time, _) => {}
            (_, false) => passing.sort_by_key(|&point| (key(point).is_none(), key(point))),
            (_, true) => passing.sort_by_key(|&point| (key(point).is_none(), Reverse(key(point)))),
        }
        passing
    }

    /// Which of two places comes first.
    fn compare(self, a: &Place, b: &Place) -> Ordering {
        let turned = |order: Ordering| if self.descending { order.reverse() } else { order };
        let time = |place: &Place| (place.first.clone(), place.last.clone(), place.place.clone(), place.id.clone());
        let unknown = a.by.is_none().cmp(&b.by.is_none());
        unknown.then_with(|| turned(a.by.cmp(&b.by))).then_with(|| turned(time(a).cmp(&time(b))))
    }
}

impl Place {
    fn of(points: &Points, order: Order, point: usize) -> Place {
        let Point { id, first, last, place, act, grade, killed, .. } = points.get(point);
        let word = |word: &str| Key::Word(word.to_owned());
        let by = match order.by {
            By::Time => None,
            By::Killed => killed[1].map(|best| Key::Figure(best.into())),
            By::Place => place.map(word),
            By::Act => Some(word(act)),
            By::Grade => Some(word(grade)),
        };
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        Place { by, first: day(first), last: day(last), place: place.unwrap_or_default().to_owned(), id: id.to_owned() }
    }
}
