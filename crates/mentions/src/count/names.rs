//! People counted by their names: "Petra Olin, 34," is one, "A, B and C were killed" three.
//!
//! In: a sentence. Out: a mention for each list of names and each name with an age. A name is what the parse calls a person; where it
//! has no labels, two or more capitalised words in a place where people are named.

use dateline_lexicon::{Kind, NumberWord};
use dateline_syntax::Entity;
use dateline_text::{RuleId, TokenKind};

use super::kin::is_kin;
use super::noun;
use super::view::View;
use super::{Count, CountMention, Group, Modifier, Unit};

/// Every list of names and every name with an age, in text order.
pub(super) fn names(view: &View) -> Vec<CountMention> {
    let mut found = Vec::new();
    if !view.cased && !view.labelled {
        return found; // nothing tells names apart
    }
    let mut at = view.tokens.start;
    while at < view.tokens.end {
        let names = list(view, at, 2);
        found.extend(counted(view, at, &names));
        at = names.last().map_or(at + 1, |name| name.end);
    }
    found
}

/// One name, with its age where it is given.
pub(super) struct Name {
    pub end: usize,
    head: usize,
    pub age: Option<u32>,
    /// Whether the parse calls it a person's.
    labelled: bool,
    /// What else the parse calls it: with an age beside it it is a person's still.
    other: Option<Entity>,
}

/// The names listed from token `first` on: "A, B and C"; a name that the parse does not know has `least` words.
pub(super) fn list(view: &View, first: usize, least: usize) -> Vec<Name> {
    let mut names = Vec::new();
    let mut next = first;
    while let Some(name) = aged_name(view, next, least) {
        let end = name.end;
        names.push(name);
        next = end;
        while view.is_any(next, &[",", "and", ";", "&"]) {
            next += 1;
        }
        if next == end {
            break;
        }
    }
    names
}

/// The mention of a list that starts at token `start`, where it is of people.
fn counted(view: &View, start: usize, names: &[Name]) -> Option<CountMention> {
    let end = names.last()?.end;
    let sure = names.iter().all(|name| name.age.is_some() || name.labelled);
    let with_kin = names.len() == 1 && names[0].age.is_none() && names[0].labelled && is_before_kin(view, end);
    let people = match names.len() {
        1 => names[0].age.is_some() || with_kin,
        _ => sure || names.iter().any(|name| name.age.is_some()) || is_where_people_are_named(view, start, end),
    };
    if !people {
        return None;
    }
    let minors = names.iter().all(|name| name.age.is_some_and(|age| age < 18));
    Some(CountMention {
        count: Count::counted(names.len() as u32, Modifier::Named),
        unit: Unit::People,
        group: Group { kind: if minors { Kind::Children } else { Kind::All }, ..Group::default() },
        measure: None,
        range: view.document.cover(start..end),
        tokens: start..end,
        head: names[0].head,
        definite: false,
        part_of: None,
        rule: match names.len() {
            1 if with_kin => WITH_KIN,
            1 => RuleId("count-named"),
            _ => RuleId("count-named-list"),
        },
    })
}

/// A name told with kin: counted in the sum with them, and not by itself.
pub(super) const WITH_KIN: RuleId = RuleId("count-named-with-kin");

/// "Karim Saad and his wife", "Karim Saad, his wife", "Karim Saad and two others".
fn is_before_kin(view: &View, end: usize) -> bool {
    let after = end + usize::from(view.lower(end) == ",");
    let after = after + usize::from(view.lower(after) == "and");
    let theirs = view.is_any(after, &["his", "her", "their"]) && after > end;
    let others = view.before(after) == "and"
        && view.number_by_itself(after).is_some()
        && (after + 1..after + 3).any(|at| view.is_any(at, &["other", "others", "additional"]));
    others || theirs && (after + 1..after + 5).take_while(|&at| !view.ends_run(at)).any(|at| is_kin(view, at))
}

