//! Causes: whether what harms is anyone's attack.
//!
//! In: a sentence's triggers. Out: those that are of an attack. "A bus collided with a lorry, killing 14" tells of none, and nor do the
//! dead of its later sentences, until the report names an act of force.

use dateline_lexicon::OtherSense;
use dateline_syntax::Relation;

use crate::scene::Scene;
use crate::trigger::Trigger;
use crate::weapon;

/// What the report has named so far.
#[derive(Debug, Default)]
pub(crate) struct Cause {
    attack: bool,
    accident: bool,
}

impl Cause {
    /// The triggers of `sentence` without those a figure of speech holds or an accident explains.
    pub fn sift(&mut self, scene: &Scene<'_>, sentence: usize, mut triggers: Vec<Trigger>) -> Vec<Trigger> {
        let tokens = scene.tokens(sentence);
        let word = |index: usize| if index < tokens.end { scene.lower(index) } else { "" };
        let mut accident = false;
        let mut token = tokens.start;
        while token < tokens.end {
            let Some((length, sense)) = scene.lexicon.other_senses.at(token, word) else {
                token += 1;
                continue;
            };
            accident |= sense == OtherSense::Accident;
            if !matches!(sense, OtherSense::Accident | OtherSense::Figure) {
                token += length;
                continue;
            }
            triggers.retain(|trigger| trigger.tokens.end <= token || token + length <= trigger.tokens.start);
            token += length;
        }
        triggers.retain(|trigger| !on_an_idea(scene, trigger) && !under_fire_of_critics(scene, trigger));
        let force = |trigger: &Trigger| trigger.act.is_some_and(|act| scene.lexicon.acts.is_armed(act));
        // "The barge sank after a missile hit it".
        let armed = |trigger: &Trigger| force(trigger) && weapon::of_doer(scene, trigger).is_some();
        let attack = triggers.iter().any(|trigger| trigger.strong && force(trigger) || armed(trigger));
        self.attack |= attack;
        self.accident |= accident && !self.attack;
        // An accident told beside an attack explains its own sentence; one told first explains what follows.
        if !attack && (accident || self.accident && !self.attack) {
            triggers.retain(|trigger| !force(trigger) && trigger.harm.is_none());
        }
        triggers
    }
}

/// "Launched an attack on the government's record", "assault on press freedom": nobody is attacked.
fn on_an_idea(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let weak = trigger.act == Some("armed-attack") && !trigger.strong && trigger.harm.is_none();
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

/// "The minister came under fire on Monday over the cost": nobody fired.
fn under_fire_of_critics(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    const NEAR: usize = 6;
    let under_fire = trigger.verb && trigger.tokens.len() > 1 && scene.lower(trigger.tokens.end - 1) == "fire";
    let after = trigger.tokens.end..(trigger.tokens.end + NEAR).min(scene.sentence_end(trigger.head));
    under_fire && after.take_while(|&token| scene.lower(token) != ",").any(|token| matches!(scene.lower(token), "over" | "for"))
}
