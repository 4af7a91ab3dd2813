//! Acts: which act a group's words name, once it is known who did it to whom.
//!
//! In: the triggers of one happening, its parties and its counts. Out: the act, with the words and the rule it stands on. "Bombing" by a state is from the
//! air, what a crowd burns is a riot, harm with no act told is an armed attack.

use dateline_mentions::{Measure, Modifier, Sector};
use dateline_text::RuleId;

use crate::claim::{Cell, Harm, Party, PartyRole};
use crate::moved::moved;
use crate::party::is_person;
use crate::scene::Scene;
use crate::trigger::Trigger;
use crate::weapon;

/// The act a group's words name: a strong name first, then a specific one, then the first. Harm with no act named is an armed attack
/// where nothing else is said to have caused it; without a number, where it goes on with an act told right before: "Others were injured."
pub(crate) fn act(
    scene: &Scene<'_>,
    triggers: &[&Trigger],
    parties: &[Party],
    own: &[Harm],
    goes_on: bool,
) -> Option<Cell<&'static str>> {
    let named = triggers.iter().filter_map(|trigger| Some((trigger, trigger.act?)));
    // "Attacked the village, killing five and burning houses": what befell people names it before what befell things.
    let killed = own.iter().any(|harm| harm.measure == Measure::Killed);
    let of_things = |act: &str| killed && matches!(act, "property-destruction" | "looting");
    let best = named.min_by_key(|(trigger, act)| (of_things(act), !trigger.strong, *act == "armed-attack", trigger.tokens.start));
    let Some((trigger, act)) = best else {
        let harm = triggers.iter().find(|trigger| trigger.harm.is_some())?;
        let range = scene.document.cover(harm.tokens.clone());
        if let Some(act) = triggers.iter().find_map(|trigger| weapon::of_doer(scene, trigger)) {
            return Some(Cell::new(act, range, RuleId("act-of-weapon"))); // "killed by a missile"
        }
        if let Some(act) = triggers.iter().find_map(|trigger| of_subject(scene, trigger)) {
            return Some(act);
        }
        // "The priests were killed by gunmen": nobody counts them, but who did it is told.
        let has = |role: PartyRole| parties.iter().any(|party| party.role == role);
        let by_someone = has(PartyRole::Victim) && has(PartyRole::Perpetrator);
        let counted = by_someone || own.iter().any(|harm| harm.count.modifier() != Modifier::Unknown);
        if let Some(act) = moved(triggers, own).filter(|_| !goes_on) {
            return act.map(|act| Cell::new(act, range, RuleId("moved-without-act")));
        }
        return (counted || goes_on && !own.is_empty()).then_some(Cell::new("armed-attack", range, RuleId("harm-without-act")));
    };
    let range = scene.document.cover(trigger.tokens.clone());
    if of_things(act) && triggers.iter().any(|trigger| trigger.verb && trigger.does(Measure::Killed)) {
        return Some(Cell::new("armed-attack", range, RuleId("harm-without-act")));
    }
    if let Some((act, rule)) = by_its_doers(scene, trigger, act, parties) {
        return Some(Cell::new(act, range, RuleId(rule)));
    }
    let told_by_weapon = matches!(act, "armed-attack" | "bombing" | "airstrike" | "property-destruction");
    if let Some(act) = weapon::of_doer(scene, trigger).filter(|_| told_by_weapon) {
        return Some(Cell::new(act, range, RuleId("act-of-weapon")));
    }
    // "A guided bomb destroyed a block": the bomb is of a plane.
    let own = weapon::named(scene, trigger.head).filter(|weapon| !trigger.verb && act == "bombing" && weapon.act == "airstrike");
    if let Some(weapon) = own {
        return Some(Cell::new(weapon.act, range, RuleId("act-of-weapon")));
    }
    // "Shells hit a market, the deadliest bombardment this month": from guns, where those alone are named.
    let bombards = act == "airstrike" && matches!(scene.lemma(trigger.head), "bombard" | "bombardment");
    if bombards && weapon::from_guns(scene, &scene.tokens(scene.document.sentence_of(trigger.head))) {
        return Some(Cell::new("shelling", range, RuleId("bombarded-by-guns")));
    }
    // "Warplanes carried out raids".
    let raids = act == "ground-operation" && scene.lemma(trigger.head) == "raid";
    if (act == "shelling" || raids)
        && let Some(from_above) = parties.iter().find_map(|party| flown(scene, party))
    {
        return Some(Cell::new(from_above, range, RuleId("fired-from-the-air")));
    }
    if act == "siege-blockade" && of_a_building(scene, trigger) {
        return Some(Cell::new("armed-attack", range, RuleId("siege-of-a-building")));
    }
    Some(Cell::new(act, range, RuleId(if trigger.strong { "act-named" } else { "act-in-context" })))
}

