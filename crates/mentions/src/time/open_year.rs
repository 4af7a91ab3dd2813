//! Calendar points that leave the year open: which May is meant.
//!
//! In: a field of the calendar and what its words say of the year. Out: the year, by the words beside it, the time told of, or the day the
//! report speaks from.

use dateline_lexicon::TimeUnit;
use jiff::civil::Date;

use super::point::{Point, day, edge_days, field_days, holiday_date, plus_days};
use super::resolve::{Resolved, Teller, clock_of, step_count};
use super::sense::{Calendar, Field, Sense, Step, Year};
use super::setting::Outlook;
use super::{Anchor, Timex, value};

impl Teller<'_> {
    pub fn calendar(&self, index: usize, calendar: Calendar) -> Resolved {
        let (year, anchor) = match calendar.year {
            Year::Known(year) => (Some(year), Anchor::Explicit),
            Year::Of(step) => {
                let told = matches!(step, Step::Told | Step::Before | Step::After) || self.setting.history;
                let from_told = self.told.map(|point| (point.year, Anchor::Narrative)).filter(|_| told);
                let from_speech = self.speech().map(|(date, anchor)| (i32::from(date.year()), anchor));
                let (year, anchor) = from_told.or(from_speech).unzip();
                (year.map(|year| year + step_count(step) as i32), anchor.unwrap_or(Anchor::Explicit))
            }
            Year::Open(step) => {
                let (year, anchor) = self.open_year(index, calendar.field, step).unzip();
                (year.map(|year| agreeing(year, calendar)), anchor.unwrap_or(Anchor::Explicit))
            }
        };
        let kind = if calendar.hour.is_some() { Timex::Time } else { Timex::Date };
        let time = calendar.hour.map_or(String::new(), value::hour);
        let clock = calendar.hour.and_then(clock_of);
        let unit = match calendar.field {
            Field::Day(..) | Field::Holiday(_) => TimeUnit::Day,
            Field::Month(_) => TimeUnit::Month,
            _ => TimeUnit::Year,
        };
        let Some(year) = year else {
            let value = value::unplaced_field(calendar.field) + &time;
            return Resolved { clock, ..Resolved::unplaced(kind, value, unit) };
        };
        let mut value = value::field(year, calendar.field);
        if let Field::Holiday(holiday) = calendar.field
            && let Some(date) = holiday_date(year, holiday)
        {
            value = value::date(date);
        }
        let interval = match calendar.field {
            Field::Half(_) => field_days(year, calendar.field),
            field => field_days(year, field).and_then(|days| edge_days(days, calendar.edge)),
        };
        let point = match calendar.field {
            Field::Decade | Field::Century => None,
            Field::Day(month, day) => Some(Point { year, month: Some(month), day: Some(day) }),
            Field::Month(month) => Some(Point { year, month: Some(month), day: None }),
            Field::Holiday(holiday) => holiday_date(year, holiday).map(Point::of),
            Field::Season(_) | Field::Quarter(_) | Field::Half(_) | Field::Year => Some(Point { year, month: None, day: None }),
        };
        Resolved { kind, value: value + &time, interval, clock, anchor, point, unit, rule: None }
    }

    /// The year of a month, day, season or holiday that names none.
    fn open_year(&self, index: usize, field: Field, step: Step) -> Option<(i32, Anchor)> {
        if let Some(year) = self.year_beside(index, field) {
            return Some((year, Anchor::Narrative));
        }
        if let (Some(told), true) = (self.told, self.listed(index)) {
            return Some((told_year(told, field, step), Anchor::Narrative));
        }
        let told_steps = matches!(step, Step::Told | Step::Before | Step::After);
        if (self.setting.history || told_steps)
            && let Some(told) = self.told
        {
            return Some((told_year(told, field, step), Anchor::Narrative));
        }
        let (speech, anchor) = self.speech()?;
        let own = i32::from(speech.year());
        let days = |year: i32| field_days(year, field);
        let behind =
            |limit: Date| (0..3).map(|back| own + 1 - back).find(|&year| days(year).is_some_and(|days| days.start() <= limit));
        let ahead =
            |limit: Date| (0..3).map(|more| own - 1 + more).find(|&year| days(year).is_some_and(|days| days.end() >= limit));
        if matches!(field, Field::Quarter(_)) && step == Step::None {
            let distance = |year: &i32| days(*year).map_or(i32::MAX, |days| (days.end() - speech).get_days().abs());
            return [own - 1, own, own + 1].into_iter().min_by_key(distance).map(|year| (year, anchor));
        }
        let year = match step {
            Step::Last => (0..3).map(|back| own - back).find(|&year| days(year).is_some_and(|days| days.end() < speech)),
            Step::Next => (0..3).map(|more| own + more).find(|&year| days(year).is_some_and(|days| days.start() > speech)),
            Step::This => Some(own),
            _ => match self.outlook(index) {
                Outlook::Ahead => ahead(speech).map(|year| {
                    // nothing is planned for most of a year ahead that was due a few weeks ago
                    let wait = days(year).map_or(0, |days| (days.start() - speech).get_days());
                    let since = days(year - 1).map_or(i32::MAX, |days| (speech - days.end()).get_days());
                    if wait > 270 && since < 92 { year - 1 } else { year }
                }),
                Outlook::Back => behind(plus_days(speech, 1)?),
                Outlook::Unsaid if matches!(field, Field::Day(..)) => {
                    // the last one, unless the next is close at hand
                    let wait = |year: i32| days(year).map_or(i32::MAX, |days| (days.start() - speech).get_days());
                    [own, own + 1].into_iter().find(|&year| (1..30).contains(&wait(year))).or(behind(speech))
                }
                Outlook::Unsaid => behind(speech),
            },
        };
        Some((year.unwrap_or(own), anchor))
    }

    /// Whether the date goes on from the one before it: "16 and 23 January".
    fn listed(&self, index: usize) -> bool {
        let Some(before) = index.checked_sub(1).and_then(|before| self.found.get(before)) else { return false };
        let this = &self.found[index];
        let days =
            [before, this].iter().all(|time| matches!(time.sense, Sense::Calendar(Calendar { field: Field::Day(..), .. })));
        let joints = (before.end..this.first)
            .all(|at| matches!(self.atoms.lower(at), "and" | "to" | "or" | "until" | "through" | "-" | "\u{2013}" | ","));
        days && joints && this.first - before.end <= 2
    }

    /// The year said right after, across "and", "to" or a dash: "between May and June 1941".
    fn year_beside(&self, index: usize, field: Field) -> Option<i32> {
        let (this, next) = (self.found.get(index)?, self.found.get(index + 1)?);
        let Sense::Calendar(Calendar { year: Year::Known(year), field: other, .. }) = next.sense else { return None };
        let near = next.first - this.end <= 3 && !self.atoms.breaks(next.first);
        let joined = (this.end..next.first).all(|at| {
            matches!(
                self.atoms.lower(at),
                "and" | "to" | "or" | "until" | "through" | "-" | "," | "\u{2013}" | "&" | "on" | "by" | "early" | "late"
            )
        });
        let joins = joined && next.first > this.end;
        let (Some(month), Some(other)) = (month_of(field), month_of(other)) else { return None };
        (near && joins).then_some(if month <= other { year } else { year - 1 })
    }
}

