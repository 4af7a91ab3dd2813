//! `dateline run`: reports taken into the ledger, coded and joined with what it holds, and the incidents they tell of in a table.

use std::collections::BTreeMap;
use std::io::{self, Write};

use clap::{Args, ValueEnum};
use dateline::wire::v1::{self, Claim, Incident, Tally};
use dateline_ledger::{Filter, Ledger, TakenIn};
use jiff::Timestamp;
use serde::Serialize;

use super::ledger::{Where, derive, holds, number};
use super::{Done, Reports};
use crate::render;

/// Take reports into the ledger and print the incidents they tell of.
#[derive(Args)]
pub struct Run {
    #[command(flatten)]
    reports: Reports,
    #[command(flatten)]
    place: Where,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: the incidents, then the running totals
    Table,
    /// One object: the incidents, the running totals and the claims they rest on
    Json,
}

/// What `run --format json` prints.
#[derive(Serialize)]
struct Printed<'a> {
    wire: &'static str,
    incidents: &'a [Incident],
    tallies: &'a [Tally],
    claims: &'a [Claim],
}

/// What the reports of one run come to.
struct Told {
    incidents: Vec<Incident>,
    tallies: Vec<Tally>,
    claims: BTreeMap<String, Claim>,
}

impl Run {
    pub fn run(self, now: Timestamp) -> anyhow::Result<Done> {
        let mut ledger = self.place.write("run")?;
        let (taken, done) = self.reports.take_in(&mut ledger, now)?;
        derive(&mut ledger)?;
        let told = told(&ledger, &taken)?;
        match self.format {
            Format::Json => json(&told)?,
            Format::Table => table(&ledger, &taken, &told)?,
        }
        Ok(done)
    }
}

/// The incidents and series that the reports taken in have a part in, with all their claims.
fn told(ledger: &Ledger, taken: &TakenIn) -> anyhow::Result<Told> {
    let incidents = ledger.incidents(&Filter { captures: Some(taken.captures.clone()), ..Filter::default() })?;
    let tallies = ledger.tallies_of(&taken.captures)?;
    let ids: Vec<String> = incidents.iter().flat_map(|incident| incident.claims.iter().cloned()).collect();
    let points = tallies.iter().flat_map(|tally| &tally.points).map(|point| point.claim.clone());
    let ids: Vec<String> = ids.into_iter().chain(points).collect();
    let claims = ledger.claims(&ids)?.into_iter().map(|held| (held.claim.id.clone(), held.claim)).collect();
    Ok(Told { incidents, tallies, claims })
}

fn json(told: &Told) -> anyhow::Result<()> {
    let claims: Vec<Claim> = told.claims.values().cloned().collect();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let printed = Printed { wire: v1::VERSION, incidents: &told.incidents, tallies: &told.tallies, claims: &claims };
    serde_json::to_writer(&mut out, &printed)?;
    writeln!(out)?;
    Ok(out.flush()?)
}

fn table(ledger: &Ledger, taken: &TakenIn, told: &Told) -> anyhow::Result<()> {
    let claims: BTreeMap<&str, &Claim> = told.claims.iter().map(|(id, claim)| (id.as_str(), claim)).collect();
    let mut out = anstream::stdout();
    write!(out, "{}", render::incidents(&told.incidents, &claims))?;
    if !told.tallies.is_empty() {
        write!(out, "\nRunning totals, of no one incident\n{}", render::tallies(&told.tallies))?;
    }
    let again = match taken.held + taken.recoded {
        0 => String::new(),
        held => format!(", {held} held already"),
    };
    writeln!(
        out,
        "\n{} from {}{again}; {}",
        number(told.incidents.len(), "incident"),
        number(taken.captures.len(), "report"),
        holds(ledger.counts()?)
    )?;
    Ok(())
}
