//! Who speaks: the noun phrase that a cue's verb or preposition takes.
//!
//! In: a sentence, its parse and its actors, and a cue. Out: the [`Source`]'s tokens, and the actor they name where one was found.

use std::ops::Range;

use dateline_lexicon::{CueFrame, CueStance, Speech, Trigger};
use dateline_syntax::{Relation, Upos};

use super::read::{Group, Reader};

/// The noun phrase of one who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    /// Index into the actor mentions.
    pub actor: Option<usize>,
    pub tokens: Range<usize>,
}

/// Who speaks by the verb at `cue`, and the rule that says so; "no group has claimed it" names no one.
pub(super) fn source(reader: &Reader<'_>, cue: &Range<usize>, frame: CueFrame) -> Option<(Source, &'static str)> {
    let none = |token: usize| matches!(reader.document.lower(token), "no" | "nobody" | "none" | "neither");
    let nobody = |source: &Source| none(source.tokens.start) || source.tokens.start.checked_sub(1).is_some_and(none);
    named(reader, cue, frame).filter(|(source, _)| !nobody(source))
}

fn named(reader: &Reader<'_>, cue: &Range<usize>, frame: CueFrame) -> Option<(Source, &'static str)> {
    let mark = cue.start.checked_sub(1).map_or("", |before| reader.document.word(before));
    let participle = reader.document.lower(cue.start).ends_with("ing");
    // Whom one told stands after "told", never who did.
    let set_off = matches!(mark, "," | "”" | "\"" | "''" | "’" | "'") && !participle && frame != CueFrame::Told;
    if let Some(source) =
        reader.source_after(cue.end).filter(|source| set_off && source.actor.is_some() && reader.ends_clause(source.tokens.end))
    {
        return Some((reader.with_description(source), "says-source"));
    }
    if let Some(source) = reader.described(cue.start, false).filter(|_| !participle) {
        return Some((source, "source-says"));
    }
    if let Some(source) = reader.actor_before(cue.start, frame).or_else(|| reader.aged(cue.start)) {
        return Some((source, "source-says"));
    }
    if let Some(source) = reader.subject(cue.start, frame).filter(|source| !reader.is_mute(source)) {
        let rule = if source.tokens.start > cue.start { "says-source" } else { "source-says" };
        return Some((source, rule));
    }
    if let Some(source) = reader.described(cue.start, true).filter(|_| !participle) {
        return Some((source, "source-says"));
    }
    if set_off {
        return reader.source_after(cue.end).filter(|source| !reader.is_mute(source)).map(|source| (source, "says-source"));
    }
    None
}

