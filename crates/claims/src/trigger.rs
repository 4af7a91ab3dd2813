//! Triggers: the words of a sentence that name an act or a harm.

use std::ops::Range;

use dateline_mentions::{Measure, Unit};

/// Where a harm word keeps those it harms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// "killed three", "three were killed"
    Object,
    /// "three died", "three fled"
    Subject,
    /// "the deaths of three"
    Noun,
}

/// What a word says happened to people or buildings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HarmWord {
    /// What happened; `None` for "casualties": killed or injured, not said which.
    pub measure: Option<Measure>,
    /// Where those harmed stand.
    pub side: Side,
}

impl HarmWord {
    /// Whether this harm can befall what is counted.
    pub fn counts(self, unit: Unit) -> bool {
        let buildings = matches!(self.measure, Some(Measure::BuildingsDestroyed | Measure::BuildingsDamaged));
        match unit {
            Unit::People => !buildings,
            Unit::Families => matches!(self.measure, Some(Measure::Displaced | Measure::Evacuated | Measure::Homeless | Measure::Returned)),
            Unit::Buildings => buildings,
            Unit::Things => false,
        }
    }
}

/// A word or phrase that names an act, a harm, or both ("shot dead").
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trigger {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The token that stands for it in the tree.
    pub head: usize,
    /// Whether it reads as a verb here.
    pub verb: bool,
    /// The act it names.
    pub act: Option<&'static str>,
    /// Whether it names that act by itself, with no victim or perpetrator beside it.
    pub strong: bool,
    /// The harm it names.
    pub harm: Option<HarmWord>,
}