/// The year, or the one before or after it, whose date falls on the weekday named with it; the year itself where none does.
fn agreeing(year: i32, calendar: Calendar) -> i32 {
    let (Some(weekday), Field::Day(month, date)) = (calendar.weekday, calendar.field) else { return year };
    let falls = |year: &i32| day(*year, month, date).is_some_and(|day| day.weekday().to_monday_one_offset() == weekday as i8);
    [year, year - 1, year + 1].into_iter().find(falls).unwrap_or(year)
}

/// A month so many months before the one told of is the next year's: January after September, in a history that runs forward.
const TURN: i32 = 8;

/// The year of a field in a history, from the time told of last.
fn told_year(told: Point, field: Field, step: Step) -> i32 {
    let count = match step {
        Step::Before | Step::Last => -1,
        Step::After | Step::Next => 1,
        _ => 0,
    };
    match (month_of(field), told.month) {
        (Some(month), Some(before)) if count == 0 && i32::from(month) - i32::from(before) <= -TURN => told.year + 1,
        (Some(month), Some(before)) if count == 1 => told.year + i32::from(month <= before),
        (Some(month), Some(before)) if count == -1 => told.year - i32::from(month >= before),
        _ => told.year + count,
    }
}

fn month_of(field: Field) -> Option<u8> {
    match field {
        Field::Month(month) | Field::Day(month, _) => Some(month),
        _ => None,
    }
}
