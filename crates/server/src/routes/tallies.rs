//! Series of running totals: listed, and opened with the incidents each covers.

use axum::extract::Path;
use axum::response::Response;
use dateline::tallies::order_of;
use dateline_ledger::Found;

use super::{List, piece};
use crate::answer::Reads;
use crate::openapi as wire;
use crate::params::{AsOf, Paging};
use crate::problem::Problem;

/// Every series, by area, then first day, measure and group
#[utoipa::path(
    get, path = "/api/v1/tallies", params(Paging, AsOf), tag = "tallies",
    responses((status = 200, body = List<wire::Tally>), (status = 304, description = "it is as the tag says"))
)]
pub async fn list(Reads(asked, paging): Reads<Paging>) -> Result<Response, Problem> {
    asked
        .read(move |reading| {
            let tallies = reading.tallies()?;
            let mut piece = piece("tallies", &paging, tallies.iter().map(|tally| (order_of(tally), tally)))?;
            let mut items = Vec::new();
            for tally in piece.items.drain(..) {
                let mut tally = tally.clone();
                reading.ledger.cover(&mut tally)?;
                items.push(tally);
            }
            Ok(List { items, next: piece.next, total: piece.total })
        })
        .await
}

/// One series, with the incidents it covers
#[utoipa::path(
    get, path = "/api/v1/tallies/{id}", params(("id" = String, Path, description = "its id, or the beginning of one"), AsOf),
    responses((status = 200, body = wire::Tally), (status = 304, description = "it is as the tag says")), tag = "tallies"
)]
pub async fn one(Path(id): Path<String>, Reads(asked, ()): Reads) -> Result<Response, Problem> {
    asked
        .read(move |reading| match reading.ledger.find(&id)? {
            Found::Tally(tally) => Ok(tally),
            _ => Err(Problem::not_found(format!("{id:?} is no series of totals"))),
        })
        .await
}
