//! What comes back from a server, whatever it does.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod server;

use std::cell::Cell;
use std::io::Write;
use std::net::TcpListener;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use dateline_fetch::{Conditions, Error, Fetcher, Options, RetryAfter, Status};
use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use server::{Server, fetcher, head, options, page, redirect, send};

fn get(server: &Server, path: &str) -> Result<dateline_fetch::Response, Error> {
    fetcher().get(&server.url(path), &Conditions::default())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_page_comes_with_what_the_server_says_of_it() {
    let headers =
        &[("Content-Type", "application/rss+xml"), ("ETag", "\"a\""), ("Last-Modified", "Sun, 01 Mar 2026 08:00:00 GMT")];
    let server = Server::new(vec![("/feed", page("200 OK", headers, "<rss/>"))]);
    let response = get(&server, "/feed?all=1#top").unwrap();
    assert_eq!(response.status, Status::Fresh);
    assert_eq!(response.bytes, b"<rss/>");
    assert_eq!(response.final_url, server.url("/feed?all=1"));
    assert_eq!(response.content_type.as_deref(), Some("application/rss+xml"));
    assert_eq!(response.etag.as_deref(), Some("\"a\""));
    assert_eq!(response.last_modified.as_deref(), Some("Sun, 01 Mar 2026 08:00:00 GMT"));
}

#[test]
fn nothing_is_sent_but_what_is_documented() {
    let server = Server::new(vec![("/a", redirect("302 Found", "/b")), ("/b", page("200 OK", &[], "x"))]);
    get(&server, "/a").unwrap();
    for request in server.requests() {
        let names: Vec<&str> = request.headers.keys().map(String::as_str).collect();
        assert_eq!(names, ["accept", "accept-encoding", "host", "user-agent"]);
        assert_eq!(request.headers["user-agent"], "dateline-test/1");
        assert_eq!(request.headers["accept-encoding"], "gzip");
    }
}

#[test]
fn the_environments_proxy_is_not_used() {
    const NAME: &str = "the_environments_proxy_is_not_used";
    const INSIDE: &str = "DATELINE_FETCH_TEST_HAS_PROXY";
    if std::env::var_os(INSIDE).is_some() {
        let server = Server::new(vec![("/page", page("200 OK", &[], "words"))]);
        assert_eq!(get(&server, "/page").unwrap().bytes, b"words");
        return;
    }
    // The environment is that of the process, so the test runs itself once more with one that names a proxy.
    let proxy = Server::new(vec![]);
    let mut child = Command::new(std::env::current_exe().unwrap());
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        child.env(name, proxy.url(""));
    }
    let ran = child.env_remove("NO_PROXY").env_remove("no_proxy").env(INSIDE, "1").args(["--exact", NAME]).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success() && said.contains("1 passed"), "{said}");
    assert!(proxy.requests().is_empty());
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let server = Server::new(vec![(
        "/feed",
        Box::new(|request, stream| match request.headers.get("if-none-match").map(String::as_str) {
            Some("\"a\"") => send(stream, "304 Not Modified", &[("ETag", "\"a\"")], b""),
            _ => send(stream, "200 OK", &[("ETag", "\"a\""), ("Last-Modified", "Sun, 01 Mar 2026 08:00:00 GMT")], b"news"),
        }),
    )]);
    let first = get(&server, "/feed").unwrap();
    let second = fetcher().get(&server.url("/feed"), &first.conditions()).unwrap();
    assert_eq!((second.status, second.bytes.len()), (Status::NotModified, 0));
    assert_eq!(second.conditions(), first.conditions(), "what the server did not repeat still holds");
    let sent = &server.requests()[1].headers;
    assert_eq!(sent["if-modified-since"], "Sun, 01 Mar 2026 08:00:00 GMT");
}

