//! Counted phrases, read from left to right through one sentence.
//!
//! In: a sentence. Out: its counted noun phrases: a number with its noun ("at least 50 children"), a number by itself beside a word of
//! harm ("killing 12", "30 injured"), a singular ("a woman"), a plural without a number ("insurgents"), no one.

use std::ops::Range;

use dateline_lexicon::{Form, Group, Kind, Measure, NumberWord, Unit, Use};
use dateline_syntax::{Relation, Upos, Xpos};
use dateline_text::{RuleId, TokenKind};

use super::alone::{alone, another, told_who, unlisted};
use super::kin::is_kin;
use super::noun::{self, Noun};
use super::quantity::{Quantity, quantity};
use super::view::{DESCRIBING, View};
use super::{Count, CountMention, Modifier};

/// One word for two or three people: "a couple".
pub(super) const COUPLE: RuleId = RuleId("count-couple");

/// A number alone, of people like those counted before it in another place.
pub(super) const ELSEWHERE: RuleId = RuleId("count-elsewhere");

/// Every counted phrase of the sentence in text order, the named people among them.
pub(super) fn phrases(view: &View, names: Vec<CountMention>) -> Vec<CountMention> {
    let mut found = Vec::new();
    let mut names = names.into_iter().peekable();
    let mut at = view.tokens.start;
    while at < view.tokens.end {
        if let Some(name) = names.next_if(|name| name.tokens.start <= at) {
            if name.tokens.start == at {
                at = name.tokens.end;
                found.push(name);
            }
            continue;
        }
        let elsewhere = found.last().and_then(|first| elsewhere(view, at, first));
        let read = phrase(view, at).map(|mention| neither(view, mention, found.last()));
        // "Five died in Kharkiv and four in Odesa": what goes without its noun is of the harm told before.
        let read = read.filter(|read| elsewhere.as_ref().is_none_or(|short| read.tokens != short.tokens));
        let short = || second_of_two(view, at, found.last()?).or(elsewhere);
        match read.or_else(short) {
            Some(mention) => {
                at = inner_quantity(view, &mention).unwrap_or(mention.tokens.end).max(at + 1);
                found.push(mention);
            }
            None => at += unread(view, at),
        }
    }
    found
}

/// "the five soldiers" in "two of the five soldiers" is a count too.
fn inner_quantity(view: &View, mention: &CountMention) -> Option<usize> {
    let of = mention.head + 1;
    // "None of the five": nothing is told of the five.
    if mention.count.modifier() == Modifier::None || view.lower(of) != "of" || view.noun(mention.head).is_some() {
        return None;
    }
    let counts = |inner: &Quantity| inner.tokens.end < mention.tokens.end && inner.count.modifier() != Modifier::Vague;
    quantity(view, of + 1).filter(counts).map(|inner| inner.tokens.start)
}

/// How many tokens to step over where no phrase starts: an age is stepped over whole, so that no number is left of it.
fn unread(view: &View, at: usize) -> usize {
    match noun::age(view, at) {
        Some((_, end)) => end - at,
        None => 1,
    }
}

fn phrase(view: &View, at: usize) -> Option<CountMention> {
    if let Some((length, NumberWord::NoOne)) = view.number_word(at) {
        return no_one(view, at, length);
    }
    if view.lower(at) == "neither" && view.lower(at + 1) == "of" {
        return no_one(view, at, 1);
    }
    if noun::age(view, at).is_none()
        && let Some(quantity) = quantity(view, at)
        && !is_set_apart(view, at)
    {
        return counted(view, &quantity)
            .or_else(|| told_who(view, &quantity))
            .or_else(|| alone(view, &quantity))
            .or_else(|| unlisted(view, &quantity));
    }
    with_article(view, at).or_else(|| another(view, at)).or_else(|| aged(view, at)).or_else(|| bare_plural(view, at))
}

