//! Verbs of acts: what a verb says of whoever did the act that a noun beside it names ("carried out the attack", "blamed the raid on").
//!
//! In: `act_verbs.csv`. Out: [`ActVerbs`], looked up by dictionary forms.

use crate::phrases::Phrases;
use crate::table::{TableError, field, rows};

/// Who did the act, by the verb's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActFrame {
    /// Its subject does what its object names: "carry out", "plant".
    Does,
    /// Its subject does what stands after "in": "take part", "be involved".
    TakesPart,
    /// Its subject says that it did what its object names, or what it takes responsibility for.
    Claims,
    /// Its object is said to have done what follows: "blame them for", "accuse them of".
    Blames,
    /// What its object names is said to be theirs who follow: "attribute it to", "blame it on".
    Ascribes,
    /// What it names is whom the act beside it is after: "search for", "target".
    Seeks,
}

/// Every such verb.
#[derive(Debug, Default)]
pub struct ActVerbs {
    verbs: Phrases<Vec<ActFrame>>,
}

impl ActVerbs {
    /// Reads the table.
    pub fn read(table: &str) -> Result<ActVerbs, TableError> {
        const TABLE: &str = "act_verbs.csv";
        let mut verbs = ActVerbs::default();
        for (row, record) in rows(TABLE, table)? {
            let frame = |word| match word {
                "does" => Ok(ActFrame::Does),
                "takes-part" => Ok(ActFrame::TakesPart),
                "claims" => Ok(ActFrame::Claims),
                "blames" => Ok(ActFrame::Blames),
                "ascribes" => Ok(ActFrame::Ascribes),
                "seeks" => Ok(ActFrame::Seeks),
                _ => Err(TableError { table: TABLE, row, problem: "no such frame".to_owned() }),
            };
            let frames = field(&record, 1).split('|').map(frame).collect::<Result<Vec<_>, _>>()?;
            verbs.verbs.insert(field(&record, 0), frames);
        }
        Ok(verbs)
    }

    /// The frames of the longest verb at token `first`.
    pub fn at<'w>(&self, first: usize, lemma: impl Fn(usize) -> &'w str) -> &[ActFrame] {
        self.verbs.longest(first, lemma).map_or(&[], |(_, frames)| frames)
    }
}
