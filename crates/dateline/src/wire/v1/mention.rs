//! Everything named: what `dateline code --mentions` adds to a record.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Slug, Span};

/// One thing named.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Mention {
    /// How many.
    Count(CountMention),
    /// When.
    Time(TimeMention),
    /// Where.
    Place(PlaceMention),
    /// Who.
    Actor(ActorMention),
    /// By whose account.
    Voice(VoiceMention),
}

impl Mention {
    /// The words.
    pub fn span(&self) -> &Span {
        match self {
            Mention::Count(count) => &count.span,
            Mention::Time(time) => &time.span,
            Mention::Place(place) => &place.span,
            Mention::Actor(actor) => &actor.span,
            Mention::Voice(voice) => &voice.span,
        }
    }
}

/// How many, before it is known what happened to them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountMention {
    /// The measure the counted noun itself names: "deaths".
    pub measure: Option<Slug>,
    /// Of whom.
    pub group: Slug,
    /// `people`, `families`, `buildings` or `things`.
    pub unit: Slug,
    /// The least it can be.
    pub floor: Option<u32>,
    /// The most it can be.
    pub ceiling: Option<u32>,
    /// The figure given.
    pub point: Option<u32>,
    /// How it was worded.
    pub modifier: Slug,
    /// As written.
    pub written: String,
    /// The words.
    pub span: Span,
    /// Why they were read so.
    pub rule: Slug,
}

/// When, as TIMEX3 has it and as days.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeMention {
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    #[serde(rename = "type")]
    pub timex: Slug,
    /// TIMEX3 value: "2024-09-23", "P3D".
    pub value: String,
    /// The first day; `null` for what no day anchors.
    pub start: Option<Date>,
    /// The last day.
    pub end: Option<Date>,
    /// `D0` to `D5`.
    pub precision: Slug,
    /// `within`, `since`, `until`, `before`, `after` or `throughout`.
    pub bound: Slug,
    /// `explicit`, `dateline`, `publication` or `narrative`.
    pub anchor: Slug,
    /// As written.
    pub written: String,
    /// The TIMEX3 extent.
    pub span: Span,
    /// Why it was read so.
    pub rule: Slug,
}

/// Where.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PlaceMention {
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
    /// `in`, `near`, `from`, `to` or `of`.
    pub relation: Slug,
    /// Whether the name stands for a government or its people: "Washington said".
    pub metonym: bool,
    /// Whether it is an adjective or people of a place: "Lebanese".
    pub demonym: bool,
    /// 0 to 1.
    pub confidence: f64,
}

/// Who.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorMention {
    /// The lexicon's name, or the name as written.
    pub name: String,
    /// The lexicon's id.
    pub id: Option<Slug>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<Slug>,
    /// Government, military, armed-group, civilian …
    pub sector: Slug,
    /// `named`, `generic` or `anaphor`.
    pub reference: Slug,
    /// Whether the words are only an owner or adjective of another noun.
    pub modifier: bool,
    /// The words.
    pub span: Span,
    /// Why they were read so.
    pub rule: Slug,
}

/// By whose account. Its own kind is `voice_kind`, `kind` being the mention's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoiceMention {
    /// `belligerent`, `medical` …
    pub voice_kind: Slug,
    /// A named person.
    pub name: Option<String>,
    /// "spokesman".
    pub role: Option<String>,
    /// "Lebanese officials".
    pub organisation: Option<String>,
    /// Whom the voice cites in turn, nearest first.
    pub via: Vec<String>,
    /// `asserts`, `denies` …
    pub stance: Slug,
    /// The words of the source; of the cue where no source is named ("it was reported").
    pub span: Span,
    /// Why they were read so.
    pub rule: Slug,
    /// The words of the source, where one is named.
    pub source: Option<Span>,
    /// "said", "according to".
    pub cue: Span,
    /// What stands on this voice.
    pub content: Vec<Span>,
}
