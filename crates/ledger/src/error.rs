//! What can go wrong with a ledger, and the way out where we know one.

use std::path::PathBuf;

/// Why a ledger could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("there is no ledger {}", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{} is not a ledger of ours", path.display())]
    Other {
        /// The file.
        path: PathBuf,
    },
    /// A later version made it.
    #[error("{} is a ledger of version {version}; this build reads up to {ours}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: i64,
        /// The last version we read.
        ours: i64,
    },
    /// Another process writes to it.
    #[error("{} is held by {by}", path.display())]
    Held {
        /// The file.
        path: PathBuf,
        /// Who holds it, as they said.
        by: String,
    },
    /// The disk is full.
    #[error("no room to write {}: nothing of this batch was kept, everything before it was", path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// The system refuses.
    #[error("cannot use {}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What it says.
        error: std::io::Error,
    },
    /// SQLite refuses.
    #[error("cannot use {}: {error}", path.display())]
    Sql {
        /// The file.
        path: PathBuf,
        /// What it says.
        error: rusqlite::Error,
    },
    /// Something stored does not read back.
    #[error("{what} does not read back: {problem}")]
    Corrupt {
        /// "coding 12".
        what: String,
        /// Why.
        problem: String,
    },
    /// Words to look for that say nothing to look for.
    #[error("cannot look for the words {words:?}: {problem}")]
    Words {
        /// As asked.
        words: String,
        /// What is wrong with them.
        problem: String,
    },
    /// Nothing has that id.
    #[error("no claim, incident or running total has an id that begins with {id:?}")]
    NoSuch {
        /// What was asked for.
        id: String,
    },
    /// Several have it.
    #[error("{id:?} is the beginning of several ids: {}", ids.join(", "))]
    Several {
        /// What was asked for.
        id: String,
        /// Some of them.
        ids: Vec<String>,
    },
    /// A decision that cannot be made.
    #[error("{0}")]
    Decision(String),
    /// No release of that name, or one already.
    #[error("{0}")]
    Release(String),
}

impl Error {
    /// The way out, where we know one.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Error::Missing { .. } => Some("dateline run PATH… makes one; --ledger FILE names another"),
            Error::Newer { .. } => Some("use the version of dateline that wrote it, or a later one"),
            Error::Held { .. } => Some("wait until it is done, or stop it; a ledger has one writer at a time"),
            Error::Full { .. } => Some("make room and run the same command again: what is held already is passed by"),
            Error::Corrupt { .. } => Some("dateline verify names every record that differs; restore the file from a copy"),
            Error::Words { .. } => Some("write words, \"a phrase\", word*, and AND, OR, NOT between them"),
            Error::File { .. } => Some("check that it is a file, and that you may read and write it and the folder it is in"),
            Error::Other { .. } => Some("name the ledger with --ledger FILE"),
            _ => None,
        }
    }
}
