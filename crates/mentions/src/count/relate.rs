//! How the counts of one sentence stand to each other.
//!
//! In: a sentence and its counts, in text order. Out: the same counts, with `part_of` set where the words say so ("including", "among
//! them", "of whom"), and a sum over people named side by side: "a couple and their four children" is six, four of them children.
//! Indices are within the sentence.

use dateline_lexicon::{Combat, Group, Kind, Role, Unit};
use dateline_syntax::Relation;
use dateline_text::{RuleId, TokenKind};

use super::names::WITH_KIN;
use super::phrase::COUPLE;
use super::view::{ORDINALS, View};
use super::{Count, CountMention, Modifier};

/// How many counts of one list are looked through: enough for any sentence, and a bound on a text that is all list.
const LONGEST_LIST: usize = 60;

/// Sets `part_of` and adds the sums.
pub(super) fn relate(view: &View, mut counts: Vec<CountMention>) -> Vec<CountMention> {
    tell_who(view, &mut counts);
    spell_out(view, &mut counts);
    name_parts(view, &mut counts);
    add_sums(view, counts)
}

/// "Two of the five people killed in the strike were children": who some of those counted are, said by a verb.
fn tell_who(view: &View, counts: &mut Vec<CountMention>) {
    let mut index = 0;
    while index < counts.len() {
        let some = &counts[index];
        let of = some.unit == Unit::People
            && some.count.modifier() != Modifier::Unknown
            && some.tokens.clone().any(|at| view.lower(at) == "of" && view.is_any(at + 1, &["the", "those"]));
        let verb = || {
            (some.tokens.end..view.tokens.end)
                .take_while(|&at| !view.is_any(at, &[",", ";", "and"]))
                .find(|&at| view.is_any(at, &["was", "were"]))
        };
        let is_said = |who: &CountMention, verb: usize| {
            who.tokens.start == verb + 1
                && who.group != Group::default()
                && who.measure.is_none()
                && view.ends_run(who.tokens.end)
                && matches!(who.count.modifier(), Modifier::Unknown | Modifier::Singular)
        };
        let after = (index + 1..counts.len()).take(LONGEST_LIST);
        let told = Some(()).filter(|()| of).and_then(|()| verb());
        if let Some(who) = told.and_then(|verb| after.into_iter().find(|&who| is_said(&counts[who], verb))) {
            counts[index].group = counts[who].group;
            counts.remove(who);
        }
        index += 1;
    }
}

/// "four people, a father and three children", "11 children (five boys and six girls)": a list that adds up to the count before it
/// says who they are.
fn spell_out(view: &View, counts: &mut [CountMention]) {
    for whole in 0..counts.len() {
        let Some(size) = value(&counts[whole].count).filter(|&size| size >= 2) else { continue };
        let Some(first) = (whole + 1..counts.len()).take(4).find(|&next| counts[next].unit == Unit::People) else { continue };
        if counts[whole].unit != Unit::People || !is_set_off(view, &counts[whole], &counts[first]) {
            continue;
        }
        let mut listed = 0u32;
        let mut end = first;
        while end < counts.len() && listed < size {
            let joined = end == first || is_joined(view, &counts[end - 1], &counts[end]).is_some();
            let among = holds(counts[whole].group.kind, counts[end].group.kind);
            let Some(n) = counts[end].count.point().filter(|_| joined && among && adds_up(&counts[end])) else { break };
            listed = listed.saturating_add(n);
            end += 1;
        }
        let names = counts[first].count.modifier() == Modifier::Named;
        if listed == size && (end > first + 1 || names) {
            for part in &mut counts[first..end] {
                part.part_of = Some(whole);
            }
        }
    }
}

/// Whether those of one kind can be among those of another: no man is of two women.
fn holds(whole: Kind, part: Kind) -> bool {
    whole == Kind::All || part == Kind::All || common(whole, part) != Kind::All
}

/// Whether a comma, colon, dash or bracket sets the second count off from the first.
fn is_set_off(view: &View, first: &CountMention, second: &CountMention) -> bool {
    let gap = second.tokens.start.saturating_sub(first.tokens.end);
    let mark = view.before(second.tokens.start);
    (1..14).contains(&gap) && (matches!(mark, "," | ":" | "(" | ";" | "namely") || view.is_dash(second.tokens.start - 1))
}