#[test]
fn conditions_that_are_no_header_are_not_sent() {
    let server = Server::new(vec![("/feed", page("200 OK", &[], "news"))]);
    let conditions = Conditions { etag: Some("\"a\"\r\nX-Evil: 1".to_owned()), last_modified: None };
    fetcher().get(&server.url("/feed"), &conditions).unwrap();
    let headers = &server.requests()[0].headers;
    assert!(!headers.contains_key("if-none-match") && !headers.contains_key("x-evil"), "{headers:?}");
}

#[test]
fn not_modified_without_a_copy_held_is_an_error() {
    let server = Server::new(vec![("/feed", page("304 Not Modified", &[], ""))]);
    assert!(matches!(get(&server, "/feed"), Err(Error::Status { status: 304, .. })));
}

#[test]
fn redirects_of_every_kind_are_followed() {
    for status in ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let server = Server::new(vec![("/a", redirect(status, "b/../c?d")), ("/c", page("200 OK", &[], "here"))]);
        let response = get(&server, "/a").unwrap();
        assert_eq!((response.bytes.as_slice(), response.final_url), (&b"here"[..], server.url("/c?d")), "{status}");
    }
}

#[test]
fn redirects_that_come_back_are_a_loop() {
    let server = Server::new(vec![("/a", redirect("302 Found", "/b")), ("/b", redirect("302 Found", "/a#again"))]);
    assert!(matches!(get(&server, "/a"), Err(Error::Loop { .. })));
    assert_eq!(server.paths(), ["/a", "/b"]);
}

#[test]
fn no_more_redirects_are_followed_than_the_limit() {
    let step = |request: &server::Request, stream: &mut std::net::TcpStream| {
        let number: u32 = request.path.rsplit('=').next().unwrap().parse().unwrap();
        let to = format!("/step?n={}", number.saturating_sub(1));
        if number == 0 { send(stream, "200 OK", &[], b"end") } else { send(stream, "302 Found", &[("Location", &to)], b"") }
    };
    let server = Server::new(vec![("/step", Box::new(step))]);
    assert_eq!(get(&server, "/step?n=5").unwrap().bytes, b"end");
    let error = get(&server, "/step?n=6").unwrap_err();
    assert!(matches!(error, Error::Redirects { limit: 5, .. }), "{error}");
    assert_eq!(server.paths().len(), 12, "six requests each");
}

#[test]
fn a_redirect_must_say_where_to_and_stay_on_the_web() {
    let server = Server::new(vec![
        ("/nowhere", page("302 Found", &[], "")),
        ("/file", redirect("302 Found", "file:///etc/hosts")),
        ("/user", redirect("302 Found", "http://desk:hunter2@127.0.0.1/")),
    ]);
    assert!(matches!(get(&server, "/nowhere"), Err(Error::Nowhere { .. })));
    assert!(matches!(get(&server, "/file"), Err(Error::Scheme { .. })));
    assert!(matches!(get(&server, "/user"), Err(Error::User { .. })));
}

#[test]
fn a_body_that_says_it_is_too_large_is_not_read() {
    let server = Server::new(vec![("/large", Box::new(|_, stream| head(stream, "200 OK", &[], Some(10_001))))]);
    let error = get(&server, "/large").unwrap_err();
    assert!(matches!(error, Error::TooLarge { limit: 10_000, .. }), "{error}");
}

#[test]
fn a_body_that_does_not_say_how_large_it_is_is_cut_off() {
    let server = Server::new(vec![
        ("/exact", page("200 OK", &[], vec![b'a'; 10_000])),
        (
            "/endless",
            Box::new(|_, stream| {
                head(stream, "200 OK", &[], None)?;
                (0..1000).try_for_each(|_| stream.write_all(&[b'a'; 10_000]))
            }),
        ),
        (
            "/chunked",
            Box::new(|_, stream| {
                head(stream, "200 OK", &[("Transfer-Encoding", "chunked")], None)?;
                (0..1000).try_for_each(|_| {
                    stream
                        .write_all(b"3e8\r\n")
                        .and_then(|()| stream.write_all(&[b'a'; 1000]))
                        .and_then(|()| stream.write_all(b"\r\n"))
                })
            }),
        ),
    ]);
    assert_eq!(get(&server, "/exact").unwrap().bytes.len(), 10_000);
    assert!(matches!(get(&server, "/endless"), Err(Error::TooLarge { .. })));
    assert!(matches!(get(&server, "/chunked"), Err(Error::TooLarge { .. })));
}

