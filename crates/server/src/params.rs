//! Parameters: what may stand after the question mark, read and checked, each refused by its name.
//!
//! In: a query. Out: typed parameters, or a problem that names the one that cannot be read. A parameter that nobody asked for is refused, so
//! that one misspelt does not pass for one left out. What is documented is what is read: both come from the same types.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use dateline::wire::v1::Claim;
use dateline_ledger::{By, Filter, Order, Within};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;
use utoipa::openapi::path::ParameterIn;

use crate::problem::Problem;

/// Parameters read from the query: one set, or several side by side.
pub struct Params<T>(pub T);

/// Sets of parameters.
pub trait Read: Sized {
    /// Reads them, adding the names they know.
    fn read(query: &str, known: &mut Vec<String>) -> Result<Self, Problem>;
}

/// One set of parameters.
trait One: DeserializeOwned + IntoParams {}
impl One for Filters {}
impl One for AsOf {}
impl One for Paging {}
impl One for Sorting {}
impl One for Search {}
impl One for Kind {}
impl One for Download {}
impl One for Around {}

impl<T: One> Read for T {
    fn read(query: &str, known: &mut Vec<String>) -> Result<T, Problem> {
        known.extend(T::into_params(|| Some(ParameterIn::Query)).into_iter().map(|parameter| parameter.name));
        let pairs = serde_html_form::Deserializer::from_bytes(query.as_bytes());
        serde_path_to_error::deserialize(pairs).map_err(|error| {
            let path = error.path().to_string();
            let name = path.split(['.', '[']).next().unwrap_or_default().to_owned();
            let (name, told) = (if name.is_empty() { "?".to_owned() } else { name }, error.into_inner().to_string());
            Problem::parameter(&name, format!("{name}: {told}"))
        })
    }
}

impl Read for () {
    fn read(_: &str, _: &mut Vec<String>) -> Result<(), Problem> {
        Ok(())
    }
}

impl<A: Read, B: Read> Read for (A, B) {
    fn read(query: &str, known: &mut Vec<String>) -> Result<Self, Problem> {
        Ok((A::read(query, known)?, B::read(query, known)?))
    }
}

impl<A: Read, B: Read, C: Read> Read for (A, B, C) {
    fn read(query: &str, known: &mut Vec<String>) -> Result<Self, Problem> {
        Ok((A::read(query, known)?, B::read(query, known)?, C::read(query, known)?))
    }
}

impl<A: Read, B: Read, C: Read, D: Read> Read for (A, B, C, D) {
    fn read(query: &str, known: &mut Vec<String>) -> Result<Self, Problem> {
        Ok((A::read(query, known)?, B::read(query, known)?, C::read(query, known)?, D::read(query, known)?))
    }
}

impl<T: Read, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or("");
        let mut known = Vec::new();
        let read = T::read(query, &mut known);
        let asked: Vec<(String, String)> =
            serde_html_form::from_str(query).map_err(|error| Problem::parameter("?", error.to_string()))?;
        if let Some((name, _)) = asked.iter().find(|(name, _)| !known.contains(name)) {
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            return Err(Problem::parameter(name, format!("there is no parameter {name:?} here; there are: {known}")));
        }
        if let Some((name, _)) = asked.iter().find(|(_, value)| value.is_empty()) {
            return Err(Problem::parameter(name, format!("{name} is empty: leave it out")));
        }
        read.map(Params)
    }
}

