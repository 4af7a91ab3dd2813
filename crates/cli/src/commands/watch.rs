//! `dateline watch`: feeds polled politely, their reports taken into the ledger; and the fetching of addresses that other commands name.

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use dateline_desk::{guarded, prepare};
use dateline_fetch::watch::{self, FeedState};
use dateline_fetch::{Conditions, Error, Fetcher, Options, Status};
use dateline_intake::{Capture, Defaults, Entry, Origin, Reason, Unread, captures, feed};
use dateline_ledger::{Ledger, Prepared};
use jiff::{SignedDuration, Timestamp};

use super::Done;
use super::ledger::{Where, derive, holds, number};
use crate::Clock;
use crate::console::Console;
use crate::render;

/// Poll feeds and keep the ledger current.
#[derive(Args)]
pub struct Watch {
    /// Addresses of feeds (RSS, Atom, JSON Feed)
    #[arg(required = true, value_name = "FEED")]
    feeds: Vec<String>,
    #[command(flatten)]
    place: Where,
    /// How often a feed is asked, in seconds, while it brings something new
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    every: u32,
    /// Ask each feed that is due once, print the state of all and stop
    #[arg(long)]
    once: bool,
    /// Read what the feed itself holds; do not follow its links
    #[arg(long)]
    no_links: bool,
    /// Let addresses lead to this machine and to private networks
    #[arg(long)]
    allow_private: bool,
}

impl Watch {
    pub fn run(self, clock: Clock) -> anyhow::Result<Done> {
        let fetcher = fetcher(self.allow_private)?;
        let mut states: Vec<FeedState> = {
            let ledger = self.current()?;
            self.feeds.iter().map(|url| self.state(&ledger, url, clock.now())).collect::<Result<_, _>>()?
        };
        loop {
            if states.iter().any(|state| state.is_due(clock.now())) {
                match self.round(&fetcher, &mut states, clock) {
                    Err(error) if !self.once && is_held(&error) => crate::console::error(&error),
                    round => round?,
                }
            }
            if self.once {
                states.iter().try_for_each(|state| tell(state, clock))?;
                return Ok(if states.iter().any(|state| state.failures() > 0) { Done::Some } else { Done::All });
            }
            let Some(next) = watch::next(&states) else { return Ok(Done::All) };
            let wait = next.next_at().duration_since(clock.now());
            std::thread::sleep(
                Duration::try_from(wait).unwrap_or(Duration::ZERO).clamp(Duration::from_millis(200), Duration::from_secs(60)),
            );
        }
    }

    /// Asks each feed that is due. The ledger is held only as long as that takes, so that others can write to it in between.
    fn round(&self, fetcher: &Fetcher, states: &mut [FeedState], clock: Clock) -> anyhow::Result<()> {
        let mut ledger = self.current()?;
        let now = clock.now();
        for state in states.iter_mut().filter(|state| state.is_due(now)) {
            let taken = self.poll(fetcher, &mut ledger, state, clock)?;
            if !self.once {
                tell(state, clock)?;
            }
            if taken > 0 {
                writeln!(anstream::stdout(), "{} taken in; {}", number(taken, "report"), holds(ledger.counts()?))?;
            }
        }
        Ok(())
    }

    /// The ledger to be added to, what is derived in step.
    fn current(&self) -> anyhow::Result<Ledger> {
        let mut ledger = self.place.write("watch")?;
        derive(&mut ledger)?;
        Ok(ledger)
    }

    /// What is kept of a feed, or that it is new.
    fn state(&self, ledger: &Ledger, url: &str, now: Timestamp) -> anyhow::Result<FeedState> {
        let kept = ledger.feed(url)?.and_then(|kept| serde_json::from_str(&kept).ok());
        Ok(kept.unwrap_or_else(|| FeedState::new(url, SignedDuration::from_secs(i64::from(self.every)), now)))
    }

