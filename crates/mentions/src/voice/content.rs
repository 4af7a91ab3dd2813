//! What is said: the parts of the sentence that stand on a voice.
//!
//! In: a sentence's attributions in order. Out: the ranges of what each says: what follows the cue, what stands before a source
//! that closes the sentence, or, around "according to", the rest of the clause.

use std::ops::Range;

use dateline_syntax::{Relation, Upos};
use dateline_text::TextRange;

use super::read::{Group, Reader};
use super::source::Source;

/// How many attributions away one can bound another.
const NEAR: usize = 8;

/// Where what is said stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Placed {
    /// "Officials said that …"
    After,
    /// "…, officials said."
    Before,
    /// "…, officials said, …"; "…, according to officials, …".
    Around,
    /// "…, which officials say is …, …": up to the next comma.
    Inside,
}

/// Where what is said stands for the cue whose group takes `start..end`.
pub(super) fn placed(reader: &Reader<'_>, cue: &Range<usize>, source: &Source, start: usize, end: usize) -> Placed {
    let document = reader.document;
    let before = start.checked_sub(1).filter(|&before| before >= reader.tokens.start).map_or("", |before| document.word(before));
    let after = if end < reader.tokens.end { document.lower(end) } else { "" };
    let closes = matches!(before, "," | "”" | "\"" | "''" | "’" | "'" | "–" | "—" | "--" | "-");
    let left = reader.tokens.start..start;
    let worded = |tokens: Range<usize>| tokens.clone().any(|token| document.word(token).chars().any(char::is_alphanumeric));
    let clause = left.len() > 2
        && (left.clone().any(|token| matches!(reader.parse.node(token).upos, Upos::Verb | Upos::Aux | Upos::X))
            || matches!(before, "”" | "\"" | "''"));
    let right = worded(end..reader.tokens.end);
    let said_before = start > reader.tokens.start && whole_quotation(reader, start - 1).is_some();
    if matches!(document.lower(start.wrapping_sub(1)), "which" | "what" | "whom" | "who") && start > reader.tokens.start {
        return Placed::Inside;
    }
    if is_of_the_charge(reader, cue, source) {
        return Placed::Inside;
    }
    if source.tokens.start >= cue.end {
        return if right && (after == "," || said_before) {
            Placed::Around
        } else if clause {
            Placed::Before
        } else {
            Placed::After
        };
    }
    if !right {
        return Placed::Before;
    }
    if closes && after == "," && worded(left.clone()) && worded(end + 1..reader.tokens.end) {
        return Placed::Around; // "The army, it said, had left"
    }
    if said_before && !reader.opens(end, false) {
        return Placed::Around;
    }
    if closes && clause && after != "that" {
        if after == "," || after == ";" {
            let quoted = matches!(document.word(end + 1), "“" | "\"" | "``" | "‘");
            return if quoted || worded(end + 2..reader.tokens.end) { Placed::Around } else { Placed::Before };
        }
        if matches!(
            after,
            "." | ""
                | ":"
                | "in"
                | "on"
                | "at"
                | "during"
                | "after"
                | "as"
                | "while"
                | "when"
                | "by"
                | "from"
                | "for"
                | "because"
                | "amid"
                | "of"
                | "following"
        ) {
            let complement =
                |child: usize| child >= end && matches!(reader.parse.node(child).relation, Relation::Ccomp | Relation::Xcomp);
            if !reader.parse.children(cue.start).any(complement) && after != ":" {
                return Placed::Before;
            }
        }
    }
    Placed::After
}

/// "…, an accusation the army rejected", "…, a claim denied by the army": what is told before is by whoever told it.
fn is_of_the_charge(reader: &Reader<'_>, cue: &Range<usize>, source: &Source) -> bool {
    const FAR: usize = 8;
    let document = reader.document;
    let charge = |&token: &usize| {
        matches!(
            document.lower(token),
            "accusation" | "accusations" | "allegation" | "allegations" | "assertion" | "charge" | "charges" | "claim" | "claims"
        )
    };
    let first = cue.start.min(source.tokens.start);
    let Some(noun) = (first.saturating_sub(FAR).max(reader.tokens.start)..first).rfind(charge) else { return false };
    let apposed = (reader.tokens.start..noun).rev().take(3).find(|&token| document.word(token) == ",");
    apposed.is_some_and(|comma| {
        (comma + 1..noun).all(|token| {
            matches!(document.lower(token), "a" | "an" | "the" | "which") || reader.parse.node(token).upos == Upos::Adj
        })
    }) && !(noun..first).any(|token| matches!(document.word(token), "," | ";"))
}

/// What the voice of `groups[index]` says.
pub(super) fn content(reader: &Reader<'_>, groups: &[Group<'_>], index: usize) -> Vec<TextRange> {
    let group = &groups[index];
    let start = left_bound(reader, groups, index);
    let end = right_bound(reader, groups, index);
    let left = start..group.tokens.start.max(start);
    let right = group.tokens.end.min(end)..end;
    let right = if group.rule.starts_with("source-noun") { to_noun_end(reader, group, right) } else { right };
    let parts = match group.placed {
        Placed::After => [None, reader.trimmed(to_quotation_end(reader, right))],
        // "“We saw smoke,” he said as he left": what goes on is no longer said, unless it is quoted too.
        Placed::Around if right.start > start && whole_quotation(reader, left.end.saturating_sub(1)).is_some() => {
            let opening = right.clone().find(|&token| !matches!(reader.document.word(token), "," | "." | ";" | ":"));
            let goes_on = opening.is_some_and(|token| reader.opens(token, false));
            [reader.trimmed(left), reader.trimmed(right).filter(|_| goes_on)]
        }
        Placed::Before => [reader.trimmed(left), None],
        Placed::Around => [reader.trimmed(left), reader.trimmed(right)],
        Placed::Inside => {
            let comma = right.clone().find(|&token| matches!(reader.document.word(token), "," | ";")).unwrap_or(right.end);
            [None, reader.trimmed(right.start..comma)]
        }
    };
    parts.into_iter().flatten().collect()
}

