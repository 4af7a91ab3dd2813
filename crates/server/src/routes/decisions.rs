//! Decisions: what was ruled, and what is ruled now, as `dateline review` rules it.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use dateline::wire::v1::Decision;
use dateline_ledger::{Ledger, Ruling};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::incidents::{Made, made};
use super::piece;
use crate::answer::{self, Reads, Sent};
use crate::app::App;
use crate::guard::Asking;
use crate::openapi as wire;
use crate::params::{AsOf, Paging, Params};
use crate::people::{Person, Role};
use crate::problem::Problem;
use crate::stamp::Stamp;

/// What is ruled.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ruled {
    kind: Action,
    /// The claim, incident or series; for `undo`, the decision.
    #[schema(max_length = 200)]
    target: String,
    /// Why.
    #[schema(max_length = 4000)]
    #[serde(default)]
    why: String,
    /// For `correct`, the cell: act, status, place, time, counts.0, actors.0.role, voice.kind …
    cell: Option<String>,
    /// For `correct`, what it should say: 5, ">=50", 12..19, "Tyre, LBN", 2024-09-27, none.
    value: Option<String>,
    /// For `merge` and `apart`, the other incident.
    with: Option<String>,
    /// For `split`, the claims that are of another happening.
    #[serde(default)]
    claims: Vec<String>,
    /// For `grade`, the grade.
    grade: Option<String>,
    /// An answer of one's own, without sight of others': kept for measuring agreement, and not in force.
    #[serde(default)]
    blind: bool,
    /// The stamp of what was looked at: where it is no longer so, nothing is ruled.
    stamp: Option<String>,
    /// For `merge` and `apart`, the stamp of the other incident.
    with_stamp: Option<String>,
}

/// What may be ruled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Action {
    Accept,
    Reject,
    Correct,
    Merge,
    Split,
    Apart,
    Grade,
    Undo,
    Note,
}

/// What was ruled, and the incidents that hold the claims it rules on.
#[derive(Debug, Serialize, ToSchema)]
struct Done {
    #[schema(value_type = wire::Decision)]
    decision: Decision,
    incidents: BTreeSet<String>,
}

/// Every decision, in the order made
#[utoipa::path(
    get, path = "/api/v1/decisions", params(Paging, AsOf), tag = "review",
    responses((status = 200, body = super::List<Made>), (status = 304, description = "it is as the tag says"))
)]
pub async fn list(Reads(asked, paging): Reads<Paging>) -> Result<Response, Problem> {
    asked
        .read(move |reading| {
            let all = made(reading.ledger.decisions()?, |_| true);
            piece("decisions", &paging, all.into_iter().enumerate())
        })
        .await
}

/// Rule on a claim, an incident, a series or a decision
#[utoipa::path(
    post, path = "/api/v1/decisions", request_body = Ruled, tag = "review",
    responses((status = 201, body = Done), (status = 409, body = Problem, content_type = "application/problem+json",
        description = "what is ruled on is no longer as its stamp says: `changed` says what came in since"))
)]
pub async fn rule(
    State(app): State<Arc<App>>,
    asking: Asking,
    Params(()): Params<()>,
    Sent(ruled): Sent<Ruled>,
) -> Result<Response, Problem> {
    let person = asking.may(Role::Coder)?.clone();
    let ruling = ruled.ruling()?;
    let now = app.now();
    let done = app.write(move |ledger| ruled.rule(&ruling, &person, ledger, now)).await?;
    answer::value(StatusCode::CREATED, &done)
}

impl Ruled {
    /// The ruling, with all that its kind needs and nothing that it has no use for.
    fn ruling(&self) -> Result<Ruling, Problem> {
        let missing = |field: &str| Problem::body(format!("{field}: {:?} needs it", self.kind)).with("field", field);
        let need = |field: &str, given: &Option<String>| given.clone().ok_or_else(|| missing(field));
        if self.why.chars().count() > 4000 {
            return Err(Problem::body("why: it is longer than 4000 characters").with("field", "why"));
        }
        let kind = self.kind;
        let of = |kinds: &[Action]| kinds.contains(&kind);
        let given = [
            ("cell", self.cell.is_some(), of(&[Action::Correct])),
            ("value", self.value.is_some(), of(&[Action::Correct])),
            ("with", self.with.is_some(), of(&[Action::Merge, Action::Apart])),
            ("with_stamp", self.with_stamp.is_some(), of(&[Action::Merge, Action::Apart])),
            ("claims", !self.claims.is_empty(), of(&[Action::Split])),
            ("grade", self.grade.is_some(), of(&[Action::Grade])),
        ];
        if let Some((field, ..)) = given.iter().find(|(_, given, used)| *given && !used) {
            return Err(Problem::body(format!("{field}: {kind:?} has no use for it")).with("field", *field));
        }
        Ok(match kind {
            Action::Accept => Ruling::Accept,
            Action::Reject => Ruling::Reject,
            Action::Correct => Ruling::Correct { cell: need("cell", &self.cell)?, value: need("value", &self.value)? },
            Action::Merge => Ruling::Merge { with: need("with", &self.with)? },
            Action::Apart => Ruling::Apart { from: need("with", &self.with)? },
            Action::Split if self.claims.is_empty() => return Err(missing("claims")),
            Action::Split => Ruling::Split { claims: self.claims.clone() },
            Action::Grade => Ruling::Grade { grade: need("grade", &self.grade)? },
            Action::Undo => Ruling::Undo,
            Action::Note => Ruling::Note,
        })
    }

    fn rule(&self, ruling: &Ruling, person: &Person, ledger: &mut Ledger, now: Timestamp) -> Result<Done, Problem> {
        for stamp in self.stamp.iter().chain(&self.with_stamp) {
            Stamp::read(stamp)?.check(ledger)?;
        }
        let before = ledger.decisions()?;
        let undone = before.iter().find(|made| *ruling == Ruling::Undo && made.id == self.target);
        if let Some(undone) = undone.filter(|undone| undone.who != person.name && person.role < Role::Supervisor) {
            let detail = format!("{} is {}'s: a supervisor takes back what others ruled", undone.id, undone.who);
            return Err(Problem::forbidden(detail).with("role", Role::Supervisor.slug()));
        }
        let decision = ledger.decide(&self.target, ruling, &person.name, &self.why, self.blind, now)?;
        ledger.derive(|_, _| {})?;
        let mut incidents = BTreeSet::new();
        for claim in bears_on(&decision, &before) {
            incidents.extend(ledger.incident_of(&claim)?.map(|incident| incident.id));
        }
        Ok(Done { decision, incidents })
    }
}

/// The claims a decision rules on; of an undoing, those of what it takes back.
fn bears_on(decision: &Decision, before: &[Decision]) -> BTreeSet<String> {
    let (mut claims, mut look) = (BTreeSet::new(), Some(decision));
    while let Some(decision) = look.take() {
        claims.extend(decision.claims.iter().chain(&decision.others).cloned());
        if decision.action == "undo" {
            look = before.iter().find(|made| made.id == decision.target);
        }
    }
    claims
}
