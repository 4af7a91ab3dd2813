//! Running totals: daily and cumulative tolls of Gaza, the West Bank and Lebanon.
//!
//! Measured on each figure that is given both ways: whether what the engine's series adds from one total to the next is the figure of the day
//! (`… from the data`), the same where each total is first told in a sentence and read (`… as told`), and whether every total that falls
//! gives a negative increment and no other does (`falls`). The data's own totals were corrected at times, so that they differ from the daily
//! figures in about one day of a hundred.

use std::path::Path;

use dateline::incidents::{Policy, increments};
use dateline::mentions::Count;
use dateline::{Reading, Report};
use jiff::civil::Date;
use serde_json::Value;

use crate::evaluation::share;
use crate::together::is_in;
use crate::{Error, Figure, Half, MeasureResult, Together, read};

/// One series of the data: its days, totals and daily figures.
struct Series {
    name: &'static str,
    /// How a total is told, around its figure.
    told: [&'static str; 2],
    points: Vec<Point>,
}

struct Point {
    day: Date,
    total: u32,
    daily: Option<u32>,
}

/// Name, file, field of the total, field of the daily figure, how a total is told.
const SERIES: [(&str, &str, &str, &str, [&str; 2]); 5] = [
    (
        "Gaza killed",
        "casualties_daily.json",
        "ext_killed_cum",
        "ext_killed",
        ["Israeli attacks have killed ", " people in Gaza since October 7, 2023, the Gaza health ministry said on "],
    ),
    (
        "Gaza injured",
        "casualties_daily.json",
        "ext_injured_cum",
        "ext_injured",
        ["Israeli attacks have injured ", " people in Gaza since October 7, 2023, the Gaza health ministry said on "],
    ),
    (
        "West Bank killed",
        "west_bank_daily.json",
        "verified.killed_cum",
        "verified.killed",
        ["Israeli forces have killed ", " Palestinians in the West Bank since October 7, 2023, the United Nations said on "],
    ),
    (
        "Lebanon killed",
        "lebanon_casualties_daily.json",
        "killed_cum",
        "killed",
        ["Israeli strikes have killed ", " people in Lebanon since October 8, 2023, the Lebanese health ministry said on "],
    ),
    (
        "Lebanon reported",
        "lebanon_casualties_daily.json",
        "killed_cum_reported",
        "none",
        ["Israeli strikes have killed ", " people in Lebanon since March 2, 2026, the Lebanese health ministry said on "],
    ),
];

pub fn together(folder: &Path) -> Result<Together, Error> {
    let mut all = Vec::new();
    for (name, file, total, daily, told) in SERIES {
        let path = folder.join(file);
        let rows: Vec<Value> = serde_json::from_str(&read(&path)?).map_err(|error| Error::Form {
            path: path.clone(),
            record: error.line(),
            problem: error.to_string(),
        })?;
        let points = rows.iter().filter_map(|row| {
            let number = |field: &str| field.split('.').try_fold(row, |row, part| row.get(part))?.as_u64()?.try_into().ok();
            Some(Point { day: row.get("report_date")?.as_str()?.parse().ok()?, total: number(total)?, daily: number(daily) })
        });
        all.push(Series { name, told, points: points.collect() });
    }
    let reports: Vec<Report> = all.iter().flat_map(Series::reports).collect();
    let judge = move |reports: &[Report], readings: &[Reading], _threads: usize| {
        let mut measures = Vec::new();
        let mut falls = Vec::new();
        for series in &all {
            let totals: Vec<Count> = series.points.iter().map(|point| Count::exactly(point.total)).collect();
            let added = increments(&totals);
            falls.extend(series.falls(&added));
            measures.extend(series.compared(added.into_iter().collect(), false));
            measures.extend(series.compared(series.as_told(reports, readings), true));
        }
        measures.push(measure("falls", falls));
        measures
    };
    Ok(Together { reports, judge: Box::new(judge) })
}

impl Series {
    /// The totals, each told in a sentence of a report of its day.
    fn reports(&self) -> Vec<Report> {
        let told = |point: &Point| Report {
            id: format!("{} {}", self.name, point.day),
            published: Some(point.day),
            outlet: Some("Eval Wire".to_owned()),
            // With its day: the same words on two days are one text, printed again.
            text: format!("{}{}{}{}.", self.told[0], thousands(point.total), self.told[1], point.day.strftime("%B %-d, %Y")),
            ..Report::default()
        };
        self.points.iter().map(told).collect()
    }

