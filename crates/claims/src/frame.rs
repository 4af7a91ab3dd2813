//! Frames: what a whole report is about, where that is nothing new: a trial, a commemoration, a match, a film.
//!
//! In: the event claims of a report in text order. Out: the same, with the status the frame gives them. A report that opens with what is
//! past tells on of it; matches and films have shots, raids and strikes of their own. A claim with a day of its own near the report's is news
//! in any frame.

use dateline_lexicon::OtherSense;
use dateline_mentions::{Measure, Sector};
use dateline_syntax::Relation;
use dateline_text::{RuleId, TextRange};

use crate::claim::{Cell, EventClaim, PartyRole, Status, When};
use crate::episode::Pointer;
use crate::scene::Scene;
use crate::status::{HISTORY, Stand, status_of};
use crate::trigger::Trigger;

/// The rule of a status that the frame of a sentence gives.
const FRAMED: RuleId = RuleId("frame-of-sentence");

/// How many different words of a match or a film make a report one on it.
const PLAYS: usize = 3;

/// In how many sentences from its first they are looked for.
const PLAYED: usize = 20;

/// How many different words of a trial make a report one on it.
const HEARINGS: usize = 3;

/// In how many sentences from its first they are looked for.
const HEARD: usize = 4;

/// In how many sentences from its first a report says what frames it.
const OPENING: usize = 2;

/// The words of a sentence that frame all of it: "jurors heard", "the anniversary of", "went on trial".
pub(crate) fn of_sentence(scene: &Scene<'_>, sentence: usize) -> Option<(TextRange, Status)> {
    let tokens = scene.tokens(sentence);
    let word = |index: usize| if index < tokens.end { scene.lower(index) } else { "" };
    tokens.clone().find_map(|token| {
        let (length, status) = scene.lexicon.status.frame_at(token, word)?;
        Some((scene.document.cover(token..token + length), status_of(status)))
    })
}

/// The status a framed sentence gives what is told in it with no day of its own by the report's.
pub(crate) fn framed(scene: &Scene<'_>, sentence: usize, trigger: &Trigger) -> Option<Stand> {
    if !trigger.is_force(scene) {
        return None;
    }
    let (range, status) = of_sentence(scene, sentence)?;
    let clause = scene.clause(trigger.head);
    let tokens = scene.tokens(sentence);
    let own = crate::setting::times_in(scene, &tokens).any(|time| {
        let token = scene.document.tokens_in(time.range).start;
        // "Found guilty on Wednesday of the murder": the day of the verdict.
        let of_it = trigger.verb || is_carried(scene, trigger.head) || scene.parse.subtree(trigger.head).contains(&token);
        of_it && scene.clause(token) == clause && time.interval.is_some_and(|days| is_near(scene, days.start(), days.end()))
    });
    (!own).then_some(Stand { status, range, rule: FRAMED })
}

/// Whether a noun is what its clause is of: "the attack took place on Monday".
fn is_carried(scene: &Scene<'_>, noun: usize) -> bool {
    matches!(scene.parse.node(noun).relation, Relation::Nsubj | Relation::NsubjPass | Relation::Obj | Relation::Root)
}

/// Whether days are the report's own: not history, not to come.
fn is_near(scene: &Scene<'_>, first: jiff::civil::Date, last: jiff::civil::Date) -> bool {
    scene.context.published.is_some_and(|filed| first <= filed && (filed - last).get_days() <= HISTORY)
}

/// A report whose opening is framed as past, or whose first act of force is, tells on of that past until an act has a day of its own.
pub(crate) fn told_on(scene: &Scene<'_>, events: &mut [(EventClaim, Pointer)]) {
    let opening = scene.sentences().take(OPENING).filter_map(|sentence| of_sentence(scene, sentence));
    let opening = opening.filter(|(_, status)| *status == Status::Past).min_by_key(|(range, _)| range.start());
    let mut frame: Option<TextRange> = None;
    for (event, _) in events.iter_mut().filter(|(event, _)| event.force) {
        let before = opening.filter(|(range, _)| range.start() < event.range.end()).map(|(range, _)| range);
        frame = frame.or(before);
        let status = *event.status.value();
        match frame {
            None if event.status.rule() == FRAMED => frame = Some(event.status.range()).filter(|_| status == Status::Past),
            None if status.is_actual() => return,
            Some(range) if status.is_actual() => {
                if event
                    .time
                    .is_some_and(|time| has_day(scene, &time) && is_near(scene, time.interval.start(), time.interval.end()))
                {
                    return;
                }
                event.status = Cell::new(Status::Past, range, RuleId("told-of-the-past"));
            }
            _ => {}
        }
    }
}

