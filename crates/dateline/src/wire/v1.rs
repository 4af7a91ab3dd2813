//! Version 1 of the wire format: exactly the fields of WIRE.md, in its order; fields of our own follow them.
//!
//! A slug of the codebook is a [`Slug`]. A number or a name that is not known is `null`, never 0 or "". A leaf that was read from the
//! text stands beside the `span` it was read from and the `rule` that read it. Knows nothing of how a value is arrived at.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

mod ledger;
mod mention;

pub use ledger::{Decision, Proposal, Tally, TallyPoint};
pub use mention::{ActorMention, CountMention, Mention, PlaceMention, TimeMention, VoiceMention};

/// What `wire` says in every record of this version.
pub const VERSION: &str = "dateline/1";

/// A fixed word of the codebook: `airstrike`, `killed`, `P2`, `strike-killed-count`.
pub type Slug = Cow<'static, str>;

/// One report, coded: a line of `dateline code --format json`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// [`VERSION`].
    pub wire: Slug,
    /// The publication.
    pub report: Report,
    /// Its text.
    pub document: Document,
    /// What is said to happen, in text order.
    pub claims: Vec<Claim>,
    /// What the claims come to, from this report alone.
    pub incidents: Vec<Incident>,
    /// What could not be read for sure.
    pub problems: Vec<Problem>,
    /// Everything named, where it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mentions: Option<Vec<Mention>>,
}

/// One publication.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Report {
    /// The id it came with, or the name of the file it came from.
    pub id: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The day it was published.
    pub published: Option<Date>,
    /// BCP 47: "en".
    pub language: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// A report's exact text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// "sha256:…" of the text.
    pub id: String,
    /// Length in UTF-8 bytes.
    pub bytes: usize,
    /// "BEIRUT, Sept 27", where there is one.
    pub dateline: Option<Dateline>,
    /// The agency the text comes from, as written.
    pub wire_origin: Option<String>,
    /// Hashes of the names, days, ages and words by which what it tells is known again in other reports; for machines only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub marks: String,
}

/// Where and when a report was filed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dateline {
    /// As written: "BEIRUT".
    pub place: Option<String>,
    /// As resolved.
    pub date: Option<Date>,
    /// All of it.
    pub span: Option<Span>,
}

/// Words of a document: UTF-8 bytes into it, and exactly those bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The words.
    pub text: String,
    /// The document they are in; left out where the record around it is of one document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

/// Words and the rule that read something from them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The words.
    pub span: Span,
    /// Why they were read so.
    pub rule: Slug,
}

/// The same act in other people's codes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Codes {
    /// PLOVER event type.
    pub plover: Option<Slug>,
    /// PLOVER mode.
    pub plover_mode: Option<Slug>,
    /// ACLED event type.
    pub acled_event: Option<Slug>,
    /// ACLED sub-event type.
    pub acled_sub_event: Option<Slug>,
    /// UCDP: 1 state-based, 2 non-state, 3 one-sided.
    pub ucdp_type_of_violence: Option<u8>,
}

/// What one voice says: of one happening (`event`) or of a total over a window (`tally`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Stable: of the document, the span and what is claimed.
    pub id: String,
    /// `event` or `tally`.
    pub kind: Slug,
    /// The act's slug; `null` for a tally of no one act.
    pub act: Option<Slug>,
    /// `happened`, `ongoing`, `planned`, `threatened`, `denied`, `hypothetical`, `past` or `negated`.
    pub status: Slug,
    /// The act in other people's codes.
    pub codes: Codes,
    /// Who did it, to whom.
    pub actors: Vec<Actor>,
    /// Where.
    pub place: Option<Place>,
    /// When.
    pub time: Option<Time>,
    /// The days a tally covers.
    pub window: Option<Window>,
    /// How many.
    pub counts: Vec<Count>,
    /// By whose account.
    pub voice: Voice,
    /// The words of the claim.
    pub span: Span,
    /// Why they were read as a claim.
    pub rule: Slug,
    /// 0 to 1.
    pub confidence: f64,
    /// The words that name the act, where they are not all of `span`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act_words: Option<Words>,
    /// The words that set the status ("vowed to", "denied"), where any do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_words: Option<Words>,
    /// What it was done with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weapons: Vec<Weapon>,
    /// The happening inside its report that an `event` speaks of: claims with the same number are of one.
    #[serde(default, skip_serializing_if = "is_first")]
    pub episode: usize,
    /// Whether the act is one of force or coercion, which makes an incident where it happened.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub force: bool,
}

