//! Same input, same bytes: whatever the threads, whatever the order of the reports. And every span's text is the document's.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::dateline;
use serde_json::Value;

/// The reports that ship; none before they do.
fn examples() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/reports");
    folder.is_dir().then_some(folder)
}

/// Paths of the examples, in their order.
fn files(folder: &Path) -> Vec<String> {
    let mut files: Vec<String> = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|extension| extension == "txt" || extension == "md")
            && !path.ends_with("README.md")
        {
            files.push(path.to_str().unwrap().to_owned());
        }
    }
    files.sort();
    files
}

#[test]
fn threads_and_order_change_nothing() {
    let Some(folder) = examples() else { return };
    let here = Path::new(".");
    let files = files(&folder);
    let run = |files: &[String], more: &[&str]| {
        let paths: Vec<&str> = files.iter().map(String::as_str).collect();
        let ran = dateline(here, &[&["run"], more, &paths[..]].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stdout
    };
    for format in [["--format", "table"], ["--format", "json"]] {
        let one = run(&files, &[&format[..], &["--threads", "1"]].concat());
        let two = run(&files, &[&format[..], &["--threads", "2"]].concat());
        assert!(one == two, "two threads print other bytes than one");
        let mut turned = files.clone();
        turned.reverse();
        assert!(one == run(&turned, &format), "the order of the reports changes the bytes");
        let half = turned.len() / 2;
        turned.rotate_left(half / 2);
        assert!(one == run(&turned, &format), "the order of the reports changes the bytes");
    }
}

/// Calls `check` on every span below `value`: every object that has a start, an end and a text.
fn spans(value: &Value, check: &mut impl FnMut(usize, usize, &str)) {
    if let (Some(start), Some(end), Some(text)) = (value["start"].as_u64(), value["end"].as_u64(), value["text"].as_str()) {
        check(start as usize, end as usize, text);
    }
    match value {
        Value::Object(fields) => fields.values().for_each(|field| spans(field, check)),
        Value::Array(items) => items.iter().for_each(|item| spans(item, check)),
        _ => {}
    }
}

#[test]
fn every_spans_text_is_the_documents() {
    let Some(folder) = examples() else { return };
    let temp = tempfile::tempdir().unwrap();
    // The exact texts go in as JSON lines, so that what is a report's own text is beyond doubt.
    let odd = [
        "\u{feff}Gaza: 3 killed – “several” hurt.",
        "غارة on Tyre killed 3 people on Friday, said Mr. Saurí.",
        "ﬁve killed 👩‍👩‍👧 in Tyre\r\n\r\n2 hurt",
    ];
    let texts: Vec<String> =
        files(&folder).iter().map(|file| fs::read_to_string(file).unwrap()).chain(odd.map(str::to_owned)).collect();
    let lines: String =
        texts.iter().map(|text| serde_json::json!({"text": text, "published": "2024-09-27"}).to_string() + "\n").collect();
    fs::write(temp.path().join("reports.jsonl"), lines).unwrap();
    let ran = dateline(temp.path(), &["code", "reports.jsonl", "--format", "json", "--mentions"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let mut seen = 0;
    for (record, text) in ran.records().iter().zip(&texts) {
        assert_eq!(record["document"]["bytes"], text.len());
        spans(record, &mut |start, end, words| {
            seen += 1;
            assert_eq!(text.get(start..end), Some(words), "{}", record["report"]["id"]);
        });
    }
    assert!(seen > texts.len(), "{seen} spans");
}

#[test]
fn explain_opens_every_incident_of_the_table() {
    let Some(folder) = examples() else { return };
    let folder = folder.to_str().unwrap();
    let ledger = dateline(Path::new("."), &["run", folder, "--format", "json"]);
    let ledger: Value = serde_json::from_str(&ledger.stdout).unwrap();
    let incidents = ledger["incidents"].as_array().unwrap();
    assert!(!incidents.is_empty());
    for incident in incidents.iter().step_by(1 + incidents.len() / 5) {
        let id = incident["id"].as_str().unwrap();
        let explained = dateline(Path::new("."), &["explain", id, folder]);
        assert_eq!(explained.code, 0, "{}", explained.stderr);
        for claim in incident["claims"].as_array().unwrap() {
            assert!(explained.stdout.contains(claim.as_str().unwrap()), "{id}");
        }
        assert!(explained.stdout.contains("report      ") && explained.stdout.contains("document    sha256:"), "{id}");
    }
    assert_eq!(dateline(Path::new("."), &["explain", "no-such-id", folder]).code, 2);
}
