//! Times: when, as written and as resolved.
//!
//! In: a document, its parse and the report's publication day. Out: one [`TimeMention`] a time expression (TIMEX3 extents: "Monday",
//! without its preposition), with its TIMEX3 value and, where it can be placed, the interval of days it stands for.
//! The publication day is an anchor, never an answer.

use dateline_lexicon::Lexicon;
use dateline_syntax::Parse;
use dateline_text::{Document, RuleId, TextRange};
use jiff::civil::Date;

use crate::Context;

mod atom;
mod bound;
mod calendar;
mod clock;
mod days;
mod modifiers;
mod named;
mod open_year;
mod parts;
mod point;
mod read;
mod resolve;
mod sense;
mod setting;
mod units;
mod value;
mod words;
mod years;

/// TIMEX3 type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are those of TIMEX3")]
pub enum Timex {
    Date,
    Time,
    Duration,
    Set,
}

/// Days from the first to the last, both within.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Interval {
    start: Date, // Invariant: start <= end.
    end: Date,
}

impl Interval {
    /// From the earlier to the later.
    pub fn new(a: Date, b: Date) -> Interval {
        Interval { start: a.min(b), end: a.max(b) }
    }

    /// One day.
    pub fn day(day: Date) -> Interval {
        Interval { start: day, end: day }
    }

    /// The first day.
    pub fn start(self) -> Date {
        self.start
    }

    /// The last day.
    pub fn end(self) -> Date {
        self.end
    }

    /// Whether the two share a day.
    pub fn overlaps(self, other: Interval) -> bool {
        self.start <= other.end && other.start <= self.end
    }
}

/// How fine a time is: D0 instant, D1 day, D2 2–6 days, D3 week, D4 month, D5 year or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the codes are the codebook's")]
pub enum TimePrecision {
    D0,
    D1,
    D2,
    D3,
    D4,
    D5,
}

/// What the words before a time make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bound {
    /// "on Monday", "Monday", "in 2019": within it.
    Within,
    /// "since Monday", "from Monday": from its first day on.
    Since,
    /// "until Monday", "by Monday": to its last day.
    Until,
    /// "before Monday"
    Before,
    /// "after Monday"
    After,
    /// "over the past three days", "for three days", "in the last week": all along it.
    Throughout,
}

/// What a relative time was resolved against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Anchor {
    /// Nothing: the words name the day.
    Explicit,
    /// The day in the dateline.
    Dateline,
    /// The day of publication.
    Publication,
    /// A time named before it in the report.
    Narrative,
}

/// One time expression.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeMention {
    /// TIMEX3 type.
    pub kind: Timex,
    /// TIMEX3 value: "2024-09-23", "2024-W39", "P3D", "PAST_REF".
    pub value: String,
    /// The days it stands for; `None` for a duration or a set that no day anchors.
    pub interval: Option<Interval>,
    /// Hour and minute where the words give them ("at around 7:30 p.m.").
    pub clock: Option<(u8, u8)>,
    /// How fine it is.
    pub precision: TimePrecision,
    /// What the words before it make of it.
    pub bound: Bound,
    /// The words that set the bound: "since" in "since Monday".
    pub bound_range: Option<TextRange>,
    /// What it was resolved against.
    pub anchor: Anchor,
    /// The TIMEX3 extent: "Monday".
    pub range: TextRange,
    /// Which rule read it.
    pub rule: RuleId,
}

/// Every time in `document`, in text order.
pub(crate) fn times(document: &Document, parse: &Parse, lexicon: &Lexicon, context: &Context) -> Vec<TimeMention> {
    let atoms = atom::Atoms::cut(document.text(), &lexicon.time);
    let found = read::Reader::new(&atoms, &lexicon.time, document, parse).read();
    resolve::resolve(&found, &atoms, document, parse, context)
}
