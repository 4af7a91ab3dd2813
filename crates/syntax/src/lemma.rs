//! Dictionary forms: "were" is *be*, "bombings" is *bombing*, "detained" is *detain*.
//!
//! In: a word in lower case and its part of speech. Out: its lemma as the English treebanks write it. Irregular forms, and those whose
//! ending does not tell ("charged" is *charge*, "banged" is *bang*), are in `data/irregular.csv`; the rest goes by rule.

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::Upos;

/// The dictionary form of a word in lower case.
pub fn lemma(word: &str, upos: Upos) -> Cow<'_, str> {
    let group = match upos {
        Upos::Verb | Upos::Aux => "verb",
        Upos::Noun | Upos::Propn => "noun",
        Upos::Adj => "adj",
        Upos::Adv => "adv",
        Upos::Pron => "pron",
        Upos::Det => "det",
        Upos::Part => "part",
        _ => return Cow::Borrowed(word),
    };
    if let Some(lemma) = irregular(word, group) {
        return Cow::Borrowed(lemma);
    }
    match upos {
        Upos::Verb | Upos::Aux => verb(word),
        Upos::Noun | Upos::Propn => plural(word),
        Upos::Adj => compared(word),
        _ => Cow::Borrowed(word),
    }
}

/// The table's word for it; a noun or verb written together with what comes before ("counterattacks") is not looked for.
fn irregular(word: &str, group: &str) -> Option<&'static str> {
    type Row = (&'static str, &'static str, &'static str);
    static TABLE: OnceLock<Vec<Row>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let row = |line: &'static str| {
            let mut columns = line.split(',');
            Some((columns.next()?, columns.next()?, columns.next()?))
        };
        let mut rows: Vec<Row> = include_str!("../data/irregular.csv").lines().skip(1).filter_map(row).collect();
        rows.sort_unstable();
        rows
    });
    let at = table.partition_point(|&(form, of, _)| (form, of) < (word, group));
    table.get(at).filter(|&&(form, of, _)| (form, of) == (word, group)).map(|&(_, _, lemma)| lemma)
}

fn verb(word: &str) -> Cow<'_, str> {
    let sounds = |stem: &str| stem.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    if let Some(stem) = word.strip_suffix("ing").filter(|stem| stem.len() > 1 && sounds(stem)) {
        return base(stem);
    }
    if let Some(stem) = word.strip_suffix("ied") {
        return match stem.len() {
            0 => Cow::Borrowed(word),
            1 => Cow::Borrowed(&word[..word.len() - 1]),
            _ => Cow::Owned(format!("{stem}y")),
        };
    }
    // "-eed" is part of the word: need, succeed, bleed.
    if let Some(stem) = word.strip_suffix("ed").filter(|stem| stem.len() > 1 && sounds(stem) && !stem.ends_with('e')) {
        return base(stem);
    }
    match word.strip_suffix('s') {
        Some(_) => plural(word),
        None => Cow::Borrowed(word),
    }
}

/// The verb of a stem left by "-ed" or "-ing": as it is, with its silent "e" again, or with its doubled consonant single.
fn base(stem: &str) -> Cow<'_, str> {
    let letters = stem.as_bytes();
    let vowel =
        |at: usize| letters.len().checked_sub(at).and_then(|at| letters.get(at)).is_some_and(|letter| b"aeiouy".contains(letter));
    let silent = || Cow::Owned(format!("{stem}e"));
    let ends = |endings: &[&str]| endings.iter().any(|ending| stem.ends_with(ending));
    let syllables = letters.windows(2).filter(|pair| !b"aeiou".contains(&pair[0]) && b"aeiouy".contains(&pair[1])).count()
        + usize::from(letters.first().is_some_and(|first| b"aeiou".contains(first)));
    if let [.., before, last] = letters
        && before == last
        && stem.is_ascii()
    {
        let kept = match last {
            b's' | b'f' | b'z' | b'e' | b'o' => true,
            b'l' => syllables <= 1,
            b'd' | b'g' => letters.len() == 3, // add, egg
            _ => false,
        };
        return Cow::Borrowed(if kept { stem } else { &stem[..stem.len() - 1] });
    }
    let silent_after = ends(&["v", "c", "u", "dg", "rg", "lg", "ag", "eg", "ig", "og", "ug", "nc", "rs", "ns", "ls", "ps", "lv"])
        || ends(&["is", "as", "us", "os", "ys", "iz", "yz", "az", "oz", "tl", "bl", "dl", "gl", "pl", "fl", "kl", "zl", "sl", "bs"])
        || ends(&["ibut", "ecut", "itut", "ibl"])
        // -ate: two syllables at least, and not "-eat" or "-oat", which are words of their own but for "create".
        || stem.ends_with("at") && syllables > 1 && !ends(&["eat", "oat"])
        || ends(&["cid", "vid", "sid", "lud", "lod", "ced", "rad", "vad", "suad"]) && !ends(&["lloud", "cloud"])
        || ends(&["uir", "pir", "tir", "hir", "lar", "par", "nor", "tor", "lor", "sur", "jur", "tur", "cur", "gur"])
            && !ends(&["itor", "ntor", "ctor", "ivor", "stur", "ilor"])
        || ends(&["fin", "min", "lin", "bin", "gin", "ven", "pon", "vok", "mot", "quot", "plet", "ulg"])
            && !ends(&["happen", "weapon", "begin", "seven", "even"])
        || ends(&["lum", "sum", "num", "fum", "nam", "lam", "ram"]) && syllables == 1
        || ends(&["hap", "cap", "rap", "hop", "cop", "yp", "crib", "scrib", "lik", "rik", "tak", "mak", "hak"]) && !vowel(3);
    if silent_after { silent() } else { Cow::Borrowed(stem) }
}

