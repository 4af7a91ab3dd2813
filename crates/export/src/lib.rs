//! Exports: incidents and running totals in other projects' formats.
//!
//! In: [`Entry`]s and tallies of `dateline::wire::v1`. Out: bytes to a writer, or one SQLite file. Computes no figure: a number it prints
//! stands in the wire's record, or it prints nothing; ACLED's and Airwars' tables give a vague word those projects' values. Knows nothing of the
//! ledger, of files beyond the one it is given, or of the clock.
//! Every column is described in `docs/exports.md`.

mod acled;
mod airwars;
mod cells;
mod countries;
mod error;
mod flat;
mod format;
mod geo;
mod hxl;
mod jsonl;
mod names;

mod plover;
mod profile;
mod sqlite_file;
mod table;
mod tally_table;
mod timemap;
mod typed;
mod ucdp;

use std::io::Write;

use dateline::wire::v1;
use serde::{Deserialize, Serialize};

pub use airwars::airwars_range;
pub use error::Error;
pub use format::{Format, Profile};
pub use names::Names;
pub use profile::{HIDDEN_PERSON, public, public_tally};
pub use sqlite_file::sqlite;
pub use ucdp::is_fatal;

/// A report that carries a claim.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The publication.
    pub report: v1::Report,
    /// Its text: "sha256:…".
    pub document: String,
}

/// One claim and the reports whose document carries it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// What one voice says.
    pub claim: v1::Claim,
    /// Who printed it.
    pub sources: Vec<Source>,
}

/// One incident and what it rests on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The incident, as concluded.
    pub incident: v1::Incident,
    /// Its claims, in the incident's order.
    pub accounts: Vec<Account>,
}

/// What an export is of: printed in it wherever the format has room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The engine and its version.
    pub engine: String,
    /// The policy that concluded the tolls, by name and version.
    pub policy: String,
    /// The day or instant whose state of the ledger this is.
    pub as_of: Option<String>,
    /// What is left out.
    pub profile: Profile,
    /// The release, where it is one.
    pub release: Option<String>,
}

/// Writes incidents. Under [`Profile::Public`] they go through the profile here, with the names of all of them known: so they are held in
/// memory until the last is read; [`incidents_without`] streams. Under [`Profile::Restricted`] all formats but Timemap's and SQLite stream.
pub fn incidents(format: Format, about: &About, entries: impl Iterator<Item = Entry>, out: &mut impl Write) -> Result<(), Error> {
    match about.profile {
        Profile::Restricted => write_incidents(format, about, entries, out),
        Profile::Public => write_incidents(format, about, profile::all_public(entries), out),
    }
}

/// Writes incidents without the private names that a first pass over them has found ([`Names::add`]): the public profile, streaming.
pub fn incidents_without(
    names: &Names,
    format: Format,
    about: &About,
    entries: impl Iterator<Item = Entry>,
    out: &mut impl Write,
) -> Result<(), Error> {
    write_incidents(format, about, entries.map(|entry| names.public(entry)), out)
}

fn write_incidents(
    format: Format,
    about: &About,
    entries: impl Iterator<Item = Entry>,
    out: &mut impl Write,
) -> Result<(), Error> {
    match format {
        Format::Json => jsonl::incidents(about, entries, out),
        Format::Csv => flat::csv(about, entries, out),
        Format::GeoJson => geo::write(about, entries, out),
        Format::Parquet => flat::parquet(about, entries, out),
        Format::Ucdp => table::write(&ucdp::COLUMNS, ucdp::rows(entries), out),
        Format::Acled => table::write_safely(&acled::COLUMNS, entries.map(|entry| acled::row(&entry)), out),
        Format::Plover => plover::write(about, entries, out),
        Format::Airwars => table::write_safely(&airwars::COLUMNS, entries.map(|entry| airwars::row(&entry)), out),
        Format::Hxl => hxl::incidents(entries, out),
        Format::Timemap => timemap::write(entries, out),
        Format::Sqlite => sqlite_file::write(about, entries, std::iter::empty(), out),
    }
}

/// Writes running totals: JSON, CSV, HXL, Parquet and SQLite have them.
pub fn tallies(
    format: Format,
    about: &About,
    tallies: impl Iterator<Item = v1::Tally>,
    out: &mut impl Write,
) -> Result<(), Error> {
    let tallies = tallies.map(|tally| profile::shown_tally(about.profile, tally));
    match format {
        Format::Json => jsonl::tallies(about, tallies, out),
        Format::Csv => tally_table::csv(about, tallies, out),
        Format::Parquet => tally_table::parquet(about, tallies, out),
        Format::Hxl => hxl::tallies(tallies, out),
        Format::Sqlite => sqlite_file::write(about, std::iter::empty(), tallies, out),
        other => Err(Error::NoTallies { format: other.slug() }),
    }
}

/// The second table of the Airwars style: one line a source of an incident.
pub fn airwars_sources(about: &About, entries: impl Iterator<Item = Entry>, out: &mut impl Write) -> Result<(), Error> {
    match about.profile {
        Profile::Restricted => write_sources(entries, out),
        Profile::Public => write_sources(profile::all_public(entries), out),
    }
}

fn write_sources(entries: impl Iterator<Item = Entry>, out: &mut impl Write) -> Result<(), Error> {
    table::write_safely(&airwars::SOURCE_COLUMNS, entries.flat_map(|entry| airwars::source_rows(&entry)), out)
}

/// The columns a format prints, in order: what `docs/exports.md` must describe. For SQLite "table.column"; for the JSON formats the keys
/// of one record.
pub fn columns(format: Format) -> Vec<String> {
    let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    match format {
        Format::Json => named(&jsonl::KEYS),
        Format::Csv | Format::Parquet => flat::columns().into_iter().map(|column| column.name.to_owned()).collect(),
        Format::GeoJson => named(&geo::PROPERTIES),
        Format::Ucdp => named(&ucdp::COLUMNS),
        Format::Acled => named(&acled::COLUMNS),
        Format::Plover => named(&plover::KEYS),
        Format::Airwars => named(&[&airwars::COLUMNS[..], &airwars::SOURCE_COLUMNS[..]].concat()),
        Format::Hxl => hxl::columns(),
        Format::Timemap => named(&timemap::KEYS),
        Format::Sqlite => sqlite_file::columns(),
    }
}

/// The columns of running totals, in order.
pub fn tally_columns(format: Format) -> Vec<String> {
    match format {
        Format::Json => jsonl::TALLY_KEYS.iter().map(|name| (*name).to_owned()).collect(),
        Format::Csv | Format::Parquet => tally_table::columns().into_iter().map(|column| column.name.to_owned()).collect(),
        Format::Hxl => hxl::tally_columns(),
        Format::Sqlite => sqlite_file::columns(),
        _ => Vec::new(),
    }
}
