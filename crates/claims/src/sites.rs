//! Sites: one clause that tells of several places in one breath.
//!
//! In: an event claim. Out: the same, or one for each place whose own dead are told: "two people were killed in Pokrovsk and one in Toretsk".

use dateline_mentions::PlaceMention;
use dateline_text::RuleId;

use crate::claim::{EventClaim, Harm, Party, PartyRole};
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

/// The counts of each place, a part with the whole before it; `None` where some whole has no place of its own, or none goes without its noun.
fn sites<'a>(scene: &Scene<'a>, counts: &[Harm]) -> Option<Vec<(&'a PlaceMention, Vec<Harm>)>> {
    if !counts.iter().any(|harm| harm.rule == ANOTHER_PLACE) {
        return None;
    }
    let mut sites: Vec<(&PlaceMention, Vec<Harm>)> = Vec::new();
    let mut first = 0; // of the site's counts
    for (index, harm) in counts.iter().enumerate() {
        if let Some(whole) = harm.subset_of {
            let part = Harm { subset_of: Some(whole.checked_sub(first)?), ..*harm };
            sites.last_mut()?.1.push(part);
            continue;
        }
        let next = counts[index + 1..].iter().map(|next| next.range.start()).find(|&next| next > harm.range.end());
        let place = here(scene, harm, next)?;
        match sites.last_mut().filter(|(last, _)| last.range == place.range) {
            Some((_, counts)) => counts.push(*harm),
            None => {
                first = index;
                sites.push((place, vec![*harm]));
            }
        }
    }
    (2..=MOST).contains(&sites.len()).then_some(sites)
}

/// The first place told after a count and before the next.
fn here<'a>(scene: &Scene<'a>, harm: &Harm, next: Option<usize>) -> Option<&'a PlaceMention> {
    let end = scene.document.tokens_in(harm.range).end;
    let before = |place: &&PlaceMention| next.is_none_or(|next| place.range.end() <= next);
    scene.places_near(end).filter(|place| place.tokens.start >= end).take_while(before).find(|place| locates(scene, place))
}
