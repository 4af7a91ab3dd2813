//! How a watched feed fares over many polls.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

use dateline_fetch::watch::{Condition, EVERY, FAILING, FeedState, LONGEST, QUIET, SEEN, SHORTEST, next};
use dateline_fetch::{Conditions, RetryAfter};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

const FEED: &str = "https://example.org/feed";

fn start() -> Timestamp {
    "2026-03-01T08:00:00Z".parse().unwrap()
}

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

fn feed() -> FeedState {
    FeedState::new(FEED, EVERY, start())
}

fn etag(etag: &str) -> Conditions {
    Conditions { etag: Some(etag.to_owned()), last_modified: None }
}

/// How long the feed is left alone from `now` on.
fn wait(feed: &FeedState, now: Timestamp) -> SignedDuration {
    feed.next_at().duration_since(now)
}

#[test]
fn a_new_feed_is_due_at_once_and_lagging_until_it_is_read() {
    let mut feed = feed();
    assert!(feed.is_due(start()));
    assert_eq!(feed.condition(start()), Condition::Lagging);
    feed.after_success(start(), 12, etag("\"a\""), None);
    assert_eq!(feed.condition(start()), Condition::Fresh);
    assert_eq!((feed.last_ok(), feed.last_new()), (Some(start()), Some(start())));
    assert!(!feed.is_due(start() + minutes(8)));
    assert!(feed.is_due(start() + minutes(10)));
    assert_eq!(feed.conditions(), &etag("\"a\""));
}

#[test]
fn a_quiet_feed_is_asked_less_often_up_to_an_hour_and_news_bring_it_back() {
    let mut feed = feed();
    let mut now = start();
    let mut last = SignedDuration::ZERO;
    for _ in 0..12 {
        feed.after_not_modified(now, None);
        assert!(wait(&feed, now) >= last);
        last = wait(&feed, now);
        now = feed.next_at();
    }
    assert!(last <= QUIET && last >= minutes(54), "{last:?}");
    feed.after_success(now, 1, Conditions::default(), None);
    assert!(wait(&feed, now) <= EVERY);
}

#[test]
fn a_feed_asked_seldom_is_not_asked_more_often_when_it_is_quiet() {
    let mut feed = FeedState::new(FEED, SignedDuration::from_hours(6), start());
    feed.after_not_modified(start(), None);
    assert!(wait(&feed, start()) >= SignedDuration::from_hours(5));
}

#[test]
fn nothing_new_keeps_the_time_of_the_last_news() {
    let mut feed = feed();
    feed.after_success(start(), 3, Conditions::default(), None);
    feed.after_success(start() + minutes(10), 0, Conditions::default(), None);
    assert_eq!(feed.last_new(), Some(start()));
    assert_eq!(feed.last_ok(), Some(start() + minutes(10)));
}

#[test]
fn three_failures_on_end_are_failing_and_one_success_heals() {
    let mut feed = feed();
    feed.after_success(start(), 1, etag("\"a\""), None);
    for failure in 1..FAILING {
        feed.after_failure(start(), "the server answered 500", None);
        assert_eq!((feed.failures(), feed.condition(start())), (failure, Condition::Lagging));
    }
    feed.after_failure(start(), "the server answered 500", None);
    assert_eq!(feed.condition(start()), Condition::Failing);
    assert_eq!(feed.conditions(), &etag("\"a\""), "what is held is still held");
    feed.after_not_modified(start(), None);
    assert_eq!((feed.condition(start()), feed.failures(), feed.last_error()), (Condition::Fresh, 0, None));
}

#[test]
fn a_feed_that_is_not_asked_any_more_lags() {
    let mut feed = feed();
    feed.after_success(start(), 1, Conditions::default(), None);
    assert_eq!(feed.condition(start() + minutes(30)), Condition::Fresh);
    assert_eq!(feed.condition(start() + minutes(31)), Condition::Lagging);
}

