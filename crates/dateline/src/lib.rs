//! Dateline: the façade. One pure function, [`code`], reads one report; [`conclude`] joins what several say.
//!
//! In: [`Report`]s. Out: codings, incidents, tallies, and their wire form. Holds no rule of its own: each room is called once, in order.

mod mentions_to_wire;
mod policy;
mod slugs;
mod to_wire;
pub mod wire;

use std::collections::BTreeSet;

use dateline_claims::Coding;
use dateline_incidents::{Findings, Policy, Reported, Rulings, Runs, Source};
use dateline_lexicon::Lexicon;
use dateline_mentions::{Context, Mentions};
use dateline_syntax::Model;
use dateline_text::{DocId, Document};
use jiff::civil::Date;

pub use dateline_incidents as incidents;
pub use dateline_mentions as mentions;
pub use dateline_text as text;
pub use policy::{DEFAULT_POLICY, PolicyError, policy};
pub use to_wire::{incidents_of, record, record_with_mentions};

/// One publication.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// What its keeper calls it.
    pub id: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When, by day.
    pub published: Option<Date>,
    /// BCP 47.
    pub language: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its exact text.
    pub text: String,
}

/// One report, read: its document, what it names and what it claims.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The report's text and its parts.
    pub document: Document,
    /// What it names.
    pub mentions: Mentions,
    /// What it claims.
    pub coding: Coding,
}

/// Reads one report. The same report gives the same reading, whatever else is read beside it.
pub fn read(report: &Report) -> Reading {
    let lexicon = Lexicon::embedded();
    let document = Document::read(&report.text);
    let parse = Model::embedded().parse(&document);
    let context = Context { published: report.published, outlet: report.outlet.clone() };
    let mentions = dateline_mentions::mentions(&document, &parse, lexicon, &context);
    let coding = dateline_claims::code(&document, &parse, &mentions, lexicon, &context);
    Reading { document, mentions, coding }
}

/// Codes one report.
pub fn code(report: &Report) -> Coding {
    read(report).coding
}

/// Joins what several reports say into incidents and tallies; their order does not matter. Copies of one text are one witness.
pub fn conclude(reports: &[(&Report, &Reading)], policy: &Policy) -> Findings {
    let witnesses = match reports {
        [(_, only)] => vec![only.document.id()],
        several => {
            let runs: Vec<Runs> = several.iter().map(|(_, reading)| Runs::of(&reading.document)).collect();
            dateline_incidents::witnesses(&runs, policy)
        }
    };
    let sources = reports.iter().zip(witnesses).map(|(&(report, reading), witness)| (source(report, reading, witness), reading));
    let reported: Vec<Reported<'_>> =
        sources.map(|(source, reading)| Reported { source, coding: &reading.coding, rejected: BTreeSet::new() }).collect();
    dateline_incidents::conclude(&reported, &Rulings::default(), policy)
}

/// Where a coding comes from, as its report and document say.
fn source(report: &Report, reading: &Reading, witness: DocId) -> Source {
    let document = &reading.document;
    Source {
        report: report.id.clone(),
        outlet: report.outlet.clone(),
        family: None,
        wire_origin: document.header().wire_origin.map(|range| document.slice(range).to_owned()),
        published: report.published,
        witness: witness.to_string(),
    }
}
