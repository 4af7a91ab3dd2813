//! Acts: the codebook's acts with their codes, and the words that name acts, harms and weapons.
//!
//! In: `acts.csv`, `act_triggers.csv`, `harm_triggers.csv`, `weapons.csv`. Out: [`Acts`], looked up by dictionary forms. Whether a word
//! names its act in a sentence is decided by `claims`.

use std::collections::BTreeMap;

use crate::people::{Measure, measure};
use crate::phrases::Phrases;
use crate::table::{TableError, field, rows};

/// One act of the codebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Its slug.
    pub slug: &'static str,
    /// PLOVER event type.
    pub plover: &'static str,
    /// PLOVER mode, where it has one.
    pub plover_mode: Option<&'static str>,
    /// PLOVER event type where it is to come, if that is another: aid to come is AGREE, force to come THREATEN.
    pub plover_ahead: Option<&'static str>,
    /// ACLED event type.
    pub acled_event: &'static str,
    /// ACLED sub-event type.
    pub acled_sub_event: &'static str,
    /// Whether it is armed force or a coercive act, which makes an incident.
    pub armed: bool,
}

/// What part of speech a trigger has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Speech {
    /// "shell", "open fire"
    Verb,
    /// "shelling", "air strike"
    Noun,
    /// "dead", "missing"
    Adjective,
}

/// Where a harm word keeps those it harms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// "killed three", "three were killed"
    Object,
    /// "three died", "three fled"
    Subject,
    /// "the deaths of three"
    Noun,
    /// "three with gunshot wounds", "she suffered burns", "he is in critical condition": a noun for what those harmed have
    Borne,
}

/// What a word or phrase says was done, or befell someone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trigger {
    /// Its part of speech.
    pub speech: Speech,
    /// The act it names.
    pub act: Option<&'static str>,
    /// Whether it names the act by itself in nearly any report.
    pub strong: bool,
    /// The harm it names, and where those harmed stand; a harm without a measure is killed or injured, not said which.
    pub harm: Option<(Option<Measure>, Side)>,
}

/// A weapon word's class, and the act it suggests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weapon {
    /// "aircraft", "ied", "small-arms".
    pub class: &'static str,
    /// The act it suggests.
    pub act: &'static str,
}

/// Every act and the words for them.
#[derive(Debug, Default)]
pub struct Acts {
    acts: BTreeMap<&'static str, Act>,
    triggers: Phrases<Vec<Trigger>>,
    weapons: Phrases<Weapon>,
}

impl Acts {
    /// Reads the tables.
    pub fn read(
        acts: &'static str,
        act_triggers: &'static str,
        harm_triggers: &'static str,
        weapons: &'static str,
    ) -> Result<Acts, TableError> {
        let mut table = Acts { acts: read_acts(acts)?, ..Acts::default() };
        let mut triggers: BTreeMap<String, Vec<Trigger>> = BTreeMap::new();
        const ACTS: &str = "act_triggers.csv";
        for (row, record) in rows(ACTS, act_triggers)? {
            let wrong = |problem: &str| TableError { table: ACTS, row, problem: problem.to_owned() };
            let act = table.slug(field(&record, 2)).ok_or_else(|| wrong("no such act"))?;
            let speech = speech(field(&record, 1)).ok_or_else(|| wrong("no such part of speech"))?;
            let strong = field(&record, 3) == "strong";
            triggers.entry(field(&record, 0).to_owned()).or_default().push(Trigger {
                speech,
                act: Some(act),
                strong,
                harm: None,
            });
        }
        const HARMS: &str = "harm_triggers.csv";
        for (row, record) in rows(HARMS, harm_triggers)? {
            let wrong = |problem: &str| TableError { table: HARMS, row, problem: problem.to_owned() };
            let speech = speech(field(&record, 1)).ok_or_else(|| wrong("no such part of speech"))?;
            let measure = measure(field(&record, 2)).ok_or_else(|| wrong("no such measure"))?;
            let side = match field(&record, 3) {
                "object" => Side::Object,
                "subject" => Side::Subject,
                "noun" => Side::Noun,
                "borne" => Side::Borne,
                _ => return Err(wrong("those harmed stand as object, subject or noun, or bear it")),
            };
            let act = match field(&record, 4) {
                "" => None,
                act => Some(table.slug(act).ok_or_else(|| wrong("no such act"))?),
            };
            let known = triggers.entry(field(&record, 0).to_owned()).or_default();
            match known.iter_mut().find(|trigger| trigger.speech == speech && trigger.harm.is_none()) {
                Some(trigger) => trigger.harm = Some((measure, side)),
                None => known.push(Trigger { speech, act, strong: false, harm: Some((measure, side)) }),
            }
        }
        for (phrase, found) in triggers {
            // "Reach an agreement": the dictionary form of "an" is "a".
            if phrase.contains(" an ") {
                table.triggers.insert(&phrase.replace(" an ", " a "), found.clone());
            }
            // "Threw its weight behind" is said of several and of people too.
            for owner in [" their ", " his ", " her "].iter().filter(|_| phrase.contains(" its ")) {
                table.triggers.insert(&phrase.replace(" its ", owner), found.clone());
            }
            table.triggers.insert(&phrase, found);
        }
        const WEAPONS: &str = "weapons.csv";
        for (row, record) in rows(WEAPONS, weapons)? {
            let act = table.slug(field(&record, 2));
            let act = act.ok_or_else(|| TableError { table: WEAPONS, row, problem: "no such act".to_owned() })?;
            let class = classes(field(&record, 1));
            let class = class.ok_or_else(|| TableError { table: WEAPONS, row, problem: "no such weapon class".to_owned() })?;
            table.weapons.insert(field(&record, 0), Weapon { class, act });
        }
        Ok(table)
    }

