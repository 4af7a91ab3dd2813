//! Merging: whether two happenings of different reports are one.
//!
//! In: two happenings. Out: a [`Verdict`] with its reason, and in points how much agrees. A false merge is the costlier error: a merge needs
//! evidence (a place at P3 or finer, a person or a thing with a name that both tell, copies of one text), enough that agrees, and no
//! veto; tolls that agree are never enough. What is concluded from many verdicts is for `join`.

use std::collections::BTreeSet;

use dateline_claims::{PartyRole, When, Where, acts_agree};
use dateline_mentions::{GeoPrecision, TimePrecision};
use jiff::civil::Date;

use crate::marks::{day_mark, place_mark};
use crate::traits::shared;
use crate::{Happening, Policy};

/// Whether two happenings are one, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They cannot be: a veto.
    Apart(&'static str),
    /// One report tells them as two, each at its own spot. A report that tells both as one weighs more, unless a second one tells them as two.
    ToldApart,
    /// Nothing says that they are.
    Unlinked,
    /// A reviewer should look: much agrees, but not enough.
    Review(&'static str),
    /// They are, unless a third contradicts.
    Merge(&'static str),
}

/// Points that a merge needs.
const ENOUGH: i32 = 4;
/// Further points where both acts are of a campaign: the next strike on a town is as like this one as any.
const CAMPAIGN: i32 = 4;
/// Further points where the two blame different sides.
const BLAME: i32 = 3;
/// Fewer points than this, and too much speaks against it for the two to stand in one set.
const AGAINST: i32 = -3;
/// Points that two happenings of one report count with where neither contradicts the other.
const BESIDE: i32 = 4;
/// Kilometres between two places of one happening, at most, where neither report tells of the other's.
const APART_KM: f64 = 25.0;
/// The same for two happenings of one report.
const NEAR_KM: f64 = 10.0;

/// Compares two happenings; the order of the two does not matter.
pub fn compare(a: &Happening, b: &Happening, policy: &Policy) -> Verdict {
    weigh(a, b, policy).0
}

/// Compares two happenings, and says in points how much agrees: sets are made from the best pairs down.
pub fn weigh(a: &Happening, b: &Happening, policy: &Policy) -> (Verdict, i32) {
    if a.document == b.document {
        return match a.episode == b.episode {
            true => (Verdict::Merge("same-text"), i32::from(i8::MAX)),
            false => beside(a, b, policy),
        };
    }
    if let Some(why) = veto(a, b, policy) {
        return (Verdict::Apart(why), AGAINST - 1);
    }
    let common = Common::of(a, b);
    let points = common.points(a, b);
    let campaign = is_of_campaign(a.act) && is_of_campaign(b.act);
    let enough = ENOUGH + if campaign { CAMPAIGN } else { 0 };
    // Two sides may blame each other for one strike; but then all else must leave no doubt that it is one.
    let enough_here = enough + if contradicts(&doers(a), &doers(b)) { BLAME } else { 0 };
    let verdict = match common.evidence() {
        Some(why) if points >= enough_here => Verdict::Merge(why),
        Some(_) if points >= enough && enough_here > enough => Verdict::Review("another-perpetrator"),
        _ if enough_here > enough => Verdict::Apart("another-perpetrator"),
        Some(why) if points >= enough - 2 => Verdict::Review(why),
        _ if points < AGAINST => Verdict::Apart("little-agrees"),
        _ => Verdict::Unlinked,
    };
    (verdict, points - if campaign { CAMPAIGN } else { 0 })
}

/// Two happenings of one report: told apart, but where only a day or a spot divides them, other reports may show them to be one. A spot far
/// from the other may be one that was misread; not for acts of a campaign, of which a report tells several.
fn beside(a: &Happening, b: &Happening, policy: &Policy) -> (Verdict, i32) {
    let apart = (Verdict::Apart("told-apart"), AGAINST - 1);
    if veto(a, b, policy).is_some() {
        return apart;
    }
    let campaign = is_of_campaign(a.act) || is_of_campaign(b.act);
    let spots = (own_place(a), own_place(b));
    let elsewhere = match spots {
        (Some(a), Some(b)) if !same_name(a, b) => {
            if distance(a, b).is_some_and(|km| km > NEAR_KM) {
                return if campaign { apart } else { (Verdict::ToldApart, AGAINST - 1) };
            }
            true
        }
        (a, b) => a.is_some() != b.is_some(),
    };
    // Where neither day nor place divides them, it is the words that do: "a second strike".
    let another_time = a.time.map(|time| time.interval) != b.time.map(|time| time.interval);
    if elsewhere || another_time { (Verdict::Unlinked, BESIDE) } else { apart }
}

/// What makes it impossible that two happenings are one.
fn veto(a: &Happening, b: &Happening, policy: &Policy) -> Option<&'static str> {
    if !acts_agree(a.act, b.act) {
        return Some("another-act");
    }
    let told = |happening: &Happening| happening.time.is_some_and(|time| !time.inferred);
    let known_again = is_known_again(a, b);
    // "On Monday night" and "early on Tuesday" are one night.
    let apart = i64::from(days_between(a, b)) > policy.days_apart + 1;
    if told(a) && told(b) && apart && same_days(a, b) == 0 && !known_again {
        return Some("another-day");
    }
    // A name that two reports write alike and that was read as two places is our doubt, no contradiction of theirs.
    if same_named(a, b) {
        return None;
    }
    let (one, other) = (country(a), country(b));
    if one.is_some() && other.is_some() && one != other && shared(&a.traits.countries, &b.traits.countries) == 0 {
        return Some("another-place");
    }
    if let (Some(spot), Some(other)) = (own_place(a), own_place(b))
        && shared(&a.traits.places, &b.traits.places) == 0
        && !known_again
        && distance(spot, other).is_some_and(|km| km > APART_KM)
    {
        return Some("another-place");
    }
    None
}

/// Whether the two name the same persons: one alone may share a name with another, two do not, nor one of the same age or at the same spot.
fn is_known_again(a: &Happening, b: &Happening) -> bool {
    let (one, other) = (&a.traits, &b.traits);
    match shared(&one.persons, &other.persons) {
        0 => false,
        1 => shared(&one.ages, &other.ages) > 0 || shared(&one.things, &other.things) > 0,
        _ => true,
    }
}

fn doers(happening: &Happening) -> BTreeSet<&str> {
    let did = happening.parties.iter().filter(|(role, _)| *role == PartyRole::Perpetrator);
    did.map(|(_, name)| name.as_str()).collect()
}

fn contradicts(a: &BTreeSet<&str>, b: &BTreeSet<&str>) -> bool {
    !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
}

/// Days between two happenings, 0 where they overlap or one has no time.
fn days_between(a: &Happening, b: &Happening) -> i32 {
    let (Some(a), Some(b)) = (&a.time, &b.time) else { return 0 };
    let gap = |first: &When, second: &When| (second.interval.start() - first.interval.end()).get_days();
    gap(a, b).max(gap(b, a)).max(0)
}

/// How well the days that both tell of are the happenings' own: 0 where they tell of no common day, 3 where it is the day of both.
fn same_days(a: &Happening, b: &Happening) -> usize {
    let (days, others) = (days(a), days(b));
    let common: Vec<u32> = days.intersection(&others).copied().collect();
    if common.is_empty() {
        return 0;
    }
    let own = |happening: &Happening| {
        let interval = happening.time.map(|time| (day_number(time.interval.start()), day_number(time.interval.end())));
        let within = |day: &u32| interval.is_some_and(|(first, last)| (first..=last).contains(&i64::from(*day as i32)));
        usize::from(common.iter().any(within))
    };
    1 + own(a) + own(b)
}

/// The days that a happening's sentences tell of, its own among them.
fn days(happening: &Happening) -> BTreeSet<u32> {
    let mut days: BTreeSet<u32> = happening.traits.days.iter().copied().collect();
    if let Some(time) = happening.time.filter(|time| !time.inferred && time.precision <= TimePrecision::D1) {
        days.insert(day_mark(day_number(time.interval.start())));
        days.insert(day_mark(day_number(time.interval.end())));
    }
    days
}

/// Acts that one side commits again and again in one place: another like it says little.
fn is_of_campaign(act: &str) -> bool {
    matches!(
        act,
        "airstrike"
            | "drone-strike"
            | "shelling"
            | "bombing"
            | "mine-explosion"
            | "clash"
            | "ground-operation"
            | "territory-taken"
            | "armed-attack"
    )
}

/// Kinds of weapon that are seldom mistaken for each other.
fn weapon_class(act: &str) -> Option<u8> {
    match act {
        "airstrike" | "drone-strike" => Some(0),
        "shelling" => Some(1),
        "bombing" | "mine-explosion" => Some(2),
        "chemical-attack" => Some(3),
        _ => None,
    }
}

/// What two happenings have in common.
struct Common {
    copies: bool,
    persons: usize,
    officials: usize,
    things: usize,
    places: usize,
    ages: usize,
    /// Both tell ages, and none is the same.
    ages_differ: bool,
    days: usize,
    /// Shared words, as a share of both's, in tenths.
    words: i32,
}

impl Common {
    fn of(a: &Happening, b: &Happening) -> Common {
        let (one, other) = (&a.traits, &b.traits);
        Common {
            copies: a.witness == b.witness,
            persons: shared(&one.persons, &other.persons),
            officials: shared(&one.officials, &other.officials),
            things: shared(&one.things, &other.things),
            places: shared(&one.places, &other.places) + usize::from(same_own_place(a, b)),
            ages: shared(&one.ages, &other.ages),
            ages_differ: !one.ages.is_empty() && !other.ages.is_empty() && shared(&one.ages, &other.ages) == 0,
            days: same_days(a, b),
            words: tenths(shared(&one.words, &other.words), one.words.len(), other.words.len()),
        }
    }

    /// The strongest thing that a merge may rest on; without it, none does.
    fn evidence(&self) -> Option<&'static str> {
        match self {
            Common { copies: true, .. } => Some("copies"),
            Common { persons: 2.., .. } => Some("same-persons"),
            Common { persons: 1, .. } => Some("same-person"),
            // Another person's age, and little else told alike: another happening of the same town and day.
            Common { words: 0, .. }
            | Common { words: 1, ages_differ: true, .. }
            | Common { words: 2, ages_differ: true, things: 0, .. } => None,
            Common { places: 1.., days: 2.., .. } => Some("same-place-and-day"),
            Common { places: 1.., words: 2.., .. } => Some("same-place"),
            Common { things: 1.., .. } => Some("same-named-spot"),
            _ => None,
        }
    }

    /// For and against, in points; a point is worth about as much in each line.
    fn points(&self, a: &Happening, b: &Happening) -> i32 {
        let mut points = self.words;
        points += if self.copies { 6 } else { 0 };
        points += [0, 2, 4, 5][self.days.min(3)];
        points += [0, 3, 7][self.persons.min(2)];
        points += [0, 1, 3][self.officials.min(2)];
        points += [0, 1, 3][self.ages.min(2)];
        points -= if self.ages_differ { 4 } else { 0 };
        let between = days_between(a, b);
        points += match between {
            0 => 2,
            1..=3 => 1,
            4..=60 => -1,
            _ => -2,
        };
        let told = |happening: &Happening| happening.time.is_some_and(|time| !time.inferred);
        points -= if told(a) && told(b) && between > 1 && self.days == 0 { 3 } else { 0 };
        points += if a.figures.is_disjoint(&b.figures) { 0 } else { 2 };
        let same_named = same_named(a, b);
        points += match (own_place(a), own_place(b)) {
            (Some(_), Some(_)) if same_named => 2,
            (Some(_), Some(_)) => -1,
            _ => 0,
        };
        let both = |list: fn(&Happening) -> &[u32]| !same_named && !list(a).is_empty() && !list(b).is_empty();
        points -= if self.places == 0 && both(|happening| &happening.traits.places) { 4 } else { 0 };
        let divisions = shared(&a.traits.divisions, &b.traits.divisions);
        points -= if divisions == 0 && both(|happening| &happening.traits.divisions) { 2 } else { 0 };
        let (weapon, other) = (weapon_class(a.act), weapon_class(b.act));
        points - if weapon.is_some() && other.is_some() && weapon != other { 3 } else { 0 }
    }
}

