//! What a character is to the reading: part of a word, punctuation, a symbol, or nothing to be seen.
//!
//! In: a character. Out: its [`Class`]. Knows nothing of words.

/// What a character is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// White space, control characters, marks of no width that part words.
    Blank,
    /// Marks of no width: they stay inside a word, and elsewhere are nothing.
    Invisible,
    /// A letter, a combining mark, the low line.
    Letter,
    /// A digit of any script.
    Digit,
    /// Punctuation.
    Punctuation,
    /// Anything else.
    Symbol,
}

const ASCII: [Class; 128] = {
    let mut table = [Class::Punctuation; 128];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            0..=b' ' | 0x7f => Class::Blank,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'$' | b'%' | b'+' | b'<' | b'>' | b'=' | b'^' | b'~' | b'|' | b'`' | b'#' | b'&' | b'*' | b'@' => Class::Symbol,
            _ => Class::Punctuation,
        };
        byte += 1;
    }
    table
};

/// What `letter` is.
pub(crate) fn class(letter: char) -> Class {
    if letter.is_ascii() {
        return ASCII[letter as usize];
    }
    match letter {
        '\u{200b}' | '\u{feff}' => Class::Blank,
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200c}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0000}'..='\u{e0fff}' => Class::Invisible,
        '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5bd}'
        | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}'
        | '\u{94d}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' => Class::Letter,
        '¡'
        | '§'
        | '«'
        | '¶'
        | '·'
        | '»'
        | '¿'
        | '،'
        | '؛'
        | '؟'
        | '۔'
        | '\u{5be}'
        | '\u{5c3}'
        | '\u{5f3}'
        | '\u{5f4}'
        | '\u{2010}'..='\u{2027}'
        | '\u{2032}'..='\u{203e}'
        | '\u{2045}'..='\u{2046}'
        | '\u{3001}'..='\u{3003}'
        | '\u{3008}'..='\u{3011}'
        | '\u{3014}'..='\u{301f}'
        | '\u{ff01}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff1b}'
        | '\u{ff1f}'
        | '।'
        | '॥' => Class::Punctuation,
        _ if letter.is_whitespace() || letter.is_control() => Class::Blank,
        _ if letter.is_alphabetic() => Class::Letter,
        _ if letter.is_numeric() => Class::Digit,
        _ => Class::Symbol,
    }
}

/// Whether nothing can be seen of `letter`.
pub(crate) fn blank(letter: char) -> bool {
    matches!(class(letter), Class::Blank | Class::Invisible)
}

/// Whether `letter` can stand inside a word.
pub(crate) fn in_word(letter: char) -> bool {
    matches!(class(letter), Class::Letter | Class::Digit)
}

/// An apostrophe, straight or curly.
pub(crate) fn apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’')
}

/// A hyphen inside words; dashes are not.
pub(crate) fn hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}' | '\u{2011}')
}

/// A mark that may follow the stop of a sentence: closing quotation marks and brackets.
pub(crate) fn closer(letter: char) -> bool {
    matches!(letter, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}')
}

/// A mark that may come before the first word of a sentence: opening quotation marks and brackets.
pub(crate) fn opener(letter: char) -> bool {
    matches!(letter, '"' | '\'' | '“' | '‘' | '„' | '‚' | '«' | '‹' | '(' | '[' | '{' | '`')
}

/// The character at byte `at`.
pub(crate) fn at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character that ends at byte `at`.
pub(crate) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// Where the run of characters that `belong` ends, from byte `from`.
pub(crate) fn run(text: &str, from: usize, belong: impl Fn(char) -> bool) -> usize {
    let rest = text.get(from..).unwrap_or("");
    from + rest.find(|letter| !belong(letter)).unwrap_or(rest.len())
}
