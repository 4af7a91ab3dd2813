//! One SQLite file, ready for Datasette: tables with foreign keys, indices, and full-text search over the claims' words.
//!
//! In: entries and running totals. Out: a new file, or its bytes. Never writes into a file that is there.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use dateline::wire::v1::{self, Actor, Claim, Tally};
use rusqlite::{Connection, OpenFlags, Transaction, params};

use crate::cells::{coordinates, voice};
use crate::{About, Account, Entry, Error, Profile, Source, profile};

const SCHEMA: &str = include_str!("schema.sql");

/// Writes incidents and running totals to a new file at `path`, through the profile that `about` names.
pub fn sqlite(
    path: &Path,
    about: &About,
    entries: impl Iterator<Item = Entry>,
    tallies: impl Iterator<Item = Tally>,
) -> Result<(), Error> {
    if path.exists() {
        return Err(Error::Exists { path: path.to_owned() });
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    let tallies = tallies.map(|tally| profile::shown_tally(about.profile, tally));
    let filled = match about.profile {
        Profile::Restricted => fill(&mut connection, about, entries, tallies),
        Profile::Public => fill(&mut connection, about, profile::all_public(entries), tallies),
    };
    if filled.is_err() {
        drop(connection);
        std::fs::remove_file(path)?; // half an export would pass for a whole one
    }
    filled
}

/// The bytes of such a file, of what the profile has been applied to already. Held in memory until the end.
pub(crate) fn write(
    about: &About,
    entries: impl Iterator<Item = Entry>,
    tallies: impl Iterator<Item = Tally>,
    out: &mut impl Write,
) -> Result<(), Error> {
    let mut connection = Connection::open_in_memory()?;
    fill(&mut connection, about, entries, tallies)?;
    out.write_all(&connection.serialize("main")?)?;
    Ok(())
}

/// "table.column" of every table, in the order of the schema.
pub(crate) fn columns() -> Vec<String> {
    let mut columns = Vec::new();
    let mut table = "";
    for line in SCHEMA.lines() {
        if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
            table = rest.split(' ').next().unwrap_or_default();
        } else if let Some(column) = line.strip_prefix("    ").filter(|line| line.starts_with(char::is_lowercase)) {
            columns.push(format!("{table}.{}", column.split(' ').next().unwrap_or_default()));
        }
    }
    columns
}

fn fill(
    connection: &mut Connection,
    about: &About,
    entries: impl Iterator<Item = Entry>,
    tallies: impl Iterator<Item = Tally>,
) -> Result<(), Error> {
    connection.execute_batch("PRAGMA page_size = 4096; PRAGMA foreign_keys = ON;")?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(SCHEMA)?;
    write_about(&transaction, about)?;
    let mut filling = Filling { transaction, claims: BTreeSet::new(), reports: BTreeSet::new() };
    for entry in entries {
        filling.entry(&entry).map_err(|error| of_record(error, &entry.incident.id))?;
    }
    for tally in tallies {
        filling.tally(&tally).map_err(|error| of_record(error, &tally.id))?;
    }
    let Filling { transaction, .. } = filling;
    transaction.execute_batch("INSERT INTO claims_fts(claims_fts) VALUES ('rebuild'); ANALYZE;")?;
    transaction.commit()?;
    Ok(())
}

/// The error, naming the record it is of.
fn of_record(error: Error, record: &str) -> Error {
    match error {
        Error::Sqlite(source) => Error::SqliteRecord { record: record.to_owned(), source },
        other => other,
    }
}

fn write_about(transaction: &Transaction<'_>, about: &About) -> Result<(), Error> {
    let rows = [
        ("wire", Some(v1::VERSION)),
        ("engine", Some(about.engine.as_str())),
        ("policy", Some(about.policy.as_str())),
        ("as_of", about.as_of.as_deref()),
        ("profile", Some(about.profile.slug())),
        ("release", about.release.as_deref()),
    ];
    for (key, value) in rows {
        transaction.execute("INSERT INTO about (key, value) VALUES (?, ?)", params![key, value])?;
    }
    Ok(())
}

