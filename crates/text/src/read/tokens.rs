//! Tokens, cut as the Universal Dependencies English treebanks (EWT, GUM) cut them.
//!
//! In: the text and one sentence's range. Out: its tokens, in order, which hold every visible character of it. Knows nothing
//! of where sentences end, but that the stop at the end of this one is a token of its own.

use crate::TextRange;
use crate::document::{Token, TokenKind};

use super::abbreviations;
use super::letters::{Class, apostrophe, at, before, blank, class, closer, hyphen, in_word, run};
use super::words;

/// Adds the tokens of the sentence at `range`.
pub(crate) fn tokens(text: &str, range: TextRange, tokens: &mut Vec<Token>) {
    let mut cutter = Cutter { text, start: range.start(), end: range.end(), stop: last_stop(text, range), spaced: true, tokens };
    let mut here = range.start();
    while here < range.end() {
        let next = cutter.next(here);
        here = if next > here { next } else { range.end() };
    }
}

/// Where the sentence's own stop stands: its last visible character but for closing marks.
fn last_stop(text: &str, range: TextRange) -> Option<usize> {
    let sentence = text.get(range.start()..range.end())?;
    let words = sentence.trim_end_matches(|letter| blank(letter) || closer(letter));
    words.ends_with('.').then(|| range.start() + words.len() - 1)
}

struct Cutter<'a> {
    text: &'a str,
    start: usize,
    end: usize,          // Nothing looks past the sentence's end.
    stop: Option<usize>, // Where the sentence's own stop stands.
    spaced: bool,
    tokens: &'a mut Vec<Token>,
}

