//! Mentions: what one document names: counts, times, places, actors, voices.
//!
//! In: a [`Document`], its [`Parse`], the [`Lexicon`] and the report's [`Context`]. Out: [`Mentions`], each kind in text order, each
//! mention with its words and the rule that read it. Knows nothing of events: who did what to whom is for `claims`.

mod actor;
mod count;
mod place;
mod time;
mod voice;

use dateline_lexicon::Lexicon;
use dateline_syntax::Parse;
use dateline_text::Document;
use jiff::civil::Date;

pub use actor::{ActorMention, Reference, Sector};
pub use count::{Combat, Count, CountMention, Group, Kind, Measure, Modifier, ORDINALS, Role, Unit};
pub use place::{GeoPrecision, Location, PlaceMention, PlaceRelation};
pub use time::{Anchor, Bound, Interval, TimeMention, TimePrecision, Timex};
pub use voice::{Stance, VoiceKind, VoiceMention};

/// What is known of the report besides its words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// The day it was published.
    pub published: Option<Date>,
    /// Who published it.
    pub outlet: Option<String>,
}

/// Everything one document names, each kind in text order.
#[derive(Debug, Clone, Default)]
pub struct Mentions {
    /// How many.
    pub counts: Vec<CountMention>,
    /// When.
    pub times: Vec<TimeMention>,
    /// Where.
    pub places: Vec<PlaceMention>,
    /// Who.
    pub actors: Vec<ActorMention>,
    /// By whose account.
    pub voices: Vec<VoiceMention>,
}

/// Finds everything `document` names.
pub fn mentions(document: &Document, parse: &Parse, lexicon: &Lexicon, context: &Context) -> Mentions {
    let times = time::times(document, parse, lexicon, context);
    let places = place::places(document, parse, lexicon, context);
    let actors = actor::actors(document, parse, lexicon, &places);
    let counts = count::counts(document, parse, lexicon, &times);
    let voices = voice::voices(document, parse, lexicon, &actors);
    Mentions { counts, times, places, actors, voices }
}
