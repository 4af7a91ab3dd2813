//! What bytes are: by a file's name, by a content type, by how they begin.

use std::path::Path;

use crate::decode;

/// How bytes are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One report, as it stands.
    Text,
    /// The same, in Markdown.
    Markdown,
    /// A report, an array of them, or a JSON feed.
    Json,
    /// A report a line.
    JsonLines,
    /// A web page.
    Html,
    /// RSS, Atom or a JSON feed: a report an entry.
    Feed,
    /// A mail and what is attached to it.
    Mail,
    /// A PDF.
    Pdf,
    /// A web archive: a report a record.
    Warc,
}

/// A kind and whether the bytes are compressed with gzip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// `None` where the name does not tell.
    pub kind: Option<Kind>,
    /// Whether the name ends in `.gz`.
    pub gzip: bool,
}

/// What a file is by its name.
pub fn by_name(path: &Path) -> Named {
    let extension = |path: &Path| path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    let gzip = extension(path).as_deref() == Some("gz");
    let inner = if gzip { path.with_extension("") } else { path.to_owned() };
    let kind = match extension(&inner).as_deref() {
        Some("txt") => Some(Kind::Text),
        Some("md") => Some(Kind::Markdown),
        Some("json") => Some(Kind::Json),
        Some("jsonl" | "ndjson") => Some(Kind::JsonLines),
        Some("html" | "htm" | "xhtml") => Some(Kind::Html),
        Some("xml" | "rss" | "atom" | "rdf") => Some(Kind::Feed),
        Some("eml") => Some(Kind::Mail),
        Some("pdf") => Some(Kind::Pdf),
        Some("warc") => Some(Kind::Warc),
        _ => None,
    };
    Named { kind, gzip }
}

/// What a content type names; `None` where it names nothing that is read, or nothing certain.
pub fn by_content_type(content_type: &str) -> Option<Kind> {
    match essence(content_type).as_str() {
        "text/plain" => Some(Kind::Text),
        "text/markdown" => Some(Kind::Markdown),
        "text/html" | "application/xhtml+xml" => Some(Kind::Html),
        "application/json" => Some(Kind::Json),
        "application/x-ndjson" | "application/jsonl" | "application/x-jsonlines" => Some(Kind::JsonLines),
        "application/rss+xml" | "application/atom+xml" | "application/rdf+xml" | "application/feed+json" => Some(Kind::Feed),
        "message/rfc822" => Some(Kind::Mail),
        "application/pdf" | "application/x-pdf" => Some(Kind::Pdf),
        "application/warc" => Some(Kind::Warc),
        _ => None,
    }
}

/// Whether a content type is one that never holds a report.
pub fn is_foreign(content_type: &str) -> bool {
    let essence = essence(content_type);
    let class = essence.split('/').next().unwrap_or_default();
    let certain = ["text/css", "text/javascript", "application/javascript", "application/x-javascript", "application/zip"];
    matches!(class, "image" | "audio" | "video" | "font") || certain.contains(&essence.as_str())
}

/// "text/html" of "text/HTML; charset=utf-8".
fn essence(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// What bytes are by how they begin, where that is beyond doubt whatever they are called.
pub fn certain(bytes: &[u8]) -> Option<Kind> {
    let start = &bytes[..bytes.len().min(1024)];
    if start.trim_ascii_start().starts_with(b"%PDF-") {
        return Some(Kind::Pdf);
    }
    if bytes.starts_with(b"WARC/") {
        return Some(Kind::Warc);
    }
    let start = String::from_utf8_lossy(start);
    let start = after_prologue(start.trim_start_matches('\u{feff}'));
    is_feed_root(start).then_some(Kind::Feed)
}

/// Whether bytes are a form of compressed or packed file that is not read, whatever they are called.
pub fn is_packed(bytes: &[u8]) -> bool {
    let starts: [&[u8]; 5] = [b"PK\x03\x04", b"PK\x05\x06", b"BZh", b"\xfd7zXZ\0", b"7z\xbc\xaf\x27\x1c"];
    starts.iter().any(|start| bytes.starts_with(start)) || bytes.starts_with(b"\x28\xb5\x2f\xfd")
}

/// Whether bytes are compressed with gzip.
pub fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1f\x8b")
}

/// What bytes are, by how they begin alone; [`Kind::Text`] where nothing else is likely.
pub fn sniff(bytes: &[u8]) -> Kind {
    if let Some(kind) = certain(bytes) {
        return kind;
    }
    let start = decode::start(&bytes[..bytes.len().min(4096)]);
    let start = start.trim_start();
    if start.starts_with('{') || start.starts_with('[') {
        return if is_lines_of_json(bytes) { Kind::JsonLines } else { Kind::Json };
    }
    if is_page(after_prologue(start)) {
        return Kind::Html;
    }
    if start.starts_with("<?xml") {
        return Kind::Feed; // or no feed, and then it is named as none
    }
    if is_mail(start) { Kind::Mail } else { Kind::Text }
}