#[test]
fn what_the_server_asks_for_is_kept_to_up_to_a_day() {
    let mut feed = feed();
    feed.after_failure(start(), "the server answered 503", Some(RetryAfter::Seconds(7200)));
    assert_eq!(wait(&feed, start()), SignedDuration::from_hours(2));
    feed.after_failure(start(), "the server answered 503", Some(RetryAfter::At(start() + SignedDuration::from_hours(5))));
    assert_eq!(wait(&feed, start()), SignedDuration::from_hours(5));
    feed.after_failure(start(), "the server answered 503", Some(RetryAfter::Seconds(u32::MAX)));
    assert_eq!(wait(&feed, start()), LONGEST);
    feed.after_not_modified(start(), Some(RetryAfter::Seconds(7200)));
    assert_eq!(wait(&feed, start()), SignedDuration::from_hours(2));
}

#[test]
fn feeds_that_began_together_do_not_stay_together() {
    let waits: std::collections::BTreeSet<i64> = (0..50)
        .map(|number| {
            let mut feed = FeedState::new(&format!("https://example.org/{number}"), EVERY, start());
            feed.after_success(start(), 1, Conditions::default(), None);
            wait(&feed, start()).as_secs()
        })
        .collect();
    assert!(waits.len() > 25, "{waits:?}");
    assert!(waits.iter().all(|wait| (540..=600).contains(wait)), "{waits:?}");
}

#[test]
fn the_feed_due_first_is_next_whatever_order_they_stand_in() {
    let feeds = ["b", "a", "c"].map(|name| FeedState::new(&format!("https://{name}.example"), EVERY, start()));
    assert_eq!(next(&feeds).unwrap().url(), "https://a.example");
    assert_eq!(next(feeds.iter().rev()).unwrap().url(), "https://a.example");
    assert!(next([]).is_none());
}

#[test]
fn the_line_says_how_the_feed_is_doing() {
    let mut feed = feed();
    assert_eq!(feed.line(start()), "lagging  https://example.org/feed  not read yet, due now");
    feed.after_success(start(), 2, Conditions::default(), Some(RetryAfter::Seconds(660)));
    assert_eq!(
        feed.line(start() + minutes(3)),
        "fresh    https://example.org/feed  read 3 min ago, new 3 min ago, next in 8 min"
    );
    let later = start() + SignedDuration::from_hours(3);
    feed.after_failure(later, "the server\nanswered\u{1b}[2J 503", Some(RetryAfter::Seconds(7200)));
    let line =
        "lagging  https://example.org/feed  read 3 h ago, new 3 h ago, next in 2 h, failed once: the server answered [2J 503";
    assert_eq!(feed.line(later), line);
    feed.after_failure(later, "no such host", None);
    feed.after_failure(later, "no such host", Some(RetryAfter::Seconds(7200)));
    let line = "failing  https://example.org/feed  read 3 h ago, new 3 h ago, next in 2 h, failed 3 times: no such host";
    assert_eq!(feed.line(later), line);
}

#[test]
fn entries_are_met_once() {
    let mut feed = feed();
    assert!(!feed.has_seen("tag:example.org,2026:1"));
    feed.remember("tag:example.org,2026:1");
    assert!(feed.has_seen("tag:example.org,2026:1"));
    assert!(!feed.has_seen("tag:example.org,2026:2"));
}

#[test]
fn entries_still_in_the_feed_are_not_the_ones_forgotten() {
    let mut feed = feed();
    feed.remember("stays");
    for number in 0..SEEN - 1 {
        feed.remember(&number.to_string());
    }
    feed.remember("stays");
    feed.remember("one more");
    assert!(feed.has_seen("stays") && feed.has_seen("one more") && !feed.has_seen("0"));
}

