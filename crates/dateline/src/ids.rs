//! Ids: of claims, of the incidents they make, of series of totals.
//!
//! A claim's id is its document's digest and a digest of what is claimed in which words, so that coding a text again by the same or a
//! later engine gives the same claim the same id. An incident's id is that of its first claim: no two incidents ever share one, none is
//! given twice, and an id printed once opens, for ever, the incident that holds that claim.

use std::collections::BTreeSet;

use dateline_text::DocId;
use sha2::{Digest, Sha256};

use crate::wire::v1;

/// The id of one of a document's claims; `taken` are those of the claims before it.
pub(crate) fn claim(document: DocId, claim: &v1::Claim, taken: &mut BTreeSet<String>) -> String {
    let words = claim.act_words.as_ref().map_or((claim.span.start, claim.span.end), |words| (words.span.start, words.span.end));
    let act = claim.act.as_deref().unwrap_or("");
    let told = format!("{} {act} {} {} {} {}", claim.kind, claim.span.start, claim.span.end, words.0, words.1);
    let first: String = short(document.bytes(), 6);
    // Two voices may claim the same act in the same words: the second is told apart by its number.
    let ids = (0u32..).map(|number| format!("c{first}-{}", short(&Sha256::digest(format!("{told} {number}").as_bytes()), 4)));
    let id = ids.into_iter().find(|id| !taken.contains(id)).unwrap_or_default();
    taken.insert(id.clone());
    id
}

/// The id of an incident whose first claim is `claim`.
pub fn incident(claim: &str) -> String {
    format!("i{}", claim.strip_prefix('c').unwrap_or(claim)) // one letter: the digest after it may begin with another c
}

/// The claim that an incident's id names.
pub fn anchor(incident: &str) -> String {
    format!("c{}", incident.strip_prefix('i').unwrap_or(incident))
}

/// The id of a series, from what it is one of.
pub(crate) fn series(key: &str) -> String {
    format!("t{}", short(&Sha256::digest(key.as_bytes()), 6))
}

fn short(bytes: &[u8], length: usize) -> String {
    bytes.iter().take(length).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_incidents_id_names_its_claim_whatever_letter_the_digest_begins_with() {
        for claim in ["c0a1b2c3d4e5f-01020304", "cca1b2c3d4e5f-01020304", "ccccb2c3d4e5f-01020304"] {
            assert_eq!(anchor(&incident(claim)), claim);
        }
    }
}
