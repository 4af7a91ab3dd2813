//! Problems: what is answered where something cannot be done, as RFC 9457 has it.
//!
//! In: an error of the ledger, a bad parameter, a missing right. Out: a status, `application/problem+json`, and the way out where we know one.
//! What the system says of our own files is told to whoever runs the server, not to who asked.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// Why something was not done.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// `urn:dateline:` and the kind: what a program tells problems apart by.
    #[serde(rename = "type")]
    kind: String,
    /// The kind in words; the same for all of a kind.
    title: &'static str,
    /// The status.
    status: u16,
    /// What is wrong this time, and the way out where there is one.
    detail: String,
    /// More, by kind: `parameter`, `held_by`, `changed`, `ids`.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    more: Map<String, Value>,
}

impl Problem {
    fn new(status: StatusCode, kind: &str, title: &'static str, detail: impl Into<String>) -> Problem {
        let kind = format!("urn:dateline:{kind}");
        Problem { kind, title, status: status.as_u16(), detail: detail.into(), more: Map::new() }
    }

    /// The same, with one thing more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Problem {
        self.more.insert(name.to_owned(), value.into());
        self
    }

    /// A parameter that is not known, or whose value is not what it may be.
    pub fn parameter(name: &str, detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, "bad-parameter", "A parameter cannot be read", detail).with("parameter", name)
    }

    /// A body that is not what was asked for.
    pub fn body(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, "bad-body", "The body cannot be read", detail)
    }

    /// Nothing has that id, that name or that address.
    pub fn not_found(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "not-found", "There is no such thing", detail)
    }

    /// The address is there, and is not asked that way.
    pub fn method() -> Problem {
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method", "It is not asked that way", "the Allow header says how it is")
    }

    /// Nobody has signed in.
    pub fn sign_in(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::UNAUTHORIZED, "sign-in", "Signing in comes first", detail)
    }

    /// Whoever asks may not.
    pub fn forbidden(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::FORBIDDEN, "forbidden", "You may not", detail)
    }

    /// Something is not as the request takes it to be.
    pub fn conflict(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::CONFLICT, "conflict", "It is no longer so", detail)
    }

    /// It is understood, and cannot be done.
    pub fn refused(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "refused", "It cannot be done", detail)
    }

    /// The body is longer than anything that is read.
    pub fn too_large(most: usize) -> Problem {
        let detail = format!("the most that is read is {most} bytes: send it in parts");
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The body is too long", detail)
    }

    /// The body is of a kind that is not read here.
    pub fn media_type(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type", "The body is of another kind", detail)
    }

    /// Asked too often.
    pub fn too_many(wait: std::time::Duration) -> Problem {
        let seconds = wait.as_secs() + 1;
        let detail = format!("ask again in {seconds} s");
        Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many", "Asked too often", detail).with("retry_after", seconds)
    }

    /// Asked under a name that is not this server's.
    pub fn host(name: &str) -> Problem {
        let detail = format!("this server does not go by {name:?}: use 127.0.0.1 or localhost, or start it with --host NAME");
        Problem::new(StatusCode::MISDIRECTED_REQUEST, "host", "Another server was meant", detail)
    }

    /// Something is wrong here; `detail` goes to who asked.
    pub fn ours(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "fault", "Something is wrong with the server or its ledger", detail)
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<dateline_ledger::Error> for Problem {
    fn from(error: dateline_ledger::Error) -> Problem {
        use dateline_ledger::Error;
        let told = |error: &Error| match error.hint() {
            Some(hint) => format!("{error}; {hint}"),
            None => error.to_string(),
        };
        match &error {
            Error::Held { by, .. } => {
                let detail = format!("the ledger is held by {by}: ask again when it is done");
                let status = StatusCode::SERVICE_UNAVAILABLE;
                let problem = Problem::new(status, "held", "Another process writes to the ledger", detail);
                problem.with("held_by", by.clone()).with("retry_after", 2)
            }
            Error::Words { .. } => Problem::parameter("q", told(&error)),
            Error::NoSuch { .. } => Problem::not_found(told(&error)),
            Error::Several { ids, .. } => Problem::not_found(told(&error)).with("ids", ids.clone()),
            Error::Decision(_) => Problem::refused(told(&error)),
            Error::Release(_) => Problem::conflict(told(&error)),
            Error::Full { .. } => {
                let detail = "there is no room on the disk: nothing of this was kept, everything before it was";
                Problem::new(StatusCode::INSUFFICIENT_STORAGE, "full", "The disk is full", detail)
            }
            Error::Corrupt { what, .. } => {
                Problem::ours(format!("{} does not read back; dateline verify says more", name_of(what)))
            }
            _ => Problem::ours("the ledger cannot be used; dateline verify says more"),
        }
    }
}

impl From<dateline_desk::Error> for Problem {
    fn from(error: dateline_desk::Error) -> Problem {
        match error {
            dateline_desk::Error::Ledger(error) => error.into(),
            other => Problem::ours(other.to_string()),
        }
    }
}

/// "coding 12" as it is; the file of a ledger without its folders.
fn name_of(what: &str) -> &str {
    what.rsplit('/').next().unwrap_or(what)
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        let wait = self.more.get("retry_after").and_then(Value::as_u64);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (self.status(), body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(wait) = wait {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(wait));
        }
        if self.status == 401 {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"dateline\""));
        }
        response
    }
}
