//! Golden ledgers: whole reports must come to what a coder wrote down, by hand, from the codebook.
//!
//! Each line of `golden/*.golden` is one test. A line in `golden/known.txt` is known to fail; once it passes, its entry must go.
//! Reports that are not in the repository (the public ones kept beside it) are tested where they are present.

#![allow(clippy::disallowed_methods, reason = "a test reads the files of the repository")]

use std::path::{Path, PathBuf};

use dateline::wire::v1;
use dateline::{Reading, Report};
use dateline_testkit::golden::{self, Claim, Counted, Expected, Golden, Incident, Tally};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    libtest_mimic::run(&Arguments::from_args(), trials(&root).unwrap_or_else(|problem| vec![failed("golden", problem)])).exit();
}

fn trials(root: &Path) -> Result<Vec<Trial>, String> {
    let folder = root.join("golden");
    let known = golden::known(&text_of(&folder.join("known.txt"))?)?;
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&folder).map_err(|error| error.to_string())?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "golden"));
    files.sort();
    let mut results = Vec::new();
    for path in files {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let ledger = golden::golden(&text_of(&path)?).map_err(|problem| format!("{name} {problem}"))?;
        let Some(found) = read(root, &ledger)? else { continue };
        results.extend(
            ledger.lines.iter().map(|line| (format!("{name}:{}", line.number), line.written.clone(), check(&found, line))),
        );
        results.push((format!("{name}:end"), "no other incident".to_owned(), no_other(&found, &ledger)));
    }
    let is_known = |place: &str| known.iter().any(|(known, _)| known == place);
    let passing: Vec<String> =
        results.iter().filter(|(place, _, result)| is_known(place) && result.is_ok()).map(|(place, ..)| place.clone()).collect();
    let mut trials = vec![Trial::test("known.txt lists only what fails", move || {
        if passing.is_empty() {
            Ok(())
        } else {
            Err(Failed::from(format!("these pass now, take them out: {}", passing.join(" "))))
        }
    })];
    for (place, written, result) in results {
        if !is_known(&place) {
            trials.push(Trial::test(format!("{place} {written}"), move || result.map_err(Failed::from)));
        }
    }
    Ok(trials)
}

fn failed(name: &str, problem: String) -> Trial {
    Trial::test(name, move || Err(Failed::from(problem)))
}

