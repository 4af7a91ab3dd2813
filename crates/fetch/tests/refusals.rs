//! This machine is not asked, however it is spelt, unless private addresses are allowed.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod server;

use dateline_fetch::{Conditions, Error, Fetcher, Options};
use server::{Server, options, page, redirect};

/// Every way to write this machine that could reach a server on it.
const SPELLINGS: [&str; 17] = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "127.0.0.1.",
    "0x7f.1",
    "0x7f.0x0.0x0.0x1",
    "0x7f000001",
    "0177.0.0.1",
    "017700000001",
    "2130706433",
    "１２７.0.0.1",
    "127%2e0.0.1",
    "0.0.0.0",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "localhost",
    "LOCALHOST",
];

fn at(host: &str, port: u16) -> String {
    format!("http://{host}:{port}/page")
}

/// A fetcher like any user's, but for the port, which a test cannot choose: it is among those allowed only with private addresses.
fn guarded() -> Fetcher {
    Fetcher::new(Options { allow_private: false, ..options() }).unwrap()
}

#[test]
fn where_private_addresses_are_allowed_each_spelling_reaches_the_server() {
    let server = Server::new(vec![("/page", page("200 OK", &[], "reached"))]);
    let fetcher = Fetcher::new(options()).unwrap();
    for host in SPELLINGS {
        let response = fetcher.get(&at(host, server.port()), &Conditions::default());
        assert_eq!(response.unwrap_or_else(|error| panic!("{host}: {error}")).bytes, b"reached", "{host}");
    }
    assert_eq!(server.paths().len(), SPELLINGS.len());
}

#[test]
fn where_they_are_not_no_spelling_reaches_it() {
    let server = Server::new(vec![("/page", page("200 OK", &[], "reached"))]);
    for host in SPELLINGS {
        let error = guarded().get(&at(host, server.port()), &Conditions::default()).unwrap_err();
        assert!(matches!(error, Error::Private { .. } | Error::Port { .. }), "{host}: {error}");
    }
    assert!(server.paths().is_empty());
}

#[test]
fn on_a_web_port_too_each_spelling_is_refused_for_where_it_leads() {
    for host in SPELLINGS {
        for robots in [true, false] {
            let fetcher = Fetcher::new(Options { allow_private: false, respect_robots: robots, ..options() }).unwrap();
            let url = at(host, 8080);
            let error = fetcher.get(&url, &Conditions::default()).unwrap_err();
            assert!(matches!(error, Error::Private { .. }), "{host}: {error}");
            assert!(error.is_refusal() && error.to_string().contains("/page"), "{error}");
        }
    }
}

#[test]
fn other_machines_of_the_network_are_refused() {
    for host in ["10.0.0.1", "192.168.0.1", "169.254.169.254", "[fd00::1]", "[fe80::1]", "[64:ff9b::a00:1]", "3232235521"] {
        let error = guarded().get(&at(host, 80), &Conditions::default()).unwrap_err();
        assert!(matches!(error, Error::Private { .. }), "{host}: {error}");
    }
}

#[test]
fn a_redirect_does_not_leave_the_web() {
    // The downgrade needs a server with a certificate; its rule is tested where it stands, in `address`.
    let server = Server::new(vec![("/gopher", redirect("302 Found", "gopher://127.0.0.1:70/"))]);
    let error = Fetcher::new(options()).unwrap().get(&server.url("/gopher"), &Conditions::default()).unwrap_err();
    assert!(matches!(error, Error::Scheme { .. }), "{error}");
}
