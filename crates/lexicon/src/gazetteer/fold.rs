//! Folding: how a name is spelt in the pack's keys, so that "Khuza'a", "Khuzaʿa" and "KHUZAA" are one key.
//!
//! Two keys a name. The plain key drops case, marks and apostrophes. The loose key also drops what transliterations disagree on:
//! articles, double letters, which vowel, q or k. The pack and the reader fold with the same functions; nothing else may.

/// The longest word and the longest key that are folded; longer ones match nothing.
const LONGEST_WORD: usize = 40;

/// A short run of folded bytes on the stack.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    bytes: [u8; LONGEST_WORD],
    length: usize,
}

impl Word {
    const EMPTY: Word = Word { bytes: [0; LONGEST_WORD], length: 0 };

    /// The folded bytes: `a` to `z` and `0` to `9`, and any other script's letters as they are.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    fn push(&mut self, bytes: &[u8]) -> bool {
        let end = self.length + bytes.len();
        if end > LONGEST_WORD {
            return false;
        }
        self.bytes[self.length..end].copy_from_slice(bytes);
        self.length = end;
        true
    }
}

/// Letters that join a word without being kept: apostrophes, the marks written for ʿayn and hamza, soft hyphens, combining marks.
fn silent(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | '`' | '´' | 'ʻ' | 'ʼ' | 'ʽ' | 'ʾ' | 'ʿ' | 'ˈ' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{300}'..='\u{36f}')
}

/// One letter without case and marks.
fn letter(letter: char, word: &mut Word) -> bool {
    let plain: &[u8] = match letter {
        'a'..='z' | '0'..='9' => &[letter as u8],
        'A'..='Z' => &[letter.to_ascii_lowercase() as u8],
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' | 'Ǎ' | 'ǎ' | 'Ạ'..='ặ' => b"a",
        'Æ' | 'æ' => b"ae",
        'Ç' | 'ç' | 'Ć'..='č' => b"c",
        'Ď'..='đ' | 'Ð' | 'ð' | 'Ḍ' | 'ḍ' | 'Ḏ' | 'ḏ' | 'Ḑ' | 'ḑ' | 'Ɖ' | 'ɖ' => b"d",
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' | 'Ẹ'..='ệ' | 'Ə' | 'ə' | 'Ɛ' | 'ɛ' => b"e",
        'Ĝ'..='ģ' | 'Ǧ' | 'ǧ' | 'Ḡ' | 'ḡ' => b"g",
        'Ĥ'..='ħ' | 'Ḥ' | 'ḥ' | 'Ḩ' | 'ḩ' | 'Ḫ' | 'ḫ' | 'ẖ' => b"h",
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' | 'Ǐ' | 'ǐ' | 'Ỉ'..='ị' => b"i",
        'Ĵ' | 'ĵ' => b"j",
        'Ķ'..='ĸ' | 'Ḳ' | 'ḳ' | 'Ḵ' | 'ḵ' => b"k",
        'Ĺ'..='ł' | 'Ḷ' | 'ḷ' => b"l",
        'Ṁ'..='ṃ' => b"m",
        'Ñ' | 'ñ' | 'Ń'..='ŋ' | 'Ṅ'..='ṉ' => b"n",
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' | 'Ơ' | 'ơ' | 'Ǒ' | 'ǒ' | 'Ọ'..='ợ' | 'Ɔ' | 'ɔ' => b"o",
        'Œ' | 'œ' => b"oe",
        'Ŕ'..='ř' | 'Ṛ' | 'ṛ' => b"r",
        'Ś'..='š' | 'Ș' | 'ș' | 'Ṣ' | 'ṣ' | 'Ṡ' | 'ṡ' => b"s",
        'ß' => b"ss",
        'Ţ'..='ŧ' | 'Ț' | 'ț' | 'Ṭ' | 'ṭ' | 'Ṯ' | 'ṯ' => b"t",
        'Þ' | 'þ' => b"th",
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' | 'Ư' | 'ư' | 'Ǔ'..='ǜ' | 'Ụ'..='ự' => b"u",
        'Ŵ' | 'ŵ' | 'Ẁ'..='ẉ' => b"w",
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' | 'Ỳ'..='ỹ' => b"y",
        'Ź'..='ž' | 'Ẓ' | 'ẓ' | 'Ẕ' | 'ẕ' => b"z",
        other => return word.push(other.encode_utf8(&mut [0; 4]).as_bytes()),
    };
    word.push(plain)
}

