//! Weapons: the weapon words beside an act.

use std::ops::Range;

use dateline_text::RuleId;

use crate::claim::Cell;
use crate::scene::Scene;

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
