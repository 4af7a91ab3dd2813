//! Measures tokens and sentences against a CoNLL-U treebank on standard input.
//!
//! Each document of the treebank is put together again from its `# text` lines, with a blank line before every `# newpar`,
//! read, and compared: a token counts where both its ends agree, and so does a sentence.
//! `cargo run --release -p dateline-text --example treebank < ewt-dev.conllu`

#![allow(clippy::print_stdout, reason = "an example prints what it measured")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use dateline_text::Document;

fn main() -> std::io::Result<()> {
    let mut treebank = String::new();
    std::io::stdin().read_to_string(&mut treebank)?;
    let (mut tokens, mut sentences) = (Score::default(), Score::default());
    for gold in documents(&treebank) {
        let document = Document::read(&gold.text);
        let text = |&(start, end): &(usize, usize)| gold.text[start..end].to_owned();
        let read = document.tokens().iter().map(|token| (token.range.start(), token.range.end())).collect();
        tokens.add(&gold.tokens, &read, |range| {
            let end = gold.text[range.1..].find(char::is_whitespace).map_or(gold.text.len(), |at| at + range.1);
            let start = gold.text[..range.0].rfind(char::is_whitespace).map_or(0, |at| at + 1);
            format!("{}  in  {}", text(range), &gold.text[start..end])
        });
        let read = document.sentences().iter().map(|sentence| (sentence.range.start(), sentence.range.end())).collect();
        sentences.add(&gold.sentences, &read, text);
    }
    tokens.print("tokens");
    sentences.print("sentences");
    Ok(())
}

#[derive(Default)]
struct Gold {
    text: String,
    tokens: BTreeSet<(usize, usize)>,
    sentences: BTreeSet<(usize, usize)>,
}

fn documents(treebank: &str) -> Vec<Gold> {
    let mut documents = vec![Gold::default()];
    let mut paragraph = false;
    for block in treebank.split("\n\n") {
        let Some(text) = block.lines().find_map(|line| line.strip_prefix("# text = ")) else { continue };
        if block.contains("# newdoc") {
            documents.push(Gold::default());
        }
        paragraph |= block.contains("# newpar");
        let gold = documents.last_mut().expect("there is always one");
        if !gold.text.is_empty() {
            gold.text.push_str(if paragraph { "\n\n" } else { " " });
        }
        paragraph = false;
        let mut here = gold.text.len();
        gold.text.push_str(text);
        gold.sentences.insert((here, gold.text.len()));
        let mut whole = (0, 0); // The last word that stands for several, and where it ends.
        for line in block.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(id), Some(form)) = (columns.next(), columns.next()) else { continue };
            if let Some((_, last)) = id.split_once('-') {
                whole = (last.parse().unwrap_or(0), here);
                continue;
            }
            if id.contains('.') {
                continue;
            }
            let Some(offset) = gold.text[here..].find(form) else { continue };
            if id.parse::<usize>().is_ok_and(|id| id <= whole.0)
                && offset > 0
                && !gold.text[here..here + offset].trim().is_empty()
            {
                continue;
            }
            gold.tokens.insert((here + offset, here + offset + form.len()));
            here += offset + form.len();
        }
    }
    documents
}

#[derive(Default)]
struct Score {
    gold: usize,
    read: usize,
    same: usize,
    missed: BTreeMap<String, usize>,
    invented: BTreeMap<String, usize>,
}

impl Score {
    fn add(
        &mut self,
        gold: &BTreeSet<(usize, usize)>,
        read: &BTreeSet<(usize, usize)>,
        show: impl Fn(&(usize, usize)) -> String,
    ) {
        self.gold += gold.len();
        self.read += read.len();
        self.same += gold.intersection(read).count();
        for range in gold.difference(read) {
            *self.missed.entry(show(range)).or_default() += 1;
        }
        for range in read.difference(gold) {
            *self.invented.entry(show(range)).or_default() += 1;
        }
    }

    fn print(&self, name: &str) {
        let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        let (precision, recall) = (percent(self.same, self.read), percent(self.same, self.gold));
        let f1 = percent(2 * self.same, self.gold + self.read);
        println!("{name}: precision {precision:.2} recall {recall:.2} F1 {f1:.2} ({} gold, {} read)", self.gold, self.read);
        if std::env::args().any(|argument| argument == name) {
            for (kind, list) in [("missed", &self.missed), ("invented", &self.invented)] {
                let mut list: Vec<_> = list.iter().collect();
                list.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
                list.iter().take(150).for_each(|(words, count)| println!("  {kind} {count} {words}"));
            }
        }
    }
}
