//! Lexicon: the words Dateline knows, as typed tables.
//!
//! In: the bytes of the CSV tables under `data/lexicon` and of the gazetteer pack. Out: a [`Lexicon`]. Holds no logic: what a
//! word means in a sentence is decided by those who look it up. Opens no path: bytes are given, or embedded at build.

mod acts;
mod numbers;
mod people;
mod phrases;
mod status;
mod table;
mod time;

pub use acts::{Act, Acts, Side, Speech, Trigger, Weapon};
pub use numbers::{NumberWord, Numbers};
pub use people::{Combat, Counted, Form, Group, HarmWord, Kind, Measure, People, Role, Unit, Use};
pub use phrases::Phrases;
pub use status::{CuePlace, CueStatus, StatusCues};
pub use table::TableError;
pub use time::{DayPart, Holiday, Season, TimeReference, TimeUnit, TimeWord, TimeWords};

/// Every table, read once and passed by reference.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Acts, and the words for acts, harms and weapons.
    pub acts: Acts,
    /// Words for numbers and how exact they are.
    pub numbers: Numbers,
    /// Nouns for people and other counted things.
    pub people: People,
    /// Cues of status.
    pub status: StatusCues,
    /// Months, weekdays, units, seasons, holidays.
    pub time: TimeWords,
}

impl Lexicon {
    /// The tables that ship with this build, read on first use.
    pub fn embedded() -> &'static Lexicon {
        static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
        LEXICON.get_or_init(|| Lexicon::shipped().expect("a test reads every table that ships"))
    }

    fn shipped() -> Result<Lexicon, TableError> {
        Ok(Lexicon {
            acts: Acts::read(
                include_str!("../../../data/lexicon/acts.csv"),
                include_str!("../../../data/lexicon/act_triggers.csv"),
                include_str!("../../../data/lexicon/harm_triggers.csv"),
                include_str!("../../../data/lexicon/weapons.csv"),
            )?,
            numbers: Numbers::read(include_str!("../../../data/lexicon/number_words.csv"))?,
            people: People::read(
                include_str!("../../../data/lexicon/person_nouns.csv"),
                include_str!("../../../data/lexicon/counted_things.csv"),
                include_str!("../../../data/lexicon/harm_words.csv"),
            )?,
            status: StatusCues::read(include_str!("../../../data/lexicon/status_cues.csv"))?,
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
