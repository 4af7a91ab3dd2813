//! Speech: the words that say that someone says.
//!
//! In: the table `speech_cues.csv`. Out: [`SpeechCues`]. Does not know who speaks, nor what.

use crate::TableError;
use crate::table::rows;

/// How a cue takes its source and its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CueFrame {
    /// A verb whose subject speaks: "said".
    Verb,
    /// A verb that takes the one spoken to: "told".
    Told,
    /// A verb that speaks only where what it takes has a verb of its own: "added", "wrote".
    Sentential,
    /// A verb that speaks only with a clause or a quotation right after it: "found", "showed".
    Clausal,
    /// A verb that speaks with a clause, a quotation or an infinitive right after it: "wants", "refused".
    Infinitive,
    /// An adjective that speaks with a clause or a quotation right after it: "confident that".
    Feeling,
    /// A verb that speaks where it names its object something: "called it a massacre".
    Naming,
    /// A verb that speaks where what it takes is a toll: "put the toll at 12".
    Figure,
    /// Words before the source: "according to".
    Before,
    /// A source without a name: "reportedly".
    Impersonal,
    /// A noun that speaks where it has an owner and a clause: "their claim that".
    Noun,
}

/// What the speaker does with what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CueStance {
    /// "said"
    Asserts,
    /// "denied"
    Denies,
    /// "disputed"
    Disputes,
    /// "retracted"
    Retracts,
    /// "corrected"
    Corrects,
}

/// One wording of a cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// "said", "according to", in lower case.
    pub words: &'static str,
    /// How it takes its source.
    pub frame: CueFrame,
    /// What it does.
    pub stance: CueStance,
}

/// Every cue, by its words.
#[derive(Debug, Default)]
pub struct SpeechCues {
    cues: Vec<Cue>, // Invariant: sorted by words.
}

impl SpeechCues {
    /// Reads `speech_cues.csv`.
    pub fn read(table: &str) -> Result<SpeechCues, TableError> {
        let mut cues = Vec::new();
        for (row, fields) in rows("speech_cues.csv", table)? {
            let bad = |problem: &str| TableError { table: "speech_cues.csv", row, problem: problem.to_owned() };
            let frame = match &fields[1] {
                "verb" => CueFrame::Verb,
                "told" => CueFrame::Told,
                "sentential" => CueFrame::Sentential,
                "clausal" => CueFrame::Clausal,
                "infinitive" => CueFrame::Infinitive,
                "feeling" => CueFrame::Feeling,
                "naming" => CueFrame::Naming,
                "figure" => CueFrame::Figure,
                "before" => CueFrame::Before,
                "impersonal" => CueFrame::Impersonal,
                "noun" => CueFrame::Noun,
                _ => return Err(bad("no such frame")),
            };
            let stance = match &fields[2] {
                "asserts" => CueStance::Asserts,
                "denies" => CueStance::Denies,
                "disputes" => CueStance::Disputes,
                "retracts" => CueStance::Retracts,
                "corrects" => CueStance::Corrects,
                _ => return Err(bad("no such stance")),
            };
            for words in fields[0].split('|').filter(|words| !words.is_empty()) {
                cues.push(Cue { words: words.to_owned().leak(), frame, stance });
            }
        }
        cues.sort_by_key(|cue| cue.words);
        Ok(SpeechCues { cues })
    }

    /// The cue of one word: "said".
    pub fn word(&self, lower: &str) -> Option<&Cue> {
        let found = self.cues.binary_search_by(|cue| cue.words.cmp(lower)).ok()?;
        self.cues.get(found)
    }

    /// The longest cue whose words are the tokens that `word` gives from `first` on, and how many tokens it takes.
    pub fn longest<'w>(&self, first: usize, word: impl Fn(usize) -> &'w str) -> Option<(usize, &Cue)> {
        let start = word(first);
        if start.is_empty() {
            return None;
        }
        let from = self.cues.partition_point(|cue| cue.words < start);
        let mut best: Option<(usize, &Cue)> = None;
        for cue in self.cues[from..].iter().take_while(|cue| cue.words.starts_with(start)) {
            let mut length = 0;
            let fits = cue.words.split(' ').all(|part| {
                length += 1;
                word(first + length - 1) == part
            });
            if fits && best.is_none_or(|(longest, _)| length > longest) {
                best = Some((length, cue));
            }
        }
        best
    }
}
