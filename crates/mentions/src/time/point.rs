//! Points of the calendar: a year, a month of it, or a day; the days they stand for; and steps between them.

use dateline_lexicon::{DayPart, Holiday, Season, TimeUnit};
use jiff::Span;
use jiff::civil::Date;

use super::Interval;
use super::sense::{Edge, Field};

/// A time told of: at least its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub year: i32, // the year before AD 1 is 0
    pub month: Option<u8>,
    pub day: Option<u8>,
}

impl Point {
    pub fn of(date: Date) -> Point {
        Point { year: i32::from(date.year()), month: Some(date.month() as u8), day: Some(date.day() as u8) }
    }

    /// Its first day.
    pub fn first(self) -> Option<Date> {
        day(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The day itself, where it is one.
    pub fn date(self) -> Option<Date> {
        day(self.year, self.month?, self.day?)
    }
}

/// The day, if there is one.
pub(super) fn day(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok()
}

/// `date` and `days` more.
pub(super) fn plus_days(date: Date, days: i64) -> Option<Date> {
    let span = Span::new().try_days(days).ok()?;
    date.checked_add(span).ok()
}

/// `date` and `count` more of `unit`; the last of the month where the day is missing.
pub(super) fn plus(date: Date, count: i64, unit: TimeUnit) -> Option<Date> {
    if count.abs() > 100_000 {
        return None;
    }
    let span = match unit {
        TimeUnit::Second | TimeUnit::Minute => return Some(date),
        TimeUnit::Hour => Span::new().try_days(count / 24).ok()?,
        TimeUnit::Day => Span::new().try_days(count).ok()?,
        TimeUnit::Week | TimeUnit::Weekend => Span::new().try_weeks(count).ok()?,
        TimeUnit::Fortnight => Span::new().try_weeks(count * 2).ok()?,
        TimeUnit::Month => Span::new().try_months(count).ok()?,
        TimeUnit::Quarter => Span::new().try_months(count * 3).ok()?,
        TimeUnit::Year => Span::new().try_years(count).ok()?,
        TimeUnit::Decade => Span::new().try_years(count * 10).ok()?,
        TimeUnit::Century => Span::new().try_years(count * 100).ok()?,
        TimeUnit::Millennium => Span::new().try_years(count * 1000).ok()?,
    };
    date.checked_add(span).ok()
}

/// Monday of the week `date` is in.
pub(super) fn monday(date: Date) -> Option<Date> {
    plus_days(date, -i64::from(date.weekday().to_monday_zero_offset()))
}

/// The days of a week, month or year that holds `date`.
pub(super) fn around(date: Date, unit: TimeUnit) -> Option<Interval> {
    let year = i32::from(date.year());
    Some(match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Day => Interval::day(date),
        TimeUnit::Week | TimeUnit::Fortnight => Interval::new(monday(date)?, plus_days(monday(date)?, 6)?),
        TimeUnit::Weekend => Interval::new(plus_days(monday(date)?, 5)?, plus_days(monday(date)?, 6)?),
        TimeUnit::Month => Interval::new(date.first_of_month(), date.last_of_month()),
        TimeUnit::Quarter => field_days(year, Field::Quarter((date.month() as u8 - 1) / 3 + 1))?,
        TimeUnit::Year => field_days(year, Field::Year)?,
        TimeUnit::Decade => field_days(year, Field::Decade)?,
        TimeUnit::Century => field_days(year, Field::Century)?,
        TimeUnit::Millennium => {
            Interval::new(day(year.div_euclid(1000) * 1000, 1, 1)?, day(year.div_euclid(1000) * 1000 + 999, 12, 31)?)
        }
    })
}

/// The days of a field of the calendar.
pub(super) fn field_days(year: i32, field: Field) -> Option<Interval> {
    let months = |first: u8, last: u8| Some(Interval::new(day(year, first, 1)?, day(year, last, 1)?.last_of_month()));
    match field {
        Field::Year => months(1, 12),
        Field::Decade if year <= 0 => Some(Interval::new(day(year - 9, 1, 1)?, day(year, 12, 31)?)),
        Field::Decade => Some(Interval::new(day(year - year % 10, 1, 1)?, day(year - year % 10 + 9, 12, 31)?)),
        Field::Century if year <= 0 => Some(Interval::new(day(year - 99, 1, 1)?, day(year, 12, 31)?)),
        Field::Century => Some(Interval::new(day((year - year % 100).max(1), 1, 1)?, day(year - year % 100 + 99, 12, 31)?)),
        Field::Season(Season::Spring) => months(3, 5),
        Field::Season(Season::Summer) => months(6, 8),
        Field::Season(Season::Autumn) => months(9, 11),
        Field::Season(Season::Winter) => Some(Interval::new(day(year, 12, 1)?, day(year + 1, 2, 1)?.last_of_month())),
        Field::Quarter(quarter) => months(quarter * 3 - 2, quarter * 3),
        Field::Half(half) => months(half * 6 - 5, half * 6),
        Field::Month(month) => months(month, month),
        Field::Day(month, date) => Some(Interval::day(day(year, month, date)?)),
        Field::Holiday(holiday) => Some(Interval::day(holiday_date(year, holiday)?)),
    }
}

/// The day a holiday falls on; `None` for those this calendar does not place.
pub(super) fn holiday_date(year: i32, holiday: Holiday) -> Option<Date> {
    match holiday {
        Holiday::Fixed(month, date) => day(year, month, date),
        Holiday::Easter(days) => plus_days(easter(year)?, i64::from(days)),
        Holiday::Nth(month, weekday, nth) => {
            let first = day(year, month, 1)?;
            let ahead = (i64::from(weekday) - 1 - i64::from(first.weekday().to_monday_zero_offset())).rem_euclid(7);
            plus_days(first, ahead + 7 * (i64::from(nth) - 1))
        }
        Holiday::Last(month, weekday) => {
            let last = day(year, month, 1)?.last_of_month();
            let back = (i64::from(last.weekday().to_monday_zero_offset()) + 1 - i64::from(weekday)).rem_euclid(7);
            plus_days(last, -back)
        }
        Holiday::Moving => None,
    }
}

/// Easter Sunday, by the anonymous Gregorian computus.
fn easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let date = (h + l - 7 * m + 114) % 31 + 1;
    day(year, month as u8, date as u8)
}

/// The part of `days` an edge names: thirds of a month or year, halves.
pub(super) fn edge_days(days: Interval, edge: Option<Edge>) -> Option<Interval> {
    let Some(edge) = edge else { return Some(days) };
    let length = (days.end() - days.start()).get_days() as i64 + 1;
    if length < 3 {
        return Some(days);
    }
    let third = length / 3;
    let at = |from: i64, to: i64| Some(Interval::new(plus_days(days.start(), from)?, plus_days(days.start(), to)?));
    match edge {
        Edge::Early => at(0, third - 1),
        Edge::Mid => at(third, 2 * third - 1),
        Edge::Late => at(2 * third, length - 1),
        Edge::FirstHalf => at(0, length / 2 - 1),
        Edge::SecondHalf => at(length / 2, length - 1),
    }
}

/// The hour and minute a part of the day names, where it names one.
pub(super) fn part_clock(part: DayPart) -> Option<(u8, u8)> {
    match part {
        DayPart::Noon => Some((12, 0)),
        DayPart::Midnight => Some((0, 0)),
        _ => None,
    }
}
