//! Codings as they stand in the ledger: read back, and held against the log.
//!
//! In: a stored row. Out: its record, or why it is not what was coded. What has changed since is never concluded from.

use dateline::wire::v1::Record;
use rusqlite::Row;

use crate::Error;
use crate::pack::{digest, unpack};
use crate::store::coding_body;

/// A coding, packed, and what the log says of it.
pub(crate) struct Stored {
    pub(crate) seq: i64,
    capture: i64,
    engine: String,
    packed: Vec<u8>,
    /// `None` where no row of the log stands for it.
    body: Option<Vec<u8>>,
}

impl Stored {
    /// The columns that [`Stored::of`] reads first, of `coding LEFT JOIN log ON log.seq = coding.seq`.
    pub(crate) const COLUMNS: &str = "coding.seq, coding.capture, coding.engine, coding.packed, log.body";

    /// The coding of a row that begins with [`Stored::COLUMNS`].
    pub(crate) fn of(row: &Row<'_>) -> rusqlite::Result<Stored> {
        Ok(Stored { seq: row.get(0)?, capture: row.get(1)?, engine: row.get(2)?, packed: row.get(3)?, body: row.get(4)? })
    }

    /// The record's exact bytes.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, Error> {
        let what = || format!("coding {}", self.seq);
        let bytes = unpack(&self.packed, what)?;
        let said = coding_body(self.capture, &self.engine, &digest(&bytes));
        if self.body.as_deref() != Some(&said[..]) {
            return Err(Error::Corrupt { what: what(), problem: "it is not what the log says it was".to_owned() });
        }
        Ok(bytes)
    }

    /// The record.
    pub(crate) fn record(&self) -> Result<Record, Error> {
        let corrupt =
            |error: serde_json::Error| Error::Corrupt { what: format!("coding {}", self.seq), problem: error.to_string() };
        serde_json::from_slice(&self.bytes()?).map_err(corrupt)
    }
}
