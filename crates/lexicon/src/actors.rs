//! Actors: states, forces, groups, institutions and public officials by name; generic words for people who act; roles and titles.
//!
//! In: the tables `actors.csv`, `generic_actors.csv`, `actor_roles.csv`, `titles.csv` and `given_names.csv`. Out: [`Actors`]. Does not
//! know which noun phrase a word belongs to: that is for those who look it up.

use crate::table::rows;
use crate::wordings::Wordings;
use crate::{Outlet, TableError};

/// What kind of actor, after PLOVER's sectors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sector {
    /// A government, its ministries and officials.
    Government,
    /// A state's armed forces and their members; an allied or multinational force.
    Military,
    /// Police, gendarmes, prison and border guards.
    Police,
    /// Intelligence services.
    Intelligence,
    /// Armed groups, their wings and members: "Hezbollah", "gunmen", "insurgents", "militants".
    ArmedGroup,
    /// A gang or cartel, an individual criminal.
    Criminal,
    /// Civilians and civilian groups: residents, worshippers, families.
    Civilian,
    /// Political parties and opposition.
    Political,
    /// Courts and lawyers.
    Judicial,
    /// Hospitals, doctors, rescue and civil defence.
    Medical,
    /// Press, its outlets and agencies.
    Media,
    /// United Nations bodies and other intergovernmental organisations.
    International,
    /// Aid and rights organisations.
    Ngo,
    /// Religious bodies.
    Religious,
    /// Business, labour, education.
    Business,
    /// Not known.
    Unknown,
}

/// Every sector and its slug, in the order of the enum.
const SECTORS: [(Sector, &str); 16] = [
    (Sector::Government, "government"),
    (Sector::Military, "military"),
    (Sector::Police, "police"),
    (Sector::Intelligence, "intelligence"),
    (Sector::ArmedGroup, "armed-group"),
    (Sector::Criminal, "criminal"),
    (Sector::Civilian, "civilian"),
    (Sector::Political, "political"),
    (Sector::Judicial, "judicial"),
    (Sector::Medical, "medical"),
    (Sector::Media, "media"),
    (Sector::International, "international"),
    (Sector::Ngo, "ngo"),
    (Sector::Religious, "religious"),
    (Sector::Business, "business"),
    (Sector::Unknown, "unknown"),
];

impl Sector {
    /// "armed-group".
    pub fn word(self) -> &'static str {
        SECTORS[self as usize].1
    }

    fn read(slug: &str) -> Option<Sector> {
        SECTORS.iter().find(|(_, name)| *name == slug).map(|(sector, _)| *sector)
    }
}

/// What a named actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActorKind {
    /// A country; its forces and offices are made from it with [`Actors::of_state`].
    State,
    /// A force, group, office or institution.
    Organisation,
    /// A public official or leader.
    Person,
}

/// One named actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// "hezbollah".
    pub id: &'static str,
    /// "Hezbollah".
    pub name: &'static str,
    /// What it is.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3 of the country it is of, where it is of one.
    pub country: Option<&'static str>,
    /// What it does.
    pub sector: Sector,
    /// The id of the actor it belongs to: Qassam Brigades → Hamas, a spokesman → his force.
    pub parent: Option<&'static str>,
    /// First year it bore this role; `None` where that does not matter.
    pub from: Option<i16>,
    /// Last year it bore this role.
    pub to: Option<i16>,
}

/// What part a generic word can play in a noun phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GenericKind {
    /// One or more persons: "gunmen", "an official".
    Person,
    /// A body that acts as one: "army", "ministry", "group".
    Body,
    /// A vehicle or weapon that stands for those who use it: "warplanes".
    Platform,
    /// An adjective or noun before an actor: "armed", "senior", "suspected".
    Modifier,
    /// An act a country's name may own: "strikes" in "Israeli strikes".
    Act,
}

/// A word for actors of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generic {
    /// "gunmen".
    pub word: &'static str,
    /// What part it plays.
    pub kind: GenericKind,
    /// What they do.
    pub sector: Sector,
    /// Whether it names more than one.
    pub plural: bool,
}

/// A role a person bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorRole {
    /// "spokesman".
    pub word: &'static str,
    /// The sector it belongs to by itself; [`Sector::Unknown`] where that is its organisation's.
    pub sector: Sector,
    /// Whether it stands before a name as a title alone ("Gen.", "Mr", "Sheikh") and names no one by itself.
    pub title: bool,
}

/// What a wording stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// Index for [`Actors::actor`].
    Actor(u32, Spelling),
    /// A country by name. Index for [`Actors::actor`].
    State(u32, Spelling),
    /// Its adjective or people: "Lebanese", "Israelis". The flag: its people alone.
    Demonym(u32, bool),
    /// Index for [`Actors::generic`].
    Generic(u32),
    /// Index for [`Actors::role`].
    Role(u32),
    /// A given name: "Daniel".
    GivenName,
    /// Index for [`Actors::outlet`].
    Outlet(u32, Spelling),
}

