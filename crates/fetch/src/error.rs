//! Why an address was not fetched.

use std::net::IpAddr;
use std::time::Duration;

use crate::retry::RetryAfter;

/// Why an address was not fetched. Each names the address; none stops a run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The options cannot be used.
    #[error("cannot fetch as {user_agent:?}: a user agent is a name in printable ASCII letters")]
    UserAgent {
        /// The user agent given.
        user_agent: String,
    },
    /// Not an address.
    #[error("cannot read {url:?} as an address: {reason}")]
    Address {
        /// As written.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Neither http nor https.
    #[error("cannot fetch {url}: only http and https are fetched, not {scheme}")]
    Scheme {
        /// The address.
        url: String,
        /// Its scheme.
        scheme: String,
    },
    /// A port that is not a web server's.
    #[error("cannot fetch {url}: port {port} is not a web server's (80, 443, 8080, 8443)")]
    Port {
        /// The address.
        url: String,
        /// Its port.
        port: u16,
    },
    /// A user name or password in the address; the address is given without.
    #[error("cannot fetch {url}: the address holds a user name or password")]
    User {
        /// The address without them.
        url: String,
    },
    /// A place that is not on the public internet.
    #[error("refused to fetch {url}: {address} is not on the public internet ({kind})")]
    Private {
        /// The address.
        url: String,
        /// Where it leads.
        address: IpAddr,
        /// What is there.
        kind: &'static str,
    },
    /// From https to http.
    #[error("refused to follow {from} to {to}: the redirect leaves https")]
    Downgrade {
        /// The page that redirects.
        from: String,
        /// Where to.
        to: String,
    },
    /// Redirects without an end.
    #[error("gave up on {url} after {limit} redirects")]
    Redirects {
        /// The address first asked.
        url: String,
        /// How many were followed.
        limit: u32,
    },
    /// A redirect that comes back to itself.
    #[error("cannot fetch {url}: its redirects come back to {to}")]
    Loop {
        /// The address first asked.
        url: String,
        /// The address met twice.
        to: String,
    },
    /// A redirect to nowhere.
    #[error("cannot fetch {url}: it redirects without saying where to")]
    Nowhere {
        /// The page that redirects.
        url: String,
    },
    /// A body beyond the limit, as sent or as decoded.
    #[error("gave up on {url}: it is larger than {limit} bytes")]
    TooLarge {
        /// The address.
        url: String,
        /// The most that is read.
        limit: usize,
    },
    /// An encoding that was not asked for.
    #[error("cannot read {url}: it came as {encoding:?}, and only gzip was asked for")]
    Encoding {
        /// The address.
        url: String,
        /// What its bytes are said to be.
        encoding: String,
    },
    /// Bytes that are not gzip though they are said to be, or that end early.
    #[error("cannot read {url}: its gzip is broken ({reason})")]
    Gzip {
        /// The address.
        url: String,
        /// What is wrong.
        reason: String,
    },
    /// No full answer in time.
    #[error("gave up on {url}: no full answer within {} seconds", timeout.as_secs_f32())]
    Timeout {
        /// The address.
        url: String,
        /// How long was waited.
        timeout: Duration,
    },
    /// robots.txt says no.
    #[error("refused to fetch {url}: {robots} disallows it")]
    Disallowed {
        /// The address.
        url: String,
        /// Which robots.txt.
        robots: String,
    },
    /// robots.txt could not be read, so that what it allows is not known; taken as a no for now.
    #[error("will not fetch {url} for now: {robots} could not be read ({reason})")]
    RobotsUnread {
        /// The address.
        url: String,
        /// Which robots.txt.
        robots: String,
        /// Why not.
        reason: String,
    },
    /// The host was asked a moment ago.
    #[error("will not fetch {url} yet: its host may be asked again in {:.1} seconds", wait.as_secs_f32())]
    TooSoon {
        /// The address.
        url: String,
        /// How long until it may be asked.
        wait: Duration,
    },
    /// The server answered, but not with the page.
    #[error("cannot fetch {url}: the server answered {status}")]
    Status {
        /// The address that answered so.
        url: String,
        /// What it answered.
        status: u16,
        /// When it asks to be asked again.
        retry_after: Option<RetryAfter>,
    },
    /// No such host.
    #[error("cannot fetch {url}: no such host")]
    NoHost {
        /// The address.
        url: String,
    },
    /// No certificate authorities to check a server's identity against.
    #[error("cannot fetch {url}: this system has no certificate authorities to check it against")]
    NoAuthorities {
        /// The address.
        url: String,
    },
    /// No connection, or one that broke or did not speak HTTP.
    #[error("cannot fetch {url}: {reason}")]
    Connection {
        /// The address.
        url: String,
        /// What went wrong.
        reason: String,
    },
}

impl Error {
    /// When the server asks to be asked again, where it says.
    pub fn retry_after(&self) -> Option<RetryAfter> {
        match self {
            Error::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Whether we refused, so that asking again changes nothing while the options and the address stay what they are.
    pub fn is_refusal(&self) -> bool {
        use Error::*;
        matches!(
            self,
            UserAgent { .. }
                | Address { .. }
                | Scheme { .. }
                | Port { .. }
                | User { .. }
                | Private { .. }
                | Downgrade { .. }
                | Disallowed { .. }
        )
    }

    /// The way out, where there is one.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Error::Address { .. } => Some("write the whole address, such as https://example.org/feed"),
            Error::User { .. } => Some("leave the user name and password out; pages behind a login are not fetched"),
            Error::Private { .. } | Error::Port { .. } => Some("allow private addresses if you run this server yourself"),
            Error::Disallowed { .. } => Some("ask the site for leave, or save the page by hand and read it from the file"),
            Error::TooLarge { .. } => Some("save the file by hand and read it from there"),
            Error::NoAuthorities { .. } => Some("install the package ca-certificates, or set SSL_CERT_FILE"),
            Error::Status { status: 401..=403, .. } => Some("the site does not serve this page to programs"),
            Error::Status { status: 404 | 410, .. } => Some("check the address: the page is gone"),
            _ => None,
        }
    }
}
