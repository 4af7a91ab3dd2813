//! Taking in: what was captured and how it was coded, appended in one transaction a batch.
//!
//! In: prepared items. Out: how many were new. A report that is held already, with the same bytes, text and facts about it, is passed by;
//! held but coded by another engine, its new coding is appended beside the old.

use dateline::incidents::Sketch;
use dateline::wire::v1::{self, Record};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::copies;
use crate::log::{Chain, moment};
use crate::pack::{digest, named, pack};
use crate::{Error, Ledger};

/// One report as captured and coded.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// Where it is from: a path, an address.
    pub origin: &'a str,
    /// Which record of it, from 1, where it holds several.
    pub record_number: Option<u64>,
    /// What kind of bytes: `text`, `html`, `feed` …
    pub media: &'a str,
    /// What made the text of the bytes, with its version.
    pub extractor: &'a str,
    /// The exact bytes.
    pub raw: &'a [u8],
    /// Where in them the text stands, where it stands there as it is.
    pub text_at: Option<usize>,
    /// Who wrote it.
    pub author: Option<&'a str>,
    /// The document's exact text.
    pub text: &'a str,
    /// The report coded, before anything is concluded from it.
    pub record: &'a Record,
    /// What copies of the text are found by.
    pub sketch: &'a Sketch,
}

/// What a capture's log row is the digest of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Capture {
    pub(crate) origin: String,
    pub(crate) record: Option<u64>,
    pub(crate) media: String,
    pub(crate) extractor: String,
    pub(crate) raw: String,
    pub(crate) raw_bytes: usize,
    pub(crate) text_at: Option<usize>,
    pub(crate) author: Option<String>,
    pub(crate) document: String,
    pub(crate) report: v1::Report,
}

/// An item packed for its place: made on any thread, so that the writer only writes.
#[derive(Debug, Clone)]
pub struct Prepared {
    capture: Capture,
    body: String,
    raw_digest: [u8; 32],
    raw: Option<Vec<u8>>,
    document_digest: [u8; 32],
    document: Vec<u8>,
    text: String,
    coding_digest: [u8; 32],
    coding: Vec<u8>,
    sketch: Sketch,
}

/// What came of a batch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// Reports that were not held.
    pub captured: usize,
    /// Texts that were not held.
    pub documents: usize,
    /// Reports held already and coded by another engine.
    pub recoded: usize,
    /// Reports held already, and coded by this engine.
    pub held: usize,
    /// The log numbers of the captures of the batch, new and held, in its order.
    pub captures: Vec<i64>,
}

impl TakenIn {
    /// Counts another batch in.
    pub fn add(&mut self, other: TakenIn) {
        self.captured += other.captured;
        self.documents += other.documents;
        self.recoded += other.recoded;
        self.held += other.held;
        self.captures.extend(other.captures);
    }
}

impl Prepared {
    /// Packs an item.
    pub fn new(item: &Item<'_>) -> Prepared {
        let raw_digest = digest(item.raw);
        let document_digest = digest(item.text.as_bytes());
        let capture = Capture {
            origin: item.origin.to_owned(),
            record: item.record_number,
            media: item.media.to_owned(),
            extractor: item.extractor.to_owned(),
            raw: named(&raw_digest),
            raw_bytes: item.raw.len(),
            text_at: item.text_at,
            author: item.author.map(str::to_owned),
            document: named(&document_digest),
            report: item.record.report.clone(),
        };
        let body = serde_json::to_string(&capture).unwrap_or_default();
        let record = serde_json::to_vec(item.record).unwrap_or_default();
        Prepared {
            body,
            raw: (raw_digest != document_digest).then(|| pack(item.raw)),
            raw_digest,
            document: pack(item.text.as_bytes()),
            document_digest,
            text: item.text.to_owned(),
            coding_digest: digest(&record),
            coding: pack(&record),
            sketch: item.sketch.clone(),
            capture,
        }
    }
}

impl Capture {
    /// What makes two captures one: everything but where the bytes lay.
    pub(crate) fn fingerprint(&self) -> [u8; 32] {
        let capture = Capture { origin: String::new(), record: None, text_at: None, ..self.clone() };
        digest(serde_json::to_string(&capture).unwrap_or_default().as_bytes())
    }
}

