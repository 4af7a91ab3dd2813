//! Traps: reports that tell of no incident and are full of its words.
//!
//! In: the reports of `eval/traps.md`, by kind (court, sport, anniversary, opinion …), and those whose golden ledger says `no incident`.
//! All are invented. Measured: the share that yields no incident, of each kind, of the four kinds together that a monitor meets
//! most (`court to opinion`), and of `all`.

use std::path::Path;

use dateline::Report;
use dateline::wire::v1::Record;
use dateline_intake::{Defaults, Origin, captures};

use crate::{Case, Error, Mark, read};

/// The kinds of report, as `eval/traps.md` names them.
const KINDS: [&str; 8] = ["court", "sport", "anniversary", "opinion", "plan", "accident", "figure", "peace"];

/// The reports below the repository at `root`.
pub fn cases(root: &Path) -> Result<Vec<Case>, Error> {
    let mut cases = traps(&read(&root.join("eval/traps.md"))?);
    let folder = root.join("golden");
    let list = |error| Error::Read { path: folder.clone(), error };
    let mut files = std::fs::read_dir(&folder).map_err(list)?.collect::<Result<Vec<_>, _>>().map_err(list)?;
    files.sort_by_key(std::fs::DirEntry::file_name);
    for file in files {
        let ledger = read(&file.path())?;
        if !ledger.lines().any(|line| line.trim() == "no incident") {
            continue;
        }
        for name in ledger.lines().filter_map(|line| line.strip_prefix("report ")) {
            let path = root.join("examples/reports").join(name.trim());
            let report = report(&path, &read(&path)?);
            cases.push(case(Report { id: name.trim().to_owned(), ..report }, "golden"));
        }
    }
    Ok(cases)
}

fn case(report: Report, kind: &'static str) -> Case {
    Case::coded(report, move |record| judge(kind, record))
}

fn judge(kind: &'static str, record: &Record) -> Vec<Mark> {
    let acts = || record.incidents.iter().map(|incident| &*incident.act).collect::<Vec<_>>().join(", ");
    let right = |measure| Mark::right(measure, record.incidents.is_empty(), acts);
    let mut marks = vec![right("all"), right(kind)];
    if matches!(kind, "court" | "sport" | "anniversary" | "opinion") {
        marks.insert(1, right("court to opinion"));
    }
    marks
}

/// The reports of a file of them: "## kind", then each under "### day title".
fn traps(text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for section in text.split("\n## ").skip(1) {
        let (name, reports) = section.split_once('\n').unwrap_or((section, ""));
        let Some(kind) = KINDS.into_iter().find(|kind| *kind == name.trim()) else { continue };
        for (index, one) in reports.split("\n### ").skip(1).enumerate() {
            let (heading, body) = one.split_once('\n').unwrap_or((one, ""));
            let (day, title) = heading.split_once(' ').unwrap_or((heading, ""));
            let report = Report {
                id: format!("{kind}-{}", index + 1),
                title: Some(title.to_owned()),
                published: day.parse().ok(),
                text: body.trim().to_owned(),
                ..Report::default()
            };
            cases.push(case(report, kind));
        }
    }
    cases
}

/// The report of a file, as any surface reads it.
fn report(path: &Path, file: &str) -> Report {
    let read = captures(file.as_bytes(), None, Origin::file(path), &Defaults::default());
    read.into_iter().flatten().next().map(|capture| capture.report).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_traps_is_cut_by_kind_and_heading() {
        let cases = traps(
            "# Traps\n\n## court\n\n### 2024-01-02 A verdict\n\nOne.\n\n### 2024-01-03 Another\n\nTwo.\n\n## sport\n\n### 2024-01-04 A match\n\nThree.\n",
        );
        assert_eq!(cases.iter().map(|case| &*case.id).collect::<Vec<_>>(), ["court-1", "court-2", "sport-1"]);
    }

    #[test]
    fn front_matter_gives_the_day() {
        let report = report(Path::new("x.md"), "---\ntitle: A verdict\npublished: 2025-02-06\n---\nText.\n");
        assert_eq!((report.published, &*report.text), (Some(jiff::civil::date(2025, 2, 6)), "Text.\n"));
    }
}
