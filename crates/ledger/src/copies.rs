//! Copies: which documents of the ledger are one text, so that they count as one witness.
//!
//! Documents are compared where their sketches share a key; copies of copies are copies. The witness of a set is the least digest in it,
//! whatever order they came in.

use std::collections::{BTreeMap, BTreeSet};

use dateline::incidents::{Policy, Sketch, are_copies};
use dateline::text::{DocId, Document};
use rusqlite::{Connection, OptionalExtension, params};

use crate::Error;
use crate::pack::{named, unpack};

/// Gives `documents` that have none their witness, and names every document whose witness changed, these included.
pub(crate) fn place(
    db: &Connection,
    documents: &BTreeSet<i64>,
    policy: &Policy,
    sql: impl Fn(rusqlite::Error) -> Error + Copy,
) -> Result<BTreeSet<i64>, Error> {
    let mut changed = BTreeSet::new();
    for &document in documents {
        let mut known = db.prepare_cached("SELECT 1 FROM witness WHERE document = ?").map_err(sql)?;
        if known.exists([document]).map_err(sql)? {
            continue;
        }
        let mine = sketch(db, document, sql)?;
        let mut copies: BTreeSet<i64> = BTreeSet::from([document]);
        for other in sharing(db, document, &mine).map_err(sql)? {
            let mut placed = db.prepare_cached("SELECT witness FROM witness WHERE document = ?").map_err(sql)?;
            let Some(witness) = placed.query_row([other], |row| row.get::<_, i64>(0)).optional().map_err(sql)? else { continue };
            if !copies.contains(&witness) && are_copies(&mine, &sketch(db, other, sql)?, policy) {
                copies.insert(witness);
            }
        }
        changed.extend(unite(db, document, &copies).map_err(sql)?);
    }
    Ok(changed)
}

/// Documents that share a key with `mine`, by number.
fn sharing(db: &Connection, document: i64, mine: &Sketch) -> rusqlite::Result<Vec<i64>> {
    let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
    let mut holders = db.prepare_cached("SELECT document FROM shingle WHERE key = ?")?;
    for key in mine.probes() {
        let found = holders.query_map([key as i64], |row| row.get::<_, i64>(0))?;
        for other in found {
            *shared.entry(other?).or_default() += 1;
        }
    }
    shared.remove(&document);
    Ok(shared.into_keys().collect())
}

/// Makes the sets that the witnesses `of` stand for one, `document` in it; names the documents whose witness is another now.
fn unite(db: &Connection, document: i64, of: &BTreeSet<i64>) -> rusqlite::Result<BTreeSet<i64>> {
    let mut members: BTreeSet<i64> = BTreeSet::from([document]);
    let mut before: BTreeMap<i64, i64> = BTreeMap::new();
    let mut set = db.prepare_cached("SELECT document FROM witness WHERE witness = ?")?;
    for &witness in of {
        for member in set.query_map([witness], |row| row.get::<_, i64>(0))? {
            let member = member?;
            members.insert(member);
            before.insert(member, witness);
        }
    }
    let mut digest = db.prepare_cached("SELECT digest FROM document WHERE id = ?")?;
    let mut least: Option<(Vec<u8>, i64)> = None;
    for &member in &members {
        let found: (Vec<u8>, i64) = (digest.query_row([member], |row| row.get(0))?, member);
        least = Some(least.map_or(found.clone(), |least| least.min(found)));
    }
    let witness = least.map_or(document, |(_, member)| member);
    let mut write = db.prepare_cached("INSERT OR REPLACE INTO witness (document, witness) VALUES (?, ?)")?;
    let mut changed = BTreeSet::new();
    for &member in members.iter().filter(|member| before.get(member) != Some(&witness)) {
        write.execute(params![member, witness])?;
        changed.insert(member);
    }
    Ok(changed)
}

/// A document's sketch: the one kept, or, where none is, one made of its text.
fn sketch(db: &Connection, document: i64, sql: impl Fn(rusqlite::Error) -> Error + Copy) -> Result<Sketch, Error> {
    let mut kept = db
        .prepare_cached(
            "SELECT document.digest, sketch.bytes FROM document LEFT JOIN sketch ON sketch.document = document.id WHERE document.id = ?",
        )
        .map_err(sql)?;
    let (digest, bytes): (Vec<u8>, Option<Vec<u8>>) =
        kept.query_row([document], |row| Ok((row.get(0)?, row.get(1)?))).map_err(sql)?;
    let id: Option<DocId> = named(&digest).parse().ok();
    if let Some(sketch) = id.zip(bytes).and_then(|(id, bytes)| Sketch::from_bytes(id, &bytes)) {
        return Ok(sketch);
    }
    make(db, document, sql)
}

/// Makes a document's sketch of its text, and keeps it.
pub(crate) fn make(db: &Connection, document: i64, sql: impl Fn(rusqlite::Error) -> Error + Copy) -> Result<Sketch, Error> {
    let mut text = db.prepare_cached("SELECT packed FROM document WHERE id = ?").map_err(sql)?;
    let packed: Vec<u8> = text.query_row([document], |row| row.get(0)).map_err(sql)?;
    let text = unpack(&packed, || format!("document {document}"))?;
    let first = "SELECT MIN(json_extract(body, '$.report.published')) FROM capture WHERE document = ?";
    let published: Option<String> =
        db.prepare_cached(first).and_then(|mut first| first.query_row([document], |row| row.get(0))).map_err(sql)?;
    let published = published.and_then(|day| day.parse().ok());
    let sketch = Sketch::of(&Document::read(&String::from_utf8_lossy(&text)), published);
    keep(db, document, &sketch).map_err(sql)?;
    Ok(sketch)
}

/// Notes that a text held already is now known to have been published in an earlier month: it and its copies are looked for anew.
pub(crate) fn renew(db: &Connection, document: i64, new: &Sketch) -> rusqlite::Result<()> {
    let known =
        "SELECT document.digest, sketch.bytes FROM document JOIN sketch ON sketch.document = document.id WHERE document.id = ?";
    let known = db.prepare_cached(known)?.query_row([document], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((digest, bytes)): Option<(Vec<u8>, Vec<u8>)> = known else { return Ok(()) };
    let Ok(id) = named(&digest).parse::<DocId>() else { return Ok(()) };
    let Some(old) = Sketch::from_bytes(id, &bytes) else { return Ok(()) };
    if !new.is_earlier_than(&old) {
        return Ok(());
    }
    for key in old.keys() {
        db.prepare_cached("DELETE FROM shingle WHERE key = ? AND document = ?")?.execute(params![key as i64, document])?;
    }
    keep(db, document, new)?;
    let set = "SELECT document FROM witness WHERE witness = (SELECT witness FROM witness WHERE document = ?)";
    db.prepare_cached(&format!("INSERT OR IGNORE INTO unplaced (document) {set}"))?.execute([document])?;
    db.prepare_cached("DELETE FROM witness WHERE document IN (SELECT document FROM unplaced)")?.execute([])?;
    Ok(())
}

/// Keeps a document's sketch, and what it is found by.
pub(crate) fn keep(db: &Connection, document: i64, sketch: &Sketch) -> rusqlite::Result<()> {
    let mut keep = db.prepare_cached("INSERT OR REPLACE INTO sketch (document, bytes) VALUES (?, ?)")?;
    keep.execute(params![document, sketch.to_bytes()])?;
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO shingle (key, document) VALUES (?, ?)")?;
    for key in sketch.keys() {
        insert.execute(params![key as i64, document])?;
    }
    Ok(())
}
