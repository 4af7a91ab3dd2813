//! Private persons' names: which words are one, and whether a text holds one.
//!
//! In: entries. Out: [`Names`], which tell whether words, an address or an id hold a name. A name is known only where the coding has it: as an
//! unlisted victim or target, a named witness, or a count by names. What the engine did not read as a name is not known here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use dateline::wire::v1::{Actor, Claim, Place, Voice};
use unicode_normalization::UnicodeNormalization;

use crate::Entry;

/// Every private name of some entries.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Names of two words or more, folded: hidden wherever they stand.
    whole: BTreeSet<Vec<String>>,
    /// Words in the longest of them.
    longest: usize,
    /// Their words, by the document they are told in: "Haddad said" further down the same report.
    parts: BTreeMap<String, BTreeSet<String>>,
}

/// The names that one entry must not show.
pub(crate) struct Hidden<'a> {
    everywhere: &'a BTreeSet<Vec<String>>,
    longest: usize,
    own: BTreeSet<Vec<String>>,
    parts: BTreeSet<String>,
}

impl Names {
    /// The private names of `entries`.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Names {
        let mut names = Names::default();
        for entry in entries {
            names.add(entry);
        }
        names
    }

    /// Adds the private names of one entry.
    pub fn add(&mut self, entry: &Entry) {
        let told: Vec<Vec<String>> = names_of(entry).iter().map(|name| words(name)).collect();
        for document in documents(entry) {
            let parts = told.iter().flat_map(|name| telling(name));
            self.parts.entry(document.to_owned()).or_default().extend(parts);
        }
        let addresses = addresses_of(entry).into_iter().map(|address| words(&address));
        for name in told.into_iter().chain(addresses).filter(|name| name.len() >= 2) {
            self.longest = self.longest.max(name.len());
            self.whole.insert(name);
        }
    }

    /// What `entry` must not show: its own names and those told in its documents by their words, all others as a whole.
    pub(crate) fn hidden_in(&self, entry: &Entry) -> Hidden<'_> {
        let persons: Vec<Vec<String>> = names_of(entry).iter().map(|name| words(name)).collect();
        let mut parts: BTreeSet<String> = persons.iter().flat_map(|name| telling(name)).collect();
        let addresses = addresses_of(entry).into_iter().map(|address| words(&address));
        let own = persons.into_iter().chain(addresses).filter(|name| !name.is_empty()).collect();
        for document in documents(entry) {
            parts.extend(self.parts.get(document).into_iter().flatten().cloned());
        }
        Hidden { everywhere: &self.whole, longest: self.longest, own, parts }
    }
}

impl Hidden<'_> {
    /// Whether a quotation or a headline holds a name, or a word of one with a capital.
    pub(crate) fn in_text(&self, text: &str) -> bool {
        self.in_name(text) || capitals(text).iter().any(|word| self.parts.contains(word))
    }

    /// Whether an address, an id or a file's name holds a name or a word of one, in whatever letters.
    pub(crate) fn in_address(&self, address: &str) -> bool {
        let address = percent_decoded(address);
        self.in_name(&address) || words(&address).iter().any(|word| self.parts.contains(word))
    }

    /// Whether a text holds a whole name, even run together ("#AmalHaddad").
    pub(crate) fn in_name(&self, text: &str) -> bool {
        self.among(&words(text)) || (text.contains('%') && self.among(&words(&percent_decoded(text))))
    }

    fn among(&self, words: &[String]) -> bool {
        if words.is_empty() {
            return false;
        }
        let told = |start: usize| {
            (2..=self.longest.min(words.len() - start)).any(|count| self.everywhere.contains(&words[start..start + count]))
        };
        let together = words.concat();
        (0..words.len()).any(told)
            || self.own.iter().any(|name| match name.as_slice() {
                [single] => words.contains(single),
                several => together.contains(&several.concat()),
            })
    }
}

/// The names an entry's cells hold, as written.
fn names_of(entry: &Entry) -> Vec<String> {
    let claims = || entry.accounts.iter().map(|account| &account.claim);
    let sides = entry.incident.perpetrators.iter().chain(&entry.incident.targets);
    let actors = sides.chain(claims().flat_map(|claim| &claim.actors));
    let mut names: Vec<String> = actors.flat_map(names_of_actor).collect();
    names.extend(claims().filter_map(|claim| private_voice(&claim.voice)).map(str::to_owned));
    names.extend(claims().flat_map(counted_names));
    names
}

/// The published coordinates and addresses of an entry, as written.
fn addresses_of(entry: &Entry) -> Vec<String> {
    let claimed = entry.accounts.iter().filter_map(|account| account.claim.place.as_ref());
    entry.incident.place.iter().chain(claimed).filter(|place| place.precision == "P0").flat_map(written_address).collect()
}

/// The name of a voice that speaks for itself: a witness, or someone of the victims' side.
pub(crate) fn private_voice(voice: &Voice) -> Option<&str> {
    voice.name.as_deref().filter(|_| matches!(voice.kind.as_ref(), "witness" | "victim-side"))
}

/// Whether an actor is a single named person whom the lexicon does not list, on the side of those harmed or a civilian.
pub(crate) fn is_private_person(actor: &Actor) -> bool {
    let people = actor.country.is_some() && !actor.name.contains(char::is_whitespace) && is_people(&actor.name);
    is_private_side(actor) && is_persons_name(&actor.name) && !people
}

