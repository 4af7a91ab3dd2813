//! What several coded reports come to: from records to incidents and series of totals, and back to the wire.
//!
//! In: records, what each is a copy of, what reviewers ruled, a policy. Out: [`Conclusions`]. Reads no text: a record coded years ago by an
//! older engine is concluded like one coded now. Decides nothing: the core concludes, and every cell is copied from the claim it is of.

use std::collections::{BTreeMap, BTreeSet};

use dateline_claims::{Coding, Party};
use dateline_incidents::{self as incidents, ClaimRef, Happening, Incident, Marks, Policy, Reported, SeriesKey, Source, Total};
use dateline_lexicon::Lexicon;
use jiff::civil::Date;

use crate::slugs::ToSlug;
use crate::to_wire::codes;
use crate::wire::v1;
use crate::{from_wire, ids, tallies};

/// One coded report, and the text it is a copy of.
#[derive(Debug, Clone)]
pub struct Told<'a> {
    /// The report's claims.
    pub record: &'a v1::Record,
    /// The id of the document all its copies go by: its own where it is nobody's copy.
    pub witness: String,
}

/// What reviewers ruled, by the ids of claims; made from decisions by `decisions::rulings`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rulings {
    /// Claims that are in no incident and no series.
    pub rejected: BTreeSet<String>,
    /// Pairs of claims whose happenings are one.
    pub joined: BTreeSet<(String, String)>,
    /// Pairs of claims whose happenings are not one.
    pub parted: BTreeSet<(String, String)>,
    /// The grade set for the incident that holds a claim.
    pub grades: BTreeMap<String, String>,
    /// Sets of claims that a reviewer saw together and accepted as an incident, each by its first claim.
    pub accepted: BTreeMap<String, BTreeSet<String>>,
}

/// Everything concluded from a set of records.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Conclusions {
    /// By time, then place, then id.
    pub incidents: Vec<v1::Incident>,
    /// By voice, measure, group, area and first day.
    pub tallies: Vec<v1::Tally>,
    /// Pairs that may be one incident.
    pub proposals: Vec<v1::Proposal>,
}

/// Records read back into what the core concludes from: each text once, as the first report that carries it was coded. The others that
/// carry the very same text are more outlets for the same claims.
pub struct Ready<'a> {
    told: &'a [Told<'a>],
    /// For each text, the reports that carry it, in the canonical order; texts in the order of their first.
    carriers: Vec<Vec<usize>>,
    codings: Vec<Coding>,
    marks: Vec<Marks>,
    sources: Vec<Source>,
    rejected: Vec<BTreeSet<usize>>,
}

