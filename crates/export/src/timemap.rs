//! Timemap (Forensic Architecture): one JSON object with `events`, `associations` and `sources`, as its own back end serves them.
//!
//! Timemap wants words in every field, so what is not known is "". It shows no event without a day.

use std::collections::BTreeMap;
use std::io::Write;

use serde::Serialize;

use crate::cells::{coordinates, number, outlet, quotes, sources, text, voices};
use crate::flat::tolls;
use crate::jsonl::json;
use crate::{Entry, Error, Source};

/// Every name, after the object it is of.
pub(crate) const KEYS: [&str; 28] = [
    "events.id",
    "events.civId",
    "events.description",
    "events.date",
    "events.time",
    "events.time_precision",
    "events.location",
    "events.latitude",
    "events.longitude",
    "events.type",
    "events.category",
    "events.associations",
    "events.sources",
    "events.comments",
    "associations.id",
    "associations.title",
    "associations.desc",
    "associations.mode",
    "associations.filter_paths",
    "sources.id",
    "sources.title",
    "sources.url",
    "sources.date",
    "sources.author",
    "sources.description",
    "sources.type",
    "sources.paths",
    "sources.notes",
];

#[derive(Serialize)]
struct Event<'a> {
    id: String,
    #[serde(rename = "civId")]
    civ_id: &'a str,
    description: String,
    date: String,
    time: &'a str,
    time_precision: &'a str,
    location: &'a str,
    latitude: String,
    longitude: String,
    r#type: &'a str,
    category: &'a str,
    associations: Vec<String>,
    sources: Vec<String>,
    comments: String,
}

#[derive(Serialize)]
struct Association {
    id: String,
    title: String,
    desc: String,
    mode: &'static str,
    filter_paths: Vec<String>,
}

#[derive(Serialize)]
struct SourceOf {
    id: String,
    title: String,
    url: String,
    date: String,
    author: String,
    description: String,
    r#type: &'static str,
    paths: Vec<String>,
    notes: String,
}

/// Events stream; the associations and sources they name follow.
pub(crate) fn write(entries: impl Iterator<Item = Entry>, out: &mut impl Write) -> Result<(), Error> {
    let mut associations: BTreeMap<String, Association> = BTreeMap::new();
    let mut named: BTreeMap<String, SourceOf> = BTreeMap::new();
    out.write_all(b"{\"events\":[")?;
    for (index, entry) in entries.enumerate() {
        for filter in filters(&entry) {
            associations.entry(filter.id.clone()).or_insert(filter);
        }
        for source in sources(&entry) {
            named.entry(source_id(source)).or_insert_with(|| source_of(source));
        }
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        out.write_all(&json(&event(index + 1, &entry), &entry.incident.id)?)?;
    }
    let associations: Vec<&Association> = associations.values().collect();
    out.write_all(b"\n],\n\"associations\":")?;
    out.write_all(&json(&associations, "of the associations")?)?;
    out.write_all(b",\n\"sources\":")?;
    out.write_all(&json(&named, "of the sources")?)?;
    out.write_all(b",\n\"sites\":[],\"regions\":[],\"shapes\":[],\"notifications\":[]}\n")?;
    Ok(())
}

fn event(number_in_file: usize, entry: &Entry) -> Event<'_> {
    let incident = &entry.incident;
    let place = incident.place.as_ref();
    let time = incident.time.as_ref();
    let point = coordinates(place);
    let mut description = incident.title.clone();
    for quote in quotes(entry) {
        description.push_str(&format!("\n\n\"{quote}\""));
    }
    Event {
        id: number_in_file.to_string(),
        civ_id: &incident.id,
        description,
        date: number(time.map(|time| time.start)),
        time: time.and_then(|time| time.clock.as_deref()).unwrap_or_default(),
        time_precision: time.map_or("", |time| time.precision.as_ref()),
        location: place.map_or("", |place| place.name.as_str()),
        latitude: number(point.map(|(latitude, _)| latitude)),
        longitude: number(point.map(|(_, longitude)| longitude)),
        r#type: &incident.act,
        category: incident.codes.acled_event.as_deref().unwrap_or_default(),
        associations: filters(entry).into_iter().map(|filter| filter.id).collect(),
        sources: sources(entry).into_iter().map(source_id).collect(),
        comments: format!("{}; grade {}; according to {}", tolls(incident), incident.grade, voices(entry).join("; ")),
    }
}

/// What an event can be filtered by: its act and who did it.
fn filters(entry: &Entry) -> Vec<Association> {
    let filter = |kind: &str, name: &str| Association {
        id: format!("{kind}:{name}"),
        title: name.to_owned(),
        desc: String::new(),
        mode: "FILTER",
        filter_paths: vec![kind.to_owned(), name.to_owned()],
    };
    let mut filters = vec![filter("act", &entry.incident.act)];
    let doers = crate::cells::unique(entry.incident.perpetrators.iter().map(|actor| actor.name.as_str()));
    filters.extend(doers.into_iter().map(|name| filter("perpetrator", name)));
    filters
}

fn source_id(source: &Source) -> String {
    source.report.id.clone()
}

fn source_of(source: &Source) -> SourceOf {
    let report = &source.report;
    SourceOf {
        id: source_id(source),
        title: report.title.clone().unwrap_or_else(|| report.id.clone()),
        url: text(report.url.as_deref()),
        date: number(report.published),
        author: outlet(source).to_owned(),
        description: String::new(),
        r#type: "Article",
        paths: report.url.iter().cloned().collect(),
        notes: source.document.clone(),
    }
}
