//! Actors: states, forces, armed groups, institutions, persons and generic groups, wherever they are named.
//!
//! In: a document, its parse, the lexicon and the places found. Out: one [`ActorMention`] a noun phrase that names or points at
//! someone who can act or be acted on. Knows nothing of what they did.

use std::collections::BTreeSet;
use std::ops::Range;

use dateline_lexicon::Lexicon;
use dateline_syntax::Parse;
use dateline_text::{Document, Part, RuleId, TextRange};

use crate::PlaceMention;

pub use dateline_lexicon::Sector;

mod attach;
mod person;
mod phrase;
pub(crate) mod refer;
mod scan;
mod state;

/// How the words point at the actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference {
    /// By name: "Hezbollah", "the Israel Defense Forces", "Benjamin Netanyahu".
    Named,
    /// By kind: "gunmen", "residents", "two officials".
    Generic,
    /// Back at one named before: "the group", "the army", "it", "they".
    Anaphor,
}

/// One noun phrase that names an actor.
#[derive(Debug, Clone, PartialEq)]
pub struct ActorMention {
    /// The lexicon's id: "hezbollah", "isr-military", "lbn-government"; `None` for a name the lexicon lacks.
    pub id: Option<&'static str>,
    /// The lexicon's name, or the name as written.
    pub name: String,
    /// ISO 3166-1 alpha-3, where known.
    pub country: Option<&'static str>,
    /// What kind of actor.
    pub sector: Sector,
    /// The id of the force, group or office it belongs to: "israel-defense-forces" for its spokesman; `None` where not said or known.
    pub affiliation: Option<&'static str>,
    /// How the words point at it.
    pub reference: Reference,
    /// Index into the mentions of the actor an anaphor points back at.
    pub antecedent: Option<usize>,
    /// The person's name where the actor is a named person: "Daniel Hagari".
    pub person: Option<TextRange>,
    /// The role words beside the name: "spokesman", "Israeli Prime Minister".
    pub role: Option<TextRange>,
    /// Whether the words are only an owner or adjective of another noun: "Israeli" in "Israeli air strikes".
    pub modifier: bool,
    /// The words: role and name, without a relative clause.
    pub range: TextRange,
    /// The same words as tokens.
    pub tokens: Range<usize>,
    /// The token that stands for the phrase in the parse.
    pub head: usize,
    /// Which rule read it.
    pub rule: RuleId,
}

/// Every actor in `document`, in text order.
pub(crate) fn actors(document: &Document, parse: &Parse, lexicon: &Lexicon, places: &[PlaceMention]) -> Vec<ActorMention> {
    let mut mentions = Vec::new();
    let mut elements = Vec::new();
    let mut surnames = BTreeSet::new();
    for sentence in document.sentences() {
        if !matches!(sentence.part, Part::Body | Part::Heading | Part::Caption) {
            continue;
        }
        elements.clear();
        scan::scan(document, parse, lexicon, sentence, &mut elements);
        phrase::phrases(document, parse, lexicon, places, &elements, &mut surnames, &mut mentions);
    }
    refer::resolve(document, parse, lexicon, &mut mentions);
    refer::without_loose_pronouns(mentions)
}
