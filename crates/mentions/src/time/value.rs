//! TIMEX3 values as text.

use dateline_lexicon::{DayPart, Season, TimeReference, TimeUnit};
use jiff::civil::Date;

use super::sense::{Amount, Field, Hour};

/// "1943", "BC0480".
pub(super) fn year(year: i32) -> String {
    if year <= 0 { format!("BC{:04}", 1 - year) } else { format!("{year:04}") }
}

/// "2024-09-23"
pub(super) fn date(date: Date) -> String {
    format!("{}-{:02}-{:02}", year(i32::from(date.year())), date.month(), date.day())
}

/// "2024-W39"
pub(super) fn week(date: Date) -> String {
    let week = date.iso_week_date();
    format!("{}-W{:02}", year(i32::from(week.year())), week.week())
}

/// A unit of the calendar that holds `date`.
pub(super) fn around(day: Date, unit: TimeUnit) -> String {
    let of = i32::from(day.year());
    match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Day => date(day),
        TimeUnit::Week | TimeUnit::Fortnight => week(day),
        TimeUnit::Weekend => format!("{}-WE", week(day)),
        TimeUnit::Month => format!("{}-{:02}", year(of), day.month()),
        TimeUnit::Quarter => format!("{}-Q{}", year(of), (day.month() - 1) / 3 + 1),
        TimeUnit::Year => year(of),
        TimeUnit::Decade => field(of, Field::Decade),
        TimeUnit::Century => field(of, Field::Century),
        TimeUnit::Millennium => year(of).chars().take(if of <= 0 { 3 } else { 1 }).collect(),
    }
}

/// "1984-Q3", "1942-SP", "194", "17".
pub(super) fn field(of: i32, field: Field) -> String {
    match field {
        Field::Year => year(of),
        Field::Decade => shorten(year(of), 1),
        Field::Century => shorten(year(of), 2),
        Field::Season(season) => format!("{}-{}", year(of), season_code(season)),
        Field::Quarter(quarter) => format!("{}-Q{quarter}", year(of)),
        Field::Half(half) => format!("{}-H{half}", year(of)),
        Field::Month(month) => format!("{}-{month:02}", year(of)),
        Field::Day(month, day) => format!("{}-{month:02}-{day:02}", year(of)),
        Field::Holiday(_) => format!("{}-XX-XX", year(of)),
    }
}

fn shorten(mut year: String, digits: usize) -> String {
    year.truncate(year.len() - digits);
    year
}

fn season_code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

/// "TMO", "T19:30".
pub(super) fn hour(hour: Hour) -> String {
    match hour {
        Hour::Part(part) => format!("T{}", part_code(part)),
        Hour::Clock(hour, minute) => format!("T{hour:02}:{minute:02}"),
        Hour::Stamp(hour, minute, second) => format!("T{hour:02}:{minute:02}:{second:02}"),
    }
}

pub(super) fn part_code(part: DayPart) -> &'static str {
    match part {
        DayPart::Morning => "MO",
        DayPart::Noon => "12:00",
        DayPart::Afternoon => "AF",
        DayPart::Evening => "EV",
        DayPart::Night => "NI",
        DayPart::Midnight => "24:00",
        DayPart::Daytime => "DT",
    }
}

/// "P3D", "PT48H", "PXW", "P2Y6M".
pub(super) fn length(amount: Amount, unit: TimeUnit) -> String {
    let time = if unit <= TimeUnit::Hour { "T" } else { "" };
    let Some(count) = amount.count else { return format!("P{time}X{}", unit_code(unit)) };
    let (count, unit) = if unit == TimeUnit::Fortnight { (count.saturating_mul(2), TimeUnit::Week) } else { (count, unit) };
    if !amount.half {
        return format!("P{time}{count}{}", unit_code(unit));
    }
    let rest = match unit {
        TimeUnit::Year => Some("6M"),
        TimeUnit::Hour => Some("30M"),
        TimeUnit::Minute => Some("30S"),
        TimeUnit::Day => Some("T12H"),
        _ => None,
    };
    match (count, rest) {
        (0, Some(rest)) => format!("P{time}{rest}"),
        (_, Some(rest)) => format!("P{time}{count}{}{rest}", unit_code(unit)),
        (_, None) => format!("P{time}{count}.5{}", unit_code(unit)),
    }
}

pub(super) fn unit_code(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Second => "S",
        TimeUnit::Minute | TimeUnit::Month => "M",
        TimeUnit::Hour => "H",
        TimeUnit::Day => "D",
        TimeUnit::Weekend => "WE",
        TimeUnit::Week | TimeUnit::Fortnight => "W",
        TimeUnit::Quarter => "Q",
        TimeUnit::Year => "Y",
        TimeUnit::Decade => "DE",
        TimeUnit::Century => "CE",
        TimeUnit::Millennium => "ML",
    }
}

/// A time of this unit that cannot be placed: "XXXX-XX-XX".
pub(super) fn unplaced(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Day => "XXXX-XX-XX",
        TimeUnit::Week | TimeUnit::Fortnight => "XXXX-WXX",
        TimeUnit::Weekend => "XXXX-WXX-WE",
        TimeUnit::Month => "XXXX-XX",
        TimeUnit::Quarter => "XXXX-QX",
        TimeUnit::Year => "XXXX",
        TimeUnit::Decade => "XXX",
        TimeUnit::Century => "XX",
        TimeUnit::Millennium => "X",
    }
}

/// A field whose year is not known: "XXXX-09-27".
pub(super) fn unplaced_field(of: Field) -> String {
    let placed = field(1, of);
    match of {
        Field::Decade => "XXX".to_owned(),
        Field::Century => "XX".to_owned(),
        _ => format!("XXXX{}", &placed[4..]),
    }
}

pub(super) fn reference(reference: TimeReference) -> &'static str {
    match reference {
        TimeReference::Past => "PAST_REF",
        TimeReference::Present => "PRESENT_REF",
        TimeReference::Future => "FUTURE_REF",
    }
}
