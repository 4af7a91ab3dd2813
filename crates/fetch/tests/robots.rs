//! What robots.txt allows is fetched; what it does not allow, or does not say, is not.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod server;

use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use dateline_fetch::{Conditions, Error, Fetcher, Options};
use server::{Server, options, page, redirect};

fn polite() -> Fetcher {
    Fetcher::new(Options { respect_robots: true, ..options() }).unwrap()
}

fn get(fetcher: &Fetcher, server: &Server, path: &str) -> Result<Vec<u8>, Error> {
    fetcher.get(&server.url(path), &Conditions::default()).map(|response| response.bytes)
}

#[test]
fn robots_txt_is_asked_for_once_and_obeyed() {
    let rules = "User-agent: *\nDisallow: /\n\nUser-agent: dateline-test\nDisallow: /drafts\n";
    let server = Server::new(vec![
        ("/robots.txt", page("200 OK", &[], rules)),
        ("/news", page("200 OK", &[], "news")),
        ("/drafts/1", page("200 OK", &[], "draft")),
    ]);
    let fetcher = polite();
    assert_eq!(get(&fetcher, &server, "/news").unwrap(), b"news");
    let error = get(&fetcher, &server, "/drafts/1").unwrap_err();
    assert!(matches!(error, Error::Disallowed { .. }), "{error}");
    assert!(error.to_string().ends_with("/robots.txt disallows it") && error.is_refusal());
    assert_eq!(server.paths(), ["/robots.txt", "/news"]);
}

#[test]
fn it_is_obeyed_at_each_redirect() {
    let server = Server::new(vec![
        ("/robots.txt", page("200 OK", &[], "User-agent: *\nDisallow: /drafts\n")),
        ("/news", redirect("302 Found", "/drafts/1")),
        ("/drafts/1", page("200 OK", &[], "draft")),
    ]);
    assert!(matches!(get(&polite(), &server, "/news"), Err(Error::Disallowed { .. })));
    assert_eq!(server.paths(), ["/robots.txt", "/news"]);
}

#[test]
fn a_site_without_robots_txt_allows_everything() {
    for status in ["404 Not Found", "410 Gone", "403 Forbidden"] {
        let server = Server::new(vec![("/robots.txt", page(status, &[], "Disallow: /")), ("/news", page("200 OK", &[], "news"))]);
        assert_eq!(get(&polite(), &server, "/news").unwrap(), b"news", "{status}");
    }
}

#[test]
fn a_site_that_cannot_say_allows_nothing_for_now() {
    for status in ["500 Internal Server Error", "503 Service Unavailable", "429 Too Many Requests"] {
        let server = Server::new(vec![("/robots.txt", page(status, &[], "")), ("/news", page("200 OK", &[], "news"))]);
        let fetcher = polite();
        for _ in 0..2 {
            let error = get(&fetcher, &server, "/news").unwrap_err();
            assert!(matches!(&error, Error::RobotsUnread { reason, .. } if reason.contains(&status[..3])), "{error}");
            assert!(!error.is_refusal(), "it may be otherwise later");
        }
        assert_eq!(server.paths(), ["/robots.txt"], "it is not asked again at once");
    }
}

#[test]
fn a_robots_txt_that_cannot_be_reached_allows_nothing_for_now() {
    for (what, silence) in [("hangs up", Duration::ZERO), ("is silent", Duration::from_secs(2))] {
        let robots = move |_: &server::Request, _: &mut TcpStream| {
            thread::sleep(silence);
            Ok(())
        };
        let server = Server::new(vec![("/robots.txt", Box::new(robots)), ("/news", page("200 OK", &[], "news"))]);
        let fetcher = Fetcher::new(Options { respect_robots: true, timeout: Duration::from_millis(300), ..options() }).unwrap();
        let error = get(&fetcher, &server, "/news").unwrap_err();
        assert!(matches!(error, Error::RobotsUnread { .. }), "{what}: {error}");
        assert_eq!(server.paths(), ["/robots.txt"], "{what}");
    }
}

#[test]
fn a_robots_txt_elsewhere_is_found_through_redirects() {
    let server = Server::new(vec![
        ("/robots.txt", redirect("301 Moved Permanently", "/static/robots.txt")),
        ("/static/robots.txt", page("200 OK", &[], "User-agent: *\nDisallow: /news\n")),
        ("/news", page("200 OK", &[], "news")),
    ]);
    assert!(matches!(get(&polite(), &server, "/news"), Err(Error::Disallowed { .. })));
}

#[test]
fn an_endless_robots_txt_is_read_up_to_its_limit() {
    let mut rules = b"User-agent: *\nDisallow: /drafts\n".to_vec();
    rules.resize(2 << 20, b'#');
    let server = Server::new(vec![("/robots.txt", page("200 OK", &[], rules)), ("/news", page("200 OK", &[], "news"))]);
    let fetcher = polite();
    assert_eq!(get(&fetcher, &server, "/news").unwrap(), b"news");
    assert!(matches!(get(&fetcher, &server, "/drafts"), Err(Error::Disallowed { .. })));
}

#[test]
fn the_crawl_delay_is_kept_to() {
    let server = Server::new(vec![
        ("/robots.txt", page("200 OK", &[], "User-agent: *\nCrawl-delay: 30\n")),
        ("/news", page("200 OK", &[], "news")),
    ]);
    let fetcher = polite();
    assert_eq!(get(&fetcher, &server, "/news").unwrap(), b"news");
    let error = get(&fetcher, &server, "/news").unwrap_err();
    assert!(matches!(error, Error::TooSoon { wait, .. } if wait > Duration::from_secs(25)), "{error}");
    assert!(fetcher.wait(&server.url("/other")) > Duration::from_secs(25));
}
