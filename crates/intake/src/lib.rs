//! Intake: from bytes to reports.
//!
//! In: files, folders, standard input, fetched pages, posted bodies. Out: a [`Capture`] each: the report, the exact bytes it was taken
//! from and what took it, or why a record could not be read ([`Unread`]). Knows forms (text, JSON, HTML, feeds, mail, PDF, web
//! archives) and nothing of what a report says.

mod decode;
mod extract;
mod feed;
mod files;
mod gzip;
mod html;
mod http;
mod json;
mod kind;
mod language;
mod lines;
mod mail;
mod origin;
mod pdf;
mod records;
mod text;
mod unread;
mod warc;
mod worker;

use dateline::Report;
use jiff::civil::Date;

pub use feed::{Entry, Feed, feed};
pub use files::{Inputs, Raw};
pub use origin::{Origin, Place};
pub use records::captures;
pub use unread::{Reason, Unread};

/// The longest record that is read, in bytes: five times a long novel.
pub const RECORD_LIMIT: usize = 16 << 20;

/// One report and what it was taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// Where it is from.
    pub origin: Origin,
    /// The report; its text is the exact text of the document.
    pub report: Report,
    /// Who wrote it, where the record says.
    pub author: Option<String>,
    /// The exact bytes it was extracted from: the file, the line of JSON, the payload of the web archive's record (out of its transfer
    /// and content codings), the feed's entry, the mail.
    pub raw: Vec<u8>,
    /// What `raw` is.
    pub media: Media,
    /// Name and version of what made the text: "text/1", "trafilatura/0.6.0+blocks/1".
    pub extractor: String,
    /// The byte of `raw` at which the text stands in it verbatim, where it does.
    pub text_at: Option<usize>,
    /// What was passed by or is doubtful in it, in a sentence each.
    pub warnings: Vec<String>,
}

/// What the bytes of a record are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Media {
    /// Plain text, with or without front matter.
    Text,
    /// Markdown, read as it stands.
    Markdown,
    /// One JSON object.
    Json,
    /// A web page.
    Html,
    /// An entry of a feed.
    Feed,
    /// A mail.
    Mail,
    /// A PDF.
    Pdf,
}

impl Media {
    /// Its name in the ledger: "text", "markdown", "json", "html", "feed", "mail", "pdf".
    pub fn slug(self) -> &'static str {
        match self {
            Media::Text => "text",
            Media::Markdown => "markdown",
            Media::Json => "json",
            Media::Html => "html",
            Media::Feed => "feed",
            Media::Mail => "mail",
            Media::Pdf => "pdf",
        }
    }
}

/// What holds for reports that do not say.
#[derive(Debug, Clone, Default)]
pub struct Defaults {
    /// The day they were published.
    pub published: Option<Date>,
    /// Who published them.
    pub outlet: Option<String>,
    /// What they are written in, BCP 47.
    pub language: Option<String>,
}
