//! The scene: one document with everything found in it so far, and the questions the rules ask of it.
//!
//! In: document, parse, mentions. Out: clauses, distances, neighbours. Holds no rule.

use std::borrow::Cow;
use std::ops::Range;

use dateline_lexicon::{Counted, Form, Lexicon, Trigger};
use dateline_mentions::{ActorMention, Context, CountMention, Mentions, PlaceMention, VoiceMention};
use dateline_syntax::{Parse, Relation, Upos, Xpos};
use dateline_text::{Document, Part};

use crate::party::Groups;

/// One document and what was found in it.
pub(crate) struct Scene<'a> {
    /// The dictionary form of every token.
    pub lemmas: Vec<Cow<'a, str>>,
    /// By sentence, the voices that something of it stands on.
    pub voices: Vec<Vec<&'a VoiceMention>>,
    /// The armed groups named.
    pub groups: Groups<'a>,
    pub document: &'a Document,
    pub parse: &'a Parse,
    pub mentions: &'a Mentions,
    pub lexicon: &'a Lexicon,
    pub context: &'a Context,
}

/// By sentence, the voices that something of it stands on.
pub(crate) fn voices_by_sentence<'a>(document: &Document, mentions: &'a Mentions) -> Vec<Vec<&'a VoiceMention>> {
    let sentences = document.sentences();
    let mut voices: Vec<Vec<&VoiceMention>> = vec![Vec::new(); sentences.len()];
    for voice in &mentions.voices {
        for content in &voice.content {
            let first = sentences.partition_point(|sentence| sentence.range.end() <= content.start());
            for (sentence, voices) in sentences.iter().zip(&mut voices).skip(first) {
                if sentence.range.start() >= content.end() {
                    break;
                }
                if !voices.last().is_some_and(|&last| std::ptr::eq(last, voice)) {
                    voices.push(voice);
                }
            }
        }
    }
    voices
}

/// How many tokens a phrase may hold.
const NEAR: usize = 60;

/// The mentions that begin within [`NEAR`] tokens of `token`: a long report is not read through for each of its words.
fn near<T>(mentions: &[T], token: usize, start: impl Fn(&T) -> usize) -> impl Iterator<Item = &T> {
    let first = mentions.partition_point(|mention| start(mention) + NEAR < token);
    mentions[first..].iter().take_while(move |mention| start(mention) <= token + NEAR)
}

/// Verbs that get somebody to do something.
const GETTING: [&str; 14] = [
    "ask",
    "beg",
    "convince",
    "direct",
    "encourage",
    "force",
    "get",
    "instruct",
    "invite",
    "order",
    "persuade",
    "tell",
    "urge",
    "warn",
];

