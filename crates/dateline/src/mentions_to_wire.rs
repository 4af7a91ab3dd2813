//! Everything named, in wire form: what `dateline code --mentions` adds.

use dateline_mentions::{ActorMention, CountMention, PlaceMention, TimeMention, VoiceMention};
use dateline_text::Document;

use crate::Reading;
use crate::slugs::ToSlug;
use crate::to_wire::span;
use crate::wire::v1::{self, Mention, Slug};

/// All mentions of a reading, by their first byte, then kind.
pub(crate) fn mentions(reading: &Reading) -> Vec<Mention> {
    let Reading { document, mentions, .. } = reading;
    let mut all: Vec<Mention> = Vec::new();
    all.extend(mentions.counts.iter().map(|count| Mention::Count(count_to_wire(document, count))));
    all.extend(mentions.times.iter().map(|time| Mention::Time(time_to_wire(document, time))));
    all.extend(mentions.places.iter().map(|place| Mention::Place(place_to_wire(document, place))));
    all.extend(mentions.actors.iter().map(|actor| Mention::Actor(actor_to_wire(document, actor))));
    all.extend(mentions.voices.iter().map(|voice| Mention::Voice(voice_to_wire(document, voice))));
    all.sort_by_key(|mention| (mention.span().start, mention.span().end));
    all
}

fn count_to_wire(document: &Document, mention: &CountMention) -> v1::CountMention {
    v1::CountMention {
        measure: mention.measure.map(ToSlug::slug),
        group: mention.group.slug(),
        unit: mention.unit.slug(),
        floor: mention.count.floor(),
        ceiling: mention.count.ceiling(),
        point: mention.count.point(),
        modifier: mention.count.modifier().slug(),
        written: document.slice(mention.range).to_owned(),
        span: span(document, mention.range),
        rule: Slug::Borrowed(mention.rule.0),
    }
}

fn time_to_wire(document: &Document, mention: &TimeMention) -> v1::TimeMention {
    v1::TimeMention {
        timex: mention.kind.slug(),
        value: mention.value.clone(),
        start: mention.interval.map(|interval| interval.start()),
        end: mention.interval.map(|interval| interval.end()),
        precision: mention.precision.slug(),
        bound: mention.bound.slug(),
        anchor: mention.anchor.slug(),
        written: document.slice(mention.range).to_owned(),
        span: span(document, mention.range),
        rule: Slug::Borrowed(mention.rule.0),
    }
}

fn place_to_wire(document: &Document, mention: &PlaceMention) -> v1::PlaceMention {
    let spot = mention.location.as_ref();
    v1::PlaceMention {
        name: mention.name.clone(),
        geonames_id: spot.and_then(|spot| spot.geonames_id),
        country: spot.and_then(|spot| spot.country).map(Slug::Borrowed),
        admin1: spot.and_then(|spot| spot.admin1.clone()),
        admin2: spot.and_then(|spot| spot.admin2.clone()),
        lat: spot.and_then(|spot| spot.latitude),
        lon: spot.and_then(|spot| spot.longitude),
        precision: mention.precision.slug(),
        span: span(document, mention.range),
        rule: Slug::Borrowed(mention.rule.0),
        parent_geonames_id: spot.and_then(|spot| spot.parent_id),
        town: spot.and_then(|spot| spot.town.clone()),
        relation: mention.relation.slug(),
        metonym: mention.metonym,
        demonym: mention.demonym,
        confidence: (f64::from(mention.confidence) * 100.0).round() / 100.0,
    }
}

fn actor_to_wire(document: &Document, mention: &ActorMention) -> v1::ActorMention {
    v1::ActorMention {
        name: mention.name.clone(),
        id: mention.id.map(Slug::Borrowed),
        country: mention.country.map(Slug::Borrowed),
        sector: mention.sector.slug(),
        reference: mention.reference.slug(),
        modifier: mention.modifier,
        span: span(document, mention.range),
        rule: Slug::Borrowed(mention.rule.0),
    }
}

fn voice_to_wire(document: &Document, mention: &VoiceMention) -> v1::VoiceMention {
    v1::VoiceMention {
        voice_kind: mention.kind.slug(),
        name: mention.name.clone(),
        role: mention.role.clone(),
        organisation: mention.organisation.clone(),
        via: mention.via.clone(),
        stance: mention.stance.slug(),
        span: span(document, mention.source.unwrap_or(mention.cue)),
        rule: Slug::Borrowed(mention.rule.0),
        source: mention.source.map(|source| span(document, source)),
        cue: span(document, mention.cue),
        content: mention.content.iter().map(|content| span(document, *content)).collect(),
    }
}
