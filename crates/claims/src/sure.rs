//! Sureness: what kind of claim a claim is, as to how sure one may be of it.
//!
//! In: an event claim as coded. Out: the name of its kind, by how its act is named and what is told of it; `sureness.csv` has how often claims of each
//! kind were right in every cell that gold tells. Knows nothing of the gold.

use dateline_mentions::{Measure, Modifier};

use crate::claim::{EventClaim, Relation, Voice};

/// "named placed dated figure sourced": the act named by a word that stands for it alone, "context" where by one that may mean another, "harm" where nothing
/// names it; then what is told: the place, the day, how many were killed, injured or detained (one "figure" or several, "someone" of whom nobody says that
/// there were no more, or a "vague" word), and by whom it is told, where not by the report itself.
pub fn kind(event: &EventClaim) -> String {
    let mut words = vec![match event.act.rule().0 {
        "act-named" => "named",
        "harm-without-act" => "harm",
        _ => "context",
    }];
    if event.place.is_some() {
        words.push("placed");
    }
    if event.time.is_some_and(|time| !time.inferred) {
        words.push("dated");
    }
    let harmed = event.counts.iter().filter(|harm| {
        matches!(harm.measure, Measure::Killed | Measure::Injured | Measure::Detained) && harm.relation == Relation::Incident
    });
    let wholes: Vec<_> = harmed.collect();
    words.extend(match wholes.as_slice() {
        [] => None,
        _ if wholes.iter().any(|harm| matches!(harm.count.modifier(), Modifier::Vague | Modifier::Unknown)) => Some("vague"),
        [harm] if harm.limited => Some("someone"),
        [_] => Some("figure"),
        _ => Some("figures"),
    });
    if !matches!(event.voice, Voice::Report) {
        words.push("sourced");
    }
    words.join(" ")
}
