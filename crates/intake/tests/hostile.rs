//! Files made to do harm: bombs, loops, cuts, forms that stop a parser. Each is named, its neighbours are read, nothing panics.
//!
//! All of them are generated here.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use dateline_intake::{Defaults, Inputs, Origin, captures};
use flate2::Compression;
use flate2::write::GzEncoder;

const TEXT: &str = "An air strike on Qasr killed three people on Friday, officials said.";

fn pack(write: impl FnOnce(&mut GzEncoder<Vec<u8>>)) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    write(&mut encoder);
    encoder.finish().unwrap()
}

/// Reads a folder and gives what each of its files came to, by name: its text or its fault.
fn read(folder: &Path) -> Vec<String> {
    let inputs = Inputs::find(&[folder.to_owned()], Defaults::default()).unwrap();
    let said = |read: Result<dateline_intake::Capture, dateline_intake::Unread>| match read {
        Ok(capture) => format!("{}: {}", capture.report.id, capture.report.text.chars().take(16).collect::<String>()),
        Err(unread) => unread.to_string().replace(&format!("cannot read {}/", folder.display()), ""),
    };
    inputs.read().map(said).collect()
}

fn named(name: &str, bytes: &[u8], faults: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    fs::write(folder.path().join("z.txt"), TEXT).unwrap();
    let read = read(folder.path());
    let (last, found) = read.split_last().unwrap();
    assert_eq!(last, "z.txt: An air strike on");
    assert_eq!(found, faults, "{name}");
}

#[test]
fn a_gzip_bomb() {
    let zeros = vec![b'a'; 1 << 20];
    let bomb = pack(|encoder| (0..300).for_each(|_| encoder.write_all(&zeros).unwrap()));
    named("bomb.txt.gz", &bomb, &["bomb.txt.gz: it is longer than 16 MB"]);
    named("bomb.html.gz", &bomb, &["bomb.html.gz: it is longer than 16 MB"]);
    // A stream of lines goes on past a line that is too long, until it has grown beyond measure.
    named("bomb.jsonl.gz", &bomb, &["bomb.jsonl.gz record 1: it unpacks to more than 200 times its size"]);
    let lines = pack(|encoder| {
        encoder.write_all(format!("{{\"text\": \"{TEXT}\"}}\n").as_bytes()).unwrap();
        (0..300).for_each(|_| encoder.write_all(&zeros).unwrap());
    });
    named(
        "bomb.ndjson.gz",
        &lines,
        &["bomb.ndjson.gz:1: An air strike on", "bomb.ndjson.gz record 2: it unpacks to more than 200 times its size"],
    );
    // A bomb in a bomb is unpacked once.
    named("twice.html.gz", &pack(|encoder| encoder.write_all(&bomb).unwrap()), &["twice.html.gz: its kind of file is not read"]);
}

#[test]
fn a_bomb_in_a_web_archive() {
    let zeros = vec![b'a'; 1 << 20];
    let bomb = pack(|encoder| (0..64).for_each(|_| encoder.write_all(&zeros).unwrap()));
    let record = |head: &str, body: &[u8]| {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{head}\r\n");
        let length = head.len() + body.len();
        let header =
            format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {length}\r\n\r\n");
        [header.as_bytes(), head.as_bytes(), body, b"\r\n\r\n"].concat()
    };
    let good = record("", format!("<p>{TEXT}</p>").as_bytes());
    let archive = [good.clone(), record("Content-Encoding: gzip\r\n", &bomb), good.clone()].concat();
    named(
        "a.warc",
        &archive,
        &["a.warc:1: An air strike on", "a.warc record 2: it is longer than 16 MB", "a.warc:3: An air strike on"],
    );
    let claims = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 18446744073709551615\r\n\r\nshort";
    named(
        "b.warc",
        &[good.clone(), claims.to_vec()].concat(),
        &["b.warc:1: An air strike on", "b.warc record 2: it is cut short: the archive ends within a record"],
    );
    let packed = pack(|encoder| encoder.write_all(&good).unwrap());
    let cut = [packed.clone(), packed[..packed.len() / 2].to_vec()].concat();
    named(
        "c.warc.gz",
        &cut,
        &["c.warc.gz:1: An air strike on", "c.warc.gz record 2: it is cut short: its compressed bytes end before their time"],
    );
}

#[test]
fn a_cut_or_damaged_gzip() {
    let packed = pack(|encoder| encoder.write_all(TEXT.repeat(40).as_bytes()).unwrap());
    named(
        "cut.txt.gz",
        &packed[..packed.len() - 12],
        &["cut.txt.gz: it is cut short: its compressed bytes end before their time"],
    );
    named("plain.txt.gz", TEXT.as_bytes(), &["plain.txt.gz: An air strike on"]);
}

