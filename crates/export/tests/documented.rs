//! Every column that an export prints is described in `docs/exports.md`, and nothing described there is missing from an export.

mod common;

use std::collections::BTreeSet;

use common::{about, bare_entry, entry, export, tally};
use dateline_export::{Format, Profile, columns, tallies, tally_columns};
use serde_json::Value;

const DOCS: &str = include_str!("../../../docs/exports.md");

/// The text under a heading, down to the next of its level.
fn section(text: &'static str, heading: &str) -> &'static str {
    let level = &heading[..heading.find(' ').expect("a heading has its marks")];
    let start = text.find(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("docs/exports.md has no {heading:?}"));
    let rest = &text[start + heading.len() + 2..];
    let ends = [format!("\n{level} "), "\n## ".to_owned()];
    let end = ends.iter().filter_map(|next| rest.find(next.as_str())).min().unwrap_or(rest.len());
    &rest[..end]
}

fn is_described(section: &str, name: &str) -> bool {
    section.contains(&format!("`{name}`"))
}

#[test]
fn every_column_has_its_place_in_the_docs() {
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Sqlite) {
        let section = section(DOCS, &format!("## {format}"));
        let missing: Vec<String> = columns(format).into_iter().filter(|name| !is_described(section, name)).collect();
        assert!(missing.is_empty(), "docs/exports.md, {format}: {missing:?}");
        assert!(!columns(format).is_empty());
    }
}

#[test]
fn every_column_of_every_table_has_its_place_in_the_docs() {
    let sqlite = section(DOCS, "## sqlite");
    let names = columns(Format::Sqlite);
    assert!(names.len() > 100, "{}", names.len());
    for name in names {
        let (table, column) = name.split_once('.').unwrap();
        assert!(is_described(section(sqlite, &format!("### {table}")), column), "docs/exports.md, sqlite: {name}");
    }
}

#[test]
fn every_column_of_running_totals_has_its_place_in_the_docs() {
    let section = section(DOCS, "## Running totals");
    for format in [Format::Json, Format::Csv, Format::Parquet, Format::Hxl] {
        for name in tally_columns(format) {
            assert!(is_described(section, &name), "docs/exports.md, running totals: {name}");
        }
    }
}

#[test]
fn the_columns_listed_are_those_printed() {
    let entries = [entry("Zorvan Kelmet"), bare_entry()];
    for format in [Format::Csv, Format::Ucdp, Format::Acled] {
        let csv = export(format, Profile::Public, &entries);
        let header = String::from_utf8(csv).unwrap().lines().next().unwrap().to_owned();
        assert_eq!(header, columns(format).join(","), "{format}");
    }
    let geojson: Value = serde_json::from_slice(&export(Format::GeoJson, Profile::Public, &entries)).unwrap();
    let printed: Vec<&String> = geojson["features"][0]["properties"].as_object().unwrap().keys().collect();
    assert_eq!(printed, columns(Format::GeoJson).iter().collect::<Vec<_>>());
    for bytes in [export(Format::Plover, Profile::Restricted, &entries), export(Format::Timemap, Profile::Restricted, &entries)] {
        let timemap = bytes.starts_with(b"{\"events\"");
        let value: Value = serde_json::from_str(
            &String::from_utf8(bytes).unwrap().lines().take(if timemap { 100 } else { 1 }).collect::<String>(),
        )
        .unwrap();
        let listed: BTreeSet<String> = columns(if timemap { Format::Timemap } else { Format::Plover }).into_iter().collect();
        for name in printed_names(&value, timemap) {
            assert!(listed.contains(&name), "{name} is printed and not listed");
        }
    }
    let mut out = Vec::new();
    tallies(Format::Csv, &about(Profile::Public), std::iter::once(tally()), &mut out).unwrap();
    assert_eq!(String::from_utf8(out).unwrap().lines().next().unwrap(), tally_columns(Format::Csv).join(","));
}

/// The names of a PLOVER event and of the objects in it, or of the first of each of Timemap's objects.
fn printed_names(value: &Value, timemap: bool) -> Vec<String> {
    let inner = |name: &str, value: &Value| -> Vec<String> {
        let value = value.get(0).unwrap_or(value);
        let value = if name == "sources" {
            value.as_object().and_then(|sources| sources.values().next()).expect("the entry has a source")
        } else {
            value
        };
        value.as_object().map(|fields| fields.keys().map(|key| format!("{name}.{key}")).collect()).unwrap_or_default()
    };
    let fields = value.as_object().expect("a record is an object");
    if timemap {
        return ["events", "associations", "sources"].iter().flat_map(|name| inner(name, &fields[*name])).collect();
    }
    let described_in_a_row = |name: &String| !name.starts_with("recipient.") && !name.starts_with("cite_info.");
    let inside = fields.iter().flat_map(|(name, value)| inner(name, value)).filter(described_in_a_row);
    fields.keys().cloned().chain(inside).collect()
}
