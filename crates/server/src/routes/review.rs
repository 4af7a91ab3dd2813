//! Review: what is worth a look, and how far those who looked agree.

use std::collections::BTreeMap;

use axum::response::Response;
use dateline::incidents::Agreement as Measure;
use dateline::wire::v1;
use dateline::{Question, answers};
use serde::Serialize;
use utoipa::ToSchema;

use super::{List, piece};
use crate::answer::Reads;
use crate::library::Reading;
use crate::openapi as wire;
use crate::params::{AsOf, Kind, Paging, Queued};
use crate::problem::Problem;

/// Something worth a look.
#[derive(Debug, Serialize, ToSchema)]
struct Look {
    kind: Queued,
    /// How much a look is worth, against others of its kind.
    value: u64,
    /// Why: `figures-killed`, `no-place`, a problem's slug; for a pair, what speaks for its being one.
    why: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<wire::Incident>)]
    incident: Option<v1::Incident>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proposal: Option<Pair>,
}

/// Two incidents that may be one.
#[derive(Debug, Serialize, ToSchema)]
struct Pair {
    #[schema(value_type = wire::Incident)]
    a: v1::Incident,
    #[schema(value_type = wire::Incident)]
    b: v1::Incident,
    why: String,
}

/// What is to be opened for a look.
enum Named {
    Incident { kind: Queued, id: String, value: u64, why: Vec<String> },
    Pair { a: String, b: String, value: u64, why: String },
}

/// Where something stands in the queue: pairs first, then by worth, then by id.
type Turn = (u8, u64, String);

/// How far people agree.
#[derive(Debug, Serialize, ToSchema)]
struct Agreement {
    all: Measured,
    verdicts: Measured,
    grades: Measured,
    cells: Measured,
    coders: Vec<String>,
    /// Questions that were answered differently.
    differ: Vec<Differ>,
    /// How many questions were answered at all.
    questions: usize,
}

#[derive(Debug, Serialize, ToSchema)]
struct Measured {
    items: usize,
    coders: usize,
    /// Share of pairs of answers that are the same.
    percent: Option<f64>,
    /// Cohen's κ; for more than two coders, the mean over pairs.
    kappa: Option<f64>,
    /// Krippendorff's α, nominal.
    alpha: Option<f64>,
}

/// A question that was answered differently.
#[derive(Debug, Serialize, ToSchema)]
struct Differ {
    target: String,
    about: String,
    answers: Vec<Answer>,
}

#[derive(Debug, Serialize, ToSchema)]
struct Answer {
    who: String,
    answer: String,
}

/// What is worth a look, pairs first, then most first
#[utoipa::path(
    get, path = "/api/v1/review/queue", params(Kind, Paging, AsOf), tag = "review",
    responses((status = 200, body = List<Look>), (status = 304, description = "it is as the tag says"))
)]
pub async fn queue(Reads(asked, (kind, paging)): Reads<(Kind, Paging)>) -> Result<Response, Problem> {
    asked
        .read(move |reading| {
            let looks = looks(reading, kind.kind)?;
            let of = piece(&format!("queue {:?}", kind.kind), &paging, looks.into_iter())?;
            let items = of.items.into_iter().map(|named| named.open(reading)).collect::<Result<_, _>>()?;
            Ok(List { items, next: of.next, total: of.total })
        })
        .await
}

/// Everything of a kind, each by its place in the queue.
fn looks(reading: &Reading<'_>, kind: Option<Queued>) -> Result<Vec<(Turn, Named)>, Problem> {
    let points = reading.points()?;
    let mut looks = Vec::new();
    if kind.is_none_or(|kind| kind == Queued::Proposal) {
        let worth: BTreeMap<&str, u64> = points.all().map(|point| (point.id, point.worth)).collect();
        for pair in reading.proposals()?.iter() {
            let of = |id: &str| worth.get(id).copied().unwrap_or(0);
            let value = of(&pair.a).saturating_add(of(&pair.b));
            let named = Named::Pair { a: pair.a.clone(), b: pair.b.clone(), value, why: pair.why.to_string() };
            looks.push(((0, u64::MAX - value, format!("{} {}", pair.a, pair.b)), named));
        }
    }
    for point in points.all().filter(|point| point.status == "machine") {
        let is = if point.problems { Queued::Problem } else { Queued::Incident };
        if kind.is_none_or(|kind| kind == is) {
            let why = point.why.split_whitespace().map(str::to_owned).collect();
            let named = Named::Incident { kind: is, id: point.id.to_owned(), value: point.worth, why };
            looks.push(((1, u64::MAX - point.worth, point.id.to_owned()), named));
        }
    }
    looks.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(looks)
}

impl Named {
    fn open(self, reading: &Reading<'_>) -> Result<Look, Problem> {
        let incident = |id: &str| reading.ledger.incident(id);
        Ok(match self {
            Named::Incident { kind, id, value, why } => Look { kind, value, why, incident: Some(incident(&id)?), proposal: None },
            Named::Pair { a, b, value, why } => {
                let pair = Pair { a: incident(&a)?, b: incident(&b)?, why: why.clone() };
                Look { kind: Queued::Proposal, value, why: vec![why], incident: None, proposal: Some(pair) }
            }
        })
    }
}

/// How far people who ruled on the same things agree, blind answers included
#[utoipa::path(
    get, path = "/api/v1/agreement", params(AsOf), tag = "review",
    responses((status = 200, body = Agreement), (status = 304, description = "it is as the tag says"))
)]
pub async fn agreement(Reads(asked, ()): Reads) -> Result<Response, Problem> {
    asked
        .read(|reading| {
            let answers = answers(&reading.ledger.decisions()?);
            let is_cell = |question: &Question| !matches!(&*question.about, "verdict" | "grade");
            let mut differ = Vec::new();
            for (question, given) in answers.questions.iter().zip(&answers.given) {
                let told = answers.coders.iter().zip(given);
                let told = told.filter_map(|(who, answer)| Some(Answer { who: who.clone(), answer: answer.clone()? }));
                let told: Vec<Answer> = told.collect();
                if told.iter().any(|other| other.answer != told[0].answer) {
                    differ.push(Differ { target: question.target.clone(), about: question.about.clone(), answers: told });
                }
            }
            Ok(Agreement {
                all: answers.agreement().into(),
                verdicts: answers.agreement_where(|question| question.about == "verdict").into(),
                grades: answers.agreement_where(|question| question.about == "grade").into(),
                cells: answers.agreement_where(is_cell).into(),
                questions: answers.questions.len(),
                coders: answers.coders,
                differ,
            })
        })
        .await
}

impl From<Measure> for Measured {
    fn from(measure: Measure) -> Measured {
        let Measure { items, coders, percent, kappa, alpha, .. } = measure;
        Measured { items, coders, percent, kappa, alpha }
    }
}
