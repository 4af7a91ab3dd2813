//! A small web server on 127.0.0.1 that answers as each test tells it to. Every answer is bounded in bytes and time.

#![allow(dead_code, reason = "each test file uses its own part of the server")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use dateline_fetch::{Fetcher, Options};

/// What to do with a connection once its request is read.
type Answer = Box<dyn Fn(&Request, &mut TcpStream) -> std::io::Result<()> + Send + Sync>;

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Request {
    pub path: String,
    /// By name in lowercase.
    pub headers: BTreeMap<String, String>,
}

pub struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
    stopped: Arc<AtomicBool>,
}

impl Server {
    /// Serves these paths, and 404 for all others.
    pub fn new(pages: Vec<(&'static str, Answer)>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let stopped = Arc::new(AtomicBool::new(false));
        let pages: Arc<BTreeMap<&str, Answer>> = Arc::new(pages.into_iter().collect());
        let (log, stop) = (Arc::clone(&requests), Arc::clone(&stopped));
        thread::spawn(move || {
            for stream in listener.incoming() {
                if stop.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let (pages, log) = (Arc::clone(&pages), Arc::clone(&log));
                thread::spawn(move || serve(stream, &pages, &log));
            }
        });
        Server { address, requests, stopped }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// The paths asked for so far.
    pub fn paths(&self) -> Vec<String> {
        self.requests().into_iter().map(|request| request.path).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        // The listener wakes for one more connection, sees that it is to stop, and goes.
        let _ = TcpStream::connect(self.address);
    }
}

fn serve(mut stream: TcpStream, pages: &BTreeMap<&str, Answer>, log: &Mutex<Vec<Request>>) {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
    let _ = stream.set_write_timeout(Some(Duration::from_secs(10)));
    let Some(request) = read(&stream) else { return };
    log.lock().unwrap().push(request.clone());
    let page = request.path.split('?').next().unwrap_or_default();
    // The client may well have gone away: that is what many tests are about.
    let _ = match pages.get(page) {
        Some(answer) => answer(&request, &mut stream),
        None => send(&mut stream, "404 Not Found", &[], b"no such page"),
    };
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok).take(100);
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let headers = lines.take_while(|line| !line.is_empty()).filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    });
    Some(Request { path, headers: headers.collect() })
}

/// Sends a whole answer of known length.
pub fn send(stream: &mut TcpStream, status: &str, headers: &[(&str, &str)], body: &[u8]) -> std::io::Result<()> {
    head(stream, status, headers, Some(body.len()))?;
    stream.write_all(body)
}

/// Sends the head of an answer; the connection's end ends a body of no known length.
pub fn head(stream: &mut TcpStream, status: &str, headers: &[(&str, &str)], length: Option<usize>) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {status}\r\nConnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if let Some(length) = length {
        head.push_str(&format!("Content-Length: {length}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())
}

/// A page that is always the same.
pub fn page(status: &'static str, headers: &'static [(&'static str, &'static str)], body: impl Into<Vec<u8>>) -> Answer {
    let body = body.into();
    Box::new(move |_, stream| send(stream, status, headers, &body))
}

/// A redirect.
pub fn redirect(status: &'static str, to: &str) -> Answer {
    let to = to.to_owned();
    Box::new(move |_, stream| send(stream, status, &[("Location", &to)], b""))
}

/// Options that reach the server: private addresses, no pause, no robots.txt, little patience.
pub fn options() -> Options {
    Options {
        user_agent: "dateline-test/1".to_owned(),
        timeout: Duration::from_secs(5),
        max_bytes: 10_000,
        allow_private: true,
        respect_robots: false,
        pause: Duration::ZERO,
        ..Options::default()
    }
}

pub fn fetcher() -> Fetcher {
    Fetcher::new(options()).unwrap()
}
