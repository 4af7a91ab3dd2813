//! Opening a ledger: one file, one writer, any number of readers.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use dateline::incidents::Policy;
use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

use crate::lock::Lock;
use crate::migrate::{STEPS, migrate};
use crate::{Error, schema};

/// A ledger, open.
pub struct Ledger {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
    pub(crate) policy: Policy,
    pub(crate) threads: usize,
    /// Reads what was known then, which was the log up to that row; nothing is written.
    pub(crate) as_of: Option<(Timestamp, i64)>,
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
        let holds_something = look(path)?;
        let reading = matches!(access, Access::Read);
        let lock = match &access {
            Access::Read if !holds_something => return Err(Error::Missing { path: path.to_owned() }),
            Access::Read => None,
            Access::Write { who, patience } => Some(Lock::take(path, who, *patience)?),
        };
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let flags = if reading { flags } else { flags | OpenFlags::SQLITE_OPEN_CREATE };
        let db = Connection::open_with_flags(path, flags).map_err(|error| failed(path, error))?;
        if !reading && db.is_readonly("main").map_err(|error| failed(path, error))? {
            return Err(Error::File { path: path.to_owned(), error: std::io::ErrorKind::PermissionDenied.into() });
        }
        let mut ledger = Ledger { db, path: path.to_owned(), policy, threads: threads.max(1), as_of: None, _lock: lock };
        match ledger.prepare() {
            Err(Error::Sql { error, .. }) if reading && cannot_write(&error) && nothing_beside(path) => {
                // Where nothing can be written, as on a disk of an archive, SQLite reads a file that nobody else is writing to.
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
                ledger.db = Connection::open_with_flags(immutable(path), flags).map_err(|error| failed(path, error))?;
                ledger.prepare()?;
            }
            prepared => prepared?,
        }
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
        if application != if empty { 0 } else { schema::APPLICATION } {
            return Err(Error::Other { path: self.path.clone() });
        }
        if version > schema::VERSION {
            return Err(Error::Newer { path: self.path.clone(), version, ours: schema::VERSION });
        }
        if !empty && version < 1 {
            let problem = format!("it says it is of version {version}, which never was");
            return Err(Error::Corrupt { what: self.path.display().to_string(), problem });
        }
        self.db.set_prepared_statement_cache_capacity(128);
        let pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; \
                       PRAGMA cache_size = -65536;";
        self.db.execute_batch(pragmas).map_err(self.sql())?;
        self.map(true).map_err(self.sql())?;
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
        } else if version < schema::VERSION {
            migrate(&self.db, &STEPS).map_err(self.sql())?;
        }
        Ok(())
    }

    /// Reads the file through memory, which is fast, or by calls that fail where a disk does: a mapped
    /// page that cannot be read ends the process (sqlite.org/mmap.html). Its first 64 MiB, since what is mapped counts as memory used.
    pub(crate) fn map(&self, mapped: bool) -> rusqlite::Result<()> {
        self.db.execute_batch(if mapped { "PRAGMA mmap_size = 67108864" } else { "PRAGMA mmap_size = 0" })
    }

    /// Does `work` in one transaction: all that it writes is kept, or, where it fails, nothing.
    pub(crate) fn at_once<T>(&self, kind: TransactionBehavior, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
        // Dropped before it is committed, as it is where the work or the commit itself fails, it is rolled back.
        let transaction = Transaction::new_unchecked(&self.db, kind).map_err(self.sql())?;
        let done = work()?;
        transaction.commit().map_err(self.sql())?;
        Ok(done)
    }

    /// Holds the file to so many pages, as a full disk would; for tests.
    #[doc(hidden)]
    pub fn hold_to_pages(&self, pages: u32) -> Result<(), Error> {
        self.db.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(())).map_err(self.sql())
    }

    /// Turns SQLite's errors into ours.
    pub(crate) fn sql(&self) -> impl Fn(rusqlite::Error) -> Error + Copy + '_ {
        |error| failed(&self.path, error)
    }
}

/// Whether there is anything in the file at `path`, which is SQLite's, empty or not there.
fn look(path: &Path) -> Result<bool, Error> {
    let failed = |error| Error::File { path: path.to_owned(), error };
    let found = match path.metadata() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        found => found.map_err(failed)?,
    };
    if found.is_dir() {
        return Err(failed(std::io::ErrorKind::IsADirectory.into()));
    }
    let mut first = Vec::new();
    if found.is_file() {
        File::open(path).and_then(|file| file.take(16).read_to_end(&mut first)).map_err(failed)?;
    }
    match (found.is_file(), first.as_slice()) {
        (true, []) => Ok(false),
        (true, b"SQLite format 3\0") => Ok(true),
        _ => Err(Error::Other { path: path.to_owned() }),
    }
}

/// Whether SQLite could not make the files it wants beside the ledger.
fn cannot_write(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied))
}

/// Whether all that was written stands in the file itself, and nothing in its write-ahead log.
fn nothing_beside(path: &Path) -> bool {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push("-wal");
    path.with_file_name(name).metadata().map_or(true, |found| found.len() == 0)
}

/// The address by which SQLite takes a file for one that nobody writes to.
fn immutable(path: &Path) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/-_.".contains(byte);
    let written = |byte: &u8| if plain(byte) { char::from(*byte).to_string() } else { format!("%{byte:02x}") };
    let name: String = path.as_os_str().as_encoded_bytes().iter().map(written).collect();
    format!("file:{name}?immutable=1")
}

/// What SQLite's error means for who uses the ledger at `path`.
pub(crate) fn failed(path: &Path, error: rusqlite::Error) -> Error {
    use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, QueryReturnedNoRows, Utf8Error};
    let path = path.to_owned();
    // Growing the shared index of the write-ahead log fails by a code of its own where there is no room for it.
    let no_room = |error: &rusqlite::Error| {
        let code = error.sqlite_error().map(|error| error.extended_code);
        code == Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE)
    };
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => Error::Full { path },
        _ if no_room(&error) => Error::Full { path },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Held { path, by: "another process".to_owned() },
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::TypeMismatch) => {
            Error::Corrupt { what: path.display().to_string(), problem: error.to_string() }
        }
        // A row that another points to is gone, or holds what was never put there.
        None if matches!(
            error,
            FromSqlConversionFailure(..)
                | IntegralValueOutOfRange(..)
                | InvalidColumnType(..)
                | QueryReturnedNoRows
                | Utf8Error(..)
        ) =>
        {
            Error::Corrupt { what: path.display().to_string(), problem: error.to_string() }
        }
        _ => Error::Sql { path, error },
    }
}