/// Which incidents: those that fit all that is asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Filters {
    /// Not over before this day.
    #[param(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// Begun by this day.
    #[param(value_type = Option<String>, format = Date)]
    to: Option<Date>,
    /// In a place, by name, or in a country, by ISO 3166-1 alpha-3.
    #[param(max_length = 200)]
    place: Option<String>,
    /// In any of these countries, by ISO 3166-1 alpha-3; repeat it for several.
    #[param(value_type = Vec<String>, style = Form, explode, pattern = "^[A-Za-z]{3}$")]
    country: Vec<String>,
    /// Any of these acts, by slug of the codebook; repeat it for several.
    #[param(style = Form, explode)]
    act: Vec<String>,
    /// With an actor, by part of the name, by id or by country.
    #[param(max_length = 200)]
    actor: Option<String>,
    /// Any of these grades; repeat it for several.
    #[param(style = Form, explode)]
    grade: Vec<String>,
    /// `machine` or `reviewed`.
    #[param(inline)]
    status: Option<Status>,
    /// At least so many killed, by the best figure.
    #[param(value_type = Option<i64>, minimum = 0, maximum = 4_294_967_295_i64)]
    killed: Option<u32>,
    /// Words that a report of it holds: words, "a phrase", word*, and AND, OR, NOT between them.
    #[param(max_length = 500)]
    q: Option<String>,
    /// Placed inside this box: west, south, east, north, in degrees; west greater than east crosses the antimeridian.
    #[param(example = "35.0,33.0,36.7,34.7")]
    bbox: Option<String>,
    /// Placed as exactly as any of these say, `P0` to `P8`; repeat it for several.
    #[param(value_type = Vec<String>, style = Form, explode, pattern = "^P[0-8]$")]
    precision: Vec<String>,
}

/// Whether a person has looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Machine,
    Reviewed,
}

/// A part of the map.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Around {
    /// west,south,east,north in degrees; all round the world where it is left out. One whose west lies east of its east goes over 180°.
    #[param(example = "35.0,33.0,36.7,34.7")]
    bbox: Option<String>,
}

/// As of when.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct AsOf {
    /// What was known then: a day (its end) or a moment, 2024-09-27 or 2024-09-27T12:00:00Z.
    #[param(example = "2024-09-27")]
    as_of: Option<String>,
}

/// Which piece of a list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Paging {
    /// How many items, up to 500; 50 where it is left out.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<usize>,
    /// The `next` of the piece before.
    #[param(max_length = 4000)]
    pub cursor: Option<String>,
}

/// In which order.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Sorting {
    /// By time, the best figure of those killed, place, act or grade; `-` turns the order round. What is unknown comes last, but in `time`
    /// first.
    #[param(inline)]
    sort: Sort,
}

/// An order.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
pub enum Sort {
    #[default]
    #[serde(rename = "time")]
    Time,
    #[serde(rename = "-time")]
    TimeDown,
    #[serde(rename = "killed")]
    Killed,
    #[serde(rename = "-killed")]
    KilledDown,
    #[serde(rename = "place")]
    Place,
    #[serde(rename = "-place")]
    PlaceDown,
    #[serde(rename = "act")]
    Act,
    #[serde(rename = "-act")]
    ActDown,
    #[serde(rename = "grade")]
    Grade,
    #[serde(rename = "-grade")]
    GradeDown,
}

/// Words to look for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Search {
    /// Words that the text holds: words, "a phrase", word*, and AND, OR, NOT between them.
    #[param(max_length = 500)]
    pub q: Option<String>,
}

/// What of the queue.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Kind {
    /// Incidents, pairs that may be one, or incidents whose figures do not hold together; all where it is left out.
    #[param(inline)]
    pub kind: Option<Queued>,
}

/// What stands in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Queued {
    Incident,
    Proposal,
    Problem,
}

/// How a download is made.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Download {
    /// `public` leaves out private persons' names, precise homes and shelters; `restricted` shows everything.
    #[param(inline)]
    pub profile: Shown,
}

/// Whom something is for.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Shown {
    Public,
    #[default]
    Restricted,
}

impl From<Shown> for dateline_export::Profile {
    fn from(shown: Shown) -> Self {
        match shown {
            Shown::Public => dateline_export::Profile::Public,
            Shown::Restricted => dateline_export::Profile::Restricted,
        }
    }
}

