//! The public profile: what it drops, what it keeps, and that no format lets a name through.

mod common;

use arrow_array::cast::AsArray;
use common::{DOCUMENT, about, actor, bare_entry, entry, export, place, slug, sources, tally};
use dateline::wire::v1::Claim;
use dateline_export::{
    Account, Entry, Format, HIDDEN_PERSON, Names, Profile, Source, incidents_without, public, public_tally, tallies,
};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use proptest::prelude::*;
use serde_json::Value;

const PERSON: &str = "Zorvan Kelmet";

#[test]
fn a_victims_name_becomes_a_person_and_its_words_are_withheld_with_their_offsets() {
    let before = entry(PERSON);
    let after = public(before.clone());
    let victim = &after.accounts[0].claim.actors[1];
    assert_eq!(victim.name, HIDDEN_PERSON);
    assert_eq!((victim.span.start, victim.span.end, victim.span.text.as_str()), (20, 20 + PERSON.len(), ""));
    let claim = &after.accounts[0].claim;
    assert_eq!(claim.span.text, "");
    assert_eq!((claim.span.start, claim.span.end), (0, before.accounts[0].claim.span.end));
    assert_eq!(claim.counts[1].written, "");
    assert_eq!(claim.voice.name, None);
    assert_eq!(after.accounts[0].sources[0].report.title, None);
    assert_eq!(after.accounts[0].sources[0].report.url, None);
}

#[test]
fn figures_days_and_listed_actors_are_kept() {
    let (before, after) = (entry(PERSON), public(entry(PERSON)));
    assert_eq!(after.incident.tolls, before.incident.tolls);
    assert_eq!(after.incident.time, before.incident.time);
    assert_eq!(after.incident.perpetrators, before.incident.perpetrators);
    assert_eq!(after.incident.claims, before.incident.claims);
    assert_eq!(after.accounts[0].claim.counts[0], before.accounts[0].claim.counts[0]);
    assert_eq!(after.accounts[0].claim.voice.role.as_deref(), Some("farmer"));
    assert_eq!(after.accounts[0].sources[0].document, DOCUMENT);
}

#[test]
fn the_public_profile_twice_is_the_public_profile_once() {
    let once = public(entry(PERSON));
    assert_eq!(public(once.clone()), once);
}

#[test]
fn an_entry_without_private_names_is_left_as_it_is() {
    let mut plain = entry(PERSON);
    plain.incident.title = "airstrike by Syrian government on wheat market, Ariha".into();
    plain.incident.place = Some(place("P2", "Ariha"));
    plain.incident.targets.remove(0);
    plain.incident.reports = vec!["r1".into()];
    plain.incident.problems.clear();
    plain.accounts.clear();
    assert_eq!(public(plain.clone()), plain);
}

#[test]
fn a_report_id_that_holds_a_name_is_told_by_the_digest_of_its_text_in_both_places() {
    let after = public(entry(PERSON));
    assert_eq!(after.accounts[0].sources[0].report.id, "withheld-aa11bb22cc33-1");
    assert_eq!(after.incident.reports, ["withheld-aa11bb22cc33-1"]);
}

#[test]
fn homes_and_shelters_lose_their_coordinates_and_keep_their_precision() {
    let with = |precision, name| {
        let mut bare = bare_entry();
        let mut spot = place(precision, name);
        spot.geonames_id = Some(5);
        bare.incident.place = Some(spot);
        public(bare).incident.place.unwrap()
    };
    for home in ["an apartment building", "the family home", "tents near the wall", "a school used as a shelter", "residence"] {
        let place = with("P1", home);
        assert_eq!((place.lat, place.lon, place.geonames_id, place.precision.as_ref()), (None, None, None, "P1"), "{home}");
        assert_eq!(place.name, home);
    }
    let address = with("P0", "12 Almond Lane");
    assert_eq!((address.lat, address.lon, address.span.text.as_str()), (None, None, ""));
    assert_eq!(address.name, "an address (withheld)");
    assert_eq!(with("P1", "wheat market").lat, Some(35.8));
    assert_eq!(with("P2", "Homestead").lat, Some(35.8));
}

#[test]
fn things_forces_and_kinds_of_people_are_no_persons() {
    for name in [
        "ARMY PATROL",
        "FIVE SOLDIERS",
        "wheat market",
        "Almond Hospital",
        "two women",
        "The driver",
        "Free Valley Front",
        "Zembrian Civil Defence",
        "Balata refugee camp",
    ] {
        let mut bare = bare_entry();
        bare.incident.targets = vec![actor("target", name, None, Some("unknown"))];
        assert_eq!(public(bare).incident.targets[0].name, name);
    }
    for name in [PERSON, "Zorvan", "Zorvan al-Kelmet", "Z. Kelmet", "زورفان كلمت", "Zorvan bin Kelmet"] {
        let mut bare = bare_entry();
        bare.incident.targets = vec![actor("target", name, None, Some("unknown"))];
        assert_eq!(public(bare).incident.targets[0].name, HIDDEN_PERSON, "{name}");
    }
}

