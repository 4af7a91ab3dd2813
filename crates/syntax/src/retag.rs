//! Retagging: words whose tag the words beside them tell, whatever the tagger makes of them.
//!
//! In: a sentence's words in lower case and their tags. Out: the tags, mended, before a tree is made of them. The tagger learned from texts that hardly
//! tell of shootings: "a man shot on Monday has died" had a shot of a man, and a "teen" was a number.

use std::sync::OnceLock;

use crate::Xpos;

/// Mends the tags of a sentence.
pub fn retag(words: &[&str], tags: &mut [Xpos]) {
    for index in 0..words.len().min(tags.len()) {
        match words[index] {
            // "Eight refugees were killed": a number that opens a sentence is no name, and what it counts no verb.
            word if tags[index] == Xpos::Nnp && NUMBERS.contains(&word) && counts(tags, index + 1) => tags[index] = Xpos::Cd,
            // "Kidnapped twelve passengers": no preposition, no adjective.
            word if tags[index] != Xpos::Nnp && NUMBERS.contains(&word) => tags[index] = Xpos::Cd,
            _ if tags[index] == Xpos::Vbz && is_counted(words, tags, index) => tags[index] = Xpos::Nns,
            // "US warplanes carried out": what flies and fights is no verb.
            "aircraft" | "bombers" | "drones" | "fighters" | "helicopters" | "jets" | "militants" | "missiles" | "rebels"
            | "rockets" | "soldiers" | "tanks" | "troops" | "warplanes"
                if tags[index] == Xpos::Vbz =>
            {
                tags[index] = Xpos::Nns;
            }
            _ if tags[index] == Xpos::Vbd && (was_done_to(words, tags, index) || takes_nobody(words, tags, index)) => {
                tags[index] = Xpos::Vbn
            }
            // "14 Islamic State suspects": so many, whatever the name between.
            "suspects" if tags[index] == Xpos::Vbz && is_counted_by_name(tags, index) => tags[index] = Xpos::Nns,
            "fighting" | "shelling" | "bombing" | "shooting" | "looting" | "rioting"
                if index == 0 && tags[0] == Xpos::Vbg && opens_as_noun(words, tags) =>
            {
                tags[0] = Xpos::Nn;
                if tags.get(1) == Some(&Xpos::Vbn) {
                    tags[1] = Xpos::Vbd;
                }
            }
            // "Troops and tanks pushed into the town".
            "advanced" | "converged" | "descended" | "moved" | "poured" | "pushed" | "rolled" | "set" | "swept" | "swooped"
                if tags[index] == Xpos::Vbn && goes(words, tags, index) =>
            {
                tags[index] = Xpos::Vbd;
            }
            // "A skirmish near the town", "a targeted killing in": what an article opens and a place follows.
            _ if tags[index] == Xpos::Jj && is_named_alone(words, tags, index) => tags[index] = Xpos::Nn,
            _ if tags[index] == Xpos::Vbg && is_deed(words, tags, index) => {
                tags[index] = Xpos::Nn;
                tags[index - 1] = Xpos::Jj;
            }
            // "Gunmen storm prison".
            "storm" if tags[index] == Xpos::Nn && is_headline_verb(tags, index) => tags[index] = Xpos::Vbp,
            "mine" if tags[index] == Xpos::Prp && is_weapon(tags, index) => tags[index] = Xpos::Nn,
            "teen" if tags[index] == Xpos::Cd => tags[index] = Xpos::Nn,
            "constable" if tags[index] == Xpos::Jj => tags[index] = Xpos::Nn,
            "shot" if matches!(tags[index], Xpos::Nn | Xpos::Jj) && someone_was(words, tags, index) => tags[index] = Xpos::Vbn,
            // "A missile hit it": what a noun does to what comes after.
            "hit" if tags[index] == Xpos::Nn && takes_something(words, tags, index) => tags[index] = Xpos::Vbd,
            _ => {}
        }
    }
    if let Some(verb) = lone_verb(tags) {
        tags[verb] = Xpos::Vbd;
    }
}

/// "US warplanes carried out five raids.": the participle after a noun that takes something, in a sentence that has no other verb.
fn lone_verb(tags: &[Xpos]) -> Option<usize> {
    let finite = |tag: &Xpos| matches!(tag, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md | Xpos::Vb);
    if tags.iter().any(finite) {
        return None;
    }
    (1..tags.len()).find(|&verb| {
        let noun = matches!(tags[verb - 1], Xpos::Nn | Xpos::Nns | Xpos::Nnp | Xpos::Nnps);
        let next = |ahead: usize| tags.get(verb + ahead);
        let phrasal = next(1) == Some(&Xpos::Rp)
            && matches!(next(2), Some(Xpos::Cd | Xpos::Dt | Xpos::PrpPoss | Xpos::Nn | Xpos::Nns | Xpos::Jj));
        tags[verb] == Xpos::Vbn && noun && (phrasal || matches!(next(1), Some(Xpos::Dt | Xpos::PrpPoss)))
    })
}

