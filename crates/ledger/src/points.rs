//! Points: every incident as far as lists, a map, a timeline and counts of facets need it, held in memory.
//!
//! In: a ledger. Out: [`Points`], a column a value, in the canonical order, each word held once. A hundred thousand are read in a fraction of
//! a second, for no incident is opened, and crossed with a filter in a millisecond or two.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rusqlite::Row;

use crate::{Error, Head, Ledger};

/// An incident, in few words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point<'a> {
    /// Its id.
    pub id: &'a str,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// `P0` to `P8`; `None` where it has no place.
    pub precision: Option<&'a str>,
    /// The place's name.
    pub place: Option<&'a str>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'a str>,
    /// The first day.
    pub first: Option<Date>,
    /// The last day.
    pub last: Option<Date>,
    /// The act's slug.
    pub act: &'a str,
    /// The grade's slug.
    pub grade: &'a str,
    /// `machine` or `reviewed`.
    pub status: &'a str,
    /// Killed, of all: the least, the best and the most.
    pub killed: [Option<u32>; 3],
    /// How much a look is worth.
    pub worth: u64,
    /// Why: slugs, with spaces between them.
    pub why: &'a str,
    /// Whether its figures do not hold together.
    pub problems: bool,
}

/// Every incident of a ledger at one head, by time, then place, then id.
// Invariant: each column is as long as the others.
#[derive(Debug, Clone)]
pub struct Points {
    head: Head,
    pub(crate) rows: Vec<i64>,
    /// Where each row of the ledger stands, by row.
    standing: Vec<(i64, usize)>,
    pub(crate) ids: Vec<String>,
    pub(crate) first: Vec<Option<Date>>,
    pub(crate) last: Vec<Option<Date>>,
    pub(crate) lat: Vec<Option<f64>>,
    pub(crate) lon: Vec<Option<f64>>,
    pub(crate) killed: Vec<[Option<u32>; 3]>,
    pub(crate) worth: Vec<u64>,
    pub(crate) problems: Vec<bool>,
    pub(crate) act: Words,
    pub(crate) grade: Words,
    pub(crate) status: Words,
    pub(crate) country: Words,
    pub(crate) place: Words,
    pub(crate) precision: Words,
    pub(crate) why: Words,
    pub(crate) spots: Spots,
}

/// Which points lie at one spot, known as exactly as one another; spots from south to north.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spots {
    /// Each point's spot; `None` where it is of no known place.
    pub(crate) of: Vec<Option<u32>>,
    /// The first point of each spot.
    pub(crate) first: Vec<usize>,
}

/// A column of words, each held once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    /// In the order of their bytes.
    known: Vec<String>,
    /// Of each point: 0 for none, else one more than its word's place among those known.
    at: Vec<u32>,
}

/// Words while they are gathered, each by its turn.
#[derive(Default)]
struct Gathered {
    turns: BTreeMap<String, u32>,
    at: Vec<u32>,
}

impl Words {
    /// A point's word.
    pub(crate) fn get(&self, point: usize) -> Option<&str> {
        self.name(self.at[point] as usize)
    }

    /// The number of a point's word: 0 for none, greater for what stands later in the order of bytes.
    pub(crate) fn number(&self, point: usize) -> usize {
        self.at[point] as usize
    }

    /// The word of a number.
    pub(crate) fn name(&self, number: usize) -> Option<&str> {
        number.checked_sub(1).map(|at| self.known[at].as_str())
    }

    /// How many numbers there are.
    pub(crate) fn numbers(&self) -> usize {
        self.known.len() + 1
    }

    /// By number, whether a word is wanted; none is not.
    pub(crate) fn wanted(&self, wanted: impl Fn(&str) -> bool) -> Vec<bool> {
        std::iter::once(false).chain(self.known.iter().map(|word| wanted(word))).collect()
    }
}

impl Gathered {
    fn add(&mut self, word: Option<&str>) {
        let next = self.turns.len() as u32 + 1;
        self.at.push(match word.filter(|word| !word.is_empty()) {
            None => 0,
            Some(word) => match self.turns.get(word) {
                Some(&turn) => turn,
                None => {
                    self.turns.insert(word.to_owned(), next);
                    next
                }
            },
        });
    }

    fn sorted(self) -> Words {
        let mut numbers = vec![0; self.turns.len() + 1];
        for (number, &turn) in self.turns.values().enumerate() {
            numbers[turn as usize] = number as u32 + 1;
        }
        Words { at: self.at.into_iter().map(|turn| numbers[turn as usize]).collect(), known: self.turns.into_keys().collect() }
    }
}