/// Concludes what `told` comes to; the order does not matter.
pub fn conclude(told: &[Told<'_>], rulings: &Rulings, policy: &Policy) -> Conclusions {
    let ready = Ready::new(told, rulings);
    let reported = ready.reported();
    let happenings = ready.happenings(&reported);
    let joined = incidents::join(&happenings, &rulings.pairs(&ready.places(rulings)), policy);
    let mut incidents: Vec<v1::Incident> =
        joined.sets.iter().filter_map(|set| ready.incident(&reported, &happenings, set, rulings, policy)).collect();
    incidents.sort_by_cached_key(order_of);
    let claim = |at: ClaimRef| ready.claim(at).id.clone();
    let proposals = incidents::proposals(&happenings, &joined);
    let proposals = proposals.iter().map(|pair| v1::Proposal { a: claim(pair.a), b: claim(pair.b), why: pair.why.into() });
    let mut tallies = tallies::join(ready.totals(&reported));
    for tally in &mut tallies {
        let inside: Vec<&v1::Incident> = incidents.iter().filter(|incident| tallies::covers(tally, incident)).collect();
        tallies::check(tally, &inside);
    }
    Conclusions { incidents, tallies, proposals: proposals.collect() }
}

/// Incidents come by time, then place, then id.
pub fn order_of(incident: &v1::Incident) -> (Option<(Date, Date)>, String, String) {
    let time = incident.time.as_ref().map(|time| (time.start, time.end));
    (time, incident.place.as_ref().map_or_else(String::new, |place| place.name.clone()), incident.id.clone())
}

impl Rulings {
    /// The claims that some ruling on a pair names.
    pub fn paired(&self) -> BTreeSet<&str> {
        self.joined.iter().chain(&self.parted).flat_map(|(a, b)| [a.as_str(), b.as_str()]).collect()
    }

    /// The rulings on pairs, for every copy of their claims; `places` says where each claim is.
    pub fn pairs(&self, places: &BTreeMap<String, Vec<ClaimRef>>) -> incidents::Rulings {
        let at = |id: &str| places.get(id).map_or(&[][..], Vec::as_slice);
        let pairs = |ruled: &BTreeSet<(String, String)>| {
            ruled.iter().flat_map(|(a, b)| at(a).iter().flat_map(move |&a| at(b).iter().map(move |&b| (a, b)))).collect()
        };
        incidents::Rulings { joined: pairs(&self.joined), parted: pairs(&self.parted) }
    }
}

impl<'a> Ready<'a> {
    /// Reads the records back into codings.
    pub fn new(told: &'a [Told<'a>], rulings: &Rulings) -> Ready<'a> {
        let sources: Vec<Source> = told.iter().map(source).collect();
        let mut order: Vec<usize> = (0..told.len()).collect();
        let key =
            |report: usize| (told[report].record.report.published, &told[report].record.document.id, &told[report].record.report);
        order.sort_by(|&a, &b| key(a).cmp(&key(b)));
        let mut carriers: Vec<Vec<usize>> = Vec::new();
        let mut texts: BTreeMap<&str, usize> = BTreeMap::new();
        for report in order {
            let text = *texts.entry(&told[report].record.document.id).or_insert_with(|| {
                carriers.push(Vec::new());
                carriers.len() - 1
            });
            carriers[text].push(report);
        }
        let first = |carriers: &Vec<usize>| told[carriers[0]].record;
        let rejected = |record: &v1::Record| {
            let claims = record.claims.iter().enumerate();
            claims.filter(|(_, claim)| rulings.rejected.contains(&claim.id)).map(|(index, _)| index).collect()
        };
        let codings = carriers.iter().map(|carriers| from_wire::coding(first(carriers))).collect();
        let marks = |record: &v1::Record| Marks::from_text(&record.document.marks).unwrap_or_default();
        let marks = carriers.iter().map(|carriers| marks(first(carriers))).collect();
        let rejected = carriers.iter().map(|carriers| rejected(first(carriers))).collect();
        Ready { told, carriers, codings, marks, sources, rejected }
    }

    /// Each text as the core takes it, in the canonical order.
    pub fn reported(&self) -> Vec<Reported<'_>> {
        let parts = self.carriers.iter().zip(&self.codings).zip(&self.marks).zip(&self.rejected);
        parts
            .map(|(((carriers, coding), marks), rejected)| Reported {
                source: self.sources[carriers[0]].clone(),
                reprints: carriers[1..].iter().map(|&report| self.sources[report].clone()).collect(),
                coding,
                rejected: rejected.clone(),
                marks,
            })
            .collect()
    }

    /// Which of the records told stands for each text, texts in the canonical order: a happening's `report` is an index into these.
    pub fn firsts(&self) -> Vec<usize> {
        self.carriers.iter().map(|carriers| carriers[0]).collect()
    }

    /// Every happening the texts tell of, in the canonical order.
    pub fn happenings(&self, reported: &[Reported<'_>]) -> Vec<Happening> {
        reported.iter().enumerate().flat_map(|(report, reported)| incidents::happenings(reported, report)).collect()
    }

    /// Where the claims are that some ruling on a pair names.
    pub fn places(&self, rulings: &Rulings) -> BTreeMap<String, Vec<ClaimRef>> {
        let paired = rulings.paired();
        let mut places: BTreeMap<String, Vec<ClaimRef>> = BTreeMap::new();
        for (report, carriers) in self.carriers.iter().enumerate().filter(|_| !paired.is_empty()) {
            for (claim, told) in
                self.told[carriers[0]].record.claims.iter().enumerate().filter(|(_, told)| paired.contains(told.id.as_str()))
            {
                places.entry(told.id.clone()).or_default().push(ClaimRef { report, claim });
            }
        }
        places
    }

    /// The incident that a set of `happenings` comes to, with what a reviewer ruled of it as a whole.
    pub fn incident(
        &self,
        reported: &[Reported<'_>],
        happenings: &[Happening],
        set: &[usize],
        rulings: &Rulings,
        policy: &Policy,
    ) -> Option<v1::Incident> {
        let mut incident = self.to_wire(&incidents::incident(reported, happenings, set, policy)?);
        if let Some(grade) = incident.claims.iter().find_map(|claim| rulings.grades.get(claim)) {
            incident.grade = grade.clone().into();
        }
        let accepted = incident.claims.iter().find_map(|claim| rulings.accepted.get(claim));
        if accepted.is_some_and(|seen| incident.claims.iter().all(|claim| seen.contains(claim))) {
            incident.status = "reviewed".into();
        }
        Some(incident)
    }

    /// Every total the texts give, each as a series of one, in the canonical order.
    pub fn totals(&self, reported: &[Reported<'_>]) -> Vec<v1::Tally> {
        let of = |(report, reported)| incidents::totals(reported).into_iter().map(move |total| self.total(report, &total));
        reported.iter().enumerate().flat_map(of).collect()
    }

    fn total(&self, report: usize, total: &Total) -> v1::Tally {
        let at = ClaimRef { report, claim: total.claim };
        let claim = self.claim(at);
        let count = &claim.counts[total.count];
        let SeriesKey { voice, measure, group, area, since } = &total.series;
        let since_day = since.map_or_else(String::new, |day| day.to_string());
        v1::Tally {
            id: ids::series(&format!("{voice} {} {} {area} {since_day}", measure.slug(), group.slug())),
            voice: claim.voice.clone(),
            measure: measure.slug(),
            group: group.slug(),
            area: claim.place.clone(),
            since: *since,
            points: vec![v1::TallyPoint {
                claim: claim.id.clone(),
                count: total.count,
                report: self.record(at).report.id.clone(),
                until: total.until,
                floor: count.floor,
                ceiling: count.ceiling,
                point: count.point,
                increment: None,
                span: self.span(&count.span, at),
            }],
            covers: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn record(&self, at: ClaimRef) -> &'a v1::Record {
        self.told[self.carriers[at.report][0]].record
    }

    fn claim(&self, at: ClaimRef) -> &'a v1::Claim {
        &self.record(at).claims[at.claim]
    }

    /// Words as they leave their record: with their document.
    fn span(&self, span: &v1::Span, at: ClaimRef) -> v1::Span {
        v1::Span { document: Some(self.record(at).document.id.clone()), ..span.clone() }
    }

    fn actor(&self, (party, at): &(Party, ClaimRef)) -> Option<v1::Actor> {
        let role = party.role.slug();
        let is = |actor: &&v1::Actor| actor.role == role && actor.span.start == party.range.start() && actor.name == party.name;
        let actor = self.claim(*at).actors.iter().find(is)?;
        Some(v1::Actor { span: self.span(&actor.span, *at), ..actor.clone() })
    }

    fn to_wire(&self, incident: &Incident) -> v1::Incident {
        let id = |at: &ClaimRef| self.claim(*at).id.clone();
        let actors = |parties: &[(Party, ClaimRef)]| parties.iter().filter_map(|party| self.actor(party)).collect::<Vec<_>>();
        let parties: Vec<&Party> = incident.perpetrators.iter().chain(&incident.targets).map(|(party, _)| party).collect();
        let claims: Vec<String> = incident.claims.iter().map(id).collect();
        let carriers = incident.claims.iter().flat_map(|at| &self.carriers[at.report]);
        let mut told: Vec<String> = carriers.map(|&report| self.told[report].record.report.id.clone()).collect();
        told.sort();
        told.dedup();
        v1::Incident {
            id: claims.first().map_or_else(String::new, |first| ids::incident(first)),
            title: title(incident),
            act: incident.act.into(),
            codes: codes(incident.act, &parties),
            place: incident.place.as_ref().and_then(|(_, at)| {
                let place = self.claim(*at).place.as_ref()?;
                Some(v1::Place { span: self.span(&place.span, *at), ..place.clone() })
            }),
            time: incident.time.as_ref().and_then(|(_, at)| {
                let time = self.claim(*at).time.as_ref()?;
                Some(v1::Time { span: time.span.as_ref().map(|span| self.span(span, *at)), ..time.clone() })
            }),
            perpetrators: actors(&incident.perpetrators),
            targets: actors(&incident.targets),
            weapons: incident
                .weapons
                .iter()
                .filter_map(|(weapon, at)| {
                    let is = |told: &&v1::Weapon| told.span.start == weapon.range().start() && told.name == *weapon.value();
                    let weapon = self.claim(*at).weapons.iter().find(is)?;
                    Some(v1::Weapon { span: self.span(&weapon.span, *at), ..weapon.clone() })
                })
                .collect(),
            tolls: incident
                .tolls
                .iter()
                .map(|cell| {
                    let mut claims: Vec<String> = cell.claims.iter().map(id).collect();
                    claims.sort();
                    claims.dedup();
                    v1::Toll {
                        measure: cell.measure.slug(),
                        group: cell.group.slug(),
                        low: cell.toll.low(),
                        best: cell.toll.best(),
                        high: cell.toll.high(),
                        claims,
                    }
                })
                .collect(),
            independence: v1::Independence {
                outlets: incident.independence.outlets,
                publisher_families: incident.independence.publisher_families,
                wire_origins: incident.independence.wire_origins,
                voices: incident.independence.voices,
            },
            grade: incident.grade.slug(),
            status: "machine".into(),
            claims,
            event_clarity: incident.event_clarity,
            reports: told,
            part_of: None,
            problems: Vec::new(),
        }
    }
}

/// Where a record comes from, as its report and document say.
fn source(told: &Told<'_>) -> Source {
    let v1::Record { report, document, .. } = told.record;
    let outlets = &Lexicon::embedded().actors;
    let family = report.outlet.as_deref().and_then(|outlet| outlets.outlet_named(outlet)).map(|outlet| outlet.family.to_owned());
    Source {
        report: report.id.clone(),
        outlet: report.outlet.clone(),
        family,
        wire_origin: document.wire_origin.clone(),
        published: report.published,
        witness: told.witness.clone(),
    }
}

/// What, by whom, on whom, where, in one line.
fn title(incident: &Incident) -> String {
    let mut title = incident.act.replace('-', " ");
    if let Some((party, _)) = incident.perpetrators.first() {
        title.push_str(&format!(" by {}", party.name));
    }
    if let Some((party, _)) = incident.targets.first() {
        title.push_str(&format!(" on {}", party.name));
    }
    if let Some((place, _)) = &incident.place {
        title.push_str(&format!(", {}", place.name));
    }
    title
}
