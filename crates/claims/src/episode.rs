//! Episodes: which claims of one report speak of one happening.
//!
//! In: event claims in text order. Out: their episode numbers. A report is about few happenings and keeps pointing back at them, so a claim joins
//! the last happening it does not contradict: another day, another precise place, another kind of act, another doer, or words that
//! set it apart ("a second strike", "elsewhere", "separately") begin a new one.

use dateline_mentions::{GeoPrecision, Measure, Modifier, TimePrecision};

use crate::claim::{EventClaim, Harm, Party, PartyRole, Relation, When, Where};

/// What is known of one happening so far.
#[derive(Debug, Clone, Default)]
struct Episode {
    acts: Vec<&'static str>,
    places: Vec<Where>,
    times: Vec<When>,
    doers: Vec<String>,
    actual: bool,
    /// How many claims tell of it.
    told: usize,
    /// Where the last of them ends.
    end: usize,
    /// Whether a number of people killed in it is told.
    counted: bool,
}

/// How many happenings back a claim may point: an act of force among those of force, another among the others.
const REACH: usize = 12;

/// How a claim's words point at a happening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pointer {
    /// "the attack": one told before.
    Back,
    /// "a second strike", "in a separate incident": another.
    Apart,
    /// "Arrested over the killing of a journalist": what somebody is held for is no part of how he was taken.
    Behind,
    /// None of these.
    Open,
}

/// Numbers the claims' episodes, in order of first mention.
pub(crate) fn number(claims: &mut [(EventClaim, Pointer)]) {
    let mut episodes: Vec<Episode> = Vec::new();
    let (mut of_force, mut of_others): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for (claim, pointer) in claims.iter_mut() {
        let actual = claim.status.value().is_actual();
        let kin = if claim.force { &mut of_force } else { &mut of_others };
        let recent = &kin[kin.len().saturating_sub(REACH)..];
        let last = |fits: &dyn Fn(&Episode) -> bool| recent.iter().rev().copied().find(|&index| fits(&episodes[index]));
        let agreeing = |episode: &Episode| episode.actual == actual && agrees(episode, claim);
        let most = || {
            let told = recent.iter().copied().filter(|&index| agreeing(&episodes[index]));
            told.max_by_key(|&index| (episodes[index].told, std::cmp::Reverse(index)))
        };
        let follows = |episode: &Episode| episode.actual == actual && goes_on(episode, claim);
        let whole =
            if tells_only_who(claim) || tells_how_they_are(claim) { most() } else { last(&agreeing).or_else(|| last(&follows)) };
        let found = match *pointer {
            Pointer::Apart => None,
            Pointer::Open => whole,
            Pointer::Behind => last(&|episode| agreeing(episode) && episode.acts.first() != Some(&"detention")),
            Pointer::Back => whole.or_else(|| {
                // "the attack" is one told before: another day or place beside it is of something else.
                let told = last(&|episode| episode.actual == actual && acts_all_agree(episode, claim));
                if told.is_some() {
                    (claim.time, claim.place) = (None, None);
                }
                told
            }),
        };
        let number = found.unwrap_or_else(|| {
            kin.push(episodes.len());
            episodes.push(Episode { actual, ..Episode::default() });
            episodes.len() - 1
        });
        claim.episode = number;
        learn(&mut episodes[number], claim);
    }
}

/// "All sources attributed the strike to the army": who did what the report is mostly about, with no other place, time or harm.
fn tells_only_who(claim: &EventClaim) -> bool {
    let ascribed = |rule: &str| matches!(rule, "act-ascribed" | "claims-act" | "blamed-for-act" | "responsible-for-act");
    let bare = claim.place.is_none() && claim.time.is_none() && claim.counts.is_empty();
    bare && !claim.parties.is_empty() && claim.parties.iter().all(|party| ascribed(party.rule.0))
}

