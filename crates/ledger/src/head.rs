//! The head: what a ledger stands at, by which a reader tells whether what it holds is still so.
//!
//! In: a ledger, as of now or of a moment. Out: its [`Head`], the moments of its log, the feeds it watches, and a way to read several things
//! as of one head. Reads no clock.

use jiff::civil::Date;
use rusqlite::{OptionalExtension, TransactionBehavior};

use crate::derived::state;
use crate::pack::digest;
use crate::{Error, Ledger};

/// What a ledger stands at. Two heads that are equal are of ledgers that read alike.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Head {
    /// The last log row that counts.
    pub seq: i64,
    /// Hexadecimal digest of the log up to that row, of what is derived from it and by which rules.
    pub digest: String,
}

/// The ends of something in time; `None` where there is nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ends<T> {
    /// The first.
    pub first: Option<T>,
    /// The last.
    pub last: Option<T>,
}

impl Ledger {
    /// Reads several things as of one head, whatever is written meanwhile.
    pub fn at_one_head<T, E: From<Error>>(&self, read: impl FnOnce(&Ledger) -> Result<T, E>) -> Result<T, E> {
        let mut outcome = None;
        self.at_once(TransactionBehavior::Deferred, || {
            outcome = Some(read(self));
            Ok(())
        })?;
        // The work was done: `at_once` calls it once or fails before.
        outcome.unwrap_or_else(|| {
            Err(Error::Corrupt { what: "a reading".to_owned(), problem: "it did not begin".to_owned() }.into())
        })
    }

    /// What it stands at.
    pub fn head(&self) -> Result<Head, Error> {
        let sql = self.sql();
        let seq = self.limit()?;
        let mut read = self.db.prepare_cached("SELECT chain FROM log WHERE seq = ?").map_err(sql)?;
        let mut bytes: Vec<u8> = read.query_row([seq], |row| row.get(0)).optional().map_err(sql)?.unwrap_or_default();
        for name in ["seq", "rules"] {
            bytes.push(0);
            bytes.extend(state(&self.db, name).map_err(sql)?.unwrap_or_default().into_bytes());
        }
        Ok(Head { seq, digest: digest(&bytes)[..8].iter().map(|byte| format!("{byte:02x}")).collect() })
    }

    /// The last row of the log, whatever moment it is read at.
    pub fn last_row(&self) -> Result<i64, Error> {
        self.db.query_row("SELECT COALESCE(MAX(seq), 0) FROM log", [], |row| row.get(0)).map_err(self.sql())
    }

    /// When the first and the last row of the log came in, whatever moment it is read at.
    pub fn moments(&self) -> Result<Ends<String>, Error> {
        let query = "SELECT MIN(at), MAX(at) FROM log";
        self.db.query_row(query, [], |row| Ok(Ends { first: row.get(0)?, last: row.get(1)? })).map_err(self.sql())
    }

    /// The first day and the last of its incidents.
    pub fn days(&self) -> Result<Ends<Date>, Error> {
        let sql = self.sql();
        let query = "SELECT MIN(first), MAX(last) FROM incident";
        let ends = self.db.query_row(query, [], |row| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, Option<String>>(1)?)));
        let (first, last) = ends.map_err(sql)?;
        let day = |day: Option<String>| day.and_then(|day| day.parse().ok());
        Ok(Ends { first: day(first), last: day(last) })
    }

    /// Every feed that is watched: its address, and what is kept of it.
    pub fn feeds(&self) -> Result<Vec<(String, String)>, Error> {
        let sql = self.sql();
        let mut read = self.db.prepare_cached("SELECT url, state FROM feed ORDER BY url").map_err(sql)?;
        let rows = read.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(sql)?;
        rows.collect::<Result<_, _>>().map_err(sql)
    }
}
