//! Independence, counted four ways, and the grade it suggests. A reviewer sets the grade.

use std::collections::BTreeSet;

use dateline_claims::{Certainty, EventClaim, PartyRole, Voice};
use dateline_mentions::{Stance, VoiceKind};

use crate::Source;

/// How many tell of an incident, counted four ways: copies are one witness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Independence {
    /// Outlets that carry it.
    pub outlets: usize,
    /// Publisher families they belong to.
    pub publisher_families: usize,
    /// Agencies and newsrooms the texts come from.
    pub wire_origins: usize,
    /// Voices quoted, the reports' own included.
    pub voices: usize,
}

/// The suggested grade, after Airwars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// A belligerent accepts responsibility.
    Confirmed,
    /// Two independent sources, an action by a belligerent.
    Fair,
    /// A single source.
    Weak,
    /// Competing claims of responsibility.
    Contested,
    /// Every voice that speaks of it retracts or denies it.
    Discounted,
    /// Nothing to grade by.
    Ungraded,
}

/// One voice, the same whoever prints it: by name, else by organisation and country, else the document itself. "Reportedly" names nobody: it is the
/// report's own word still.
pub(crate) fn voice_key(voice: &Voice, source: &Source) -> String {
    match voice {
        Voice::Report => format!("report:{}", source.witness),
        Voice::Said(said) => match (&said.name, &said.organisation) {
            (Some(name), _) => format!("person:{}", name.to_lowercase()),
            (None, Some(body)) => format!("organisation:{}:{}", said.country.unwrap_or(""), body.to_lowercase()),
            (None, None) if said.kind == VoiceKind::Report => voice_key(&Voice::Report, source),
            (None, None) => format!("unnamed:{}", source.witness),
        },
    }
}

/// Counts who tells of it.
pub(crate) fn independence(accounts: &[(&Source, &EventClaim)]) -> Independence {
    let set = |keys: BTreeSet<String>| keys.len();
    let outlet = |source: &Source| source.outlet.clone().unwrap_or_else(|| source.witness.clone());
    Independence {
        outlets: set(accounts.iter().map(|(source, _)| outlet(source)).collect()),
        publisher_families: set(accounts
            .iter()
            .map(|(source, _)| source.family.clone().unwrap_or_else(|| outlet(source)))
            .collect()),
        wire_origins: set(accounts
            .iter()
            .map(|(source, _)| source.wire_origin.clone().unwrap_or_else(|| source.witness.clone()))
            .collect()),
        voices: set(accounts.iter().map(|(source, claim)| voice_key(&claim.voice, source)).collect()),
    }
}

/// The grade the accounts suggest (codebook, Independence and grade).
pub(crate) fn grade(accounts: &[(&Source, &EventClaim)], independence: Independence) -> Grade {
    let perpetrators = |claim: &EventClaim| {
        let blamed = claim.parties.iter().filter(|party| party.role == PartyRole::Perpetrator);
        blamed
            .filter(|party| party.certainty != Certainty::Denied)
            .filter_map(|party| party.country.or(party.id))
            .collect::<Vec<_>>()
    };
    let mut accepted = false;
    let mut retracted = 0;
    let mut blamed: BTreeSet<&str> = BTreeSet::new();
    for (_, claim) in accounts {
        let named = perpetrators(claim);
        if let Voice::Said(said) = &claim.voice {
            let speaks_for = said.country.is_some_and(|country| named.contains(&country));
            accepted |= said.kind == VoiceKind::Belligerent && said.stance == Stance::Asserts && speaks_for;
            retracted += usize::from(matches!(said.stance, Stance::Retracts | Stance::Denies));
        }
        accepted |= claim.parties.iter().any(|party| party.certainty == Certainty::Claimed);
        blamed.extend(named);
    }
    if retracted == accounts.len() {
        Grade::Discounted
    } else if blamed.len() > 1 {
        Grade::Contested
    } else if accepted {
        Grade::Confirmed
    } else if independence.wire_origins >= 2 && independence.voices >= 2 && !blamed.is_empty() {
        Grade::Fair
    } else if independence.wire_origins >= 1 {
        Grade::Weak
    } else {
        Grade::Ungraded
    }
}
