//! From the core's types to the wire's.
//!
//! In: a reading, or findings. Out: `wire::v1` records. Decides nothing: every value is copied beside its words and its rule.

use std::collections::BTreeSet;

use dateline_claims::{Cell, Claim, EventClaim, Harm, Party, PartyRole, TallyClaim, Voice, When, Where};
use dateline_incidents::{Marks, Policy};
use dateline_lexicon::Lexicon;
use dateline_mentions::Sector;
use dateline_text::{Document, RuleId, TextRange};

use crate::ids;
use crate::slugs::ToSlug;
use crate::wire::v1::{self, Slug};
use crate::{Reading, Report, Told, conclude, mentions_to_wire};

/// One report coded, with the incidents its own claims make.
pub fn record(report: &Report, reading: &Reading, policy: &Policy) -> v1::Record {
    let record = claims_of(report, reading);
    let witness = record.document.id.clone();
    let mut incidents = conclude(&[Told { record: &record, witness }], &crate::Rulings::default(), policy).incidents;
    incidents.iter_mut().for_each(of_one_document);
    // What a ledger joins by is not printed.
    let document = v1::Document { marks: String::new(), ..record.document };
    v1::Record { incidents, document, ..record }
}

/// Words of an incident that stands in the record of its only document need not name it.
fn of_one_document(incident: &mut v1::Incident) {
    let actors = incident.perpetrators.iter_mut().chain(&mut incident.targets).map(|actor| &mut actor.span);
    let weapons = incident.weapons.iter_mut().map(|weapon| &mut weapon.span);
    let place = incident.place.iter_mut().map(|place| &mut place.span);
    let time = incident.time.iter_mut().filter_map(|time| time.span.as_mut());
    actors.chain(weapons).chain(place).chain(time).for_each(|span| span.document = None);
}

/// One report coded: its claims and problems, before anything is concluded from them.
pub fn claims_of(report: &Report, reading: &Reading) -> v1::Record {
    let document = &reading.document;
    v1::Record {
        wire: v1::VERSION.into(),
        report: v1::Report {
            id: report.id.clone(),
            title: report.title.clone(),
            outlet: report.outlet.clone(),
            published: report.published,
            language: report.language.clone(),
            url: report.url.clone(),
        },
        document: v1::Document {
            id: document.id().to_string(),
            bytes: document.text().len(),
            dateline: dateline(reading),
            wire_origin: document.header().wire_origin.map(|range| document.slice(range).to_owned()),
            marks: Marks::of(document, &reading.mentions).to_text(),
        },
        claims: claims(reading),
        incidents: Vec::new(),
        problems: reading
            .coding
            .problems
            .iter()
            .map(|problem| v1::Problem {
                slug: problem.slug.into(),
                message: problem.message.clone(),
                span: Some(span(document, problem.range)),
            })
            .collect(),
        mentions: None,
    }
}

/// The same, with everything named.
pub fn record_with_mentions(report: &Report, reading: &Reading, policy: &Policy) -> v1::Record {
    v1::Record { mentions: Some(mentions_to_wire::mentions(reading)), ..record(report, reading, policy) }
}

fn dateline(reading: &Reading) -> Option<v1::Dateline> {
    let document = &reading.document;
    let dateline = document.header().dateline.as_ref()?;
    let date = dateline.date.and_then(|date| {
        let time = reading.mentions.times.iter().find(|time| time.range.overlaps(date))?;
        Some(time.interval?.start())
    });
    let place = dateline.place.map(|place| document.slice(place).to_owned());
    Some(v1::Dateline { place, date, span: Some(span(document, dateline.range)) })
}

/// Words as they leave the document.
pub(crate) fn span(document: &Document, range: TextRange) -> v1::Span {
    v1::Span { start: range.start(), end: range.end(), text: document.slice(range).to_owned(), document: None }
}

fn rule(rule: RuleId) -> Slug {
    Slug::Borrowed(rule.0)
}