impl Cutter<'_> {
    /// Cuts what stands at `here`; says where it ends.
    fn next(&mut self, here: usize) -> usize {
        // Most of a text is plain words with a blank behind them.
        let bytes = &self.text.as_bytes()[here..self.end];
        let plain = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if plain > 0 && matches!(bytes.get(plain), None | Some(b' ' | b',' | b'\n')) {
            return self.finish(here, here + plain);
        }
        let Some(letter) = self.at(here) else { return self.end };
        let after = here + letter.len_utf8();
        match class(letter) {
            Class::Blank => {
                self.spaced |= letter.is_whitespace() || letter == '\u{200b}';
                after
            }
            Class::Invisible => after,
            Class::Letter | Class::Digit => self.word(here),
            Class::Punctuation if apostrophe(letter) => self.apostrophe(here, letter),
            Class::Symbol if matches!(letter, '@' | '#') && self.at(after).is_some_and(|next| class(next) == Class::Letter) => {
                let end = self.run(after, |letter| in_word(letter) || letter == '.');
                let end = self.end_of_words(after, end);
                self.push(here, end, TokenKind::Word)
            }
            class => {
                let kind = if class == Class::Punctuation { TokenKind::Punctuation } else { TokenKind::Symbol };
                let end = match letter {
                    '.' | '!' | '?' => self.stops(here),
                    '-' | '=' | '*' | '_' | '~' | '<' | '>' | '$' | '`' | '…' => self.run(here, |next| next == letter),
                    _ => after,
                };
                self.push(here, end, kind)
            }
        }
    }

    /// A run of stops is one token ("...", "?!"), but a sentence's own stop is not glued to an ellipsis's neighbours.
    fn stops(&self, here: usize) -> usize {
        self.run(here, |letter| matches!(letter, '.' | '!' | '?'))
    }

    /// A word that begins at `here`, with all that belongs to it; its clitic, if it has one, is a token of its own.
    fn word(&mut self, here: usize) -> usize {
        let mut segment = here; // Where the letters since the last inner mark begin.
        let mut stopped = false; // Whether it has an inner stop, as "U.S." has.
        let mut end = self.letters(here);
        while let Some(mark) = self.at(end) {
            let after = end + mark.len_utf8();
            let Some(next) = self.at(after) else {
                if mark == '.' && self.takes_stop(here, segment, end, stopped) {
                    end = after;
                }
                break;
            };
            if mark == '.' && in_word(next) && self.inner_stop(here, segment, end, after) {
                stopped = true;
            } else if mark == '.' {
                if let Some(address) = self.address(here, end) {
                    return self.push(here, address, TokenKind::Word);
                }
                if self.takes_stop(here, segment, end, stopped) {
                    end = after;
                }
                break;
            } else if !in_word(next) {
                match mark {
                    ':' if next == '/' && self.text[after..].starts_with("//") => return self.web_address(here, after),
                    '$' if self.short_upper(here, end) => end = after,
                    _ => {}
                }
                break;
            } else if apostrophe(mark) {
                if let Some(clitic) = self.clitic(here, segment, end, after) {
                    return self.clitic_of(here, clitic);
                }
                if !self.joins_apostrophe(end, next) {
                    break;
                }
            } else if hyphen(mark) {
                if let Some(number) = self.hyphenated_number(here, end) {
                    end = number;
                    break;
                }
                if segment != here || !words::keeps_hyphen(&self.text[here..end]) {
                    break;
                }
            } else if mark == '@'
                || mark == '/' && stopped && self.text[segment..end].bytes().all(|byte| byte.is_ascii_alphabetic())
            {
                return self.web_address(here, after);
            } else if !self.inner_mark(mark, end, after) {
                break;
            }
            segment = after;
            end = self.letters(after);
        }
        self.finish(here, end)
    }

    /// The word from `here` to `end`, cut where a number is glued to its unit or two words are written as one.
    fn finish(&mut self, here: usize, end: usize) -> usize {
        let word = &self.text[here..end];
        if word.as_bytes()[0].is_ascii_digit() {
            let number = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
            if number.len() < word.len() && words::unit(&word[number.len()..]) && number.ends_with(|c: char| c.is_ascii_digit()) {
                self.push(here, here + number.len(), TokenKind::Number);
                return self.push(here + number.len(), end, TokenKind::Word);
            }
        } else if (4..=8).contains(&word.len())
            && let Some(cut) = words::together(word)
        {
            self.push(here, here + cut, TokenKind::Word);
            return self.push(here + cut, end, TokenKind::Word);
        }
        let number = !word.chars().any(|letter| class(letter) == Class::Letter);
        self.push(here, end, if number { TokenKind::Number } else { TokenKind::Word })
    }

    /// Whether the stop at `end`, with a letter or digit after it, stands inside the word: "3.5", "U.S", "example.org".
    fn inner_stop(&self, here: usize, segment: usize, end: usize, after: usize) -> bool {
        let next_end = self.letters(after);
        let (left, right) = (&self.text[segment..end], &self.text[after..next_end]);
        let digits = |word: &str| word.starts_with(|c: char| class(c) == Class::Digit);
        match self.at(next_end) {
            _ if left.ends_with(|c: char| class(c) == Class::Digit) => digits(right),
            _ if digits(right) => false,
            _ if one_letter(left) && one_letter(right) => true,
            _ if matches!((left, right), ("t", "me")) => true, // Where channels are cited from: "t.me/channel".
            Some('.') if one_letter(right) => abbreviations::joined(left),
            _ => {
                left.eq_ignore_ascii_case("www")
                    || words::domain(right) && here == segment
                    || words::domain(right) && self.text[here..segment].contains('.')
            }
        }
    }

    /// Whether the stop at `end`, where the letters end, belongs to the word: "Sept.", "U.S.", "J. Smith", "1. First".
    fn takes_stop(&self, here: usize, segment: usize, end: usize, stopped: bool) -> bool {
        let word = &self.text[here..end];
        if self.at(end + 1).is_some_and(|next| matches!(next, '.' | '!' | '?')) {
            return false;
        }
        if stopped {
            return one_letter(&self.text[segment..end]) && !word.starts_with(|c: char| c.is_ascii_digit());
        }
        if self.stop == Some(end) {
            return false;
        }
        let listed = here == self.start && word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
        listed || abbreviations::is(word) || one_letter(word) && word != "I" && !self.at(end + 1).is_some_and(closer)
    }

    /// Whether a mark between two letters or digits is part of the word: "1,200", "8:00", "9/11".
    fn inner_mark(&self, mark: char, end: usize, after: usize) -> bool {
        let digit = |letter: Option<char>| letter.is_some_and(|letter| class(letter) == Class::Digit);
        if !digit(before(self.text, end)) || !digit(self.at(after)) {
            return false;
        }
        match mark {
            ',' => {
                let group = self.run(after, |letter| letter.is_ascii_digit()) - after;
                let follows = self.text.as_bytes().get(after + group);
                group == 3 || group == 2 && follows == Some(&b',')
            }
            ':' | '/' | '٬' | '٫' => true,
            _ => false,
        }
    }

    /// Whether the apostrophe at `end` is part of a name ("O'Brien", "Sana'a", "1930's").
    fn joins_apostrophe(&self, end: usize, next: char) -> bool {
        class(next) == Class::Letter
            && (before(self.text, end).is_some_and(|letter| class(letter) == Class::Letter)
                || before(self.text, end) == Some('0'))
    }

    /// Where the clitic of the word at `here` begins, if the apostrophe at `end` makes one: "'s", "n't".
    fn clitic(&self, here: usize, segment: usize, end: usize, after: usize) -> Option<usize> {
        let clitic_end = self.letters(after);
        let clitic = &self.text[after..clitic_end];
        let verb = &self.text[segment..end];
        let is = |form: &str| clitic.eq_ignore_ascii_case(form);
        if is("t") {
            let n = end.checked_sub(1)?;
            return (n > here && matches!(self.text.as_bytes()[n], b'n' | b'N')).then_some(n);
        }
        let decade = verb.len() == 4 && verb.ends_with('0') && verb.starts_with(['1', '2']);
        let cut = is("s") && !decade
            || is("re")
            || is("ll")
            || is("ve")
            || is("m") && verb.eq_ignore_ascii_case("i")
            || is("d") && words::before_d(verb);
        cut.then_some(end)
    }

    /// The word at `here` and the clitic that begins at `clitic`.
    fn clitic_of(&mut self, here: usize, clitic: usize) -> usize {
        self.push(here, clitic, TokenKind::Word);
        let mark = self.run(clitic, |letter| matches!(letter, 'n' | 'N'));
        let letters = mark + self.at(mark).map_or(0, char::len_utf8);
        self.push(clitic, self.letters(letters), TokenKind::Word)
    }

    /// "2024-09-27" and "555-0142": numbers whose hyphens are part of them.
    fn hyphenated_number(&self, here: usize, end: usize) -> Option<usize> {
        let mut lengths = [0; 4];
        let mut count = 0;
        let last = self.run_within(here, 16, |letter| letter.is_ascii_digit() || letter == '-');
        for part in self.text[here..last].split('-') {
            *lengths.get_mut(count)? = part.len();
            count += 1;
        }
        let shape = &lengths[..count];
        let known = [&[4, 2, 2][..], &[3, 4], &[3, 3, 4], &[1, 3, 3, 4]];
        (end < last && known.contains(&shape) && !self.at(last).is_some_and(in_word)).then_some(last)
    }

    /// Whether it is a country's letters before its dollar: "US$".
    fn short_upper(&self, here: usize, end: usize) -> bool {
        end - here <= 3 && self.text[here..end].bytes().all(|byte| byte.is_ascii_uppercase())
    }

    /// Where the mail address that begins at `here` ends, if its name has a stop at `stop`.
    fn address(&self, here: usize, stop: usize) -> Option<usize> {
        let name = self.run_within(stop, 64, |letter| in_word(letter) || matches!(letter, '.' | '-' | '+'));
        let host = name + 1;
        (self.at(name) == Some('@') && self.at(host).is_some_and(in_word)).then(|| {
            let end = self.run(host, |letter| in_word(letter) || matches!(letter, '.' | '-'));
            self.end_of_words(here, end)
        })
    }

    /// An address: all up to the next blank, but for the punctuation that closes the sentence around it.
    fn web_address(&mut self, here: usize, after: usize) -> usize {
        let end = self.run(after, |letter| !blank(letter) && !matches!(letter, '<' | '>' | '"' | '”' | '“'));
        let address =
            self.text[here..end].trim_end_matches(|letter| closer(letter) || matches!(letter, '.' | ',' | ';' | ':' | '!' | '?'));
        let end = (here + address.len()).max(after);
        self.push(here, end, TokenKind::Word)
    }

    /// An apostrophe that begins nothing it belongs to, a pair of them, or "'em", "'72".
    fn apostrophe(&mut self, here: usize, mark: char) -> usize {
        let after = here + mark.len_utf8();
        let pair = self.run_within(here, 3 * mark.len_utf8(), |letter| letter == mark);
        if pair == after + mark.len_utf8() {
            return self.push(here, pair, TokenKind::Punctuation);
        }
        let end = self.letters(after);
        let word = &self.text[after..end];
        let year = word.trim_end_matches(['s', 'S']);
        if word.eq_ignore_ascii_case("em") || year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit()) && self.spaced {
            return self.push(here, end, TokenKind::Word);
        }
        let clitic = ["s", "re", "ll", "ve"].iter().any(|form| word.eq_ignore_ascii_case(form));
        if clitic && !self.spaced {
            return self.push(here, end, TokenKind::Word);
        }
        self.push(here, after, TokenKind::Punctuation)
    }

    fn at(&self, here: usize) -> Option<char> {
        if here < self.end { at(self.text, here) } else { None }
    }

    /// Where the letters and digits from `from` end; marks of no width between them are passed over.
    fn letters(&self, from: usize) -> usize {
        let from = from.min(self.end);
        let ascii = self.text.as_bytes()[from..self.end].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let from = from + ascii;
        let mut end = from;
        if self.text.as_bytes()[from..self.end].first().is_none_or(|byte| matches!(byte, b' ' | b',' | b'.' | b'-' | b'\'')) {
            return end;
        }
        for (offset, letter) in self.text[from..self.end].char_indices() {
            match class(letter) {
                Class::Letter | Class::Digit => end = from + offset + letter.len_utf8(),
                Class::Invisible => {}
                _ => break,
            }
        }
        end
    }

    fn run(&self, from: usize, belong: impl Fn(char) -> bool) -> usize {
        run(&self.text[..self.end], from, belong)
    }

    /// [`Cutter::run`], given up after `most` bytes, so that a line without blanks stays linear.
    fn run_within(&self, from: usize, most: usize, belong: impl Fn(char) -> bool) -> usize {
        let rest = self.text[from..self.end].char_indices();
        rest.take_while(|&(offset, letter)| offset < most && belong(letter))
            .last()
            .map_or(from, |(offset, letter)| from + offset + letter.len_utf8())
    }

    /// `end`, without the stops and hyphens before it.
    fn end_of_words(&self, from: usize, end: usize) -> usize {
        from + self.text[from..end].trim_end_matches(['.', '-']).len()
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind) -> usize {
        self.tokens.push(Token { range: TextRange::new(start, end), kind, spaced: self.spaced });
        self.spaced = false;
        end
    }
}

fn one_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|letter| class(letter) == Class::Letter && letter != '_') && letters.next().is_none()
}
