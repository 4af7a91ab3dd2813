//! Cues of status: the words that make an act planned, threatened, denied, supposed, past or untrue.
//!
//! In: `status_cues.csv`. Out: [`StatusCues`], looked up by dictionary form and by where the cue stands.

use std::collections::BTreeMap;

use crate::phrases::Phrases;
use crate::table::{TableError, field, rows};

/// What a cue makes of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the codebook's")]
pub enum CueStatus {
    Ongoing,
    Planned,
    Threatened,
    Denied,
    Hypothetical,
    Past,
    Negated,
}

/// Where a cue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CuePlace {
    /// A verb the act hangs on: "vowed to strike".
    Verb,
    /// A noun the act hangs on: "the threat of a strike".
    Noun,
    /// An auxiliary of the act: "could strike".
    Modal,
    /// A word before the act: "a possible strike".
    Adjective,
    /// Words anywhere in the clause: "in the past".
    Phrase,
    /// Words anywhere in the sentence, that frame all it tells: "jurors heard".
    Sentence,
}

/// Every cue.
#[derive(Debug, Default)]
pub struct StatusCues {
    words: BTreeMap<CuePlace, BTreeMap<String, CueStatus>>,
    phrases: Phrases<CueStatus>,
    frames: Phrases<CueStatus>,
}

impl StatusCues {
    /// Reads the table.
    pub fn read(table: &str) -> Result<StatusCues, TableError> {
        const TABLE: &str = "status_cues.csv";
        let mut cues = StatusCues::default();
        for (row, record) in rows(TABLE, table)? {
            let wrong = |problem: &str| TableError { table: TABLE, row, problem: problem.to_owned() };
            let status = match field(&record, 2) {
                "ongoing" => CueStatus::Ongoing,
                "planned" => CueStatus::Planned,
                "threatened" => CueStatus::Threatened,
                "denied" => CueStatus::Denied,
                "hypothetical" => CueStatus::Hypothetical,
                "past" => CueStatus::Past,
                "negated" => CueStatus::Negated,
                _ => return Err(wrong("no such status")),
            };
            let place = match field(&record, 1) {
                "verb" => CuePlace::Verb,
                "noun" => CuePlace::Noun,
                "modal" => CuePlace::Modal,
                "adjective" => CuePlace::Adjective,
                "phrase" => CuePlace::Phrase,
                "sentence" => CuePlace::Sentence,
                _ => return Err(wrong("no such place for a cue")),
            };
            match place {
                CuePlace::Phrase => cues.phrases.insert(field(&record, 0), status),
                CuePlace::Sentence => cues.frames.insert(field(&record, 0), status),
                _ => {
                    cues.words.entry(place).or_default().insert(field(&record, 0).to_owned(), status);
                }
            }
        }
        Ok(cues)
    }

    /// What `word` makes of an act it stands so beside.
    pub fn cue(&self, word: &str, place: CuePlace) -> Option<CueStatus> {
        self.words.get(&place)?.get(word).copied()
    }

    /// The longest phrase at token `first`: its length in tokens and what it makes of an act in its clause.
    pub fn phrase_at<'w>(&self, first: usize, word: impl Fn(usize) -> &'w str) -> Option<(usize, CueStatus)> {
        self.phrases.longest(first, word).map(|(length, status)| (length, *status))
    }

    /// The longest phrase at token `first` that frames its sentence: its length in tokens and what it makes of every act in it.
    pub fn frame_at<'w>(&self, first: usize, word: impl Fn(usize) -> &'w str) -> Option<(usize, CueStatus)> {
        self.frames.longest(first, word).map(|(length, status)| (length, *status))
    }
}
