//! Either: "30 people were killed or wounded", a number of people of whom some were the one and some the other.
//!
//! In: the harm word that a number is tied to. Out: the word joined to it, where another harm is. How many bore which is not told.

use dateline_mentions::Measure;

use crate::scene::Scene;
use crate::trigger::Trigger;

/// Two harms told of the same people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Either {
    /// "Killed and wounded": some of each.
    Both,
    /// "Killed or captured": it may be none of one.
    One,
}

/// Whether another harm is joined to that of a trigger, with no number between.
pub(crate) fn either(scene: &Scene<'_>, trigger: &Trigger) -> Option<Either> {
    let own = (trigger.tokens.start..trigger.tokens.end).find_map(|token| harm(scene, token))?;
    let after = (trigger.tokens.end, trigger.tokens.end + 1);
    let before = || Some((trigger.tokens.start.checked_sub(1)?, trigger.tokens.start.checked_sub(2)?));
    let joined = |(tie, other): (usize, usize)| {
        let other = harm(scene, other).filter(|&other| other != own)?;
        let hurt = |measure: Measure| matches!(measure, Measure::Killed | Measure::Injured);
        match scene.lower(tie) {
            "and" if hurt(own) && hurt(other) => Some(Either::Both),
            "or" => Some(Either::One),
            _ => None,
        }
    };
    joined(after).or_else(|| joined(before()?))
}

/// The harm that a word tells of whom it is said of: "killed", "wounded", "captured". Who is shot may be dead.
fn harm(scene: &Scene<'_>, token: usize) -> Option<Measure> {
    match scene.lower(token) {
        "killed" | "dead" => Some(Measure::Killed),
        "hurt" | "injured" | "maimed" | "wounded" => Some(Measure::Injured),
        "arrested" | "captured" | "detained" => Some(Measure::Detained),
        "missing" => Some(Measure::Missing),
        _ => None,
    }
}
