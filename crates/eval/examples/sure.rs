//! Prints the table that confidence is read from: each kind of claim, how many of it were judged and how many were right, on the even halves of isaf and gva.
//!
//! `cargo run --release -p dateline-eval --example sure > data/lexicon/sureness.csv`
#![allow(clippy::print_stdout, reason = "a command")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use dateline::incidents::Policy;
use dateline_claims::{Claim, kind};
use dateline_eval::Half;
use dateline_eval::sure::{golds, judged};

fn main() -> Result<(), Box<dyn Error>> {
    let data = std::env::args().nth(1).unwrap_or_else(|| "../shared/data".to_owned());
    let mut kinds: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for set in ["isaf", "gva"] {
        for (report, gold) in golds(set, Path::new(&data))?.into_iter().filter(|(report, _)| Half::of(&report.id) == Half::Even) {
            let reading = dateline::read(&report);
            let record = dateline::record(&report, &reading, &Policy::default());
            let told: BTreeMap<&str, &Claim> = record.claims.iter().map(|claim| &*claim.id).zip(&reading.coding.claims).collect();
            for (claim, right) in judged(&gold, &record) {
                let Some(Claim::Event(event)) = told.get(&*claim.id) else { continue };
                for kind in [kind(event), "any".to_owned()] {
                    let (judged, rights) = kinds.entry(kind).or_default();
                    *judged += 1;
                    *rights += u32::from(right);
                }
            }
        }
    }
    println!("kind,judged,right,source");
    for (kind, (judged, right)) in kinds {
        println!("{kind},{judged},{right},isaf; gva (even halves)");
    }
    Ok(())
}