fn is_private_side(actor: &Actor) -> bool {
    let harmed = matches!(actor.role.as_ref(), "victim" | "target");
    actor.id.is_none() && (harmed || actor.sector.as_deref() == Some("civilian"))
}

fn names_of_actor(actor: &Actor) -> Vec<String> {
    if is_private_person(actor) {
        vec![actor.name.clone()]
    } else if is_private_side(actor) && actor.role == "victim" {
        runs(&actor.name).into_iter().filter(|run| run.len() >= 2).map(|run| run.join(" ")).collect()
    } else {
        Vec::new()
    }
}

/// The names of a count by names: "A, B and C".
fn counted_names(claim: &Claim) -> Vec<String> {
    let named = claim.counts.iter().filter(|count| count.modifier == "named");
    named.flat_map(|count| runs(&count.written)).map(|run| run.join(" ")).collect()
}

/// Published coordinates or an address, as written, where the words can be told from others.
fn written_address(place: &Place) -> Vec<String> {
    let written = [&place.name, &place.span.text].into_iter().filter(|written| written.len() >= 5 && written.as_str() != ADDRESS);
    written.cloned().collect()
}

/// What stands for published coordinates or an address in a public release.
pub(crate) const ADDRESS: &str = "an address (withheld)";

/// The documents an entry rests on.
fn documents(entry: &Entry) -> BTreeSet<&str> {
    let sources = entry.accounts.iter().flat_map(|account| &account.sources).map(|source| source.document.as_str());
    let spans = entry.accounts.iter().filter_map(|account| account.claim.span.document.as_deref());
    sources.chain(spans).filter(|document| !document.is_empty()).collect()
}

/// Whether all the words could be those of one person's name: one to five, each with a capital or of a script without any, joined by
/// nothing but particles, none a word for a thing or a kind of people.
pub(crate) fn is_persons_name(name: &str) -> bool {
    match runs(name).as_slice() {
        [run] => run.len() <= 5 && letters(&run.concat()) == letters(name),
        _ => false,
    }
}

/// How many letters and digits a text has.
fn letters(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_alphanumeric()).count()
}

/// Runs of words with capitals, particles inside them: the names that a text may hold.
fn runs(text: &str) -> Vec<Vec<&str>> {
    let mut runs: Vec<Vec<&str>> = vec![Vec::new()];
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let ends = word.ends_with([',', ';', ':', ')', '.']) && bare.chars().count() > 1;
        let run = runs.last_mut().expect("one run is always open");
        if is_name_word(bare) || (is_particle(bare) && !run.is_empty()) {
            run.push(bare);
            if ends {
                runs.push(Vec::new());
            }
        } else {
            runs.push(Vec::new());
        }
    }
    for run in &mut runs {
        while run.last().is_some_and(|last| is_particle(last) && last.chars().all(char::is_lowercase)) {
            run.pop();
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// A word with a capital ("Kelmet", "al-Kelmet"), or of a script without any, that is no word for a thing.
fn is_name_word(word: &str) -> bool {
    let capital = |word: &str| word.chars().next().is_some_and(|first| first.is_alphabetic() && !first.is_lowercase());
    let after_particle = word.split_once(['-', '\'', '’']).is_some_and(|(before, after)| is_particle(before) && capital(after));
    (capital(word) || after_particle) && words(word).iter().all(|word| !NO_NAME.contains(word.as_str()))
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word.to_lowercase().as_str())
}

/// "Israelis", "Palestinians": a people, not a person. Told apart by its having a country.
fn is_people(word: &str) -> bool {
    ["ans", "ens", "is", "ese"].iter().any(|ending| word.ends_with(ending))
}

/// The words of a name that tell it from others, folded.
fn telling(name: &[String]) -> impl Iterator<Item = String> {
    name.iter().filter(|word| word.chars().count() >= 3 && !PARTICLES.contains(&word.as_str())).cloned()
}

/// A text's words without case, accents, punctuation and invisible characters.
fn words(text: &str) -> Vec<String> {
    let plain: String = text
        .nfkd()
        .filter(|letter| !unicode_normalization::char::is_combining_mark(*letter) && !is_invisible(*letter))
        .flat_map(char::to_lowercase)
        .collect();
    plain.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words that begin with a capital, or are of a script without any, folded.
fn capitals(text: &str) -> Vec<String> {
    let runs = text.split(|letter: char| !letter.is_alphanumeric() && !is_invisible(letter) && !is_mark(letter));
    runs.filter(|run| run.chars().next().is_some_and(|first| !first.is_lowercase())).flat_map(words).collect()
}

fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{640}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// "%20" as the byte it stands for.
fn percent_decoded(address: &str) -> String {
    let bytes = address.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = bytes.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) if bytes[at] == b'%' => {
                decoded.push(byte);
                at += 3;
            }
            _ => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// Words inside a name that tell no name from another.
const PARTICLES: [&str; 30] = [
    "abd", "abu", "al", "ben", "bin", "bint", "da", "dal", "de", "del", "den", "der", "di", "dos", "du", "dr", "el", "ibn", "la",
    "mr", "mrs", "ms", "of", "san", "the", "ul", "um", "van", "von", "y",
];

/// Words that no person's name is made of: things, places, forces, kinds of people, numbers. Folded.
static NO_NAME: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let rows = include_str!("../../../data/export/no_name_words.csv").lines().skip(1);
    rows.filter_map(|row| row.split(',').next()).collect()
});
