//! One line of state a feed, for a person.
//!
//! In: a feed's state and the time. Out: a line without control characters. Decides nothing.

use jiff::{SignedDuration, Timestamp};

use super::{Condition, FeedState};

pub fn line(feed: &FeedState, now: Timestamp) -> String {
    let condition = match feed.condition(now) {
        Condition::Fresh => "fresh",
        Condition::Lagging => "lagging",
        Condition::Failing => "failing",
    };
    let since = |moment: Option<Timestamp>| moment.map(|moment| span(now.duration_since(moment)));
    let read = since(feed.last_ok).map_or_else(|| "not read yet".to_owned(), |since| format!("read {since} ago"));
    let mut parts = vec![format!("{condition:<7}  {}  {read}", feed.url)];
    if let Some(since) = since(feed.last_new) {
        parts.push(format!("new {since} ago"));
    }
    let next =
        if feed.is_due(now) { "due now".to_owned() } else { format!("next in {}", span(feed.next_at.duration_since(now))) };
    parts.push(next);
    if let Some(error) = &feed.last_error {
        let times = if feed.failures == 1 { "failed once".to_owned() } else { format!("failed {} times", feed.failures) };
        parts.push(format!("{times}: {error}"));
    }
    parts.join(", ").chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// A length of time in its largest unit, rounded down; nothing below zero, for clocks are set back.
fn span(length: SignedDuration) -> String {
    const UNITS: [(i64, &str); 3] = [(24 * 60 * 60, "d"), (60 * 60, "h"), (60, "min")];
    let seconds = length.as_secs().max(0);
    // Below two of a unit the next smaller says more: 90 min, not 1 h.
    match UNITS.iter().find(|(size, _)| seconds >= 2 * size) {
        Some((size, unit)) => format!("{} {unit}", seconds / size),
        None => format!("{seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_said_in_the_largest_unit_that_says_enough() {
        let said = |seconds| span(SignedDuration::from_secs(seconds));
        assert_eq!((said(-5), said(0), said(119)), ("0 s".to_owned(), "0 s".to_owned(), "119 s".to_owned()));
        assert_eq!((said(120), said(5400), said(7200)), ("2 min".to_owned(), "90 min".to_owned(), "2 h".to_owned()));
        assert_eq!((said(47 * 3600), said(48 * 3600)), ("47 h".to_owned(), "2 d".to_owned()));
    }
}
