//! Persons: which words with capitals are someone's name, and what the words before it say of them.
//!
//! In: a run of elements within a noun phrase. Out: whether it is a person's name, and the mention. Does not look for who is meant
//! by a surname alone beyond its being known.

use std::ops::Range;

use dateline_lexicon::{ActorKind, CueFrame, GenericKind, Sector};
use dateline_syntax::Entity;
use dateline_text::{RuleId, TokenKind};

use super::phrase::{Owner, Reader};
use super::scan::Unit;
use super::{ActorMention, Reference};

impl Reader<'_> {
    /// Whether the words of `at..end` are a person's name: known, begun by a given name, or after a role or title.
    pub(super) fn is_person(&self, start: usize, at: usize, end: usize) -> bool {
        if matches!(self.unit(at), Unit::Official(_)) {
            return true;
        }
        let tokens = self.tokens(at..end);
        let last = self.document.lower(tokens.end.saturating_sub(1));
        if names_a_body(last) {
            return false;
        }
        if tokens.clone().any(|token| self.parse.node(token).entity == Entity::Person) {
            return true;
        }
        let introduced = at > start && self.introduces(at - 1);
        if names_a_thing(last) {
            return false;
        }
        let count = end - at;
        if tokens.clone().any(|token| is_calendar(self.document.lower(token))) {
            return false;
        }
        let surname = count == 1 && self.surnames.contains(self.document.lower(tokens.start));
        surname
            || introduced && count <= 4
            || matches!(self.unit(at), Unit::GivenName) && (2..=4).contains(&count)
            || count <= 4 && (self.speaks(&tokens, count) || self.described(tokens.end) && !self.is_where(&tokens))
    }

    /// Whether a name after this element is a person's: after a role, a title, or a word for one person.
    fn introduces(&self, at: usize) -> bool {
        match self.unit(at) {
            Unit::Role(_) | Unit::Title(_) => true,
            Unit::Generic(index) => {
                let generic = self.lexicon.actors.generic(index);
                generic.is_some_and(|generic| generic.kind == GenericKind::Person && !generic.plural)
            }
            _ => false,
        }
    }

    /// Whether the words are the subject of a verb of speech: a name of two words or more that speaks is a person's, unless it is
    /// known for something else.
    fn speaks(&self, tokens: &Range<usize>, count: usize) -> bool {
        let next = self.document.lower(tokens.end);
        let before = tokens.start.checked_sub(1).map_or("", |before| self.document.lower(before));
        let cue =
            |word: &str| self.lexicon.speech.word(word).is_some_and(|cue| matches!(cue.frame, CueFrame::Verb | CueFrame::Told));
        count >= 2 && (cue(next) || cue(before))
    }

    /// "One in Toretsk, the governor said": a place, and who speaks after it.
    fn is_where(&self, tokens: &Range<usize>) -> bool {
        let before = tokens.start.checked_sub(1).map_or("", |before| self.document.lower(before));
        let first = self.places.partition_point(|place| place.tokens.start < tokens.start);
        let placed = || {
            self.places[first..]
                .iter()
                .take_while(|place| place.tokens.start == tokens.start)
                .any(|place| place.tokens == *tokens)
        };
        matches!(before, "in" | "at" | "near" | "for" | "of" | "from" | "outside") && placed()
    }

    /// Whether ", a resident of" or ", 34," follows: only persons are described so.
    fn described(&self, next: usize) -> bool {
        if self.document.word(next) != "," {
            return false;
        }
        let age =
            self.document.tokens().get(next + 1).is_some_and(|token| token.kind == TokenKind::Number && token.range.len() == 2);
        if age && self.document.word(next + 2) == "," {
            return true;
        }
        let at = self.elements.partition_point(|element| element.tokens.start <= next);
        Some(at).is_some_and(|at| {
            let noun = (at..(at + 6).min(self.elements.len()))
                .find(|&index| !matches!(self.unit(index), Unit::Determiner | Unit::Modifier | Unit::Number | Unit::Demonym(..)));
            noun.is_some_and(|noun| match self.unit(noun) {
                Unit::Role(_) => true,
                Unit::Generic(index) => {
                    noun > at
                        && self
                            .lexicon
                            .actors
                            .generic(index)
                            .is_some_and(|generic| generic.kind == GenericKind::Person && !generic.plural)
                }
                _ => false,
            })
        })
    }

    pub(super) fn person(&self, owner: Owner, start: usize, at: usize, end: usize, mentions: &mut Vec<ActorMention>) {
        let first = (start..at).find(|&index| !matches!(self.unit(index), Unit::Determiner | Unit::Number)).unwrap_or(at);
        let role = (first..at).filter(|&index| matches!(self.unit(index), Unit::Role(_) | Unit::Title(_) | Unit::Generic(_)));
        let sectors: Vec<Sector> =
            role.filter_map(|index| self.sector(index).0).filter(|sector| *sector != Sector::Unknown).collect();
        let mut mention = self.mention(self.tokens(first..end), Sector::Unknown, Reference::Named, "person-named");
        let name = self.document.cover(self.tokens(at..end));
        mention.person = Some(name);
        mention.name = self.document.slice(name).to_owned();
        if first < at {
            mention.role = Some(self.document.cover(self.tokens(first..at)));
            mention.rule = RuleId("person-with-role");
        }
        mention.country = owner.country;
        mention.affiliation = owner.id;
        mention.sector = sectors.first().copied().or(owner.sector).unwrap_or(Sector::Unknown);
        if let Unit::Official(index) = self.unit(at)
            && let Some(actor) = self.lexicon.actors.actor(index)
            && actor.kind == ActorKind::Person
        {
            mention.id = Some(actor.id);
            mention.name = actor.name.to_owned();
            mention.country = actor.country.or(owner.country);
            mention.affiliation = actor.parent.or(owner.id);
            mention.sector = actor.sector;
        }
        mention.modifier = self.owns(end - 1);
        mentions.push(mention);
    }
}