/// Whether those before a verb are told to go somewhere by it ("set on fire" is done to them).
fn goes(words: &[&str], tags: &[Xpos], verb: usize) -> bool {
    let many = verb.checked_sub(1).is_some_and(|before| tags[before] == Xpos::Nns);
    let fire = words[verb] == "set" && words.get(verb + 1) == Some(&"on");
    many && !fire
        && matches!(
            words.get(verb + 1),
            Some(&"across" | &"deep" | &"deeper" | &"into" | &"on" | &"through" | &"toward" | &"towards" | &"upon")
        )
}

fn takes_something(words: &[&str], tags: &[Xpos], verb: usize) -> bool {
    let noun = verb.checked_sub(1).is_some_and(|before| matches!(tags[before], Xpos::Nn | Xpos::Nns | Xpos::Nnp));
    let next = words.get(verb + 1).copied().unwrap_or_default();
    noun && matches!(next, "it" | "them" | "him" | "us" | "me" | "the" | "a" | "an" | "his" | "their" | "its")
}

fn is_placed(words: &[&str], tags: &[Xpos], next: usize) -> bool {
    let at = |word: &&str| matches!(*word, "near" | "in" | "on" | "at" | "outside" | "between" | "against");
    tags.get(next) == Some(&Xpos::In) && words.get(next).is_some_and(at)
}

/// "A skirmish near": the one word between an article and a place.
fn is_named_alone(words: &[&str], tags: &[Xpos], index: usize) -> bool {
    let opened = index.checked_sub(1).is_some_and(|before| matches!(words[before], "a" | "an"));
    opened && is_placed(words, tags, index + 1)
}

/// "A targeted killing near".
fn is_deed(words: &[&str], tags: &[Xpos], index: usize) -> bool {
    let described = index > 1 && matches!(tags[index - 1], Xpos::Jj | Xpos::Vbn) && matches!(words[index - 2], "a" | "an");
    described && is_placed(words, tags, index + 1)
}

/// Between those who act, at a sentence's start, and what is acted on.
fn is_headline_verb(tags: &[Xpos], index: usize) -> bool {
    let many = |tag: &Xpos| matches!(tag, Xpos::Nns | Xpos::Nnps);
    let thing = |tag: &Xpos| matches!(tag, Xpos::Nn | Xpos::Nns | Xpos::Nnp | Xpos::Dt | Xpos::Jj);
    index > 0 && index < 4 && many(&tags[index - 1]) && tags.get(index + 1).is_some_and(thing)
}

/// "An anti-personnel mine".
fn is_weapon(tags: &[Xpos], index: usize) -> bool {
    index.checked_sub(1).is_some_and(|before| matches!(tags[before], Xpos::Dt | Xpos::Jj | Xpos::Nn))
}

/// Numbers that are written in letters.
const NUMBERS: [&str; 19] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// Whether a word of another kind than a name follows, which a number may count.
fn counts(tags: &[Xpos], next: usize) -> bool {
    tags.get(next).is_some_and(|tag| matches!(tag, Xpos::Nns | Xpos::Vbz | Xpos::Jj | Xpos::Vbn | Xpos::Nn))
}

/// "Eight refugees were": between a number and an auxiliary of the plural.
fn is_counted(words: &[&str], tags: &[Xpos], index: usize) -> bool {
    let number = index.checked_sub(1).is_some_and(|before| tags[before] == Xpos::Cd);
    number && words.get(index + 1).is_some_and(|next| matches!(*next, "were" | "are" | "have"))
}

/// "Fighting in the town forced villagers to flee"; not "Fighting in the town, the rebels took a bridge".
fn opens_as_noun(words: &[&str], tags: &[Xpos]) -> bool {
    let verb = tags.iter().position(|tag| matches!(tag, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp));
    if matches!(words.get(1), Some(&"broke" | &"continued" | &"erupted" | &"flared" | &"intensified" | &"raged" | &"resumed")) {
        return true;
    }
    tags.get(1) == Some(&Xpos::In) && verb.is_some_and(|verb| !words.iter().take(verb).any(|word| *word == ","))
}

fn is_counted_by_name(tags: &[Xpos], noun: usize) -> bool {
    let named = tags[..noun].iter().rev().take_while(|tag| matches!(tag, Xpos::Nnp | Xpos::Nnps)).count();
    named > 0 && noun > named && tags[noun - named - 1] == Xpos::Cd
}

/// "The number of people killed in a strike has climbed", "21 people kidnapped last week were found": a verb that must take somebody, and takes nobody.
fn takes_nobody(words: &[&str], tags: &[Xpos], verb: usize) -> bool {
    let takes = matches!(words[verb], "abducted" | "arrested" | "detained" | "injured" | "kidnapped" | "killed" | "wounded");
    let noun = verb.checked_sub(1).is_some_and(|before| matches!(tags[before], Xpos::Nn | Xpos::Nns | Xpos::Nnp));
    let next = |ahead: usize| words.get(verb + ahead).copied().unwrap_or_default();
    let tied = matches!(
        next(1),
        "in" | "by" | "during" | "when" | "since" | "at" | "near" | "on" | "last" | "from" | "earlier" | "alongside"
    ) || next(1) == "after" && tags.get(verb + 2) == Some(&Xpos::Dt);
    let again = tags[verb + 1..].iter().any(|tag| matches!(tag, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp));
    takes && noun && tied && again
}

