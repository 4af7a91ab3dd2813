//! Every kind of file, through files and through bytes, plain and compressed. All texts are invented.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use dateline_intake::{Capture, Defaults, Inputs, Media, Origin, Unread, captures};
use flate2::Compression;
use flate2::write::GzEncoder;

const TEXT: &str = "An air strike on Qasr killed three people on Friday, officials said.";
const PAGE: &str = include_str!("pages/strike.html");
const RSS: &str = include_str!("pages/wire.rss");
const MAIL: &str = "From: Invented Wire <desk@wire.example>\r\nDate: Fri, 27 Sep 2024 10:00:00 +0000\r\nSubject: Strike\r\n\r\n\
                    An air strike on Qasr killed three people on Friday, officials said.\r\n";

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn record(address: &str, content_type: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n");
    let header = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2025-01-01T00:00:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        head.len() + body.len()
    );
    [header.as_bytes(), head.as_bytes(), body, b"\r\n\r\n"].concat()
}

fn archive() -> Vec<Vec<u8>> {
    vec![
        record("https://gazette.example/strike", "text/html; charset=utf-8", PAGE.as_bytes()),
        record("https://gazette.example/feed", "application/rss+xml", RSS.as_bytes()),
    ]
}

fn read(paths: &[PathBuf]) -> Vec<Result<Capture, Unread>> {
    Inputs::find(paths, Defaults::default()).unwrap().read().collect()
}

