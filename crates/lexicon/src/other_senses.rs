//! Other senses: phrases that hold a word for force and name none ("heart attack", "hit song"), and what kills with no one attacking.
//!
//! In: `other_senses.csv`. Out: [`OtherSenses`], looked up by the words as written.

use crate::phrases::Phrases;
use crate::table::{TableError, field, rows};

/// What such a phrase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherSense {
    /// A word of a trial: "jurors", "sentenced". It leaves the words beside it their sense.
    Court,
    /// Who hears and rules in one: "jury", "inquest". So does it.
    Bench,
    /// What tells of force and is none: "film", "exhibition". It too leaves the words beside it their sense.
    Work,
    /// What recalls the dead: "monument", "plaque". So does it.
    Memorial,
    /// A word of remembrance: "vigil", "survivors". So does it.
    Memory,
    /// A cause of death or damage that is nobody's attack: "earthquake", "bus crash".
    Accident,
    /// A way of speaking, or another thing altogether: "under fire from critics", "strike price".
    Figure,
    /// What is attacked in words alone: "record", "policy". It leaves the words beside it their sense.
    Idea,
    /// What may attack and is nobody's: "crocodile", "virus". It too leaves them theirs.
    Nature,
    /// What befalls people and may be anyone's attack: "violence", "incident". It leaves the words beside it their sense.
    Happening,
    /// A word of a match or a film: "goalkeeper", "screenplay". It leaves the words beside it their sense; several tell what the report is on.
    Play,
}

/// Every such phrase.
#[derive(Debug, Default)]
pub struct OtherSenses {
    phrases: Phrases<OtherSense>,
}

impl OtherSenses {
    /// Reads the table.
    pub fn read(table: &str) -> Result<OtherSenses, TableError> {
        const TABLE: &str = "other_senses.csv";
        let mut senses = OtherSenses::default();
        for (row, record) in rows(TABLE, table)? {
            let sense = match field(&record, 1) {
                "bench" => OtherSense::Bench,
                "court" => OtherSense::Court,
                "work" => OtherSense::Work,
                "memory" => OtherSense::Memory,
                "memorial" => OtherSense::Memorial,
                "accident" => OtherSense::Accident,
                "figure" => OtherSense::Figure,
                "nature" => OtherSense::Nature,
                "happening" => OtherSense::Happening,
                "idea" => OtherSense::Idea,
                "play" => OtherSense::Play,
                _ => return Err(TableError { table: TABLE, row, problem: "no such sense".to_owned() }),
            };
            senses.phrases.insert(field(&record, 0), sense);
        }
        Ok(senses)
    }

    /// What a noun alone is, by its dictionary form.
    pub fn of(&self, lemma: &str) -> Option<OtherSense> {
        self.at(0, |index| if index == 0 { lemma } else { "" }).map(|(_, sense)| sense)
    }

    /// The longest phrase at token `first`: its length in tokens and what it is.
    pub fn at<'w>(&self, first: usize, word: impl Fn(usize) -> &'w str) -> Option<(usize, OtherSense)> {
        self.phrases.longest(first, word).map(|(length, sense)| (length, *sense))
    }
}