/// What two lists share, as a share of the geometric mean of their lengths, in tenths.
fn tenths(shared: usize, a: usize, b: usize) -> i32 {
    // Whole numbers only: the greatest n for which shared² · 100 >= n² · a · b.
    (1..=10).rev().find(|n| shared * shared * 100 >= n * n * a * b && shared > 0).unwrap_or(0) as i32
}

/// The happening's finest place, where it is at P3 or finer.
fn own_place(happening: &Happening) -> Option<&Where> {
    happening.places.first().filter(|place| place.precision <= GeoPrecision::P3)
}

fn same_own_place(a: &Happening, b: &Happening) -> bool {
    own_place(a).zip(own_place(b)).is_some_and(|(a, b)| {
        let id = |place: &Where| place.location.as_ref().and_then(|spot| spot.geonames_id);
        id(a).is_some() && id(a) == id(b)
    })
}

/// Whether their own places have one name, whichever places of that name were chosen.
fn same_named(a: &Happening, b: &Happening) -> bool {
    own_place(a).zip(own_place(b)).is_some_and(|(a, b)| same_name(a, b))
}

fn same_name(a: &Where, b: &Where) -> bool {
    a.name.to_lowercase() == b.name.to_lowercase()
}

fn country(happening: &Happening) -> Option<&'static str> {
    happening.places.first()?.location.as_ref()?.country
}

