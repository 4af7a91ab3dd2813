//! Gun Violence Archive again, for joining: which of its 4,258 reports tell of one shooting (see [`crate::clustering`]).
//!
//! All reports are concluded over at once. The gold joins some court coverage, published months after the shooting, to the first report
//! of it, and 57 texts (pages that are furniture alone) to several incidents each.

use std::path::Path;

use dateline::Report;
use dateline::incidents::Policy;
use serde::Deserialize;

use crate::clustering::{Placed, main_incidents, measures};
use crate::{Error, Together, json_lines};

#[derive(Deserialize)]
struct Row {
    doc_id: String,
    incident_id: String,
    title: Option<String>,
    dct: Option<String>,
    uri: Option<String>,
    text: String,
}

pub fn together(path: &Path) -> Result<Together, Error> {
    let mut reports = Vec::new();
    let mut gold = Vec::new();
    for row in json_lines::<Row>(path)? {
        let published = row.dct.and_then(|day| day.parse().ok());
        let outlet = row.uri.as_deref().and_then(host).map(str::to_owned);
        // Some documents stand under several incidents: the gold's id makes the report's own.
        let id = format!("{}-{}", row.doc_id, row.incident_id);
        reports.push(Report { id, title: row.title, published, outlet, url: row.uri, text: row.text, ..Report::default() });
        gold.push(row.incident_id);
    }
    Ok(joined(reports, gold))
}

/// Reports concluded over at once, each with the incident of the gold it is of.
pub fn joined(reports: Vec<Report>, gold: Vec<String>) -> Together {
    let judge = move |reports: &[Report], readings: &[dateline::Reading], _threads: usize| {
        let pairs: Vec<_> = reports.iter().zip(readings).collect();
        let (records, conclusions) = dateline::together(&pairs, &Policy::default());
        let found = main_incidents(&records, &conclusions.incidents);
        let rows = reports.iter().zip(&gold).zip(found);
        let placed: Vec<Placed> =
            rows.map(|((report, gold), found)| Placed { report: report.id.clone(), gold: gold.clone(), found }).collect();
        measures(&placed)
    };
    Together { reports, judge: Box::new(judge) }
}

/// The host of an address, of an archived page's own address where it is one.
pub fn host(address: &str) -> Option<&str> {
    let own = address.rsplit("://").next()?;
    let host = own.split(['/', ':', '?']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_the_pages_own_not_the_archives() {
        assert_eq!(host("http://web.archive.org/web/2014/http://www.example.org:80/story/1"), Some("example.org"));
        assert_eq!(host("https://example.org"), Some("example.org"));
        assert_eq!(host(""), None);
    }
}
