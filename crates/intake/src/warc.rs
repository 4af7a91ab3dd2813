//! A web archive (WARC), record after record.
//!
//! In: its unpacked bytes as a stream. Out: the payloads that may be reports. Requests, revisits, images and answers that are not pages
//! are passed by; a record that is too long, cut short or out of form is named, and the next one is looked for.

use std::io::{self, BufRead, Read};

use crate::http::{self, Response};
use crate::kind::{self, Kind};
use crate::{RECORD_LIMIT, Reason, decode, gzip};

/// One record that is a report, or that could not be read.
#[derive(Debug)]
pub struct Record {
    /// From 1, among all records of the archive.
    pub number: u64,
    /// Its payload.
    pub payload: Result<Payload, Reason>,
}

/// The bytes of a page and what the archive says of them.
#[derive(Debug)]
pub struct Payload {
    /// What they are.
    pub kind: Kind,
    /// Out of their transfer and content codings.
    pub bytes: Vec<u8>,
    /// Where they were fetched.
    pub address: Option<String>,
    /// The charset their transport declared.
    pub charset: Option<String>,
    /// Where the archive says that it did not keep all of them.
    pub warning: Option<String>,
}

/// The records of an archive.
pub struct Archive<R> {
    input: R,
    number: u64,
    ended: bool,
}

/// The longest header of a record, in bytes.
const HEADER_LIMIT: usize = 64 << 10;

impl<R: BufRead> Archive<R> {
    /// Reads as it is asked.
    pub fn new(input: R) -> Archive<R> {
        Archive { input, number: 0, ended: false }
    }

    /// The next record that is a report or a fault; `None` at the end.
    fn record(&mut self) -> Option<Record> {
        while !self.ended {
            let header = match self.header() {
                Ok(None) => return None,
                Ok(Some(header)) => header,
                Err(reason) => {
                    self.number += 1;
                    return Some(self.fault(reason));
                }
            };
            self.number += 1;
            let (headers, _) = http::headers(&header);
            let length = http::value(&headers, "content-length").and_then(|length| length.parse::<u64>().ok());
            let Some(length) = length else {
                return Some(Record { number: self.number, payload: Err(Reason::Warc("its header has no length")) });
            };
            let wanted = is_wanted(&headers);
            if !wanted || length > RECORD_LIMIT as u64 {
                match self.skip(length) {
                    Err(reason) => return Some(self.fault(reason)),
                    Ok(()) if !wanted => continue,
                    Ok(()) => return Some(Record { number: self.number, payload: Err(Reason::Long) }),
                }
            }
            let block = match self.block(length) {
                Ok(block) => block,
                Err(reason) => return Some(self.fault(reason)),
            };
            if let Some(payload) = payload(&headers, block) {
                return Some(Record { number: self.number, payload });
            }
        }
        None
    }

    /// A fault after which nothing can be read.
    fn fault(&mut self, reason: Reason) -> Record {
        self.ended = true;
        Record { number: self.number, payload: Err(reason) }
    }

    /// The header of the next record. What stands before it is passed by: blank lines, or what an unreadable record left behind.
    fn header(&mut self) -> Result<Option<Vec<u8>>, Reason> {
        loop {
            let line = self.line()?;
            if line.is_empty() {
                return Ok(None);
            }
            if line.starts_with(b"WARC/") {
                break;
            }
        }
        let mut header = Vec::new();
        loop {
            let line = self.line()?;
            if line.is_empty() {
                return Err(Reason::Short("the archive ends within a header"));
            }
            if line.trim_ascii().is_empty() {
                return Ok(Some(header));
            }
            if header.len() + line.len() <= HEADER_LIMIT {
                header.extend_from_slice(&line);
            }
        }
    }

    /// The next line and its line feed; empty at the end. Of a long line only the beginning is kept.
    fn line(&mut self) -> Result<Vec<u8>, Reason> {
        let mut line = Vec::new();
        loop {
            let buffer = match self.input.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(gzip::reason(error)),
            };
            let end = buffer.iter().position(|&byte| byte == b'\n');
            let used = end.map_or(buffer.len(), |end| end + 1);
            let room = HEADER_LIMIT.saturating_sub(line.len());
            line.extend_from_slice(&buffer[..used.min(room)]);
            self.input.consume(used);
            if used == 0 || end.is_some() {
                return Ok(line);
            }
        }
    }

    fn skip(&mut self, length: u64) -> Result<(), Reason> {
        let skipped = io::copy(&mut self.input.by_ref().take(length), &mut io::sink()).map_err(gzip::reason)?;
        if skipped < length { Err(Reason::Short("the archive ends within a record")) } else { Ok(()) }
    }

    fn block(&mut self, length: u64) -> Result<Vec<u8>, Reason> {
        let mut block = Vec::new();
        self.input.by_ref().take(length).read_to_end(&mut block).map_err(gzip::reason)?;
        if (block.len() as u64) < length { Err(Reason::Short("the archive ends within a record")) } else { Ok(block) }
    }
}

impl<R: BufRead> Iterator for Archive<R> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        self.record()
    }
}

/// Whether a record may be a report: an answer, a resource or a conversion, of an address that is a page's.
fn is_wanted(headers: &[(String, String)]) -> bool {
    let kind = http::value(headers, "warc-type").map(str::to_ascii_lowercase);
    let address = address(headers);
    let page = address.as_deref().is_none_or(|address| !address.starts_with("dns:") && !address.ends_with("/robots.txt"));
    matches!(kind.as_deref(), Some("response" | "resource" | "conversion")) && page
}