fn name_parts(view: &View, counts: &mut [CountMention]) {
    for index in 0..counts.len() {
        let (earlier, later) = counts.split_at(index);
        let part = &later[0];
        if part.unit != Unit::People || part.part_of.is_some() {
            continue;
        }
        // "Four were killed, including two children, and 13 others": what is more than the whole is no part of it.
        let most = |whole: usize| earlier.get(whole).and_then(|whole| value(&whole.count)).unwrap_or(u32::MAX);
        let fits = |&whole: &usize| value(&part.count).unwrap_or(0) <= most(whole);
        let inherits = earlier.last().and_then(|before| {
            let joined = is_joined(view, before, part).is_some() && !opens_a_clause(view, before, part);
            let placed =
                before.part_of.is_some() && part.count.modifier() != Modifier::Unknown && placed_apart(view, before, part);
            before.part_of.filter(|_| joined || placed).filter(fits)
        });
        let is_part = is_introduced_as_part(view, part) || is_closed_as_part(view, later);
        let nested = later.get(1).filter(|inner| part.tokens.end == inner.tokens.end).map(|_| index + 1);
        let whole = nested.or(inherits).or_else(|| told_among(view, later).map(|after| index + after));
        let whole = whole.or_else(|| if is_part { whole_of(earlier, part) } else { None });
        let all = whole.filter(|_| part.count == Count::unknown() && all_of(view, part)).map(|whole| counts[whole].count);
        counts[index].part_of = whole;
        counts[index].count = all.unwrap_or(counts[index].count);
    }
}

/// "Including 12 people in Ariha and seven in Saraqib": nothing but the first one's place and "and" between the two.
fn placed_apart(view: &View, first: &CountMention, second: &CountMention) -> bool {
    let between = first.tokens.end..second.tokens.start;
    let name = |at: usize| view.is_capital(at) || view.is_any(at, &[",", "and"]);
    between.len() > 2
        && view.is_any(between.start, &["in", "at", "near"])
        && matches!(view.before(between.end), "and" | ",")
        && (between.start + 1..between.end).all(name)
        && view.is_any(second.tokens.end, &["in", "at", "near"])
}

/// The figure said.
fn value(count: &Count) -> Option<u32> {
    count.point().or(count.floor())
}

/// The nearest earlier count of people that the part fits in.
fn whole_of(earlier: &[CountMention], part: &CountMention) -> Option<usize> {
    let least = part.count.floor().or(part.count.point()).unwrap_or(0);
    let holds = |whole: &CountMention| {
        let most = whole.count.ceiling().or(if whole.count.floor().is_none() { whole.count.point() } else { None });
        whole.unit == Unit::People
            && whole.part_of.is_none()
            && whole.count.point() != Some(1)
            && most.is_none_or(|most| most >= least)
    };
    let near = earlier.len().saturating_sub(LONGEST_LIST);
    earlier[near..].iter().rposition(holds).map(|whole| near + whole)
}

/// "including five children", "among them five children", "of whom five", "five of them", "most of them women".
fn is_introduced_as_part(view: &View, part: &CountMention) -> bool {
    let first = part.tokens.start;
    let mut before = first;
    while before > view.tokens.start
        && view.is_any(before - 1, &["both", "mostly", "mainly", "largely", "also", "were", ":", "at", "least"])
    {
        before -= 1;
    }
    let cue = view.before(before);
    if matches!(cue, "including" | "included" | "include" | "includes" | "comprising" | "comprised")
        || view.before(first) == "mostly"
    {
        return true;
    }
    // "Nine people, all civilians".
    let all = view.before(first) == "all" && first >= view.tokens.start + 2 && view.lower(first - 2) == ",";
    if all || is_among(view, first) {
        return true;
    }
    let pronoun = |at: usize| view.is_any(at, &["them", "whom", "which", "these", "those"]);
    let two_before = before.checked_sub(2).map_or("", |at| view.lower(at));
    if before > view.tokens.start && pronoun(before - 1) && matches!(two_before, "among" | "amongst" | "of") {
        return true;
    }
    part.tokens.clone().any(|at| view.lower(at) == "of" && pronoun(at + 1))
}

/// "Among the dead were two children": what was counted stands before the verb.
fn is_among(view: &View, first: usize) -> bool {
    let verb = first.saturating_sub(1);
    let mut phrase = (verb.saturating_sub(6).max(view.tokens.start)..verb).rev().take_while(|&at| view.lower(at) != ",");
    first > view.tokens.start && view.is_any(verb, &["was", "were"]) && phrase.any(|at| view.is_any(at, &["among", "amongst"]))
}

/// "five children and two women among them": the cue closes the list that begins with `counts[0]`.
fn is_closed_as_part(view: &View, counts: &[CountMention]) -> bool {
    let end = counts[list_end(view, counts)].tokens.end;
    view.is_any(end, &["among", "amongst"]) && view.is_any(end + 1, &["them", "these", "those"])
}

