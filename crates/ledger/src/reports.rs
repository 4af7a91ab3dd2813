//! Reports: one capture opened, with its text, what was claimed in it and what it has a part in.
//!
//! In: a capture's log row. Out: an [`Opened`], with what reviewers corrected. Reads no text.

use std::collections::BTreeSet;

use dateline::wire::v1::{Incident, Record};
use dateline::{decisions, ids};
use rusqlite::OptionalExtension;

use crate::pack::named;
use crate::store::Capture;
use crate::{Error, Ledger, Source};

/// A capture, whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// Where it is from.
    pub source: Source,
    /// What kind of bytes it was made of: `text`, `html` …
    pub media: String,
    /// How many.
    pub raw_bytes: usize,
    /// Where in them the text stands, where it stands there as it is.
    pub text_at: Option<usize>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its exact text.
    pub text: String,
    /// What it was coded to, with what reviewers corrected.
    pub record: Record,
    /// The document that all copies of its text count as.
    pub witness: String,
    /// The captures that carry one of those copies, this one included.
    pub copies: Vec<i64>,
}

impl Ledger {
    /// Opens a capture; `None` where there is none, or none yet.
    pub fn report(&self, capture: i64) -> Result<Option<Opened>, Error> {
        let sql = self.sql();
        let limit = self.limit()?;
        let query = "SELECT MAX(coding.seq), capture.body FROM capture JOIN coding ON coding.capture = capture.seq
             WHERE capture.seq = ? AND coding.seq <= ? GROUP BY capture.seq";
        let mut read = self.db.prepare_cached(query).map_err(sql)?;
        let found = read.query_row([capture, limit], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))).optional();
        let Some((coding, body)) = found.map_err(sql)? else { return Ok(None) };
        let told: Capture = serde_json::from_str(&body)
            .map_err(|error| Error::Corrupt { what: format!("capture {capture}"), problem: error.to_string() })?;
        let all = self.decisions()?;
        let record = decisions::corrected(&self.record(coding)?, &decisions::in_force(&all)).into_owned();
        let missing = || Error::Corrupt { what: format!("capture {capture}"), problem: "its text is not there".to_owned() };
        Ok(Some(Opened {
            source: self.source(coding)?,
            media: told.media,
            raw_bytes: told.raw_bytes,
            text_at: told.text_at,
            author: told.author,
            text: self.text(&told.document)?.ok_or_else(missing)?,
            record,
            witness: self.witness_of_capture(capture)?,
            copies: self.copies_of(capture, limit)?,
        }))
    }

    /// The ids of the incidents that the captures' texts tell of.
    pub fn incidents_of(&self, captures: &[i64]) -> Result<BTreeSet<String>, Error> {
        let sql = self.sql();
        let query = "SELECT incident.id FROM capture AS mine JOIN capture ON capture.document = mine.document
             JOIN coding ON coding.capture = capture.seq JOIN happening ON happening.coding = coding.seq
             JOIN incident ON incident.row = happening.incident WHERE mine.seq = ?";
        let mut read = self.db.prepare_cached(query).map_err(sql)?;
        let mut ids = BTreeSet::new();
        for capture in captures {
            for id in read.query_map([capture], |row| row.get(0)).map_err(sql)? {
                ids.insert(id.map_err(sql)?);
            }
        }
        Ok(ids)
    }

    /// The incident that holds a claim; `None` where none does.
    pub fn incident_of(&self, claim: &str) -> Result<Option<Incident>, Error> {
        match self.incident(&ids::incident(claim)) {
            Ok(incident) => Ok(Some(incident)),
            Err(Error::NoSuch { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The id of the document that a capture's text counts as.
    pub fn witness_of_capture(&self, capture: i64) -> Result<String, Error> {
        let query = "SELECT document.digest FROM capture LEFT JOIN witness ON witness.document = capture.document
             JOIN document ON document.id = COALESCE(witness.witness, capture.document) WHERE capture.seq = ?";
        let read = self.db.prepare_cached(query);
        let digest: Vec<u8> = read.and_then(|mut read| read.query_row([capture], |row| row.get(0))).map_err(self.sql())?;
        Ok(named(&digest))
    }

    /// Every capture of a text that counts as the same one as this capture's.
    fn copies_of(&self, capture: i64, limit: i64) -> Result<Vec<i64>, Error> {
        let sql = self.sql();
        let query = "SELECT COALESCE(witness.witness, capture.document) FROM capture
             LEFT JOIN witness ON witness.document = capture.document WHERE capture.seq = ?";
        let read = self.db.prepare_cached(query);
        let witness: i64 = read.and_then(|mut read| read.query_row([capture], |row| row.get(0))).map_err(sql)?;
        let query = "SELECT capture.seq FROM capture WHERE capture.seq <= ?2
             AND (capture.document = ?1 OR capture.document IN (SELECT document FROM witness WHERE witness = ?1)) ORDER BY capture.seq";
        let mut read = self.db.prepare_cached(query).map_err(sql)?;
        let captures = read.query_map([witness, limit], |row| row.get(0)).map_err(sql)?;
        captures.collect::<Result<_, _>>().map_err(sql)
    }
}
