//! Settling: what a claim can only know from the rest of its report.
//!
//! In: event claims with their episodes. Out: the same, parts of a whole told before marked as parts, and a place and a time inferred, and said to be
//! inferred, for an episode none of whose claims has one.

use std::collections::{BTreeMap, BTreeSet};

use dateline_lexicon::PlaceClass;
use dateline_mentions::{
    Combat, Count, GeoPrecision, Group, Kind, Location, Measure, ORDINALS, PlaceMention, Role, Sector, TimeMention, TimePrecision,
};
use dateline_text::{Document, Part, RuleId, TextRange};

use crate::claim::{Cell, EventClaim, Harm, Party, PartyRole, Relation, Status, When, Where};
use crate::episode::{attacks, is_attacker};
use crate::scene::Scene;
use crate::setting::{dated, dates, filed, located, locates};
use crate::total::TOLD_ALSO;

/// The wholes told of one episode and measure, by figure and group; of each, the first two claims that tell it: enough to know whether another
/// claim than a given one does, however often a long report repeats it.
type Wholes = BTreeMap<(Option<u32>, Group), (Harm, usize, Option<usize>)>;

/// "A leader was detained. Two insurgents were also detained": where one alone was told before, those told with "also" are besides.
pub(crate) fn besides_one(claims: &mut [EventClaim]) {
    let mut told: BTreeMap<(usize, Measure), (u32, bool)> = BTreeMap::new(); // how many wholes of an episode, and whether each is one
    for claim in claims.iter_mut().filter(|claim| claim.status.value().is_actual()) {
        for harm in claim.counts.iter_mut().filter(|harm| harm.relation == Relation::Incident) {
            let (wholes, one) = told.entry((claim.episode, harm.measure)).or_insert((0, true));
            if harm.rule == TOLD_ALSO && *wholes > 0 && *one {
                harm.relation = Relation::Increment;
                continue;
            }
            *wholes += 1;
            *one &= value(harm.count) == Some(1);
        }
    }
}

/// A victim told by name or as "a woman" after the whole was given is part of it; so is a narrower group.
pub(crate) fn parts_of_wholes(document: &Document, claims: &mut [EventClaim]) {
    let mut told: BTreeMap<(usize, Measure), Wholes> = BTreeMap::new();
    for (index, claim) in claims.iter().enumerate().filter(|(_, claim)| claim.status.value().is_actual()) {
        for harm in claim.counts.iter().filter(|harm| harm.relation == Relation::Incident) {
            let wholes = told.entry((claim.episode, harm.measure)).or_default();
            let (_, first, second) = wholes.entry((value(harm.count), harm.group)).or_insert((*harm, index, None));
            if *first != index {
                second.get_or_insert(index);
            }
        }
    }
    let mut doers: BTreeSet<usize> = BTreeSet::new(); // episodes in which whoever killed others died
    for (index, claim) in claims.iter_mut().enumerate() {
        let (parties, episode) = (&claim.parties, claim.episode);
        // "Another man", told one by one after the number of all, is among them.
        let told_after = |harm: &Harm| harm.relation == Relation::Increment && harm.limited;
        for harm in claim.counts.iter_mut().filter(|harm| harm.relation == Relation::Incident || told_after(harm)) {
            let Some(wholes) = told.get(&(episode, harm.measure)) else { continue };
            if harm.measure == Measure::Killed && is_doer(harm, parties) && !doers.contains(&episode) {
                let others = wholes.values().filter(|(whole, ..)| !is_oneself(whole));
                let most = others.max_by_key(|(whole, first, _)| (value(whole.count), std::cmp::Reverse(*first)));
                // "Two people were killed. The gunman then killed himself."
                let gunman = || parties.iter().any(|party| party.role == PartyRole::Perpetrator && attacks(party));
                let apart = |rule: &str| match rule {
                    "object-of-harm" => true,
                    "noun-of-harm-participle" | "passive-subject-of-harm" => is_oneself(harm) && gunman(),
                    _ => false,
                };
                let earlier = |whole: &Harm, first: usize| first <= index && whole.range != harm.range;
                if most.is_some_and(|(whole, first, _)| earlier(whole, *first) && apart(whole.rule.0)) {
                    doers.insert(episode);
                    (harm.relation, harm.rule) = (Relation::Increment, RuleId("killer-of-others"));
                    continue;
                }
            }
            // "A third man", "the second victim", where fewer are told: one more.
            if let Some(nth) = ordinal(document, harm) {
                let others = |measure| told.get(&(episode, measure)).map_or(0, most);
                if nth > most(wholes) && told_after(harm) {
                    continue;
                }
                if nth > others(Measure::Killed).saturating_add(others(Measure::Injured)) {
                    (harm.relation, harm.rule) = (Relation::Increment, RuleId("count-of-more"));
                    continue;
                }
            }
            // In its own claim, "a commander" beside "three fighters" is one more; "two children" beside "five people" are of them.
            let part_of = |(whole, first, second): &(Harm, usize, Option<usize>)| {
                let elsewhere = match harm.relation {
                    Relation::Increment => *first < index,
                    _ => *first != index || second.is_some() || narrower(harm.group, whole.group),
                };
                elsewhere && is_part(harm, whole) && !beside(document, harm, whole)
            };
            if wholes.values().any(part_of) {
                harm.relation = Relation::SubsetOf;
                harm.rule = RuleId("part-of-whole-told");
            }
        }
    }
}

