//! Which harm a count counts: "killed" in "an air strike on the town killed three people".
//!
//! In: the harm words and the counts of one sentence. Out: for each count, the harm word it belongs to, or none ("200 people
//! live there"). First by the tree; where the tree is silent, by the order of the words.

use dateline_lexicon::Side;
use dateline_mentions::{CountMention, Unit};
use dateline_syntax::{Relation, Upos, Xpos};
use dateline_text::RuleId;

use crate::scene::Scene;
use crate::trigger::Trigger;

/// The harm word a count belongs to, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Attachment {
    /// Index into the sentence's triggers.
    pub trigger: usize,
    /// Which rule tied them.
    pub rule: RuleId,
}

/// For each of `counts`, the one of `triggers` it belongs to.
pub(crate) fn attach(scene: &Scene<'_>, triggers: &[Trigger], counts: &[&CountMention]) -> Vec<Option<Attachment>> {
    let mut attached: Vec<Option<Attachment>> = counts.iter().map(|count| by_tree(scene, triggers, count)).collect();
    for (index, count) in counts.iter().enumerate() {
        if attached[index].is_none() {
            attached[index] = by_order(scene, triggers, count, counts);
        }
    }
    // "A leader was detained along with two insurgents": what is told beside a counted one is harmed as it is.
    for index in 1..counts.len() {
        if attached[index].is_none()
            && beside(scene, counts[index])
            && let Some(before) = attached[..index].iter().rev().copied().flatten().next()
        {
            attached[index] = Some(Attachment { trigger: before.trigger, rule: RuleId("told-beside-counted") });
        }
    }
    // "Twelve people, five of them children": the part is harmed as the whole is.
    for (index, count) in counts.iter().enumerate() {
        let whole =
            count.part_of.and_then(|whole| counts.iter().position(|other| std::ptr::eq(*other, &scene.mentions.counts[whole])));
        if let (None, Some(Some(of_whole))) = (attached[index], whole.map(|whole| attached[whole])) {
            attached[index] = Some(Attachment { trigger: of_whole.trigger, rule: RuleId("part-of-counted") });
        }
    }
    attached
}

/// By the tree: an object of an active verb, a subject of a passive or of a verb of dying, the noun a participle or a relative clause
/// hangs on, the "of" of a harm noun; and whatever is joined to one of these by "and".
fn by_tree(scene: &Scene<'_>, triggers: &[Trigger], count: &CountMention) -> Option<Attachment> {
    let mut noun = count.head;
    for _ in 0..6 {
        if let Some(found) = triggers
            .iter()
            .enumerate()
            .find_map(|(index, trigger)| tie(scene, trigger, noun, count.unit).map(|rule| Attachment { trigger: index, rule }))
        {
            return Some(found);
        }
        let node = scene.parse.node(noun);
        let climbs = match node.relation {
            Relation::Conj | Relation::Appos | Relation::Nummod | Relation::Compound | Relation::Flat | Relation::Det => true,
            Relation::Nmod => matches!(scene.case(noun), Some("of" | "including" | "among")),
            _ => false,
        };
        noun = node.head.filter(|_| climbs)?;
    }
    None
}

