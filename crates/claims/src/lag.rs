//! Lags: "two days after the attack", "a week before the vote": what was told as so long before or after the rest of its sentence.
//!
//! In: a sentence and its times. Out: for a word of it, the lag in which it stands; the day that a lag gives what stands on one side, where the other side has
//! a day of its own.

use std::ops::Range;

use dateline_mentions::{Interval, TimeMention, Timex};
use dateline_syntax::Xpos;
use jiff::ToSpan;

use crate::scene::Scene;
use crate::setting::times_in;

/// One "two days after …".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lag {
    /// The words that tell how long.
    pub length: Range<usize>,
    /// What stands under the "after" or the "before".
    pub under: Range<usize>,
    /// How many days the rest of the sentence is later than what stands under it; `None` where the words do not say.
    days: Option<i32>,
}

impl Lag {
    /// The days of what stands under it, where the rest is of `rest`.
    pub fn under_of(&self, rest: Interval) -> Option<Interval> {
        shifted(rest, self.days?.checked_neg()?)
    }

    /// The days of the rest, where what stands under it is of `under`.
    pub fn rest_of(&self, under: Interval) -> Option<Interval> {
        shifted(under, self.days?)
    }
}

fn shifted(of: Interval, days: i32) -> Option<Interval> {
    let by = |day: jiff::civil::Date| day.checked_add(days.days()).ok();
    Some(Interval::new(by(of.start())?, by(of.end())?))
}

/// The lag of a sentence that spans `tokens`, if it tells one; of several the first.
pub(crate) fn lag(scene: &Scene<'_>, tokens: &Range<usize>) -> Option<Lag> {
    times_in(scene, tokens).find_map(|time| told(scene, tokens, time))
}

fn told(scene: &Scene<'_>, tokens: &Range<usize>, time: &TimeMention) -> Option<Lag> {
    let words = scene.document.tokens_in(time.range);
    let tie = words.end;
    if time.kind != Timex::Duration || !matches!(scene.lower(tie), "after" | "before") || tie + 1 >= tokens.end {
        return None;
    }
    let days = if scene.lower(tie) == "after" { length(&time.value) } else { length(&time.value).map(|days| -days) };
    // "…, three days after the attack on the church, …" ends at the comma; "came hours after a drone hit the market, killing 12" does not.
    let ends = |token: usize| match scene.lower(token) {
        ";" | "." | ":" => true,
        "," => token + 1 < tokens.end && scene.parse.node(token + 1).xpos != Xpos::Vbg,
        _ => false,
    };
    let end = (tie + 1..tokens.end).find(|&token| ends(token)).unwrap_or(tokens.end);
    Some(Lag { length: words.start..tie, under: tie + 1..end, days })
}

/// The days of "P2D", "P1W", "PTXH".
fn length(value: &str) -> Option<i32> {
    let number = |text: &str| text.parse::<i32>().ok();
    if let Some(hours) = value.strip_prefix("PT").and_then(|time| time.strip_suffix('H')) {
        return number(hours).map_or(Some(0), |hours| (hours % 24 == 0).then_some(hours / 24));
    }
    let length = value.strip_prefix('P')?;
    match length.split_at_checked(length.len().checked_sub(1)?)? {
        (days, "D") => number(days),
        (weeks, "W") => number(weeks).and_then(|weeks| weeks.checked_mul(7)),
        _ => None,
    }
}
