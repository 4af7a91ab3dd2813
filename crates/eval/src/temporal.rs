//! TempEval-3: extents and values of time expressions against TimeML files.
//!
//! In: `.tml` files. Out: precision, recall and F1 of extents, strict (the same characters) and relaxed (one shared character), and the
//! value F1 as TempEval-3 defines it: relaxed F1 times the share of matched times whose value is right. Only times inside `<TEXT>` count;
//! the document's creation time is the publication day.

use std::path::{Path, PathBuf};

use dateline::Report;
use jiff::civil::Date;

/// What went wrong reading a file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It could not be opened.
    #[error("cannot read {path}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It holds no `<TEXT>`, or a mark that does not close.
    #[error("cannot read {path}: it is not TimeML")]
    Form {
        /// The file.
        path: PathBuf,
    },
}

/// Precision, recall and their harmonic mean.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rates {
    /// Of those read, the share that is right.
    pub precision: f64,
    /// Of those to be read, the share that was.
    pub recall: f64,
    /// Both in one figure.
    pub f1: f64,
}

/// The score of a set of files.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// How many times the files mark.
    pub gold: usize,
    /// How many were read.
    pub read: usize,
    /// The same characters.
    pub strict: Rates,
    /// At least one shared character.
    pub relaxed: Rates,
    /// Relaxed, and the value is right.
    pub value: Rates,
    /// Relaxed, and the type is right.
    pub kind: Rates,
    /// Every difference, file by file.
    pub errors: Vec<Miss>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Miss {
    /// What kind: "missed", "spurious", "value", "extent".
    pub kind: &'static str,
    /// What the file says: type, value and words.
    pub gold: String,
    /// What was read.
    pub read: String,
    /// The file's name.
    pub file: String,
    /// The words around it.
    pub context: String,
}

/// One marked time.
struct Gold {
    start: usize,
    end: usize,
    kind: String,
    value: String,
}

/// A file's text, its marked times and its day.
struct Marked {
    text: String,
    times: Vec<Gold>,
    published: Option<Date>,
}

#[derive(Default)]
struct Tally {
    gold: usize,
    read: usize,
    strict: usize,
    relaxed: usize,
    value: usize,
    kind: usize,
}

/// Every `.tml` file under `path`, sorted.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    if path.is_dir() {
        let read = |source| Error::Read { path: path.to_owned(), source };
        for entry in std::fs::read_dir(path).map_err(read)? {
            found.extend(files(&entry.map_err(read)?.path())?);
        }
    } else if path.extension().is_some_and(|extension| extension == "tml") {
        found.push(path.to_owned());
    }
    found.sort();
    Ok(found)
}

/// Scores our reading of `paths`.
pub fn score(paths: &[PathBuf]) -> Result<Score, Error> {
    let mut tally = Tally::default();
    let mut errors = Vec::new();
    for path in paths {
        let bytes = std::fs::read(path).map_err(|source| Error::Read { path: path.clone(), source })?;
        let marked = marked(&String::from_utf8_lossy(&bytes)).ok_or_else(|| Error::Form { path: path.clone() })?;
        let file = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        compare(&marked, &file, &mut tally, &mut errors);
    }
    let rates = |right: usize| {
        let share = |of: usize| if of == 0 { 0.0 } else { right as f64 / of as f64 };
        let (precision, recall) = (share(tally.read), share(tally.gold));
        let f1 = if right == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
        Rates { precision, recall, f1 }
    };
    Ok(Score {
        gold: tally.gold,
        read: tally.read,
        strict: rates(tally.strict),
        relaxed: rates(tally.relaxed),
        value: rates(tally.value),
        kind: rates(tally.kind),
        errors,
    })
}