/// Whether a name ends in a word that no person is called, whatever the labels say: "the Rescue League".
fn names_a_body(last: &str) -> bool {
    matches!(
        last,
        "league"
            | "association"
            | "federation"
            | "organization"
            | "organisation"
            | "foundation"
            | "society"
            | "agency"
            | "brigade"
            | "battalion"
            | "regiment"
            | "movement"
            | "coalition"
            | "alliance"
            | "authority"
            | "ministry"
            | "commission"
            | "observatory"
            | "initiative"
            | "network"
            | "committee"
            | "council"
    )
}

/// Whether a name ends in a word for a unit, a body or a region: "Land Component Command" is no person.
fn names_a_thing(last: &str) -> bool {
    matches!(
        last,
        "wing"
            | "squadron"
            | "command"
            | "division"
            | "room"
            | "east"
            | "west"
            | "north"
            | "south"
            | "group"
            | "solutions"
            | "code"
            | "operation"
            | "fleet"
            | "corps"
            | "force"
            | "airport"
            | "street"
            | "road"
            | "avenue"
            | "university"
            | "house"
            | "district"
            | "county"
            | "city"
            | "province"
            | "state"
            | "states"
            | "church"
            | "act"
            | "party"
            | "union"
            | "institute"
            | "center"
            | "centre"
            | "school"
            | "hospital"
            | "base"
            | "river"
            | "island"
            | "islands"
            | "region"
            | "inc"
            | "ltd"
            | "co"
            | "times"
            | "news"
    )
}

/// A weekday or a month: a capital, and no one's name.
fn is_calendar(word: &str) -> bool {
    word.ends_with("day") && word.len() > 5
        || matches!(
            word,
            "january"
                | "february"
                | "march"
                | "april"
                | "june"
                | "july"
                | "august"
                | "september"
                | "october"
                | "november"
                | "december"
                | "jan"
                | "feb"
                | "sept"
                | "oct"
                | "nov"
                | "dec"
        )
}
