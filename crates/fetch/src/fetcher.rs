//! An address → its bytes.
//!
//! In: an address and the conditions of the copy held. Out: the bytes, or word that they have not changed, or why not.
//! Redirects are followed here and not by the HTTP client, so that each is checked like the first address. Never sleeps: a host that
//! is to be left alone is an error that says for how long.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use ureq::http::header::{self, HeaderName, HeaderValue};
use ureq::http::{self, HeaderMap};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, Resolver};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

use crate::body::{self, Beyond, Unread};
use crate::error::Error;
use crate::hosts::Hosts;
use crate::resolver::{Denied, Public};
use crate::retry::RetryAfter;
use crate::robots::{self, Rules};
use crate::{Conditions, Options, address};

#[cfg(test)]
mod tests;

/// What we would rather have, where a server has several.
const ACCEPT: &str = "application/rss+xml, application/atom+xml, application/feed+json, text/html;q=0.9, */*;q=0.5";

/// The longest header value kept; a longer one is as if it were not sent.
const LONGEST_HEADER: usize = 1024;

/// No pause asked of us is longer than a day.
const LONGEST_PAUSE: Duration = Duration::from_secs(24 * 60 * 60);

/// Whether there is anything new at the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// The bytes are those of now.
    Fresh,
    /// The copy held is that of now; no bytes were sent.
    NotModified,
}

/// What came back from an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// Whether there is anything new.
    pub status: Status,
    /// The address that answered, after redirects.
    pub final_url: String,
    /// What the server says the bytes are, as it says it.
    pub content_type: Option<String>,
    /// The server's name for this state of the page.
    pub etag: Option<String>,
    /// When the page last changed, as the server writes it.
    pub last_modified: Option<String>,
    /// When the server asks to be asked again.
    pub retry_after: Option<RetryAfter>,
    /// The bytes, decoded; none where nothing changed.
    pub bytes: Vec<u8>,
}

impl Response {
    /// The conditions to send next time.
    pub fn conditions(&self) -> Conditions {
        Conditions { etag: self.etag.clone(), last_modified: self.last_modified.clone() }
    }
}

/// Fetches addresses. One a run: it remembers when each host may be asked again and what its robots.txt allows. Shared between threads
/// by reference.
///
/// ```no_run
/// use dateline_fetch::{Conditions, Fetcher, Options};
///
/// let fetcher = Fetcher::new(Options::default())?;
/// let url = "https://example.org/feed";
/// std::thread::sleep(fetcher.wait(url));
/// let response = fetcher.get(url, &Conditions::default())?;
/// let held = response.conditions();
/// # Ok::<(), dateline_fetch::Error>(())
/// ```
#[derive(Debug)]
pub struct Fetcher {
    options: Options,
    agent: Agent,
    has_authorities: bool,
    hosts: Mutex<Hosts>,
}

impl Fetcher {
    /// A fetcher that trusts the certificate authorities of this system, and uses no proxy.
    pub fn new(options: Options) -> Result<Fetcher, Error> {
        let names = Public { allow_private: options.allow_private, names: DefaultResolver::default() };
        Fetcher::with(options, names)
    }

