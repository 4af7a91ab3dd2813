//! Senses: what the words of a time say, before any day anchors them.

use dateline_lexicon::{DayPart, Holiday, Season, TimeReference, TimeUnit};

/// Words read as a time: atoms `first..end`.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub first: usize,
    pub end: usize,
    pub sense: Sense,
    pub rule: &'static str,
}

/// What a time expression says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sense {
    /// A point of the calendar, as far as the words give it.
    Calendar(Calendar),
    /// "yesterday", "tomorrow morning": days from the day of speaking.
    Day { offset: i8, hour: Option<Hour> },
    /// "Monday", "last Monday night".
    Weekday { weekday: u8, step: Step, hour: Option<Hour> },
    /// "Tuesday of last week"
    WeekdayOf { weekday: u8, step: Step, hour: Option<Hour> },
    /// "last week", "that day", "the following year".
    Step { unit: TimeUnit, step: Step, edge: Option<Edge> },
    /// "two days ago", "three weeks later".
    Shift { amount: Amount, unit: TimeUnit, forward: bool, told: bool },
    /// "three days"
    Length { amount: Amount, unit: TimeUnit },
    /// "the past three days"; told: counted from the time told of ("the previous three days").
    Window { amount: Amount, unit: TimeUnit, forward: bool, told: bool },
    /// "daily", "every two weeks"
    Every { amount: u32, unit: TimeUnit },
    /// "Mondays", "every Tuesday night"
    EveryWeekday { weekday: u8, part: Option<DayPart> },
    /// "nightly"
    EveryPart(DayPart),
    /// "every July"
    EveryMonth(u8),
    /// "that morning", "at night"
    Hour { hour: Hour, step: Step },
    /// "now", "recently", "soon"
    Reference(TimeReference),
}

/// A point of the calendar with what is missing left open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Calendar {
    pub year: Year,
    pub field: Field,
    pub edge: Option<Edge>,
    pub hour: Option<Hour>,
    /// The weekday named with it, from 1 for Monday: where the year is not said, it tells which.
    pub weekday: Option<u8>,
}

/// Which year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// Written; the year before AD 1 is 0.
    Known(i32),
    /// The one the field falls in when stepped to: "last May".
    Open(Step),
    /// The one stepped to from the anchor's: "May last year", "May of that year".
    Of(Step),
}

/// What of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Year,
    Decade,
    Century,
    Season(Season),
    Quarter(u8),
    Half(u8),
    Month(u8),
    Day(u8, u8),
    Holiday(Holiday),
}

/// From an anchor to the one meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// "Monday"
    None,
    /// "this Monday": the anchor's own.
    This,
    /// "last Monday"
    Last,
    /// "next Monday"
    Next,
    /// "that Monday", "the same day": the one told of.
    Told,
    /// "the previous Monday": before the time told of.
    Before,
    /// "the following Monday": after the time told of.
    After,
}

/// Which part of a longer time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Early,
    Mid,
    Late,
    FirstHalf,
    SecondHalf,
}

/// How many units; `None` where the words say "a few", or only the plural.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    pub count: Option<u32>,
    pub half: bool,
}

impl Amount {
    pub const VAGUE: Amount = Amount { count: None, half: false };

    pub fn of(count: u32) -> Amount {
        Amount { count: Some(count), half: false }
    }
}

/// When in a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hour {
    Part(DayPart),
    Clock(u8, u8),
    /// To the second, as machines stamp it.
    Stamp(u8, u8, u8),
}
