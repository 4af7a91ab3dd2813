//! Where reports come from, what they are called, and what holds for those that do not say.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod common;

use std::fs;

use common::{dateline, with_input};

const TEXT: &str = "An air strike on Tyre killed three people on Friday, officials said.";

#[test]
fn a_folder_is_read_by_name_and_below() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("reports/b")).unwrap();
    for name in
        ["reports/c.txt", "reports/a.md", "reports/b/d.txt", "reports/README.md", "reports/.hidden.txt", "reports/map.png"]
    {
        fs::write(folder.path().join(name), TEXT).unwrap();
    }
    let ran = dateline(folder.path(), &["code", "reports", "--format", "json"]);
    assert_eq!((ran.code, ran.ids()), (0, ["a.md", "b/d.txt", "c.txt"].map(str::to_owned).to_vec()));
}

#[test]
fn a_report_says_itself_or_takes_what_was_given() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("says.txt"), format!("Title: Strike\nPublished: 2024-09-28\nOutlet: The Gazette\n\n{TEXT}"))
        .unwrap();
    fs::write(folder.path().join("does-not.txt"), TEXT).unwrap();
    fs::write(folder.path().join("dated.txt"), format!(" date 2024-09-27 {TEXT}")).unwrap();
    let given = ["--published", "2024-09-29", "--outlet", "Wire"];
    let ran =
        dateline(folder.path(), &[&["code", "says.txt", "does-not.txt", "dated.txt", "--format", "json"], &given[..]].concat());
    let said: Vec<_> = ran.records().iter().map(|record| record["report"].clone()).collect();
    assert_eq!((&said[0]["published"], &said[0]["outlet"]), (&"2024-09-28".into(), &"The Gazette".into()));
    assert_eq!(ran.records()[0]["document"]["bytes"], TEXT.len());
    assert_eq!((&said[1]["published"], &said[1]["outlet"]), (&"2024-09-29".into(), &"Wire".into()));
    assert_eq!(said[2]["published"], "2024-09-29");
    let alone = dateline(folder.path(), &["code", "dated.txt", "does-not.txt", "--format", "json"]);
    assert_eq!(alone.records()[0]["report"]["published"], "2024-09-27");
    assert!(alone.records()[1]["report"]["published"].is_null());
}

#[test]
fn standard_input_is_one_text_or_lines_of_json() {
    let folder = tempfile::tempdir().unwrap();
    let ran = with_input(folder.path(), &["code", "-", "--format", "json"], TEXT.as_bytes());
    assert_eq!((ran.code, ran.ids()), (0, vec!["-".to_owned()]));
    let lines = format!("\n{{\"id\": \"a\", \"text\": \"{TEXT}\"}}\n{{\"id\": \"b\", \"text\": \"{TEXT}\"}}\n");
    let ran = with_input(folder.path(), &["code", "-", "--format", "json"], lines.as_bytes());
    assert_eq!((ran.code, ran.ids()), (0, vec!["a".to_owned(), "b".to_owned()]));
}

#[test]
fn a_web_page_and_a_feed_are_read_as_reports() {
    let folder = tempfile::tempdir().unwrap();
    let page = format!(
        "<html lang=\"en\"><head><title>Strike on Tyre</title><meta property=\"og:site_name\" content=\"The Gazette\">\
         <meta property=\"article:published_time\" content=\"2024-09-28T08:00:00+03:00\"></head><body><p>{TEXT}</p></body></html>"
    );
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>Wire</title><item><guid>wire-1</guid><pubDate>Sat, 28 Sep 2024 08:00:00 GMT</pubDate>\
         <description>{TEXT}</description></item></channel></rss>"
    );
    fs::write(folder.path().join("a.html"), page).unwrap();
    fs::write(folder.path().join("b.xml"), feed).unwrap();
    let ran = dateline(folder.path(), &["code", "a.html", "b.xml", "--format", "json"]);
    assert_eq!((ran.code, ran.ids()), (0, vec!["a.html".to_owned(), "wire-1".to_owned()]), "{}", ran.stderr);
    for (record, outlet) in ran.records().iter().zip(["The Gazette", "Wire"]) {
        assert_eq!((&record["report"]["outlet"], &record["report"]["published"]), (&outlet.into(), &"2024-09-28".into()));
        assert_eq!(record["document"]["bytes"], TEXT.len());
    }
}

#[test]
fn a_record_has_the_fields_of_the_wire_format_in_its_order() {
    let folder = tempfile::tempdir().unwrap();
    let ran = with_input(folder.path(), &["code", "-", "--format", "json", "--mentions"], TEXT.as_bytes());
    let start = r#"{"wire":"dateline/1","report":{"id":"-","title":null,"outlet":null,"published":null,"language":"#;
    assert!(ran.stdout.starts_with(start), "{}", ran.stdout);
    let record = &ran.records()[0];
    assert!(record["document"]["id"].as_str().unwrap().starts_with("sha256:"));
    for list in ["claims", "incidents", "problems", "mentions"] {
        assert!(record[list].is_array(), "{list}");
    }
}

#[test]
fn records_come_in_the_order_of_the_input_whatever_the_threads() {
    let folder = tempfile::tempdir().unwrap();
    let lines: String = (0..500).map(|id| format!("{{\"id\": {id}, \"text\": \"{TEXT}\"}}\n")).collect();
    fs::write(folder.path().join("reports.jsonl"), lines).unwrap();
    let one = dateline(folder.path(), &["code", "reports.jsonl", "--threads", "1"]);
    let three = dateline(folder.path(), &["code", "reports.jsonl", "--threads", "3"]);
    assert_eq!(one.stdout, three.stdout);
    assert_eq!(one.ids(), (0..500).map(|id| id.to_string()).collect::<Vec<_>>());
}