/// The number of a report's first happening is left out.
fn is_first(episode: &usize) -> bool {
    *episode == 0
}

/// Someone's part in an act.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// `perpetrator`, `target`, `victim` or `party`.
    pub role: Slug,
    /// The lexicon's name, or the name as written.
    pub name: String,
    /// The lexicon's id.
    pub id: Option<Slug>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<Slug>,
    /// Government, military, armed-group, civilian …
    pub sector: Option<Slug>,
    /// `stated`, `suspected`, `claimed` or `denied`.
    pub certainty: Slug,
    /// The words.
    pub span: Span,
    /// Why they were read so.
    pub rule: Slug,
}

/// Where.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The gazetteer's name, or the name as written.
    pub name: String,
    /// GeoNames id of the place itself.
    pub geonames_id: Option<u32>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<Slug>,
    /// First-order division.
    pub admin1: Option<String>,
    /// Second-order division.
    pub admin2: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// `P0` to `P8`.
    pub precision: Slug,
    /// The words.
    pub span: Span,
    /// Why they were read so.
    pub rule: Slug,
    /// GeoNames id of the wider place whose coordinates stand in for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_geonames_id: Option<u32>,
    /// The town it lies in, where it is a street, a building or a quarter of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub town: Option<String>,
}

/// When: always days from the first to the last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: Date,
    /// `D0` to `D5`.
    pub precision: Slug,
    /// As written; `null` where no words say when.
    pub written: Option<String>,
    /// Whether it was inferred from the day of publication, no words saying when.
    pub inferred: bool,
    /// The words; `null` where no words say when.
    pub span: Option<Span>,
    /// Why it was read so.
    pub rule: Slug,
    /// "19:30", where the words give it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<String>,
}

/// The days a running total covers; an end that is not known is `null`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The first day.
    pub start: Option<Date>,
    /// The last day.
    pub end: Option<Date>,
    /// The words: "since Monday".
    pub span: Option<Span>,
    /// Why they were read so.
    pub rule: Slug,
}

/// How many, as said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// `killed`, `injured` …
    pub measure: Slug,
    /// `all`, `civilian`, `children`, `civilian-women`, `police` …
    pub group: Slug,
    /// The least it can be.
    pub floor: Option<u32>,
    /// The most it can be.
    pub ceiling: Option<u32>,
    /// The figure given.
    pub point: Option<u32>,
    /// How it was worded: `exact`, `at-least`, `more-than`, `vague` …
    pub modifier: Slug,
    /// `incident`, `cumulative`, `subset-of`, `increment` or `unresolved`.
    pub relation: Slug,
    /// Index into the same claim's counts.
    pub subset_of: Option<usize>,
    /// As written.
    pub written: String,
    /// The words.
    pub span: Span,
    /// Why they were read so.
    pub rule: Slug,
    /// Whether the words limit it to some: it is a whole only where nothing greater is told.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub limited: bool,
    /// Whether it is told as what the figure has come to: it takes the place of those the same voice gave before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub revised: bool,
}

/// By whose account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// `belligerent`, `victim-side`, `medical`, `local-official`, `un-ngo`, `media`, `witness`, `report` or `third-party`.
    pub kind: Slug,
    /// A named person.
    pub name: Option<String>,
    /// "spokesman".
    pub role: Option<String>,
    /// "Israel Defense Forces", "Lebanese officials".
    pub organisation: Option<String>,
    /// Whom the voice cites in turn, nearest first.
    pub via: Vec<String>,
    /// `asserts`, `denies`, `disputes`, `retracts` or `corrects`.
    pub stance: Slug,
    /// The words of the source; `null` where the report says so itself.
    pub span: Option<Span>,
    /// Why they were read so.
    pub rule: Slug,
    /// ISO 3166-1 alpha-3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Slug>,
}

/// What an act was done with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weapon {
    /// The codebook's slug, or the name as written.
    pub name: Slug,
    /// The words.
    pub span: Span,
    /// Why they were read so.
    pub rule: Slug,
}

