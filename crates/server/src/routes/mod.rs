//! The addresses: each handler is described where it stands, and a router and its description are made of the same list.

mod decisions;
mod downloads;
mod incidents;
mod live;
mod places;
mod releases;
mod reports;
mod review;
mod session;
pub mod status;
mod summary;
mod tallies;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::middleware;
use axum::response::IntoResponse;
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::params::Paging;
use crate::problem::Problem;
use crate::{cursor, guard, openapi, page};

/// Every address; their description is one of them.
pub fn router(app: Arc<App>) -> Router {
    let described = OpenApiRouter::with_openapi(openapi::about())
        .routes(routes!(status::status))
        .routes(routes!(incidents::list))
        .routes(routes!(incidents::one))
        .routes(routes!(summary::points))
        .routes(routes!(summary::facets))
        .routes(routes!(summary::summary))
        .routes(routes!(summary::spots))
        .routes(routes!(incidents::claim))
        .routes(routes!(reports::list, reports::take_in))
        .routes(routes!(reports::one))
        .routes(routes!(reports::original))
        .routes(routes!(tallies::list))
        .routes(routes!(tallies::one))
        .routes(routes!(review::queue))
        .routes(routes!(review::agreement))
        .routes(routes!(decisions::list, decisions::rule))
        .routes(routes!(releases::list, releases::create))
        .routes(routes!(releases::one))
        .routes(routes!(releases::diff))
        .routes(routes!(live::events))
        .routes(routes!(live::basemap))
        .routes(routes!(places::places))
        .routes(routes!(session::me))
        .routes(routes!(session::sign_in, session::sign_out))
        .routes(routes!(session::description));
    let (router, api) = downloads::add(described).split_for_parts();
    let described = Arc::new(serde_json::to_vec(&openapi::complete(api)).unwrap_or_default());
    router
        .route("/api/{*rest}", axum::routing::any(nothing))
        .fallback(outside)
        .method_not_allowed_fallback(|| async { Problem::method() })
        .layer(axum::Extension(session::Described(described)))
        .layer(middleware::from_fn_with_state(Arc::clone(&app), guard::guard))
        .with_state(app)
}

async fn nothing(request: Request) -> Problem {
    Problem::not_found(format!("the API has no {}; GET /api/v1/openapi.json lists what it has", request.uri().path()))
}

/// Whatever is no address of the API is the page's.
async fn outside(request: Request) -> axum::response::Response {
    match *request.method() {
        axum::http::Method::GET | axum::http::Method::HEAD => page::page(request.uri().clone()).await,
        _ => Problem::method().into_response(),
    }
}

/// A piece of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct List<T> {
    /// The items.
    pub items: Vec<T>,
    /// The `cursor` of the next piece; `null` where there is none.
    pub next: Option<String>,
    /// How many items there are, all pieces together.
    pub total: usize,
}

/// A piece of a list that is held in memory: `items` in the order of their keys.
fn piece<T, K: Ord + Serialize + DeserializeOwned>(
    list: &str,
    paging: &Paging,
    items: impl ExactSizeIterator<Item = (K, T)>,
) -> Result<List<T>, Problem> {
    let limit = paging.limit()?;
    let after: Option<K> = paging.cursor.as_deref().map(|given| cursor::read(list, given)).transpose()?;
    let total = items.len();
    let mut beyond = items.skip_while(|(key, _)| after.as_ref().is_some_and(|after| key <= after));
    let mut kept: Vec<(K, T)> = beyond.by_ref().take(limit).collect();
    let more = beyond.next().is_some();
    let next = kept.last().filter(|_| more).map(|(key, _)| cursor::write(list, key));
    Ok(List { items: kept.drain(..).map(|(_, item)| item).collect(), next, total })
}
