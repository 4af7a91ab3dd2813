//! Lexicon: the words Dateline knows, as typed tables.
//!
//! In: the bytes of the CSV tables under `data/lexicon` and of the gazetteer pack. Out: a [`Lexicon`]. Holds no logic: what a
//! word means in a sentence is decided by those who look it up. Opens no path: bytes are given, or embedded at build.

mod act_pairs;
mod act_verbs;
mod actors;
mod acts;
pub mod gazetteer;
mod numbers;
mod other_senses;
mod outlets;
mod people;
mod phrases;
mod speech;
mod status;
mod sureness;
mod table;
mod targets;
mod time;
mod wordings;

use std::sync::OnceLock;

pub use act_pairs::ActPairs;
pub use act_verbs::{ActFrame, ActVerbs};
pub use actors::{Actor, ActorKind, ActorRole, ActorTables, Actors, Generic, GenericKind, Sector, Spelling, Term};
pub use acts::{Act, Acts, Side, Speech, Trigger, Weapon};
pub use gazetteer::{Gazetteer, NameKind, PlaceClass, PlaceId, PlaceKind, PlaceWords};
pub use numbers::{NumberWord, Numbers};
pub use other_senses::{OtherSense, OtherSenses};
pub use outlets::{Outlet, OutletKind};
pub use people::{Combat, Counted, Form, Group, HarmWord, Kind, Measure, People, Role, Unit, Use};
pub use phrases::Phrases;
pub use speech::{Cue, CueFrame, CueStance, SpeechCues};
pub use status::{CuePlace, CueStatus, StatusCues};
pub use sureness::Sureness;
pub use table::TableError;
pub use targets::Targets;
pub use time::{DayPart, Holiday, Season, TimeReference, TimeUnit, TimeWord, TimeWords};

/// Every table, read once and passed by reference.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Who can act, by name and by kind.
    pub actors: Actors,
    /// Acts, and the words for acts, harms and weapons.
    pub acts: Acts,
    /// A verb and what it takes that name an act together.
    pub act_pairs: ActPairs,
    /// What a verb says of who did an act.
    pub act_verbs: ActVerbs,
    /// Every named place.
    pub gazetteer: Gazetteer,
    /// Words around place names.
    pub place_words: PlaceWords,
    /// Words for numbers and how exact they are.
    pub numbers: Numbers,
    /// Phrases that hold a word for force and name none.
    pub other_senses: OtherSenses,
    /// Nouns for people and other counted things.
    pub people: People,
    /// The words that say that someone says.
    pub speech: SpeechCues,
    /// Cues of status.
    pub status: StatusCues,
    /// How often claims of each kind were right.
    pub sureness: Sureness,
    /// Nouns for things that force is aimed at.
    pub targets: Targets,
    /// Months, weekdays, units, seasons, holidays.
    pub time: TimeWords,
}

/// The tables in force.
static LEXICON: OnceLock<Lexicon> = OnceLock::new();

impl Lexicon {
    /// The tables that ship with this build, read on first use.
    pub fn embedded() -> &'static Lexicon {
        LEXICON.get_or_init(|| Lexicon::shipped().expect("a test reads every table that ships"))
    }

    /// Lets other places stand for those that ship, before anything was looked up; `false` where something was.
    pub fn use_places(gazetteer: Gazetteer) -> bool {
        Lexicon::shipped().is_ok_and(|lexicon| LEXICON.set(Lexicon { gazetteer, ..lexicon }).is_ok())
    }

    fn shipped() -> Result<Lexicon, TableError> {
        let acts = Acts::read(
            include_str!("../../../data/lexicon/acts.csv"),
            include_str!("../../../data/lexicon/act_triggers.csv"),
            include_str!("../../../data/lexicon/harm_triggers.csv"),
            include_str!("../../../data/lexicon/weapons.csv"),
        )?;
        Ok(Lexicon {
            act_pairs: ActPairs::read(
                include_str!("../../../data/lexicon/act_objects.csv"),
                include_str!("../../../data/lexicon/act_pairs.csv"),
                &acts,
            )?,
            actors: Actors::read(&ActorTables {
                actors: include_str!("../../../data/lexicon/actors.csv"),
                demonyms: include_str!("../../../data/lexicon/demonyms.csv"),
                generics: include_str!("../../../data/lexicon/generic_actors.csv"),
                roles: include_str!("../../../data/lexicon/actor_roles.csv"),
                titles: include_str!("../../../data/lexicon/titles.csv"),
                given_names: include_str!("../../../data/lexicon/given_names.csv"),
                outlets: include_str!("../../../data/lexicon/outlets.csv"),
            })?,
            acts,
            act_verbs: ActVerbs::read(include_str!("../../../data/lexicon/act_verbs.csv"))?,
            gazetteer: Gazetteer::embedded(),
            place_words: PlaceWords::read(include_str!("../../../data/lexicon/place_words.csv"))?,
            numbers: Numbers::read(include_str!("../../../data/lexicon/number_words.csv"))?,
            other_senses: OtherSenses::read(include_str!("../../../data/lexicon/other_senses.csv"))?,
            people: People::read(
                include_str!("../../../data/lexicon/person_nouns.csv"),
                include_str!("../../../data/lexicon/counted_things.csv"),
                include_str!("../../../data/lexicon/harm_words.csv"),
            )?,
            speech: SpeechCues::read(include_str!("../../../data/lexicon/speech_cues.csv"))?,
            status: StatusCues::read(include_str!("../../../data/lexicon/status_cues.csv"))?,
            sureness: Sureness::read(include_str!("../../../data/lexicon/sureness.csv"))?,
            targets: Targets::read(include_str!("../../../data/lexicon/targets.csv"))?,
            time: TimeWords::read(
                include_bytes!("../../../data/lexicon/time.csv"),
                include_bytes!("../../../data/lexicon/holidays.csv"),
            )?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_that_ships_is_read() {
        assert_eq!(Lexicon::shipped().map(|_| ()), Ok(()));
    }
}