/// "Two children and a policeman were among the 12 killed": how far after the first of `counts` the one stands that they are said to be of.
fn told_among(view: &View, counts: &[CountMention]) -> Option<usize> {
    let last = list_end(view, counts);
    let verb = counts[last].tokens.end;
    let among = verb + 1 + usize::from(view.lower(verb + 1) == "also");
    let said = view.is_any(verb, &["was", "were", "are", "is"]) && view.is_any(among, &["among", "amongst"]);
    let whole = counts.get(last + 1).filter(|whole| said && whole.unit == Unit::People && whole.tokens.start <= among + 2);
    whole.map(|_| last + 1)
}

/// The last of the counts that are joined in one list with the first.
fn list_end(view: &View, counts: &[CountMention]) -> usize {
    let mut last = 0;
    while last + 1 < counts.len().min(LONGEST_LIST) && is_joined(view, &counts[last], &counts[last + 1]).is_some() {
        last += 1;
    }
    last
}

/// "Nine people, all civilians", "all of them children": as many as were counted.
fn all_of(view: &View, part: &CountMention) -> bool {
    let first = part.tokens.start;
    let first = first - usize::from(first > view.tokens.start && view.is_any(first - 1, &["were", "are"]));
    let them = first >= view.tokens.start + 2 && view.lower(first - 2) == "of" && view.is_any(first - 1, &["them", "whom"]);
    let first = if them { first - 2 } else { first };
    view.before(first) == "all"
}

/// How two counts are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// By a comma: a list may go on.
    Comma,
    /// By "along with": a list may close or go on.
    Along,
    /// By "and": a list closes.
    And,
}

/// Whether only commas and conjunctions stand between two counts.
fn is_joined(view: &View, first: &CountMention, second: &CountMention) -> Option<Joint> {
    let between = first.tokens.end..second.tokens.start;
    if between.is_empty() || between.len() > 4 {
        return None;
    }
    let mut at = between.start;
    let mut joint = Joint::Comma;
    while at < between.end {
        match view.lower(at) {
            "," | ";" => at += 1,
            "and" | "&" | "plus" | "also" => {
                joint = Joint::And;
                at += 1;
            }
            "as" if view.lower(at + 1) == "well" && view.lower(at + 2) == "as" => {
                joint = Joint::And;
                at += 3;
            }
            "along" | "together" if view.lower(at + 1) == "with" => {
                joint = Joint::Along;
                at += 2;
            }
            "alongside" => {
                joint = Joint::Along;
                at += 1;
            }
            _ => return None,
        }
    }
    Some(joint)
}

/// Adds, before each run of people named side by side, their sum; a couple is in the sum alone, since no number was said.
fn add_sums(view: &View, counts: Vec<CountMention>) -> Vec<CountMention> {
    let mut related: Vec<CountMention> = Vec::with_capacity(counts.len());
    let mut place_of: Vec<usize> = Vec::with_capacity(counts.len()); // where each count, or the sum that took it in, now stands
    let mut summed: Vec<(usize, usize)> = Vec::new(); // a part's place and its sum's
    let mut at = 0;
    while at < counts.len() {
        let apposed = at > 0
            && is_joined(view, &counts[at - 1], &counts[at]) == Some(Joint::Comma)
            && is_apposed(view, &counts[at - 1], &counts[at]);
        let length = if apposed { 1 } else { run(view, &counts[at..]) };
        if length < 2 {
            place_of.push(related.len());
            if counts[at].rule == WITH_KIN {
                at += 1;
                continue;
            }
            related.push(counts[at].clone());
            at += 1;
            continue;
        }
        let parts = &counts[at..at + length];
        let whole = related.len();
        let sum = sum(view, parts);
        related.push(sum);
        for part in parts {
            if part.rule == COUPLE {
                place_of.push(whole);
            } else {
                place_of.push(related.len());
                summed.push((related.len(), whole));
                related.push(part.clone());
            }
        }
        at += length;
    }
    for count in &mut related {
        count.part_of = count.part_of.and_then(|whole| place_of.get(whole).copied());
    }
    for (part, whole) in summed {
        related[part].part_of = Some(whole);
    }
    related
}

/// How many counts from the first on make one sum; less than 2 where none do.
fn run(view: &View, counts: &[CountMention]) -> usize {
    let mut length = 1;
    let mut closed = 0;
    if is_predicate(view, &counts[0]) {
        return 1;
    }
    let mut open = true;
    while length < counts.len().min(LONGEST_LIST) && open {
        let (first, second) = (&counts[length - 1], &counts[length]);
        let Some(joint) = is_joined(view, first, second) else { break };
        if joint == Joint::Comma && is_apposed(view, first, second) {
            break;
        }
        // "The deaths of two women and a man": of all of them.
        let of_all = counts[0].measure.is_some() && second.measure.is_none() && view.lower(counts[0].head + 1) == "of";
        let alike = first.measure == second.measure || of_all;
        if !adds_up(first) || !adds_up(second) || !alike || opens_a_clause(view, &counts[0], second) {
            break;
        }
        length += 1;
        if joint != Joint::Comma {
            closed = length;
        }
        open = joint != Joint::And;
    }
    closed
}

