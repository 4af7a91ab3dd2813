//! One text file: its front matter, where it has any, and its words.

use dateline::Report;
use jiff::civil::Date;

use crate::Reason;
use crate::extract::Extract;

/// The report in a text file. What stands before the report's own words, in one of two forms, is about it and not of it:
/// lines of `key: value` between two lines of `---`, or lines that begin with a known key, down to the first blank line.
pub fn extract(raw: &[u8]) -> Result<Extract, Reason> {
    let bytes = raw.strip_prefix(b"\xef\xbb\xbf").unwrap_or(raw);
    let text = std::str::from_utf8(bytes).map_err(|error| encoding(bytes, error.valid_up_to()))?;
    let (head, body) = front_matter(text);
    let mut report = Report { text: body.to_owned(), ..Report::default() };
    let mut warnings = Vec::new();
    for (key, value) in head {
        let value = value.trim().trim_matches('"').to_owned();
        match key.to_ascii_lowercase().as_str() {
            "id" => report.id = value,
            "title" => report.title = Some(value),
            "outlet" => report.outlet = Some(value),
            "url" => report.url = Some(value),
            "language" => report.language = Some(value),
            "published" => match date(&value) {
                Some(day) => report.published = Some(day),
                None => warnings.push(not_a_date(&value)),
            },
            _ => {}
        }
    }
    let text_at = Some(raw.len() - body.len()); // the body is the end of the text
    Ok(Extract { report, extractor: "text/1".to_owned(), text_at, warnings, ..Extract::default() })
}

/// Where the bytes stop being UTF-8; a UTF-16 file is named as the NULs it is full of.
fn encoding(bytes: &[u8], at: usize) -> Reason {
    let wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    match bytes.iter().position(|&byte| byte == 0) {
        Some(at) if wide => Reason::Nul { at },
        _ => Reason::Encoding { at },
    }
}

const KEYS: [&str; 6] = ["id", "title", "outlet", "published", "url", "language"];

/// The `key: value` lines that stand before the text, and the text.
fn front_matter(text: &str) -> (Vec<(&str, &str)>, &str) {
    let mut head = Vec::new();
    let fence = text.lines().next() == Some("---");
    let mut rest = text;
    if fence {
        rest = after_line(rest);
    }
    while let Some(line) = rest.lines().next() {
        if fence && line.trim_end() == "---" {
            return (head, after_line(rest).trim_start_matches(['\r', '\n']));
        }
        match line.split_once(':') {
            Some((key, value)) if fence || KEYS.contains(&key.to_ascii_lowercase().as_str()) => head.push((key, value)),
            _ if fence => {}
            _ => break,
        }
        rest = after_line(rest);
    }
    match (fence, head.is_empty()) {
        (true, _) => (Vec::new(), text), // a fence that never closes is part of the text
        (false, true) => (head, text),
        (false, false) => (head, rest.trim_start_matches(['\r', '\n'])),
    }
}

fn after_line(text: &str) -> &str {
    text.find('\n').map_or("", |end| &text[end + 1..])
}

/// The day a scraped text begins with: "date 2024-09-27 People and rescuers …". The text keeps its words.
pub fn leading_date(text: &str) -> Option<Date> {
    let rest = text.trim_start().strip_prefix("date ")?;
    rest.get(..10)?.parse().ok()
}

/// The day in an ISO 8601 date or time, or in the date of a mail or a feed.
pub fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    let iso = text.get(..10).filter(|_| !text[10..].starts_with(|c: char| c.is_ascii_digit()));
    iso.and_then(|day| day.parse().ok()).or_else(|| jiff::fmt::rfc2822::parse(text).ok().map(|time| time.date()))
}

/// What is said of a `published` that is not a date.
pub fn not_a_date(value: &str) -> String {
    let value: String = value.chars().take(40).collect();
    format!("\"published\" is not a date: {value:?}; write YYYY-MM-DD")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Report {
        extract(text.as_bytes()).unwrap().report
    }

    #[test]
    fn front_matter_is_about_the_report_and_not_of_it() {
        let fenced =
            read("---\ntitle: Two dead: police\npublished: 2024-09-27\noutlet: \"The Gazette\"\n---\n\nA shell hit Tyre.\n");
        assert_eq!(fenced.text, "A shell hit Tyre.\n");
        assert_eq!(extract("\u{feff}---\ntitle: Two\n---\n\nA shell".as_bytes()).unwrap().text_at, Some(23));
        assert_eq!(fenced.title.as_deref(), Some("Two dead: police"));
        assert_eq!(fenced.outlet.as_deref(), Some("The Gazette"));
        assert_eq!(fenced.published, Some(jiff::civil::date(2024, 9, 27)));

        let plain = read("Title: Two dead\nPublished: 2024-09-27T08:00:00Z\n\nA shell hit Tyre.");
        assert_eq!((plain.title.as_deref(), plain.text.as_str()), (Some("Two dead"), "A shell hit Tyre."));
        assert_eq!(plain.published, Some(jiff::civil::date(2024, 9, 27)));
    }

    #[test]
    fn words_before_a_colon_are_not_front_matter() {
        for text in ["Police: two dead\n\nA shell hit Tyre.", "---\nnever closed\n", "A shell hit Tyre.", "title", "---"] {
            assert_eq!(read(text).text, text);
        }
    }

    #[test]
    fn a_leading_date_is_taken_and_the_text_keeps_it() {
        assert_eq!(leading_date(" date 2024-09-27 People gather"), Some(jiff::civil::date(2024, 9, 27)));
        assert_eq!(leading_date("date night in Tyre ended"), None);
        assert_eq!(leading_date("date 2024–09"), None);
    }

    #[test]
    fn dates_are_read_in_the_forms_feeds_have() {
        let day = Some(jiff::civil::date(2024, 9, 27));
        assert_eq!(date("2024-09-27"), day);
        assert_eq!(date("2024-09-27T23:30:00+03:00"), day);
        assert_eq!(date("Fri, 27 Sep 2024 10:00:00 +0000"), day);
        for text in ["Friday", "2024-13-01", "2024-09-271", "", "é2024-09-27"] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