/// "an average of 12 deaths", "nine out of 10 voters", "a mother of three": the three are not those the report counts.
fn is_set_apart(view: &View, at: usize) -> bool {
    let ten = |at: usize| view.is_any(at, &["10", "ten", "100", "every"]);
    if (view.before(at) == "in"
        && at > 1
        && view.number_by_itself(at - 2).is_some()
        && view.kind(at + 1) == Some(TokenKind::Word))
        || (view.number_by_itself(at).is_some() && view.lower(at + 1) == "in" && ten(at + 2))
        || (view.before(at) == "of" && at > 1 && view.lower(at - 2) == "out" && ten(at))
        || (view.number_by_itself(at).is_some() && view.lower(at + 1) == "out" && view.lower(at + 2) == "of" && ten(at + 3))
    {
        return true;
    }
    // "312 attacks: in 41 of them children were killed".
    if view.before(at) == "in" && view.lower(at + 1) == "of" && view.is_any(at + 2, &["them", "these", "those", "which"]) {
        return true;
    }
    if view.before(at) == "of" && at > 1 && view.is_any(at - 2, &["average", "rate", "capacity", "population", "age", "ages"]) {
        return true;
    }
    // "a man of 62"
    let aged = ["man", "woman", "boy", "girl", "youth", "teenager", "pensioner", "child"];
    if at > 2 && view.before(at) == "of" && view.is_any(at - 2, &aged) && view.is_any(at - 3, &["a", "an"]) {
        return true;
    }
    let parents =
        ["mother", "father", "parent", "mom", "mum", "dad", "mothers", "fathers", "parents", "grandmother", "grandfather"];
    let of = |at: usize| at > 0 && view.lower(at) == "of" && view.is_any(at - 1, &parents);
    at > 1 && (of(at - 1) || (view.is_dash(at - 1) && of(at - 2)) || (view.is_dash(at - 1) && view.lower(at - 2) == "of"))
}

pub(super) fn mention(view: &View, tokens: Range<usize>, head: usize, count: Count, rule: &'static str) -> CountMention {
    CountMention {
        count,
        unit: Unit::People,
        group: Group::default(),
        measure: None,
        range: view.document.cover(tokens.clone()),
        tokens,
        head,
        definite: false,
        part_of: None,
        rule: RuleId(rule),
    }
}

fn with_noun(mut mention: CountMention, noun: &Noun) -> CountMention {
    mention.unit = noun.unit;
    mention.group = noun.group;
    mention.measure = noun.measure;
    mention
}

/// "no one", "nobody", "none of the 14 passengers".
fn no_one(view: &View, at: usize, length: usize) -> Option<CountMention> {
    let (tokens, count, rule) = (at..at + length, Count::none(), "count-none");
    let none = Quantity { tokens: tokens.clone(), count, number: at, definite: false, rule: RuleId(rule) };
    let some = Some(&none).filter(|_| view.lower(tokens.end) == "of").and_then(|none| counted(view, none));
    // "No one else was hurt": of those told, somebody was.
    let whole = || (view.before(tokens.end) != "else").then(|| mention(view, tokens.clone(), at, count, rule));
    some.or_else(whole)
}

/// A number and its noun: "at least 50 children", "dozens of people", "two of the wounded", "five of them".
fn counted(view: &View, quantity: &Quantity) -> Option<CountMention> {
    let whole = |tokens: Range<usize>, head: usize| {
        let mut mention = mention(view, tokens, head, quantity.count, quantity.rule.0);
        mention.definite = quantity.definite;
        mention
    };
    let first = quantity.tokens.start;
    let mut at = quantity.tokens.end;
    let of = view.lower(at) == "of" || view.before(at) == "of";
    let head_is_number = of && !matches!(view.before(at), "no" | "total");
    if view.lower(at) == "of" {
        at += 1;
        let open = matches!(view.lower(at), "those" | "these");
        if view.is_any(at, &["them", "whom", "us", "those", "these", "which"]) && (!open || ends_here(view, at + 1)) {
            let mut mention = whole(first..at + 1, quantity.number);
            // "two of them children", "two of whom were children"
            let after = if view.is_any(at + 1, &["were", "are", "was"]) { at + 2 } else { at + 1 };
            if let Some(noun) = noun::noun(view, after)
                && noun.head < after + 3
                && noun.unit == Unit::People
                && noun.usage != Use::State
            {
                mention.group = noun.group;
                mention.tokens.end = noun.end;
                mention.range = view.document.cover(mention.tokens.clone());
            }
            return Some(mention);
        }
    }
    if of && view.is_any(at, &["the", "his", "her", "their", "its", "our", "these", "those", "my"]) {
        at += 1;
    }
    if of && let Some(inner) = self::quantity(view, at) {
        at = inner.tokens.end; // "two of the five soldiers"
    }
    if let Some((age, end)) = noun::age(view, at).filter(|&(_, end)| view.before(end) == "olds") {
        let mut aged = whole(first..end, end - 1);
        aged.group.kind = noun::kind_at_age(Kind::All, Some(age));
        return Some(aged);
    }
    let noun = noun::noun(view, at)?;
    let one = quantity.count.point() == Some(1) && !of;
    let fits = match noun.form {
        Form::Either => true,
        Form::Plural => true,
        Form::Singular => one || quantity.count.modifier() == Modifier::None || quantity.count == Count::at_least(1),
    };
    if !fits || view.is_possessive(noun.end) {
        return None;
    }
    if noun.unit == Unit::Things && quantity.count.modifier() == Modifier::Unknown {
        return None;
    }
    let head = if head_is_number { quantity.number } else { noun.head };
    let mut mention = with_noun(whole(first..noun.end, head), &noun);
    widen_after(view, &mut mention, &noun);
    widen_before(view, &mut mention);
    Some(mention)
}

