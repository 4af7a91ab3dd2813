//! From the bytes of a file, a page or a mail to its captures, one or several.
//!
//! In: bytes, what they are, and what is known of where they are from. Out: captures, each named and given what it does not say.

use std::io::Cursor;

use crate::extract::Extract;
use crate::kind::{self, Kind};
use crate::warc::{self, Payload};
use crate::{Capture, Defaults, Media, Origin, Place, RECORD_LIMIT, Reason, Unread};
use crate::{decode, feed, gzip, html, json, language, mail, pdf, text};

/// What is known of bytes besides the bytes.
#[derive(Debug, Clone)]
pub struct Context {
    /// Where they are.
    pub origin: Origin,
    /// What reports are called that have no id.
    pub name: String,
    /// The address they were fetched from.
    pub address: Option<String>,
    /// The charset their transport declared.
    pub charset: Option<String>,
    /// What holds for reports that do not say.
    pub defaults: Defaults,
    /// How many mails they are within.
    pub depth: usize,
}

impl Context {
    /// Of a whole file, or of standard input.
    pub fn new(origin: Origin, name: String, defaults: Defaults) -> Context {
        Context { origin, name, address: None, charset: None, defaults, depth: 0 }
    }
}

/// Captures, or why there are none.
pub type Captures = Vec<Result<Capture, Unread>>;

/// The captures of fetched or posted bytes. What they are is told by their beginning first, then by `media_hint`, a content type.
/// An address is the report's own, and its id where it has none.
pub fn captures(bytes: &[u8], media_hint: Option<&str>, origin: Origin, defaults: &Defaults) -> Captures {
    let (name, address) = match &origin.place {
        Place::Address(address) => (address.clone(), Some(address.clone())),
        Place::File(path) => (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), None),
        Place::Input => ("-".to_owned(), None),
    };
    let address = address.filter(|address| address.starts_with("http://") || address.starts_with("https://"));
    let charset = media_hint.and_then(decode::charset).map(str::to_owned);
    let context = Context { address, charset, ..Context::new(origin, name, defaults.clone()) };
    let fails = |reason| vec![Err(Unread { origin: context.origin.clone(), reason })];
    let unpacked = match kind::is_gzip(bytes) {
        true => gzip::whole(gzip::Unpacked::new(bytes)),
        false if bytes.len() > RECORD_LIMIT => Err(Reason::Long),
        false => Ok(bytes.to_vec()),
    };
    let bytes = match unpacked {
        Ok(bytes) => bytes,
        Err(reason) => return fails(reason),
    };
    if media_hint.is_some_and(kind::is_foreign) {
        return fails(Reason::Kind);
    }
    let kind = media_hint.and_then(kind::by_content_type).unwrap_or_else(|| kind::sniff(&bytes));
    records(kind, bytes, &context)
}

/// The captures of bytes of one kind.
pub fn records(kind: Kind, raw: Vec<u8>, context: &Context) -> Captures {
    if kind::is_packed(&raw) || kind::is_gzip(&raw) {
        return vec![Err(Unread { origin: context.origin.clone(), reason: Reason::Kind })];
    }
    let one = |read: Result<Extract, Reason>, media, raw| vec![finish(read, media, raw, context.origin.clone(), context)];
    match certain(kind, &raw) {
        Kind::Text => one(plain(&raw, context), Media::Text, raw),
        Kind::Markdown => one(plain(&raw, context), Media::Markdown, raw),
        Kind::Html => one(page(&raw, context), Media::Html, raw),
        Kind::Pdf => one(pdf::extract(&raw), Media::Pdf, raw),
        Kind::Json if json::is_feed(&raw) => feed::captures(&raw, context),
        Kind::Json => objects(&raw, context),
        Kind::Feed => feed::captures(&raw, context),
        Kind::Mail => mail::captures(raw, context),
        Kind::JsonLines => raw
            .split(|&byte| byte == b'\n')
            .enumerate()
            .filter(|(_, line)| !line.trim_ascii().is_empty())
            .map(|(index, line)| json_line(index as u64 + 1, line.to_vec(), context))
            .collect(),
        Kind::Warc => warc::Archive::new(Cursor::new(raw)).flat_map(|record| archived(record, context)).collect(),
    }
}

/// Bytes that are certainly something else than they are called are read as what they are.
fn certain(kind: Kind, raw: &[u8]) -> Kind {
    match (kind, kind::certain(raw)) {
        (_, Some(Kind::Pdf)) => Kind::Pdf,
        (Kind::Html | Kind::Feed, Some(certain)) => certain,
        _ => kind,
    }
}

