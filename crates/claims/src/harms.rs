//! Harms: the counts of a group of trigger words, each with what befell those counted and how it relates to the others.
//!
//! In: the counts of one sentence, tied to its harm words, and who is named there. Out: [`Harm`]s; what cannot be told goes to the problems.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use dateline_mentions::{Combat, Count, CountMention, Group, Measure, Modifier, ORDINALS};
use dateline_syntax::Relation as SyntaxRelation;
use dateline_text::{RuleId, TextRange};

use crate::attach::{AMONG, Attachment, is_of, is_standing, whole_of};
use crate::claim::{Harm, Problem, Relation};
use crate::deadly::deadly;
use crate::either::{Either, either};
use crate::group::Yield;
use crate::named::named;
use crate::scene::Scene;
use crate::settle::value;
use crate::sites::ANOTHER_PLACE;
use crate::total;
use crate::trigger::Trigger;

/// The counts of a group, each with its measure and relation.
pub(crate) fn harms(
    scene: &Scene<'_>,
    sentence: usize,
    triggers: &[Trigger],
    group: &[usize],
    counts: &[&CountMention],
    attached: &[Option<Attachment>],
    out: &mut Yield,
) -> Vec<Harm> {
    let mut harms: Vec<(usize, Harm)> = Vec::new(); // each with its trigger
    let mut placed: Vec<(usize, usize)> = Vec::new(); // count index → harm index
    let mut told: BTreeSet<Measure> = BTreeSet::new();
    let injures = |index: usize| triggers[index].does(Measure::Injured);
    let wounded = group.iter().any(|&index| injures(index) && !implies(scene, &triggers[index]));
    let implied = |index: usize| !wounded && injures(index);
    for (index, count) in counts.iter().enumerate() {
        let Some(attachment) = attached[index].filter(|attachment| group.contains(&attachment.trigger)) else { continue };
        let killed = fatally(scene, count);
        let befell = triggers[attachment.trigger].harm.and_then(|harm| harm.measure);
        let struck = is_standing(count.measure) && matches!(befell, Some(Measure::Killed | Measure::Injured))
            || count.measure == Some(Measure::Displaced)
                && matches!(befell, Some(Measure::Abducted | Measure::Detained | Measure::Missing));
        // "Three of the injured later died", "three of the wounded died overnight".
        let died =
            count.measure == Some(Measure::Injured) && attachment.rule.0 == "subject-of-dying" && befell == Some(Measure::Killed);
        let struck = struck || died || attachment.rule.0 == "hit-and-died";
        let said = count.measure.filter(|_| !struck).or(befell);
        // "No casualties": nobody was killed, and nobody injured.
        let none = said.is_none() && count.count.point() == Some(0);
        let measure = if killed || none { Some(Measure::Killed) } else { said };
        // "Killed or wounded": nobody says how many bore which. "Dozens were killed and wounded" is read of the dead, as monitors do.
        let vague = count.count.modifier() == Modifier::Vague;
        let either = either(scene, &triggers[attachment.trigger]).filter(|_| count.count.point() != Some(0));
        let Some(measure) = measure.filter(|_| either != Some(Either::One)) else {
            let message = "the words do not say whether those counted were killed or injured".to_owned();
            out.problems.push(Problem { slug: "casualties-unspecified", message, range: count.range });
            continue;
        };
        let (mut relation, why) = total::relation(scene, sentence, triggers, attachment.trigger, count);
        if relation == Relation::Increment && attachment.rule == ANOTHER_PLACE {
            relation = Relation::Incident;
        }
        let of = whole_of(scene, counts, count);
        let whole = of.and_then(|whole| placed.iter().find(|(count, _)| *count == whole).map(|(_, harm)| *harm));
        let whole = whole.filter(|&whole| !killed && !apart(measure, harms[whole].1.measure));
        if relation == Relation::Unresolved {
            let message = "it cannot be told whether this is one happening's toll or a running total".to_owned();
            out.problems.push(Problem { slug: "count-unresolved", message, range: count.range });
        }
        // "Killed five and wounded nine more": more than the five, not more wounded.
        let beside_others = count.count.modifier() != Modifier::Singular
            && count.tokens.clone().any(|token| matches!(scene.lower(token), "additional" | "another" | "further"));
        if relation == Relation::Increment && !told.is_empty() && !told.contains(&measure) && !beside_others {
            relation = Relation::Incident;
        }
        told.insert(measure);
        // "Two of the five dead", "two children were among the dead": the whole stands after.
        let same = |of: Attachment| group.contains(&of.trigger) && triggers[of.trigger].does(measure);
        let of_later = of.filter(|&whole| index < whole).and_then(|later| attached[later]).is_some_and(same);
        let part = |&(part, harm): &(usize, usize)| is_of(scene, counts[part], count) && harms[harm].1.measure == measure;
        let has_parts = placed.iter().any(part);
        let told_again =
            !has_parts && listed(scene, count, &harms, attachment.trigger) || apposed(scene, count, counts, &placed) || of_later;
        let again = match relation {
            Relation::Incident => whole.is_some() || told_again,
            Relation::Increment => whole.is_some(), // "a commander and one additional insurgent": two, and he is one of them
            _ => false,
        };
        if again {
            relation = Relation::SubsetOf;
        }
        let rule = match relation {
            // "Killed his wife and then turned the gun on himself": he is none of those he killed.
            Relation::Incident if triggers[attachment.trigger].of_oneself(scene) => RuleId("victim-of-oneself"),
            Relation::Incident if why != total::TOLD_ALSO => attachment.rule,
            _ => why,
        };
        // "50 injuries": counted as injured, in so many words.
        if implied(attachment.trigger) && attachment.rule.0 != "harm-in-counted-noun" {
            out.implied.insert(count.range);
        }
        // "Shot two people, killing both of them": those hit are the dead.
        let hit = |other: &Harm| other.measure == Measure::Injured && out.implied.contains(&other.range);
        if measure == Measure::Killed && (of_them(scene, count) || scene.lower(count.head) == "both") {
            let same =
                harms.iter_mut().map(|(_, other)| other).rfind(|other| hit(other) && value(other.count) == value(count.count));
            if let Some(same) = same {
                (same.measure, same.relation, same.rule) = (Measure::Killed, Relation::SubsetOf, RuleId("died-of-it"));
            }
        }
        placed.push((index, harms.len()));
        let harm = Harm {
            measure,
            group: count.group,
            count: if either.is_some() && !vague { Count::unknown() } else { count.count },
            relation,
            limited: attachment.rule == AMONG || limited(scene, count),
            revised: revised(scene, count),
            subset_of: whole,
            range: count.range,
            rule,
        };
        harms.push((attachment.trigger, harm));
        if none || either.is_some() {
            let other = if measure == Measure::Injured { Measure::Killed } else { Measure::Injured };
            let count = if none { harm.count } else { Count::unknown() };
            harms.push((attachment.trigger, Harm { measure: other, count, ..harm }));
        }
    }
    let told: Vec<&CountMention> = counts.iter().zip(attached).filter(|(_, to)| to.is_some()).map(|(count, _)| *count).collect();
    let counted = |trigger: usize| attached.iter().flatten().any(|to| to.trigger == trigger);
    for victims in named(scene, triggers, counts, &told).into_iter().filter(|victims| group.contains(&victims.trigger)) {
        if triggers[victims.trigger].of_oneself(scene) && counted(victims.trigger) {
            continue;
        }
        let Some(measure) = triggers[victims.trigger].harm.and_then(|harm| harm.measure) else { continue };
        let range = scene.document.cover(victims.tokens);
        if implied(victims.trigger) {
            out.implied.insert(range);
        }
        let (group, relation) = (Group::default(), Relation::Incident);
        let harm = Harm {
            measure,
            group,
            count: victims.count,
            relation,
            limited: true,
            revised: false,
            subset_of: None,
            range,
            rule: victims.rule,
        };
        harms.push((victims.trigger, harm));
    }
    if !harms.iter().any(|(_, harm)| harm.measure == Measure::Killed) {
        let kills = |index: &usize| Some((*index, deadly(scene, &triggers[*index])?));
        harms.extend(group.iter().find_map(kills).map(|(index, (count, words))| (index, killed_by_name(scene, count, words))));
    }
    one_whole(scene, triggers, &mut harms);
    harms.into_iter().map(|(_, harm)| harm).collect()
}

