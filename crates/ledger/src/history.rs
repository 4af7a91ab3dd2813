//! History: how an incident's tolls moved as reports of it came out.
//!
//! In: an incident. Out: each figure at each report that moved it, by the day of publication, or of being taken in where it has none. The same
//! claims that make up the incident now are concluded from again without those of later reports: nothing is joined anew.

use std::collections::{BTreeMap, BTreeSet};

use dateline::wire::v1::{Incident, Record, Slug, Toll};
use dateline::{Ready, Told, decisions};

use crate::{Error, Ledger, Source};

/// A toll as it stood once a report was out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The day the report was published, or taken in where it has none.
    pub at: String,
    /// The report.
    pub report: String,
    /// Its capture.
    pub capture: i64,
    /// `killed`, `injured` …
    pub measure: Slug,
    /// Of whom.
    pub group: Slug,
    /// The least.
    pub low: Option<u32>,
    /// The best.
    pub best: Option<u32>,
    /// The most.
    pub high: Option<u32>,
    /// The report's claims that it rests on.
    pub claims: Vec<String>,
}

/// A report of the incident.
struct Telling {
    day: String,
    record: Record,
    witness: String,
    source: Source,
}

impl Ledger {
    /// How the incident's tolls moved, report by report; a figure that a report left as it was is not repeated.
    pub fn history(&self, incident: &Incident) -> Result<Vec<Moved>, Error> {
        let all = self.decisions()?;
        let in_force = decisions::in_force(&all);
        let rulings = decisions::rulings(&in_force);
        let mut told: Vec<Telling> = Vec::new();
        let texts: BTreeMap<&str, &String> = incident.claims.iter().map(|id| (id.split('-').next().unwrap_or(""), id)).collect();
        for claim in texts.into_values() {
            for coding in self.codings_of_claim(claim, self.limit()?)? {
                let record = decisions::corrected(&self.record(coding)?, &in_force).into_owned();
                let source = self.source(coding)?;
                let taken_in = source.at.get(..10).unwrap_or(&source.at).to_owned();
                let day = record.report.published.map_or(taken_in, |day| day.to_string());
                let witness = self.witness_of_capture(source.capture)?;
                told.push(Telling { day, record, witness, source });
            }
        }
        told.sort_by(|a, b| {
            (&a.day, &a.source.report.id, a.source.capture).cmp(&(&b.day, &b.source.report.id, b.source.capture))
        });
        let wire: Vec<Told<'_>> = told.iter().map(|told| Told { record: &told.record, witness: told.witness.clone() }).collect();
        let claims: BTreeSet<&str> = incident.claims.iter().map(String::as_str).collect();
        let ready = Ready::new(&wire, &rulings);
        let reported = ready.reported();
        let (firsts, happenings) = (ready.firsts(), ready.happenings(&reported));
        // Each of the incident's happenings, and the first of the reports told that carries its text.
        let mut out: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, told) in told.iter().enumerate() {
            out.entry(&told.record.document.id).or_insert(index);
        }
        let of_incident: Vec<(usize, usize)> = happenings
            .iter()
            .map(|happening| (happening, wire[firsts[happening.report]].record))
            .enumerate()
            .filter(|(_, (happening, record))| {
                happening.claims.iter().any(|&claim| claims.contains(record.claims[claim].id.as_str()))
            })
            .map(|(at, (_, record))| (at, out[record.document.id.as_str()]))
            .collect();
        let mut moved: Vec<Moved> = Vec::new();
        let mut before: Vec<Toll> = Vec::new();
        for (index, told) in told.iter().enumerate() {
            // What brings nothing new moves nothing.
            if of_incident.iter().all(|(_, out)| *out != index) {
                continue;
            }
            let so_far: Vec<usize> = of_incident.iter().filter(|(_, out)| *out <= index).map(|(at, _)| *at).collect();
            let then = ready.incident(&reported, &happenings, &so_far, &rulings, &self.policy);
            let now = then.map_or_else(Vec::new, |incident| incident.tolls);
            for toll in &now {
                let was = before.iter().find(|was| was.measure == toll.measure && was.group == toll.group);
                if was.is_none_or(|was| (was.low, was.best, was.high) != (toll.low, toll.best, toll.high)) {
                    moved.push(Moved {
                        at: told.day.clone(),
                        report: told.source.report.id.clone(),
                        capture: told.source.capture,
                        measure: toll.measure.clone(),
                        group: toll.group.clone(),
                        low: toll.low,
                        best: toll.best,
                        high: toll.high,
                        claims: told
                            .record
                            .claims
                            .iter()
                            .map(|claim| &claim.id)
                            .filter(|id| toll.claims.contains(id))
                            .cloned()
                            .collect(),
                    });
                }
            }
            before = now;
        }
        Ok(moved)
    }
}
