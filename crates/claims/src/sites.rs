//! Sites: one clause that tells of several places in one breath.
//!
//! In: an event claim. Out: the same, or one for each place whose own dead are told: "two people were killed in Pokrovsk and one in Toretsk".

use dateline_mentions::{GeoPrecision, PlaceMention};
use dateline_text::RuleId;

use crate::claim::{EventClaim, Harm, Party, PartyRole, Relation};
use crate::episode::places_agree;
use crate::scene::Scene;
use crate::setting::{located, locates};

/// Which rule ties a number that goes without its noun, in another place, to the harm told before.
pub(crate) const ANOTHER_PLACE: RuleId = RuleId("told-of-another-place");

/// How many places a clause may tell of: more are a list.
const MOST: usize = 60;

/// The claims that `event` is, in text order.
pub(crate) fn split(scene: &Scene<'_>, event: EventClaim) -> Vec<EventClaim> {
    let Some(sites) = sites(scene, &event.counts) else { return vec![event] };
    let elsewhere = |party: &Party, at: usize| {
        let mut others = sites.iter().enumerate().filter(|(site, _)| *site != at).flat_map(|(_, (_, counts))| counts);
        party.role == PartyRole::Victim && others.any(|harm| harm.range.overlaps(party.range))
    };
    let told = |(at, (place, counts)): (usize, &(&PlaceMention, Vec<Harm>))| {
        let own = counts.iter().map(|harm| harm.range).fold(place.range, |range, harm| range.cover(harm));
        EventClaim {
            place: Some(located(place, RuleId("place-of-count"))),
            parties: event.parties.iter().filter(|party| !elsewhere(party, at)).cloned().collect(),
            counts: counts.clone(),
            range: own,
            ..event.clone()
        }
    };
    sites.iter().enumerate().map(told).collect()
}

/// The counts of each place, a part with the whole before it; `None` where some whole has no place of its own, or all go with their noun and some two
/// places may be one.
fn sites<'a>(scene: &Scene<'a>, counts: &[Harm]) -> Option<Vec<(&'a PlaceMention, Vec<Harm>)>> {
    if counts.len() < 2 {
        return None;
    }
    let mut sites: Vec<(&PlaceMention, Vec<Harm>)> = Vec::new();
    let mut first = 0; // of the site's counts
    for (index, harm) in counts.iter().enumerate() {
        let next = counts[index + 1..].iter().map(|next| next.range.start()).find(|&next| next > harm.range.end());
        let place = here(scene, harm, next);
        // "30 people across the region, including 12 in one town and seven in another".
        let in_area = |place: &PlaceMention| {
            let area = sites.first().is_some_and(|(area, _)| area.precision >= GeoPrecision::P4);
            area && place.precision <= GeoPrecision::P3
        };
        if let Some(whole) = harm.subset_of.filter(|_| !place.is_some_and(in_area)) {
            let part = Harm { subset_of: Some(whole.checked_sub(first)?), ..*harm };
            sites.last_mut()?.1.push(part);
            continue;
        }
        let place = place.or_else(|| area_before(scene, harm).filter(|_| sites.is_empty()))?;
        match sites.last_mut().filter(|(last, _)| last.range == place.range) {
            Some((_, counts)) => counts.push(*harm),
            None => {
                first = index;
                // Told of another place, it is no part of what was told before.
                let relation = if harm.relation == Relation::SubsetOf { Relation::Incident } else { harm.relation };
                sites.push((place, vec![Harm { relation, subset_of: None, ..*harm }]));
            }
        }
    }
    if !(2..=MOST).contains(&sites.len()) {
        return None;
    }
    let towns: Vec<&PlaceMention> =
        sites.iter().map(|(place, _)| *place).filter(|place| place.precision <= GeoPrecision::P3).collect();
    let apart = || towns.len() > 1 && (1..towns.len()).all(|at| towns[..at].iter().all(|other| differ(other, towns[at])));
    let told_apart = counts.iter().any(|harm| harm.rule == ANOTHER_PLACE) || apart();
    told_apart.then_some(sites)
}

/// "Attacks across the region killed nine people, including five in one town": the area that its sentence tells of before a count.
fn area_before<'a>(scene: &Scene<'a>, harm: &Harm) -> Option<&'a PlaceMention> {
    let count = scene.document.tokens_in(harm.range).start;
    let sentence = scene.tokens(scene.document.sentence_of(count));
    let before = scene.places_near(sentence.start).take_while(|place| place.tokens.end <= count);
    let area = |place: &&PlaceMention| {
        place.tokens.start >= sentence.start && place.precision >= GeoPrecision::P4 && locates(scene, place)
    };
    before.filter(area).last()
}

/// Whether two places are two for certain: towns of other names, where no table knows them both.
fn differ(a: &PlaceMention, b: &PlaceMention) -> bool {
    let known = |place: &PlaceMention| place.location.as_ref().is_some_and(|spot| spot.latitude.is_some());
    let towns = a.precision == GeoPrecision::P2 && b.precision == GeoPrecision::P2 && !(known(a) && known(b));
    let place = |place| located(place, RuleId("place-of-count"));
    towns && !a.name.eq_ignore_ascii_case(&b.name) || !places_agree(&place(a), &place(b))
}

/// The first place told after a count and before the next.
fn here<'a>(scene: &Scene<'a>, harm: &Harm, next: Option<usize>) -> Option<&'a PlaceMention> {
    let end = scene.document.tokens_in(harm.range).end;
    let before = |place: &&PlaceMention| next.is_none_or(|next| place.range.end() <= next);
    let sentence = scene.document.sentence_of(end.saturating_sub(1));
    let cues = scene.voices.get(sentence).into_iter().flatten().map(|voice| scene.document.tokens_in(voice.cue).start);
    // "Wounded three, police in Sidon said": where the police are.
    let told = cues.filter(|&cue| cue >= end).min();
    let speech = told.map(|said| (end..said).rev().find(|&token| scene.lower(token) == ",").unwrap_or(said));
    let stop = speech.unwrap_or(usize::MAX).min(scene.tokens(sentence).end);
    let here = |place: &&PlaceMention| (end..stop).contains(&place.tokens.start);
    scene.places_near(end).filter(here).take_while(before).find(|place| locates(scene, place))
}
