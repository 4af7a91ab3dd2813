//! Happenings: what one report tells as one episode, as far as joining it with others needs.
//!
//! In: a coding and where it comes from. Out: a [`Happening`] an episode in which an act of force happened. Owns what it holds, so that a
//! hundred thousand can be kept while their codings are not. Does not know which others it is one with: that is for `merge`.

use std::collections::{BTreeMap, BTreeSet};

use dateline_claims::{Certainty, Claim, EventClaim, Harm, PartyRole, Relation, When, Where};
use dateline_mentions::{GeoPrecision, Measure};
use dateline_text::DocId;
use jiff::civil::Date;

use crate::incident::Reported;
use crate::traits::{Traits, traits};

/// One happening as one report tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Happening {
    /// Index into the reports given.
    pub report: usize,
    /// The episode's number inside the report.
    pub episode: usize,
    /// The report's text.
    pub document: DocId,
    /// The same for every copy of one text.
    pub witness: String,
    /// When the report was published.
    pub published: Option<Date>,
    /// The claims of the episode, in text order.
    pub claims: Vec<usize>,
    /// The act most of them name.
    pub act: &'static str,
    /// The most certain time told.
    pub time: Option<When>,
    /// The places told, the most precise first.
    pub places: Vec<Where>,
    /// Known parties: role, and country or id.
    pub parties: BTreeSet<(PartyRole, String)>,
    /// How many were killed or injured, by each figure told of this happening; one is told of too many to tell anything.
    pub figures: BTreeSet<(Measure, u32)>,
    /// What else it is known by.
    pub traits: Traits,
}

/// One happening an episode of the report at index `report`; an episode in which nothing happened is none.
pub fn happenings(reported: &Reported<'_>, report: usize) -> Vec<Happening> {
    let mut episodes: BTreeMap<usize, Vec<(usize, &EventClaim)>> = BTreeMap::new();
    for (index, claim) in reported.coding.claims.iter().enumerate() {
        if let Claim::Event(event) = claim
            && !reported.rejected.contains(&index)
        {
            episodes.entry(event.episode).or_default().push((index, event));
        }
    }
    let mut found: Vec<Happening> =
        episodes.into_iter().filter_map(|(episode, told)| happening(reported, report, episode, &told)).collect();
    let start = |&claim: &usize| reported.coding.claims[claim].range().start();
    let claims: Vec<Vec<usize>> = found.iter().map(|happening| happening.claims.iter().map(start).collect()).collect();
    for (happening, traits) in found.iter_mut().zip(traits(reported.marks, &claims)) {
        happening.traits = traits;
    }
    found
}

fn happening(reported: &Reported<'_>, report: usize, episode: usize, told: &[(usize, &EventClaim)]) -> Option<Happening> {
    let events: Vec<&EventClaim> = told.iter().map(|(_, event)| *event).collect();
    if !events.iter().any(|event| event.makes_incident()) || !events.iter().any(|event| is_settled(event)) {
        return None;
    }
    let mut places: Vec<Where> = events.iter().filter_map(|event| event.place.clone()).collect();
    places.sort_by_key(|place| (place.precision, place.range));
    let parties = events.iter().flat_map(|event| &event.parties).filter(|party| party.certainty != Certainty::Denied);
    Some(Happening {
        report,
        episode,
        document: reported.coding.document,
        witness: reported.source.witness.clone(),
        published: reported.source.published,
        claims: told.iter().map(|(index, _)| *index).collect(),
        act: act_of(&events)?,
        time: events.iter().filter_map(|event| event.time).min_by_key(|time| (time.inferred, time.precision, time.range)),
        places,
        parties: parties.filter_map(|party| Some((party.role, party.country.or(party.id)?.to_owned()))).collect(),
        figures: figures(&events),
        traits: Traits::default(),
    })
}

/// Whether a claim says anything of where, when, who or how many: "the bombing of the bridge" alone is of no incident that could be found again.
fn is_settled(event: &EventClaim) -> bool {
    // "Drone strikes have killed civilians": a plural alone says no number.
    let number =
        |harm: &Harm| harm.count.floor().is_some_and(|least| least > 2 || harm.count.point() == Some(least) && least > 0);
    let harmed = event.counts.iter().any(|harm| harm.relation == Relation::Incident && number(harm));
    let known = || event.parties.iter().any(|party| party.country.is_some() || party.id.is_some());
    harmed
        || event.place.as_ref().is_some_and(|place| place.precision < GeoPrecision::P7)
        || event.time.is_some_and(|time| !time.inferred)
        || known()
}

fn figures(events: &[&EventClaim]) -> BTreeSet<(Measure, u32)> {
    let own = events.iter().flat_map(|event| &event.counts).filter(|harm| harm.relation == Relation::Incident);
    let told = own.filter_map(|harm| Some((harm.measure, harm.count.point().or(harm.count.floor())?)));
    told.filter(|(measure, figure)| matches!(measure, Measure::Killed | Measure::Injured) && *figure > 1).collect()
}

/// The act named most, a specific one before "attack", the first named where that leaves a tie. An arrest or a raid told beside an attack is no nearer
/// name for it.
pub(crate) fn act_of(claims: &[&EventClaim]) -> Option<&'static str> {
    let mut named: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
    for (index, claim) in claims.iter().enumerate().filter(|(_, claim)| claim.makes_incident()) {
        named.entry(claim.act.value()).or_insert((0, index)).0 += 1;
    }
    let generic = |act: &str| {
        matches!(act, "armed-attack" | "property-destruction" | "displacement-forced" | "detention" | "ground-operation")
    };
    named.into_iter().min_by_key(|&(act, (times, first))| (generic(act), std::cmp::Reverse(times), first)).map(|(act, _)| act)
}
