//! `dateline serve` as it is started: where it listens, who may, what it tells while another process writes, and how it stops.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

use common::{dateline, started, with_input};
use serde_json::Value;
use tempfile::TempDir;

const STRIKE: &str = "BEIRUT, Sept 27 (Reuters) - An air strike on Tyre killed three people on Friday, officials said.";

/// A folder with a ledger of one report.
fn ledger() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let ran = with_input(folder.path(), &["run", "-", "--published", "2024-09-27"], STRIKE.as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    folder
}

/// A server, ended with the test.
struct Server {
    child: Child,
    at: String,
}

impl Server {
    fn start(folder: &Path, more: &[&str]) -> Server {
        let mut child = started(folder, &[&["serve", "--listen", "127.0.0.1:0"], more].concat());
        let mut said = String::new();
        BufReader::new(child.stderr.as_mut().unwrap()).read_line(&mut said).unwrap();
        let at = said.strip_prefix("listening on http://").unwrap_or_else(|| panic!("{said}"));
        let at = at.split(';').next().unwrap().to_owned();
        Server { child, at }
    }

    /// Sends a request and leaves the answer to be read.
    fn ask(&self, request: &str, more: &str, body: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.at).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let length = body.len();
        let head =
            format!("{request} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {length}\r\n{more}\r\n", self.at);
        stream.write_all((head + body).as_bytes()).unwrap();
        stream
    }

    /// The status and the JSON of an answer.
    fn json(&self, request: &str, more: &str, body: &str) -> (u16, Value) {
        let mut answer = String::new();
        self.ask(request, more, body).read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {answer}")))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_names_the_reviewer_it_is_told_and_signs_what_they_rule() {
    let folder = ledger();
    let server = Server::start(folder.path(), &["--reviewer", "Wren"]);
    let (status, me) = server.json("GET /api/v1/me", "", "");
    assert_eq!((status, me["name"].as_str()), (200, Some("Wren")));
    let (_, list) = server.json("GET /api/v1/incidents", "", "");
    let headers = format!("Content-Type: application/json\r\nX-CSRF-Token: {}\r\n", me["csrf"].as_str().unwrap());
    let note = serde_json::json!({ "kind": "accept", "target": list["items"][0]["id"], "why": "read it" }).to_string();
    let (status, made) = server.json("POST /api/v1/decisions", &headers, &note);
    assert_eq!((status, made["decision"]["who"].as_str()), (201, Some("Wren")), "{made}");
    let decisions = dateline(folder.path(), &["review", "decisions"]);
    assert!(decisions.stdout.contains("Wren") && decisions.stdout.contains("accept"), "{}", decisions.stdout);
}

#[test]
fn what_another_process_takes_in_is_told_without_asking() {
    let folder = ledger();
    let server = Server::start(folder.path(), &[]);
    let mut events = BufReader::new(server.ask("GET /api/v1/events", "", ""));
    let mut next = |wanted: &str| -> Value {
        let begun = Instant::now();
        loop {
            let mut line = String::new();
            events.read_line(&mut line).unwrap();
            if let Some(data) = line.strip_prefix("data: ").filter(|data| data.contains(wanted)) {
                return serde_json::from_str(data).unwrap();
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "nothing was told");
        }
    };
    assert_eq!(next("counts")["counts"]["reports"], 1);
    std::thread::sleep(Duration::from_millis(1500)); // the first look at the ledger is behind it
    let sidon = STRIKE.replace("Tyre", "Sidon");
    assert_eq!(with_input(folder.path(), &["run", "-", "--published", "2024-09-27"], sidon.as_bytes()).code, 0);
    assert_eq!(next("\"reports\":2")["counts"]["incidents"], 2);
}

#[test]
fn beyond_this_machine_it_wants_accounts_and_then_a_sign_in_or_a_token() {
    let folder = ledger();
    let refused = dateline(folder.path(), &["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!((refused.code, refused.stdout.as_str()), (2, ""));
    assert!(refused.stderr.contains("nobody has an account"), "{}", refused.stderr);
    assert!(refused.stderr.contains("  hint: dateline serve accounts add"), "{}", refused.stderr);
    let short = with_input(folder.path(), &["serve", "accounts", "add", "Sue"], b"short\n");
    assert!(short.code == 2 && short.stderr.contains("at least 12"), "{}", short.stderr);
    let added = with_input(folder.path(), &["serve", "accounts", "add", "Sue", "--role", "supervisor"], b"the password of Sue\n");
    assert_eq!((added.code, added.stdout.as_str()), (0, "Sue is a supervisor\n"), "{}", added.stderr);
    let token = dateline(folder.path(), &["serve", "accounts", "token", "Sue"]).stdout;
    assert!(token.starts_with("dateline_"));
    assert_eq!(dateline(folder.path(), &["serve", "accounts", "list"]).stdout, "Sue  supervisor  1 token\n");
    let server = Server::start(folder.path(), &["--accounts-only"]);
    assert_eq!(server.json("GET /api/v1/incidents", "", "").0, 401);
    let header = format!("Authorization: Bearer {token}\r\n").replace("\n\r\n", "\r\n");
    assert_eq!(server.json("GET /api/v1/incidents", &header, "").0, 200);
    let body = r#"{"name":"Sue","password":"the password of Sue"}"#;
    let (status, me) = server.json("POST /api/v1/session", "Content-Type: application/json\r\n", body);
    assert_eq!((status, me["role"].as_str()), (201, Some("supervisor")));
}

#[test]
fn there_is_no_server_of_a_ledger_that_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["serve"][..], &["serve", "accounts", "list"]] {
        let refused = dateline(folder.path(), arguments);
        assert!(refused.code == 2 && refused.stderr.contains("there is no ledger"), "{}", refused.stderr);
        assert!(refused.stderr.contains("hint: "), "{}", refused.stderr);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left behind");
}

#[cfg(unix)]
#[test]
fn it_stops_when_it_is_told_to() {
    let folder = ledger();
    let mut server = Server::start(folder.path(), &[]);
    let _listening = server.ask("GET /api/v1/events", "", "");
    let told = std::process::Command::new("kill").arg(server.child.id().to_string()).status().unwrap();
    assert!(told.success());
    let begun = Instant::now();
    while server.child.try_wait().unwrap().is_none() {
        assert!(begun.elapsed() < Duration::from_secs(10), "it goes on");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(server.child.try_wait().unwrap().unwrap().code(), Some(0));
}
