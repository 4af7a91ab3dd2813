//! Incidents: happenings joined, with their cells chosen from the claims that state them.

use std::collections::BTreeSet;

use dateline_claims::{Cell, Certainty, Claim, Coding, EventClaim, Party, PartyRole, Relation, When, Where};
use dateline_mentions::{GeoPrecision, Group, Measure, TimePrecision};
use jiff::civil::Date;

use crate::grade::{grade, independence, voice_key};
use crate::happening::{Happening, act_of};
use crate::marks::Marks;
use crate::merge::day_number;
use crate::{Account, Grade, Independence, Policy, Toll, reconcile};

/// Where a coding comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The report's id.
    pub report: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// The publisher's family.
    pub family: Option<String>,
    /// The agency its text comes from.
    pub wire_origin: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// The same for every copy of one text: copies are one witness.
    pub witness: String,
}

/// One report's coding and where it comes from.
#[derive(Debug, Clone)]
pub struct Reported<'a> {
    /// Where it comes from.
    pub source: Source,
    /// What it says.
    pub coding: &'a Coding,
    /// The other reports that carry the very same text: more outlets, and no more witnesses.
    pub reprints: Vec<Source>,
    /// Claims that a reviewer rejected, by index: they are in no incident and no series.
    pub rejected: BTreeSet<usize>,
    /// The words by which what it tells is known again.
    pub marks: &'a Marks,
}

/// One claim of one report, by their indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClaimRef {
    /// Index into the reports given.
    pub report: usize,
    /// Index into that report's claims.
    pub claim: usize,
}

/// The toll of one measure and group, and the claims it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct TollCell {
    /// What happened to them.
    pub measure: Measure,
    /// Who they are.
    pub group: Group,
    /// How many.
    pub toll: Toll,
    /// The claims its ends rest on.
    pub claims: Vec<ClaimRef>,
}

/// One happening, as concluded from its claims.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    /// The act most claims name, the more specific of two.
    pub act: &'static str,
    /// The most precise place claimed, and the claim that gives it.
    pub place: Option<(Where, ClaimRef)>,
    /// The most precise time claimed, and the claim that gives it.
    pub time: Option<(When, ClaimRef)>,
    /// Who did it.
    pub perpetrators: Vec<(Party, ClaimRef)>,
    /// Who or what was aimed at, and who was harmed.
    pub targets: Vec<(Party, ClaimRef)>,
    /// Weapon classes.
    pub weapons: Vec<(Cell<&'static str>, ClaimRef)>,
    /// Tolls: measure by measure, the whole first.
    pub tolls: Vec<TollCell>,
    /// Who tells of it.
    pub independence: Independence,
    /// The suggested grade.
    pub grade: Grade,
    /// UCDP event clarity: 1 where day and place are clear, else 2.
    pub event_clarity: u8,
    /// In order of report and text.
    pub claims: Vec<ClaimRef>,
}

/// Reports by day of publication, then text, then id: the order in which they are joined, whatever order they came in.
pub fn canonical_order(reports: &[Reported<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by(|&a, &b| key(&reports[a]).cmp(&key(&reports[b])));
    order
}

fn key<'a>(reported: &'a Reported<'_>) -> (Option<Date>, dateline_text::DocId, &'a str, Option<&'a str>) {
    let source = &reported.source;
    (source.published, reported.coding.document, &source.report, source.outlet.as_deref())
}