/// "Three were shot, one of them fatally", "one of them killed".
fn fatally(scene: &Scene<'_>, count: &CountMention) -> bool {
    let after = (count.tokens.end..count.tokens.end + 3).find(|&token| !matches!(scene.lower(token), "of" | "them"));
    let alone = |token: usize| matches!(scene.lower(token + 1), "," | "." | ";" | "and" | "in" | "at" | "on");
    let of_them = of_them(scene, count);
    after.is_some_and(|token| match scene.lower(token) {
        "fatally" => true,
        "killed" | "dead" => of_them && alone(token),
        _ => false,
    })
}

/// "One of them", "two of whom": some of those counted before.
fn of_them(scene: &Scene<'_>, count: &CountMention) -> bool {
    count.tokens.clone().any(|token| matches!(scene.lower(token), "them" | "whom"))
}

/// "Three were shot, and one of them died": the one is no part of those injured; nor are "several injuries" of "five deaths".
fn apart(measure: Measure, of_whole: Measure) -> bool {
    matches!((measure, of_whole), (Measure::Killed, Measure::Injured) | (Measure::Injured, Measure::Killed))
}

/// The dead that an act's name tells of.
fn killed_by_name(scene: &Scene<'_>, count: Count, words: Range<usize>) -> Harm {
    Harm {
        measure: Measure::Killed,
        group: Group::default(),
        count,
        relation: Relation::Incident,
        limited: true,
        revised: false,
        subset_of: None,
        range: scene.document.cover(words),
        rule: RuleId("killed-by-the-acts-name"),
    }
}