/// "Petra Olin", "Petra Olin, 34", "Petra Olin (34)", "Petra Olin (34 years old)", "34-year-old Petra Olin".
fn aged_name(view: &View, first: usize, least: usize) -> Option<Name> {
    if let Some((age, end)) = noun::age(view, first) {
        let name = name(view, end, least).filter(|name| name.other.is_none() || view.noun(name.end).is_none())?; // "a 22-year-old New York man"
        return Some(Name { age: Some(age), ..name });
    }
    let name = name(view, first, least)?;
    let unaged = |name: Name| Some(name).filter(|name| name.other.is_none() || least == 1);
    let opening = view.is_any(name.end, &[",", "("]);
    if let Some((age, end)) = noun::age(view, name.end + 1).filter(|&(_, end)| opening && view.lower(end) == ")") {
        return Some(Name { age: Some(age), end: end + 1, ..name });
    }
    if !opening || view.kind(name.end + 1) != Some(TokenKind::Number) || view.in_time(name.end + 1) {
        return unaged(name);
    }
    let close = name.end + 2;
    let closes =
        view.is_any(close, &[",", ")", ".", ";", "and", "of", "who", "from", "was", "were", "is", "are", "has", "died", ""]);
    match noun::age_number(view, name.end + 1).filter(|_| closes && (least == 1 || name.other != Some(Entity::Place))) {
        Some(age) => {
            let end = if view.lower(close) == ")" { close + 1 } else { close };
            Some(Name { age: Some(age), end, ..name })
        }
        None => unaged(name),
    }
}

/// The name that starts at token `first`, of `least` words where the parse does not know it.
fn name(view: &View, first: usize, least: usize) -> Option<Name> {
    if view.labelled && view.node(first).entity == Entity::Person {
        let end = (first + 1..view.tokens.end)
            .find(|&at| view.node(at).entity != Entity::Person || view.node(at).begins)
            .unwrap_or(view.tokens.end);
        return Some(Name { end, head: first, age: None, labelled: true, other: None });
    }
    let starts = view.kind(first) == Some(TokenKind::Word) && view.is_capital(first) && !is_known_otherwise(view, first);
    if !starts || (first > view.tokens.start && view.is_capital(first - 1)) {
        return None;
    }
    let mut end = first + 1;
    let mut words = 1;
    while end < first + 7 {
        let particle =
            view.is_any(end, &["al", "el", "bin", "ibn", "bint", "de", "van", "von", "da", "der", "dos", "du", "la", "ul"]);
        if view.kind(end) == Some(TokenKind::Word)
            && view.is_capital(end)
            && (view.is_dash(end - 1) || !is_known_otherwise(view, end))
        {
            words += 1;
            end += 1;
        } else if (particle || view.is_hyphen(end)) && view.is_capital(end + 1) || (particle && view.is_hyphen(end + 1)) {
            end += 1;
        } else {
            break;
        }
    }
    let called = (first..end).map(|at| view.node(at).entity).filter(|_| view.labelled);
    let other = called.into_iter().find(|entity| matches!(entity, Entity::Place | Entity::Organisation | Entity::Other));
    (words >= least).then_some(Name { end, head: first, age: None, labelled: false, other })
}

/// A capitalised word that no person's name is made of.
fn is_known_otherwise(view: &View, at: usize) -> bool {
    if view.noun(at).is_some() || view.harm_word(at).is_some() {
        return true;
    }
    if matches!(view.number_by_itself(at), Some(NumberWord::Month | NumberWord::Unit(_) | NumberWord::Numbered)) {
        return view.lower(at) != "may";
    }
    let others = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "city",
        "county",
        "province",
        "street",
        "avenue",
        "road",
        "university",
        "hospital",
        "police",
        "department",
        "ministry",
        "army",
        "forces",
        "force",
        "council",
        "party",
        "news",
        "agency",
        "court",
        "islands",
        "strip",
        "bank",
        "valley",
        "river",
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
    ];
    view.is_any(at, &others) || view.is_closed(at)
}

/// "… were killed", "killed …", "identified as …", "the victims: …".
fn is_where_people_are_named(view: &View, start: usize, end: usize) -> bool {
    let after = view.is_any(end, &["was", "were", "have", "had", "both", "all"])
        && (end + 1..end + 5).any(|at| view.harm_word(at).is_some_and(|word| word.follows_people && word.measure.is_some()));
    let before =
        start.checked_sub(1).and_then(|at| view.harm_word(at)).is_some_and(|word| word.precedes_people && word.measure.is_some());
    let introduced = view.before(start) == "as"
        && (start.saturating_sub(4)..start).any(|at| view.is_any(at, &["identified", "named"]))
        || view.before(start) == ":"
            && (start.saturating_sub(6)..start).any(|at| view.is_any(at, &["victims", "killed", "dead", "injured", "wounded"]));
    after || before || introduced
}