/// Every claim, with an id of its own.
fn claims(reading: &Reading) -> Vec<v1::Claim> {
    let document = &reading.document;
    let mut taken = BTreeSet::new();
    let claim = |claim: &Claim| {
        let mut claim = match claim {
            Claim::Event(event) => event_claim(document, String::new(), event),
            Claim::Tally(tally) => tally_claim(document, String::new(), tally),
        };
        claim.id = ids::claim(document.id(), &claim, &mut taken);
        claim
    };
    reading.coding.claims.iter().map(claim).collect()
}

fn event_claim(document: &Document, id: String, event: &EventClaim) -> v1::Claim {
    v1::Claim {
        id,
        kind: "event".into(),
        act: Some((*event.act.value()).into()),
        status: event.status.value().slug(),
        codes: v1::Codes {
            plover: event.plover(Lexicon::embedded()).map(Slug::Borrowed),
            ..codes(event.act.value(), &event.parties.iter().collect::<Vec<_>>())
        },
        actors: event.parties.iter().map(|party| actor(document, party)).collect(),
        place: event.place.as_ref().map(|place| place_to_wire(document, place)),
        time: event.time.as_ref().map(|time| time_to_wire(document, time)),
        window: None,
        counts: event.counts.iter().map(|harm| count(document, harm)).collect(),
        voice: voice(document, &event.voice),
        span: span(document, event.range),
        rule: rule(event.rule),
        confidence: tenths(event.confidence),
        act_words: Some(words(document, &event.act)),
        status_words: Some(words(document, &event.status)),
        weapons: event.weapons.iter().map(|weapon| weapon_to_wire(document, weapon)).collect(),
        episode: event.episode,
        force: event.force,
    }
}

fn tally_claim(document: &Document, id: String, tally: &TallyClaim) -> v1::Claim {
    v1::Claim {
        id,
        kind: "tally".into(),
        act: tally.act.as_ref().map(|act| (*act.value()).into()),
        status: tally.status.value().slug(),
        codes: tally.act.as_ref().map(|act| codes(act.value(), &tally.parties.iter().collect::<Vec<_>>())).unwrap_or_default(),
        actors: tally.parties.iter().map(|party| actor(document, party)).collect(),
        place: tally.place.as_ref().map(|place| place_to_wire(document, place)),
        time: None,
        window: tally.window.as_ref().map(|window| v1::Window {
            start: Some(window.interval.start()),
            end: Some(window.interval.end()),
            span: Some(span(document, window.range)),
            rule: rule(window.rule),
        }),
        counts: tally.counts.iter().map(|harm| count(document, harm)).collect(),
        voice: voice(document, &tally.voice),
        span: span(document, tally.range),
        rule: rule(tally.rule),
        confidence: tenths(tally.confidence),
        act_words: tally.act.as_ref().map(|act| words(document, act)),
        status_words: Some(words(document, &tally.status)),
        weapons: Vec::new(),
        episode: 0,
        force: false,
    }
}

/// Two decimals: what a confidence is good for.
fn tenths(confidence: f32) -> f64 {
    (f64::from(confidence) * 100.0).round() / 100.0
}

fn words<T>(document: &Document, cell: &Cell<T>) -> v1::Words {
    v1::Words { span: span(document, cell.range()), rule: rule(cell.rule()) }
}

fn actor(document: &Document, party: &Party) -> v1::Actor {
    v1::Actor {
        role: party.role.slug(),
        name: party.name.clone(),
        id: party.id.map(Slug::Borrowed),
        country: party.country.map(Slug::Borrowed),
        sector: Some(party.sector.slug()),
        certainty: party.certainty.slug(),
        span: span(document, party.range),
        rule: rule(party.rule),
    }
}

