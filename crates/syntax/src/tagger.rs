//! Tagger: the Penn Treebank tag of each word, left to right.
//!
//! In: a sentence's [`Word`]s. Out: their [`Xpos`]. Knows nothing of heads.

use crate::Xpos;
use crate::labels::XPOS;
use crate::table::{Table, best, feature};
use crate::words::Word;

/// A score each tag, a fingerprint, and nothing.
pub const TAG_WIDTH: usize = 40;

/// How many features a word has.
pub const TAG_FEATURES: usize = 34;

/// What tags go by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tagger {
    /// Scores of tags.
    pub table: Table<TAG_WIDTH>,
}

impl Tagger {
    /// The tag of each word.
    pub fn tag(&self, words: &[Word], tags: &mut Vec<Xpos>) {
        tags.clear();
        for index in 0..words.len() {
            let scores = self.table.score(&features(words, index, tags));
            tags.push(XPOS[best(&scores, XPOS.len())].0);
        }
    }

    /// "Strike kills three in the south": a sentence needs a verb, and where none was found, the word taken for a noun that is likeliest to be it, if
    /// what it may take follows.
    pub(crate) fn missed_verb(&self, words: &[Word], tags: &[Xpos]) -> Option<(usize, Xpos)> {
        use Xpos::*;
        let verb = |tag: &Xpos| matches!(tag, Vb | Vbd | Vbg | Vbn | Vbp | Vbz | Md);
        let noun = |tag: &Xpos| matches!(tag, Nn | Nns | Nnp | Nnps);
        let takes = |tag: &Xpos| noun(tag) || matches!(tag, Cd | Dt | Jj | PrpPoss | Prp);
        if tags.iter().any(verb) {
            return None;
        }
        let could = (1..tags.len().saturating_sub(1))
            .filter(|&index| matches!(tags[index], Nn | Nns) && noun(&tags[index - 1]) && takes(&tags[index + 1]));
        let lacks = |index: usize| {
            let scores = self.table.score(&features(words, index, tags));
            let score = |tag: Xpos| scores[XPOS.iter().position(|(other, _)| *other == tag).unwrap_or(0)];
            let tag = if tags[index] == Nns {
                Vbz
            } else if score(Vbd) > score(Vbp) {
                Vbd
            } else {
                Vbp
            };
            (score(tags[index]).saturating_sub(score(tag)), index, tag)
        };
        let (by, index, tag) = could.map(lacks).min_by_key(|&(by, index, _)| (by, index))?;
        (by <= CLOSE).then_some((index, tag))
    }
}

/// By how much, in the tagger's own scores, a word may look more like a noun than like a verb and still be the verb its sentence lacks.
const CLOSE: i16 = 40;

/// Stands before the first word and after the last.
const EDGE: Word = Word { form: 2, spelling: 2, first: [2; 2], last: [2; 4], shape: 0, class: 2 };

/// What the tagger sees of word `index`; `tags` are those of the words before it.
pub fn features(words: &[Word], index: usize, tags: &[Xpos]) -> [u32; TAG_FEATURES] {
    let at = |offset: isize| index.checked_add_signed(offset).and_then(|index| words.get(index)).unwrap_or(&EDGE);
    let tag = |back: usize| index.checked_sub(back).and_then(|index| tags.get(index)).map_or(99, |&tag| tag as u32);
    let (word, last, next, after) = (at(0), at(-1), at(1), at(2));
    let (tag1, tag2) = (tag(1), tag(2));
    let tags = tag1 * 100 + tag2;
    [
        feature(10, word.form, 0, 0),
        feature(11, last.form, 0, 0),
        feature(12, next.form, 0, 0),
        feature(13, at(-2).form, 0, 0),
        feature(14, after.form, 0, 0),
        feature(15, word.form, last.form, 0),
        feature(16, word.form, next.form, 0),
        feature(17, tag1, 0, 0),
        feature(18, tags, 0, 0),
        feature(19, tag1, word.form, 0),
        feature(20, tags, word.form, 0),
        feature(21, tag1, next.form, 0),
        feature(22, word.last[0], word.shape, 0),
        feature(23, word.last[1], 0, 0),
        feature(24, word.last[2], 0, 0),
        feature(25, word.last[3], 0, 0),
        feature(26, word.first[0], 0, 0),
        feature(27, word.first[1], 0, 0),
        feature(28, word.shape, 0, 0),
        feature(29, word.shape, tag1, 0),
        feature(30, word.shape, next.shape, 0),
        feature(31, word.shape, last.shape, 0),
        feature(32, last.last[2], 0, 0),
        feature(33, next.last[2], next.shape, 0),
        feature(34, word.last[2], tag1, 0),
        feature(35, word.last[1], tags, 0),
        feature(36, next.class, word.class, tag1),
        feature(37, next.class, word.class, 0),
        feature(38, next.class, after.class, tag1),
        feature(39, word.form, next.class, tag1),
        feature(40, word.class, tags, word.shape),
        feature(41, word.class, word.shape, next.shape),
        feature(42, word.last[2], next.class, 0),
        feature(43, word.class, next.class, after.class),
    ]
}
