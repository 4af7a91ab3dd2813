//! Verifying: every digest made again, every span read again.
//!
//! Each record is looked at by itself, so that one that is damaged is named and those after it are looked at all the same.

use rusqlite::types::ValueRef;
use rusqlite::{Error as SqlError, OptionalExtension};
use serde_json::Value;

use crate::coding::Stored;
use crate::derived::state;
use crate::log::link;
use crate::pack::{digest, named, unpack};
use crate::store::Capture;
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
        self.map(false).map_err(self.sql())?; // what cannot be read is to be named
        let verified = self.look_at_all(progress);
        self.map(true).map_err(self.sql())?;
        Ok(verified)
    }

    fn look_at_all(&self, progress: impl Fn(usize, usize)) -> Verified {
        let mut verified = Verified::default();
        self.pages(&mut verified);
        let last = self.last("log", "seq", &mut verified);
        let mut head: Vec<u8> = vec![0; 32];
        let mut missing = Missing::default();
        for seq in 1..=last {
            match self.row(seq) {
                Ok(Some(row)) => {
                    missing.end("log row", &mut verified);
                    verified.rows += 1;
                    if link(&head, row.seq, &row.at, &row.kind, &row.body)[..] != row.chain {
                        verified.fault(format!("log row {seq}"), "its chain does not follow from the row before it");
                    }
                    if let Err(fault) = self.body(&row, &mut verified) {
                        verified.faults.push(fault);
                    }
                    head = row.chain;
                }
                Ok(None) => missing.add(seq),
                Err(error) => verified.fault(format!("log row {seq}"), &error.to_string()),
            }
            progress(seq as usize, last as usize);
        }
        missing.end("log row", &mut verified);
        self.end(last, &mut verified);
        self.documents(&mut verified);
        self.strays(&mut verified);
        verified
    }

    /// The greatest number in a table, as far as the file has room for so many rows; what stands outside of that is named.
    fn last(&self, table: &str, number: &str, verified: &mut Verified) -> i64 {
        let numbers =
            |query: &str| -> Result<Vec<i64>, SqlError> { self.db.prepare(query)?.query_map([], |row| row.get(0))?.collect() };
        let room = "SELECT page_count * page_size / 40 FROM pragma_page_count, pragma_page_size";
        let found = numbers(room).and_then(|room| {
            let room = room.first().copied().unwrap_or(0);
            let outside =
                format!("SELECT {number} FROM {table} WHERE {number} < 1 OR {number} > {room} ORDER BY {number} LIMIT 20");
            let last = numbers(&format!("SELECT COALESCE(MAX({number}), 0) FROM {table} WHERE {number} <= {room}"))?;
            Ok((numbers(&outside)?, last.first().copied().unwrap_or(0)))
        });
        match found {
            Ok((outside, last)) => {
                outside.iter().for_each(|seq| verified.fault(format!("{table} row {seq}"), "nothing is ever given that number"));
                last
            }
            Err(error) => {
                verified.fault(format!("the table of {table}s"), &error.to_string());
                self.derived_up_to() // rows that can be read are looked at all the same
            }
        }
    }

    /// The log row that what is derived goes up to, as far as the file has room for it.
    fn derived_up_to(&self) -> i64 {
        let room = self.path.metadata().map_or(0, |file| file.len() as i64 / 40);
        state(&self.db, "seq").ok().flatten().and_then(|seq| seq.parse::<i64>().ok()).unwrap_or(0).clamp(0, room)
    }

    /// Rows taken off the end of the log break no chain: what is derived, and releases, say how far it went.
    fn end(&self, last: i64, verified: &mut Verified) {
        let derived = self.derived_up_to();
        if derived > last {
            verified
                .fault(format!("the log's end, row {last}"), &format!("what is derived was derived from it up to row {derived}"));
        }
    }

    /// What SQLite itself finds wrong with the file, page by page.
    fn pages(&self, verified: &mut Verified) {
        let found = || -> Result<Vec<String>, SqlError> {
            let mut check = self.db.prepare("PRAGMA integrity_check(20)")?;
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
                let end = |at: usize| at.saturating_add(document.len());
                let at = capture.text_at.map(|at| raw.get(at..end(at)) == Some(document.as_bytes()));
                if at == Some(false) {
                    return Err(fault("its text does not stand in its bytes where it did".to_owned()));
                }
                let points_to = "SELECT document.digest, capture.raw, capture.fingerprint FROM capture
                                 LEFT JOIN document ON document.id = capture.document WHERE seq = ?";
                let columns = self.db.prepare_cached(points_to).and_then(|mut read| {
                    read.query_row([seq], |row| Ok([row.get::<_, Option<Vec<u8>>>(0)?, row.get(1)?, row.get(2)?]))
                });
                let [document, raw, print] = columns.map_err(|error| fault(error.to_string()))?.map(Option::unwrap_or_default);
                if named(&document) != capture.document || named(&raw) != capture.raw {
                    return Err(fault("its row points to another text, or to other bytes, than it says".to_owned()));
                }
                if print != capture.fingerprint() {
                    return Err(fault("it would not be known again: its fingerprint is another's".to_owned()));
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
                let release = release.ok_or_else(|| fault("it is not found by its name".to_owned()))?;
                let then = self.row(release.manifest.seq).map_err(|error| fault(error.to_string()))?;
                if then.is_some_and(|then| named(&then.chain) != release.manifest.chain) {
                    let seq = release.manifest.seq;
                    return Err(fault(format!("it is of a log whose row {seq} had another chain")));
                }
                Ok(())
            }
            _ => Err(fault("the log has no such kind of row".to_owned())),
        }
    }

    /// A coding's record, and each of its spans read again from its document; what is wrong, where something is.
    fn coding(&self, row: &Row, verified: &mut Verified) -> Result<Option<String>, Error> {
        let sql = self.sql();
        let query = format!("SELECT {} FROM coding LEFT JOIN log ON log.seq = coding.seq WHERE coding.seq = ?", Stored::COLUMNS);
        let stored = self.db.prepare_cached(&query).map_err(sql)?.query_row([row.seq], Stored::of).optional().map_err(sql)?;
        let Some(stored) = stored else { return Ok(Some("it is missing".to_owned())) };
        let (bytes, record) = match stored.bytes().and_then(|bytes| Ok((bytes, stored.record()?))) {
            Ok(read) => read,
            Err(Error::Corrupt { problem, .. }) => return Ok(Some(problem)),
            Err(error) => return Err(error),
        };
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
        let last = self.last("document", "id", verified);
        let mut missing = Missing::default();
        for id in 1..=last {
            let read = self.db.prepare_cached("SELECT digest, bytes, packed FROM document WHERE id = ?");
            let read =
                read.and_then(|mut read| read.query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional());
            match read {
                Ok(Some((known, bytes, packed))) => {
                    missing.end("document row", verified);
                    let (known, bytes, packed): (Vec<u8>, usize, Vec<u8>) = (known, bytes, packed);
                    verified.documents += 1;
                    match unpack(&packed, || format!("document {}", named(&known))) {
                        Ok(text) if digest(&text)[..] == known && text.len() == bytes => {}
                        Ok(_) => verified.fault(format!("document {}", named(&known)), "its text has another digest or length"),
                        Err(error) => verified.fault(format!("document {}", named(&known)), &error.to_string()),
                    }
                }
                Ok(None) => missing.add(id),
                Err(error) => verified.fault(format!("document row {id}"), &error.to_string()),
            }
        }
        missing.end("document row", verified);
    }

    /// Rows that no log row stands for, and texts and bytes that no capture points to.
    fn strays(&self, verified: &mut Verified) {
        for kind in ["capture", "coding", "decision", "release"] {
            let query = format!(
                "SELECT {kind}.seq FROM {kind} LEFT JOIN log ON log.seq = {kind}.seq AND log.kind = '{kind}'
                 WHERE log.seq IS NULL ORDER BY 1 LIMIT 20"
            );
            self.name_all(&query, kind, "no row of the log stands for it", verified);
        }
        let unheld = |table: &str, column: &str, of: &str| {
            let query =
                format!("SELECT digest FROM {table} WHERE {column} NOT IN (SELECT {of} FROM capture) ORDER BY 1 LIMIT 20");
            (query, table.to_owned())
        };
        for (query, table) in [unheld("document", "id", "document"), unheld("raw", "digest", "raw")] {
            self.name_all(&query, &table, "nothing that came in has it", verified);
        }
    }

    /// Names as faults the rows of `table` whose numbers or digests `query` gives.
    fn name_all(&self, query: &str, table: &str, problem: &str, verified: &mut Verified) {
        let name = |row: &rusqlite::Row<'_>| {
            Ok(match row.get_ref(0)? {
                ValueRef::Integer(seq) => format!("{table} {seq}"),
                ValueRef::Blob(digest) => format!("{table} {}", named(digest)),
                _ => format!("a {table}"),
            })
        };
        let found = || -> Result<Vec<String>, SqlError> { self.db.prepare(query)?.query_map([], name)?.collect() };
        match found() {
            Ok(strays) => strays.into_iter().for_each(|stray| verified.fault(stray, problem)),
            Err(error) => verified.fault(format!("the table of {table}s"), &error.to_string()),
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

/// Numbers in a row that nothing has.
#[derive(Default)]
struct Missing(Option<(i64, i64)>);

impl Missing {
    fn add(&mut self, number: i64) {
        self.0 = Some((self.0.map_or(number, |(first, _)| first), number));
    }

    /// Names them as one fault, where there are any.
    fn end(&mut self, what: &str, verified: &mut Verified) {
        match self.0.take() {
            Some((first, last)) if first == last => verified.fault(format!("{what} {first}"), "it is missing"),
            Some((first, last)) => verified.fault(format!("{what}s {first} to {last}"), "they are missing"),
            None => {}
        }
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
