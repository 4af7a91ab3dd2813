//! Handing incidents to the exports: what they rest on is looked up as they go by.

use std::fmt::Display;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::str::FromStr;

use anyhow::Context;
use dateline_desk::{each_entry, names};
use dateline_export::{About, Format, Profile};
use dateline_ledger::{Filter, Ledger};

use crate::render;

/// A table for people, or a format of the exports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Table,
    Export(Format),
}

impl FromStr for Shape {
    type Err = String;

    fn from_str(text: &str) -> Result<Shape, String> {
        if text == "table" {
            return Ok(Shape::Table);
        }
        text.parse().map(Shape::Export).map_err(|error: dateline_export::Error| error.to_string())
    }
}

/// The profile, as it is written.
#[derive(Debug, Clone, Copy)]
pub struct Shown(pub Profile);

impl FromStr for Shown {
    type Err = String;

    fn from_str(text: &str) -> Result<Shown, String> {
        match text {
            "public" => Ok(Shown(Profile::Public)),
            "restricted" => Ok(Shown(Profile::Restricted)),
            _ => Err("the profiles are public and restricted".to_owned()),
        }
    }
}

/// Writes to a file, or to standard output; a file is whole or not there. What is no file (a pipe, a device) is written to as it stands.
pub fn to(path: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let Some(path) = path else {
        let mut out = BufWriter::new(io::stdout().lock());
        write(&mut out)?;
        return Ok(out.flush()?);
    };
    let cannot = || format!("cannot write {}", path.display());
    let there = std::fs::metadata(path);
    anyhow::ensure!(!there.as_ref().is_ok_and(|there| there.is_dir()), "{}: it is a folder", cannot());
    if there.is_ok_and(|there| !there.is_file()) {
        let mut out = BufWriter::new(OpenOptions::new().write(true).open(path).with_context(cannot)?);
        return write(&mut out).and_then(|()| Ok(out.flush()?)).with_context(cannot);
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let beside = Path::new(&beside);
    let mut out = BufWriter::new(File::create(beside).with_context(cannot)?);
    let written = write(&mut out).and_then(|()| Ok(out.flush()?));
    let written = written.and_then(|()| Ok(std::fs::rename(beside, path)?));
    written.with_context(cannot).inspect_err(|_| {
        let _ = std::fs::remove_file(beside);
    })
}

/// Prints text for people, or writes it.
pub fn print(path: Option<&Path>, text: &dyn Display) -> anyhow::Result<()> {
    match path {
        None => Ok(write!(anstream::stdout(), "{text}")?),
        Some(_) => to(path, |out| Ok(write!(out, "{}", anstream::adapter::strip_str(&text.to_string()))?)),
    }
}

/// The incidents that fit, in a table.
pub fn table(ledger: &Ledger, filter: &Filter) -> anyhow::Result<render::Incidents> {
    let mut table = render::Incidents::default();
    each_entry(ledger, &ledger.ids(filter)?, |entries| {
        entries.for_each(|entry| table.add(&entry.incident, entry.accounts.iter().map(|account| &account.claim)));
        anyhow::Ok(())
    })?;
    Ok(table.with_short_ids())
}

/// Writes the incidents that fit.
pub fn incidents(ledger: &Ledger, filter: &Filter, format: Format, about: &About, path: Option<&Path>) -> anyhow::Result<()> {
    let ids = ledger.ids(filter)?;
    if let (Format::Sqlite, Some(path)) = (format, path) {
        let tallies = ledger.tallies()?;
        return each_entry(ledger, &ids, |entries| Ok(dateline_export::sqlite(path, about, entries, tallies.into_iter())?));
    }
    to(path, |out| match about.profile {
        Profile::Restricted => {
            each_entry(ledger, &ids, |entries| Ok(dateline_export::incidents(format, about, entries, &mut { out })?))
        }
        Profile::Public => {
            let names = names(ledger, &ids)?;
            each_entry(ledger, &ids, |entries| {
                Ok(dateline_export::incidents_without(&names, format, about, entries, &mut { out })?)
            })
        }
    })
}

/// Writes Airwars' table of sources.
pub fn airwars_sources(ledger: &Ledger, filter: &Filter, about: &About, path: &Path) -> anyhow::Result<()> {
    let ids = ledger.ids(filter)?;
    to(Some(path), |out| each_entry(ledger, &ids, |entries| Ok(dateline_export::airwars_sources(about, entries, &mut { out })?)))
}
