//! Reading attributions, sentence by sentence, from the cue outwards.
//!
//! In: a document and its actors. Out: its voices. Does not judge who is right.

use std::ops::Range;

use dateline_lexicon::{Cue, CueFrame, CueStance, Lexicon};
use dateline_syntax::Parse;
use dateline_text::{Document, Part, RuleId, Sentence, TextRange};

use super::{Stance, VoiceKind, VoiceMention, kind};
use crate::{ActorMention, Reference};

/// One sentence being read.
struct Reader<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    actors: &'a [ActorMention],
    first: usize, // Of the actors, those of this sentence.
    last: usize,
    tokens: Range<usize>,
    range: TextRange,
}

/// Every attribution in `document`, in text order of their cues.
pub(super) fn read(document: &Document, _parse: &Parse, lexicon: &Lexicon, actors: &[ActorMention]) -> Vec<VoiceMention> {
    let mut voices = Vec::new();
    for sentence in document.sentences() {
        if matches!(sentence.part, Part::Body | Part::Heading | Part::Caption) {
            Reader::new(document, lexicon, actors, sentence).read(&mut voices);
        }
    }
    voices
}

impl<'a> Reader<'a> {
    fn new(document: &'a Document, lexicon: &'a Lexicon, actors: &'a [ActorMention], sentence: &Sentence) -> Reader<'a> {
        let first = actors.partition_point(|actor| actor.tokens.end <= sentence.tokens.start);
        let last = actors.partition_point(|actor| actor.tokens.start < sentence.tokens.end);
        Reader { document, lexicon, actors, first, last: last.max(first), tokens: sentence.tokens.clone(), range: sentence.range }
    }

    fn read(&self, voices: &mut Vec<VoiceMention>) {
        let mut token = self.tokens.start;
        while token < self.tokens.end {
            let word = |index: usize| if index < self.tokens.end { self.document.lower(index) } else { "" };
            let Some((length, cue)) = self.lexicon.speech.longest(token, word) else {
                token += 1;
                continue;
            };
            if let Some(voice) = self.voice(token..token + length, cue) {
                voices.push(voice);
            }
            token += length;
        }
    }

    fn voice(&self, cue: Range<usize>, words: &Cue) -> Option<VoiceMention> {
        match words.frame {
            CueFrame::Before => {
                let source = self.after(cue.end)?;
                let content = self.without(cue.start..self.actors[source].tokens.end);
                Some(self.mention(Some(source), cue, words, content, "according-to"))
            }
            CueFrame::Impersonal => {
                let content = self.without(cue.clone());
                Some(self.mention(None, cue, words, content, "reportedly"))
            }
            CueFrame::Verb | CueFrame::Told => {
                if let Some(source) = self.before(cue.start) {
                    let content = self.content(self.actors[source].tokens.start, cue.end);
                    return Some(self.mention(Some(source), cue, words, content, "source-says"));
                }
                let mark = cue.start.checked_sub(1).map_or("", |before| self.document.word(before));
                if matches!(mark, "," | "”" | "\"" | "''" | "’") {
                    let source = self.after(cue.end)?;
                    let content = self.content_before(cue.start);
                    return Some(self.mention(Some(source), cue, words, content, "says-source"));
                }
                None
            }
            CueFrame::Clausal | CueFrame::Noun => None,
        }
    }

    /// The actor that ends right before token `cue`, but for auxiliaries, adverbs and a day between.
    fn before(&self, cue: usize) -> Option<usize> {
        let source =
            (self.first..self.last).rev().find(|&index| self.actors[index].tokens.end <= cue && !self.actors[index].modifier)?;
        let between = self.actors[source].tokens.end..cue;
        let light = |token: usize| {
            let word = self.document.lower(token);
            matches!(
                word,
                "has"
                    | "have"
                    | "had"
                    | "also"
                    | "later"
                    | "on"
                    | "earlier"
                    | "then"
                    | "itself"
                    | "today"
                    | "yesterday"
                    | "who"
                    | ","
                    | "further"
            ) || word.ends_with("ly")
                || word.ends_with("day")
        };
        between.clone().all(light).then_some(source).filter(|_| between.len() <= 4)
    }

    /// The actor that begins right after token `from`, but for a determiner.
    fn after(&self, from: usize) -> Option<usize> {
        (self.first..self.last)
            .find(|&index| self.actors[index].tokens.end > from)
            .filter(|&index| self.actors[index].tokens.start <= from + 2)
    }

    /// The sentence's words but those of `tokens`, and of the commas around them.
    fn without(&self, tokens: Range<usize>) -> Vec<TextRange> {
        [self.trimmed(self.tokens.start..tokens.start), self.trimmed(tokens.end..self.tokens.end)].into_iter().flatten().collect()
    }

    fn content_before(&self, cue: usize) -> Vec<TextRange> {
        self.trimmed(self.tokens.start..cue).into_iter().collect()
    }

    /// What is said where the source begins at `source` and the cue ends at `cue`: after the cue, or before the source where
    /// the cue closes the sentence.
    fn content(&self, source: usize, cue: usize) -> Vec<TextRange> {
        let comma = source.checked_sub(1).is_some_and(|before| matches!(self.document.word(before), "," | "”" | "\""));
        let adjunct = matches!(self.document.lower(cue), "in" | "on" | "at" | "." | "," | "during" | "" | "after" | "late");
        if comma && source > self.tokens.start + 4 && adjunct {
            return self.trimmed(self.tokens.start..source).into_iter().collect();
        }
        self.trimmed(cue..self.tokens.end).into_iter().collect()
    }

    /// The words of `tokens` without punctuation at either end.
    fn trimmed(&self, tokens: Range<usize>) -> Option<TextRange> {
        let mark =
            |token: usize| matches!(self.document.word(token), "," | "." | ";" | ":" | "that" | "-" | "–" | "—" | "?" | "!");
        let first = tokens.clone().find(|&token| !mark(token))?;
        let last = tokens.clone().rev().find(|&token| !mark(token))?;
        let range = self.document.cover(first..last + 1);
        (self.range.contains(range) && first <= last).then_some(range)
    }

    fn mention(
        &self,
        source: Option<usize>,
        cue: Range<usize>,
        words: &Cue,
        content: Vec<TextRange>,
        rule: &'static str,
    ) -> VoiceMention {
        let actor = source.map(|source| &self.actors[source]);
        let organisation = actor.and_then(|actor| {
            let parent = actor.affiliation.and_then(|id| self.lexicon.actors.by_id(id)).map(|parent| parent.name.to_owned());
            match actor.person {
                Some(_) => parent,
                None => Some(actor.name.clone()),
            }
        });
        VoiceMention {
            kind: actor.map_or(VoiceKind::Report, |actor| kind::kind(actor, self.lexicon)),
            name: actor.filter(|actor| actor.person.is_some()).map(|actor| actor.name.clone()),
            role: actor.and_then(|actor| actor.role).map(|role| self.document.slice(role).to_owned()),
            organisation: organisation
                .filter(|_| actor.is_some_and(|actor| actor.reference != Reference::Anaphor || actor.antecedent.is_some())),
            country: actor.and_then(|actor| actor.country),
            actor: source,
            via: Vec::new(),
            stance: match words.stance {
                CueStance::Asserts => Stance::Asserts,
                CueStance::Denies => Stance::Denies,
                CueStance::Disputes => Stance::Disputes,
                CueStance::Retracts => Stance::Retracts,
                CueStance::Corrects => Stance::Corrects,
            },
            source: actor.map(|actor| actor.range),
            cue: self.document.cover(cue),
            content,
            rule: RuleId(rule),
        }
    }
}