/// "a woman", a name, "six members of the family", "two of her brothers", "their three sons": some of those harmed, unless nobody tells of more.
fn limited(scene: &Scene<'_>, count: &CountMention) -> bool {
    let one_by_one = matches!(count.count.modifier(), Modifier::Singular | Modifier::Named | Modifier::Summed);
    let after = count.tokens.start..(count.tokens.end + 7).min(scene.document.tokens().len());
    let of_family = |token: usize| matches!(scene.lemma(token), "family" | "relative" | "sibling" | "brother" | "sister");
    let numbered = count.count.modifier() != Modifier::Unknown;
    // "No officers were hurt": of others nothing is said.
    let anyone = |token: usize| is_anyone(scene.lower(token)) && scene.lower(token + 1) != "of";
    let none_of_some = count.count.point() == Some(0) && !count.tokens.clone().any(anyone);
    one_by_one
        || none_of_some
        || count.definite && (numbered || count.measure.is_none())
        || count
            .tokens
            .clone()
            .any(|token| scene.lower(token) == "of" && matches!(scene.lower(token + 1), "the" | "them" | "those"))
        || of_its_own(scene, count)
        || numbered && (count.tokens.clone().any(|token| is_theirs(scene, token)) || after.into_iter().any(of_family))
}

/// "Two of its staff", "three of our nurses"; how many of its own fighters a side has lost is all that it tells of.
fn of_its_own(scene: &Scene<'_>, count: &CountMention) -> bool {
    let mut of = count.tokens.clone().filter(|&token| scene.lower(token) == "of");
    let whose = |of: usize| matches!(scene.lower(of + 1), "its" | "our");
    count.group.combat != Combat::Combatant && of.any(whose)
}

/// "No one", "no people", "no casualties": nobody at all.
fn is_anyone(word: &str) -> bool {
    matches!(
        word,
        "one"
            | "nobody"
            | "none"
            | "people"
            | "person"
            | "persons"
            | "casualties"
            | "injuries"
            | "deaths"
            | "fatalities"
            | "0"
            | "zero"
    )
}

/// "The toll rose to 20", "bringing the toll to 20", "corrected its figure: five were killed", "has reached 20": what it has come to.
fn revised(scene: &Scene<'_>, count: &CountMention) -> bool {
    let start = count.tokens.start;
    let moves = |token: usize| {
        matches!(
            scene.lemma(token),
            "rise"
                | "climb"
                | "increase"
                | "grow"
                | "jump"
                | "go"
                | "raise"
                | "bring"
                | "take"
                | "push"
                | "update"
                | "revise"
                | "reach"
                | "lower"
                | "fall"
                | "correct"
        ) && scene.is_verb(token)
    };
    let toll = |token: usize| matches!(scene.lemma(token), "toll" | "number" | "count" | "tally" | "figure");
    let near = || start.saturating_sub(9)..start;
    let to = start > 0 && (matches!(scene.lower(start - 1), "to" | ":") || scene.lemma(start - 1) == "reach");
    to && near().any(moves) && near().any(toll) || said_later(scene, start)
}

