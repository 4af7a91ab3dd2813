//! Texts made from a text: copies as outlets make them, and stories of the same form that are not.
//!
//! In: a text, another to take a paragraph from, an id. Out: the text changed. The same id gives the same text.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

/// What is done to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The first 40 to 70 % of its sentences.
    Shortened,
    /// About every twelfth word another.
    Edited,
    /// Two sentences of another text put in.
    Inserted,
    /// Shortened, then sentences put in.
    ShortenedInserted,
    /// Every place (a name after "in", "at", "near", "from", "of"), day and number another, all other names kept: no copy.
    SameForm,
    /// Every name, day and number another: no copy.
    AllOther,
}

impl Change {
    /// Every change.
    pub const ALL: [Change; 6] =
        [Change::Shortened, Change::Edited, Change::Inserted, Change::ShortenedInserted, Change::SameForm, Change::AllOther];

    /// Whether the outcome is a copy.
    pub fn is_copy(self) -> bool {
        !matches!(self, Change::SameForm | Change::AllOther)
    }

    /// In a word or two.
    pub fn slug(self) -> &'static str {
        match self {
            Change::Shortened => "shortened",
            Change::Edited => "edited",
            Change::Inserted => "inserted",
            Change::ShortenedInserted => "shortened and inserted",
            Change::SameForm => "same form",
            Change::AllOther => "all other",
        }
    }
}

/// `text` changed; sentences put in are `other`'s.
pub fn change(text: &str, other: &str, kind: Change, id: &str) -> String {
    let mut chance = Chance::of(&format!("{id} {}", kind.slug()));
    match kind {
        Change::Shortened => shortened(text, &mut chance),
        Change::Edited => edited(text, &mut chance),
        Change::Inserted => inserted(text, other, &mut chance),
        Change::ShortenedInserted => inserted(&shortened(text, &mut chance), other, &mut chance),
        Change::SameForm => same_form(text, &places(text), &mut chance),
        Change::AllOther => same_form(text, &names(text), &mut chance),
    }
}

/// Numbers that look as if by chance and hang on a name alone.
struct Chance {
    seed: String,
    drawn: u64,
}

impl Chance {
    fn of(seed: &str) -> Chance {
        Chance { seed: seed.to_owned(), drawn: 0 }
    }

    fn below(&mut self, end: usize) -> usize {
        self.drawn += 1;
        let digest = Sha256::digest(format!("{} {}", self.seed, self.drawn).as_bytes());
        let number = digest.iter().take(4).fold(0_usize, |number, byte| number * 256 + usize::from(*byte));
        number % end.max(1)
    }
}

/// Pieces that end with a full stop and white space, or a line's end.
fn sentences(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for at in 0..bytes.len() {
        let stop = bytes[at] == b'\n'
            || matches!(bytes[at], b'.' | b'?' | b'!') && bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
        if stop {
            pieces.push(&text[start..=at]);
            start = at + 1;
        }
    }
    pieces.push(&text[start..]);
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}

fn shortened(text: &str, chance: &mut Chance) -> String {
    let sentences = sentences(text);
    let kept = (sentences.len() * (40 + chance.below(31))).div_ceil(100);
    sentences[..kept.min(sentences.len())].concat()
}

fn inserted(text: &str, other: &str, chance: &mut Chance) -> String {
    let (mut own, others) = (sentences(text), sentences(other));
    let long: Vec<&str> = others.into_iter().filter(|sentence| sentence.split_whitespace().count() >= 6).collect();
    let from = chance.below(long.len().saturating_sub(1));
    let added: String = long.iter().skip(from).take(2).map(|sentence| format!(" {} ", sentence.trim())).collect();
    own.insert(own.len() / 2, &added);
    own.concat()
}

fn edited(text: &str, chance: &mut Chance) -> String {
    const WORDS: [&str; 8] = ["also", "later", "reportedly", "there", "then", "again", "nearby", "apparently"];
    let word = |word: &str, chance: &mut Chance| {
        let plain = word.chars().all(|letter| letter.is_lowercase());
        match plain && chance.below(8) == 0 {
            true => WORDS[chance.below(WORDS.len())].to_owned(),
            false => word.to_owned(),
        }
    };
    each_word(text, |found| word(found, chance))
}