fn compare(marked: &Marked, file: &str, tally: &mut Tally, errors: &mut Vec<Miss>) {
    let report = Report { text: marked.text.clone(), published: marked.published, ..Report::default() };
    let reading = dateline::read(&report);
    let times = &reading.mentions.times;
    tally.gold += marked.times.len();
    tally.read += times.len();
    let mut matched = vec![false; times.len()];
    let words = |start: usize, end: usize| marked.text.get(start..end).unwrap_or_default().replace('\n', " ");
    let around = |start: usize, end: usize| {
        let from = (0..=start.saturating_sub(50)).rev().find(|&at| marked.text.is_char_boundary(at)).unwrap_or(0);
        let to = (end + 40..).find(|&at| at >= marked.text.len() || marked.text.is_char_boundary(at)).unwrap_or(end);
        words(from, to.min(marked.text.len()))
    };
    for gold in &marked.times {
        let describe = format!("{} {} [{}]", gold.kind, gold.value, words(gold.start, gold.end));
        let context = around(gold.start, gold.end);
        let same = |index: &usize| times[*index].range.start() == gold.start && times[*index].range.end() == gold.end;
        let shares = |index: &usize| times[*index].range.start() < gold.end && gold.start < times[*index].range.end();
        let free = |index: &usize| !matched[*index];
        let candidates = || (0..times.len()).filter(free);
        let Some(index) = candidates().find(same).or_else(|| candidates().find(shares)) else {
            errors.push(Miss { kind: "missed", gold: describe, read: String::new(), file: file.to_owned(), context });
            continue;
        };
        let strict = same(&index);
        matched[index] = true;
        let time = &times[index];
        let read = format!("{:?} {} [{}] {}", time.kind, time.value, words(time.range.start(), time.range.end()), time.rule.0);
        tally.relaxed += 1;
        tally.strict += usize::from(strict);
        tally.kind += usize::from(format!("{:?}", time.kind).eq_ignore_ascii_case(&gold.kind));
        if time.value == gold.value {
            tally.value += 1;
        } else {
            errors.push(Miss {
                kind: "value",
                gold: describe.clone(),
                read: read.clone(),
                file: file.to_owned(),
                context: context.clone(),
            });
        }
        if !strict {
            errors.push(Miss { kind: "extent", gold: describe, read, file: file.to_owned(), context });
        }
    }
    for (time, _) in times.iter().zip(&matched).filter(|(_, matched)| !**matched) {
        let (start, end) = (time.range.start(), time.range.end());
        let read = format!("{:?} {} [{}] {}", time.kind, time.value, words(start, end), time.rule.0);
        errors.push(Miss { kind: "spurious", gold: String::new(), read, file: file.to_owned(), context: around(start, end) });
    }
}

/// Reads the text between `<TEXT>` and `</TEXT>` without its marks.
fn marked(source: &str) -> Option<Marked> {
    let published = attribute(source.split("<DCT>").nth(1)?.split('>').next()?, "value").and_then(|value| day(&value));
    let body = source.split_once("<TEXT>")?.1.rsplit_once("</TEXT>")?.0;
    let mut text = String::with_capacity(body.len());
    let mut times = Vec::new();
    let mut open: Option<(usize, String, String)> = None;
    let mut rest = body;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        let (close, mark) = if rest[at..].starts_with('<') { ('>', true) } else { (';', false) };
        let end = at + rest[at..].find(close)?;
        let inner = &rest[at + 1..end];
        if !mark {
            text.push(match inner {
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                _ => '&',
            });
            if !matches!(inner, "lt" | "gt" | "quot" | "apos" | "amp") {
                rest = &rest[at + 1..]; // a bare ampersand
                continue;
            }
        } else if inner.starts_with("TIMEX3") {
            open =
                Some((text.len(), attribute(inner, "type").unwrap_or_default(), attribute(inner, "value").unwrap_or_default()));
        } else if inner == "/TIMEX3"
            && let Some((start, kind, value)) = open.take()
        {
            // some files mark the white space around a time as well
            let (inside, begins) = (text.get(start..).unwrap_or_default(), text.len());
            let start = start + (inside.len() - inside.trim_start().len());
            let end = begins - (inside.len() - inside.trim_end().len());
            times.push(Gold { start: start.min(end), end, kind, value });
        }
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    Some(Marked { text, times, published })
}

fn attribute(mark: &str, name: &str) -> Option<String> {
    let (_, after) = mark.split_once(&format!(" {name}=\""))?;
    Some(after.split('"').next()?.to_owned())
}

fn day(value: &str) -> Option<Date> {
    value.get(..10)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out_and_times_kept() {
        let source = "<TimeML><DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"1998-08-08\">x</TIMEX3></DCT><TEXT>A &amp; B \
                      <EVENT eid=\"e1\">met</EVENT> <TIMEX3 type=\"DATE\" value=\"1998-08-07\">Friday</TIMEX3>.</TEXT></TimeML>";
        let marked = marked(source).unwrap();
        assert_eq!(marked.text, "A & B met Friday.");
        assert_eq!(marked.published, Some(jiff::civil::date(1998, 8, 8)));
        assert_eq!(marked.times.len(), 1);
        assert_eq!(&marked.text[marked.times[0].start..marked.times[0].end], "Friday");
    }
}
