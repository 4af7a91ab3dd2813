//! The guard: what every request passes before it is answered, and what every answer carries.
//!
//! In: a request. Out: the request with the [`Person`] who asks, or why it goes no further. On loopback the name asked for must be this
//! machine's own, so that no page from elsewhere reaches the ledger under a name of its own (DNS rebinding). What changes something must carry
//! the word that only our own page knows.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::{App, Basemap, elsewhere};
use crate::people::{Person, Role};
use crate::problem::Problem;

/// The session's cookie.
pub const COOKIE: &str = "dateline";

/// What must be sent with what changes something.
pub const CSRF: &str = "x-csrf-token";

/// Who asks and from where; `None` for nobody who has signed in.
#[derive(Debug, Clone)]
pub struct Asking {
    pub person: Option<Person>,
    pub from: IpAddr,
}

impl Asking {
    /// The person, where they may do what a role may.
    pub fn may(&self, role: Role) -> Result<&Person, Problem> {
        let person = self.person.as_ref().ok_or_else(|| Problem::sign_in("sign in by POST /api/v1/session, or send a token"))?;
        match person.role >= role {
            true => Ok(person),
            false => {
                let detail = format!("{} is a {}; this is for a {} or above", person.name, person.role.slug(), role.slug());
                Err(Problem::forbidden(detail).with("role", role.slug()))
            }
        }
    }
}

/// Lets a request through, or answers why not.
pub async fn guard(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let passed = pass(&app, &mut request).await;
    let mut response = match passed {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    dress(&app, response.headers_mut());
    response
}

async fn pass(app: &Arc<App>, request: &mut Request<Body>) -> Result<(), Problem> {
    let connected = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let from = connected.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(address)| address.ip());
    app.limits.request(from)?;
    let headers = request.headers();
    host(app, request)?;
    let (person, by_token) = match bearer(headers)? {
        Some(token) => (by_token(app, token).await?, true),
        None => (by_session(app, cookie(headers)).await?, false),
    };
    if !matches!(*request.method(), Method::GET | Method::HEAD) && !by_token {
        same_origin(app, headers)?;
        let given = headers.get(CSRF).and_then(|given| given.to_str().ok());
        let wanted = person.as_ref().and_then(|person| person.csrf.as_deref());
        // Who has not signed in has no word yet; all they may do is sign in, which a page from elsewhere cannot send as JSON.
        if wanted.is_some_and(|wanted| given.is_none_or(|given| !same(given, wanted))) {
            return Err(Problem::forbidden("send the csrf of GET /api/v1/me as X-CSRF-Token").with("header", "X-CSRF-Token"));
        }
    }
    let path = request.uri().path();
    let open = ["/api/v1/me", "/api/v1/session", "/api/v1/openapi.json"].contains(&path) || !path.starts_with("/api/");
    let asking = Asking { person, from };
    if !open {
        asking.may(Role::Reader)?;
    }
    request.extensions_mut().insert(asking);
    Ok(())
}

/// The name a request asks for must be one this server goes by.
fn host(app: &App, request: &Request<Body>) -> Result<(), Problem> {
    let named = request.headers().get(header::HOST).map(|host| host.to_str().unwrap_or("?").to_owned());
    let named = named.or_else(|| request.uri().authority().map(|authority| authority.as_str().to_owned())).unwrap_or_default();
    let name = without_port(&named).to_ascii_lowercase();
    let own = app.settings.hosts.iter().any(|host| host.eq_ignore_ascii_case(&name));
    let loopback = ["localhost", "127.0.0.1", "[::1]"].contains(&name.as_str());
    let everywhere = !app.settings.listen.ip().is_loopback() && app.settings.hosts.is_empty();
    match own || loopback || everywhere {
        true => Ok(()),
        false => Err(Problem::host(&name)),
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) && !name.is_empty() => name,
        _ => host,
    }
}

/// A page from elsewhere changes nothing here: browsers say where a page is from.
fn same_origin(app: &App, headers: &HeaderMap) -> Result<(), Problem> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if text("sec-fetch-site").is_some_and(|site| !["same-origin", "none"].contains(&site)) {
        return Err(Problem::forbidden("this is changed from its own page only"));
    }
    let scheme = if app.settings.https { "https" } else { "http" };
    let own = text("host").map(|host| format!("{scheme}://{host}"));
    match text("origin") {
        Some(origin) if own.as_deref().is_none_or(|own| !own.eq_ignore_ascii_case(origin)) => {
            Err(Problem::forbidden("this is changed from its own page only"))
        }
        _ => Ok(()),
    }
}

fn bearer(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(given) = headers.get(header::AUTHORIZATION) else { return Ok(None) };
    let token =
        given.to_str().ok().and_then(|given| given.split_once(' ')).filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer"));
    let token = token.map(|(_, token)| token.trim().to_owned());
    token.map(Some).ok_or_else(|| Problem::sign_in("the Authorization header is Bearer and a token"))
}

/// The session's cookie, where it was sent.
pub fn cookie(headers: &HeaderMap) -> Option<String> {
    let sent = headers.get_all(header::COOKIE).iter().filter_map(|sent| sent.to_str().ok()).flat_map(|sent| sent.split(';'));
    let mut named = sent.filter_map(|one| one.trim().split_once('=')).filter(|(name, _)| *name == COOKIE);
    named.next().map(|(_, value)| value.to_owned())
}

async fn by_token(app: &Arc<App>, token: String) -> Result<Option<Person>, Problem> {
    let asked = Arc::clone(app);
    let person = elsewhere(move || match &asked.accounts {
        Some(accounts) => Ok(accounts.by_token(&token)?),
        None => Ok(None),
    });
    person.await?.map(Some).ok_or_else(|| Problem::sign_in("no account has that token"))
}

async fn by_session(app: &Arc<App>, session: Option<String>) -> Result<Option<Person>, Problem> {
    if app.accounts.is_none() {
        return Ok(Some(app.local.by_session(session.as_deref())));
    }
    let Some(session) = session else { return Ok(None) };
    let asked = Arc::clone(app);
    elsewhere(move || match &asked.accounts {
        Some(accounts) => Ok(accounts.by_session(&session, asked.now())?),
        None => Ok(None),
    })
    .await
}

/// Whether two secrets are the same, in as long whatever they share.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

/// What every answer carries. What an answer has said itself stands.
fn dress(app: &App, headers: &mut HeaderMap) {
    let elsewhere = match &app.settings.basemap {
        Some(Basemap::Tiles(tiles)) => format!(" {}", origin_of(tiles)),
        _ => String::new(),
    };
    let policy = format!(
        "default-src 'self'; img-src 'self' data: blob:{elsewhere}; connect-src 'self'{elsewhere}; worker-src 'self'; style-src 'self'; \
         object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    );
    let policy = HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'self'"));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    let always = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ];
    for (name, value) in always {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

/// "https://tiles.example.org" of an address.
fn origin_of(address: &str) -> &str {
    let after = address.find("://").map_or(0, |at| at + 3);
    let end = address[after..].find('/').map_or(address.len(), |at| after + at);
    &address[..end]
}