    /// What each total adds as the engine tells it, by the day it is told: `None` where no total of this series was read that day.
    fn as_told(&self, reports: &[Report], readings: &[Reading]) -> Vec<Option<i64>> {
        let own: Vec<(&Report, &Reading)> =
            reports.iter().zip(readings).filter(|(report, _)| report.id.starts_with(self.name)).collect();
        let (_, conclusions) = dateline::together(&own, &Policy::default());
        let longest = conclusions.tallies.iter().max_by_key(|tally| tally.points.len());
        let points = longest.map_or(&[][..], |tally| &tally.points);
        let of = |report: &Report| points.iter().find(|point| point.report == report.id).and_then(|point| point.increment);
        own.iter().map(|(report, _)| of(report)).collect()
    }

    /// One mark a day that has a figure of its own and a total before it.
    fn compared(&self, added: Vec<Option<i64>>, told: bool) -> Option<MeasureResult> {
        let name = match (self.name, told) {
            ("Gaza killed", false) => "Gaza killed from the data",
            ("Gaza killed", true) => "Gaza killed as told",
            ("Gaza injured", false) => "Gaza injured from the data",
            ("Gaza injured", true) => "Gaza injured as told",
            ("West Bank killed", false) => "West Bank killed from the data",
            ("West Bank killed", true) => "West Bank killed as told",
            ("Lebanon killed", false) => "Lebanon killed from the data",
            ("Lebanon killed", true) => "Lebanon killed as told",
            _ => return None,
        };
        let days = self.points.iter().zip(added).skip(1);
        let marks = days.filter_map(|(point, added)| {
            let daily = i64::from(point.daily?);
            let error = if added.is_none() { "not read" } else { "another figure" };
            Some((point.day.to_string(), added == Some(daily), error))
        });
        Some(measure(name, marks.collect()))
    }

    /// One mark a total after the first: whether its fall, or that it did not fall, is told.
    fn falls(&self, added: &[Option<i64>]) -> Vec<(String, bool, &'static str)> {
        let pairs = self.points.windows(2).zip(added.iter().skip(1));
        let mark = |(pair, added): (&[Point], &Option<i64>)| {
            let fell = pair[1].total < pair[0].total;
            (pair[1].day.to_string(), added.is_some_and(|added| added < 0) == fell, "a fall untold, or none told as one")
        };
        pairs.map(mark).collect()
    }
}

/// "12,345".
fn thousands(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The share of days that are right.
fn measure(name: &'static str, marks: Vec<(String, bool, &'static str)>) -> MeasureResult {
    let figure = |half: Option<Half>| {
        let in_half = || marks.iter().filter(|(day, ..)| is_in(half, day));
        let (of, right) = (in_half().count(), in_half().filter(|(_, right, _)| *right).count());
        Figure { of, value: share(right, of), ..Figure::default() }
    };
    let wrong = marks.iter().filter(|(_, right, _)| !right);
    let errors = wrong.map(|(day, _, error)| (day.clone(), Half::of(day), (*error).to_owned())).collect();
    MeasureResult { name, all: figure(None), even: figure(Some(Half::Even)), odd: figure(Some(Half::Odd)), errors }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_told_with_commas() {
        assert_eq!([7, 1234, 1_234_567].map(thousands), ["7", "1,234", "1,234,567"]);
    }
}
