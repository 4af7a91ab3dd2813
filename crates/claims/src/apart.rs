//! Apart: which trigger words of one sentence are of one happening, and whether what they tell was told before.
//!
//! In: the triggers of a sentence, each with what was decided of it. Out: groups of them; how a group points at what the report told before.

use std::ops::Range;

use dateline_lexicon::Side;
use dateline_mentions::{Measure, PlaceMention};
use dateline_syntax::Relation as SyntaxRelation;

use crate::claim::{Certainty, Party, PartyRole, Voice};
use crate::episode::{self, Pointer};
use crate::lag::{Lag, lag};
use crate::party::fights;
use crate::scene::Scene;
use crate::setting;
use crate::status::Stand;
use crate::trigger::Trigger;

/// One trigger with what was decided of it.
pub(crate) struct Reading<'a> {
    pub trigger: &'a Trigger,
    pub stand: Stand,
    pub parties: Vec<Party>,
    pub voice: Voice,
}

/// Sets of triggers of one happening, in text order.
pub(crate) fn groups(scene: &Scene<'_>, readings: &[Reading<'_>]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let sentence = readings.first().map(|first| scene.tokens(scene.document.sentence_of(first.trigger.head)));
    let lag = sentence.and_then(|tokens| lag(scene, &tokens));
    let one =
        |a: &Reading<'_>, b: &Reading<'_>| one_happening(scene, a, b) && !long_apart(scene, lag.as_ref(), a.trigger, b.trigger);
    for (index, reading) in readings.iter().enumerate() {
        let joins = |group: &&mut Vec<usize>| group.iter().all(|&other| one(&readings[other], reading));
        match groups.iter_mut().rev().find(joins) {
            Some(group) => group.push(index),
            None => groups.push(vec![index]),
        }
    }
    groups
}

/// Whether two triggers of a sentence can be of one happening.
fn one_happening(scene: &Scene<'_>, a: &Reading<'_>, b: &Reading<'_>) -> bool {
    if !(a.trigger.is_force(scene) && b.trigger.is_force(scene)) || a.stand.status != b.stand.status {
        return false;
    }
    if let (Some(a), Some(b)) = (a.trigger.act, b.trigger.act)
        && !episode::acts_agree(a, b)
    {
        return false;
    }
    if held_for(scene, a.trigger, b.trigger)
        || apart(scene, b.trigger) && !another_person(scene, b.trigger)
        || told_beside(scene, a.trigger, b.trigger)
        || of_other_sides(scene, a, b)
    {
        return false;
    }
    // The hospital that the wounded are taken to is not where they were hit.
    let own_place = |reading: &Reading<'_>| {
        let trigger = reading.trigger;
        let head = Some(trigger.head).filter(|_| !trigger.is_borne() && !trigger.dies_later(scene))?;
        setting::place(scene, &scene.parse.subtree(head), &[head])
    };
    match (own_place(a), own_place(b)) {
        (Some(a), Some(b)) => episode::places_agree(&a, &b),
        _ => true,
    }
}

/// "Arrested five men over the killing of a journalist", "suspected of the killing": what they are held for is another happening.
pub(crate) fn held_for(scene: &Scene<'_>, a: &Trigger, b: &Trigger) -> bool {
    if !(a.verb && a.act == Some("detention") && b.does(Measure::Killed) && a.tokens.end <= b.tokens.start) {
        return false;
    }
    let tie = scene.case(b.head).or_else(|| b.head.checked_sub(1).map(|before| scene.lower(before)));
    let over = tie.is_some_and(|tie| matches!(tie, "over" | "for" | "following" | "after"));
    let suspects = |&above: &usize| match scene.lemma(above) {
        "accuse" | "charge" | "suspect" => scene.is_verb(above) || matches!(tie, Some("in" | "of")),
        word => matches!(word, "connection" | "involvement" | "suspicion"),
    };
    over || scene.parse.ancestors(b.head).skip(1).take(3).take_while(|&above| above != a.head).any(|above| suspects(&above))
}

/// "Died in an attack by the rebels, and the army responded with air strikes": what two sides, each named, did, the one in answer to the other.
fn of_other_sides(scene: &Scene<'_>, a: &Reading<'_>, b: &Reading<'_>) -> bool {
    let force =
        |party: &&Party| party.role == PartyRole::Perpetrator && party.certainty == Certainty::Stated && fights(party.sector);
    let side = |party: &Party| party.id.or(party.country);
    let sides = |reading: &Reading<'_>| reading.parties.iter().filter(force).filter_map(side).collect::<Vec<_>>();
    let (one, other) = (sides(a), sides(b));
    answers(scene, b.trigger) && !one.is_empty() && !other.is_empty() && one.iter().all(|side| !other.contains(side))
}