/// Whether a day is told, and not an hour alone: "at dawn".
fn has_day(scene: &Scene<'_>, time: &When) -> bool {
    let Some(range) = time.range else { return false };
    let mut told = scene.mentions.times.iter().filter(|time| range.overlaps(time.range));
    told.any(|time| !matches!(time.rule.0, "part-of-day" | "clock" | "hour-of-day-told"))
}

/// In a report on a match or a film only what kills or wounds by an act named, or is done by armed people, is force.
pub(crate) fn in_play(scene: &Scene<'_>, events: &mut [(EventClaim, Pointer)]) {
    if !events.iter().any(|(event, _)| event.makes_incident()) {
        return;
    }
    let Some(range) = told_by_words(scene, &[OtherSense::Play, OtherSense::Work], PLAYED, PLAYS) else { return };
    for (event, _) in events.iter_mut().filter(|(event, _)| event.makes_incident()) {
        let named = event.act.rule() == RuleId("act-named");
        let harmed = event.counts.iter().any(|harm| matches!(harm.measure, Measure::Killed | Measure::Injured));
        let armed = |sector: Sector| matches!(sector, Sector::ArmedGroup | Sector::Military | Sector::Police | Sector::Criminal);
        let armed = event.parties.iter().any(|party| party.role == PartyRole::Perpetrator && armed(party.sector));
        if !(named && (harmed || armed)) {
            event.status = Cell::new(Status::Hypothetical, range, RuleId("word-of-play"));
        }
    }
}

/// In a report that opens in court, what is told as gone before ("had driven the car bomb into the city") or by the court's own people is what is
/// tried, unless it has a day of its own near the report's.
pub(crate) fn in_court(scene: &Scene<'_>, events: &mut [(EventClaim, Pointer)]) {
    if !events.iter().any(|(event, _)| event.makes_incident()) {
        return;
    }
    let Some(range) = told_by_words(scene, &[OtherSense::Court], HEARD, HEARINGS) else { return };
    for (event, _) in events.iter_mut().filter(|(event, _)| event.makes_incident()) {
        let own =
            event.time.is_some_and(|time| has_day(scene, &time) && is_near(scene, time.interval.start(), time.interval.end()));
        let tried = scene.document.tokens_in(event.act.range()).any(|token| is_tried(scene, token));
        if !own && tried {
            event.status = Cell::new(Status::Past, range, RuleId("tried-in-court"));
        }
    }
}

/// "The documentary follows two medics", "a monument to the victims was unveiled": what a report's first sentence is of is what all of it is of; an
/// act with a day of its own near the report's is news all the same.
pub(crate) fn of_a_work(scene: &Scene<'_>, events: &mut [(EventClaim, Pointer)]) {
    let first = scene.sentences().find(|&sentence| scene.tokens(sentence).any(|token| scene.is_verb(token)));
    let Some(root) = first.and_then(|sentence| scene.tokens(sentence).find(|&token| is_root(scene, token))) else { return };
    let Some((subject, _)) = scene.subject(root) else { return };
    let status = match scene.lexicon.other_senses.of(scene.lemma(subject)) {
        Some(OtherSense::Work) => Status::Hypothetical,
        Some(OtherSense::Memorial) => Status::Past,
        _ => return,
    };
    let range = scene.document.cover(subject..subject + 1);
    let root = scene.document.cover(root..root + 1);
    if events.iter().any(|(event, _)| event.force && event.act.range().overlaps(root)) {
        return; // "the statue was shelled"
    }
    for (event, _) in events.iter_mut().filter(|(event, _)| event.makes_incident()) {
        if !has_own_day(scene, event) {
            event.status = Cell::new(status, range, RuleId("told-of-a-work"));
        }
    }
}

fn is_root(scene: &Scene<'_>, token: usize) -> bool {
    scene.parse.node(token).relation == Relation::Root
}

/// Whether a day near the report's is told with an act.
fn has_own_day(scene: &Scene<'_>, event: &EventClaim) -> bool {
    event.time.is_some_and(|time| has_day(scene, &time) && is_near(scene, time.interval.start(), time.interval.end()))
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

/// The word that makes a report one on what such words are of: the last of `enough` different ones in its first `reach` sentences.
fn told_by_words(scene: &Scene<'_>, senses: &[OtherSense], reach: usize, enough: usize) -> Option<TextRange> {
    let mut words: Vec<&str> = Vec::new();
    for sentence in scene.sentences().take(reach) {
        let tokens = scene.tokens(sentence);
        for token in tokens.clone() {
            let word = |index: usize| if index < tokens.end { scene.lower(index) } else { "" };
            let Some((length, _)) = scene.lexicon.other_senses.at(token, word).filter(|(_, found)| senses.contains(found)) else {
                continue;
            };
            let range = scene.document.cover(token..token + length);
            let written = scene.document.slice(range);
            if !words.contains(&written) {
                words.push(written);
            }
            if words.len() == enough {
                return Some(range);
            }
        }
    }
    None
}
