//! What holds of any text whatever.

#![allow(missing_docs, reason = "a test")]

use dateline_text::{Document, TextRange};
use proptest::prelude::*;

/// Text as reports have it, broken in the ways reports are: marks, stops, line breaks, tags, odd characters.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        4 => "[a-z]{1,8} ",
        2 => "[A-Z][a-z]{0,6} ",
        1 => "[A-Z]{1,9}[ ,.:]",
        1 => "[0-9]{1,4}[ ,.:/-]",
        3 => prop::sample::select(vec![
            ". ", "? ", "!", "...", "…", "\"", "'", "“", "”", "‘", "’", "``", "''", "«", "»", "(", ")", "[", "]", "-", " -- ", "—", "–",
            "\n", "\n\n", "\r\n", "\r", "\u{2028}", "\u{2029}", "\t", "\u{0}", "\u{feff}", "\u{200b}", "\u{200f}", "\u{202b}", "\u{ad}",
            "\u{301}", "U.S. ", "Lt. ", "No. ", "Sept. 27", "6 DEC 89", "(Reuters) - ", "(AP)", "BEIRUT", ", ", "By ", "Posted: ",
            "Read more: ", "Photo: ", "/AFP", "Getty Images", "FILE - ", "[TEXT]", "[REPORT]", "www.", ".com", "://", "@", "#", "$", "%",
            "n't", "'s", "’s", "İ", "ß", "ﬁ", "é", "عربي", "؟ ", "۔ ", "नमस्ते", "👩‍👩‍👧", "𝔸", "中文。",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

/// Whether nothing can be seen of `letter`; a mark of no width may stand inside a word or not.
fn unseen(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Each range on character boundaries, none empty, none before the last one's end.
fn in_order(document: &Document, ranges: impl Iterator<Item = TextRange>) {
    let mut last = 0;
    for range in ranges {
        assert!(last <= range.start() && !range.is_empty(), "{range:?} after {last}");
        assert!(document.span(range).is_some(), "{range:?} cuts a character");
        last = range.end();
    }
}

/// Every character of `whole` outside the `parts` is unseen.
fn covered(document: &Document, whole: TextRange, parts: impl Iterator<Item = TextRange>) {
    let mut here = whole.start();
    for part in parts {
        assert!(whole.contains(part));
        assert!(document.slice(TextRange::new(here, part.start())).chars().all(unseen));
        here = part.end();
    }
    assert!(document.slice(TextRange::new(here, whole.end())).chars().all(unseen));
}

fn holds(text: &str) {
    let document = Document::read(text);
    assert_eq!(document.text(), text);
    in_order(&document, document.paragraphs().iter().map(|paragraph| paragraph.range));
    in_order(&document, document.sentences().iter().map(|sentence| sentence.range));
    in_order(&document, document.tokens().iter().map(|token| token.range));
    covered(&document, TextRange::new(0, text.len()), document.paragraphs().iter().map(|paragraph| paragraph.range));

    let mut sentences = 0;
    for (index, paragraph) in document.paragraphs().iter().enumerate() {
        assert_eq!(paragraph.sentences.start, sentences);
        sentences = paragraph.sentences.end;
        let own = &document.sentences()[paragraph.sentences.clone()];
        assert!(own.iter().all(|sentence| sentence.paragraph == index));
        covered(&document, paragraph.range, own.iter().map(|sentence| sentence.range));
    }
    assert_eq!(sentences, document.sentences().len());

    let mut tokens = 0;
    for sentence in document.sentences() {
        assert_eq!(sentence.tokens.start, tokens);
        assert!(sentence.tokens.end > tokens, "a sentence without a token");
        tokens = sentence.tokens.end;
        covered(&document, sentence.range, document.tokens()[sentence.tokens.clone()].iter().map(|token| token.range));
    }
    assert_eq!(tokens, document.tokens().len());

    for pair in document.quotations().windows(2) {
        let [first, second] = [pair[0].range, pair[1].range];
        assert!(first.start() <= second.start());
        assert!(first.contains(second) || first.end() <= second.start(), "{first:?} and {second:?} cross");
    }
    for quotation in document.quotations() {
        assert!(document.span(quotation.range).is_some() && !quotation.range.is_empty());
        let around =
            document.quotations().iter().filter(|other| other.range != quotation.range && other.range.contains(quotation.range));
        assert_eq!(usize::from(quotation.depth), around.count());
        let inside = document.paragraphs().iter().any(|paragraph| paragraph.range.contains(quotation.range));
        assert!(inside, "a quotation leaves its paragraph");
    }

    let header = document.header();
    let dateline = header.dateline.iter().flat_map(|dateline| [Some(dateline.range), dateline.place, dateline.date]).flatten();
    for range in dateline.chain(header.byline).chain(header.wire_origin) {
        assert!(document.span(range).is_some() && !range.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_parts_of_a_report_fit_together(text in text()) {
        holds(&text);
    }

    #[test]
    fn the_parts_of_any_string_fit_together(text in any::<String>()) {
        holds(&text);
    }
}

/// Shapes that a careless reader would take a time over that grows with the square of their length.
#[test]
fn long_shapes_are_read_in_good_time() {
    let shapes = [
        "a",
        ".",
        "'",
        "\"",
        "“",
        "‘",
        "(",
        "[",
        "-",
        "—",
        "1-",
        "a.",
        "a-",
        "a'",
        "@",
        "a@",
        "x/",
        "1,234,",
        "www.",
        "U.S. ",
        "((. ",
        "\n",
        "\r",
        "a\n",
        " ",
        "\u{200f}",
        "a\u{200d}",
        "\"a ",
        "'a ",
        "‘a ",
        "’s ",
        "Mr. ",
        "BEIRUT ",
        "(Reuters) ",
        "[TEXT] ",
        "Posted: ",
        "1. ",
        "\u{0}",
        "é",
        "文。",
        "a b c d e f g h i j.",
        "A. ",
        "…",
        "?\"",
        "com.com.",
        "a.b@c-",
        "aa.Aaa",
    ];
    for shape in shapes {
        let text = shape.repeat(400_000 / shape.len());
        let document = Document::read(&text);
        let tokens = document.tokens();
        assert!(tokens.windows(2).all(|pair| pair[0].range.end() <= pair[1].range.start()), "{shape:?}");
    }
}

#[test]
fn a_line_of_five_megabytes_is_read() {
    let text = "The strike on the U.S.-led base killed 1,200 people, Lt. Hale said. ".repeat(75_000);
    let document = Document::read(&text);
    assert_eq!(document.sentences().len(), 75_000);
}
