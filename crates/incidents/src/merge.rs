//! Merging: which happenings of different reports are one.
//!
//! In: happenings, one a report and episode. Out: sets of them. A false merge is the costlier error, so a merge needs evidence (the
//! same place at P2 or finer, the same named target there, copies of one text) and no veto, and a set is checked against all its
//! members before it grows: links are never closed transitively.

use std::collections::{BTreeMap, BTreeSet};

use dateline_claims::{PartyRole, When, Where, acts_agree};
use dateline_mentions::GeoPrecision;
use dateline_text::DocId;
use jiff::civil::Date;

use crate::Policy;

/// One happening as one document tells it.
#[derive(Debug, Clone)]
pub(crate) struct Happening<'a> {
    pub report: usize,
    pub document: DocId,
    pub claims: Vec<usize>,
    pub act: &'static str,
    pub time: Option<When>,
    pub places: Vec<&'a Where>,
    pub parties: BTreeSet<(PartyRole, String)>,
    /// Documents with the same witness are copies of one text.
    pub witness: &'a str,
    pub episode: usize,
}

/// Whether two places can be one, and whether they are the same at P2 or finer.
fn places_agree(a: &Where, b: &Where) -> (bool, bool) {
    let fine = |place: &Where| place.precision <= GeoPrecision::P3;
    let same = a.name.to_lowercase() == b.name.to_lowercase();
    let (Some(a_spot), Some(b_spot)) = (&a.location, &b.location) else { return (true, same && fine(a) && fine(b)) };
    if a_spot.country.is_some() && b_spot.country.is_some() && a_spot.country != b_spot.country {
        return (false, false);
    }
    let same_id = a_spot.geonames_id.is_some() && a_spot.geonames_id == b_spot.geonames_id;
    if same_id || same {
        return (true, fine(a) && fine(b));
    }
    let within = a_spot.parent_id.is_some() && a_spot.parent_id == b_spot.geonames_id
        || b_spot.parent_id.is_some() && b_spot.parent_id == a_spot.geonames_id;
    if within {
        return (true, true);
    }
    if fine(a) && fine(b) {
        return (false, false);
    }
    let admin_differs = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
    (!admin_differs(&a_spot.admin1, &b_spot.admin1), false)
}

/// Whether two happenings can be one, and whether anything says they are.
fn compare(a: &Happening<'_>, b: &Happening<'_>, policy: &Policy) -> (bool, bool) {
    if a.document == b.document {
        return (a.episode == b.episode, a.episode == b.episode);
    }
    if !acts_agree(a.act, b.act) {
        return (false, false);
    }
    if let (Some(a_time), Some(b_time)) = (&a.time, &b.time) {
        let gap = |first: &When, second: &When| (second.interval.start() - first.interval.end()).get_days();
        if i64::from(gap(a_time, b_time).max(gap(b_time, a_time))) > policy.days_apart {
            return (false, false);
        }
    }
    let mut together = a.witness == b.witness;
    if let (Some(a_place), Some(b_place)) = (a.places.first(), b.places.first()) {
        let (possible, same) = places_agree(a_place, b_place);
        if !possible {
            return (false, false);
        }
        together |= same;
    }
    let named = |happening: &Happening<'_>, role: PartyRole| {
        happening.parties.iter().filter(|(held, _)| *held == role).map(|(_, name)| name.clone()).collect::<BTreeSet<_>>()
    };
    let (a_did, b_did) = (named(a, PartyRole::Perpetrator), named(b, PartyRole::Perpetrator));
    if !a_did.is_empty() && !b_did.is_empty() && a_did.is_disjoint(&b_did) {
        return (false, false);
    }
    (true, together && (a.witness == b.witness || a.time.is_some() && b.time.is_some()))
}

/// Sets of happenings, each one incident; sets and members in the order given.
pub(crate) fn clusters(happenings: &[Happening<'_>], policy: &Policy) -> Vec<Vec<usize>> {
    let mut blocks: BTreeMap<(i64, String), Vec<usize>> = BTreeMap::new();
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for (index, happening) in happenings.iter().enumerate() {
        let keys = block_keys(happening, policy);
        let mut candidates: Vec<usize> = keys.iter().filter_map(|key| blocks.get(key)).flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let fits = |set: &usize| {
            let links: Vec<(bool, bool)> =
                sets[*set].iter().map(|&other| compare(&happenings[other], happening, policy)).collect();
            links.iter().all(|link| link.0) && links.iter().any(|link| link.1)
        };
        let set = candidates.into_iter().find(fits).unwrap_or_else(|| {
            sets.push(Vec::new());
            sets.len() - 1
        });
        sets[set].push(index);
        for key in keys {
            blocks.entry(key).or_default().push(set);
        }
    }
    sets
}

/// The days and countries a happening may be found under; copies share a block of their own.
fn block_keys(happening: &Happening<'_>, policy: &Policy) -> Vec<(i64, String)> {
    let mut keys = vec![(i64::MIN, happening.witness.to_owned())];
    let Some(time) = &happening.time else { return keys };
    let country = happening.places.first().and_then(|place| place.location.as_ref()).and_then(|spot| spot.country).unwrap_or("");
    let (first, last) = (day_number(time.interval.start()), day_number(time.interval.end()));
    if last - first <= 7 {
        keys.extend((first - policy.days_apart..=last + policy.days_apart).map(|day| (day, country.to_owned())));
    }
    keys
}

/// Days since 1 January 1970.
pub(crate) fn day_number(date: Date) -> i64 {
    i64::from((date - Date::constant(1970, 1, 1)).get_days())
}
