//! Lists of kin: "Karim Saad was killed along with his wife, Huda, and their three children".
//!
//! In: a count of kin and what stands before it. Out: the harm word that the list began with. A parse loses such lists at their names; the words are
//! plain enough to be walked back over.

use dateline_lexicon::{Counted, Side, Use};
use dateline_mentions::CountMention;
use dateline_syntax::{Entity, Relation, Upos};
use dateline_text::TokenKind;

use crate::scene::Scene;
use crate::trigger::Trigger;

/// How many words a list is walked back over.
const FAR: usize = 30;

/// Which of `triggers` a count of kin belongs to, as one of a list of those harmed. `told` says which one a count before it, that ends at a token,
/// belongs to.
pub(crate) fn listed(
    scene: &Scene<'_>,
    triggers: &[Trigger],
    count: &CountMention,
    told: impl Fn(usize) -> Option<usize>,
) -> Option<usize> {
    if !is_kin(scene, count) || does_something_else(scene, triggers, count) {
        return None;
    }
    let mut joined = false;
    let start = count.tokens.start;
    for end in (start.saturating_sub(FAR)..=start).rev() {
        let begins = |trigger: &Trigger| {
            let begins = match trigger.harm.map(|harm| harm.side) {
                Some(Side::Noun) => scene.lower(end) == "of",
                Some(Side::Object) => !scene.is_passive(trigger.head),
                _ => false,
            };
            begins && trigger.tokens.end == end && trigger.harm.is_some_and(|harm| harm.counts(count.unit))
        };
        let found = told(end).or_else(|| triggers.iter().position(begins));
        if joined && found.is_some() {
            return found;
        }
        let word = end.checked_sub(1)?;
        joined |= matches!(scene.lower(word), "," | "and" | "&" | ";");
        if !is_of_list(scene, word) {
            return None;
        }
    }
    None
}

/// "his wife", "three cousins".
fn is_kin(scene: &Scene<'_>, count: &CountMention) -> bool {
    let kin = |token: usize| matches!(scene.person_noun(token), Some((_, Counted::Person { usage: Use::Kin, .. })));
    count.tokens.clone().any(kin)
}

/// "Karim Saad was killed, his brother said": a subject of a verb that is none of the harm words.
pub(crate) fn does_something_else(scene: &Scene<'_>, triggers: &[Trigger], count: &CountMention) -> bool {
    let node = scene.parse.node(count.head);
    let does =
        |verb: usize| scene.is_verb(verb) && !scene.is_passive(verb) && !triggers.iter().any(|trigger| trigger.head == verb);
    node.relation == Relation::Nsubj && node.head.is_some_and(does)
}

/// What may stand between those listed: names, ages, whose kin they are, and the marks and words that join them.
fn is_of_list(scene: &Scene<'_>, token: usize) -> bool {
    let number = scene.document.tokens().get(token).is_some_and(|token| token.kind == TokenKind::Number);
    let name = scene.parse.node(token).upos == Upos::Propn || scene.parse.node(token).entity == Entity::Person || number;
    let joins = matches!(
        scene.lower(token),
        "," | "and"
            | "&"
            | ";"
            | "("
            | ")"
            | "-"
            | "his"
            | "her"
            | "their"
            | "of"
            | "with"
            | "aged"
            | "year"
            | "years"
            | "old"
            | "'s"
            | "’s"
    );
    name || joins || scene.counts_near(token).any(|count| count.tokens.contains(&token))
}