fn folder(files: &[(&str, Vec<u8>)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn said(captures: Vec<Result<Capture, Unread>>) -> Vec<(String, &'static str)> {
    captures.into_iter().map(|capture| capture.unwrap()).map(|capture| (capture.report.id, capture.media.slug())).collect()
}

#[test]
fn a_folder_of_every_kind_is_read_in_the_order_of_its_names() {
    let files = [
        ("a.txt", TEXT.into()),
        ("b.md", TEXT.into()),
        ("c.json", format!(r#"[{{"text": "{TEXT}"}}, {{"id": "own", "text": "{TEXT}"}}]"#).into_bytes()),
        ("d.jsonl", format!("{{\"text\": \"{TEXT}\"}}\n{{\"html\": \"<p>{TEXT}</p>\"}}\n").into_bytes()),
        ("e.html", PAGE.into()),
        ("f.eml", MAIL.into()),
        ("g.xml", RSS.into()),
        ("h.warc", archive().concat()),
        ("i/strike.HTM", PAGE.into()),
        ("j.rss", RSS.into()),
        ("map.png", b"\x89PNG".to_vec()),
    ];
    let expected = [
        ("a.txt", "text"),
        ("b.md", "markdown"),
        ("c.json:1", "json"),
        ("own", "json"),
        ("d.jsonl:1", "json"),
        ("d.jsonl:2", "json"),
        ("e.html", "html"),
        ("f.eml", "mail"),
        ("wire-1", "feed"),
        ("https://wire.example/2", "feed"),
        ("g.xml:3", "feed"),
        ("h.warc:1", "html"),
        ("wire-1", "feed"),
        ("https://wire.example/2", "feed"),
        ("h.warc:2.3", "feed"),
        ("i/strike.HTM", "html"),
        ("wire-1", "feed"),
        ("https://wire.example/2", "feed"),
        ("j.rss:3", "feed"),
    ];
    let plain = folder(&files);
    let plain = said(read(&[plain.path().to_owned()]));
    assert_eq!(plain, expected.map(|(id, media)| (id.to_owned(), media)));

    let packed: Vec<(String, Vec<u8>)> = files.iter().map(|(name, bytes)| (format!("{name}.gz"), pack(bytes))).collect();
    let packed: Vec<(&str, Vec<u8>)> = packed.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    let packed = folder(&packed);
    let media = |said: Vec<(String, &'static str)>| said.into_iter().map(|(_, media)| media).collect::<Vec<_>>();
    assert_eq!(media(said(read(&[packed.path().to_owned()]))), media(plain), "gzip changes nothing");
}

#[test]
fn what_stands_in_the_raw_bytes_verbatim_is_said_to_and_is() {
    let files = [
        ("a.txt", format!("\u{feff}Title: Strike\n\n{TEXT}")),
        ("b.jsonl", format!("{{\"text\": \"{TEXT}\"}}\n{{\"text\": \"A \\\"strike\\\"\"}}")),
        ("c.eml", MAIL.to_owned()),
        ("d.html", PAGE.to_owned()),
        ("e.rss", RSS.to_owned()),
    ]
    .map(|(name, text)| (name, text.into_bytes()));
    let folder = folder(&files);
    let captures: Vec<Capture> = read(&[folder.path().to_owned()]).into_iter().map(|capture| capture.unwrap()).collect();
    let stands: Vec<bool> = captures.iter().map(|capture| capture.text_at.is_some()).collect();
    assert_eq!(stands, [true, true, false, true, false, false, true, true]);
    for capture in captures {
        if let Some(at) = capture.text_at {
            assert_eq!(&capture.raw[at..at + capture.report.text.len()], capture.report.text.as_bytes());
        }
    }
}

#[test]
fn an_archives_address_is_the_reports_and_its_day_of_capture_is_not_the_day_of_publication() {
    let folder = folder(&[("a.warc.gz", archive().iter().flat_map(|record| pack(record)).collect())]);
    let captures: Vec<Capture> = read(&[folder.path().join("a.warc.gz")]).into_iter().map(|capture| capture.unwrap()).collect();
    assert_eq!(captures.len(), 4, "every member of the archive is read");
    let page = &captures[0];
    assert_eq!(page.report.url.as_deref(), Some("https://gazette.example/strike"));
    assert_eq!(page.report.published, Some(jiff::civil::date(2024, 9, 27)));
    assert_eq!(page.raw, PAGE.as_bytes());
    assert_eq!(captures[1].report.url.as_deref(), Some("https://wire.example/1"));
    assert_eq!((captures[1].origin.record, captures[1].origin.part), (Some(2), Some(1)));
    let shown = captures[1].origin.to_string();
    assert!(shown.ends_with("a.warc.gz record 2 part 1"), "{shown}");
}

#[test]
fn fetched_bytes_are_told_by_their_beginning_and_their_content_type() {
    let address = "https://gazette.example/strike";
    let read = |bytes: &[u8], hint: Option<&str>| captures(bytes, hint, Origin::address(address), &Defaults::default());
    let media = |bytes: &[u8], hint| read(bytes, hint).remove(0).unwrap().media;
    assert_eq!(media(PAGE.as_bytes(), None), Media::Html);
    assert_eq!(media(PAGE.as_bytes(), Some("text/html; charset=utf-8")), Media::Html);
    assert_eq!(media(&pack(PAGE.as_bytes()), None), Media::Html);
    assert_eq!(media(RSS.as_bytes(), Some("text/html")), Media::Feed, "feeds are often sent as pages");
    assert_eq!(media(RSS.as_bytes(), Some("text/xml")), Media::Feed);
    assert_eq!(media(MAIL.as_bytes(), None), Media::Mail);
    assert_eq!(media(TEXT.as_bytes(), Some("text/plain")), Media::Text);
    assert_eq!(media(TEXT.as_bytes(), None), Media::Text);
    assert_eq!(media(format!("{{\"text\": \"{TEXT}\"}}").as_bytes(), None), Media::Json);
    assert_eq!(read(&archive().concat(), None).len(), 4);
    assert!(read(b"PK\x03\x04", None)[0].is_err());
    assert!(read(b"GIF89a", Some("image/gif"))[0].is_err());

    let page = read(PAGE.as_bytes(), None).remove(0).unwrap();
    assert_eq!((page.report.id.as_str(), page.report.url.as_deref()), (address, Some(address)));
    let own = read(format!("{{\"text\": \"{TEXT}\", \"url\": \"https://own.example/\"}}").as_bytes(), None).remove(0).unwrap();
    assert_eq!(own.report.url.as_deref(), Some("https://own.example/"));
    assert_eq!(read(TEXT.as_bytes(), None).remove(0).unwrap().report.url.as_deref(), Some(address));
    let latin = "Une frappe a\u{e9}rienne \u{e0} Qasr".chars().map(|c| c as u8).collect::<Vec<u8>>();
    let latin = read(&latin, Some("text/plain; charset=iso-8859-1")).remove(0).unwrap();
    assert_eq!((latin.report.text.as_str(), latin.text_at), ("Une frappe aérienne à Qasr", None));
}

#[test]
fn what_a_report_does_not_say_is_what_was_given() {
    let defaults = Defaults {
        published: Some(jiff::civil::date(2020, 1, 1)),
        outlet: Some("Given".to_owned()),
        language: Some("xx".to_owned()),
    };
    let one = |bytes: &[u8]| captures(bytes, None, Origin::file("a"), &defaults).remove(0).unwrap().report;
    let silent = one(TEXT.as_bytes());
    assert_eq!((silent.published, silent.outlet.as_deref()), (defaults.published, Some("Given")));
    assert_eq!(silent.language.as_deref(), Some("xx"));
    let says = one(PAGE.as_bytes());
    assert_eq!((says.published, says.outlet.as_deref()), (Some(jiff::civil::date(2024, 9, 27)), Some("The Invented Gazette")));
    assert_eq!(says.language.as_deref(), Some("en-GB"));
}

#[test]
fn the_same_bytes_give_the_same_captures() {
    let bytes = archive().concat();
    let read = || captures(&bytes, None, Origin::file("a.warc"), &Defaults::default());
    let (first, second) = (read(), read());
    for (first, second) in first.into_iter().zip(second) {
        assert_eq!(first.unwrap(), second.unwrap());
    }
}

#[test]
fn a_path_that_is_not_there_is_named_before_anything_is_read() {
    let unread = Inputs::find(&[Path::new("no-such.txt").to_owned()], Defaults::default()).unwrap_err();
    assert!(unread.to_string().starts_with("cannot read no-such.txt: "), "{unread}");
}
