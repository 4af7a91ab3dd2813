//! Settings: whether a text reports news or tells a history, what day it speaks from, and whether a sentence looks ahead or back.
//!
//! In: the times found, the report's context and its dateline. Out: the anchor days. The publication day anchors; it never answers.

use dateline_syntax::{Parse, Relation, Upos, Xpos};
use dateline_text::Document;
use jiff::civil::Date;

use super::Anchor;
use super::atom::Atoms;
use super::point::{day, plus_days};
use super::sense::{Calendar, Field, Found, Sense, Step, Year};
use super::words::{AWAITED, HELPERS_AHEAD, PLANS};
use crate::Context;

/// What relative times lean on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    /// The day the report speaks from, and how it is known.
    pub speech: Option<(Date, Anchor)>,
    /// Whether the text tells of times other than its own: each time leans on the one before it.
    pub history: bool,
}

/// Which way a sentence looks from its anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outlook {
    Back,
    Ahead,
    Unsaid,
}

impl Setting {
    pub fn new(found: &[Found], atoms: &Atoms, document: &Document, context: &Context) -> Setting {
        let dated = dateline_day(found, atoms, document, context.published).map(|date| (date, Anchor::Dateline));
        let published = context.published.map(|date| (date, Anchor::Publication));
        let speech = dated.or(published);
        let history = match speech {
            None => true,
            Some((date, _)) => tells_history(found, i32::from(date.year())),
        };
        let speech = speech.or_else(|| dated_by_itself(found, atoms).map(|date| (date, Anchor::Narrative)));
        Setting { speech, history }
    }
}

/// The dateline's day; where it has no year, the one nearest before publication.
fn dateline_day(found: &[Found], atoms: &Atoms, document: &Document, published: Option<Date>) -> Option<Date> {
    let range = document.header().dateline.as_ref()?.date?;
    let dated = found.iter().find(|found| range.overlaps(atoms.range(found.first, found.end)))?;
    match dated.sense {
        Sense::Calendar(Calendar { year: Year::Known(year), field: Field::Day(month, date), .. }) => day(year, month, date),
        Sense::Calendar(Calendar { field: Field::Day(month, date), .. }) => {
            let Some(published) = published else { return day(year_at_head(found, atoms)?, month, date) };
            let year = i32::from(published.year());
            let latest = plus_days(published, 2)?;
            [year + 1, year, year - 1].into_iter().filter_map(|year| day(year, month, date)).find(|&day| day <= latest)
        }
        Sense::Weekday { weekday, .. } => {
            let published = published?;
            let back = (i64::from(published.weekday().to_monday_one_offset()) - i64::from(weekday)).rem_euclid(7);
            plus_days(published, -back)
        }
        _ => None,
    }
}

/// A text without dateline or publication day is dated by a day at its head, with or without its year, else by its first full date.
fn dated_by_itself(found: &[Found], atoms: &Atoms) -> Option<Date> {
    let head =
        found.iter().take_while(|time| atoms.range(time.first, time.end).start() < HEAD).find_map(|time| match time.sense {
            Sense::Calendar(Calendar { year: Year::Known(year), field: Field::Day(month, date), .. }) => day(year, month, date),
            Sense::Calendar(Calendar { field: Field::Day(month, date), .. }) => day(year_at_head(found, atoms)?, month, date),
            _ => None,
        });
    let full = || {
        found.iter().find_map(|time| match time.sense {
            Sense::Calendar(Calendar { year: Year::Known(year), field: Field::Day(month, date), .. }) => day(year, month, date),
            _ => None,
        })
    };
    head.or_else(full)
}

/// How many bytes are a text's head: headline, release number, dateline.
const HEAD: usize = 400;

/// The first year named in the head.
fn year_at_head(found: &[Found], atoms: &Atoms) -> Option<i32> {
    let head = found.iter().take_while(|time| atoms.range(time.first, time.end).start() < HEAD);
    head.into_iter().find_map(|time| match time.sense {
        Sense::Calendar(Calendar { year: Year::Known(year), field: Field::Year | Field::Month(_) | Field::Day(..), .. }) => {
            Some(year)
        }
        _ => None,
    })
}

/// A history names mostly years far from its own, and few days by their nearness.
fn tells_history(found: &[Found], own: i32) -> bool {
    let (mut far, mut near, mut spoken) = (0, 0, 0);
    for found in found {
        match found.sense {
            Sense::Calendar(Calendar {
                year: Year::Known(year), field: Field::Year | Field::Month(_) | Field::Day(..), ..
            }) => {
                if (year - own).abs() >= 2 {
                    far += 1;
                } else {
                    near += 1;
                }
            }
            Sense::Day { .. } => spoken += 1,
            Sense::Weekday { .. } | Sense::WeekdayOf { .. } => spoken += 1,
            Sense::Step { step: Step::Last | Step::Next | Step::This, .. } => spoken += 1,
            _ => {}
        }
    }
    far >= 4 && far > near && far > 2 * spoken
}

