//! PolNeAR: sources, cues and contents of attributions in political news.
//!
//! In: a folder with `text/*.txt` and `attributions/*.ann` (brat). Out: for each of the three parts precision, recall and F1, exact (the
//! same words, punctuation at the ends apart) and partial (words shared, summed over a document), and the same for whole
//! attributions (cues that share a word, or, where both are a dash or a colon, contents that do). The annotators reach a token alpha of
//! 75 % among themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use dateline::Report;

/// What went wrong reading the set.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be opened.
    #[error("cannot read {path}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// An annotation names no text.
    #[error("cannot read {path}: there is no text for it")]
    Orphan {
        /// The annotation's file.
        path: PathBuf,
    },
}

/// How many were right, of those read and of those marked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hits {
    /// In both.
    pub right: usize,
    /// Read by us.
    pub read: usize,
    /// Marked in the set.
    pub marked: usize,
}

impl Hits {
    /// Of those read, the share that is right.
    pub fn precision(self) -> f64 {
        self.right as f64 / self.read.max(1) as f64
    }

    /// Of those marked, the share that was read.
    pub fn recall(self) -> f64 {
        self.right as f64 / self.marked.max(1) as f64
    }

    /// The harmonic mean of both.
    pub fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.read + self.marked).max(1) as f64
    }

    fn add(&mut self, right: usize, read: usize, marked: usize) {
        self.right += right;
        self.read += read;
        self.marked += marked;
    }
}

/// The three parts of an attribution, in the order of every array here.
pub const PARTS: [&str; 3] = ["source", "cue", "content"];

/// The score of a set.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// How many articles.
    pub documents: usize,
    /// Attributions whose cues share a word.
    pub attributions: Hits,
    /// The same words.
    pub exact: [Hits; 3],
    /// Words shared.
    pub partial: [Hits; 3],
    /// Attributions that differ: "missed", "spurious" or a part's name, the article, what was marked and what was read.
    pub errors: Vec<(&'static str, String, String, String)>,
}

/// The words of one attribution, as indices of the article's words.
type Attribution = [BTreeSet<usize>; 3];

/// Scores the articles of `folder` for which `take` holds, by their place in name order.
pub fn score(folder: &Path, take: impl Fn(usize) -> bool) -> Result<Score, Error> {
    let mut files = Vec::new();
    let annotations = folder.join("attributions");
    let entries = std::fs::read_dir(&annotations).map_err(|source| Error::Read { path: annotations.clone(), source })?;
    for entry in entries {
        let entry = entry.map_err(|source| Error::Read { path: annotations.clone(), source })?;
        files.push(entry.path());
    }
    files.sort();
    let mut score = Score::default();
    for (_, path) in files.iter().enumerate().filter(|(index, _)| take(*index)) {
        let name = path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let article = name.rsplit_once('_').map_or(&*name, |(article, _)| article);
        let text_path = [&*name, article].map(|name| folder.join("text").join(format!("{name}.txt")));
        let text_path = text_path.into_iter().find(|path| path.exists()).ok_or_else(|| Error::Orphan { path: path.clone() })?;
        let text = read(&text_path)?;
        score_article(&name, &text, &read(path)?, &mut score);
    }
    Ok(score)
}

fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })
}

