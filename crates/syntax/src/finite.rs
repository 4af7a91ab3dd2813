//! Finite: the verb of a sentence that the tagger left without one: "Protesters called for a vote."
//!
//! In: a sentence's words and tags. Out: the tags, a participle among them made the past tense it is. Knows nothing of heads.
//!
//! "The mayor called the raid a crime." reads word by word as "the mayor called so and so"; that the sentence ends there, and says nothing else, tells that
//! "called" is its verb. A headline ("Three killed in blast") ends in no full stop and is left as it is.

use crate::Xpos;

/// Verbs that take nothing without a preposition, and so have no passive that reads the same: "appealed for", "agreed to".
const ALONE: [&str; 24] = [
    "advanced",
    "agreed",
    "appealed",
    "apologised",
    "apologized",
    "arrived",
    "called",
    "clashed",
    "complained",
    "cooperated",
    "crossed",
    "demonstrated",
    "escaped",
    "exploded",
    "gathered",
    "marched",
    "met",
    "rallied",
    "protested",
    "resigned",
    "responded",
    "retaliated",
    "retreated",
    "surrendered",
];

/// Verbs of another past tense than "-ed" that is their participle too, and may be taken for an adjective.
const SAME: [&str; 8] = ["held", "hit", "hung", "put", "set", "shot", "split", "struck"];

/// How many words before the end of a sentence its "witnesses said" stands at most.
const TAIL: usize = 8;

/// Verbs of saying whose past tense is their participle, and takes whom one tells.
const TELLING: [&str; 3] = ["informed", "told", "warned"];

/// Makes the first participle that can be the sentence's verb the past tense, where the sentence is whole and has no verb of its own.
pub(crate) fn mend(words: &[&str], tags: &mut [Xpos]) {
    let told = tags.contains(&Xpos::Vbn) && words.iter().any(|word| TELLING.contains(word));
    let whole = || (tags.contains(&Xpos::Vbn) || words.iter().any(|word| SAME.contains(word))) && ends(words);
    if !(told || whole()) {
        return;
    }
    let words = &words[..tags.len().min(words.len())];
    if told {
        tell(words, tags);
    }
    // "Thousands demonstrated in the city, witnesses said.": what is said is a sentence too.
    let said = (1..tags.len()).rev().take(TAIL).find(|&at| tags[at] == Xpos::Vbd && matches!(words[at], "said" | "reported"));
    let comma = said.and_then(|said| (said.saturating_sub(TAIL)..said).rev().find(|&at| words[at] == ","));
    let clause = comma.unwrap_or(tags.len());
    if !ends(words) || !lacks_verb(&tags[..clause]) {
        return;
    }
    let (words, tags) = (&words[..clause], &mut tags[..clause]);
    let verb = (1..tags.len()).find(|&at| {
        let same = SAME.contains(&words[at]) && matches!(tags[at], Xpos::Vbn | Xpos::Jj);
        let past = same || tags[at] == Xpos::Vbn && (words[at].ends_with("ed") || ALONE.contains(&words[at]));
        past && has_subject(words, tags, at) && (has_object(words, tags, at + 1) || ALONE.contains(&words[at]))
    });
    if let Some(verb) = verb {
        tags[verb] = Xpos::Vbd;
    }
}

/// "A stallholder told the agency": whom one tells stands after the past tense, and no auxiliary before it.
fn tell(words: &[&str], tags: &mut [Xpos]) {
    for at in 1..tags.len() {
        let participle = tags[at] == Xpos::Vbn && TELLING.contains(&words[at]);
        let auxiliary = |word: &&str| {
            matches!(
                *word,
                "be" | "been" | "being" | "is" | "are" | "was" | "were" | "has" | "have" | "had" | "having" | "get" | "got"
            )
        };
        let free = !words[at.saturating_sub(4)..at].iter().any(auxiliary);
        let hearer = tags
            .get(at + 1)
            .is_some_and(|tag| matches!(tag, Xpos::Nnp | Xpos::Nns | Xpos::Nn | Xpos::Prp | Xpos::PrpPoss | Xpos::Dt));
        if participle && free && hearer {
            tags[at] = Xpos::Vbd;
            if matches!(tags[at - 1], Xpos::Jj | Xpos::Jjr | Xpos::Jjs) {
                tags[at - 1] = Xpos::Nn; // "a stallholder"
            }
        }
    }
}

fn lacks_verb(tags: &[Xpos]) -> bool {
    !tags.iter().any(|tag| matches!(tag, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md))
}

fn ends(words: &[&str]) -> bool {
    let marks = |word: &&&str| !matches!(**word, "”" | "\"" | "''" | "’" | "'" | ")");
    words.iter().rev().find(marks) == Some(&".")
}

/// Whether what acts stands right before the word at `at`, but for an adverb and a day.
fn has_subject(words: &[&str], tags: &[Xpos], at: usize) -> bool {
    let light =
        |&before: &usize| tags[before] == Xpos::Rb || is_day(words[before]) || words[before] == "on" && is_day(words[before + 1]);
    let noun = |before: usize| match tags[before] {
        Xpos::Nn | Xpos::Nns | Xpos::Nnp | Xpos::Nnps | Xpos::Prp => true,
        // "From Mali": a name misread.
        tag => tag == Xpos::Jj && before.checked_sub(1).is_some_and(|joins| tags[joins] == Xpos::In),
    };
    (0..at).rev().find(|before| !light(before)).is_some_and(noun)
}

/// Whether what is acted on begins at `at`.
fn has_object(words: &[&str], tags: &[Xpos], at: usize) -> bool {
    let opens = |tag: Xpos| {
        matches!(
            tag,
            Xpos::Dt
                | Xpos::PrpPoss
                | Xpos::Prp
                | Xpos::Nn
                | Xpos::Nns
                | Xpos::Nnp
                | Xpos::Nnps
                | Xpos::Cd
                | Xpos::Jj
                | Xpos::Sym
        )
    };
    let when = |word: &str| is_day(word) || matches!(word, "last" | "next" | "this" | "dead" | "early" | "late");
    tags.get(at).copied().is_some_and(opens) && !when(words[at])
}

fn is_day(word: &str) -> bool {
    word.ends_with("day") && word != "holiday"
        || matches!(word, "overnight" | "tonight" | "weekend" | "morning" | "night" | "evening")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(sentence: &str, tags: &[Xpos]) -> Vec<Xpos> {
        let mut tags = tags.to_vec();
        mend(&sentence.split(' ').collect::<Vec<_>>(), &mut tags);
        tags
    }

    #[test]
    fn a_whole_sentence_has_a_verb() {
        use Xpos::{Dt, In, Nn, Nns, Punct, Vbd, Vbn};
        let called = [Nns, Vbn, In, Dt, Nn, Punct];
        assert_eq!(mended("protesters called for a vote .", &called), [Nns, Vbd, In, Dt, Nn, Punct]);
        let released = [Nns, Vbn, Dt, Nn, Punct];
        assert_eq!(mended("rebels released a nurse .", &released), [Nns, Vbd, Dt, Nn, Punct]);
    }

    #[test]
    fn a_headline_and_a_passive_are_left() {
        use Xpos::{In, Nn, Nnp, Nns, Punct, Vbn};
        let headline = [Nns, Vbn, In, Nn];
        assert_eq!(mended("dozens killed in blast", &headline), headline);
        let passive = [Nns, Vbn, In, Nn, Punct];
        assert_eq!(mended("dozens killed in blast .", &passive), passive);
        let day = [Nns, Vbn, Nnp, Punct];
        assert_eq!(mended("dozens killed thursday .", &day), day);
    }
}
