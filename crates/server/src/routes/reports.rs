//! Reports: listed, opened, their exact bytes, and new ones taken in.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use dateline::wire::v1;
use dateline_desk::{guarded, pool, prepare};
use dateline_intake::{Capture, Defaults, Origin, Reason, Unread, captures};
use dateline_ledger::{Ledger, Prepared};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::List;
use super::incidents::Read;
use crate::answer::{self, Reads, essence, whole};
use crate::app::{App, elsewhere};
use crate::cursor;
use crate::guard::Asking;
use crate::openapi as wire;
use crate::params::{AsOf, Paging, Params, Search};
use crate::people::Role;
use crate::problem::Problem;

/// The longest body of reports.
const MOST: usize = 32 << 20;

/// Reports coded and appended at once: few enough that a reader of the ledger sees them come.
const BATCH: usize = 64;

/// A capture, and the incidents its text tells of.
#[derive(Debug, Serialize, ToSchema)]
struct Listed {
    #[serde(flatten)]
    read: Read,
    incidents: BTreeSet<String>,
}

/// A capture, whole.
#[derive(Debug, Serialize, ToSchema)]
struct OpenedReport {
    #[serde(flatten)]
    read: Read,
    /// Its exact text: spans are UTF-8 bytes into it.
    text: String,
    /// Who wrote it.
    author: Option<String>,
    #[schema(value_type = wire::Document)]
    coded: v1::Document,
    /// What was claimed in it, with what reviewers corrected.
    #[schema(value_type = Vec<wire::Claim>)]
    claims: Vec<v1::Claim>,
    /// What could not be read for sure.
    #[schema(value_type = Vec<wire::WireProblem>)]
    problems: Vec<v1::Problem>,
    /// The incidents its text tells of.
    incidents: BTreeSet<String>,
    /// The document that its text counts as.
    witness: String,
    /// The captures whose texts count as that one, this one included.
    copies: Vec<i64>,
    raw: Raw,
}

/// The bytes a capture was made of.
#[derive(Debug, Serialize, ToSchema)]
struct Raw {
    bytes: usize,
    /// `text`, `markdown`, `json`, `html`, `feed`, `mail` or `pdf`.
    media: String,
    /// Where the text stands in them, where it stands there as it is.
    text_at: Option<usize>,
}

/// What came of reports sent.
#[derive(Debug, Default, Serialize, ToSchema)]
struct Taken {
    /// Reports that were not held.
    taken: usize,
    /// Reports held already.
    held: usize,
    /// Records that could not be read.
    problems: Vec<Refused>,
    /// The incidents that the reports tell of.
    incidents: BTreeSet<String>,
    /// Their captures, in the order sent.
    captures: Vec<i64>,
}

/// A record that could not be read.
#[derive(Debug, Serialize, ToSchema)]
struct Refused {
    /// Its number, from 1.
    record: u64,
    /// Why.
    message: String,
    /// The way out, where we know one.
    hint: Option<String>,
}

/// Every report, the latest taken in first
#[utoipa::path(
    get, path = "/api/v1/reports", params(Search, Paging, AsOf), tag = "reports",
    responses((status = 200, body = List<Listed>), (status = 304, description = "it is as the tag says"))
)]
pub async fn list(Reads(asked, (search, paging)): Reads<(Search, Paging)>) -> Result<Response, Problem> {
    let list = format!("reports {search:?} {:?}", asked.moment());
    let (words, limit) = (search.words()?, paging.limit()?);
    let after = paging.cursor.map(|given| cursor::read(&list, &given)).transpose()?;
    asked
        .read(move |reading| {
            let page = reading.ledger.report_page(words.as_deref(), after, limit)?;
            let mut items = Vec::new();
            for source in page.items {
                let incidents = reading.ledger.incidents_of(&[source.capture])?;
                items.push(Listed { read: source.into(), incidents });
            }
            Ok(List { items, next: page.next.map(|after| cursor::write(&list, &after)), total: page.total })
        })
        .await
}

