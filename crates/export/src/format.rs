//! The names of formats and release profiles.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Error;

/// What is left out of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// No private person's name, no coordinates of a home or shelter.
    #[default]
    Public,
    /// All of it.
    Restricted,
}

impl Profile {
    /// Its name: `public`, `restricted`.
    pub fn slug(self) -> &'static str {
        match self {
            Profile::Public => "public",
            Profile::Restricted => "restricted",
        }
    }
}

impl FromStr for Profile {
    type Err = Error;

    fn from_str(name: &str) -> Result<Profile, Error> {
        [Profile::Public, Profile::Restricted]
            .into_iter()
            .find(|profile| profile.slug() == name)
            .ok_or_else(|| Error::UnknownProfile { name: name.to_owned() })
    }
}

/// Whose format an export is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Our own record, one incident a line.
    Json,
    /// A flat table for people.
    Csv,
    /// RFC 7946.
    GeoJson,
    /// The flat table, typed.
    Parquet,
    /// UCDP GED.
    Ucdp,
    /// ACLED.
    Acled,
    /// PLOVER, one event a line.
    Plover,
    /// Airwars' table of incidents; its sources are [`crate::airwars_sources`].
    Airwars,
    /// A table with a row of HXL hashtags.
    Hxl,
    /// Forensic Architecture's Timemap.
    Timemap,
    /// One SQLite file, ready for Datasette.
    Sqlite,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 11] = [
        Format::Json,
        Format::Csv,
        Format::GeoJson,
        Format::Parquet,
        Format::Ucdp,
        Format::Acled,
        Format::Plover,
        Format::Airwars,
        Format::Hxl,
        Format::Timemap,
        Format::Sqlite,
    ];

    /// Its name on the command line.
    pub fn slug(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Csv => "csv",
            Format::GeoJson => "geojson",
            Format::Parquet => "parquet",
            Format::Ucdp => "ucdp",
            Format::Acled => "acled",
            Format::Plover => "plover",
            Format::Airwars => "airwars",
            Format::Hxl => "hxl",
            Format::Timemap => "timemap",
            Format::Sqlite => "sqlite",
        }
    }

    /// The ending of a file in this format, where the caller must invent a name.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Json | Format::Plover => "jsonl",
            Format::Csv | Format::Ucdp | Format::Acled | Format::Airwars | Format::Hxl => "csv",
            Format::GeoJson => "geojson",
            Format::Parquet => "parquet",
            Format::Timemap => "json",
            Format::Sqlite => "db",
        }
    }

    /// Whether running totals can be written in it.
    pub fn has_tallies(self) -> bool {
        matches!(self, Format::Json | Format::Csv | Format::Hxl | Format::Parquet | Format::Sqlite)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.slug())
    }
}

impl FromStr for Format {
    type Err = Error;

    fn from_str(name: &str) -> Result<Format, Error> {
        Format::ALL
            .into_iter()
            .find(|format| format.slug() == name)
            .ok_or_else(|| Error::UnknownFormat { name: name.to_owned(), known: Format::ALL.map(Format::slug).join(", ") })
    }
}
