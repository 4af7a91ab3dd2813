//! What is derived, row by row: written, taken out and looked up. Knows SQL and no more.

use std::collections::BTreeSet;

use dateline::wire::v1::{Incident, Tally};
use rusqlite::{Connection, OptionalExtension, Result, params};

use crate::pack::pack;
use crate::queue::{reasons, worth};
use crate::schema;

/// A value of the state.
pub(crate) fn state(db: &Connection, name: &str) -> Result<Option<String>> {
    db.prepare_cached("SELECT value FROM state WHERE name = ?")?.query_row([name], |row| row.get(0)).optional()
}

/// Sets a value of the state.
pub(crate) fn set_state(db: &Connection, name: &str, value: &str) -> Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)")?.execute([name, value])?;
    Ok(())
}

/// Takes out all that is derived, but for sketches, which hold for ever.
pub(crate) fn clear(db: &Connection) -> Result<()> {
    for table in schema::DERIVED_TABLES.iter().filter(|table| !matches!(**table, "sketch" | "shingle")) {
        db.execute(&format!("DELETE FROM {table}"), [])?;
    }
    Ok(())
}

/// Takes out the derived tables themselves, of another form than ours, and makes those of ours; sketches are made again of their texts.
pub(crate) fn renew(db: &Connection) -> Result<()> {
    for table in schema::DERIVED_TABLES {
        db.execute(&format!("DROP TABLE IF EXISTS main.{table}"), [])?;
    }
    db.execute_batch(&schema::derived(false))
}

/// The numbers that a query gives for each of `of`.
pub(crate) fn numbers(db: &Connection, query: &str, of: impl IntoIterator<Item = i64>) -> Result<BTreeSet<i64>> {
    let mut statement = db.prepare_cached(query)?;
    let mut found = BTreeSet::new();
    for key in of {
        for number in statement.query_map([key], |row| row.get(0))? {
            found.insert(number?);
        }
    }
    Ok(found)
}

/// Takes codings out of all that is derived, and components with their incidents, but for those that stay, by row.
pub(crate) fn take_out(db: &Connection, codings: &BTreeSet<i64>, components: &BTreeSet<i64>, stay: &BTreeSet<i64>) -> Result<()> {
    for row in numbers(db, "SELECT row FROM incident WHERE component = ?", components.iter().copied())?.difference(stay) {
        db.prepare_cached("DELETE FROM actor WHERE incident = ?")?.execute([row])?;
        db.prepare_cached("DELETE FROM incident WHERE row = ?")?.execute([row])?;
    }
    for component in components {
        db.prepare_cached("DELETE FROM happening WHERE component = ?")?.execute([component])?;
    }
    for &coding in codings {
        for statement in [
            "DELETE FROM block WHERE coding = ?",
            "DELETE FROM tells WHERE coding = ?",
            "DELETE FROM happening WHERE coding = ?",
            "DELETE FROM link WHERE a = ?",
            "DELETE FROM link WHERE b = ?",
            "DELETE FROM total WHERE coding = ?",
            "DELETE FROM joined WHERE coding = ?",
        ] {
            db.prepare_cached(statement)?.execute([coding])?;
        }
    }
    Ok(())
}

/// Writes an incident and says its row.
pub(crate) fn put_incident(db: &Connection, incident: &Incident, component: i64) -> Result<i64> {
    let killed = incident.tolls.iter().find(|toll| toll.measure == "killed" && toll.group == "all");
    let place = incident.place.as_ref();
    let day = |day: jiff::civil::Date| day.to_string();
    let why: Vec<String> = reasons(incident).iter().map(|reason| reason.slug()).collect();
    let mut insert = db.prepare_cached(
        "INSERT INTO incident (id, component, first, last, place, country, act, grade, status, killed_low, killed_best, killed_high, lat, lon,
                               precision, worth, why, problems, packed)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    insert.execute(params![
        incident.id,
        component,
        incident.time.as_ref().map(|time| day(time.start)),
        incident.time.as_ref().map(|time| day(time.end)),
        place.map_or("", |place| &place.name),
        place.and_then(|place| place.country.as_deref()),
        &*incident.act,
        &*incident.grade,
        &*incident.status,
        killed.and_then(|toll| toll.low),
        killed.and_then(|toll| toll.best),
        killed.and_then(|toll| toll.high),
        place.and_then(|place| place.lat),
        place.and_then(|place| place.lon),
        place.map(|place| &*place.precision),
        i64::try_from(worth(incident)).unwrap_or(i64::MAX),
        why.join(" "),
        !incident.problems.is_empty(),
        pack(&serde_json::to_vec(incident).unwrap_or_default()),
    ])?;
    let row = db.last_insert_rowid();
    let mut insert = db.prepare_cached("INSERT INTO actor (incident, role, name, id, country) VALUES (?, ?, ?, ?, ?)")?;
    for actor in incident.perpetrators.iter().chain(&incident.targets) {
        insert.execute(params![row, &*actor.role, actor.name, actor.id.as_deref(), actor.country.as_deref()])?;
    }
    Ok(row)
}

/// Writes the totals of one coding.
pub(crate) fn put_totals(db: &Connection, coding: i64, totals: &[Tally]) -> Result<()> {
    let mut insert = db.prepare_cached("INSERT INTO total (series, coding, part, body) VALUES (?, ?, ?, ?)")?;
    for (part, total) in totals.iter().enumerate() {
        insert.execute(params![total.id, coding, part, serde_json::to_string(total).unwrap_or_default()])?;
    }
    Ok(())
}
