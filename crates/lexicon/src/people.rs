//! Nouns for people and for other things that reports count.
//!
//! In: `person_nouns.csv`, `counted_things.csv` and `harm_words.csv`. Out: [`People`], looked up by word: what group a noun names, what it says happened
//! to those it counts, whether it is a singular or a plural. Which noun a number counts is decided by `mentions`.

use crate::phrases::Phrases;
use crate::table::{TableError, field, rows};

/// What was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// People.
    People,
    /// Families or households: not people, and never multiplied into them.
    Families,
    /// Houses, shops, schools, buildings.
    Buildings,
    /// Attacks, strikes, rockets, vehicles, other things worth naming but not a toll.
    Things,
}

/// Whether those counted fight. `All` where the words make no difference; civilian only where the words say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
#[allow(missing_docs, reason = "the names are the codebook's")]
pub enum Combat {
    #[default]
    All,
    Civilian,
    Combatant,
    Unknown,
}

/// Sex and age of those counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
#[allow(missing_docs, reason = "the names are the codebook's")]
pub enum Kind {
    #[default]
    All,
    Women,
    Men,
    Children,
    Girls,
    Boys,
    Elderly,
}

/// What those counted do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
#[allow(missing_docs, reason = "the names are the codebook's")]
pub enum Role {
    #[default]
    Any,
    Medic,
    Journalist,
    AidWorker,
    Peacekeeper,
    Police,
    Soldier,
}

/// Who was counted: the codebook's three axes. Prints as its slug: `all`, `civilian`, `children`, `civilian-women`, `police`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Group {
    /// Whether they fight.
    pub combat: Combat,
    /// Sex and age.
    pub kind: Kind,
    /// What they do.
    pub role: Role,
}

/// What happened to those counted, where a measure is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the codebook's")]
pub enum Measure {
    Killed,
    Injured,
    Missing,
    Detained,
    Abducted,
    Displaced,
    Evacuated,
    Returned,
    Homeless,
    BuildingsDestroyed,
    BuildingsDamaged,
}

/// How a noun for people is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// "soldier", "soldiers": countable, and a mention without a number too.
    Noun,
    /// "son", "wife", "cousin": a noun for a relative.
    Kin,
    /// "people", "police", "personnel": a plural in form or sense that no "a" stands before.
    Plural,
    /// "Afghan", "Palestinians": a noun that is an adjective as often.
    Demonym,
    /// "general", "major": a title or an adjective far more often than a plural.
    Title,
    /// "couple", "trio": one word for a set of known size.
    Group,
    /// "dead", "wounded", "missing": an adjective that heads a count by itself ("12 dead", "the wounded").
    State,
    /// "deaths", "lives", "arrests": a noun that counts people only with a number before it.
    Numbered,
}

/// Whether a form is the singular, the plural, or both at once ("Chinese", "personnel").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "grammar's own names")]
pub enum Form {
    Singular,
    Plural,
    Either,
}

/// What one word form that can be counted stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// A noun for people.
    Person {
        /// Whom it names.
        group: Group,
        /// What it says happened to them: "deaths", "detainees".
        measure: Option<Measure>,
        /// How it is used.
        usage: Use,
    },
    /// A noun for families, buildings or other things.
    Thing(Unit),
    /// A unit of time, distance, money or the like: a number before it counts no one.
    Measurement,
}

/// A word beside which a number by itself counts people: "killed 12", "12 injured".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HarmWord {
    /// What it says happened to them.
    pub measure: Option<Measure>,
    /// Whether the people can stand before it: "12 injured", "12 died".
    pub follows_people: bool,
    /// Whether the people can stand after it: "killing 12".
    pub precedes_people: bool,
}

/// Every noun that can be counted, and the words beside which a number needs no noun.
#[derive(Debug, Default)]
pub struct People {
    nouns: Phrases<(Form, Counted)>,
    harm_words: Phrases<HarmWord>,
}

