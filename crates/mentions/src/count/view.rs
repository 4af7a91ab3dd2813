//! One sentence as the counting rules see it: its words, their labels, and the tables; nothing outside it.

use std::ops::Range;

use dateline_lexicon::{Counted, Form, HarmWord, Lexicon, NumberWord};
use dateline_syntax::{Node, Parse, Upos};
use dateline_text::{Document, Sentence, TokenKind};

use crate::TimeMention;

/// A sentence and what is known of its words. Every look at a token outside the sentence finds nothing there.
pub(super) struct View<'a> {
    pub document: &'a Document,
    pub parse: &'a Parse,
    pub times: &'a [TimeMention],
    /// The sentence's tokens.
    pub tokens: Range<usize>,
    /// What the tables say of each token, looked up once: the rules ask again and again.
    known: Vec<Known>,
    /// Whether the parse has labels; without them closed word lists stand in.
    pub labelled: bool,
    /// Whether capital letters tell names apart: not in a sentence set in capitals throughout.
    pub cased: bool,
}

/// What the tables say of the words that start at one token.
#[derive(Default)]
struct Known {
    number: Option<(usize, NumberWord)>,
    number_by_itself: Option<NumberWord>,
    noun: Option<(usize, Form, Counted)>,
    harm: Option<HarmWord>,
    closed: bool,
}

impl<'a> View<'a> {
    pub fn new(
        document: &'a Document,
        parse: &'a Parse,
        lexicon: &'a Lexicon,
        times: &'a [TimeMention],
        sentence: &Sentence,
        labelled: bool,
    ) -> View<'a> {
        let tokens = sentence.tokens.clone();
        let cased = document.slice(sentence.range).chars().any(char::is_lowercase);
        let lower = |index: usize| if tokens.contains(&index) { document.lower(index) } else { "" };
        let known = |index: usize| match document.tokens()[index].kind {
            TokenKind::Word | TokenKind::Number => Known {
                number: lexicon.numbers.longest(index, lower),
                number_by_itself: lexicon.numbers.word(lower(index)),
                noun: lexicon.people.noun(index, lower),
                harm: lexicon.people.harm_word(lower(index)),
                closed: CLOSED.binary_search(&lower(index)).is_ok(),
            },
            // "-plus", "~", "%"
            TokenKind::Punctuation | TokenKind::Symbol => Known {
                number: lexicon.numbers.longest(index, lower),
                noun: lexicon.people.noun(index, lower),
                ..Known::default()
            },
        };
        let known = tokens.clone().map(known).collect();
        View { document, parse, times, tokens, known, labelled, cased }
    }

    fn known(&self, index: usize) -> Option<&Known> {
        index.checked_sub(self.tokens.start).and_then(|offset| self.known.get(offset))
    }

    pub fn lower(&self, index: usize) -> &'a str {
        if self.tokens.contains(&index) { self.document.lower(index) } else { "" }
    }

    pub fn word(&self, index: usize) -> &'a str {
        if self.tokens.contains(&index) { self.document.word(index) } else { "" }
    }

    /// The token before `index`, in lower case; empty at the sentence's start.
    pub fn before(&self, index: usize) -> &'a str {
        index.checked_sub(1).map_or("", |before| self.lower(before))
    }

    pub fn node(&self, index: usize) -> Node {
        if self.tokens.contains(&index) { self.parse.node(index) } else { Node::default() }
    }

    pub fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.contains(&index).then(|| self.document.tokens()[index].kind)
    }

    /// Whether white space stands before token `index`; a sentence's end counts as white space.
    pub fn spaced(&self, index: usize) -> bool {
        !self.tokens.contains(&index) || index == self.tokens.start || self.document.tokens()[index].spaced
    }

    pub fn is_any(&self, index: usize, words: &[&str]) -> bool {
        words.contains(&self.lower(index))
    }

    /// The longest number word or phrase that starts at token `index`.
    pub fn number_word(&self, index: usize) -> Option<(usize, NumberWord)> {
        self.known(index).and_then(|known| known.number)
    }

    /// What token `index` says of a number by itself.
    pub fn number_by_itself(&self, index: usize) -> Option<NumberWord> {
        self.known(index).and_then(|known| known.number_by_itself)
    }

    pub fn noun(&self, index: usize) -> Option<(usize, Form, Counted)> {
        self.known(index).and_then(|known| known.noun)
    }

    pub fn harm_word(&self, index: usize) -> Option<HarmWord> {
        self.known(index).and_then(|known| known.harm)
    }

    /// Whether token `index` is of the closed class that never stands between a number or an article and its noun.
    pub fn is_closed(&self, index: usize) -> bool {
        self.known(index).is_some_and(|known| known.closed)
    }

    /// Whether token `index` is a hyphen or dash.
    pub fn is_dash(&self, index: usize) -> bool {
        self.is_any(index, &["-", "\u{2010}", "\u{2011}", "–", "—", "--"])
    }

    /// Whether token `index` joins its neighbours into one word: "Iran-backed".
    pub fn is_hyphen(&self, index: usize) -> bool {
        self.is_any(index, &["-", "\u{2010}", "\u{2011}"]) && !self.spaced(index) && !self.spaced(index + 1)
    }

    /// Whether token `index` begins with a capital letter where that means something.
    pub fn is_capital(&self, index: usize) -> bool {
        self.cased && self.word(index).chars().next().is_some_and(char::is_uppercase)
    }

    pub fn is_verb(&self, index: usize) -> bool {
        matches!(self.node(index).upos, Upos::Verb | Upos::Aux)
    }

    /// Whether token `index` is a possessive ending.
    pub fn is_possessive(&self, index: usize) -> bool {
        self.is_any(index, &["'s", "’s", "'", "’"]) && !self.spaced(index)
    }

    /// Whether token `index` is within a time expression: "7" in "7 October" counts no one.
    pub fn in_time(&self, index: usize) -> bool {
        let Some(token) = self.document.tokens().get(index) else { return false };
        let after = self.times.partition_point(|time| time.range.start() <= token.range.start());
        self.times[..after].iter().rev().take(3).any(|time| time.range.overlaps(token.range))
    }

    /// Whether token `index` ends a run of words before a noun: punctuation, a preposition, a verb, a determiner, a pronoun.
    pub fn ends_run(&self, index: usize) -> bool {
        match self.kind(index) {
            None => return true,
            Some(TokenKind::Punctuation | TokenKind::Symbol) => {
                return !self.is_hyphen(index) && !self.is_any(index, &["\"", "“", "”", "‘", "’", "'"]);
            }
            Some(TokenKind::Word | TokenKind::Number) => {}
        }
        if self.is_closed(index) {
            return true;
        }
        if self.labelled {
            use dateline_syntax::Relation::{Amod, Compound};
            let node = self.node(index);
            if DESCRIBING.contains(&self.lower(index)) {
                return false;
            }
            return matches!(node.upos, Upos::Aux | Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Pron | Upos::Det)
                || (node.upos == Upos::Verb && !matches!(node.relation, Amod | Compound));
        }
        false
    }
}

