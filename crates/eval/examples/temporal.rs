//! Prints the TempEval-3 score of `.tml` files or folders; `--odd` and `--even` take every second file, `--errors` lists differences.
#![allow(clippy::print_stdout, reason = "a command")]

use std::error::Error;
use std::path::PathBuf;

use dateline_eval::temporal::{Rates, files, score};

fn main() -> Result<(), Box<dyn Error>> {
    let (options, paths): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let has = |name: &str| options.iter().any(|option| option == name);
    let mut all = Vec::new();
    for path in paths {
        all.extend(files(&PathBuf::from(path))?);
    }
    let taken: Vec<PathBuf> = all
        .into_iter()
        .enumerate()
        .filter(|(index, _)| !(has("--odd") && index % 2 == 1 || has("--even") && index % 2 == 0))
        .map(|(_, path)| path)
        .collect();
    let score = score(&taken)?;
    let line = |name: &str, rates: Rates| {
        println!("{name:8} P {:5.1}  R {:5.1}  F1 {:5.1}", rates.precision * 100.0, rates.recall * 100.0, rates.f1 * 100.0);
    };
    println!("{} files, {} marked, {} read", taken.len(), score.gold, score.read);
    line("strict", score.strict);
    line("relaxed", score.relaxed);
    line("value", score.value);
    line("type", score.kind);
    if has("--errors") {
        for miss in score.errors {
            println!("{}\t{}\t{}\t{}\t{}", miss.kind, miss.gold, miss.read, miss.file, miss.context);
        }
    }
    Ok(())
}
