//! A ledger to ask about, and how it is asked: without a network, as the router answers.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use dateline::incidents::Policy;
use dateline_desk::prepare;
use dateline_intake::{Defaults, Inputs};
use dateline_ledger::{Access, Ledger, Prepared};
use dateline_server::{Accounts, Role, Settings};
use jiff::Timestamp;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

/// The moment at which the reports of the examples were taken in.
pub const TAKEN_IN: &str = "2025-03-14T09:00:00Z";

/// The moment at which everything else happens.
pub const NOW: &str = "2025-03-20T12:00:00Z";

/// A server of a ledger of its own.
pub struct Served {
    pub folder: TempDir,
    pub router: Router,
    pub csrf: String,
}

/// What was answered.
pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answered {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: impl axum::http::header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The JSON of what was done.
    #[track_caller]
    pub fn done(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self.json()
    }

    /// The problem, of that kind and status.
    #[track_caller]
    pub fn problem(&self, status: u16, kind: &str) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert_eq!(self.header(header::CONTENT_TYPE), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["type"], format!("urn:dateline:{kind}"), "{problem}");
        assert_eq!(problem["status"], status);
        assert!(problem["title"].as_str().is_some_and(|title| !title.is_empty()), "{problem}");
        problem
    }
}

/// The ledger's file, made once: a test that writes has a copy of its own.
fn examples() -> &'static Path {
    static MADE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dateline.db");
        let reports = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/reports");
        let inputs = Inputs::find(&[reports], Defaults::default()).unwrap();
        let prepared: Vec<Prepared> = inputs.read().map(|capture| prepare(&capture.unwrap())).collect();
        let mut ledger = writer(&path);
        ledger.take_in(&prepared, TAKEN_IN.parse().unwrap()).unwrap();
        ledger.derive(|_, _| {}).unwrap();
        (folder, path)
    });
    path
}

/// The ledger at `path`, held for writing.
pub fn writer(path: &Path) -> Ledger {
    let access = Access::Write { who: "a test".to_owned(), patience: Duration::from_secs(5) };
    Ledger::open(path, access, Policy::default(), 2).unwrap()
}

/// How a server of the ledger at `ledger` behaves in tests.
pub fn settings(ledger: PathBuf) -> Settings {
    Settings {
        ledger,
        listen: "127.0.0.1:8321".parse().unwrap(),
        hosts: Vec::new(),
        reviewer: "Wren".to_owned(),
        accounts: false,
        https: false,
        basemap: None,
        rate: NonZeroU32::new(10_000).unwrap(),
        threads: 2,
        now: Arc::new(|| NOW.parse::<Timestamp>().unwrap()),
    }
}

/// A server of one reviewer on a copy of the examples' ledger.
pub async fn served() -> Served {
    served_with(|_| {}).await
}

/// The same with other settings.
pub async fn served_with(change: impl FnOnce(&mut Settings)) -> Served {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("dateline.db");
    // The ledger was closed: all of it stands in its one file.
    std::fs::copy(examples(), &ledger).unwrap();
    let mut settings = settings(ledger);
    change(&mut settings);
    let router = dateline_server::router(settings).unwrap();
    let mut served = Served { folder, router, csrf: String::new() };
    served.csrf = served.get("/api/v1/me").await.json()["csrf"].as_str().unwrap_or("").to_owned();
    served
}

/// A server of several people: Reed reads, Cole codes, Sue supervises; each has the password of their name.
pub async fn with_accounts() -> Served {
    served_with(|settings| {
        let accounts = Accounts::open(&settings.ledger).unwrap();
        for (name, role) in [("Reed", Role::Reader), ("Cole", Role::Coder), ("Sue", Role::Supervisor)] {
            accounts.set(name, role, &password(name)).unwrap();
        }
        settings.listen = "0.0.0.0:8321".parse().unwrap();
    })
    .await
}

pub fn password(name: &str) -> String {
    format!("the password of {name}")
}

impl Served {
    pub fn ledger(&self) -> PathBuf {
        self.folder.path().join("dateline.db")
    }

    /// Sends a request as it stands.
    pub async fn send(&self, request: Request<Body>) -> Answered {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answered { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&self, path: &str) -> Answered {
        self.get_with(path, &[]).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answered {
        let mut request = Request::get(path).header("host", "localhost:8321");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Sends JSON as our own page does.
    pub async fn post(&self, path: &str, body: &Value) -> Answered {
        self.post_as(path, body, &[("x-csrf-token", &self.csrf)]).await
    }

    pub async fn post_as(&self, path: &str, body: &Value, headers: &[(&str, &str)]) -> Answered {
        let json = ("content-type", "application/json");
        let headers: Vec<(&str, &str)> = std::iter::once(json).chain(headers.iter().copied()).collect();
        self.request(Method::POST, path, body.to_string().into_bytes(), &headers).await
    }

    pub async fn request(&self, method: Method, path: &str, body: Vec<u8>, headers: &[(&str, &str)]) -> Answered {
        let mut request = Request::builder().method(method).uri(path).header("host", "localhost:8321");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Every item of a list, piece by piece.
    pub async fn walk(&self, path: &str, limit: usize) -> Vec<Value> {
        let mut items = Vec::new();
        let mut next = format!("{path}{}limit={limit}", if path.contains('?') { '&' } else { '?' });
        loop {
            let list = self.get(&next).await.done(200);
            items.extend(list["items"].as_array().unwrap().iter().cloned());
            assert!(list["items"].as_array().unwrap().len() <= limit);
            let Some(cursor) = list["next"].as_str() else {
                assert_eq!(list["total"], items.len(), "{path}");
                return items;
            };
            next = format!("{path}{}limit={limit}&cursor={cursor}", if path.contains('?') { '&' } else { '?' });
        }
    }

    /// The incident of the strike on the market of Ariha, which several reports tell of.
    pub async fn ariha(&self) -> Value {
        let list = self.get("/api/v1/incidents?place=Ariha&act=airstrike").await.done(200);
        list["items"][0].clone()
    }
}
