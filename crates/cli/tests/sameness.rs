//! Same input, same bytes: whatever the threads, whatever the order of the reports. And every span's text is the document's.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod common;

use std::fs;
use std::path::Path;

use common::{dateline, example_files, examples};
use serde_json::Value;

/// What the ledger in `folder` says.
fn said(folder: &Path) -> String {
    let ran = dateline(folder, &["incidents", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let tallies = dateline(folder, &["tallies", "--format", "json"]);
    assert_eq!(tallies.code, 0, "{}", tallies.stderr);
    ran.stdout + &tallies.stdout
}

/// What a ledger says into which `files` were taken by one run, and what that run printed.
fn taken_in(files: &[String], more: &[&str]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<&str> = files.iter().map(String::as_str).collect();
    let ran = dateline(folder.path(), &[&["run"], more, &paths[..]].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    (said(folder.path()), ran.stdout)
}

#[test]
fn threads_change_nothing() {
    let files = example_files(&[""]);
    for format in ["table", "json"] {
        let one = taken_in(&files, &["--format", format, "--threads", "1"]);
        assert!(one.0.lines().count() > 20, "{}", one.0);
        for threads in ["2", "7"] {
            assert!(one == taken_in(&files, &["--format", format, "--threads", threads]), "{threads} threads give other bytes");
        }
    }
}

#[test]
fn the_order_of_the_reports_changes_nothing() {
    let mut files = example_files(&[""]);
    let first = taken_in(&files, &[]);
    files.reverse();
    assert!(first == taken_in(&files, &[]), "reports from last to first give other bytes");
    let quarter = files.len() / 4;
    files.rotate_left(quarter);
    assert!(first == taken_in(&files, &[]), "reports in another order give other bytes");
}

#[test]
fn one_report_at_a_time_gives_the_ledger_that_all_at_once_give() {
    // Those of which several tell of one happening, and running totals: what joins is what could differ.
    let files = example_files(&["ariha", "kharkiv", "mogadishu", "us-local", "gaza", "lebanon"]);
    assert!(files.len() > 10, "{files:?}");
    let at_once = taken_in(&files, &[]).0;
    for turned in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let order: Vec<&String> = if turned { files.iter().rev().collect() } else { files.iter().collect() };
        for file in order {
            assert_eq!(dateline(folder.path(), &["run", file]).code, 0);
        }
        assert!(said(folder.path()) == at_once, "reports one by one give other bytes");
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
    let temp = tempfile::tempdir().unwrap();
    // The exact texts go in as JSON lines, so that what is a report's own text is beyond doubt.
    let odd = [
        "\u{feff}Gaza: 3 killed – “several” hurt.",
        "غارة on Tyre killed 3 people on Friday, said Mr. Saurí.",
        "ﬁve killed 👩‍👩‍👧 in Tyre\r\n\r\n2 hurt",
    ];
    let texts: Vec<String> =
        example_files(&[""]).iter().map(|file| fs::read_to_string(file).unwrap()).chain(odd.map(str::to_owned)).collect();
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
fn explain_opens_every_incident_of_the_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let ran = dateline(folder.path(), &["run", examples().to_str().unwrap(), "--format", "json"]);
    let ledger = ran.json();
    let incidents = ledger["incidents"].as_array().unwrap();
    assert!(incidents.len() > 20, "{}", ran.stderr);
    for incident in incidents.iter().step_by(1 + incidents.len() / 5) {
        let id = incident["id"].as_str().unwrap();
        let explained = dateline(folder.path(), &["explain", id]);
        assert_eq!(explained.code, 0, "{}", explained.stderr);
        for claim in incident["claims"].as_array().unwrap() {
            assert!(explained.stdout.contains(claim.as_str().unwrap()), "{id}");
        }
        assert!(explained.stdout.contains("report      ") && explained.stdout.contains("document    sha256:"), "{id}");
    }
}

#[test]
fn explain_opens_reports_that_no_ledger_holds() {
    let folder = tempfile::tempdir().unwrap();
    let files = example_files(&["ariha"]);
    let ran = dateline(folder.path(), &[&["explain", "all"], &files.iter().map(String::as_str).collect::<Vec<_>>()[..]].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("Ariha") && ran.stdout.contains("sentence    "), "{}", ran.stdout);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "something was stored");
}
