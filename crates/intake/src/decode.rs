//! From bytes to characters: byte order mark, what was declared, what the bytes themselves are.
//!
//! Bytes that are UTF-8 and hold more than ASCII are UTF-8 whatever is declared: a page in another charset is hardly ever valid UTF-8 by
//! chance, and pages saved again by a browser keep a declaration that is no longer true.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// Text and how it was made.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The characters, without a byte order mark.
    pub text: String,
    /// Where bytes stood for no character, or the charset was guessed.
    pub warning: Option<String>,
}

/// The characters of `bytes`: `declared` is the charset of the transport, else a page's own declaration is looked for.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[mark..], false);
    }
    let valid = std::str::from_utf8(bytes).ok();
    if let Some(text) = valid.filter(|text| !text.is_ascii()) {
        return Decoded { text: text.to_owned(), warning: None };
    }
    let label = |label: &str| Encoding::for_label(label.as_bytes());
    // A declaration that can be read as ASCII is not in UTF-16, so it means UTF-8.
    let own = || label(&own_declaration(bytes)?).map(|encoding| if encoding.is_ascii_compatible() { encoding } else { UTF_8 });
    if let Some(encoding) = declared.and_then(label).or_else(own).filter(|encoding| *encoding != UTF_8 || valid.is_some()) {
        return with(encoding, bytes, false);
    }
    if let Some(text) = valid {
        return Decoded { text: text.to_owned(), warning: None };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    with(detector.guess(None, Utf8Detection::Deny), bytes, true)
}

fn with(encoding: &'static Encoding, bytes: &[u8], guessed: bool) -> Decoded {
    let (text, faults) = encoding.decode_without_bom_handling(bytes);
    let name = encoding.name();
    let warning = match (guessed, faults) {
        (_, true) => Some(format!("charset: some bytes are not {name}; U+FFFD stands for them")),
        (true, false) => Some(format!("charset: {name} was guessed, none is declared")),
        (false, false) => None,
    };
    Decoded { text: text.into_owned(), warning }
}

/// The charset that a page or an XML document declares for itself at its beginning.
fn own_declaration(bytes: &[u8]) -> Option<String> {
    const WITHIN: usize = 4096;
    let start = start(&bytes[..bytes.len().min(WITHIN)]).to_ascii_lowercase();
    let mut rest = start.as_str();
    while let Some(at) = rest.find("charset").map(|at| at + 7).or_else(|| rest.find("encoding").map(|at| at + 8)) {
        rest = &rest[at..];
        let Some(value) = rest.trim_start().strip_prefix('=') else { continue };
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        let name: String = value.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c)).collect();
        if !name.is_empty() {
            return Some(name);
        }
    }
    None
}

/// A beginning as far as it can be read: ASCII, with something else for every other byte.
pub fn start(bytes: &[u8]) -> String {
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned(),
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// The charset of a content type.
pub fn charset(content_type: &str) -> Option<&str> {
    let parameters = content_type.split(';').skip(1);
    let charset = parameters
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    charset.map(|(_, value)| value.trim().trim_matches(['"', '\'']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], declared: Option<&str>) -> String {
        decode(bytes, declared).text
    }

    #[test]
    fn what_is_declared_holds_where_the_bytes_allow_it() {
        let cyrillic = b"\xd3\xe4\xe0\xf0 \xef\xee \xe3\xee\xf0\xee\xe4\xf3";
        assert_eq!(text(cyrillic, Some("windows-1251")), "Удар по городу");
        let page = [b"<meta charset=\"windows-1251\"><p>".as_slice(), cyrillic].concat();
        assert!(text(&page, None).ends_with("Удар по городу"));
        let page = [b"<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>".as_slice(), cyrillic].concat();
        assert!(text(&page, None).ends_with("Удар по городу"));
        let page = [b"<?xml version='1.0' encoding='windows-1251'?>".as_slice(), cyrillic].concat();
        assert!(text(&page, None).ends_with("Удар по городу"));
        assert_eq!(text("Удар".as_bytes(), Some("windows-1251")), "Удар", "valid UTF-8 is UTF-8");
    }

    #[test]
    fn a_byte_order_mark_comes_first() {
        assert_eq!(text(b"\xef\xbb\xbfTyr", Some("windows-1251")), "Tyr");
        assert_eq!(text(b"\xff\xfeT\0y\0r\0", None), "Tyr");
        assert_eq!(text(b"\xfe\xff\0T\0y\0r", None), "Tyr");
    }

    #[test]
    fn a_guess_and_a_fault_are_said() {
        let latin = decode(b"Les morts \xe0 Tyr, d'apr\xe8s les autorit\xe9s", None);
        assert_eq!(latin.text, "Les morts à Tyr, d'après les autorités");
        assert!(latin.warning.unwrap().contains("was guessed"));
        assert!(decode(b"a \x81\xff b", Some("shift_jis")).warning.unwrap().contains("U+FFFD"));
    }

    #[test]
    fn a_content_type_names_its_charset() {
        assert_eq!(charset("text/html; Charset=\"utf-8\""), Some("utf-8"));
        assert_eq!(charset("text/html"), None);
    }
}