/// The letters by which a name is told from other words, as its table spells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spelling {
    /// "peshmerga": none.
    Small,
    /// "anti-Balaka": a capital somewhere.
    Inner,
    /// "Hamas": a capital first.
    Capital,
    /// "IS": capitals alone.
    Abbreviation,
}

impl Spelling {
    /// How a table spells a name.
    fn of(name: &str) -> Spelling {
        match () {
            () if is_abbreviation(name) => Spelling::Abbreviation,
            () if !name.chars().any(char::is_uppercase) => Spelling::Small,
            () if name.starts_with(char::is_lowercase) => Spelling::Inner,
            () => Spelling::Capital,
        }
    }
}

/// Everyone the lexicon can name, and the wordings that do.
#[derive(Debug, Default)]
pub struct Actors {
    actors: Vec<Actor>,
    by_id: Vec<(&'static str, u32)>, // Invariant: sorted.
    generics: Vec<Generic>,
    roles: Vec<ActorRole>,
    outlets: Vec<Outlet>,
    states: Vec<(&'static str, [&'static str; SECTORS.len()])>, // Invariant: sorted by country; ids by sector.
    terms: Wordings<Term>,
}

/// The bytes of the tables [`Actors`] is read from.
pub struct ActorTables<'a> {
    /// `actors.csv`
    pub actors: &'a str,
    /// `demonyms.csv`: adjectives and peoples of places; those of countries are read here.
    pub demonyms: &'a str,
    /// `generic_actors.csv`
    pub generics: &'a str,
    /// `actor_roles.csv`
    pub roles: &'a str,
    /// `titles.csv`
    pub titles: &'a str,
    /// `given_names.csv`
    pub given_names: &'a str,
    /// `outlets.csv`
    pub outlets: &'a str,
}

