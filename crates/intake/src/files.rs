//! Files: from paths to captures, one record at a time.
//!
//! In: files, folders and `-`. Out: the captures of each, in the order of the paths. Holds at most one file's record at a time, and
//! never more than [`RECORD_LIMIT`] bytes of it.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::gzip::{self, Unpacked};
use crate::kind::{self, Kind};
use crate::lines::{Line, Lines};
use crate::records::{self, Context};
use crate::warc::{self, Archive};
use crate::{Capture, Defaults, Origin, RECORD_LIMIT, Reason, Unread};

/// One file to read.
#[derive(Debug, Clone)]
struct Source {
    /// `None` for standard input.
    path: Option<PathBuf>,
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
                sources.push(Source { path: None, name: "-".to_owned() });
                continue;
            }
            let kind = std::fs::metadata(path).map_err(|error| Unread::file(path, Reason::Open(error)))?;
            if kind.is_dir() {
                walk(path, "", &mut sources).map_err(|(path, error)| Unread::file(&path, Reason::Open(error)))?;
            } else {
                let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                sources.push(Source { path: Some(path.clone()), name });
            }
        }
        let paths = sources.iter().filter_map(|source| source.path.as_ref());
        let bytes =
            paths.filter_map(|path| std::fs::metadata(path).ok()).fold(0, |sum: u64, file| sum.saturating_add(file.len()));
        Ok(Inputs { sources, defaults, bytes })
    }

    /// Reads them, one record at a time.
    pub fn read(self) -> impl Iterator<Item = Result<Capture, Unread>> + Send {
        self.records().flat_map(Raw::captures)
    }

    /// The same in two steps: the bytes of one record after another, from which its captures are then made, on another thread too. The
    /// captures of the records, in the order of the records, are those of [`Inputs::read`].
    pub fn records(self) -> impl Iterator<Item = Raw> + Send {
        let defaults = self.defaults;
        self.sources.into_iter().flat_map(move |source| read(source, &defaults))
    }
}

/// The bytes of one record, or why there are none; nothing has been made of them yet.
pub struct Raw(Held);

enum Held {
    Fault(Unread),
    /// A whole file.
    File {
        kind: Kind,
        bytes: Vec<u8>,
        context: Arc<Context>,
    },
    /// A line of JSON, not blank.
    Line {
        number: u64,
        bytes: Vec<u8>,
        context: Arc<Context>,
    },
    /// A record of a web archive.
    Archived {
        record: warc::Record,
        context: Arc<Context>,
    },
}

impl Raw {
    /// How many bytes it holds.
    pub fn bytes(&self) -> usize {
        match &self.0 {
            Held::Fault(_) => 0,
            Held::File { bytes, .. } | Held::Line { bytes, .. } => bytes.len(),
            Held::Archived { record, .. } => record.payload.as_ref().map_or(0, |payload| payload.bytes.len()),
        }
    }

    /// Its captures, or why there are none.
    pub fn captures(self) -> Vec<Result<Capture, Unread>> {
        match self.0 {
            Held::Fault(unread) => vec![Err(unread)],
            Held::File { kind, bytes, context } => records::records(kind, bytes, &context),
            Held::Line { number, bytes, context } => vec![records::json_line(number, bytes, &context)],
            Held::Archived { record, context } => records::archived(record, &context),
        }
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
        } else if kind::by_name(&path).kind.is_some() && path.is_file() {
            sources.push(Source { path: Some(path), name: format!("{prefix}{name}") });
        }
    }
    Ok(())
}

type Records = Box<dyn Iterator<Item = Raw> + Send>;

/// The records of one file.
fn read(source: Source, defaults: &Defaults) -> Records {
    let Some(path) = source.path else {
        let context = Context::new(Origin::input(), source.name, defaults.clone());
        return standard_input(context);
    };
    let context = Context::new(Origin::file(path.clone()), source.name, defaults.clone());
    let named = kind::by_name(&path);
    let opened = File::open(&path).and_then(|file| Ok((file.metadata()?, file)));
    let (metadata, file) = match opened {
        Ok(opened) => opened,
        Err(error) => return fails(&context, Reason::Open(error)),
    };
    let streams = matches!(named.kind, Some(Kind::JsonLines | Kind::Warc));
    if metadata.len() > RECORD_LIMIT as u64 && !streams && !named.gzip {
        return fails(&context, Reason::Long);
    }
    let file = BufReader::new(file);
    unpacked(named.kind, file, context)
}

fn fault(origin: Origin, reason: Reason) -> Raw {
    Raw(Held::Fault(Unread { origin, reason }))
}

fn fails(context: &Context, reason: Reason) -> Records {
    Box::new(std::iter::once(fault(context.origin.clone(), reason)))
}

/// The records of a stream, which may be compressed whatever it is called.
fn unpacked(kind: Option<Kind>, mut input: impl BufRead + Send + 'static, context: Context) -> Records {
    match gzip::is_next(&mut input) {
        Ok(true) => plain(kind, BufReader::new(Unpacked::new(input)), context),
        Ok(false) => plain(kind, input, context),
        Err(error) => fails(&context, Reason::Open(error)),
    }
}

fn plain(kind: Option<Kind>, mut input: impl BufRead + Send + 'static, context: Context) -> Records {
    let kind = match kind {
        Some(kind) => kind,
        None => match input.fill_buf() {
            Ok(start) => kind::sniff(start),
            Err(error) => return fails(&context, gzip::reason(error)),
        },
    };
    let context = Arc::new(context);
    match kind {
        Kind::JsonLines => Box::new(Lines::new(input, RECORD_LIMIT).enumerate().filter_map(move |(index, line)| {
            let number = index as u64 + 1;
            match line {
                Ok(Line::Bytes(bytes)) if bytes.trim_ascii().is_empty() => None,
                Ok(Line::Bytes(bytes)) => Some(Raw(Held::Line { number, bytes, context: Arc::clone(&context) })),
                Ok(Line::Long) => Some(fault(context.origin.nth(number), Reason::Long)),
                Err(error) => Some(fault(context.origin.nth(number), gzip::reason(error))),
            }
        })),
        Kind::Warc => {
            Box::new(Archive::new(input).map(move |record| Raw(Held::Archived { record, context: Arc::clone(&context) })))
        }
        _ => match gzip::whole(input) {
            Ok(bytes) => Box::new(std::iter::once(Raw(Held::File { kind, bytes, context }))),
            Err(reason) => fails(&context, reason),
        },
    }
}

/// Lines of JSON where the first character is a brace, else what it begins as.
fn standard_input(context: Context) -> Records {
    let mut input = BufReader::new(std::io::stdin());
    let first = match input.fill_buf() {
        Ok(start) => start.iter().copied().find(|byte| !byte.is_ascii_whitespace()),
        Err(error) => return fails(&context, Reason::Open(error)),
    };
    let kind = (first == Some(b'{')).then_some(Kind::JsonLines);
    unpacked(kind, input, context)
}
