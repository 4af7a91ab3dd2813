//! Where a record is: a file or an address, and which of its records.

use std::fmt;
use std::path::{Path, PathBuf};

/// Where a record is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file or the address.
    pub place: Place,
    /// From 1, in a place that holds several.
    pub record: Option<u64>,
    /// From 1, in a record that itself holds several: a feed in a web archive, a mail's attachments.
    pub part: Option<u64>,
}

/// A file or an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A path as given, or as found below a folder that was given.
    File(PathBuf),
    /// Standard input.
    Input,
    /// An address, or a name for bytes that came over the network.
    Address(String),
}

impl Origin {
    /// A file as a whole.
    pub fn file(path: impl Into<PathBuf>) -> Origin {
        Origin { place: Place::File(path.into()), record: None, part: None }
    }

    /// Standard input as a whole.
    pub fn input() -> Origin {
        Origin { place: Place::Input, record: None, part: None }
    }

    /// What an address holds, as a whole.
    pub fn address(address: impl Into<String>) -> Origin {
        Origin { place: Place::Address(address.into()), record: None, part: None }
    }

    /// Its `number`th record, from 1; where it is a record already, that record's part.
    pub fn nth(&self, number: u64) -> Origin {
        let place = self.place.clone();
        match self.record {
            None => Origin { place, record: Some(number), part: None },
            Some(record) => Origin { place, record: Some(record), part: Some(number) },
        }
    }

    /// The file, where it is one.
    pub fn path(&self) -> Option<&Path> {
        match &self.place {
            Place::File(path) => Some(path),
            Place::Input | Place::Address(_) => None,
        }
    }

    /// What a report is called that does not say: the place's `name` and the numbers.
    pub(crate) fn id(&self, name: &str) -> String {
        match (self.record, self.part) {
            (None, _) => name.to_owned(),
            (Some(record), None) => format!("{name}:{record}"),
            (Some(record), Some(part)) => format!("{name}:{record}.{part}"),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::File(path) => write!(f, "{}", path.display())?,
            Place::Input => f.write_str("standard input")?,
            Place::Address(address) => f.write_str(address)?,
        }
        if let Some(record) = self.record {
            write!(f, " record {record}")?;
        }
        if let Some(part) = self.part {
            write!(f, " part {part}")?;
        }
        Ok(())
    }
}
