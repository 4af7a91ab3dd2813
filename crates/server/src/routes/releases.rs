//! Releases: listed, opened, made, and compared.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use dateline_export::Profile;
use dateline_ledger::{Change, Manifest};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{List, piece};
use crate::answer::{self, ReadsNow, Sent};
use crate::app::App;
use crate::guard::Asking;
use crate::params::{Paging, Params, Shown};
use crate::people::Role;
use crate::problem::Problem;

/// What a release is of: everything it can be made again from, and the digest of what was made.
#[derive(Debug, Serialize, ToSchema)]
struct Released {
    name: String,
    /// When it was made.
    #[schema(format = DateTime)]
    at: String,
    /// Whom it is for: `public` or `restricted`.
    profile: String,
    /// Why it was made.
    note: String,
    /// What coded and concluded.
    engine: String,
    /// The last log row it is of.
    seq: i64,
    /// Digest of everything taken in and ruled up to it.
    chain: String,
    reports: usize,
    /// Digest of the list of their documents.
    inputs: String,
    decisions: usize,
    incidents: usize,
    tallies: usize,
    /// Digest of its content.
    output: String,
}

/// A release, what concluded it and what it says.
#[derive(Debug, Serialize, ToSchema)]
struct Whole {
    #[serde(flatten)]
    release: Released,
    /// The policy, whole.
    policy: String,
    /// Incidents, then series, a JSON object a line.
    content: String,
}

/// What is released.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Create {
    /// Its name: 1 to 100 characters on one line.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// Whom it is for.
    #[serde(default = "public")]
    profile: Shown,
    /// Why it is made.
    #[serde(default)]
    #[schema(max_length = 4000)]
    note: String,
}

fn public() -> Shown {
    Shown::Public
}

/// What differs between two releases.
#[derive(Debug, Serialize, ToSchema)]
struct Differences {
    changes: Vec<Cell>,
}

/// One cell that differs.
#[derive(Debug, Serialize, ToSchema)]
struct Cell {
    /// The incident or series.
    id: String,
    title: String,
    /// `tolls.killed.all.best`; empty where the whole came or went.
    cell: String,
    before: Value,
    after: Value,
    /// The reports and decisions between the two that bear on it.
    because: Vec<String>,
}

impl From<Manifest> for Released {
    fn from(manifest: Manifest) -> Released {
        let Manifest { name, at, note, engine, seq, chain, reports, inputs, decisions, incidents, tallies, output, .. } =
            manifest;
        let profile = match manifest.profile {
            dateline_ledger::Profile::Public => "public".to_owned(),
            dateline_ledger::Profile::Restricted => "restricted".to_owned(),
        };
        Released { name, at, profile, note, engine, seq, chain, reports, inputs, decisions, incidents, tallies, output }
    }
}

impl From<Change> for Cell {
    fn from(change: Change) -> Cell {
        let Change { id, title, cell, before, after, because } = change;
        Cell { id, title, cell, before, after, because }
    }
}

/// Every release, in the order made
#[utoipa::path(
    get, path = "/api/v1/releases", params(Paging), tag = "releases",
    responses((status = 200, body = List<Released>), (status = 304, description = "it is as the tag says"))
)]
pub async fn list(ReadsNow(asked, paging): ReadsNow<Paging>) -> Result<Response, Problem> {
    asked
        .read(move |reading| {
            let all = reading.ledger.releases()?;
            piece(
                "releases",
                &paging,
                all.into_iter().map(|manifest| (manifest.seq, manifest.into())).collect::<Vec<(i64, Released)>>().into_iter(),
            )
        })
        .await
}

/// Name what the ledger says now
#[utoipa::path(
    post, path = "/api/v1/releases", request_body = Create, tag = "releases",
    responses((status = 201, body = Released), (status = 409, body = Problem, content_type = "application/problem+json",
        description = "there is one of that name; a release is never changed"))
)]
pub async fn create(
    State(app): State<Arc<App>>,
    asking: Asking,
    Params(()): Params<()>,
    Sent(create): Sent<Create>,
) -> Result<Response, Problem> {
    asking.may(Role::Supervisor)?;
    let Create { name, profile, note } = create;
    let letters = name.chars().count();
    if name.trim() != name || !(1..=100).contains(&letters) || name.chars().any(char::is_control) {
        return Err(Problem::body("name: 1 to 100 characters on one line").with("field", "name"));
    }
    if note.chars().count() > 4000 {
        return Err(Problem::body("note: it is longer than 4000 characters").with("field", "note"));
    }
    let now = app.now();
    let made = app.write(move |ledger| {
        let shown = Profile::from(profile);
        let content = dateline_desk::release_content(ledger, shown)?;
        let profile = match shown {
            Profile::Public => dateline_ledger::Profile::Public,
            Profile::Restricted => dateline_ledger::Profile::Restricted,
        };
        Ok(ledger.create_release(&name, profile, &note, &content, dateline::DEFAULT_POLICY, now)?)
    });
    answer::value(StatusCode::CREATED, &Released::from(made.await?))
}

/// One release and what it says
#[utoipa::path(
    get, path = "/api/v1/releases/{name}", params(("name" = String, Path, description = "its name")), tag = "releases",
    responses((status = 200, body = Whole), (status = 304, description = "it is as the tag says"))
)]
pub async fn one(Path(name): Path<String>, ReadsNow(asked, ()): ReadsNow) -> Result<Response, Problem> {
    asked
        .read(move |reading| {
            let release = reading.ledger.release(&name)?;
            let release = release.ok_or_else(|| Problem::not_found(format!("there is no release {name:?}")))?;
            Ok(Whole { policy: release.manifest.policy.clone(), release: release.manifest.into(), content: release.content })
        })
        .await
}

/// Which cells differ between two releases, and which report or decision did it
#[utoipa::path(
    get, path = "/api/v1/releases/{from}/diff/{to}", tag = "releases",
    params(("from" = String, Path, description = "the earlier"), ("to" = String, Path, description = "the later")),
    responses((status = 200, body = Differences), (status = 304, description = "it is as the tag says"))
)]
pub async fn diff(Path((from, to)): Path<(String, String)>, ReadsNow(asked, ()): ReadsNow) -> Result<Response, Problem> {
    asked
        .read(move |reading| {
            for name in [&from, &to] {
                if reading.ledger.release(name)?.is_none() {
                    return Err(Problem::not_found(format!("there is no release {name:?}")));
                }
            }
            Ok(Differences { changes: reading.ledger.diff(&from, &to)?.into_iter().map(Cell::from).collect() })
        })
        .await
}
