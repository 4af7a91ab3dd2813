//! Bad input is named with file and record, counted and passed by; nothing else is affected; exit 1; no panic.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod common;

use std::fs;

use common::{dateline, with_input};
use tempfile::TempDir;

const GOOD: &str = "BEIRUT, Sept 27 (Reuters) - An air strike on Tyre killed three people on Friday, officials said.";

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

/// A file of this name and content beside a good one: it is named with `fault`, and the good one is coded as ever.
fn named_and_passed_by(name: &str, bytes: &[u8], fault: &str, hint: Option<&str>) {
    let folder = folder(&[("good.txt", GOOD.as_bytes()), (name, bytes)]);
    let ran = dateline(folder.path(), &["code", name, "good.txt", "--format", "json"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains(fault), "{}", ran.stderr);
    assert!(hint.is_none_or(|hint| ran.stderr.contains(hint)), "{}", ran.stderr);
    assert!(ran.stderr.contains("could not be read"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    assert_eq!(ran.ids(), ["good.txt"]);
    let alone = dateline(folder.path(), &["code", "good.txt", "--format", "json"]);
    assert_eq!(ran.stdout, alone.stdout);
}

#[test]
fn bytes_that_are_not_utf_8() {
    named_and_passed_by("latin.txt", b"Les morts \xe0 Tyr", "cannot read latin.txt: byte 10 is not UTF-8", Some("hint: convert"));
    named_and_passed_by("latin.jsonl", b"{\"text\": \"\xe0 Tyr\"}", "latin.jsonl record 1: byte 10 is not UTF-8", Some("iconv"));
    named_and_passed_by("wide.txt", b"\xff\xfeT\0y\0r\0e\0", "cannot read wide.txt: byte 3 of its text is NUL", Some("UTF-16"));
}

#[test]
fn nothing_to_read() {
    named_and_passed_by("empty.txt", b"", "cannot read empty.txt: it holds no text", None);
    named_and_passed_by("blank.txt", b" \n\t\n", "cannot read blank.txt: it holds no text", None);
    named_and_passed_by("head.txt", b"---\ntitle: Only a title\n---\n", "cannot read head.txt: it holds no text", None);
    named_and_passed_by("blank.jsonl", b"{\"text\": \"\"}", "blank.jsonl record 1: it holds no text", None);
}

#[test]
fn nul_bytes() {
    named_and_passed_by("nul.txt", b"An air strike\0 on Tyre", "cannot read nul.txt: byte 13 of its text is NUL", Some("binary"));
    named_and_passed_by("nul.jsonl", br#"{"text": "A strike\u0000"}"#, "nul.jsonl record 1: byte 8 of its text is NUL", None);
}

#[test]
fn json_that_is_no_report() {
    named_and_passed_by(
        "words.jsonl",
        b"An air strike on Tyre",
        "words.jsonl record 1: not a report in JSON",
        Some("hint: a line"),
    );
    named_and_passed_by("list.jsonl", b"[1, 2]", "list.jsonl record 1: not a report in JSON", None);
    named_and_passed_by("other.jsonl", br#"{"body": "A strike"}"#, "other.jsonl record 1: its JSON has no \"text\"", None);
    named_and_passed_by("half.json", br#"{"text": "A strike"#, "half.json: not a report in JSON", None);
    let deep = format!("{{\"id\": {}", "[".repeat(1_000_000));
    named_and_passed_by("deep.jsonl", deep.as_bytes(), "deep.jsonl record 1: not a report in JSON: recursion limit", None);
}

#[test]
fn a_kind_of_file_that_is_not_read() {
    named_and_passed_by(
        "pages.zip",
        b"PK\x03\x04\x14\0",
        "cannot read pages.zip: its kind of file is not read",
        Some("hint: save"),
    );
}

#[test]
fn a_line_of_50_megabytes() {
    let mut lines = format!("{{\"id\": \"first\", \"text\": \"{GOOD}\"}}\n{{\"text\": \"").into_bytes();
    lines.resize(lines.len() + (50 << 20), b'a');
    lines.extend_from_slice(format!("\"}}\n{{\"id\": \"third\", \"text\": \"{GOOD}\"}}\n").as_bytes());
    let folder = folder(&[("long.jsonl", &lines), ("long.txt", &lines)]);
    let ran = dateline(folder.path(), &["code", "long.jsonl", "long.txt", "--format", "json"]);
    assert_eq!((ran.code, ran.ids()), (1, vec!["first".to_owned(), "third".to_owned()]));
    assert!(ran.stderr.contains("cannot read long.jsonl record 2: it is longer than 16 MB"), "{}", ran.stderr);
    assert!(ran.stderr.contains("cannot read long.txt: it is longer than 16 MB"), "{}", ran.stderr);
    assert!(ran.stderr.contains("2 of 4 records could not be read"), "{}", ran.stderr);
}

#[test]
fn every_good_line_around_a_bad_one_is_read() {
    let lines =
        format!("{{\"text\": \"{GOOD}\"}}\nnot json\n\n{{\"text\": \"{GOOD}\"}}\n{{}}\n{{\"id\": 5, \"text\": \"{GOOD}\"}}");
    let folder = folder(&[("reports.jsonl", lines.as_bytes())]);
    let ran = dateline(folder.path(), &["code", "reports.jsonl", "--format", "json"]);
    assert_eq!((ran.code, ran.ids()), (1, vec!["reports.jsonl:1".to_owned(), "reports.jsonl:4".to_owned(), "5".to_owned()]));
    assert!(ran.stderr.contains("record 2:") && ran.stderr.contains("record 5:"), "{}", ran.stderr);
}

#[test]
fn marks_of_direction_are_read_as_they_are_and_shown_on_a_terminal() {
    let text = format!("\u{200f}غارة\u{200f} {GOOD}\u{202e}");
    let folder = folder(&[("rtl\u{202e}.txt", text.as_bytes()), ("rtl.txt", text.as_bytes())]);
    let ran = dateline(folder.path(), &["code", "rtl.txt", "--format", "json"]);
    assert_eq!((ran.code, ran.records()[0]["document"]["bytes"].as_u64()), (0, Some(text.len() as u64)));
    let shown = dateline(folder.path(), &["code", "rtl\u{202e}.txt", "--format", "text"]);
    assert!(!shown.stdout.contains('\u{202e}'), "{}", shown.stdout);
}

#[test]
fn a_report_of_a_million_words() {
    let text = format!("{GOOD} ").repeat(62_500);
    let folder = folder(&[("long.txt", text.as_bytes())]);
    let ran = dateline(folder.path(), &["code", "long.txt", "--format", "json"]);
    assert_eq!((ran.code, ran.records().len()), (0, 1), "{}", ran.stderr);
}

#[test]
fn odd_texts_are_coded_without_a_fault() {
    let texts = [
        "\u{feff}",
        ".",
        "\"",
        "“““““",
        "((((((((((",
        "—",
        "999999999999999999999999 people were killed.",
        "İİİ ẞ ﬀ killed 3 people",
        "a\u{301}\u{301}\u{301} killed",
        "👩‍👩‍👧‍👦 3 killed",
        "\r\r\r",
        "On Feb 30, 0000 and 31/31/9999 and 25:99",
        "KILLED",
        "killed killed killed killed by by by in in in",
    ];
    let lines: String = texts.iter().map(|text| format!("{}\n", serde_json::json!({ "text": text }))).collect();
    let folder = folder(&[("odd.jsonl", lines.as_bytes())]);
    let ran = dateline(folder.path(), &["code", "--mentions", "odd.jsonl", "--published", "0001-01-01"]);
    assert!(!ran.stderr.contains("the engine stopped"), "{}", ran.stderr);
    let deep = format!("{}killed 3 people{}", "(“".repeat(50_000), "”)".repeat(50_000));
    let ran = with_input(folder.path(), &["code", "-"], deep.as_bytes());
    assert_eq!((ran.code, ran.records().len()), (0, 1), "{}", ran.stderr);
}

#[test]
fn a_path_that_is_not_there_stops_before_anything_is_done() {
    let folder = folder(&[("good.txt", GOOD.as_bytes())]);
    let ran = dateline(folder.path(), &["code", "good.txt", "absent.txt"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("cannot read absent.txt: "), "{}", ran.stderr);
    assert_eq!(dateline(folder.path(), &["code"]).code, 2);
    assert_eq!(dateline(folder.path(), &["code", "good.txt", "--published", "Friday"]).code, 2);
}
