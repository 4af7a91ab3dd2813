//! Several reports, read and kept in memory, and what they come to together.

use std::collections::BTreeMap;

use anyhow::bail;
use dateline::incidents::Policy;
use dateline::wire::v1::{Claim, Incident, Record};
use dateline::{Reading, Report};

/// A claim or an incident.
pub enum Named<'a> {
    /// A claim.
    Claim(&'a Claim),
    /// An incident.
    Incident(&'a Incident),
}

/// What several reports come to.
pub struct Kept {
    /// Each report coded by itself.
    pub records: Vec<Record>,
    /// The incidents of all together.
    pub incidents: Vec<Incident>,
}

impl Kept {
    /// Brings reports together. They are put in an order of their own first, so that the order they came in cannot matter.
    pub fn new(mut reports: Vec<(Report, Reading)>) -> Kept {
        let key = |(report, reading): &(Report, Reading)| {
            (reading.document.id(), report.id.clone(), report.outlet.clone(), report.published)
        };
        reports.sort_by_cached_key(key);
        let policy = Policy::default();
        let pairs: Vec<(&Report, &Reading)> = reports.iter().map(|(report, reading)| (report, reading)).collect();
        let (records, conclusions) = dateline::together(&pairs, &policy);
        Kept { records, incidents: conclusions.incidents }
    }

    /// Every claim once, by its id: the same text printed twice makes the same claims.
    pub fn claims(&self) -> BTreeMap<&str, &Claim> {
        self.records.iter().flat_map(|record| &record.claims).map(|claim| (claim.id.as_str(), claim)).collect()
    }

    /// The one claim or incident whose id is, or begins with, `id`.
    pub fn named(&self, id: &str) -> anyhow::Result<Named<'_>> {
        let incidents = self.incidents.iter().map(|incident| (incident.id.as_str(), Named::Incident(incident)));
        let claims = self.claims().into_iter().map(|(id, claim)| (id, Named::Claim(claim)));
        let mut found: Vec<(&str, Named<'_>)> = incidents.chain(claims).filter(|(full, _)| full.starts_with(id)).collect();
        if let Some(exact) = found.iter().position(|(full, _)| *full == id) {
            return Ok(found.swap_remove(exact).1);
        }
        match (found.pop(), &*found) {
            (None, _) => bail!("no claim or incident of these reports has an id that begins with {id:?}"),
            (Some((_, named)), []) => Ok(named),
            (Some((last, _)), rest) => {
                let ids: Vec<&str> = rest.iter().map(|(full, _)| *full).chain([last]).take(10).collect();
                bail!("{id:?} is the beginning of {} ids: {}", rest.len() + 1, ids.join(", "))
            }
        }
    }
}
