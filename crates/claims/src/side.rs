//! Sides: whoever an act without force is done by or with, known or not.
//!
//! In: a token that stands where a side of a dealing stands. Out: one [`Party`] for it and each word joined to it by "and". Who acts without force
//! is named in more ways than a table holds: a name nobody knows is a side whose kind is unknown, a country is its government, "the ambassadors of
//! two countries" are a side each, and somebody's embassy, envoy or proposal is his.

use std::ops::Range;

use dateline_mentions::{GeoPrecision, PlaceMention, Sector};
use dateline_syntax::{Relation, Upos};
use dateline_text::{RuleId, TextRange};

use crate::claim::{Certainty, Party, PartyRole};
use crate::party::{actor_at, can_act, is_person, joined, noun_phrase, one_line, party, unlisted};
use crate::scene::Scene;

/// Whoever `token` names as a side.
pub(crate) fn sides(scene: &Scene<'_>, token: usize, role: PartyRole, rule: RuleId) -> Vec<Party> {
    let tokens = joined(scene, called(scene, token));
    // "Lawmakers and officials in two countries": the last has the owners of all.
    let last = tokens.last().map(|&last| owners(scene, last)).unwrap_or_default();
    let each = |token: usize| match one(scene, token, &owners(scene, token), role, rule) {
        sides if token < *tokens.last().unwrap_or(&token) && sides.iter().all(|side| side.country.is_none()) => {
            let of_all = owners(scene, token).is_empty() && scene.parse.node(token).upos == Upos::Noun && !last.is_empty();
            if of_all { one(scene, token, &last, role, rule) } else { sides }
        }
        sides => sides,
    };
    let mut found: Vec<Party> = Vec::new();
    for side in tokens.iter().flat_map(|&token| each(token)) {
        if !found.iter().any(|other| other.name == side.name) {
            found.push(side);
        }
    }
    found
}

/// "Old foes Valmora and Serrat": those a noun is said of, by name.
fn called(scene: &Scene<'_>, noun: usize) -> usize {
    let beside = |&child: &usize| {
        noun < child
            && child <= noun + 2
            && matches!(scene.parse.node(child).relation, Relation::Appos | Relation::Flat | Relation::NmodDesc)
            && is_name(scene, child)
    };
    let named = scene.parse.children(noun).find(beside).filter(|_| scene.parse.node(noun).upos == Upos::Noun);
    named.filter(|_| owners(scene, noun).is_empty()).unwrap_or(noun)
}

fn one(scene: &Scene<'_>, token: usize, owners: &[usize], role: PartyRole, rule: RuleId) -> Vec<Party> {
    if scene.is_time(token) || scene.parse.dependents(token, Relation::Det).any(|det| scene.lower(det) == "no") {
        return Vec::new();
    }
    let actor = actor_at(scene, token).filter(|actor| can_act(scene, actor));
    if let Some(actor) = actor.filter(|actor| actor.country.is_some() || actor.id.is_some() || actor.antecedent.is_some()) {
        return vec![party(scene, actor, role, rule)];
    }
    if !owners.is_empty() {
        return owners.iter().map(|&owner| owned(scene, token, owner, role, rule)).collect();
    }
    if let Some(actor) = actor {
        return vec![party(scene, actor, role, rule)];
    }
    named(scene, token, role, rule).into_iter().collect()
}

/// Those whose side a noun is: "Valmora's minister", "ambassadors of Valmora and Serrat", "lawmakers in Valmora", "Valmora officials".
fn owners(scene: &Scene<'_>, noun: usize) -> Vec<usize> {
    let upos = scene.parse.node(noun).upos;
    // "Thule's minister Calder", "the Prince of Thule": a name has no owner but by these.
    let name = upos == Upos::Propn;
    if !name && !matches!(upos, Upos::Noun | Upos::Adj) {
        return Vec::new();
    }
    let owns = |&child: &usize| match scene.parse.node(child).relation {
        Relation::NmodPoss => true,
        Relation::Compound | Relation::Amod => !name,
        Relation::Nmod if name => scene.case(child) == Some("of"),
        Relation::Nmod => matches!(scene.case(child), Some("of" | "from" | "in" | "for")),
        _ => false,
    };
    let owners = scene.parse.children(noun).filter(owns).flat_map(|owner| joined(scene, owner));
    owners.filter(|&owner| is_side(scene, owner)).collect()
}

