//! The corpus of dealings, read by the whole chain.

mod chain;

use std::path::Path;

use dateline_claims::{Claim, EventClaim, Party, PartyRole};

fn main() {
    let arguments = libtest_mimic::Arguments::from_args();
    libtest_mimic::run(&arguments, dateline_testkit::corpus(Path::new("tests/dealings.corpus"), read)).exit();
}

/// Each claim of an act without force on a line: the act, and its parties in the order of their words; no line where nobody is named.
fn read(words: &str) -> Vec<String> {
    let (_, coding) = chain::coded(words);
    let unforced = coding.claims.iter().filter_map(|claim| match claim {
        Claim::Event(event) if !event.force && !event.parties.is_empty() => Some(event),
        _ => None,
    });
    let line = |event: &EventClaim| {
        let mut parties: Vec<&Party> = event.parties.iter().collect();
        parties.sort_by_key(|party| party.range);
        let parties: Vec<String> = parties.into_iter().map(print).collect();
        format!("{} {}", event.act.value(), parties.join("; "))
    };
    unforced.map(line).take(1).collect()
}

fn print(party: &Party) -> String {
    let role = match party.role {
        PartyRole::Perpetrator => "by",
        PartyRole::Target | PartyRole::Victim => "at",
        PartyRole::Party => "with",
    };
    format!("{role} {}", party.name.to_lowercase())
}