/// Whether `noun` is what `trigger` harms, and by which construction.
fn tie(scene: &Scene<'_>, trigger: &Trigger, noun: usize, unit: Unit) -> Option<RuleId> {
    let harm = trigger.harm?;
    if !harm.counts(unit) {
        return None;
    }
    let node = scene.parse.node(noun);
    let head = node.head;
    let verb = trigger.head;
    if harm.side == Side::Noun {
        let of = head == Some(verb) && node.relation == Relation::Nmod && matches!(scene.case(noun), Some("of" | "among" | "to"));
        return of.then_some(RuleId("count-of-harm-noun"));
    }
    let subject = scene.subject(verb).filter(|&(subject, _)| subject == noun);
    let hangs_on = scene.parse.node(verb).head == Some(noun)
        && matches!(scene.parse.node(verb).relation, Relation::Acl | Relation::AclRelcl | Relation::Amod);
    let passive = scene.is_passive(verb);
    match harm.side {
        Side::Subject if subject.is_some() => Some(RuleId("subject-of-dying")),
        Side::Subject if hangs_on => Some(RuleId("noun-of-dying-clause")),
        Side::Object if head == Some(verb) && matches!(node.relation, Relation::Obj | Relation::Iobj) => {
            Some(RuleId("object-of-harm"))
        }
        Side::Object if matches!(subject, Some((_, Relation::NsubjPass))) => Some(RuleId("passive-subject-of-harm")),
        Side::Object if subject.is_some() && passive && !hangs_on => Some(RuleId("passive-subject-of-harm")),
        Side::Object if hangs_on && scene.parse.node(verb).xpos != Xpos::Vbg && passive => {
            Some(RuleId("noun-of-harm-participle"))
        }
        _ => None,
    }
}

/// By the order of the words, within a clause's reach: after an active verb, before a passive or a participle.
fn by_order(scene: &Scene<'_>, triggers: &[Trigger], count: &CountMention, counts: &[&CountMention]) -> Option<Attachment> {
    let mut best: Option<(usize, Attachment)> = None;
    for (index, trigger) in triggers.iter().enumerate() {
        let Some(harm) = trigger.harm.filter(|harm| harm.counts(count.unit)) else { continue };
        let (before, gap) = if count.tokens.end <= trigger.tokens.start {
            (true, trigger.tokens.start - count.tokens.end)
        } else if trigger.tokens.end <= count.tokens.start {
            (false, count.tokens.start - trigger.tokens.end)
        } else {
            continue;
        };
        let between = if before { count.tokens.end..trigger.tokens.start } else { trigger.tokens.end..count.tokens.start };
        let reach = match harm.side {
            Side::Noun => 3,
            Side::Subject if before => 6,
            Side::Object if before && reads_passive(scene, trigger) => 6,
            Side::Object if !before && !reads_passive(scene, trigger) => 5,
            _ => continue,
        };
        let crossed = between.clone().any(|token| ends_clause(scene, token))
            || triggers.iter().any(|other| other.harm.is_some() && between.contains(&other.head))
            || counts.iter().any(|other| between.contains(&other.head) && other.part_of.is_none() && other.unit == count.unit);
        if gap <= reach && !crossed && best.is_none_or(|(nearest, _)| gap < nearest) {
            best = Some((gap, Attachment { trigger: index, rule: RuleId("count-beside-harm") }));
        }
    }
    best.map(|(_, attachment)| attachment)
}

/// A verb of harm that harms what stands before it: "were killed", "found killed", "12 killed in".
fn reads_passive(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    if scene.lower(trigger.head).ends_with("ing") {
        return false;
    }
    if scene.is_passive(trigger.head) {
        return true;
    }
    let window = trigger.tokens.start.saturating_sub(3)..trigger.tokens.start;
    let auxiliary = window.clone().any(|token| {
        matches!(scene.lower(token), "was" | "were" | "been" | "being" | "be" | "is" | "are" | "got" | "left" | "feared")
    });
    let next = scene.parse.node(trigger.tokens.end);
    auxiliary || !matches!(next.upos, Upos::Num | Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Pron)
}

/// "along with", "as well as", "together with", "in addition to" before a count.
fn beside(scene: &Scene<'_>, count: &CountMention) -> bool {
    let words = |back: usize| count.tokens.start.checked_sub(back).map_or("", |token| scene.lower(token));
    matches!((words(2), words(1)), ("along" | "together", "with") | ("well", "as") | ("addition", "to"))
}

fn ends_clause(scene: &Scene<'_>, token: usize) -> bool {
    matches!(scene.lower(token), ";" | ":" | "that" | "but" | "while" | "whereas" | "after" | "before" | "when")
}
