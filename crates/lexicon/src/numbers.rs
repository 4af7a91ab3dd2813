//! Words for numbers, and the words around them that say how exact they are.
//!
//! In: `number_words.csv`. Out: [`Numbers`], looked up by word. How the words of one number combine is decided by `mentions`.

use crate::phrases::Phrases;
use crate::table::{TableError, field, rows};

/// What one word or phrase says of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberWord {
    /// "seven", "nineteen".
    Unit(u32),
    /// "twenty".
    Ten(u32),
    /// "hundred".
    Hundred,
    /// "thousand", "million".
    Scale(u32),
    /// "dozen".
    Dozen,
    /// "half a dozen", "a couple of": an exact number in a phrase of its own.
    Set(u32),
    /// "both".
    Both,
    /// "several", "dozens": a floor.
    Vague(u32),
    /// "a number of": a number was not said.
    Unsaid,
    /// "no" before a noun.
    No,
    /// "no one", "nobody".
    NoOne,
    /// Before a number: "at least".
    AtLeast,
    /// Before a number: "more than".
    MoreThan,
    /// Before a number: "up to".
    UpTo,
    /// Before a number: "fewer than".
    FewerThan,
    /// Before a number: "about".
    About,
    /// Before a number, without changing it: "exactly", "a total of".
    Plain,
    /// Before a number, pointing back: "the", "all", "those".
    Definite,
    /// After a number: "or more".
    AfterAtLeast,
    /// After a number: "or so".
    AfterAbout,
    /// After a number: "or fewer".
    AfterUpTo,
    /// A thing known by a number: "flight", "battalion".
    Numbered,
    /// A month's name.
    Month,
}

/// Every number word.
#[derive(Debug, Default)]
pub struct Numbers {
    words: Phrases<NumberWord>,
}

impl Numbers {
    /// Reads the table.
    pub fn read(number_words: &str) -> Result<Numbers, TableError> {
        const TABLE: &str = "number_words.csv";
        let mut words = Phrases::default();
        for (row, record) in rows(TABLE, number_words)? {
            let wrong = |problem: &str| TableError { table: TABLE, row, problem: problem.to_owned() };
            let value = || field(&record, 2).parse().map_err(|_| wrong("a value is wanted"));
            let word = match field(&record, 1) {
                "unit" => NumberWord::Unit(value()?),
                "ten" => NumberWord::Ten(value()?),
                "hundred" => NumberWord::Hundred,
                "scale" => NumberWord::Scale(value()?),
                "dozen" => NumberWord::Dozen,
                "set" => NumberWord::Set(value()?),
                "both" => NumberWord::Both,
                "vague" => NumberWord::Vague(value()?),
                "unsaid" => NumberWord::Unsaid,
                "none" => NumberWord::No,
                "no-one" => NumberWord::NoOne,
                "at-least" => NumberWord::AtLeast,
                "more-than" => NumberWord::MoreThan,
                "up-to" => NumberWord::UpTo,
                "fewer-than" => NumberWord::FewerThan,
                "about" => NumberWord::About,
                "plain" => NumberWord::Plain,
                "definite" => NumberWord::Definite,
                "after-at-least" => NumberWord::AfterAtLeast,
                "after-about" => NumberWord::AfterAbout,
                "after-up-to" => NumberWord::AfterUpTo,
                "numbered" => NumberWord::Numbered,
                "month" => NumberWord::Month,
                _ => return Err(wrong("no such sort")),
            };
            words.insert(field(&record, 0), word);
        }
        Ok(Numbers { words })
    }

    /// The longest number word or phrase at token `first` of a text whose tokens, in lower case, `word` gives, and its length.
    pub fn longest<'w>(&self, first: usize, word: impl Fn(usize) -> &'w str) -> Option<(usize, NumberWord)> {
        self.words.longest(first, word).map(|(length, &word)| (length, word))
    }

    /// What a single word says of a number.
    pub fn word(&self, word: &str) -> Option<NumberWord> {
        self.words.word(word).copied()
    }
}