#[test]
fn a_people_with_a_country_is_no_person() {
    let mut bare = bare_entry();
    let mut people = actor("victim", "Zembrians", None, Some("civilian"));
    people.country = Some("SYR".into());
    bare.incident.targets = vec![people];
    assert_eq!(public(bare).incident.targets[0].name, "Zembrians");
}

#[test]
fn a_name_of_one_incident_is_withheld_from_the_words_of_another() {
    let mut other = bare_entry();
    let mut claim = Claim { id: "cbb22-0".into(), ..Claim::default() };
    claim.span = common::span(0, "Mourners carried Zorvan Kelmet through the town");
    other.accounts = vec![Account { claim, sources: vec![Source { document: "sha256:bb".into(), ..Source::default() }] }];
    let both = [entry(PERSON), other];
    let after = Names::of(&both).public(both[1].clone());
    assert_eq!(after.accounts[0].claim.span.text, "");
    let csv = export(Format::Csv, Profile::Public, &both);
    assert!(!String::from_utf8(csv).unwrap().contains("Kelmet"));
}

#[test]
fn names_of_a_first_pass_let_the_public_profile_stream() {
    let entries = [entry(PERSON), bare_entry()];
    let mut names = Names::default();
    entries.iter().for_each(|entry| names.add(entry));
    for format in Format::ALL {
        let mut streamed = Vec::new();
        incidents_without(&names, format, &about(Profile::Public), entries.iter().cloned(), &mut streamed).unwrap();
        assert_eq!(streamed, export(format, Profile::Public, &entries), "{format}");
    }
}

#[test]
fn a_surname_alone_is_withheld_in_the_report_that_tells_the_name() {
    let mut told = entry(PERSON);
    told.accounts[0].claim.span = common::span(0, "Kelmet's brother fled");
    assert_eq!(public(told.clone()).accounts[0].claim.span.text, "");
    told.accounts[0].claim.span = common::span(0, "Others fled");
    assert_eq!(public(told).accounts[0].claim.span.text, "Others fled");
}

#[test]
fn the_restricted_profile_keeps_everything() {
    let json = String::from_utf8(export(Format::Json, Profile::Restricted, &[entry(PERSON)])).unwrap();
    let line: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(line["accounts"][0]["claim"]["actors"][1]["name"], PERSON);
    assert_eq!(line["withheld"], false);
}

#[test]
fn a_withheld_entry_says_so() {
    let json = export(Format::Json, Profile::Public, &[entry(PERSON), bare_entry()]);
    let lines: Vec<Value> = String::from_utf8(json).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&lines[0]["withheld"], &lines[1]["withheld"]), (&Value::Bool(true), &Value::Bool(false)));
    assert_eq!(lines[0]["about"]["profile"], "public");
}

#[test]
fn a_witness_who_gives_totals_is_not_named() {
    let mut told = tally();
    told.voice.kind = "witness".into();
    told.voice.name = Some(PERSON.into());
    told.points[0].span.text = format!("at least 40, {PERSON} said");
    let after = public_tally(told.clone());
    assert_eq!((after.voice.name, after.points[0].span.text.as_str()), (None, ""));
    assert_eq!(after.points[0].floor, Some(40));
    for format in Format::ALL.into_iter().filter(|format| format.has_tallies()) {
        let mut out = Vec::new();
        tallies(format, &about(Profile::Public), std::iter::once(told.clone()), &mut out).unwrap();
        assert!(!shows(&printed(format, &out), PERSON), "{format}");
    }
}

/// How a name may be written in a text.
fn wordings(name: &str) -> Vec<String> {
    vec![
        name.to_owned(),
        name.to_uppercase(),
        slug(name),
        name.replace(' ', "%20"),
        name.replace(' ', "\u{200f} "),
        format!("#{}", name.replace([' ', '-'], "")),
        format!("“{name}’s"),
    ]
}

/// Every string that may hold words of a report or a name, as a path into the entry's JSON.
fn free_texts(value: &Value, path: &str, found: &mut Vec<String>) {
    const FREE: [&str; 14] = [
        "title",
        "name",
        "text",
        "written",
        "outlet",
        "url",
        "organisation",
        "via",
        "admin1",
        "admin2",
        "reports",
        "id",
        "role",
        "message",
    ];
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| free_texts(value, &format!("{path}/{key}"), found)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, value)| free_texts(value, &format!("{path}/{index}"), found));
        }
        Value::String(_) => {
            let keys: Vec<&str> = path.split('/').filter(|key| key.parse::<usize>().is_err()).collect();
            let last = keys.last().copied().unwrap_or_default();
            // Ids of claims and incidents are digests; the roles of actors are slugs.
            let fixed = (last == "id" && !path.contains("/report/")) || (last == "role" && !path.contains("/voice/"));
            if FREE.contains(&last) && !fixed {
                found.push(path.to_owned());
            }
        }
        _ => {}
    }
}

