//! Reading: incidents, claims, series and what they rest on, as known now or at a moment before.

use std::collections::BTreeMap;

use dateline::wire::v1::{Claim, Decision, Incident, Record, Report, Tally};
use dateline::{decisions, ids, tallies};
use jiff::Timestamp;
use rusqlite::{ErrorCode, OptionalExtension, TransactionBehavior, params_from_iter};

use crate::coding::Stored;
use crate::pack::{digest, unpack};
use crate::store::Capture;
use crate::{Error, Filter, Ledger, log, schema};

/// Where a claim was read: one capture of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The capture's log row.
    pub capture: i64,
    /// The publication.
    pub report: Report,
    /// Its text's id.
    pub document: String,
    /// When it was taken in, as RFC 3339.
    pub at: String,
    /// Where it was taken from.
    pub origin: String,
    /// What made the text of the bytes.
    pub extractor: String,
}

/// A claim and where it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// With what reviewers corrected.
    pub claim: Claim,
    /// Every report that carries it, in the order taken in.
    pub sources: Vec<Source>,
}

/// What an id names.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// An incident.
    Incident(Box<Incident>),
    /// A claim.
    Claim(Box<Claim>),
    /// A series of totals.
    Tally(Box<Tally>),
}

/// How much a ledger holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are those of what is counted")]
pub struct Counts {
    pub reports: usize,
    pub documents: usize,
    pub incidents: usize,
    pub series: usize,
    pub decisions: usize,
}

impl Ledger {
    /// Reads, from here on, what was known at `at`: what was taken in and ruled by then, by the rules of now.
    pub fn at(&mut self, at: Timestamp) -> Result<(), Error> {
        let sql = self.sql();
        for table in schema::DERIVED_TABLES {
            self.db.execute(&format!("DROP TABLE IF EXISTS temp.{table}"), []).map_err(sql)?; // of a moment asked for before
        }
        let mut made = schema::derived(true);
        for kept in ["sketch", "shingle"] {
            made = made.lines().filter(|line| !line.contains(&format!("TABLE {kept} "))).collect::<Vec<_>>().join("\n");
        }
        self.db.execute_batch(&made).map_err(sql)?;
        let limit = self.row_at(at)?;
        self.as_of = Some((at, limit));
        self.at_once(TransactionBehavior::Deferred, || self.derive_up_to(limit, &|_, _| {})).map(|_| ())
    }

    /// What is read as of a moment is not added to: it would be judged by what is no longer so.
    pub(crate) fn is_of_now(&self) -> Result<(), Error> {
        match self.as_of {
            Some((at, _)) => Err(Error::Decision(format!("the ledger is read as of {at}: it is added to as of now only"))),
            None => Ok(()),
        }
    }

    /// The last log row that counts.
    pub(crate) fn limit(&self) -> Result<i64, Error> {
        let last = "SELECT COALESCE(MAX(seq), 0) FROM log";
        self.as_of.map_or_else(|| self.db.query_row(last, [], |row| row.get(0)).map_err(self.sql()), |(_, row)| Ok(row))
    }

    /// The log row that a reading as of `at` goes up to: that before the first that came in later, so that a clock set back brings nothing in
    /// that was not there. Two moments with one row read alike.
    pub fn row_at(&self, at: Timestamp) -> Result<i64, Error> {
        let query = "SELECT COALESCE(MAX(seq), 0) FROM log
             WHERE seq < COALESCE((SELECT MIN(seq) FROM log WHERE at > ?), 9223372036854775807)";
        self.db.query_row(query, [log::moment(at)], |row| row.get(0)).map_err(self.sql())
    }

    /// Hands each incident that fits `filter` to `sink`, by time, then place, then id.
    pub fn each_incident(&self, filter: &Filter, mut sink: impl FnMut(Incident) -> Result<(), Error>) -> Result<(), Error> {
        let sql = self.sql();
        if let Some(words) = filter.words() {
            self.are_words(words)?;
        }
        let (condition, values) = filter.condition();
        let query = format!("SELECT id, packed FROM incident WHERE {condition} ORDER BY first, last, place, id");
        let mut read = self.db.prepare(&query).map_err(sql)?;
        let mut rows = read.query(params_from_iter(values)).map_err(sql)?;
        while let Some(row) = rows.next().map_err(sql)? {
            let (id, packed): (String, Vec<u8>) = (row.get(0).map_err(sql)?, row.get(1).map_err(sql)?);
            sink(incident(&id, &packed)?)?;
        }
        Ok(())
    }