/// The most that is told of one measure.
fn most(wholes: &Wholes) -> u32 {
    wholes.values().filter_map(|(whole, ..)| value(whole.count)).max().unwrap_or(0)
}

/// Which one "a third man" is.
fn ordinal(document: &Document, harm: &Harm) -> Option<u32> {
    let words = document.slice(harm.range).to_lowercase();
    let at = words.split(' ').find_map(|word| ORDINALS.iter().position(|ordinal| *ordinal == word))?;
    u32::try_from(at + 2).ok()
}

/// "He then killed himself", "the gunman was shot dead", "he was shot by the police": of those that somebody is said to have killed, he is none.
fn is_doer(harm: &Harm, parties: &[Party]) -> bool {
    let by_police = || parties.iter().any(|party| party.role == PartyRole::Perpetrator && party.sector == Sector::Police);
    let attacker = || parties.iter().any(|party| party.range.overlaps(harm.range) && is_attacker(party));
    is_oneself(harm) || value(harm.count) == Some(1) && (attacker() || harm.rule.0 == "victim-by-pronoun" && by_police())
}

fn is_oneself(harm: &Harm) -> bool {
    harm.rule.0 == "victim-of-oneself"
}

/// "Nobody was hurt", told of no act before it: nothing happened.
pub(crate) fn nothing_befell(claims: &mut [EventClaim]) {
    let bare = |claim: &EventClaim| {
        claim.act.rule() == RuleId("harm-without-act") && claim.counts.iter().all(|harm| value(harm.count) == Some(0))
    };
    let told: BTreeSet<usize> = claims.iter().filter(|claim| !bare(claim)).map(|claim| claim.episode).collect();
    for claim in
        claims.iter_mut().filter(|claim| bare(claim) && claim.status.value().is_actual() && !told.contains(&claim.episode))
    {
        claim.status = Cell::new(Status::Negated, claim.range, RuleId("none-of-it"));
    }
}

/// Whether `part` can only be some of `whole`: fewer, and told one by one or of a narrower group.
fn is_part(part: &Harm, whole: &Harm) -> bool {
    if value(part.count) >= value(whole.count) {
        return false;
    }
    part.limited || narrower(part.group, whole.group)
}

/// "40 militants and five soldiers": told beside each other, neither is of the other.
fn beside(document: &Document, one: &Harm, other: &Harm) -> bool {
    let (first, second) = if one.range < other.range { (one, other) } else { (other, one) };
    first.range.end() < second.range.start()
        && matches!(
            document.slice(TextRange::new(first.range.end(), second.range.start())).trim(),
            "and" | "and about" | "and at least" | "as well as"
        )
}

/// Whether a group can only be some of another: "children" of "people", never "civilians" of "soldiers".
pub(crate) fn narrower(part: Group, whole: Group) -> bool {
    let kind = part.kind != Kind::All && whole.kind == Kind::All;
    // "Ten soldiers" are none of "30 attackers".
    let other_side = whole.combat == Combat::Combatant && matches!(part.role, Role::Soldier | Role::Police);
    let role = part.role != Role::Any && whole.role == Role::Any && whole.combat == part.combat && !other_side;
    (kind || role) && (whole.combat == part.combat || whole.combat == Default::default() || kind)
}

/// The figure said.
pub(crate) fn value(count: Count) -> Option<u32> {
    count.point().or(count.floor()).or(count.ceiling())
}

/// An episode no claim of which has a place takes the last place told before it; one without a time, the last day told before it, or the day of the
/// dateline or of publication. All say so.
pub(crate) fn infer(scene: &Scene<'_>, claims: &mut [EventClaim]) {
    let filed = filed(scene);
    let (mut timed, mut placed, mut seen) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for claim in claims.iter() {
        timed.extend(claim.time.map(|_| claim.episode));
        placed.extend(claim.place.as_ref().map(|_| claim.episode));
    }
    let areas = areas(claims);
    // "In a separate attack in the town of Morales on Tuesday": that town is where the other was.
    let own = |claim: &EventClaim| Some((claim.time?, claim.place.as_ref().filter(|_| claim.force)?.range));
    let owned: Vec<(When, TextRange)> = claims.iter().filter_map(own).collect();
    let actual = |claim: &&mut EventClaim| claim.makes_incident();
    for claim in claims.iter_mut().filter(actual).filter(|claim| seen.insert(claim.episode)) {
        if !timed.contains(&claim.episode) {
            claim.time = told_before(scene, claim.range.start(), filed).or(filed);
        }
        if !placed.contains(&claim.episode) {
            claim.place = place_before(scene, claim.range.start()).or_else(|| only_town(scene));
        } else if let Some(area) = areas.get(&claim.episode)
            && let Some(town) = town_in(scene, area)
            && !owned.iter().any(|&(when, range)| range == town.range && on_another_day(claim, when))
        {
            claim.place = Some(town);
        }
    }
}

