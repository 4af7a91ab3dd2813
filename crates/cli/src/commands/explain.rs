//! `dateline explain`: every cell of a claim, an incident or a series of totals, with its words, its rule and its report.

use std::io::Write;

use clap::Args;
use dateline::incidents::Policy;
use dateline::wire::v1::{Incident, Tally};
use dateline_ledger::{Filter, Found, Held, Ledger};
use jiff::Timestamp;

use super::ledger::{AsOf, derive};
use super::{Done, Reports};
use crate::console::style::{FAINT, STRONG};
use crate::render;

/// Print every cell of a claim, an incident or a series: value, words, rule, report.
#[derive(Args)]
pub struct Explain {
    /// The id of a claim, an incident or a series, or its beginning; "all" for every incident and series
    id: String,
    #[command(flatten)]
    at: AsOf,
    #[command(flatten)]
    reports: Reports,
}

impl Explain {
    pub fn run(self, now: Timestamp) -> anyhow::Result<Done> {
        let (ledger, done) = if self.reports.paths.is_empty() {
            (self.at.read()?, Done::All)
        } else {
            let mut ledger = Ledger::in_memory(Policy::default(), self.reports.threads())?;
            let (_, done) = self.reports.take_in(&mut ledger, now)?;
            derive(&mut ledger)?;
            (ledger, done)
        };
        let mut out = anstream::stdout();
        if self.id == "all" {
            for incident in ledger.incidents(&Filter::default())? {
                writeln!(out, "{}", explain_incident(&ledger, &incident)?)?;
            }
            for tally in ledger.tallies()? {
                writeln!(out, "{}", explain_tally(&ledger, &tally)?)?;
            }
            return Ok(done);
        }
        let text = match ledger.find(&self.id)? {
            Found::Incident(incident) => explain_incident(&ledger, &incident)?,
            Found::Tally(tally) => explain_tally(&ledger, &tally)?,
            Found::Claim(claim) => ledger
                .claims(std::slice::from_ref(&claim.id))?
                .iter()
                .map(|held| explain_claim(held, &ledger))
                .collect::<Result<_, _>>()?,
        };
        write!(out, "{text}")?;
        Ok(done)
    }
}

fn explain_incident(ledger: &Ledger, incident: &Incident) -> anyhow::Result<String> {
    let mut text =
        format!("{STRONG}incident    {}{STRONG:#}  {FAINT}{}{FAINT:#}\n", render::visible(&incident.title), incident.id);
    text += &render::cells(&render::incident_cells(incident));
    let independence = incident.independence;
    text += &format!(
        "grade       {} (outlets {}, publisher families {}, wire origins {}, voices {}), {}\n",
        incident.grade,
        independence.outlets,
        independence.publisher_families,
        independence.wire_origins,
        independence.voices,
        incident.status
    );
    for toll in &incident.tolls {
        text += &format!("rests on    {} {}: {}\n", toll.measure, toll.group, toll.claims.join(", "));
    }
    for problem in &incident.problems {
        text += &format!("problem     {}: {}\n", problem.slug, render::visible(&problem.message));
    }
    for held in ledger.claims(&incident.claims)? {
        text += &format!("\n{}", explain_claim(&held, ledger)?);
    }
    Ok(text)
}

fn explain_tally(ledger: &Ledger, tally: &Tally) -> anyhow::Result<String> {
    let mut text = format!("{STRONG}totals      {} {}{STRONG:#}  {FAINT}{}{FAINT:#}\n", tally.measure, tally.group, tally.id);
    let mut table = render::Tallies::default();
    table.add(tally);
    text += &table.to_string();
    for problem in &tally.problems {
        text += &format!("problem     {}: {}\n", problem.slug, render::visible(&problem.message));
    }
    if !tally.covers.is_empty() {
        text += &format!("covers      {}\n", tally.covers.join(", "));
    }
    let mut ids: Vec<String> = tally.points.iter().map(|point| point.claim.clone()).collect();
    ids.dedup();
    for held in ledger.claims(&ids)? {
        text += &format!("\n{}", explain_claim(&held, ledger)?);
    }
    Ok(text)
}

fn explain_claim(held: &Held, ledger: &Ledger) -> anyhow::Result<String> {
    let claim = &held.claim;
    let mut text = format!("{STRONG}claim       {}{STRONG:#}\n", claim.id);
    text += &render::cells(&render::claim_cells(claim));
    text += &format!("sentence    \"{}\"  {FAINT}[{}]{FAINT:#}\n", render::visible(&claim.span.text), claim.rule);
    for source in &held.sources {
        let report = &source.report;
        text += &format!("report      {}", render::visible(&report.id));
        for part in
            [&report.outlet, &report.published.map(|day| day.to_string()), &report.title, &report.url].into_iter().flatten()
        {
            text += &format!("  {}", render::visible(part));
        }
        text += &format!("\ndocument    {}  bytes {}..{}\n", source.document, claim.span.start, claim.span.end);
        text += &format!("taken in    {}  from {} by {}\n", source.at, render::visible(&source.origin), source.extractor);
    }
    for decision in ledger.decisions_on(&claim.id)? {
        text += &format!("ruled       {}\n", render::visible(&render::decision(&decision)));
    }
    Ok(text)
}
