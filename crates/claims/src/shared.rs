//! Shared nouns: "Indian and Pakistani troops", whose noun holds for both.
//!
//! In: a party whose words are an adjective and its noun. Out: the party that the adjective before the "and" makes with the same noun.

use std::ops::Range;

use dateline_lexicon::{ActorKind, Term};
use dateline_syntax::{Relation, Xpos};

use crate::claim::Party;
use crate::party::one_line;
use crate::scene::Scene;

/// The other side that shares its noun with the party whose words are `tokens`.
pub(crate) fn shares_noun(scene: &Scene<'_>, tokens: &Range<usize>, party: &Party) -> Option<Party> {
    let and = tokens.start.checked_sub(1).filter(|&and| scene.lower(and) == "and" && tokens.len() > 1)?;
    let last = and.checked_sub(1).filter(|&last| scene.parse.node(last).xpos != Xpos::Nns)?; // "rebels and Malian soldiers"
    // "Rockets were fired from Lebanon and Israeli forces responded": there is one adjective.
    let (first, second) = (scene.parse.node(last), scene.parse.node(tokens.start));
    let joined = second.relation == Relation::Conj && second.head == Some(last);
    let both =
        matches!(first.relation, Relation::Amod | Relation::Compound) && first.head.is_some_and(|noun| tokens.contains(&noun));
    let range = scene.document.tokens().get(last).filter(|_| joined || both)?.range;
    let (end, mut terms) = scene.lexicon.actors.longest(scene.document.text(), range.start(), &mut String::new())?;
    let other = terms.find_map(|term| match term {
        Term::Demonym(index, _) | Term::State(index, _) | Term::Actor(index, _) => scene.lexicon.actors.actor(index),
        _ => None,
    });
    let other = other.filter(|_| end == range.end())?;
    let country = other.country.filter(|country| Some(*country) != party.country);
    let force = country.filter(|_| other.kind == ActorKind::State);
    let id = force.map_or(Some(other.id), |country| scene.lexicon.actors.of_state(country, party.sector));
    let words = format!("{} {}", scene.document.slice(range), scene.document.word(tokens.end - 1));
    (id != party.id).then(|| Party { name: one_line(&words), id, country, range, ..party.clone() })
}
