//! Frames: what a whole report is about, where that is nothing new: a trial, a commemoration, a drill, a match, a film.
//!
//! In: the event claims of a report in text order. Out: the same, with the status the frame gives them. A report that opens with what is
//! past tells on of it; matches and films have shots, raids and strikes of their own. A claim with a day of its own near the report's is news
//! in any frame.

use std::collections::BTreeSet;

use dateline_lexicon::OtherSense;
use dateline_mentions::{Measure, Sector};
use dateline_syntax::Relation;
use dateline_text::{RuleId, TextRange};

use crate::claim::{Cell, EventClaim, PartyRole, Status, When};
use crate::court;
use crate::episode::Pointer;
use crate::memory;
use crate::party::fights;
use crate::scene::Scene;
use crate::status::{HISTORY, Stand, status_of};
use crate::total::perfect;
use crate::trigger::Trigger;

/// The rule of a status that the frame of a sentence gives.
const FRAMED: RuleId = RuleId("frame-of-sentence");

/// How many different words of a match or a film make a report one on it; where it tells more acts of force, as many as those.
const PLAYS: usize = 3;

/// In how many sentences from its first they are looked for.
const PLAYED: usize = 20;

/// In how many sentences from its first a report says what frames it.
const OPENING: usize = 2;

/// The words of a sentence that frame all of it: "the anniversary of", "went on trial", or what makes it one of a court's.
pub(crate) fn of_sentence(scene: &Scene<'_>, sentence: usize) -> Option<(TextRange, Status)> {
    let tokens = scene.tokens(sentence);
    let word = |index: usize| if index < tokens.end { scene.lower(index) } else { "" };
    let cue = tokens.clone().find_map(|token| {
        let (length, status) = scene.lexicon.status.frame_at(token, word)?;
        Some((scene.document.cover(token..token + length), status_of(status)))
    });
    cue.or_else(|| court::sits(scene, sentence).map(|verb| (scene.document.cover(verb..verb + 1), Status::Past)))
}

/// The status a framed sentence gives what is told in it with no day of its own by the report's.
pub(crate) fn framed(scene: &Scene<'_>, sentence: usize, trigger: &Trigger) -> Option<Stand> {
    if !trigger.is_force(scene) {
        return None;
    }
    let (range, status) = of_sentence(scene, sentence)?;
    (!is_dated(scene, sentence, trigger)).then_some(Stand { status, range, rule: FRAMED })
}

/// Whether a day near the report's is told in an act's own clause.
pub(crate) fn is_dated(scene: &Scene<'_>, sentence: usize, trigger: &Trigger) -> bool {
    let clause = scene.clause(trigger.head);
    let tokens = scene.tokens(sentence);
    crate::setting::times_in(scene, &tokens).any(|time| {
        let token = scene.document.tokens_in(time.range).start;
        // "Found guilty on Wednesday of the murder": the day of the verdict.
        let of_it = trigger.verb || is_carried(scene, trigger.head) || scene.parse.subtree(trigger.head).contains(&token);
        of_it && scene.clause(token) == clause && time.interval.is_some_and(|days| is_near(scene, days.start(), days.end()))
    })
}

/// Whether a noun is what its clause is of: "the attack took place on Monday".
fn is_carried(scene: &Scene<'_>, noun: usize) -> bool {
    matches!(scene.parse.node(noun).relation, Relation::Nsubj | Relation::NsubjPass | Relation::Obj | Relation::Root)
}

/// Whether days are the report's own: not history, not to come.
fn is_near(scene: &Scene<'_>, first: jiff::civil::Date, last: jiff::civil::Date) -> bool {
    scene.context.published.is_some_and(|filed| first <= filed && (filed - last).get_days() <= HISTORY)
}

