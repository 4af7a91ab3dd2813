//! Causes: whether what harms is anyone's attack.
//!
//! In: the triggers of a report, then those of each sentence. Out: those that are of an attack. "A bus collided with a lorry, killing 14" and "a wall
//! fell, killing five" tell of none, and nor do the dead of their later sentences, until the report names an act of force. A report that names none has
//! no attack for people to die of: "a man drowned".

use dateline_lexicon::{OtherSense, Side};
use dateline_mentions::{Measure, Sector};
use dateline_syntax::{Entity, Relation, Upos};

use crate::party::{actor_at, is_person};
use crate::scene::Scene;
use crate::trigger::Trigger;
use crate::weapon;

/// What the report names, and has named so far.
#[derive(Debug)]
pub(crate) struct Cause {
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
    /// What is nobody's: a wall, a crocodile, a fever.
    Thing,
}

impl Cause {
    /// What a report with these triggers can tell of.
    pub fn of<'t>(scene: &Scene<'_>, triggers: impl IntoIterator<Item = &'t Trigger>) -> Cause {
        let (mut force, mut strong) = (false, false);
        for trigger in triggers {
            let armed = trigger.act.is_some_and(|act| scene.lexicon.acts.is_armed(act));
            let doer = doer(scene, trigger);
            force |= armed || scene.lemma(trigger.head) == "kill" && doer != Some(Doer::Thing);
            strong |= armed && trigger.strong || doer == Some(Doer::Armed);
        }
        let group = || scene.mentions.actors.iter().any(|actor| actor.sector == Sector::ArmedGroup);
        let force = force || group() || weapon::any(scene);
        Cause { force, strong, attack: false, accident: false }
    }

    /// The triggers of `sentence` without those a figure of speech holds or an accident explains.
    pub fn sift(&mut self, scene: &Scene<'_>, sentence: usize, mut triggers: Vec<Trigger>) -> Vec<Trigger> {
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
            told = told.or(Some(token).filter(|_| sense == OtherSense::Accident && !storms));
            if storms || !matches!(sense, OtherSense::Accident | OtherSense::Figure) {
                token += length;
                continue;
            }
            triggers.retain(|trigger| trigger.tokens.end <= token || token + length <= trigger.tokens.start);
            token += length;
        }
        let natural = triggers.iter().any(|trigger| by_nature(scene, trigger));
        triggers.retain(|trigger| {
            let words = on_an_idea(scene, trigger) || under_fire_of_critics(scene, trigger);
            !words && !by_a_score(scene, trigger) && !of_workers(scene, trigger) && !by_nature(scene, trigger)
        });
        triggers.retain(|trigger| (self.force || !is_borne_of_no_act(trigger)) && !is_of_age(scene, trigger));
        let force = |trigger: &Trigger| trigger.act.is_some_and(|act| scene.lexicon.acts.is_armed(act));
        // "The barge sank after a missile hit it".
        let armed = |trigger: &Trigger| force(trigger) && weapon::of_doer(scene, trigger).is_some();
        // "The tanker blew up after it overturned".
        let bursts = |trigger: &Trigger| told.is_some() && matches!(scene.lemma(trigger.head), "blow" | "explode");
        let by_arms = |trigger: &Trigger| {
            let named = trigger.strong && force(trigger) && !bursts(trigger);
            named || armed(trigger) || doer(scene, trigger) == Some(Doer::Armed)
        };
        let attack = triggers.iter().any(by_arms);
        self.attack |= attack;
        let thing = || triggers.iter().any(|trigger| doer(scene, trigger) == Some(Doer::Thing));
        let accident = told.is_some() || natural || !self.strong && thing();
        self.accident |= accident && !self.attack;
        // An accident told beside an attack explains its own clause ("while their mother had died of cancer"); one told first explains what follows.
        let explained = |trigger: &Trigger| match told {
            Some(told) if self.attack => scene.clause(told) == scene.clause(trigger.head),
            _ => true,
        };
        if !attack && (accident || self.accident && !self.attack) {
            triggers.retain(|trigger| !force(trigger) && trigger.harm.is_none() || !explained(trigger));
        }
        triggers
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

/// "A cyclone struck the coast, killing 12, while insurgents beheaded six".
fn by_nature(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let nature = |who: usize| {
        let sense = scene.lexicon.other_senses.of(scene.lemma(who));
        scene.parse.node(who).upos == Upos::Noun && matches!(sense, Some(OtherSense::Accident | OtherSense::Nature))
    };
    // "A rain of shells", "an army dog".
    let owned = |who: usize| actor_at(scene, who).is_some() || who > 0 && actor_at(scene, who - 1).is_some();
    let nobodys = |who: &usize| weapon::meant(scene, *who).is_none() && !owned(*who);
    trigger.verb && who(scene, trigger).filter(nobodys).is_some_and(nature)
}

/// "Militants killed 12 in a village hit by floods", "killed by lions": what a verb that kills or attacks has for its doer, where the words tell.
fn doer(scene: &Scene<'_>, trigger: &Trigger) -> Option<Doer> {
    let harms = trigger.does(Measure::Killed) || trigger.does(Measure::Injured);
    let force = trigger.act.is_some_and(|act| scene.lexicon.acts.is_armed(act) && act != "detention");
    if !trigger.verb || !harms && !force {
        return None;
    }
    let who = who(scene, trigger)?;
    if let Some(weapon) = weapon::meant(scene, who) {
        return (!weapon::carries(weapon) || weapon.class == "drone").then_some(Doer::Armed);
    }
    if let Some(actor) = actor_at(scene, who) {
        return is_armed(actor.sector).then_some(Doer::Armed);
    }
    let node = scene.parse.node(who);
    let common = node.upos == Upos::Noun && node.entity == Entity::None && !is_person(scene, who) && !scene.is_time(who);
    let takes = trigger.harm.is_some_and(|harm| harm.side == Side::Object) || scene.is_passive(trigger.head);
    let nature = by_nature(scene, trigger);
    (common && (harms && takes && !happens(scene, who) || nature)).then_some(Doer::Thing)
}

fn is_armed(sector: Sector) -> bool {
    matches!(sector, Sector::ArmedGroup | Sector::Military | Sector::Police | Sector::Criminal | Sector::Intelligence)
}

/// "The violence killed 12", "the incident left three dead": what names a happening without telling of what kind, or who makes it happen.
fn happens(scene: &Scene<'_>, noun: usize) -> bool {
    // "A counter-attack", "a tear gas canister": by more words than its own.
    let phrase = |first: usize| {
        let form = |index: usize| if index <= noun { scene.lemma(index) } else { "" };
        let act = scene.lexicon.acts.trigger_at(first, form).map(|(length, _)| length);
        let weapon = scene.lexicon.acts.weapon_at(first, form).map(|(length, _)| length);
        act.into_iter().chain(weapon).any(|length| first + length > noun)
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
        let armed = actor_at(scene, noun).is_some_and(|actor| is_armed(actor.sector));
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