impl Filters {
    /// The ledger's filter. A slug that the codebook lacks would fit nothing, and is refused.
    pub fn filter(self) -> Result<Filter, Problem> {
        let lacking = |name: &str, slug: &str| Problem::parameter(name, format!("the codebook has no {name} {slug:?}"));
        for act in &self.act {
            // An act is known if a claim could be corrected to it.
            if dateline::correct::correct(&mut Claim::default(), "act", act, "").is_err() {
                return Err(lacking("act", act));
            }
        }
        if let Some(grade) = self.grade.iter().find(|grade| !dateline::decisions::is_grade(grade)) {
            return Err(lacking("grade", grade));
        }
        let is_code = |country: &&String| country.len() == 3 && country.bytes().all(|letter| letter.is_ascii_alphabetic());
        if let Some(country) = self.country.iter().find(|country| !is_code(country)) {
            return Err(Problem::parameter("country", format!("{country:?} is no ISO 3166-1 alpha-3 code, such as LBN")));
        }
        let is_precision = |precision: &&String| matches!(precision.as_bytes(), [b'P', b'0'..=b'8']);
        if let Some(precision) = self.precision.iter().find(|precision| !is_precision(precision)) {
            return Err(Problem::parameter("precision", format!("{precision:?} is none of P0 to P8")));
        }
        let status = self.status.map(|status| match status {
            Status::Machine => "machine".to_owned(),
            Status::Reviewed => "reviewed".to_owned(),
        });
        Ok(Filter {
            from: self.from,
            to: self.to,
            place: short("place", self.place, 200)?,
            countries: self.country.iter().map(|country| country.to_ascii_uppercase()).collect(),
            acts: self.act,
            actor: short("actor", self.actor, 200)?,
            grades: self.grade,
            status,
            killed: self.killed,
            words: short("q", self.q, 500)?,
            within: self.bbox.as_deref().map(within).transpose()?,
            precisions: self.precision,
            captures: None,
        })
    }
}

impl Search {
    /// The words.
    pub fn words(self) -> Result<Option<String>, Problem> {
        short("q", self.q, 500)
    }
}

impl Around {
    /// The part; `None` for all.
    pub fn within(&self) -> Result<Option<Within>, Problem> {
        self.bbox.as_deref().map(within).transpose()
    }
}

impl AsOf {
    /// The moment; `None` for now.
    pub fn moment(&self) -> Result<Option<Timestamp>, Problem> {
        let Some(text) = &self.as_of else { return Ok(None) };
        let day = text.parse::<Date>().ok().and_then(|day| format!("{day}T23:59:59Z").parse().ok());
        let moment = day.or_else(|| text.parse().ok());
        let detail = || format!("{text:?} is neither a day nor a moment; write 2024-09-27 or 2024-09-27T12:00:00Z");
        moment.map(Some).ok_or_else(|| Problem::parameter("as_of", detail()))
    }
}

impl Paging {
    /// How many items.
    pub fn limit(&self) -> Result<usize, Problem> {
        match self.limit.unwrap_or(50) {
            limit @ 1..=500 => Ok(limit),
            limit => Err(Problem::parameter("limit", format!("{limit} is not between 1 and 500"))),
        }
    }
}

impl Sorting {
    /// The ledger's order.
    pub fn order(&self) -> Order {
        let (by, descending) = match self.sort {
            Sort::Time => (By::Time, false),
            Sort::TimeDown => (By::Time, true),
            Sort::Killed => (By::Killed, false),
            Sort::KilledDown => (By::Killed, true),
            Sort::Place => (By::Place, false),
            Sort::PlaceDown => (By::Place, true),
            Sort::Act => (By::Act, false),
            Sort::ActDown => (By::Act, true),
            Sort::Grade => (By::Grade, false),
            Sort::GradeDown => (By::Grade, true),
        };
        Order { by, descending }
    }
}

/// Text of up to `most` characters.
fn short(name: &str, text: Option<String>, most: usize) -> Result<Option<String>, Problem> {
    match text {
        Some(text) if text.chars().count() > most => {
            Err(Problem::parameter(name, format!("it is longer than {most} characters")))
        }
        text => Ok(text),
    }
}

/// "35.0,33.0,36.7,34.7".
fn within(text: &str) -> Result<Within, Problem> {
    let refused = |why: &str| Problem::parameter("bbox", format!("{text:?} {why}; write west,south,east,north"));
    let sides: Vec<f64> = text
        .split(',')
        .map(|side| side.trim().parse::<f64>().ok().filter(|side| side.is_finite()))
        .collect::<Option<_>>()
        .ok_or_else(|| refused("is not four numbers"))?;
    let [west, south, east, north] = sides[..] else { return Err(refused("is not four numbers")) };
    let around = |side: f64| (-180.0..=180.0).contains(&side);
    let upright = |side: f64| (-90.0..=90.0).contains(&side);
    match around(west) && around(east) && upright(south) && upright(north) && south <= north {
        true => Ok(Within { west, south, east, north }),
        false => Err(refused("is no box of degrees")),
    }
}
