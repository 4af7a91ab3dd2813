//! Events: what the page is told without asking.
//!
//! In: the ledger's head, looked at every second, and the progress of what this server takes in. Out: server-sent events: `ledger` when
//! something was taken in or ruled, by whichever process; `feed` when a feed that is watched was asked; `progress` of an intake of ours.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use dateline_ledger::{Counts, Head};
use serde_json::{Value, json};
use tokio::sync::{Notify, broadcast};

use crate::app::App;

/// How often the ledger is looked at.
const EVERY: Duration = Duration::from_secs(1);

/// The most pages that are told at once.
pub const LISTENERS: usize = 200;

/// One event.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// `ledger`, `feed` or `progress`.
    pub name: &'static str,
    /// What it says.
    pub data: Value,
}

/// Where events come from, and who is told.
pub struct Events {
    told: broadcast::Sender<Event>,
    /// Something was written by this server: no need to wait for the next look.
    written: Notify,
}

impl Events {
    /// None yet.
    pub fn new() -> Events {
        Events { told: broadcast::channel(256).0, written: Notify::new() }
    }

    /// From here on.
    pub fn listen(&self) -> broadcast::Receiver<Event> {
        self.told.subscribe()
    }

    /// How many are told.
    pub fn listeners(&self) -> usize {
        self.told.receiver_count()
    }

    /// This server wrote something.
    pub fn written(&self) {
        self.written.notify_one();
    }

    /// So many reports of so many are done.
    pub fn progress(&self, done: usize, of: usize) {
        self.tell("progress", json!({ "done": done, "of": of }));
    }

    fn tell(&self, name: &'static str, data: Value) {
        let _ = self.told.send(Event { name, data }); // nobody listening is no fault
    }

    /// Looks at the ledger for as long as it is awaited, and tells what changed.
    pub async fn watch(app: Arc<App>) {
        let mut head: Option<Head> = None;
        let mut feeds: BTreeMap<String, Value> = BTreeMap::new();
        loop {
            let before = head.clone();
            let look = app.read_now(move |reading| {
                let changed = before.as_ref() != Some(&reading.head);
                let counts = if changed { Some(reading.ledger.counts()?) } else { None };
                Ok((reading.head.clone(), counts, reading.ledger.feeds()?))
            });
            // A ledger that cannot be read now may be read in a second; who asks for it is told why.
            if let Ok((now, counts, states)) = look.await {
                if let (Some(counts), true) = (counts, head.is_some()) {
                    app.events.tell("ledger", ledger(&now, counts));
                }
                head = Some(now);
                for (url, state) in states {
                    let state = feed(&state);
                    if feeds.get(&url) != Some(&state) {
                        app.events.tell("feed", json!({ "url": url, "state": state }));
                        feeds.insert(url, state);
                    }
                }
            }
            let _ = tokio::time::timeout(EVERY, app.events.written.notified()).await;
        }
    }
}

/// What a `ledger` event says.
pub fn ledger(head: &Head, counts: Counts) -> Value {
    json!({ "head": head.digest, "counts": crate::routes::status::Holds::from(counts) })
}

/// How a feed is doing: what `watch` keeps of it but for what it has seen and what its server said.
pub fn feed(kept: &str) -> Value {
    let kept: Value = serde_json::from_str(kept).unwrap_or_default();
    let told = ["last_ok", "last_new", "failures", "next_at", "last_error", "every"];
    told.into_iter()
        .map(|name| (name.to_owned(), kept.get(name).cloned().unwrap_or_default()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}
