//! PLOVER: one event a line, in the field names of the PLOVER manual's chapter on data fields.
//!
//! The text of a report is not printed (the manual leaves it to those who hold the rights); the quoted words of the first claim are.

use std::io::Write;

use dateline::wire::v1::{Actor, Claim, Place};
use serde::Serialize;

use crate::cells::{coordinates, sources, toll, total, voice};
use crate::jsonl::write_line;
use crate::{About, Entry, Error, Source};

/// Every name of a record, those of its inner objects after a dot.
pub(crate) const KEYS: [&str; 37] = [
    "id",
    "has_event",
    "date",
    "enddate",
    "time",
    "actor",
    "recipient",
    "event",
    "mode",
    "context",
    "event_loc",
    "event_text",
    "size",
    "text_info",
    "cite_info",
    "coder",
    "comment",
    "actor.code",
    "actor.sector",
    "actor.entity_text",
    "actor.identifier_text",
    "event_loc.extracted_place",
    "event_loc.resolved_place",
    "event_loc.geonameid",
    "event_loc.lat",
    "event_loc.lon",
    "event_loc.district",
    "event_loc.province",
    "event_loc.country_code",
    "event_loc.resolution",
    "size.dead",
    "size.injured",
    "size.arrested",
    "text_info.start",
    "text_info.end",
    "cite_info.url",
    "cite_info.title",
];

/// The names of a citation, besides its address and title.
const CODEBOOK: &str = "plover-base";

#[derive(Serialize)]
struct Event<'a> {
    id: &'a str,
    has_event: bool,
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enddate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<&'a str>,
    actor: Vec<Entity<'a>>,
    recipient: Vec<Entity<'a>>,
    event: Vec<&'a str>,
    mode: Vec<&'a str>,
    context: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_loc: Option<Location<'a>>,
    event_text: Vec<&'a str>,
    size: Size,
    #[serde(skip_serializing_if = "Option::is_none")]
    text_info: Option<TextInfo>,
    cite_info: Vec<Citation<'a>>,
    coder: &'a str,
    comment: String,
}

#[derive(Serialize)]
struct Entity<'a> {
    code: Option<&'a str>,
    sector: Option<&'static str>,
    entity_text: &'a str,
    identifier_text: Option<&'a str>,
}

#[derive(Serialize)]
struct Location<'a> {
    extracted_place: &'a str,
    resolved_place: &'a str,
    geonameid: Option<u32>,
    lat: Option<f64>,
    lon: Option<f64>,
    district: Option<&'a str>,
    province: Option<&'a str>,
    country_code: Option<&'a str>,
    resolution: Option<u8>,
}

#[derive(Serialize)]
struct Size {
    dead: Option<u32>,
    injured: Option<u32>,
    arrested: Option<u32>,
}

#[derive(Serialize)]
struct TextInfo {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Citation<'a> {
    citation: &'a str,
    url: Option<&'a str>,
    title: Option<&'a str>,
    language: Option<&'a str>,
    publication: Option<&'a str>,
    codebook: &'static str,
}

/// One line an incident.
pub(crate) fn write(about: &About, entries: impl Iterator<Item = Entry>, out: &mut impl Write) -> Result<(), Error> {
    for entry in entries {
        write_line(&event(about, &entry), &entry.incident.id, out)?;
    }
    Ok(())
}

fn event<'a>(about: &'a About, entry: &'a Entry) -> Event<'a> {
    let incident = &entry.incident;
    let time = incident.time.as_ref();
    let first = entry.accounts.first().map(|account| &account.claim);
    let best = |measure: &str| total(incident, measure).or_else(|| toll(incident, measure, "all")).and_then(|toll| toll.best);
    Event {
        id: &incident.id,
        has_event: true,
        date: time.map(|time| time.start.to_string()),
        enddate: time.filter(|time| time.end != time.start).map(|time| time.end.to_string()),
        time: time.and_then(|time| time.clock.as_deref()),
        actor: incident.perpetrators.iter().map(entity).collect(),
        recipient: incident.targets.iter().map(entity).collect(),
        event: incident.codes.plover.as_deref().into_iter().collect(),
        mode: incident.codes.plover_mode.as_deref().into_iter().collect(),
        context: Vec::new(),
        event_loc: incident.place.as_ref().map(location),
        event_text: first.map(act_text).into_iter().filter(|words| !words.is_empty()).collect(),
        size: Size { dead: best("killed"), injured: best("injured"), arrested: best("detained") },
        text_info: first.map(|claim| TextInfo { start: claim.span.start, end: claim.span.end }),
        cite_info: sources(entry).into_iter().map(citation).collect(),
        coder: &about.engine,
        comment: comment(entry),
    }
}

fn act_text(claim: &Claim) -> &str {
    claim.act_words.as_ref().map_or(claim.span.text.as_str(), |words| words.span.text.as_str())
}

/// The words it rests on, and by whose account: PLOVER has no field for the voice.
fn comment(entry: &Entry) -> String {
    let told = entry.accounts.iter().map(|account| {
        let words = &account.claim.span.text;
        let quoted = if words.is_empty() { "words withheld".to_owned() } else { format!("\"{words}\"") };
        format!("{} [{}]: {quoted}", voice(&account.claim.voice), account.claim.id)
    });
    format!("grade {}; {}", entry.incident.grade, told.collect::<Vec<_>>().join("; "))
}

fn entity(actor: &Actor) -> Entity<'_> {
    Entity {
        code: actor.country.as_deref(),
        sector: actor.sector.as_deref().and_then(sector),
        entity_text: &actor.span.text,
        identifier_text: Some(actor.name.as_str()),
    }
}

/// PLOVER's code for a sector of ours.
fn sector(sector: &str) -> Option<&'static str> {
    let code = match sector {
        "government" => "GOV",
        "military" => "MIL",
        "police" => "COP",
        "intelligence" => "SPY",
        "armed-group" => "REB",
        "criminal" => "CRM",
        "civilian" => "CVL",
        "political" => "PTY",
        "judicial" => "JUD",
        "medical" => "MED",
        "media" => "JRN",
        "religious" => "REL",
        "business" => "BUS",
        "international" | "ngo" => return None,
        _ => "UNK",
    };
    Some(code)
}

fn location(place: &Place) -> Location<'_> {
    let point = coordinates(Some(place));
    Location {
        extracted_place: &place.span.text,
        resolved_place: &place.name,
        geonameid: place.geonames_id,
        lat: point.map(|(latitude, _)| latitude),
        lon: point.map(|(_, longitude)| longitude),
        district: place.admin2.as_deref(),
        province: place.admin1.as_deref(),
        country_code: place.country.as_deref(),
        resolution: resolution(&place.precision),
    }
}

/// 5 within a city, 4 a city, 3 a district, 2 a province, 1 a country.
fn resolution(precision: &str) -> Option<u8> {
    match precision {
        "P0" | "P1" => Some(5),
        "P2" | "P3" => Some(4),
        "P4" => Some(3),
        "P5" => Some(2),
        "P7" => Some(1),
        _ => None,
    }
}

fn citation(source: &Source) -> Citation<'_> {
    let report = &source.report;
    Citation {
        citation: &source.document,
        url: report.url.as_deref(),
        title: report.title.as_deref(),
        language: report.language.as_deref(),
        publication: report.outlet.as_deref(),
        codebook: CODEBOOK,
    }
}
