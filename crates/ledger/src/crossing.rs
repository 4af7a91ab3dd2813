//! Crossing: which points pass a filter, and which would if a part of it were not asked.
//!
//! In: points, a filter, the rows in which what it looks for was found. Out: [`Crossed`]; counts of facets, days and spots. A point fails each
//! part by a bit of its own, so that one pass answers for all. [`Filter::condition`] says the same in SQL.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rusqlite::params_from_iter;

use crate::points::Words;
use crate::{Error, Filter, Ledger, Points, Within};

/// A part of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The days.
    Days = 1,
    /// The acts.
    Act = 2,
    /// The grades.
    Grade = 4,
    /// The countries.
    Country = 8,
    /// Whether a person has looked.
    Status = 16,
    /// The box on the map.
    Within = 32,
    /// How many were killed, and how exactly the place is known.
    Rest = 64,
    /// Words, actors, captures and places.
    Found = 128,
}

/// Points, and which parts of a filter each fails.
#[derive(Debug)]
pub struct Crossed<'a> {
    points: &'a Points,
    fails: Vec<u8>,
}

/// A value of a facet, and how many points have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet<'a> {
    /// The value.
    pub value: &'a str,
    /// Of those that pass.
    pub count: usize,
    /// Of those that pass all but the part on this facet.
    pub beside: usize,
    /// Of all in which what was looked for was found.
    pub of: usize,
}

/// A day, and how many points begin on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub day: Date,
    /// Of those that pass all but the days.
    pub count: usize,
    /// Of all in which what was looked for was found.
    pub of: usize,
}

/// Points at one spot of the map, known as exactly as one another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot<'a> {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// `P0` to `P8`.
    pub precision: &'a str,
    /// The place's name; that of the first, where it has several.
    pub place: &'a str,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'a str>,
    /// How many pass all but the box on the map.
    pub count: usize,
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

impl Ledger {
    /// The rows in which what `filter` looks for is found; `None` where it looks for nothing that the points do not hold.
    pub fn found(&self, filter: &Filter) -> Result<Option<Vec<i64>>, Error> {
        let (queries, gaps): (Vec<String>, Vec<_>) = filter.sought().into_iter().unzip();
        if queries.is_empty() {
            return Ok(None);
        }
        let sql = self.sql();
        if let Some(words) = filter.words() {
            self.are_words(words)?;
        }
        let mut read = self.db.prepare_cached(&queries.join(" INTERSECT ")).map_err(sql)?;
        let rows = read.query_map(params_from_iter(gaps.into_iter().flatten()), |row| row.get(0)).map_err(sql)?;
        rows.collect::<Result<_, _>>().map(Some).map_err(sql)
    }

    /// `points` crossed with `filter`; they are of the ledger's head.
    pub fn cross<'a>(&self, points: &'a Points, filter: &Filter) -> Result<Crossed<'a>, Error> {
        Ok(points.cross(filter, self.found(filter)?.as_deref()))
    }
}

impl Points {
    /// Crossed with `filter`; `found` are the rows in which what it looks for is found, as [`Ledger::found`] says.
    pub fn cross(&self, filter: &Filter, found: Option<&[i64]>) -> Crossed<'_> {
        let mut crossed = Crossed { points: self, fails: vec![0; self.len()] };
        if let Some(rows) = found {
            let mut here = vec![false; self.len()];
            rows.iter().filter_map(|&row| self.of_row(row)).for_each(|point| here[point] = true);
            crossed.keep(Part::Found, |point| here[point]);
        }
        if let Some(place) = &filter.place {
            let code = place.to_uppercase();
            let (country, named) =
                (self.country.wanted(|known| known == code), self.place.wanted(|known| known.eq_ignore_ascii_case(place)));
            crossed.keep(Part::Found, |point| country[self.country.number(point)] || named[self.place.number(point)]);
        }
        if let Some(day) = filter.from {
            crossed.keep(Part::Days, |point| self.last[point].is_some_and(|last| last >= day));
        }
        if let Some(day) = filter.to {
            crossed.keep(Part::Days, |point| self.first[point].is_some_and(|first| first <= day));
        }
        let status: Vec<String> = filter.status.iter().cloned().collect();
        for (part, column, asked) in [
            (Part::Act, &self.act, &filter.acts),
            (Part::Grade, &self.grade, &filter.grades),
            (Part::Country, &self.country, &filter.countries),
            (Part::Status, &self.status, &status),
            (Part::Rest, &self.precision, &filter.precisions),
        ] {
            if !asked.is_empty() {
                let wanted = column.wanted(|known| asked.iter().any(|asked| asked == known));
                crossed.keep(part, |point| wanted[column.number(point)]);
            }
        }
        if let Some(killed) = filter.killed {
            crossed.keep(Part::Rest, |point| self.killed[point][1].is_some_and(|best| best >= killed));
        }
        if let Some(within) = filter.within {
            crossed.keep(Part::Within, |point| match (self.lat[point], self.lon[point]) {
                (Some(lat), Some(lon)) => within.holds(lat, lon),
                _ => false,
            });
        }
        crossed
    }
}