/// The word that starts at byte `start` of `text`, folded, and the byte after it. `None` where no word starts there or it is too long.
/// A full stop between two letters belongs to the word ("U.S" in "U.S."); the stop that ends an abbreviation does not.
pub fn word(text: &str, start: usize) -> Option<(Word, usize)> {
    let mut word = Word::EMPTY;
    let mut end = start;
    let mut letters = text.get(start..)?.char_indices().peekable();
    while let Some((at, character)) = letters.next() {
        let keep = if silent(character) {
            true
        } else if character.is_alphanumeric() {
            letter(character, &mut word)
        } else if character == '.' && word.length > 0 && word.length < 6 {
            // "U.S.", "W.Va.": only a letter straight after the stop carries the word on.
            if !letters.peek().is_some_and(|(_, next)| next.is_uppercase()) {
                break;
            }
            true
        } else {
            break;
        };
        if !keep {
            return None;
        }
        end = start + at + character.len_utf8();
    }
    // A possessive is not part of a name; an apostrophe at the end closes a quotation.
    let written = &text[start..end];
    let mut name = written.trim_end_matches(silent);
    if let Some(owner) = name.strip_suffix(['s', 'S']).map(|rest| rest.trim_end_matches(silent))
        && owner.len() + 1 < name.len()
    {
        name = owner;
        word.length -= 1;
    }
    if word.length == 0 || name.is_empty() {
        return None;
    }
    Some((alias(word), start + name.len()))
}

/// Words with a usual abbreviation are spelt by it.
fn alias(mut word: Word) -> Word {
    let short: &[u8] = match word.bytes() {
        b"saint" => b"st",
        b"sainte" => b"ste",
        b"mount" => b"mt",
        b"fort" => b"ft",
        _ => return word,
    };
    word.length = 0;
    word.push(short);
    word
}

/// The byte where the next word of the same name starts, if what stands after `end` may stand inside a name: a space, a hyphen, a
/// line break within a paragraph, the stop of "St.", the apostrophe of a possessive.
pub fn next_word(text: &str, end: usize) -> Option<usize> {
    let mut breaks = 0;
    let rest = text.get(end..)?;
    // the "s" of "Prince George's County" is a word of the name
    let mut letters = rest.chars();
    if let (Some(mark), Some('s'), Some(' ')) = (letters.next().filter(|&mark| silent(mark)), letters.next(), letters.next()) {
        return Some(end + mark.len_utf8());
    }
    for (at, character) in rest.char_indices() {
        match character {
            ' ' | '\t' | '\u{a0}' | '\r' | '-' | '‐' | '‑' | '–' if at < 6 => {}
            '.' if at == 0 && ["St", "Mt", "Ft"].iter().any(|short| text[..end].ends_with(short)) => {}
            '\n' => {
                breaks += 1;
                if breaks > 1 {
                    return None;
                }
            }
            _ if at > 0 && (character.is_alphanumeric() || silent(character)) => return Some(end + at),
            _ => return None,
        }
    }
    None
}