    /// Looks for `words` once, to say what is wrong with them as words to look for rather than as a query that fails.
    pub(crate) fn are_words(&self, words: &str) -> Result<(), Error> {
        let read = self.db.prepare_cached("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1");
        match read.and_then(|mut read| read.exists([words])) {
            Ok(_) => Ok(()),
            Err(rusqlite::Error::SqliteFailure(code, Some(problem))) if code.code == ErrorCode::Unknown => {
                let problem = problem.trim_start_matches("fts5: ");
                let problem = match problem.strip_prefix("no such column: ") {
                    Some(name) => {
                        format!("{name:?} stands where a hyphen or a colon has a meaning of its own; put the words in quotes")
                    }
                    None => problem.to_owned(),
                };
                Err(Error::Words { words: words.chars().take(80).collect(), problem })
            }
            Err(error) => Err(self.sql()(error)),
        }
    }

    /// Every incident that fits `filter`, by time, then place, then id.
    pub fn incidents(&self, filter: &Filter) -> Result<Vec<Incident>, Error> {
        let mut incidents = Vec::new();
        self.each_incident(filter, |incident| {
            incidents.push(incident);
            Ok(())
        })?;
        Ok(incidents)
    }

    /// The ids of the incidents that fit `filter`, in the same order.
    pub fn ids(&self, filter: &Filter) -> Result<Vec<String>, Error> {
        let sql = self.sql();
        if let Some(words) = filter.words() {
            self.are_words(words)?;
        }
        let (condition, values) = filter.condition();
        let query = format!("SELECT id FROM incident WHERE {condition} ORDER BY first, last, place, id");
        let mut read = self.db.prepare(&query).map_err(sql)?;
        let rows = read.query_map(params_from_iter(values), |row| row.get(0)).map_err(sql)?;
        rows.collect::<Result<_, _>>().map_err(sql)
    }

    /// The incident that an id names, or named before.
    pub fn incident(&self, id: &str) -> Result<Incident, Error> {
        self.find_incident(id)
    }

    /// The incident of a row.
    pub(crate) fn incident_of_row(&self, row: i64) -> Result<Incident, Error> {
        let sql = self.sql();
        let mut read = self.db.prepare_cached("SELECT packed FROM incident WHERE row = ?").map_err(sql)?;
        let packed: Vec<u8> = read.query_row([row], |found| found.get(0)).map_err(sql)?;
        incident(&row.to_string(), &packed)
    }

    /// The decisions that rule on a claim, in the order made.
    pub fn decisions_on(&self, claim: &str) -> Result<Vec<Decision>, Error> {
        let on = |decision: &Decision| {
            decision.target == claim || decision.claims.iter().chain(&decision.others).any(|id| id == claim)
        };
        Ok(self.decisions()?.into_iter().filter(on).collect())
    }

    /// The series that some of these captures have a part in.
    pub fn tallies_of(&self, captures: &[i64]) -> Result<Vec<Tally>, Error> {
        let sql = self.sql();
        let query = "SELECT DISTINCT total.series FROM capture AS mine JOIN capture ON capture.document = mine.document
             JOIN coding ON coding.capture = capture.seq JOIN total ON total.coding = coding.seq WHERE mine.seq = ?";
        let mut read = self.db.prepare_cached(query).map_err(sql)?;
        let mut series = std::collections::BTreeSet::new();
        for capture in captures {
            for id in read.query_map([capture], |row| row.get::<_, String>(0)).map_err(sql)? {
                series.insert(id.map_err(sql)?);
            }
        }
        let mut tallies = Vec::new();
        for id in series {
            tallies.extend(self.series(Some(&id))?);
        }
        tallies.sort_by_cached_key(tallies::order_of);
        for tally in &mut tallies {
            self.cover(tally)?;
        }
        Ok(tallies)
    }

    /// Every series of totals, with the incidents each covers.
    pub fn tallies(&self) -> Result<Vec<Tally>, Error> {
        let mut series = self.series(None)?;
        for tally in &mut series {
            self.cover(tally)?;
        }
        Ok(series)
    }

    /// Every series of totals, without the incidents each covers: to find those is what takes long.
    pub fn all_series(&self) -> Result<Vec<Tally>, Error> {
        self.series(None)
    }

