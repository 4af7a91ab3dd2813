//! Reports as JSON: one object, an array of them, or one a line.

use dateline::Report;
use serde::Deserialize;
use serde_json::Value;

use super::{Reason, text};

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
    url: Option<String>,
    language: Option<String>,
}

/// The report in one JSON object.
pub fn report(bytes: &[u8]) -> Result<(Report, Vec<String>), Reason> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Err(error) = std::str::from_utf8(bytes) {
        return Err(Reason::Encoding { at: error.valid_up_to() });
    }
    convert(serde_json::from_slice(bytes).map_err(|error| not_json(&error))?)
}

/// The reports of a JSON file: of its one object, or of each object of its array.
#[allow(clippy::type_complexity, reason = "the same pair as `report` gives, a record")]
pub fn reports(bytes: &[u8]) -> Result<Vec<Result<(Report, Vec<String>), Reason>>, Reason> {
    if bytes.trim_ascii_start().first() != Some(&b'[') {
        return Ok(vec![report(bytes)]);
    }
    if let Err(error) = std::str::from_utf8(bytes) {
        return Err(Reason::Encoding { at: error.valid_up_to() });
    }
    let values: Vec<Value> = serde_json::from_slice(bytes).map_err(|error| not_json(&error))?;
    if values.is_empty() {
        return Err(Reason::Empty);
    }
    Ok(values.into_iter().map(|value| convert(serde_json::from_value(value).map_err(|error| not_json(&error))?)).collect())
}

/// Names the fault and the column; the line is the record's own number.
fn not_json(error: &serde_json::Error) -> Reason {
    let message = error.to_string();
    let fault = message.split(" at line ").next().unwrap_or("it does not parse");
    let place = if error.column() > 0 { format!(" at column {}", error.column()) } else { String::new() };
    Reason::Json(format!("not a report in JSON: {fault}{place}"))
}

fn convert(record: Record) -> Result<(Report, Vec<String>), Reason> {
    let text = match (record.text, record.html) {
        (Some(text), _) => text,
        (None, Some(_)) => return Err(Reason::Html),
        (None, None) => return Err(Reason::NoText),
    };
    let id = match record.id {
        Value::String(id) => id,
        Value::Number(id) => id.to_string(),
        _ => String::new(),
    };
    let mut warnings = Vec::new();
    let published = record.published.filter(|value| !value.trim().is_empty()).and_then(|value| {
        let day = text::date(&value);
        if day.is_none() {
            warnings.push(text::not_a_date(&value));
        }
        day
    });
    let report =
        Report { id, title: record.title, outlet: record.outlet, published, language: record.language, url: record.url, text };
    Ok((report, warnings))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_is_required() {
        let (report, _) = report(br#"{"id": 7, "text": "A shell hit Tyre.", "published": "2024-09-27", "other": [1]}"#).unwrap();
        assert_eq!((report.id.as_str(), report.text.as_str()), ("7", "A shell hit Tyre."));
        assert_eq!(report.published, Some(jiff::civil::date(2024, 9, 27)));
    }

    #[test]
    fn what_is_no_report_is_named() {
        let fault = |line: &str| report(line.as_bytes()).unwrap_err().to_string();
        assert_eq!(fault(r#"{"id": "7"}"#), r#"its JSON has no "text""#);
        assert_eq!(fault(r#"{"html": "<p>"}"#), r#"it holds only "html""#);
        assert!(fault("A shell hit Tyre.").starts_with("not a report in JSON: expected value at column 1"));
        assert!(fault(&format!(r#"{{"id": {}"#, "[".repeat(100_000))).contains("recursion limit"));
        assert!(matches!(report(b"{\"text\": \"\xff\"}"), Err(Reason::Encoding { at: 10 })));
    }

    #[test]
    fn an_array_holds_several() {
        let read = reports(br#" [{"text": "One."}, {"id": "2"}, {"text": "Three."}]"#).unwrap();
        assert_eq!(read.iter().map(|record| record.is_ok()).collect::<Vec<_>>(), [true, false, true]);
    }
}