fn text_of(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// What the engine finds in a ledger's reports, read together.
struct Found {
    incidents: Vec<v1::Incident>,
    claims: Vec<v1::Claim>,
}

/// `None` where a report is not here.
fn read(root: &Path, ledger: &Golden) -> Result<Option<Found>, String> {
    let mut reports = Vec::new();
    for name in &ledger.reports {
        let ours = root.join("examples/reports").join(name);
        let path = if ours.exists() { ours } else { root.join("../shared/reports").join(name) };
        if !path.exists() {
            return Ok(None);
        }
        reports.push(report(name, &text_of(&path)?));
    }
    let readings: Vec<Reading> = reports.iter().map(dateline::read).collect();
    let policy = dateline::incidents::Policy::default();
    let pairs: Vec<(&Report, &Reading)> = reports.iter().zip(&readings).collect();
    let (records, conclusions) = dateline::together(&pairs, &policy);
    let claims = records.into_iter().flat_map(|record| record.claims).collect();
    Ok(Some(Found { incidents: conclusions.incidents, claims }))
}

/// A report from its file: front matter and text, or, of a text without any, the day it begins with ("date 2024-09-27").
fn report(name: &str, file: &str) -> Report {
    let (head, text) = golden::front_matter(file);
    let value = |key: &str| head.iter().find(|(other, _)| *other == key).map(|(_, value)| (*value).to_owned());
    let leading = text.trim_start().strip_prefix("date ").and_then(|rest| rest.get(..10));
    Report {
        id: name.to_owned(),
        title: value("title"),
        outlet: value("outlet"),
        published: value("published").as_deref().or(leading).and_then(|day| day.parse().ok()),
        language: value("language"),
        url: value("url"),
        text: text.to_owned(),
    }
}

fn check(found: &Found, line: &golden::Line) -> Result<(), String> {
    let fits = match &line.expected {
        Expected::NoIncident => found.incidents.is_empty(),
        Expected::Incident(expected) => found.incidents.iter().any(|incident| incident_fits(incident, expected)),
        Expected::Tally(expected) => found.claims.iter().any(|claim| tally_fits(claim, expected)),
        Expected::Claim(expected) => found.claims.iter().any(|claim| claim_fits(claim, expected)),
    };
    if fits {
        return Ok(());
    }
    let printed: Vec<String> = match &line.expected {
        Expected::NoIncident | Expected::Incident(_) => found.incidents.iter().map(print_incident).collect(),
        Expected::Tally(_) | Expected::Claim(_) => found.claims.iter().map(print_claim).collect(),
    };
    Err(format!("expected\n    {}\nfound\n    {}", line.written, printed.join("\n    ")))
}

/// Every incident found is one of those expected: as many at most.
fn no_other(found: &Found, ledger: &Golden) -> Result<(), String> {
    let expected = ledger.lines.iter().filter(|line| matches!(line.expected, Expected::Incident(_))).count();
    if found.incidents.len() <= expected {
        return Ok(());
    }
    let printed: Vec<String> = found.incidents.iter().map(print_incident).collect();
    Err(format!("expected {expected} incidents, found\n    {}", printed.join("\n    ")))
}

fn incident_fits(incident: &v1::Incident, expected: &Incident) -> bool {
    let place = expected.place.as_ref().is_none_or(|(words, precision, country)| {
        incident.place.as_ref().is_some_and(|place| {
            let named = has(&place.name, words) || has(&place.span.text, words);
            named && place.precision == precision.as_str() && place.country.as_deref() == Some(country)
        })
    });
    incident.act == expected.act.as_str()
        && incident.time.as_ref().is_some_and(|time| days(time) == expected.days)
        && place
        && expected.by.iter().all(|words| names(&incident.perpetrators, words))
        && expected.on.iter().all(|words| names(&incident.targets, words))
        && expected.tolls.iter().all(|(counted, toll)| toll_of(incident, counted) == normal(toll))
}

fn tally_fits(claim: &v1::Claim, expected: &Tally) -> bool {
    let window = claim.window.as_ref().map(|window| {
        let day = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
        format!("{}..{}", day(window.start), day(window.end))
    });
    claim.kind == "tally"
        && claim.counts.iter().any(|count| {
            count.measure == expected.counted.measure.as_str()
                && count.group == expected.counted.group.as_str()
                && value(count) == expected.value
                && has(&expected.words, &count.written) | has(&count.span.text, &expected.words)
        })
        && expected.window.as_ref().is_none_or(|expected| window.as_ref() == Some(expected))
        && expected.voice.as_ref().is_none_or(|words| speaks(&claim.voice, words))
}

fn claim_fits(claim: &v1::Claim, expected: &Claim) -> bool {
    let of_role = |roles: &[&str], words: &String| {
        claim
            .actors
            .iter()
            .any(|actor| roles.contains(&&*actor.role) && (has(&actor.name, words) || has(&actor.span.text, words)))
    };
    claim.act.as_deref() == Some(&expected.act)
        && claim.status == expected.status.as_str()
        && expected.by.iter().all(|words| of_role(&["perpetrator", "party"], words))
        && expected.on.iter().all(|words| of_role(&["target", "victim"], words))
        && expected.voice.as_ref().is_none_or(|words| speaks(&claim.voice, words))
}

fn has(text: &str, words: &str) -> bool {
    text.to_lowercase().contains(&words.to_lowercase())
}

fn names(actors: &[v1::Actor], words: &str) -> bool {
    actors.iter().any(|actor| has(&actor.name, words) || has(&actor.span.text, words))
}

fn speaks(voice: &v1::Voice, words: &str) -> bool {
    let parts = [voice.name.as_deref(), voice.role.as_deref(), voice.organisation.as_deref()];
    parts.into_iter().flatten().chain(voice.span.as_ref().map(|span| span.text.as_str())).any(|part| has(part, words))
}

/// A day, or `first..last`.
fn days(time: &v1::Time) -> String {
    if time.start == time.end { time.start.to_string() } else { format!("{}..{}", time.start, time.end) }
}

/// `12` is `12/12/12`.
fn normal(toll: &str) -> String {
    if toll == "-" || toll.contains('/') { toll.to_owned() } else { format!("{toll}/{toll}/{toll}") }
}

/// `low/best/high`, `?` for an end that is not known; `-` where there is no figure.
fn toll_of(incident: &v1::Incident, counted: &Counted) -> String {
    let toll =
        incident.tolls.iter().find(|toll| toll.measure == counted.measure.as_str() && toll.group == counted.group.as_str());
    toll.map_or_else(|| "-".to_owned(), figures)
}

fn figures(toll: &v1::Toll) -> String {
    let end = |figure: Option<u32>| figure.map_or_else(|| "?".to_owned(), |figure| figure.to_string());
    if (toll.low, toll.best, toll.high) == (None, None, None) {
        return "-".to_owned();
    }
    format!("{}/{}/{}", end(toll.low), end(toll.best), end(toll.high))
}

/// A figure as it was said: `>=50`, `<=30`, `12..19`, `7`, `~40`, `?`.
fn value(count: &v1::Count) -> String {
    match (count.point, count.floor, count.ceiling) {
        (Some(point), ..) if count.modifier == "about" => format!("~{point}"),
        (Some(point), ..) => point.to_string(),
        (None, Some(floor), Some(ceiling)) if floor == ceiling => floor.to_string(),
        (None, Some(floor), Some(ceiling)) => format!("{floor}..{ceiling}"),
        (None, Some(floor), None) => format!(">={floor}"),
        (None, None, Some(ceiling)) => format!("<={ceiling}"),
        (None, None, None) => "?".to_owned(),
    }
}

/// An incident in the form of a golden line.
fn print_incident(incident: &v1::Incident) -> String {
    let mut line = format!("incident {} {}", incident.act, incident.time.as_ref().map_or_else(|| "?".to_owned(), days));
    if let Some(place) = &incident.place {
        line += &format!(" at \"{}\" {} {}", place.name, place.precision, place.country.as_deref().unwrap_or("-"));
    }
    for (word, actors) in [("by", &incident.perpetrators), ("on", &incident.targets)] {
        for actor in actors {
            line += &format!(" {word} \"{}\"", actor.name);
        }
    }
    for toll in &incident.tolls {
        let group = if toll.group == "all" { String::new() } else { format!(" of {}", toll.group) };
        line += &format!(" {}{group} {}", toll.measure, figures(toll));
    }
    line
}

/// A claim in the form of a golden line.
fn print_claim(claim: &v1::Claim) -> String {
    let voice = claim.voice.span.as_ref().map_or("the report", |span| &span.text);
    if claim.kind != "tally" {
        let actors: Vec<String> = claim.actors.iter().map(|actor| format!(" {} \"{}\"", actor.role, actor.name)).collect();
        return format!("claim {} {}{} voice \"{voice}\"", claim.act.as_deref().unwrap_or("-"), claim.status, actors.concat());
    }
    let counts: Vec<String> = claim
        .counts
        .iter()
        .map(|count| format!("{} of {} {} \"{}\"", count.measure, count.group, value(count), count.span.text))
        .collect();
    let window = claim.window.as_ref().map_or_else(String::new, |window| format!(" window {:?}..{:?}", window.start, window.end));
    format!("tally {}{window} voice \"{voice}\"", counts.join(", "))
}
