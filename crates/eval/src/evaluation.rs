//! From cases to figures: every case coded and judged, the marks of each measure brought together.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{Case, Mark, Outcome};

/// Which half of a set a document is in, by the digest of its id: so that errors can be read in one half and a rule checked on the
/// other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Half {
    /// The digest's first byte is even.
    Even,
    /// It is odd.
    Odd,
}

impl Half {
    /// The half `id` is in.
    pub fn of(id: &str) -> Half {
        let digest = Sha256::digest(id.as_bytes());
        if digest.first().is_none_or(|byte| byte % 2 == 0) { Half::Even } else { Half::Odd }
    }
}

/// What a set comes to.
#[derive(Debug, Clone, Serialize)]
pub struct Evaluation {
    /// The set's name.
    pub set: String,
    /// How many documents were coded.
    pub documents: usize,
    /// How many words they hold, by white space.
    pub words: usize,
    /// In the order in which a case is judged.
    pub measures: Vec<MeasureResult>,
}

/// What one measure comes to.
#[derive(Debug, Clone, Serialize)]
pub struct MeasureResult {
    /// "killed range".
    pub name: &'static str,
    /// On every document.
    pub all: Figure,
    /// On the even half.
    pub even: Figure,
    /// On the odd half.
    pub odd: Figure,
    /// Every error: the document, its half, what kind.
    pub errors: Vec<(String, Half, String)>,
}

/// One figure, in per cent (or in the measure's unit, for an amount).
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Figure {
    /// How many documents, or how many things of the gold.
    pub of: usize,
    /// Share right, F1, or median.
    pub value: f64,
    /// Of what was found, how much is in the gold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<f64>,
    /// Of the gold, how much was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recall: Option<f64>,
}

/// Marks every case on `threads` threads and brings the marks together; `done` is called after each case.
pub fn evaluate(set: &str, cases: &[Case], threads: usize, done: impl Fn() + Sync) -> Evaluation {
    let mark = |case: &Case| {
        let marks = (case.mark)();
        done();
        marks
    };
    let marks = map(cases, threads, mark);
    let mut order: Vec<&'static str> = Vec::new();
    let mut by_measure: BTreeMap<&str, Vec<(&str, &Mark)>> = BTreeMap::new();
    for (case, marks) in cases.iter().zip(&marks) {
        for mark in marks {
            if !order.contains(&mark.measure) {
                order.push(mark.measure);
            }
            by_measure.entry(mark.measure).or_default().push((&case.id, mark));
        }
    }
    let measures = order.iter().map(|name| result(name, &by_measure[name])).collect();
    let words = cases.iter().map(|case| case.words).sum();
    Evaluation { set: set.to_owned(), documents: cases.len(), words, measures }
}

fn result(name: &'static str, marks: &[(&str, &Mark)]) -> MeasureResult {
    let of = |half: Option<Half>| {
        let marks = marks.iter().filter(|(id, _)| half.is_none_or(|half| Half::of(id) == half));
        figure(marks.map(|(_, mark)| mark.outcome))
    };
    let errors = marks.iter().flat_map(|(id, mark)| mark.errors.iter().map(move |error| (*id, error)));
    MeasureResult {
        name,
        all: of(None),
        even: of(Some(Half::Even)),
        odd: of(Some(Half::Odd)),
        errors: errors.map(|(id, error)| (id.to_owned(), Half::of(id), error.clone())).collect(),
    }
}

