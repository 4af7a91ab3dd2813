//! `dateline run`: reports taken into the ledger, coded and joined with what it holds, and the incidents they tell of in a table.

use std::collections::BTreeSet;
use std::io::{self, Write};

use clap::{Args, ValueEnum};
use dateline::wire::v1;
use dateline_desk::each_entry;
use dateline_ledger::{Filter, Ledger, TakenIn};
use jiff::Timestamp;
use serde::Serialize;

use super::ledger::{Where, derive, holds, number};
use super::{Done, Reports, export};
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

impl Run {
    pub fn run(self, now: Timestamp) -> anyhow::Result<Done> {
        let mut ledger = self.place.write("run")?;
        let (taken, done) = self.reports.take_in(&mut ledger, now)?;
        derive(&mut ledger)?;
        match self.format {
            Format::Json => json(&ledger, &taken)?,
            Format::Table => table(&ledger, &taken)?,
        }
        Ok(done)
    }
}

/// The incidents that the reports taken in have a part in.
fn told_by(taken: &TakenIn) -> Filter {
    Filter { captures: Some(taken.captures.clone()), ..Filter::default() }
}

/// One object: `wire`, `incidents`, `tallies`, and the `claims` these rest on, by id.
fn json(ledger: &Ledger, taken: &TakenIn) -> anyhow::Result<()> {
    let mut claims: BTreeSet<String> = BTreeSet::new();
    let mut out = io::BufWriter::new(io::stdout().lock());
    write!(out, "{{\"wire\":{},\"incidents\":[", serde_json::to_string(v1::VERSION)?)?;
    let mut list = List::new(&mut out);
    each_entry(ledger, &ledger.ids(&told_by(taken))?, |entries| {
        for entry in entries {
            list.add(&entry.incident)?;
            claims.extend(entry.incident.claims);
        }
        anyhow::Ok(())
    })?;
    out.write_all(b"],\"tallies\":[")?;
    let mut list = List::new(&mut out);
    for tally in ledger.tallies_of(&taken.captures)? {
        list.add(&tally)?;
        claims.extend(tally.points.into_iter().map(|point| point.claim));
    }
    out.write_all(b"],\"claims\":[")?;
    let mut list = List::new(&mut out);
    for some in claims.into_iter().collect::<Vec<_>>().chunks(CLAIMS_AT_A_TIME) {
        for held in ledger.claims(some)? {
            list.add(&held.claim)?;
        }
    }
    out.write_all(b"]}\n")?;
    Ok(out.flush()?)
}

/// How many claims are read back at a time.
const CLAIMS_AT_A_TIME: usize = 1000;

/// The items of a list, as JSON.
struct List<'a, W> {
    out: &'a mut W,
    is_empty: bool,
}

impl<'a, W: Write> List<'a, W> {
    fn new(out: &'a mut W) -> List<'a, W> {
        List { out, is_empty: true }
    }

    fn add(&mut self, item: &impl Serialize) -> anyhow::Result<()> {
        if !std::mem::replace(&mut self.is_empty, false) {
            self.out.write_all(b",")?;
        }
        Ok(serde_json::to_writer(&mut *self.out, item)?)
    }
}

fn table(ledger: &Ledger, taken: &TakenIn) -> anyhow::Result<()> {
    let mut out = anstream::stdout();
    let incidents = export::table(ledger, &told_by(taken))?;
    write!(out, "{incidents}")?;
    let mut tallies = render::Tallies::default();
    ledger.tallies_of(&taken.captures)?.iter().for_each(|tally| tallies.add(tally));
    if tallies.len() > 0 {
        write!(out, "\nRunning totals, of no one incident\n{tallies}")?;
    }
    let again = match taken.held + taken.recoded {
        0 => String::new(),
        held => format!(", {held} held already"),
    };
    writeln!(
        out,
        "\n{} from {}{again}; {}",
        number(incidents.len(), "incident"),
        number(taken.captures.len(), "report"),
        holds(ledger.counts()?)
    )?;
    Ok(())
}