    /// The series whose ids begin with `prefix`, or all.
    fn series(&self, prefix: Option<&str>) -> Result<Vec<Tally>, Error> {
        let sql = self.sql();
        let condition = if prefix.is_some() { "total.series >= ?1 AND total.series < ?1 || 'g'" } else { "?1 = ''" };
        let query = format!(
            "SELECT total.body FROM total JOIN coding ON coding.seq = total.coding JOIN capture ON capture.seq = coding.capture
             JOIN document ON document.id = capture.document WHERE {condition}
             ORDER BY total.series, json_extract(capture.body, '$.report.published'), document.digest,
                      json_extract(capture.body, '$.report.id'), total.part, total.body"
        );
        let mut read = self.db.prepare_cached(&query).map_err(sql)?;
        let rows = read.query_map([prefix.unwrap_or("")], |row| row.get::<_, String>(0)).map_err(sql)?;
        let mut parts = Vec::new();
        for body in rows {
            parts.push(
                serde_json::from_str(&body.map_err(sql)?)
                    .map_err(|error| Error::Corrupt { what: "a running total".to_owned(), problem: error.to_string() })?,
            );
        }
        Ok(tallies::join(parts))
    }

    /// Finds the incidents inside a series' area and window, and says where they come to more than it.
    pub fn cover(&self, tally: &mut Tally) -> Result<(), Error> {
        let Some(area) = &tally.area else { return Ok(()) };
        let until = tally.points.iter().filter_map(|point| point.until).max();
        let (Some(from), Some(to), Some(country)) = (tally.since, until, area.country.as_deref()) else { return Ok(()) };
        let filter = Filter { from: Some(from), to: Some(to), place: Some(country.to_owned()), ..Filter::default() };
        let mut inside = Vec::new();
        self.each_incident(&filter, |incident| {
            if tallies::covers(tally, &incident) {
                inside.push(incident);
            }
            Ok(())
        })?;
        tallies::check(tally, &inside.iter().collect::<Vec<_>>());
        Ok(())
    }

