//! Victims told by name or by "he": one each, where no counted noun phrase stands for them.
//!
//! In: the harm words of one sentence. Out: for each harm word, the names and pronouns it harms and how many they are. A name is counted, never
//! kept: the words stay where they are.

use std::ops::Range;

use dateline_lexicon::{Counted, Form, Side, Use};
use dateline_mentions::{Count, CountMention, Measure, Modifier, Unit};
use dateline_syntax::{Entity, Relation, Upos};
use dateline_text::{RuleId, TokenKind};

use crate::attach::said_of;
use crate::bearer::bearer;
use crate::scene::Scene;
use crate::trigger::Trigger;

/// People a harm word harms who are named or pointed at, not counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NamedVictims {
    /// Index into the sentence's triggers.
    pub trigger: usize,
    /// How many.
    pub count: Count,
    /// The names, first to last.
    pub tokens: Range<usize>,
    /// Which rule counted them.
    pub rule: RuleId,
}

/// The named victims of each of `triggers`, none of them one of those `told` in numbers.
pub(crate) fn named(
    scene: &Scene<'_>,
    triggers: &[Trigger],
    counts: &[&CountMention],
    told: &[&CountMention],
) -> Vec<NamedVictims> {
    let of = |(index, trigger): (usize, &Trigger)| {
        victims(scene, trigger, counts, told).map(|(count, tokens, rule)| NamedVictims { trigger: index, count, tokens, rule })
    };
    let mut victims: Vec<NamedVictims> = triggers.iter().enumerate().filter_map(of).collect();
    // "Karim Saad died after being shot": one is killed, none is injured besides.
    let killed: Vec<Range<usize>> =
        victims.iter().filter(|one| triggers[one.trigger].does(Measure::Killed)).map(|one| one.tokens.clone()).collect();
    victims.retain(|one| !triggers[one.trigger].does(Measure::Injured) || !killed.contains(&one.tokens));
    victims
}

