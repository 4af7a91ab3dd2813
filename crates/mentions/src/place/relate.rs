//! Relating: what the words around a place make of it.

use dateline_lexicon::{NameKind, PlaceClass, PlaceKind};

use super::PlaceRelation;
use super::find::{Finder, Name};

/// In it, near it, from it, to it, or only an owner or adjective.
pub(super) fn relation(finder: &Finder<'_>, name: &Name, kind: NameKind) -> PlaceRelation {
    if matches!(kind, NameKind::Adjective | NameKind::People) {
        return PlaceRelation::Of;
    }
    if let Some(after) = finder.after(name.tokens.end) {
        let lower = finder.document.lower(after);
        let organisation = finder.capital(after) && !finder.shouting && finder.has(after, PlaceClass::OrganisationWord);
        if matches!(lower, "'s" | "’s") || organisation {
            return PlaceRelation::Of;
        }
    }
    spatial(finder, name.tokens.start)
}

/// What the words before the token `start` say of the place that starts there.
pub(super) fn spatial(finder: &Finder<'_>, start: usize) -> PlaceRelation {
    let mut token = finder.before(start);
    for _ in 0..4 {
        let Some(at) = token else { break };
        let lower = finder.document.lower(at);
        let before = finder.before(at).map_or("", |before| finder.document.lower(before));
        match lower {
            "near" | "nearby" | "outside" | "off" => return PlaceRelation::Near,
            "of" if finder.before(at).is_some_and(|before| finder.has(before, PlaceClass::Direction)) => {
                return PlaceRelation::Near;
            }
            "of" if matches!(before, "outskirts" | "edge" | "vicinity" | "suburbs" | "side") => return PlaceRelation::Near,
            "to" if matches!(before, "close" | "next") => return PlaceRelation::Near,
            "from" => {
                let distance = matches!(before, "kilometers" | "kilometres" | "km" | "miles" | "away");
                return if distance { PlaceRelation::Near } else { PlaceRelation::From };
            }
            word if flees(word) => return PlaceRelation::From,
            "to" | "towards" | "toward" | "into" => return PlaceRelation::To,
            "the" | "a" | "of" => {}
            _ if finder.has(at, PlaceClass::Direction) || finder.lexicon.place_words.classes(lower).is_kind() => {}
            _ => break,
        }
        token = finder.before(at);
    }
    PlaceRelation::In
}

/// Whether the name stands for a government or its people: it is the subject of a speaking or acting verb, or owns forces.
pub(super) fn metonym(finder: &Finder<'_>, name: &Name, kind: PlaceKind, relation: PlaceRelation) -> bool {
    if !matches!(kind, PlaceKind::Country | PlaceKind::Capital | PlaceKind::Region | PlaceKind::Admin1) {
        return false;
    }
    let Some(after) = finder.after(name.tokens.end) else { return false };
    let lower = finder.document.lower(after);
    if matches!(lower, "'s" | "’s") {
        return (after + 1..after + 4).any(|token| finder.has(token, PlaceClass::Forces));
    }
    if relation != PlaceRelation::In {
        return false;
    }
    // "In southern Lebanon".
    let before = finder.before(name.tokens.start);
    let before = match before {
        Some(side) if finder.has(side, PlaceClass::Direction) => finder.before(side),
        before => before,
    };
    let located =
        before.is_some_and(|before| finder.has(before, PlaceClass::Locative) || finder.has(before, PlaceClass::Linking));
    let acts = matches!(
        lower,
        "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "is"
            | "was"
            | "and"
            | "does"
            | "did"
            | "launched"
            | "struck"
            | "attacked"
            | "vowed"
            | "denied"
            | "accused"
            | "invaded"
            | "bombed"
            | "fired"
            | "carried"
            | "wants"
            | "rejected"
            | "condemned"
            | "pledged"
            | "announced"
            | "killed"
            | "seized"
            | "annexed"
            | "blamed"
    );
    let verb = finder.has(after, PlaceClass::Speech) || (acts && !matches!(lower, "is" | "was" | "and"));
    !located && verb
}

/// Whether a word tells of leaving the place that it takes: "fled Rutshuru".
pub(super) fn flees(word: &str) -> bool {
    matches!(word, "flee" | "fled" | "flees" | "fleeing")
}
