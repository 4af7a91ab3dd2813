//! What stands in a ledger beside claims and incidents: series of totals, decisions, proposals.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Place, Problem, Slug, Span, Voice};

/// One voice's running totals over one area from one day on: an object of `dateline tallies --format json`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// Stable: of the voice, the measure, the group, the area and the first day.
    pub id: String,
    /// Who gives the totals.
    pub voice: Voice,
    /// `killed`, `injured` …
    pub measure: Slug,
    /// Of whom.
    pub group: Slug,
    /// Over which area; `null` where none is named.
    pub area: Option<Place>,
    /// The first day that counts; `null` where none is named.
    pub since: Option<Date>,
    /// In order of time.
    pub points: Vec<TallyPoint>,
    /// The incidents inside the area and the window, by id: the total is never spread over them.
    pub covers: Vec<String>,
    /// Where the series does not hold together.
    pub problems: Vec<Problem>,
}

/// One total of a series.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TallyPoint {
    /// The claim it is of, by id.
    pub claim: String,
    /// Index into that claim's counts.
    pub count: usize,
    /// The report it is in, by id.
    pub report: String,
    /// The last day that counts: the window's end, else the day of publication.
    pub until: Option<Date>,
    /// The least it can be.
    pub floor: Option<u32>,
    /// The most it can be.
    pub ceiling: Option<u32>,
    /// The figure given.
    pub point: Option<u32>,
    /// Over the point before it; negative where the total was revised down; `null` for the first, and where either has no figure.
    pub increment: Option<i64>,
    /// The words.
    pub span: Span,
}

/// What a reviewer ruled, and why. Appended to the ledger and never changed; a later one may undo it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// "d12".
    pub id: String,
    /// When, as RFC 3339.
    pub at: String,
    /// Who ruled.
    pub who: String,
    /// Why.
    pub why: String,
    /// `accept`, `reject`, `correct`, `merge`, `split`, `grade`, `undo` or `note`.
    pub action: Slug,
    /// What it rules on: a claim, an incident or, for `undo`, a decision, by id.
    pub target: String,
    /// The claims it rules on: those of the target as it was seen; for `split`, those that part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<String>,
    /// For `merge`, the claims of the other incident; for `split`, those that stay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// For `correct`, which cell: `counts.0`, `place`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// For `correct` and `grade`, what it should say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Whether it is one coder's answer, made without sight of others', and not in force.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub blind: bool,
}

/// Two incidents that may be one, each named by a claim of it: for a reviewer to look at.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Proposal {
    /// A claim of the one.
    pub a: String,
    /// A claim of the other.
    pub b: String,
    /// What speaks for it, or against it.
    pub why: Slug,
}