#[test]
fn a_state_is_the_same_after_a_restart() {
    let mut feed = feed();
    feed.remember("tag:example.org,2026:1");
    feed.after_success(start(), 2, etag("W/\"a\""), None);
    feed.after_failure(start() + minutes(10), "no such host", None);
    let json = serde_json::to_string(&feed).unwrap();
    assert_eq!(serde_json::from_str::<FeedState>(&json).unwrap(), feed);
    assert!(json.contains(r#""etag":"W/\"a\"""#), "the ledger can look into it: {json}");
}

#[test]
fn a_state_that_was_tampered_with_stays_within_bounds() {
    let json = r#"{"url":"https://example.org/feed","next_at":"2026-03-01T08:00:00Z","every":-9223372036854775808,"interval":9223372036854775807,"failures":4294967295}"#;
    let mut feed: FeedState = serde_json::from_str(json).unwrap();
    assert_eq!(feed.condition(start()), Condition::Failing);
    feed.after_failure(Timestamp::MAX, "x", None);
    assert_eq!(feed.next_at(), Timestamp::MAX);
    feed.after_not_modified(start(), None);
    assert!(wait(&feed, start()) <= QUIET && wait(&feed, start()) >= SHORTEST);
}

/// What can come of a poll.
#[derive(Debug, Clone)]
enum Poll {
    News(usize),
    Same,
    Failure,
}

fn poll() -> impl Strategy<Value = (Poll, Option<u32>, i64)> {
    let outcome = prop_oneof![(0usize..5).prop_map(Poll::News), Just(Poll::Same), Just(Poll::Failure)];
    (outcome, proptest::option::of(any::<u32>()), -4000i64..100_000)
}

proptest! {
    #[test]
    fn back_off_never_shrinks_while_failing_and_never_exceeds_a_day(url in "https://[a-z]{1,9}\\.example", every in 0i64..200_000, failures in 1usize..80) {
        let mut feed = FeedState::new(&url, SignedDuration::from_secs(every), start());
        let mut now = start();
        let mut last = SignedDuration::ZERO;
        for _ in 0..failures {
            feed.after_failure(now, "no such host", None);
            prop_assert!(wait(&feed, now) >= last);
            prop_assert!(wait(&feed, now) <= LONGEST);
            last = wait(&feed, now);
            now = feed.next_at();
        }
        prop_assert!(failures < 12 || last >= SignedDuration::from_hours(21), "a day, less a tenth: {last:?}");
    }

    #[test]
    fn any_run_of_polls_stays_within_bounds_and_is_repeatable(every in any::<i64>(), polls in prop::collection::vec(poll(), 1..40)) {
        let run = || {
            let mut feed = FeedState::new(FEED, SignedDuration::from_secs(every), start());
            let mut now = start();
            let mut waits = Vec::new();
            for (outcome, retry_after, passed) in &polls {
                let retry_after = retry_after.map(RetryAfter::Seconds);
                match outcome {
                    Poll::News(entries) => feed.after_success(now, *entries, Conditions::default(), retry_after),
                    Poll::Same => feed.after_not_modified(now, retry_after),
                    Poll::Failure => feed.after_failure(now, "the server answered 500", retry_after),
                }
                waits.push((wait(&feed, now), retry_after));
                // The clock may be set back between polls.
                now += SignedDuration::from_secs(*passed);
            }
            (feed.line(now), waits)
        };
        let (line, waits) = run();
        prop_assert!(!line.chars().any(char::is_control));
        for (wait, retry_after) in &waits {
            // A tenth at most is taken off, and never below the shortest.
            prop_assert!(*wait >= SHORTEST && *wait <= LONGEST, "{wait:?}");
            prop_assert!(retry_after.is_none_or(|asked| *wait >= asked.wait(start()).min(LONGEST)));
        }
        prop_assert_eq!(run(), (line, waits));
    }

    #[test]
    fn a_feed_is_fresh_only_when_its_last_poll_went_well(polls in prop::collection::vec(poll(), 0..10)) {
        let mut feed = feed();
        for (outcome, _, _) in &polls {
            match outcome {
                Poll::News(entries) => feed.after_success(start(), *entries, Conditions::default(), None),
                Poll::Same => feed.after_not_modified(start(), None),
                Poll::Failure => feed.after_failure(start(), "no such host", None),
            }
        }
        let fresh = matches!(polls.last(), Some((Poll::News(_) | Poll::Same, _, _)));
        prop_assert_eq!(feed.condition(start()) == Condition::Fresh, fresh);
    }
}
