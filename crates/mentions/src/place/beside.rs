//! Beside: what the verb before a name and the table of actors make of it.
//!
//! In: a name's words. Out: whether a verb of force takes it as its object, and whether it is what a known body is called.

use std::ops::Range;

use dateline_lexicon::{ActorKind, Speech, Term, Trigger};
use dateline_syntax::{Relation, Upos, lemma};

use super::find::{Finder, Name};
use super::relate::flees;

impl Finder<'_> {
    /// "Bombed Mekelle", "denied shelling the southern town of Tyre": an object of force that is used on places, not on people. "Fled Rutshuru" too.
    pub(super) fn struck(&self, name: &Name) -> bool {
        let Some(verb) = self.opening(name) else { return false };
        let word = self.document.lower(verb);
        if flees(word) {
            return true;
        }
        if self.parse.node(verb).upos != Upos::Verb && !word.ends_with("ing") {
            return false;
        }
        let verb_word = lemma(word, Upos::Verb);
        let on_a_place = |trigger: &Trigger| {
            trigger.speech == Speech::Verb
                && trigger.harm.is_none()
                && matches!(
                    trigger.act,
                    Some("airstrike" | "bombing" | "drone-strike" | "shelling" | "siege-blockade" | "territory-taken")
                )
        };
        if matches!(verb_word.as_ref(), "hit" | "jolt" | "pound" | "rip" | "rock" | "shake" | "strike" | "target")
            && self.by_force(verb)
        {
            return true;
        }
        let known = |token: usize| if token == verb { verb_word.as_ref() } else { "" };
        self.lexicon.acts.trigger_at(verb, known).is_some_and(|(_, readings)| readings.iter().any(on_a_place))
    }

    /// "A car bomb struck Pulwama", "shelling hit Idlib": whether the subject of a verb is a weapon, or names an act of force.
    fn by_force(&self, verb: usize) -> bool {
        let subject = self.parse.dependents(verb, Relation::Nsubj).find(|&subject| subject < verb);
        subject.is_some_and(|subject| {
            let form = lemma(self.document.lower(subject), self.parse.node(subject).upos);
            let alone = |token: usize| if token == subject { form.as_ref() } else { "" };
            let armed = |trigger: &Trigger| trigger.act.is_some_and(|act| self.lexicon.acts.is_armed(act));
            let acts = self.lexicon.acts.trigger_at(subject, alone).is_some_and(|(_, readings)| readings.iter().any(armed));
            acts || self.lexicon.acts.weapon_at(subject, alone).is_some()
        })
    }

    /// "Milwaukee police said": the police and the officials that bear a bare name are a town's.
    pub(super) fn polices(&self, name: &Name) -> bool {
        let after = self.after(name.tokens.end).map_or("", |after| self.document.word(after));
        matches!(after, "police" | "authorities" | "officials")
    }

    /// Whether the words are just what a force, a group or an office is called: "FARC", "Wagner", "Azov".
    pub(super) fn body(&self, tokens: &Range<usize>) -> bool {
        self.body_to(tokens).is_some_and(|end| end == self.document.cover(tokens.clone()).end())
    }

    /// Whether they are that, or begin it: "FARC" in "FARC dissidents".
    pub(super) fn begins_body(&self, tokens: &Range<usize>) -> bool {
        self.body_to(tokens).is_some_and(|end| end >= self.document.cover(tokens.clone()).end())
    }

    /// Where the name of a body ends that begins at the first of `tokens`.
    fn body_to(&self, tokens: &Range<usize>) -> Option<usize> {
        let start = self.document.cover(tokens.clone()).start();
        let (end, terms) = self.lexicon.actors.longest(self.document.text(), start, &mut String::new())?;
        terms.into_iter().any(|term| self.names_body(term)).then_some(end)
    }

    fn names_body(&self, term: Term) -> bool {
        let Term::Actor(index, _) = term else { return false };
        self.lexicon.actors.actor(index).is_some_and(|actor| actor.kind == ActorKind::Organisation)
    }
}
