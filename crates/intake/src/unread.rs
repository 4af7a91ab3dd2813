//! Why a record could not be read, and the way out where we know one.

use std::io;
use std::path::Path;

use crate::{Origin, RECORD_LIMIT};

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
        Unread { origin: Origin::file(path), reason }
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
    /// A compressed file that grows beyond all measure.
    #[error("it unpacks to more than {0} times its size")]
    Bomb(u64),
    /// A file or record that ends before its time.
    #[error("it is cut short: {0}")]
    Short(&'static str),
    /// Compressed bytes that do not unpack.
    #[error("its compression is damaged: {0}")]
    Packed(String),
    /// A content coding that is not read.
    #[error("its content coding {0:?} is not read")]
    Coding(String),
    /// Not JSON, or not the JSON of a report.
    #[error("{0}")]
    Json(String),
    /// JSON that is no report.
    #[error("its JSON has no \"text\"")]
    NoText,
    /// HTML that no page of a newsroom has, and that would stop the reader.
    #[error("its HTML {0}")]
    Hostile(String),
    /// HTML without an article.
    #[error("it holds no article")]
    NoArticle,
    /// XML that is no feed, or a feed that does not parse.
    #[error("not a feed: {0}")]
    Feed(String),
    /// Not a mail.
    #[error("not a mail")]
    Mail,
    /// A PDF without readable text.
    #[error("its PDF is not read: {0}")]
    Pdf(String),
    /// A record of a web archive that is not in its form.
    #[error("not a record of a web archive: {0}")]
    Warc(&'static str),
    /// A kind of file that is not read.
    #[error("its kind of file is not read")]
    Kind,
    /// A reader that found no end.
    #[error("reading it took longer than {0} seconds")]
    Slow(u64),
    /// Readers of other records found no end and still run.
    #[error("reading it was not begun: too many readers of other records have not ended")]
    Busy,
    /// The engine or a reader stopped on it, which it never should.
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
            Reason::Open(_) | Reason::Empty | Reason::Mail | Reason::Warc(_) => None,
            Reason::NoText => Some("give the report's words in \"text\", or its page in \"html\""),
            Reason::Encoding { .. } => Some("convert it first: iconv -f WINDOWS-1252 -t UTF-8 FILE"),
            Reason::Nul { .. } => Some("is it a binary file, or UTF-16? convert it first: iconv -f UTF-16 -t UTF-8 FILE"),
            Reason::Long => Some("split it into one report a file or a line"),
            Reason::Bomb(_) => Some("unpack it yourself if you trust it"),
            Reason::Short(_) | Reason::Packed(_) => Some("fetch or copy the file again; what came before was read"),
            Reason::Coding(_) => Some("keep the archive's payloads as gzip or plain"),
            Reason::Json(_) => Some("a line of a .jsonl file is one object: {\"text\": \"…\", \"published\": \"2024-09-27\"}"),
            Reason::Hostile(_) | Reason::NoArticle | Reason::Kind | Reason::Slow(_) | Reason::Busy => {
                Some("save the article's text as .txt")
            }
            Reason::Feed(_) => Some("RSS, Atom and JSON Feed are read; other XML is not"),
            Reason::Pdf(_) => Some("save its text as .txt, for example with pdftotext"),
            Reason::Stopped(_) => Some("please report it with this record; the others are not affected"),
        }
    }
}
