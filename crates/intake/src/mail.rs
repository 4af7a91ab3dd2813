//! A mail: its words, and what is attached to it as records of their own.
//!
//! The subject is the title, the date the day of publication, the sender's name the outlet and the sender the author: a newsletter or a
//! forwarded wire. The plain text is taken where there is one, else the article of the HTML.

use dateline::Report;
use jiff::civil::Date;
use mail_parser::{Addr, Message, MessageParser, MimeHeaders, PartType};

use crate::extract::{self, Extract, filled};
use crate::records::{self, Captures, Context};
use crate::{Media, Reason, Unread, decode, html, kind, worker};

/// The version is that of the lock file, which a test compares.
const EXTRACTOR: &str = "mail-parser/0.11.9";

/// How many mails may be attached within one another.
const DEPTH: usize = 4;

/// The parts of a mail, read apart from the rest.
struct Parts {
    title: Option<String>,
    published: Option<Date>,
    outlet: Option<String>,
    author: Option<String>,
    text: Option<String>,
    page: Option<String>,
    attached: Vec<Attached>,
}

struct Attached {
    name: String,
    content_type: String,
    bytes: Vec<u8>,
}

/// The mail's own capture, then one of each thing attached that can be read; the rest of what is attached is passed by.
pub fn captures(raw: Vec<u8>, context: &Context) -> Captures {
    let bytes = raw.clone();
    let parts = match worker::guarded(move || parts(&bytes)) {
        Ok(Some(parts)) => parts,
        Ok(None) => return vec![Err(Unread { origin: context.origin.clone(), reason: Reason::Mail })],
        Err(reason) => return vec![Err(Unread { origin: context.origin.clone(), reason })],
    };
    let Parts { title, published, outlet, author, text, page, attached } = parts;
    let body = match (text.filter(|text| !text.trim().is_empty()), page) {
        (Some(text), _) => {
            let text_at = extract::find(&raw, &text);
            let report = Report { text, ..Report::default() };
            Ok(Extract { report, extractor: EXTRACTOR.to_owned(), text_at, ..Extract::default() })
        }
        (None, Some(page)) => html::extract(page).map(|extract| {
            let extractor = format!("{EXTRACTOR}+{}", extract.extractor);
            Extract { extractor, ..extract }
        }),
        (None, None) => Err(Reason::Empty),
    };
    let body = body.map(|mut extract| {
        extract.report.title = title.or(extract.report.title.take());
        extract.report.published = published.or(extract.report.published);
        extract.report.outlet = outlet.or(extract.report.outlet.take());
        extract.author = author.or(extract.author);
        extract
    });
    let mut captures = vec![records::finish(body, Media::Mail, raw, context.origin.clone(), context)];
    let attached: Captures = attached.into_iter().enumerate().flat_map(|(index, one)| within(one, index, context)).collect();
    // A mail that only carries what is attached to it is not a fault.
    if matches!(captures[0], Err(Unread { reason: Reason::Empty, .. })) && !attached.is_empty() {
        captures.clear();
    }
    captures.extend(attached);
    captures
}

/// The captures of one thing attached.
fn within(attached: Attached, index: usize, context: &Context) -> Captures {
    let by_name = kind::by_name(std::path::Path::new(&attached.name));
    let known = kind::by_content_type(&attached.content_type).or(by_name.kind.filter(|_| !by_name.gzip));
    let Some(kind) = known.filter(|_| context.depth < DEPTH) else { return Vec::new() };
    let origin = context.origin.nth(index as u64 + 1);
    let name = match context.origin.record {
        None => origin.id(&context.name),
        Some(_) => format!("{}.{}", context.name, index + 1),
    };
    let charset = decode::charset(&attached.content_type).map(str::to_owned);
    let context = Context { origin, name, charset, address: None, depth: context.depth + 1, ..context.clone() };
    records::records(kind, attached.bytes, &context)
}

fn parts(raw: &[u8]) -> Option<Parts> {
    let message = MessageParser::default().parse(raw)?;
    if message.headers().is_empty() {
        return None;
    }
    let sender = message.from().and_then(|from| from.first());
    let plain: Vec<&str> = message
        .text_bodies()
        .filter_map(|part| match &part.body {
            PartType::Text(text) if !part.is_content_type("text", "html") => Some(&**text),
            _ => None,
        })
        .collect();
    let page = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(page) => Some(page.to_string()),
        _ => None,
    });
    Some(Parts {
        title: filled(message.subject().map(str::to_owned)),
        published: message
            .date()
            .and_then(|date| Date::new(date.year.try_into().ok()?, date.month.try_into().ok()?, date.day.try_into().ok()?).ok()),
        outlet: sender.and_then(outlet),
        author: sender.and_then(author),
        text: (!plain.is_empty()).then(|| plain.join("\n\n")),
        page,
        attached: attached(&message),
    })
}

