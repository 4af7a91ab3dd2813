//! `dateline eval`: how right the engine is, against a gold set.

use clap::Args;

use super::Done;

/// Measure against a gold set.
#[derive(Args)]
pub struct Eval {
    /// A gold set, or a file of one
    set: String,
}

impl Eval {
    pub fn run(self) -> anyhow::Result<Done> {
        anyhow::bail!("no gold set {}", self.set)
    }
}