#[test]
fn gzip_is_unpacked_and_a_bomb_is_not() {
    let server = Server::new(vec![
        ("/page", page("200 OK", &[("Content-Encoding", "gzip")], gzip(b"words"))),
        ("/bomb", page("200 OK", &[("Content-Encoding", "gzip")], gzip(&vec![0; 5 << 20]))),
        ("/half", page("200 OK", &[("Content-Encoding", "gzip")], &gzip(b"words")[..15])),
        ("/brotli", page("200 OK", &[("Content-Encoding", "br")], "?")),
        ("/twice", page("200 OK", &[("Content-Encoding", "gzip"), ("Content-Encoding", "gzip")], gzip(&gzip(b"words")))),
    ]);
    assert_eq!(get(&server, "/page").unwrap().bytes, b"words");
    assert!(matches!(get(&server, "/bomb"), Err(Error::TooLarge { .. })));
    assert!(matches!(get(&server, "/half"), Err(Error::Gzip { .. })));
    assert!(matches!(get(&server, "/brotli"), Err(Error::Encoding { encoding, .. }) if encoding == "br"));
    assert!(matches!(get(&server, "/twice"), Err(Error::Encoding { encoding, .. }) if encoding == "gzip, gzip"));
}

#[test]
fn half_a_body_is_an_error_and_not_half_a_page() {
    let server = Server::new(vec![(
        "/half",
        Box::new(|_, stream| {
            head(stream, "200 OK", &[], Some(1000))?;
            stream.write_all(b"the first half")
        }),
    )]);
    assert!(matches!(get(&server, "/half"), Err(Error::Connection { .. })));
}

/// Waits for a slow server with little patience, and says how long it took.
fn impatient(server: &Server, path: &str) -> (Result<dateline_fetch::Response, Error>, Duration) {
    let fetcher = Fetcher::new(Options { timeout: Duration::from_millis(400), ..options() }).unwrap();
    let start = Instant::now();
    (fetcher.get(&server.url(path), &Conditions::default()), start.elapsed())
}

#[test]
fn time_is_bounded_however_slowly_the_server_goes() {
    let pause = || thread::sleep(Duration::from_millis(50));
    let server = Server::new(vec![
        (
            "/silent",
            Box::new(move |_, _| {
                (0..60).for_each(|_| pause());
                Ok(())
            }),
        ),
        (
            "/slow-head",
            Box::new(move |_, stream| {
                stream.write_all(b"HTTP/1.1 200 OK\r\n")?;
                (0..60).try_for_each(|number| {
                    pause();
                    write!(stream, "X-{number}: 1\r\n")
                })
            }),
        ),
        (
            "/slow-body",
            Box::new(move |_, stream| {
                head(stream, "200 OK", &[], Some(60))?;
                (0..60).try_for_each(|_| {
                    pause();
                    stream.write_all(b"a")
                })
            }),
        ),
        (
            "/slow-hops",
            Box::new(move |request, stream| {
                (0..4).for_each(|_| pause());
                send(stream, "302 Found", &[("Location", &format!("{}a", request.path.replace("hops", "hops?")))], b"")
            }),
        ),
    ]);
    for path in ["/silent", "/slow-head", "/slow-body", "/slow-hops"] {
        let (answer, took) = impatient(&server, path);
        assert!(matches!(answer, Err(Error::Timeout { .. })), "{path}: {answer:?}");
        assert!(took < Duration::from_secs(2), "{path} took {took:?}");
    }
}

