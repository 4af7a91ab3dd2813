//! Why a record could not be read, and the way out where we know one.

use std::io;
use std::path::Path;

use super::{Origin, RECORD_LIMIT};

/// One record that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {origin}: {reason}")]
pub struct Unread {
    /// Which.
    pub origin: Origin,
    /// Why.
    pub reason: Reason,
}

impl Unread {
    /// A whole file that could not be read.
    pub fn file(path: &Path, reason: Reason) -> Unread {
        Unread { origin: Origin { path: path.to_owned(), record: None }, reason }
    }
}

/// Why a record could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// The system refuses.
    #[error("{0}")]
    Open(io::Error),
    /// Nothing but white space.
    #[error("it holds no text")]
    Empty,
    /// Bytes that are not UTF-8.
    #[error("byte {at} is not UTF-8")]
    Encoding {
        /// The first such byte, from 0.
        at: usize,
    },
    /// A NUL, which no text holds.
    #[error("byte {at} of its text is NUL")]
    Nul {
        /// The first such byte, from 0.
        at: usize,
    },
    /// More bytes than a record may have.
    #[error("it is longer than {} MB", RECORD_LIMIT >> 20)]
    Long,
    /// Not JSON, or not the JSON of a report.
    #[error("{0}")]
    Json(String),
    /// JSON that is no report.
    #[error("its JSON has no \"text\"")]
    NoText,
    /// Only HTML.
    #[error("it holds only \"html\"")]
    Html,
    /// A kind of file this build does not read.
    #[error("its kind of file is not read yet")]
    Kind,
    /// The engine stopped on it, which it never should.
    #[error("the engine stopped on it: {0}")]
    Stopped(String),
}

impl Reason {
    /// The way out, where we know one.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Reason::Open(error) if error.kind() == io::ErrorKind::NotFound => {
                Some("check the path, or quote it if it has spaces")
            }
            Reason::Open(_) | Reason::Empty | Reason::NoText => None,
            Reason::Encoding { .. } => Some("convert it first: iconv -f WINDOWS-1252 -t UTF-8 FILE"),
            Reason::Nul { .. } => Some("is it a binary file, or UTF-16? convert it first: iconv -f UTF-16 -t UTF-8 FILE"),
            Reason::Long => Some("split it into one report a file or a line"),
            Reason::Json(_) => Some("a line of a .jsonl file is one object: {\"text\": \"…\", \"published\": \"2024-09-27\"}"),
            Reason::Html => Some("give the article's text in \"text\""),
            Reason::Kind => Some("save the article's text as .txt"),
            Reason::Stopped(_) => Some("please report it with this record; the others are not affected"),
        }
    }
}
