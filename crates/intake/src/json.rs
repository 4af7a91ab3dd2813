//! Reports as JSON: one object, an array of them, or one a line.

use dateline::Report;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::extract::{self, Extract};
use crate::{Reason, html, text};

/// A report as other people's tools write it: any field may be missing, and an id may be a number.
#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    id: Value,
    title: Option<String>,
    text: Option<String>,
    html: Option<String>,
    published: Option<String>,
    outlet: Option<String>,
    author: Option<String>,
    url: Option<String>,
    language: Option<String>,
}

/// The report in one JSON object.
pub fn extract(raw: &[u8]) -> Result<Extract, Reason> {
    let record: Record = serde_json::from_str(utf_8(raw)?).map_err(|error| not_json(&error))?;
    let extract = convert(record)?;
    Ok(Extract { text_at: extract::find(raw, &extract.report.text), ..extract })
}

/// The records of a JSON file, each as its bytes: its one object, or each object of its array.
pub fn split(bytes: &[u8]) -> Result<Vec<&[u8]>, Reason> {
    if bytes.trim_ascii_start().first() != Some(&b'[') {
        return Ok(vec![bytes]);
    }
    let values: Vec<&RawValue> = serde_json::from_str(utf_8(bytes)?).map_err(|error| not_json(&error))?;
    if values.is_empty() {
        return Err(Reason::Empty);
    }
    Ok(values.into_iter().map(|value| value.get().as_bytes()).collect())
}

/// Whether a JSON object says that it is a JSON Feed.
pub fn is_feed(bytes: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Version {
        version: String,
    }
    let says = |text: &str| text.contains("jsonfeed.org/version");
    let parsed = || utf_8(bytes).ok().filter(|text| says(text)).and_then(|text| serde_json::from_str::<Version>(text).ok());
    bytes.trim_ascii_start().first() == Some(&b'{') && parsed().is_some_and(|feed| says(&feed.version))
}

fn utf_8(bytes: &[u8]) -> Result<&str, Reason> {
    let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    std::str::from_utf8(&bytes[mark..]).map_err(|error| Reason::Encoding { at: error.valid_up_to() })
}

/// Names the fault and the column; the line is the record's own number.
fn not_json(error: &serde_json::Error) -> Reason {
    let message = error.to_string();
    let fault = message.split(" at line ").next().unwrap_or("it does not parse");
    let place = if error.column() > 0 { format!(" at column {}", error.column()) } else { String::new() };
    Reason::Json(format!("not a report in JSON: {fault}{place}"))
}

fn convert(record: Record) -> Result<Extract, Reason> {
    let mut extract = match (record.text, record.html) {
        (Some(text), _) => {
            Extract { report: Report { text, ..Report::default() }, extractor: "json/1".to_owned(), ..Extract::default() }
        }
        (None, Some(page)) => html::extract(page)?,
        (None, None) => return Err(Reason::NoText),
    };
    let report = &mut extract.report;
    report.id = match record.id {
        Value::String(id) => id,
        Value::Number(id) => id.to_string(),
        Value::Null => String::new(),
        _ => return Err(Reason::Json("its \"id\" is neither text nor a number".to_owned())),
    };
    // What the record says goes before what its page says.
    report.title = record.title.or(report.title.take());
    report.outlet = record.outlet.or(report.outlet.take());
    report.url = record.url.or(report.url.take());
    report.language = record.language.or(report.language.take());
    extract.author = record.author.or(extract.author);
    if let Some(value) = record.published.filter(|value| !value.trim().is_empty()) {
        match text::date(&value) {
            Some(day) => extract.report.published = Some(day),
            None => extract.warnings.push(text::not_a_date(&value)),
        }
    }
    Ok(extract)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_is_required() {
        let raw = br#"{"id": 7, "text": "A shell hit Tyre.", "published": "2024-09-27", "other": [1]}"#;
        let Extract { report, text_at, .. } = extract(raw).unwrap();
        assert_eq!((report.id.as_str(), report.text.as_str()), ("7", "A shell hit Tyre."));
        assert_eq!(report.published, Some(jiff::civil::date(2024, 9, 27)));
        assert_eq!(&raw[text_at.unwrap()..][..report.text.len()], report.text.as_bytes());
    }

    #[test]
    fn a_text_with_escapes_stands_nowhere_verbatim() {
        assert_eq!(extract(br#"{"text": "A \"shell\" hit Tyre."}"#).unwrap().text_at, None);
        assert_eq!(extract("{\"text\": \"Un obus à Tyr\"}".as_bytes()).unwrap().text_at, Some(10));
    }

    #[test]
    fn a_page_is_read_where_there_is_no_text_and_the_record_goes_before_it() {
        let raw = br#"{"title": "Ours", "html": "<html lang='en'><title>Theirs</title><p>A shell hit the town.</p>"}"#;
        let Extract { report, .. } = extract(raw).unwrap();
        assert_eq!((report.title.as_deref(), report.text.as_str()), (Some("Ours"), "A shell hit the town."));
        assert_eq!(report.language.as_deref(), Some("en"));
    }

    #[test]
    fn what_is_no_report_is_named() {
        let fault = |line: &str| extract(line.as_bytes()).unwrap_err().to_string();
        assert_eq!(fault(r#"{"id": "7"}"#), r#"its JSON has no "text""#);
        assert_eq!(fault(r#"{"id": [7], "text": "A."}"#), r#"its "id" is neither text nor a number"#);
        assert_eq!(fault(r#"{"html": "<p>"}"#), "it holds no text");
        assert!(fault("A shell hit Tyre.").starts_with("not a report in JSON: expected value at column 1"));
        assert!(fault(&format!(r#"{{"id": {}"#, "[".repeat(100_000))).contains("recursion limit"));
        assert!(matches!(extract(b"{\"text\": \"\xff\"}"), Err(Reason::Encoding { at: 10 })));
    }

    #[test]
    fn an_array_holds_several() {
        let records = split(br#" [{"text": "One."}, {"id": "2"}, {"text": "Three."}]"#).unwrap();
        assert_eq!(records[2], br#"{"text": "Three."}"#);
        assert_eq!(records.iter().map(|record| extract(record).is_ok()).collect::<Vec<_>>(), [true, false, true]);
        assert!(matches!(split(b"[]"), Err(Reason::Empty)));
    }
}
