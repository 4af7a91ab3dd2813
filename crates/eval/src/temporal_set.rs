//! TimeML files as cases: 14 histories of wars (WikiWars, `temporal`), 256 news reports (TimeBank and AQUAINT, `tbaq`), or any folder
//! of `.tml`.
//!
//! Measured as TempEval-3 does: `strict` (the same characters), `relaxed` (one shared character), `value` (relaxed, and the value is right).

use std::path::Path;

use crate::temporal::{Error as TimeMl, Rates, files, score};
use crate::{Case, Error, Mark, Outcome, read};

/// A case a `.tml` file under `path`.
pub fn cases(path: &Path) -> Result<Vec<Case>, Error> {
    let files = files(path).map_err(|error| match error {
        TimeMl::Read { path, source } => Error::Read { path, error: source },
        TimeMl::Form { path } => Error::Form { path, record: 1, problem: "not TimeML".to_owned() },
    })?;
    let case = |file: std::path::PathBuf| {
        let words = read(&file)?.split_whitespace().count();
        let id = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Ok(Case { id, words, mark: Box::new(move || marks(&file)) })
    };
    files.into_iter().map(case).collect()
}

/// Whether `path` holds TimeML.
pub fn is_of(path: &Path) -> bool {
    files(path).is_ok_and(|files| !files.is_empty())
}

fn marks(file: &Path) -> Vec<Mark> {
    let Ok(score) = score(&[file.to_owned()]) else { return Vec::new() };
    let mark = |measure: &'static str, rates: Rates, kinds: &[&str]| {
        let hits = (rates.recall * score.gold as f64).round() as usize;
        let errors = score.errors.iter().filter(|miss| kinds.contains(&miss.kind)).map(|miss| miss.kind.to_owned());
        let outcome = Outcome::Found { hits, extra: score.read.saturating_sub(hits), missed: score.gold.saturating_sub(hits) };
        Mark { measure, outcome, errors: errors.collect() }
    };
    vec![
        mark("strict", score.strict, &["extent"]),
        mark("relaxed", score.relaxed, &["missed", "spurious"]),
        mark("value", score.value, &["value"]),
    ]
}
