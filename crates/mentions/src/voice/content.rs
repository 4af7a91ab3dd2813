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
    if matches!(document.lower(start.wrapping_sub(1)), "which" | "what" | "whom" | "who") && start > reader.tokens.start {
        return Placed::Inside;
    }
    if source.tokens.start >= cue.end {
        return if right && after == "," {
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

/// What the voice of `groups[index]` says.
pub(super) fn content(reader: &Reader<'_>, groups: &[Group<'_>], index: usize) -> Vec<TextRange> {
    let group = &groups[index];
    let start = left_bound(reader, groups, index);
    let end = right_bound(reader, groups, index);
    let left = start..group.tokens.start.max(start);
    let right = group.tokens.end.min(end)..end;
    let parts = match group.placed {
        Placed::After => [None, reader.trimmed(right)],
        Placed::Before => [reader.trimmed(left), None],
        Placed::Around => [reader.trimmed(left), reader.trimmed(right)],
        Placed::Inside => {
            let comma = right.clone().find(|&token| matches!(reader.document.word(token), "," | ";")).unwrap_or(right.end);
            [None, reader.trimmed(right.start..comma)]
        }
    };
    parts.into_iter().flatten().collect()
}

/// The first token that can stand on the voice: after a "but" that ends what another voice says.
fn left_bound(reader: &Reader<'_>, groups: &[Group<'_>], index: usize) -> usize {
    let group = &groups[index];
    let earlier = groups[..index].iter().rev().take(NEAR).find(|earlier| earlier.source.is_some());
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
        let before = later.tokens.start.checked_sub(1).map_or("", |before| reader.document.lower(before));
        if matches!(before, "," | "and" | "but" | "while" | ";" | "although" | "though" | "–" | "—" | "or" | "(")
            || later.rule == "according-to"
        {
            return later.tokens.start.max(groups[index].tokens.end);
        }
    }
    reader.tokens.end
}
