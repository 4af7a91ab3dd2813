//! FA-KES: 379 reports by 15 outlets on the war in Syria, for joining (see [`crate::clustering`]).
//!
//! The gold gives each report a day and a province. Reports with the same two are one incident here, which is coarse: two strikes of a day in
//! one province are one. The day is taken for that of publication (where a text begins with its day, it is the same).

use std::path::Path;

use dateline::Report;
use jiff::civil::Date;
use serde::Deserialize;

use crate::gva_incidents::joined;
use crate::{Error, Together, json_lines};

#[derive(Deserialize)]
struct Row {
    unit_id: String,
    article_title: String,
    article_content: String,
    source: String,
    date: String,
    location: String,
}

pub fn together(path: &Path) -> Result<Together, Error> {
    let mut reports = Vec::new();
    let mut gold = Vec::new();
    for row in json_lines::<Row>(path)? {
        gold.push(format!("{} {}", row.date, row.location));
        reports.push(Report {
            id: row.unit_id,
            title: Some(row.article_title),
            outlet: Some(row.source),
            published: day(&row.date),
            text: row.article_content,
            ..Report::default()
        });
    }
    Ok(joined(reports, gold))
}

/// "4/16/2017": month, day, year.
fn day(text: &str) -> Option<Date> {
    let mut parts = text.split('/');
    let mut number = || parts.next()?.parse::<i16>().ok();
    let (month, day, year) = (number()?, number()?, number()?);
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_month_first() {
        assert_eq!(day("4/16/2017"), Some(jiff::civil::date(2017, 4, 16)));
        assert_eq!(day("16/4/2017"), None);
    }
}
