//! Input: from paths to reports, one at a time.
//!
//! In: files, folders and `-`. Out: each report with its [`Origin`], or why a record could not be read. Holds at most one record at a
//! time, and never more than [`RECORD_LIMIT`] bytes of it. Does not know what a report says.

mod json;
mod lines;
mod text;
mod unread;

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use dateline::Report;
use jiff::civil::Date;

use lines::{Line, Lines};
pub use unread::{Reason, Unread};

/// The longest record that is read, in bytes: five times a long novel.
pub const RECORD_LIMIT: usize = 16 << 20;

/// What holds for reports that do not say.
#[derive(Debug, Clone, Default)]
pub struct Defaults {
    /// The day they were published.
    pub published: Option<Date>,
    /// Who published them.
    pub outlet: Option<String>,
}

/// Where a record is: a file, and which of its records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// As given, or as found below a folder that was given; "-" for standard input.
    pub path: PathBuf,
    /// From 1, in a file that holds several.
    pub record: Option<u64>,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.path.as_os_str() == "-", self.record) {
            (true, None) => f.write_str("standard input"),
            (true, Some(record)) => write!(f, "standard input record {record}"),
            (false, None) => write!(f, "{}", self.path.display()),
            (false, Some(record)) => write!(f, "{} record {record}", self.path.display()),
        }
    }
}

/// A report and where it is from.
#[derive(Debug)]
pub struct Input {
    /// Where it is from.
    pub origin: Origin,
    /// What was read there.
    pub report: Report,
    /// What was passed by in it, in a sentence each.
    pub warnings: Vec<String>,
}

/// One file to read.
#[derive(Debug, Clone)]
struct Source {
    path: PathBuf,
    /// Its name below the path that was given: the id of a report that has none.
    name: String,
}

/// Every file to be read, in the order in which it will be.
#[derive(Debug)]
pub struct Inputs {
    sources: Vec<Source>,
    defaults: Defaults,
    /// Bytes of all the files together; standard input counts for none.
    pub bytes: u64,
}

impl Inputs {
    /// Finds the files at `paths`; a folder stands for every file below it whose kind is known, by name. An error names a path that is
    /// not there.
    pub fn find(paths: &[PathBuf], defaults: Defaults) -> Result<Inputs, Unread> {
        let mut sources = Vec::new();
        for path in paths {
            if path.as_os_str() == "-" {
                sources.push(Source { path: path.clone(), name: "-".to_owned() });
                continue;
            }
            let kind = std::fs::metadata(path).map_err(|error| Unread::file(path, Reason::Open(error)))?;
            if kind.is_dir() {
                walk(path, "", &mut sources).map_err(|(path, error)| Unread::file(&path, Reason::Open(error)))?;
            } else {
                let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                sources.push(Source { path: path.clone(), name });
            }
        }
        let bytes = sources.iter().filter_map(|source| std::fs::metadata(&source.path).ok()).map(|file| file.len()).sum();
        Ok(Inputs { sources, defaults, bytes })
    }

    /// Reads them, one record at a time.
    pub fn read(self) -> impl Iterator<Item = Result<Input, Unread>> {
        let defaults = self.defaults;
        self.sources.into_iter().flat_map(move |source| read(source, &defaults))
    }
}

/// Adds the files below `folder`, sorted by name at each level. Hidden files and a README are not reports; links to folders are
/// not followed.
fn walk(folder: &Path, prefix: &str, sources: &mut Vec<Source>) -> Result<(), (PathBuf, std::io::Error)> {
    let at = |error| (folder.to_owned(), error);
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(at)? {
        entries.push(entry.map_err(at)?);
    }
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name.to_ascii_uppercase().starts_with("README") {
            continue;
        }
        let path = entry.path();
        if entry.file_type().map_err(at)?.is_dir() {
            walk(&path, &format!("{prefix}{name}/"), sources)?;
        } else if !matches!(kind(&path), Kind::Other) && path.is_file() {
            sources.push(Source { path, name: format!("{prefix}{name}") });
        }
    }
    Ok(())
}

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// One report, as it stands.
    Text,
    /// A report, or an array of them.
    Json,
    /// A report a line.
    JsonLines,
    /// A kind of document that holds reports, which this build does not read.
    NotYet,
    /// Anything else: read as text where it is named outright, passed by in a folder.
    Other,
}

