//! Prints the score on a PolNeAR folder; `--odd` and `--even` take every second article, `--errors` lists differences.
#![allow(clippy::print_stdout, reason = "a command")]

use std::error::Error;
use std::path::Path;

use dateline_eval::polnear::{Hits, PARTS, score};

fn main() -> Result<(), Box<dyn Error>> {
    let (options, paths): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let has = |name: &str| options.iter().any(|option| option == name);
    let taken = |index: usize| if index.is_multiple_of(2) { !has("--odd") } else { !has("--even") };
    for path in paths {
        let score = score(Path::new(&path), taken)?;
        let line = |name: &str, hits: Hits| {
            let shares = [hits.precision(), hits.recall(), hits.f1()].map(|share| share * 100.0);
            println!(
                "{name:18} P {:5.1}  R {:5.1}  F1 {:5.1}  of {} read, {} marked",
                shares[0], shares[1], shares[2], hits.read, hits.marked
            );
        };
        println!("{path}: {} articles", score.documents);
        line("attributions", score.attributions);
        for (part, name) in PARTS.iter().enumerate() {
            line(&format!("{name} exact"), score.exact[part]);
            line(&format!("{name} partial"), score.partial[part]);
        }
        if has("--errors") {
            for (kind, article, marked, read) in &score.errors {
                println!("{kind}\t{article}\t{marked}\t{read}");
            }
        }
    }
    Ok(())
}
