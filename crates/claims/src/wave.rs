//! Waves: one figure told for several places, and then place by place.
//!
//! In: a report's event claims in text order. Out: the same, the figure for them all made a total over its area and each place a happening of its own:
//! "strikes killed nine people across the country; five died in Kharkiv, four in Odesa". Summed with its own parts it would count them twice.

use dateline_mentions::{GeoPrecision, Measure};
use dateline_syntax::Xpos;
use dateline_text::{RuleId, TextRange};

use crate::claim::{EventClaim, Harm, PartyRole, Relation, TallyClaim, When, Where, Window};
use crate::episode::{Pointer, acts_agree, places_agree, times_agree};
use crate::group::{Yield, split};
use crate::scene::Scene;
use crate::settle::value;

/// How many bytes after the figure for all its places may be told: about four sentences.
const REACH: usize = 700;

/// Makes totals of the figures that are then told place by place.
pub(crate) fn totals(scene: &Scene<'_>, found: &mut Yield) {
    for at in (0..found.events.len()).rev() {
        let wave = &found.events[at].0;
        let Some(whole) = figure(wave).filter(|_| wave.makes_incident() && is_wide(wave)) else { continue };
        let parts = parts(&found.events[at + 1..], wave, whole);
        // One place alone may be another account of all of it.
        let same_voice = |part: &usize| found.events[at + 1 + part].0.voice.same_source(&wave.voice);
        if parts.len() < 2 && !(tells_several(scene, wave) && parts.iter().any(same_voice)) {
            continue;
        }
        for part in parts {
            let (before, rest) = found.events.split_at_mut(at + 1);
            let (claim, pointer) = &mut rest[part];
            // A headline may have told of the place.
            if !before[..at].iter().any(|(told, _)| told.force && place_name(told) == place_name(claim)) {
                *pointer = Pointer::Apart;
            }
            inherit(claim, &before[at].0);
        }
        let (wave, pointer) = found.events.remove(at);
        let (total, rest) = total(wave);
        found.tallies.push(total);
        if let Some(rest) = rest {
            found.events.insert(at, (rest, pointer));
        }
    }
}

fn place_name(claim: &EventClaim) -> Option<&str> {
    claim.place.as_ref().map(|place| place.name.as_str())
}

/// The one number of people killed that a claim tells.
fn figure(claim: &EventClaim) -> Option<u32> {
    let mut wholes = claim.counts.iter().filter(|harm| is_whole(harm));
    wholes.next().and_then(|harm| value(harm.count)).filter(|_| wholes.next().is_none())
}

fn is_whole(harm: &Harm) -> bool {
    harm.measure == Measure::Killed && harm.relation == Relation::Incident
}

/// Whether a claim is of a division or a country.
fn is_wide(claim: &EventClaim) -> bool {
    claim.place.as_ref().is_some_and(|place| place.precision >= GeoPrecision::P4 && place.location.is_some())
}

/// Which of the claims after a wave tell of its places, none of them of more people than are left.
fn parts(after: &[(EventClaim, Pointer)], wave: &EventClaim, whole: u32) -> Vec<usize> {
    let (mut left, mut sites, mut parts) = (whole, Vec::<&Where>::new(), Vec::new());
    for (index, (claim, _)) in
        after.iter().enumerate().take_while(|(_, (claim, _))| claim.range.start() < wave.range.end() + REACH)
    {
        let (Some(place), Some(dead)) = (&claim.place, figure(claim)) else { continue };
        let within = wave.place.as_ref().is_some_and(|area| places_agree(area, place));
        let another = !sites.iter().any(|site| places_agree(site, place));
        let other_day = wave.time.zip(claim.time).is_some_and(|(all, one)| !times_agree(&all, &one));
        let other = other_day || !acts_agree(wave.act.value(), claim.act.value());
        if !claim.makes_incident() || other || place.precision > GeoPrecision::P3 || !within || !another || dead == whole {
            continue;
        }
        let Some(rest) = left.checked_sub(dead) else { continue };
        left = rest;
        sites.push(place);
        parts.push(index);
    }
    parts
}

/// "Across the country", "strikes", "two attacks": words for more happenings than one.
fn tells_several(scene: &Scene<'_>, wave: &EventClaim) -> bool {
    let tokens = scene.document.tokens_in(wave.range);
    let act = |token: usize| scene.parse.node(token).xpos == Xpos::Nns && scene.named_by(token).is_some();
    let end = scene.sentence_end(tokens.start);
    (tokens.start..end).any(|token| scene.lower(token) == "across") || tokens.into_iter().any(act)
}

/// What is told of all is told of each: who did it, when and how.
fn inherit(claim: &mut EventClaim, wave: &EventClaim) {
    let did = |role: PartyRole| role == PartyRole::Perpetrator;
    if !claim.parties.iter().any(|party| did(party.role)) {
        claim.parties.extend(wave.parties.iter().filter(|party| did(party.role)).cloned());
    }
    if claim.act.rule() == RuleId("harm-without-act") && wave.act.rule() != RuleId("harm-without-act") {
        claim.act = wave.act.clone();
    }
    claim.time = claim.time.or(wave.time);
}

/// The total a wave comes to, and what else its claim told.
fn total(wave: EventClaim) -> (TallyClaim, Option<EventClaim>) {
    let counts = wave.counts.iter().map(|harm| {
        let relation = if harm.relation == Relation::Incident { Relation::Cumulative } else { harm.relation };
        Harm { relation, ..*harm }
    });
    let (totals, own) = split(counts.collect());
    let words = totals.iter().map(|harm| harm.range).reduce(TextRange::cover);
    let days = |time: When| Some(Window { interval: time.interval, range: time.range?, rule: time.rule });
    let tally = TallyClaim {
        act: Some(wave.act.clone()),
        status: wave.status.clone(),
        parties: wave.parties.clone(),
        place: wave.place.clone(),
        window: wave.time.and_then(days),
        counts: totals,
        voice: wave.voice.clone(),
        range: words.unwrap_or(wave.range),
        rule: RuleId("total-of-places"),
        confidence: wave.confidence,
    };
    (tally, (!own.is_empty()).then_some(EventClaim { counts: own, ..wave }))
}
