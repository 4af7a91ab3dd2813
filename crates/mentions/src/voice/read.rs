//! Reading attributions, sentence by sentence, from the cue outwards.
//!
//! In: a document and its actors. Out: its voices. Does not judge who is right.

use std::ops::Range;

use dateline_lexicon::{Cue, CueFrame, CueStance, Lexicon};
use dateline_syntax::{Parse, Upos};
use dateline_text::{Document, Part, RuleId, Sentence, TextRange};

use super::content::{Placed, content};
use super::kind::{States, by_words};
use super::source::{Source, source};
use super::{Stance, VoiceKind, VoiceMention, quote};
use crate::{ActorMention, Reference};

/// One sentence being read.
pub(super) struct Reader<'a> {
    pub document: &'a Document,
    pub parse: &'a Parse,
    pub lexicon: &'a Lexicon,
    pub actors: &'a [ActorMention],
    /// Of the actors, those of this sentence.
    pub own: Range<usize>,
    pub tokens: Range<usize>,
    states: &'a States,
}

/// A cue, its source and the tokens both take together with what only says when and where it was said.
pub(super) struct Group<'a> {
    pub cue: Range<usize>,
    pub words: &'a Cue,
    pub source: Option<Source>,
    pub cited: Option<Source>,
    pub tokens: Range<usize>,
    pub placed: Placed,
    pub rule: &'static str,
}

impl Group<'_> {
    /// Whether its source is one whom another speaker cites: "citing police".
    fn is_citing(&self) -> bool {
        matches!(self.words.words, "citing" | "quoting")
    }
}

/// Every attribution in `document`, in text order of their cues.
pub(super) fn read(document: &Document, parse: &Parse, lexicon: &Lexicon, actors: &[ActorMention]) -> Vec<VoiceMention> {
    let mut voices = Vec::new();
    let states = States::of(actors);
    let mut spoken = quote::Spoken::default();
    for sentence in document.sentences() {
        if matches!(sentence.part, Part::Body | Part::Heading | Part::Caption) {
            let first = voices.len();
            Reader::new(document, parse, lexicon, actors, &states, sentence).read(&mut voices);
            spoken.carry(document, sentence, first, &mut voices);
        }
    }
    spoken.end(&mut voices);
    voices.retain(|voice| !voice.content.is_empty());
    voices
}