fn score_article(name: &str, text: &str, annotations: &str, score: &mut Score) {
    let words = words(text);
    let gold = marked(text, annotations, &words);
    let report = Report { text: text.to_owned(), ..Report::default() };
    let reading = dateline::read(&report);
    let covered = |start: usize, end: usize| words_in(&words, start, end);
    let read: Vec<Attribution> = reading
        .mentions
        .voices
        .iter()
        .map(|voice| {
            let source = voice.source.map(|range| covered(range.start(), range.end())).unwrap_or_default();
            let cue = covered(voice.cue.start(), voice.cue.end());
            let content = voice.content.iter().flat_map(|range| covered(range.start(), range.end())).collect();
            [source, cue, content]
        })
        .collect();
    score.documents += 1;
    let shares = |a: &BTreeSet<usize>, b: &BTreeSet<usize>| a.intersection(b).next().is_some();
    let meets =
        |a: &Attribution, b: &Attribution| shares(&a[1], &b[1]) || a[1].is_empty() && b[1].is_empty() && shares(&a[2], &b[2]);
    let found = gold.iter().filter(|marked| read.iter().any(|read| meets(read, marked))).count();
    score.attributions.add(found, read.len(), gold.len());
    for part in 0..PARTS.len() {
        let filled = |attributions: &[Attribution]| -> Vec<BTreeSet<usize>> {
            attributions.iter().map(|attribution| attribution[part].clone()).filter(|words| !words.is_empty()).collect()
        };
        let (gold, read) = (filled(&gold), filled(&read));
        let mut left = gold.clone();
        let mut right = 0;
        for words in &read {
            if let Some(found) = left.iter().position(|marked| marked == words) {
                left.swap_remove(found);
                right += 1;
            }
        }
        score.exact[part].add(right, read.len(), gold.len());
        let gold: BTreeSet<usize> = gold.into_iter().flatten().collect();
        let read: BTreeSet<usize> = read.into_iter().flatten().collect();
        score.partial[part].add(gold.intersection(&read).count(), read.len(), gold.len());
    }
    let print = |attribution: &Attribution| {
        let parts = [0, 1, 2].map(|part| {
            let words: Vec<&str> = attribution[part].iter().map(|&word| &text[words[word].0..words[word].1]).collect();
            words.join(" ")
        });
        parts.join(" | ")
    };
    for marked in &gold {
        match read.iter().find(|read| meets(read, marked)) {
            None => score.errors.push(("missed", name.to_owned(), print(marked), String::new())),
            Some(read) => {
                for part in (0..PARTS.len()).filter(|&part| read[part] != marked[part]) {
                    score.errors.push((PARTS[part], name.to_owned(), print(marked), print(read)));
                }
            }
        }
    }
    for read in read.iter().filter(|read| !gold.iter().any(|marked| meets(read, marked))) {
        score.errors.push(("spurious", name.to_owned(), String::new(), print(read)));
    }
}

/// The byte ranges of the words of `text`: runs of letters and digits.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    for (at, letter) in text.char_indices().filter(|(_, letter)| letter.is_alphanumeric()) {
        match words.last_mut() {
            Some(last) if last.1 == at => last.1 = at + letter.len_utf8(),
            _ => words.push((at, at + letter.len_utf8())),
        }
    }
    words
}

/// The words that share a byte with `start..end`.
fn words_in(words: &[(usize, usize)], start: usize, end: usize) -> BTreeSet<usize> {
    let first = words.partition_point(|word| word.1 <= start);
    let last = words.partition_point(|word| word.0 < end);
    (first..last).collect()
}

/// The attributions of a brat file, whose offsets count characters.
fn marked(text: &str, annotations: &str, words: &[(usize, usize)]) -> Vec<Attribution> {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let byte = |character: usize| bytes.get(character).copied().unwrap_or(text.len());
    let mut spans: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let mut attributions = Vec::new();
    for line in annotations.lines() {
        let mut fields = line.split('\t');
        let (Some(id), Some(body)) = (fields.next(), fields.next()) else { continue };
        if id.starts_with('T') {
            let offsets = body.split_once(' ').map_or("", |(_, offsets)| offsets);
            let mut covered = BTreeSet::new();
            for (start, end) in offsets.split(';').filter_map(|pair| pair.split_once(' ')) {
                if let (Ok(start), Ok(end)) = (start.parse(), end.parse()) {
                    covered.extend(words_in(words, byte(start), byte(end)));
                }
            }
            spans.insert(id, covered);
        }
    }
    for line in annotations.lines().filter(|line| line.starts_with('E')) {
        let Some((_, body)) = line.split_once('\t') else { continue };
        let mut attribution = Attribution::default();
        for (role, id) in body.split(' ').filter_map(|pair| pair.split_once(':')) {
            let part = match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "Source" => 0,
                "Cue" => 1,
                "Content" => 2,
                _ => continue,
            };
            attribution[part].extend(spans.get(id).into_iter().flatten());
        }
        if !attribution[1].is_empty() || !attribution[2].is_empty() {
            attributions.push(attribution);
        }
    }
    attributions
}
