//! Invented entries for the tests: no event, outlet or person in them exists.

#![allow(dead_code, reason = "each test file uses some of it")]

use dateline::wire::v1::{
    Actor, Claim, Codes, Count, Incident, Independence, Place, Problem, Report, Span, Tally, TallyPoint, Time, Toll, Voice,
    Weapon, Window, Words,
};
use dateline_export::{About, Account, Entry, Format, Profile, Source, airwars_sources, incidents};
use jiff::civil::date;

pub const DOCUMENT: &str = "sha256:aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44";

pub fn about(profile: Profile) -> About {
    About {
        engine: "dateline 0.0.0".into(),
        policy: "default/1".into(),
        as_of: Some("2031-02-05".into()),
        profile,
        release: None,
    }
}

pub fn span(start: usize, text: &str) -> Span {
    Span { start, end: start + text.len(), text: text.into(), document: None }
}

/// An air strike on a house in a village of Syria, told by an outlet: three killed, one of them named.
pub fn entry(person: &str) -> Entry {
    let place = place("P1", &format!("house of {person}"));
    let victim = actor("victim", person, None, Some("civilian"));
    let target = actor("target", "wheat market", None, Some("unknown"));
    let doer = Actor {
        role: "perpetrator".into(),
        ..actor("perpetrator", "Syrian government", Some("syr-government"), Some("government"))
    };
    let doer = Actor { country: Some("SYR".into()), ..doer };
    let time = Time {
        start: date(2031, 2, 3),
        end: date(2031, 2, 3),
        precision: "D1".into(),
        written: Some("on Monday".into()),
        span: Some(span(60, "on Monday")),
        rule: "weekday".into(),
        ..Time::default()
    };
    let claim = Claim {
        id: "caa11-0".into(),
        kind: "event".into(),
        act: Some("airstrike".into()),
        status: "happened".into(),
        actors: vec![doer.clone(), victim.clone()],
        place: Some(place.clone()),
        time: Some(time.clone()),
        window: Some(Window { span: Some(span(5, "since Monday")), ..Window::default() }),
        counts: vec![
            Count { relation: "incident".into(), ..count("three people", "killed", "exact", 3) },
            Count { relation: "subset-of".into(), ..count(&format!("{person}, 34,"), "killed", "named", 1) },
        ],
        voice: Voice {
            kind: "witness".into(),
            name: Some(person.into()),
            role: Some("farmer".into()),
            organisation: Some("a village".into()),
            via: vec!["Lantern Radio".into()],
            stance: "asserts".into(),
            span: Some(span(80, &format!("{person} said"))),
            rule: "said".into(),
            ..Voice::default()
        },
        span: span(0, &format!("An air strike killed {person} and two others")),
        rule: "strike-killed-count".into(),
        confidence: 0.9,
        act_words: Some(Words { span: span(3, "air strike"), rule: "trigger".into() }),
        status_words: Some(Words { span: span(14, "killed"), rule: "trigger".into() }),
        weapons: vec![Weapon { name: "barrel-bomb".into(), span: span(90, "barrel bombs"), rule: "weapon".into() }],
        ..Claim::default()
    };
    let incident = Incident {
        id: "iaa11-0".into(),
        title: format!("airstrike by Syrian government on {person}, house of {person}"),
        act: "airstrike".into(),
        codes: Codes {
            plover: Some("ASSAULT".into()),
            plover_mode: Some("aerial".into()),
            acled_event: Some("Explosions/Remote violence".into()),
            acled_sub_event: Some("Air/drone strike".into()),
            ucdp_type_of_violence: Some(3),
        },
        place: Some(place),
        time: Some(time),
        perpetrators: vec![doer],
        targets: vec![victim, target],
        weapons: claim.weapons.clone(),
        tolls: vec![toll("killed", "all", Some(3), Some(3), None), toll("killed", "civilian", Some(2), Some(2), Some(2))],
        independence: Independence { outlets: 1, publisher_families: 1, wire_origins: 1, voices: 1 },
        grade: "weak".into(),
        status: "machine".into(),
        claims: vec!["caa11-0".into()],
        event_clarity: 1,
        reports: vec![slug(person)],
        problems: vec![Problem {
            slug: "subset-above-parent".into(),
            message: format!("of {person}"),
            span: Some(span(40, person)),
        }],
        ..Incident::default()
    };
    let report = Report {
        id: slug(person),
        title: Some(format!("{person} killed in strike")),
        outlet: Some("Lantern Radio".into()),
        published: Some(date(2031, 2, 4)),
        language: Some("en".into()),
        url: Some(format!("https://example.org/{}.html", slug(person))),
    };
    Entry { incident, accounts: vec![Account { claim, sources: vec![Source { report, document: DOCUMENT.into() }] }] }
}

