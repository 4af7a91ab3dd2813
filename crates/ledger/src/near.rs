//! Near: what each text tells, kept in few bytes beside its coding, so that a new report is compared with what hundreds told before it
//! without their records.
//!
//! In: coded reports. Out: their happenings, each of the coding that stands for its text. Knows one table.

use std::collections::BTreeMap;

use dateline::incidents::Happening;
use dateline::{Ready, pack_happenings, unpack_happenings};
use rusqlite::{Connection, OptionalExtension, params};

use crate::Error;

/// A happening by the coding that stands for its text, and its episode.
pub(crate) type Key = (i64, usize);

/// What a happening is known by here, where its report is a coding.
pub(crate) fn key(happening: &Happening) -> Key {
    (happening.report as i64, happening.episode)
}

/// Happenings come in the canonical order of their reports, as they do where they are read from records.
pub(crate) fn in_order(happenings: &mut [Happening]) {
    happenings.sort_by_key(|happening| (happening.published, happening.document, happening.episode));
}

/// What each text that was read back tells, by the coding that stands for it; `codings` are those of the records.
pub(crate) fn tells(ready: &Ready<'_>, codings: &[i64]) -> BTreeMap<i64, Vec<Happening>> {
    let standing: Vec<i64> = ready.firsts().into_iter().map(|first| codings[first]).collect();
    let mut tells: BTreeMap<i64, Vec<Happening>> = standing.iter().map(|&coding| (coding, Vec::new())).collect();
    for happening in ready.happenings(&ready.reported()) {
        let coding = standing[happening.report];
        tells.entry(coding).or_default().push(Happening { report: coding as usize, ..happening });
    }
    tells
}

/// Keeps what the text of `coding` tells.
pub(crate) fn keep(db: &Connection, coding: i64, happenings: &[Happening]) -> rusqlite::Result<()> {
    if let Some(packed) = pack_happenings(happenings) {
        db.prepare_cached("INSERT INTO tells (coding, packed) VALUES (?, ?)")?.execute(params![coding, packed])?;
    }
    Ok(())
}

/// What the texts tell that `codings` stand for; a coding that stands for none tells nothing.
pub(crate) fn kept(
    db: &Connection,
    codings: impl IntoIterator<Item = i64>,
    sql: impl Fn(rusqlite::Error) -> Error + Copy,
) -> Result<Vec<Happening>, Error> {
    let mut read = db.prepare_cached("SELECT packed FROM tells WHERE coding = ?").map_err(sql)?;
    let mut happenings = Vec::new();
    for coding in codings {
        let packed: Option<Vec<u8>> = read.query_row([coding], |row| row.get(0)).optional().map_err(sql)?;
        let Some(packed) = packed else { continue };
        let corrupt =
            || Error::Corrupt { what: format!("what coding {coding} tells"), problem: "it does not read back".to_owned() };
        happenings.extend(unpack_happenings(&packed, coding as usize).ok_or_else(corrupt)?);
    }
    Ok(happenings)
}
