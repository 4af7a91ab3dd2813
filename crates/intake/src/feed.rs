//! A feed: RSS, Atom or JSON Feed, each entry a report of its own.
//!
//! Each entry is cut out of the feed and parsed by itself: its exact bytes are kept, and one that does not parse stops no other.

use dateline::Report;
use jiff::civil::Date;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::extract::{self, Extract, filled};
use crate::records::{self, Captures, Context};
use crate::{Media, Origin, Reason, Unread, decode, html, json, language, text, worker};

/// The version is that of the lock file, which a test compares.
const EXTRACTOR: &str = "feed-rs/3.0.0";

/// No feed of a newsroom has so many.
const ENTRIES: usize = 20_000;

/// What a feed holds.
#[derive(Debug, Default)]
pub struct Feed {
    /// Its name.
    pub title: Option<String>,
    /// What it is written in, BCP 47.
    pub language: Option<String>,
    /// In its own order.
    pub entries: Vec<Entry>,
    /// Those that could not be read.
    pub unread: Vec<Unread>,
}

/// One entry of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// From 1, in the feed.
    pub number: u64,
    /// Its own id; empty where it has none.
    pub id: String,
    /// The address it leads to.
    pub link: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// When it was published, or last changed where that is all it says; the day as written.
    pub published: Option<Date>,
    /// Its words, as it has them.
    pub text_or_html: Option<String>,
    /// Whether the words are HTML.
    pub is_html: bool,
    /// Whether the words are only a summary of what the link leads to.
    pub is_summary: bool,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its exact bytes in the feed (in UTF-8, where the feed is in another charset).
    pub raw: Vec<u8>,
}

/// Reads a feed.
pub fn feed(bytes: &[u8], origin: &Origin) -> Result<Feed, Unread> {
    let named = |reason| Unread { origin: origin.clone(), reason };
    let text = decode::decode(bytes, None).text;
    let within = origin.clone();
    worker::guarded(move || read(&text, &within)).and_then(|read| read).map_err(named)
}

/// A capture an entry.
pub fn captures(bytes: &[u8], context: &Context) -> Captures {
    let decoded = decode::decode(bytes, context.charset.as_deref());
    let within = context.origin.clone();
    let feed = match worker::guarded(move || read(&decoded.text, &within)).and_then(|read| read) {
        Ok(feed) => feed,
        Err(reason) => return vec![Err(Unread { origin: context.origin.clone(), reason })],
    };
    let mut captures = Vec::new();
    for mut entry in feed.entries {
        let (origin, raw) = (context.origin.nth(entry.number), std::mem::take(&mut entry.raw));
        let extract = extract(entry, &raw, feed.title.as_ref(), feed.language.as_ref());
        captures.push(records::finish(extract, Media::Feed, raw, origin, context));
    }
    captures.extend(feed.unread.into_iter().map(Err));
    captures
}

fn extract(entry: Entry, raw: &[u8], outlet: Option<&String>, language: Option<&String>) -> Result<Extract, Reason> {
    let words = entry.text_or_html.ok_or(Reason::Empty)?;
    let (text, extractor) = match entry.is_html {
        true => (html::fragment(words)?, format!("{EXTRACTOR}+blocks/1")),
        false => (words, EXTRACTOR.to_owned()),
    };
    let text_at = extract::find(raw, &text);
    let report = Report {
        id: entry.id,
        title: entry.title,
        outlet: outlet.cloned(),
        published: entry.published,
        language: language.cloned(),
        url: entry.link,
        text,
    };
    let warnings = entry.is_summary.then(|| "feed: only a summary of the article".to_owned()).into_iter().collect();
    Ok(Extract { report, author: entry.author, extractor, text_at, warnings })
}

