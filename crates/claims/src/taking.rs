//! Taking: verbs that name a harm or an act only by whom they take.
//!
//! In: one word. Out: the trigger it makes: the wounded taken to a hospital, fighters or kin lost, people seized.

use dateline_lexicon::{Counted, Side, Speech, Trigger as Reading, Use};
use dateline_mentions::{Combat, Group, Measure, Role, Sector, Unit};
use dateline_syntax::{Relation, Xpos};

use crate::party::{actor_at, is_person};
use crate::scene::Scene;
use crate::trigger::{HarmWord, Trigger, to_death};

/// Verbs that bring the hurt to a hospital.
const BRINGING: &[&str] =
    &["take", "rush", "send", "transport", "airlift", "bring", "carry", "transfer", "fly", "convey", "evacuate"];

/// "sent two people to the hospital", "was taken to Saint Mary's Hospital", "were released from hospital".
pub(crate) fn to_hospital(scene: &Scene<'_>, token: usize) -> Option<Trigger> {
    let tie = scene.case(token);
    let hospital = matches!(scene.lower(token), "hospital" | "hospitals") && matches!(tie, Some("to" | "from"));
    let verbs = if tie == Some("to") { BRINGING } else { &["release", "discharge"] };
    let brings = |verb: usize| scene.is_verb(verb) && verbs.contains(&scene.lemma(verb));
    if !hospital || !scene.parse.ancestors(token).take(4).any(brings) {
        return None;
    }
    let harm = harms(Measure::Injured, Side::Borne);
    Some(Trigger { tokens: token..token + 1, head: token, verb: false, act: None, strong: false, harm })
}

fn harms(measure: Measure, side: Side) -> Option<HarmWord> {
    Some(HarmWord { measure: Some(measure), side })
}

/// "Lost six fighters in the battle", "lost his wife and four children": those whom somebody armed, or of their kin, has lost are dead.
pub(crate) fn lost(scene: &Scene<'_>, token: usize) -> Option<Trigger> {
    let loses = scene.is_verb(token) && scene.lemma(token) == "lose" && !scene.is_passive(token);
    let object = scene.parse.dependents(token, Relation::Obj).next().filter(|&object| loses && token < object)?;
    let count = scene.counts_near(object).find(|count| count.head == object && count.unit == Unit::People)?;
    let armed = |group: Group| group.combat == Combat::Combatant || matches!(group.role, Role::Soldier | Role::Police);
    // "A mother who lost her son": to what is not told.
    let mut of = scene.parse.dependents(token, Relation::Obl).chain(scene.parse.subtree(object));
    let kin = matches!(scene.person_noun(object), Some((_, Counted::Person { usage: Use::Kin, .. })))
        && of.any(|noun| scene.is_noun(noun) && scene.named_by(noun).is_some());
    let ours = || scene.subject(token).and_then(|(subject, _)| actor_at(scene, subject));
    let fighters = ours().is_some_and(|ours| matches!(ours.sector, Sector::Military | Sector::ArmedGroup | Sector::Police));
    let men = fighters && matches!(scene.lemma(object), "man" | "member" | "troop");
    (armed(count.group) || kin || men).then(|| Trigger::of_verb(token, None, false, harms(Measure::Killed, Side::Object)))
}

/// "Gunmen seized 14 students from the dormitory": people are abducted, or held where soldiers or police seize them; a town is taken.
pub(crate) fn seized(scene: &Scene<'_>, token: usize) -> Option<Trigger> {
    let seizes = scene.is_verb(token)
        && scene.lemma(token) == "seize"
        && !matches!(scene.lower(token + 1), "on" | "upon" | "control" | "power");
    let people = |noun: usize| {
        is_person(scene, noun) || scene.counts_near(noun).any(|count| count.head == noun && count.unit == Unit::People)
    };
    if !seizes || !scene.befallen(token).any(people) {
        return None;
    }
    let doers = scene
        .subject(token)
        .map(|(subject, _)| subject)
        .filter(|_| !scene.is_passive(token))
        .into_iter()
        .chain(scene.agents(token));
    let state = |sector: Sector| matches!(sector, Sector::Military | Sector::Police | Sector::Government);
    let held = doers.into_iter().filter_map(|doer| actor_at(scene, doer)).any(|doer| state(doer.sector));
    let (act, measure) = if held { ("detention", Measure::Detained) } else { ("abduction", Measure::Abducted) };
    Some(Trigger::of_verb(token, Some(act), !held, harms(measure, Side::Object)))
}

/// "Hacked eight farmers to death": a verb that kills by how it ends.
pub(crate) fn put_to_death(scene: &Scene<'_>, token: usize) -> Option<Trigger> {
    let strikes = matches!(
        scene.lemma(token),
        "batter" | "beat" | "bludgeon" | "burn" | "club" | "hack" | "kick" | "spear" | "stone" | "torture"
    );
    let kills = strikes && scene.is_verb(token) && to_death(scene, token);
    kills.then(|| Trigger::of_verb(token, Some("armed-attack"), false, harms(Measure::Killed, Side::Object)))
}

/// "Put six men to death", "held the driver for ransom": a phrase of the table in which those stand whom it takes.
pub(crate) fn around(scene: &Scene<'_>, verb: usize) -> Option<Trigger> {
    let object = scene.parse.dependents(verb, Relation::Obj).next().filter(|&object| scene.is_verb(verb) && verb < object)?;
    // "Forced villagers to flee": what they were made to do is told by itself.
    let driven = scene.lower(object + 1) == "to" && scene.lower(object + 2) != "death";
    if driven || scene.is_passive(verb) || scene.parse.node(verb).xpos == Xpos::Vbn {
        return None;
    }
    let people = is_person(scene, object)
        || scene.counts_near(object).any(|count| count.tokens.contains(&object) && count.unit == Unit::People);
    let (gap, end) = (object - verb, scene.sentence_end(verb));
    let word = |index: usize| match index {
        _ if index == verb => scene.lemma(verb),
        _ if index + gap < end => scene.lower(index + gap),
        _ => "",
    };
    let (length, readings) = scene.lexicon.acts.trigger_at(verb, word).filter(|&(length, _)| people && length > 1)?;
    let does = |reading: &&Reading| reading.act.is_some() || reading.harm.is_some_and(|(_, side)| side == Side::Object);
    let reading = readings.iter().filter(|reading| reading.speech == Speech::Verb).find(does)?;
    let harm = reading.harm.map(|(measure, side)| HarmWord { measure, side });
    Some(Trigger { tokens: object + 1..object + length, head: verb, verb: true, act: reading.act, strong: true, harm })
}

/// "Forced 3,000 villagers to cross into Thailand": people who are not armed cross a border to flee; soldiers cross it to attack.
pub(crate) fn crossed(scene: &Scene<'_>, token: usize) -> Option<Trigger> {
    let crosses =
        scene.is_verb(token) && scene.lemma(token) == "cross" && matches!(scene.lower(token + 1), "into" | "over" | "to" | "the");
    let driver = scene.parse.ancestors(token).skip(1).take(2).find(|&verb| scene.forces(verb)).filter(|_| crosses)?;
    let armed = |noun: usize| scene.counts_near(noun).any(|count| count.head == noun && count.group.combat == Combat::Combatant);
    let driven = scene.befallen(driver).next().filter(|&noun| is_person(scene, noun) && !armed(noun))?;
    (driven < token).then(|| Trigger::of_verb(token, None, false, harms(Measure::Displaced, Side::Subject)))
}