/// "The engineer, kidnapped on Tuesday by rebels": set apart by a comma, and its "by" follows a day or a place at most.
fn was_done_to(words: &[&str], tags: &[Xpos], verb: usize) -> bool {
    let noun = |at: usize| matches!(tags[at], Xpos::Nn | Xpos::Nns | Xpos::Nnp | Xpos::Nnps);
    let apart = verb >= 2 && words[verb - 1] == "," && noun(verb - 2);
    let light = |at: usize| {
        matches!(tags[at], Xpos::In | Xpos::Nnp | Xpos::Cd | Xpos::Rb)
            || matches!(words[at], "last" | "this" | "yesterday" | "today")
    };
    let end = tags.len().min(words.len());
    let by = (verb + 1..end.min(verb + REACH)).take_while(|&at| light(at)).find(|&at| words[at] == "by");
    apart && by.is_some_and(|by| !words.get(by + 1).is_some_and(|next| next.ends_with("ing")))
}

/// How many words after its verb "by" may stand.
const REACH: usize = 7;

/// "A man shot", "3 shot, 1 dead", "one killed, another shot": those whom the word before tells of.
fn someone_was(words: &[&str], tags: &[Xpos], shot: usize) -> bool {
    let Some(before) = shot.checked_sub(1) else { return false };
    let opens = |at: usize| at.checked_sub(1).is_none_or(|mark| matches!(words[mark], "," | "and" | ":" | ";" | "-" | "–" | "—"));
    let followed = words.get(shot + 1).is_some_and(|_| matches!(tags[shot + 1], Xpos::Nn | Xpos::Nns));
    match words[before] {
        _ if followed => false,
        // "Screams and one shot": what was heard.
        "another" => opens(before) && !rounds(words, before),
        "one" | "1" => opens(before) && before > 0 && !rounds(words, before),
        word => is_people(word) || tags[before] == Xpos::Cd && opens(before),
    }
}

/// Whether what stands before tells of rounds, not of people.
fn rounds(words: &[&str], end: usize) -> bool {
    words[..end]
        .iter()
        .any(|word| matches!(*word, "fired" | "heard" | "rounds" | "round" | "shots" | "screams" | "gunshots" | "bang"))
}

/// Whether a word is a noun for people.
fn is_people(word: &str) -> bool {
    static PEOPLE: OnceLock<Vec<&str>> = OnceLock::new();
    let read = || include_str!("../data/people.csv").lines().skip(1).filter_map(|row| row.split(',').next()).collect();
    PEOPLE.get_or_init(read).binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn retagged(words: &str, mut tags: Vec<Xpos>) -> Vec<Xpos> {
        retag(&words.split(' ').collect::<Vec<_>>(), &mut tags);
        tags
    }

    #[test]
    fn whoever_is_named_before_the_word_was_shot() {
        assert_eq!(retagged("a man shot", vec![Xpos::Dt, Xpos::Nn, Xpos::Nn])[2], Xpos::Vbn);
        assert_eq!(retagged("3 shot", vec![Xpos::Cd, Xpos::Nn])[1], Xpos::Vbn);
        assert_eq!(retagged("a warning shot", vec![Xpos::Dt, Xpos::Nn, Xpos::Nn])[2], Xpos::Nn);
        assert_eq!(retagged("fired another shot", vec![Xpos::Vbd, Xpos::Dt, Xpos::Nn])[2], Xpos::Nn);
    }

    #[test]
    fn fighting_that_opens_a_sentence_is_a_noun() {
        let tags = vec![Xpos::Vbg, Xpos::In, Xpos::Nnp, Xpos::Vbd, Xpos::Nns];
        assert_eq!(retagged("fighting in tyre killed villagers", tags)[0], Xpos::Nn);
        let tags = vec![Xpos::Vbg, Xpos::In, Xpos::Nnp, Xpos::Punct, Xpos::Nns, Xpos::Vbd];
        assert_eq!(retagged("fighting in tyre , rebels fled", tags)[0], Xpos::Vbg);
    }

    #[test]
    fn a_number_that_opens_a_sentence_is_no_name() {
        let tags = retagged("eight refugees were killed", vec![Xpos::Nnp, Xpos::Vbz, Xpos::Vbd, Xpos::Vbn]);
        assert_eq!(tags[..2], [Xpos::Cd, Xpos::Nns]);
        assert_eq!(retagged("seven network reported", vec![Xpos::Nnp, Xpos::Nnp, Xpos::Vbd])[0], Xpos::Nnp);
    }

    #[test]
    fn the_people_are_sorted() {
        let lines: Vec<&str> = include_str!("../data/people.csv").lines().skip(1).collect();
        assert!(lines.is_sorted_by(|a, b| a < b), "sort data/people.csv");
    }
}
