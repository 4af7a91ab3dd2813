//! Causes: whether what harms is anyone's attack.
//!
//! In: the triggers of a report, then those of each sentence. Out: those that are of an attack. "A bus collided with a lorry, killing 14" and "a wall
//! fell, killing five" tell of none, and nor do the dead of their later sentences, until the report names an act of force. A report that names none has
//! no attack for people to die of: "a man drowned".

use dateline_lexicon::{OtherSense, Side};
use dateline_mentions::{Measure, Sector};
use dateline_syntax::{Entity, Relation, Upos};

use crate::party::{actor_at, fights, is_person};
use crate::scene::Scene;
use crate::trigger::Trigger;
use crate::weapon;

/// What the report names, and has named so far.
#[derive(Debug)]
struct Cause {
    /// Whether it names force anywhere.
    force: bool,
    /// Whether it names it by a strong word, or says that armed people did it.
    strong: bool,
    attack: bool,
    accident: bool,
}

/// What harms, as far as its words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doer {
    /// Armed people, or what they shoot with.
    Armed,
    /// What may attack or kill and is nobody's: a crocodile, a fever, a storm.
    Nature,
    /// What kills and is nobody's: a wall.
    Thing,
}

/// A trigger, and what its words say does it.
type Told = (Trigger, Option<Doer>);

/// The triggers of a report, by sentence, without those a figure of speech holds or an accident explains.
pub(crate) fn sift(scene: &Scene<'_>, report: Vec<(usize, Vec<Trigger>)>) -> Vec<(usize, Vec<Trigger>)> {
    let told = |trigger: Trigger| {
        let doer = doer(scene, &trigger);
        (trigger, doer)
    };
    let told = |(sentence, triggers): (usize, Vec<Trigger>)| (sentence, triggers.into_iter().map(told).collect());
    let report: Vec<(usize, Vec<Told>)> = report.into_iter().map(told).collect();
    let mut cause = Cause::of(scene, report.iter().flat_map(|(_, told)| told));
    report.into_iter().map(|(sentence, told)| (sentence, cause.sift(scene, sentence, told))).collect()
}

impl Cause {
    /// What a report that tells this can tell of.
    fn of<'t>(scene: &Scene<'_>, told: impl IntoIterator<Item = &'t Told>) -> Cause {
        let (mut force, mut strong) = (false, false);
        for (trigger, doer) in told {
            let armed = trigger.is_armed(scene);
            let nobodys = matches!(doer, Some(Doer::Thing | Doer::Nature));
            force |= armed || scene.lemma(trigger.head) == "kill" && !nobodys;
            strong |= armed && trigger.strong || *doer == Some(Doer::Armed);
        }
        let group = || scene.mentions.actors.iter().any(|actor| actor.sector == Sector::ArmedGroup);
        let force = force || group() || weapon::any(scene);
        Cause { force, strong, attack: false, accident: false }
    }

    fn sift(&mut self, scene: &Scene<'_>, sentence: usize, mut triggers: Vec<Told>) -> Vec<Trigger> {
        let tokens = scene.tokens(sentence);
        let word = |index: usize| if index < tokens.end { scene.lower(index) } else { "" };
        let mut told: Option<usize> = None; // the first word of an accident
        let mut token = tokens.start;
        while token < tokens.end {
            let Some((length, sense)) = scene.lexicon.other_senses.at(token, word) else {
                token += 1;
                continue;
            };
            let storms = scene.lower(token) == "storm" && scene.is_verb(token); // "gunmen storm prison"
            if !storms && matches!(sense, OtherSense::Accident | OtherSense::Figure) {
                told = told.or(Some(token).filter(|_| sense == OtherSense::Accident));
                triggers.retain(|(trigger, _)| trigger.tokens.end <= token || token + length <= trigger.tokens.start);
            }
            token += length;
        }
        let natural = triggers.iter().any(|(_, doer)| *doer == Some(Doer::Nature));
        triggers.retain(|(trigger, doer)| {
            let words = on_an_idea(scene, trigger) || under_fire_of_critics(scene, trigger) || by_a_score(scene, trigger);
            let dies = !self.force && is_borne_of_no_act(trigger) || is_of_age(scene, trigger);
            *doer != Some(Doer::Nature) && !words && !of_workers(scene, trigger) && !dies
        });
        // "The tanker blew up after it overturned".
        let bursts = |trigger: &Trigger| told.is_some() && matches!(scene.lemma(trigger.head), "blow" | "explode");
        // "The barge sank after a missile hit it".
        let by_weapon = |trigger: &Trigger| trigger.is_armed(scene) && weapon::of_doer(scene, trigger).is_some();
        let attack = triggers.iter().any(|(trigger, doer)| {
            let named = trigger.strong && trigger.is_armed(scene) && !bursts(trigger);
            named || *doer == Some(Doer::Armed) || by_weapon(trigger)
        });
        self.attack |= attack;
        let thing = || triggers.iter().any(|(_, doer)| *doer == Some(Doer::Thing));
        let accident = told.is_some() || natural || !self.strong && thing();
        self.accident |= accident && !self.attack;
        // An accident told beside an attack explains its own clause ("while their mother had died of cancer"); one told first explains what follows.
        let explained = |trigger: &Trigger| match told {
            Some(told) if self.attack => scene.clause(told) == scene.clause(trigger.head),
            _ => true,
        };
        if !attack && (accident || self.accident && !self.attack) {
            triggers.retain(|(trigger, _)| !trigger.is_armed(scene) && trigger.harm.is_none() || !explained(trigger));
        }
        triggers.into_iter().map(|(trigger, _)| trigger).collect()
    }
}

