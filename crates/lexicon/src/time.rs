//! Time words: months, weekdays, units, seasons, parts of the day, holidays.
//!
//! In: the bytes of `time.csv` and `holidays.csv`. Out: [`TimeWords`], looked up by one lower-case word, or by a holiday's words.
//! Knows nothing of what a word means where it stands: "may" is a month here, and a verb to those who read the sentence.

use crate::TableError;

/// A length of time that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

/// A season, under its TIMEX3 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names say it")]
pub enum DayPart {
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
    Midnight,
    Daytime,
}

/// A time that is named without being placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are those of TIMEX3")]
pub enum TimeReference {
    Past,
    Present,
    Future,
}

/// What a word can mean where time is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeWord {
    /// "september": 1 to 12.
    Month(u8),
    /// "sept": 1 to 12.
    MonthShort(u8),
    /// "monday": 1 to 7 from Monday.
    Weekday(u8),
    /// "mondays"
    Weekdays(u8),
    /// "mon"
    WeekdayShort(u8),
    /// "day"
    Unit(TimeUnit),
    /// "days"
    Units(TimeUnit),
    /// "three"
    Number(u32),
    /// "third"
    Ordinal(u8),
    /// "summer"
    Season(Season),
    /// "morning"
    Part(DayPart),
    /// "mornings"
    Parts(DayPart),
    /// "yesterday": days from the day of speaking.
    Day(i8),
    /// "tonight": days from the day of speaking, and the part of it.
    PartOfDay(i8, DayPart),
    /// "now", "recently", "soon".
    Reference(TimeReference),
    /// "recent", "former", "current".
    Adjective(TimeReference),
    /// "the past", "the future".
    Noun(TimeReference),
    /// "daily": a number of units.
    Every(u8, TimeUnit),
    /// "nightly"
    EveryPart(DayPart),
}

/// When a holiday falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holiday {
    /// Every year on this month and day.
    Fixed(u8, u8),
    /// Days after Easter Sunday of the Gregorian calendar.
    Easter(i8),
    /// Month, weekday, and which one of the month.
    Nth(u8, u8, u8),
    /// The last such weekday of the month.
    Last(u8, u8),
    /// By another calendar, or by country: not placed here.
    Moving,
}

/// The time words, sorted.
#[derive(Debug, Default)]
pub struct TimeWords {
    words: Vec<(Box<str>, TimeWord)>,   // Invariant: sorted by word.
    holidays: Vec<(Box<str>, Holiday)>, // Invariant: sorted by words.
}

impl TimeWords {
    /// Reads `time.csv` and `holidays.csv`.
    pub fn read(words: &[u8], holidays: &[u8]) -> Result<TimeWords, TableError> {
        let mut table = TimeWords::default();
        for (row, [word, class, value]) in rows("time.csv", words)?.into_iter().enumerate() {
            let meaning = meaning(&class, &value)
                .ok_or_else(|| problem("time.csv", row, format!("`{class}` `{value}` is not a time word's class and value")))?;
            table.words.push((word.into(), meaning));
        }
        for (row, [words, falls, _]) in rows("holidays.csv", holidays)?.into_iter().enumerate() {
            let holiday =
                holiday(&falls).ok_or_else(|| problem("holidays.csv", row, format!("`{falls}` does not say when it falls")))?;
            table.holidays.push((words.into(), holiday));
        }
        table.words.sort();
        table.holidays.sort();
        Ok(table)
    }

    /// What `word`, in lower case, can mean.
    pub fn word(&self, word: &str) -> Option<TimeWord> {
        let found = self.words.binary_search_by(|(known, _)| known.as_ref().cmp(word)).ok()?;
        self.words.get(found).map(|&(_, meaning)| meaning)
    }

    /// The holidays whose words begin with `first`, in lower case.
    pub fn holidays<'a>(&'a self, first: &'a str) -> impl Iterator<Item = (&'a str, Holiday)> {
        let start = self.holidays.partition_point(|(words, _)| words.as_ref() < first);
        let starting = self.holidays[start..].iter().take_while(move |(words, _)| words.starts_with(first));
        starting.map(|(words, holiday)| (words.as_ref(), *holiday))
    }

    /// The first words of all holidays, sorted.
    pub fn holiday_starts(&self) -> impl Iterator<Item = &str> {
        self.holidays.iter().map(|(words, _)| words.split([' ', '\'', '-', '.']).next().unwrap_or_default())
    }
}

fn problem(table: &'static str, row: usize, problem: String) -> TableError {
    TableError { table, row: row + 2, problem }
}