/// Where the quotation that ends with token `last`, a closing mark, is a sentence or the like, not a word or two: its place.
fn whole_quotation(reader: &Reader<'_>, last: usize) -> Option<usize> {
    let closing = matches!(reader.document.word(last), "”" | "\"" | "''" | "’" | "'");
    let index = last.checked_sub(1).filter(|_| closing).and_then(|token| reader.quotation(token))?;
    let quotation = reader.document.quotations().get(index)?;
    let mark = reader.document.tokens().get(last)?.range;
    let ends = quotation.range.end() <= mark.start() && mark.start() <= quotation.range.end() + 1;
    let whole = reader.document.slice(quotation.range).ends_with([',', '.', '!', '?', '…', '-', '—']);
    (ends && whole).then_some(index)
}

/// `tokens`, to the end of the phrase of the noun that speaks, which a comma ends where it takes no clause: "its denial of the strike,
/// which killed three people".
fn to_noun_end(reader: &Reader<'_>, group: &Group<'_>, tokens: Range<usize>) -> Range<usize> {
    let whole = Some(reader.parse.subtree(group.cue.start).end).filter(|&end| end > tokens.start);
    let comma = || tokens.clone().find(|&token| matches!(reader.document.word(token), "," | ";")).unwrap_or(tokens.end);
    let end = match whole {
        Some(end) if group.rule == "source-noun" => end,
        Some(end) => end.min(comma()),
        None => comma(),
    };
    tokens.start..end.min(tokens.end)
}

/// `tokens`, to the end of the quotation they begin with, where that is a sentence or the like.
fn to_quotation_end(reader: &Reader<'_>, tokens: Range<usize>) -> Range<usize> {
    let opening = tokens.clone().find(|&token| !matches!(reader.document.word(token), "," | ":" | "that"));
    let quoted = opening.filter(|&token| matches!(reader.document.word(token), "“" | "\"" | "``" | "‘" | "''"));
    let Some(quotation) = quoted.and_then(|token| reader.quotation(token + 1)) else { return tokens };
    let inside = |token: &usize| reader.quotation(*token) == Some(quotation);
    let last = tokens.clone().skip_while(|token| !inside(token)).take_while(inside).last();
    match last.filter(|&last| whole_quotation(reader, last + 1).is_some()) {
        Some(last) => tokens.start..(last + 2).min(tokens.end),
        None => tokens,
    }
}

/// Whether `other` is quoted in what stands on `group`, or quotes it: neither bounds the other.
fn apart(reader: &Reader<'_>, group: &Group<'_>, other: &Group<'_>) -> bool {
    reader.quotation(group.cue.start) != reader.quotation(other.cue.start)
}

/// The first token that can stand on the voice: after a "but" that ends what another voice says.
fn left_bound(reader: &Reader<'_>, groups: &[Group<'_>], index: usize) -> usize {
    let group = &groups[index];
    let earlier =
        groups[..index].iter().rev().take(NEAR).find(|earlier| earlier.source.is_some() && !apart(reader, group, earlier));
    let Some(earlier) = earlier else { return reader.tokens.start };
    let between = earlier.tokens.end..group.tokens.start.max(earlier.tokens.end);
    match earlier.placed {
        Placed::After => {
            let turn = between
                .rev()
                .find(|&token| matches!(reader.document.lower(token), "but" | "while" | "although" | "though" | ";"));
            turn.map_or(reader.tokens.start, |turn| turn + 1)
        }
        Placed::Before => earlier.tokens.end,
        Placed::Around | Placed::Inside => {
            let turn = between
                .rev()
                .find(|&token| matches!(reader.document.lower(token), "but" | "while" | "although" | "though" | ";"));
            turn.map_or(reader.tokens.start, |turn| turn + 1)
        }
    }
}

/// Past the last token that can stand on the voice: before another voice that a comma or a conjunction sets off.
fn right_bound(reader: &Reader<'_>, groups: &[Group<'_>], index: usize) -> usize {
    for later in groups.get(index + 1..).unwrap_or_default().iter().take(NEAR).filter(|later| later.source.is_some()) {
        // "According to the ministry, officers say …": all of it.
        let opening = groups[index].rule == "according-to" && groups[index].tokens.start == reader.tokens.start;
        let whole = opening && later.tokens.start <= groups[index].tokens.end + 1;
        if apart(reader, &groups[index], later) || whole {
            continue;
        }
        let before = later.tokens.start.checked_sub(1).map_or("", |before| reader.document.lower(before));
        if matches!(before, "," | "and" | "but" | "while" | ";" | "although" | "though" | "–" | "—" | "or" | "(")
            || later.rule == "according-to"
        {
            return later.tokens.start.max(groups[index].tokens.end);
        }
    }
    reader.tokens.end
}
