//! re3d: named entities in reports on Syria and Iraq.
//!
//! In: the set's folders, each with `documents.json` and `entities.json`, a JSON object a line. Out: precision, recall and F1 of
//! persons (title and name), organisations, locations, times, quantities and weapons, exact (the same characters, a leading article
//! apart) and partial (one shared character). Types we do not read are left out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dateline::Report;
use dateline::mentions::{ActorMention, CountMention, Mentions, Modifier, Reference, Unit};
use dateline::wire::v1::Record;
use serde::Deserialize;

use crate::polnear::Hits;

/// What went wrong reading a folder.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be opened.
    #[error("cannot read {path}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A line is not the JSON it should be.
    #[error("cannot read {path}: line {line} is not a record of this set")]
    Form {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// Why.
        source: serde_json::Error,
    },
}

#[derive(Deserialize)]
struct Text {
    #[serde(rename = "_id")]
    id: String,
    text: String,
}

#[derive(Deserialize)]
struct Entity {
    #[serde(rename = "documentId")]
    document: String,
    begin: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
}

/// The types we read, as the set names them.
pub const KINDS: [&str; 6] = ["Person", "Organisation", "Location", "Temporal", "Quantity", "Weapon"];

/// The score of a folder or of several.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// How many documents.
    pub documents: usize,
    /// By type: the same characters.
    pub exact: BTreeMap<String, Hits>,
    /// By type: at least one shared character.
    pub partial: BTreeMap<String, Hits>,
    /// The same characters, of the persons, organisations and locations that have a name: a capital, and no pronoun.
    pub named: Hits,
    /// Differences: "missed", "spurious" or, where a character is shared, "extent"; the type; the words.
    pub errors: Vec<(&'static str, String, String)>,
}

/// Scores the documents of `folder` for which `take` holds, by their place in the file; adds to `score`.
pub fn score(folder: &Path, take: impl Fn(usize) -> bool, score: &mut Score) -> Result<(), Error> {
    let texts: Vec<Text> = lines(&folder.join("documents.json"))?;
    let mut entities: BTreeMap<String, Vec<Entity>> = BTreeMap::new();
    for entity in lines::<Entity>(&folder.join("entities.json"))? {
        entities.entry(entity.document.clone()).or_default().push(entity);
    }
    for (_, text) in texts.iter().enumerate().filter(|(index, _)| take(*index)) {
        let gold = entities.get(&text.id).map_or(&[][..], Vec::as_slice);
        score_document(&text.text, gold, score);
    }
    Ok(())
}

fn lines<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<Vec<T>, Error> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    let records = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    records
        .map(|(index, line)| {
            serde_json::from_str(line).map_err(|source| Error::Form { path: path.to_owned(), line: index + 1, source })
        })
        .collect()
}

fn score_document(text: &str, gold: &[Entity], score: &mut Score) {
    let bytes = utf16_offsets(text);
    let byte = |unit: usize| bytes.get(unit).copied().unwrap_or(text.len());
    let report = Report { text: text.to_owned(), ..Report::default() };
    let reading = dateline::read(&report);
    let mut read = entities(&reading.mentions);
    read.extend(weapons(&dateline::claims_of(&report, &reading)));
    read.iter_mut().for_each(|(_, start, end)| *start = bare(text, *start, *end));
    read.sort();
    read.dedup();
    score.documents += 1;
    let mut kinds: BTreeMap<&str, Vec<(usize, usize)>> = KINDS.iter().map(|&kind| (kind, Vec::new())).collect();
    for entity in gold {
        let (start, end) = (byte(entity.begin), byte(entity.end));
        kinds.entry(&entity.kind).or_default().push((bare(text, start, end), end));
    }
    for (kind, mut gold) in kinds {
        gold.sort_unstable();
        gold.dedup();
        let read: Vec<(usize, usize)> = read.iter().filter(|read| read.0 == kind).map(|read| (read.1, read.2)).collect();
        let exact = read.iter().filter(|read| gold.contains(read)).count();
        let shares = |a: &(usize, usize), b: &(usize, usize)| a.0 < b.1 && b.0 < a.1;
        let hit =
            |from: &[(usize, usize)], to: &[(usize, usize)]| from.iter().filter(|a| to.iter().any(|b| shares(a, b))).count();
        let hits = score.exact.entry(kind.to_owned()).or_default();
        hits.right += exact;
        hits.read += read.len();
        hits.marked += gold.len();
        if matches!(kind, "Person" | "Organisation" | "Location") {
            let of = |ranges: &[(usize, usize)]| -> Vec<(usize, usize)> {
                ranges.iter().copied().filter(|&(start, end)| is_name(text.get(start..end).unwrap_or(""))).collect()
            };
            let (gold, read) = (of(&gold), of(&read));
            score.named.right += read.iter().filter(|read| gold.contains(read)).count();
            score.named.read += read.len();
            score.named.marked += gold.len();
        }
        let hits = score.partial.entry(kind.to_owned()).or_default();
        hits.right += hit(&gold, &read).min(hit(&read, &gold));
        hits.read += read.len();
        hits.marked += gold.len();
        let quote = |range: &(usize, usize)| text.get(range.0..range.1).unwrap_or("").to_owned();
        let mut differ = |kind_of: &'static str, ranges: &[(usize, usize)], others: &[(usize, usize)]| {
            for range in ranges.iter().filter(|range| !others.contains(range)) {
                let near = others.iter().any(|other| shares(range, other));
                let error = if near { "extent" } else { kind_of };
                if !(near && kind_of == "spurious") {
                    score.errors.push((error, kind.to_owned(), quote(range)));
                }
            }
        };
        differ("missed", &gold, &read);
        differ("spurious", &read, &gold);
    }
}

