//! Moved: those who are only said to have come home or been brought away.
//!
//! In: the triggers of one happening and its harms. Out: the act that moved them, if it is none of force.

use dateline_mentions::Measure;

use crate::claim::Harm;
use crate::trigger::Trigger;

/// Nobody attacks those who are only said to have come home, been brought away or fled: what moved them, where a verb says that somebody did.
/// `None` where they suffered more than that, `Some(None)` where no act moved them.
pub(crate) fn moved(triggers: &[&Trigger], own: &[Harm]) -> Option<Option<&'static str>> {
    let does = |measures: &[Measure]| {
        let mut verbs = triggers.iter().filter(|trigger| trigger.verb);
        verbs.any(|trigger| measures.iter().any(|&measure| trigger.does(measure)))
    };
    let moves =
        |harm: &Harm| matches!(harm.measure, Measure::Displaced | Measure::Evacuated | Measure::Homeless | Measure::Returned);
    let moved = !own.is_empty() && own.iter().all(moves);
    // Who is driven from home by a verb is driven by force.
    let by_whom = || match (does(&[Measure::Displaced, Measure::Homeless]), does(&[Measure::Evacuated])) {
        (true, _) => Some("displacement-forced"),
        (_, true) => Some("aid-delivery"),
        _ => None,
    };
    moved.then(by_whom)
}