impl Within {
    /// Whether a spot, in degrees, lies in it.
    pub fn holds(&self, lat: f64, lon: f64) -> bool {
        let Within { west, south, east, north } = *self;
        let beside = if west <= east { lon >= west && lon <= east } else { lon >= west || lon <= east };
        beside && lat >= south && lat <= north
    }
}

impl<'a> Crossed<'a> {
    /// The points.
    pub fn points(&self) -> &'a Points {
        self.points
    }

    /// Those that pass, in order.
    pub fn passing(&self) -> impl Iterator<Item = usize> {
        self.but(None)
    }

    /// Those that pass, but for one part of the filter.
    pub fn but(&self, part: impl Into<Option<Part>>) -> impl Iterator<Item = usize> {
        let mask = part.into().map_or(u8::MAX, |part| !(part as u8));
        self.fails.iter().enumerate().filter(move |(_, fails)| *fails & mask == 0).map(|(point, _)| point)
    }

    /// How many pass.
    pub fn total(&self) -> usize {
        self.passing().count()
    }

    /// The values of acts, most first.
    pub fn acts(&self) -> Vec<Facet<'a>> {
        self.facet(&self.points.act, Part::Act)
    }

    /// The values of grades, most first.
    pub fn grades(&self) -> Vec<Facet<'a>> {
        self.facet(&self.points.grade, Part::Grade)
    }

    /// The countries, most first; what has none is left out.
    pub fn countries(&self) -> Vec<Facet<'a>> {
        self.facet(&self.points.country, Part::Country)
    }

    /// Whether a person has looked, most first.
    pub fn statuses(&self) -> Vec<Facet<'a>> {
        self.facet(&self.points.status, Part::Status)
    }

    /// The days on which something begins, in order, and what has no day.
    pub fn days(&self) -> (Vec<Day>, usize) {
        let mut days: Vec<Day> = Vec::new();
        let mut undated = 0;
        // The canonical order is by the first day, those without one first.
        for (point, &fails) in self.fails.iter().enumerate().filter(|(_, fails)| *fails & Part::Found as u8 == 0) {
            let counts = usize::from(fails & !(Part::Days as u8) == 0);
            let Some(day) = self.points.first[point] else {
                undated += counts;
                continue;
            };
            match days.last_mut().filter(|last| last.day == day) {
                Some(last) => (last.count, last.of) = (last.count + counts, last.of + 1),
                None => days.push(Day { day, count: counts, of: 1 }),
            }
        }
        (days, undated)
    }

    /// The months of the first days of those that pass, in order; those without one are left out.
    pub fn months(&self) -> BTreeMap<String, Month> {
        let mut months: BTreeMap<(i16, i8), Month> = BTreeMap::new();
        for point in self.passing() {
            let Some(day) = self.points.first[point] else { continue };
            let month = months.entry((day.year(), day.month())).or_default();
            let [low, best, high] = self.points.killed[point].map(|figure| u64::from(figure.unwrap_or(0)));
            month.count += 1;
            (month.low, month.best, month.high) = (month.low + low, month.best + best, month.high + high);
        }
        let named = |((year, month), of): ((i16, i8), Month)| (format!("{year:04}-{month:02}"), of);
        months.into_iter().map(named).collect()
    }

    /// The spots of those that pass all but the box on the map, from south to north.
    pub fn spots(&self) -> Vec<Spot<'a>> {
        let points = self.points;
        let mut counts = vec![0; points.spots.first.len()];
        for point in self.but(Part::Within) {
            if let Some(spot) = points.spots.of[point] {
                counts[spot as usize] += 1;
            }
        }
        let spot = |(&first, count): (&usize, usize)| {
            let place = points.place.get(first).unwrap_or_default();
            let (lat, lon, precision) = (points.lat[first]?, points.lon[first]?, points.precision.get(first)?);
            Some(Spot { lat, lon, precision, place, country: points.country.get(first), count })
        };
        points.spots.first.iter().zip(counts).filter(|(_, count)| *count > 0).filter_map(spot).collect()
    }

    fn keep(&mut self, part: Part, passes: impl Fn(usize) -> bool) {
        for (point, fails) in self.fails.iter_mut().enumerate() {
            if !passes(point) {
                *fails |= part as u8;
            }
        }
    }

    fn facet(&self, column: &'a Words, part: Part) -> Vec<Facet<'a>> {
        let mut counts = vec![(0, 0, 0); column.numbers()];
        for (point, &fails) in self.fails.iter().enumerate() {
            let (count, beside, of) = &mut counts[column.number(point)];
            *count += usize::from(fails == 0);
            *beside += usize::from(fails & !(part as u8) == 0);
            *of += usize::from(fails & Part::Found as u8 == 0);
        }
        let facet = |(number, (count, beside, of))| Some(Facet { value: column.name(number)?, count, beside, of });
        let mut facets: Vec<Facet<'a>> = counts.into_iter().enumerate().filter_map(facet).filter(|facet| facet.of > 0).collect();
        facets.sort_by(|a, b| b.of.cmp(&a.of).then_with(|| a.value.cmp(b.value)));
        facets
    }
}
