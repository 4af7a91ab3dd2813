//! Incidents: listed, and opened with all they rest on. And claims.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::Path;
use axum::response::Response;
use dateline::wire::v1::{self, Decision};
use dateline::{decisions, tallies};
use dateline_ledger::{Found, Held, Ledger, Moved, Source};
use serde::Serialize;
use utoipa::ToSchema;

use super::List;
use crate::answer::Reads;
use crate::cursor;
use crate::library::Reading;
use crate::openapi as wire;
use crate::params::{AsOf, Filters, Paging, Sorting};
use crate::problem::Problem;
use crate::stamp::Stamp;

/// How many incidents that may be one with another are opened beside it; the strikes of one campaign have hundreds.
const PROPOSALS: usize = 20;

/// Where a claim was read: one capture of its text.
#[derive(Debug, Serialize, ToSchema)]
pub struct Read {
    /// The capture's number in the log.
    capture: i64,
    #[schema(value_type = wire::Report)]
    report: v1::Report,
    /// Its text's id.
    document: String,
    /// When it was taken in.
    #[schema(format = DateTime)]
    at: String,
    /// Where it was taken from.
    origin: String,
    /// What made the text of the bytes.
    extractor: String,
}

impl From<Source> for Read {
    fn from(source: Source) -> Read {
        let Source { capture, report, document, at, origin, extractor } = source;
        Read { capture, report, document, at, origin, extractor }
    }
}

/// A claim and where it was read.
#[derive(Debug, Serialize, ToSchema)]
struct Told {
    #[schema(value_type = wire::Claim)]
    claim: v1::Claim,
    sources: Vec<Read>,
}

impl From<Held> for Told {
    fn from(held: Held) -> Told {
        Told { claim: held.claim, sources: held.sources.into_iter().map(Read::from).collect() }
    }
}

/// A toll as it stood once a report was out.
#[derive(Debug, Serialize, ToSchema)]
struct Step {
    /// The day it was published, or taken in where it has none.
    #[schema(format = Date)]
    at: String,
    report: String,
    capture: i64,
    measure: String,
    group: String,
    low: Option<u32>,
    best: Option<u32>,
    high: Option<u32>,
    /// The report's claims that it rests on.
    claims: Vec<String>,
}

impl From<Moved> for Step {
    fn from(moved: Moved) -> Step {
        let Moved { at, report, capture, measure, group, low, best, high, claims } = moved;
        Step { at, report, capture, measure: measure.into_owned(), group: group.into_owned(), low, best, high, claims }
    }
}

/// A decision, and whether it holds.
#[derive(Debug, Serialize, ToSchema)]
pub struct Made {
    #[serde(flatten)]
    #[schema(value_type = wire::Decision)]
    decision: Decision,
    /// Whether it is in force: neither blind nor taken back.
    in_force: bool,
}

/// Captures that count as one text.
#[derive(Debug, Serialize, ToSchema)]
struct OneText {
    /// The document they count as.
    witness: String,
    captures: Vec<i64>,
}

/// Another incident that may be this one.
#[derive(Debug, Serialize, ToSchema)]
struct MayBe {
    a: String,
    b: String,
    why: String,
    #[schema(value_type = wire::Incident)]
    other: v1::Incident,
}

/// An incident and all it rests on.
#[derive(Debug, Serialize, ToSchema)]
struct OpenedIncident {
    #[schema(value_type = wire::Incident)]
    incident: v1::Incident,
    /// Its claims, in its order.
    claims: Vec<Told>,
    /// How its tolls moved, by report.
    history: Vec<Step>,
    /// Which captures count as one text.
    copies: Vec<OneText>,
    /// What was ruled on it or its claims.
    decisions: Vec<Made>,
    /// Series whose area and days it is in; `covers` is left to GET /tallies/{id}.
    #[schema(value_type = Vec<wire::Tally>)]
    tallies: Vec<v1::Tally>,
    /// Incidents that may be this one, the first of them by id.
    proposals: Vec<MayBe>,
    /// How many there are.
    proposals_total: usize,
    /// What a decision on it sends back, to be refused where it is no longer so.
    stamp: String,
}

/// A claim, where it was read, and what it is part of.
#[derive(Debug, Serialize, ToSchema)]
struct OneClaim {
    #[schema(value_type = wire::Claim)]
    claim: v1::Claim,
    sources: Vec<Read>,
    /// The incident that holds it; `null` where none does.
    #[schema(value_type = Option<wire::Incident>)]
    incident: Option<v1::Incident>,
    /// What was ruled on it.
    decisions: Vec<Made>,
    /// What a decision on it sends back.
    stamp: String,
}

