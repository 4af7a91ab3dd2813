//! Noun phrases: which elements of a sentence together name one actor.
//!
//! In: a sentence's elements. Out: actor mentions; those that point back are not yet tied to anyone. Does not look beyond the
//! sentence.

use std::collections::BTreeSet;
use std::ops::Range;

use dateline_lexicon::{GenericKind, Lexicon, Sector};
use dateline_syntax::{Parse, Relation, Upos};
use dateline_text::{Document, RuleId};

use super::scan::{Element, Unit};
use super::{ActorMention, Reference, attach};
use crate::PlaceMention;

/// Whom a phrase is of: "Israeli", "Hezbollah", "Gaza health ministry".
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Owner {
    pub id: Option<&'static str>,
    pub country: Option<&'static str>,
    pub sector: Option<Sector>,
}

pub(super) struct Reader<'a> {
    pub document: &'a Document,
    pub parse: &'a Parse,
    pub lexicon: &'a Lexicon,
    pub places: &'a [PlaceMention],
    pub elements: &'a [Element],
    pub surnames: &'a BTreeSet<String>, // Of the persons named before this sentence, in lower case.
}

/// The actors that `elements`, one sentence's, name; adds the surnames of the persons among them to `surnames`.
pub(super) fn phrases(
    document: &Document,
    parse: &Parse,
    lexicon: &Lexicon,
    places: &[PlaceMention],
    elements: &[Element],
    surnames: &mut BTreeSet<String>,
    mentions: &mut Vec<ActorMention>,
) {
    let reader = Reader { document, parse, lexicon, places, elements, surnames };
    let first = mentions.len();
    let mut at = 0;
    while at < elements.len() {
        let end = reader.chunk(at);
        if reader.unit(at) == Unit::Pronoun {
            reader.pronoun(at, mentions);
        } else if end > at {
            reader.read(at..end, mentions);
        }
        at = end.max(at + 1);
    }
    attach::belonging(document, lexicon, first, mentions);
    attach::appositions(document, first, mentions);
    for person in mentions[first..].iter().filter_map(|mention| mention.person) {
        let name = document.slice(person);
        if let Some((_, surname)) = name.rsplit_once(' ').filter(|(_, surname)| surname.len() > 2) {
            surnames.insert(surname.to_lowercase());
        }
    }
}

