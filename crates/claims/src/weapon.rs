//! Weapons: the weapon words beside an act, and those that are said to do it.

use std::cmp::Ordering;
use std::ops::Range;

use dateline_lexicon::Weapon;
use dateline_syntax::Relation;
use dateline_text::RuleId;

use crate::claim::Cell;
use crate::party::{actor_at, is_person};
use crate::scene::Scene;
use crate::trigger::Trigger;

/// How many words from an act a weapon word may stand and still be its own.
const REACH: usize = 12;

/// Weapon classes named in `tokens` near the acts at `heads`, each once.
pub(crate) fn weapons(scene: &Scene<'_>, tokens: &Range<usize>, heads: &[usize]) -> Vec<Cell<&'static str>> {
    let mut weapons: Vec<Cell<&'static str>> = Vec::new();
    let mut token = tokens.start;
    while token < tokens.end {
        let form = |index: usize| if index < tokens.end { scene.lemma(index) } else { "" };
        let written = |index: usize| if index < tokens.end { scene.lower(index) } else { "" };
        let acts = &scene.lexicon.acts;
        // "Guided bombs" by their forms, "a guided bomb" as written.
        let found = acts.weapon_at(token, form).or_else(|| acts.weapon_at(token, written));
        let Some((length, weapon)) = found else {
            token += 1;
            continue;
        };
        let weapon = if is_person_of_bomb(scene, token) { SUICIDE } else { weapon };
        // "They bombed and machine-gunned it" names no thing.
        let near = heads.iter().any(|&head| head.abs_diff(token) <= REACH) && !scene.is_verb(token + length - 1);
        if near && !weapons.iter().any(|other| *other.value() == weapon.class) {
            weapons.push(Cell::new(weapon.class, scene.document.cover(token..token + length), RuleId("weapon-beside-act")));
        }
        token += length;
    }
    weapons
}

/// Whether the report names a weapon, or the wounds of one.
pub(crate) fn any(scene: &Scene<'_>) -> bool {
    let wounds = |token: usize| scene.lower(token).starts_with("wound");
    (0..scene.document.tokens().len()).any(|token| wounds(token) || named(scene, token).is_some_and(|weapon| !carries(weapon)))
}

/// Whether guns or rockets are named in `tokens` and nothing that flies.
pub(crate) fn from_guns(scene: &Scene<'_>, tokens: &Range<usize>) -> bool {
    let mut guns = false;
    for weapon in tokens.clone().filter_map(|token| named(scene, token)) {
        guns |= matches!(weapon.class, "artillery" | "mortar" | "rocket" | "tank");
        if matches!(weapon.class, "aircraft" | "drone") {
            return false;
        }
    }
    guns
}

/// Who blows himself up.
const SUICIDE: Weapon = Weapon { class: "suicide-vest", act: "bombing" };

/// "A bomber struck a checkpoint", "a third bomber": a plane only where the words say whose or what sort it is ("Russian bombers", "a strategic bomber").
fn is_person_of_bomb(scene: &Scene<'_>, token: usize) -> bool {
    if scene.lemma(token) != "bomber" {
        return false;
    }
    let sort = |token: usize| {
        let owner = actor_at(scene, token).is_some_and(|actor| actor.country.is_some() || actor.id.is_some());
        let plane =
            matches!(scene.lower(token), "strategic" | "heavy" | "stealth" | "range" | "fighter" | "nuclear" | "supersonic");
        owner || plane || scene.document.word(token).chars().any(|letter| letter.is_ascii_digit())
    };
    // "Bomber, fighter and attack aircraft".
    let beside = |token: usize| matches!(scene.lemma(token), "aircraft" | "fighter" | "jet" | "plane" | "warplane");
    !(token.saturating_sub(2)..token).any(sort) && !(token.saturating_sub(8)..token + 9).any(beside)
}

/// The weapon that a word names, with those right before it.
pub(crate) fn named(scene: &Scene<'_>, token: usize) -> Option<Weapon> {
    if is_person_of_bomb(scene, token) {
        return Some(SUICIDE);
    }
    // "A guided bomb": by the most words that end here.
    (token.saturating_sub(2)..=token).find_map(|first| {
        let form = |index: usize| match index.cmp(&token) {
            Ordering::Less => scene.lower(index),
            Ordering::Equal => scene.lemma(index),
            Ordering::Greater => "",
        };
        scene.lexicon.acts.weapon_at(first, form).filter(|&(length, _)| first + length > token).map(|(_, weapon)| weapon)
    })
}

/// "The missile hit", "was hit by a rocket", "when a mine exploded": the act of the weapon that a verb says did it.
pub(crate) fn of_doer(scene: &Scene<'_>, trigger: &Trigger) -> Option<&'static str> {
    let weapon = doer(scene, trigger).filter(|&doer| !is_person(scene, doer) || is_person_of_bomb(scene, doer))?; // a bomber may be either
    let weapon = meant(scene, weapon)?;
    // "A plane blew up": it did so to nobody.
    let bursts = matches!(scene.lemma(trigger.head), "blow" | "explode") && !scene.is_passive(trigger.head);
    (!bursts || weapon.class == "drone" || !carries(weapon)).then_some(weapon.act)
}

/// Whether a weapon carries others, or people: a plane is shot at as well as with.
pub(crate) fn carries(weapon: Weapon) -> bool {
    matches!(weapon.class, "aircraft" | "drone" | "naval" | "tank" | "vehicle")
}

/// The weapon that a noun names, or that it is so many of: "two sticks of dynamite", "dozens of rockets".
pub(crate) fn meant(scene: &Scene<'_>, noun: usize) -> Option<Weapon> {
    let of = || scene.parse.dependents(noun, Relation::Nmod).find(|&child| scene.case(child) == Some("of"));
    named(scene, noun).or_else(|| named(scene, of()?))
}

/// "Rockets landed near the base", "a missile slammed into a house": the act of the weapon, whatever the verb means of others.
pub(crate) fn falls(scene: &Scene<'_>, token: usize) -> Option<Trigger> {
    let verb = matches!(scene.lemma(token), "land" | "fall" | "slam" | "crash" | "rain" | "plough" | "plow");
    let (subject, _) = scene.subject(token).filter(|&(_, relation)| verb && relation == Relation::Nsubj)?;
    // "Bombs fell on the camp": what falls was not laid there.
    let falls = matches!(scene.lemma(token), "land" | "fall" | "rain")
        && meant(scene, subject).is_some_and(|weapon| weapon.class == "ied");
    of_missile(scene, token, subject).or_else(|| falls.then(|| Trigger::of_verb(token, Some("shelling"), true, None)))
}

/// "Launched 12 missiles at the town"; a missile that is launched at nothing is tried.
pub(crate) fn launched(scene: &Scene<'_>, token: usize) -> Option<Trigger> {
    let verb = matches!(scene.lemma(token), "launch" | "lob" | "hurl");
    let object = scene.befallen(token).next().filter(|_| verb)?;
    let aims =
        |&child: &usize| matches!(scene.case(child), Some("at" | "on" | "against" | "towards" | "toward" | "into" | "inside"));
    let mut aimed = scene.parse.children(token).chain(scene.parse.children(object));
    aimed.any(|child| aims(&child) && !scene.is_time(child)).then(|| of_missile(scene, token, object))?
}

/// "Fired the rockets at the town": shells and rockets are no rifle's shots.
pub(crate) fn fired(scene: &Scene<'_>, token: usize) -> Option<Trigger> {
    let object = scene.befallen(token).next().filter(|_| scene.lemma(token) == "fire" && scene.is_verb(token))?;
    of_missile(scene, token, object)
}

/// What a verb tells of a thing that flies and goes off.
fn of_missile(scene: &Scene<'_>, verb: usize, thing: usize) -> Option<Trigger> {
    let weapon = meant(scene, thing).filter(|_| scene.is_verb(verb))?;
    let flies = matches!(weapon.class, "missile" | "rocket" | "artillery" | "mortar" | "drone" | "grenade");
    flies.then(|| Trigger::of_verb(verb, Some(weapon.act), true, None))
}

/// Classes of weapons that are put or thrown somewhere and go off.
const PUT: [&str; 4] = ["car-bomb", "grenade", "ied", "incendiary"];

/// "Placed two bombs in a car park", "a bomb was left outside the bank", "threw a grenade at the house": what the verb does to a weapon is the act of
/// that weapon.
pub(crate) fn put(scene: &Scene<'_>, verb: usize) -> Option<Trigger> {
    let puts =
        matches!(scene.lemma(verb), "fling" | "hurl" | "lay" | "leave" | "lob" | "place" | "plant" | "put" | "throw" | "toss");
    if !puts || !scene.is_verb(verb) {
        return None;
    }
    let whole =
        if scene.is_passive(verb) { scene.subject(verb)?.0 } else { scene.parse.dependents(verb, Relation::Obj).next()? };
    let weapon = meant(scene, whole).filter(|weapon| PUT.contains(&weapon.class))?;
    Some(Trigger::of_verb(verb, Some(weapon.act), true, None))
}

/// "A bomb exploded": a weapon that goes off names the act by itself.
pub(crate) fn goes_off(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let verb = matches!(scene.lemma(trigger.head), "detonate" | "explode" | "go");
    trigger.act == Some("bombing") && verb && of_doer(scene, trigger) == Some("bombing")
}

/// "A gunshot went off", "the pistol discharged": a firearm that goes off is no bomb.
pub(crate) fn shoots(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let firearm = |weapon: usize| meant(scene, weapon).is_some_and(|weapon| weapon.class == "small-arms");
    trigger.act == Some("bombing") && doer(scene, trigger).is_some_and(firearm)
}

/// The word for the weapon that is the doer of a trigger's verb: its subject, or its agent where it is passive.
pub(crate) fn doer(scene: &Scene<'_>, trigger: &Trigger) -> Option<usize> {
    let verb = trigger.head;
    let doer = if scene.is_passive(verb) {
        scene.agents(verb).next()
    } else {
        let subject = scene.subject(verb).filter(|&(_, relation)| relation == Relation::Nsubj);
        subject.map(|(subject, _)| subject)
    };
    let doer = doer.or(verb.checked_sub(1).filter(|&before| scene.is_noun(before)));
    doer.filter(|&doer| trigger.verb && (meant(scene, doer).is_some() || scene.lower(doer) == "fire"))
}
