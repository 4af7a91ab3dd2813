//! Described: who speaks with what is said of them between commas, "Omar Kade, the mayor of Tyre, said".
//!
//! In: a sentence and the place of a cue. Out: the [`Source`] with its description. What is told of a speaker by a verb of its own is no part of it.

use dateline_syntax::{Upos, Xpos};

use super::read::Reader;
use super::source::Source;

/// How many words a description has at most.
const LONG: usize = 14;

impl Reader<'_> {
    /// "Tom Salas of Vinland, an ally of the minister, said": who stands before the description that a comma ends right before token `cue`;
    /// or before what is `told` of them: "a resident, who asked not to be named, said".
    pub fn described(&self, cue: usize, told: bool) -> Option<Source> {
        let last = cue.checked_sub(1).filter(|&last| last > self.tokens.start && self.document.word(last) == ",")?;
        let comma = (self.tokens.start + 1..last).rev().find(|&token| self.document.word(token) == ",")?;
        let who = || matches!(self.document.lower(comma + 1), "who" | "whose") && last - comma <= LONG;
        let fits = if told { who() } else { self.describes(comma + 1, last) };
        if !fits {
            return None;
        }
        let belongs = |&token: &usize| {
            let abbreviated = self.document.lower(token).ends_with('.') && self.document.word(token).len() > 1;
            let upos = self.parse.node(token).upos;
            abbreviated
                || matches!(
                    upos,
                    Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num | Upos::Adp | Upos::Part | Upos::Cconj
                )
        };
        let start = (self.tokens.start..comma).rev().take_while(belongs).last()?;
        let opens = start == self.tokens.start
            || matches!(self.document.lower(start - 1), "”" | "\"" | "''" | "that" | "and" | "but" | ":" | "’");
        let nominal = |token: usize| matches!(self.parse.node(token).upos, Upos::Noun | Upos::Propn);
        let preposition = self.parse.node(start).upos == Upos::Adp || self.parse.node(start).upos == Upos::Cconj;
        let actor = (start..comma).find_map(|token| self.actor_at(token));
        (opens && !preposition && nominal(comma - 1) && actor.is_some())
            .then_some(Source { actor, tokens: start..if told { comma } else { last } })
    }

    /// "said Dora Amin, 34, a teacher": the same after the cue.
    pub fn with_description(&self, source: Source) -> Source {
        let mut end = source.tokens.end;
        for _ in 0..3 {
            let stops =
                |&token: &usize| matches!(self.document.word(token), "," | "." | ";" | ":" | "—" | "–" | "“" | "\"" | "``");
            if end >= self.tokens.end || self.document.word(end) != "," {
                break;
            }
            let last = self.tokens.end.min(end + LONG + 2);
            let stop = (end + 1..last).find(stops).unwrap_or(last);
            if !self.describes(end + 1, stop) {
                break;
            }
            end = stop;
        }
        Source { tokens: source.tokens.start..end, ..source }
    }

    /// Whether `start..end` says who somebody is: "the mayor of Tyre", "34", and no day.
    fn describes(&self, start: usize, end: usize) -> bool {
        if start >= end || end - start > LONG {
            return false;
        }
        let told = |token: usize| {
            let node = self.parse.node(token);
            matches!(node.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md | Xpos::Vbg)
                || matches!(self.document.lower(token), "," | "and" | "but" | "“" | "\"" | "``" | "”")
        };
        let age = end == start + 1 && self.parse.node(start).upos == Upos::Num;
        let article = matches!(self.document.lower(start), "a" | "an" | "the" | "his" | "her" | "its");
        (age || article) && !(start..end).any(|token| told(token) || self.is_time(token))
    }

    /// "The 46-year-old said".
    pub fn aged(&self, cue: usize) -> Option<Source> {
        let first = cue.checked_sub(5).filter(|&first| first > self.tokens.start)?;
        let words: Vec<&str> = (first + 1..cue).map(|token| self.document.lower(token)).collect();
        let aged = words == ["-", "year", "-", "old"] && self.parse.node(first).upos == Upos::Num;
        let article = matches!(self.document.lower(first - 1), "the" | "a");
        (aged && article).then_some(Source { actor: None, tokens: first - 1..cue })
    }
}
