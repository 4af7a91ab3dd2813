//! Golden ledgers: what whole reports must come to, a line each, written by hand.
//!
//! In: the text of a `.golden` file (its grammar is in `golden/README.md`). Out: [`Golden`]. Knows nothing of the engine: days, values
//! and slugs stay as written, and whoever compares prints its own in the same form.

/// The reports a ledger is of, and what it expects of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Golden {
    /// File names, read together.
    pub reports: Vec<String>,
    /// What must be found, in the file's order.
    pub lines: Vec<Line>,
}

/// One expectation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its line in the file, from 1.
    pub number: usize,
    /// As written.
    pub written: String,
    /// What it expects.
    pub expected: Expected,
}

/// What a line expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// `no incident`
    NoIncident,
    /// `incident airstrike 2024-09-27 at "Haret Hreik" P2 LBN by "Israel" killed 12`
    Incident(Incident),
    /// `tally killed >=701 "more than 700 people" window 2024-09-23..2024-09-27 voice "Lebanese officials"`
    Tally(Tally),
    /// `claim threat threatened by "Houthis"`
    Claim(Claim),
}

/// An incident that must be found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Incident {
    /// The act's slug.
    pub act: String,
    /// A day, or `first..last`.
    pub days: String,
    /// Words of the place, its precision and its country.
    pub place: Option<(String, String, String)>,
    /// Words of each perpetrator.
    pub by: Vec<String>,
    /// Words of each target.
    pub on: Vec<String>,
    /// Each measure and group with its toll: `12`, `9/12/15` or `-`.
    pub tolls: Vec<(Counted, String)>,
}

/// What is counted, of whom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// `killed`
    pub measure: String,
    /// `all` where none is written.
    pub group: String,
}

/// A running total that must be found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// What is counted.
    pub counted: Counted,
    /// `>=701`, `12..19`, `7`, `~40`, `<=30`, `?`.
    pub value: String,
    /// The words of the figure.
    pub words: String,
    /// `first..last`; an end that is not known is left empty.
    pub window: Option<String>,
    /// Words of the voice.
    pub voice: Option<String>,
}

/// A claim of any status that must be found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claim {
    /// The act's slug.
    pub act: String,
    /// The status's slug.
    pub status: String,
    /// Words of each perpetrator.
    pub by: Vec<String>,
    /// Words of each target.
    pub on: Vec<String>,
    /// Words of the voice.
    pub voice: Option<String>,
}

/// The ledger a file holds, or which line of it cannot be read.
pub fn golden(text: &str) -> Result<Golden, String> {
    let mut golden = Golden::default();
    for (index, line) in text.lines().enumerate() {
        let written = line.trim();
        if written.is_empty() || written.starts_with('#') {
            continue;
        }
        let number = index + 1;
        let wrong = |problem: &str| format!("line {number}: {problem}: {written}");
        let mut words = Words { parts: parts(written).map_err(&wrong)?, next: 0 };
        let expected = match words.bare() {
            Some("report") => {
                golden.reports.push(words.bare().ok_or_else(|| wrong("a report has a file name"))?.to_owned());
                continue;
            }
            Some("no") if words.bare() == Some("incident") => Some(Expected::NoIncident),
            Some("incident") => incident(&mut words).map(Expected::Incident),
            Some("tally") => tally(&mut words).map(Expected::Tally),
            Some("claim") => claim(&mut words).map(Expected::Claim),
            _ => None,
        };
        let expected = expected.filter(|_| words.at_end()).ok_or_else(|| wrong("not a line of a golden ledger"))?;
        golden.lines.push(Line { number, written: written.to_owned(), expected });
    }
    Ok(golden)
}

/// The lines known to fail, each `file:line` with why: `ariha.golden:3 FIXME the market is not read as a place`.
pub fn known(text: &str) -> Result<Vec<(String, String)>, String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| match line.split_once(" FIXME ") {
            Some((place, why)) if place.contains(".golden:") => Ok((place.trim().to_owned(), why.trim().to_owned())),
            _ => Err(format!("a known failure is `file.golden:line FIXME why`: {line}")),
        })
        .collect()
}

/// The lines between two `---` at the head of a report, by key, and the text below them.
pub fn front_matter(file: &str) -> (Vec<(&str, &str)>, &str) {
    let Some((head, text)) = file.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) else {
        return (Vec::new(), file);
    };
    let pairs = head.lines().filter_map(|line| line.split_once(':'));
    (pairs.map(|(key, value)| (key.trim(), value.trim().trim_matches('"'))).collect(), text)
}

