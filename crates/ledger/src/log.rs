//! The log: one row a thing that came in, each chained to all before it by its digest.
//!
//! A row's chain is the SHA-256 of the chain before it, its number, its moment, its kind and the digest of its body; a row that is changed,
//! put in or taken out breaks every chain after it.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

/// The end of the chain.
pub(crate) struct Chain {
    seq: i64,
    head: Vec<u8>,
}

impl Chain {
    /// The end of the log as it stands.
    pub(crate) fn end(db: &Connection) -> rusqlite::Result<Chain> {
        let last = db.query_row("SELECT seq, chain FROM log ORDER BY seq DESC LIMIT 1", [], |row| Ok((row.get(0)?, row.get(1)?)));
        let (seq, head): (i64, Vec<u8>) = last.optional()?.unwrap_or((0, vec![0; 32]));
        if seq > i64::MAX / 2 {
            return Err(rusqlite::Error::IntegralValueOutOfRange(0, seq)); // no ledger gets there but by damage
        }
        Ok(Chain { seq, head })
    }

    /// Appends a row and says its number.
    pub(crate) fn append(&mut self, db: &Connection, at: &str, kind: &str, body: &[u8]) -> rusqlite::Result<i64> {
        let seq = self.seq + 1;
        let head = link(&self.head, seq, at, kind, body);
        let mut insert = db.prepare_cached("INSERT INTO log (seq, at, kind, body, chain) VALUES (?, ?, ?, ?, ?)")?;
        insert.execute(params![seq, at, kind, body, &head[..]])?;
        (self.seq, self.head) = (seq, head.to_vec());
        Ok(seq)
    }

    /// The number of the next row.
    pub(crate) fn next(&self) -> i64 {
        self.seq + 1
    }
}

/// The chain of a row, from the one before it.
pub(crate) fn link(before: &[u8], seq: i64, at: &str, kind: &str, body: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(seq.to_be_bytes());
    for part in [at.as_bytes(), kind.as_bytes(), body] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// A moment as the log keeps it: to the second, so that its order as text is its order in time.
pub(crate) fn moment(at: Timestamp) -> String {
    Timestamp::from_second(at.as_second()).map_or_else(|_| at.to_string(), |at| at.to_string())
}
