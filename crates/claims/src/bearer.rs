//! Bearers: who has a wound that is told as a noun.
//!
//! In: a noun for a wound or for the state of the wounded. Out: the noun or pronoun of who has it: "he" in "he was taken to hospital with a gunshot
//! wound", "woman" in "a woman in critical condition". Does not know how many they are.

use dateline_mentions::{CountMention, Unit};
use dateline_syntax::Relation;

use crate::scene::Scene;

/// Who has the wound at token `wound`, where the words say so: the token that stands for a counted phrase, where it is one.
pub(crate) fn bearer(scene: &Scene<'_>, wound: usize) -> Option<usize> {
    let bearer = bearing(scene, wound)?;
    Some(counted(scene, bearer).unwrap_or(bearer)).filter(|_| !said_already(scene, bearer, wound))
}

/// "Some of the injured are in a critical condition": whose wounds were told before are not wounded again.
fn said_already(scene: &Scene<'_>, bearer: usize, wound: usize) -> bool {
    (bearer.saturating_sub(2)..wound).any(|token| matches!(scene.lower(token), "injured" | "wounded"))
}

/// The head of the counted phrase that `token` is in: "15-year-old".
fn counted(scene: &Scene<'_>, token: usize) -> Option<usize> {
    let people = |count: &&CountMention| count.unit == Unit::People && count.measure.is_none() && count.tokens.contains(&token);
    scene.counts_near(token).filter(people).map(|count| count.head).last()
}

fn bearing(scene: &Scene<'_>, wound: usize) -> Option<usize> {
    // "She is in critical condition": the condition is what is said of her.
    let own_subject = scene.parse.dependents(wound, Relation::Nsubj).next();
    if own_subject.is_some() {
        return own_subject;
    }
    let node = scene.parse.node(wound);
    let above = node.head?;
    let by_tree = match (node.relation, scene.case(wound)) {
        (Relation::Nmod, Some("with" | "in" | "to")) => {
            if counted(scene, above).is_some() {
                Some(above)
            } else {
                verb_above(scene, above).and_then(|verb| of_verb(scene, verb))
            }
        }
        // "Treated 19 people for injuries".
        (Relation::Nmod, Some("for")) => {
            Some(above).filter(|_| verb_above(scene, above).is_some_and(|verb| has(scene, verb, TREATED)))
        }
        (Relation::Obl, Some("with" | "in" | "to")) => of_verb(scene, above),
        (Relation::Obl, Some("for" | "from")) if has(scene, above, TREATED) => of_verb(scene, above),
        (Relation::Obj, _) if has(scene, above, BEARING) => scene.subject(above).map(|(subject, _)| subject),
        _ => None,
    };
    let bound = matches!(node.relation, Relation::Obj | Relation::Nsubj | Relation::NsubjPass | Relation::Conj | Relation::Appos);
    by_tree.or_else(|| by_order(scene, wound).filter(|_| !bound))
}

/// "Came in with a gunshot wound on Friday": a parse may hang the wound on the day or on the hospital.
fn by_order(scene: &Scene<'_>, wound: usize) -> Option<usize> {
    let case = (wound.saturating_sub(4)..wound).rev().find(|&token| matches!(scene.lower(token), "with" | "from"))?;
    let with = scene.lower(case) == "with";
    let before = case.checked_sub(1)?;
    if with && counted(scene, before).is_some() {
        return Some(before);
    }
    let verb = scene.parse.ancestors(before).find(|&above| scene.is_verb(above))?;
    of_verb(scene, verb).filter(|_| with || has(scene, verb, TREATED))
}

/// Verbs whose object their subject has.
const BEARING: &[&str] = &["suffer", "sustain", "receive", "have", "get", "incur", "survive"];

/// Verbs after which "for injuries" and "from injuries" tell of living people.
const TREATED: &[&str] =
    &["treat", "hospitalize", "hospitalise", "recover", "recuperate", "suffer", "bleed", "release", "discharge"];

fn has(scene: &Scene<'_>, verb: usize, verbs: &[&str]) -> bool {
    verbs.contains(&scene.lemma(verb))
}

/// The verb that the phrase of a noun hangs on: "was rushed to a hospital in critical condition".
fn verb_above(scene: &Scene<'_>, noun: usize) -> Option<usize> {
    let node = scene.parse.node(noun);
    node.head.filter(|&head| matches!(node.relation, Relation::Obl | Relation::Obj) && scene.is_verb(head))
}

/// Whom a verb of care leaves with a wound: those it moves, else those it is said of. Who died is not among the wounded.
fn of_verb(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    if !scene.is_verb(verb) || has(scene, verb, &["die", "kill", "pronounce", "succumb"]) {
        return None;
    }
    let object = scene.parse.dependents(verb, Relation::Obj).next();
    object.or_else(|| found(scene, verb)).or_else(|| scene.subject(verb).map(|(subject, _)| subject))
}

/// "Found a man suffering from a wound": whom the verb above finds.
fn found(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let node = scene.parse.node(verb);
    let above = node.head.filter(|_| node.relation == Relation::Xcomp && scene.lower(verb).ends_with("ing"))?;
    scene.parse.dependents(above, Relation::Obj).find(|&object| object < verb)
}