impl People {
    /// Reads the tables.
    pub fn read(person_nouns: &str, counted_things: &str, harm_words: &str) -> Result<People, TableError> {
        let mut people = People::default();
        const NOUNS: &str = "person_nouns.csv";
        for (row, record) in rows(NOUNS, person_nouns)? {
            let wrong = |problem: &str| TableError { table: NOUNS, row, problem: problem.to_owned() };
            let group = Group {
                combat: combat(field(&record, 2)).ok_or_else(|| wrong("no such combat"))?,
                kind: kind(field(&record, 3)).ok_or_else(|| wrong("no such kind"))?,
                role: role(field(&record, 4)).ok_or_else(|| wrong("no such role"))?,
            };
            let measure = measure(field(&record, 5)).ok_or_else(|| wrong("no such measure"))?;
            let usage = usage(field(&record, 6)).ok_or_else(|| wrong("no such use"))?;
            people.insert(field(&record, 0), field(&record, 1), Counted::Person { group, measure, usage });
        }
        const THINGS: &str = "counted_things.csv";
        for (row, record) in rows(THINGS, counted_things)? {
            let counted = match field(&record, 2) {
                "families" => Counted::Thing(Unit::Families),
                "buildings" => Counted::Thing(Unit::Buildings),
                "things" => Counted::Thing(Unit::Things),
                "measures" => Counted::Measurement,
                other => return Err(TableError { table: THINGS, row, problem: format!("no such unit: {other}") }),
            };
            people.insert(field(&record, 0), field(&record, 1), counted);
        }
        const HARM: &str = "harm_words.csv";
        for (row, record) in rows(HARM, harm_words)? {
            let wrong = |problem: &str| TableError { table: HARM, row, problem: problem.to_owned() };
            let measure = measure(field(&record, 1)).ok_or_else(|| wrong("no such measure"))?;
            let (follows_people, precedes_people) = match field(&record, 2) {
                "before" => (true, false),
                "after" => (false, true),
                "both" => (true, true),
                _ => return Err(wrong("people stand before, after or both")),
            };
            people.harm_words.insert(field(&record, 0), HarmWord { measure, follows_people, precedes_people });
        }
        Ok(people)
    }

    /// What `word`, in lower case, says of a number beside it.
    pub fn harm_word(&self, word: &str) -> Option<HarmWord> {
        self.harm_words.word(word).copied()
    }

    /// The longest counted noun at token `first` of a text whose tokens, in lower case, `word` gives: its length in tokens, its form,
    /// and what it stands for.
    pub fn noun<'w>(&self, first: usize, word: impl Fn(usize) -> &'w str) -> Option<(usize, Form, Counted)> {
        self.nouns.longest(first, word).map(|(length, &(form, counted))| (length, form, counted))
    }

    fn insert(&mut self, singular: &str, plural: &str, counted: Counted) {
        if singular == plural {
            self.nouns.insert(singular, (Form::Either, counted));
        } else {
            self.nouns.insert(singular, (Form::Singular, counted));
            self.nouns.insert(plural, (Form::Plural, counted));
        }
    }
}

fn combat(slug: &str) -> Option<Combat> {
    Some(match slug {
        "all" => Combat::All,
        "civilian" => Combat::Civilian,
        "combatant" => Combat::Combatant,
        "unknown" => Combat::Unknown,
        _ => return None,
    })
}

fn kind(slug: &str) -> Option<Kind> {
    Some(match slug {
        "all" => Kind::All,
        "women" => Kind::Women,
        "men" => Kind::Men,
        "children" => Kind::Children,
        "girls" => Kind::Girls,
        "boys" => Kind::Boys,
        "elderly" => Kind::Elderly,
        _ => return None,
    })
}

fn role(slug: &str) -> Option<Role> {
    Some(match slug {
        "any" => Role::Any,
        "medic" => Role::Medic,
        "journalist" => Role::Journalist,
        "aid-worker" => Role::AidWorker,
        "peacekeeper" => Role::Peacekeeper,
        "police" => Role::Police,
        "soldier" => Role::Soldier,
        _ => return None,
    })
}

/// `None` for a slug that is no measure, `Some(None)` for an empty field.
pub(crate) fn measure(slug: &str) -> Option<Option<Measure>> {
    Some(Some(match slug {
        "" => return Some(None),
        "killed" => Measure::Killed,
        "injured" => Measure::Injured,
        "missing" => Measure::Missing,
        "detained" => Measure::Detained,
        "abducted" => Measure::Abducted,
        "displaced" => Measure::Displaced,
        "evacuated" => Measure::Evacuated,
        "returned" => Measure::Returned,
        "homeless" => Measure::Homeless,
        "buildings-destroyed" => Measure::BuildingsDestroyed,
        "buildings-damaged" => Measure::BuildingsDamaged,
        _ => return None,
    }))
}

fn usage(slug: &str) -> Option<Use> {
    Some(match slug {
        "noun" => Use::Noun,
        "kin" => Use::Kin,
        "plural" => Use::Plural,
        "demonym" => Use::Demonym,
        "title" => Use::Title,
        "group" => Use::Group,
        "state" => Use::State,
        "numbered" => Use::Numbered,
        _ => return None,
    })
}