fn place_to_wire(document: &Document, place: &Where) -> v1::Place {
    let spot = place.location.as_ref();
    v1::Place {
        name: place.name.clone(),
        geonames_id: spot.and_then(|spot| spot.geonames_id),
        country: spot.and_then(|spot| spot.country).map(Slug::Borrowed),
        admin1: spot.and_then(|spot| spot.admin1.clone()),
        admin2: spot.and_then(|spot| spot.admin2.clone()),
        lat: spot.and_then(|spot| spot.latitude),
        lon: spot.and_then(|spot| spot.longitude),
        precision: place.precision.slug(),
        span: span(document, place.range),
        rule: rule(place.rule),
        parent_geonames_id: spot.and_then(|spot| spot.parent_id),
        town: spot.and_then(|spot| spot.town.clone()),
    }
}

fn time_to_wire(document: &Document, time: &When) -> v1::Time {
    v1::Time {
        start: time.interval.start(),
        end: time.interval.end(),
        precision: time.precision.slug(),
        written: time.range.map(|range| document.slice(range).to_owned()),
        inferred: time.inferred,
        span: time.range.map(|range| span(document, range)),
        rule: rule(time.rule),
        clock: None,
    }
}

fn count(document: &Document, harm: &Harm) -> v1::Count {
    v1::Count {
        measure: harm.measure.slug(),
        group: harm.group.slug(),
        floor: harm.count.floor(),
        ceiling: harm.count.ceiling(),
        point: harm.count.point(),
        modifier: harm.count.modifier().slug(),
        relation: harm.relation.slug(),
        subset_of: harm.subset_of,
        written: document.slice(harm.range).to_owned(),
        span: span(document, harm.range),
        rule: rule(harm.rule),
        limited: harm.limited,
        revised: harm.revised,
    }
}

fn voice(document: &Document, voice: &Voice) -> v1::Voice {
    match voice {
        Voice::Report => {
            v1::Voice { kind: "report".into(), stance: "asserts".into(), rule: "own-words".into(), ..v1::Voice::default() }
        }
        Voice::Said(said) => v1::Voice {
            kind: said.kind.slug(),
            name: said.name.clone(),
            role: said.role.clone(),
            organisation: said.organisation.clone(),
            via: said.via.clone(),
            stance: said.stance.slug(),
            span: Some(span(document, said.range)),
            rule: rule(said.rule),
            country: said.country.map(Slug::Borrowed),
        },
    }
}

fn weapon_to_wire(document: &Document, weapon: &Cell<&'static str>) -> v1::Weapon {
    v1::Weapon { name: (*weapon.value()).into(), span: span(document, weapon.range()), rule: rule(weapon.rule()) }
}

/// The act in other projects' codes. UCDP's type of violence needs two known sides: states on both or one (1), neither (2), or
/// armed force against civilians (3).
pub(crate) fn codes(act: &str, parties: &[&Party]) -> v1::Codes {
    let Some(act) = Lexicon::embedded().acts.act(act) else { return v1::Codes::default() };
    let sides = |roles: &[PartyRole]| {
        parties.iter().filter(|party| roles.contains(&party.role)).map(|party| party.sector).collect::<Vec<_>>()
    };
    let state = |sector: &Sector| matches!(sector, Sector::Government | Sector::Military | Sector::Police | Sector::Intelligence);
    let group = |sector: &Sector| matches!(sector, Sector::ArmedGroup | Sector::Criminal);
    let doers = sides(&[PartyRole::Perpetrator, PartyRole::Party]);
    let hit = sides(&[PartyRole::Target, PartyRole::Victim, PartyRole::Party]);
    let violence = if !act.armed {
        None
    } else if doers.iter().any(state) && hit.iter().any(group) || doers.iter().any(group) && hit.iter().any(state) {
        Some(1)
    } else if doers.iter().any(group) && hit.iter().any(group) {
        Some(2)
    } else if (doers.iter().any(state) || doers.iter().any(group)) && hit.contains(&Sector::Civilian) {
        Some(3)
    } else {
        None
    };
    v1::Codes {
        plover: Some(act.plover.into()),
        plover_mode: act.plover_mode.map(Slug::Borrowed),
        acled_event: Some(act.acled_event.into()),
        acled_sub_event: Some(act.acled_sub_event.into()),
        ucdp_type_of_violence: violence,
    }
}
