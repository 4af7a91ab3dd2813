//! `cargo xtask train`: trains the syntax weights and measures them.
//!
//! In: the treebanks of the data folder beside the repository. Out: `crates/syntax/weights/english.bin`, and its marks on what it was not
//! trained on. The same data give the same weights: the order of sentences comes from a fixed seed.

mod conllu;
mod evaluate;
mod invented;
mod names;
mod parser;
mod perceptron;
mod tagger;

use std::path::{Path, PathBuf};

use conllu::Sentence;
use dateline_syntax::training::{Names, Parser, Tagger, Vocabulary};
use dateline_syntax::{Entity, Model};

/// How many invented sentences join the treebanks' twenty thousand.
const INVENTED: usize = 2000;

/// Rows of the table of steps: two to the power of this.
const STEP_BITS: u32 = 20;

const WEIGHTS: &str = "crates/syntax/weights/english.bin";

pub fn run(arguments: &[String]) -> Result<(), String> {
    let data = PathBuf::from(std::env::var("DATELINE_DATA").unwrap_or_else(|_| "../shared/data".to_owned()));
    let option = |name: &str| arguments.iter().any(|argument| argument == name);
    let number = |name: &str, default: usize| {
        let value = arguments.iter().position(|argument| argument == name).and_then(|at| arguments.get(at + 1));
        value.and_then(|value| value.parse().ok()).unwrap_or(default)
    };
    let dev = conllu::read(&text(&data.join("ud/ewt-dev.conllu"))?);
    let pud = conllu::read(&text(&data.join("ud/pud-test.conllu"))?);
    if option("--names") {
        let bytes = std::fs::read(WEIGHTS).map_err(|error| format!("cannot read {WEIGHTS}: {error}"))?;
        let mut model = Model::read(&bytes).map_err(|error| error.to_string())?;
        let named = names::read(&data)?;
        let gum = with_names(&treebanks(&data)?);
        model.names = finder(named.train, gum, invented::sentences(INVENTED)?, &model.vocabulary, &model.tagger);
        std::fs::write(WEIGHTS, model.write()).map_err(|error| format!("cannot write {WEIGHTS}: {error}"))?;
        names::evaluate("WikiGold, last fifth", &model, &named.wikigold);
        names::evaluate("re3d, every fifth document", &model, &named.re3d);
        return Ok(());
    }
    if !option("--check") {
        let model = train(&data, number("--tagger-rounds", 8), number("--parser-rounds", 14), &dev)?;
        std::fs::write(WEIGHTS, model.write()).map_err(|error| format!("cannot write {WEIGHTS}: {error}"))?;
    }
    let bytes = std::fs::read(WEIGHTS).map_err(|error| format!("cannot read {WEIGHTS}: {error}"))?;
    let model = Model::read(&bytes).map_err(|error| error.to_string())?;
    println!("{WEIGHTS}: {} bytes", bytes.len());
    if option("--errors") {
        for sentences in [&dev, &pud] {
            evaluate::errors(&model, sentences);
        }
        return Ok(());
    }
    if option("--lemmas") {
        evaluate::lemmas("training part", &treebanks(&data)?, 200);
    }
    evaluate::lemmas("ewt-dev", &dev, 0);
    for (name, sentences) in [("ewt-dev", &dev), ("pud-test", &pud)] {
        evaluate::gold_words(name, &model, sentences);
        evaluate::own_words(name, &model, sentences);
    }
    evaluate::gold_words("ewt-dev in capitals", &model, &recased(&dev, str::to_uppercase));
    evaluate::gold_words("ewt-dev in lower case", &model, &recased(&dev, str::to_lowercase));
    let named = names::read(&data)?;
    names::evaluate("WikiGold, last fifth", &model, &named.wikigold);
    names::evaluate("WikiGold, last fifth, in capitals", &model, &recased(&named.wikigold, str::to_uppercase));
    names::evaluate("re3d, every fifth document", &model, &named.re3d);
    evaluate::speed(&model, &pud);
    Ok(())
}

