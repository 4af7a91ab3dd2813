//! The dates of pages: by day, as written. A time of another zone is not turned: the day is the one the outlet printed.
//!
//! A time in UTC may be of the outlet's next day or the one before. Where the page's address has a day beside it, that is the outlet's.

use jiff::civil::Date;

use crate::text;

/// The day of what a page declares: "2024-09-27T22:30:00+03:00", "20240927", "2024/09/27", "Fri, 27 Sep 2024 10:00:00 +0000".
pub fn date(written: &str) -> Option<Date> {
    let written = written.trim();
    text::date(written).or_else(|| in_digits(written)).filter(|day| day.year() >= 1900)
}

/// The day of publication, by what a page declares and by its address.
pub fn published(written: &str, address: Option<&str>) -> Option<Date> {
    let day = date(written)?;
    let in_utc = ["Z", "+00:00", "+0000", "GMT"].iter().any(|zone| written.trim().ends_with(zone));
    let beside = address
        .filter(|_| in_utc)
        .and_then(in_address)
        .filter(|other| day.tomorrow().is_ok_and(|next| next == *other) || day.yesterday().is_ok_and(|last| last == *other));
    Some(beside.unwrap_or(day))
}

/// The day in the path of an address: "/2024/09/27/", "/2024-09-27/", "/20240927/".
fn in_address(address: &str) -> Option<Date> {
    let parts: Vec<&str> = address.split(['/', '-']).skip(3).collect();
    let day = |written: String| Some(written).filter(|written| written.starts_with("20")).and_then(|written| in_digits(&written));
    let joined = parts.windows(3).find_map(|three| day(three.join("/")));
    joined.or_else(|| parts.iter().find_map(|part| day((*part).to_owned())))
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

    #[test]
    fn a_time_in_utc_is_of_the_day_in_the_address_where_that_is_the_day_beside_it() {
        let day = |written: &str, address: &str| published(written, Some(address)).map(|day| day.day());
        assert_eq!(day("2024-09-28T02:30:00Z", "https://gazette.example/2024/09/27/strike"), Some(27));
        assert_eq!(day("2024-09-28T02:30:00+00:00", "https://gazette.example/news/2024-09-27/strike"), Some(27));
        assert_eq!(day("2024-09-28T02:30:00Z", "https://gazette.example/20240927/strike"), Some(27));
        assert_eq!(day("2024-09-26T22:30:00Z", "https://gazette.example/2024/9/27/strike"), Some(27));
        assert_eq!(day("2024-09-28T02:30:00+03:00", "https://gazette.example/2024/09/27/strike"), Some(28));
        assert_eq!(day("2024-09-28T02:30:00Z", "https://gazette.example/2024/09/20/strike"), Some(28));
        assert_eq!(day("2024-09-28T02:30:00Z", "https://gazette.example/strike-20948348"), Some(28));
        assert_eq!(published("2024-09-28T02:30:00Z", None).map(|day| day.day()), Some(28));
    }
}