fn victims(
    scene: &Scene<'_>,
    trigger: &Trigger,
    counts: &[&CountMention],
    told: &[&CountMention],
) -> Option<(Count, Range<usize>, RuleId)> {
    let harm = trigger.harm.filter(|harm| harm.measure.is_some())?;
    let verb = trigger.head;
    let last = trigger.tokens.end - 1;
    let oneself = Some(last).filter(|_| trigger.of_oneself(scene));
    if let Some(oneself) = oneself.or_else(|| also_oneself(scene, verb).filter(|_| harm.side == Side::Object)) {
        return Some((Count::counted(1, Modifier::Singular), oneself..oneself + 1, RuleId("victim-of-oneself")));
    }
    if let Some((count, tokens)) = named_after(scene, trigger).filter(|_| harm.side == Side::Object) {
        return Some((count, tokens, RuleId("victim-by-name")));
    }
    if let Some((count, tokens)) = identified(scene, trigger) {
        return Some((count, tokens, RuleId("victim-by-name")));
    }
    // "Shot and killed himself": the last of the verbs has the object.
    let object = trigger.tokens.clone().find_map(|verb| scene.parse.dependents(verb, Relation::Obj).next());
    let subject = pronoun_before(scene, verb).or_else(|| scene.subject(verb).map(|(subject, _)| subject));
    let noun = match harm.side {
        Side::Noun => {
            let of = scene.parse.dependents(verb, Relation::Nmod).find(|&child| scene.case(child) == Some("of"));
            of.or_else(|| said_of(scene, verb))?
        }
        Side::Borne => bearer(scene, verb)?,
        Side::Subject => subject?,
        Side::Object if scene.is_passive(verb) => subject?,
        Side::Object => object?,
    };
    // "Karim Saad, who was shot dead": the name stands before the clause.
    let noun = match scene.lower(noun) {
        "who" | "whom" => first_of_name(scene, (noun.saturating_sub(2)..noun).rev().find(|&before| scene.lower(before) != ",")?),
        _ => noun,
    };
    let counted = |token: usize| counts.iter().any(|count| count.tokens.contains(&token));
    if counted(noun) {
        return None;
    }
    if matches!(scene.lower(noun), "himself" | "herself") {
        return Some((Count::counted(1, Modifier::Singular), noun..noun + 1, RuleId("victim-of-oneself")));
    }
    if matches!(scene.lower(noun), "he" | "she" | "him" | "her") {
        return Some((Count::counted(1, Modifier::Singular), noun..noun + 1, RuleId("victim-by-pronoun")));
    }
    if matches!(scene.lower(noun), "them" | "they") {
        let count = match harm.measure {
            Some(Measure::Killed) => several_before(scene, noun).unwrap_or(Count::unknown()),
            Some(Measure::Injured) => several_before(scene, noun)?, // "dragged seven men off a bus and shot them"
            _ => return None,
        };
        return Some((count, noun..noun + 1, RuleId("victims-by-pronoun")));
    }
    // "Name, a commander, was killed": the name and the commander are one, however the tree sets him beside it.
    let phrase = scene.parse.subtree(noun);
    let beside = |relation| matches!(relation, Relation::Appos | Relation::NmodUnmarked | Relation::List | Relation::Parataxis);
    if counts.iter().any(|count| phrase.contains(&count.head) && beside(scene.parse.node(count.head).relation)) {
        return None;
    }
    if told.iter().any(|count| is_name_of(scene, noun, count)) {
        return None;
    }
    if is_singular_person(scene, noun) {
        return Some((Count::counted(1, Modifier::Singular), noun..noun + 1, RuleId("victim-by-noun")));
    }
    let is_person = |&token: &usize| scene.parse.node(token).entity == Entity::Person && !counted(token);
    let people: Vec<usize> =
        std::iter::once(noun).chain(scene.parse.dependents(noun, Relation::Conj)).filter(is_person).collect();
    let (first, last) = (people.iter().min()?, people.iter().max()?);
    let count = Count::counted(u32::try_from(people.len()).ok()?, Modifier::Named);
    Some((count, *first..last + 1, RuleId("victim-by-name")))
}

/// "Kidnapped 10 passengers and shot them dead", "kidnapped 10 passengers. They were found dead": the number of those to whom something was last said to
/// be done, in this sentence or the one before.
fn several_before(scene: &Scene<'_>, pronoun: usize) -> Option<Count> {
    let sentence = scene.document.sentence_of(pronoun);
    let done_to = |count: &&CountMention| {
        matches!(scene.parse.node(count.head).relation, Relation::Obj | Relation::NsubjPass) && count.unit == Unit::People
    };
    let before = &scene.mentions.counts[..scene.mentions.counts.partition_point(|count| count.tokens.end <= pronoun)];
    let near = before.iter().rev().take_while(|count| scene.document.sentence_of(count.head) + 1 >= sentence);
    let last = near.into_iter().find(done_to)?;
    (last.measure.is_none() && last.count.modifier() != Modifier::Singular).then_some(last.count)
}

/// "Karim Saad, 34, a farmer, was shot", "a farmer, Karim Saad, was", "the rebel commander Karim Saad": one person told right after the name or
/// right before it is the one named, however the tree ties the two.
fn is_name_of(scene: &Scene<'_>, name: usize, count: &CountMention) -> bool {
    if scene.parse.node(name).entity != Entity::Person || count.count.ceiling() != Some(1) {
        return false;
    }
    let passes = |token: usize| {
        let kind = scene.document.tokens()[token].kind;
        scene.parse.node(token).entity == Entity::Person
            || kind == TokenKind::Number
            || matches!(scene.lower(token), "," | "(" | ")")
    };
    let mut between = name + 1..count.tokens.start;
    let after = !between.is_empty() && scene.lower(between.end - 1) == "," && between.all(passes);
    let before = count.tokens.end == name || count.tokens.end + 1 == name && scene.lower(count.tokens.end) == ",";
    after || before
}

