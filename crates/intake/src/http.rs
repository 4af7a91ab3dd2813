//! An HTTP response as a web archive keeps it: its status, its headers, its body out of its transfer and content codings.

use std::io::Read;

use flate2::bufread::{DeflateDecoder, ZlibDecoder};

use crate::gzip::{Unpacked, whole};
use crate::{Reason, kind};

/// What a response came to.
#[derive(Debug, PartialEq, Eq)]
pub struct Response {
    /// 200.
    pub status: u16,
    /// "text/html; charset=utf-8".
    pub content_type: Option<String>,
    content_encoding: Option<String>,
    chunked: bool,
    body: Vec<u8>,
}

/// Lines of `name: value` to the first blank line, and what follows it.
pub fn headers(bytes: &[u8]) -> (Vec<(String, String)>, &[u8]) {
    let mut headers: Vec<(String, String)> = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |end| end + 1);
        let line = String::from_utf8_lossy(&rest[..end]);
        rest = &rest[end..];
        let line = line.trim_end_matches(['\r', '\n']);
        if line.is_empty() {
            break;
        }
        match (line.split_once(':'), headers.last_mut()) {
            (_, Some((_, value))) if line.starts_with([' ', '\t']) => *value = format!("{value} {}", line.trim()),
            (Some((name, value)), _) => headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned())),
            (None, _) => {}
        }
    }
    (headers, rest)
}

/// The last value of a header.
pub fn value<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().rev().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
}

impl Response {
    /// Reads one; `None` where it does not begin as one.
    pub fn read(bytes: &[u8]) -> Option<Response> {
        let end = bytes.iter().position(|&byte| byte == b'\n')?;
        let status = std::str::from_utf8(&bytes[..end]).ok()?.trim_end();
        let status = status.strip_prefix("HTTP/")?.split(' ').nth(1)?.parse().ok()?;
        let (headers, body) = headers(&bytes[end + 1..]);
        let own = |name| value(&headers, name).map(str::to_ascii_lowercase);
        Some(Response {
            status,
            content_type: value(&headers, "content-type").map(str::to_owned),
            content_encoding: own("content-encoding"),
            chunked: own("transfer-encoding").is_some_and(|coding| coding.contains("chunked")),
            body: body.to_vec(),
        })
    }

    /// Its body out of its codings. Archives often keep a body whose codings are gone and headers that still name them.
    pub fn body(self) -> Result<Vec<u8>, Reason> {
        let body = match self.chunked.then(|| joined(&self.body)).flatten() {
            Some(joined) => joined,
            None => self.body,
        };
        match self.content_encoding.as_deref().map(str::trim) {
            Some("gzip" | "x-gzip") if kind::is_gzip(&body) => whole(Unpacked::new(&body[..])),
            Some("deflate") => inflated(body),
            None | Some("" | "identity" | "gzip" | "x-gzip") => Ok(body),
            // Brotli and its like have no mark: a body that is text already was unpacked when it was kept.
            Some(coding) if !is_text(&body) => Err(Reason::Coding(coding.to_owned())),
            Some(_) => Ok(body),
        }
    }
}

/// Deflated bytes as they are sent: in zlib's wrapper, as they should be, or bare.
fn inflated(body: Vec<u8>) -> Result<Vec<u8>, Reason> {
    fn read(decoder: impl Read) -> Result<Vec<u8>, Reason> {
        whole(decoder)
    }
    match read(ZlibDecoder::new(&body[..])) {
        Err(Reason::Packed(_) | Reason::Short(_)) => match read(DeflateDecoder::new(&body[..])) {
            Err(Reason::Packed(_) | Reason::Short(_)) if is_text(&body) => Ok(body),
            read => read,
        },
        read => read,
    }
}

fn is_text(body: &[u8]) -> bool {
    let start = &body[..body.len().min(512)];
    let valid = match std::str::from_utf8(start) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(), // only its last character is cut
    };
    valid && !start.contains(&0)
}

/// The chunks of a body, joined; `None` where it is not in chunks. What a broken chunk has is kept.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    let mut rest = body;
    while let Some(end) = rest.iter().take(64).position(|&byte| byte == b'\n') {
        let size = std::str::from_utf8(&rest[..end]).ok().and_then(|line| {
            let digits = line.trim().split(';').next()?;
            usize::from_str_radix(digits.trim(), 16).ok()
        });
        let Some(size) = size else { break };
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(joined);
        }
        let taken = size.min(rest.len());
        joined.extend_from_slice(&rest[..taken]);
        rest = rest[taken..].strip_prefix(b"\r\n").or_else(|| rest[taken..].strip_prefix(b"\n")).unwrap_or(&rest[taken..]);
    }
    (!joined.is_empty()).then_some(joined)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{GzEncoder, ZlibEncoder};

    use super::*;

    fn body(head: &str, body: &[u8]) -> Result<Vec<u8>, Reason> {
        let bytes = [format!("HTTP/1.1 200 OK\r\n{head}\r\n").as_bytes(), body].concat();
        Response::read(&bytes).unwrap().body()
    }

    #[test]
    fn a_body_comes_out_of_its_codings() {
        let text = b"<p>A strike on the town.</p>";
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(text).unwrap();
        let gzip = gzip.finish().unwrap();
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(text).unwrap();
        assert_eq!(body("", text).unwrap(), text);
        assert_eq!(body("Content-Encoding: gzip\r\n", &gzip).unwrap(), text);
        assert_eq!(body("Content-Encoding: deflate\r\n", &zlib.finish().unwrap()).unwrap(), text);
        let chunks = [b"8;x=y\r\n".as_slice(), &text[..8], b"\r\n14\r\n", &text[8..], b"\r\n0\r\n\r\n"].concat();
        assert_eq!(body("Transfer-Encoding: chunked\r\n", &chunks).unwrap(), text);
        let (first, second) = gzip.split_at(10);
        let packed =
            [b"a\r\n".as_slice(), first, format!("\r\n{:x}\r\n", second.len()).as_bytes(), second, b"\r\n0\r\n\r\n"].concat();
        assert_eq!(body("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", &packed).unwrap(), text);
    }

    #[test]
    fn codings_that_are_gone_already_are_no_fault() {
        let text = b"<p>A strike on the town.</p>";
        for head in ["Content-Encoding: gzip\r\n", "Transfer-Encoding: chunked\r\n", "Content-Encoding: br\r\n"] {
            assert_eq!(body(head, text).unwrap(), text, "{head}");
        }
        assert!(matches!(body("Content-Encoding: br\r\n", b"\x1b\x03\x00\xf8\xa5"), Err(Reason::Coding(_))));
    }

    #[test]
    fn what_is_no_response_is_none() {
        assert_eq!(Response::read(b""), None);
        assert_eq!(Response::read(b"<html>\n"), None);
        assert_eq!(Response::read(b"HTTP/1.1 two hundred\n"), None);
    }
}