/// Whether no noun comes at `at`: "several of these were killed", not "several of these meetings".
fn ends_here(view: &View, at: usize) -> bool {
    view.ends_run(at) || view.harm_word(at).is_some() || view.is_verb(at)
}

/// "12 people or more"
fn widen_after(view: &View, mention: &mut CountMention, noun: &Noun) {
    if let (Some((length, word)), Some(n)) = (view.number_word(noun.end), mention.count.point()) {
        mention.count = match word {
            NumberWord::AfterAtLeast => Count::at_least(n),
            NumberWord::AfterAbout => Count::about(n),
            NumberWord::AfterUpTo => Count::up_to(n),
            _ => return,
        };
        mention.tokens.end += length;
        mention.range = view.document.cover(mention.tokens.clone());
    }
}

/// "the bodies of 12 people", "the deaths of two soldiers": one phrase, whose measure the first noun names.
fn widen_before(view: &View, mention: &mut CountMention) {
    let first = mention.tokens.start;
    if first < view.tokens.start + 2 || view.before(first) != "of" || mention.unit != Unit::People || mention.measure.is_some() {
        return;
    }
    let noun = first - 2;
    let measure = match view.lower(noun) {
        "bodies" | "body" | "remains" | "corpses" | "corpse" | "deaths" | "death" | "lives" | "life" => Measure::Killed,
        "abduction" | "kidnapping" | "abductions" | "kidnappings" => Measure::Abducted,
        "arrest" | "arrests" | "detention" | "detentions" => Measure::Detained,
        _ => return,
    };
    let article = noun > view.tokens.start && view.is_any(noun - 1, &["the", "a"]);
    mention.measure = Some(measure);
    mention.tokens.start = if article { noun - 1 } else { noun };
    mention.head = noun;
    mention.range = view.document.cover(mention.tokens.clone());
}

const ARTICLES: &[&str] =
    &["a", "an", "another", "the", "this", "these", "those", "his", "her", "their", "its", "our", "my", "your"];

/// "a woman", "the commander", "his son": one; "the insurgents": a number not said.
fn with_article(view: &View, at: usize) -> Option<CountMention> {
    let possessor = view.is_possessive(at);
    if !possessor && !view.is_any(at, ARTICLES) {
        return None;
    }
    let noun = noun::noun(view, at + 1)?;
    if view.is_possessive(noun.end) || introduces_a_count(view, &noun) {
        return None;
    }
    let first = if possessor { at + 1 } else { at };
    let pointing = view.is_any(at, &["the", "this", "that", "these", "those"]);
    let mut mention = match (noun.form, noun.usage, noun.unit) {
        (_, _, Unit::Things) | (_, Use::Numbered, _) => return None,
        (_, Use::Plural, _) if view.is_any(at, &["a", "an"]) => return None,
        (Form::Singular, Use::Group, _) => {
            if view.lower(noun.end) == "of" {
                return None; // "a couple of": read as a number
            }
            let size = if view.lower(noun.head) == "trio" { 3 } else { 2 };
            with_noun(mention(view, first..noun.end, noun.head, Count::counted(size, Modifier::Singular), COUPLE.0), &noun)
        }
        (_, Use::State, _) if !view.is_any(at, &["the", "these", "those", "their"]) => return None,
        (_, Use::State, _) if view.labelled && matches!(view.node(noun.head).relation, Relation::Amod | Relation::Compound) => {
            return None;
        }
        (Form::Singular, ..) => {
            let one = Count::counted(1, Modifier::Singular);
            with_noun(mention(view, first..noun.end, noun.head, one, "count-singular"), &noun)
        }
        (Form::Either, Use::Demonym, _) if !pointing => {
            with_noun(mention(view, first..noun.end, noun.head, Count::counted(1, Modifier::Singular), "count-singular"), &noun)
        }
        (Form::Plural | Form::Either, ..) => {
            with_noun(mention(view, first..noun.end, noun.head, Count::unknown(), "count-plural"), &noun)
        }
    };
    mention.definite = pointing;
    if noun.unit == Unit::Families
        && let Some(sized) = family_of(view, &mention)
    {
        return Some(sized);
    }
    widen_before(view, &mut mention);
    Some(mention)
}

