//! Courts: what is told before one, and what it rules, is what is tried, and happened before.
//!
//! In: a sentence, or the event claims of a report. Out: the word that makes the sentence one of a court's; the same claims, with the status that gives
//! them. Who sits in a court is in `other_senses.csv` (`bench`); an act with a day of its own near the report's is news there too.

use dateline_lexicon::OtherSense;
use dateline_syntax::Relation;
use dateline_text::RuleId;

use crate::claim::{Cell, EventClaim, Status};
use crate::episode::Pointer;
use crate::frame::{has_own_day, told_by_words};
use crate::scene::Scene;

/// How many different words of a trial make a report one on it.
const HEARINGS: usize = 3;

/// In how many sentences from its first they are looked for.
const HEARD: usize = 4;

/// The verb of a sentence by which a court hears or rules: "the inquest heard", "told jurors", "was shown footage", "testified", "a judge convicted", "was sentenced".
pub(crate) fn sits(scene: &Scene<'_>, sentence: usize) -> Option<usize> {
    scene.tokens(sentence).filter(|&token| scene.is_verb(token)).find(|&verb| hears(scene, verb) || rules(scene, verb))
}

fn is_bench(scene: &Scene<'_>, noun: usize) -> bool {
    let bench = |first: usize| {
        let word = |index: usize| if index <= noun { scene.lower(index) } else { "" };
        scene.lexicon.other_senses.at(first, word) == Some((noun + 1 - first, OtherSense::Bench))
    };
    (noun.saturating_sub(2)..=noun).any(bench) // "the trial chamber"
}

/// "Jurors heard", "told the inquest", "the tribunal was told", "testified that".
fn hears(scene: &Scene<'_>, verb: usize) -> bool {
    match scene.lemma(verb) {
        "testify" => true,
        "hear" => scene.subject(verb).is_some_and(|(subject, _)| is_bench(scene, subject)),
        "tell" | "show" => {
            scene.befallen(verb).any(|noun| is_bench(scene, noun))
                || scene.parse.dependents(verb, Relation::Iobj).any(|noun| is_bench(scene, noun))
        }
        _ => false,
    }
}

/// "A judge convicted two men", "was sentenced to death", "the court awarded damages": the sentence's own verb, not of one who once "convicted of murder".
fn rules(scene: &Scene<'_>, verb: usize) -> bool {
    if !matches!(scene.parse.node(verb).relation, Relation::Root | Relation::Ccomp) {
        return false;
    }
    let by_a_bench = || scene.subject(verb).is_some_and(|(subject, _)| is_bench(scene, subject));
    match scene.lemma(verb) {
        "convict" | "acquit" | "sentence" => scene.is_passive(verb) || by_a_bench(),
        "jail" | "imprison" | "award" | "overturn" | "quash" | "uphold" | "rule" | "find" | "refuse" | "deny" | "grant" => {
            by_a_bench()
        }
        _ => false,
    }
}

/// In a report that opens in court, what is told as gone before ("had driven the car bomb into the city") or by the court's own people is what is
/// tried, unless it has a day of its own near the report's.
pub(crate) fn in_court(scene: &Scene<'_>, events: &mut [(EventClaim, Pointer)]) {
    if !events.iter().any(|(event, _)| event.makes_incident()) {
        return;
    }
    let Some(range) = told_by_words(scene, &[OtherSense::Court, OtherSense::Bench], HEARD, HEARINGS) else { return };
    for (event, _) in events.iter_mut().filter(|(event, _)| event.makes_incident()) {
        let tried = scene.document.tokens_in(event.act.range()).any(|token| is_tried(scene, token));
        if tried && !has_own_day(scene, event) {
            event.status = Cell::new(Status::Past, range, RuleId("tried-in-court"));
        }
    }
}

/// Whether the clause of a token is told as gone before.
fn is_tried(scene: &Scene<'_>, token: usize) -> bool {
    let had = |verb: usize| scene.parse.dependents(verb, Relation::Aux).any(|aux| scene.lower(aux) == "had");
    let mut verb = scene.clause(token);
    for _ in 0..4 {
        if had(verb) {
            return true;
        }
        match (scene.parse.node(verb).relation, scene.parse.node(verb).head) {
            (Relation::Conj, Some(head)) => verb = head,
            _ => return false,
        }
    }
    false
}