/// "A man drowned", "nine were hurt": a harm that no word says somebody did.
fn is_borne_of_no_act(trigger: &Trigger) -> bool {
    let injures = trigger.does(Measure::Injured);
    let dies = trigger.does(Measure::Killed) && trigger.harm.is_some_and(|harm| harm.side == Side::Subject);
    trigger.act.is_none() && trigger.verb && (injures || dies)
}

/// "Died on Monday aged 77": of old age, where nothing else is told.
fn is_of_age(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    const OLD: u32 = 65;
    let end = scene.sentence_end(trigger.head);
    let age = |token: usize| {
        let opens = scene.lower(token) == "aged" || scene.lower(token) == "of" && scene.lower(token - 1) == "age";
        opens && scene.lower(token + 1).parse().is_ok_and(|years: u32| years >= OLD)
    };
    trigger.verb && trigger.act.is_none() && scene.lemma(trigger.head) == "die" && (trigger.tokens.end..end).any(age)
}

/// Who a verb that kills or attacks says does it.
fn who(scene: &Scene<'_>, trigger: &Trigger) -> Option<usize> {
    let verb = trigger.head;
    if scene.is_passive(verb) {
        return scene.agents(verb).next();
    }
    let (subject, relation) = scene.subject(verb)?;
    Some(subject).filter(|_| relation == Relation::Nsubj)
}

/// "Militants killed 12 in a village hit by floods", "killed by lions", "a wall fell, killing five": what a verb has for its doer, where the words tell.
fn doer(scene: &Scene<'_>, trigger: &Trigger) -> Option<Doer> {
    let who = who(scene, trigger).filter(|_| trigger.verb)?;
    let (weapon, actor) = (weapon::meant(scene, who), actor_at(scene, who));
    let sense = scene.lexicon.other_senses.of(scene.lemma(who));
    // Not "a rain of shells", "an army dog".
    let owned = || weapon.is_some() || actor.is_some() || who > 0 && actor_at(scene, who - 1).is_some();
    let noun = scene.parse.node(who).upos == Upos::Noun;
    if noun && matches!(sense, Some(OtherSense::Accident | OtherSense::Nature)) && !owned() {
        return Some(Doer::Nature);
    }
    let harms = trigger.does(Measure::Killed) || trigger.does(Measure::Injured);
    if !harms && (!trigger.is_armed(scene) || trigger.act == Some("detention")) {
        return None;
    }
    if let Some(weapon) = weapon {
        return (!weapon::carries(weapon) || weapon.class == "drone").then_some(Doer::Armed);
    }
    if let Some(actor) = actor {
        return (fights(actor.sector) || actor.sector == Sector::Intelligence).then_some(Doer::Armed);
    }
    let takes = trigger.harm.is_some_and(|harm| harm.side == Side::Object) || scene.is_passive(trigger.head);
    let common = noun && scene.parse.node(who).entity == Entity::None && !is_person(scene, who) && !scene.is_time(who);
    (harms && takes && common && !happens(scene, who)).then_some(Doer::Thing)
}

