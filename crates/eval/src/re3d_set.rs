//! re3d as cases: the documents of its folders, on Syria and Iraq.
//!
//! Measured as its module does, by kind of entity, a shared character being enough: `Person`, `Organisation`, `Location`, `Temporal`,
//! `Quantity`, `Weapon`, and `all` of them together; and `named exact`, the same characters of persons, organisations and locations
//! that have a name.

use std::path::{Path, PathBuf};

use crate::re3d::{KINDS, Score, score};
use crate::{Case, Error, Mark, Outcome, json_lines};

/// A case a document: of `path`, or of each folder below it.
pub fn cases(path: &Path) -> Result<Vec<Case>, Error> {
    let mut cases = Vec::new();
    for folder in folders(path)? {
        let documents = json_lines::<serde_json::Value>(&folder.join("documents.json"))?;
        let name = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        for (index, document) in documents.iter().enumerate() {
            let words = document["text"].as_str().map_or(0, |text| text.split_whitespace().count());
            let folder = folder.clone();
            cases.push(Case { id: format!("{name}-{}", index + 1), words, mark: Box::new(move || marks(&folder, index)) });
        }
    }
    Ok(cases)
}

/// Whether `path` is a folder of it, or holds one.
pub fn is_of(path: &Path) -> bool {
    folders(path).is_ok_and(|folders| !folders.is_empty())
}

fn folders(path: &Path) -> Result<Vec<PathBuf>, Error> {
    if path.join("documents.json").is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let list = |error| Error::Read { path: path.to_owned(), error };
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(path).map_err(list)? {
        let folder = entry.map_err(list)?.path();
        if folder.join("documents.json").is_file() {
            folders.push(folder);
        }
    }
    folders.sort();
    Ok(folders)
}

fn marks(folder: &Path, index: usize) -> Vec<Mark> {
    let mut counted = Score::default();
    if score(folder, |other| other == index, &mut counted).is_err() {
        return Vec::new();
    }
    let mut all = (0, 0, 0);
    let mut marks = Vec::new();
    for kind in KINDS {
        let hits = counted.partial.get(kind).copied().unwrap_or_default();
        let (extra, missed) = (hits.read.saturating_sub(hits.right), hits.marked.saturating_sub(hits.right));
        all = (all.0 + hits.right, all.1 + extra, all.2 + missed);
        let of_kind = counted.errors.iter().filter(|(_, of, _)| of == kind);
        let errors = of_kind.map(|(error, ..)| (*error).to_owned()).collect();
        marks.push(Mark { measure: kind, outcome: Outcome::Found { hits: hits.right, extra, missed }, errors });
    }
    let named = counted.named;
    let outcome = Outcome::Found { hits: named.right, extra: named.read - named.right, missed: named.marked - named.right };
    marks.push(Mark { measure: "named exact", outcome, errors: Vec::new() });
    let (hits, extra, missed) = all;
    marks.push(Mark { measure: "all", outcome: Outcome::Found { hits, extra, missed }, errors: Vec::new() });
    marks
}