    fn with(mut options: Options, names: impl Resolver) -> Result<Fetcher, Error> {
        let printable = options.user_agent.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if robots::agent(&options.user_agent).is_empty() || !printable || options.user_agent.len() > LONGEST_HEADER {
            return Err(Error::UserAgent { user_agent: options.user_agent.chars().take(200).collect() });
        }
        options.pause = options.pause.min(LONGEST_PAUSE);
        // What of the system's store cannot be read is left out; a store with nothing in it is said when https is asked for.
        let found = rustls_native_certs::load_native_certs().certs;
        let authorities: Vec<_> = found.iter().map(|der| Certificate::from_der(der).to_owned()).collect();
        let has_authorities = !authorities.is_empty();
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::Specific(Arc::new(authorities)))
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .user_agent(options.user_agent.as_str())
            .accept(ACCEPT)
            .accept_encoding("gzip")
            // Every request resolves its name and checks it anew.
            .max_idle_connections(0)
            .tls_config(tls)
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), names);
        Ok(Fetcher { options, agent, has_authorities, hosts: Mutex::default() })
    }

    /// How long the host of `url` is to be left alone; nothing where it may be asked now, or where the address cannot be read.
    pub fn wait(&self, url: &str) -> Duration {
        let Ok(url) = address::read(url, self.options.allow_private) else { return Duration::ZERO };
        self.hosts().wait(host(&url), Instant::now())
    }

    /// Fetches `url`, unless it has not changed since the copy that `conditions` tell of.
    pub fn get(&self, url: &str, conditions: &Conditions) -> Result<Response, Error> {
        let first = address::read(url, self.options.allow_private)?;
        let wait = self.claim(&first);
        if wait > Duration::ZERO {
            return Err(Error::TooSoon { url: first.into(), wait });
        }
        let deadline = self.deadline();
        let (url, answer) = self.follow(&first, conditions, deadline, self.options.respect_robots)?;
        self.read(&url, answer, conditions, deadline).inspect_err(|error| self.heed(&url, error))
    }

    /// Takes the turn to ask a host, or says how long it is until the next.
    fn claim(&self, url: &Url) -> Duration {
        let now = Instant::now();
        let mut hosts = self.hosts();
        let wait = hosts.wait(host(url), now);
        if wait.is_zero() {
            hosts.pause(host(url), now, self.options.pause);
        }
        wait
    }

    /// Leaves a host alone for as long as its refusal asks.
    fn heed(&self, url: &Url, refusal: &Error) {
        if let Some(retry_after) = refusal.retry_after() {
            let pause = retry_after.wait(Timestamp::now()).unsigned_abs().min(LONGEST_PAUSE);
            self.hosts().pause(host(url), Instant::now(), pause);
        }
    }

    /// The answer at the end of the redirects, and where that is. Hops are one visit: none waits for its host's pause.
    fn follow(
        &self,
        first: &Url,
        conditions: &Conditions,
        deadline: Instant,
        obey: bool,
    ) -> Result<(Url, http::Response<Body>), Error> {
        let mut url = first.clone();
        let mut met = vec![first.clone()];
        loop {
            if obey {
                self.obey(&url, deadline)?;
            }
            let answer = self.ask(&url, conditions, deadline)?;
            self.hosts().pause(host(&url), Instant::now(), self.options.pause);
            if !matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
                return Ok((url, answer));
            }
            let location = answer.headers().get(header::LOCATION).ok_or_else(|| Error::Nowhere { url: url.to_string() })?;
            let to = address::follow(&url, &String::from_utf8_lossy(location.as_bytes()), self.options.allow_private)?;
            if met.contains(&to) {
                return Err(Error::Loop { url: first.to_string(), to: to.into() });
            }
            if met.len() > self.options.max_redirects as usize {
                return Err(Error::Redirects { url: first.to_string(), limit: self.options.max_redirects });
            }
            met.push(to.clone());
            url = to;
        }
    }

    /// Refuses what the site's robots.txt does not allow; asks for that first where it is not known.
    fn obey(&self, url: &Url, deadline: Instant) -> Result<(), Error> {
        let site = url.origin().ascii_serialization();
        let robots = robots::address(url);
        // Looked up in a statement of its own: the lock must not be held while robots.txt is fetched.
        let known = self.hosts().rules(&site, Instant::now());
        let rules = match known {
            Some(rules) => rules,
            None => {
                let rules = self.rules(url, &robots, deadline)?;
                self.hosts().keep(&site, Instant::now(), rules)
            }
        };
        self.hosts().pause(host(url), Instant::now(), rules.delay());
        match rules.allow(url) {
            Ok(true) => Ok(()),
            Ok(false) => Err(Error::Disallowed { url: url.to_string(), robots: robots.into() }),
            Err(reason) => Err(Error::RobotsUnread { url: url.to_string(), robots: robots.into(), reason: reason.to_owned() }),
        }
    }

    /// Fetches the robots.txt of a page. What stands in the way is part of the rules: RFC 9309 gives each kind of answer its meaning. An
    /// error only where we would refuse the page as well.
    fn rules(&self, page: &Url, robots: &Url, deadline: Instant) -> Result<Rules, Error> {
        let (url, answer) = match self.follow(robots, &Conditions::default(), deadline, false) {
            Ok(answer) => answer,
            Err(Error::Private { url, address, kind }) if url == robots.as_str() => {
                return Err(Error::Private { url: page.to_string(), address, kind });
            }
            Err(Error::NoAuthorities { url }) if url == robots.as_str() => {
                return Err(Error::NoAuthorities { url: page.to_string() });
            }
            Err(error) => return Ok(Rules::Unread(error.to_string())),
        };
        Ok(match answer.status().as_u16() {
            200 | 203 => match self.body(&url, answer, robots::MOST, Beyond::Cut) {
                Ok(bytes) => Rules::read(robots::agent(&self.options.user_agent), &bytes),
                Err(error) => Rules::Unread(error.to_string()),
            },
            // "Too many requests" is no answer to what is allowed.
            status @ 429 => Rules::Unread(format!("the server answered {status}")),
            400..=499 => Rules::None,
            status => Rules::Unread(format!("the server answered {status}")),
        })
    }

    /// One request, one answer; its body is still to be read.
    fn ask(&self, url: &Url, conditions: &Conditions, deadline: Instant) -> Result<http::Response<Body>, Error> {
        if url.scheme() == "https" && !self.has_authorities {
            return Err(Error::NoAuthorities { url: url.to_string() });
        }
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(self.timeout(url));
        }
        let mut request = self.agent.get(url.as_str());
        let held = [(header::IF_NONE_MATCH, &conditions.etag), (header::IF_MODIFIED_SINCE, &conditions.last_modified)];
        for (name, value) in held {
            // What is no header value cannot have come from a server; it is not sent.
            if let Some(value) = value.as_ref().and_then(|value| HeaderValue::from_str(value).ok()) {
                request = request.header(name, value);
            }
        }
        request.config().timeout_global(Some(left)).build().call().map_err(|error| self.error(url, error))
    }

    /// What the last answer comes to.
    fn read(
        &self,
        url: &Url,
        answer: http::Response<Body>,
        conditions: &Conditions,
        deadline: Instant,
    ) -> Result<Response, Error> {
        let headers = answer.headers();
        let retry_after = value(headers, header::RETRY_AFTER).and_then(|value| RetryAfter::read(&value));
        let mut response = Response {
            status: Status::Fresh,
            final_url: url.to_string(),
            content_type: value(headers, header::CONTENT_TYPE),
            etag: value(headers, header::ETAG),
            last_modified: value(headers, header::LAST_MODIFIED),
            retry_after,
            bytes: Vec::new(),
        };
        match answer.status().as_u16() {
            200 | 203 => response.bytes = self.body(url, answer, self.options.max_bytes, Beyond::Refuse)?,
            304 if !conditions.is_empty() => {
                // A server need not repeat what it said of the copy we hold.
                response.status = Status::NotModified;
                response.etag = response.etag.or_else(|| conditions.etag.clone());
                response.last_modified = response.last_modified.or_else(|| conditions.last_modified.clone());
            }
            status => return Err(Error::Status { url: url.to_string(), status, retry_after }),
        }
        if Instant::now() > deadline { Err(self.timeout(url)) } else { Ok(response) }
    }

    fn body(&self, url: &Url, answer: http::Response<Body>, limit: usize, beyond: Beyond) -> Result<Vec<u8>, Error> {
        let encodings = answer.headers().get_all(header::CONTENT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        let encoding = encodings.collect::<Vec<_>>().join(", ");
        let length = answer.body().content_length();
        if beyond == Beyond::Refuse && length.is_some_and(|length| length > limit as u64) {
            return Err(Error::TooLarge { url: url.to_string(), limit });
        }
        body::read(answer.into_body().into_reader(), &encoding, limit, beyond).map_err(|unread| match unread {
            Unread::TooLarge => Error::TooLarge { url: url.to_string(), limit },
            Unread::Encoding(encoding) => Error::Encoding { url: url.to_string(), encoding },
            Unread::Gzip(error) => Error::Gzip { url: url.to_string(), reason: error.to_string() },
            Unread::Read(error) => self.error(url, error.into()),
        })
    }

    /// What the client's error means here.
    fn error(&self, url: &Url, error: ureq::Error) -> Error {
        let error = match error {
            ureq::Error::Timeout(_) => return self.timeout(url),
            ureq::Error::HostNotFound => return Error::NoHost { url: url.to_string() },
            ureq::Error::Other(other) => match other.downcast_ref::<Denied>() {
                Some(Denied { address, kind }) => return Error::Private { url: url.to_string(), address: *address, kind },
                None => ureq::Error::Other(other),
            },
            other => other,
        };
        let reason = match error {
            ureq::Error::Io(error) => error.to_string(),
            other => other.to_string(),
        };
        let reason: String = reason.chars().take(300).collect();
        Error::Connection { url: url.to_string(), reason }
    }

    fn timeout(&self, url: &Url) -> Error {
        Error::Timeout { url: url.to_string(), timeout: self.options.timeout }
    }

    fn deadline(&self) -> Instant {
        let now = Instant::now();
        now.checked_add(self.options.timeout).unwrap_or(now + LONGEST_PAUSE)
    }

    /// A panic elsewhere leaves what is remembered of hosts whole: each change to it is one step.
    fn hosts(&self) -> MutexGuard<'_, Hosts> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The host asked, by which pauses are kept; a checked address has one.
fn host(url: &Url) -> &str {
    url.host_str().unwrap_or_default()
}

/// A header's value, where it is printable text of sensible length.
fn value(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    (!value.is_empty() && value.len() <= LONGEST_HEADER).then(|| value.to_owned())
}