#[test]
fn a_redirect_does_not_begin_the_time_anew() {
    let server = Server::new(vec![
        (
            "/first",
            Box::new(|_, stream| {
                thread::sleep(Duration::from_millis(800));
                send(stream, "302 Found", &[("Location", "/second")], b"")
            }),
        ),
        (
            "/second",
            Box::new(|_, _| {
                thread::sleep(Duration::from_secs(3));
                Ok(())
            }),
        ),
    ]);
    let fetcher = Fetcher::new(Options { timeout: Duration::from_secs(1), ..options() }).unwrap();
    let start = Instant::now();
    assert!(matches!(fetcher.get(&server.url("/first"), &Conditions::default()), Err(Error::Timeout { .. })));
    assert_eq!(server.paths(), ["/first", "/second"]);
    assert!(start.elapsed() < Duration::from_millis(1600), "{:?}", start.elapsed());
}

#[test]
fn a_server_that_never_shakes_hands_is_given_up_on() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let fetcher = Fetcher::new(Options { timeout: Duration::from_millis(300), ..options() }).unwrap();
    let start = Instant::now();
    // The connection waits in the listener's queue: nobody ever answers it.
    let answer = fetcher.get(&format!("https://{}/", listener.local_addr().unwrap()), &Conditions::default());
    assert!(matches!(answer, Err(Error::Timeout { .. } | Error::NoAuthorities { .. })), "{answer:?}");
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn a_server_that_is_busy_says_when_to_come_back() {
    let server = Server::new(vec![
        ("/busy", page("503 Service Unavailable", &[("Retry-After", "120")], "")),
        ("/often", page("429 Too Many Requests", &[("Retry-After", "Sun, 01 Mar 2026 08:00:00 GMT")], "")),
        ("/gone", page("410 Gone", &[], "")),
    ]);
    let error = get(&server, "/busy").unwrap_err();
    assert_eq!(error.retry_after(), Some(RetryAfter::Seconds(120)));
    assert!(matches!(error, Error::Status { status: 503, .. }));
    let error = get(&server, "/often").unwrap_err();
    assert_eq!(error.retry_after(), RetryAfter::read("Sun, 01 Mar 2026 08:00:00 GMT"));
    let error = get(&server, "/gone").unwrap_err();
    assert_eq!(error.to_string(), format!("cannot fetch {}: the server answered 410", server.url("/gone")));
    assert_eq!(error.hint(), Some("check the address: the page is gone"));
}

#[test]
fn a_host_that_is_busy_is_left_alone_for_as_long_as_it_asks() {
    let server = Server::new(vec![("/busy", page("503 Service Unavailable", &[("Retry-After", "120")], ""))]);
    let fetcher = fetcher();
    fetcher.get(&server.url("/busy"), &Conditions::default()).unwrap_err();
    let error = fetcher.get(&server.url("/other"), &Conditions::default()).unwrap_err();
    assert!(matches!(error, Error::TooSoon { wait, .. } if wait > Duration::from_secs(100)), "{error}");
    assert_eq!(server.paths(), ["/busy"]);
}

#[test]
fn a_host_is_asked_once_a_pause() {
    let server = Server::new(vec![("/a", redirect("302 Found", "/b")), ("/b", page("200 OK", &[], "x"))]);
    let fetcher = Fetcher::new(Options { pause: Duration::from_secs(60), ..options() }).unwrap();
    let url = server.url("/a");
    assert_eq!(fetcher.wait(&url), Duration::ZERO);
    fetcher.get(&url, &Conditions::default()).unwrap();
    assert!(fetcher.wait(&server.url("/c")) > Duration::from_secs(50));
    assert!(matches!(fetcher.get(&url, &Conditions::default()), Err(Error::TooSoon { .. })));
    assert_eq!(server.paths(), ["/a", "/b"], "a redirect is part of one visit");
}

#[test]
fn of_several_threads_one_gets_the_turn() {
    let server = Server::new(vec![("/a", page("200 OK", &[], "x"))]);
    let fetcher = Fetcher::new(Options { pause: Duration::from_secs(60), ..options() }).unwrap();
    let url = server.url("/a");
    let turns = thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| fetcher.get(&url, &Conditions::default()).is_ok())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).filter(|turn| *turn).count()
    });
    assert_eq!((turns, server.paths().len()), (1, 1));
}

