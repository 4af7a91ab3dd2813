//! Places: the towns that a map names, from the gazetteer that reports are read by.

use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::List;
use crate::answer::ReadsNow;
use crate::params::{Around, Paging};
use crate::problem::Problem;

/// A town.
#[derive(Debug, Serialize, ToSchema)]
struct Town {
    /// As the gazetteer writes it.
    name: &'static str,
    /// Degrees north.
    lat: f64,
    /// Degrees east.
    lon: f64,
    /// People living there; 0 where not known.
    population: u32,
}

/// The towns of a part of the map, those where most people live first
#[utoipa::path(
    get, path = "/api/v1/places", params(Around, Paging), tag = "ledger",
    responses((status = 200, body = List<Town>), (status = 304, description = "it is as the tag says"))
)]
pub async fn places(ReadsNow(asked, (around, paging)): ReadsNow<(Around, Paging)>) -> Result<Response, Problem> {
    let within = around.within()?;
    asked
        .read(move |_| {
            let here = |town: &dateline::places::Town| within.is_none_or(|within| within.holds(town.lat, town.lon));
            let towns: Vec<_> = dateline::places::towns().filter(here).collect();
            let town = |dateline::places::Town { name, lat, lon, population }| Town { name, lat, lon, population };
            super::piece(&format!("places {within:?}"), &paging, towns.into_iter().map(town).enumerate())
        })
        .await
}