/// "The victim died", "the four others are expected to survive": how those fare that the report is mostly about, with no act, place or time.
fn tells_how_they_are(claim: &EventClaim) -> bool {
    let bare = claim.place.is_none() && claim.time.is_none() && claim.act.rule().0 == "harm-without-act";
    let known = |harm: &Harm| harm.limited && harm.relation == Relation::Incident && harm.count.modifier() != Modifier::Singular;
    let pointed = |harm: &Harm| (harm.rule.0 == "victim-by-pronoun" || known(harm)) && harm.measure == Measure::Injured;
    bare && !claim.counts.is_empty() && claim.counts.iter().all(pointed)
}

/// How many bytes after a bombing gunmen may be told of and still be those who came with it: about two sentences.
const SOON: usize = 300;

/// "A bomber struck the gate and gunmen then stormed the hotel", "ended the siege and shot dead the attackers": what goes on from a bombing, told right
/// after it, at no other place or time. Where both tell how many they killed, they are two.
fn goes_on(episode: &Episode, claim: &EventClaim) -> bool {
    let act = *claim.act.value();
    let told = |acts: &[&str]| episode.acts.iter().any(|act| acts.contains(act));
    // "Stormed a hotel. Four people were killed before the siege ended": the siege is how it went on.
    let after = matches!(act, "shooting" | "clash" | "ground-operation" | "siege-blockade") && told(&["bombing"])
        || act == "siege-blockade" && told(&["armed-attack", "ground-operation", "shooting", "abduction"]);
    let here = claim.place.as_ref().is_none_or(|place| episode.places.iter().any(|told| told.name == place.name));
    let then = claim.time.is_none_or(|time| episode.times.iter().any(|told| told.interval == time.interval));
    let soon = claim.range.start() < episode.end + SOON;
    let counts_others = episode.counted && counts_killed(claim) && !claim.parties.iter().any(is_attacker);
    after && here && then && soon && !counts_others
}

fn counts_killed(claim: &EventClaim) -> bool {
    claim.counts.iter().any(|harm| harm.measure == Measure::Killed && harm.relation == Relation::Incident)
}

/// "All four attackers": those who did what was told.
pub(crate) fn is_attacker(party: &Party) -> bool {
    party.role == PartyRole::Victim && attacks(party)
}

/// Whether its name is a word for one who attacks.
pub(crate) fn attacks(party: &Party) -> bool {
    let last = party.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let did = ["attacker", "assailant", "bomber", "gunman", "gunmen", "hijacker", "assaulter", "shooter"];
    did.iter().any(|word| last.strip_suffix('s').unwrap_or(&last) == *word)
}

/// Takes in what a claim tells; how the gunmen after a bombing went about it is no other name for it.
fn learn(episode: &mut Episode, claim: &EventClaim) {
    let follows = goes_on(episode, claim);
    episode.told += 1;
    episode.end = episode.end.max(claim.range.end());
    episode.counted |= counts_killed(claim);
    // A happening told of a thousand times has few acts, places and times of its own.
    if !follows && !episode.acts.contains(claim.act.value()) {
        episode.acts.push(claim.act.value());
    }
    if let Some(place) = &claim.place
        && !episode.places.iter().any(|known| known.name == place.name && known.location == place.location)
    {
        episode.places.push(place.clone());
    }
    if let Some(time) = claim.time
        && !episode
            .times
            .iter()
            .any(|known| known.interval == time.interval && known.precision == time.precision && known.inferred == time.inferred)
    {
        episode.times.push(time);
    }
    for doer in doers(claim) {
        if !episode.doers.iter().any(|known| known == doer) {
            episode.doers.push(doer.to_owned());
        }
    }
}

/// Whoever is told to have done it, by country or id.
fn doers(claim: &EventClaim) -> impl Iterator<Item = &'static str> + '_ {
    let did = claim.parties.iter().filter(|party| party.role == PartyRole::Perpetrator);
    did.filter_map(|party| party.country.or(party.id))
}

/// "Police fired on the crowd. Five people were killed": harm with no act of its own, told after what police did to protesters.
fn befell_a_crowd(episode: &Episode, claim: &EventClaim) -> bool {
    let harm = claim.act.rule().0 == "harm-without-act" && !claim.counts.is_empty();
    harm && episode.acts.iter().all(|act| matches!(*act, "protest" | "riot" | "force-against-protest"))
}

