//! The incident a report is mainly about: what a gold row that describes one incident is compared with.

use dateline::wire::v1::{Claim, Incident, Record};

/// The incident that most claims tell of; of several, the one told of first.
pub fn main_incident(record: &Record) -> Option<&Incident> {
    main_of(record, |_| true)
}

/// The same, of those that `counts`.
pub fn main_of(record: &Record, counts: impl Fn(&Incident) -> bool) -> Option<&Incident> {
    let key =
        |incident: &&Incident| (std::cmp::Reverse(incident.claims.len()), first_byte(record, incident), incident.id.clone());
    record.incidents.iter().filter(|incident| counts(incident)).min_by_key(key)
}

/// Where the incident is first told of.
fn first_byte(record: &Record, incident: &Incident) -> usize {
    claims(record, incident).map(|claim| claim.span.start).min().unwrap_or(usize::MAX)
}

/// The claims it rests on.
pub fn claims<'a>(record: &'a Record, incident: &'a Incident) -> impl Iterator<Item = &'a Claim> {
    record.claims.iter().filter(|claim| incident.claims.contains(&claim.id))
}
