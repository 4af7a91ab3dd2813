//! What is told without asking, and the map beneath.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::response::sse::{self, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt, stream};
use tokio_stream::wrappers::BroadcastStream;
use tower::ServiceExt;
use tower_http::services::ServeFile;

use crate::app::{App, Basemap};
use crate::events::{self, Event, LISTENERS};
use crate::params::Params;
use crate::problem::Problem;

/// Server-sent events: `ledger` when something was taken in or ruled, `feed` when a feed was asked, `progress` of an intake
#[utoipa::path(
    get, path = "/api/v1/events", tag = "ledger",
    responses((status = 200, description = "events, the first at once: `ledger` {head, counts}", content_type = "text/event-stream", body = String))
)]
pub async fn events(
    State(app): State<Arc<App>>,
    Params(()): Params<()>,
) -> Result<Sse<impl Stream<Item = Result<sse::Event, Infallible>>>, Problem> {
    if app.events.listeners() >= LISTENERS {
        return Err(Problem::too_many(Duration::from_secs(5)));
    }
    let told = app.events.listen();
    let now = app.read_now(|reading| Ok(events::ledger(&reading.head, *reading.counts()?))).await?;
    let first = Event { name: "ledger", data: now };
    // Who listens too slowly misses some: the next tells what holds.
    let later = BroadcastStream::new(told).filter_map(|told| async { told.ok() });
    let stream = stream::once(async { first }).chain(later);
    let stream = stream.map(|event| Ok(sse::Event::default().event(event.name).data(event.data.to_string())));
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

/// The map beneath, a PMTiles archive, in ranges
#[utoipa::path(
    get, path = "/api/v1/basemap.pmtiles", tag = "ledger",
    responses((status = 200, description = "the archive", content_type = "application/vnd.pmtiles", body = Vec<u8>),
        (status = 206, description = "a part of it", content_type = "application/vnd.pmtiles", body = Vec<u8>),
        (status = 416, description = "it has no such part"))
)]
pub async fn basemap(State(app): State<Arc<App>>, request: Request) -> Result<Response, Problem> {
    let Some(Basemap::File(path)) = &app.settings.basemap else {
        return Err(Problem::not_found("this server has no base map of its own; start it with --basemap FILE.pmtiles"));
    };
    let served = ServeFile::new(path).oneshot(request).await;
    served.map(IntoResponse::into_response).map_err(|error| Problem::ours(error.to_string()))
}