/// "It later said 18 had died", "they now put the toll at three", "corrected its statement, saying the toll was seven".
fn said_later(scene: &Scene<'_>, count: usize) -> bool {
    const NEAR: usize = 6;
    const FAR: usize = 24;
    let first = scene.tokens(scene.document.sentence_of(count)).start;
    let says = |token: usize| {
        let verb = matches!(scene.lemma(token), "say" | "put" | "report" | "give" | "confirm" | "announce" | "count");
        verb && scene.is_verb(token)
    };
    let later = |token: usize| matches!(scene.lower(token), "later" | "now" | "subsequently");
    let before = |reach: usize| count.saturating_sub(reach).max(first)..count;
    let Some(verb) = before(NEAR).rfind(|&token| says(token)) else { return false };
    let corrects = |token: usize| scene.lemma(token) == "correct" && scene.is_verb(token);
    (verb.saturating_sub(1).max(first)..verb + 2).any(later) || before(FAR).any(corrects)
}

/// Whether a word of injury only implies it: "shot", "taken to hospital", "with a gunshot wound", not "wounded".
fn implies(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let said = |token: usize| matches!(scene.lemma(token), "injure" | "injured" | "wound" | "wounded" | "hurt");
    trigger.is_borne() || !trigger.tokens.clone().any(said)
}

/// "his", "their", "the family's": those counted are somebody's.
fn is_theirs(scene: &Scene<'_>, token: usize) -> bool {
    matches!(scene.lower(token), "his" | "her" | "their" | "my" | "our" | "'s" | "’s")
}

/// A count after a colon lists those counted before it: "21 people were killed: a man, his wife and their three sons". One that lies within another is
/// the same count again.
fn listed(scene: &Scene<'_>, count: &CountMention, harms: &[(usize, Harm)], trigger: usize) -> bool {
    harms.iter().filter(|(other, _)| *other == trigger).any(|(_, harm)| {
        let between = scene.document.slice(TextRange::new(harm.range.end(), count.range.start()));
        harm.range.overlaps(count.range) || harm.range.end() < count.range.start() && between.contains([':', ';'])
    })
}

/// "One person, a 63-year-old woman": as many again, told of those just counted.
fn apposed(scene: &Scene<'_>, count: &CountMention, counts: &[&CountMention], placed: &[(usize, usize)]) -> bool {
    let node = scene.parse.node(count.head);
    let same = |other: &CountMention| {
        other.count.point() == count.count.point() && node.head.is_some_and(|head| other.tokens.contains(&head))
    };
    // "The victim, a man of 34, was shot", "a second victim, a woman": the one pointed at is told again, whatever the tree says.
    let numbered = |other: &CountMention| {
        let ordinal = |token: usize| ORDINALS.contains(&scene.lower(token));
        let end = other.tokens.end;
        let known = other.definite && other.count.point() == Some(1) || other.tokens.clone().any(ordinal);
        end + 1 == count.tokens.start && scene.lower(end) == "," && known
    };
    if count.count.point() == Some(1) && placed.iter().any(|(index, _)| numbered(counts[*index])) {
        return true;
    }
    // "The victim, identified as Name, 22".
    let identified = || {
        let verb =
            node.head.filter(|&verb| scene.case(count.head) == Some("as") && matches!(scene.lemma(verb), "identify" | "name"));
        let whose = verb.and_then(|verb| scene.parse.node(verb).head);
        placed.iter().any(|(index, _)| whose.is_some_and(|whose| counts[*index].tokens.contains(&whose)))
    };
    node.relation == SyntaxRelation::Appos && placed.iter().any(|(index, _)| same(counts[*index])) || identified()
}

