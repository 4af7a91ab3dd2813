//! Charges: what somebody stands accused of, told of him only to say who he is.
//!
//! In: one trigger. Out: its status, where it is what the one to whom something else happens, or who does something else, is accused of: "shot dead a man
//! accused of killing three officers" tells of one shooting. What people are held for is news of its own.

use dateline_mentions::Measure;
use dateline_syntax::{Relation, Xpos};
use dateline_text::RuleId;

use crate::claim::Status;
use crate::scene::Scene;
use crate::status::{Stand, at};
use crate::trigger::Trigger;

/// The stand of a trigger that is a charge beside another act.
pub(crate) fn charged(scene: &Scene<'_>, trigger: &Trigger) -> Option<Stand> {
    if !trigger.is_force(scene) {
        return None;
    }
    let accuses = |&verb: &usize| {
        let node = scene.parse.node(verb);
        let describes = matches!(node.relation, Relation::Acl | Relation::Advcl | Relation::AclRelcl);
        node.xpos == Xpos::Vbn && describes && matches!(scene.lemma(verb), "accuse" | "blame" | "suspect" | "want")
    };
    let verb = scene.parse.ancestors(trigger.head).skip(1).take(4).find(accuses)?;
    let beside = scene.parse.ancestors(verb).skip(1).find(|&above| scene.is_verb(above)).filter(|&above| strikes(scene, above));
    beside.map(|_| Stand { status: Status::Past, range: at(scene, verb), rule: RuleId("charge-beside-an-act") })
}

/// Whether a word tells of an act of force by itself; to hold somebody is none here.
fn strikes(scene: &Scene<'_>, token: usize) -> bool {
    let readings = scene.named_by(token).unwrap_or_default();
    let harms = |measure: Option<Measure>| matches!(measure, None | Some(Measure::Killed | Measure::Injured));
    let armed = |act: &str| scene.lexicon.acts.is_armed(act);
    let holds = readings.iter().any(|reading| reading.act == Some("detention"));
    !holds
        && readings
            .iter()
            .any(|reading| reading.harm.is_some_and(|(measure, _)| harms(measure)) || reading.act.is_some_and(armed))
}