fn figure(outcomes: impl Iterator<Item = Outcome>) -> Figure {
    let (mut right, mut of) = (0, 0);
    let (mut all_hits, mut all_extra, mut all_missed, mut counted) = (0, 0, 0, false);
    let mut amounts = Vec::new();
    let (mut sum, mut summed) = (0.0, 0);
    let mut sure: Vec<(u32, bool)> = Vec::new();
    let (mut precisions, mut recalls) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        match outcome {
            Outcome::Right(yes) => {
                right += usize::from(yes);
                of += 1;
            }
            Outcome::Found { hits, extra, missed } => {
                counted = true;
                all_hits += hits;
                all_extra += extra;
                all_missed += missed;
            }
            Outcome::Shares { precision, recall } => {
                precisions.extend(precision);
                recalls.extend(recall);
            }
            Outcome::Sure { said, right } => sure.push((said, right)),
            Outcome::Amount(amount) => amounts.push(amount),
            Outcome::Mean(amount) => {
                sum += amount;
                summed += 1;
            }
        }
    }
    if !recalls.is_empty() {
        let mean = |shares: &[f64]| 100.0 * shares.iter().sum::<f64>() / shares.len().max(1) as f64;
        let rounded = |value: f64| (100.0 * value).round() / 100.0;
        let (precision, recall) = (mean(&precisions), mean(&recalls));
        let value = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
        return Figure {
            of: recalls.len(),
            value: rounded(value),
            precision: Some(rounded(precision)),
            recall: Some(rounded(recall)),
        };
    }
    if counted {
        let (precision, recall) = (share(all_hits, all_hits + all_extra), share(all_hits, all_hits + all_missed));
        let value = share(2 * all_hits, 2 * all_hits + all_extra + all_missed);
        return Figure { of: all_hits + all_missed, value, precision: Some(precision), recall: Some(recall) };
    }
    if summed > 0 {
        return Figure { of: summed, value: tenths(sum / summed as f64), ..Figure::default() };
    }
    if !sure.is_empty() {
        return Figure { of: sure.len(), value: tenths(100.0 - calibration_error(&sure)), ..Figure::default() };
    }
    if !amounts.is_empty() {
        amounts.sort_by(f64::total_cmp);
        return Figure { of: amounts.len(), value: tenths(amounts[amounts.len() / 2]), ..Figure::default() };
    }
    Figure { of, value: share(right, of), ..Figure::default() }
}

/// How far, in per cent, what was said lies from the share that was right, on average over the tenths of what was said, each weighed by how often it was said
/// (Naeini et al. 2015).
fn calibration_error(sure: &[(u32, bool)]) -> f64 {
    let mut bins: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    for &(said, right) in sure {
        let bin = bins.entry((said / 10).min(9)).or_default();
        bin.0 += f64::from(said);
        bin.1 += if right { 100.0 } else { 0.0 };
    }
    bins.values().map(|(said, right)| (said - right).abs()).sum::<f64>() / sure.len() as f64
}

fn tenths(amount: f64) -> f64 {
    (10.0 * amount).round() / 10.0
}

/// In per cent, to two decimals.
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { (10_000.0 * part as f64 / whole as f64).round() / 100.0 }
}

/// A share between 0 and 1, in per cent, to two decimals.
pub(crate) fn mean(share: f64) -> f64 {
    (10_000.0 * share).round() / 100.0
}

/// `work` on each of `items`, in their order.
pub(crate) fn map<I: Sync, O: Send>(items: &[I], threads: usize, work: impl Fn(&I) -> O + Sync) -> Vec<O> {
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        while let Some((index, item)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, items.get(at)?))) {
            done.push((index, work(item)));
        }
        done
    };
    let mut done: Vec<(usize, O)> = thread::scope(|scope| {
        let started: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(take)).collect();
        started.into_iter().flat_map(|thread| thread.join().expect("a case that panics ends the evaluation")).collect()
    });
    done.sort_by_key(|&(index, _)| index);
    done.into_iter().map(|(_, output)| output).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_f1_are_in_per_cent() {
        let right = [true, false, true].map(Outcome::Right);
        assert_eq!(figure(right.into_iter()), Figure { of: 3, value: 66.67, precision: None, recall: None });
        let found = [Outcome::Found { hits: 2, extra: 1, missed: 0 }, Outcome::Found { hits: 1, extra: 0, missed: 3 }];
        let figure_of_found = figure(found.into_iter());
        assert_eq!((figure_of_found.of, figure_of_found.precision, figure_of_found.recall), (6, Some(75.0), Some(50.0)));
        assert_eq!(figure_of_found.value, 60.0);
        assert_eq!(figure([3.0, 1.0, 2.0].map(Outcome::Amount).into_iter()).value, 2.0);
        assert_eq!(figure(std::iter::empty()), Figure::default());
    }

    #[test]
    fn halves_are_of_like_size_and_hold_still() {
        let even = (0..1000).filter(|id| Half::of(&id.to_string()) == Half::Even).count();
        assert!((450..550).contains(&even), "{even}");
        assert_eq!(Half::of("DEV-MUC3-0001"), Half::of("DEV-MUC3-0001"));
    }
}