/// What a coding's log row is the digest of: which capture it codes, by which engine, and the record.
pub(crate) fn coding_body(capture: i64, engine: &str, record: &[u8; 32]) -> [u8; 32] {
    digest([capture.to_string().as_bytes(), b"\n", engine.as_bytes(), b"\n", record].concat().as_slice())
}

impl Ledger {
    /// Appends a batch, all of it or nothing.
    pub fn take_in(&mut self, items: &[Prepared], at: Timestamp) -> Result<TakenIn, Error> {
        self.is_of_now()?;
        let path = self.path.clone();
        let sql = |error| crate::open::failed(&path, error);
        let transaction = self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(sql)?;
        let mut taken = TakenIn::default();
        let mut chain = Chain::end(&transaction).map_err(sql)?;
        let at = moment(at);
        for item in items {
            append(&transaction, &mut chain, item, &at, &mut taken).map_err(sql)?;
        }
        transaction.commit().map_err(sql)?;
        Ok(taken)
    }
}

fn append(db: &Transaction<'_>, chain: &mut Chain, item: &Prepared, at: &str, taken: &mut TakenIn) -> rusqlite::Result<()> {
    let fingerprint = item.capture.fingerprint();
    let mut held = db.prepare_cached("SELECT seq FROM capture WHERE fingerprint = ?")?;
    let held: Option<i64> = held.query_row([&fingerprint[..]], |row| row.get(0)).optional()?;
    let capture = match held {
        Some(capture) => {
            let mut coded = db.prepare_cached("SELECT 1 FROM coding WHERE capture = ? AND engine = ?")?;
            if coded.exists(params![capture, dateline::places::engine()])? {
                taken.held += 1;
                taken.captures.push(capture);
                return Ok(());
            }
            taken.recoded += 1;
            capture
        }
        None => {
            taken.captured += 1;
            if let Some(raw) = &item.raw {
                let mut held = db.prepare_cached("SELECT 1 FROM raw WHERE digest = ?")?;
                if !held.exists([&item.raw_digest[..]])? {
                    let mut insert = db.prepare_cached("INSERT INTO raw (digest, bytes, packed) VALUES (?, ?, ?)")?;
                    insert.execute(params![&item.raw_digest[..], item.capture.raw_bytes, raw])?;
                }
            }
            let document = document(db, item, taken)?;
            let seq = chain.append(db, at, "capture", &digest(item.body.as_bytes()))?;
            let mut insert =
                db.prepare_cached("INSERT INTO capture (seq, document, raw, fingerprint, body) VALUES (?, ?, ?, ?, ?)")?;
            insert.execute(params![seq, document, &item.raw_digest[..], &fingerprint[..], item.body])?;
            seq
        }
    };
    let seq = chain.append(db, at, "coding", &coding_body(capture, dateline::places::engine(), &item.coding_digest))?;
    let mut insert = db.prepare_cached("INSERT INTO coding (seq, capture, engine, packed) VALUES (?, ?, ?, ?)")?;
    insert.execute(params![seq, capture, dateline::places::engine(), item.coding])?;
    taken.captures.push(capture);
    Ok(())
}

/// The number of the item's text, which is put in its place where it is new.
fn document(db: &Transaction<'_>, item: &Prepared, taken: &mut TakenIn) -> rusqlite::Result<i64> {
    let mut held = db.prepare_cached("SELECT id FROM document WHERE digest = ?")?;
    if let Some(id) = held.query_row([&item.document_digest[..]], |row| row.get(0)).optional()? {
        copies::renew(db, id, &item.sketch)?;
        return Ok(id);
    }
    taken.documents += 1;
    let mut insert = db.prepare_cached("INSERT INTO document (digest, bytes, packed) VALUES (?, ?, ?)")?;
    insert.execute(params![&item.document_digest[..], item.text.len(), item.document])?;
    let id = db.last_insert_rowid();
    db.prepare_cached("INSERT INTO words (rowid, text) VALUES (?, ?)")?.execute(params![id, item.text])?;
    copies::keep(db, id, &item.sketch)?;
    Ok(id)
}