/// A report whose opening is framed as past, or as a drill, or whose first acts of force are, tells on of that until an act has a day of its own; a
/// paragraph that goes back ("In 2014 gunmen took the town. They burned the church.") does so to its end.
pub(crate) fn told_on(scene: &Scene<'_>, events: &mut [(EventClaim, Pointer)]) {
    let first: Vec<usize> = scene.sentences().take(OPENING).collect();
    // "A year after the raid, gunmen killed two survivors on Monday" is news.
    let fresh = |event: &EventClaim| event.force && event.status.value().is_actual() && has_own_day(scene, event);
    let back = memory::looks_back(scene, &first).filter(|_| !events.iter().any(|(event, _)| fresh(event)));
    let opening = first.iter().filter_map(|&sentence| of_sentence(scene, sentence)).min_by_key(|(range, _)| range.start());
    let opening = back.map(|range| (range, Status::Past)).or(opening);
    let actual = forced(events).filter(|event| event.status.value().is_actual());
    let happened: BTreeSet<usize> = actual.map(|event| sentence_of(scene, event)).collect();
    let mut report: Option<(TextRange, Status)> = None;
    let mut paragraph: Option<(usize, TextRange)> = None;
    let mut news = false; // whether an act that happened now has been told
    for (event, _) in events.iter_mut().filter(|(event, _)| event.force) {
        let sentence = sentence_of(scene, event);
        let here = scene.document.sentences().get(sentence).map_or(0, |sentence| sentence.paragraph);
        let before = opening.filter(|(range, _)| back.is_some() || range.start() < event.range.end());
        report = report.or(before.filter(|_| !news));
        if *event.status.value() == Status::Past {
            let framed = event.status.rule() == FRAMED;
            let told = framed || goes_back(event) && !happened.contains(&sentence);
            let range = Some(event.status.range()).filter(|_| told);
            report = report.or(range.filter(|_| framed && !news).map(|range| (range, Status::Past)));
            paragraph = range.map(|range| (here, range));
        }
        if !event.status.value().is_actual() {
            continue;
        }
        let past = || paragraph.filter(|(paragraph, _)| *paragraph == here).map(|(_, range)| (range, Status::Past));
        match report.or_else(past).filter(|_| !has_own_day(scene, event) && !is_perfect(scene, event)) {
            Some((range, status)) => event.status = Cell::new(status, range, told_of(status)),
            None => (report, paragraph, news) = (None, None, true),
        }
    }
}

/// Why what is told on has the status of the frame.
fn told_of(frame: Status) -> RuleId {
    RuleId(if frame == Status::Past { "told-of-the-past" } else { "told-of-a-drill" })
}

/// The sentence that makes a claim.
fn sentence_of(scene: &Scene<'_>, event: &EventClaim) -> usize {
    scene.document.sentence_of(scene.document.tokens_in(event.range).start)
}

fn forced(events: &[(EventClaim, Pointer)]) -> impl Iterator<Item = &EventClaim> {
    events.iter().map(|(event, _)| event).filter(|event| event.force)
}

/// Whether a claim is past by what is said of it alone: its day, or words beside it.
fn goes_back(event: &EventClaim) -> bool {
    matches!(event.status.rule().0, "long-before-report" | "phrase-of-sentence" | "governed-by-cue")
}

/// "Have killed": what is told so reaches to the report's own day.
fn is_perfect(scene: &Scene<'_>, event: &EventClaim) -> bool {
    perfect(scene, scene.document.tokens_in(event.act.range()).start)
}

/// Whether a day is told, and not an hour alone: "at dawn".
pub(crate) fn has_day(scene: &Scene<'_>, time: &When) -> bool {
    let Some(range) = time.range else { return false };
    let mut told = scene.mentions.times.iter().filter(|time| range.overlaps(time.range));
    told.any(|time| !matches!(time.rule.0, "part-of-day" | "clock" | "hour-of-day-told"))
}

/// A report on a match or a film has shots, raids and strikes of its own: all is of play in one that tells of nobody killed or wounded by an act named,
/// of none that armed people did, and of nobody harmed by gunmen.
pub(crate) fn in_play(scene: &Scene<'_>, events: &mut [(EventClaim, Pointer)]) {
    let force = events.iter().filter(|(event, _)| event.makes_incident()).count();
    if force == 0 {
        return;
    }
    let enough = force.max(PLAYS);
    let Some(range) = told_by_words(scene, &[OtherSense::Play, OtherSense::Work], PLAYED, enough) else { return };
    let earnest = events.iter().any(|(event, _)| event.makes_incident() && is_earnest(event));
    let kills = |event: &EventClaim| event.counts.iter().any(|harm| harm.measure == Measure::Killed);
    for (event, _) in events.iter_mut().filter(|(event, _)| event.makes_incident() && !is_earnest(event)) {
        if earnest && kills(event) {
            continue; // "Teen killed", above "he was shot by his father"
        }
        event.status = Cell::new(Status::Hypothetical, range, RuleId("word-of-play"));
    }
}