/// One report, its text and what was claimed in it
#[utoipa::path(
    get, path = "/api/v1/reports/{capture}", params(("capture" = i64, Path, description = "its capture's number"), AsOf), tag = "reports",
    responses((status = 200, body = OpenedReport), (status = 304, description = "it is as the tag says"))
)]
pub async fn one(Path(capture): Path<String>, Reads(asked, ()): Reads) -> Result<Response, Problem> {
    let number = number(&capture)?;
    asked
        .read(move |reading| {
            let opened = reading.ledger.report(number)?.ok_or_else(|| none(&capture))?;
            let raw = Raw { bytes: opened.raw_bytes, media: opened.media, text_at: opened.text_at };
            Ok(OpenedReport {
                incidents: reading.ledger.incidents_of(&[number])?,
                read: opened.source.into(),
                text: opened.text,
                author: opened.author,
                coded: v1::Document { marks: String::new(), ..opened.record.document },
                claims: opened.record.claims,
                problems: opened.record.problems,
                witness: opened.witness,
                copies: opened.copies,
                raw,
            })
        })
        .await
}

/// The exact bytes a report was made of, as text to look at or as a file; nothing in them is ever run
#[utoipa::path(
    get, path = "/api/v1/reports/{capture}/original", params(("capture" = i64, Path, description = "its capture's number")), tag = "reports",
    responses((
        status = 200, description = "the bytes; as a file where they are no text",
        content((Vec<u8> = "text/plain"), (Vec<u8> = "application/octet-stream"))
    ))
)]
pub async fn original(
    State(app): State<Arc<App>>,
    Path(capture): Path<String>,
    Params(()): Params<()>,
) -> Result<Response, Problem> {
    let number = number(&capture)?;
    let (bytes, media) = app
        .read_now(move |reading| {
            let media = reading.ledger.report(number)?.ok_or_else(|| none(&capture))?.media;
            Ok((reading.ledger.raw(number)?.ok_or_else(|| none(&capture))?, media))
        })
        .await?;
    let is_text = media != "pdf" && media != "mail" && std::str::from_utf8(&bytes).is_ok();
    let (kind, shown, ending) = match (is_text, media.as_str()) {
        (true, _) => ("text/plain; charset=utf-8", "inline", "txt"),
        (false, "pdf") => ("application/octet-stream", "attachment", "pdf"),
        (false, "mail") => ("application/octet-stream", "attachment", "eml"),
        (false, _) => ("application/octet-stream", "attachment", "bin"),
    };
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    let file = format!("{shown}; filename=\"report-{number}.{ending}\"");
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&file).map_err(|error| Problem::ours(error.to_string()))?);
    headers.insert(
        HeaderName::from_static("x-dateline-media"),
        HeaderValue::from_str(&media).unwrap_or(HeaderValue::from_static("text")),
    );
    Ok((headers, bytes).into_response())
}

fn number(capture: &str) -> Result<i64, Problem> {
    capture.parse().map_err(|_| none(capture))
}

fn none(capture: &str) -> Problem {
    Problem::not_found(format!("there is no report {capture:?}"))
}