/// The address of a record; some archives set it in angle brackets.
fn address(headers: &[(String, String)]) -> Option<String> {
    let address = http::value(headers, "warc-target-uri")?;
    Some(address.trim_start_matches('<').trim_end_matches('>').to_owned())
}

/// The payload of a record's block; `None` where it is no report.
fn payload(headers: &[(String, String)], block: Vec<u8>) -> Option<Result<Payload, Reason>> {
    let declared = http::value(headers, "content-type").unwrap_or_default();
    let is_response = declared.to_ascii_lowercase().starts_with("application/http") || block.starts_with(b"HTTP/");
    let (content_type, bytes) = if is_response {
        let response = Response::read(&block)?;
        if !(200..300).contains(&response.status) {
            return None;
        }
        let content_type = response.content_type.clone();
        let kind = content_type.as_deref().map(kind::by_content_type);
        if matches!(kind, Some(None)) && !is_vague(content_type.as_deref()) {
            return None;
        }
        match response.body() {
            Ok(bytes) => (content_type, bytes),
            Err(reason) => return Some(Err(reason)),
        }
    } else {
        (Some(declared.to_owned()).filter(|declared| !declared.is_empty()), block)
    };
    let kind = match content_type.as_deref().and_then(kind::by_content_type) {
        Some(kind @ (Kind::Html | Kind::Text | Kind::Markdown | Kind::Pdf | Kind::Feed)) => kind,
        Some(_) => return None,
        // XML and answers without a type are told by how they begin.
        None if is_vague(content_type.as_deref()) => match kind::sniff(&bytes) {
            kind @ (Kind::Feed | Kind::Html | Kind::Pdf) => kind,
            _ => return None,
        },
        None => return None,
    };
    if bytes.trim_ascii().is_empty() {
        return None;
    }
    let cut = http::value(headers, "warc-truncated");
    Some(Ok(Payload {
        kind,
        bytes,
        address: address(headers),
        charset: content_type.as_deref().and_then(decode::charset).map(str::to_owned),
        warning: cut.map(|why| format!("warc: the page was cut short when it was kept ({why})")),
    }))
}

/// A content type that says little: none at all, or XML.
fn is_vague(content_type: Option<&str>) -> bool {
    let Some(content_type) = content_type else { return true };
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(essence.as_str(), "" | "text/xml" | "application/xml" | "application/octet-stream")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, address: &str, block: &str) -> String {
        format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-10-01T00:00:00Z\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    }

    fn page(content_type: &str, body: &str) -> String {
        format!("HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n{body}")
    }

    fn read(archive: &str) -> Vec<(u64, String)> {
        let said = |record: Record| match record.payload {
            Ok(payload) => (record.number, format!("{:?} {}", payload.kind, String::from_utf8_lossy(&payload.bytes))),
            Err(reason) => (record.number, reason.to_string()),
        };
        Archive::new(archive.as_bytes()).map(said).collect()
    }

    #[test]
    fn pages_and_feeds_are_taken_and_the_rest_is_passed_by() {
        let archive = [
            record("warcinfo", "", "software: none"),
            record("request", "https://gazette.example/", "GET / HTTP/1.1\r\n\r\n"),
            record("response", "https://gazette.example/", &page("text/html", "<p>One</p>")),
            record("response", "https://gazette.example/map.png", &page("image/png", "PNG")),
            record(
                "response",
                "https://gazette.example/old",
                "HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n<p>Moved</p>",
            ),
            record("revisit", "https://gazette.example/", &page("text/html", "")),
            record("response", "https://gazette.example/robots.txt", &page("text/plain", "User-agent: *")),
            record("response", "https://gazette.example/feed", &page("text/xml; charset=utf-8", "<rss version=\"2.0\"/>")),
            record("response", "https://gazette.example/sitemap", &page("application/xml", "<urlset/>")),
        ]
        .concat();
        assert_eq!(read(&archive), [(3, "Html <p>One</p>".to_owned()), (8, "Feed <rss version=\"2.0\"/>".to_owned())]);
    }

    #[test]
    fn a_bad_record_is_named_and_the_next_is_read() {
        let good = record("response", "https://gazette.example/", &page("text/html", "<p>One</p>"));
        let no_length = "WARC/1.1\r\nWARC-Type: response\r\n\r\nsome bytes\r\n\r\n";
        let long = "x".repeat(RECORD_LIMIT + 1);
        let long = record("response", "https://gazette.example/long", &page("text/html", &long));
        let cut = &good[..good.len() - 12];
        let archive = [&good, no_length, &good, &long, &good, cut].concat();
        let found = read(&archive);
        let one = |number| (number, "Html <p>One</p>".to_owned());
        assert_eq!(
            found,
            [
                one(1),
                (2, "not a record of a web archive: its header has no length".to_owned()),
                one(3),
                (4, "it is longer than 16 MB".to_owned()),
                one(5),
                (6, "it is cut short: the archive ends within a record".to_owned()),
            ]
        );
    }

    #[test]
    fn an_archive_that_ends_in_a_header_or_is_none_is_no_fault_of_others() {
        assert_eq!(read("WARC/1.1\r\nWARC-Type: resp"), [(1, "it is cut short: the archive ends within a header".to_owned())]);
        assert_eq!(read("no archive at all\n"), []);
        assert_eq!(read(""), []);
    }
}