/// What our mentions say in the set's types, as its README defines them.
///
/// A person is one, by name, by title or by kind ("an officer"), title and name in one; any other actor, even a crowd, is a group and
/// so an organisation, unless it only describes another noun ("military" in "military airport"). A state that acts is handed in as both
/// an organisation and a location, for it is marked as either. "Now", "recent" and "future" are no specific date; a quantity is a number
/// that was said, not one that we count from "a man" or from names.
fn entities(mentions: &Mentions) -> Vec<(&'static str, usize, usize)> {
    let mut entities = Vec::new();
    let one = |actor: &ActorMention| {
        let single = |count: &&CountMention| count.count.modifier() == Modifier::Singular && count.unit == Unit::People;
        mentions.counts.iter().filter(single).any(|count| actor.tokens.contains(&count.head))
    };
    for actor in &mentions.actors {
        let person = |actor: &ActorMention| actor.person.is_some();
        let whole = actor.role.is_none_or(|role| role.start() == actor.range.start());
        let known = actor.antecedent.and_then(|first| mentions.actors.get(first));
        let adjective = actor.modifier && (actor.rule.0.starts_with("state-") || actor.reference == Reference::Generic);
        match actor.person {
            Some(_) if whole => entities.push(("Person", actor.range.start(), actor.range.end())),
            Some(name) => entities.push(("Person", name.start(), name.end())),
            None if known.is_some_and(person) => entities.push(("Person", actor.range.start(), actor.range.end())),
            None if adjective => {}
            None if one(actor) => entities.push(("Person", actor.range.start(), actor.range.end())),
            None => entities.push(("Organisation", actor.range.start(), actor.range.end())),
        }
    }
    for place in mentions.places.iter().filter(|place| !place.demonym) {
        entities.push(("Location", place.range.start(), place.range.end()));
    }
    let placed = mentions.times.iter().filter(|time| !time.value.ends_with("_REF"));
    entities.extend(placed.map(|time| ("Temporal", time.range.start(), time.range.end())));
    let said = |count: &&CountMention| {
        !matches!(
            count.count.modifier(),
            Modifier::Singular | Modifier::Named | Modifier::Summed | Modifier::Unknown | Modifier::None
        )
    };
    let counts = mentions.counts.iter().filter(said);
    entities.extend(counts.map(|count| ("Quantity", count.range.start(), count.range.end())));
    entities
}

/// The weapons that acts are told with; what carries them is another type, but for the bombs that aircraft drop.
fn weapons(record: &Record) -> impl Iterator<Item = (&'static str, usize, usize)> {
    let carries = |name: &str| matches!(name, "aircraft" | "drone" | "tank" | "naval" | "vehicle");
    let weapons = record.claims.iter().flat_map(|claim| &claim.weapons);
    let weapons =
        weapons.filter(move |weapon| !carries(&weapon.name) || weapon.span.text.trim_end_matches('s').ends_with("bomb"));
    weapons.map(|weapon| ("Weapon", weapon.span.start, weapon.span.end))
}

/// Whether words hold a capital and are no pronoun.
fn is_name(words: &str) -> bool {
    const PRONOUNS: [&str; 16] =
        ["I", "We", "You", "He", "She", "It", "They", "Us", "His", "Her", "Its", "Their", "Our", "My", "There", "Here"];
    words.split([' ', '-']).any(|word| word.starts_with(char::is_uppercase)) && !PRONOUNS.contains(&words)
}

/// `start`, past a leading article.
fn bare(text: &str, start: usize, end: usize) -> usize {
    let words = text.get(start..end).unwrap_or("");
    let article = ["the ", "The ", "a ", "A ", "an ", "An "].iter().find(|article| words.starts_with(**article));
    start + article.map_or(0, |article| article.len())
}

/// The byte at which each UTF-16 unit begins; the set counts as Java does.
fn utf16_offsets(text: &str) -> Vec<usize> {
    let mut offsets = Vec::with_capacity(text.len() + 1);
    for (at, letter) in text.char_indices() {
        offsets.resize(offsets.len() + letter.len_utf16(), at);
    }
    offsets.push(text.len());
    offsets
}
