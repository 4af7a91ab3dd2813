//! `dateline run`: every report coded, the claims of all brought together, the incidents in a table.

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use dateline::wire::v1::{Claim, Incident};
use serde::Serialize;

use super::kept::Kept;
use super::{Done, Reports};
use crate::render;

/// Code reports and print the incidents they tell of.
#[derive(Args)]
pub struct Run {
    #[command(flatten)]
    reports: Reports,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: the incidents, then the running totals
    Table,
    /// One object: every incident, and the claims they and the running totals rest on
    Json,
}

/// What `run --format json` prints.
#[derive(Serialize)]
struct Ledger<'a> {
    wire: &'static str,
    incidents: &'a [Incident],
    claims: &'a [&'a Claim],
}

impl Run {
    pub fn run(self) -> anyhow::Result<Done> {
        let (kept, done) = self.reports.keep()?;
        match self.format {
            Format::Json => json(&kept)?,
            Format::Table => table(&kept)?,
        }
        Ok(done)
    }
}

fn json(kept: &Kept) -> anyhow::Result<()> {
    let claims: Vec<&Claim> = kept.claims().into_values().collect();
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut out, &Ledger { wire: dateline::wire::v1::VERSION, incidents: &kept.incidents, claims: &claims })?;
    writeln!(out)?;
    Ok(out.flush()?)
}

fn table(kept: &Kept) -> anyhow::Result<()> {
    let Kept { records, incidents } = kept;
    let claims = kept.claims();
    let mut tallies: Vec<&Claim> = claims.values().copied().filter(|claim| claim.kind == "tally").collect();
    tallies.sort_by_key(|claim| (claim.window.as_ref().map(|window| (window.end, window.start)), &claim.id));
    let mut out = anstream::stdout();
    write!(out, "{}", render::incidents(incidents, &claims))?;
    if !tallies.is_empty() {
        write!(out, "\nRunning totals, of no one incident\n{}", render::tallies(&tallies))?;
    }
    let documents: std::collections::BTreeSet<&str> = records.iter().map(|record| record.document.id.as_str()).collect();
    let problems: usize = records.iter().map(|record| record.problems.len()).sum();
    writeln!(
        out,
        "\n{} from {} ({}), {}, {}, {}",
        number(incidents.len(), "incident"),
        number(records.len(), "report"),
        number(documents.len(), "different text"),
        number(claims.len(), "claim"),
        number(tallies.len(), "running total"),
        number(problems, "problem"),
    )?;
    Ok(())
}

/// "1 report", "2 reports".
fn number(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