/// "Bringing the death toll to 23", "has taken the number of dead to 23".
fn comes_to(scene: &Scene<'_>, harm: &Harm) -> bool {
    let figure = scene.document.tokens_in(harm.range).start;
    let near = || figure.saturating_sub(14).max(scene.tokens(scene.document.sentence_of(figure)).start)..figure;
    let brings = |token: usize| matches!(scene.lemma(token), "bring" | "raise" | "take" | "push" | "lift");
    near().any(brings) && near().any(|token| matches!(scene.lemma(token), "toll" | "number" | "total"))
}

/// Of wholes of one measure told with several harm words, those of the word that counts most are the whole; the others tell of some of them
/// again ("killed three … two of whom died at once"). Wholes joined at one word stand beside each other and are added.
fn one_whole(scene: &Scene<'_>, triggers: &[Trigger], harms: &mut [(usize, Harm)]) {
    // "Arrested a leader and detained two men": verbs joined, each with its own object, count different people.
    let object = |verb: usize| scene.parse.dependents(verb, SyntaxRelation::Obj).next().is_some();
    let joined = |at: usize| {
        let node = scene.parse.node(triggers[at].head);
        let first = node.head.filter(|_| node.relation == SyntaxRelation::Conj && triggers[at].verb && object(triggers[at].head));
        first.filter(|&first| object(first)).and_then(|first| triggers.iter().position(|other| other.verb && other.head == first))
    };
    // "A man who was shot and a woman who was stabbed": each of two people with a clause of his own.
    let told_of = |at: usize| {
        let node = scene.parse.node(triggers[at].head);
        node.head.filter(|_| triggers[at].verb && node.relation == SyntaxRelation::AclRelcl)
    };
    let beside = |at: usize| {
        let noun = told_of(at)?;
        (0..at).find(|&other| {
            told_of(other).is_some_and(|first| first + 2 <= noun && scene.lower(noun - 2) == "and" && noun - first < 8)
        })
    };
    let lead = |at: usize| joined(at).or_else(|| beside(at)).unwrap_or(at);
    // "Three more died, bringing the toll to 23": the three are of it.
    let tolls: Vec<Harm> = harms
        .iter()
        .filter(|(_, harm)| harm.relation == Relation::Incident && comes_to(scene, harm))
        .map(|(_, harm)| *harm)
        .collect();
    for (_, harm) in harms.iter_mut().filter(|(_, harm)| harm.relation == Relation::Increment) {
        let of = |toll: &Harm| toll.measure == harm.measure && harm.range < toll.range && value(harm.count) < value(toll.count);
        if tolls.iter().any(of) {
            (harm.relation, harm.rule) = (Relation::SubsetOf, RuleId("part-of-whole-told"));
        }
    }
    // "Killed two people before killing himself", "killing five before he was shot dead": he is none of them.
    let several = |harm: &Harm| harm.measure == Measure::Killed && harm.rule.0 == "object-of-harm" && value(harm.count) > Some(1);
    let doer = harms.iter().any(|(_, harm)| several(harm));
    let apart = |harm: &Harm| {
        let he = harm.rule.0 == "victim-by-pronoun" && harm.measure == Measure::Killed && doer;
        he || harm.rule.0 == "victim-of-oneself"
    };
    // "First said that 20 had died; it later said 18": what was said last is the whole.
    let mut sums: BTreeMap<(Measure, usize), u32> = BTreeMap::new();
    for (trigger, harm) in harms.iter().filter(|(_, harm)| harm.relation == Relation::Incident && !apart(harm)) {
        let value = if harm.revised { u32::MAX } else { value(harm.count).unwrap_or(0) };
        let sum = sums.entry((harm.measure, lead(*trigger))).or_default();
        *sum = sum.saturating_add(value);
    }
    for (trigger, harm) in harms.iter_mut().filter(|(_, harm)| harm.relation == Relation::Incident && !apart(harm)) {
        let trigger = lead(*trigger);
        let own = sums.get(&(harm.measure, trigger)).copied().unwrap_or(0);
        let rivals = sums.iter().filter(|((measure, other), _)| *measure == harm.measure && *other != trigger);
        if rivals.into_iter().any(|((_, other), &sum)| sum > own || sum == own && *other < trigger) {
            harm.relation = Relation::SubsetOf;
            harm.rule = RuleId("part-of-whole-told");
        }
    }
}
