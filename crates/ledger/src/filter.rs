//! Filters: which incidents to show.

use jiff::civil::Date;
use rusqlite::types::Value;

/// Which incidents to show: those that fit all that is asked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Not over before this day.
    pub from: Option<Date>,
    /// Begun by this day.
    pub to: Option<Date>,
    /// A place's name, or a country's ISO 3166-1 alpha-3.
    pub place: Option<String>,
    /// In any of these countries, by ISO 3166-1 alpha-3; in all where there are none.
    pub countries: Vec<String>,
    /// Any of these acts, by slug; all where there are none.
    pub acts: Vec<String>,
    /// Part of an actor's name, its id or its country.
    pub actor: Option<String>,
    /// Any of these grades, by slug; all where there are none.
    pub grades: Vec<String>,
    /// `machine` or `reviewed`.
    pub status: Option<String>,
    /// At least so many killed, by the best figure.
    pub killed: Option<u32>,
    /// Words that a report of it holds, in SQLite's full-text syntax; none where it is blank.
    pub words: Option<String>,
    /// Told of by one of these captures.
    pub captures: Option<Vec<i64>>,
    /// Placed inside this box.
    pub within: Option<Within>,
    /// Placed as exactly as any of these say, `P0` to `P8`; however exactly where there are none.
    pub precisions: Vec<String>,
}

/// A box on the map, in degrees; where `west` is greater than `east` it lies across the antimeridian.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[allow(missing_docs, reason = "the names are those of the sides")]
pub struct Within {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

impl Filter {
    /// The words to look for, where there are any.
    pub(crate) fn words(&self) -> Option<&str> {
        self.words.as_deref().filter(|words| !words.trim().is_empty())
    }

    /// What of it is looked for in reports and among actors; the rest is asked of an incident's own few values.
    pub fn looked_for(&self) -> Filter {
        let words = self.words().map(str::to_owned);
        Filter { words, actor: self.actor.clone(), captures: self.captures.clone(), ..Filter::default() }
    }

    /// The condition on `incident`, and what stands in its gaps.
    pub(crate) fn condition(&self) -> (String, Vec<Value>) {
        let mut parts: Vec<String> = vec!["1".to_owned()];
        let mut values: Vec<Value> = Vec::new();
        let mut add = |part: &str, gaps: &[&str]| {
            parts.push(part.to_owned());
            values.extend(gaps.iter().map(|gap| Value::Text((*gap).to_owned())));
        };
        if let Some(day) = self.from {
            add("incident.last >= ?", &[&day.to_string()]);
        }
        if let Some(day) = self.to {
            add("incident.first <= ?", &[&day.to_string()]);
        }
        if let Some(place) = &self.place {
            add("(incident.country = ? OR incident.place = ? COLLATE NOCASE)", &[&place.to_uppercase(), place]);
        }
        let mut any_of = |column: &str, slugs: &[String]| {
            if !slugs.is_empty() {
                let gaps: Vec<&str> = slugs.iter().map(String::as_str).collect();
                add(&format!("incident.{column} IN ({})", vec!["?"; gaps.len()].join(", ")), &gaps);
            }
        };
        any_of("country", &self.countries);
        any_of("act", &self.acts);
        any_of("grade", &self.grades);
        any_of("precision", &self.precisions);
        if let Some(status) = &self.status {
            add("incident.status = ?", &[status]);
        }
        if let Some(killed) = self.killed {
            add(&format!("incident.killed_best >= {killed}"), &[]);
        }
        if let Some(Within { west, south, east, north }) = self.within {
            let beside = if west <= east { "AND" } else { "OR" };
            add(
                &format!("incident.lat BETWEEN {south} AND {north} AND (incident.lon >= {west} {beside} incident.lon <= {east})"),
                &[],
            );
        }
        for (rows, gaps) in self.sought() {
            parts.push(format!("incident.row IN ({rows})"));
            values.extend(gaps);
        }
        (parts.join(" AND "), values)
    }

    /// Whatever of it is looked for in reports and among actors: of each, the query that finds the rows of the incidents, and what stands in its
    /// gaps. No incident is opened.
    pub(crate) fn sought(&self) -> Vec<(String, Vec<Value>)> {
        let mut sought = Vec::new();
        if let Some(actor) = &self.actor {
            let rows = "SELECT actor.incident FROM actor
                 WHERE instr(lower(actor.name), lower(?)) > 0 OR actor.id = ? OR actor.country = ?";
            let gaps = [actor.clone(), actor.clone(), actor.to_uppercase()].map(Value::Text);
            sought.push((rows.to_owned(), gaps.to_vec()));
        }
        let of_texts = |texts: &str| {
            format!(
                "SELECT happening.incident FROM capture JOIN coding ON coding.capture = capture.seq
                 JOIN happening ON happening.coding = coding.seq
                 WHERE capture.document IN ({texts}) AND happening.incident IS NOT NULL"
            )
        };
        if let Some(words) = self.words() {
            let rows = of_texts("SELECT rowid FROM words WHERE words MATCH ?");
            sought.push((rows, vec![Value::Text(words.to_owned())]));
        }
        if let Some(captures) = &self.captures {
            let listed: Vec<String> = captures.iter().map(i64::to_string).collect();
            let rows = of_texts("SELECT document FROM capture WHERE seq IN (SELECT value FROM json_each(?))");
            sought.push((rows, vec![Value::Text(format!("[{}]", listed.join(",")))]));
        }
        sought
    }
}