/// The plain key of a whole name: its words, folded, with one space between; `None` for a name without letters.
pub fn key(name: &str) -> Option<String> {
    let mut key = String::with_capacity(name.len());
    let mut at = 0;
    while at < name.len() {
        match word(name, at) {
            Some((word, end)) => {
                if !key.is_empty() {
                    key.push(' ');
                }
                key.push_str(std::str::from_utf8(word.bytes()).ok()?);
                at = end;
            }
            None => at += name[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    (!key.is_empty()).then_some(key)
}

/// Articles of Arabic and Persian names, in plain spelling.
fn article(word: &[u8]) -> bool {
    matches!(
        word,
        b"al"
            | b"el"
            | b"ul"
            | b"as"
            | b"es"
            | b"ash"
            | b"esh"
            | b"ad"
            | b"ed"
            | b"an"
            | b"en"
            | b"ar"
            | b"er"
            | b"at"
            | b"et"
            | b"az"
            | b"ez"
            | b"e"
            | b"i"
            | b"ye"
    )
}

/// The loose spelling of one plain word; empty for an article.
pub fn loose(word: &[u8]) -> Word {
    let mut loose = Word::EMPTY;
    if article(word) {
        return loose;
    }
    for (at, &byte) in word.iter().enumerate() {
        let next = word.get(at + 1).copied();
        let last = loose.bytes().last().copied();
        let plain = match byte {
            b'q' => b'k',
            b'e' | b'i' | b'y' => b'i',
            b'o' | b'u' | b'w' => b'u',
            b'h' if next.is_none() || matches!(last, Some(b'k' | b'g' | b'd' | b't' | b'z')) => continue,
            b'v' => b'w',
            other => other,
        };
        // "ai", "ei" and "i" are one vowel; so are "au", "ou" and "u".
        if matches!(plain, b'i' | b'u') && last == Some(b'a') && loose.length > 1 {
            loose.length -= 1;
        }
        if loose.bytes().last() != Some(&plain) {
            loose.push(&[plain]);
        }
    }
    // A final vowel is spelt in too many ways: "Qala", "Qalah", "Qal'eh".
    if loose.length > 3 && matches!(loose.bytes()[loose.length - 1], b'a' | b'i') {
        loose.length -= 1;
    }
    loose
}

/// The loose key of a plain key; `None` where too little is left to tell names apart.
pub fn loose_key(key: &str) -> Option<String> {
    let mut out = String::with_capacity(key.len());
    for word in key.split(' ') {
        let loose = loose(word.as_bytes());
        if loose.length > 0 {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(std::str::from_utf8(loose.bytes()).ok()?);
        }
    }
    (out.len() >= 4).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_neither_case_nor_marks() {
        let keys: Vec<_> =
            ["Khān Yūnis", "Musa Qal‘ah", "Saint-Denis", "St. Petersburg", "U.S.", "W.Va.", "Deir al-Balah", "…"].map(key).into();
        let expected = ["khan yunis", "musa qalah", "st denis", "st petersburg", "us", "wva", "deir al balah"];
        assert_eq!(keys[..7], expected.map(|key| Some(key.to_owned())));
        assert_eq!(keys[7], None);
    }

    #[test]
    fn a_possessive_is_left_out() {
        assert_eq!(word("Tyre's mayor", 0).map(|(word, end)| (word.bytes().to_vec(), end)), Some((b"tyre".to_vec(), 4)));
        assert_eq!(word("Sana’a.", 0).map(|(word, end)| (word.bytes().to_vec(), end)), Some((b"sanaa".to_vec(), "Sana’a".len())));
    }

    #[test]
    fn spellings_of_one_name_share_a_loose_key() {
        for spellings in [
            &["Khan Yunis", "Khan Younis", "Khan Younes", "Khān Yūnis"][..],
            &["Kandahar", "Qandahar"],
            &["Musa Qala", "Musa Qal'ah", "Musa Qaleh"],
            &["Nabatieh", "Nabatiye", "Nabatiyeh"],
            &["Deir al-Balah", "Dayr al Balaḩ", "Deir el Balah"],
            &["Bint Jbeil", "Bint Jbail"],
            &["Beit Hanoun", "Bayt Ḩānūn", "Beit Hanun"],
            &["Sangin", "Sangeen"],
        ] {
            let keys: Vec<_> = spellings.iter().map(|name| loose_key(&key(name).unwrap()).unwrap()).collect();
            assert!(keys.iter().all(|key| *key == keys[0]), "{spellings:?} {keys:?}");
        }
    }
}