fn plural(word: &str) -> Cow<'_, str> {
    let Some(stem) = word.strip_suffix('s').filter(|stem| stem.len() > 1) else { return Cow::Borrowed(word) };
    if ["si", "xi"].iter().any(|ending| stem.ends_with(ending)) {
        return Cow::Borrowed(word); // "crisis", "axis"
    }
    if stem.ends_with(['s', 'u', '\'', '\u{2019}']) {
        return Cow::Borrowed(word); // "press", "virus"
    }
    if stem.ends_with(|last: char| last.is_ascii_digit()) {
        return Cow::Borrowed(word); // "1990s"
    }
    if let Some(start) = stem.strip_suffix("ie") {
        return if start.len() > 1 { Cow::Owned(format!("{start}y")) } else { Cow::Borrowed(stem) };
    }
    let hissing = ["sse", "she", "che", "xe", "zze"].iter().any(|ending| stem.ends_with(ending));
    let stem = if hissing || stem.ends_with("oe") { &stem[..stem.len() - 1] } else { stem };
    Cow::Borrowed(stem)
}

fn compared(word: &str) -> Cow<'_, str> {
    let stem = word.strip_suffix("est").or_else(|| word.strip_suffix("er"));
    let Some(stem) = stem.filter(|stem| stem.len() > 2 && stem.is_ascii()) else { return Cow::Borrowed(word) };
    if let Some(start) = stem.strip_suffix('i') {
        return Cow::Owned(format!("{start}y"));
    }
    // "other", "former", "honest": only what is compared often enough to be known is taken apart.
    const COMPARED: [&str; 42] = [
        "big", "bright", "broad", "cheap", "clean", "clear", "cold", "cool", "dark", "deep", "fast", "few", "fresh", "full",
        "great", "hard", "high", "hot", "kind", "light", "long", "loud", "low", "near", "new", "old", "poor", "quick", "rich",
        "sharp", "short", "slow", "small", "smart", "soft", "strong", "sweet", "tall", "thick", "tough", "warm", "weak",
    ];
    if COMPARED.contains(&stem) || stem == "young" { Cow::Borrowed(stem) } else { Cow::Borrowed(word) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_and_table_give_the_treebanks_lemmas() {
        for (word, upos, expected) in [
            ("were", Upos::Aux, "be"),
            ("killed", Upos::Verb, "kill"),
            ("wounded", Upos::Verb, "wound"),
            ("patrolling", Upos::Verb, "patrol"),
            ("struck", Upos::Verb, "strike"),
            ("striking", Upos::Verb, "strike"),
            ("died", Upos::Verb, "die"),
            ("carried", Upos::Verb, "carry"),
            ("evacuated", Upos::Verb, "evacuate"),
            ("targeted", Upos::Verb, "target"),
            ("injuring", Upos::Verb, "injure"),
            ("besieged", Upos::Verb, "besiege"),
            ("launches", Upos::Verb, "launch"),
            ("bodies", Upos::Noun, "body"),
            ("strikes", Upos::Noun, "strike"),
            ("gunmen", Upos::Noun, "gunman"),
            ("houses", Upos::Noun, "house"),
            ("churches", Upos::Noun, "church"),
            ("police", Upos::Noun, "police"),
            ("heaviest", Upos::Adj, "heavy"),
            ("other", Upos::Adj, "other"),
            ("them", Upos::Pron, "they"),
            ("n't", Upos::Part, "not"),
        ] {
            assert_eq!(lemma(word, upos), expected, "{word}");
        }
    }

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
            ("derided", "deride"),
            ("telephoned", "telephone"),
            ("honoring", "honor"),
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
            ("supplies", "supply"),
            ("bases", "base"),
        ] {
            assert_eq!(lemma(form, Upos::Noun), base, "{form}");
        }
    }

    #[test]
    fn any_text_has_a_lemma() {
        for word in ["", "s", "ing", "ed", "ied", "éés", "ss", "\u{202e}ed", "ßßed", "ing\u{301}ing"] {
            for upos in [Upos::Verb, Upos::Noun, Upos::Adj, Upos::Pron, Upos::X] {
                let _ = lemma(word, upos);
            }
        }
    }

    #[test]
    fn the_table_is_sorted() {
        let lines: Vec<&str> = include_str!("../data/irregular.csv").lines().skip(1).collect();
        assert!(lines.is_sorted_by(|a, b| a < b), "sort data/irregular.csv");
    }
}