impl Reader<'_> {
    /// "he", "they": points back, at whom is not known yet.
    fn pronoun(&self, at: usize, mentions: &mut Vec<ActorMention>) {
        mentions.push(self.mention(self.tokens(at..at + 1), Sector::Unknown, Reference::Anaphor, "pronoun"));
    }

    pub(super) fn unit(&self, index: usize) -> Unit {
        self.elements.get(index).map_or(Unit::Other, |element| element.unit)
    }

    /// Past the last element that can stand in one noun phrase with element `start`.
    fn chunk(&self, start: usize) -> usize {
        let mut end = start;
        while end < self.elements.len() {
            match self.unit(end) {
                Unit::Other | Unit::Pronoun => break,
                Unit::Determiner if end > start => break,
                // "the force captured two men": a verb after a noun ends its phrase.
                Unit::Modifier if self.has_noun(start..end) && self.is_verb(end) => break,
                Unit::Possessive if end == start => return start + 1,
                Unit::State(_) if end > start && self.ends_name(end - 1) => break,
                _ => end += 1,
            }
        }
        end
    }

    /// Whether the tagger takes an element for a verb.
    fn is_verb(&self, at: usize) -> bool {
        self.elements.get(at).is_some_and(|element| self.parse.node(element.tokens.start).upos == Upos::Verb)
    }

    /// Whether a noun for an actor stands among these elements.
    fn has_noun(&self, range: Range<usize>) -> bool {
        range
            .into_iter()
            .any(|at| matches!(self.unit(at), Unit::Generic(_) | Unit::Role(_) | Unit::Organisation(_) | Unit::Official(_)))
    }

    /// Whether nothing but a possessive can follow this element in its phrase.
    fn ends_name(&self, index: usize) -> bool {
        matches!(self.unit(index), Unit::Official(_) | Unit::State(_) | Unit::Act)
    }

    /// Reads one run of elements as one or more mentions, owners before what they own.
    fn read(&self, range: Range<usize>, mentions: &mut Vec<ActorMention>) {
        let mut owner = Owner::default();
        let mut start = range.start;
        let mut at = range.start;
        while at < range.end {
            let core_end = self.core_end(at, range.end);
            let last = core_end >= range.end || !self.continues(core_end, range.end);
            match self.unit(at) {
                Unit::Joined => self.sponsor(at, mentions),
                Unit::Determiner | Unit::Number | Unit::Modifier | Unit::Possessive => {}
                Unit::State(index) | Unit::Demonym(index, _) => {
                    if last {
                        self.state(index, start, at, range.end, mentions);
                        start = core_end;
                        owner = Owner::default();
                    } else if let Some(actor) = self.lexicon.actors.actor(index) {
                        owner = Owner { id: None, country: actor.country, sector: None };
                    }
                }
                Unit::Organisation(index) => {
                    if last {
                        self.organisation(index, at, core_end, mentions);
                        start = core_end;
                        owner = Owner::default();
                    } else if let Some(actor) = self.lexicon.actors.actor(index) {
                        owner = Owner { id: Some(actor.id), country: actor.country, sector: Some(actor.sector) };
                    }
                }
                Unit::Outlet(index) => {
                    if last {
                        self.outlet(index, at, core_end, mentions);
                        start = core_end;
                        owner = Owner::default();
                    } else if let Some(outlet) = self.lexicon.actors.outlet(index) {
                        owner = Owner { id: Some(outlet.name), country: outlet.country, sector: Some(Sector::Media) };
                    }
                }
                Unit::Official(_) | Unit::GivenName | Unit::Name if self.is_person(start, at, core_end) => {
                    self.person(owner, start, at, core_end, mentions);
                    owner = Owner::default();
                    match mentions.last() {
                        // "Karimov's forces": whose they are is known from him.
                        Some(person) if self.unit(core_end) == Unit::Possessive && !last => {
                            owner = Owner { id: person.affiliation, country: person.country, sector: None };
                        }
                        _ => start = core_end,
                    }
                }
                Unit::Generic(_) | Unit::Role(_) | Unit::Title(_) => {
                    let (sector, kind) = self.sector(at);
                    if last {
                        self.generic(owner, sector, kind, start, at, core_end, mentions);
                        start = core_end;
                        owner = Owner::default();
                    } else if owner.sector.is_none() || owner.id.is_none() {
                        owner.sector = sector.filter(|sector| *sector != Sector::Unknown).or(owner.sector);
                    }
                }
                // "the assault force": an act before a body is its adjective.
                Unit::Act if last || self.unit(core_end) == Unit::Possessive => {
                    start = core_end;
                    owner = Owner::default();
                }
                _ => {}
            }
            at = core_end;
        }
    }

    /// Past the element at `at`, or past all of a name of several words.
    fn core_end(&self, at: usize, limit: usize) -> usize {
        let mut end = at + 1;
        if matches!(self.unit(at), Unit::GivenName | Unit::Name) {
            while end < limit && matches!(self.unit(end), Unit::GivenName | Unit::Name) {
                end += 1;
            }
        }
        end
    }

    /// Whether the phrase goes on at `at` with a noun that what stands before it belongs to.
    fn continues(&self, at: usize, limit: usize) -> bool {
        (at..limit).any(|index| {
            matches!(
                self.unit(index),
                Unit::Generic(_)
                    | Unit::Role(_)
                    | Unit::Title(_)
                    | Unit::Official(_)
                    | Unit::GivenName
                    | Unit::Name
                    | Unit::Organisation(_)
            )
        })
    }

    pub(super) fn tokens(&self, elements: Range<usize>) -> Range<usize> {
        match self.elements.get(elements) {
            Some([first, .., last]) => first.tokens.start..last.tokens.end,
            Some([only]) => only.tokens.clone(),
            _ => 0..0,
        }
    }

    /// What an element says of its bearer's sector.
    pub(super) fn sector(&self, at: usize) -> (Option<Sector>, Option<GenericKind>) {
        match self.unit(at) {
            Unit::Generic(index) => {
                let generic = self.lexicon.actors.generic(index);
                (generic.map(|generic| generic.sector), generic.map(|generic| generic.kind))
            }
            Unit::Role(index) | Unit::Title(index) => {
                (self.lexicon.actors.role(index).map(|role| role.sector), Some(GenericKind::Person))
            }
            _ => (None, None),
        }
    }

    /// The token that stands for a phrase whose last word is the last of `tokens`.
    fn head(&self, tokens: &Range<usize>) -> usize {
        let inside = |token: usize| self.parse.node(token).head.is_some_and(|head| tokens.contains(&head));
        let labelled = tokens.clone().any(|token| self.parse.node(token).upos != Upos::X);
        let last = tokens.end.saturating_sub(1);
        if !labelled {
            return last;
        }
        tokens.clone().find(|&token| !inside(token) && self.parse.node(token).upos != Upos::Det).unwrap_or(last)
    }

    pub(super) fn mention(&self, tokens: Range<usize>, sector: Sector, reference: Reference, rule: &'static str) -> ActorMention {
        let range = self.document.cover(tokens.clone());
        ActorMention {
            id: None,
            name: self.document.slice(range).to_owned(),
            country: None,
            sector,
            affiliation: None,
            reference,
            antecedent: None,
            person: None,
            role: None,
            modifier: false,
            range,
            head: self.head(&tokens),
            tokens,
            rule: RuleId(rule),
        }
    }

    /// Whether an element that owns what follows is followed by it: "'s", or a noun that is no actor.
    pub(super) fn owns(&self, last: usize) -> bool {
        matches!(self.unit(last + 1), Unit::Possessive)
    }

    fn organisation(&self, index: u32, at: usize, end: usize, mentions: &mut Vec<ActorMention>) {
        let Some(actor) = self.lexicon.actors.actor(index) else { return };
        let tokens = self.tokens(at..end);
        let mut mention = self.mention(tokens, actor.sector, Reference::Named, "actor-named");
        mention.id = Some(actor.id);
        mention.name = actor.name.to_owned();
        mention.country = actor.country;
        mention.affiliation = actor.parent;
        mention.modifier = self.owns(end - 1) || self.is_modifier(end - 1);
        mentions.push(mention);
    }

    /// Whether the element is a noun before another noun: "Hezbollah headquarters".
    fn is_modifier(&self, last: usize) -> bool {
        if self.unit(last + 1) == Unit::Act {
            return true;
        }
        let Some(element) = self.elements.get(last) else { return false };
        let node = self.parse.node(element.tokens.end - 1);
        let noun =
            |head: usize| matches!(self.parse.node(head).upos, Upos::Noun | Upos::Propn) && !is_past(self.document.lower(head));
        matches!(node.relation, Relation::Compound | Relation::NmodPoss | Relation::Amod)
            && !is_past(self.document.lower(element.tokens.end))
            && node.head.is_some_and(|head| head >= element.tokens.end && noun(head))
    }

    fn outlet(&self, index: u32, at: usize, end: usize, mentions: &mut Vec<ActorMention>) {
        let Some(outlet) = self.lexicon.actors.outlet(index) else { return };
        let mut mention = self.mention(self.tokens(at..end), Sector::Media, Reference::Named, "outlet-named");
        mention.name = outlet.name.to_owned();
        mention.country = outlet.country;
        mention.modifier = self.owns(end - 1) || self.is_modifier(end - 1);
        mentions.push(mention);
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of one noun phrase")]
    fn generic(
        &self,
        owner: Owner,
        sector: Option<Sector>,
        kind: Option<GenericKind>,
        start: usize,
        at: usize,
        end: usize,
        mentions: &mut Vec<ActorMention>,
    ) {
        if matches!(self.unit(at), Unit::Title(_)) {
            return;
        }
        let determiner = self.unit(start) == Unit::Determiner;
        let plain = |index: &usize| !matches!(self.unit(*index), Unit::Determiner | Unit::Joined | Unit::Number);
        let first = (start..at).find(plain).unwrap_or(at);
        let last = self.elements[at].tokens.end - 1;
        if self.document.lower(last) == "general" && self.parse.node(last).relation == Relation::Amod {
            return;
        }
        let own = sector.unwrap_or(Sector::Unknown);
        let mut mention = self.mention(self.tokens(start..end), own, Reference::Generic, "actor-by-kind");
        mention.name = self.document.slice(self.document.cover(self.tokens(first.min(at)..end))).to_owned();
        mention.country = owner.country;
        mention.affiliation = owner.id;
        if mention.sector == Sector::Unknown {
            mention.sector = owner.sector.unwrap_or(Sector::Unknown);
        }
        let apart = matches!(
            own,
            Sector::Civilian | Sector::Medical | Sector::Media | Sector::Judicial | Sector::Religious | Sector::Ngo
        );
        match owner.id {
            Some(id) if !apart => {
                mention.id = Some(id);
                mention.sector = owner.sector.filter(|_| own != Sector::Police).unwrap_or(mention.sector);
            }
            Some(_) => {}
            None => mention.id = owner.country.and_then(|country| self.lexicon.actors.of_state(country, mention.sector)),
        }
        let definite =
            determiner && matches!(self.document.lower(self.elements[start].tokens.start), "the" | "that" | "this" | "its");
        if definite && owner.id.is_none() && owner.country.is_none() && kind == Some(GenericKind::Body) {
            mention.reference = Reference::Anaphor;
            mention.rule = RuleId("actor-by-kind-again");
        }
        mention.modifier = self.owns(end - 1) || self.is_modifier(end - 1);
        mentions.push(mention);
    }
}

/// Whether a word looks like a verb of the past, whatever the tagger makes of it.
fn is_past(word: &str) -> bool {
    word.ends_with("ed")
        || matches!(
            word,
            "struck"
                | "shot"
                | "fled"
                | "fell"
                | "fought"
                | "withdrew"
                | "took"
                | "began"
                | "sent"
                | "said"
                | "lost"
                | "won"
                | "left"
                | "hit"
                | "blew"
                | "drove"
                | "rose"
                | "met"
                | "held"
                | "kept"
                | "gave"
                | "came"
                | "went"
                | "made"
                | "spoke"
                | "told"
        )
}
