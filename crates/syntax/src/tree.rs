//! Questions to a tree: who is the subject, is it passive, which word carries a phrase.
//!
//! In: a [`Parse`] and tokens of it. Out: tokens of it. Knows the grammar of Universal Dependencies, not what any word means.

use std::ops::Range;

use crate::{Parse, Relation, Upos, Xpos};

/// Relations whose dependent has, for lack of its own, the subject of its head: "entered the town **and killed** two".
const SHARED: [Relation; 2] = [Relation::Conj, Relation::Xcomp];

impl Parse {
    /// The token of a range whose head lies outside it: what the words of the range hang from. Where there are several, the last
    /// that is no punctuation; `None` for an empty range or one past the end.
    pub fn head_of(&self, tokens: Range<usize>) -> Option<usize> {
        let tokens = tokens.start..tokens.end.min(self.nodes().len());
        let outside = |token: &usize| self.node(*token).head.is_none_or(|head| !tokens.contains(&head));
        let heads: Vec<usize> = tokens.clone().filter(outside).collect();
        let words = |token: &&usize| self.node(**token).relation != Relation::Punct;
        heads.iter().rev().find(words).or(heads.last()).copied()
    }

    /// Whether a verb is in the passive: "were killed", "killed in a strike", "a man shot by police".
    pub fn is_passive(&self, verb: usize) -> bool {
        let passive = |child: usize| {
            matches!(
                self.node(child).relation,
                Relation::AuxPass | Relation::NsubjPass | Relation::CsubjPass | Relation::OblAgent
            )
        };
        if self.children(verb).any(passive) {
            return true;
        }
        let node = self.node(verb);
        let has = |relation: Relation| self.dependents(verb, relation).next().is_some();
        if node.xpos != Xpos::Vbn || has(Relation::Aux) || has(Relation::Nsubj) {
            return false;
        }
        match (node.relation, node.head) {
            // "were killed and injured": the second has its auxiliary from the first.
            (Relation::Conj, Some(head)) if head < verb => self.is_passive(head),
            _ => true,
        }
    }

    /// The subject of a verb or other predicate, its own or the one it shares with the verb before it; for a relative or other
    /// clause that describes a noun, that noun where the clause leaves its place open: "the strike **that killed** two".
    pub fn subject(&self, verb: usize) -> Option<usize> {
        let mut here = verb;
        // A chain longer than this is not one a reader would follow either.
        for _ in 0..8 {
            if let Some(own) = self.own_subject(here) {
                return Some(self.antecedent(here, own));
            }
            let node = self.node(here);
            let head = node.head?;
            match node.relation {
                relation if SHARED.contains(&relation) && !self.has_object_before(head, here) => {
                    // "was shot and died" shares; "said two died and ..." has found its own already.
                    here = head;
                }
                Relation::Acl | Relation::AclRelcl => return Some(head),
                Relation::Advcl if self.node(here).xpos == Xpos::Vbg || self.node(here).xpos == Xpos::Vbn => here = head,
                _ => return None,
            }
        }
        None
    }

    fn own_subject(&self, verb: usize) -> Option<usize> {
        let subject = |child: &usize| {
            matches!(self.node(*child).relation, Relation::Nsubj | Relation::NsubjPass | Relation::Csubj | Relation::CsubjPass)
        };
        self.children(verb).find(subject)
    }

    /// What a relative pronoun stands for: "who", "which", "that" are the noun their clause describes.
    fn antecedent(&self, verb: usize, subject: usize) -> usize {
        let relative = matches!(self.node(subject).xpos, Xpos::Wdt | Xpos::Wp);
        let mut clause = verb;
        while self.node(clause).relation == Relation::Conj
            && let Some(head) = self.node(clause).head.filter(|&head| head < clause)
        {
            clause = head;
        }
        match (self.node(clause).relation, self.node(clause).head) {
            (Relation::AclRelcl, Some(noun)) if relative && noun < verb => noun,
            _ => subject,
        }
    }

    /// "told soldiers to leave": whoever leaves is the object, not the subject.
    fn has_object_before(&self, head: usize, verb: usize) -> bool {
        self.node(verb).relation == Relation::Xcomp && self.object(head).is_some_and(|object| object < verb)
    }

    /// The direct object of a verb.
    pub fn object(&self, verb: usize) -> Option<usize> {
        self.dependents(verb, Relation::Obj).next()
    }

    /// Who does it, in a passive: "by" in "killed by gunmen".
    pub fn agent(&self, verb: usize) -> Option<usize> {
        let own = self.dependents(verb, Relation::OblAgent).next();
        own.or_else(|| {
            let node = self.node(verb);
            // "were shot or stabbed by gunmen": the last of a row has it.
            let later = self.dependents(verb, Relation::Conj).filter(|&other| self.is_passive(other));
            (node.xpos == Xpos::Vbn)
                .then(|| later.filter_map(|other| self.dependents(other, Relation::OblAgent).next()).next())
                .flatten()
        })
    }

    /// "not" or "n't" of a verb or other word; "never" and "no" are words of their own.
    pub fn negation(&self, token: usize) -> Option<usize> {
        self.dependents(token, Relation::Advmod).find(|&child| self.node(child).upos == Upos::Part)
    }

    /// A token and what is joined to it by "and", "or" or a comma, in text order.
    pub fn conjuncts(&self, token: usize) -> Vec<usize> {
        let mut first = token;
        for _ in 0..8 {
            match self.node(first) {
                node if node.relation == Relation::Conj => match node.head {
                    Some(head) if head < first => first = head,
                    _ => break,
                },
                _ => break,
            }
        }
        let mut all = vec![first];
        let mut at = 0;
        while let Some(&here) = all.get(at) {
            all.extend(self.dependents(here, Relation::Conj).filter(|&other| other > here));
            at += 1;
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The preposition or possessive ending of a noun: "in" of "in Tyre".
    pub fn case(&self, noun: usize) -> Option<usize> {
        self.dependents(noun, Relation::Case).next()
    }

    /// Whether a token heads a clause: a verb, or a predicate with a copula.
    pub fn is_clause(&self, token: usize) -> bool {
        self.node(token).upos == Upos::Verb || self.dependents(token, Relation::Cop).next().is_some()
    }
}