/// Kilometres between two places, on a plane through them.
fn distance(a: &Where, b: &Where) -> Option<f64> {
    let spot = |place: &Where| place.location.as_ref().and_then(|spot| spot.latitude.zip(spot.longitude));
    let (a, b) = (spot(a)?, spot(b)?);
    let (north, east) = (a.0 - b.0, (a.1 - b.1) * a.0.midpoint(b.0).to_radians().cos());
    Some((north * north + east * east).sqrt() * 111.2)
}

/// How many of each a happening is found by: the first told, so that a key depends on this happening alone and a long report has few.
const KEYED: usize = 5;

/// The keys a happening is found under: two that share none are never compared. Each key depends on this happening alone; two that come to
/// one number cost a look, no more.
pub fn block_keys(happening: &Happening) -> Vec<u64> {
    let mut keys = vec![hash(happening.witness.bytes())];
    let own = happening.places.iter().filter(|place| place.precision <= GeoPrecision::P3);
    let mut places: Vec<u32> = own.map(|place| place_mark(&place.name, place.location.as_ref())).collect();
    places.extend(happening.traits.told.iter().filter(|(place, _)| *place).map(|(_, mark)| *mark));
    let places = first(places, KEYED);
    let is_person = |mark: &u32| happening.traits.persons.binary_search(mark).is_ok();
    let told = || happening.traits.told.iter().filter(|(place, _)| !place).map(|(_, mark)| *mark);
    let persons = first(told().filter(|mark| is_person(mark)).collect(), KEYED);
    let names = [persons.clone(), first(told().filter(|mark| !is_person(mark)).collect(), 2 * KEYED)].concat();
    for week in weeks(happening) {
        keys.extend(places.iter().map(|&place| key(b'p', week, place, 0)));
        keys.extend(names.iter().map(|&name| key(b'n', week, name, 0)));
    }
    for season in seasons(happening) {
        for &name in &names {
            keys.extend(places.iter().map(|&place| key(b'b', season, name, place)));
        }
        for (at, &a) in persons.iter().enumerate() {
            keys.extend(persons[..at].iter().map(|&b| key(b'm', season, a.min(b), a.max(b))));
        }
    }
    let own_days = same_first(days(happening), happening);
    for day in own_days.into_iter().take(KEYED) {
        keys.extend(places.iter().map(|&place| key(b'd', day, place, 0)));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// One key: of which kind, of when, of which names.
fn key(kind: u8, when: i64, a: u32, b: u32) -> u64 {
    let parts = [u64::from(kind), when as u64, u64::from(a) << 32 | u64::from(b)];
    hash(parts.into_iter().flat_map(u64::to_le_bytes))
}

/// FNV-1a.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// Days, the happening's own first.
fn same_first(days: BTreeSet<u32>, happening: &Happening) -> Vec<i64> {
    let mut days: Vec<i64> = days.into_iter().map(|day| i64::from(day as i32)).collect();
    let interval = happening.time.map(|time| (day_number(time.interval.start()), day_number(time.interval.end())));
    days.sort_by_key(|day| (!interval.is_some_and(|(first, last)| (first..=last).contains(day)), *day));
    days
}

/// The weeks a happening lies in and the one after each; of publication, where its own time is wider than a week.
fn weeks(happening: &Happening) -> Vec<i64> {
    spells(happening, 7)
}

/// The same by seasons of thirteen weeks: names that stand together in one place are looked for so far apart and no farther, since in a
/// conflict of years the same two stand together in thousands of reports.
fn seasons(happening: &Happening) -> Vec<i64> {
    spells(happening, 91)
}

/// The spells of so many days a happening lies in and the one after each; of publication, where its own time is wider than one.
fn spells(happening: &Happening, length: i64) -> Vec<i64> {
    let own = happening.time.map(|time| (day_number(time.interval.start()), day_number(time.interval.end())));
    let published = || happening.published.map(|day| (day_number(day), day_number(day)));
    match own.filter(|(first, last)| last - first <= length).or_else(published) {
        Some((first, last)) => (first.div_euclid(length)..=last.div_euclid(length) + 1).collect(),
        None => Vec::new(),
    }
}

/// The first `most`, each once.
fn first(marks: Vec<u32>, most: usize) -> Vec<u32> {
    let mut seen = Vec::new();
    for mark in marks {
        if seen.len() < most && !seen.contains(&mark) {
            seen.push(mark);
        }
    }
    seen
}

/// Days since 1 January 1970.
pub(crate) fn day_number(date: Date) -> i64 {
    i64::from((date - Date::constant(1970, 1, 1)).get_days())
}
