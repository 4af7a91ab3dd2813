//! Cues: whether their words speak here, and which words they are.
//!
//! In: a sentence and the words of a cue in it. Out: whether someone says something by them, and the verb group they belong to: "has
//! repeatedly denied". Does not know who speaks.

use std::ops::Range;

use dateline_lexicon::{Cue, CueFrame};
use dateline_syntax::{Relation, Upos};

use super::content::Placed;
use super::read::Reader;
use super::source::Source;

impl Reader<'_> {
    /// Whether a cue's verb is a verb here, and says that someone did say it.
    pub fn speaks(&self, cue: &Range<usize>, words: &Cue) -> bool {
        let node = self.parse.node(cue.start);
        let labelled = node.upos != Upos::X;
        // "Zamfara state": a word of the name.
        let named = node.upos == Upos::Propn && node.relation != Relation::Flat;
        let known = named || matches!(words.words, "says" | "said");
        let feels = node.upos == Upos::Adj && words.frame == CueFrame::Feeling;
        let verb = node.upos == Upos::Verb || known || feels || self.is_misread(cue);
        if labelled && !verb || self.told_of(cue) || self.asks_no_name(cue) {
            return false;
        }
        let before = cue.start.saturating_sub(4).max(self.tokens.start)..cue.start;
        let refused = before.clone().rev().take_while(|&token| {
            matches!(self.parse.node(token).upos, Upos::Aux | Upos::Adv | Upos::Part | Upos::X)
                || self.document.lower(token) == "to"
        });
        let mut refused = refused.map(|token| self.document.lower(token));
        !refused.any(|word| {
            matches!(
                word,
                "not"
                    | "n't"
                    | "n’t"
                    | "never"
                    | "will"
                    | "would"
                    | "could"
                    | "can"
                    | "may"
                    | "might"
                    | "should"
                    | "must"
                    | "to"
                    | "neither"
                    | "'ll"
                    | "cannot"
            )
        })
    }

    /// "The agency estimates that": a verb that reads as a noun after whoever speaks.
    pub fn is_misread(&self, cue: &Range<usize>) -> bool {
        let noun = self.parse.node(cue.start).upos == Upos::Noun && self.document.lower(cue.start).ends_with('s');
        let before =
            || self.actor_after(cue.start).unwrap_or(self.own.end).checked_sub(1).filter(|actor| self.own.contains(actor));
        let speaks = |actor: usize| self.actors[actor].tokens.end == cue.start && !self.actors[actor].modifier;
        noun && self.document.lower(cue.end) == "that" && before().is_some_and(speaks)
    }

    /// "Who asked not to be named": what is asked is no news.
    fn asks_no_name(&self, cue: &Range<usize>) -> bool {
        let words = cue.end..(cue.end + 6).min(self.tokens.end);
        let to = words.clone().take(2).any(|token| self.document.lower(token) == "to");
        let name = |word: &str| matches!(word, "named" | "identified" | "anonymous" | "unnamed");
        to && words.into_iter().any(|token| name(self.document.lower(token)))
    }

    /// "Gunmen believed to be members of the group", "a man accused of theft": what others say of them.
    fn told_of(&self, cue: &Range<usize>) -> bool {
        let passive = matches!(
            self.document.lower(cue.start),
            "believed" | "thought" | "reported" | "said" | "alleged" | "suspected" | "presumed" | "understood" | "estimated"
        );
        let verb = || matches!(self.parse.node(cue.end + 1).upos, Upos::Verb | Upos::Aux);
        // "Responded with air strikes", "responded by shelling": in deeds.
        let deeds = matches!(self.document.lower(cue.start), "responded" | "responds" | "respond")
            && matches!(self.document.lower(cue.end), "with" | "by")
            && (cue.end + 1..(cue.end + 5).min(self.tokens.end)).any(|token| self.is_force(token));
        let accused = self.document.lower(cue.start) == "accused" && self.document.lower(cue.end) == "of";
        deeds || accused || passive && self.document.lower(cue.end) == "to" && verb()
    }

    /// Whether an act of force is named at `token`.
    fn is_force(&self, token: usize) -> bool {
        let lemma = |token: usize| dateline_syntax::lemma(self.document.lower(token), self.parse.node(token).upos);
        let forms: Vec<_> = (token..(token + 3).min(self.tokens.end)).map(lemma).collect();
        let found = self.lexicon.acts.trigger_at(token, |at| forms.get(at - token).map_or("", |form| form.as_ref()));
        let armed = |act: &str| self.lexicon.acts.is_armed(act);
        found.is_some_and(|(_, readings)| readings.iter().any(|reading| reading.act.is_some_and(armed)))
    }

    /// Whether a cue of this frame, whose group takes tokens `start..end`, has what its frame must have to speak.
    pub fn takes(&self, cue: &Range<usize>, frame: CueFrame, placed: Placed, start: usize, end: usize) -> bool {
        let verbal = |token: usize| matches!(self.parse.node(token).upos, Upos::Verb | Upos::Aux | Upos::X);
        match frame {
            CueFrame::Sentential => placed != Placed::After || self.opens(end, false) || (end..self.tokens.end).any(verbal),
            CueFrame::Clausal => {
                let asks = self.document.lower(cue.start).starts_with("ask") && self.document.lower(end) == "if";
                asks || placed != Placed::After || self.opens(end, false) || self.clause(end) || self.counts_harm(cue.start, end)
            }
            CueFrame::Feeling => self.opens(end, false),
            CueFrame::Infinitive => placed != Placed::After || self.opens(end, true) || self.clause(end),
            // "gangs that people call bandits" says nothing more than the name.
            CueFrame::Naming if placed == Placed::Inside || start > 0 && self.document.lower(start - 1) == "that" => false,
            CueFrame::Naming => {
                let object = |child: &usize| {
                    *child > cue.start
                        && matches!(self.parse.node(*child).relation, Relation::Obj | Relation::Iobj | Relation::Xcomp)
                };
                let objects: Vec<usize> = self.parse.children(cue.start).filter(object).collect();
                // What is named, and what it is called, which some parses hang on it.
                objects.len() > 1 || objects.first().is_some_and(|&first| self.parse.children(first).any(|child| object(&child)))
            }
            CueFrame::Figure => placed == Placed::After && self.toll(end),
            _ => true,
        }
    }

    /// "Has documented 1,200 civilian deaths", "counted 30 dead": a monitor's own figure.
    fn counts_harm(&self, cue: usize, token: usize) -> bool {
        let counts = matches!(
            self.document.lower(cue),
            "recorded" | "documented" | "counted" | "registered" | "verified" | "tallied" | "logged" | "records" | "documents"
        );
        let words = || (token..(token + 8).min(self.tokens.end)).map(|at| self.document.lower(at));
        let number = (token..(token + 4).min(self.tokens.end)).any(|at| self.parse.node(at).upos == Upos::Num);
        let harm = |word: &str| {
            matches!(
                word,
                "deaths" | "killings" | "fatalities" | "casualties" | "injuries" | "dead" | "killed" | "wounded" | "injured"
            )
        };
        counts && number && words().take_while(|word| !matches!(*word, "." | ";" | ",")).any(harm)
    }

    /// Whether how many came to harm is named at `token`: "the overall death toll", "its count of the dead", "the number of people killed".
    fn toll(&self, token: usize) -> bool {
        let words = (token..(token + 8).min(self.tokens.end)).map(|at| self.document.lower(at));
        let named: Vec<&str> = words.take_while(|word| !matches!(*word, "at" | "to" | "from" | "," | "and")).collect();
        let counts = |word: &&str| matches!(*word, "number" | "count" | "figure" | "total" | "tally" | "estimate");
        let harmed = |word: &&str| {
            matches!(
                *word,
                "dead"
                    | "deaths"
                    | "killed"
                    | "died"
                    | "fatalities"
                    | "injured"
                    | "wounded"
                    | "casualties"
                    | "victims"
                    | "missing"
            )
        };
        named.iter().any(|word| matches!(*word, "toll" | "tolls")) || named.iter().skip_while(|word| !counts(word)).any(harmed)
    }

    /// Whether a clause without "that" begins at `token`, with its subject: "found the army was to blame".
    fn clause(&self, token: usize) -> bool {
        for at in token..(token + 6).min(self.tokens.end) {
            let node = self.parse.node(at);
            if matches!(node.relation, Relation::Nsubj | Relation::NsubjPass) {
                return node.head.is_some_and(|verb| verb > at);
            }
            if !matches!(node.upos, Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron) {
                return false;
            }
        }
        false
    }

    /// Whether a clause or a quotation begins at `token`, or an infinitive where one will do.
    pub fn opens(&self, token: usize, infinitive: bool) -> bool {
        let quotes = |token: usize| matches!(self.document.word(token), "“" | "\"" | "``" | "‘");
        let word = self.document.lower(token);
        matches!(word, "that" | "how" | "why" | "whether" | "what" | ":")
            || quotes(token)
            || word == "," && quotes(token + 1)
            || infinitive && word == "to" && matches!(self.parse.node(token + 1).upos, Upos::Verb | Upos::Aux | Upos::X)
    }

    /// Whether the words are a quotation's own: "“I think they left,” he said" has one voice, and it is his.
    pub fn quoted_self(&self, cue: &Range<usize>, source: &Source) -> bool {
        self.is_self(source) && self.quotation(cue.start).is_some()
    }

    /// Whether the source is the "I" of a quotation that the cue does not stand in.
    pub fn quoted_apart(&self, cue: &Range<usize>, source: &Source) -> bool {
        self.is_self(source) && self.quotation(source.tokens.start) != self.quotation(cue.start)
    }

    fn is_self(&self, source: &Source) -> bool {
        source.tokens.len() == 1 && matches!(self.document.lower(source.tokens.start), "i" | "we")
    }

    /// The outermost quotation that token `token` stands in, by its place among the document's.
    pub fn quotation(&self, token: usize) -> Option<usize> {
        let word = self.document.tokens().get(token)?.range;
        let quotations = self.document.quotations();
        let first = quotations.partition_point(|quotation| quotation.range.start() <= word.start());
        (0..first).rev().find(|&index| quotations[index].depth == 0).filter(|&index| quotations[index].range.contains(word))
    }

    /// The cue with the auxiliaries, adverbs and negations right before its verb: "has repeatedly denied".
    pub fn verb_group(&self, cue: &Range<usize>, frame: CueFrame) -> Range<usize> {
        if matches!(frame, CueFrame::Before | CueFrame::Impersonal | CueFrame::Noun) {
            return cue.clone();
        }
        let belongs = |token: &usize| {
            let node = self.parse.node(*token);
            let light = matches!(node.upos, Upos::Aux | Upos::Adv | Upos::Part);
            light && (cue.contains(&node.head.unwrap_or(*token)))
        };
        let first = (self.tokens.start..cue.start).rev().take_while(belongs).last();
        first.unwrap_or(cue.start)..cue.end
    }
}
