//! Countries as actors: "Israel said", "against Iran", "Israeli air strikes", "the Palestinians".
//!
//! In: a country's name or adjective within a noun phrase. Out: a mention, or none where the name is only a place. Does not know
//! what the country did.

use std::ops::Range;

use dateline_lexicon::{ActorKind, Sector, Term};
use dateline_syntax::{Relation, Upos};
use dateline_text::RuleId;

use super::phrase::Reader;
use super::scan::Unit;
use super::{ActorMention, Reference};
use crate::PlaceMention;

impl Reader<'_> {
    pub(super) fn state(&self, index: u32, start: usize, at: usize, limit: usize, mentions: &mut Vec<ActorMention>) {
        let Some(actor) = self.lexicon.actors.actor(index) else { return };
        let demonym = matches!(self.unit(at), Unit::Demonym(..));
        let people = matches!(self.unit(at), Unit::Demonym(_, true));
        let tokens = self.elements[at].tokens.clone();
        let next = tokens.end + usize::from(self.owns(at));
        let act = (at + 1..limit).any(|later| self.unit(later) == Unit::Act);
        let country = actor.country.unwrap_or_default();
        let mut mention = if act {
            let mut mention = self.mention(tokens, Sector::Military, Reference::Named, "state-owns-act");
            mention.modifier = true;
            mention
        } else if people || demonym && self.is_one(start, at) && self.ends_phrase(next) && !self.shared(next) {
            self.mention(self.tokens(start..at + 1), Sector::Civilian, Reference::Generic, "people-of-state")
        } else if demonym || self.owns(at) {
            let mut mention = self.mention(tokens, Sector::Government, Reference::Named, "state-owns-noun");
            mention.modifier = true;
            mention
        } else if self.acts(&tokens) {
            self.mention(tokens, Sector::Government, Reference::Named, "state-acts")
        } else if self.is_party(&tokens) {
            self.mention(tokens, Sector::Government, Reference::Named, "state-is-party")
        } else {
            return;
        };
        mention.country = self.lexicon.actors.country(country);
        mention.id = self.lexicon.actors.of_state(country, mention.sector);
        if mention.reference == Reference::Named {
            mention.name = actor.name.to_owned();
        }
        mentions.push(mention);
    }

    /// "A Palestinian", "the young Israeli", "a 17-year-old Afghan": an article before the adjective, or before what describes whoever it is.
    fn is_one(&self, start: usize, at: usize) -> bool {
        let describes = |unit| matches!(unit, Unit::Modifier | Unit::Joined | Unit::Number);
        let before = (start..at).rev().map(|before| self.unit(before)).find(|&unit| !describes(unit));
        let described = || self.parse.dependents(self.elements[at].tokens.start, Relation::Det).next().is_some();
        before == Some(Unit::Determiner) || described()
    }

    /// "US-led", "Iran-backed": the country before the hyphen has a hand in what the noun does, and is only its adjective.
    pub(super) fn sponsor(&self, at: usize, mentions: &mut Vec<ActorMention>) {
        let tokens = self.elements[at].tokens.clone();
        let Some(token) = self.document.tokens().get(tokens.start) else { return };
        let name = self.lexicon.actors.longest(self.document.text(), token.range.start(), &mut String::new());
        let Some((_, mut terms)) = name else { return };
        if !self.document.slice(self.document.cover(tokens.clone())).chars().any(char::is_uppercase) {
            return;
        }
        let sponsor = terms.find_map(|term| match term {
            Term::State(index, _) | Term::Actor(index, _) => self.lexicon.actors.actor(index),
            _ => None,
        });
        let Some(sponsor) = sponsor else { return };
        let mut mention = self.mention(tokens.start..tokens.end - 2, sponsor.sector, Reference::Named, "state-sponsors");
        mention.name = sponsor.name.to_owned();
        mention.country = sponsor.country;
        mention.id = Some(sponsor.id);
        if sponsor.kind == ActorKind::State {
            mention.id = sponsor.country.and_then(|country| self.lexicon.actors.of_state(country, Sector::Government));
        } else {
            mention.rule = RuleId("actor-sponsors");
        }
        mention.modifier = true;
        mentions.push(mention);
    }

    /// Whether a country's name stands for its government rather than for the spot.
    fn acts(&self, tokens: &Range<usize>) -> bool {
        let covered = |place: &&PlaceMention| place.tokens.start < tokens.end && tokens.start < place.tokens.end;
        let first = self.places.partition_point(|place| place.tokens.end <= tokens.start);
        if self.places.get(first).as_ref().filter(|place| covered(place)).is_some_and(|place| place.metonym) {
            return true;
        }
        let node = self.parse.node(tokens.end.saturating_sub(1));
        if node.upos != Upos::X {
            return matches!(node.relation, Relation::Nsubj | Relation::NsubjPass | Relation::OblAgent)
                && !matches!(self.parse.node(node.head.unwrap_or(0)).upos, Upos::Noun | Upos::Propn);
        }
        let before = tokens.start.checked_sub(1).map_or("", |before| self.document.lower(before));
        let after = self.document.lower(tokens.end);
        let verb = matches!(after, "has" | "had" | "have" | "is" | "was" | "will" | "would" | "can" | "could" | "may" | "also")
            || self.lexicon.speech.word(after).is_some()
            || after.len() > 4 && after.ends_with("ed")
            || matches!(after, "began" | "launched" | "struck" | "hit" | "sent" | "shot" | "withdrew" | "took" | "made" | "gave");
        let placed = matches!(
            before,
            "in" | "from" | "to" | "at" | "into" | "near" | "across" | "over" | "inside" | "of" | "through" | "for"
        );
        verb && !placed
    }

    /// Whether a country's name stands where a party to something does: "against Iran", "accused Iran", "its sponsor Iran".
    fn is_party(&self, tokens: &Range<usize>) -> bool {
        let before = tokens.start.checked_sub(1).map_or("", |before| self.document.lower(before));
        let before =
            if before == "the" { tokens.start.checked_sub(2).map_or("", |before| self.document.lower(before)) } else { before };
        if matches!(before, "against" | "by" | "with" | "between") {
            return true;
        }
        let placed = matches!(
            before,
            "in" | "from" | "to" | "at" | "into" | "near" | "across" | "over" | "inside" | "of" | "through" | "," | "and"
        );
        let node = self.parse.node(tokens.end.saturating_sub(1));
        !placed && matches!(node.relation, Relation::Obj | Relation::Iobj | Relation::Appos | Relation::Flat | Relation::Nsubj)
    }

    /// "Russian or Syrian warplanes": whether an adjective shares the noun of the next one.
    fn shared(&self, next: usize) -> bool {
        let at = self.elements.partition_point(|element| element.tokens.start < next + 1);
        matches!(self.document.lower(next), "or" | "and") && matches!(self.unit(at), Unit::Demonym(..))
    }

    /// Whether a noun phrase is over before token `next`: what follows is no noun.
    fn ends_phrase(&self, next: usize) -> bool {
        !matches!(self.parse.node(next).upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::X)
    }
}