impl Actors {
    /// Reads the tables; their strings live as long as the program, as do the ids that leave in mentions.
    pub fn read(tables: &ActorTables) -> Result<Actors, TableError> {
        let mut actors = Actors::default();
        let mut wordings: Vec<(String, Term)> = Vec::new();
        for (row, fields) in rows("actors.csv", tables.actors)? {
            let bad = |problem: &str| TableError { table: "actors.csv", row, problem: problem.to_owned() };
            let index = actors.actors.len() as u32;
            let kind = match &fields[3] {
                "state" => ActorKind::State,
                "organisation" => ActorKind::Organisation,
                "person" => ActorKind::Person,
                _ => return Err(bad("no such kind")),
            };
            let sector = Sector::read(&fields[5]).ok_or_else(|| bad("no such sector"))?;
            let year =
                |text: &str| if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| bad("not a year")) };
            let actor = Actor {
                id: fields[0].to_owned().leak(),
                name: fields[1].to_owned().leak(),
                kind,
                country: filled(&fields[4]),
                sector,
                parent: filled(&fields[6]),
                from: year(&fields[7])?,
                to: year(&fields[8])?,
            };
            for alias in std::iter::once(&fields[1]).chain(fields[2].split('|')).filter(|alias| !alias.is_empty()) {
                let term = match kind {
                    ActorKind::State => Term::State(index, Spelling::of(alias)),
                    _ => Term::Actor(index, Spelling::of(alias)),
                };
                wordings.push((alias.to_owned(), term));
            }
            actors.actors.push(actor);
        }
        for (_, fields) in rows("demonyms.csv", tables.demonyms)? {
            let state =
                actors.actors.iter().position(|actor| actor.kind == ActorKind::State && actor.country == Some(&fields[2]));
            let Some(state) = state.map(|state| state as u32) else { continue };
            let term = match &fields[1] {
                "adjective" => Term::Demonym(state, false),
                "people" => Term::Demonym(state, true),
                _ => Term::State(state, Spelling::of(&fields[0])),
            };
            wordings.push((fields[0].to_owned(), term));
        }
        for (row, fields) in rows("generic_actors.csv", tables.generics)? {
            let bad = |problem: &str| TableError { table: "generic_actors.csv", row, problem: problem.to_owned() };
            let kind = match &fields[1] {
                "person" => GenericKind::Person,
                "body" => GenericKind::Body,
                "platform" => GenericKind::Platform,
                "modifier" => GenericKind::Modifier,
                "act" => GenericKind::Act,
                _ => return Err(bad("no such kind")),
            };
            wordings.push((fields[0].to_owned(), Term::Generic(actors.generics.len() as u32)));
            actors.generics.push(Generic {
                word: fields[0].to_owned().leak(),
                kind,
                sector: Sector::read(&fields[2]).ok_or_else(|| bad("no such sector"))?,
                plural: &fields[3] == "plural",
            });
        }
        for (name, table, title) in [("actor_roles.csv", tables.roles, false), ("titles.csv", tables.titles, true)] {
            for (row, fields) in rows(name, table)? {
                let sector = Sector::read(&fields[1]);
                let sector = sector.ok_or(TableError { table: name, row, problem: "no such sector".to_owned() })?;
                wordings.push((fields[0].to_owned(), Term::Role(actors.roles.len() as u32)));
                actors.roles.push(ActorRole { word: fields[0].to_owned().leak(), sector, title });
            }
        }
        for (_, fields) in rows("given_names.csv", tables.given_names)? {
            wordings.push((fields[0].to_owned(), Term::GivenName));
        }
        for outlet in crate::outlets::read(tables.outlets)? {
            let index = actors.outlets.len() as u32;
            let names = std::iter::once(outlet.name).chain(outlet.aliases.iter().copied());
            wordings.extend(names.map(|name| (name.to_owned(), Term::Outlet(index, Spelling::of(name)))));
            actors.outlets.push(outlet);
        }
        actors.terms = Wordings::new(wordings.iter().map(|(wording, term)| (wording.as_str(), *term)));
        actors.index();
        Ok(actors)
    }

    fn index(&mut self) {
        self.by_id = self.actors.iter().enumerate().map(|(index, actor)| (actor.id, index as u32)).collect();
        self.by_id.sort_unstable();
        for actor in self.actors.iter().filter(|actor| actor.kind == ActorKind::State) {
            if let Some(country) = actor.country {
                let ids = SECTORS.map(|(_, slug)| &*format!("{}-{slug}", country.to_lowercase()).leak());
                self.states.push((country, ids));
            }
        }
        self.states.sort_unstable();
    }

    /// The longest wording that begins at byte `start` of `text`: where it ends, and what it stands for.
    pub fn longest<'a>(
        &'a self,
        text: &str,
        start: usize,
        buffer: &mut String,
    ) -> Option<(usize, impl Iterator<Item = Term> + 'a)> {
        let (end, found) = self.terms.longest(text, start, buffer)?;
        Some((end, found.iter().map(|(_, term)| *term)))
    }

    /// The actor a term points at.
    pub fn actor(&self, index: u32) -> Option<&Actor> {
        self.actors.get(index as usize)
    }

    /// The actor with this id.
    pub fn by_id(&self, id: &str) -> Option<&Actor> {
        let found = self.by_id.binary_search_by(|(known, _)| (*known).cmp(id)).ok()?;
        self.actor(self.by_id[found].1)
    }

    /// What the actor with this id is called: "Hezbollah"; a country's part by its sector, "government of Israel".
    pub fn name(&self, id: &str) -> Option<String> {
        if let Some(actor) = self.by_id(id) {
            return Some(actor.name.to_owned());
        }
        let (country, sector) = id.split_once('-')?;
        let state = self.by_id(country).filter(|actor| actor.kind == ActorKind::State)?;
        Some(format!("{sector} of {}", state.name))
    }

    /// The generic word a term points at.
    pub fn generic(&self, index: u32) -> Option<&Generic> {
        self.generics.get(index as usize)
    }

    /// The role a term points at.
    pub fn role(&self, index: u32) -> Option<&ActorRole> {
        self.roles.get(index as usize)
    }

    /// The outlet a term points at.
    pub fn outlet(&self, index: u32) -> Option<&Outlet> {
        self.outlets.get(index as usize)
    }

    /// The outlet of that name, or with it among its other names, in whatever case.
    pub fn outlet_named(&self, name: &str) -> Option<&Outlet> {
        let is = |other: &&str| other.eq_ignore_ascii_case(name);
        self.outlets.iter().find(|outlet| is(&outlet.name) || outlet.aliases.iter().any(is))
    }

    /// The id of a country's part: ("ISR", Military) → "isr-military". `None` for a country the table lacks.
    pub fn of_state(&self, country: &str, sector: Sector) -> Option<&'static str> {
        let found = self.states.binary_search_by(|(known, _)| (*known).cmp(country)).ok()?;
        Some(self.states[found].1[sector as usize])
    }

    /// The country's code as this table holds it.
    pub fn country(&self, country: &str) -> Option<&'static str> {
        let found = self.states.binary_search_by(|(known, _)| (*known).cmp(country)).ok()?;
        Some(self.states[found].0)
    }

    /// The country's name.
    pub fn state(&self, country: &str) -> Option<&Actor> {
        self.actors.iter().find(|actor| actor.kind == ActorKind::State && actor.country == Some(country))
    }
}

fn filled(field: &str) -> Option<&'static str> {
    (!field.is_empty()).then(|| &*field.to_owned().leak())
}

/// Short and all in capitals: "IRA" is the group, "Ira" is not.
fn is_abbreviation(alias: &str) -> bool {
    alias.len() <= 6 && !alias.chars().any(char::is_lowercase)
}
