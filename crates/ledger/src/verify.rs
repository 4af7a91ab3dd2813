//! Verifying: every digest made again, every span read again.
//!
//! Each record is looked at by itself, so that one that is damaged is named and those after it are looked at all the same.

use dateline::wire::v1::Record;
use rusqlite::{Error as SqlError, OptionalExtension};
use serde_json::Value;

use crate::derive::record;
use crate::log::link;
use crate::pack::{digest, named, unpack};
use crate::store::{Capture, coding_body};
use crate::{Error, Ledger};

/// What was looked at, and what differs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Log rows whose chain was made again.
    pub rows: usize,
    /// Documents whose text was hashed again.
    pub documents: usize,
    /// Captures whose raw bytes were hashed again.
    pub captures: usize,
    /// Spans read again.
    pub spans: usize,
    /// What differs.
    pub faults: Vec<Fault>,
}

/// Something stored that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// "coding 12", "page 7".
    pub what: String,
    /// What is wrong with it.
    pub problem: String,
}

/// A log row.
struct Row {
    seq: i64,
    at: String,
    kind: String,
    body: Vec<u8>,
    chain: Vec<u8>,
}

impl Ledger {
    /// Looks at everything that came in.
    pub fn verify(&self, progress: impl Fn(usize, usize)) -> Result<Verified, Error> {
        let mut verified = Verified::default();
        self.pages(&mut verified);
        let last: i64 = self.db.query_row("SELECT COALESCE(MAX(seq), 0) FROM log", [], |row| row.get(0)).unwrap_or(0);
        let mut head: Vec<u8> = vec![0; 32];
        for seq in 1..=last {
            match self.row(seq) {
                Ok(Some(row)) => {
                    verified.rows += 1;
                    if link(&head, row.seq, &row.at, &row.kind, &row.body)[..] != row.chain {
                        verified.fault(format!("log row {seq}"), "its chain does not follow from the row before it");
                    }
                    if let Err(fault) = self.body(&row, &mut verified) {
                        verified.faults.push(fault);
                    }
                    head = row.chain;
                }
                Ok(None) => verified.fault(format!("log row {seq}"), "it is missing"),
                Err(error) => verified.fault(format!("log row {seq}"), &error.to_string()),
            }
            progress(seq as usize, last as usize);
        }
        self.documents(&mut verified);
        self.strays(&mut verified);
        Ok(verified)
    }

    /// What SQLite itself finds wrong with the file, page by page.
    fn pages(&self, verified: &mut Verified) {
        let found = || -> Result<Vec<String>, SqlError> {
            let mut check = self.db.prepare("PRAGMA quick_check(20)")?;
            check.query_map([], |row| row.get(0))?.collect()
        };
        match found() {
            Ok(lines) => {
                for line in lines.iter().flat_map(|line| line.lines()).filter(|line| *line != "ok") {
                    verified.fault("the file".to_owned(), line);
                }
            }
            Err(error) => verified.fault("the file".to_owned(), &error.to_string()),
        }
    }

    fn row(&self, seq: i64) -> Result<Option<Row>, SqlError> {
        let mut read = self.db.prepare_cached("SELECT seq, at, kind, body, chain FROM log WHERE seq = ?")?;
        let row = read.query_row([seq], |row| {
            Ok(Row { seq: row.get(0)?, at: row.get(1)?, kind: row.get(2)?, body: row.get(3)?, chain: row.get(4)? })
        });
        row.optional()
    }

    /// What a log row is the digest of is there, and is what it was.
    fn body(&self, row: &Row, verified: &mut Verified) -> Result<(), Fault> {
        let Row { seq, kind, body, .. } = row;
        let what = format!("{kind} {seq}");
        let fault = |problem: String| Fault { what: what.clone(), problem };
        let text = |query: &str| {
            let read = self.db.prepare_cached(query).and_then(|mut read| read.query_row([seq], |row| row.get::<_, String>(0)));
            read.map_err(|error| fault(error.to_string()))
        };
        let same = |now: &[u8]| if now == body { Ok(()) } else { Err(fault("it is not what the log says it was".to_owned())) };
        match kind.as_str() {
            "capture" => {
                let told = text("SELECT body FROM capture WHERE seq = ?")?;
                same(&digest(told.as_bytes()))?;
                let capture: Capture = serde_json::from_str(&told).map_err(|error| fault(error.to_string()))?;
                let raw = self.raw(*seq).map_err(|error| fault(error.to_string()))?;
                let raw = raw.ok_or_else(|| fault("its bytes are missing".to_owned()))?;
                verified.captures += 1;
                if named(&digest(&raw)) != capture.raw {
                    return Err(fault("its bytes are not those that were captured".to_owned()));
                }
                let document = self.text(&capture.document).map_err(|error| fault(error.to_string()))?;
                let document = document.ok_or_else(|| fault("its document is missing".to_owned()))?;
                let at = capture.text_at.map(|at| raw.get(at..at + document.len()) == Some(document.as_bytes()));
                if at == Some(false) {
                    return Err(fault("its text does not stand in its bytes where it did".to_owned()));
                }
                Ok(())
            }
            "coding" => self
                .coding(row, verified)
                .map_err(|error| fault(error.to_string()))?
                .map_or(Ok(()), |problem| Err(fault(problem))),
            "decision" => same(&digest(text("SELECT body FROM decision WHERE seq = ?")?.as_bytes())),
            "release" => {
                let told = text("SELECT body FROM release WHERE seq = ?")?;
                same(&digest(told.as_bytes()))?;
                let name = text("SELECT name FROM release WHERE seq = ?")?;
                let release = self.release(&name).map_err(|error| fault(error.to_string()))?;
                let holds = release.is_some_and(|release| named(&digest(release.content.as_bytes())) == release.manifest.output);
                if holds { Ok(()) } else { Err(fault("its content is not what was released".to_owned())) }
            }
            _ => Err(fault("the log has no such kind of row".to_owned())),
        }
    }

