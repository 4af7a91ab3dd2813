//! Words that tell a place name from other names: "province", "near", "Mr", first names.

use std::collections::BTreeMap;

use crate::TableError;
use crate::table::{field, rows};

/// What a word says of the name beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceClass {
    /// "Helmand province": a first-order division.
    Admin1Word,
    /// "Sangin district": a second-order division.
    Admin2Word,
    /// "the city of Tyre", "Aq Saray village".
    TownWord,
    /// "the Nasr neighbourhood", "Jenin camp".
    PartWord,
    /// "Nasser hospital", "Salah al-Din Street".
    SiteWord,
    /// "the Litani River", "the Korengal Valley".
    NatureWord,
    /// "in", "at": a place is likely to follow.
    Locative,
    /// "near", "outside": what follows is close by.
    Nearness,
    /// "from", "of", "to": a place may follow.
    Linking,
    /// "Mr", "General": a person follows.
    Title,
    /// "Paris", "Henry": a first name.
    FirstName,
    /// A word of an organisation's name that may begin with its place: "University", "Police".
    OrganisationWord,
    /// "said": what speakers do.
    Speech,
    /// "southern", "north".
    Direction,
    /// "de", "al", "of": may stand in lower case inside a name.
    Particle,
    /// A common word that is also the name of some town: "Of", "Mobile", "Reading".
    Common,
    /// Troops and arms that an adjective of a country owns: "forces", "jets".
    Forces,
}

impl PlaceClass {
    fn read(word: &str) -> Option<PlaceClass> {
        Some(match word {
            "admin1" => PlaceClass::Admin1Word,
            "admin2" => PlaceClass::Admin2Word,
            "town" => PlaceClass::TownWord,
            "part" => PlaceClass::PartWord,
            "site" => PlaceClass::SiteWord,
            "nature" => PlaceClass::NatureWord,
            "locative" => PlaceClass::Locative,
            "nearness" => PlaceClass::Nearness,
            "linking" => PlaceClass::Linking,
            "title" => PlaceClass::Title,
            "first-name" => PlaceClass::FirstName,
            "organisation" => PlaceClass::OrganisationWord,
            "speech" => PlaceClass::Speech,
            "direction" => PlaceClass::Direction,
            "particle" => PlaceClass::Particle,
            "common" => PlaceClass::Common,
            "forces" => PlaceClass::Forces,
            _ => return None,
        })
    }
}

/// The table of words around place names.
#[derive(Debug, Default)]
pub struct PlaceWords {
    classes: BTreeMap<Box<str>, u32>,
}

impl PlaceWords {
    /// Reads `place_words.csv`: word, class, source.
    pub fn read(text: &str) -> Result<PlaceWords, TableError> {
        let table = "place_words.csv";
        let mut words = PlaceWords::default();
        for (row, record) in rows(table, text)? {
            let class = PlaceClass::read(field(&record, 1));
            let class = class.ok_or_else(|| TableError { table, row, problem: format!("no class {}", field(&record, 1)) })?;
            *words.classes.entry(field(&record, 0).into()).or_default() |= 1 << class as u32;
        }
        Ok(words)
    }

    /// Every class of `word`, which is in lower case.
    pub fn classes(&self, word: &str) -> Classes {
        Classes(self.classes.get(word).copied().unwrap_or(0))
    }

    /// Whether `word`, in lower case, is of `class`.
    pub fn is(&self, word: &str, class: PlaceClass) -> bool {
        self.classes(word).has(class)
    }
}

/// The classes of one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(u32);

impl Classes {
    /// Whether `class` is among them.
    pub fn has(self, class: PlaceClass) -> bool {
        self.0 & (1 << class as u32) != 0
    }

    /// Whether it says what kind of place stands beside it.
    pub fn is_kind(self) -> bool {
        use PlaceClass::{Admin1Word, Admin2Word, NatureWord, PartWord, SiteWord, TownWord};
        [Admin1Word, Admin2Word, TownWord, PartWord, SiteWord, NatureWord].into_iter().any(|class| self.has(class))
    }
}
