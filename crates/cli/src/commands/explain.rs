//! `dateline explain`: every cell of a claim or an incident, with its words, its rule and its report.

use std::io::Write;

use clap::Args;
use dateline::wire::v1::{Claim, Incident};

use super::kept::{Kept, Named};
use super::{Done, Reports};
use crate::console::style::{FAINT, STRONG};
use crate::render;

/// Print every cell of a claim or an incident: value, words, rule, report.
#[derive(Args)]
pub struct Explain {
    /// The id of a claim or an incident, or its beginning; "all" for every incident and running total
    id: String,
    #[command(flatten)]
    reports: Reports,
}

impl Explain {
    pub fn run(self) -> anyhow::Result<Done> {
        let (kept, done) = self.reports.keep()?;
        let mut out = anstream::stdout();
        if self.id == "all" {
            for incident in &kept.incidents {
                writeln!(out, "{}", explain_incident(incident, &kept))?;
            }
            for claim in kept.claims().into_values().filter(|claim| claim.kind == "tally") {
                writeln!(out, "{}", explain_claim(claim, &kept))?;
            }
            return Ok(done);
        }
        match kept.named(&self.id)? {
            Named::Incident(incident) => write!(out, "{}", explain_incident(incident, &kept))?,
            Named::Claim(claim) => write!(out, "{}", explain_claim(claim, &kept))?,
        }
        Ok(done)
    }
}

fn explain_incident(incident: &Incident, kept: &Kept) -> String {
    let mut text =
        format!("{STRONG}incident    {}{STRONG:#}  {FAINT}{}{FAINT:#}\n", render::visible(&incident.title), incident.id);
    text += &render::cells(&render::incident_cells(incident));
    let independence = incident.independence;
    text += &format!(
        "grade       {} (outlets {}, publisher families {}, wire origins {}, voices {})\n",
        incident.grade, independence.outlets, independence.publisher_families, independence.wire_origins, independence.voices
    );
    for toll in &incident.tolls {
        text += &format!("rests on    {} {}: {}\n", toll.measure, toll.group, toll.claims.join(", "));
    }
    let claims = kept.claims();
    for id in &incident.claims {
        match claims.get(id.as_str()) {
            Some(claim) => text += &format!("\n{}", explain_claim(claim, kept)),
            None => text += &format!("\nclaim       {id}\n"),
        }
    }
    text
}

fn explain_claim(claim: &Claim, kept: &Kept) -> String {
    let mut text = format!("{STRONG}claim       {}{STRONG:#}\n", claim.id);
    text += &render::cells(&render::claim_cells(claim));
    text += &format!("sentence    \"{}\"  {FAINT}[{}]{FAINT:#}\n", render::visible(&claim.span.text), claim.rule);
    for record in kept.records.iter().filter(|record| record.claims.iter().any(|one| one.id == claim.id)) {
        let report = &record.report;
        text += &format!("report      {}", render::visible(&report.id));
        for part in
            [&report.outlet, &report.published.map(|day| day.to_string()), &report.title, &report.url].into_iter().flatten()
        {
            text += &format!("  {}", render::visible(part));
        }
        text += &format!("\ndocument    {}  bytes {}..{}\n", record.document.id, claim.span.start, claim.span.end);
    }
    text
}