/// One happening, as the claims have it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// Stable: of the claims it rests on.
    pub id: String,
    /// What, whom, where, when, in one line.
    pub title: String,
    /// The act's slug.
    pub act: Slug,
    /// The act in other people's codes.
    pub codes: Codes,
    /// Where.
    pub place: Option<Place>,
    /// When.
    pub time: Option<Time>,
    /// Who did it.
    pub perpetrators: Vec<Actor>,
    /// To whom.
    pub targets: Vec<Actor>,
    /// With what.
    pub weapons: Vec<Weapon>,
    /// How many, as concluded.
    pub tolls: Vec<Toll>,
    /// How many tell of it who do not repeat one another.
    pub independence: Independence,
    /// `confirmed`, `fair`, `weak`, `contested`, `discounted` or `ungraded`.
    pub grade: Slug,
    /// `machine` or `reviewed`.
    pub status: Slug,
    /// The claims it rests on, by id.
    pub claims: Vec<String>,
    /// UCDP: 1 a clear event, 2 one told only as part of a wider account.
    pub event_clarity: u8,
    /// The reports those claims are in, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<String>,
    /// The wave it is a part of, by id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// Where its figures do not hold together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
}

/// How many, as concluded from the accounts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Toll {
    /// `killed`, `injured` …
    pub measure: Slug,
    /// Of whom.
    pub group: Slug,
    /// The least stated floor.
    pub low: Option<u32>,
    /// The value with most independent voices.
    pub best: Option<u32>,
    /// The greatest stated ceiling or point.
    pub high: Option<u32>,
    /// The claims it rests on, by id.
    pub claims: Vec<String>,
}

/// Four separate counts of who tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names are the codebook's")]
pub struct Independence {
    pub outlets: usize,
    pub publisher_families: usize,
    pub wire_origins: usize,
    pub voices: usize,
}

/// What could not be read for sure.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Its entry in the codebook.
    pub slug: Slug,
    /// A plain sentence.
    pub message: String,
    /// The words.
    pub span: Option<Span>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The top-level keys of a value, in the order they are printed.
    fn keys(json: &str) -> Vec<String> {
        let mut depth = 0;
        let mut keys = Vec::new();
        let mut parts = json.split('"');
        let mut before = parts.next().unwrap();
        while let (Some(word), after) = (parts.next(), parts.next().unwrap_or("")) {
            depth += before.matches(['{', '[']).count() as i32 - before.matches(['}', ']']).count() as i32;
            if depth == 1 && after.starts_with(':') {
                keys.push(word.to_owned());
            }
            before = after;
        }
        keys
    }

    fn order<T: Serialize>(value: &T) -> String {
        keys(&serde_json::to_string(value).unwrap()).join(" ")
    }

    #[test]
    fn fields_come_in_the_order_of_the_wire_format() {
        assert_eq!(
            order(&Claim::default()),
            "id kind act status codes actors place time window counts voice span rule confidence"
        );
        assert_eq!(
            order(&Incident::default()),
            "id title act codes place time perpetrators targets weapons tolls independence grade status claims event_clarity"
        );
        assert_eq!(order(&Report::default()), "id title outlet published language url");
        assert_eq!(order(&Document::default()), "id bytes dateline wire_origin");
        assert_eq!(order(&Span::default()), "start end text");
        assert_eq!(order(&Actor::default()), "role name id country sector certainty span rule");
        assert_eq!(order(&Place::default()), "name geonames_id country admin1 admin2 lat lon precision span rule");
        assert_eq!(order(&Time::default()), "start end precision written inferred span rule");
        assert_eq!(order(&Count::default()), "measure group floor ceiling point modifier relation subset_of written span rule");
        assert_eq!(order(&Voice::default()), "kind name role organisation via stance span rule");
        assert_eq!(order(&Toll::default()), "measure group low best high claims");
        assert_eq!(order(&Independence::default()), "outlets publisher_families wire_origins voices");
        assert_eq!(order(&Codes::default()), "plover plover_mode acled_event acled_sub_event ucdp_type_of_violence");
    }

    #[test]
    fn an_unknown_number_is_null() {
        assert!(serde_json::to_string(&Toll::default()).unwrap().contains(r#""low":null,"best":null,"high":null"#));
    }

    #[test]
    fn a_record_reads_back_as_it_was_written() {
        let record = Record {
            wire: VERSION.into(),
            report: Report::default(),
            document: Document::default(),
            claims: vec![Claim { time: Some(Time::default()), window: Some(Window::default()), ..Claim::default() }],
            incidents: vec![Incident { tolls: vec![Toll::default()], ..Incident::default() }],
            problems: vec![Problem::default()],
            mentions: Some(vec![Mention::Voice(VoiceMention::default()), Mention::Count(CountMention::default())]),
        };
        let line = serde_json::to_string(&record).unwrap();
        assert_eq!(serde_json::from_str::<Record>(&line).unwrap(), record);
    }
}
