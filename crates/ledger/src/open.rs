//! Opening a ledger: one file, one writer, any number of readers.

use std::path::{Path, PathBuf};
use std::time::Duration;

use dateline::incidents::Policy;
use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::lock::Lock;
use crate::{Error, schema};

/// A ledger, open.
pub struct Ledger {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
    pub(crate) policy: Policy,
    pub(crate) threads: usize,
    /// Reads what was known then; nothing is written.
    pub(crate) as_of: Option<Timestamp>,
    _lock: Option<Lock>,
}

/// What a ledger is opened for.
#[derive(Debug, Clone)]
pub enum Access {
    /// To read it.
    Read,
    /// To add to it, making it where it is not there; `who` is told to others who want to, and who wait as long as their patience lasts.
    Write {
        /// "dateline run reports/".
        who: String,
        /// How long to wait for another writer.
        patience: Duration,
    },
}

impl Ledger {
    /// Opens the ledger at `path`.
    pub fn open(path: &Path, access: Access, policy: Policy, threads: usize) -> Result<Ledger, Error> {
        let there = path.exists();
        let lock = match &access {
            Access::Read if !there => return Err(Error::Missing { path: path.to_owned() }),
            Access::Read => None,
            Access::Write { who, patience } => Some(Lock::take(path, who, *patience)?),
        };
        let db = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        );
        let ledger = Ledger {
            db: db.map_err(|error| failed(path, error))?,
            path: path.to_owned(),
            policy,
            threads: threads.max(1),
            as_of: None,
            _lock: lock,
        };
        ledger.prepare()?;
        Ok(ledger)
    }

    /// A ledger that is kept nowhere, for what is looked at once.
    pub fn in_memory(policy: Policy, threads: usize) -> Result<Ledger, Error> {
        let path = PathBuf::from(":memory:");
        let db = Connection::open_in_memory().map_err(|error| failed(&path, error))?;
        let ledger = Ledger { db, path, policy, threads: threads.max(1), as_of: None, _lock: None };
        ledger.prepare()?;
        Ok(ledger)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Checks whose file it is, makes the tables of a new one and brings those of an old one up to date.
    fn prepare(&self) -> Result<(), Error> {
        let number = |pragma: &str| self.db.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get::<_, i64>(0));
        self.db.busy_timeout(Duration::from_secs(30)).map_err(self.sql())?;
        let other = |error: rusqlite::Error| match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Error::Other { path: self.path.clone() },
            _ => failed(&self.path, error),
        };
        let (application, version) = (number("application_id").map_err(other)?, number("user_version").map_err(other)?);
        let empty = number("schema_version").map_err(other)? == 0;
        if !empty && application != schema::APPLICATION {
            return Err(Error::Other { path: self.path.clone() });
        }
        if version > schema::VERSION {
            return Err(Error::Newer { path: self.path.clone(), version, ours: schema::VERSION });
        }
        self.db.set_prepared_statement_cache_capacity(128);
        let pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; \
                       PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824;";
        self.db.execute_batch(pragmas).map_err(self.sql())?;
        if empty {
            let made = format!(
                "BEGIN IMMEDIATE; {} {} {} PRAGMA application_id = {}; PRAGMA user_version = {}; COMMIT;",
                schema::KEPT,
                schema::triggers(),
                schema::derived(false),
                schema::APPLICATION,
                schema::VERSION
            );
            self.db.execute_batch(&made).map_err(self.sql())?;
        }
        Ok(())
    }

    /// Turns SQLite's errors into ours.
    pub(crate) fn sql(&self) -> impl Fn(rusqlite::Error) -> Error + Copy + '_ {
        |error| failed(&self.path, error)
    }
}

/// What SQLite's error means for who uses the ledger at `path`.
pub(crate) fn failed(path: &Path, error: rusqlite::Error) -> Error {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Error::Full { path },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Held { path, by: "another process".to_owned() },
        Some(ErrorCode::DatabaseCorrupt) => Error::Corrupt { what: path.display().to_string(), problem: error.to_string() },
        _ => Error::Sql { path, error },
    }
}
