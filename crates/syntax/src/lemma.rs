//! Dictionary forms, by the endings alone: the first, thin rule.

use std::borrow::Cow;

use crate::Upos;

/// The dictionary form of a word in lower case.
pub fn lemma(word: &str, upos: Upos) -> Cow<'_, str> {
    match upos {
        Upos::Noun => Cow::Borrowed(word.strip_suffix('s').unwrap_or(word)),
        _ => Cow::Borrowed(word),
    }
}