/// "the bodies" in "the bodies of 12 people": the number will take them in.
fn introduces_a_count(view: &View, noun: &Noun) -> bool {
    noun.measure.is_some()
        && view.lower(noun.end) == "of"
        && (quantity(view, noun.end + 1).is_some() || view.is_any(noun.end + 1, &["a", "an"]))
}

/// "children" in "no women or children": the "no" holds for both.
fn neither(view: &View, mut mention: CountMention, before: Option<&CountMention>) -> CountMention {
    if let Some(first) = before
        && first.count.modifier() == Modifier::None
        && mention.count == Count::unknown()
        && first.tokens.end + 1 == mention.tokens.start
        && view.is_any(first.tokens.end, &["or", "nor", "and"])
    {
        mention.count = Count::none();
        mention.rule = RuleId("count-none");
    }
    mention
}

/// "daughter" in "a mother and daughter": the article holds for both.
fn second_of_two(view: &View, at: usize, first: &CountMention) -> Option<CountMention> {
    let joint = view.before(at);
    if first.count.modifier() != Modifier::Singular || first.tokens.end + 1 != at || !matches!(joint, "and" | ",") {
        return None;
    }
    let noun = noun::noun(view, at)
        .filter(|noun| noun.form == Form::Singular && noun.unit == Unit::People && matches!(noun.usage, Use::Noun | Use::Kin))?;
    // "an artist and organiser", "my brother and friend" are one person; "a man and woman", "his son and nephew" are two.
    let two =
        (is_kin(view, first.head) && is_kin(view, noun.head)) || (first.group.kind != Kind::All && noun.group.kind != Kind::All);
    // "A mother, father and three children".
    let listed = joint == "and" || is_kin(view, first.head) && is_kin(view, noun.head) && view.is_any(noun.end, &[",", "and"]);
    if !two || !listed || noun.head > at + 1 || view.is_possessive(noun.end) {
        return None;
    }
    Some(with_noun(mention(view, at..noun.end, noun.head, Count::counted(1, Modifier::Singular), "count-singular"), &noun))
}

/// "one in Toretsk" in "two people were killed in Pokrovsk and one in Toretsk": as many of the same, in another place; "including one in Toretsk", some of
/// them.
fn elsewhere(view: &View, at: usize, first: &CountMention) -> Option<CountMention> {
    let number = quantity(view, at).filter(|number| number.count.modifier() != Modifier::None);
    let another = Some(Count::counted(1, Modifier::Singular)).filter(|_| view.lower(at) == "another");
    let count = number.as_ref().map(|number| number.count).or(another)?;
    let tie = |at: usize| view.is_any(at, &["in", "at", "near"]);
    let end = number.as_ref().map_or(at + 1, |number| number.tokens.end);
    let some = view.before(at) == "including";
    let there = tie(end) && view.is_capital(end + 1) && (some || matches!(view.before(at), "and" | ","));
    let here = at.saturating_sub(8).max(first.tokens.end)..at;
    let near = at.checked_sub(first.tokens.end).is_some_and(|gap| gap < LONGEST_GAP);
    let of_people = first.unit == Unit::People && first.count.modifier() != Modifier::Unknown && near;
    let named = |at: usize| (tie(at) || view.lower(at) == "across") && view.is_capital(at + 1);
    if !there || !of_people || !some && !here.into_iter().any(named) {
        return None;
    }
    let rule = number.as_ref().filter(|_| some).map_or(ELSEWHERE, |number| number.rule);
    let mut mention = mention(view, at..end, number.map_or(at, |number| number.number), count, rule.0);
    (mention.group, mention.measure) = (first.group, first.measure);
    Some(mention)
}