/// Whether an act is told as no match has one.
fn is_earnest(event: &EventClaim) -> bool {
    let named = event.act.rule() == RuleId("act-named");
    let victim = || event.parties.iter().any(|party| party.role == PartyRole::Victim);
    let harmed = !event.counts.is_empty() || victim();
    let by =
        |armed: fn(Sector) -> bool| event.parties.iter().any(|party| party.role == PartyRole::Perpetrator && armed(party.sector));
    named && (harmed || by(fights)) || harmed && by(|sector| sector == Sector::ArmedGroup)
}

/// "The documentary follows two medics", "a monument to the victims was unveiled": what a report's first sentence is of is what all of it is of, and a
/// later one's ("the exhibition tells how") what that sentence is; an act with a day of its own near the report's is news all the same.
pub(crate) fn of_a_work(scene: &Scene<'_>, events: &mut [(EventClaim, Pointer)]) {
    if !events.iter().any(|(event, _)| event.makes_incident()) {
        return;
    }
    let acts: BTreeSet<usize> = forced(events).flat_map(|event| scene.document.tokens_in(event.act.range())).collect();
    let first = scene.sentences().find(|&sentence| scene.tokens(sentence).any(|token| scene.is_verb(token)));
    let of_all = first.and_then(|sentence| of_work(scene, sentence, &acts));
    for (event, _) in events.iter_mut().filter(|(event, _)| event.makes_incident()) {
        // A memorial is as often what the news of one happening ends on.
        let here = || of_work(scene, sentence_of(scene, event), &acts).filter(|(_, status)| *status != Status::Past);
        let Some((range, status)) = of_all.or_else(here) else { continue };
        if !has_own_day(scene, event) {
            event.status = Cell::new(status, range, RuleId("told-of-a-work"));
        }
    }
}

/// The subject of a sentence's root where it is a work or a monument, and what that makes of what it tells.
fn of_work(scene: &Scene<'_>, sentence: usize, acts: &BTreeSet<usize>) -> Option<(TextRange, Status)> {
    let root = scene.tokens(sentence).find(|&token| scene.parse.node(token).relation == Relation::Root)?;
    let (subject, _) = scene.subject(root).filter(|_| !acts.contains(&root))?; // not "the statue was shelled"
    // "The new season of the drama".
    let of = scene.parse.dependents(subject, Relation::Nmod).filter(|&noun| scene.case(noun) == Some("of"));
    let status = std::iter::once(subject).chain(of).find_map(|noun| match scene.lexicon.other_senses.of(scene.lemma(noun)) {
        Some(OtherSense::Work) => Some(Status::Hypothetical),
        Some(OtherSense::Memorial) => Some(Status::Past),
        _ => None,
    })?;
    Some((scene.document.cover(subject..subject + 1), status))
}

/// Whether a day near the report's is told with an act, in its own clause: not "a cook who was shot said she had waited for this day".
pub(crate) fn has_own_day(scene: &Scene<'_>, event: &EventClaim) -> bool {
    let near = |time: &When| has_day(scene, time) && is_near(scene, time.interval.start(), time.interval.end());
    let Some(range) = event.time.filter(near).and_then(|time| time.range) else { return false };
    let day = scene.document.tokens_in(range).start;
    let clause = scene.clause(day);
    // "Survivors of the siege told pupils on Saturday": the day of the telling.
    let noun = scene.document.tokens_in(event.act.range()).last().filter(|&noun| scene.is_noun(noun));
    if noun.is_some_and(|noun| scene.parse.node(noun).relation == Relation::Nmod && day_of_speech(scene, noun, day)) {
        return false;
    }
    scene.speaks(clause) || scene.document.tokens_in(event.range).any(|token| scene.clause(token) == clause)
}

/// Whether a day is that of who tells, of whom `noun` says who they are.
fn day_of_speech(scene: &Scene<'_>, noun: usize, day: usize) -> bool {
    let teller = scene.parse.node(noun).head;
    let tells = teller.is_some_and(|teller| {
        let node = scene.parse.node(teller);
        node.relation == Relation::Nsubj && node.head.is_some_and(|verb| scene.speaks(verb))
    });
    tells && !scene.parse.subtree(noun).contains(&day)
}

/// The word that makes a report one on what such words are of: the last of `enough` different ones in its first `reach` sentences.
pub(crate) fn told_by_words(scene: &Scene<'_>, senses: &[OtherSense], reach: usize, enough: usize) -> Option<TextRange> {
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
