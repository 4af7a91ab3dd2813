//! What the models see of a word: hashes of its letters, endings and case.
//!
//! In: a sentence's words. Out: a [`Word`] each. A word seen too rarely in training stands for its kind (ending and case), as does
//! one never seen, so that the models learn what to make of words they do not know.

use crate::table::feature;

/// One word as the models see it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Word {
    /// Its letters in lower case, digits as `0`; for a rare word, its kind.
    pub form: u32,
    /// Its letters, however rare it is.
    pub spelling: u32,
    /// Its first letters.
    pub first: [u32; 2],
    /// Its last one to four letters.
    pub last: [u32; 4],
    /// Capitals, digits, dots, hyphens.
    pub shape: u32,
    /// The tags it had in training, most common first; zero for a rare word.
    pub class: u32,
}

/// How a sentence uses capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Mixed,
    Upper,
    Lower,
    Title,
}

/// The words seen often enough in training, and how they were tagged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    slots: Vec<(u32, u16)>, // Invariant: empty, or a power of two, at least one of them free (0, 0).
}

impl Vocabulary {
    /// From word hashes (see [`spelling`]) and their classes.
    pub fn new(words: &[(u32, u16)]) -> Vocabulary {
        let mut slots = vec![(0, 0); (words.len() * 2 + 1).next_power_of_two()];
        for &(hash, class) in words {
            let mut at = hash as usize & (slots.len() - 1);
            while slots[at].0 != 0 && slots[at].0 != hash {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = (hash, class);
        }
        Vocabulary { slots }
    }

    fn class(&self, hash: u32) -> Option<u16> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash as usize & mask;
        loop {
            match self.slots[at] {
                (found, class) if found == hash => return Some(class),
                (0, _) => return None,
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// Appends the words to `bytes`: how many slots, then the slots.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend((self.slots.len() as u32).to_le_bytes());
        for (hash, class) in &self.slots {
            bytes.extend(hash.to_le_bytes());
            bytes.extend(class.to_le_bytes());
        }
    }

    /// Takes a vocabulary off the front of `bytes`; `None` where they are too few or say what cannot be.
    pub fn read(bytes: &mut &[u8]) -> Option<Vocabulary> {
        let (length, rest) = bytes.split_at_checked(4)?;
        let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
        let (slots, rest) = rest.split_at_checked(length.checked_mul(6)?)?;
        *bytes = rest;
        let slot = |slot: &[u8]| match *slot {
            [a, b, c, d, e, f] => (u32::from_le_bytes([a, b, c, d]), u16::from_le_bytes([e, f])),
            _ => (0, 0),
        };
        let slots: Vec<_> = slots.chunks_exact(6).map(slot).collect();
        let sound = slots.is_empty() || slots.len().is_power_of_two() && slots.iter().any(|&(hash, _)| hash == 0);
        sound.then_some(Vocabulary { slots })
    }
}

/// The hash of a word's letters, whatever their case; curly quotation marks and dashes as typewriters have them.
pub fn spelling(word: &str) -> u32 {
    let mut hash = Hash::default();
    letters(word).for_each(|letter| hash.push(letter));
    hash.get()
}

/// What the models see of each word of a sentence.
pub fn words<'a>(sentence: impl Iterator<Item = &'a str> + Clone, vocabulary: &Vocabulary, words: &mut Vec<Word>) {
    words.clear();
    let case = case(sentence.clone());
    words.extend(sentence.enumerate().map(|(index, text)| word(text, index == 0, case, vocabulary)));
}

fn word(text: &str, first: bool, case: Case, vocabulary: &Vocabulary) -> Word {
    // The last four letters, newest first; a word longer than 64 letters is known by its first 64.
    let mut tail = [0u32; 4];
    let mut word = Word::default();
    let mut hash = Hash::default();
    for (index, letter) in letters(text).take(64).enumerate() {
        hash.push(letter);
        tail = [letter as u32, tail[0], tail[1], tail[2]];
        match index {
            0 => word.first = [hash.get(); 2],
            2 => word.first[1] = hash.get(),
            _ => {}
        }
    }
    word.last = [
        feature(1, tail[0], 0, 0),
        feature(2, tail[0], tail[1], 0),
        feature(3, tail[0], tail[1], tail[2]),
        feature(4 + tail[3], tail[0], tail[1], tail[2]),
    ];
    word.shape = shape(text, first, case);
    let spelling = hash.get();
    word.spelling = spelling;
    match vocabulary.class(spelling) {
        Some(class) => {
            word.form = spelling;
            word.class = u32::from(class);
        }
        None => word.form = feature(5, word.last[2], word.shape, 0),
    }
    word
}

fn letters(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars().map(|letter| match letter {
        'A'..='Z' => letter.to_ascii_lowercase(),
        '0'..='9' => '0',
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201C}' | '\u{201D}' => '"',
        '\u{2013}' | '\u{2014}' => '\u{2013}',
        _ if letter.is_ascii() => letter,
        _ => letter.to_lowercase().next().unwrap_or(letter),
    })
}

