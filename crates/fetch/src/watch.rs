//! When each feed of a watch is asked again, and how it is doing.
//!
//! In: what came of a poll, and the time. Out: the time of the next, and one line of state. No IO and no clock: whoever polls says what
//! happened and when. A [`FeedState`] is kept as JSON between runs.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Conditions;
use crate::retry::RetryAfter;

mod line;

/// How often a feed with news is asked, unless it is said otherwise.
pub const EVERY: SignedDuration = SignedDuration::from_mins(10);

/// No feed is asked more often, whatever is said.
pub const SHORTEST: SignedDuration = SignedDuration::from_mins(1);

/// A quiet feed is asked no less often than this, unless it was to be asked less often to begin with.
pub const QUIET: SignedDuration = SignedDuration::from_hours(1);

/// No wait is longer: not after any number of failures, nor because a server says so.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// After so many failed polls on end a feed is failing.
pub const FAILING: u32 = 3;

/// A feed read longer ago than so many of its intervals is lagging.
pub const LAGGING: i32 = 3;

/// How many entries of a feed are remembered; a feed seldom holds more than a hundred.
pub const SEEN: usize = 1000;

/// The longest error kept, in characters.
const LONGEST_ERROR: usize = 300;

/// How a feed is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// The last poll went well, no longer ago than [`LAGGING`] intervals.
    Fresh,
    /// The last poll failed, or the last that went well is longer ago, or there was none yet.
    Lagging,
    /// The last [`FAILING`] polls failed.
    Failing,
}

/// One feed of a watch: what is held of it, how its polls went, and when the next is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedState {
    url: String,
    #[serde(flatten)]
    conditions: Conditions,
    #[serde(default)]
    last_ok: Option<Timestamp>,
    #[serde(default)]
    last_new: Option<Timestamp>,
    #[serde(default)]
    failures: u32,
    next_at: Timestamp,
    #[serde(default)]
    last_error: Option<String>,
    /// How often it is asked while it has news, in seconds.
    every: i64,
    /// How long it is left alone while all goes well, in seconds: longer the longer it is quiet.
    interval: i64,
    /// Entries met before, the latest met last, each by the start of its digest.
    #[serde(default)]
    seen: Vec<String>,
}

impl FeedState {
    /// A feed not asked yet, due at once; while it has news it is asked once in `every`.
    pub fn new(url: &str, every: SignedDuration, now: Timestamp) -> FeedState {
        let every = every.clamp(SHORTEST, LONGEST).as_secs();
        FeedState {
            url: url.to_owned(),
            conditions: Conditions::default(),
            last_ok: None,
            last_new: None,
            failures: 0,
            next_at: now,
            last_error: None,
            every,
            interval: every,
            seen: Vec::new(),
        }
    }

    /// The feed's address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What to send with the next poll.
    pub fn conditions(&self) -> &Conditions {
        &self.conditions
    }

    /// When it was last read, with or without news.
    pub fn last_ok(&self) -> Option<Timestamp> {
        self.last_ok
    }

    /// When it last had news.
    pub fn last_new(&self) -> Option<Timestamp> {
        self.last_new
    }

    /// How many polls on end have failed.
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// When it is to be asked again.
    pub fn next_at(&self) -> Timestamp {
        self.next_at
    }

    /// Why the last poll failed, where it did.
    pub fn last_error(&self) -> Option<&str> {
        self.last_error.as_deref()
    }

