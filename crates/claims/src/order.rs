//! The order of the words: which harm a count stands beside, where the tree is silent.
//!
//! In: the harm words of one sentence and a count with its parts. Out: the harm word within a clause's reach of it, or none.

use std::ops::Range;

use dateline_lexicon::Side;
use dateline_mentions::{CountMention, Modifier};
use dateline_syntax::{Relation, Upos, Xpos};
use dateline_text::RuleId;

use crate::attach::Attachment;
use crate::listed::does_something_else;
use crate::scene::Scene;
use crate::trigger::Trigger;

/// By the order of the words, within a clause's reach: after an active verb, before a passive or a participle. `extent` is the count with its parts.
pub(crate) fn by_order(
    scene: &Scene<'_>,
    triggers: &[Trigger],
    count: &CountMention,
    extent: &Range<usize>,
    others: &[&CountMention],
) -> Option<Attachment> {
    if does_something_else(scene, triggers, count) {
        return None;
    }
    let mut best: Option<(usize, Attachment)> = None;
    for (index, trigger) in triggers.iter().enumerate() {
        let Some(harm) = trigger.harm.filter(|harm| harm.counts(count.unit)) else { continue };
        let (before, between) = if extent.end <= trigger.tokens.start {
            (true, extent.end..trigger.tokens.start)
        } else if trigger.tokens.end <= count.tokens.start {
            (false, trigger.tokens.end..count.tokens.start)
        } else {
            continue;
        };
        // "Was stabbed by a soldier and died".
        let doer = scene.case(count.head) == Some("by");
        if before && (doer || is_done_to(scene, count)) {
            continue;
        }
        let reach = match harm.side {
            Side::Noun | Side::Borne if of_noun(scene, &between, before) => 3,
            Side::Noun | Side::Borne => continue,
            Side::Subject if before => FAR,
            Side::Object if before && reads_passive(scene, trigger) => FAR,
            Side::Object if !before && between.is_empty() && !has_auxiliary(scene, trigger) => 5,
            Side::Object if !before && (!reads_passive(scene, trigger) || inverted(scene, &between)) => 5,
            _ => continue,
        };
        let crossed = between.clone().any(|token| ends_clause(scene, token))
            || triggers.iter().any(|other| other.harm.is_some() && between.contains(&other.head))
            || others.iter().any(|other| between.contains(&other.head) && blocks(other, count))
            || between.len() > NEAR && between.clone().any(|token| begins_clause(scene, token, trigger));
        let gap = between.len();
        if gap <= reach && !crossed && best.is_none_or(|(nearest, _)| gap < nearest) {
            best = Some((gap, Attachment { trigger: index, rule: RuleId("count-beside-harm") }));
        }
    }
    best.map(|(_, attachment)| attachment)
}

/// "A man visiting family members was shot": those to whom a verb within another phrase does something are not who suffers what comes after.
fn is_done_to(scene: &Scene<'_>, count: &CountMention) -> bool {
    let node = scene.parse.node(count.head);
    let verb = node.head.filter(|_| node.relation == Relation::Obj).map(|verb| scene.parse.node(verb));
    verb.is_some_and(|verb| verb.relation == Relation::Acl && verb.xpos == Xpos::Vbg)
}

/// "the deaths of three", "three deaths": a harm noun and its count with nothing but "of" between.
fn of_noun(scene: &Scene<'_>, between: &Range<usize>, before: bool) -> bool {
    if before { between.is_empty() } else { between.clone().any(|token| matches!(scene.lower(token), "of" | "among" | "to")) }
}

/// "Also killed in the strike were ten insurgents": the verb of the passive stands between.
fn inverted(scene: &Scene<'_>, between: &Range<usize>) -> bool {
    between.clone().any(|token| matches!(scene.lower(token), "was" | "were"))
}

/// Whether a count between another and a verb of harm is what the verb harms: a number of the same kind, told by itself.
fn blocks(other: &CountMention, count: &CountMention) -> bool {
    other.part_of.is_none() && other.unit == count.unit && other.count.modifier() != Modifier::Unknown
}

/// Words between a count and a verb of harm that no other clause need separate.
const NEAR: usize = 6;
/// Words between them where none of those between is a verb: "at least one civilian, a young man of the town's old quarter, was killed".
pub(crate) const FAR: usize = 30;

/// A verb that has nothing to do with `trigger`: a finite one, or one that is not its own auxiliary.
fn begins_clause(scene: &Scene<'_>, token: usize, trigger: &Trigger) -> bool {
    let node = scene.parse.node(token);
    let own = node.head == Some(trigger.head) || scene.parse.node(trigger.head).head == Some(token);
    matches!(node.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md) && !own
}

/// A verb of harm that harms what stands before it: "were killed", "found killed", "12 killed in".
fn reads_passive(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    if scene.lower(trigger.head).ends_with("ing") {
        return false;
    }
    if scene.is_passive(trigger.head) {
        return true;
    }
    // "Killed at least 30 villagers".
    let harms = |child: usize| trigger.tokens.end <= child && !scene.is_time(child);
    if !has_auxiliary(scene, trigger) && scene.parse.dependents(trigger.head, Relation::Obj).any(harms) {
        return false;
    }
    // "Two men shot from a car".
    if !has_auxiliary(scene, trigger) && matches!(scene.lower(trigger.tokens.end), "from" | "into") {
        return false;
    }
    let next = scene.parse.node(trigger.tokens.end);
    has_auxiliary(scene, trigger)
        || !matches!(next.upos, Upos::Num | Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Pron)
}

/// "were killed", "have been killed", "was found dead".
pub(crate) fn has_auxiliary(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    (trigger.tokens.start.saturating_sub(3)..trigger.tokens.start).any(|token| {
        matches!(scene.lower(token), "was" | "were" | "been" | "being" | "be" | "is" | "are" | "got" | "left" | "feared")
    })
}

/// A word after which another clause begins.
pub(crate) fn ends_clause(scene: &Scene<'_>, token: usize) -> bool {
    matches!(scene.lower(token), ";" | ":" | "that" | "but" | "while" | "whereas" | "after" | "before" | "when")
}
