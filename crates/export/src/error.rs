//! What can go wrong at this edge: the writer, the file, a format asked for something it has no room for.

use std::path::PathBuf;

/// An export that could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The writer refused.
    #[error("cannot write the export: {0}")]
    Write(#[from] std::io::Error),
    /// The writer refused a CSV row.
    #[error("cannot write the export: {0}")]
    Csv(#[from] csv::Error),
    /// A record could not be written as JSON.
    #[error("cannot write incident {record} as JSON: {source}")]
    Json {
        /// The incident or tally, by id.
        record: String,
        /// Why.
        source: serde_json::Error,
    },
    /// Parquet could not be written.
    #[error("cannot write Parquet: {0}")]
    Parquet(#[from] parquet::errors::ParquetError),
    /// A batch of columns could not be made.
    #[error("cannot lay out the columns: {0}")]
    Columns(#[from] arrow_schema::ArrowError),
    /// SQLite refused a record: an id that is there twice.
    #[error("cannot write {record} to the SQLite export: {source}")]
    SqliteRecord {
        /// The incident or the series, by id.
        record: String,
        /// Why.
        source: rusqlite::Error,
    },
    /// SQLite refused.
    #[error("cannot write the SQLite export: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The file is there already; an export never overwrites.
    #[error("{path} exists already\nhint: name a new file, or remove that one first")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The format has no running totals.
    #[error("the {format} format has no place for running totals\nhint: use json, csv, hxl, parquet or sqlite")]
    NoTallies {
        /// The format's slug.
        format: &'static str,
    },
    /// No such format.
    #[error("there is no export format {name:?}\nhint: use one of {known}")]
    UnknownFormat {
        /// What was asked for.
        name: String,
        /// All slugs, with commas.
        known: String,
    },
    /// No such profile.
    #[error("there is no release profile {name:?}\nhint: use public or restricted")]
    UnknownProfile {
        /// What was asked for.
        name: String,
    },
}
