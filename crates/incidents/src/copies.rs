//! Copies: which documents are one text, shortened, retitled or with a paragraph put in. Copies are one witness.
//!
//! In: each document's runs of five words, as hashes. Out: for each document, the first (by digest) of those it is a copy of or copied from. Two documents are
//! copies where the shorter shares more than the policy's share of its runs with the longer; candidates are found by the least hashes
//! each keeps, so that a hundred thousand documents need no comparison of all with all.

use std::collections::{BTreeMap, BTreeSet};

use dateline_text::{DocId, Document, Part};

use crate::Policy;

/// Words in a run.
const RUN: usize = 5;
/// Least hashes that two copies are found by.
const KEPT: usize = 48;
/// A hash kept by more documents than this is furniture, not text.
const COMMON: usize = 200;

/// One document's runs of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    document: DocId,
    hashes: Vec<u64>, // Invariant: sorted, each once.
}

impl Sketch {
    /// The runs of a document's own words: no dateline, byline, credit or furniture.
    pub fn of(document: &Document) -> Sketch {
        let reports = |part: Part| matches!(part, Part::Body | Part::Heading | Part::Caption);
        let sentences = document.sentences().iter().filter(|sentence| reports(sentence.part));
        let words: Vec<&str> =
            sentences.flat_map(|sentence| sentence.tokens.clone()).map(|token| document.lower(token)).collect();
        let hashes: BTreeSet<u64> = words.windows(RUN).map(hash).collect();
        Sketch { document: document.id(), hashes: hashes.into_iter().collect() }
    }

    /// The few runs it is looked up by.
    pub fn keys(&self) -> Vec<u64> {
        self.hashes.iter().take(KEPT).copied().collect()
    }

    /// As it is kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.hashes.iter().flat_map(|hash| hash.to_le_bytes()).collect()
    }

    /// As it was kept; `None` where the bytes are not a sketch.
    pub fn from_bytes(document: DocId, bytes: &[u8]) -> Option<Sketch> {
        let (hashes, rest) = bytes.as_chunks::<8>();
        let hashes: Vec<u64> = hashes.iter().map(|hash| u64::from_le_bytes(*hash)).collect();
        (rest.is_empty() && hashes.is_sorted()).then_some(Sketch { document, hashes })
    }

    /// Shared runs, as a share of the shorter document's.
    fn share(&self, other: &Sketch) -> f64 {
        let shorter = self.hashes.len().min(other.hashes.len());
        if shorter == 0 {
            return 0.0;
        }
        let shared = self.hashes.iter().filter(|hash| other.hashes.binary_search(hash).is_ok()).count();
        shared as f64 / shorter as f64
    }
}

/// FNV-1a over the words of a run, the same on every machine.
fn hash(words: &[&str]) -> u64 {
    let bytes = words.iter().flat_map(|word| word.bytes().chain([b' ']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// Whether one is a copy of the other.
pub fn are_copies(a: &Sketch, b: &Sketch, policy: &Policy) -> bool {
    a.document == b.document || a.share(b) > policy.copy_share
}

/// For each of `documents`, the digest all its copies share: the least of theirs.
pub fn witnesses(documents: &[Sketch], policy: &Policy) -> Vec<DocId> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|&index| documents[index].document);
    let mut found: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    let mut witness: Vec<usize> = (0..documents.len()).collect();
    for &index in &order {
        let runs = &documents[index];
        let mut candidates = BTreeSet::new();
        for hash in runs.hashes.iter().take(KEPT) {
            let holders = found.entry(*hash).or_default();
            if holders.len() < COMMON {
                candidates.extend(holders.iter().copied());
                holders.push(index);
            }
        }
        let copied = candidates.into_iter().find(|&other| are_copies(runs, &documents[other], policy));
        if let Some(other) = copied {
            witness[index] = witness[other];
        }
    }
    witness.into_iter().map(|index| documents[index].document).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Invented.
    const STORY: &str = "A rocket fell on the market of the town early on Sunday. Two traders were killed, the mayor said. \
        The army said it was looking into the matter. Shops stayed shut all day and families left for the hills by the river road.";

    fn witnesses_of(texts: &[&str]) -> Vec<usize> {
        let runs: Vec<Sketch> = texts.iter().map(|text| Sketch::of(&Document::read(text))).collect();
        let witnesses = witnesses(&runs, &Policy::default());
        witnesses.iter().map(|witness| runs.iter().position(|runs| runs.document == *witness).unwrap()).collect()
    }

    #[test]
    fn a_shortened_copy_is_one_witness_with_its_story() {
        let shortened = "A rocket fell on the market of the town early on Sunday. Two traders were killed, the mayor said.";
        let other = "Farmers in the valley expect a good harvest this year, the ministry said on Sunday in its weekly bulletin.";
        let found = witnesses_of(&[STORY, shortened, other]);
        assert_eq!(found[0], found[1]);
        assert_ne!(found[0], found[2]);
    }

    #[test]
    fn an_empty_document_is_nobodys_copy() {
        let found = witnesses_of(&["", STORY]);
        assert_ne!(found[0], found[1]);
    }
}
