//! Our own record: one JSON object a line, the wire's names at its top level.

use std::io::Write;

use dateline::wire::v1::{self, Incident, Tally};
use serde::Serialize;

use crate::cells::is_withheld;
use crate::{About, Account, Entry, Error};

/// The keys around an incident's own.
pub(crate) const KEYS: [&str; 4] = ["wire", "about", "accounts", "withheld"];

/// The keys around a running total's own.
pub(crate) const TALLY_KEYS: [&str; 2] = ["wire", "about"];

#[derive(Serialize)]
struct IncidentLine<'a> {
    wire: &'static str,
    about: &'a About,
    #[serde(flatten)]
    incident: &'a Incident,
    accounts: &'a [Account],
    withheld: bool,
}

#[derive(Serialize)]
struct TallyLine<'a> {
    wire: &'static str,
    about: &'a About,
    #[serde(flatten)]
    tally: &'a Tally,
}

/// One incident a line, with its claims and their reports.
pub(crate) fn incidents(about: &About, entries: impl Iterator<Item = Entry>, out: &mut impl Write) -> Result<(), Error> {
    for entry in entries {
        let line = IncidentLine {
            wire: v1::VERSION,
            about,
            incident: &entry.incident,
            accounts: &entry.accounts,
            withheld: is_withheld(&entry),
        };
        write_line(&line, &entry.incident.id, out)?;
    }
    Ok(())
}

/// One series a line.
pub(crate) fn tallies(about: &About, tallies: impl Iterator<Item = Tally>, out: &mut impl Write) -> Result<(), Error> {
    for tally in tallies {
        write_line(&TallyLine { wire: v1::VERSION, about, tally: &tally }, &tally.id, out)?;
    }
    Ok(())
}

/// A record as one line of JSON.
pub(crate) fn write_line(record: &impl Serialize, id: &str, out: &mut impl Write) -> Result<(), Error> {
    let mut line = json(record, id)?;
    line.push(b'\n');
    out.write_all(&line)?;
    Ok(())
}

/// A record as JSON.
pub(crate) fn json(record: &impl Serialize, id: &str) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(record).map_err(|source| Error::Json { record: id.to_owned(), source })
}