    /// Asks one feed, takes in what is new, and keeps its state: what was taken in is in the ledger before the feed is said to be read.
    /// Says how many reports were new.
    fn poll(&self, fetcher: &Fetcher, ledger: &mut Ledger, state: &mut FeedState, clock: Clock) -> anyhow::Result<usize> {
        let mut taken = 0;
        let url = state.url().to_owned();
        match get(fetcher, &url, state.conditions()) {
            Ok(response) if matches!(response.status, Status::NotModified) => {
                state.after_not_modified(clock.now(), response.retry_after);
            }
            Ok(response) => match feed(&response.bytes, &Origin::address(&url)) {
                Ok(read) => {
                    let fresh: Vec<&Entry> = read.entries.iter().filter(|entry| !state.has_seen(&key(entry))).collect();
                    let mut console = Console::new(0);
                    let title = read.title.clone();
                    let mut items: Vec<Prepared> = Vec::new();
                    for entry in &fresh {
                        for capture in self.follow(fetcher, entry, &url, title.as_deref(), &response.bytes) {
                            match capture
                                .and_then(|capture| guarded(|| prepare(&capture)).map_err(|stopped| stopped.at(&capture.origin)))
                            {
                                Ok(item) => items.push(item),
                                Err(unread) => console.unread(&unread),
                            }
                        }
                    }
                    taken = ledger.take_in(&items, clock.now())?.captured;
                    derive(ledger)?;
                    fresh.iter().for_each(|entry| state.remember(&key(entry)));
                    state.after_success(clock.now(), fresh.len(), response.conditions(), response.retry_after);
                }
                Err(unread) => state.after_failure(clock.now(), &unread.to_string(), None),
            },
            Err(error) => state.after_failure(clock.now(), &error.to_string(), error.retry_after()),
        }
        let kept = serde_json::to_string(state).context("the state of a feed")?;
        ledger.keep_feed(&url, &kept)?;
        Ok(taken)
    }

    /// The report an entry leads to; where that cannot be had, the words the entry itself has.
    fn follow(
        &self,
        fetcher: &Fetcher,
        entry: &Entry,
        url: &str,
        title: Option<&str>,
        feed: &[u8],
    ) -> Vec<Result<Capture, Unread>> {
        let defaults = Defaults { published: entry.published, outlet: title.map(str::to_owned), language: None };
        if let (false, Some(link)) = (self.no_links || !entry.is_summary && entry.text_or_html.is_some(), &entry.link)
            && let Ok(response) = get(fetcher, link, &Conditions::default())
        {
            let read =
                captures(&response.bytes, response.content_type.as_deref(), Origin::address(&response.final_url), &defaults);
            if read.iter().any(Result::is_ok) {
                return read;
            }
        }
        let own = captures(feed, Some("application/xml"), Origin::address(url), &defaults);
        own.into_iter().filter(|capture| capture.as_ref().is_ok_and(|capture| capture.raw == entry.raw)).collect()
    }
}

/// Whether another writer has the ledger, which passes.
fn is_held(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref::<dateline_ledger::Error>(), Some(dateline_ledger::Error::Held { .. }))
}

/// How a feed stands, in a line.
fn tell(state: &FeedState, clock: Clock) -> anyhow::Result<()> {
    Ok(writeln!(anstream::stdout(), "{}", render::visible(&state.line(clock.now())))?)
}

/// What an entry is known by.
fn key(entry: &Entry) -> String {
    [Some(entry.id.as_str()), entry.link.as_deref(), entry.title.as_deref()]
        .into_iter()
        .flatten()
        .find(|key| !key.is_empty())
        .unwrap_or("")
        .to_owned()
}

fn fetcher(allow_private: bool) -> anyhow::Result<Fetcher> {
    // On this machine's own addresses there is no one to be polite to.
    let pause = if allow_private { Duration::ZERO } else { Options::default().pause };
    Ok(Fetcher::new(Options { allow_private, pause, ..Options::default() })?)
}

/// Asks when it is this host's turn.
fn get(fetcher: &Fetcher, url: &str, conditions: &Conditions) -> Result<dateline_fetch::Response, Error> {
    std::thread::sleep(fetcher.wait(url));
    match fetcher.get(url, conditions) {
        Err(Error::TooSoon { wait, .. }) => {
            std::thread::sleep(wait);
            fetcher.get(url, conditions)
        }
        got => got,
    }
}

/// The reports at addresses, fetched one after another.
pub fn fetched(
    addresses: Vec<PathBuf>,
    defaults: Defaults,
    allow_private: bool,
) -> anyhow::Result<impl Iterator<Item = Result<Capture, Unread>>> {
    let fetcher = if addresses.is_empty() { None } else { Some(fetcher(allow_private)?) };
    Ok(addresses.into_iter().flat_map(move |address| {
        let address = address.to_string_lossy().into_owned();
        let Some(fetcher) = &fetcher else { return Vec::new() };
        match get(fetcher, &address, &Conditions::default()) {
            Ok(got) => captures(&got.bytes, got.content_type.as_deref(), Origin::address(&got.final_url), &defaults),
            Err(error) => {
                let reason = Reason::Open(std::io::Error::other(error.to_string()));
                vec![Err(Unread { origin: Origin::address(&address), reason })]
            }
        }
    }))
}