impl Reader<'_> {
    /// Whether a clause ends before token `token`.
    fn ends_clause(&self, token: usize) -> bool {
        token >= self.tokens.end
            || matches!(self.document.word(token), "." | "," | ";" | ":" | "in" | "on" | "at" | "who" | "-" | "–" | "—")
    }

    /// The actor that ends right before token `cue`, but for auxiliaries, adverbs and a day between.
    fn actor_before(&self, cue: usize, frame: CueFrame) -> Option<Source> {
        let after = self.actor_after(cue).unwrap_or(self.own.end);
        let actor = after.checked_sub(1).filter(|actor| self.own.contains(actor))?;
        let between = self.actors[actor].tokens.end..cue;
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
                    | "further"
                    | "is"
                    | "are"
                    | "was"
                    | "were"
                    | "late"
                    | "early"
                    | "first"
            ) || word.ends_with("ly")
                || word.ends_with("day")
        };
        // "Ali Omar, 45, told", "Ali Omar (R-Ohio) said"
        let (opens, closes) = (self.document.word(between.start), self.document.word(between.end.saturating_sub(1)));
        let aged = between.len() == 3 && (opens, closes) == (",", ",") && self.parse.node(between.start + 1).upos == Upos::Num;
        let aside = aged || between.len() < 8 && (opens, closes) == ("(", ")");
        if !aside && (between.len() > 4 || !between.clone().all(light)) || self.actors[actor].modifier {
            return None;
        }
        let passive = between.clone().any(|token| matches!(self.document.lower(token), "is" | "are" | "was" | "were"));
        let speaks =
            frame == CueFrame::Feeling || self.document.lower(cue).ends_with("ing") || self.document.lower(cue) == "quoted";
        if passive && !speaks {
            return None;
        }
        // "soldiers in the town of X said": the actor is inside a longer phrase whose head is the subject.
        let tokens = self.actors[actor].tokens.clone();
        let head = self.actors[actor].head;
        if matches!(self.parse.node(head).relation, Relation::Nmod | Relation::NmodPoss | Relation::Conj | Relation::Appos)
            && let Some(whole) =
                self.subject(cue, frame).filter(|whole| whole.tokens.start < tokens.start && whole.tokens.end >= tokens.end)
        {
            return Some(whole);
        }
        // "A statement posted on the group's website said": what was posted there says it.
        if let Some(whole) = self.holder(head, cue) {
            return Some(Source { actor: whole.actor, tokens: whole.tokens.start..tokens.end });
        }
        let mut source = self.around(actor, tokens);
        if aside {
            source.tokens.end = between.end - usize::from(aged);
        }
        Some(self.possessed(&source).unwrap_or(source))
    }

    /// The subject of the verb at `cue` that a participle with `inner` below it describes.
    fn holder(&self, inner: usize, cue: usize) -> Option<Source> {
        let verb = self.parse.node(inner).head.filter(|_| self.parse.node(inner).relation == Relation::Obl)?;
        let noun = self.parse.node(verb).head.filter(|_| self.parse.node(verb).relation == Relation::Acl && verb < inner)?;
        let subject = self.parse.node(noun).relation == Relation::Nsubj && self.parse.node(noun).head == Some(cue);
        self.phrase(noun).filter(|_| subject)
    }

    /// The phrase of an actor with what describes it and the determiner before it: "Tyre mayor" before "Ali Omar".
    fn around(&self, actor: usize, tokens: Range<usize>) -> Source {
        let noun = |&token: &usize| {
            let node = self.parse.node(token);
            matches!(node.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
                && !self.is_time(token)
                && self.lexicon.speech.word(self.document.lower(token)).is_none()
        };
        let start = (self.tokens.start..tokens.start).rev().take_while(noun).last().unwrap_or(tokens.start);
        let article = start.checked_sub(1).filter(|&before| before >= self.tokens.start);
        let start = article.filter(|&before| matches!(self.document.lower(before), "the" | "a" | "an")).unwrap_or(start);
        Source { actor: Some(actor), tokens: start..tokens.end }
    }

    /// "attorneys for the family", where the actor found is the family: the phrase from its first noun on, back to where the clause begins.
    fn possessed(&self, inner: &Source) -> Option<Source> {
        let first = inner.tokens.start;
        let joins = |token: usize| matches!(self.document.lower(token), "of" | "at" | "in" | "for" | "by" | "from" | "with");
        first.checked_sub(1).filter(|&before| before >= self.tokens.start && joins(before))?;
        let belongs = |&token: &usize| {
            matches!(
                self.parse.node(token).upos,
                Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num | Upos::Adp | Upos::Cconj | Upos::Part
            )
        };
        let start = (self.tokens.start..first).rev().take_while(belongs).last()?;
        let preposition = (start..first).find(|&token| self.parse.node(token).upos == Upos::Adp)?;
        let head = preposition.checked_sub(1).filter(|&head| head >= start && self.nominal(head) && !self.is_time(head))?;
        Some(Source { actor: self.actor_at(head), tokens: start..inner.tokens.end })
    }

    /// Whether a word names a time, which says nothing: "a report last month said".
    pub fn is_time(&self, token: usize) -> bool {
        use dateline_lexicon::TimeWord;
        let word = self.lexicon.time.word(self.document.lower(token));
        matches!(
            word,
            Some(
                TimeWord::Month(_)
                    | TimeWord::Weekday(_)
                    | TimeWord::Unit(_)
                    | TimeWord::Units(_)
                    | TimeWord::Day(_)
                    | TimeWord::Part(_)
            )
        )
    }

    /// Who speaks, and whom they cite. Of an agency that names itself, "Meridian reported, citing police", whom it cites speaks, else the report itself.
    pub fn speaker<'g>(&self, group: &'g Group<'_>) -> (Option<&'g Source>, Option<&'g Source>) {
        let own = self.document.header().wire_origin;
        let named = |source: &Source| self.document.slice(self.document.cover(source.tokens.clone()));
        match &group.source {
            Some(source) if own.is_some_and(|own| self.document.slice(own) == named(source)) => (group.cited.as_ref(), None),
            source => (source.as_ref(), group.cited.as_ref()),
        }
    }

    /// Whether a phrase names what is told of and never who tells it: an act of force, a harm, a figure, a feeling.
    fn is_mute(&self, source: &Source) -> bool {
        let head = self.last_named(source);
        let node = self.parse.node(head);
        let lemma = dateline_syntax::lemma(self.document.lower(head), node.upos);
        let told =
            ["incident", "event", "case", "time", "death", "loss", "injury", "toll", "number", "age", "heart", "fear", "attempt"];
        let acts = || self.lexicon.acts.trigger_at(head, |token| if token == head { lemma.as_ref() } else { "" });
        let of_force = |trigger: &Trigger| trigger.act.is_some_and(|act| self.lexicon.acts.is_armed(act));
        let named = || acts().is_some_and(|(_, found)| found.iter().any(|found| found.speech == Speech::Noun && of_force(found)));
        source.actor.is_none() && node.upos == Upos::Noun && (told.contains(&lemma.as_ref()) || named())
    }

    /// The last word of a phrase before what hangs on it.
    pub fn last_named(&self, source: &Source) -> usize {
        let named = source.tokens.clone().take_while(|&token| self.parse.node(token).upos != Upos::Adp);
        named.last().unwrap_or(source.tokens.start)
    }

    /// The subject of the verb at `verb`, or of the verb it belongs to.
    fn subject(&self, verb: usize, frame: CueFrame) -> Option<Source> {
        let mut at = verb;
        for _ in 0..3 {
            if let Some(agent) = self.parse.dependents(at, Relation::OblAgent).next() {
                return self.phrase(agent);
            }
            let passive = self.parse.dependents(at, Relation::NsubjPass).next_back();
            if let Some(passive) = passive {
                let speaks = frame == CueFrame::Feeling || matches!(self.document.lower(at), "quoted" | "cited");
                return self.phrase(passive).filter(|_| speaks);
            }
            if let Some(subject) = self.parse.dependents(at, Relation::Nsubj).rfind(|&subject| !self.is_time(subject)) {
                let node = self.parse.node(at);
                // "The minister, who said …, left", where the tree has one verb for both.
                let whose = self.parse.dependents(at, Relation::Nsubj).find(|&first| first < subject);
                if let Some(whose) =
                    whose.filter(|_| self.document.lower(subject) == "who" && node.relation != Relation::AclRelcl)
                {
                    return self.phrase(whose);
                }
                if matches!(self.document.lower(subject), "who" | "which" | "that") {
                    return node.head.filter(|_| node.relation == Relation::AclRelcl).and_then(|head| self.phrase(head));
                }
                return self.phrase(subject);
            }
            let node = self.parse.node(at);
            let head = node.head.filter(|head| self.tokens.contains(head))?;
            let participle = self.document.lower(at).ends_with("ing");
            match node.relation {
                // "Crowds gathered at the gate, chanting …", where the parse takes the crowds for the head.
                Relation::Acl | Relation::Advcl if participle && self.nominal(head) => return self.phrase(head),
                Relation::Conj | Relation::Xcomp | Relation::Advcl => at = self.taken_back(at, head).unwrap_or(head),
                Relation::Acl if participle => return self.phrase(head),
                _ => return None,
            }
        }
        None
    }

    /// "Police said five had died but later revised that to four", "said five had died, correcting a figure of eight": the verb of saying over the one
    /// that a "but" is joined to, or what takes it back.
    fn taken_back(&self, verb: usize, joined: usize) -> Option<usize> {
        let participle = self.document.lower(verb);
        let corrects = || self.lexicon.speech.word(participle).is_some_and(|cue| cue.stance == CueStance::Corrects);
        let but = self.parse.dependents(verb, Relation::Cc).any(|word| self.document.lower(word) == "but")
            || participle.ends_with("ing") && corrects();
        let node = self.parse.node(joined);
        let says =
            |above: &usize| node.relation == Relation::Ccomp && self.lexicon.speech.word(self.document.lower(*above)).is_some();
        node.head.filter(|_| but).filter(says)
    }

    /// The noun phrase headed by token `head`, without a relative clause; `None` where it is no one who could speak.
    fn phrase(&self, head: usize) -> Option<Source> {
        if !self.tokens.contains(&head) {
            return None;
        }
        let node = self.parse.node(head);
        if !matches!(node.upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::X | Upos::Adj) {
            return None;
        }
        let word = self.document.lower(head);
        if self.is_time(head) || matches!(word, "there" | "this" | "what" | "which" | "that" | "these" | "those" | "you") {
            return None;
        }
        let (mut start, mut end) = (head, head + 1);
        for child in self.parse.children(head) {
            let relation = self.parse.node(child).relation;
            let keeps = !matches!(
                relation,
                Relation::AclRelcl
                    | Relation::Acl
                    | Relation::Advcl
                    | Relation::Parataxis
                    | Relation::Punct
                    | Relation::Case
                    | Relation::Cop
                    | Relation::Aux
                    | Relation::Nsubj
                    | Relation::Advmod
                    | Relation::Cc
                    | Relation::Mark
                    | Relation::Obl
                    | Relation::Obj
            );
            // "According to activists, nine people were killed": only an "and" makes a list of them.
            let and = |token: usize| matches!(self.document.lower(token), "and" | "or" | "&");
            let joins = relation == Relation::Conj && head < child;
            let listed = !joins || (head + 1..self.parse.subtree(child).end).any(and);
            if keeps && listed {
                let whole = self.parse.subtree(child);
                start = start.min(whole.start.max(self.tokens.start));
                end = end.max(whole.end.min(self.tokens.end));
            }
        }
        let actor = self.actor_at(head);
        if let Some(actor) = actor {
            start = start.min(self.actors[actor].tokens.start);
            end = end.max(self.actors[actor].tokens.end);
        }
        // ", who left the town, adding that …": what is said next is no part of the speaker's name.
        let told = (head + 1..end).find(|&token| {
            let word = self.document.lower(token);
            self.document.word(token - 1) == "," && word.ends_with("ing") && self.lexicon.speech.word(word).is_some()
        });
        Some(Source { actor, tokens: start..told.map_or(end, |token| token - 1).max(head + 1) })
    }

    /// The actor whose words hold token `head`.
    pub fn actor_at(&self, head: usize) -> Option<usize> {
        let first = self.actor_after(head)?;
        let near = first..(first + 3).min(self.own.end);
        let holds = |index: &usize| self.actors[*index].tokens.contains(&head);
        near.clone().filter(holds).find(|&index| !self.actors[index].modifier).or_else(|| near.clone().find(holds))
    }

    /// "According to preliminary information from the ministry": where the words begin for whom the information is from.
    pub fn relayed(&self, from: usize) -> Option<usize> {
        const FAR: usize = 4;
        let told = |&token: &usize| {
            matches!(
                self.document.lower(token),
                "information" | "data" | "details" | "estimates" | "figures" | "records" | "reports" | "statistics"
            )
        };
        let near = from..(from + FAR).min(self.tokens.end);
        let noun = near.into_iter().find(told)?;
        matches!(self.document.lower(noun + 1), "from" | "by").then_some(noun + 2)
    }

    /// The phrase that begins at token `from`, after "according to" or "said".
    pub fn source_after(&self, from: usize) -> Option<Source> {
        let mut first = from;
        while matches!(self.document.lower(first), "the" | "a" | "an" | "to" | "by") && first < self.tokens.end {
            first += 1;
        }
        let actor =
            self.actor_after(first).filter(|&index| self.actors[index].tokens.start <= first && !self.actors[index].modifier);
        let head = (from..(from + 12).min(self.tokens.end)).find(|&token| {
            let node = self.parse.node(token);
            let noun = matches!(node.upos, Upos::Noun | Upos::Propn | Upos::Pron);
            noun && node.head.is_none_or(|head| head < from || head >= token && !self.nominal(head) || head < self.tokens.start)
        });
        let phrase = head.and_then(|head| self.phrase(head)).filter(|phrase| phrase.tokens.start >= from.saturating_sub(1));
        match (actor, phrase) {
            (Some(actor), Some(phrase)) if phrase.tokens.start <= self.actors[actor].tokens.start => {
                let end = phrase.tokens.end.max(self.actors[actor].tokens.end);
                Some(Source { actor: Some(actor), tokens: phrase.tokens.start.max(from)..end })
            }
            (Some(actor), _) => Some(self.around(actor, self.actors[actor].tokens.clone())),
            (None, Some(phrase)) => Some(Source { tokens: phrase.tokens.start.max(from)..phrase.tokens.end, ..phrase }),
            (None, None) => None,
        }
    }

    /// Who owns the noun at `cue`, "the army's claim", "a claim by the army", and the tokens both take.
    pub fn noun_source(&self, cue: &Range<usize>) -> Option<(Source, Range<usize>)> {
        if let Some(owner) = self.parse.dependents(cue.start, Relation::NmodPoss).next() {
            let source = self.phrase(owner)?;
            let start = source.tokens.start.min(cue.start);
            return Some((source, start..cue.end));
        }
        let after = matches!(self.document.lower(cue.end), "by" | "from");
        let source = self.source_after(cue.end + 1).filter(|_| after)?;
        let end = source.tokens.end;
        Some((source, cue.start..end))
    }

    fn nominal(&self, token: usize) -> bool {
        matches!(self.parse.node(token).upos, Upos::Noun | Upos::Propn)
    }
}
