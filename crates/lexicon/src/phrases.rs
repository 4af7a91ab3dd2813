//! Words and phrases of several words, each with a value; looked up by the tokens of a text.

use std::collections::BTreeMap;

/// A table of phrases. Phrases are kept as tokens: "passer-by" is `passer`, `-`, `by`.
#[derive(Debug, Clone)]
pub struct Phrases<T> {
    by_first_word: BTreeMap<String, Vec<(Vec<String>, T)>>, // Invariant: longest rest first.
}

impl<T> Default for Phrases<T> {
    fn default() -> Phrases<T> {
        Phrases { by_first_word: BTreeMap::new() }
    }
}

impl<T> Phrases<T> {
    /// Adds `phrase`; of two values for one phrase the first added is found.
    pub fn insert(&mut self, phrase: &str, value: T) {
        let mut tokens = tokens(phrase);
        if tokens.is_empty() {
            return;
        }
        let first = tokens.remove(0);
        let rests = self.by_first_word.entry(first).or_default();
        let place = rests.partition_point(|(rest, _)| rest.len() >= tokens.len());
        rests.insert(place, (tokens, value));
    }

    /// The longest phrase that stands at token `first` of a text whose tokens, in lower case, `word` gives: how many tokens it
    /// takes and its value.
    pub fn longest<'w>(&self, first: usize, word: impl Fn(usize) -> &'w str) -> Option<(usize, &T)> {
        let rests = self.by_first_word.get(word(first))?;
        let (rest, value) =
            rests.iter().find(|(rest, _)| rest.iter().enumerate().all(|(offset, token)| word(first + 1 + offset) == token))?;
        Some((rest.len() + 1, value))
    }

    /// The value of a phrase of one word.
    pub fn word(&self, word: &str) -> Option<&T> {
        self.by_first_word.get(word)?.iter().find(|(rest, _)| rest.is_empty()).map(|(_, value)| value)
    }
}

/// The tokens of a table's phrase: hyphens and brackets stand apart, as in a document's tokens, but for the hyphen of "anti-tank"; the comma of "2,000"
/// does not.
fn tokens(phrase: &str) -> Vec<String> {
    let apart = ['-', '(', ')'];
    let words = phrase.split_whitespace().flat_map(|word| word.split_inclusive(apart));
    let parts = words.flat_map(|part| {
        let letters = part.trim_end_matches(apart);
        [letters, &part[letters.len()..]]
    });
    let mut tokens: Vec<String> = Vec::new();
    for part in parts.filter(|part| !part.is_empty()) {
        match tokens.as_slice() {
            [.., prefix, hyphen] if hyphen == "-" && dateline_text::keeps_hyphen(prefix) => {
                let whole = format!("{prefix}-{part}");
                tokens.truncate(tokens.len() - 2);
                tokens.push(whole);
            }
            _ => tokens.push(part.to_owned()),
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest(table: &Phrases<u8>, text: &str) -> Option<(usize, u8)> {
        let words: Vec<&str> = text.split(' ').collect();
        table.longest(0, |index| words.get(index).copied().unwrap_or("")).map(|(length, value)| (length, *value))
    }

    #[test]
    fn the_longest_phrase_is_found() {
        let mut table = Phrases::default();
        table.insert("police", 1);
        table.insert("police officer", 2);
        table.insert("passer-by", 3);
        table.insert("police (special)", 4);
        table.insert("2,000 - pound bomb", 5);
        assert_eq!(longest(&table, "police officer shot"), Some((2, 2)));
        assert_eq!(longest(&table, "police said"), Some((1, 1)));
        assert_eq!(longest(&table, "passer - by"), Some((3, 3)));
        assert_eq!(longest(&table, "passer"), None);
        assert_eq!(longest(&table, "police ( special ) shot"), Some((4, 4)));
        assert_eq!(longest(&table, "2,000 - pound bomb"), Some((4, 5)));
        table.insert("anti - tank missile", 6);
        assert_eq!(longest(&table, "anti-tank missile"), Some((2, 6)));
        assert_eq!(table.word("police"), Some(&1));
    }
}