/// An incident of which nothing is known but its act.
pub fn bare_entry() -> Entry {
    let incident = Incident { id: "ibb22-0".into(), title: "shooting".into(), act: "shooting".into(), ..Incident::default() };
    Entry { incident, accounts: Vec::new() }
}

pub fn slug(person: &str) -> String {
    person.to_lowercase().replace(' ', "-")
}

pub fn place(precision: &'static str, name: &str) -> Place {
    Place {
        name: name.into(),
        geonames_id: None,
        country: Some("SYR".into()),
        admin1: Some("Idlib".into()),
        admin2: Some("Ariha".into()),
        lat: Some(35.8),
        lon: Some(36.6),
        precision: precision.into(),
        span: span(30, name),
        rule: "place".into(),
        parent_geonames_id: Some(170_000),
        town: None,
    }
}

pub fn actor(role: &'static str, name: &str, id: Option<&'static str>, sector: Option<&'static str>) -> Actor {
    Actor {
        role: role.into(),
        name: name.into(),
        id: id.map(Into::into),
        country: None,
        sector: sector.map(Into::into),
        certainty: "stated".into(),
        span: span(20, name),
        rule: "object-of-act".into(),
    }
}

pub fn count(written: &str, measure: &'static str, modifier: &'static str, point: u32) -> Count {
    Count {
        measure: measure.into(),
        group: "all".into(),
        floor: Some(point),
        ceiling: Some(point),
        point: Some(point),
        modifier: modifier.into(),
        written: written.into(),
        span: span(40, written),
        rule: "count".into(),
        ..Count::default()
    }
}

pub fn toll(measure: &'static str, group: &'static str, low: Option<u32>, best: Option<u32>, high: Option<u32>) -> Toll {
    Toll { measure: measure.into(), group: group.into(), low, best, high, claims: vec!["caa11-0".into()] }
}

pub fn tally() -> Tally {
    let point = |figure: u32, increment: Option<i64>| TallyPoint {
        claim: "ctt11-0".into(),
        count: 0,
        report: "totals".into(),
        until: Some(date(2031, 2, 4)),
        floor: Some(figure),
        ceiling: None,
        point: None,
        increment,
        span: Span { document: Some(DOCUMENT.into()), ..span(7, "at least 40 people") },
    };
    Tally {
        id: "t1".into(),
        voice: Voice { kind: "medical".into(), organisation: Some("health ministry".into()), ..Voice::default() },
        measure: "killed".into(),
        group: "all".into(),
        area: Some(place("P5", "Idlib")),
        since: Some(date(2031, 1, 1)),
        points: vec![point(40, None), point(38, Some(-2))],
        covers: vec!["iaa11-0".into()],
        ..Tally::default()
    }
}

/// One export.
pub fn export(format: Format, profile: Profile, entries: &[Entry]) -> Vec<u8> {
    let mut out = Vec::new();
    incidents(format, &about(profile), entries.iter().cloned(), &mut out).expect("a vector takes any bytes");
    out
}

/// The table of sources.
pub fn sources(profile: Profile, entries: &[Entry]) -> Vec<u8> {
    let mut out = Vec::new();
    airwars_sources(&about(profile), entries.iter().cloned(), &mut out).expect("a vector takes any bytes");
    out
}

/// The rows of a CSV, by name.
pub fn rows(csv: &[u8]) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv);
    reader.deserialize().map(|row| row.expect("the export is CSV")).collect()
}