/// How many tokens may stand between a count and one that goes without its noun.
const LONGEST_GAP: usize = 14;

/// "a family of five": five people.
fn family_of(view: &View, family: &CountMention) -> Option<CountMention> {
    if view.lower(family.tokens.end) != "of" {
        return None;
    }
    let size = quantity(view, family.tokens.end + 1)?;
    let mut people = family.clone();
    people.count = size.count;
    people.unit = Unit::People;
    people.tokens.end = size.tokens.end;
    people.range = view.document.cover(people.tokens.clone());
    people.rule = RuleId("count-family-of");
    Some(people)
}

/// "12-year-old boy" without an article, "A 17-year-old was shot" without a noun.
fn aged(view: &View, at: usize) -> Option<CountMention> {
    let article = view.is_any(at, ARTICLES);
    let (age, end) = noun::age(view, if article { at + 1 } else { at })?;
    if view.before(end) != "old" && view.before(end) != "olds" {
        return None;
    }
    let one = Count::counted(1, Modifier::Singular);
    if let Some(noun) = noun::noun(view, end).filter(|noun| noun.form != Form::Plural && noun.unit == Unit::People) {
        let mut noun = noun;
        noun.group.kind = noun::kind_at_age(noun.group.kind, Some(age));
        return Some(with_noun(mention(view, at..noun.end, noun.head, one, "count-singular"), &noun));
    }
    if !article || !(view.ends_run(end) || view.is_verb(end) || view.harm_word(end).is_some()) {
        return None;
    }
    let mut mention = mention(view, at..end, end - 1, one, "count-aged");
    mention.group.kind = noun::kind_at_age(Kind::All, Some(age));
    Some(mention)
}

/// "insurgents", "casualties", "homes": a number was not said.
fn bare_plural(view: &View, at: usize) -> Option<CountMention> {
    if (!view.spaced(at) && view.is_dash(at.wrapping_sub(1))) || !can_describe(view, at) {
        return None;
    }
    let noun = noun::noun(view, at)?;
    let starts = noun.head < at + 4;
    let usable = matches!(
        (noun.form, noun.usage),
        (Form::Plural, Use::Noun | Use::Kin | Use::Demonym | Use::Plural | Use::Group) | (Form::Either, Use::Plural)
    );
    if !starts || !usable || noun.unit == Unit::Things || view.is_possessive(noun.end) || view.is_hyphen(noun.end) {
        return None;
    }
    // "Doctors Without Borders" are an organisation.
    let house = view.is_capital(at) && view.lower(noun.end) == "without" && view.is_capital(noun.end);
    if house || is_not_reported(view, at) || introduces_a_count(view, &noun) {
        return None;
    }
    // "Without causing casualties".
    let without =
        view.before(at) == "without" || at > view.tokens.start + 1 && view.is_verb(at - 1) && view.lower(at - 2) == "without";
    let (count, rule) = if without { (Count::none(), "count-none") } else { (Count::unknown(), "count-plural") };
    Some(with_noun(mention(view, at..noun.end, noun.head, count, rule), &noun))
}

/// Whether token `at` can be the first word of "suspected Taliban insurgents".
fn can_describe(view: &View, at: usize) -> bool {
    if view.noun(at).is_some() || view.is_capital(at) || DESCRIBING.contains(&view.lower(at)) {
        return true;
    }
    if !view.labelled {
        return view.is_any(
            at,
            &["suspected", "alleged", "armed", "unarmed", "young", "elderly", "local", "innocent", "pregnant", "masked", "other"],
        );
    }
    let node = view.node(at);
    matches!(node.relation, Relation::Amod | Relation::Compound)
        && (matches!(node.upos, Upos::Adj | Upos::Noun | Upos::Propn) || node.xpos == Xpos::Vbn)
}

/// "no reports of casualties", "no word on casualties": not reported is neither none nor some.
fn is_not_reported(view: &View, at: usize) -> bool {
    if !matches!(view.before(at), "of" | "on" | "about") {
        return false;
    }
    let from = at.saturating_sub(6).max(view.tokens.start);
    (from..at).any(|word| view.is_any(word, &["no", "without", "not"]))
        && (from..at).any(|word| {
            view.is_any(word, &["reports", "report", "word", "information", "details", "news", "indication", "sign", "signs"])
        })
}
