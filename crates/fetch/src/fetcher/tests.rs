//! The way from the public internet to a private place, which a test can walk only where names lead where it says.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::ResolvedSocketAddrs;
use ureq::unversioned::transport::NextTimeout;

use super::*;

/// Names and where they lead.
#[derive(Debug)]
struct Names(BTreeMap<&'static str, SocketAddr>);

impl Resolver for Names {
    fn resolve(&self, uri: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let address = self.0.get(uri.host().unwrap_or_default()).ok_or(ureq::Error::HostNotFound)?;
        let mut addresses = self.empty();
        addresses.push(*address);
        Ok(addresses)
    }
}

/// Our test server stands for a site on the public internet for so many lookups of its name; all else is filtered.
#[derive(Debug)]
struct Internet {
    site: SocketAddr,
    lookups: AtomicUsize,
    rest: Public<Names>,
}

impl Resolver for Internet {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let left = |lookups: usize| lookups.checked_sub(1);
        if uri.host() != Some("news.example") || self.lookups.fetch_update(Ordering::SeqCst, Ordering::SeqCst, left).is_err() {
            return self.rest.resolve(uri, config, timeout);
        }
        let mut addresses = self.empty();
        addresses.push(self.site);
        Ok(addresses)
    }
}

/// A site that redirects its first visitor to `to`, and says to all others that they got in.
fn site(to: &str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let redirect = format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    thread::spawn(move || {
        for (visit, stream) in listener.incoming().take(2).enumerate() {
            let Ok(mut stream) = stream else { return };
            let _ = BufReader::new(&stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty()).count();
            let inside = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\ninside";
            let _ = stream.write_all(if visit == 0 { redirect.as_bytes() } else { inside.as_bytes() });
        }
    });
    address
}

/// What a visit to `news.example` comes to, which redirects to `to` and is public for so many lookups, then a name of this machine, as
/// `inside.example` is from the start.
fn visit(to: &str, lookups: usize) -> Result<Response, Error> {
    let site = site(to);
    let options = Options { respect_robots: false, pause: Duration::ZERO, timeout: Duration::from_secs(2), ..Options::default() };
    let names = Names([("inside.example", site), ("news.example", site)].into());
    let internet = Internet { site, lookups: AtomicUsize::new(lookups), rest: Public { allow_private: false, names } };
    Fetcher::with(options, internet)?.get("http://news.example/", &Conditions::default())
}

#[test]
fn a_redirect_within_the_public_internet_is_followed() {
    assert_eq!(
        visit("http://news.example:8080/b", 2).unwrap().bytes,
        b"inside",
        "with one lookup a request, neither more nor fewer"
    );
}

#[test]
fn a_redirect_to_a_private_number_is_refused() {
    for to in ["http://127.1/", "http://2130706433:8080/", "//[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/meta-data/"] {
        let error = visit(to, 2).unwrap_err();
        assert!(matches!(error, Error::Private { .. }), "{to}: {error}");
    }
}

#[test]
fn a_redirect_to_a_name_of_a_private_place_is_refused() {
    let error = visit("http://inside.example/", 2).unwrap_err();
    assert!(matches!(error, Error::Private { kind: "this machine", .. }), "{error}");
}

#[test]
fn a_name_that_turns_private_when_it_is_looked_up_again_gains_nothing() {
    let error = visit("http://news.example/b", 1).unwrap_err();
    assert!(matches!(error, Error::Private { kind: "this machine", .. }), "{error}");
    let error = visit("http://news.example/b", 0).unwrap_err();
    assert!(matches!(error, Error::Private { kind: "this machine", .. }), "{error}");
}
