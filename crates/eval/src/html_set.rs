//! The article extraction benchmark as cases: 181 saved news pages and the text of each one's article.
//!
//! Measured as the benchmark's own script does: runs of four words, each as often as it occurs; precision and recall of each page, their
//! means over the pages, and the harmonic mean of the two means. Words are runs of letters, digits and underscores.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dateline_intake::{Defaults, Origin, captures};
use serde::Deserialize;

use crate::{Case, Error, Mark, Outcome, read};

#[derive(Deserialize)]
struct Truth {
    #[serde(rename = "articleBody", default)]
    article: String,
}

/// A case a page of `folder`.
pub fn cases(folder: &Path) -> Result<Vec<Case>, Error> {
    let path = folder.join("ground-truth.json");
    let truths: Result<BTreeMap<String, Truth>, _> = serde_json::from_str(&read(&path)?);
    let truths = truths.map_err(|error| Error::Form { path, record: 1, problem: error.to_string() })?;
    let case = |(id, truth): (String, Truth)| {
        let page = folder.join("html").join(format!("{id}.html.gz"));
        let words = truth.article.split_whitespace().count();
        Case { id, words, mark: Box::new(move || marks(&page, &truth.article)) }
    };
    Ok(truths.into_iter().map(case).collect())
}

/// Whether `folder` is in its form.
pub fn is_of(folder: &Path) -> bool {
    folder.join("ground-truth.json").is_file() && folder.join("html").is_dir()
}

fn marks(page: &PathBuf, article: &str) -> Vec<Mark> {
    let bytes = std::fs::read(page).unwrap_or_default();
    let read = captures(&bytes, Some("text/html"), Origin::file(page), &Defaults::default());
    let (text, fault) = match read.into_iter().next() {
        Some(Ok(capture)) => (capture.report.text, None),
        Some(Err(unread)) => (String::new(), Some(unread.reason.to_string())),
        None => (String::new(), Some("nothing was read".to_owned())),
    };
    let (precision, recall) = shared(article, &text);
    let error = match (precision.unwrap_or(1.0), recall.unwrap_or(1.0)) {
        (precision, recall) if precision >= 0.9 && recall >= 0.9 => None,
        (precision, recall) if precision < recall => Some(format!("too much: precision {precision:.2} recall {recall:.2}")),
        (precision, recall) => Some(format!("too little: precision {precision:.2} recall {recall:.2}")),
    };
    vec![Mark {
        measure: "article",
        outcome: Outcome::Shares { precision, recall },
        errors: fault.or(error).into_iter().collect(),
    }]
}

/// Of the runs of four words of `found` how many are in `truth`, and the other way round; `None` of a text that has none.
fn shared(truth: &str, found: &str) -> (Option<f64>, Option<f64>) {
    let (truth, found) = (runs(truth), runs(found));
    let common: usize = found.iter().map(|(run, count)| *count.min(truth.get(run).unwrap_or(&0))).sum();
    let of = |all: &BTreeMap<Vec<&str>, usize>| {
        let all: usize = all.values().sum();
        (all > 0).then(|| common as f64 / all as f64)
    };
    (of(&found), of(&truth))
}

/// The runs of four words of a text, each with how often it occurs; of a shorter text the one run it is.
fn runs(text: &str) -> BTreeMap<Vec<&str>, usize> {
    const LENGTH: usize = 4;
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
    let mut runs = BTreeMap::new();
    for start in 0..(words.len() + 1).saturating_sub(LENGTH).max(1) {
        let run = &words[start..words.len().min(start + LENGTH)];
        if !run.is_empty() {
            *runs.entry(run.to_vec()).or_insert(0) += 1;
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_four_words_are_counted_on_both_sides() {
        assert_eq!(shared("one two three four five", "one two three four"), (Some(1.0), Some(0.5)));
        assert_eq!(shared("one two three four", "zero one two three four five"), (Some(1.0 / 3.0), Some(1.0)));
        assert_eq!(shared("one two", "one, two!"), (Some(1.0), Some(1.0)));
        assert_eq!(shared("one two", ""), (None, Some(0.0)));
        let again = "one two three four one two three four";
        assert_eq!(shared("one two three four", again), (Some(0.2), Some(1.0)));
    }
}
