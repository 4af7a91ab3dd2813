//! Prints the score on folders of re3d, named on the command line; `--odd` and `--even` take every second document, `--errors` lists
//! differences.
#![allow(clippy::print_stdout, reason = "a command")]

use std::error::Error;
use std::path::Path;

use dateline_eval::re3d::{Score, score};

fn main() -> Result<(), Box<dyn Error>> {
    let (options, paths): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let has = |name: &str| options.iter().any(|option| option == name);
    let taken = |index: usize| if index.is_multiple_of(2) { !has("--odd") } else { !has("--even") };
    let mut total = Score::default();
    for path in &paths {
        score(Path::new(path), taken, &mut total)?;
    }
    println!("{} folders: {}", paths.len(), paths.join(", "));
    println!("{} documents", total.documents);
    for (name, hits) in [("exact", &total.exact), ("partial", &total.partial)] {
        for (kind, hits) in hits {
            let shares = [hits.precision(), hits.recall(), hits.f1()].map(|share| share * 100.0);
            println!(
                "{name:8} {kind:18} P {:5.1}  R {:5.1}  F1 {:5.1}  of {} read, {} marked",
                shares[0], shares[1], shares[2], hits.read, hits.marked
            );
        }
    }
    if has("--errors") {
        for (kind, entity, words) in &total.errors {
            println!("{kind}\t{entity}\t{words}");
        }
    }
    Ok(())
}
