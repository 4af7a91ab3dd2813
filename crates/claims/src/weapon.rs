//! Weapons: the weapon words beside an act, and those that are said to do it.

use std::ops::Range;

use dateline_syntax::Relation;
use dateline_text::RuleId;

use crate::claim::Cell;
use crate::party::is_person;
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
        let Some((length, weapon)) = scene.lexicon.acts.weapon_at(token, form) else {
            token += 1;
            continue;
        };
        // "They bombed and machine-gunned it" names no thing.
        let near = heads.iter().any(|&head| head.abs_diff(token) <= REACH) && !scene.is_verb(token + length - 1);
        if near && !weapons.iter().any(|other| *other.value() == weapon.class) {
            weapons.push(Cell::new(weapon.class, scene.document.cover(token..token + length), RuleId("weapon-beside-act")));
        }
        token += length;
    }
    weapons
}

/// "The missile hit", "was hit by a rocket", "when a mine exploded": the act of the weapon that a verb says did it.
pub(crate) fn of_doer(scene: &Scene<'_>, trigger: &Trigger) -> Option<&'static str> {
    let weapon = doer(scene, trigger).filter(|&doer| !is_person(scene, doer))?; // a bomber may be either
    let (_, weapon) = scene.lexicon.acts.weapon_at(weapon, |index| if index == weapon { scene.lemma(index) } else { "" })?;
    Some(weapon.act)
}

/// The word for the weapon that is the doer of a trigger's verb: its subject, or its agent where it is passive.
pub(crate) fn doer(scene: &Scene<'_>, trigger: &Trigger) -> Option<usize> {
    let verb = trigger.head;
    let agent = |&child: &usize| {
        let relation = scene.parse.node(child).relation;
        relation == Relation::OblAgent || relation == Relation::Obl && scene.case(child) == Some("by")
    };
    let doer = if scene.is_passive(verb) {
        scene.parse.children(verb).find(agent)
    } else {
        let subject = scene.subject(verb).filter(|&(_, relation)| relation == Relation::Nsubj);
        subject.map(|(subject, _)| subject)
    };
    let doer = doer.or(verb.checked_sub(1).filter(|&before| scene.is_noun(before)));
    let is_weapon = |doer: usize| scene.lexicon.acts.weapon_at(doer, |index| if index == doer { scene.lemma(index) } else { "" });
    doer.filter(|&doer| trigger.verb && is_weapon(doer).is_some())
}
