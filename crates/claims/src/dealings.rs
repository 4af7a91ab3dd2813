//! Dealings: whom an act without force is done with or to: "met with", "restored ties with", "offered troops to", "a demand on".
//!
//! In: a trigger and the parties its construction names. Out: the same with those its prepositions name. In what two sides do together ("met",
//! "cooperated") neither does it to the other: both are parties.

use dateline_syntax::Relation;
use dateline_text::RuleId;

use crate::claim::{Party, PartyRole};
use crate::party::{actor_at, party};
use crate::scene::Scene;
use crate::trigger::Trigger;

/// Acts that two sides do together.
const MUTUAL: [&str; 4] = ["meeting", "peace-talks", "cooperation", "agreement"];

/// Adds those the trigger's prepositions name.
pub(crate) fn with_whom(scene: &Scene<'_>, trigger: &Trigger, parties: &mut Vec<Party>) {
    let Some(act) = trigger.act.filter(|_| !trigger.is_force(scene)) else { return };
    let parse = scene.parse;
    let objects =
        parse.children(trigger.head).filter(|&child| matches!(parse.node(child).relation, Relation::Obj | Relation::Xcomp));
    let carriers: Vec<usize> = std::iter::once(trigger.head).chain(objects).collect();
    for carrier in carriers {
        for child in parse.children(carrier) {
            let named = match parse.node(child).relation {
                Relation::Obl | Relation::Nmod => {
                    matches!(scene.case(child), Some("with" | "to" | "from" | "against" | "on" | "between" | "for" | "of"))
                }
                _ => false,
            };
            for token in std::iter::once(child).chain(parse.dependents(child, Relation::Conj)).filter(|_| named) {
                let Some(actor) = actor_at(scene, token) else { continue };
                let party = party(scene, actor, PartyRole::Target, RuleId("dealt-with"));
                if !parties.iter().any(|other| other.name == party.name) {
                    parties.push(party);
                }
            }
        }
    }
    if MUTUAL.contains(&act) && parties.len() > 1 {
        let sides = |party: &&mut Party| matches!(party.role, PartyRole::Perpetrator | PartyRole::Target);
        parties.iter_mut().filter(sides).for_each(|party| party.role = PartyRole::Party);
    }
}
