//! Acts that say they killed, and not how many: "a fatal shooting", "a deadly attack", "a double homicide".
//!
//! In: a trigger. Out: the least number of dead that its words can mean. Only nouns for one act: of "deadly attacks" nobody knows how many there were.

use std::ops::Range;

use dateline_mentions::{Count, Measure};
use dateline_syntax::Xpos;

use crate::scene::Scene;
use crate::trigger::Trigger;

/// How many an act's own words say it killed, and those words.
pub(crate) fn deadly(scene: &Scene<'_>, trigger: &Trigger) -> Option<(Count, Range<usize>)> {
    let noun = !trigger.verb && (trigger.act.is_some() || trigger.harm.is_some());
    if !noun || matches!(scene.parse.node(trigger.head).xpos, Xpos::Nns | Xpos::Nnps) {
        return None;
    }
    let kills = trigger.does(Measure::Killed);
    let told = |token: usize| told(scene.lower(token), kills);
    let first = trigger.tokens.start.saturating_sub(1);
    let at = (first..trigger.tokens.end).find(|&token| told(token).is_some())?;
    Some((told(at)?, at.min(trigger.tokens.start)..trigger.tokens.end))
}

/// `kills`: whether the noun itself tells of killing. A "double strike" need not have killed two.
fn told(word: &str, kills: bool) -> Option<Count> {
    Some(match word {
        "fatal" | "deadly" | "homicide" => Count::at_least(1),
        "double" if kills => Count::exactly(2),
        "triple" if kills => Count::exactly(3),
        "quadruple" if kills => Count::exactly(4),
        _ => return None,
    })
}
