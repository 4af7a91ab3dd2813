//! The dates of pages: by day, as written. A time of another zone is not turned: the day is the one the outlet printed.

use jiff::civil::Date;

use crate::text;

/// The day of what a page declares: "2024-09-27T22:30:00+03:00", "20240927", "2024/09/27", "Fri, 27 Sep 2024 10:00:00 +0000".
pub fn date(written: &str) -> Option<Date> {
    let written = written.trim();
    text::date(written).or_else(|| in_digits(written)).filter(|day| day.year() >= 1900)
}

/// Year, month and day with slashes or dots between them, or with nothing.
fn in_digits(written: &str) -> Option<Date> {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten();
    let start = written.split([' ', 'T']).next()?;
    let (year, month, day) = match start.split(['/', '.']).collect::<Vec<_>>()[..] {
        [all] if all.len() == 8 && all.is_ascii() => (&all[..4], &all[4..6], &all[6..]),
        [year, month, day] if year.len() == 4 => (year, month, day),
        _ => return None,
    };
    let (year, month, day): (i16, i16, i16) = (digits(year)?, digits(month)?, digits(day)?);
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_pages_write_them() {
        let day = Some(jiff::civil::date(2024, 9, 27));
        for written in [
            "2024-09-27",
            " 2024-09-27T22:30:00+03:00 ",
            "2024-09-27 22:30:00",
            "20240927",
            "20240927T223000Z",
            "2024/09/27",
            "2024/9/27 10:00",
            "2024.09.27",
            "Fri, 27 Sep 2024 10:00:00 +0000",
        ] {
            assert_eq!(date(written), day, "{written}");
        }
        for written in ["", "Friday", "27/09/2024", "1727430000", "2024/13/01", "0001-01-01", "é7é7é7é7", "2024/09"] {
            assert_eq!(date(written), None, "{written}");
        }
    }
}
