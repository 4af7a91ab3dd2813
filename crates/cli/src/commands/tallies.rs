//! `dateline tallies`: running totals, one series a voice, measure, group, area and first day. Never added to an incident.

use std::path::PathBuf;

use clap::Args;

use super::Done;
use super::export::{self, Shape, Shown};
use super::ledger::AsOf;
use crate::render;

/// Print the running totals.
#[derive(Args)]
pub struct Tallies {
    #[command(flatten)]
    at: AsOf,
    /// How to print: table, json, csv, hxl, parquet, sqlite
    #[arg(long, default_value = "table")]
    format: Shape,
    /// Where to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Who it is for: restricted or public
    #[arg(long, default_value = "restricted")]
    profile: Shown,
}

impl Tallies {
    pub fn run(self) -> anyhow::Result<Done> {
        let ledger = self.at.read()?;
        let tallies = ledger.tallies()?;
        match self.format {
            Shape::Table => {
                let mut table = render::Tallies::default();
                tallies.iter().for_each(|tally| table.add(tally));
                export::print(self.output.as_deref(), &table)?;
            }
            Shape::Export(format) => {
                let about = dateline_desk::about(self.profile.0, self.at.as_of, None);
                let write = |out: &mut dyn std::io::Write| {
                    dateline_export::tallies(format, &about, tallies.into_iter(), &mut { out })?;
                    Ok(())
                };
                export::to(self.output.as_deref(), write)?;
            }
        }
        Ok(Done::All)
    }
}
