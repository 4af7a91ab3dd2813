//! Prints the labels of every token of the text on standard input.
//!
//! `echo "A strike on Tyre killed two." | cargo run --release -p dateline-syntax --example parse`

#![allow(clippy::print_stdout, reason = "an example prints what it read")]

use std::io::Read;

use dateline_syntax::{Model, lemma};
use dateline_text::Document;

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let document = Document::read(&text);
    let parse = Model::embedded().parse(&document);
    for sentence in document.sentences() {
        for token in sentence.tokens.clone() {
            let node = parse.node(token);
            let head = node.head.map_or("-", |head| document.word(head));
            let lemma = lemma(document.lower(token), node.upos);
            let word = document.word(token);
            println!(
                "{token:4} {word:20} {lemma:20} {:5} {:5} {:14} {head:20} {:?}",
                node.upos.name(),
                node.xpos.name(),
                node.relation.name(),
                node.entity
            );
        }
        println!();
    }
    Ok(())
}