/// Which way the clause of the time at atoms `first..end` looks.
pub(super) fn outlook(first: usize, end: usize, atoms: &Atoms, document: &Document, parse: &Parse) -> Outlook {
    if let Some(outlook) = framed(first, end, atoms) {
        return outlook;
    }
    let token = document.tokens_in(atoms.range(first, end)).start;
    let aimed = first.checked_sub(1).is_some_and(|at| atoms.lower(at) == "for"); // "was planned for March"
    let mut infinitive = false; // "to leave on Monday" looks ahead after "plans", back after "managed"
    for head in parse.ancestors(token).skip(1) {
        let node = parse.node(head);
        let planned = PLANS.iter().any(|stem| document.lower(head).starts_with(stem));
        let helpers =
            || parse.children(head).filter(|&child| is_helper(parse.node(child).relation)).map(|child| document.lower(child));
        if !matches!(node.upos, Upos::Verb | Upos::Aux) {
            if planned && helpers().next().is_some() {
                return Outlook::Ahead; // "is due on Monday"
            }
            continue;
        }
        if helpers().any(|helper| HELPERS_AHEAD.contains(&helper)) {
            return Outlook::Ahead;
        }
        if planned && (infinitive || aimed || helpers().any(|helper| matches!(helper, "is" | "are" | "'s" | "'re"))) {
            return Outlook::Ahead;
        }
        if parse.dependents(head, Relation::Mark).any(|mark| document.lower(mark) == "to") {
            infinitive = true;
            continue;
        }
        match node.xpos {
            Xpos::Vbd | Xpos::Vbn => return Outlook::Back,
            Xpos::Vbz | Xpos::Vbp | Xpos::Vb => return if infinitive { Outlook::Ahead } else { Outlook::Unsaid },
            _ => {}
        }
    }
    if infinitive {
        return Outlook::Ahead;
    }
    nearest_cue(first, end, atoms)
}

fn is_helper(relation: Relation) -> bool {
    matches!(relation, Relation::Aux | Relation::AuxPass | Relation::Cop)
}

/// What the words right around the time say: "by Monday" and "as early as Monday" look ahead unless something "had" been done by then;
/// "Monday's attack" has happened, "Monday's vote" may not have.
fn framed(first: usize, end: usize, atoms: &Atoms) -> Option<Outlook> {
    let before = |back: usize| first.checked_sub(back).map_or("", |at| atoms.lower(at));
    let due = matches!(
        (before(3), before(2), before(1)),
        (_, _, "by" | "until" | "till" | "through")
            | (_, "ahead", "of")
            | ("as", "soon" | "early" | "late", "as")
            | (_, "later", "than")
    );
    let had = (first.saturating_sub(8)..end + 10).any(|at| matches!(atoms.lower(at), "had" | "was" | "were"));
    if due && !had {
        return Some(Outlook::Ahead);
    }
    if atoms.is_mark(end, b'\'') && atoms.lower(end + 1) == "s" {
        return Some(if awaited(atoms.lower(end + 2)) { Outlook::Unsaid } else { Outlook::Back });
    }
    let named = matches!((atoms.lower(end), atoms.lower(end + 1)), ("as", "the" | "a")) && awaited(atoms.lower(end + 2));
    if awaited(atoms.lower(end)) || named {
        return Some(Outlook::Ahead);
    }
    None
}

/// Whether what the word names is waited for: "the Jan. 14 deadline".
fn awaited(word: &str) -> bool {
    AWAITED.contains(&word)
}

/// Without a parse: the nearest word that looks ahead or back, before the time or else after it.
fn nearest_cue(first: usize, end: usize, atoms: &Atoms) -> Outlook {
    let mut cue = None;
    for at in (first.saturating_sub(14)..first).rev() {
        if atoms.is_mark(at, b'.') && atoms.breaks(at + 1)
            || atoms.is_mark(at, b';')
            || (atoms.is_mark(at, b'.') && atoms.capital(at + 1))
        {
            break;
        }
        if let Some(way) = way(atoms.lower(at)) {
            cue = Some(way);
            break;
        }
        if atoms.breaks(at) {
            break;
        }
    }
    if cue.is_none() {
        for at in end..end + 14 {
            if atoms.breaks(at) || atoms.is_mark(at, b'.') || atoms.is_mark(at, b';') {
                break;
            }
            if let Some(way) = way(atoms.lower(at)) {
                cue = Some(way);
                break;
            }
        }
    }
    cue.unwrap_or(Outlook::Unsaid)
}

fn way(word: &str) -> Option<Outlook> {
    match word {
        "will" | "shall" | "ll" | "scheduled" | "due" | "expected" | "plans" | "planned" | "planning" | "plan" | "upcoming"
        | "intends" | "expects" | "would" | "until" | "effective" | "must" | "should" | "payable" | "could" | "might" => {
            Some(Outlook::Ahead)
        }
        "was" | "were" | "had" | "did" | "has" | "have" | "said" | "fell" | "left" | "took" | "came" | "went" | "began"
        | "made" | "saw" | "hit" | "struck" | "shot" | "fought" | "lost" | "won" | "met" | "held" | "sent" | "told" | "broke"
        | "found" | "gave" | "became" | "ran" | "rose" | "since" | "ago" => Some(Outlook::Back),
        _ if word.len() > 4 && word.ends_with("ed") => Some(Outlook::Back),
        _ => None,
    }
}
