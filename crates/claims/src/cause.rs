//! Causes: whether what harms is anyone's attack.
//!
//! In: a sentence's triggers. Out: those that are of an attack. "A bus collided with a lorry, killing 14" tells of none, and nor do the
//! dead of its later sentences, until the report names an act of force.

use dateline_lexicon::OtherSense;

use crate::scene::Scene;
use crate::trigger::Trigger;

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
        let force = |trigger: &Trigger| trigger.act.is_some_and(|act| scene.lexicon.acts.is_armed(act));
        let attack = triggers.iter().any(|trigger| trigger.strong && force(trigger));
        self.attack |= attack;
        self.accident |= accident && !self.attack;
        // An accident told beside an attack explains its own sentence; one told first explains what follows.
        if !attack && (accident || self.accident && !self.attack) {
            triggers.retain(|trigger| !force(trigger) && trigger.harm.is_none());
        }
        triggers
    }
}