fn acts_all_agree(episode: &Episode, claim: &EventClaim) -> bool {
    episode.acts.iter().all(|other| acts_agree(other, claim.act.value()))
}

fn agrees(episode: &Episode, claim: &EventClaim) -> bool {
    if !acts_all_agree(episode, claim) && !befell_a_crowd(episode, claim) {
        return false;
    }
    let mut doers = doers(claim).peekable();
    if doers.peek().is_some() && !episode.doers.is_empty() && !doers.any(|doer| episode.doers.iter().any(|known| known == doer)) {
        return false;
    }
    if let Some(time) = &claim.time
        && !episode.times.iter().all(|other| times_agree(other, time))
    {
        return false;
    }
    if let Some(place) = &claim.place
        && !episode.places.iter().all(|other| places_agree(other, place))
    {
        return false;
    }
    true
}

/// Whether two acts can be names of one happening: "an attack" may be any act of force, a strike is not a kidnapping.
pub fn acts_agree(a: &str, b: &str) -> bool {
    let class = |act: &str| match act {
        "armed-attack" => 0,
        "ground-operation" => 1,
        "airstrike" | "drone-strike" | "shelling" | "bombing" | "mine-explosion" | "chemical-attack" => 2,
        "clash" | "shooting" | "assassination" | "execution" | "territory-taken" => 3,
        "abduction" | "detention" => 4,
        "property-destruction" | "looting" => 5,
        "protest" | "riot" | "force-against-protest" => 6,
        _ => 7,
    };
    match (class(a).min(class(b)), class(a).max(class(b))) {
        (0, other) => other <= 5,
        // An operation shoots, strikes from the air and arrests; the bombings it answers are others' and another happening.
        (1, other) => other <= 5 && ![a, b].iter().any(|act| matches!(*act, "bombing" | "mine-explosion" | "assassination")),
        (2, 5) | (3, 5) | (3, 4) | (4, 5) => true,
        (2, 2) => !matches!((a, b), ("chemical-attack", "airstrike") | ("airstrike", "chemical-attack")),
        (7, 7) => a == b,
        (low, high) => low == high,
    }
}

pub(crate) fn times_agree(a: &When, b: &When) -> bool {
    if a.inferred || b.inferred || a.precision.max(b.precision) >= TimePrecision::D4 {
        return true;
    }
    let gap = (b.interval.start() - a.interval.end()).get_days().max((a.interval.start() - b.interval.end()).get_days());
    // "On Monday night" and "early on Tuesday" are one night.
    gap <= i32::from(a.precision == TimePrecision::D0 || b.precision == TimePrecision::D0)
}

/// Whether two places can be one: the same name or id, one within the other, or either too coarse to tell.
pub(crate) fn places_agree(a: &Where, b: &Where) -> bool {
    if a.name.eq_ignore_ascii_case(&b.name) {
        return true;
    }
    let (Some(a_spot), Some(b_spot)) = (&a.location, &b.location) else { return true };
    if a_spot.country.is_some() && b_spot.country.is_some() && a_spot.country != b_spot.country {
        return false;
    }
    let differ = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
    if differ(&a_spot.admin1, &b_spot.admin1) {
        return false;
    }
    let parented = a_spot.parent_id.is_some() && (a_spot.parent_id == b_spot.geonames_id || a_spot.parent_id == b_spot.parent_id)
        || b_spot.parent_id.is_some() && b_spot.parent_id == a_spot.geonames_id;
    let same = a_spot.geonames_id.is_some() && a_spot.geonames_id == b_spot.geonames_id;
    let town = |place: &Where| place.precision == GeoPrecision::P2;
    same || parented || !(town(a) && town(b)) || near(a, b)
}

/// Within ten kilometres: a quarter and its city, two names of one place.
fn near(a: &Where, b: &Where) -> bool {
    let spot = |place: &Where| place.location.as_ref().and_then(|spot| spot.latitude.zip(spot.longitude));
    let (Some(a), Some(b)) = (spot(a), spot(b)) else { return true };
    let (north, east) = (a.0 - b.0, (a.1 - b.1) * a.0.to_radians().cos());
    (north * north + east * east).sqrt() * 111.2 <= 10.0
}
