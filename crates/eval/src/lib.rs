//! Eval: how right the engine is, against gold that others made.
//!
//! In: a gold set's folder. Out: an [`Evaluation`]: what each measure comes to, on all of the set and on two halves of it, and the worst
//! errors by id and kind. Prints no text of a report and no one's name. Holds no rule of coding: it calls the engine as any surface does.

mod airwars;
mod clustering;
mod copies;
mod evaluation;
mod fakes;
mod floors;
pub mod geoparsing;
mod geoparsing_set;
mod gva;
mod gva_incidents;
mod gvdb;
mod html_set;
mod india;
mod isaf;
mod made;
mod main_incident;
mod muc4;
mod petrarch2;
mod plover_set;
pub mod polnear;
mod polnear_set;
pub mod re3d;
mod re3d_set;
pub mod sure;
mod tallies;
pub mod temporal;
mod temporal_set;
mod together;
mod toll;
mod traps;

use std::fs;
use std::path::{Path, PathBuf};

use dateline::Report;
use dateline::incidents::Policy;
use dateline::wire::v1::Record;

pub use evaluation::{Evaluation, Figure, Half, MeasureResult, evaluate};
pub use floors::{Floors, Shortfall};
pub use together::{Gold, Judge, Together};

/// The gold sets that can be scored, by the name of their folder, and of what is judged where a folder serves two.
pub const SETS: [&str; 20] = [
    "airwars",
    "isaf",
    "gva",
    "gva-incidents",
    "fakes",
    "copies",
    "tallies",
    "gvdb",
    "muc4",
    "temporal",
    "tbaq",
    "geoparsing",
    "re3d",
    "polnear",
    "html",
    "plover",
    "petrarch2",
    "india",
    "traps",
    "confidence",
];

/// One document of a gold set: what is read, and how the reading is judged.
pub struct Case {
    /// The set's own id.
    pub id: String,
    /// How many words it holds, by white space.
    pub words: usize,
    /// Reads it and marks the reading against its gold.
    pub mark: Box<dyn Fn() -> Vec<Mark> + Send + Sync>,
}

impl Case {
    /// A report to be coded, and its coding to be judged by `judge`, which holds the gold.
    pub fn coded(report: Report, judge: impl Fn(&Record) -> Vec<Mark> + Send + Sync + 'static) -> Case {
        let (id, words) = (report.id.clone(), report.text.split_whitespace().count());
        let mark = move || {
            let reading = dateline::read(&report);
            judge(&dateline::record_with_mentions(&report, &reading, &Policy::default()))
        };
        Case { id, words, mark: Box::new(mark) }
    }
}

/// One document's mark on one measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// "killed range".
    pub measure: &'static str,
    /// How the reading did.
    pub outcome: Outcome,
    /// Each error's kind, in a few words without names: "2..2 read as none".
    pub errors: Vec<String>,
}

/// How a coding did on one measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Outcome {
    /// Right or wrong; the measure's figure is the share that is right.
    Right(bool),
    /// How many were found that are in the gold, that are not, and how many of the gold were not found; the figure is F1.
    Found {
        /// In both.
        hits: usize,
        /// In the coding alone.
        extra: usize,
        /// In the gold alone.
        missed: usize,
    },
    /// Precision and recall of one document; the figure is the harmonic mean of the means over the documents that have them.
    Shares {
        /// `None` where nothing was found.
        precision: Option<f64>,
        /// `None` where there is nothing in the gold.
        recall: Option<f64>,
    },
    /// How sure it said it was, in per cent, and whether it was right; the figure is 100 less the expected calibration error.
    Sure {
        /// From 0 to 100.
        said: u32,
        /// Whether it was.
        right: bool,
    },
    /// A distance or another amount; the figure is the median, and the lower the better.
    Amount(f64),
    /// The same; the figure is the mean.
    Mean(f64),
}

impl Mark {
    /// Right, or wrong with its kind of error.
    pub fn right(measure: &'static str, right: bool, error: impl FnOnce() -> String) -> Mark {
        Mark { measure, outcome: Outcome::Right(right), errors: (!right).then(error).into_iter().collect() }
    }

    /// Found, extra and missed.
    pub fn found(measure: &'static str, hits: usize, extra: usize, missed: usize, error: impl FnOnce() -> String) -> Mark {
        let errors = (extra + missed > 0).then(error).into_iter().collect();
        Mark { measure, outcome: Outcome::Found { hits, extra, missed }, errors }
    }

    /// Whether nothing is wrong.
    pub fn is_right(&self) -> bool {
        self.errors.is_empty()
    }
}

