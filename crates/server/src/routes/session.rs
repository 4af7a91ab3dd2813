//! Who asks, signing in and out; and the description of the API.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::answer::{Me, Sent};
use crate::app::{App, elsewhere};
use crate::guard::{Asking, COOKIE, cookie};
use crate::params::Params;
use crate::people::SESSION;
use crate::problem::Problem;

/// The description, as it is served.
#[derive(Clone)]
pub struct Described(pub Arc<Vec<u8>>);

/// A name and, where there are accounts, a password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    #[schema(max_length = 100)]
    name: String,
    #[schema(max_length = 1000, format = Password)]
    password: Option<String>,
}

/// Who asks
#[utoipa::path(get, path = "/api/v1/me", responses((status = 200, body = Me)), tag = "people")]
pub async fn me(State(app): State<Arc<App>>, asking: Asking, Params(()): Params<()>) -> Json<Me> {
    Json(Me::of(asking.person.as_ref(), app.accounts.is_some()))
}

/// Sign in
#[utoipa::path(
    post, path = "/api/v1/session", request_body = SignIn, tag = "people",
    responses((status = 201, body = Me, description = "signed in; the cookie is the session"))
)]
pub async fn sign_in(
    State(app): State<Arc<App>>,
    asking: Asking,
    Params(()): Params<()>,
    Sent(SignIn { name, password }): Sent<SignIn>,
) -> Result<Response, Problem> {
    let (session, person) = if app.accounts.is_none() {
        let told = |error: crate::Error| Problem::body(error.to_string()).with("field", "name");
        app.local.sign_in(&name).map_err(told)?
    } else {
        let password = password.ok_or_else(|| Problem::body("password: it is needed here").with("field", "password"))?;
        app.limits.sign_in(asking.from, &name)?;
        let here = Arc::clone(&app);
        let signed_in = elsewhere(move || match &here.accounts {
            Some(accounts) => Ok(accounts.sign_in(&name, &password, here.now())?),
            None => Ok(None),
        });
        signed_in.await?.ok_or_else(|| Problem::sign_in("name and password do not go together"))?
    };
    let cookie = set(&app, &session, SESSION.as_secs())?;
    let me = Json(Me::of(Some(&person), app.accounts.is_some()));
    Ok((StatusCode::CREATED, [(header::SET_COOKIE, cookie)], me).into_response())
}

/// Sign out
#[utoipa::path(
    delete, path = "/api/v1/session", tag = "people", responses((status = 204, description = "signed out, or never signed in"))
)]
pub async fn sign_out(State(app): State<Arc<App>>, headers: HeaderMap, Params(()): Params<()>) -> Result<Response, Problem> {
    let here = Arc::clone(&app);
    let session = cookie(&headers);
    elsewhere(move || match (&here.accounts, session) {
        (Some(accounts), Some(session)) => Ok(accounts.sign_out(&session)?),
        (None, Some(session)) => {
            here.local.sign_out(&session);
            Ok(())
        }
        (_, None) => Ok(()),
    })
    .await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, set(&app, "", 0)?)]).into_response())
}

/// The session's cookie: for this server only, out of scripts' reach, and never sent with what a page from elsewhere asks.
fn set(app: &App, session: &str, seconds: u64) -> Result<HeaderValue, Problem> {
    let secure = if app.settings.https { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={session}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&cookie).map_err(|error| Problem::ours(error.to_string()))
}

/// This description, by OpenAPI 3.1
#[utoipa::path(
    get, path = "/api/v1/openapi.json", tag = "ledger",
    responses((status = 200, description = "OpenAPI 3.1", content_type = "application/json", body = Object))
)]
pub async fn description(Extension(Described(api)): Extension<Described>, Params(()): Params<()>) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], api.to_vec()).into_response()
}