impl Points {
    /// What the ledger stood at when they were read.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All of them, in order.
    pub fn all(&self) -> impl Iterator<Item = Point<'_>> {
        (0..self.len()).map(|point| self.get(point))
    }

    /// One of them, by its place in the order.
    pub fn get(&self, point: usize) -> Point<'_> {
        Point {
            id: &self.ids[point],
            lat: self.lat[point],
            lon: self.lon[point],
            precision: self.precision.get(point),
            place: self.place.get(point),
            country: self.country.get(point),
            first: self.first[point],
            last: self.last[point],
            act: self.act.get(point).unwrap_or_default(),
            grade: self.grade.get(point).unwrap_or_default(),
            status: self.status.get(point).unwrap_or_default(),
            killed: self.killed[point],
            worth: self.worth[point],
            why: self.why.get(point).unwrap_or_default(),
            problems: self.problems[point],
        }
    }

    /// Where a row of the ledger stands.
    pub(crate) fn of_row(&self, row: i64) -> Option<usize> {
        self.standing.binary_search_by_key(&row, |(row, _)| *row).ok().map(|at| self.standing[at].1)
    }
}

impl Ledger {
    /// Every incident as a point.
    pub fn points(&self) -> Result<Points, Error> {
        let sql = self.sql();
        let mut points = Points {
            head: self.head()?,
            rows: Vec::new(),
            standing: Vec::new(),
            ids: Vec::new(),
            first: Vec::new(),
            last: Vec::new(),
            lat: Vec::new(),
            lon: Vec::new(),
            killed: Vec::new(),
            worth: Vec::new(),
            problems: Vec::new(),
            act: Words::default(),
            grade: Words::default(),
            status: Words::default(),
            country: Words::default(),
            place: Words::default(),
            precision: Words::default(),
            why: Words::default(),
            spots: Spots::default(),
        };
        const COLUMNS: &str =
            "act, grade, status, country, place, precision, why, row, id, first, last, lat, lon, killed_low, killed_best,
             killed_high, worth, problems";
        let query = format!("SELECT {COLUMNS} FROM incident ORDER BY first, last, place, id");
        let mut read = self.db.prepare_cached(&query).map_err(sql)?;
        let mut words: [Gathered; 7] = Default::default();
        let mut rows = read.query([]).map_err(sql)?;
        while let Some(row) = rows.next().map_err(sql)? {
            points.add(row, &mut words).map_err(sql)?;
        }
        let [act, grade, status, country, place, precision, why] = words.map(Gathered::sorted);
        points.standing = points.rows.iter().enumerate().map(|(at, &row)| (row, at)).collect();
        points.standing.sort_unstable();
        let mut points = Points { act, grade, status, country, place, precision, why, ..points };
        points.spots = points.spotted();
        Ok(points)
    }
}

impl Points {
    fn spotted(&self) -> Spots {
        // Degrees as whole billionths: in order, and finer than any gazetteer.
        let whole = |degrees: f64| (degrees * 1e9) as i64;
        let key = |point: usize| {
            let precision = Some(self.precision.number(point)).filter(|&number| number > 0)?;
            Some((whole(self.lat[point]?), whole(self.lon[point]?), precision))
        };
        let mut firsts: BTreeMap<(i64, i64, usize), usize> = BTreeMap::new();
        for point in 0..self.len() {
            if let Some(key) = key(point) {
                firsts.entry(key).or_insert(point);
            }
        }
        let numbers: BTreeMap<(i64, i64, usize), u32> = firsts.keys().copied().zip(0..).collect();
        let of = (0..self.len()).map(|point| numbers.get(&key(point)?).copied()).collect();
        Spots { of, first: firsts.into_values().collect() }
    }

    fn add(&mut self, row: &Row<'_>, words: &mut [Gathered; 7]) -> rusqlite::Result<()> {
        for (at, words) in words.iter_mut().enumerate() {
            words.add(row.get_ref(at)?.as_str_or_null()?);
        }
        let day = |at: usize| Ok::<_, rusqlite::Error>(row.get_ref(at)?.as_str_or_null()?.and_then(|day| day.parse().ok()));
        self.rows.push(row.get(7)?);
        self.ids.push(row.get(8)?);
        self.first.push(day(9)?);
        self.last.push(day(10)?);
        self.lat.push(row.get(11)?);
        self.lon.push(row.get(12)?);
        self.killed.push([row.get(13)?, row.get(14)?, row.get(15)?]);
        self.worth.push(row.get::<_, i64>(16)?.unsigned_abs());
        self.problems.push(row.get(17)?);
        Ok(())
    }
}