/// Why a gold set cannot be scored.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such set, and no such file.
    #[error("no gold set or file {0:?}; the sets are {sets}", sets = SETS.join(", "))]
    NoSet(String),
    /// The set's data is not there.
    #[error("cannot read {path}: {error}")]
    Read {
        /// What was looked for.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// A file that is not in its set's form.
    #[error("{path} record {record}: {problem}")]
    Form {
        /// The file.
        path: PathBuf,
        /// From 1.
        record: usize,
        /// What is wrong.
        problem: String,
    },
}

/// A set: from `data/<set>`, or from `file` where one is given.
pub fn gold(set: &str, data: &Path, file: Option<&Path>) -> Result<Gold, Error> {
    let path = |name: &str| file.map_or_else(|| data.join(name), Path::to_owned);
    match set {
        "gva-incidents" => gva_incidents::together(&path("gva/reports.jsonl")).map(Gold::Together),
        "copies" => copies::together(&path("gva/reports.jsonl")).map(Gold::Together),
        "tallies" => tallies::together(&path("tally_series")).map(Gold::Together),
        "fakes" => fakes::together(&path("fakes/dev.jsonl")).map(Gold::Together),
        _ => cases(set, data, file).map(Gold::Cases),
    }
}

/// The cases of a set that is judged report by report.
pub fn cases(set: &str, data: &Path, file: Option<&Path>) -> Result<Vec<Case>, Error> {
    let path = |name: &str| file.map_or_else(|| data.join(set).join(name), Path::to_owned);
    match set {
        "airwars" => airwars::cases(&path("dev.jsonl")),
        "confidence" => sure::cases(data),
        "isaf" => isaf::cases(&path("dev.jsonl")),
        "gva" => gva::cases(&path("reports.jsonl")),
        "gvdb" => gvdb::cases(&path("dev.tsv")),
        "muc4" => muc4::cases(&path("")),
        "geoparsing" => geoparsing_set::cases(&path("")),
        "re3d" => re3d_set::cases(&path("")),
        "html" => html_set::cases(&file.map_or_else(|| data.join("html/article_extraction_benchmark"), Path::to_owned)),
        "polnear" => polnear_set::cases(&path("dev")),
        "temporal" => temporal_set::cases(&path("wikiwars_timex3")),
        "tbaq" => temporal_set::cases(&file.map_or_else(|| data.join("temporal/tbaq_cleaned"), Path::to_owned)),
        "india" => india::cases(&file.map_or_else(|| data.join("india_police_events/data/final"), Path::to_owned)),
        "plover" => plover_set::cases(&path("PLOVER_GSR_CAMEO.txt")),
        "petrarch2" => petrarch2::cases(&path("petrarch2/data"), &data.join("plover/CAMEO2PLOVER-2021.txt")),
        "traps" => traps::cases(file.unwrap_or(Path::new("."))),
        _ => Err(Error::NoSet(set.to_owned())),
    }
}

/// Which set a file is of, by the fields of its first record.
pub fn recognise(file: &Path) -> Option<&'static str> {
    if file.is_dir() {
        let sets = [
            ("html", html_set::is_of(file)),
            ("muc4", file.join("taskdoc").is_dir()),
            ("polnear", polnear_set::is_of(file)),
            ("re3d", re3d_set::is_of(file)),
            ("temporal", temporal_set::is_of(file)),
        ];
        return sets.into_iter().find(|(_, is)| *is).map(|(set, _)| set);
    }
    let text = fs::read_to_string(file).ok()?;
    let first = text.lines().next()?;
    let has = |field: &str| first.contains(&format!("\"{field}\""));
    match () {
        () if has("narrative") => Some("airwars"),
        () if has("gold") && has("min_killed") => Some("isaf"),
        () if has("incident_id") && has("text") => Some("gva"),
        () if has("article_content") => Some("fakes"),
        () if first.starts_with("Article id") => Some("gvdb"),
        () if text.contains("<toponym>") => Some("geoparsing"),
        () => None,
    }
}

/// The lines of a JSONL file, each as `T`.
fn json_lines<T: serde::de::DeserializeOwned>(path: &Path) -> Result<Vec<T>, Error> {
    let parse = |(index, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|error| Error::Form {
            path: path.to_owned(),
            record: index + 1,
            problem: error.to_string(),
        })
    };
    let text = read(path)?;
    text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(parse).collect()
}

fn read(path: &Path) -> Result<String, Error> {
    let bytes = fs::read(path).map_err(|error| Error::Read { path: path.to_owned(), error })?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