fn event<'a>(reports: &'a [Reported<'_>], report: usize, claim: usize) -> Option<&'a EventClaim> {
    match reports.get(report)?.coding.claims.get(claim)? {
        Claim::Event(event) => Some(event),
        Claim::Tally(_) => None,
    }
}

/// The incident that a set of `happenings` comes to.
pub fn incident(reports: &[Reported<'_>], happenings: &[Happening], set: &[usize], policy: &Policy) -> Option<Incident> {
    let mut claims: Vec<ClaimRef> = Vec::new();
    for happening in set.iter().map(|&index| &happenings[index]) {
        claims.extend(happening.claims.iter().map(|&claim| ClaimRef { report: happening.report, claim }));
    }
    let told: Vec<(ClaimRef, &EventClaim)> =
        claims.iter().filter_map(|&at| Some((at, event(reports, at.report, at.claim)?))).collect();
    let events: Vec<&EventClaim> = told.iter().map(|(_, claim)| *claim).collect();
    let carriers = |at: &ClaimRef| std::iter::once(&reports[at.report].source).chain(&reports[at.report].reprints);
    let accounts: Vec<(&Source, &EventClaim)> =
        told.iter().flat_map(|(at, claim)| carriers(at).map(move |source| (source, *claim))).collect();
    let independence = independence(&accounts);
    let place = told.iter().filter_map(|(at, claim)| Some((claim.place.clone()?, *at)));
    let place = place.enumerate().min_by_key(|(index, (place, _))| (place.precision, *index)).map(|(_, place)| place);
    let time = told.iter().filter_map(|(at, claim)| Some((claim.time?, *at)));
    let time = time.enumerate().min_by_key(|(index, (time, _))| (time.inferred, time.precision, *index)).map(|(_, time)| time);
    let clear = place.as_ref().is_some_and(|(place, _)| place.precision <= GeoPrecision::P3)
        && time.as_ref().is_some_and(|(time, _)| time.precision <= TimePrecision::D1);
    Some(Incident {
        act: act_of(&events)?,
        place,
        time,
        perpetrators: parties(&told, &[PartyRole::Perpetrator, PartyRole::Party]),
        targets: parties(&told, &[PartyRole::Target, PartyRole::Victim]),
        weapons: weapons(&told),
        tolls: tolls(reports, &told, policy),
        grade: grade(&accounts, independence),
        independence,
        event_clarity: if clear { 1 } else { 2 },
        claims,
    })
}

/// Each party once, by its id or name, the first claim that names it standing for it; those known by more than a common noun come first.
fn parties(told: &[(ClaimRef, &EventClaim)], roles: &[PartyRole]) -> Vec<(Party, ClaimRef)> {
    let mut seen = BTreeSet::new();
    let mut parties = Vec::new();
    for (at, claim) in told {
        for party in claim.parties.iter().filter(|party| roles.contains(&party.role) && party.certainty != Certainty::Denied) {
            let key = party.id.map_or_else(|| party.name.to_lowercase(), str::to_owned);
            if seen.insert(key) {
                parties.push((party.clone(), *at));
            }
        }
    }
    parties.sort_by_key(|(party, _)| party.id.is_none() && party.country.is_none());
    parties
}

fn weapons(told: &[(ClaimRef, &EventClaim)]) -> Vec<(Cell<&'static str>, ClaimRef)> {
    let mut seen = BTreeSet::new();
    let named = told.iter().flat_map(|(at, claim)| claim.weapons.iter().map(|weapon| (weapon.clone(), *at)));
    named.filter(|(weapon, _)| seen.insert(*weapon.value())).collect()
}

/// Tolls by measure: everyone first, then each group that some voice counts by itself.
fn tolls(reports: &[Reported<'_>], told: &[(ClaimRef, &EventClaim)], policy: &Policy) -> Vec<TollCell> {
    // In the order first told, which is that of the reports: of two accounts given at the same time the first stands.
    let mut accounts: Vec<Account<'_>> = Vec::new();
    for (index, (at, claim)) in told.iter().enumerate().filter(|(_, (_, claim))| claim.status.value().is_actual()) {
        let source = &reports[at.report].source;
        let voice_key = voice_key(&claim.voice, source);
        let order = source.published.map_or(0, day_number);
        match accounts.iter_mut().find(|account| account.report == at.report && account.voice_key == voice_key) {
            Some(account) => account.claims.push((index, claim)),
            None => accounts.push(Account { voice_key, report: at.report, order, claims: vec![(index, claim)] }),
        }
    }
    let counted = told.iter().flat_map(|(_, claim)| &claim.counts).filter(|harm| harm.relation != Relation::Unresolved);
    let mut cells: BTreeSet<(Measure, Option<Group>)> = BTreeSet::new();
    for harm in counted {
        cells.insert((harm.measure, None));
        if harm.group != Group::default() {
            cells.insert((harm.measure, Some(harm.group)));
        }
    }
    let cell = |(measure, group): (Measure, Option<Group>)| {
        let toll = reconcile(&accounts, measure, group, policy)?;
        let claims = toll.claims().iter().map(|&index| told[index].0).collect();
        Some(TollCell { measure, group: group.unwrap_or_default(), toll, claims })
    };
    cells.into_iter().filter_map(cell).collect()
}
