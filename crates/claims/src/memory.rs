//! Memory: what people look back on, years after it happened.
//!
//! In: a trigger and its sentence, or a report. Out: the words that say that what is told is remembered. "He was 19 when he was shot" is of his life;
//! "ten years after gunmen stormed the mall, survivors met" makes a report of remembrance of all that is told in it.

use std::ops::Range;

use dateline_lexicon::OtherSense;
use dateline_mentions::Measure;
use dateline_syntax::{Relation, Upos, Xpos};
use dateline_text::{RuleId, TextRange};

use crate::claim::{Cell, EventClaim, Harm, Status};
use crate::episode::Pointer;
use crate::frame::{has_own_day, is_dated};
use crate::scene::Scene;
use crate::status::{Stand, at};
use crate::trigger::Trigger;

/// What is told as of a life, or by who is called by it alone.
pub(crate) fn told(scene: &Scene<'_>, sentence: usize, trigger: &Trigger) -> Option<Stand> {
    let past = |token: usize, rule| Some(Stand { status: Status::Past, range: at(scene, token), rule: RuleId(rule) });
    let age = at_an_age(scene, &scene.tokens(sentence), trigger.head);
    if let Some(age) = age.filter(|_| !is_dated(scene, sentence, trigger)) {
        return past(age, "told-of-a-life");
    }
    // "Parents of the abducted girls held a vigil": who they are.
    let known = trigger.verb
        && trigger.act == Some("abduction")
        && scene.parse.node(trigger.head).relation == Relation::Amod
        && scene.parse.node(trigger.head).xpos == Xpos::Vbn
        && !scene
            .counts_near(trigger.head)
            .any(|count| count.tokens.contains(&trigger.head) && count.count.floor().is_some_and(|least| least > 0));
    if known { past(trigger.head, "known-by-it") } else { None }
}

/// Words that may stand beside an age.
const BESIDE: [&str; 14] =
    ["just", "only", "a", "an", "about", "years", "year", "-", "still", "barely", "young", "then", "not", "yet"];

/// "He was 19 when he was shot", "was a boy when shells fell", "as a child, she saw": the word for the age, before the act.
fn at_an_age(scene: &Scene<'_>, tokens: &Range<usize>, head: usize) -> Option<usize> {
    let start = tokens.start + usize::from(scene.lower(tokens.start) == "\u{201c}");
    let young = |token: usize| {
        matches!(
            scene.lower(token),
            "boy" | "girl" | "child" | "teenager" | "student" | "baby" | "toddler" | "schoolboy" | "schoolgirl"
        )
    };
    if scene.lower(start) == "as" && scene.lower(start + 1) == "a" && (start + 2..start + 4).any(young) {
        return Some(start);
    }
    let when = (tokens.start + 2..head).rev().find(|&token| scene.lower(token) == "when")?;
    let age = when - 1;
    let years = scene.parse.node(age).upos == Upos::Num || scene.lower(age) == "old" || young(age);
    let was = (tokens.start..age).rev().take(5).find(|&token| scene.lower(token) == "was")?;
    let alone = (was + 1..age).all(|token| BESIDE.contains(&scene.lower(token)) || scene.parse.node(token).upos == Upos::Num);
    // "Twelve were wounded when": so many people.
    let of_one = was.checked_sub(1).is_some_and(|who| matches!(scene.parse.node(who).upos, Upos::Pron | Upos::Propn));
    (years && alone && of_one).then_some(age)
}

/// How many dead are of a war or of history, whatever day is told, and how many where none is.
const OF_HISTORY: u32 = 10_000;
const OF_NO_DAY: u32 = 3_000;

/// "The exhibition tells how 19,000 soldiers died": more dead than the news of a day has.
pub(crate) fn of_history(scene: &Scene<'_>, events: &mut [(EventClaim, Pointer)]) {
    for (event, _) in events.iter_mut().filter(|(event, _)| event.makes_incident()) {
        let least = |harm: &Harm| Some(harm).filter(|harm| harm.measure == Measure::Killed)?.count.floor();
        let dead = event.counts.iter().filter_map(|harm| Some((least(harm)?, harm.range))).max();
        let Some((dead, range)) = dead.filter(|&(dead, _)| dead >= OF_NO_DAY) else { continue };
        if dead >= OF_HISTORY || !has_own_day(scene, event) {
            event.status = Cell::new(Status::Past, range, RuleId("dead-of-history"));
        }
    }
}

/// The words by which a report's opening looks back over years: a lapse ("ten years after", "seven years ago") beside remembrance ("survivors", "vigil").
pub(crate) fn looks_back(scene: &Scene<'_>, opening: &[usize]) -> Option<TextRange> {
    let tokens = || opening.iter().flat_map(|&sentence| scene.tokens(sentence));
    let lapse = tokens().find(|&token| is_lapse(scene, token))?;
    let recalls = |token: usize| scene.lexicon.other_senses.of(scene.lemma(token)) == Some(OtherSense::Memory);
    tokens().any(recalls).then(|| scene.document.cover(lapse..lapse + 2))
}

/// "Years after", "a decade ago", "80 years on".
fn is_lapse(scene: &Scene<'_>, token: usize) -> bool {
    matches!(scene.lemma(token), "year" | "decade" | "century" | "generation")
        && matches!(scene.lower(token + 1), "after" | "ago" | "on" | "later" | "since")
}
