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
    let mark = usize::from(view.is_any(kin.tokens.end, &[",", ":"]));
    let names = if is_kin(view, kin.head) { list(view, kin.tokens.end + mark, 1) } else { title(view, &kin, mark) };
    let names = &names[..names.len().min(kin.count.point().map_or(usize::MAX, |told| told as usize))];
    let Some(last) = names.last() else { return kin };
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

/// "The commander Karim Saad and his brother", "a woman, Huda Saad, and her son": whose the name is.
fn title(view: &View, person: &CountMention, mark: usize) -> Vec<Name> {
    let one = person.unit == Unit::People && person.count.modifier() == Modifier::Singular && person.measure.is_none();
    let names = if one { list(view, person.tokens.end + mark, 2) } else { Vec::new() };
    let closed = |name: &Name| mark == 0 || view.lower(name.end) == ",";
    if names.first().is_some_and(closed) { names } else { Vec::new() }
}