#[test]
fn a_packed_file_of_another_kind() {
    for (name, bytes) in [("a.txt", b"PK\x03\x04\x14\0\0\0".as_slice()), ("a.html", b"BZh91AY"), ("a.pdf", b"7z\xbc\xaf\x27\x1c")]
    {
        named(name, bytes, &[&format!("{name}: its kind of file is not read")]);
    }
}

#[test]
fn a_page_of_two_gigabytes_is_refused_unread() {
    let folder = tempfile::tempdir().unwrap();
    File::create(folder.path().join("big.html")).unwrap().set_len(2 << 30).unwrap();
    File::create(folder.path().join("big.txt")).unwrap().set_len(2 << 30).unwrap();
    let start = std::time::Instant::now();
    assert_eq!(read(folder.path()), ["big.html: it is longer than 16 MB", "big.txt: it is longer than 16 MB"]);
    assert!(start.elapsed().as_secs() < 2, "it was read");
}

#[cfg(unix)]
#[test]
fn folders_that_lead_into_themselves() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let deep = (0..60).fold(folder.path().to_owned(), |path, _| path.join("d"));
    fs::create_dir_all(&deep).unwrap();
    fs::write(deep.join("a.txt"), TEXT).unwrap();
    symlink(folder.path(), folder.path().join("loop")).unwrap();
    symlink("self.txt", folder.path().join("self.txt")).unwrap();
    symlink(deep.join("a.txt"), folder.path().join("linked.txt")).unwrap();
    let read = read(folder.path());
    assert_eq!(read.len(), 2, "{read:?}");
    assert!(read[1].starts_with("linked.txt: "), "a link to a file is the file");
}

#[test]
fn pages_that_would_stop_a_parser() {
    let attributes: String = (0..200_000).map(|n| format!(" a{n}=1")).collect();
    let pages = [
        ("<div>".repeat(100_000), "nests deeper than 512 elements"),
        ("<b>".repeat(100_000), "nests deeper than 512 elements"),
        ("<table><tr><td>".repeat(3_000), "nests deeper than 512 elements"),
        (format!("<p{attributes}>"), "has a tag of more than 1024 attributes"),
        ("<p>a".repeat(60_000), "has more than 50000 elements"),
        ("a ".repeat(5 << 20), "is longer than 8 MB"),
    ];
    for (page, fault) in pages {
        named("a.html", page.as_bytes(), &[&format!("a.html: its HTML {fault}")]);
    }
}

#[test]
fn pages_at_the_edge_of_what_is_let_through_come_to_an_end() {
    let nested =
        |open: &str, close: &str, depth: usize, words: &str| format!("{}{words}{}", open.repeat(depth), close.repeat(depth));
    let attributes: String = (0..1_000).map(|n| format!(" a{n}=1")).collect();
    let pages = [
        nested("<div>", "</div>", 510, &format!("<p>{TEXT}</p>").repeat(20)),
        nested("<b>", "", 510, TEXT),
        nested("<table><tr><td>", "</td></tr></table>", 500, TEXT),
        format!("<article>{}</article>", format!("<p>{TEXT}</p>").repeat(24_000)),
        format!("<article>{}</article>", format!("<p{attributes}>{TEXT}</p>").repeat(500)),
        nested("<div>", "</div>", 500, &"<p>a</p>".repeat(20_000)),
        format!("<p>{}</p>", "a ".repeat(3 << 20)),
        format!("<title>{}", "a".repeat(1 << 20)),
        format!("<!--{}", "-".repeat(1 << 20)),
        "<script>".repeat(10_000),
        format!("<script type='application/ld+json'>{}</script>", "{\"@graph\":[".repeat(100_000)),
    ];
    for (index, page) in pages.into_iter().enumerate() {
        let read = captures(page.as_bytes(), Some("text/html"), Origin::file("a.html"), &Defaults::default());
        assert_eq!(read.len(), 1);
        if let Err(unread) = &read[0] {
            let said = unread.to_string();
            assert!(!said.contains("longer than 60 seconds") && !said.contains("the engine stopped"), "page {index}: {said}");
        }
    }
}

#[test]
fn a_feed_or_a_mail_that_nests_without_end() {
    let mail = format!(
        "From: a@b.example\r\nDate: Fri, 27 Sep 2024 10:00:00 +0000\r\n{}",
        (0..5_000).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n")).collect::<String>()
    );
    let rfc822 = "Content-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\n".repeat(5_000);
    let mail_in_mail = format!("From: a@b.example\r\nDate: Fri, 27 Sep 2024 10:00:00 +0000\r\n{rfc822}\r\nwords");
    let feed = format!("<rss version='2.0'><channel><item>{}", "<a>".repeat(500_000));
    for (bytes, hint) in [(mail, "message/rfc822"), (mail_in_mail, "message/rfc822"), (feed, "application/rss+xml")] {
        for read in captures(bytes.as_bytes(), Some(hint), Origin::file("a"), &Defaults::default()) {
            if let Err(unread) = read {
                assert!(!unread.to_string().contains("60 seconds"), "{unread}");
            }
        }
    }
}
