//! Wordings: which of many known wordings begins at a place in a text, the longest first.
//!
//! In: wordings and what each stands for. Out: a [`Wordings`], sorted, in which one walk along the text narrows the wordings
//! that still fit word by word, so that the time taken does not depend on how many wordings begin alike.
//!
//! Wordings are compared word by word in lower case without accents; between two words a space, a hyphen, an apostrophe, a full
//! stop, a slash or a bracket all count alike, so "Al-Qaeda", "al Qaeda" and "AL QAEDA" are one wording, and "CPI (Maoist)" and "CPI-Maoist".

/// A wording as it is compared, and what it stands for.
type Entry<T> = (Box<str>, T);

/// Wordings of any number of words, each with what it stands for.
#[derive(Debug)]
pub struct Wordings<T> {
    entries: Vec<Entry<T>>,       // Invariant: sorted by wording, then by value.
    starts: Vec<(u64, u32, u32)>, // Invariant: sorted; for the first eight bytes of a first word, the entries that begin so.
}

impl<T> Default for Wordings<T> {
    fn default() -> Wordings<T> {
        Wordings { entries: Vec::new(), starts: Vec::new() }
    }
}

impl<T: Copy + Ord> Wordings<T> {
    /// A table of `wordings`; a wording without a letter or digit is left out.
    pub fn new<'a>(wordings: impl IntoIterator<Item = (&'a str, T)>) -> Wordings<T> {
        let mut entries: Vec<Entry<T>> =
            wordings.into_iter().map(|(wording, value)| (key(wording), value)).filter(|(key, _)| !key.is_empty()).collect();
        entries.sort_unstable();
        entries.dedup();
        let mut starts: Vec<(u64, u32, u32)> = Vec::new();
        for (index, (key, _)) in entries.iter().enumerate() {
            let start = packed(key.split(' ').next().unwrap_or(""));
            match starts.last_mut() {
                Some(last) if last.0 == start => last.2 = index as u32 + 1,
                _ => starts.push((start, index as u32, index as u32 + 1)),
            }
        }
        starts.sort_unstable();
        Wordings { entries, starts }
    }

    /// The longest wording that begins at byte `start` of `text` and ends with a whole word: the byte it ends at, and what it
    /// stands for. `buffer` is scratch space, so that a scan of a document allocates once.
    pub fn longest(&self, text: &str, start: usize, buffer: &mut String) -> Option<(usize, &[Entry<T>])> {
        buffer.clear();
        let mut at = next_word(text, start, buffer)?;
        let first = packed(buffer);
        let found = self.starts.binary_search_by_key(&first, |start| start.0).ok()?;
        let mut fitting = &self.entries[self.starts[found].1 as usize..self.starts[found].2 as usize];
        let mut longest = None;
        loop {
            let low = fitting.partition_point(|(key, _)| &**key < buffer.as_str());
            fitting = &fitting[low..];
            let same = fitting.iter().take_while(|(key, _)| **key == **buffer).count();
            if same > 0 {
                let words = text.get(start..at)?;
                let open = words.contains('(') && !words.contains(')') && text.get(at..)?.starts_with(')');
                longest = Some((at + usize::from(open), &fitting[..same]));
                fitting = &fitting[same..];
            }
            if !fitting.first().is_some_and(|(key, _)| key.starts_with(buffer.as_str())) {
                return longest;
            }
            let Some(next) = joined(text, at) else { return longest };
            buffer.push(' ');
            let Some(end) = next_word(text, next, buffer) else { return longest };
            at = end;
        }
    }
}

