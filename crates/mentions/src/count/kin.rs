//! Kin told with their names: "his wife, Huda", "their daughters Rana (12) and Lina (7)" are the wife and the daughters once.
//!
//! In: a sentence and its counts, in text order. Out: the same counts, each of kin reaching over the names told right after it; of a plural without a
//! number the names say how many, and the ages beside them who is a child.

use dateline_lexicon::{Counted, Kind, Unit, Use};

use super::names::{Name, list};
use super::view::View;
use super::{Count, CountMention, Modifier};

/// Takes the names of those counted into the counts of them.
pub(super) fn called(view: &View, counts: Vec<CountMention>) -> Vec<CountMention> {
    let mut told: Vec<CountMention> = Vec::with_capacity(counts.len());
    for count in counts {
        let named = count.count.modifier() == Modifier::Named;
        let theirs = told.last().is_some_and(|kin| named && count.tokens.start < kin.tokens.end);
        if !theirs {
            told.push(if named { count } else { with_names(view, count) });
        }
    }
    told
}

/// Whether token `at` is "wife", "cousins".
pub(super) fn is_kin(view: &View, at: usize) -> bool {
    matches!(view.noun(at), Some((_, _, Counted::Person { usage: Use::Kin, .. })))
}

fn with_names(view: &View, mut kin: CountMention) -> CountMention {
    let start = introduced(view, kin.tokens.end);
    let names = if is_kin(view, kin.head) { list(view, start, 1) } else { title(view, &kin, start) };
    let names = &names[..names.len().min(kin.count.point().map_or(usize::MAX, |told| told as usize))];
    // "And his brother, Hamas said": who tells of it; a name set apart has an age or is closed.
    let closed = |name: &Name| name.age.is_some() || view.is_any(name.end, &[",", "(", ")", ";", "."]);
    let Some(last) = names.last().filter(|last| view.before(start) != "," || closed(last)) else { return kin };
    if kin.count == Count::unknown() && names.len() > 1 {
        kin.count = Count::counted(names.len() as u32, Modifier::Named);
    }
    let child = |name: &Name| name.age.is_some_and(|age| age < 18);
    if kin.group.kind == Kind::All && names.iter().all(child) && kin.count.point() == Some(names.len() as u32) {
        kin.group.kind = Kind::Children;
    }
    kin.tokens.end = last.end;
    kin.range = view.document.cover(kin.tokens.clone());
    kin
}

/// Where names told of those counted before token `end` begin: "his wife, Huda", "a child, identified as Rami Saad".
fn introduced(view: &View, end: usize) -> usize {
    let at = end + usize::from(view.is_any(end, &[",", ":"]));
    let told = view.is_any(at, &["identified", "named", "called", "namely"]);
    at + usize::from(told) + usize::from(told && view.lower(at + 1) == "as")
}

/// "The commander Karim Saad and his brother", "a woman, Huda Saad, and her son": whose the name is.
fn title(view: &View, person: &CountMention, start: usize) -> Vec<Name> {
    let one = person.unit == Unit::People && person.count.point() == Some(1) && person.measure.is_none();
    let names = if one { list(view, start, 2) } else { Vec::new() };
    let closed = |name: &Name| start == person.tokens.end || view.is_any(name.end, &[",", "("]) || view.before(start) != ",";
    if names.first().is_some_and(closed) { names } else { Vec::new() }
}
