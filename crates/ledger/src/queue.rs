//! The queue: how much a reviewer's look at an incident is worth, and why.
//!
//! In: an incident as concluded. Out: its worth, greatest first, and the reasons. Concludes nothing: it only says what is unsure.

use dateline::wire::v1::{Incident, Toll};

/// Why an incident is worth a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason<'a> {
    /// Figures for the same people lie apart, or have no upper end.
    Figures(&'a Toll),
    /// Nobody says where.
    NoPlace,
    /// Nobody says when.
    NoDay,
    /// No words say when: the day is inferred from publication.
    InferredDay,
    /// Two sides claim it, or each names the other.
    Contested,
    /// Its figures do not hold together.
    Problem(&'a str),
}

impl Reason<'_> {
    /// Its name: `figures-killed`, `no-place`, or the problem's slug.
    pub fn slug(&self) -> String {
        match self {
            Reason::Figures(toll) => format!("figures-{}", toll.measure),
            Reason::NoPlace => "no-place".to_owned(),
            Reason::NoDay => "no-day".to_owned(),
            Reason::InferredDay => "inferred-day".to_owned(),
            Reason::Contested => "contested".to_owned(),
            Reason::Problem(slug) => (*slug).to_owned(),
        }
    }
}

/// How much a look is worth: how far the figures for the dead lie apart, and whether anything else is unsure.
pub fn worth(incident: &Incident) -> u64 {
    let apart = |toll: &Toll| {
        let high = toll.high.or(toll.best).unwrap_or(0);
        u64::from(high - toll.low.unwrap_or(0).min(high))
    };
    let all_apart = |measure: &str| {
        let tolls = incident.tolls.iter().filter(|toll| toll.measure == measure && toll.group == "all");
        tolls.map(apart).sum::<u64>()
    };
    let dead = incident.tolls.iter().filter(|toll| toll.measure == "killed").filter_map(|toll| toll.best).max().unwrap_or(0);
    20 * all_apart("killed") + 5 * all_apart("injured") + 10 * reasons(incident).len() as u64 + u64::from(dead.min(100))
}

/// Why an incident is worth a look; none where nothing is unsure.
pub fn reasons(incident: &Incident) -> Vec<Reason<'_>> {
    let tolls = incident.tolls.iter().filter(|toll| toll.group == "all" && toll.low != toll.high.or(toll.low));
    let mut reasons: Vec<Reason<'_>> = tolls.map(Reason::Figures).collect();
    if incident.place.is_none() {
        reasons.push(Reason::NoPlace);
    }
    match &incident.time {
        None => reasons.push(Reason::NoDay),
        Some(time) if time.inferred => reasons.push(Reason::InferredDay),
        Some(_) => {}
    }
    if incident.grade == "contested" {
        reasons.push(Reason::Contested);
    }
    reasons.extend(incident.problems.iter().map(|problem| Reason::Problem(&problem.slug)));
    reasons
}
