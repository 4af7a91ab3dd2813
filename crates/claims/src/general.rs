//! What is said of any: "a strike that kills civilians is unlawful", "every time a bomb explodes", "why do bombers kill?".
//!
//! In: a trigger and its sentence. Out: the status of what nobody says happened: it is told in the present, with no place, time, number or name.

use dateline_syntax::{Relation, Xpos};
use dateline_text::{Part, RuleId};

use crate::claim::Status;
use crate::scene::Scene;
use crate::setting::times_in;
use crate::status::{Stand, at};
use crate::trigger::Trigger;

/// "A strike that kills civilians is unlawful", "sieges rarely end well", "the generals who shell hospitals", "each time a bomb explodes".
pub(crate) fn general(scene: &Scene<'_>, sentence: usize, trigger: &Trigger) -> Option<Stand> {
    let node = scene.parse.node(trigger.head);
    let told = trigger.verb && !matches!(node.relation, Relation::AclRelcl | Relation::AdvclRelcl);
    let noun = if trigger.verb { node.head.filter(|_| !told) } else { Some(trigger.head) };
    let verb = noun.map_or(trigger.head, |noun| scene.clause(noun));
    let of_any = || match noun {
        Some(noun) => {
            let sort = trigger.verb && is_present(scene, trigger.head) && scene.parse.node(noun).xpos == Xpos::Nns;
            sort || is_any(scene, noun)
        }
        None => !is_headline(scene, sentence) && scene.subject(verb).is_some_and(|(subject, _)| is_any(scene, subject)),
    };
    (is_present(scene, verb) && of_any() && !is_settled(scene, sentence, trigger)).then(|| Stand {
        status: Status::Hypothetical,
        range: at(scene, verb),
        rule: RuleId("said-in-general"),
    })
}

/// "A bomb", "every strike", "drone strikes".
fn is_any(scene: &Scene<'_>, noun: usize) -> bool {
    match scene.parse.dependents(noun, Relation::Det).next() {
        Some(article) => matches!(scene.lower(article), "a" | "an" | "any" | "every" | "each" | "no" | "such"),
        None => matches!(scene.parse.node(noun).xpos, Xpos::Nns),
    }
}

/// A heading, or a text's first line: "Militants storm prison".
fn is_headline(scene: &Scene<'_>, sentence: usize) -> bool {
    let first = scene.sentences().next() == Some(sentence);
    first || scene.document.sentences()[sentence].part == Part::Heading
}

/// Whether a verb, or what carries its tense, is in the present.
fn is_present(scene: &Scene<'_>, verb: usize) -> bool {
    let mut carriers = std::iter::once(verb).chain(scene.parse.children(verb));
    carriers.any(|token| {
        let told = token == verb || matches!(scene.parse.node(token).relation, Relation::AclRelcl | Relation::AdvclRelcl);
        let carries = told || matches!(scene.parse.node(token).relation, Relation::Aux | Relation::Cop);
        carries && matches!(scene.parse.node(token).xpos, Xpos::Vbz | Xpos::Vbp)
    })
}

/// Whether the sentence says where, when, how many or who by name.
fn is_settled(scene: &Scene<'_>, sentence: usize, trigger: &Trigger) -> bool {
    let tokens = scene.tokens(sentence);
    times_in(scene, &tokens).next().is_some()
        || scene.places_near(trigger.head).any(|place| tokens.contains(&place.tokens.start))
        || scene
            .counts_near(trigger.head)
            .any(|count| tokens.contains(&count.tokens.start) && count.count.floor().is_some_and(|least| least > 0))
        || scene.actors_near(trigger.head).any(|actor| tokens.contains(&actor.tokens.start) && actor.id.is_some())
}