/// Plain text: UTF-8, unless its transport says otherwise.
fn plain(raw: &[u8], context: &Context) -> Result<Extract, Reason> {
    let Some(charset) = context.charset.as_deref().filter(|_| std::str::from_utf8(raw).is_err()) else {
        return text::extract(raw);
    };
    let decoded = decode::decode(raw, Some(charset));
    let mut extract = text::extract(decoded.text.as_bytes())?;
    extract.text_at = None;
    extract.warnings.extend(decoded.warning);
    Ok(extract)
}

fn page(raw: &[u8], context: &Context) -> Result<Extract, Reason> {
    if raw.len() > html::LIMIT {
        return Err(Reason::Hostile(format!("is longer than {} MB", html::LIMIT >> 20)));
    }
    let decoded = decode::decode(raw, context.charset.as_deref());
    if let Some(at) = decoded.text.find('\0') {
        return Err(Reason::Nul { at });
    }
    let mut extract = html::extract(decoded.text)?;
    extract.warnings.extend(decoded.warning);
    Ok(extract)
}

fn objects(raw: &[u8], context: &Context) -> Captures {
    let objects = match json::split(raw) {
        Ok(objects) => objects,
        Err(reason) => return vec![Err(Unread { origin: context.origin.clone(), reason })],
    };
    let several = objects.len() > 1;
    let origin = |index: usize| if several { context.origin.nth(index as u64 + 1) } else { context.origin.clone() };
    let capture =
        |(index, object): (usize, &[u8])| finish(json::extract(object), Media::Json, object.to_vec(), origin(index), context);
    objects.into_iter().enumerate().map(capture).collect()
}

/// The capture of one line of a `.jsonl` file.
pub fn json_line(number: u64, line: Vec<u8>, context: &Context) -> Result<Capture, Unread> {
    finish(json::extract(&line), Media::Json, line, context.origin.nth(number), context)
}

/// The captures of one record of a web archive.
pub fn archived(record: warc::Record, context: &Context) -> Captures {
    let origin = context.origin.nth(record.number);
    let payload = match record.payload {
        Ok(payload) => payload,
        Err(reason) => return vec![Err(Unread { origin, reason })],
    };
    let Payload { kind, bytes, address, charset, warning } = payload;
    let context = Context { origin: origin.clone(), name: origin.id(&context.name), address, charset, ..context.clone() };
    let mut captures = records(kind, bytes, &context);
    for capture in captures.iter_mut().flatten() {
        capture.warnings.extend(warning.clone());
    }
    captures
}

/// Names the record, and gives the report what it does not say itself.
pub fn finish(
    read: Result<Extract, Reason>,
    media: Media,
    raw: Vec<u8>,
    origin: Origin,
    context: &Context,
) -> Result<Capture, Unread> {
    let Extract { mut report, author, extractor, text_at, warnings } = match read {
        Ok(extract) => extract,
        Err(reason) => return Err(Unread { origin, reason }),
    };
    if report.text.trim().is_empty() {
        return Err(Unread { origin, reason: Reason::Empty });
    }
    if let Some(at) = report.text.find('\0') {
        return Err(Unread { origin, reason: Reason::Nul { at } });
    }
    if report.id.is_empty() {
        // Within an archive the name has the record's number already.
        let within =
            Origin { record: if origin.record == context.origin.record { None } else { origin.record }, ..origin.clone() };
        report.id = match (within.record, origin.part) {
            (None, Some(part)) => format!("{}.{part}", context.name),
            _ => within.id(&context.name),
        };
    }
    let defaults = &context.defaults;
    report.published = report.published.or(defaults.published).or_else(|| text::leading_date(&report.text));
    report.outlet = report.outlet.take().or_else(|| defaults.outlet.clone());
    let (own, fetched) = (report.url.take(), context.address.clone());
    report.url = match media {
        Media::Html => fetched.or(own), // what a page calls its address may be anyone's
        Media::Feed => own,             // an entry is not the feed
        Media::Text | Media::Markdown | Media::Json | Media::Mail | Media::Pdf => own.or(fetched),
    };
    let language = report.language.take().or_else(|| defaults.language.clone());
    report.language = language.or_else(|| language::of(&report.text));
    Ok(Capture { origin, report, author, raw, media, extractor, text_at, warnings })
}