/// Two lines at least, each of which begins and ends as an object does.
fn is_lines_of_json(bytes: &[u8]) -> bool {
    let mut lines = bytes.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let is_object = |line: Option<&[u8]>| line.is_some_and(|line| line.starts_with(b"{") && line.ends_with(b"}"));
    is_object(lines.next()) && lines.next().is_some_and(|line| line.starts_with(b"{"))
}

/// What follows white space, an XML declaration, comments and processing instructions.
fn after_prologue(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<?") => rest.find("?>").map(|at| at + 2),
            _ if rest.starts_with("<!--") => rest.find("-->").map(|at| at + 3),
            _ => return rest,
        };
        match end {
            Some(end) => rest = rest[end..].trim_start(),
            None => return rest,
        }
    }
}

fn is_feed_root(start: &str) -> bool {
    let name: String = start.strip_prefix('<').unwrap_or_default().chars().take_while(|c| !" \t\r\n/>".contains(*c)).collect();
    let local = name.rsplit(':').next().unwrap_or_default();
    matches!(local, "rss" | "feed" | "RDF")
}

/// Whether text begins as a page or a piece of one does.
fn is_page(start: &str) -> bool {
    const TAGS: [&str; 16] = [
        "html", "head", "body", "p", "div", "article", "section", "main", "h1", "h2", "table", "span", "title", "meta", "a", "b",
    ];
    let lower: String = start.chars().take(32).collect::<String>().to_ascii_lowercase();
    let Some(rest) = lower.strip_prefix('<') else { return false };
    if rest.starts_with("!doctype html") {
        return true;
    }
    let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    TAGS.contains(&name.as_str()) && rest[name.len()..].starts_with([' ', '>', '\n', '\r', '\t', '/'])
}

/// Whether text begins with the header of a mail: nothing but header fields to the first blank line, a sender and a date among them.
fn is_mail(start: &str) -> bool {
    let mut fields = Vec::new();
    for line in start.lines() {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            continue;
        }
        match line.split_once(':') {
            Some((name, _)) if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') => {
                fields.push(name.to_ascii_lowercase());
            }
            _ if fields.is_empty() && line.starts_with("From ") => {} // a mailbox's own line
            _ => return false,
        }
    }
    let has = |name: &str| fields.iter().any(|field| field == name);
    has("from") && (has("date") || has("message-id") || has("mime-version"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_a_kind() {
        let kind = |name: &str| by_name(Path::new(name));
        assert_eq!(kind("a/b.HTML"), Named { kind: Some(Kind::Html), gzip: false });
        assert_eq!(kind("b.warc.gz"), Named { kind: Some(Kind::Warc), gzip: true });
        assert_eq!(kind("b.jsonl.gz"), Named { kind: Some(Kind::JsonLines), gzip: true });
        assert_eq!(kind("b.gz"), Named { kind: None, gzip: true });
        assert_eq!(kind("map.png"), Named { kind: None, gzip: false });
    }

    #[test]
    fn bytes_tell_a_kind() {
        let kinds = [
            (Kind::Pdf, "%PDF-1.7\n"),
            (Kind::Warc, "WARC/1.1\r\n"),
            (Kind::Feed, "<?xml version=\"1.0\"?>\n<!-- made by hand -->\n<rss version=\"2.0\">"),
            (Kind::Feed, "<feed xmlns=\"http://www.w3.org/2005/Atom\">"),
            (Kind::Feed, "<rdf:RDF xmlns:rdf=\"x\">"),
            (Kind::Html, "\u{feff}\n<!DOCTYPE html><title>A strike</title>"),
            (Kind::Html, "<p>A strike</p>"),
            (Kind::Html, "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">"),
            (Kind::Feed, "<?xml version=\"1.0\"?><urlset>"),
            (Kind::Text, "The file begins with %PDF- and holds a report."),
            (Kind::Json, "{\n \"text\": \"A strike\"\n}"),
            (Kind::JsonLines, "{\"text\": \"A strike\"}\n{\"text\": \"Another\"}\n"),
            (Kind::Mail, "From: Desk <desk@wire.example>\r\nDate: Fri, 27 Sep 2024 10:00:00 +0000\r\n\r\nA strike."),
            (Kind::Text, "Title: A strike\nPublished: 2024-09-27\n\nA strike on the town."),
            (Kind::Text, "<unnamed officials> said a strike hit the town."),
            (Kind::Text, ""),
        ];
        for (kind, text) in kinds {
            assert_eq!(sniff(text.as_bytes()), kind, "{text}");
        }
    }
}
