//! How fast a document is read: bytes a second on one core.
//!
//! On a report of ten paragraphs, invented, in three shapes: from the web, wrapped in capitals as the wires sent it, and one line
//! without a break. Each run checks that the sentences are those that are there.

#![allow(missing_docs, reason = "a bench")]

use dateline_text::{Document, Part};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

const PARAGRAPH: &str = "Two air strikes hit the Al-Nasr neighbourhood on Friday, killing at least 12 people, including \
    three children, Lt. Col. A. Hale of the U.S.-led coalition's command said. “We heard the jets at 6:30 a.m., and then \
    the house wasn't there,” a resident said. The army, which has shelled the town since Sept. 23, denied it had fired.";
const SENTENCES: usize = 3;
const PARAGRAPHS: usize = 2_000;

fn main() {
    divan::main();
}

fn read(bencher: Bencher, text: &str) {
    bencher.counter(BytesCount::of_str(text)).bench(|| {
        let document = Document::read(black_box(text));
        let body = document.sentences().iter().filter(|sentence| sentence.part == Part::Body).count();
        assert_eq!(body, SENTENCES * PARAGRAPHS);
        document
    });
}

#[divan::bench]
fn web(bencher: Bencher) {
    read(bencher, &vec![PARAGRAPH; PARAGRAPHS].join("\n\n"));
}

#[divan::bench]
fn wrapped(bencher: Bencher) {
    let mut text = String::new();
    for _ in 0..PARAGRAPHS {
        let mut width = 0;
        for word in PARAGRAPH.split_whitespace() {
            width += word.len() + 1;
            if width > 66 {
                text.push('\n');
                width = word.len() + 1;
            }
            text.push_str(&word.to_uppercase());
            text.push(' ');
        }
        text.push_str("\n\n");
    }
    read(bencher, &text);
}

#[divan::bench]
fn one_line(bencher: Bencher) {
    read(bencher, &vec![PARAGRAPH; PARAGRAPHS].join(" "));
}
