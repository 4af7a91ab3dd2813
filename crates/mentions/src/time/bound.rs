//! Bounds: what the words before a time make of it: "since Monday", "until May", "over the past three days".

use dateline_lexicon::TimeUnit;
use dateline_text::TextRange;

use super::Bound;
use super::atom::Atoms;
use super::sense::{Field, Found, Sense};

/// The bound set by the words before `found[index]`, and those words.
pub(super) fn bound(found: &[Found], index: usize, atoms: &Atoms) -> (Bound, Option<TextRange>) {
    let Some(time) = found.get(index) else { return (Bound::Within, None) };
    let lengthy = matches!(time.sense, Sense::Length { .. } | Sense::Window { .. });
    let unsaid = if matches!(time.sense, Sense::Window { .. }) { Bound::Throughout } else { Bound::Within };
    if time.first == 0 || atoms.breaks(time.first) {
        return (unsaid, None);
    }
    let mut at = time.first - 1;
    // "since at least Monday", "until about May", "by the end of"
    let softened = matches!(
        atoms.lower(at),
        "about" | "around" | "least" | "late" | "early" | "on" | "approximately" | "the" | "only" | "just"
    );
    if softened && at > 0 && !atoms.breaks(at) {
        at -= 1;
        if atoms.lower(at) == "at" && atoms.lower(at + 1) == "least" && at > 0 {
            at -= 1;
        }
    }
    let before = |back: usize| at.checked_sub(back).map_or("", |at| atoms.lower(at));
    let words = |from: usize| {
        Some(atoms.range(from, if softened && !matches!(atoms.lower(time.first - 1), "on") { at + 1 } else { time.first }))
    };
    let word = atoms.lower(at);
    let begins = |marks: &[&str]| {
        // the other end of "from … to …", "between … and …"
        let last = index.checked_sub(1).and_then(|last| found.get(last))?;
        let opener = last.first.checked_sub(1).map(|at| atoms.lower(at))?;
        (at >= last.end && at <= last.end + 1 && marks.contains(&opener)).then_some(())
    };
    let bound = match word {
        "since" => Bound::Since,
        // "From Monday's strike" opens no window.
        "from" if !lengthy && !matches!(atoms.lower(time.end), "'" | "’" | "'s" | "’s") => Bound::Since,
        "starting" | "beginning" | "onwards" if !lengthy => Bound::Since,
        "until" | "till" | "through" | "by" => Bound::Until,
        "to" if matches!(before(1), "up" | "prior") => {
            let bound = if before(1) == "prior" { Bound::Before } else { Bound::Until };
            return (bound, words(at - 1));
        }
        "of" if before(1) == "as" => return (Bound::Since, words(at - 1)),
        "to" | "and" if begins(if word == "to" { &["from"] } else { &["between"] }).is_some() => Bound::Until,
        "between" => Bound::Since,
        "before" => Bound::Before,
        "after" | "following" if !lengthy => Bound::After,
        "for" | "over" | "during" | "throughout" | "in" | "within" | "across" if lengthy => Bound::Throughout,
        "during" | "throughout" if longer_than_a_day(time.sense) => Bound::Throughout,
        _ => return (unsaid, None),
    };
    (bound, words(at))
}

/// "during August" is all along it; "during the night" only names when.
fn longer_than_a_day(sense: Sense) -> bool {
    match sense {
        Sense::Calendar(calendar) => calendar.hour.is_none() && !matches!(calendar.field, Field::Day(..) | Field::Holiday(_)),
        Sense::Step { unit, .. } => unit > TimeUnit::Day,
        _ => false,
    }
}
