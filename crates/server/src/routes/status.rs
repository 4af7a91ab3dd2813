//! What the ledger is and holds, who asks, and what the page needs to know of the server.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use dateline::incidents::Policy;
use dateline_ledger::{Counts, Ends};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::answer::{self, Me};
use crate::app::{App, Basemap};
use crate::events;
use crate::guard::Asking;
use crate::params::{AsOf, Params};
use crate::problem::Problem;

/// What a ledger is and holds.
#[derive(Debug, Serialize, ToSchema)]
struct Status {
    ledger: Named,
    /// The engine and its version.
    engine: &'static str,
    /// How tolls are concluded.
    policy: Versioned,
    counts: Holds,
    /// The moment asked for; `null` for now.
    #[schema(value_type = Option<String>, format = DateTime)]
    as_of: Option<Timestamp>,
    /// What the ledger stands at: while it is the same, so is every answer.
    head: String,
    /// The first day of its incidents.
    #[schema(value_type = Option<String>, format = Date)]
    first: Option<Date>,
    /// The last.
    #[schema(value_type = Option<String>, format = Date)]
    last: Option<Date>,
    moments: Moments,
    me: Me,
    /// What is shown: `restricted`, all of it. Downloads and releases may leave names out.
    profile: &'static str,
    /// Whether a feed is being watched: none of those ever watched is overdue.
    watching: bool,
    /// The feeds ever watched, and how each does.
    feeds: Vec<Feed>,
    basemap: Option<Beneath>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Named {
    name: String,
}

#[derive(Debug, Serialize, ToSchema)]
struct Versioned {
    name: String,
    version: String,
}

/// How much a ledger holds.
#[derive(Debug, Serialize, ToSchema)]
pub struct Holds {
    reports: usize,
    documents: usize,
    incidents: usize,
    series: usize,
    decisions: usize,
}

/// When the first thing came in, and the last.
#[derive(Debug, Serialize, ToSchema)]
struct Moments {
    first: Option<String>,
    last: Option<String>,
}

/// A feed that was watched.
#[derive(Debug, Serialize, ToSchema)]
struct Feed {
    url: String,
    /// When it was last read, when it is due, how many polls failed, and why.
    state: Value,
}

/// The map beneath: an archive of this server's, or the address of tiles.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Beneath {
    Pmtiles(String),
    Tiles(String),
}

impl From<Counts> for Holds {
    fn from(counts: Counts) -> Holds {
        let Counts { reports, documents, incidents, series, decisions } = counts;
        Holds { reports, documents, incidents, series, decisions }
    }
}

/// What the ledger is and holds
#[utoipa::path(get, path = "/api/v1/status", params(AsOf), responses((status = 200, body = Status)), tag = "ledger")]
pub async fn status(State(app): State<Arc<App>>, asking: Asking, Params(as_of): Params<AsOf>) -> Result<Response, Problem> {
    let at = as_of.moment()?;
    let (name, now) = (app.settings.ledger.file_name().unwrap_or_default().to_string_lossy().into_owned(), app.now());
    let me = Me::of(asking.person.as_ref(), app.accounts.is_some());
    let basemap = app.settings.basemap.as_ref().map(|basemap| match basemap {
        Basemap::File(_) => Beneath::Pmtiles("/api/v1/basemap.pmtiles".to_owned()),
        Basemap::Tiles(address) => Beneath::Tiles(address.clone()),
    });
    let status = app.read(at, move |reading| {
        let Ends { first, last } = *reading.days()?;
        let moments = reading.moments()?;
        let policy = Policy::default();
        let feeds: Vec<Feed> =
            reading.ledger.feeds()?.into_iter().map(|(url, state)| Feed { url, state: events::feed(&state) }).collect();
        Ok(Status {
            ledger: Named { name },
            engine: dateline::ENGINE,
            policy: Versioned { name: policy.name.to_string(), version: policy.version.to_string() },
            counts: (*reading.counts()?).into(),
            as_of: at,
            head: reading.head.digest.clone(),
            first,
            last,
            moments: Moments { first: moments.first.clone(), last: moments.last.clone() },
            me,
            profile: "restricted",
            watching: !feeds.is_empty() && feeds.iter().all(|feed| !is_overdue(&feed.state, now)),
            feeds,
            basemap,
        })
    });
    answer::value(StatusCode::OK, &status.await?)
}

/// A watch asks each feed within two minutes of its time.
fn is_overdue(feed: &Value, now: Timestamp) -> bool {
    let next: Option<Timestamp> = feed["next_at"].as_str().and_then(|next| next.parse().ok());
    next.is_none_or(|next| now.duration_since(next) > SignedDuration::from_mins(2))
}
