//! PolNeAR as cases: the articles of `dev`, or of any folder in its form.
//!
//! Measured as its module does: `attribution` (cues that share a word), and the words shared of every `source`, `cue` and `content`.

use std::path::Path;

use crate::polnear::{Hits, score};
use crate::{Case, Error, Mark, Outcome, read};

/// A case an article of `folder`.
pub fn cases(folder: &Path) -> Result<Vec<Case>, Error> {
    let annotations = folder.join("attributions");
    let list = |error| Error::Read { path: annotations.clone(), error };
    let mut files = std::fs::read_dir(&annotations).map_err(list)?.collect::<Result<Vec<_>, _>>().map_err(list)?;
    files.sort_by_key(std::fs::DirEntry::path); // as the scorer does: an index stands for a file
    let case = |(index, file): (usize, std::fs::DirEntry)| {
        let id = file.path().file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let folder = folder.to_owned();
        let article = id.rsplit_once('_').map_or(&*id, |(article, _)| article);
        let text = |name: &str| read(&folder.join("text").join(format!("{name}.txt"))).ok();
        let words = text(&id).or_else(|| text(article)).map_or(0, |text| text.split_whitespace().count());
        Case { id, words, mark: Box::new(move || marks(&folder, index)) }
    };
    Ok(files.into_iter().enumerate().map(case).collect())
}

/// Whether `folder` is in its form.
pub fn is_of(folder: &Path) -> bool {
    folder.join("attributions").is_dir()
}

fn marks(folder: &Path, index: usize) -> Vec<Mark> {
    let Ok(score) = score(folder, |other| other == index) else { return Vec::new() };
    let mark = |measure: &'static str, hits: Hits, kinds: &[&str]| {
        let of_kind = score.errors.iter().filter(|(kind, ..)| kinds.contains(kind));
        let outcome = Outcome::Found { hits: hits.right, extra: hits.read - hits.right, missed: hits.marked - hits.right };
        Mark { measure, outcome, errors: of_kind.map(|(kind, ..)| (*kind).to_owned()).collect() }
    };
    let [source, cue, content] = score.partial;
    vec![
        mark("attribution", score.attributions, &["missed", "spurious"]),
        mark("source", source, &["source"]),
        mark("cue", cue, &["cue"]),
        mark("content", content, &["content"]),
    ]
}