fn read(feed: &str, origin: &Origin) -> Result<Feed, Reason> {
    let cut = if json::is_feed(feed.as_bytes()) { Cut::json(feed)? } else { Cut::xml(feed)? };
    if cut.entries.len() > ENTRIES {
        return Err(Reason::Feed(format!("it has more than {ENTRIES} entries")));
    }
    let about = parse(&cut.about).ok();
    let mut feed = Feed {
        title: cut.title.or_else(|| filled(about.as_ref().and_then(|about| Some(about.title.as_ref()?.content.clone())))),
        language: cut.language.or_else(|| about.and_then(|about| about.language)).as_deref().and_then(language::declared),
        ..Feed::default()
    };
    for (index, raw) in cut.entries.into_iter().enumerate() {
        let number = index as u64 + 1;
        let parsed = parse(&format!("{}{raw}{}", cut.before, cut.after)).map(|alone| alone.entries.into_iter().next());
        match parsed {
            Ok(Some(parsed)) => feed.entries.push(entry(parsed, number, raw)),
            Ok(None) => feed.unread.push(Unread { origin: origin.nth(number), reason: Reason::Empty }),
            Err(fault) => feed.unread.push(Unread { origin: origin.nth(number), reason: Reason::Feed(fault) }),
        }
    }
    if let Some(reason) = cut.broken {
        feed.unread.push(Unread { origin: origin.clone(), reason });
    }
    Ok(feed)
}

/// A feed of one entry or none. Ids are the feed's own (none is made up) and days are as written, in whatever zone.
fn parse(feed: &str) -> Result<feed_rs::model::Feed, String> {
    let parser = feed_rs::parser::Builder::new()
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(|written| format!("{}T12:00:00Z", day(written)?).parse().ok())
        .build();
    parser.parse(feed.as_bytes()).map_err(|error| error.to_string())
}

fn entry(parsed: feed_rs::model::Entry, number: u64, raw: &str) -> Entry {
    let is_html =
        |kind: &str, words: &str| kind.contains("html") || words.contains("</") || words.contains("<br") || words.contains("<p>");
    let whole = parsed.content.and_then(|content| {
        let words = filled(content.body)?;
        Some((is_html(content.content_type.as_str(), &words), words))
    });
    let summary = || {
        parsed.summary.and_then(|summary| {
            let words = filled(Some(summary.content))?;
            Some((is_html(summary.content_type.as_str(), &words), words))
        })
    };
    let is_summary = whole.is_none();
    let words = whole.or_else(summary);
    let authors: Vec<String> = parsed.authors.into_iter().filter_map(|author| filled(author.name.or(author.email))).collect();
    let link = parsed.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate")).or(parsed.links.first());
    let written = |time: Option<String>| time.and_then(|time| text::date(&time));
    Entry {
        number,
        id: parsed.id,
        link: link.map(|link| link.href.clone()),
        title: filled(parsed.title.map(|title| title.content)),
        published: written(parsed.published.map(|time| time.to_rfc3339()))
            .or_else(|| written(parsed.updated.map(|time| time.to_rfc3339()))),
        is_html: words.as_ref().is_some_and(|(is_html, _)| *is_html),
        is_summary: is_summary && words.is_some(),
        text_or_html: words.map(|(_, words)| words),
        author: (!authors.is_empty()).then(|| authors.join("; ")),
        raw: raw.as_bytes().to_vec(),
    }
}

/// The day of a feed's date, which often keeps to no standard: a wrong weekday, a long month, "UTC".
fn day(written: &str) -> Option<Date> {
    if let Some(day) = text::date(written) {
        return Some(day);
    }
    let without_weekday = written.split_once(',').map_or(written, |(_, rest)| rest);
    let mut words: Vec<&str> = without_weekday.split_whitespace().collect();
    if let Some(month) = words.get_mut(1) {
        *month = month.get(..3).unwrap_or(month);
    }
    words.truncate(4);
    text::date(&format!("{} +0000", words.join(" ")))
        .or_else(|| text::date(&format!("{} 00:00:00 +0000", words.get(..3)?.join(" "))))
}

/// A feed cut into what it says of itself and its entries, each still in its own bytes.
struct Cut<'a> {
    /// What makes an entry a feed again when it stands between these.
    before: String,
    after: String,
    /// The feed without its entries.
    about: String,
    title: Option<String>,
    language: Option<String>,
    entries: Vec<&'a str>,
    /// Why not all of it could be cut.
    broken: Option<Reason>,
}