/// Take reports in: one as JSON, or one a line as JSON Lines
#[utoipa::path(
    post, path = "/api/v1/reports", tag = "reports",
    request_body(content((Sent = "application/json"), (String = "application/x-ndjson")), description = "{\"id\",\"title\",\"text\" or \"html\",\"published\",\"outlet\",\"url\",\"language\"}; only text or html is required"),
    responses((status = 201, body = Taken), (status = 422, body = Problem, content_type = "application/problem+json",
        description = "no record of it could be read: `problems` says why"))
)]
pub async fn take_in(
    State(app): State<Arc<App>>,
    asking: Asking,
    Params(()): Params<()>,
    request: Request,
) -> Result<Response, Problem> {
    let who = asking.may(Role::Supervisor)?.name.clone();
    let lines = match essence(request.headers()).as_str() {
        "application/json" => false,
        "application/x-ndjson" | "application/jsonl" | "application/x-jsonlines" => true,
        other => {
            let detail = format!("send application/json or application/x-ndjson, not {other:?}");
            return Err(Problem::media_type(detail));
        }
    };
    let body = whole(request, MOST).await?;
    let now = app.now();
    let (here, threads) = (Arc::clone(&app), app.settings.threads);
    let read = elsewhere(move || Ok(coded(&body, lines, &who, threads, |done, of| here.events.progress(done, of)))).await?;
    if read.prepared.is_empty() {
        let why = read.problems.first().map_or_else(String::new, |refused| format!(": {}", refused.message));
        let problems = serde_json::to_value(&read.problems).unwrap_or_default();
        return Err(Problem::refused(format!("there is no report in it{why}")).with("problems", problems));
    }
    let taken = app.write(move |ledger| append(ledger, read, now)).await?;
    answer::value(StatusCode::CREATED, &taken)
}

/// A report, as it is sent.
#[derive(ToSchema)]
#[allow(dead_code, reason = "it describes what intake reads")]
struct Sent {
    id: Option<Id>,
    title: Option<String>,
    /// Its words; this or `html` is needed.
    text: Option<String>,
    html: Option<String>,
    #[schema(format = Date)]
    published: Option<String>,
    outlet: Option<String>,
    url: Option<String>,
    language: Option<String>,
}

/// What the sender calls a report: many number theirs.
#[derive(serde::Deserialize, ToSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "it describes what intake reads")]
enum Id {
    Text(String),
    Number(f64),
}

/// What was read of a body: reports coded, and records that could not be read.
struct Coded {
    prepared: Vec<Prepared>,
    problems: Vec<Refused>,
}

/// Reads and codes the records of a body; `progress` is told how many are done of how many.
fn coded(body: &[u8], lines: bool, who: &str, threads: usize, progress: impl Fn(usize, usize)) -> Coded {
    let origin = Origin::address(format!("sent by {who}"));
    let records: Vec<(u64, &[u8])> = match lines {
        true => (1..).zip(body.split(|&byte| byte == b'\n')).filter(|(_, line)| !line.trim_ascii().is_empty()).collect(),
        false => vec![(1, body)],
    };
    let (of, mut done) = (records.len(), 0);
    let mut coded = Coded { prepared: Vec::new(), problems: Vec::new() };
    let code = |(number, record): (u64, &[u8])| {
        let place = if lines { origin.nth(number) } else { origin.clone() };
        let read = captures(record, Some("application/json"), place, &Defaults::default());
        read.into_iter().map(|read| (number, read.and_then(guardedly))).collect::<Vec<_>>()
    };
    for batch in records.chunks(BATCH) {
        for (record, read) in pool::map(batch.to_vec(), threads, code).into_iter().flatten() {
            match read {
                Ok(prepared) => coded.prepared.push(prepared),
                Err(Unread { reason, .. }) => {
                    coded.problems.push(Refused { record, message: reason.to_string(), hint: reason.hint().map(str::to_owned) })
                }
            }
        }
        done += batch.len();
        progress(done, of);
    }
    if of == 0 {
        coded.problems.push(Refused { record: 1, message: Reason::Empty.to_string(), hint: None });
    }
    coded
}

fn guardedly(capture: Capture) -> Result<Prepared, Unread> {
    guarded(|| prepare(&capture)).map_err(|stopped| stopped.at(&capture.origin))
}

/// Appends what was coded, all of it or nothing, and says what it tells of.
fn append(ledger: &mut Ledger, coded: Coded, now: Timestamp) -> Result<Taken, Problem> {
    let taken = ledger.take_in(&coded.prepared, now)?;
    ledger.derive(|_, _| {})?;
    Ok(Taken {
        taken: taken.captured,
        held: taken.held + taken.recoded,
        problems: coded.problems,
        incidents: ledger.incidents_of(&taken.captures)?,
        captures: taken.captures,
    })
}