/// A word of a line, or words in quotation marks.
enum Part<'t> {
    Bare(&'t str),
    Quoted(&'t str),
}

fn parts(line: &str) -> Result<Vec<Part<'_>>, &'static str> {
    let mut parts = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix('"') {
            let (words, after) = quoted.split_once('"').ok_or("a quotation does not close")?;
            parts.push(Part::Quoted(words));
            rest = after.trim_start();
        } else {
            let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
            parts.push(Part::Bare(word));
            rest = after.trim_start();
        }
    }
    Ok(parts)
}

struct Words<'t> {
    parts: Vec<Part<'t>>,
    next: usize,
}

impl<'t> Words<'t> {
    fn bare(&mut self) -> Option<&'t str> {
        let Part::Bare(word) = self.parts.get(self.next)? else { return None };
        self.next += 1;
        Some(word)
    }

    fn quoted(&mut self) -> Option<String> {
        let Part::Quoted(words) = self.parts.get(self.next)? else { return None };
        self.next += 1;
        Some((*words).to_owned())
    }

    fn at_end(&self) -> bool {
        self.next == self.parts.len()
    }

    /// `killed`, `killed of children`, and the value after them.
    fn counted(&mut self, measure: &str) -> Option<(Counted, String)> {
        let value = self.bare()?;
        let (group, value) = if value == "of" { (self.bare()?, self.bare()?) } else { ("all", value) };
        Some((Counted { measure: measure.to_owned(), group: group.to_owned() }, value.to_owned()))
    }
}

fn incident(words: &mut Words<'_>) -> Option<Incident> {
    let (act, days) = (words.bare()?.to_owned(), words.bare()?.to_owned());
    let mut incident = Incident { act, days, ..Incident::default() };
    while !words.at_end() {
        match words.bare()? {
            "at" => incident.place = Some((words.quoted()?, words.bare()?.to_owned(), words.bare()?.to_owned())),
            "by" => incident.by.push(words.quoted()?),
            "on" => incident.on.push(words.quoted()?),
            measure => incident.tolls.push(words.counted(measure)?),
        }
    }
    Some(incident)
}

fn tally(words: &mut Words<'_>) -> Option<Tally> {
    let measure = words.bare()?;
    let (counted, value) = words.counted(measure)?;
    let mut tally = Tally { counted, value, words: words.quoted()?, ..Tally::default() };
    while !words.at_end() {
        match words.bare()? {
            "window" => tally.window = Some(words.bare()?.to_owned()),
            "voice" => tally.voice = Some(words.quoted()?),
            _ => return None,
        }
    }
    Some(tally)
}

fn claim(words: &mut Words<'_>) -> Option<Claim> {
    let mut claim = Claim { act: words.bare()?.to_owned(), status: words.bare()?.to_owned(), ..Claim::default() };
    while !words.at_end() {
        match words.bare()? {
            "by" => claim.by.push(words.quoted()?),
            "on" => claim.on.push(words.quoted()?),
            "voice" => claim.voice = Some(words.quoted()?),
            _ => return None,
        }
    }
    Some(claim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ledger_is_read_line_by_line() {
        let text = "report a.md\n# why\nincident airstrike 2025-02-11 at \"Ariha\" P2 SYR by \"Syrian\" killed 12 killed of children 4\n\
                    tally killed >=701 \"more than 700 people\" window 2024-09-23.. voice \"officials\"\nno incident\n";
        let golden = golden(text).unwrap();
        assert_eq!(golden.reports, ["a.md"]);
        let Expected::Incident(incident) = &golden.lines[0].expected else { panic!("{:?}", golden.lines[0]) };
        assert_eq!(incident.place, Some(("Ariha".to_owned(), "P2".to_owned(), "SYR".to_owned())));
        assert_eq!(incident.tolls[1].0, Counted { measure: "killed".to_owned(), group: "children".to_owned() });
        let Expected::Tally(tally) = &golden.lines[1].expected else { panic!("{:?}", golden.lines[1]) };
        assert_eq!((tally.value.as_str(), tally.window.as_deref()), (">=701", Some("2024-09-23..")));
        assert_eq!((golden.lines[2].number, &golden.lines[2].expected), (5, &Expected::NoIncident));
    }

    #[test]
    fn what_is_not_a_line_is_named() {
        for wrong in
            ["incident airstrike", "claim threat threatened by Houthis", "tally killed \"x\"", "no event", "claim a b \"c"]
        {
            assert!(golden(wrong).is_err(), "{wrong}");
        }
        assert!(known("a.golden:3 because").is_err());
    }

    #[test]
    fn front_matter_stands_apart() {
        let (head, text) = front_matter("---\ntitle: \"A: b\"\npublished: 2025-01-01\n---\nWords.\n");
        assert_eq!(head, [("title", "A: b"), ("published", "2025-01-01")]);
        assert_eq!(text, "Words.\n");
    }
}
