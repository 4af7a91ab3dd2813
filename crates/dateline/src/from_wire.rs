//! From the wire's types back to the core's, so that what was coded once can be concluded again without its text.
//!
//! In: a `wire::v1` record. Out: its coding. A word the codebook lacks (of another version) is read as the least that can be said of it.

use std::collections::BTreeSet;
use std::sync::Mutex;

use dateline_claims::{
    Attribution, Cell, Certainty, Claim, Coding, EventClaim, Harm, Party, PartyRole, Relation, Status, TallyClaim, Voice, When,
    Where, Window,
};
use dateline_mentions::{Count, GeoPrecision, Interval, Location, Measure, Modifier, Sector, Stance, TimePrecision, VoiceKind};
use dateline_text::{DocId, RuleId, TextRange};

use crate::slugs::FromSlug;
use crate::wire::v1;

/// The coding that `record` was printed from. A document without an id is taken for the empty text.
pub(crate) fn coding(record: &v1::Record) -> Coding {
    let document = record.document.id.parse().unwrap_or_else(|_| DocId::of(""));
    Coding { document, claims: record.claims.iter().map(claim).collect(), problems: Vec::new() }
}

fn claim(claim: &v1::Claim) -> Claim {
    let act = claim.act.as_deref().map(|act| cell(word(act), &claim.act_words, &claim.span));
    let status = Status::from_slug(&claim.status).unwrap_or(Status::Hypothetical);
    let status = cell(status, &claim.status_words, &claim.span);
    let counts = claim.counts.iter().filter_map(harm).collect();
    let parties = claim.actors.iter().map(party).collect();
    let (voice, range, rule) = (voice(&claim.voice), range_of(&claim.span), RuleId(word(&claim.rule)));
    let confidence = claim.confidence as f32;
    match act {
        Some(act) if claim.kind == "event" => Claim::Event(EventClaim {
            act,
            force: claim.force,
            status,
            parties,
            place: claim.place.as_ref().map(place),
            time: claim.time.as_ref().map(time),
            counts,
            weapons: claim
                .weapons
                .iter()
                .map(|weapon| Cell::new(word(&weapon.name), range_of(&weapon.span), RuleId(word(&weapon.rule))))
                .collect(),
            voice,
            range,
            rule,
            episode: claim.episode,
            confidence,
        }),
        act => Claim::Tally(TallyClaim {
            act,
            status,
            parties,
            place: claim.place.as_ref().map(place),
            window: claim.window.as_ref().and_then(window),
            counts,
            voice,
            range,
            rule,
            confidence,
        }),
    }
}

fn cell<T>(value: T, words: &Option<v1::Words>, span: &v1::Span) -> Cell<T> {
    match words {
        Some(words) => Cell::new(value, range_of(&words.span), RuleId(word(&words.rule))),
        None => Cell::new(value, range_of(span), RuleId("")),
    }
}

fn party(actor: &v1::Actor) -> Party {
    Party {
        role: PartyRole::from_slug(&actor.role).unwrap_or(PartyRole::Party),
        name: actor.name.clone(),
        id: actor.id.as_deref().map(word),
        country: actor.country.as_deref().map(word),
        sector: actor.sector.as_deref().and_then(Sector::from_slug).unwrap_or(Sector::Unknown),
        certainty: Certainty::from_slug(&actor.certainty).unwrap_or(Certainty::Stated),
        range: range_of(&actor.span),
        rule: RuleId(word(&actor.rule)),
    }
}

fn place(place: &v1::Place) -> Where {
    let located =
        place.geonames_id.is_some() || place.parent_geonames_id.is_some() || place.country.is_some() || place.lat.is_some();
    Where {
        name: place.name.clone(),
        location: located.then(|| Location {
            geonames_id: place.geonames_id,
            parent_id: place.parent_geonames_id,
            latitude: place.lat,
            longitude: place.lon,
            country: place.country.as_deref().map(word),
            admin1: place.admin1.clone(),
            admin2: place.admin2.clone(),
            town: place.town.clone(),
        }),
        precision: GeoPrecision::from_slug(&place.precision).unwrap_or(GeoPrecision::P8),
        range: range_of(&place.span),
        rule: RuleId(word(&place.rule)),
    }
}

fn time(time: &v1::Time) -> When {
    When {
        interval: Interval::new(time.start, time.end),
        precision: TimePrecision::from_slug(&time.precision).unwrap_or(TimePrecision::D5),
        inferred: time.inferred,
        range: time.span.as_ref().map(range_of),
        rule: RuleId(word(&time.rule)),
    }
}

/// An end that is not known is taken from the other.
fn window(window: &v1::Window) -> Option<Window> {
    let (start, end) = (window.start.or(window.end)?, window.end.or(window.start)?);
    let words = window.span.as_ref().map_or(TextRange::new(0, 0), range_of);
    Some(Window { interval: Interval::new(start, end), range: words, rule: RuleId(word(&window.rule)) })
}

fn harm(count: &v1::Count) -> Option<Harm> {
    let modifier = Modifier::from_slug(&count.modifier).unwrap_or(Modifier::Unknown);
    Some(Harm {
        measure: Measure::from_slug(&count.measure)?,
        group: FromSlug::from_slug(&count.group).unwrap_or_default(),
        count: Count::stated(count.floor, count.ceiling, count.point, modifier),
        relation: Relation::from_slug(&count.relation).unwrap_or(Relation::Unresolved),
        limited: count.limited,
        revised: count.revised,
        subset_of: count.subset_of,
        range: range_of(&count.span),
        rule: RuleId(word(&count.rule)),
    })
}

fn voice(voice: &v1::Voice) -> Voice {
    let Some(span) = &voice.span else { return Voice::Report };
    Voice::Said(Attribution {
        kind: VoiceKind::from_slug(&voice.kind).unwrap_or(VoiceKind::ThirdParty),
        name: voice.name.clone(),
        role: voice.role.clone(),
        organisation: voice.organisation.clone(),
        country: voice.country.as_deref().map(word),
        via: voice.via.clone(),
        stance: Stance::from_slug(&voice.stance).unwrap_or(Stance::Asserts),
        range: range_of(span),
        rule: RuleId(word(&voice.rule)),
    })
}

fn range_of(span: &v1::Span) -> TextRange {
    TextRange::new(span.start, span.end)
}

/// The word itself, kept once for as long as the process lives: acts, rules, countries and actors are a few thousand words.
pub(crate) fn word(slug: &str) -> &'static str {
    static WORDS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut words = WORDS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    match words.get(slug) {
        Some(kept) => kept,
        None => {
            let kept: &'static str = slug.to_owned().leak();
            words.insert(kept);
            kept
        }
    }
}
