//! Counts: how many people or buildings, as said.
//!
//! In: a document and its parse. Out: one [`CountMention`] a counted noun phrase: "at least 50 children", "a couple and their
//! four children", "three people", "a 12-year-old boy" (one). Ages, years, distances, money and ordinals are never counts.
//! Knows nothing of what happened to those counted, except where the counted noun itself says it ("700 deaths").

mod alone;
mod kin;
mod names;
mod noun;
mod phrase;
mod quantity;
mod relate;
mod view;

use std::ops::Range;

use dateline_lexicon::Lexicon;
use dateline_syntax::{Parse, Upos};
use dateline_text::{Document, Part, RuleId, TextRange};

use crate::TimeMention;

pub use dateline_lexicon::{Combat, Group, Kind, Measure, Role, Unit};
pub use view::ORDINALS;

/// How a number was worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Modifier {
    /// "seven people"
    Exact,
    /// "at least 50", "50 or more"
    AtLeast,
    /// "more than 700", "over 700"
    MoreThan,
    /// "up to 30", "as many as 30", "at most 30"
    UpTo,
    /// "fewer than 30"
    FewerThan,
    /// "about 40", "some 40", "around 40"
    About,
    /// "12 to 19", "between 12 and 19"
    Between,
    /// "several", "dozens", "tens of thousands": a floor only
    Vague,
    /// "no one was hurt"
    None,
    /// "casualties", "a number of people": a number was not said
    Unknown,
    /// "A, B and C were killed": counted by us from the names
    Named,
    /// "a woman", "his son", "the commander": one, by the singular
    Singular,
    /// "a couple and their four children": added by us within one noun phrase
    Summed,
}

/// How many, as one source said it. Built only by its constructors, so `floor <= point <= ceiling` always holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count {
    floor: Option<u32>,
    ceiling: Option<u32>,
    point: Option<u32>,
    modifier: Modifier,
}

impl Count {
    /// Exactly `n`.
    pub fn exactly(n: u32) -> Count {
        Count { floor: Some(n), ceiling: Some(n), point: Some(n), modifier: Modifier::Exact }
    }

    /// `n`, counted from the wording `modifier` names: names in a list, a singular, a sum within one phrase.
    pub fn counted(n: u32, modifier: Modifier) -> Count {
        Count { modifier, ..Count::exactly(n) }
    }

    /// >= `n`: a floor sets no ceiling.
    pub fn at_least(n: u32) -> Count {
        Count { floor: Some(n), ceiling: None, point: None, modifier: Modifier::AtLeast }
    }

    /// > `n`.
    pub fn more_than(n: u32) -> Count {
        Count { floor: Some(n.saturating_add(1)), ceiling: None, point: None, modifier: Modifier::MoreThan }
    }

    /// <= `n`: a ceiling sets no floor.
    pub fn up_to(n: u32) -> Count {
        Count { floor: None, ceiling: Some(n), point: None, modifier: Modifier::UpTo }
    }

    /// < `n`.
    pub fn fewer_than(n: u32) -> Count {
        Count { floor: None, ceiling: Some(n.saturating_sub(1)), point: None, modifier: Modifier::FewerThan }
    }

    /// About `n`: a point, approximate, with neither floor nor ceiling.
    pub fn about(n: u32) -> Count {
        Count { floor: None, ceiling: None, point: Some(n), modifier: Modifier::About }
    }

    /// From the lower to the higher, in whichever order the report has them.
    pub fn between(a: u32, b: u32) -> Count {
        Count { floor: Some(a.min(b)), ceiling: Some(a.max(b)), point: None, modifier: Modifier::Between }
    }

    /// A vague word's floor: several 3, dozens 24, scores 40, hundreds 200, thousands 2000.
    pub fn vague(floor: u32) -> Count {
        Count { floor: Some(floor), ceiling: None, point: None, modifier: Modifier::Vague }
    }

    /// No one.
    pub fn none() -> Count {
        Count { modifier: Modifier::None, ..Count::exactly(0) }
    }

    /// A number was not said.
    pub fn unknown() -> Count {
        Count { floor: None, ceiling: None, point: None, modifier: Modifier::Unknown }
    }

    /// What was stated before, as read back from where it was kept; ends that contradict one another are put in order.
    pub fn stated(floor: Option<u32>, ceiling: Option<u32>, point: Option<u32>, modifier: Modifier) -> Count {
        let point = point.map(|point| point.max(floor.unwrap_or(0)));
        let ceiling = ceiling.map(|ceiling| ceiling.max(point.or(floor).unwrap_or(0)));
        Count { floor, ceiling, point, modifier }
    }

    /// The least it can be, where that was said.
    pub fn floor(self) -> Option<u32> {
        self.floor
    }

    /// The most it can be, where that was said.
    pub fn ceiling(self) -> Option<u32> {
        self.ceiling
    }

    /// The figure given, where one was.
    pub fn point(self) -> Option<u32> {
        self.point
    }

    /// How it was worded.
    pub fn modifier(self) -> Modifier {
        self.modifier
    }
}

/// One counted noun phrase.
#[derive(Debug, Clone, PartialEq)]
pub struct CountMention {
    /// How many.
    pub count: Count,
    /// Of what.
    pub unit: Unit,
    /// Of whom.
    pub group: Group,
    /// The measure the counted noun itself names: "deaths", "the wounded", "detainees"; `None` for "people".
    pub measure: Option<Measure>,
    /// The words: modifier, number and noun: "at least 50 children".
    pub range: TextRange,
    /// The same words as tokens.
    pub tokens: Range<usize>,
    /// The token that stands for the phrase in the parse: its noun, or the number where there is no noun ("12 were killed").
    pub head: usize,
    /// Whether the phrase points back at people already counted: "the three", "the victims", "both men", "they".
    pub definite: bool,
    /// The mention this one is said to be a part of, as an index into the report's counts: "13 people, including five children".
    pub part_of: Option<usize>,
    /// Which rule read it.
    pub rule: RuleId,
}

/// Every count in `document`, in text order.
pub(crate) fn counts(document: &Document, parse: &Parse, lexicon: &Lexicon, times: &[TimeMention]) -> Vec<CountMention> {
    let labelled = parse.nodes().iter().any(|node| node.upos != Upos::X);
    let mut counts = Vec::new();
    for sentence in document.sentences() {
        if !matches!(sentence.part, Part::Body | Part::Heading | Part::Caption) {
            continue;
        }
        let view = view::View::new(document, parse, lexicon, times, sentence, labelled);
        let names = names::names(&view);
        let found = relate::relate(&view, kin::called(&view, phrase::phrases(&view, names)));
        let first = counts.len();
        counts.extend(found.into_iter().map(|count| CountMention { part_of: count.part_of.map(|whole| first + whole), ..count }));
    }
    counts
}
