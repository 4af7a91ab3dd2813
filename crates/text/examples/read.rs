//! Prints how the text on standard input is read: each paragraph's part, each sentence's tokens, the header, the quotations.
//!
//! `cargo run -p dateline-text --example read < report.txt`

#![allow(clippy::print_stdout, reason = "an example prints what it read")]

use std::io::Read;

use dateline_text::Document;

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let document = Document::read(&text);
    for paragraph in document.paragraphs() {
        println!("{:?}", paragraph.part);
        for sentence in &document.sentences()[paragraph.sentences.clone()] {
            let words: Vec<&str> = sentence.tokens.clone().map(|token| document.word(token)).collect();
            println!("    {:?}: {}", sentence.part, words.join(" "));
        }
    }
    for quotation in document.quotations() {
        let words = document.slice(quotation.range);
        println!("quotation, depth {}{}: {words}", quotation.depth, if quotation.continues { ", goes on" } else { "" });
    }
    let header = document.header();
    let words = |range| document.slice(range);
    println!("dateline place {:?}", header.dateline.as_ref().and_then(|dateline| dateline.place).map(words));
    println!("dateline date {:?}", header.dateline.as_ref().and_then(|dateline| dateline.date).map(words));
    println!("byline {:?}", header.byline.map(words));
    println!("wire {:?}", header.wire_origin.map(words));
    Ok(())
}
