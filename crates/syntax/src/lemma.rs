//! Dictionary forms of English words: a table of the irregular, endings for the rest.
//!
//! In: a word in lower case and its part of speech. Out: its dictionary form; the word itself where no rule fits. The endings follow
//! spelling alone: a doubled letter was doubled by the ending, a short stem that was not doubled had an `e`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::Upos;

/// The dictionary form of a word in lower case.
pub fn lemma(word: &str, upos: Upos) -> Cow<'_, str> {
    match upos {
        Upos::Noun | Upos::Propn => irregular(word, false).map_or_else(|| noun(word), Cow::Borrowed),
        Upos::Verb | Upos::Aux => irregular(word, true).map_or_else(|| verb(word), Cow::Borrowed),
        _ => Cow::Borrowed(word),
    }
}

/// The table's word for an irregular form.
fn irregular(word: &str, verb: bool) -> Option<&'static str> {
    static TABLE: OnceLock<BTreeMap<(&'static str, bool), &'static str>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let rows = include_str!("../data/irregular.csv").lines().skip(1);
        let cells = rows.filter_map(|row| {
            let mut cells = row.split(',');
            Some(((cells.next()?, cells.next()? == "verb"), cells.next()?))
        });
        cells.collect()
    });
    table.get(&(word, verb)).copied()
}

fn noun(word: &str) -> Cow<'_, str> {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return Cow::Owned(format!("{stem}y"));
    }
    if let Some(stem) = word.strip_suffix("es").filter(|stem| hisses(stem)) {
        return Cow::Borrowed(stem);
    }
    if ["ss", "us", "is"].iter().any(|ending| word.ends_with(ending)) || word.len() < 4 {
        return Cow::Borrowed(word);
    }
    Cow::Borrowed(word.strip_suffix('s').unwrap_or(word))
}

fn verb(word: &str) -> Cow<'_, str> {
    if let Some(stem) = word.strip_suffix("ies").or(word.strip_suffix("ied")).filter(|stem| stem.len() > 1) {
        return Cow::Owned(format!("{stem}y"));
    }
    if let Some(stem) = word.strip_suffix("ing").or(word.strip_suffix("ed")).filter(|stem| has_vowel(stem)) {
        return unended(stem);
    }
    if let Some(stem) = word.strip_suffix("es").filter(|stem| hisses(stem)) {
        return Cow::Borrowed(stem);
    }
    match word.strip_suffix('s') {
        Some(stem) if !stem.ends_with('s') && stem.len() > 2 => Cow::Borrowed(stem),
        _ => Cow::Borrowed(word),
    }
}

/// Endings after which a plural or a third person takes `es`.
fn hisses(stem: &str) -> bool {
    ["s", "x", "ch", "sh", "zz"].iter().any(|ending| stem.ends_with(ending))
        && !["us", "as", "is", "os", "ns", "rs", "ps"].iter().any(|e| stem.ends_with(e))
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn has_vowel(stem: &str) -> bool {
    stem.len() > 1 && stem.bytes().any(is_vowel)
}

/// A stem that lost "ing" or "ed": with its doubled letter undone, or its `e` back.
fn unended(stem: &str) -> Cow<'_, str> {
    let letters = stem.as_bytes();
    let [.., before, last] = letters else { return Cow::Borrowed(stem) };
    if before == last && !matches!(last, b'l' | b's' | b'e' | b'z' | b'f') && stem.is_char_boundary(stem.len() - 1) {
        return Cow::Borrowed(&stem[..stem.len() - 1]); // "stopped"
    }
    if before == last {
        let doubled = *last == b'l' && syllables(letters) > 1 && !stem.ends_with("oll"); // "shelled" keeps both, "travelled" one
        return if doubled && stem.is_char_boundary(stem.len() - 1) {
            Cow::Borrowed(&stem[..stem.len() - 1])
        } else {
            Cow::Borrowed(stem)
        };
    }
    if takes_e(letters) { Cow::Owned(format!("{stem}e")) } else { Cow::Borrowed(stem) }
}

/// Vowels in a row count once.
fn syllables(letters: &[u8]) -> usize {
    let mut count = 0;
    let mut in_vowel = false;
    for (index, &letter) in letters.iter().enumerate() {
        let vowel = is_vowel(letter) && !(letter == b'y' && index == 0);
        count += usize::from(vowel && !in_vowel);
        in_vowel = vowel;
    }
    count
}