fn kind(path: &Path) -> Kind {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    match extension.as_deref() {
        Some("txt" | "md") => Kind::Text,
        Some("json") => Kind::Json,
        Some("jsonl" | "ndjson") => Kind::JsonLines,
        Some("html" | "htm" | "eml" | "pdf" | "xml" | "warc" | "gz") => Kind::NotYet,
        _ => Kind::Other,
    }
}

type Records<'a> = Box<dyn Iterator<Item = Result<Input, Unread>> + 'a>;

/// The records of one file.
fn read(source: Source, defaults: &Defaults) -> Records<'static> {
    let fails = |reason| -> Records<'static> { Box::new(std::iter::once(Err(Unread::file(&source.path, reason)))) };
    if source.path.as_os_str() == "-" {
        return standard_input(source, defaults.clone());
    }
    let kind = kind(&source.path);
    if kind == Kind::NotYet {
        return fails(Reason::Kind);
    }
    let file = match File::open(&source.path) {
        Ok(file) => BufReader::new(file),
        Err(error) => return fails(Reason::Open(error)),
    };
    match kind {
        Kind::JsonLines => json_lines(source, file, defaults.clone()),
        Kind::Json => {
            let read = whole(file).and_then(|bytes| json::reports(&bytes));
            match read {
                Ok(records) => {
                    let several = records.len() > 1;
                    let defaults = defaults.clone();
                    Box::new(records.into_iter().enumerate().map(move |(index, record)| {
                        let origin = Origin { path: source.path.clone(), record: several.then_some(index as u64 + 1) };
                        finish(record, origin, &source.name, &defaults)
                    }))
                }
                Err(reason) => fails(reason),
            }
        }
        _ => {
            let origin = Origin { path: source.path.clone(), record: None };
            let read = whole(file).and_then(|bytes| text::report(&bytes));
            Box::new(std::iter::once(finish(read, origin, &source.name, defaults)))
        }
    }
}

/// All of a file, where it is no longer than a record may be.
fn whole(file: impl Read) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    file.take(RECORD_LIMIT as u64 + 1).read_to_end(&mut bytes).map_err(Reason::Open)?;
    if bytes.len() > RECORD_LIMIT { Err(Reason::Long) } else { Ok(bytes) }
}

/// Lines of JSON where the first character is a brace, else one text.
fn standard_input(source: Source, defaults: Defaults) -> Records<'static> {
    let mut input = BufReader::new(std::io::stdin());
    let first = match input.fill_buf() {
        Ok(start) => start.iter().copied().find(|byte| !byte.is_ascii_whitespace()),
        Err(error) => return Box::new(std::iter::once(Err(Unread::file(&source.path, Reason::Open(error))))),
    };
    if first == Some(b'{') {
        return json_lines(source, input, defaults);
    }
    let origin = Origin { path: source.path, record: None };
    let read = whole(input).and_then(|bytes| text::report(&bytes));
    Box::new(std::iter::once(finish(read, origin, "-", &defaults)))
}

fn json_lines(source: Source, file: impl BufRead + 'static, defaults: Defaults) -> Records<'static> {
    let lines = Lines::new(file, RECORD_LIMIT);
    Box::new(lines.enumerate().filter_map(move |(index, line)| {
        let origin = Origin { path: source.path.clone(), record: Some(index as u64 + 1) };
        let read = match line {
            Ok(Line::Bytes(bytes)) if bytes.trim_ascii().is_empty() => return None,
            Ok(Line::Bytes(bytes)) => json::report(&bytes),
            Ok(Line::Long) => Err(Reason::Long),
            Err(error) => Err(Reason::Open(error)),
        };
        Some(finish(read, origin, &source.name, &defaults))
    }))
}

/// Names the record, and gives the report what it does not say itself.
fn finish(read: Result<(Report, Vec<String>), Reason>, origin: Origin, name: &str, defaults: &Defaults) -> Result<Input, Unread> {
    let (mut report, warnings) = match read {
        Ok(read) => read,
        Err(reason) => return Err(Unread { origin, reason }),
    };
    if report.text.trim().is_empty() {
        return Err(Unread { origin, reason: Reason::Empty });
    }
    if let Some(at) = report.text.find('\0') {
        return Err(Unread { origin, reason: Reason::Nul { at } });
    }
    if report.id.is_empty() {
        report.id = origin.record.map_or_else(|| name.to_owned(), |record| format!("{name}:{record}"));
    }
    report.published = report.published.or(defaults.published).or_else(|| text::leading_date(&report.text));
    report.outlet = report.outlet.take().or_else(|| defaults.outlet.clone());
    Ok(Input { origin, report, warnings })
}