/// "Killed in the crash were Karim Saad, 34, and Sami Nasr, 31": the names told after the verb that the sentence begins with, each with an age or none.
fn named_after(scene: &Scene<'_>, trigger: &Trigger) -> Option<(Count, Range<usize>)> {
    const FAR: usize = 14;
    let sentence = scene.tokens(scene.document.sentence_of(trigger.head));
    let opens = (sentence.start..trigger.tokens.start).all(|token| scene.lower(token) == "also");
    let far = trigger.tokens.end..sentence.end.min(trigger.tokens.end + FAR);
    let were = far.into_iter().find(|&token| matches!(scene.lower(token), "was" | "were")).filter(|_| opens)?;
    names_from(scene, were + 1)
}

/// "The dead were identified as Karim Saad and Sami Nasr": the names that say who a noun's dead are.
fn identified(scene: &Scene<'_>, trigger: &Trigger) -> Option<(Count, Range<usize>)> {
    let after = trigger.tokens.end..trigger.tokens.end + 4;
    let verb = after.into_iter().find(|&token| matches!(scene.lower(token), "identified" | "named"))?;
    let told = trigger.does(Measure::Killed) && !trigger.verb && scene.is_passive(verb) && scene.lower(verb + 1) == "as";
    names_from(scene, verb + 2).filter(|_| told)
}

/// The names listed from `start` on.
fn names_from(scene: &Scene<'_>, start: usize) -> Option<(Count, Range<usize>)> {
    let sentence = scene.tokens(scene.document.sentence_of(start - 1));
    let named = |token: usize| scene.parse.node(token).entity == Entity::Person;
    let mut list = (start..sentence.end).take_while(|&token| {
        let number = scene.document.tokens()[token].kind == TokenKind::Number;
        named(token) || number || matches!(scene.lower(token), "," | "and" | "(" | ")")
    });
    let first = list.next().filter(|&first| named(first))?;
    let last = list.filter(|&token| named(token)).last().unwrap_or(first);
    let begin = |&token: &usize| named(token) && !named(token - 1);
    let count = (first..last + 1).filter(begin).count();
    Some((Count::counted(u32::try_from(count).ok()?, Modifier::Named), first..last + 1))
}

/// "Shot his wife and then himself": "himself" joined to whom a verb harms, with no other verb between.
fn also_oneself(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    const FAR: usize = 16;
    let end = scene.sentence_end(verb).min(verb + FAR);
    let clause = (verb + 1..end).take_while(|&token| !scene.is_verb(token));
    let oneself = |token: &usize| matches!(scene.lower(*token), "himself" | "herself");
    clause.filter(oneself).find(|&token| matches!(scene.lower(token - 1), "and" | "then"))
}

/// The word that stands for a name in the tree, of any word of it.
fn first_of_name(scene: &Scene<'_>, word: usize) -> usize {
    let node = scene.parse.node(word);
    node.head.filter(|_| node.relation == Relation::Flat).unwrap_or(word)
}

/// "…, where he later died": whoever stands right before the verb, wherever the tree ties it.
fn pronoun_before(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let light = |token: usize| matches!(scene.parse.node(token).upos, Upos::Adv | Upos::Aux);
    let before = (verb.saturating_sub(4)..verb).rev().find(|&token| !light(token))?;
    matches!(scene.lower(before), "he" | "she").then_some(before)
}

/// "Taliban leader", "teen": a noun for one person that headlines and releases leave without an article; "the victim" that reports keep to.
fn is_singular_person(scene: &Scene<'_>, noun: usize) -> bool {
    if scene.lower(noun) == "victim" {
        return true;
    }
    let known = scene.person_noun(noun);
    let singular = matches!(known, Some((Form::Singular, Counted::Person { usage: Use::Noun, .. })));
    let known_as = |article: usize| matches!(scene.lower(article), "a" | "an");
    singular && scene.parse.dependents(noun, Relation::Det).all(known_as)
}