/// The incidents that fit
#[utoipa::path(
    get, path = "/api/v1/incidents", params(Filters, Sorting, Paging, AsOf), tag = "incidents",
    responses((status = 200, body = List<wire::Incident>), (status = 304, description = "it is as the tag says"))
)]
pub async fn list(Reads(asked, (filters, sorting, paging)): Reads<(Filters, Sorting, Paging)>) -> Result<Response, Problem> {
    let list = format!("incidents {filters:?} {sorting:?} {:?}", asked.moment());
    let (filter, order, limit) = (filters.filter()?, sorting.order(), paging.limit()?);
    let after = paging.cursor.map(|given| cursor::read(&list, &given)).transpose()?;
    asked
        .read(move |reading| {
            let points = reading.points()?;
            let page = reading.ledger.incident_page(&reading.cross(&points, &filter)?, order, after.as_ref(), limit)?;
            let next = page.next.map(|after| cursor::write(&list, &after));
            Ok(List { items: page.items, next, total: page.total })
        })
        .await
}

/// One incident and all it rests on
#[utoipa::path(
    get, path = "/api/v1/incidents/{id}", params(("id" = String, Path, description = "its id, one it had, or the beginning of one"), AsOf),
    responses((status = 200, body = OpenedIncident), (status = 304, description = "it is as the tag says")), tag = "incidents"
)]
pub async fn one(Path(id): Path<String>, Reads(asked, ()): Reads) -> Result<Response, Problem> {
    asked
        .read(move |reading| match reading.ledger.find(&id)? {
            Found::Incident(incident) => opened(reading, *incident),
            _ => Err(Problem::not_found(format!("{id:?} is no incident"))),
        })
        .await
}

fn opened(reading: &Reading<'_>, incident: v1::Incident) -> Result<OpenedIncident, Problem> {
    let ledger = reading.ledger;
    let held = ledger.claims(&incident.claims)?;
    let captures: BTreeSet<i64> = held.iter().flat_map(|held| &held.sources).map(|source| source.capture).collect();
    let mut copies: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for capture in captures {
        copies.entry(ledger.witness_of_capture(capture)?).or_default().push(capture);
    }
    let claims: BTreeSet<&str> = incident.claims.iter().map(String::as_str).collect();
    let pairs = ledger.proposals_of(&incident.id)?;
    let proposals_total = pairs.len();
    let mut proposals = Vec::new();
    for pair in pairs.into_iter().take(PROPOSALS) {
        let other = ledger.incident(if pair.a == incident.id { &pair.b } else { &pair.a })?;
        proposals.push(MayBe { why: pair.why.to_string(), a: pair.a, b: pair.b, other });
    }
    let covering = reading.tallies()?.iter().filter(|tally| tallies::covers(tally, &incident)).cloned().collect();
    Ok(OpenedIncident {
        claims: held.into_iter().map(Told::from).collect(),
        history: ledger.history(&incident)?.into_iter().map(Step::from).collect(),
        copies: copies.into_iter().map(|(witness, captures)| OneText { witness, captures }).collect(),
        decisions: made(ledger.decisions()?, |id| claims.contains(id) || id == incident.id),
        tallies: covering,
        proposals,
        proposals_total,
        stamp: Stamp::of(&incident.id, reading.head.seq, &incident).to_string(),
        incident,
    })
}

/// The decisions that bear on something, and those that take one of them back.
pub fn made(all: Vec<Decision>, bears: impl Fn(&str) -> bool) -> Vec<Made> {
    let in_force: BTreeSet<String> = decisions::in_force(&all).into_iter().map(|decision| decision.id.clone()).collect();
    let mut mine: BTreeSet<String> = BTreeSet::new();
    let mut made = Vec::new();
    for decision in all {
        let ruled = decision.claims.iter().chain(&decision.others).any(|claim| bears(claim));
        if ruled || bears(&decision.target) || mine.contains(&decision.target) {
            mine.insert(decision.id.clone());
            made.push(Made { in_force: in_force.contains(&decision.id), decision });
        }
    }
    made
}

/// One claim, where it was read and the incident that holds it
#[utoipa::path(
    get, path = "/api/v1/claims/{id}", params(("id" = String, Path, description = "its id, or the beginning of one"), AsOf),
    responses((status = 200, body = OneClaim), (status = 304, description = "it is as the tag says")), tag = "incidents"
)]
pub async fn claim(Path(id): Path<String>, Reads(asked, ()): Reads) -> Result<Response, Problem> {
    asked
        .read(move |reading| {
            let no_claim = || Problem::not_found(format!("{id:?} is no claim"));
            let Found::Claim(found) = reading.ledger.find(&id)? else { return Err(no_claim()) };
            one_claim(reading.ledger, reading.head.seq, &found.id)?.ok_or_else(no_claim)
        })
        .await
}

fn one_claim(ledger: &Ledger, seq: i64, id: &str) -> Result<Option<OneClaim>, Problem> {
    let Some(held) = ledger.claims(&[id.to_owned()])?.pop() else { return Ok(None) };
    Ok(Some(OneClaim {
        incident: ledger.incident_of(id)?,
        decisions: made(ledger.decisions()?, |other| other == id),
        stamp: Stamp::of(id, seq, &held.claim).to_string(),
        sources: held.sources.into_iter().map(Read::from).collect(),
        claim: held.claim,
    }))
}