fn takes_e(letters: &[u8]) -> bool {
    let [.., before, last] = letters else { return false };
    let ends = |ending: &str| letters.ends_with(ending.as_bytes());
    if matches!(last, b'v' | b'z' | b'c' | b'u') || is_vowel(*last) && *last == b'e' {
        return true;
    }
    if ["bl", "tl", "pl", "dl", "gl", "fl", "kl", "zl", "dg", "rg", "lg", "ang", "eng", "nc", "rs", "ns", "ls", "ps", "th"]
        .iter()
        .any(|ending| ends(ending))
    {
        return !(ends("bang") || ends("hang") || ends("gang") || ends("earth"));
    }
    let short = !is_vowel(*before) || letters.len() < 2 || matches!(last, b'w' | b'x' | b'y');
    if short {
        return false;
    }
    let third = letters.len().checked_sub(3).map(|index| letters[index]);
    let single_vowel = third
        .is_none_or(|letter| !is_vowel(letter) || third == Some(b'u') && letters.len() > 3 && letters[letters.len() - 4] == b'q');
    if !single_vowel {
        return ["eas", "ais", "ous", "eiv", "iev", "eav", "uis", "uat", "iat", "creat", "ieg", "eag"]
            .iter()
            .any(|ending| ends(ending)); // "release", "raise", "house"
    }
    if syllables(letters) == 1 {
        return true; // "strik", "fir": a short stem without an e would have doubled
    }
    [
        "at", "iz", "is", "ut", "id", "ad", "od", "ud", "ur", "ag", "ak", "as", "us", "os", "ir", "ap", "im", "um", "uk", "ok",
        "in", "ar", "or", "ob", "ib", "et", "om",
    ]
    .iter()
    .any(|ending| ends(ending))
        && ![
            "abandon",
            "profit",
            "offer",
            "favor",
            "honor",
            "harbor",
            "labor",
            "monitor",
            "clear",
            "target",
            "market",
            "rocket",
            "limit",
            "visit",
            "edit",
            "happen",
            "train",
            "cabin",
            "begin",
            "ransom",
            "focus",
            "develop",
            "gallop",
            "interpret",
            "combat",
            "anchor",
            "sponsor",
            "author",
            "pardon",
            "equip",
        ]
        .iter()
        .any(|whole| ends(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_lose_their_endings() {
        for (form, base) in [
            ("killed", "kill"),
            ("killing", "kill"),
            ("struck", "strike"),
            ("striking", "strike"),
            ("fired", "fire"),
            ("bombing", "bomb"),
            ("stopped", "stop"),
            ("injured", "injure"),
            ("wounded", "wound"),
            ("shelled", "shell"),
            ("captured", "capture"),
            ("died", "die"),
            ("detaining", "detain"),
            ("evacuated", "evacuate"),
            ("targeted", "target"),
            ("exploded", "explode"),
            ("vowed", "vow"),
            ("fled", "flee"),
            ("abducted", "abduct"),
            ("kidnapped", "kidnap"),
            ("raided", "raid"),
            ("seized", "seize"),
            ("carries", "carry"),
            ("clashes", "clash"),
            ("destroyed", "destroy"),
            ("murdered", "murder"),
            ("attacking", "attack"),
            ("displaced", "displace"),
            ("arrested", "arrest"),
            ("bombarded", "bombard"),
            ("threatened", "threaten"),
            ("released", "release"),
            ("besieged", "besiege"),
            ("ambushed", "ambush"),
            ("executed", "execute"),
        ] {
            assert_eq!(lemma(form, Upos::Verb), base, "{form}");
        }
    }

    #[test]
    fn nouns_lose_their_plurals() {
        for (form, base) in [
            ("strikes", "strike"),
            ("casualties", "casualty"),
            ("women", "woman"),
            ("clashes", "clash"),
            ("explosives", "explosive"),
            ("buses", "bus"),
            ("lives", "life"),
            ("gas", "gas"),
            ("crisis", "crisis"),
            ("houses", "house"),
            ("losses", "loss"),
            ("corpses", "corpse"),
            ("police", "police"),
        ] {
            assert_eq!(lemma(form, Upos::Noun), base, "{form}");
        }
    }

    #[test]
    fn odd_words_stay_as_they_are() {
        for word in ["", "s", "es", "ed", "ing", "'s", "é", "éed", "ссed"] {
            let _ = lemma(word, Upos::Verb);
            let _ = lemma(word, Upos::Noun);
        }
    }
}
