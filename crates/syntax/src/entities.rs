//! Names: which words are a person's, a place's, an organisation's or another name, left to right.
//!
//! In: a sentence's words and tags. Out: each word's class: 0 for none, then two a kind of name, its first word and the words that
//! go on from it. Knows no gazetteer: what a name is comes from its letters and from the words around it.

use crate::labels::ENTITIES;
use crate::table::{Table, best, feature};
use crate::words::Word;
use crate::{Entity, Xpos};

/// Scores of the classes, a fingerprint, and nothing.
pub const ENTITY_WIDTH: usize = 12;

/// How many classes there are.
pub const ENTITY_CLASSES: usize = 1 + 2 * ENTITIES.len();

/// How many features a word has.
pub const ENTITY_FEATURES: usize = 36;

/// What names go by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Scores of classes.
    pub table: Table<ENTITY_WIDTH>,
}

impl Names {
    /// The class of each word.
    pub fn find(&self, words: &[Word], tags: &[Xpos], classes: &mut Vec<u8>) {
        classes.clear();
        for index in 0..words.len() {
            let mut scores = self.table.score(&features(words, tags, index, classes));
            forbid(&mut scores, i16::MIN, classes.last().copied());
            classes.push(best(&scores, ENTITY_CLASSES) as u8);
        }
    }
}

/// A name goes on only from a name of its own kind.
pub fn forbid<T: Copy>(scores: &mut [T; ENTITY_WIDTH], least: T, last: Option<u8>) {
    for kind in 0..ENTITIES.len() as u8 {
        if !matches!(last, Some(last) if last == 1 + 2 * kind || last == 2 + 2 * kind) {
            scores[usize::from(2 + 2 * kind)] = least;
        }
    }
}

/// The class of a name's first word, or of a later one.
pub fn class(entity: Entity, begins: bool) -> u8 {
    let kind = ENTITIES.iter().position(|&(kind, _)| kind == entity);
    kind.map_or(0, |kind| 1 + 2 * kind as u8 + u8::from(!begins))
}

/// What a class says of a word.
pub fn meaning(class: u8) -> (Entity, bool) {
    let kind = class.checked_sub(1).and_then(|index| ENTITIES.get(usize::from(index / 2)));
    kind.map_or((Entity::None, false), |&(kind, _)| (kind, class % 2 == 1))
}

/// Stands before the first word and after the last.
const EDGE: Word = Word { form: 2, spelling: 2, first: [2; 2], last: [2; 4], shape: 0, class: 2 };

/// What is seen of word `index`; `classes` are those of the words before it.
pub fn features(words: &[Word], tags: &[Xpos], index: usize, classes: &[u8]) -> [u32; ENTITY_FEATURES] {
    let at = |offset: isize| index.checked_add_signed(offset).and_then(|index| words.get(index)).unwrap_or(&EDGE);
    let tag = |offset: isize| index.checked_add_signed(offset).and_then(|index| tags.get(index)).map_or(99, |&tag| tag as u32);
    let class = |back: usize| index.checked_sub(back).and_then(|index| classes.get(index)).map_or(0, |&class| u32::from(class));
    let (word, last, next) = (at(0), at(-1), at(1));
    let before = class(1);
    let classes = before * 20 + class(2);
    // What a run of capitals is followed by says what it is: "X said", "X province", "X forces".
    const NNP: u32 = Xpos::Nnp as u32;
    const NNPS: u32 = Xpos::Nnps as u32;
    let mut end = 1;
    while end < 6 && matches!(tag(end), NNP | NNPS) {
        end += 1;
    }
    let (beyond, beyond_tag) = (at(end).spelling, tag(end));
    let tag0 = tag(0);
    [
        feature(400, word.spelling, 0, 0),
        feature(401, word.form, before, 0),
        feature(402, last.spelling, 0, 0),
        feature(403, last.spelling, before, tag0),
        feature(404, next.spelling, 0, 0),
        feature(405, next.spelling, tag0, before),
        feature(406, at(-2).spelling, 0, 0),
        feature(407, at(2).spelling, 0, 0),
        feature(408, word.spelling, last.spelling, 0),
        feature(409, word.spelling, next.spelling, 0),
        feature(410, tag0, before, 0),
        feature(411, tag0, classes, 0),
        feature(412, tag0, tag(-1), before),
        feature(413, tag0, tag(1), before),
        feature(414, tag(-1), tag0, tag(1)),
        feature(415, word.shape, before, 0),
        feature(416, word.shape, last.shape, before),
        feature(417, word.shape, next.shape, before),
        feature(418, word.shape, tag0, before),
        feature(419, word.last[1], before, 0),
        feature(420, word.last[2], before, 0),
        feature(421, word.last[3], before, 0),
        feature(422, word.first[0], word.last[1], 0),
        feature(423, word.first[1], before, 0),
        feature(424, last.last[2], before, 0),
        feature(425, next.last[2], before, 0),
        feature(426, beyond, tag0, before),
        feature(427, beyond_tag, tag0, before),
        feature(428, beyond, last.spelling, tag0),
        feature(429, last.spelling, next.spelling, tag0),
        feature(430, at(-2).spelling, last.spelling, tag0),
        feature(431, word.last[2], last.spelling, 0),
        feature(432, word.last[2], next.spelling, 0),
        feature(433, word.last[2], tag0, before),
        feature(434, at(end + 1).spelling, tag0, before),
        feature(435, u32::from(index == 0), tag0, word.shape),
    ]
}