/// The wording as it is compared: words in lower case without accents, one space between two.
pub(crate) fn key(wording: &str) -> Box<str> {
    let mut key = String::with_capacity(wording.len());
    for letter in wording.chars() {
        if letter.is_alphanumeric() {
            fold(letter, &mut key);
        } else if !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    key.trim_end().into()
}

/// Appends the word at byte `start` to `buffer` and says where it ends; `None` where no word begins there.
fn next_word(text: &str, start: usize, buffer: &mut String) -> Option<usize> {
    let mut end = start;
    for letter in text.get(start..)?.chars() {
        if !letter.is_alphanumeric() {
            break;
        }
        fold(letter, buffer);
        end += letter.len_utf8();
    }
    (end > start).then_some(end)
}

/// The byte at which the next word of the same wording may begin: after at most three marks that join words.
fn joined(text: &str, end: usize) -> Option<usize> {
    let mut at = end;
    for letter in text.get(end..)?.chars().take(3) {
        match letter {
            ' ' | '\u{a0}' | '-' | '\u{2010}' | '\u{2011}' | '\u{2013}' | '\'' | '\u{2019}' | '\u{2018}' | '.' | '/' | '`'
            | '\n' | '&' | '(' => {
                at += letter.len_utf8();
            }
            _ => break,
        }
    }
    (at > end).then_some(at)
}

fn fold(letter: char, into: &mut String) {
    if letter.is_ascii() {
        into.push(letter.to_ascii_lowercase());
        return;
    }
    let plain = match letter {
        'à'..='å' | 'À'..='Å' | 'ā' | 'Ā' | 'ă' | 'ą' => 'a',
        'ç' | 'Ç' | 'č' | 'Č' | 'ć' | 'Ć' => 'c',
        'è'..='ë' | 'È'..='Ë' | 'ē' | 'Ē' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'Ì'..='Ï' | 'ī' | 'Ī' | 'İ' | 'ı' => 'i',
        'ñ' | 'Ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' | 'ō' | 'Ō' => 'o',
        'ù'..='ü' | 'Ù'..='Ü' | 'ū' | 'Ū' => 'u',
        'ý' | 'ÿ' | 'Ý' => 'y',
        'š' | 'Š' | 'ş' | 'Ş' | 'ș' | 'ś' => 's',
        'ž' | 'Ž' | 'ź' | 'ż' => 'z',
        'ğ' | 'Ğ' => 'g',
        'đ' | 'Đ' => 'd',
        'ł' | 'Ł' => 'l',
        'ḥ' | 'Ḥ' => 'h',
        other => {
            into.extend(other.to_lowercase());
            return;
        }
    };
    into.push(plain);
}

/// The first eight bytes of a word, as one number.
fn packed(word: &str) -> u64 {
    word.bytes().take(8).fold(1, |packed, byte| packed << 7 ^ u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest(text: &str) -> Option<(usize, Vec<u8>)> {
        let table = Wordings::new([
            ("Islamic State", 1),
            ("Islamic State in Iraq", 2),
            ("Islamic Jihad", 3),
            ("al-Qaeda", 4),
            ("Élysée", 5),
            ("Islamic Jihad", 6),
            ("Front (Left)", 7),
        ]);
        let (end, values) = table.longest(text, 0, &mut String::new())?;
        Some((end, values.iter().map(|(_, value)| *value).collect()))
    }

    #[test]
    fn the_longest_wording_wins() {
        assert_eq!(longest("Islamic State in Iraq fell"), Some((21, vec![2])));
        assert_eq!(longest("Islamic State in Idlib"), Some((13, vec![1])));
        assert_eq!(longest("ISLAMIC JIHAD's men"), Some((13, vec![3, 6])));
    }

    #[test]
    fn joins_and_accents_do_not_matter() {
        assert_eq!(longest("al Qaeda"), Some((8, vec![4])));
        assert_eq!(longest("Al‑Qaeda"), Some((10, vec![4])));
        assert_eq!(longest("Elysee"), Some((6, vec![5])));
        assert_eq!(longest("Front (Left) said"), Some((12, vec![7])));
        assert_eq!(longest("Front-Left"), Some((10, vec![7])));
    }

    #[test]
    fn part_of_a_word_is_not_a_wording() {
        assert_eq!(longest("Islamic Stateless"), None);
        assert_eq!(longest("al-Qaedas"), None);
        assert_eq!(longest(""), None);
    }
}