/// "remembered as a neighbour and a friend", "he was a teacher and a poet": one person, twice described.
fn is_predicate(view: &View, first: &CountMention) -> bool {
    let start = first.tokens.start;
    let quoted = matches!(view.before(start), "\"" | "“" | "‘");
    let before = if quoted { start - 1 } else { start };
    first.count.modifier() == Modifier::Singular
        && matches!(view.before(before), "as" | "was" | "is" | "be" | "became" | "being" | "am")
}

/// Only what is said exactly is added up, and nothing that is already a part of something.
fn adds_up(count: &CountMention) -> bool {
    count.unit == Unit::People
        && count.part_of.is_none()
        && count.count.point().is_some_and(|n| n > 0)
        && matches!(count.count.modifier(), Modifier::Exact | Modifier::Singular | Modifier::Named)
}

/// "his brother, a soldier, and two others": the soldier is the brother; "her two daughters, Petra and Ana": so are the names.
fn is_apposed(view: &View, first: &CountMention, second: &CountMention) -> bool {
    let named = |count: &CountMention| count.count.modifier() == Modifier::Named;
    if named(second) && !named(first) {
        return true;
    }
    // "A second victim, a woman": who is numbered is told again.
    let numbered = first.tokens.clone().any(|at| view.is_any(at, ORDINALS));
    let known =
        numbered || first.count.modifier() == Modifier::Named || !view.is_any(first.tokens.start, &["a", "an", "another", "one"]);
    known && first.count.point() == Some(1) && view.is_any(second.tokens.start, &["a", "an", "the"])
}

/// "… shot a man and a woman said": the second is the subject of words of its own.
fn opens_a_clause(view: &View, first: &CountMention, second: &CountMention) -> bool {
    let is_subject = |count: &CountMention| {
        let head = view.node(count.head);
        // "A number of others were": the number is the subject.
        let number = head.head.filter(|above| count.tokens.contains(above));
        let node = number.map_or(head, |above| view.node(above));
        let before_verb = node.head.is_some_and(|verb| count.tokens.end <= verb && view.kind(verb) == Some(TokenKind::Word));
        before_verb && matches!(node.relation, Relation::Nsubj | Relation::NsubjPass | Relation::Csubj)
    };
    let opens = || !(view.tokens.start..first.tokens.start).any(|at| view.is_verb(at));
    if view.labelled && is_subject(second) && !is_subject(first) && !opens() {
        return true;
    }
    // "Killed five people and ten others were injured": the five are the verb's before them.
    let harmed = || {
        let verb = first.tokens.start.checked_sub(1).and_then(|before| view.harm_word(before));
        verb.is_some_and(|word| word.precedes_people && word.measure.is_some())
    };
    view.is_any(second.tokens.end, &["was", "is", "has", "said", "says", "told"])
        || view.is_any(second.tokens.end, &["were", "are", "have"]) && harmed()
}

fn sum(view: &View, parts: &[CountMention]) -> CountMention {
    let total = parts.iter().filter_map(|part| part.count.point()).fold(0u32, u32::saturating_add);
    let tokens = parts[0].tokens.start..parts[parts.len() - 1].tokens.end;
    CountMention {
        count: Count::counted(total, Modifier::Summed),
        unit: Unit::People,
        group: parts.iter().skip(1).fold(parts[0].group, |group, part| common_group(group, part.group)),
        measure: parts[0].measure,
        range: view.document.cover(tokens.clone()),
        tokens,
        head: parts[0].head,
        definite: parts.iter().all(|part| part.definite),
        part_of: None,
        rule: RuleId("count-sum"),
    }
}

/// What holds of both groups.
fn common_group(a: Group, b: Group) -> Group {
    Group {
        combat: if a.combat == b.combat { a.combat } else { Combat::All },
        kind: common(a.kind, b.kind),
        role: if a.role == b.role { a.role } else { Role::Any },
    }
}

/// What holds of both kinds.
fn common(a: Kind, b: Kind) -> Kind {
    let child = |kind: Kind| matches!(kind, Kind::Children | Kind::Girls | Kind::Boys);
    match (a, b) {
        (one, other) if one == other => one,
        (one, other) if child(one) && child(other) => Kind::Children,
        _ => Kind::All,
    }
}
