//! Fetch: an address → bytes, politely and safely; and when each feed of a watch is asked again.
//!
//! In: an address and what is held of it already. Out: its bytes, or why they were not fetched.
//! Knows nothing of reports, feeds' contents or ledgers. [`watch`] does no IO and reads no clock: the time is an argument.

mod address;
mod body;
mod denied;
mod error;
mod fetcher;
mod hosts;
mod resolver;
mod retry;
mod robots;
pub mod watch;

pub use error::Error;
pub use fetcher::{Fetcher, Response, Status};
pub use retry::RetryAfter;

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How a [`Fetcher`] behaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Sent with every request; its first word, up to a slash, is the name looked for in robots.txt.
    pub user_agent: String,
    /// For everything one call does: names, connections, redirects, robots.txt and body together.
    pub timeout: Duration,
    /// The most bytes a body may have, both as sent and as decoded.
    pub max_bytes: usize,
    /// The most redirects followed in one call.
    pub max_redirects: u32,
    /// Whether addresses of this machine and of private networks may be asked, on any port.
    pub allow_private: bool,
    /// Whether robots.txt is asked for and obeyed.
    pub respect_robots: bool,
    /// The least time between two calls to one host; a longer crawl-delay in its robots.txt holds instead.
    pub pause: Duration,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            user_agent: concat!("dateline/", env!("CARGO_PKG_VERSION")).to_owned(),
            timeout: Duration::from_secs(30),
            max_bytes: 8 << 20,
            max_redirects: 5,
            allow_private: false,
            respect_robots: true,
            pause: Duration::from_secs(2),
        }
    }
}

/// What a server said of the copy we hold, sent back so that it need not send the same bytes twice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conditions {
    /// The `ETag` of the copy held, as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// The `Last-Modified` of the copy held, as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

impl Conditions {
    /// Whether nothing is known of a copy held.
    pub fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }
}
