//! Answers: what was read, as JSON, with the tag by which a browser asks whether it is still so.
//!
//! The tag is of the ledger's head, of what was asked and of who asked: while none of them changes, neither does the answer, and nothing is
//! read to say so.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use dateline_ledger::Head;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::guard::Asking;
use crate::library::Reading;
use crate::params::{self, AsOf, Params};
use crate::people::Person;
use crate::problem::Problem;

/// What a reading is asked with, as of any moment: what it was asked for by, and its own parameters.
pub struct Reads<P = ()>(pub Asked, pub P);

/// What a reading of now is asked with.
pub struct ReadsNow<P = ()>(pub Asked, pub P);

/// What a reading was asked for by.
pub struct Asked {
    app: Arc<App>,
    moment: Option<Timestamp>,
    target: String,
    who: String,
    tags: Vec<String>,
}

impl<P: params::Read> FromRequestParts<Arc<App>> for Reads<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let Params((given, as_of)) = Params::<(P, AsOf)>::from_request_parts(parts, app).await?;
        Ok(Reads(Asked::of(parts, app, as_of.moment()?), given))
    }
}

impl<P: params::Read> FromRequestParts<Arc<App>> for ReadsNow<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let Params(given) = Params::from_request_parts(parts, app).await?;
        Ok(ReadsNow(Asked::of(parts, app, None), given))
    }
}

impl Asked {
    fn of(parts: &Parts, app: &Arc<App>, moment: Option<Timestamp>) -> Asked {
        let target = parts.uri.path_and_query().map_or_else(String::new, ToString::to_string);
        let person = parts.extensions.get::<Asking>().and_then(|asking| asking.person.as_ref());
        let who = person.map_or_else(String::new, |person| person.name.clone());
        let tags = parts.headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|tags| tags.to_str().ok());
        let tags = tags.flat_map(|tags| tags.split(',')).map(|tag| tag.trim().trim_start_matches("W/").to_owned()).collect();
        Asked { app: Arc::clone(app), moment, target, who, tags }
    }

    /// As of when; `None` for now.
    pub fn moment(&self) -> Option<Timestamp> {
        self.moment
    }

    /// Reads, and answers with what was read; or, where it is still as the tag that was sent says, with that alone.
    pub async fn read<T: Serialize + Send + 'static>(
        self,
        work: impl FnOnce(&Reading<'_>) -> Result<T, Problem> + Send + 'static,
    ) -> Result<Response, Problem> {
        let app = Arc::clone(&self.app);
        let read = app.read(self.moment, move |reading| {
            let tag = self.tag(&reading.head);
            let body = if self.has(&tag) { None } else { Some(bytes(&work(reading)?)?) };
            Ok((tag, body))
        });
        let (tag, body) = read.await?;
        let mut headers = HeaderMap::new();
        headers.insert(header::ETAG, HeaderValue::from_str(&tag).map_err(|_| Problem::ours("a tag is no header"))?);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("cookie, authorization"));
        Ok(match body {
            None => (StatusCode::NOT_MODIFIED, headers).into_response(),
            Some(body) => (headers, json(StatusCode::OK, body)).into_response(),
        })
    }

    fn tag(&self, head: &Head) -> String {
        let parts = [head.digest.as_str(), self.target.as_str(), self.who.as_str(), env!("CARGO_PKG_VERSION")];
        let hash = parts.iter().fold(Sha256::new(), |hash, part| hash.chain_update(part.as_bytes()).chain_update([0]));
        let hash: String = hash.finalize()[..12].iter().map(|byte| format!("{byte:02x}")).collect();
        format!("\"{hash}\"")
    }

    fn has(&self, tag: &str) -> bool {
        self.tags.iter().any(|held| held == tag || held == "*")
    }
}

/// A value as JSON.
pub fn value(status: StatusCode, value: &impl Serialize) -> Result<Response, Problem> {
    Ok(json(status, bytes(value)?))
}

fn bytes(value: &impl Serialize) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec(value).map_err(|error| Problem::ours(format!("the answer is no JSON: {error}")))
}

fn json(status: StatusCode, body: Vec<u8>) -> Response {
    (status, [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], Body::from(body)).into_response()
}

/// A JSON body, each of its fields named where it cannot be read.
pub struct Sent<T>(pub T);

/// The longest JSON body that is no report.
const BODY: usize = 256 << 10;

impl<T: DeserializeOwned, S: Send + Sync> axum::extract::FromRequest<S> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Sent<T>, Problem> {
        let kind = essence(request.headers());
        if kind != "application/json" {
            return Err(Problem::media_type(format!("send application/json, not {kind:?}")));
        }
        let body = whole(request, BODY).await?;
        let mut read = serde_json::Deserializer::from_slice(&body);
        let sent = serde_path_to_error::deserialize(&mut read).map_err(|error| {
            let (path, told) = (error.path().to_string(), error.into_inner().to_string());
            let told = if path == "." { told } else { format!("{path}: {told}") };
            Problem::body(told).with("field", path)
        })?;
        read.end().map_err(|error| Problem::body(error.to_string()))?;
        Ok(Sent(sent))
    }
}

/// "application/json" of "application/JSON; charset=utf-8".
pub fn essence(headers: &HeaderMap) -> String {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// A body of at most so many bytes.
pub async fn whole(request: Request, most: usize) -> Result<Vec<u8>, Problem> {
    let told = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if told.is_some_and(|length| length > most) {
        return Err(Problem::too_large(most));
    }
    let body = axum::body::to_bytes(request.into_body(), most).await;
    body.map(|body| body.to_vec()).map_err(|error| match std::error::Error::source(&error) {
        Some(source) if source.to_string().contains("length limit") => Problem::too_large(most),
        _ => Problem::body("it ended before it was whole"),
    })
}

/// Who asks; the guard has seen to it that it is there.
impl<S: Send + Sync> FromRequestParts<S> for Asking {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Asking, Problem> {
        parts.extensions.get::<Asking>().cloned().ok_or_else(|| Problem::ours("a request came past the guard"))
    }
}

/// Who asks, as the API tells it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Me {
    /// What their decisions are signed with; `null` for nobody who has signed in.
    pub name: Option<String>,
    /// What they may do.
    pub role: Option<crate::people::Role>,
    /// What to send as X-CSRF-Token with what changes something.
    pub csrf: Option<String>,
    /// Whether people sign in here by accounts.
    pub accounts: bool,
    /// Whether people say who they are and are believed.
    pub local: bool,
}

impl Me {
    /// Of a person, or of nobody.
    pub fn of(person: Option<&Person>, accounts: bool) -> Me {
        Me {
            name: person.map(|person| person.name.clone()),
            role: person.map(|person| person.role),
            csrf: person.and_then(|person| person.csrf.clone()),
            accounts,
            local: !accounts,
        }
    }
}
