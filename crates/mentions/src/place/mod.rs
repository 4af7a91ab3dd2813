//! Places: where, with coordinates that come from the gazetteer or from a named parent, never invented.
//!
//! In: a document, its parse and the gazetteer. Out: one [`PlaceMention`] a place name, disambiguated by the whole report.

use std::ops::Range;

use dateline_lexicon::Lexicon;
use dateline_syntax::Parse;
use dateline_text::{Document, RuleId, TextRange};

use crate::Context;

/// How fine a place is: P0 published coordinates or address, P1 building or street, P2 neighbourhood, village, town or city, P3 near or
/// between, P4 second-order division, P5 first-order division, P6 region, P7 country, P8 sea or airspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the codes are the codebook's")]
pub enum GeoPrecision {
    P0,
    P1,
    P2,
    P3,
    P4,
    P5,
    P6,
    P7,
    P8,
}

/// A spot or an area of the gazetteer.
#[derive(Debug, Clone, PartialEq)]
pub struct Location {
    /// GeoNames id of the place itself; `None` where the gazetteer lacks it and the coordinates are its parent's.
    pub geonames_id: Option<u32>,
    /// GeoNames id of the parent whose coordinates stand in for it.
    pub parent_id: Option<u32>,
    /// Latitude, degrees north.
    pub latitude: Option<f64>,
    /// Longitude, degrees east.
    pub longitude: Option<f64>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'static str>,
    /// First-order division: its name.
    pub admin1: Option<String>,
    /// Second-order division: its name.
    pub admin2: Option<String>,
}

/// What the words before a place make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceRelation {
    /// "in Tyre", "Tyre".
    In,
    /// "near Tyre", "on the outskirts of Tyre", "10 km east of Tyre".
    Near,
    /// "from Tyre": where something or someone came from.
    From,
    /// "to Tyre", "towards Tyre".
    To,
    /// "Tyre's mayor", "the Tyre hospital", "Lebanese": an adjective or owner, not a location by itself.
    Of,
}

/// One place name.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceMention {
    /// The name, as the gazetteer has it; as written where it lacks it.
    pub name: String,
    /// Where that is; `None` where nothing in the report or the gazetteer locates it.
    pub location: Option<Location>,
    /// How fine it is.
    pub precision: GeoPrecision,
    /// What the words before it make of it.
    pub relation: PlaceRelation,
    /// Whether the name stands for a government or its people rather than the spot: "Washington said", "Israel struck".
    pub metonym: bool,
    /// Whether it is an adjective or people of a place: "Lebanese", "Gazans".
    pub demonym: bool,
    /// Index into the mentions of the wider place named together with it: "Haret Hreik" → "Beirut".
    pub within: Option<usize>,
    /// How sure the reading is that these words are this place, 0 to 1.
    pub confidence: f32,
    /// The words of the name.
    pub range: TextRange,
    /// The same words as tokens.
    pub tokens: Range<usize>,
    /// Which rule read it.
    pub rule: RuleId,
}

/// Every place in `document`, in text order.
pub(crate) fn places(_document: &Document, _parse: &Parse, _lexicon: &Lexicon, _context: &Context) -> Vec<PlaceMention> {
    Vec::new()
}