/// "One was killed and another wounded", "two other people were wounded"; not "one strike killed two and another killed five".
fn another_person(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let object = scene.parse.dependents(trigger.head, SyntaxRelation::Obj).next();
    let person = follows(scene, trigger, &["other"]) || follows(scene, trigger, &["another"]) && object.is_none();
    person && (trigger.verb || trigger.act.is_none()) && trigger.harm.is_some()
}

/// "The bombing of the town and the murder of a priest": two nouns joined, each with what it befell; "the kidnapping and murder of a priest" is one.
fn told_beside(scene: &Scene<'_>, a: &Trigger, b: &Trigger) -> bool {
    let joined = scene.parse.node(b.head).relation == SyntaxRelation::Conj && scene.parse.node(b.head).head == Some(a.head);
    let own = |noun: usize| {
        scene.parse.dependents(noun, SyntaxRelation::Nmod).any(|child| noun < child && (noun == b.head || child < b.tokens.start))
    };
    !a.verb && !b.verb && joined && own(a.head) && own(b.head)
}

/// "Attacked again on Friday, six days after 12 were killed there": two happenings; "two days after the attack the toll rose" is one.
fn long_apart(scene: &Scene<'_>, lag: Option<&Lag>, a: &Trigger, b: &Trigger) -> bool {
    let Some(lag) = lag else { return false };
    let (under, rest) = match (lag.under.contains(&a.head), lag.under.contains(&b.head)) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return false,
    };
    // Who dies or is found days later was hit before; who is held then is held for it.
    let fares = rest.act == Some("detention")
        || rest.act.is_none() && rest.harm.is_some_and(|harm| harm.side != Side::Object || scene.is_passive(rest.head));
    !fares && under.is_force(scene)
}

/// "a second strike", "another attack", "a separate raid", "elsewhere".
fn apart(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    // "A second victim was hurt": somebody else, of the same attack.
    let person =
        |token: usize| scene.lower(token) == "second" && scene.counts_near(token).any(|count| count.tokens.contains(&token));
    let near = trigger.tokens.start.saturating_sub(3)..trigger.tokens.start;
    let words = ["another", "separate", "separately", "elsewhere", "similar", "other"];
    follows(scene, trigger, &words) || near.into_iter().any(|token| scene.lower(token) == "second" && !person(token))
}

/// Whether one of `words` stands right before a trigger.
fn follows(scene: &Scene<'_>, trigger: &Trigger, words: &[&str]) -> bool {
    (trigger.tokens.start.saturating_sub(3)..trigger.tokens.start).any(|token| words.contains(&scene.lower(token)))
}

/// "Israel responded with air strikes", "the army retaliated by shelling the town": the other side's own act.
fn answers(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    // "Destroyed two launchers in response".
    let near = trigger.tokens.end..(trigger.tokens.end + 8).min(scene.sentence_end(trigger.head));
    let in_response =
        |token: usize| scene.lower(token) == "in" && matches!(scene.lower(token + 1), "response" | "retaliation" | "reprisal");
    if trigger.verb && near.into_iter().any(in_response) {
        return true;
    }
    let mut above = scene.parse.ancestors(trigger.head).take(4);
    above.any(|verb| {
        matches!(scene.lemma(verb), "respond" | "retaliate")
            && scene.is_verb(verb)
            && matches!(scene.lower(verb + 1), "with" | "by")
    })
}

/// "the attack", "this strike", "Friday's blast".
pub(crate) fn pointer(scene: &Scene<'_>, tokens: &Range<usize>, triggers: &[&Trigger]) -> Pointer {
    let opens_elsewhere = (tokens.start..tokens.end.min(tokens.start + 4)).any(|token| {
        matches!(scene.lower(token), "elsewhere" | "separately" | "meanwhile")
            || scene.lower(token) == "another" && token == tokens.start + 1
    });
    // "Kherson: Artillery fire hit …": an item of a round-up.
    let is_item = |place: &PlaceMention| {
        place.tokens.start == tokens.start && (place.tokens.end..place.tokens.end + 3).any(|token| scene.lower(token) == ":")
    };
    let opens_elsewhere = opens_elsewhere || scene.places_near(tokens.start).any(is_item);
    let sets_apart = |trigger: &&Trigger| apart(scene, trigger) && !another_person(scene, trigger) || answers(scene, trigger);
    if opens_elsewhere || triggers.iter().any(sets_apart) {
        return Pointer::Apart;
    }
    let definite = |trigger: &&&Trigger| {
        !trigger.verb
            && (trigger.tokens.start.saturating_sub(2)..trigger.tokens.start).any(|token| {
                matches!(scene.lower(token), "the" | "this" | "same") || scene.lower(token) == "that" && scene.points_at(token)
            })
    };
    if triggers.iter().any(|trigger| definite(&trigger)) { Pointer::Back } else { Pointer::Open }
}
