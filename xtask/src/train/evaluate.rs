//! Measures a model on treebanks: with their own words, and from their text through our tokenizer.

use std::collections::BTreeMap;
use std::time::Instant;

use dateline_syntax::{Model, Node, Relation, Upos, Xpos};
use dateline_text::Document;

use super::conllu::Sentence;

#[derive(Default)]
struct Marks {
    words: usize,
    xpos: usize,
    upos: usize,
    heads: usize,
    labelled: usize,
}

impl Marks {
    fn add(&mut self, gold: &super::conllu::Word, node: Node, same_head: bool) {
        self.xpos += usize::from(node.xpos == Xpos::named(&gold.xpos));
        self.upos += usize::from(node.upos == Upos::named(&gold.upos));
        self.heads += usize::from(same_head);
        self.labelled += usize::from(same_head && node.relation == Relation::named(&gold.relation));
    }

    fn print(&self, name: &str, read: usize) {
        let f1 = |right: usize| 200.0 * right as f64 / (self.words + read).max(1) as f64;
        println!(
            "{name}: XPOS {:.2} UPOS {:.2} UAS {:.2} LAS {:.2} ({} words)",
            f1(self.xpos),
            f1(self.upos),
            f1(self.heads),
            f1(self.labelled),
            self.words
        );
    }
}

/// Marks on the treebank's own words; every word counts, punctuation too.
pub fn gold_words(name: &str, model: &Model, sentences: &[Sentence]) {
    let mut marks = Marks::default();
    for sentence in sentences {
        let words: Vec<&str> = sentence.words.iter().map(|word| word.form.as_str()).collect();
        for (gold, node) in sentence.words.iter().zip(model.parse_words(&words)) {
            marks.words += 1;
            marks.add(gold, node, node.head == gold.head);
        }
    }
    marks.print(&format!("{name}, gold words"), marks.words);
}

/// Marks from raw text: F1 over words whose bytes agree, a head right where its bytes agree (as in the CoNLL 2018 shared task).
pub fn own_words(name: &str, model: &Model, sentences: &[Sentence]) {
    let mut text = String::new();
    let mut gold = Vec::new(); // Start, end, word, head's start and end.
    for sentence in sentences {
        if !text.is_empty() {
            text.push_str(if sentence.paragraph { "\n\n" } else { " " });
        }
        let first = text.len();
        text.push_str(&sentence.text);
        let mut here = first;
        let mut ranges = Vec::new();
        for word in &sentence.words {
            // A word that its text does not have (the second half of "gonna") has no bytes.
            let found = text[here..].find(&word.form).filter(|&offset| text[here..here + offset].trim().is_empty());
            let start = found.map_or(here, |offset| here + offset);
            let end = found.map_or(here, |_| start + word.form.len());
            ranges.push((start, end));
            here = end;
        }
        for (word, &range) in sentence.words.iter().zip(&ranges) {
            gold.push((range, word, word.head.map(|head| ranges[head])));
        }
    }
    let document = Document::read(&text);
    let parse = model.parse(&document);
    let range = |token: usize| {
        let range = document.tokens()[token].range;
        (range.start(), range.end())
    };
    let mut marks = Marks { words: gold.len(), ..Marks::default() };
    let mut aligned = 0;
    let mut token = 0;
    for (bytes, word, head) in gold {
        while token < document.tokens().len() && range(token).0 < bytes.0 {
            token += 1;
        }
        if token < document.tokens().len() && range(token) == bytes {
            aligned += 1;
            let node = parse.node(token);
            marks.add(word, node, node.head.map(range) == head);
        }
    }
    let read = document.tokens().len();
    marks.print(&format!("{name}, own words"), read);
    println!("    words F1 {:.2}", 200.0 * aligned as f64 / (marks.words + read).max(1) as f64);
}

/// Words a second on one core, tokens to labels: the fastest of many passes, for the machine may have other work.
pub fn speed(model: &Model, sentences: &[Sentence]) {
    let text: Vec<&str> = sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    let document = Document::read(&text.join("\n\n"));
    let words = document.tokens().len();
    let seconds = (0..20).map(|_| {
        let start = Instant::now();
        assert_eq!(model.parse(&document).nodes().len(), words);
        start.elapsed().as_secs_f64()
    });
    println!("{:.0} words a second", words as f64 / seconds.fold(f64::INFINITY, f64::min));
}

/// The commonest wrong heads and relations, gold against read, of every second sentence: the others stay unseen.
pub fn errors(model: &Model, sentences: &[Sentence]) {
    let mut wrong: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for sentence in sentences.iter().step_by(2) {
        let words: Vec<&str> = sentence.words.iter().map(|word| word.form.as_str()).collect();
        let nodes = model.parse_words(&words);
        for (index, (gold, node)) in sentence.words.iter().zip(&nodes).enumerate() {
            if node.head == gold.head && node.relation == Relation::named(&gold.relation) {
                continue;
            }
            let head = |head: Option<usize>| head.map_or("root", |head| words[head]);
            let kind = format!(
                "{} -> {} {}",
                gold.relation,
                node.relation.name(),
                if node.head == gold.head { "same head" } else { "" }
            );
            let example = format!(
                "{} [{}] {}: {} not {}",
                words[..index].join(" "),
                words[index],
                words[index + 1..].join(" "),
                head(gold.head),
                head(node.head)
            );
            let entry = wrong.entry(kind).or_insert((0, example));
            entry.0 += 1;
        }
    }
    let mut wrong: Vec<_> = wrong.into_iter().collect();
    wrong.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    for (kind, (count, example)) in wrong.iter().take(40) {
        println!("{count:5} {kind}\n        {example}");
    }
}

/// How many lemmas of words with gold parts of speech are the treebank's; the commonest that are not.
pub fn lemmas(name: &str, sentences: &[Sentence], show: usize) {
    let (mut right, mut total) = (0, 0);
    let mut wrong: BTreeMap<String, usize> = BTreeMap::new();
    for word in sentences.iter().flat_map(|sentence| &sentence.words) {
        let upos = Upos::named(&word.upos);
        if !matches!(upos, Upos::Verb | Upos::Aux | Upos::Noun | Upos::Adj | Upos::Adv | Upos::Pron | Upos::Det | Upos::Part) {
            continue;
        }
        let lower = word.form.to_lowercase();
        let lemma = dateline_syntax::lemma(&lower, upos);
        total += 1;
        if lemma == word.lemma.to_lowercase() || lemma == word.lemma {
            right += 1;
        } else {
            *wrong.entry(format!("{lower} {} {} not {lemma}", word.upos, word.lemma)).or_default() += 1;
        }
    }
    println!(
        "{name}: lemmas {:.2} % of {total} words of the open and pronoun classes",
        100.0 * right as f64 / total.max(1) as f64
    );
    let mut wrong: Vec<_> = wrong.into_iter().collect();
    wrong.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    wrong.iter().take(show).for_each(|(words, count)| println!("{count:5} {words}"));
}