/// How the sentence as a whole uses capitals, from its words of two letters and more.
fn case<'a>(sentence: impl Iterator<Item = &'a str>) -> Case {
    let (mut words, mut upper, mut lower, mut title, mut long) = (0, 0, 0, 0, 0);
    for word in sentence.take(200) {
        let mut letters = word.chars();
        let (Some(first), Some(second)) = (letters.next(), letters.next()) else { continue };
        if !first.is_alphabetic() || !second.is_alphabetic() {
            continue;
        }
        words += 1;
        upper += usize::from(first.is_uppercase() && second.is_uppercase());
        lower += usize::from(first.is_lowercase());
        if letters.nth(1).is_some() {
            long += 1;
            title += usize::from(first.is_uppercase());
        }
    }
    if words >= 2 && lower == 0 && upper * 4 >= words * 3 {
        Case::Upper
    } else if words >= 2 && lower == words {
        Case::Lower
    } else if long >= 3 && title * 10 >= long * 9 {
        Case::Title
    } else {
        Case::Mixed
    }
}

/// What its characters are; capitals say nothing in a sentence that has only them, or none.
fn shape(word: &str, first: bool, case: Case) -> u32 {
    let (mut upper, mut lower, mut digit, mut other, mut letters) = (0u32, 0u32, 0u32, 0u32, 0u32);
    let mut capital = false;
    for (index, letter) in word.chars().take(64).enumerate() {
        letters += 1;
        if letter.is_uppercase() {
            upper += 1;
            capital |= index == 0;
        } else if letter.is_alphabetic() {
            lower += 1;
        } else if letter.is_ascii_digit() {
            digit += 1;
        } else {
            other |= match letter {
                '.' => 1,
                '-' => 2,
                '\'' | '\u{2019}' => 4,
                ',' => 8,
                _ => 16,
            };
        }
    }
    let cased = match case {
        Case::Upper | Case::Lower => 0,
        _ if upper == 0 => 1,
        _ if upper == letters && letters > 1 => 2,
        _ if capital && upper == 1 && first => 3,
        _ if capital && upper == 1 => 4,
        _ if lower == 0 => 5,
        _ => 6,
    };
    let regime = match case {
        Case::Mixed => 0,
        Case::Upper | Case::Lower => 1,
        Case::Title => 2,
    };
    regime | cased << 2 | digit.min(5) << 5 | other << 8 | letters.min(4) << 13 | u32::from(upper + lower > 0) << 16
}

#[derive(Clone, Copy)]
struct Hash(u64);

impl Default for Hash {
    fn default() -> Hash {
        Hash(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    fn push(&mut self, letter: char) {
        self.0 = (self.0 ^ u64::from(letter as u32)).wrapping_mul(0x0000_0100_0000_01b3);
    }

    /// Never zero, which marks a free slot.
    fn get(self) -> u32 {
        ((self.0 ^ self.0 >> 32).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32 | 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Word> {
        let vocabulary = Vocabulary::new(&[(spelling("strike"), 7)]);
        let mut seen = Vec::new();
        words(text.split(' '), &vocabulary, &mut seen);
        seen
    }

    #[test]
    fn a_known_word_is_the_same_in_any_case() {
        for text in ["A strike hit Tyre", "A STRIKE HIT TYRE", "a strike hit tyre"] {
            assert_eq!((read(text)[1].form, read(text)[1].class), (spelling("strike"), 7));
        }
    }

    #[test]
    fn an_all_capitals_sentence_and_an_all_lower_one_look_alike() {
        assert_eq!(read("A STRIKE HIT TYRE"), read("a strike hit tyre"));
    }

    #[test]
    fn a_vocabulary_reads_back_what_it_wrote() {
        let vocabulary = Vocabulary::new(&[(spelling("strike"), 7), (spelling("on"), 9)]);
        let mut bytes = Vec::new();
        vocabulary.write(&mut bytes);
        assert_eq!(Vocabulary::read(&mut &bytes[..]), Some(vocabulary));
        assert_eq!(Vocabulary::read(&mut &bytes[..7]), None);
    }
}
