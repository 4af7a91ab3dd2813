//! Dateline: the façade. One pure function, [`code`], reads one report; [`conclude`] joins what several records say.
//!
//! In: [`Report`]s. Out: codings, incidents, tallies, and their wire form. Holds no rule of its own: each room is called once, in order.

mod answers;
mod conclude;
pub mod correct;
pub mod decisions;
mod from_wire;
pub mod ids;
mod mentions_to_wire;
mod packed;
pub mod places;
mod policy;
mod slugs;
pub mod tallies;
mod to_wire;
pub mod wire;

use dateline_claims::Coding;
use dateline_incidents::{Policy, Sketch};
use dateline_lexicon::Lexicon;
use dateline_mentions::{Context, Mentions};
use dateline_syntax::Model;
use dateline_text::{DocId, Document};
use jiff::civil::Date;

pub use answers::{Answers, Question, answers};
pub use conclude::{Conclusions, Ready, Rulings, Told, conclude, order_of};
pub use dateline_incidents as incidents;
pub use dateline_mentions as mentions;
pub use dateline_text as text;
pub use packed::{pack_happenings, unpack_happenings};
pub use policy::{DEFAULT_POLICY, PolicyError, policy};
pub use to_wire::{claims_of, record, record_with_mentions};

/// The engine and its version. A coding names the places it was read by as well where they are others: [`places::engine`].
pub const ENGINE: &str = concat!("dateline/", env!("CARGO_PKG_VERSION"));

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
    let document = Document::titled(&report.text, report.title.as_deref().unwrap_or_default());
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

/// What a report's copies are known by: of its text alone, so that whoever holds the text makes the same sketch, whatever title it came under.
pub fn sketch(report: &Report, reading: &Reading) -> Sketch {
    // Only a title that the text repeats can have been set apart from it.
    match report.title.as_deref() {
        Some(title) if report.text.contains(title.trim()) => Sketch::of(&Document::read(&report.text), report.published),
        _ => Sketch::of(&reading.document, report.published),
    }
}

/// For each report, the id of the document that all its copies go by.
pub fn witnesses(reports: &[(&Report, &Reading)], policy: &Policy) -> Vec<String> {
    let sketches: Vec<Sketch> = reports.iter().map(|(report, reading)| sketch(report, reading)).collect();
    dateline_incidents::witnesses(&sketches, policy).iter().map(DocId::to_string).collect()
}

/// Several reports and all that they come to together: each one's record, and what is concluded from them. Their order does not matter to
/// what is concluded.
pub fn together(reports: &[(&Report, &Reading)], policy: &Policy) -> (Vec<wire::v1::Record>, Conclusions) {
    let records: Vec<wire::v1::Record> = reports.iter().map(|(report, reading)| claims_of(report, reading)).collect();
    let told: Vec<Told<'_>> =
        records.iter().zip(witnesses(reports, policy)).map(|(record, witness)| Told { record, witness }).collect();
    let conclusions = conclude(&told, &Rulings::default(), policy);
    (records, conclusions)
}
