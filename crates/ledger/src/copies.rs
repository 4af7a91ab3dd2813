//! Copies: which documents of the ledger are one text, so that they count as one witness.
//!
//! Documents are compared where their sketches share a key; copies of copies are copies. The witness of a set is the least digest in it,
//! whatever order they came in.

use std::collections::{BTreeMap, BTreeSet};

use dateline::incidents::{Policy, Sketch, are_copies};
use dateline::text::{DocId, Document};
use rusqlite::{Connection, OptionalExtension, params};

use crate::Error;
use crate::derived::numbers;
use crate::pack::{named, unpack};

/// From so many texts on, each month's sketches are read once for all of them rather than once for each.
const MANY: usize = 50;

/// Gives `documents` that have none their witness, and names every document whose witness changed, these included.
pub(crate) fn place(
    db: &Connection,
    documents: &BTreeSet<i64>,
    policy: &Policy,
    sql: impl Fn(rusqlite::Error) -> Error + Copy,
) -> Result<BTreeSet<i64>, Error> {
    let mut known = db.prepare_cached("SELECT 1 FROM witness WHERE document = ?").map_err(sql)?;
    let mut months: BTreeMap<i32, Vec<i64>> = BTreeMap::new();
    for &document in documents {
        if !known.exists([document]).map_err(sql)? {
            months.entry(sketch(db, document, sql)?.month()).or_default().push(document);
        }
    }
    let many = months.values().map(Vec::len).sum::<usize>() >= MANY;
    let of_month = if many { by_month(db).map_err(sql)? } else { BTreeMap::new() };
    let mut changed = BTreeSet::new();
    for (month, documents) in months {
        let mut shelf = Shelf::default();
        if many {
            for near in Sketch::months_near(month) {
                of_month.get(&near).into_iter().flatten().try_for_each(|&other| shelf.put(db, other, sql))?;
            }
        }
        for document in documents {
            let mine = sketch(db, document, sql)?;
            if !many {
                shelf = Shelf::default();
                sharing(db, &mine).map_err(sql)?.into_iter().try_for_each(|other| shelf.put(db, other, sql))?;
            }
            let copies = shelf.copies_of(document, &mine, policy);
            let united = unite(db, document, &copies).map_err(sql)?;
            shelf.witnesses.extend(&united);
            changed.extend(united.into_keys());
        }
    }
    Ok(changed)
}

/// The documents that have a sketch, by the month it says.
fn by_month(db: &Connection) -> rusqlite::Result<BTreeMap<i32, Vec<i64>>> {
    let mut months: BTreeMap<i32, Vec<i64>> = BTreeMap::new();
    let mut all = db.prepare("SELECT document, bytes FROM sketch")?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(month) = Sketch::month_of(row.get_ref(1)?.as_blob().unwrap_or_default()) {
            months.entry(month).or_default().push(row.get(0)?);
        }
    }
    Ok(months)
}

/// Documents that share a key with `mine`.
fn sharing(db: &Connection, mine: &Sketch) -> rusqlite::Result<BTreeSet<i64>> {
    numbers(db, "SELECT document FROM shingle WHERE key = ?", mine.probes().into_iter().map(|key| key as i64))
}

/// Sketches at hand, and what their documents are found by.
#[derive(Default)]
struct Shelf {
    sketches: BTreeMap<i64, Sketch>,
    /// Of those that have been placed.
    witnesses: BTreeMap<i64, i64>,
    holders: BTreeMap<u64, Vec<i64>>,
}

impl Shelf {
    fn put(&mut self, db: &Connection, document: i64, sql: impl Fn(rusqlite::Error) -> Error + Copy) -> Result<(), Error> {
        let sketch = sketch(db, document, sql)?;
        let mut placed = db.prepare_cached("SELECT witness FROM witness WHERE document = ?").map_err(sql)?;
        let witness: Option<i64> = placed.query_row([document], |row| row.get(0)).optional().map_err(sql)?;
        self.witnesses.extend(witness.map(|witness| (document, witness)));
        sketch.keys().into_iter().for_each(|key| self.holders.entry(key).or_default().push(document));
        self.sketches.insert(document, sketch);
        Ok(())
    }

    /// The witnesses of the placed documents that `document` is a copy of, itself among them.
    fn copies_of(&self, document: i64, mine: &Sketch, policy: &Policy) -> BTreeSet<i64> {
        let probes = mine.probes();
        let sharing: BTreeSet<i64> =
            probes.iter().filter_map(|key| self.holders.get(key)).flatten().copied().filter(|&other| other != document).collect();
        let mut copies = BTreeSet::from([document]);
        for other in sharing {
            if let (Some(witness), Some(theirs)) = (self.witnesses.get(&other), self.sketches.get(&other))
                && !copies.contains(witness)
                && are_copies(mine, theirs, policy)
            {
                copies.insert(*witness);
            }
        }
        copies
    }
}

/// Makes the sets that the witnesses `of` stand for one, `document` in it; gives the documents whose witness is another now, with
/// it.
fn unite(db: &Connection, document: i64, of: &BTreeSet<i64>) -> rusqlite::Result<BTreeMap<i64, i64>> {
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
    let mut changed = BTreeMap::new();
    for &member in members.iter().filter(|member| before.get(member) != Some(&witness)) {
        write.execute(params![member, witness])?;
        changed.insert(member, witness);
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
