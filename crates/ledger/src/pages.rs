//! Pages: long lists read a piece at a time, each piece beginning after the last of the one before.
//!
//! In: what to list, in which order, after which item, how many. Out: a [`Page`]. A page is found by the values of the item before it, never
//! by counting items off, so that what comes in meanwhile neither repeats an item nor drops one.

use dateline::wire::v1::Incident;
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use serde::{Deserialize, Serialize};

use crate::read::incident;
use crate::{Error, Filter, Ledger, Source};

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Key {
    Figure(i64),
    Word(String),
}

impl Ledger {
    /// Up to `most` of the incidents that fit `filter`, in `order`, after the one that stands at `after`.
    pub fn incident_page(
        &self,
        filter: &Filter,
        order: Order,
        after: Option<&Place>,
        most: usize,
    ) -> Result<Page<Incident, Place>, Error> {
        let sql = self.sql();
        if let Some(words) = filter.words() {
            self.are_words(words)?;
        }
        let (condition, mut values) = filter.condition();
        let total = format!("SELECT COUNT(*) FROM incident WHERE {condition}");
        let total = self.db.prepare_cached(&total).map_err(sql)?;
        let total = { total }.query_row(params_from_iter(&values), |row| row.get(0)).map_err(sql)?;
        let beyond = after.map_or_else(|| "1".to_owned(), |after| order.beyond(after, &mut values));
        let query = format!(
            "SELECT {}, first, last, place, id, packed FROM incident WHERE ({condition}) AND ({beyond}) ORDER BY {} LIMIT {}",
            order.key(),
            order.columns(),
            most.saturating_add(1)
        );
        let mut read = self.db.prepare_cached(&query).map_err(sql)?;
        let rows =
            read.query_map(params_from_iter(values), |row| Ok((Place::of(row)?, row.get::<_, Vec<u8>>(5)?))).map_err(sql)?;
        let mut rows: Vec<(Place, Vec<u8>)> = rows.collect::<Result<_, _>>().map_err(sql)?;
        let more = rows.len() > most;
        rows.truncate(most);
        let items = rows.iter().map(|(place, packed)| incident(&place.id, packed)).collect::<Result<_, _>>()?;
        Ok(Page { items, next: rows.pop().filter(|_| more).map(|(place, _)| place), total })
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
    /// What it is ordered by before time, as SQL has it; NULL where that is unknown, or nothing.
    fn key(self) -> &'static str {
        match self.by {
            By::Time => "NULL",
            By::Killed => "killed_best",
            By::Place => "NULLIF(place, '')",
            By::Act => "act",
            By::Grade => "grade",
        }
    }

    /// What SQL orders by.
    fn columns(self) -> String {
        let way = if self.descending { " DESC" } else { "" };
        let time = format!("first{way}, last{way}, place{way}, id{way}");
        match self.by {
            By::Time => time,
            _ => format!("{key} IS NULL, {key}{way}, {time}", key = self.key()),
        }
    }

    /// The condition of standing beyond `place`, and what stands in its gaps.
    fn beyond(self, place: &Place, values: &mut Vec<Value>) -> String {
        let text = |text: &str| Value::Text(text.to_owned());
        let (key, than) = (self.key(), if self.descending { "<" } else { ">" });
        let before_time = match (&place.by, self.by) {
            (_, By::Time) => String::new(),
            (None, _) => format!("{key} IS NULL AND "),
            (Some(by), _) => {
                let by = match by {
                    Key::Figure(figure) => Value::Integer(*figure),
                    Key::Word(word) => text(word),
                };
                values.extend([by.clone(), by]);
                format!("{key} IS NULL OR {key} {than} ? OR {key} = ? AND ")
            }
        };
        // Both days are known or neither; SQL has what is unknown before all else.
        let in_time = match (&place.first, &place.last) {
            (Some(first), Some(last)) => {
                values.extend([text(first), text(last), text(&place.place), text(&place.id)]);
                let unknown = if self.descending { " OR first IS NULL" } else { "" };
                format!("(first, last, place, id) {than} (?, ?, ?, ?){unknown}")
            }
            _ => {
                values.extend([text(&place.place), text(&place.id)]);
                let known = if self.descending { "" } else { " OR first IS NOT NULL" };
                format!("first IS NULL AND (place, id) {than} (?, ?){known}")
            }
        };
        format!("{before_time}({in_time})")
    }
}

impl Place {
    fn of(row: &Row<'_>) -> rusqlite::Result<Place> {
        let by = match row.get(0)? {
            Value::Integer(figure) => Some(Key::Figure(figure)),
            Value::Text(word) => Some(Key::Word(word)),
            _ => None,
        };
        Ok(Place { by, first: row.get(1)?, last: row.get(2)?, place: row.get(3)?, id: row.get(4)? })
    }
}