/// "Shelling killed two people in one town and wounded three in another": the act that did both.
fn of_subject(scene: &Scene<'_>, trigger: &Trigger) -> Option<Cell<&'static str>> {
    let (subject, _) = scene.subject(trigger.head).filter(|_| trigger.verb && !scene.is_passive(trigger.head))?;
    let readings = scene.named_by(subject).filter(|_| scene.is_noun(subject))?;
    let act = readings.iter().find_map(|reading| reading.act.filter(|act| scene.lexicon.acts.is_armed(act)))?;
    Some(Cell::new(act, scene.document.cover(subject..subject + 1), RuleId("act-of-subject")))
}

/// "A six-hour siege at a hotel", "the siege of the mall": gunmen in a building, not a town cut off.
fn of_a_building(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let hours = (trigger.tokens.start.saturating_sub(3)..trigger.tokens.start)
        .any(|token| matches!(scene.lower(token), "hour" | "hours"));
    let after = matches!(scene.lower(trigger.head + 1), "of" | "at" | "in");
    let mut at = (trigger.head + 2..(trigger.head + 5).min(scene.sentence_end(trigger.head))).filter(|_| after);
    let building = |thing: usize| {
        matches!(
            scene.lemma(thing),
            "hotel"
                | "mall"
                | "restaurant"
                | "mosque"
                | "church"
                | "bank"
                | "theatre"
                | "theater"
                | "cafe"
                | "compound"
                | "building"
                | "school"
                | "university"
                | "embassy"
        )
    };
    !trigger.verb && scene.lemma(trigger.head) == "siege" && (hours || at.any(building))
}

/// "Missiles fired by an aircraft": the act of a doer that flies.
pub(crate) fn flown(scene: &Scene<'_>, party: &Party) -> Option<&'static str> {
    let last = scene.document.tokens_in(party.range).end.checked_sub(1).filter(|_| party.role == PartyRole::Perpetrator)?;
    let weapon = weapon::named(scene, last)?;
    matches!(weapon.class, "aircraft" | "drone").then_some(weapon.act)
}

/// What a crowd does is a riot, where it is of force, and so is what civilians do in protest; the road or the building that civilians block or occupy
/// is their protest.
pub(crate) fn by_a_crowd(scene: &Scene<'_>, act: Cell<&'static str>, parties: &[Party]) -> Cell<&'static str> {
    let mut doers = parties.iter().filter(|party| matches!(party.role, PartyRole::Perpetrator | PartyRole::Party));
    let crowd = |party: &Party| {
        let mut words = scene.document.tokens_in(party.range);
        words.any(|token| CROWDS.contains(&scene.lemma(token)))
    };
    let riots = matches!(*act.value(), "property-destruction" | "looting" | "clash");
    let blocks = matches!(*act.value(), "siege-blockade" | "territory-taken" | "restriction");
    // "Students burned buses in protest at the fares": their riot.
    let sentence = scene.tokens(scene.document.sentence_of(scene.document.tokens_in(act.range()).start));
    let unrest = || sentence.clone().any(|token| matches!(scene.lemma(token), "protest" | "riot" | "demonstration" | "unrest"));
    let did = |party: &&Party| party.role != PartyRole::Victim && party.role != PartyRole::Target;
    let rioters = riots
        && (parties.iter().filter(did).any(crowd)
            || parties.iter().filter(did).any(|party| party.sector == Sector::Civilian) && unrest());
    let civilians = blocks && doers.next().is_some_and(|doer| doer.sector == Sector::Civilian || crowd(doer));
    match (rioters, civilians) {
        (true, _) => Cell::new("riot", act.range(), RuleId("act-of-a-crowd")),
        (_, true) => Cell::new("protest", act.range(), RuleId("act-of-civilians")),
        _ => act,
    }
}

/// Words for people who act as a crowd.
const CROWDS: [&str; 7] = ["protester", "protestor", "demonstrator", "rioter", "looter", "mob", "crowd"];

/// "Bombing" does not say how: what a state bombs, it bombs from the air; what others bomb, they put a bomb at. Nor does "striking": police strike nobody
/// from the air.
fn by_its_doers(scene: &Scene<'_>, trigger: &Trigger, act: &str, parties: &[Party]) -> Option<(&'static str, &'static str)> {
    let bombed = matches!(scene.lower(trigger.tokens.start), "bomb" | "bombs" | "bombed" | "bombing" | "bombings");
    let struck = trigger.verb && scene.lemma(trigger.head) == "strike";
    let mut doers = parties.iter().filter(|party| (bombed || struck) && party.role == PartyRole::Perpetrator);
    let state = |party: &Party| matches!(party.sector, Sector::Military | Sector::Government);
    let nobody = |party: &Party| party.id.is_none() && party.country.is_none() && flown(scene, party).is_none();
    let others = |party: &Party| match party.sector {
        Sector::ArmedGroup | Sector::Criminal => flown(scene, party).is_none() && weapon::of_doer(scene, trigger).is_none(),
        Sector::Unknown | Sector::Civilian => nobody(party),
        Sector::Police => struck,
        _ => false,
    };
    let a_court = |party: &Party| party.role == PartyRole::Perpetrator && party.sector == Sector::Judicial;
    match act {
        "detention" if matches!(scene.lemma(trigger.head), "jail" | "imprison") && parties.iter().any(a_court) => {
            Some(("sanction", "sentence-of-a-court"))
        }
        "bombing" if doers.any(state) => Some(("airstrike", "bombing-by-a-state")),
        "airstrike" if struck && strikes_somebody(scene, trigger) && !doers.clone().any(state) => {
            Some(("armed-attack", "struck-by-others"))
        }
        "airstrike" if struck && doers.any(others) => Some(("armed-attack", "struck-by-others")),
        "airstrike" if doers.any(others) => Some(("bombing", "bombing-by-others")),
        _ => None,
    }
}

/// "The deputy was struck by shrapnel", "struck in the leg": people who are struck are hit by something, hardly ever from the air.
fn strikes_somebody(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let subject = scene.subject(trigger.head).filter(|_| scene.is_passive(trigger.head));
    subject.is_some_and(|(subject, _)| is_person(scene, subject) || matches!(scene.lower(subject), "he" | "she"))
}