/// Words with a capital after a preposition of place, and those that follow them.
fn places(text: &str) -> BTreeSet<String> {
    let mut places = BTreeSet::new();
    let mut before = String::new();
    each_word(text, |word| {
        let placing = matches!(before.as_str(), "in" | "at" | "near" | "from" | "of") || places.contains(&before);
        if placing && word.len() > 2 && word.chars().next().is_some_and(char::is_uppercase) {
            places.insert(word.to_owned());
        }
        before = word.to_owned();
        word.to_owned()
    });
    places
}

/// Words with a capital where no sentence begins.
fn names(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut starts = true;
    each_word(text, |word| {
        let first = std::mem::replace(&mut starts, word.is_empty());
        if !first && word.len() > 2 && word.chars().next().is_some_and(char::is_uppercase) {
            names.insert(word.to_owned());
        }
        word.to_owned()
    });
    names
}

/// Every one of `names`, every day and every number becomes another, the same for the same.
fn same_form(text: &str, names: &BTreeSet<String>, chance: &mut Chance) -> String {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    const NUMBERS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    const STARTS: [&str; 12] = ["Qas", "Tor", "Vel", "Mir", "Dun", "Har", "Bel", "Sor", "Kal", "Fen", "Lod", "Wes"];
    const ENDS: [&str; 10] = ["ra", "ton", "in", "da", "mar", "lek", "os", "ville", "ik", "ane"];
    let turn = 1 + chance.below(6);
    let another = |list: &[&str], at: usize| list[(at + turn) % list.len()].to_owned();
    let seed = chance.below(1 << 20);
    let name = |word: &str| {
        let mut own = Chance::of(&format!("{seed} {word}"));
        format!("{}{}", STARTS[own.below(STARTS.len())], ENDS[own.below(ENDS.len())])
    };
    each_word(text, |word| {
        if let Some(at) = DAYS.iter().position(|day| *day == word) {
            return another(&DAYS, at);
        }
        if let Some(at) = NUMBERS.iter().position(|number| *number == word) {
            return another(&NUMBERS, at);
        }
        if word.bytes().all(|byte| byte.is_ascii_digit()) && !word.is_empty() {
            return word.parse::<u64>().map_or_else(|_| word.to_owned(), |number| (number + turn as u64).to_string());
        }
        if names.contains(word) { name(word) } else { word.to_owned() }
    })
}

/// `text` with each run of letters or digits replaced; an empty word is given where a sentence ends.
fn each_word(text: &str, mut replace: impl FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        if letter.is_alphanumeric() {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            out += &replace(&text[from..at]);
        }
        if matches!(letter, '.' | '?' | '!' | '\n') {
            replace("");
        }
        if at < text.len() {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Invented.
    const TEXT: &str = "A man was shot in Wadina on Monday. Police said that two men ran to Acorn Street. No one else was hurt, Chief Lut said. He is 41.";

    #[test]
    fn the_same_id_gives_the_same_text() {
        for kind in Change::ALL {
            assert_eq!(change(TEXT, TEXT, kind, "a"), change(TEXT, TEXT, kind, "a"));
        }
    }

    #[test]
    fn a_shortened_text_is_a_beginning_of_its_source_and_an_inserted_one_holds_all_of_it() {
        let shortened = change(TEXT, TEXT, Change::Shortened, "a");
        assert!(TEXT.starts_with(&shortened) && (40..=80).contains(&(100 * shortened.len() / TEXT.len())));
        let other =
            "The bakery on the hill will open again next spring, its owner wrote. It had been shut for more than three years.";
        let inserted = change(TEXT, other, Change::Inserted, "a");
        assert!(sentences(TEXT).iter().all(|sentence| inserted.contains(sentence)) && inserted.contains("bakery"));
    }

    #[test]
    fn a_story_of_the_same_form_keeps_no_place_day_or_number_but_who_speaks() {
        let made = change(TEXT, "", Change::SameForm, "a");
        for told in ["Wadina", "Monday", "two", "41"] {
            assert!(!made.contains(told), "{made}");
        }
        assert!(made.starts_with("A man was shot in ") && made.contains("Chief Lut said"));
        let other = change(TEXT, "", Change::AllOther, "a");
        assert!(!other.contains("Lut") && !other.contains("Acorn") && other.contains("Police said that"));
    }
}
