//! Merging: whether two happenings of different reports are one.
//!
//! In: two happenings. Out: a [`Verdict`] with its reason. A false merge is the costlier error, so a merge needs evidence (the same place
//! at P2 or finer, copies of one text) and no veto. What is concluded from many verdicts is for `join`.

use std::collections::BTreeSet;

use dateline_claims::{PartyRole, When, Where, acts_agree};
use dateline_mentions::GeoPrecision;
use jiff::civil::Date;

use crate::{Happening, Policy};

/// Whether two happenings are one, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They cannot be: a veto.
    Apart(&'static str),
    /// Nothing says that they are.
    Unlinked,
    /// A reviewer should look: much agrees, but no evidence of the kind a merge needs.
    Review(&'static str),
    /// They are, unless a third contradicts.
    Merge(&'static str),
}

/// Compares two happenings; the order of the two does not matter.
pub fn compare(a: &Happening, b: &Happening, policy: &Policy) -> Verdict {
    if a.document == b.document {
        return if a.episode == b.episode { Verdict::Merge("same-text") } else { Verdict::Apart("told-apart") };
    }
    if !acts_agree(a.act, b.act) {
        return Verdict::Apart("another-act");
    }
    if let (Some(a_time), Some(b_time)) = (&a.time, &b.time) {
        let gap = |first: &When, second: &When| (second.interval.start() - first.interval.end()).get_days();
        if i64::from(gap(a_time, b_time).max(gap(b_time, a_time))) > policy.days_apart {
            return Verdict::Apart("another-day");
        }
    }
    let mut same_place = false;
    if let (Some(a_place), Some(b_place)) = (a.places.first(), b.places.first()) {
        let (possible, same) = places_agree(a_place, b_place);
        if !possible {
            return Verdict::Apart("another-place");
        }
        same_place = same;
    }
    let named = |happening: &Happening| {
        let did = happening.parties.iter().filter(|(role, _)| *role == PartyRole::Perpetrator);
        did.map(|(_, name)| name.clone()).collect::<BTreeSet<_>>()
    };
    let (a_did, b_did) = (named(a), named(b));
    if !a_did.is_empty() && !b_did.is_empty() && a_did.is_disjoint(&b_did) {
        return Verdict::Apart("another-perpetrator");
    }
    if a.witness == b.witness {
        return Verdict::Merge("copies");
    }
    match (same_place, a.time.is_some() && b.time.is_some()) {
        (true, true) => Verdict::Merge("same-place"),
        (true, false) => Verdict::Review("same-place-undated"),
        (false, _) => Verdict::Unlinked,
    }
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

/// The keys a happening is found under: two that share none are never compared. Each key depends on this happening alone.
pub fn block_keys(happening: &Happening, policy: &Policy) -> Vec<String> {
    let mut keys = vec![format!("w:{}", happening.witness)];
    let Some(time) = &happening.time else { return keys };
    let country = happening.places.first().and_then(|place| place.location.as_ref()).and_then(|spot| spot.country).unwrap_or("");
    let (first, last) = (day_number(time.interval.start()), day_number(time.interval.end()));
    if last - first <= 7 {
        keys.extend((first - policy.days_apart..=last + policy.days_apart).map(|day| format!("d:{day}:{country}")));
    }
    keys
}

/// Days since 1 January 1970.
pub(crate) fn day_number(date: Date) -> i64 {
    i64::from((date - Date::constant(1970, 1, 1)).get_days())
}