/// A noun that is somebody's, as his: an owner of no known country lends it his name.
fn owned(scene: &Scene<'_>, noun: usize, owner: usize, role: PartyRole, rule: RuleId) -> Party {
    let tokens = noun_phrase(scene, noun);
    let own = scene.document.cover(tokens.start.min(owner)..tokens.end.max(whole_name(scene, owner).end));
    // "The ambassadors of Valmora and Serrat": each of the second is called so, and is told of by the country's word.
    let next = scene.parse.node(owner).relation == Relation::Conj;
    let range = if next { scene.document.cover(whole_name(scene, owner)) } else { own };
    let known = one(scene, owner, &[], role, rule).into_iter().find(|owner| owner.country.is_some() || owner.id.is_some());
    let case = scene.parse.node(owner).head.filter(|_| next).and_then(|first| scene.case(first));
    let words = |range: TextRange| one_line(scene.document.slice(range));
    let name = match case {
        Some(case) => format!("{} {case} {}", words(scene.document.cover(tokens)), words(range)),
        None => words(own),
    };
    match known {
        Some(owner) => Party { range, role, ..owner },
        None => Party { name, range, ..unlisted(scene, noun, role, rule) },
    }
}

/// Whether a word names a side by itself.
fn is_side(scene: &Scene<'_>, token: usize) -> bool {
    actor_at(scene, token).is_some_and(|actor| can_act(scene, actor) && (actor.id.is_some() || actor.country.is_some()))
        || is_name(scene, token)
}

/// A name no table has, or a country's.
fn named(scene: &Scene<'_>, token: usize, role: PartyRole, rule: RuleId) -> Option<Party> {
    if !is_name(scene, token) {
        return None;
    }
    let country = place_at(scene, token).filter(|place| place.precision == GeoPrecision::P7);
    let country = country.and_then(|place| place.location.as_ref()?.country);
    let tokens = whole_name(scene, token);
    let range = scene.document.cover(tokens);
    let state = country.and_then(|country| scene.lexicon.actors.of_state(country, Sector::Government));
    let name = country.and_then(|country| scene.lexicon.actors.state(country)).map(|state| state.name.to_owned());
    Some(Party {
        role,
        name: name.unwrap_or_else(|| one_line(scene.document.slice(range))),
        id: state,
        country,
        sector: if country.is_some() { Sector::Government } else { Sector::Unknown },
        certainty: Certainty::Stated,
        range,
        rule,
    })
}

/// Whether a token is a name that could be somebody's: a capital, and no day, treaty or known spot.
fn is_name(scene: &Scene<'_>, token: usize) -> bool {
    let node = scene.parse.node(token);
    let written = scene.document.tokens().get(token).map_or("", |token| scene.document.slice(token.range));
    let capital = written.starts_with(|letter: char| letter.is_uppercase());
    let act = || scene.named_by(token).is_some();
    // "Met in Geneva": where; "Geneva warned", "talks with Geneva", "a letter from Geneva": who.
    let sent = || node.head.is_some_and(|head| scene.is_noun(head) && !is_person(scene, head));
    let stands = || match scene.case(token) {
        Some("from") => sent(),
        case => case.is_none_or(|case| matches!(case, "with" | "between" | "against" | "by")),
    };
    let spot =
        place_at(scene, token).is_some_and(|place| place.location.is_some() && place.precision != GeoPrecision::P7) && !stands();
    node.upos == Upos::Propn && capital && !scene.is_time(token) && !act() && !spot
}

fn place_at<'a>(scene: &Scene<'a>, token: usize) -> Option<&'a PlaceMention> {
    scene.places_near(token).find(|place| place.tokens.contains(&token))
}

/// A name with the names beside it that the tree ties to it.
fn whole_name(scene: &Scene<'_>, token: usize) -> Range<usize> {
    let tokens = noun_phrase(scene, token);
    // "The Prince of Thule", "the Movement for the Liberation of Thule".
    let ties = |&child: &usize| match scene.parse.node(child).relation {
        Relation::Flat => true,
        Relation::Nmod => matches!(scene.case(child), Some("of" | "for")) && scene.parse.node(child).upos == Upos::Propn,
        _ => false,
    };
    let tied = scene.parse.children(token).filter(ties).map(|child| child + 1).max();
    tokens.start..tied.unwrap_or(tokens.end).max(tokens.end)
}
