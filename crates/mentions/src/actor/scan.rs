//! Scanning one sentence: which known words stand where.
//!
//! In: a sentence's tokens and the lexicon. Out: its tokens as [`Element`]s, each a known wording or a single other token. Does
//! not know which elements belong together.

use std::ops::Range;

use dateline_lexicon::{GenericKind, Lexicon, Spelling, Term};
use dateline_syntax::{Entity, Parse, Relation, Upos};
use dateline_text::{Document, Sentence, TokenKind};

/// What a run of tokens can be within a noun phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// "the", "a", "some".
    Determiner,
    /// "two", "12".
    Number,
    /// "senior", "armed", any adjective.
    Modifier,
    /// "Iran-backed": a name joined to a participle says who helps, not who acts.
    Joined,
    /// A country by name.
    State(u32),
    /// Its adjective or people; the flag: its people alone.
    Demonym(u32, bool),
    /// "'s"
    Possessive,
    /// A named force, group or institution.
    Organisation(u32),
    /// A public official.
    Official(u32),
    /// A news outlet.
    Outlet(u32),
    /// "gunmen", "army".
    Generic(u32),
    /// "air strikes".
    Act,
    /// "spokesman".
    Role(u32),
    /// "Gen."
    Title(u32),
    /// "Daniel".
    GivenName,
    /// "he", "she", "it", "they" as a subject.
    Pronoun,
    /// Another word with a capital, or one the parser takes for a name.
    Name,
    /// Anything else.
    Other,
}

/// A known wording, or a single other token.
#[derive(Debug, Clone)]
pub(super) struct Element {
    pub unit: Unit,
    pub tokens: Range<usize>,
}

/// Words that are abbreviations of actors in running text and everyday words where all letters are capitals.
const EVERYDAY: [&str; 24] = [
    "IS",
    "US",
    "WHO",
    "ICE",
    "FACT",
    "MODEL",
    "SITE",
    "CARE",
    "AA",
    "IT",
    "AS",
    "AU",
    "MOD",
    "DAWN",
    "PUNCH",
    "TREND",
    "BETA",
    "MAP",
    "TAP",
    "GUARDIAN",
    "VANGUARD",
    "SEMANA",
    "THE TIMES",
    "TIP",
];

/// Nouns for actors that are as often verbs: only there does the tagger decide.
const VERBS_TOO: [&str; 16] = [
    "force", "forces", "guard", "guards", "patrol", "head", "heads", "chair", "doctor", "people", "man", "crowd", "jet", "daily",
    "press", "leads",
];

/// Whether capitals say nothing in this sentence, all of its letters being capitals.
pub(super) fn shouts(document: &Document, sentence: &Sentence) -> bool {
    let text = document.slice(sentence.range);
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).take(200);
    let (mut small, mut large) = (0, 0);
    for letter in letters {
        if letter.is_lowercase() {
            small += 1;
        } else {
            large += 1;
        }
    }
    large > 3 && small * 12 < large
}

/// The elements of `sentence`, appended to `elements`.
pub(super) fn scan(document: &Document, parse: &Parse, lexicon: &Lexicon, sentence: &Sentence, elements: &mut Vec<Element>) {
    let shouts = shouts(document, sentence);
    let mut buffer = String::new();
    let mut token = sentence.tokens.start;
    while token < sentence.tokens.end {
        let (mut unit, mut end) = known(document, parse, lexicon, sentence, token, shouts, &mut buffer)
            .unwrap_or_else(|| (other(document, parse, sentence, token, shouts), token + 1));
        let joins = matches!(
            unit,
            Unit::State(_)
                | Unit::Demonym(..)
                | Unit::Organisation(_)
                | Unit::Name
                | Unit::Modifier
                | Unit::Generic(_)
                | Unit::Other
        );
        if let Some(joined) = joined(document, end, sentence.tokens.end).filter(|_| joins) {
            (unit, end) = (Unit::Joined, joined);
        }
        let named = matches!(
            elements.last().map(|element| element.unit),
            Some(Unit::Title(_) | Unit::Role(_) | Unit::GivenName | Unit::Name)
        );
        if shouts
            && unit == Unit::Other
            && named
            && parse.node(token).upos == Upos::Propn
            && lexicon.speech.word(document.lower(token)).is_none()
        {
            unit = Unit::Name;
        }
        elements.push(Element { unit, tokens: token..end });
        token = end;
    }
}