/// The file while it is filled: a claim or a report that several incidents rest on is written once.
struct Filling<'a> {
    transaction: Transaction<'a>,
    claims: BTreeSet<String>,
    reports: BTreeSet<(String, String)>,
}

impl Filling<'_> {
    fn run(&self, statement: &str, values: impl rusqlite::Params) -> Result<(), Error> {
        self.transaction.prepare_cached(statement)?.execute(values)?;
        Ok(())
    }

    fn entry(&mut self, entry: &Entry) -> Result<(), Error> {
        let incident = &entry.incident;
        let (place, time) = (incident.place.as_ref(), incident.time.as_ref());
        let point = coordinates(place);
        let ends = |measure: &str| {
            let toll = crate::cells::total(incident, measure);
            (toll.and_then(|toll| toll.low), toll.and_then(|toll| toll.best), toll.and_then(|toll| toll.high))
        };
        let (killed, injured) = (ends("killed"), ends("injured"));
        self.run(
            "INSERT INTO incidents VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            rusqlite::params_from_iter([
                words(&incident.id),
                words(&incident.title),
                words(&incident.act),
                option(time.map(|time| time.start.to_string())),
                option(time.map(|time| time.end.to_string())),
                option(time.map(|time| time.precision.to_string())),
                option(time.map(|time| time.inferred)),
                option(time.and_then(|time| time.written.clone())),
                option(place.map(|place| place.name.clone())),
                option(place.map(|place| place.span.text.clone())),
                option(place.map(|place| place.precision.to_string())),
                option(place.and_then(|place| place.geonames_id)),
                option(place.and_then(|place| place.country.as_deref().map(str::to_owned))),
                option(place.and_then(|place| place.admin1.clone())),
                option(place.and_then(|place| place.admin2.clone())),
                option(point.map(|(latitude, _)| latitude)),
                option(point.map(|(_, longitude)| longitude)),
                option(killed.0),
                option(killed.1),
                option(killed.2),
                option(injured.0),
                option(injured.1),
                option(injured.2),
                words(&incident.grade),
                words(&incident.status),
                option(Some(incident.event_clarity)),
                option(i64::try_from(incident.independence.outlets).ok()),
                option(i64::try_from(incident.independence.publisher_families).ok()),
                option(i64::try_from(incident.independence.wire_origins).ok()),
                option(i64::try_from(incident.independence.voices).ok()),
                option(incident.codes.plover.as_deref().map(str::to_owned)),
                option(incident.codes.acled_event.as_deref().map(str::to_owned)),
                option(incident.codes.acled_sub_event.as_deref().map(str::to_owned)),
                option(incident.codes.ucdp_type_of_violence),
                option(incident.part_of.clone()),
            ]),
        )?;
        for toll in &incident.tolls {
            self.run(
                "INSERT INTO tolls VALUES (?,?,?,?,?,?,?)",
                params![incident.id, toll.measure, toll.group, toll.low, toll.best, toll.high, toll.claims.join("; ")],
            )?;
        }
        for actor in incident.perpetrators.iter().chain(&incident.targets) {
            self.actor(Some(&incident.id), None, actor)?;
        }
        for account in &entry.accounts {
            self.account(account)?;
            self.run("INSERT OR IGNORE INTO incident_claims VALUES (?,?)", params![incident.id, account.claim.id])?;
        }
        Ok(())
    }

    fn account(&mut self, account: &Account) -> Result<(), Error> {
        if self.claims.insert(account.claim.id.clone()) {
            self.claim(account)?;
        }
        for source in &account.sources {
            self.report(source)?;
            self.run(
                "INSERT OR IGNORE INTO claim_reports VALUES (?,?,?)",
                params![account.claim.id, source.report.id, source.document],
            )?;
        }
        Ok(())
    }

    fn claim(&self, account: &Account) -> Result<(), Error> {
        let claim: &Claim = &account.claim;
        let document = claim.span.document.clone().or_else(|| account.sources.first().map(|source| source.document.clone()));
        let (place, time) = (claim.place.as_ref(), claim.time.as_ref());
        self.run(
            "INSERT INTO claims VALUES (NULL,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            params![
                claim.id,
                claim.kind,
                claim.act,
                claim.status,
                claim.span.text,
                claim.span.start as i64,
                claim.span.end as i64,
                document,
                claim.rule,
                claim.confidence,
                voice(&claim.voice),
                claim.voice.kind,
                claim.voice.stance,
                claim.voice.span.as_ref().map(|span| span.text.as_str()),
                place.map(|place| place.name.as_str()),
                place.map(|place| place.precision.as_ref()),
                time.map(|time| time.start.to_string()),
                time.map(|time| time.end.to_string()),
                time.and_then(|time| time.written.as_deref()),
            ],
        )?;
        for (index, count) in claim.counts.iter().enumerate() {
            self.run(
                "INSERT INTO counts VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
                params![
                    claim.id,
                    index as i64,
                    count.measure,
                    count.group,
                    count.floor,
                    count.ceiling,
                    count.point,
                    count.modifier,
                    count.relation,
                    count.written,
                    count.span.start as i64,
                    count.span.end as i64,
                    count.rule,
                ],
            )?;
        }
        for actor in &claim.actors {
            self.actor(None, Some(&claim.id), actor)?;
        }
        Ok(())
    }

    fn actor(&self, incident: Option<&str>, claim: Option<&str>, actor: &Actor) -> Result<(), Error> {
        self.run(
            "INSERT INTO actors (incident, claim, role, name, actor, country, sector, certainty, words, rule) VALUES (?,?,?,?,?,?,?,?,?,?)",
            params![
                incident,
                claim,
                actor.role,
                actor.name,
                actor.id,
                actor.country,
                actor.sector,
                actor.certainty,
                actor.span.text,
                actor.rule,
            ],
        )
    }

    fn report(&mut self, source: &Source) -> Result<(), Error> {
        let report = &source.report;
        if !self.reports.insert((report.id.clone(), source.document.clone())) {
            return Ok(());
        }
        self.run(
            "INSERT INTO reports VALUES (?,?,?,?,?,?,?)",
            params![
                report.id,
                source.document,
                report.title,
                report.outlet,
                report.published.map(|day| day.to_string()),
                report.language,
                report.url,
            ],
        )
    }

    fn tally(&self, tally: &Tally) -> Result<(), Error> {
        let area = tally.area.as_ref();
        self.run(
            "INSERT INTO tallies VALUES (?,?,?,?,?,?,?,?,?)",
            params![
                tally.id,
                voice(&tally.voice),
                tally.voice.kind,
                tally.measure,
                tally.group,
                area.map(|area| area.name.as_str()),
                area.and_then(|area| area.country.as_deref()),
                area.map(|area| area.precision.as_ref()),
                tally.since.map(|day| day.to_string()),
            ],
        )?;
        for (index, point) in tally.points.iter().enumerate() {
            self.run(
                "INSERT INTO tally_points VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                params![
                    tally.id,
                    index as i64,
                    point.until.map(|day| day.to_string()),
                    point.floor,
                    point.ceiling,
                    point.point,
                    point.increment,
                    point.span.text,
                    point.claim,
                    point.report,
                    point.span.document,
                ],
            )?;
        }
        for covered in &tally.covers {
            self.run("INSERT OR IGNORE INTO tally_covers SELECT ?, id FROM incidents WHERE id = ?", params![tally.id, covered])?;
        }
        Ok(())
    }
}

type Cell = rusqlite::types::Value;

fn words(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn option<T: Into<Cell>>(value: Option<T>) -> Cell {
    value.map_or(Cell::Null, Into::into)
}