fn rows(table: &'static str, bytes: &[u8]) -> Result<Vec<[String; 3]>, TableError> {
    let mut reader = csv::Reader::from_reader(bytes);
    let mut rows = Vec::new();
    for (row, record) in reader.records().enumerate() {
        let record = record.map_err(|error| problem(table, row, error.to_string()))?;
        let field = |index: usize| record.get(index).unwrap_or_default().to_owned();
        rows.push([field(0), field(1), field(2)]);
    }
    Ok(rows)
}

fn meaning(class: &str, value: &str) -> Option<TimeWord> {
    let small = || value.parse::<u8>().ok();
    Some(match class {
        "month" => TimeWord::Month(small()?),
        "month-short" => TimeWord::MonthShort(small()?),
        "weekday" => TimeWord::Weekday(small()?),
        "weekdays" => TimeWord::Weekdays(small()?),
        "weekday-short" => TimeWord::WeekdayShort(small()?),
        "unit" => TimeWord::Unit(unit(value)?),
        "units" => TimeWord::Units(unit(value)?),
        "number" => TimeWord::Number(value.parse().ok()?),
        "ordinal" => TimeWord::Ordinal(small()?),
        "season" => TimeWord::Season(season(value)?),
        "part" => TimeWord::Part(part(value)?),
        "parts" => TimeWord::Parts(part(value)?),
        "day" => TimeWord::Day(value.parse().ok()?),
        "day-part" => {
            let (days, name) = value.split_once(' ')?;
            TimeWord::PartOfDay(days.parse().ok()?, part(name)?)
        }
        "reference" => TimeWord::Reference(reference(value)?),
        "adjective" => TimeWord::Adjective(reference(value)?),
        "noun" => TimeWord::Noun(reference(value)?),
        "every" => {
            let (count, name) = value.split_once(' ')?;
            TimeWord::Every(count.parse().ok()?, unit(name)?)
        }
        "every-part" => TimeWord::EveryPart(part(value)?),
        _ => return None,
    })
}

fn holiday(falls: &str) -> Option<Holiday> {
    let (kind, value) = falls.split_once(' ').unwrap_or((falls, ""));
    let mut numbers = value.split('-');
    let mut next = || numbers.next()?.parse::<u8>().ok();
    Some(match kind {
        "fixed" => Holiday::Fixed(next()?, next()?),
        "easter" => Holiday::Easter(value.parse().ok()?),
        "nth" => Holiday::Nth(next()?, next()?, next()?),
        "last" => Holiday::Last(next()?, next()?),
        "moving" => Holiday::Moving,
        _ => return None,
    })
}

fn unit(name: &str) -> Option<TimeUnit> {
    Some(match name {
        "second" => TimeUnit::Second,
        "minute" => TimeUnit::Minute,
        "hour" => TimeUnit::Hour,
        "day" => TimeUnit::Day,
        "weekend" => TimeUnit::Weekend,
        "week" => TimeUnit::Week,
        "fortnight" => TimeUnit::Fortnight,
        "month" => TimeUnit::Month,
        "quarter" => TimeUnit::Quarter,
        "year" => TimeUnit::Year,
        "decade" => TimeUnit::Decade,
        "century" => TimeUnit::Century,
        "millennium" => TimeUnit::Millennium,
        _ => return None,
    })
}

fn season(name: &str) -> Option<Season> {
    Some(match name {
        "spring" => Season::Spring,
        "summer" => Season::Summer,
        "autumn" => Season::Autumn,
        "winter" => Season::Winter,
        _ => return None,
    })
}

fn part(name: &str) -> Option<DayPart> {
    Some(match name {
        "morning" => DayPart::Morning,
        "noon" => DayPart::Noon,
        "afternoon" => DayPart::Afternoon,
        "evening" => DayPart::Evening,
        "night" => DayPart::Night,
        "midnight" => DayPart::Midnight,
        "daytime" => DayPart::Daytime,
        _ => return None,
    })
}

fn reference(name: &str) -> Option<TimeReference> {
    Some(match name {
        "past" => TimeReference::Past,
        "present" => TimeReference::Present,
        "future" => TimeReference::Future,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_under_its_meaning() {
        let words =
            TimeWords::read(b"word,class,value,source\nsept,month-short,9,ours\n", b"words,falls,source\neaster,easter 0,ours\n")
                .unwrap();
        assert_eq!(words.word("sept"), Some(TimeWord::MonthShort(9)));
        assert_eq!(words.word("septic"), None);
        assert_eq!(words.holidays("easter").collect::<Vec<_>>(), [("easter", Holiday::Easter(0))]);
    }

    #[test]
    fn a_row_that_does_not_fit_is_named() {
        let error = TimeWords::read(b"word,class,value,source\nsept,moon,9,ours\n", b"words,falls,source\n").unwrap_err();
        assert_eq!(error.to_string(), "table time.csv row 2: `moon` `9` is not a time word's class and value");
    }
}