impl<'a> Reader<'a> {
    fn new(
        document: &'a Document,
        parse: &'a Parse,
        lexicon: &'a Lexicon,
        actors: &'a [ActorMention],
        states: &'a States,
        sentence: &Sentence,
    ) -> Reader<'a> {
        let first = actors.partition_point(|actor| actor.tokens.end <= sentence.tokens.start);
        let last = actors.partition_point(|actor| actor.tokens.start < sentence.tokens.end);
        Reader { document, parse, lexicon, actors, own: first..last.max(first), tokens: sentence.tokens.clone(), states }
    }

    fn read(&self, voices: &mut Vec<VoiceMention>) {
        let groups = self.groups();
        let first = voices.len();
        let mut outer: Option<usize> = None;
        let mut cited: Vec<String> = Vec::new(); // "Local media, citing police, reported": by who speaks next
        for (index, group) in groups.iter().enumerate() {
            // "citing the death of two medics" names a reason, not a voice
            let speaks = |source: &Source| source.actor.is_some() || by_words(&self.name(source)) != VoiceKind::ThirdParty;
            let named = |next: &Group<'_>| next.source.as_ref().is_some_and(|next| next.tokens.end + 1 == group.cue.start);
            if let (true, Some(source)) = (group.is_citing(), &group.source)
                && groups.get(index + 1).is_some_and(named)
            {
                cited = Some(self.name(source)).filter(|_| speaks(source)).into_iter().collect();
                continue;
            }
            if let (true, Some(outer), Some(source)) = (group.is_citing(), outer, &group.source) {
                if speaks(source) {
                    voices[outer].via.push(self.name(source));
                }
                continue;
            }
            let cited = std::mem::take(&mut cited);
            let content = content(self, &groups, index);
            // "The governor added:" is said in the next sentence.
            if content.is_empty() && !(group.source.is_some() && self.ends_with_colon(group.tokens.end)) {
                continue;
            }
            let nested = index > 0 && groups[index - 1].tokens.end >= group.tokens.start.saturating_sub(1);
            if let (true, Some(outer), Some(source)) = (nested && groups[index - 1].placed == Placed::After, outer, &group.source)
            {
                voices[outer].via.push(self.name(source));
            }
            let mut voice = self.voice(group, content);
            voice.via.extend(cited);
            voices.push(voice);
            outer = Some(voices.len() - 1);
        }
        if voices.len() == first {
            voices.extend(self.headline().or_else(|| self.signed()));
        }
    }

    /// Whether a colon at `token` ends the sentence.
    fn ends_with_colon(&self, token: usize) -> bool {
        token + 1 == self.tokens.end && self.document.word(token) == ":"
    }

    /// Every cue of the sentence that has a source, or needs none.
    fn groups(&self) -> Vec<Group<'a>> {
        let mut groups: Vec<Group<'a>> = Vec::new();
        let mut token = self.tokens.start;
        while token < self.tokens.end {
            let word = |index: usize| if index < self.tokens.end { self.document.lower(index) } else { "" };
            let Some((length, cue)) = self.lexicon.speech.longest(token, word) else {
                token += 1;
                continue;
            };
            if let Some(group) = self.group(token..token + length, cue, groups.last())
                && groups.last().is_none_or(|last| last.tokens.end <= group.cue.start)
            {
                match groups.last_mut() {
                    Some(last) if self.cites(last, &group) => self.cite(last, group),
                    _ => groups.push(group),
                }
            }
            token += length;
        }
        groups
    }

    /// Whether the source of `group` is whom the speaker right before it cites: "said, citing police, that".
    fn cites(&self, last: &Group<'_>, group: &Group<'_>) -> bool {
        let comma = self.document.word(last.tokens.end) == "," && self.document.word(group.tokens.end) == ",";
        let adjoins = comma && last.tokens.end + 1 == group.cue.start && last.cue.end == last.tokens.end;
        adjoins && group.is_citing() && last.source.is_some()
    }

    /// Takes whom `last` cites into its words.
    fn cite(&self, last: &mut Group<'a>, cited: Group<'a>) {
        last.tokens.end = cited.tokens.end + 1;
        last.cited = cited.source;
        if let Some(source) = &last.source {
            last.placed = super::content::placed(self, &last.cue, source, last.tokens.start, last.tokens.end);
        }
    }

    fn group(&self, cue: Range<usize>, words: &'a Cue, last: Option<&Group<'a>>) -> Option<Group<'a>> {
        let noun = self.parse.node(cue.start).upos == Upos::Noun && !self.is_misread(&cue);
        match words.frame {
            CueFrame::Impersonal => {
                let tokens = cue.clone();
                let rule = "reportedly";
                Some(Group { cue, words, source: None, cited: None, tokens, placed: Placed::Around, rule })
            }
            CueFrame::Before => {
                let source = self.source_after(self.relayed(cue.end).unwrap_or(cue.end))?;
                let tokens = cue.start..source.tokens.end.max(cue.end);
                Some(Group {
                    cue,
                    words,
                    source: Some(source),
                    cited: None,
                    tokens,
                    placed: Placed::Around,
                    rule: "according-to",
                })
            }
            // "The state of the talks", "the vote to leave": nouns of another sense.
            _ if noun && matches!(words.words, "note" | "notes" | "plan" | "plans" | "state" | "states" | "vote" | "votes") => {
                None
            }
            // "their claim that": many a verb of speech is a noun too.
            _ if words.frame == CueFrame::Noun || noun && !matches!(words.words, "said" | "says") => {
                let (source, mut tokens) = self.noun_source(&cue)?;
                // "the army's denial of the strike", "its call for a truce": owned, a noun needs no clause.
                let preposition =
                    |token: usize| matches!(self.document.lower(token), "of" | "for" | "about" | "against" | "over");
                let holds_it = cue.len() > 1 && preposition(cue.end - 1);
                let owned = (holds_it || preposition(cue.end)) && tokens.end == cue.end;
                let cue = cue.start..cue.end + usize::from(owned && !holds_it);
                tokens.end = tokens.end.max(cue.end);
                (owned || self.opens(tokens.end, true)).then_some(Group {
                    cue,
                    words,
                    source: Some(source),
                    cited: None,
                    tokens,
                    placed: Placed::After,
                    rule: if owned { "source-noun-of" } else { "source-noun" },
                })
            }
            _ => {
                if !self.speaks(&cue, words) {
                    return None;
                }
                let found = source(self, &cue, words.frame).filter(|(source, _)| !self.quoted_apart(&cue, source));
                let (source, rule) = found.or_else(|| self.goes_on(cue.start, last?))?;
                if self.quoted_self(&cue, &source) {
                    return None;
                }
                // "…, he said, adding that …": the source stands with the cue before this one.
                let shared = last.is_some_and(|last| source.tokens.start < last.tokens.end);
                let verbs = self.verb_group(&cue, words.frame).start;
                let start = if shared { verbs } else { source.tokens.start.min(verbs) };
                let end = self.past_adjuncts(source.tokens.end.max(cue.end), words.frame);
                let placed = super::content::placed(self, &cue, &source, start, end);
                // "A report by the league found 31 cases of torture": what a finding finds is what it says.
                let finds = words.frame == CueFrame::Clausal && self.is_finding(&source);
                (finds || self.takes(&cue, words.frame, placed, start, end)).then_some(Group {
                    cue,
                    words,
                    source: Some(source),
                    cited: None,
                    tokens: start..end,
                    placed,
                    rule,
                })
            }
        }
    }

    /// Whether the source is a text that tells what was found out.
    fn is_finding(&self, source: &Source) -> bool {
        matches!(
            self.document.lower(self.last_named(source)),
            "report" | "study" | "inquiry" | "investigation" | "survey" | "review" | "audit" | "probe"
        )
    }

    /// ", adding": whoever spoke last in the sentence goes on.
    fn goes_on(&self, cue: usize, last: &Group<'_>) -> Option<(Source, &'static str)> {
        let before = cue.checked_sub(1).map_or("", |before| self.document.lower(before));
        let participle = self.document.lower(cue).ends_with("ing") && matches!(before, "," | "and" | "”" | "\"" | "''");
        last.source.clone().filter(|_| participle).map(|source| (source, "source-goes-on"))
    }

    /// The first actor of the sentence that ends after token `token`.
    pub fn actor_after(&self, token: usize) -> Option<usize> {
        let own = &self.actors[self.own.clone()];
        let index = self.own.start + own.partition_point(|actor| actor.tokens.end <= token);
        (index < self.own.end).then_some(index)
    }

    /// The words of `tokens` without punctuation at either end.
    pub fn trimmed(&self, tokens: Range<usize>) -> Option<TextRange> {
        let mark = |token: usize| {
            matches!(self.document.word(token), "," | "." | ";" | ":" | "-" | "–" | "—" | "?" | "!" | "--" | ")" | "(" | "…" | "")
                || matches!(self.document.lower(token), "and" | "but" | "while")
        };
        let first = tokens.clone().find(|&token| !mark(token))?;
        let last = tokens.clone().rev().find(|&token| !mark(token))?;
        let worded = (first..=last).any(|token| self.document.word(token).chars().any(char::is_alphanumeric));
        (first <= last && worded).then(|| self.document.cover(first..last + 1))
    }

    /// The source as it is called: its actor's name, or its words, without the article and what is said of it: "the Rescue League, which works in".
    fn name(&self, source: &Source) -> String {
        if let Some(actor) = source.actor {
            return self.actors[actor].name.clone();
        }
        let all = source.tokens.clone();
        let first = all.start + usize::from(all.len() > 1 && self.document.lower(all.start) == "the");
        let ends = |token: usize| matches!(self.document.lower(token), "," | "who" | "which" | "that" | "(" | "–" | "—");
        let end = (first + 1..all.end).find(|&token| ends(token)).unwrap_or(all.end);
        self.document.slice(self.document.cover(first..end)).to_owned()
    }

    pub fn voice(&self, group: &Group<'_>, content: Vec<TextRange>) -> VoiceMention {
        let (speaker, cited) = self.speaker(group);
        let index = speaker.and_then(|source| source.actor);
        let actor = index.map(|index| &self.actors[index]);
        let range = speaker.map(|source| self.document.cover(source.tokens.clone()));
        let named = actor.filter(|actor| actor.person.is_some() || is_person(actor, self.actors));
        let organisation = match actor {
            Some(actor) if named.is_some() => actor.affiliation.and_then(|id| self.lexicon.actors.name(id)),
            Some(actor) if actor.reference == Reference::Anaphor && actor.antecedent.is_none() => None,
            Some(actor) => Some(actor.name.clone()),
            None => speaker.map(|source| self.name(source)),
        };
        VoiceMention {
            kind: match (actor, speaker) {
                (Some(actor), _) => self.states.kind(actor),
                (None, Some(source)) => by_words(&self.name(source)),
                (None, None) => VoiceKind::Report,
            },
            name: named.map(|actor| actor.name.clone()),
            role: actor.and_then(|actor| self.role(actor)).map(str::to_owned),
            organisation,
            country: actor.and_then(|actor| actor.country),
            actor: index,
            via: cited.map(|source| self.name(source)).into_iter().collect(),
            stance: stance(group.words.stance),
            source: range,
            cue: self.document.cover(self.verb_group(&group.cue, group.words.frame)),
            content,
            rule: RuleId(group.rule),
        }
    }

    /// The role words of an actor, or of the one it points back at.
    fn role(&self, actor: &ActorMention) -> Option<&'a str> {
        let earlier = || actor.antecedent.and_then(|earlier| self.actors.get(earlier)).and_then(|earlier| earlier.role);
        actor.role.or_else(earlier).map(|role| self.document.slice(role))
    }
}

/// Whether an actor that points back points at a person.
fn is_person(actor: &ActorMention, actors: &[ActorMention]) -> bool {
    actor.antecedent.and_then(|earlier| actors.get(earlier)).is_some_and(|earlier| earlier.person.is_some())
}

fn stance(stance: CueStance) -> Stance {
    match stance {
        CueStance::Asserts => Stance::Asserts,
        CueStance::Denies => Stance::Denies,
        CueStance::Disputes => Stance::Disputes,
        CueStance::Retracts => Stance::Retracts,
        CueStance::Corrects => Stance::Corrects,
    }
}