fn train(data: &Path, tagger_rounds: usize, parser_rounds: usize, dev: &[Sentence]) -> Result<Model, String> {
    let mut sentences = treebanks(data)?;
    let natural = sentences.len();
    let named = names::read(data)?;
    let invented = invented::sentences(INVENTED)?;
    let gum: Vec<Sentence> =
        sentences.iter().filter(|sentence| sentence.words.iter().any(|word| word.entity != Entity::None)).cloned().collect();
    sentences.extend(invented.clone());
    let words: usize = sentences.iter().map(|sentence| sentence.words.len()).sum();
    println!("{natural} sentences, {words} words");
    let mut random = Random(0x5eed);
    let mut copies = Vec::new();
    for sentence in &sentences {
        match random.below(10) {
            0 => copies.push(recase(sentence, str::to_uppercase)),
            1 => copies.push(recase(sentence, str::to_lowercase)),
            2 => copies.push(recase(sentence, titled)),
            _ => {}
        }
    }
    sentences.extend(copies);

    let vocabulary = tagger::vocabulary(&sentences[..natural]);
    println!("tagger");
    let table = tagger::train(&sentences, &vocabulary, tagger_rounds, |_| true).table(16, 3);
    let tagger = Tagger { table };
    // The parser learns on tags as wrong as they will be: each tenth is tagged by a tagger trained on the rest.
    let tags = tagger::crossed(&sentences, &vocabulary, 5, tagger_rounds.min(5));
    let finder = finder(named.train, gum, invented, &vocabulary, &tagger);
    println!("parser");
    let (steps, relations) = parser::train(&sentences, &tags, &vocabulary, &tagger, parser_rounds, dev);
    let parser = Parser { steps: steps.table(STEP_BITS, 2), relations: relations.table(16, 2) };
    Ok(Model::new(vocabulary, tagger, parser, finder))
}

/// GUM is the treebank with mentions; EWT has none, so its silence says nothing.
fn with_names(sentences: &[Sentence]) -> Vec<Sentence> {
    sentences.iter().filter(|sentence| sentence.words.iter().any(|word| word.entity != Entity::None)).cloned().collect()
}

fn finder(
    mut named: Vec<Sentence>,
    gum: Vec<Sentence>,
    invented: Vec<Sentence>,
    vocabulary: &Vocabulary,
    tagger: &Tagger,
) -> Names {
    named.extend(gum);
    named.extend(invented);
    println!("names: {} sentences", named.len());
    Names { table: names::train(&named, vocabulary, tagger, 10).table(17, 2) }
}

fn treebanks(data: &Path) -> Result<Vec<Sentence>, String> {
    let mut sentences = Vec::new();
    for folder in ["ud/ewt", "ud/gum"] {
        for file in files(&data.join(folder))? {
            sentences.extend(conllu::read(&text(&file)?));
        }
    }
    Ok(sentences)
}

fn recased(sentences: &[Sentence], case: fn(&str) -> String) -> Vec<Sentence> {
    sentences.iter().map(|sentence| recase(sentence, case)).collect()
}

fn recase(sentence: &Sentence, case: impl Fn(&str) -> String) -> Sentence {
    let mut sentence = sentence.clone();
    for word in &mut sentence.words {
        word.form = case(&word.form);
    }
    sentence
}

/// As in a headline: every word of four letters and more has a capital.
fn titled(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if word.len() > 3 => first.to_uppercase().chain(letters).collect(),
        _ => word.to_owned(),
    }
}

/// SplitMix64, for orders that are the same each time.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut hash = self.0;
        hash = (hash ^ hash >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        hash = (hash ^ hash >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((hash ^ hash >> 31) % limit as u64) as usize
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "conllu"));
    files.sort();
    Ok(files)
}

fn text(file: &Path) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))
}
