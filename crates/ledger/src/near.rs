//! Near: what is kept at hand of codings to see which happenings are linked, without the records they were read from.
//!
//! In: coded reports. Out: a [`Known`] a text. Knows no tables. A hundred codings' happenings take the room of a few records, so those that
//! the next batch will be compared with too are kept from one to the next.

use std::collections::BTreeMap;

use dateline::incidents::{self, ClaimRef, Happening, Link, Policy};
use dateline::{Ready, Rulings, Told};
use jiff::civil::Date;

/// How many happenings are kept from batch to batch.
const KEPT: usize = 10_000;

/// What one text tells, as far as joining goes.
pub(crate) struct Known {
    /// Its place among texts.
    order: (Option<Date>, String),
    /// Each with the number of its coding for its report.
    pub(crate) happenings: Vec<Happening>,
    /// Its claims that a ruling on a pair names.
    ruled: Vec<(String, ClaimRef)>,
}

/// What each text of `told` tells, by the number of the coding that stands for it; `codings` are theirs.
pub(crate) fn known(told: &[Told<'_>], codings: &[i64], rulings: &Rulings) -> BTreeMap<i64, Known> {
    let ready = Ready::new(told, rulings);
    let firsts = ready.firsts();
    let order = |told: &Told<'_>| (told.record.report.published, told.record.document.id.clone());
    let mut known: Vec<Known> =
        firsts.iter().map(|&first| Known { order: order(&told[first]), happenings: Vec::new(), ruled: Vec::new() }).collect();
    let coding = |text: usize| codings[firsts[text]] as usize;
    for happening in ready.happenings(&ready.reported()) {
        let report = coding(happening.report);
        known[happening.report].happenings.push(Happening { report, ..happening });
    }
    for (claim, places) in ready.places(rulings) {
        for at in places {
            let place = ClaimRef { report: coding(at.report), ..at };
            known[at.report].ruled.push((claim.clone(), place));
        }
    }
    firsts.iter().map(|&first| codings[first]).zip(known).collect()
}

/// Links of some codings' happenings, each end a coding and an episode.
pub(crate) struct Linked {
    pub(crate) ends: [(i64, usize); 2],
    pub(crate) why: &'static str,
    pub(crate) merges: bool,
}

/// The links of what `new` tell, with one another and with what `near` tell.
pub(crate) fn linked<'a>(
    new: &'a BTreeMap<i64, Known>,
    near: impl Iterator<Item = &'a Known>,
    rulings: &Rulings,
    policy: &Policy,
) -> Vec<Linked> {
    let mut all: Vec<(&Known, bool)> = new.values().map(|known| (known, true)).chain(near.map(|known| (known, false))).collect();
    all.sort_by(|(a, _), (b, _)| a.order.cmp(&b.order));
    let mut places: BTreeMap<String, Vec<ClaimRef>> = BTreeMap::new();
    for (claim, at) in all.iter().flat_map(|(known, _)| &known.ruled) {
        places.entry(claim.clone()).or_default().push(*at);
    }
    let told = || all.iter().flat_map(|(known, new)| known.happenings.iter().map(move |happening| (happening, *new)));
    let happenings: Vec<&Happening> = told().map(|(happening, _)| happening).collect();
    let is_new: Vec<bool> = told().map(|(_, new)| new).collect();
    let end = |index: usize| (happenings[index].report as i64, happenings[index].episode);
    let links = incidents::links(&happenings, &rulings.pairs(&places), policy, |index| is_new[index]);
    links.into_iter().map(|Link { a, b, why, merges }| Linked { ends: [end(a), end(b)], why, merges }).collect()
}

/// What is kept at hand.
#[derive(Default)]
pub(crate) struct AtHand {
    known: BTreeMap<i64, Known>,
    happenings: usize,
}

impl AtHand {
    /// Those of `codings` that are not at hand.
    pub(crate) fn missing(&self, codings: &[i64]) -> Vec<i64> {
        codings.iter().copied().filter(|coding| !self.known.contains_key(coding)).collect()
    }

    pub(crate) fn keep(&mut self, known: BTreeMap<i64, Known>) {
        self.happenings += known.values().map(|known| known.happenings.len()).sum::<usize>();
        self.known.extend(known);
    }

    pub(crate) fn of<'a>(&'a self, codings: &'a [i64]) -> impl Iterator<Item = &'a Known> {
        codings.iter().filter_map(|coding| self.known.get(coding))
    }

    /// Lets go of all but `codings` where too much is kept.
    pub(crate) fn let_go(&mut self, codings: &[i64]) {
        if self.happenings > KEPT {
            self.known.retain(|coding, _| codings.binary_search(coding).is_ok());
            self.happenings = self.known.values().map(|known| known.happenings.len()).sum();
        }
    }
}
