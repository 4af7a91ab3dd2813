//! The parses corpus: who does what to whom, as the tree has it.
//!
//! Each verb is printed as `verb(subject, object)`, or `passive verb(subject, by agent)`, with `-` for a place left open and `not` before what
//! is denied; each noun that another hangs from by a preposition as `noun preposition noun`; all in text order.

use std::path::Path;

use dateline_syntax::{Model, Parse, Relation, Upos};
use dateline_text::Document;

fn main() {
    let arguments = libtest_mimic::Arguments::from_args();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/parses.corpus");
    libtest_mimic::run(&arguments, dateline_testkit::corpus(&corpus, read)).exit();
}

fn read(words: &str) -> Vec<String> {
    let document = Document::read(words);
    let parse = Model::embedded().parse(&document);
    (0..document.tokens().len()).filter_map(|token| print(&document, &parse, token)).collect()
}

fn print(document: &Document, parse: &Parse, token: usize) -> Option<String> {
    let word = |token: Option<usize>| token.map_or("-", |token| document.word(token));
    let node = parse.node(token);
    match (node.upos, node.relation) {
        (Upos::Verb, Relation::Case | Relation::Amod | Relation::Compound) => None,
        (Upos::Verb, _) => {
            let not = if parse.negation(token).is_some() { "not " } else { "" };
            let (verb, subject) = (document.word(token), word(parse.subject(token)));
            Some(match (parse.is_passive(token), parse.agent(token)) {
                (true, Some(agent)) => format!("{not}passive {verb}({subject}, by {})", document.word(agent)),
                (true, None) => format!("{not}passive {verb}({subject})"),
                (false, _) => format!("{not}{verb}({subject}, {})", word(parse.object(token))),
            })
        }
        // "at least" hangs from its number as a noun would.
        (_, Relation::Nmod) if node.head.is_some_and(|head| parse.node(head).upos != Upos::Num) => {
            let case = parse.case(token)?;
            Some(format!("{} {} {}", word(node.head), document.word(case), document.word(token)))
        }
        _ => None,
    }
}
