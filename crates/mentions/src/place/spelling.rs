//! Spelling: what the capitals and hyphens of a word let it be.
//!
//! In: a word of a name. Out: whether hyphens tie it to the name, whether it may be a division's code, whether it is an acronym.

use std::ops::Range;

use dateline_lexicon::PlaceClass;

use super::find::Finder;

/// Letters of an acronym that may be taken for a place, at most.
const ACRONYM: usize = 4;

impl Finder<'_> {
    /// "Port-au-Prince", "Cha-am": whether hyphens tie a word to what is beside it in its name.
    pub(super) fn hyphened(&self, token: usize, name: &Range<usize>) -> bool {
        let hyphen = |token: usize| self.document.word(token) == "-" && !self.document.tokens()[token].spaced;
        name.start < token && hyphen(token - 1) && (token + 1 == name.end || hyphen(token + 1))
    }

    /// Whether a division's code may stand here: "Detroit, MI", "Detroit MI", "in MI"; not "AK-47", not "MISS ME".
    pub(super) fn may_be_code(&self, tokens: &Range<usize>) -> bool {
        let joined =
            self.after(tokens.end).is_some_and(|after| self.document.word(after) == "-" && !self.document.tokens()[after].spaced);
        self.before(tokens.start).is_some_and(|before| {
            let word = self.document.word(before);
            let small = word.chars().any(char::is_lowercase);
            let leads = self.capital(before) || self.has(before, PlaceClass::Locative) || self.has(before, PlaceClass::Linking);
            !joined && (word == "," || small && leads)
        })
    }

    /// Whether a short word stands in capitals among words that do not: "a SWAT team". Its town would be written "Swat". A longer one is a
    /// place as datelines have it: "BEIRUT A Russian helicopter was shot down".
    pub(super) fn acronym(&self, token: usize) -> bool {
        let shouted = |token: usize| {
            let word = self.document.word(token);
            word.chars().filter(|letter| letter.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase)
        };
        let beside = [self.before(token), self.after(token + 1)];
        let quiet = |token: Option<usize>| token.is_some_and(|token| self.document.word(token).chars().any(char::is_lowercase));
        !self.shouting
            && shouted(token)
            && self.document.word(token).len() <= ACRONYM
            && !self.document.word(token).contains('.')
            && beside.into_iter().any(quiet)
            && self.before(token).is_some_and(|before| !shouted(before))
    }
}