impl<'a> Scene<'a> {
    /// The sentences that report, in order.
    pub fn sentences(&self) -> impl Iterator<Item = usize> + '_ {
        let reports = |part: Part| matches!(part, Part::Body | Part::Heading | Part::Caption);
        self.document.sentences().iter().enumerate().filter(move |(_, sentence)| reports(sentence.part)).map(|(index, _)| index)
    }

    /// The actors that begin within [`NEAR`] tokens of `token`, in text order.
    pub fn actors_near(&self, token: usize) -> impl Iterator<Item = &'a ActorMention> + use<'a> {
        near(&self.mentions.actors, token, |actor| actor.tokens.start)
    }

    /// The counts that begin within [`NEAR`] tokens of `token`, in text order.
    pub fn counts_near(&self, token: usize) -> impl Iterator<Item = &'a CountMention> + use<'a> {
        near(&self.mentions.counts, token, |count| count.tokens.start)
    }

    /// The places that begin within [`NEAR`] tokens of `token`, in text order.
    pub fn places_near(&self, token: usize) -> impl Iterator<Item = &'a PlaceMention> + use<'a> {
        near(&self.mentions.places, token, |place| place.tokens.start)
    }

    /// The tokens of a sentence.
    pub fn tokens(&self, sentence: usize) -> Range<usize> {
        self.document.sentences()[sentence].tokens.clone()
    }

    /// The first token of the sentence that holds `token`.
    pub fn sentence_start(&self, token: usize) -> usize {
        self.tokens(self.document.sentence_of(token)).start
    }

    /// Past the last token of the sentence that holds `token`.
    pub fn sentence_end(&self, token: usize) -> usize {
        let sentences = self.document.sentences();
        let at = sentences.partition_point(|sentence| sentence.tokens.end <= token);
        sentences.get(at).map_or(token, |sentence| sentence.tokens.end)
    }

    /// A token in lower case.
    pub fn lower(&self, token: usize) -> &'a str {
        self.document.lower(token)
    }

    /// A token's dictionary form.
    pub fn lemma(&self, token: usize) -> &str {
        self.lemmas.get(token).map_or("", Cow::as_ref)
    }

    /// Whether the tagger has labelled a token at all.
    pub fn is_tagged(&self, token: usize) -> bool {
        self.parse.node(token).upos != Upos::X
    }

    /// Whether a token reads as a noun or a name.
    pub fn is_noun(&self, token: usize) -> bool {
        matches!(self.parse.node(token).upos, Upos::Noun | Upos::Propn)
    }

    /// What a token counts by itself, as the tables of nouns for people have it.
    pub fn person_noun(&self, token: usize) -> Option<(Form, Counted)> {
        let alone = |at: usize| if at == token { self.lower(at) } else { "" };
        self.lexicon.people.noun(token, alone).map(|(_, form, counted)| (form, counted))
    }

    /// The acts and harms that a token names by itself.
    pub fn named_by(&self, token: usize) -> Option<&'a [Trigger]> {
        let alone = |at: usize| if at == token { self.lemma(at) } else { "" };
        self.lexicon.acts.trigger_at(token, alone).map(|(_, readings)| readings)
    }

    /// Whom or what a verb befalls: its objects, and the subject of its passive.
    pub fn befallen(&self, verb: usize) -> impl Iterator<Item = usize> + '_ {
        let relation = |child: usize| self.parse.node(child).relation;
        self.parse.children(verb).filter(move |&child| matches!(relation(child), Relation::Obj | Relation::NsubjPass))
    }

    /// "Forced villagers to flee": whether whom it takes has to do what comes after.
    pub fn forces(&self, verb: usize) -> bool {
        matches!(self.lemma(verb), "force" | "compel" | "drive" | "oblige")
    }

    /// Whether a token reads as a verb.
    pub fn is_verb(&self, token: usize) -> bool {
        matches!(self.parse.node(token).upos, Upos::Verb | Upos::Aux)
    }

    /// The head of the clause a token stands in: the nearest verb above it, itself included, or the sentence's root.
    pub fn clause(&self, token: usize) -> usize {
        let mut last = token;
        for above in self.parse.ancestors(token) {
            last = above;
            let node = self.parse.node(above);
            let heads = matches!(
                node.relation,
                Relation::Root
                    | Relation::Advcl
                    | Relation::AdvclRelcl
                    | Relation::Acl
                    | Relation::AclRelcl
                    | Relation::Ccomp
                    | Relation::Xcomp
                    | Relation::Parataxis
                    | Relation::Csubj
                    | Relation::CsubjPass
            );
            let verb_conjunct = node.relation == Relation::Conj && node.upos == Upos::Verb;
            if heads && (node.upos == Upos::Verb || node.relation != Relation::Acl) || verb_conjunct {
                break;
            }
        }
        last
    }

    /// Steps between two tokens in the tree; a large number where they share no sentence tree.
    pub fn distance(&self, a: usize, b: usize) -> usize {
        let above: Vec<usize> = self.parse.ancestors(a).collect();
        for (steps, token) in self.parse.ancestors(b).enumerate() {
            if let Some(at) = above.iter().position(|&other| other == token) {
                return at + steps;
            }
        }
        1000
    }

    /// Whether a verb is passive or a bare past participle: "was killed", "people killed in".
    pub fn is_passive(&self, verb: usize) -> bool {
        let node = self.parse.node(verb);
        let has = |relation: Relation| self.parse.dependents(verb, relation).next().is_some();
        let bare = node.xpos == Xpos::Vbn && matches!(node.relation, Relation::Acl | Relation::Amod | Relation::Xcomp);
        // "Gunmen shot and killed the mayor": an object, or a bare noun that the parse takes for none; not "killed Monday".
        let object = |verb: usize| {
            self.parse.children(verb).any(|child| {
                let bare = self.parse.node(child).relation == Relation::Obl && self.case(child).is_none() && child > verb;
                (bare && self.is_noun(child) || self.parse.node(child).relation == Relation::Obj) && !self.is_time(child)
            })
        };
        let alone = |verb: &usize| self.parse.dependents(*verb, Relation::Nsubj).next().is_none();
        let joined = |verb: usize| self.parse.dependents(verb, Relation::Conj).filter(alone).any(object);
        // "Was shot several times and killed": the auxiliary of the first holds for both.
        let first = node.head.filter(|_| node.relation == Relation::Conj && node.xpos == Xpos::Vbn);
        let own = |child| matches!(self.parse.node(child).relation, Relation::Nsubj | Relation::Aux);
        let shares = first.is_some_and(|first| self.parse.dependents(first, Relation::AuxPass).next().is_some())
            && verb.checked_sub(1).is_none_or(|before| self.lower(before) != "not")
            && !self.parse.children(verb).any(own);
        // "The army attacked homes", misread: a passive without an auxiliary takes no object.
        let marked = has(Relation::NsubjPass) || has(Relation::CsubjPass);
        has(Relation::AuxPass)
            || self.hit_people(verb).is_some()
            || !object(verb) && (marked || shares || bare && !joined(verb) || self.beside(verb).is_some())
    }

    /// "One of the four boys killed by a shell", "people killed in a strike": the people right before a participle that a preposition follows, wherever the
    /// tree hangs it.
    pub fn hit_people(&self, verb: usize) -> Option<usize> {
        // "With 48 wounded".
        let with = |number: &usize| self.parse.node(*number).upos == Upos::Num && self.lower(number.saturating_sub(1)) == "with";
        if let Some(number) = verb.checked_sub(1).filter(with) {
            return Some(number);
        }
        let tied = matches!(self.lower(verb + 1), "in" | "by" | "when" | "during");
        let aided = self.parse.children(verb).any(|child| self.parse.node(child).relation == Relation::Aux);
        let noun = verb.checked_sub(1).filter(|_| tied && !aided && self.parse.node(verb).xpos == Xpos::Vbn)?;
        // "A teenager killed by gunfire"; not "the man killed in self-defence".
        let befell = matches!(self.parse.node(noun).xpos, Xpos::Nns) || self.lower(verb + 1) == "by" && !self.is_time(verb + 2);
        (befell && self.person_noun(noun).is_some()).then_some(noun)
    }

    /// "After paramilitaries attacked the village": the noun that the tree ties to "after", and leaves the verb without.
    fn tied_away(&self, verb: usize) -> Option<usize> {
        let noun = verb.checked_sub(1).filter(|&noun| self.is_noun(noun) && self.parse.node(verb).xpos == Xpos::Vbd)?;
        matches!(self.case(noun), Some("after" | "before" | "since" | "as")).then_some(noun)
    }

    /// "The engineer, kidnapped on Tuesday by rebels": the noun before a participle set apart that has its "by", wherever the tree hangs it.
    fn beside(&self, verb: usize) -> Option<usize> {
        let node = self.parse.node(verb);
        let noun = verb.checked_sub(2).filter(|&noun| self.is_noun(noun) && self.lower(verb - 1) == ",")?;
        // "Eight people, two of them women, killed in a strike".
        let tied = matches!(self.lower(verb + 1), "in" | "when" | "during") && self.person_noun(noun).is_some();
        let set_off = node.relation == Relation::Advcl && self.agents(verb).next().is_some()
            || matches!(node.relation, Relation::Advcl | Relation::Conj) && tied;
        let apart = node.xpos == Xpos::Vbn && set_off;
        apart
            .then(|| {
                self.parse.ancestors(noun).find(|&above| {
                    !matches!(self.parse.node(above).relation, Relation::Flat | Relation::Compound | Relation::Appos)
                })
            })
            .flatten()
    }

    /// "…; three were shot dead": the number right before a passive that the tree ties to another clause.
    fn number_before(&self, verb: usize) -> Option<usize> {
        let light = |token: usize| matches!(self.parse.node(token).upos, Upos::Aux | Upos::Adv);
        let number = (verb.saturating_sub(4)..verb).rev().find(|&token| !light(token)).filter(|&number| number + 1 < verb)?;
        let opens = number.checked_sub(1).is_some_and(|before| matches!(self.lower(before), ";" | "," | "and"));
        (opens && self.parse.node(number).upos == Upos::Num && !self.is_time(number)).then_some(number)
    }

    /// Whether something of the sentence is said by the word `token`.
    pub fn speaks(&self, token: usize) -> bool {
        let Some(range) = self.document.tokens().get(token).map(|token| token.range) else { return false };
        let voices = self.voices.get(self.document.sentence_of(token)).into_iter().flatten();
        voices.into_iter().any(|voice| voice.cue.contains(range))
    }

    /// Whether a token is one of the words of a time.
    pub fn is_time(&self, token: usize) -> bool {
        let Some(range) = self.document.tokens().get(token).map(|token| token.range) else { return false };
        let after = self.mentions.times.partition_point(|time| time.range.start() <= range.start());
        self.mentions.times[..after].iter().rev().take(3).any(|time| time.range.contains(range)) // times hardly ever overlap
    }

    /// Those by whom a verb says it was done: "carried out by three men".
    pub fn agents(&self, verb: usize) -> impl Iterator<Item = usize> + '_ {
        self.parse.children(verb).filter(|&child| match self.parse.node(child).relation {
            Relation::OblAgent => true,
            relation => relation == Relation::Obl && self.case(child) == Some("by"),
        })
    }

    /// The noun that "who", "which" or "that" stands for as the subject of a relative clause; any other token itself.
    pub fn antecedent(&self, token: usize) -> usize {
        if !matches!(self.lower(token), "who" | "which" | "that" | "whom") {
            return token;
        }
        let verb = self.parse.node(token).head;
        let noun = verb.filter(|&verb| matches!(self.parse.node(verb).relation, Relation::AclRelcl | Relation::Acl));
        // "The group, which has fought the army for years, attacked": where the tree has it for no clause of the group's.
        let beside = || token.checked_sub(2).filter(|&noun| self.lower(noun + 1) == "," && self.is_noun(noun));
        noun.and_then(|verb| self.parse.node(verb).head).or_else(beside).unwrap_or(token)
    }

    /// The word (if any) that ties a noun to what it depends on: "in", "by", "of"; a parse may hang it on the word before the noun ("of Taliban leader").
    pub fn case(&self, token: usize) -> Option<&'a str> {
        let own = |token: usize| self.parse.dependents(token, Relation::Case).next();
        let before = || self.parse.dependents(token, Relation::Compound).filter(|&word| word < token).find_map(own);
        own(token).or_else(before).map(|case| self.document.lower(case))
    }

    /// Whether a word tells how many or which its noun names: "the", "two", "his".
    pub fn points_at(&self, token: usize) -> bool {
        matches!(self.parse.node(token).relation, Relation::Det | Relation::Nummod | Relation::NmodPoss)
    }

    /// Whether an infinitive is what its noun, which a verb takes, is for: "took steps to", "launched a campaign to"; "sent troops to" is theirs.
    fn is_for(&self, verb: usize, noun: usize) -> bool {
        let infinitive = self.is_infinitive(verb);
        let step = matches!(self.lemma(noun), "step" | "measure" | "move" | "effort" | "campaign" | "drive" | "bid" | "attempt");
        infinitive && step && self.parse.node(noun).relation == Relation::Obj
    }

    /// "To withdraw".
    pub fn is_infinitive(&self, verb: usize) -> bool {
        let marked = self.parse.children(verb).any(|mark| mark < verb && self.lower(mark) == "to");
        marked && self.parse.node(verb).xpos != Xpos::Vbg // "resorted to firing"
    }

    /// "Urged the army to withdraw", "called on the army to withdraw": who is to do what the infinitive says.
    fn told(&self, verb: usize, tells: usize) -> Option<usize> {
        let hangs = self.parse.node(verb).relation;
        let asks = matches!(self.lemma(tells), "call" | "appeal" | "plead");
        let object = |&child: &usize| match self.parse.node(child).relation {
            // "Promised the rebels to withdraw", "used boats to block the port": whoever promised does it.
            Relation::Obj | Relation::Iobj if matches!(self.lemma(tells), "promise" | "vow" | "pledge" | "threaten" | "use") => {
                false
            }
            Relation::Obj | Relation::Iobj => hangs == Relation::Xcomp || GETTING.contains(&self.lemma(tells)),
            Relation::Obl => asks && matches!(self.case(child), Some("on" | "upon" | "to" | "for" | "with")),
            _ => false,
        };
        let told = self.parse.children(tells).filter(object).find(|&object| tells < object && object < verb);
        told.filter(|_| self.is_infinitive(verb))
    }

    /// "The ministry on Monday accused the army, officials said": the subject that the tree hangs on the verb of saying beside its own.
    fn misplaced(&self, verb: usize, says: usize) -> Option<(usize, Relation)> {
        let mut subjects = self.parse.dependents(says, Relation::Nsubj);
        let first = subjects.next().filter(|&first| first < verb)?;
        subjects.any(|own| own > verb).then_some((first, Relation::Nsubj))
    }

    /// "A bomb went off as a convoy passed, killing four": those who passed killed nobody; the verb above theirs, where it is an act and theirs is none.
    fn beyond_background(&self, verb: usize) -> usize {
        let node = self.parse.node(verb);
        let acts = |verb: usize| self.lexicon.acts.trigger_at(verb, |token| self.lemma(token)).is_some();
        let meanwhile =
            self.parse.dependents(verb, Relation::Mark).any(|mark| matches!(self.lower(mark), "as" | "while" | "when"));
        node.head.filter(|&above| node.relation == Relation::Advcl && meanwhile && !acts(verb) && acts(above)).unwrap_or(verb)
    }

    /// "Ten rebels surrendered and six were killed": the later of two subjects that the tree gives to one verb, past an "and" that follows a verb.
    pub fn after_and(&self, verb: usize, first: usize) -> Option<usize> {
        let acts = |&child: &usize| matches!(self.parse.node(child).relation, Relation::Nsubj | Relation::NsubjPass);
        let later = self.parse.children(verb).filter(|&child| first < child && child < verb).find(acts)?;
        let and = (first + 1..later).find(|&token| matches!(self.lower(token), "and" | "but" | "while"))?;
        (first + 1..and).any(|token| self.is_verb(token)).then_some(later)
    }

    /// The subject a verb has or shares with the verb it is joined to.
    pub fn subject(&self, verb: usize) -> Option<(usize, Relation)> {
        let mut verb = verb;
        let mut does = false;
        if let Some(noun) = self.hit_people(verb) {
            return Some((noun, Relation::NsubjPass));
        }
        // "Went off as worshippers left, killing 18": what they left is not what killed.
        let own = verb;
        for _ in 0..4 {
            let acts = |&child: &usize| {
                matches!(self.parse.node(child).relation, Relation::Nsubj | Relation::NsubjPass | Relation::Csubj)
            };
            // Of two side by side, the second: "the Tyre police arrested".
            let first = self.parse.children(verb).find(acts);
            let second = |first: usize| self.parse.children(verb).find(|&child| child == first + 1 && acts(&child));
            let joined = first.and_then(|first| self.after_and(verb, first));
            if let Some(subject) = joined.or_else(|| first.and_then(second)).or(first) {
                let relation = self.parse.node(subject).relation;
                // "Was ordered to leave": whoever was ordered is to do it.
                let does = does || relation == Relation::NsubjPass && !self.is_passive(verb);
                return Some((subject, if does && relation == Relation::NsubjPass { Relation::Nsubj } else { relation }));
            }
            if let Some(noun) = self.beside(verb).or_else(|| self.number_before(verb)) {
                return Some((noun, Relation::NsubjPass));
            }
            if let Some(noun) = self.tied_away(verb).filter(|_| verb == own) {
                return Some((noun, Relation::Nsubj));
            }
            let node = self.parse.node(verb);
            does |= node.relation == Relation::Xcomp && self.is_infinitive(verb);
            let under = node.head.filter(|_| matches!(node.relation, Relation::Xcomp | Relation::Advcl));
            if let Some(told) = under.and_then(|head| self.told(verb, head)) {
                return Some((told, Relation::Nsubj));
            }
            match (node.relation, node.head) {
                (Relation::Advcl, Some(head)) if head < verb => verb = self.beyond_background(head),
                (Relation::Conj | Relation::Xcomp | Relation::Csubj, Some(head)) if head < verb => verb = head,
                // "Took steps to ease the ban": whoever took them.
                (Relation::Acl, Some(head)) if self.is_for(verb, head) => verb = self.parse.node(head).head?,
                (Relation::Acl | Relation::AclRelcl, Some(head)) => return Some((head, Relation::Nsubj)),
                (Relation::Ccomp | Relation::Parataxis, Some(head)) if verb < head && node.xpos == Xpos::Vbd => {
                    return self.misplaced(verb, head);
                }
                _ => return None,
            }
        }
        None
    }
}