/// The known wording at `token`, and the token after it.
fn known(
    document: &Document,
    parse: &Parse,
    lexicon: &Lexicon,
    sentence: &Sentence,
    token: usize,
    shouts: bool,
    buffer: &mut String,
) -> Option<(Unit, usize)> {
    let tokens = document.tokens();
    let first = tokens.get(token)?;
    if first.kind != TokenKind::Word {
        return None;
    }
    let (end_byte, terms) = lexicon.actors.longest(document.text(), first.range.start(), buffer)?;
    let mut end = token + 1;
    while end < sentence.tokens.end && tokens[end].range.start() < end_byte {
        end += 1;
    }
    let last = tokens[end - 1].range.end();
    if last != end_byte && !(last == end_byte + 1 && document.text().as_bytes().get(end_byte) == Some(&b'.')) {
        return None;
    }
    let words = document.text().get(first.range.start()..end_byte)?;
    let article = words.starts_with("al-") || words.starts_with("al ") || words.starts_with("ad-") || words.starts_with("the ");
    let capital = words.starts_with(|letter: char| letter.is_uppercase()) || article && words.chars().any(char::is_uppercase);
    let capitals = !words.chars().any(char::is_lowercase);
    let everyday = shouts && EVERYDAY.contains(&words);
    let spelt = |spelling: Spelling| match spelling {
        _ if everyday => false,
        Spelling::Small => true,
        Spelling::Inner => words.chars().any(char::is_uppercase),
        Spelling::Capital => capital,
        Spelling::Abbreviation => capital && capitals,
    };
    let verb = matches!(parse.node(token).upos, Upos::Verb | Upos::Aux) && !capital && VERBS_TOO.contains(&words);
    // "The Australian government": a country's adjective.
    let before_its_noun = end > token + 1 && is_people(document, lexicon, end - 1) && parse.node(end - 1).upos == Upos::Adj;
    let mut best: Option<(u8, Unit)> = None;
    for term in terms {
        let candidate = match term {
            Term::Actor(index, spelling) if spelt(spelling) => match lexicon.actors.actor(index).map(|actor| actor.kind) {
                Some(dateline_lexicon::ActorKind::Person) => (6, Unit::Official(index)),
                _ => (7, Unit::Organisation(index)),
            },
            Term::State(index, spelling) if spelt(spelling) => (8, Unit::State(index)),
            Term::Demonym(index, people) if capital => (8, Unit::Demonym(index, people)),
            Term::Outlet(index, spelling) if spelt(spelling) && !before_its_noun => (5, Unit::Outlet(index)),
            Term::Role(index) if !verb => {
                let title = lexicon.actors.role(index).is_some_and(|role| role.title);
                match title {
                    true if capital => (2, Unit::Title(index)),
                    true => continue,
                    false => (4, Unit::Role(index)),
                }
            }
            Term::Generic(index) if !verb => match lexicon.actors.generic(index).map(|generic| generic.kind) {
                Some(GenericKind::Act) => (3, Unit::Act),
                Some(GenericKind::Modifier) => (0, Unit::Modifier),
                _ => (3, Unit::Generic(index)),
            },
            Term::GivenName if capital && !shouts => (1, Unit::GivenName),
            Term::GivenName if capital => (0, Unit::GivenName),
            _ => continue,
        };
        if best.is_none_or(|(rank, _)| candidate.0 > rank) {
            best = Some(candidate);
        }
    }
    best.map(|(_, unit)| (unit, end))
}

/// Whether a word alone is a country's adjective or people.
fn is_people(document: &Document, lexicon: &Lexicon, token: usize) -> bool {
    let Some(first) = document.tokens().get(token) else { return false };
    let known = lexicon.actors.longest(document.text(), first.range.start(), &mut String::new());
    known.is_some_and(|(end, mut terms)| end == first.range.end() && terms.any(|term| matches!(term, Term::Demonym(..))))
}

/// What a token is that stands for nothing known.
fn other(document: &Document, parse: &Parse, sentence: &Sentence, token: usize, shouts: bool) -> Unit {
    let node = parse.node(token);
    match document.lower(token) {
        "that" if !matches!(node.upos, Upos::Det | Upos::X) => return Unit::Other,
        "the" | "a" | "an" | "some" | "several" | "this" | "that" | "these" | "those" | "its" | "their" | "his" | "her"
        | "our" | "many" | "all" | "both" | "another" | "other" | "few" | "most" | "no" | "any" => return Unit::Determiner,
        "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten" | "eleven" | "twelve"
        | "dozen" => {
            return Unit::Number;
        }
        "he" | "she" | "they" | "it" if subject(parse, token) => return Unit::Pronoun,
        "'s" | "’s" | "'" | "’" => return if token > sentence.tokens.start { Unit::Possessive } else { Unit::Other },
        _ => {}
    }
    let Some(this) = document.tokens().get(token) else { return Unit::Other };
    if this.kind == TokenKind::Number {
        return Unit::Number;
    }
    if this.kind != TokenKind::Word {
        return Unit::Other;
    }
    if node.entity == Entity::Person {
        return Unit::Name;
    }
    let capital = document.word(token).starts_with(|letter: char| letter.is_uppercase());
    if capital
        && !shouts
        && (token > sentence.tokens.start || matches!(node.upos, Upos::Propn | Upos::X) || plain(document, token + 1))
    {
        return Unit::Name;
    }
    if node.upos == Upos::Adj { Unit::Modifier } else { Unit::Other }
}

/// Whether token `next` is a word that a name of one word at the head of a sentence stands before.
fn plain(document: &Document, next: usize) -> bool {
    let word = document.lower(next);
    word.ends_with("ed") || matches!(word, "said" | "says" | "spoke" | "told" | "also" | "has" | "had" | "was" | "is")
}

/// Whether a pronoun is a subject, and not the "it" of "it is raining".
fn subject(parse: &Parse, token: usize) -> bool {
    matches!(parse.node(token).relation, Relation::Nsubj | Relation::NsubjPass)
}

/// Past the end of "-backed", "-led" and their like after token `end`.
fn joined(document: &Document, end: usize, limit: usize) -> Option<usize> {
    let hyphen = matches!(document.word(end), "-" | "‐" | "‑" | "–") && !document.tokens().get(end)?.spaced;
    let close = document.tokens().get(end + 1).is_some_and(|token| !token.spaced);
    let participle = document.lower(end + 1);
    let known = matches!(
        participle,
        "backed"
            | "led"
            | "allied"
            | "linked"
            | "controlled"
            | "run"
            | "affiliated"
            | "based"
            | "born"
            | "aligned"
            | "held"
            | "sponsored"
            | "funded"
            | "supported"
            | "trained"
            | "armed"
            | "occupied"
            | "dominated"
            | "owned"
            | "made"
            | "leaning"
            | "inspired"
            | "brokered"
            | "installed"
            | "appointed"
            | "speaking"
            | "majority"
            | "influenced"
            | "mediated"
            | "supplied"
            | "equipped"
    );
    (hyphen && close && known && end + 1 < limit).then_some(end + 2)
}