/// Participles that describe people far more often than they tell what was done.
pub(super) const DESCRIBING: &[&str] =
    &["suspected", "alleged", "presumed", "accused", "armed", "unarmed", "masked", "uniformed", "displaced"];

/// Words that number somebody after others: "a second victim".
pub const ORDINALS: &[&str] = &["second", "third", "fourth", "fifth", "sixth"];

/// Words that never stand between a number or an article and its noun. Sorted.
const CLOSED: &[&str] = &[
    "a",
    "about",
    "according",
    "after",
    "against",
    "ago",
    "all",
    "along",
    "also",
    "although",
    "am",
    "among",
    "an",
    "and",
    "another",
    "any",
    "are",
    "around",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "behind",
    "being",
    "beside",
    "between",
    "beyond",
    "both",
    "but",
    "by",
    "came",
    "can",
    "could",
    "did",
    "do",
    "does",
    "during",
    "each",
    "either",
    "every",
    "except",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "him",
    "his",
    "how",
    "i",
    "if",
    "in",
    "inside",
    "into",
    "is",
    "it",
    "its",
    "may",
    "might",
    "must",
    "my",
    "n't",
    "near",
    "neither",
    "no",
    "nor",
    "not",
    "of",
    "off",
    "on",
    "only",
    "onto",
    "or",
    "our",
    "outside",
    "over",
    "per",
    "said",
    "saw",
    "says",
    "shall",
    "she",
    "should",
    "since",
    "so",
    "some",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "to",
    "told",
    "took",
    "towards",
    "under",
    "until",
    "upon",
    "via",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "would",
    "you",
    "your",
];

#[cfg(test)]
mod tests {
    #[test]
    fn the_closed_words_are_sorted() {
        assert!(super::CLOSED.is_sorted());
    }
}