    /// What the id, or the beginning of one, names. An incident's id opens, for ever, the incident that holds the claim it is named for.
    pub fn find(&self, id: &str) -> Result<Found, Error> {
        let none = || Error::NoSuch { id: id.to_owned() };
        let digits = id.get(1..).unwrap_or("");
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-') || digits.is_empty() {
            return Err(none());
        }
        match id.as_bytes().first() {
            Some(b'i') => self.find_incident(id).map(|incident| Found::Incident(Box::new(incident))),
            Some(b'c') => {
                let mut found: Vec<Claim> = Vec::new();
                for record in self.records_of_claim(id)? {
                    found.extend(record.claims.into_iter().filter(|claim| claim.id.starts_with(id)));
                }
                found.sort_by(|a, b| a.id.cmp(&b.id));
                found.dedup_by(|a, b| a.id == b.id);
                one(id, found, |claim| claim.id.clone()).map(|claim| Found::Claim(Box::new(claim)))
            }
            Some(b't') => {
                let mut tally = one(id, self.series(Some(id))?, |tally| tally.id.clone())?;
                self.cover(&mut tally)?;
                Ok(Found::Tally(Box::new(tally)))
            }
            _ => Err(none()),
        }
    }

    fn find_incident(&self, id: &str) -> Result<Incident, Error> {
        let sql = self.sql();
        let query = "SELECT id, packed FROM incident WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id LIMIT 11";
        let mut read = self.db.prepare_cached(query).map_err(sql)?;
        let rows = read.query_map([id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?))).map_err(sql)?;
        let found: Vec<(String, Vec<u8>)> = rows.collect::<Result<_, _>>().map_err(sql)?;
        if !found.is_empty() {
            let (id, packed) = one(id, found, |(id, _)| id.clone())?;
            return incident(&id, &packed);
        }
        // An id of before: the claim it is named for is in another's incident now.
        let claim = ids::anchor(id);
        let mut holders: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        let query = "SELECT incident.id, incident.packed FROM happening JOIN incident ON incident.row = happening.incident
             WHERE happening.coding = ?";
        let mut read = self.db.prepare_cached(query).map_err(sql)?;
        for coding in self.codings_of_claim(&claim, self.limit()?)? {
            let rows = read.query_map([coding], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?))).map_err(sql)?;
            for row in rows {
                let (id, packed) = row.map_err(sql)?;
                let held = incident(&id, &packed)?;
                if held.claims.iter().any(|held| held.starts_with(&claim)) {
                    holders.insert(id, packed);
                }
            }
        }
        let (id, packed) = one(id, holders.into_iter().collect(), |(id, _)| id.clone())?;
        incident(&id, &packed)
    }

    /// The live codings of the documents whose digests begin as the claim's id says.
    pub(crate) fn codings_of_claim(&self, claim: &str, limit: i64) -> Result<Vec<i64>, Error> {
        let sql = self.sql();
        let digits = claim.strip_prefix('c').unwrap_or(claim).split('-').next().unwrap_or("");
        let (Some(low), Some(high)) = (bound(digits, '0'), bound(digits, 'f')) else { return Ok(Vec::new()) };
        let mut read = self
            .db
            .prepare_cached(
                "SELECT MAX(coding.seq) FROM document JOIN capture ON capture.document = document.id
                 JOIN coding ON coding.capture = capture.seq
                 WHERE document.digest >= ? AND document.digest <= ? AND coding.seq <= ? GROUP BY capture.seq ORDER BY capture.seq",
            )
            .map_err(sql)?;
        let rows = read.query_map(rusqlite::params![low, high, limit], |row| row.get(0)).map_err(sql)?;
        rows.collect::<Result<_, _>>().map_err(sql)
    }

    fn records_of_claim(&self, claim: &str) -> Result<Vec<Record>, Error> {
        let all = self.decisions()?;
        let in_force = decisions::in_force(&all);
        let codings = self.codings_of_claim(claim, self.limit()?)?;
        codings.into_iter().map(|seq| Ok(decisions::corrected(&self.record(seq)?, &in_force).into_owned())).collect()
    }

    /// A coding's record, as the machine coded it.
    pub(crate) fn record(&self, seq: i64) -> Result<Record, Error> {
        let sql = self.sql();
        let query = format!("SELECT {} FROM coding LEFT JOIN log ON log.seq = coding.seq WHERE coding.seq = ?", Stored::COLUMNS);
        self.db.prepare_cached(&query).map_err(sql)?.query_row([seq], Stored::of).map_err(sql)?.record()
    }

    /// Claims by their ids, in the order asked for, with what reviewers corrected and every report that carries them.
    pub fn claims(&self, ids: &[String]) -> Result<Vec<Held>, Error> {
        let all = self.decisions()?;
        let in_force = decisions::in_force(&all);
        let limit = self.limit()?;
        let mut opened: BTreeMap<&str, Vec<(Record, Source)>> = BTreeMap::new();
        let mut held = Vec::new();
        for id in ids {
            let document = id.split('-').next().unwrap_or("");
            if !opened.contains_key(document) {
                let mut records = Vec::new();
                for seq in self.codings_of_claim(id, limit)? {
                    let record = decisions::corrected(&self.record(seq)?, &in_force).into_owned();
                    records.push((record, self.source(seq)?));
                }
                opened.insert(document, records);
            }
            let records = opened.get(document).map_or(&[][..], Vec::as_slice);
            let carrying =
                records.iter().filter_map(|(record, source)| Some((record.claims.iter().find(|claim| claim.id == *id)?, source)));
            let mut carrying = carrying.peekable();
            if let Some((claim, _)) = carrying.peek() {
                let claim = (*claim).clone();
                held.push(Held { claim, sources: carrying.map(|(_, source)| source.clone()).collect() });
            }
        }
        Ok(held)
    }

    /// Where a coding's report is from.
    pub(crate) fn source(&self, coding: i64) -> Result<Source, Error> {
        let read = self.db.prepare_cached("SELECT capture FROM coding WHERE seq = ?");
        self.source_of(read.and_then(|mut read| read.query_row([coding], |row| row.get(0))).map_err(self.sql())?)
    }

    /// Where a capture is from.
    pub(crate) fn source_of(&self, capture: i64) -> Result<Source, Error> {
        let sql = self.sql();
        let query = "SELECT capture.body, log.at FROM capture JOIN log ON log.seq = capture.seq WHERE capture.seq = ?";
        let mut read = self.db.prepare_cached(query).map_err(sql)?;
        let (body, at): (String, String) = read.query_row([capture], |row| Ok((row.get(0)?, row.get(1)?))).map_err(sql)?;
        let told: Capture = serde_json::from_str(&body)
            .map_err(|error| Error::Corrupt { what: format!("capture {capture}"), problem: error.to_string() })?;
        let Capture { report, document, origin, extractor, .. } = told;
        Ok(Source { capture, report, document, at, origin, extractor })
    }

    /// A document's text, by its id.
    pub fn text(&self, document: &str) -> Result<Option<String>, Error> {
        let sql = self.sql();
        let Some(known) = bound(document.trim_start_matches("sha256:"), '0') else { return Ok(None) };
        let mut read = self.db.prepare_cached("SELECT packed FROM document WHERE digest = ?").map_err(sql)?;
        let packed: Option<Vec<u8>> = read.query_row([&known[..]], |row| row.get(0)).optional().map_err(sql)?;
        let Some(packed) = packed else { return Ok(None) };
        let what = || format!("document {document}");
        let text = unpack(&packed, what)?;
        if digest(&text)[..] != known {
            return Err(Error::Corrupt { what: what(), problem: "its text has another digest".to_owned() });
        }
        Ok(Some(String::from_utf8_lossy(&text).into_owned()))
    }

    /// The exact bytes that a capture was read from.
    pub fn raw(&self, capture: i64) -> Result<Option<Vec<u8>>, Error> {
        let sql = self.sql();
        let mut read = self
            .db
            .prepare_cached(
                "SELECT COALESCE((SELECT packed FROM raw WHERE raw.digest = capture.raw),
                                 (SELECT packed FROM document WHERE document.digest = capture.raw))
                 FROM capture WHERE seq = ?",
            )
            .map_err(sql)?;
        let packed: Option<Vec<u8>> = read.query_row([capture], |row| row.get(0)).optional().map_err(sql)?.flatten();
        packed.map(|packed| unpack(&packed, || format!("the bytes of capture {capture}"))).transpose()
    }

    /// How much the ledger holds.
    pub fn counts(&self) -> Result<Counts, Error> {
        let sql = self.sql();
        let limit = self.limit()?;
        let count = |query: &str| self.db.query_row(query, [], |row| row.get::<_, usize>(0)).map_err(sql);
        Ok(Counts {
            reports: count(&format!("SELECT COUNT(*) FROM capture WHERE seq <= {limit}"))?,
            documents: count(&format!("SELECT COUNT(DISTINCT document) FROM capture WHERE seq <= {limit}"))?,
            incidents: count("SELECT COUNT(*) FROM incident")?,
            series: count("SELECT COUNT(DISTINCT series) FROM total")?,
            decisions: count(&format!("SELECT COUNT(*) FROM decision WHERE seq <= {limit}"))?,
        })
    }

    /// What is kept of a feed that is watched.
    pub fn feed(&self, url: &str) -> Result<Option<String>, Error> {
        let sql = self.sql();
        let mut read = self.db.prepare_cached("SELECT state FROM feed WHERE url = ?").map_err(sql)?;
        read.query_row([url], |row| row.get(0)).optional().map_err(sql)
    }

    /// Keeps the state of a feed that is watched.
    pub fn keep_feed(&self, url: &str, state: &str) -> Result<(), Error> {
        let mut write = self.db.prepare_cached("INSERT OR REPLACE INTO feed (url, state) VALUES (?, ?)").map_err(self.sql())?;
        write.execute([url, state]).map(|_| ()).map_err(self.sql())
    }
}

pub(crate) fn incident(id: &str, packed: &[u8]) -> Result<Incident, Error> {
    let bytes = unpack(packed, || format!("incident {id}"))?;
    serde_json::from_slice(&bytes).map_err(|error| Error::Corrupt { what: format!("incident {id}"), problem: error.to_string() })
}

/// The only one found, or the one whose id is exactly what was asked for.
fn one<T>(id: &str, mut found: Vec<T>, of: impl Fn(&T) -> String) -> Result<T, Error> {
    if let Some(exact) = found.iter().position(|one| of(one) == id) {
        return Ok(found.swap_remove(exact));
    }
    if found.len() > 1 {
        return Err(Error::Several { id: id.to_owned(), ids: found.iter().map(of).take(10).collect() });
    }
    found.pop().ok_or_else(|| Error::NoSuch { id: id.to_owned() })
}

/// The least or greatest digest that begins with `digits`, by what fills it up.
fn bound(digits: &str, fill: char) -> Option<Vec<u8>> {
    let full: String = digits.chars().chain(std::iter::repeat(fill)).take(64).collect();
    (0..64).step_by(2).map(|at| u8::from_str_radix(full.get(at..at + 2)?, 16).ok()).collect()
}