fn attached(message: &Message<'_>) -> Vec<Attached> {
    let one = |part: &mail_parser::MessagePart<'_>| {
        let content_type = part.content_type().map(|of| {
            let charset = of.attribute("charset").map(|charset| format!("; charset={charset}")).unwrap_or_default();
            format!("{}/{}{charset}", of.ctype(), of.subtype().unwrap_or_default())
        });
        let (bytes, is_text) = match &part.body {
            PartType::Message(message) => (message.raw_message().to_vec(), false),
            PartType::Text(text) | PartType::Html(text) => (text.as_bytes().to_vec(), true),
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => (bytes.to_vec(), false),
            PartType::Multipart(_) => return None,
        };
        let content_type = content_type.unwrap_or_default();
        // What was text in another charset is UTF-8 by now.
        let content_type = if is_text { content_type.split(';').next().unwrap_or_default().to_owned() } else { content_type };
        Some(Attached { name: part.attachment_name().unwrap_or_default().to_owned(), content_type, bytes })
    };
    message.attachments().filter_map(one).collect()
}

/// The sender's name, or the domain of the address.
fn outlet(sender: &Addr<'_>) -> Option<String> {
    let domain = || sender.address().and_then(|address| address.rsplit_once('@')).map(|(_, domain)| domain.to_owned());
    filled(sender.name().map(str::to_owned)).or_else(|| filled(domain()))
}

/// "Desk <desk@wire.example>".
fn author(sender: &Addr<'_>) -> Option<String> {
    match (sender.name(), sender.address()) {
        (Some(name), Some(address)) => Some(format!("{name} <{address}>")),
        (name, address) => filled(name.or(address).map(str::to_owned)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Defaults, Origin};

    fn read(mail: &str) -> Captures {
        let context = Context::new(Origin::file("a.eml"), "a.eml".to_owned(), Defaults::default());
        captures(mail.replace('\n', "\r\n").into_bytes(), &context)
    }

    /// Of an invented mail.
    const HEAD: &str = "From: Invented Wire <desk@wire.example>\nDate: Fri, 27 Sep 2024 23:30:00 +0300\nSubject: =?utf-8?q?Strike_=C3=A0_Qasr?=\n";

    #[test]
    fn a_mail_says_who_when_and_what() {
        let mail = format!("{HEAD}\nAn air strike on the town killed three people.\n");
        let capture = read(&mail).remove(0).unwrap();
        let report = &capture.report;
        assert_eq!((report.id.as_str(), report.title.as_deref()), ("a.eml", Some("Strike à Qasr")));
        assert_eq!((report.outlet.as_deref(), report.published), (Some("Invented Wire"), Some(jiff::civil::date(2024, 9, 27))));
        assert_eq!(capture.author.as_deref(), Some("Invented Wire <desk@wire.example>"));
        let at = capture.text_at.unwrap();
        assert_eq!(&capture.raw[at..at + report.text.len()], report.text.as_bytes());
    }

    #[test]
    fn what_is_attached_is_a_record_of_its_own() {
        let mail = format!(
            "{HEAD}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n\
             <p>An air strike on the town.</p>\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=more.txt\n\n\
             A second strike.\n--b\nContent-Type: image/png\nContent-Disposition: attachment; filename=map.png\n\nPNG\n--b\n\
             Content-Type: message/rfc822\n\nFrom: Other <o@other.example>\nSubject: Third\n\nA third strike.\n--b--\n"
        );
        let read: Vec<_> = read(&mail).into_iter().map(|capture| capture.unwrap()).collect();
        let said: Vec<_> = read.iter().map(|one| (one.report.id.as_str(), one.media.slug(), one.report.text.trim())).collect();
        assert_eq!(
            said,
            [
                ("a.eml", "mail", "An air strike on the town."),
                ("a.eml:1", "text", "A second strike."),
                ("a.eml:3", "mail", "A third strike."),
            ]
        );
    }

    #[test]
    fn what_is_no_mail_is_named() {
        assert!(matches!(read("")[0], Err(Unread { reason: Reason::Mail, .. })));
        assert!(matches!(read(HEAD)[0], Err(Unread { reason: Reason::Empty, .. })));
    }

    #[test]
    fn the_version_named_is_that_of_the_lock_file() {
        let lock = include_str!("../../../Cargo.lock").replace("\r\n", "\n");
        let (name, version) = EXTRACTOR.split_once('/').unwrap();
        assert!(lock.contains(&format!("name = \"{name}\"\nversion = \"{version}\"\n")));
    }
}
