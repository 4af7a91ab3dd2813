//! Sets whose gold is about several reports at once: which tell of one incident, which are copies, how totals go on.
//!
//! In: reports, and a judge that holds the gold. Out: an [`Evaluation`] in the same form as that of a set judged report by report. The
//! halves are told apart by the id of what the gold is about (the incident), so that no incident lies in both.

use dateline::{Reading, Report};

use crate::evaluation::map;
use crate::{Case, Evaluation, Half, MeasureResult, evaluate};

/// A set as it can be scored.
pub enum Gold {
    /// One report at a time.
    Cases(Vec<Case>),
    /// All of its reports at once.
    Together(Together),
}

/// Reports that are judged together.
pub struct Together {
    /// What is read, each by itself.
    pub reports: Vec<Report>,
    /// What is made of the readings; how many things were judged comes with it.
    pub judge: Judge,
}

/// Holds the gold; is given the reports and their readings, and how many threads it may use.
pub type Judge = Box<dyn Fn(&[Report], &[Reading], usize) -> Vec<MeasureResult> + Send + Sync>;

impl Gold {
    /// How many documents are read.
    pub fn len(&self) -> usize {
        match self {
            Gold::Cases(cases) => cases.len(),
            Gold::Together(together) => together.reports.len(),
        }
    }

    /// Whether there is nothing to score.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Scores the set on `threads` threads; `done` is called after each document.
    pub fn evaluate(&self, set: &str, threads: usize, done: impl Fn() + Sync) -> Evaluation {
        let together = match self {
            Gold::Cases(cases) => return evaluate(set, cases, threads, done),
            Gold::Together(together) => together,
        };
        let read = |report: &Report| {
            let reading = dateline::read(report);
            done();
            reading
        };
        let readings = map(&together.reports, threads, read);
        let measures = (together.judge)(&together.reports, &readings, threads);
        let words = together.reports.iter().map(|report| report.text.split_whitespace().count()).sum();
        Evaluation { set: set.to_owned(), documents: together.reports.len(), words, measures }
    }
}

/// Whether what is called `id` is of the half asked for; of all where none is.
pub fn is_in(half: Option<Half>, id: &str) -> bool {
    half.is_none_or(|half| Half::of(id) == half)
}
