//! Toponyms as cases: the articles of GeoWebNews (`GWN.xml`) and of the Local-Global Lexicon (`lgl.xml`).
//!
//! Measured: `toponym` (found where a reading shares a character; demonyms and toponyms without coordinates in the gold count neither way),
//! `toponym exact` (the same characters), `acc@161` (of those found and placed or not, the share within 161 km), and how far off those placed
//! are: `median km` and `mean km`, the lower the better. LGL's measures have its name before them.

use std::path::Path;

use dateline::Report;

use crate::geoparsing::{Article, Reading, Score, articles};
use crate::{Case, Error, Mark, Outcome, read};

/// The names of the measures for one of the two files.
struct Names {
    toponym: &'static str,
    exact: &'static str,
    near: &'static str,
    median: &'static str,
    mean: &'static str,
}

const GWN: Names = Names { toponym: "toponym", exact: "toponym exact", near: "acc@161", median: "median km", mean: "mean km" };
const LGL: Names = Names {
    toponym: "LGL toponym",
    exact: "LGL toponym exact",
    near: "LGL acc@161",
    median: "LGL median km",
    mean: "LGL mean km",
};

/// A case an article of `path`: one file, or a folder with both.
pub fn cases(path: &Path) -> Result<Vec<Case>, Error> {
    if path.is_dir() {
        let mut cases = self::cases(&path.join("GWN.xml"))?;
        cases.extend(self::cases(&path.join("lgl.xml"))?);
        return Ok(cases);
    }
    let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let names = if stem.eq_ignore_ascii_case("lgl") { &LGL } else { &GWN };
    let case = |(index, article): (usize, Article)| Case {
        id: format!("{stem}-{}", index + 1),
        words: article.text.split_whitespace().count(),
        mark: Box::new(move || marks(names, &article)),
    };
    Ok(articles(&read(path)?).into_iter().enumerate().map(case).collect())
}

fn marks(names: &Names, article: &Article) -> Vec<Mark> {
    let report = Report { text: article.text.clone(), outlet: article.outlet.clone(), ..Report::default() };
    let reading = dateline::read(&report);
    let places = reading.mentions.places.iter().map(|place| {
        let location = place.location.as_ref();
        Reading {
            range: place.range.start()..place.range.end(),
            spot: location.and_then(|at| at.latitude.zip(at.longitude)),
            label: place.rule.0.to_owned(),
        }
    });
    let mut score = Score::default();
    score.add(article, &places.collect::<Vec<_>>());
    let errors = |kinds: &[&str]| {
        let of_kind = score.errors.iter().filter(|(error, _)| kinds.iter().any(|kind| error.starts_with(kind)));
        let kind = |error: &str| error.split(' ').next().unwrap_or_default().to_owned();
        of_kind.flat_map(|(error, &times)| std::iter::repeat_n(kind(error), times)).collect::<Vec<_>>()
    };
    let found = |measure: &'static str, hits: usize, errors: Vec<String>| {
        let outcome = Outcome::Found { hits, extra: score.found + score.false_alarms - hits, missed: score.gold - hits };
        Mark { measure, outcome, errors }
    };
    let mut marks =
        vec![found(names.toponym, score.found, errors(&["missed", "false"])), found(names.exact, score.exact, Vec::new())];
    let right = |right: bool| Mark { measure: names.near, outcome: Outcome::Right(right), errors: Vec::new() };
    let near = score.kilometres.iter().filter(|off| **off <= 161.0).count();
    marks.extend((0..score.found).map(|index| right(index < near)));
    if let Some(mark) = marks.iter_mut().find(|mark| mark.measure == names.near) {
        mark.errors = errors(&["misplaced", "unplaced"]);
    }
    let amount = |measure: &'static str, outcome: Outcome| Mark { measure, outcome, errors: Vec::new() };
    marks.extend(score.kilometres.iter().map(|&off| amount(names.median, Outcome::Amount(off))));
    marks.extend(score.kilometres.iter().map(|&off| amount(names.mean, Outcome::Mean(off))));
    marks
}