/// "The violence killed 12", "the incident left three dead": what names a happening without telling of what kind, or who makes it happen.
fn happens(scene: &Scene<'_>, noun: usize) -> bool {
    // "A suicide attack", "a tear gas canister": by more words than its own.
    let phrase = |first: usize| {
        let form = |index: usize| if index <= noun { scene.lemma(index) } else { "" };
        scene.lexicon.acts.trigger_at(first, form).is_some_and(|(length, _)| first + length > noun)
    };
    (noun.saturating_sub(3)..=noun).any(phrase) || scene.lexicon.other_senses.of(scene.lemma(noun)) == Some(OtherSense::Happening)
}

/// "Launched an attack on the government's record", "wiped out two billion dollars": nobody is attacked.
fn on_an_idea(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let kills = matches!(scene.lemma(trigger.head), "kill" | "wipe"); // "killed the deal"
    let weak = trigger.act.is_none_or(|act| act == "armed-attack") && (kills || !trigger.strong && trigger.harm.is_none());
    let on = |&noun: &usize| match scene.parse.node(noun).relation {
        Relation::Nmod | Relation::Obl => matches!(scene.case(noun), Some("on" | "against" | "upon")),
        relation => relation == Relation::Obj,
    };
    let idea = |noun: usize| scene.lexicon.other_senses.of(scene.lemma(noun)) == Some(OtherSense::Idea);
    // "Launched an attack on": of the noun, or of the verb that takes it.
    let node = scene.parse.node(trigger.head);
    let taker = node.head.filter(|_| !trigger.verb && node.relation == Relation::Obj);
    weak && std::iter::once(trigger.head).chain(taker).flat_map(|head| scene.parse.children(head)).filter(on).any(idea)
}

/// "Destroyed Cameroon 3-0", "bombarded the goal and lost 2-1": a match.
fn by_a_score(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    const NEAR: usize = 5;
    let goals = |token: usize| scene.lower(token).parse().is_ok_and(|goals: u32| goals < 20);
    let score = |token: usize| goals(token) && matches!(scene.lower(token + 1), "-" | "–") && goals(token + 2);
    let end = (trigger.tokens.end + NEAR).min(scene.sentence_end(trigger.head));
    trigger.verb && (trigger.tokens.end..end).any(score)
}

/// "A strike of teachers", "a strike by nurses": nobody is struck.
fn of_workers(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let work = |noun: usize| {
        let armed = actor_at(scene, noun).is_some_and(|actor| fights(actor.sector) || actor.sector == Sector::Intelligence);
        matches!(scene.case(noun), Some("of" | "by")) && is_person(scene, noun) && !armed
    };
    !trigger.verb && scene.lower(trigger.head) == "strike" && scene.parse.dependents(trigger.head, Relation::Nmod).any(work)
}

/// "The minister came under fire on Monday over the cost", "after he said": nobody fired.
fn under_fire_of_critics(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    const NEAR: usize = 6;
    let under_fire = trigger.verb && trigger.tokens.len() > 1 && scene.lower(trigger.tokens.end - 1) == "fire";
    let after = trigger.tokens.end..(trigger.tokens.end + NEAR).min(scene.sentence_end(trigger.head));
    let words =
        |token: usize| (token + 1..token + 4).any(|said| matches!(scene.lemma(said), "say" | "suggest" | "remark" | "comment"));
    under_fire
        && after
            .take_while(|&token| scene.lower(token) != ",")
            .any(|token| matches!(scene.lower(token), "over" | "for") || scene.lower(token) == "after" && words(token))
}