    /// A coding's record, and each of its spans read again from its document; what is wrong, where something is.
    fn coding(&self, row: &Row, verified: &mut Verified) -> Result<Option<String>, Error> {
        let sql = self.sql();
        let mut read = self.db.prepare_cached("SELECT capture, engine, packed FROM coding WHERE seq = ?").map_err(sql)?;
        let (capture, engine, packed): (i64, String, Vec<u8>) =
            read.query_row([row.seq], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).map_err(sql)?;
        let bytes = unpack(&packed, || format!("coding {}", row.seq))?;
        if coding_body(capture, &engine, &digest(&bytes))[..] != row.body {
            return Ok(Some("it is not what the log says it was".to_owned()));
        }
        let record: Record = record(row.seq, &packed)?;
        let Some(text) = self.text(&record.document.id)? else { return Ok(Some("its document is missing".to_owned())) };
        let value: Value = serde_json::from_slice(&bytes)
            .map_err(|error| Error::Corrupt { what: format!("coding {}", row.seq), problem: error.to_string() })?;
        let mut wrong = None;
        spans(&value, &mut |start, end, words| {
            verified.spans += 1;
            if text.get(start..end) != Some(words) {
                wrong.get_or_insert(format!("the words at bytes {start}..{end} are not those that were read"));
            }
        });
        Ok(wrong)
    }

    /// Every document's text, hashed again.
    fn documents(&self, verified: &mut Verified) {
        let last: i64 = self.db.query_row("SELECT COALESCE(MAX(id), 0) FROM document", [], |row| row.get(0)).unwrap_or(0);
        for id in 1..=last {
            let read = self.db.prepare_cached("SELECT digest, packed FROM document WHERE id = ?");
            let read = read.and_then(|mut read| read.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional());
            match read {
                Ok(Some((known, packed))) => {
                    let (known, packed): (Vec<u8>, Vec<u8>) = (known, packed);
                    verified.documents += 1;
                    match unpack(&packed, || format!("document {}", named(&known))) {
                        Ok(text) if digest(&text)[..] == known => {}
                        Ok(_) => verified.fault(format!("document {}", named(&known)), "its text has another digest"),
                        Err(error) => verified.fault(format!("document {}", named(&known)), &error.to_string()),
                    }
                }
                Ok(None) => verified.fault(format!("document row {id}"), "it is missing"),
                Err(error) => verified.fault(format!("document row {id}"), &error.to_string()),
            }
        }
    }

    /// Rows that no log row stands for.
    fn strays(&self, verified: &mut Verified) {
        for kind in ["capture", "coding", "decision", "release"] {
            let query = format!(
                "SELECT {kind}.seq FROM {kind} LEFT JOIN log ON log.seq = {kind}.seq AND log.kind = '{kind}' WHERE log.seq IS NULL LIMIT 20"
            );
            let found = || -> Result<Vec<i64>, SqlError> { self.db.prepare(&query)?.query_map([], |row| row.get(0))?.collect() };
            match found() {
                Ok(strays) => {
                    strays.iter().for_each(|seq| verified.fault(format!("{kind} {seq}"), "no row of the log stands for it"))
                }
                Err(error) => verified.fault(format!("the table of {kind}s"), &error.to_string()),
            }
        }
    }

    /// Whether deriving everything again comes to the same incidents and series; what differs, where something does.
    pub fn verify_derived(&mut self) -> Result<Option<String>, Error> {
        let content = |ledger: &Ledger| -> Result<(String, usize), Error> {
            let mut all = String::new();
            let mut incidents = 0;
            ledger.each_incident(&crate::Filter::default(), |incident| {
                all.push_str(&serde_json::to_string(&incident).unwrap_or_default());
                all.push('\n');
                incidents += 1;
                Ok(())
            })?;
            all.push_str(&serde_json::to_string(&ledger.tallies()?).unwrap_or_default());
            all.push_str(&serde_json::to_string(&ledger.proposals()?).unwrap_or_default());
            Ok((named(&digest(all.as_bytes())), incidents))
        };
        let (before, incidents) = content(self)?;
        self.rebuild(|_, _| {})?;
        let (after, again) = content(self)?;
        Ok((before != after)
            .then(|| format!("{incidents} incidents were derived, {again} are when made again: {before} is now {after}")))
    }
}

impl Verified {
    fn fault(&mut self, what: String, problem: &str) {
        self.faults.push(Fault { what, problem: problem.to_owned() });
    }
}

/// Every span in a record: where it begins and ends, and its words.
fn spans(value: &Value, sink: &mut impl FnMut(usize, usize, &str)) {
    match value {
        Value::Object(fields) => {
            let number = |key: &str| fields.get(key).and_then(Value::as_u64).map(|number| number as usize);
            if let (Some(start), Some(end), Some(words)) =
                (number("start"), number("end"), fields.get("text").and_then(Value::as_str))
            {
                sink(start, end, words);
            }
            fields.values().for_each(|value| spans(value, sink));
        }
        Value::Array(items) => items.iter().for_each(|value| spans(value, sink)),
        _ => {}
    }
}