/// Whether both are dated by their own words, and not alike.
fn on_another_day(claim: &EventClaim, when: When) -> bool {
    claim.time.is_some_and(|time| !time.inferred && !when.inferred && time.interval != when.interval)
}

/// How far from the day of filing a day told may lie and still be the day of what is told next.
const RECENT: i32 = 14;

/// How far ahead, in bytes, a day may be told that dates what is told first: about two sentences.
const AHEAD: usize = 300;

/// The last day told in the report's own text before `byte`, else the first told soon after; near the day of filing where that is known.
fn told_before(scene: &Scene<'_>, byte: usize, filed: Option<When>) -> Option<When> {
    let (before, after) = scene.mentions.times.split_at(scene.mentions.times.partition_point(|time| time.range.start() < byte));
    let in_body = |time: &&TimeMention| {
        let sentence = scene.document.sentence_of(scene.document.tokens_in(time.range).start);
        scene.document.sentences().get(sentence).is_some_and(|sentence| matches!(sentence.part, Part::Body | Part::Caption))
    };
    let fine = |time: &&TimeMention| dates(time) && time.precision <= TimePrecision::D1 && in_body(time);
    let near = |when: &When| filed.is_none_or(|filed| (filed.interval.start() - when.interval.end()).get_days().abs() <= RECENT);
    let soon = after.iter().take_while(|time| time.range.start() < byte + AHEAD);
    let told = before.iter().rev().filter(fine).take(3).chain(soon.filter(fine).take(1));
    told.filter_map(|time| dated(time, RuleId("time-told-near"))).map(|when| When { inferred: true, ..when }).find(near)
}

/// The last place told before `byte`, or the first told at all.
fn place_before(scene: &Scene<'_>, byte: usize) -> Option<crate::claim::Where> {
    let places = &scene.mentions.places;
    let (before, after) = places.split_at(places.partition_point(|place| place.range.start() < byte));
    let told = |place: &&PlaceMention| locates(scene, place);
    before.iter().rev().find(told).or_else(|| after.iter().find(told)).map(|place| located(place, RuleId("place-told-before")))
}

/// The county or the division that is all that is told of where each episode was.
fn areas(claims: &[EventClaim]) -> BTreeMap<usize, Where> {
    let mut finest: BTreeMap<usize, Where> = BTreeMap::new();
    for claim in claims {
        let Some(place) = &claim.place else { continue };
        let known = finest.entry(claim.episode).or_insert_with(|| place.clone());
        if place.precision < known.precision {
            *known = place.clone();
        }
    }
    finest.retain(|_, place| matches!(place.precision, GeoPrecision::P4 | GeoPrecision::P5));
    finest
}

/// The one town that the report names in a county or a division, its dateline apart: "in Lawrence County … a home in Ironton".
fn town_in(scene: &Scene<'_>, area: &Where) -> Option<Where> {
    let spot = area.location.as_ref()?;
    let inside = |place: &&PlaceMention| {
        let own = place.location.as_ref().filter(|own| own.latitude.is_some() && own.country == spot.country);
        let division = |own: &Location| own.admin1.is_some() && own.admin1 == spot.admin1;
        let county = |own: &Location| area.precision == GeoPrecision::P5 || own.admin2.is_some() && own.admin2 == spot.admin2;
        place.precision <= GeoPrecision::P3 && own.is_some_and(|own| division(own) && county(own)) && locates(scene, place)
    };
    let told = |place: &&PlaceMention| {
        let sentence = scene.document.sentence_of(place.tokens.start);
        scene.document.sentences().get(sentence).is_some_and(|sentence| matches!(sentence.part, Part::Body | Part::Caption))
    };
    alone(scene.mentions.places.iter().filter(told).filter(inside)).map(|place| located(place, RuleId("place-town-of-area")))
}

/// The only town of a report that says of no place that anything happened there: "Milwaukee police said".
fn only_town(scene: &Scene<'_>) -> Option<Where> {
    let whose = |place: &&PlaceMention| {
        let end = place.tokens.end;
        let force = |token: usize| scene.lexicon.place_words.is(scene.lower(token), PlaceClass::Forces);
        let located = place.location.as_ref().is_some_and(|own| own.latitude.is_some());
        located && !place.demonym && place.precision <= GeoPrecision::P4 && force(end)
    };
    alone(scene.mentions.places.iter().filter(whose)).map(|place| located(place, RuleId("place-of-force")))
}

/// The first of places that are all in one town.
fn alone<'a>(mut places: impl Iterator<Item = &'a PlaceMention>) -> Option<&'a PlaceMention> {
    let town = |place: &'a PlaceMention| place.location.as_ref().and_then(|own| own.town.as_deref()).unwrap_or(&place.name);
    let first = places.next()?;
    places.all(|place| town(place) == town(first)).then_some(first)
}