#[test]
fn what_is_not_http_is_an_error() {
    let server = Server::new(vec![
        ("/ssh", Box::new(|_, stream| stream.write_all(b"SSH-2.0-OpenSSH_9.2\r\n"))),
        ("/empty", Box::new(|_, _| Ok(()))),
        ("/bytes", Box::new(|_, stream| stream.write_all(&[0xff; 500]))),
        (
            "/long-head",
            Box::new(|_, stream| {
                head(stream, "200 OK", &[("X-Long", &"a".repeat(200_000))], Some(1))?;
                stream.write_all(b"a")
            }),
        ),
        ("/many-heads", Box::new(|_, stream| head(stream, "200 OK", &[("X-Many", "1"); 2000], Some(0)))),
    ]);
    for path in ["/ssh", "/empty", "/bytes", "/long-head", "/many-heads"] {
        let answer = get(&server, path);
        assert!(matches!(answer, Err(Error::Connection { .. })), "{path}: {answer:?}");
    }
}

#[test]
fn a_closed_port_and_a_name_of_nothing_are_errors() {
    let closed = Server::new(vec![]).url("/");
    // The listener may take a moment to go.
    thread::sleep(Duration::from_millis(100));
    for url in [closed.as_str(), "http://nothing.invalid/"] {
        let answer = fetcher().get(url, &Conditions::default());
        assert!(matches!(answer, Err(Error::Connection { .. } | Error::NoHost { .. })), "{url}: {answer:?}");
    }
}

#[test]
fn a_user_agent_that_is_no_name_is_refused() {
    for user_agent in ["", "/1.0", "dateline\r\nX-Evil: 1", "дата/1", "(dateline)"] {
        let options = Options { user_agent: user_agent.to_owned(), ..Options::default() };
        assert!(matches!(Fetcher::new(options), Err(Error::UserAgent { .. })), "{user_agent:?}");
    }
}

/// Heads and bodies near enough to HTTP to be read some way.
fn answer() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        "(Content-Length|Transfer-Encoding|Content-Encoding|Location|ETag|Retry-After|Content-Type): [ -~]{0,12}",
        "(Content-Length: [0-9]{1,22}|Transfer-Encoding: chunked|Content-Encoding: gzip|Location: /?[ -~]{0,9})",
        "[ -~]{0,30}",
    ];
    let status = prop_oneof!["HTTP/1\\.1 200 OK", "HTTP/1\\.[01] (200|302|304|404|100|103|204|999) ?[a-z]{0,5}", "[ -~]{0,20}"];
    let body = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..60),
        "[0-9a-f]{1,4}\r\n[a-z]{0,20}(\r\n0\r\n\r\n)?".prop_map(String::into_bytes)
    ];
    (status, proptest::collection::vec(line, 0..5), body).prop_map(|(status, lines, body)| {
        let head = std::iter::once(status).chain(lines).map(|line| line + "\r\n").collect::<String>() + "\r\n";
        [head.into_bytes(), body].concat()
    })
}

#[test]
fn whatever_a_server_sends_is_read_or_named() {
    let sent = Arc::new(Mutex::new(Vec::new()));
    let sends = Arc::clone(&sent);
    let server = Server::new(vec![("/any", Box::new(move |_, stream| stream.write_all(&sends.lock().unwrap())))]);
    let fetcher = Fetcher::new(Options { timeout: Duration::from_millis(500), max_bytes: 40, ..options() }).unwrap();
    let mut runner = TestRunner::new(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() });
    let read = Cell::new(0);
    let ran = runner.run(&answer(), |answer| {
        *sent.lock().unwrap() = answer;
        let got = fetcher.get(&server.url("/any"), &Conditions::default());
        read.set(read.get() + u32::from(got.is_ok()));
        prop_assert!(got.is_err() || got.is_ok_and(|response| response.bytes.len() <= 40));
        Ok(())
    });
    ran.unwrap();
    assert!(read.get() > 0, "some of them are pages");
}
