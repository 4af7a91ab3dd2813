//! Whatever the bytes and whatever they are called: no panic, and what is said of them holds.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use std::io::Write;

use dateline_intake::{Defaults, Origin, Reason, captures, feed};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

const HINTS: [Option<&str>; 13] = [
    None,
    Some("text/plain"),
    Some("text/plain; charset=shift_jis"),
    Some("text/markdown"),
    Some("text/html"),
    Some("text/html; charset=windows-1256"),
    Some("application/json"),
    Some("application/x-ndjson"),
    Some("application/rss+xml"),
    Some("application/feed+json"),
    Some("message/rfc822"),
    Some("application/pdf"),
    Some("application/warc"),
];

/// Invented files, one of each kind that has a form to be broken.
const GOOD: [&[u8]; 6] = [
    include_bytes!("pages/strike.html"),
    include_bytes!("pages/strike.pdf"),
    include_bytes!("pages/strike.eml"),
    include_bytes!("pages/strike.warc"),
    include_bytes!("pages/wire.rss"),
    include_bytes!("pages/wire.atom"),
];

#[test]
fn the_good_files_are_good() {
    for (bytes, reports) in GOOD.iter().zip([1, 1, 2, 2, 3, 1]) {
        let read = captures(bytes, None, Origin::file("a"), &Defaults::default());
        assert_eq!(read.len(), reports);
        for capture in read {
            assert!(capture.unwrap().report.text.starts_with("A"), "an invented report");
        }
    }
}

/// Pieces that the readers look for, so that what is made of them goes deep.
const PIECES: [&[u8]; 40] = [
    b"<html>",
    b"<p>",
    b"</p>",
    b"<article>",
    b"</div>",
    b"<!--",
    b"-->",
    b"<script type=\"application/ld+json\">",
    b"</script>",
    b"<meta charset=\"utf-16\">",
    b"{\"@graph\": [",
    b"\"datePublished\": \"2024-",
    b"<time datetime=\"",
    b"<rss version=\"2.0\"><channel>",
    b"<item>",
    b"</item>",
    b"<feed xmlns=\"http://www.w3.org/2005/Atom\">",
    b"<entry>",
    b"<title>",
    b"<![CDATA[",
    b"]]>",
    b"&amp;",
    b"&#0;",
    b"WARC/1.0\r\n",
    b"WARC-Type: response\r\n",
    b"Content-Length: 40\r\n",
    b"\r\n\r\n",
    b"HTTP/1.1 200 OK\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Content-Encoding: deflate\r\n",
    b"Content-Type: text/html\r\n",
    b"ff\r\n",
    b"From: a@b.example\r\n",
    b"Content-Type: multipart/mixed; boundary=b\r\n",
    b"--b\r\n",
    b"%PDF-1.4\n",
    b"1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\n",
    b"{\"text\": \"",
    b"\"}\n",
    b"---\ntitle: a\n",
];

fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => select(&PIECES[..]).prop_map(<[u8]>::to_vec),
        1 => vec(any::<u8>(), 0..12),
        1 => "[ -~\\PC]{0,12}".prop_map(String::into_bytes),
    ];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Reads the bytes as each kind and checks what is said of them.
fn check(bytes: &[u8], hint: Option<&str>) {
    let defaults = Defaults::default();
    let read = captures(bytes, hint, Origin::file("a"), &defaults);
    let again = captures(bytes, hint, Origin::file("a"), &defaults);
    assert_eq!(read.len(), again.len());
    for (read, again) in read.into_iter().zip(again) {
        match (read, again) {
            (Ok(read), Ok(again)) => {
                assert!(!read.report.text.trim().is_empty() && !read.report.text.contains('\0'));
                assert!(!read.report.id.is_empty() && !read.extractor.is_empty());
                if let Some(at) = read.text_at {
                    assert_eq!(read.raw.get(at..at + read.report.text.len()), Some(read.report.text.as_bytes()));
                }
                assert_eq!(read, again);
            }
            (Err(read), Err(again)) => {
                // A fault in a reader of other people's is contained; of ours there is none.
                assert!(!matches!(read.reason, Reason::Slow(_)), "{read}");
                assert_eq!(read.to_string(), again.to_string());
            }
            _ => panic!("the same bytes were read once and not again"),
        }
    }
    let _ = feed(bytes, &Origin::file("a"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_as_any_kind(bytes in vec(any::<u8>(), 0..200), hint in select(&HINTS[..])) {
        check(&bytes, hint);
    }

    #[test]
    fn pieces_of_every_kind_as_any_kind(bytes in pieces(), hint in select(&HINTS[..])) {
        check(&bytes, hint);
    }

    #[test]
    fn a_good_file_with_bytes_changed(
        file in select(&GOOD[..]).prop_map(<[u8]>::to_vec),
        changes in vec((any::<Index>(), any::<u8>()), 0..6),
        end in any::<Index>(),
        packed in any::<bool>(),
    ) {
        let mut bytes = file;
        for (index, byte) in changes {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(end.index(bytes.len()).max(bytes.len() / 2));
        if packed {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(&bytes).unwrap();
            bytes = encoder.finish().unwrap();
        }
        check(&bytes, None);
    }
}
