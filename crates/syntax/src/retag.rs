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
            "teen" if tags[index] == Xpos::Cd => tags[index] = Xpos::Nn,
            "shot" if matches!(tags[index], Xpos::Nn | Xpos::Jj) && someone_was(words, tags, index) => tags[index] = Xpos::Vbn,
            _ => {}
        }
    }
}

/// "A man shot", "3 shot, 1 dead", "one killed, another shot": those whom the word before tells of.
fn someone_was(words: &[&str], tags: &[Xpos], shot: usize) -> bool {
    let Some(before) = shot.checked_sub(1) else { return false };
    let opens = |at: usize| at.checked_sub(1).is_none_or(|mark| matches!(words[mark], "," | "and" | ":" | ";" | "-" | "–" | "—"));
    let followed = words.get(shot + 1).is_some_and(|_| matches!(tags[shot + 1], Xpos::Nn | Xpos::Nns));
    match words[before] {
        "another" => opens(before),
        "one" | "1" => opens(before) && before > 0,
        word => !followed && (is_people(word) || tags[before] == Xpos::Cd && opens(before)),
    }
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
    fn the_people_are_sorted() {
        let lines: Vec<&str> = include_str!("../data/people.csv").lines().skip(1).collect();
        assert!(lines.is_sorted_by(|a, b| a < b), "sort data/people.csv");
    }
}
