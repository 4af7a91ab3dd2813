//! Testkit: corpora that run as tests.
//!
//! A phrase corpus is a text file: a value at the left margin, below it, indented, every wording of it; the value `nothing` holds the
//! traps; `#` starts a comment. Each wording is one named test: `counts.corpus:8 at least 50 children`.

pub mod golden;

use std::path::Path;

use libtest_mimic::{Failed, Trial};

/// One wording and the value it must be read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The value, as the reader prints it; "nothing" for a trap.
    pub value: String,
    /// The wording.
    pub words: String,
    /// Its line in the corpus, from 1.
    pub line: usize,
}

/// The phrases of a corpus, or what is wrong with it.
pub fn phrases(corpus: &str) -> Result<Vec<Phrase>, String> {
    let mut value = None;
    let mut phrases = Vec::new();
    for (index, line) in corpus.lines().enumerate() {
        let words = line.trim();
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        if line.starts_with([' ', '\t']) {
            let value: &String = value.as_ref().ok_or(format!("line {}: a wording before any value", index + 1))?;
            phrases.push(Phrase { value: value.clone(), words: words.to_owned(), line: index + 1 });
        } else {
            value = Some(words.to_owned());
        }
    }
    Ok(phrases)
}

/// A test for each phrase of the corpus at `path`: `read` must return the value alone, or an empty list for "nothing". Where a wording
/// holds several values, they are joined with " + " in text order.
pub fn corpus(path: &Path, read: fn(&str) -> Vec<String>) -> Vec<Trial> {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let phrases = match std::fs::read_to_string(path).map_err(|error| error.to_string()).and_then(|text| phrases(&text)) {
        Ok(phrases) => phrases,
        Err(problem) => return vec![Trial::test(name, move || Err(Failed::from(problem)))],
    };
    let trial = |phrase: Phrase| {
        Trial::test(format!("{name}:{} {}", phrase.line, phrase.words), move || {
            let mut values = read(&phrase.words);
            if values.is_empty() {
                values.push("nothing".to_owned());
            }
            let read = values.join(" + ");
            if read == phrase.value { Ok(()) } else { Err(Failed::from(format!("expected {}, read {read}", phrase.value))) }
        })
    };
    phrases.into_iter().map(trial).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wording_takes_the_value_above_it() {
        let read = phrases(">=701\n    more than 700 people\n# a trap\nnothing\n    Flight 752\n").unwrap();
        let pairs: Vec<_> = read.iter().map(|phrase| (phrase.value.as_str(), phrase.words.as_str(), phrase.line)).collect();
        assert_eq!(pairs, [(">=701", "more than 700 people", 2), ("nothing", "Flight 752", 5)]);
    }

    #[test]
    fn a_wording_without_a_value_is_an_error() {
        assert!(phrases("    more than 700 people\n").is_err());
    }
}