/// All the words of an export, unpacked where they are packed.
fn printed(format: Format, bytes: &[u8]) -> String {
    if format != Format::Parquet {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::copy_from_slice(bytes))
        .and_then(|builder| builder.build())
        .expect("the export is Parquet");
    let mut words = String::new();
    for batch in reader {
        for column in batch.expect("every group reads back").columns().iter().filter_map(|column| column.as_string_opt::<i32>()) {
            column.iter().flatten().for_each(|cell| words.push_str(cell));
        }
    }
    assert!(!words.is_empty());
    words
}

/// Whether a text holds a name in any wording: compared by letters alone, so that nothing between them can hide it.
fn shows(text: &str, name: &str) -> bool {
    let letters =
        |text: &str| text.replace("%20", "").to_lowercase().chars().filter(|letter| letter.is_alphabetic()).collect::<String>();
    letters(text).contains(&letters(name))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    /// The letters q and v after X keep the names apart from every word the exports print.
    #[test]
    fn no_format_shows_a_private_name_wherever_it_stands(
        name in "Xq[a-z]{3,6}( (al-|bin )?Xv[a-z]{3,6}){0,2}",
        at in any::<prop::sample::Index>(),
        wording in any::<prop::sample::Index>(),
        known_by in 0..3usize,
    ) {
        let mut told = entry(&name);
        // Known from one kind of cell only: the victim, the witness, or the count by names.
        let claim = &mut told.accounts[0].claim;
        if known_by != 0 {
            claim.actors.remove(1);
            told.incident.targets.remove(0);
        }
        if known_by != 1 {
            claim.voice.kind = "media".into();
        }
        if known_by != 2 {
            claim.counts.remove(1);
        }
        let value = serde_json::to_value(&told).unwrap();
        let mut paths = Vec::new();
        free_texts(&value, "", &mut paths);
        prop_assert!(paths.len() > 20);
        let wordings = wordings(&name);
        let written = at.get(&paths);
        // The cell the name is known by stays as it is.
        let source = match known_by { 0 => "/actors/1", 1 => "/voice/name", _ => "/counts/1" };
        let victim = known_by == 0 && written.contains("/targets/0");
        if !written.contains(source) && !victim {
            let mut value = value;
            *value.pointer_mut(written).unwrap() = Value::String(format!("so {} it", wording.get(&wordings)));
            told = serde_json::from_value(value).unwrap();
        }
        prop_assert!(shows(&printed(Format::Json, &export(Format::Json, Profile::Restricted, &[told.clone()])), &name));
        let entries: Vec<Entry> = vec![told, bare_entry()];
        for format in Format::ALL {
            let text = printed(format, &export(format, Profile::Public, &entries));
            prop_assert!(!shows(&text, &name), "{} shows a name written at {}", format, written);
        }
        let text = String::from_utf8_lossy(&sources(Profile::Public, &entries)).into_owned();
        prop_assert!(!shows(&text, &name), "the sources show a name written at {}", written);
    }

    #[test]
    fn any_text_and_any_coordinates_are_written_and_read_back(
        text in any::<String>(),
        at in any::<prop::sample::Index>(),
        latitude in any::<f64>(),
        longitude in prop_oneof![any::<f64>(), -180.0..180.0f64],
    ) {
        let value = serde_json::to_value(entry(PERSON)).unwrap();
        let mut paths = Vec::new();
        free_texts(&value, "", &mut paths);
        let mut value = value;
        let written: &String = at.get(&paths);
        *value.pointer_mut(written).unwrap() = Value::String(text);
        let mut told: Entry = serde_json::from_value(value).unwrap();
        if let Some(place) = &mut told.incident.place {
            (place.lat, place.lon) = (Some(latitude), Some(longitude));
        }
        let entries = [told, bare_entry()];
        for profile in [Profile::Public, Profile::Restricted] {
            for format in Format::ALL {
                let bytes = export(format, profile, &entries);
                match format {
                    Format::Json | Format::Plover => {
                        let lines = String::from_utf8(bytes).unwrap();
                        prop_assert!(lines.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
                        prop_assert_eq!(lines.lines().count(), 2);
                    }
                    Format::GeoJson => prop_assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap()["features"].as_array().unwrap().len(), 2),
                    Format::Timemap => prop_assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap()["events"].as_array().unwrap().len(), 2),
                    Format::Csv | Format::Ucdp | Format::Acled | Format::Airwars => prop_assert_eq!(common::rows(&bytes).len(), 2),
                    Format::Hxl => prop_assert_eq!(common::rows(&bytes).len(), 3),
                    Format::Parquet => prop_assert!(bytes.starts_with(b"PAR1")),
                    Format::Sqlite => prop_assert!(bytes.starts_with(b"SQLite format 3")),
                }
            }
        }
    }
}
