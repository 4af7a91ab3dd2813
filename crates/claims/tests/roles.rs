//! The corpus of roles, read by the whole chain.

mod chain;

use std::path::Path;

use dateline_claims::{Certainty, Claim, Party, PartyRole};
use dateline_text::Document;

fn main() {
    let arguments = libtest_mimic::Arguments::from_args();
    libtest_mimic::run(&arguments, dateline_testkit::corpus(Path::new("tests/roles.corpus"), read)).exit();
}

/// All parties to the acts of force that a text says happened on one line, in the order of their words; no line where it has none.
fn read(words: &str) -> Vec<String> {
    let (document, coding) = chain::coded(words);
    let parties = coding.claims.iter().flat_map(|claim| match claim {
        Claim::Event(event) if event.makes_incident() => &event.parties[..],
        _ => &[],
    });
    let mut parties: Vec<&Party> = parties.collect();
    parties.sort_by_key(|party| party.range);
    let printed: Vec<String> = parties.into_iter().map(|party| print(party, &document)).collect();
    if printed.is_empty() { Vec::new() } else { vec![printed.join("; ")] }
}

fn print(party: &Party, document: &Document) -> String {
    let role = match (party.role, party.certainty) {
        (PartyRole::Perpetrator, Certainty::Suspected) => "by?",
        (PartyRole::Perpetrator, Certainty::Claimed) => "by!",
        (PartyRole::Perpetrator, _) => "by",
        (PartyRole::Target, _) => "at",
        (PartyRole::Victim, _) => "harmed",
        (PartyRole::Party, _) => "with",
    };
    let words = document.slice(party.range).to_lowercase();
    let bare = ["a ", "an ", "the "].iter().find_map(|article| words.strip_prefix(article)).unwrap_or(&words);
    format!("{role} {bare}")
}