    /// Whether it is to be asked now.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.next_at <= now
    }

    /// It was read whole; `conditions` are those of the answer. Call it once all that is new has been kept: after a crash in between, the
    /// feed is read again.
    pub fn after_success(&mut self, now: Timestamp, new_entries: usize, conditions: Conditions, retry_after: Option<RetryAfter>) {
        self.conditions = conditions;
        if new_entries > 0 {
            self.last_new = Some(now);
        }
        self.went_well(now, new_entries > 0, retry_after);
    }

    /// The server said that nothing has changed.
    pub fn after_not_modified(&mut self, now: Timestamp, retry_after: Option<RetryAfter>) {
        self.went_well(now, false, retry_after);
    }

    /// It could not be read. The wait doubles with each failure on end; what a server asks for holds where it is longer.
    pub fn after_failure(&mut self, now: Timestamp, error: &str, retry_after: Option<RetryAfter>) {
        self.failures = self.failures.saturating_add(1);
        let error = error.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
        self.last_error = Some(error.take(LONGEST_ERROR).collect());
        let doublings = self.failures.saturating_sub(1).min(20);
        let wait = self.every().saturating_mul(1 << doublings);
        self.wait(now, wait, retry_after);
    }

    /// How it is doing.
    pub fn condition(&self, now: Timestamp) -> Condition {
        if self.failures >= FAILING {
            return Condition::Failing;
        }
        let recent = |read: Timestamp| now.duration_since(read) <= self.interval().saturating_mul(LAGGING);
        if self.failures == 0 && self.last_ok.is_some_and(recent) { Condition::Fresh } else { Condition::Lagging }
    }

    /// One line for a person: how it is doing, when it was read, when it had news, when it is asked again, and what went wrong.
    pub fn line(&self, now: Timestamp) -> String {
        line::line(self, now)
    }

    /// Whether an entry was met before; `entry` is whatever tells it from others, such as its id and when it was changed.
    pub fn has_seen(&self, entry: &str) -> bool {
        self.seen.contains(&mark(entry))
    }

    /// Remembers an entry. Of more than [`SEEN`], the one met longest ago is forgotten and will be taken for new.
    pub fn remember(&mut self, entry: &str) {
        let mark = mark(entry);
        self.seen.retain(|seen| *seen != mark);
        self.seen.push(mark);
        let beyond = self.seen.len().saturating_sub(SEEN);
        self.seen.drain(..beyond);
    }

    fn went_well(&mut self, now: Timestamp, news: bool, retry_after: Option<RetryAfter>) {
        self.failures = 0;
        self.last_error = None;
        self.last_ok = Some(now);
        let every = self.every();
        let quiet = (self.interval() + self.interval() / 2).min(QUIET).max(every);
        let interval = if news { every } else { quiet };
        self.interval = interval.as_secs();
        self.wait(now, interval, retry_after);
    }

    /// Sets the next poll. Up to a tenth is taken off by the address, so that feeds that began together do not stay together.
    fn wait(&mut self, now: Timestamp, wait: SignedDuration, retry_after: Option<RetryAfter>) {
        let wait = wait.clamp(SHORTEST, LONGEST);
        let off = i64::from(digest(&self.url)[0]) * wait.as_secs() / 2560;
        let wait = SignedDuration::from_secs(wait.as_secs() - off);
        let asked = retry_after.map_or(SignedDuration::ZERO, |asked| asked.wait(now));
        self.next_at = later(now, wait.max(asked).clamp(SHORTEST, LONGEST));
    }

    /// What came from JSON is held to the bounds too.
    fn every(&self) -> SignedDuration {
        SignedDuration::from_secs(self.every).clamp(SHORTEST, LONGEST)
    }

    fn interval(&self) -> SignedDuration {
        SignedDuration::from_secs(self.interval).clamp(SHORTEST, LONGEST)
    }
}

/// The feed to be asked next: the one due first, by address where several are due at once.
pub fn next<'a>(feeds: impl IntoIterator<Item = &'a FeedState>) -> Option<&'a FeedState> {
    feeds.into_iter().min_by(|a, b| (a.next_at, &a.url).cmp(&(b.next_at, &b.url)))
}

/// `wait` after `now`, or the last moment there is.
fn later(now: Timestamp, wait: SignedDuration) -> Timestamp {
    now.checked_add(wait).unwrap_or(Timestamp::MAX)
}

fn digest(words: &str) -> [u8; 32] {
    Sha256::digest(words).into()
}

/// The first 64 bits of an entry's digest, in hexadecimal.
fn mark(entry: &str) -> String {
    digest(entry)[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}