impl<'a> Cut<'a> {
    fn json(feed: &'a str) -> Result<Cut<'a>, Reason> {
        #[derive(Deserialize)]
        struct Json<'a> {
            title: Option<String>,
            language: Option<String>,
            #[serde(borrow)]
            items: Vec<&'a RawValue>,
        }
        let json: Json<'_> = serde_json::from_str(feed).map_err(|error| Reason::Feed(error.to_string()))?;
        Ok(Cut {
            before: r#"{"version": "https://jsonfeed.org/version/1.1", "title": "", "items": ["#.to_owned(),
            after: "]}".to_owned(),
            about: String::new(),
            title: filled(json.title),
            language: json.language,
            entries: json.items.into_iter().map(RawValue::get).collect(),
            broken: None,
        })
    }

    fn xml(feed: &'a str) -> Result<Cut<'a>, Reason> {
        let mut reader = Reader::from_str(feed);
        reader.config_mut().check_end_names = false;
        let mut root: Option<(String, String)> = None; // its name, its start tag
        let mut open = 0_usize;
        let mut begun: Option<(usize, usize)> = None; // where an entry begins, and how many elements are around it
        let mut entries = Vec::new();
        let mut broken = None;
        let mut about = String::new();
        let mut copied = 0; // up to here the feed is in `about` or in an entry
        loop {
            let at = reader.buffer_position() as usize;
            let event = reader.read_event();
            let end = reader.buffer_position() as usize;
            match event {
                Ok(Event::Start(start)) => {
                    let is_entry = matches!(start.local_name().as_ref(), "item" | "entry");
                    if root.is_none() {
                        let name = start.name().as_ref().to_owned();
                        root = Some((name, feed.get(at..end).unwrap_or_default().trim_start().to_owned()));
                        copied = at;
                    } else if begun.is_none() && is_entry && (1..=2).contains(&open) {
                        about += feed.get(copied..at).unwrap_or_default();
                        begun = Some((at, open));
                    }
                    open += 1;
                }
                Ok(Event::End(_)) => {
                    open = open.saturating_sub(1);
                    if let Some((at, _)) = begun.filter(|(_, around)| *around == open) {
                        entries.extend(feed.get(at..end));
                        (begun, copied) = (None, end);
                    }
                }
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(error) => {
                    broken = Some(Reason::Feed(error.to_string()));
                    break;
                }
            }
        }
        if broken.is_none() && open > 0 {
            broken = Some(Reason::Short("the feed ends within an element"));
        }
        let Some((name, start)) = root else { return Err(broken.unwrap_or_else(|| Reason::Feed("no root element".to_owned()))) };
        let local = name.rsplit(':').next().unwrap_or_default();
        if !matches!(local, "rss" | "RDF" | "feed") {
            return Err(Reason::Feed(format!("its root is {name:?}")));
        }
        if broken.is_none() {
            about += feed.get(copied..).unwrap_or_default();
        }
        let (channel, channel_end) = if local == "rss" { ("<channel>", "</channel>") } else { ("", "") };
        let (before, after) = (format!("{start}{channel}"), format!("{channel_end}</{name}>"));
        Ok(Cut { before, after, about, title: None, language: None, entries, broken })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Defaults;

    /// Invented feeds.
    const RSS: &str = include_str!("../tests/pages/wire.rss");
    const ATOM: &str = include_str!("../tests/pages/wire.atom");

    fn read(bytes: &[u8]) -> Feed {
        feed(bytes, &Origin::file("a.xml")).unwrap()
    }

    fn captured(bytes: &[u8]) -> Captures {
        captures(bytes, &Context::new(Origin::file("a.xml"), "a.xml".to_owned(), Defaults::default()))
    }

    #[test]
    fn an_rss_item_is_a_report() {
        let feed = read(RSS.as_bytes());
        assert_eq!(
            (feed.title.as_deref(), feed.language.as_deref(), feed.entries.len()),
            (Some("Invented Wire"), Some("en-GB"), 3)
        );
        let first = &feed.entries[0];
        assert_eq!((first.id.as_str(), first.link.as_deref()), ("wire-1", Some("https://wire.example/1")));
        assert_eq!((first.published, first.is_html, first.is_summary), (Some(jiff::civil::date(2024, 9, 28)), true, false));
        assert!(first.raw.starts_with(b"<item>") && first.raw.ends_with(b"</item>"));
        let read: Vec<_> = captured(RSS.as_bytes()).into_iter().map(|capture| capture.unwrap()).collect();
        assert_eq!(read[0].report.text, "An air strike on Qasr killed three people.\n\nOfficials gave no names.");
        assert_eq!((read[0].report.outlet.as_deref(), read[0].author.as_deref()), (Some("Invented Wire"), Some("Invented desk")));
        assert_eq!(read[1].warnings, ["feed: only a summary of the article"]);
        assert_eq!((read[2].report.id.as_str(), read[2].report.published), ("a.xml:3", Some(jiff::civil::date(2024, 9, 29))));
        assert_eq!(read[1].text_at.map(|at| &read[1].raw[at..at + 6]), Some(b"A seco".as_slice()));
    }

    #[test]
    fn an_atom_entry_is_a_report() {
        let feed = read(ATOM.as_bytes());
        assert_eq!((feed.title.as_deref(), feed.entries.len()), (Some("Invented Gazette"), 1));
        let entry = &feed.entries[0];
        assert_eq!(
            (entry.link.as_deref(), entry.published),
            (Some("https://gazette.example/7"), Some(jiff::civil::date(2024, 9, 27)))
        );
        assert_eq!(captured(ATOM.as_bytes())[0].as_ref().unwrap().report.text, "A shell hit the mill.");
    }

    #[test]
    fn a_json_feed_is_read_and_its_items_bytes_are_kept() {
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Invented", "items":
            [{"id": "7", "content_text": "A shell hit the mill.", "date_published": "2024-09-27T23:50:00+03:00"}, {"id": 8}]}"#;
        let read = captured(json.as_bytes());
        let first = read[0].as_ref().unwrap();
        assert_eq!((first.report.id.as_str(), first.report.published), ("7", Some(jiff::civil::date(2024, 9, 27))));
        assert!(first.raw.starts_with(b"{\"id\": \"7\"") && first.text_at.is_some());
        assert_eq!(read.len(), 2);
        assert!(read[1].is_err());
    }

    #[test]
    fn a_feed_in_another_charset_is_read() {
        let rss = "<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss version=\"2.0\"><channel><title>\u{423}</title><item><title>\u{423}\u{434}\u{430}\u{440}</title><description>\u{423}\u{434}\u{430}\u{440} \u{43f}\u{43e} \u{433}\u{43e}\u{440}\u{43e}\u{434}\u{443}</description></item></channel></rss>";
        let bytes = encoding_rs::WINDOWS_1251.encode(rss).0;
        assert_eq!(captured(&bytes)[0].as_ref().unwrap().report.text, "Удар по городу");
    }

    #[test]
    fn one_bad_entry_or_a_cut_stops_no_other() {
        let whole = RSS.find("</item>").unwrap() + 7;
        let cut = &RSS[..whole + 40];
        let feed = read(cut.as_bytes());
        assert_eq!((feed.entries.len(), feed.unread.len()), (1, 1));
        let fault = |bytes: &[u8]| super::feed(bytes, &Origin::file("a.xml")).unwrap_err().reason.to_string();
        assert_eq!(fault(b"<urlset><url/></urlset>"), "not a feed: its root is \"urlset\"");
        assert_eq!(fault(b"words"), "not a feed: no root element");
        assert_eq!(
            fault(&[b"<rss><channel>".to_vec(), b"<item></item>".repeat(ENTRIES + 1)].concat()),
            "not a feed: it has more than 20000 entries"
        );
    }

    #[test]
    fn days_are_those_written() {
        let day_of = Some(jiff::civil::date(2024, 9, 27));
        for written in [
            "Fri, 27 Sep 2024 23:30:00 +0300",
            "Mon, 27 Sep 2024 10:00:00 GMT",
            "27 September 2024 10:00:00 UTC",
            "Fri, 27 Sep 2024",
            "2024-09-27T00:10:00+03:00",
        ] {
            assert_eq!(day(written), day_of, "{written}");
        }
        assert_eq!(day("last Friday"), None);
    }

    #[test]
    fn the_version_named_is_that_of_the_lock_file() {
        let lock = include_str!("../../../Cargo.lock").replace("\r\n", "\n");
        let (name, version) = EXTRACTOR.split_once('/').unwrap();
        assert!(lock.contains(&format!("name = \"{name}\"\nversion = \"{version}\"\n")));
    }
}
