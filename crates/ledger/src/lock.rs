//! One writer at a time: a lock beside the ledger that says who holds it, and that the system lets go when its holder dies.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::Error;

/// Held as long as it lives.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of the ledger at `path` for `who`, waiting up to `patience` for another to let it go.
    pub(crate) fn take(path: &Path, who: &str, patience: Duration) -> Result<Lock, Error> {
        const STEP: Duration = Duration::from_millis(20);
        let beside = beside(path);
        let failed = |error| Error::File { path: beside.clone(), error };
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&beside).map_err(failed)?;
        let mut waited = Duration::ZERO;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(std::fs::TryLockError::WouldBlock) if waited < patience => {
                    thread::sleep(STEP);
                    waited += STEP;
                }
                Err(std::fs::TryLockError::WouldBlock) => {
                    let mut by = String::new();
                    let _ = file.read_to_string(&mut by);
                    let by = if by.trim().is_empty() { "another process".to_owned() } else { by.trim().to_owned() };
                    return Err(Error::Held { path: path.to_owned(), by });
                }
                Err(std::fs::TryLockError::Error(error)) => return Err(failed(error)),
            }
        }
        let held = format!("process {} ({who})\n", std::process::id());
        file.set_len(0).map_err(failed)?;
        file.seek(SeekFrom::Start(0)).map_err(failed)?;
        file.write_all(held.as_bytes()).map_err(failed)?;
        Ok(Lock { _file: file })
    }
}

/// The lock's own file: `dateline.db-lock`, beside the ledger itself where `path` is a link to it.
fn beside(path: &Path) -> PathBuf {
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push("-lock");
    path.with_file_name(name)
}
