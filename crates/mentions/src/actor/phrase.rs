//! Noun phrases: which elements of a sentence together name one actor.
//!
//! In: a sentence's elements. Out: actor mentions; those that point back are not yet tied to anyone. Does not look beyond the
//! sentence.

use std::collections::BTreeSet;
use std::ops::Range;

use dateline_lexicon::{ActorKind, CueFrame, GenericKind, Lexicon, Sector, Term};
use dateline_syntax::{Entity, Parse, Relation, Upos};
use dateline_text::{Document, RuleId, TokenKind};

use super::scan::{Element, Unit};
use super::{ActorMention, Reference, attach};
use crate::PlaceMention;

/// Whom a phrase is of: "Israeli", "Hezbollah", "Gaza health ministry".
#[derive(Debug, Clone, Copy, Default)]
struct Owner {
    id: Option<&'static str>,
    country: Option<&'static str>,
    sector: Option<Sector>,
}

struct Reader<'a> {
    document: &'a Document,
    parse: &'a Parse,
    lexicon: &'a Lexicon,
    places: &'a [PlaceMention],
    elements: &'a [Element],
    surnames: &'a BTreeSet<String>, // Of the persons named before this sentence, in lower case.
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

    fn unit(&self, index: usize) -> Unit {
        self.elements.get(index).map_or(Unit::Other, |element| element.unit)
    }

    /// Past the last element that can stand in one noun phrase with element `start`.
    fn chunk(&self, start: usize) -> usize {
        let mut end = start;
        while end < self.elements.len() {
            match self.unit(end) {
                Unit::Other | Unit::Pronoun => break,
                Unit::Determiner if end > start => break,
                Unit::Possessive if end == start => return start + 1,
                Unit::State(_) if end > start && self.ends_name(end - 1) => break,
                _ => end += 1,
            }
        }
        end
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

    /// "US-led", "Iran-backed": the country before the hyphen has a hand in what the noun does, and is only its adjective.
    fn sponsor(&self, at: usize, mentions: &mut Vec<ActorMention>) {
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

    /// Whether the words of `at..end` are a person's name: known, begun by a given name, or after a role or title.
    fn is_person(&self, start: usize, at: usize, end: usize) -> bool {
        if matches!(self.unit(at), Unit::Official(_)) {
            return true;
        }
        let tokens = self.tokens(at..end);
        if tokens.clone().any(|token| self.parse.node(token).entity == Entity::Person) {
            return true;
        }
        let introduced = at > start && self.introduces(at - 1);
        if names_a_thing(self.document, &tokens) {
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
            || count <= 4 && (self.speaks(&tokens, count) || self.described(tokens.end))
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

    fn tokens(&self, elements: Range<usize>) -> Range<usize> {
        match self.elements.get(elements) {
            Some([first, .., last]) => first.tokens.start..last.tokens.end,
            Some([only]) => only.tokens.clone(),
            _ => 0..0,
        }
    }

    /// What an element says of its bearer's sector.
    fn sector(&self, at: usize) -> (Option<Sector>, Option<GenericKind>) {
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

    fn mention(&self, tokens: Range<usize>, sector: Sector, reference: Reference, rule: &'static str) -> ActorMention {
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
    fn owns(&self, last: usize) -> bool {
        matches!(self.unit(last + 1), Unit::Possessive)
    }

    fn state(&self, index: u32, start: usize, at: usize, limit: usize, mentions: &mut Vec<ActorMention>) {
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
        } else if people
            || demonym && self.unit(at.wrapping_sub(1)) == Unit::Determiner && self.ends_phrase(next) && !self.shared(next)
        {
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

    /// "Russian or Syrian warplanes": whether an adjective shares the noun of the next one.
    fn shared(&self, next: usize) -> bool {
        let at = self.elements.partition_point(|element| element.tokens.start < next + 1);
        matches!(self.document.lower(next), "or" | "and") && matches!(self.unit(at), Unit::Demonym(..))
    }

    /// Whether a noun phrase is over before token `next`: what follows is no noun.
    fn ends_phrase(&self, next: usize) -> bool {
        !matches!(self.parse.node(next).upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::X)
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

    fn person(&self, owner: Owner, start: usize, at: usize, end: usize, mentions: &mut Vec<ActorMention>) {
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

/// Whether a name ends in a word for a unit, a body or a region: "Land Component Command" is no person.
fn names_a_thing(document: &Document, tokens: &Range<usize>) -> bool {
    matches!(
        document.lower(tokens.end.saturating_sub(1)),
        "wing"
            | "squadron"
            | "command"
            | "division"
            | "room"
            | "east"
            | "west"
            | "north"
            | "south"
            | "council"
            | "group"
            | "solutions"
            | "code"
            | "operation"
            | "committee"
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