    /// The act with this slug.
    pub fn act(&self, slug: &str) -> Option<&Act> {
        self.acts.get(slug)
    }

    /// Every act, by slug.
    pub fn all(&self) -> impl Iterator<Item = &Act> {
        self.acts.values()
    }

    /// Whether the act is armed force or a coercive act, which makes an incident.
    pub fn is_armed(&self, slug: &str) -> bool {
        self.act(slug).is_some_and(|act| act.armed)
    }

    fn slug(&self, slug: &str) -> Option<&'static str> {
        self.act(slug).map(|act| act.slug)
    }

    /// The longest trigger phrase at token `first`: its length in tokens, and what it can be.
    pub fn trigger_at<'w>(&self, first: usize, word: impl Fn(usize) -> &'w str) -> Option<(usize, &[Trigger])> {
        self.triggers.longest(first, word).map(|(length, found)| (length, found.as_slice()))
    }

    /// The longest weapon phrase at token `first`.
    pub fn weapon_at<'w>(&self, first: usize, word: impl Fn(usize) -> &'w str) -> Option<(usize, Weapon)> {
        self.weapons.longest(first, word).map(|(length, weapon)| (length, *weapon))
    }
}

fn read_acts(table: &'static str) -> Result<BTreeMap<&'static str, Act>, TableError> {
    const TABLE: &str = "acts.csv";
    let mut acts = BTreeMap::new();
    for (row, record) in rows(TABLE, table)? {
        let text = |index: usize| whole(table, field(&record, index));
        let act = (|| {
            Some(Act {
                slug: text(0)?,
                plover: text(2)?,
                plover_mode: if field(&record, 3).is_empty() { None } else { Some(text(3)?) },
                plover_ahead: if field(&record, 4).is_empty() { None } else { Some(text(4)?) },
                acled_event: text(5)?,
                acled_sub_event: text(6)?,
                armed: field(&record, 7) == "yes",
            })
        })();
        let act = act.ok_or_else(|| TableError { table: TABLE, row, problem: "a cell is quoted or missing".to_owned() })?;
        acts.insert(act.slug, act);
    }
    Ok(acts)
}

/// The same words where they stand in the table itself, which lives as long as the program.
fn whole(table: &'static str, words: &str) -> Option<&'static str> {
    let start = table.find(words)?;
    table.get(start..start + words.len())
}

fn speech(word: &str) -> Option<Speech> {
    match word {
        "verb" => Some(Speech::Verb),
        "noun" => Some(Speech::Noun),
        "adjective" => Some(Speech::Adjective),
        _ => None,
    }
}

/// The codebook's weapon classes.
fn classes(word: &str) -> Option<&'static str> {
    const CLASSES: [&str; 20] = [
        "aircraft",
        "artillery",
        "car-bomb",
        "chemical",
        "cluster",
        "drone",
        "grenade",
        "ied",
        "incendiary",
        "knife",
        "mine",
        "missile",
        "mortar",
        "naval",
        "rocket",
        "small-arms",
        "suicide-vest",
        "tank",
        "vehicle",
        "other",
    ];
    CLASSES.into_iter().find(|class| *class == word)
}
