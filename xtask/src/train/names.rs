//! Trains and measures the finder of names.
//!
//! In: GUM's mentions, WikiGold, WNUT 17's training part, re3d without its BBC part, and invented news. Every fifth document of re3d and
//! the last fifth of WikiGold are kept out, for measuring.

use std::collections::BTreeMap;
use std::path::Path;

use dateline_syntax::training::{ENTITY_CLASSES, ENTITY_WIDTH, Tagger, Vocabulary, class, entity_features, forbid};
use dateline_syntax::{Entity, Model};
use dateline_text::Document;

use super::conllu::{Sentence, Word};
use super::perceptron::Perceptron;
use super::tagger::seen;
use super::{Random, recase, text};

/// Sentences with names, to train on and to measure on.
pub struct Named {
    pub train: Vec<Sentence>,
    pub wikigold: Vec<Sentence>,
    pub re3d: Vec<Sentence>,
}

pub fn read(data: &Path) -> Result<Named, String> {
    let mut wikigold = columns(&text(&data.join("ner/wikigold/CONLL-format/data/wikigold.conll.txt"))?);
    let held = wikigold.split_off(wikigold.len() * 4 / 5);
    let mut train = wikigold;
    train.extend(columns(&text(&data.join("ner/WNUT17/CONLL-format/data/train/wnut17train.conll"))?));
    let mut re3d = Vec::new();
    for part in [
        "Australian Department of Foreign Affairs",
        "CENTCOM",
        "Delegation of the European Union to Syria",
        "UK Government",
        "US State Department",
        "Wikipedia",
    ] {
        for (index, document) in documents(&data.join("re3d").join(part))?.into_iter().enumerate() {
            if index % 5 == 0 { re3d.extend(document) } else { train.extend(document) }
        }
    }
    Ok(Named { train, wikigold: held, re3d })
}

fn kind(name: &str) -> Entity {
    match name {
        "PER" | "person" | "Person" => Entity::Person,
        "LOC" | "location" | "Location" => Entity::Place,
        "ORG" | "corporation" | "group" | "Organisation" => Entity::Organisation,
        _ => Entity::Other,
    }
}

/// A word and its label a line, a blank line between sentences.
fn columns(text: &str) -> Vec<Sentence> {
    let mut sentences = vec![Sentence::default()];
    let mut last = String::new();
    for line in text.lines() {
        let Some((form, label)) = line.trim().rsplit_once(char::is_whitespace) else {
            sentences.push(Sentence::default());
            last.clear();
            continue;
        };
        let (entity, begins) = match label.split_once('-') {
            Some((mark, name)) => (kind(name), mark == "B" || last != name),
            None => (Entity::None, false),
        };
        label.split_once('-').map_or("", |(_, name)| name).clone_into(&mut last);
        let sentence = sentences.last_mut().expect("there is always one");
        sentence.words.push(Word { form: form.to_owned(), entity, begins, ..Word::default() });
    }
    sentences.retain(|sentence| !sentence.words.is_empty());
    sentences
}

/// re3d: documents and their mentions, an object a line. A mention is cut down to its name: from its first capital to its last.
fn documents(folder: &Path) -> Result<Vec<Vec<Sentence>>, String> {
    let objects = |file: &str| -> Result<Vec<serde_json::Value>, String> {
        Ok(text(&folder.join(file))?.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
    };
    let mut mentions: BTreeMap<String, Vec<(usize, usize, Entity)>> = BTreeMap::new();
    for mention in objects("entities.json")? {
        let kind = match mention["type"].as_str() {
            Some("Nationality") => Entity::Other,
            Some(name @ ("Person" | "Location" | "Organisation")) => kind(name),
            _ => continue,
        };
        let (Some(begin), Some(end), Some(id)) =
            (mention["begin"].as_u64(), mention["end"].as_u64(), mention["documentId"].as_str())
        else {
            continue;
        };
        mentions.entry(id.to_owned()).or_default().push((begin as usize, end as usize, kind));
    }
    let mut all = Vec::new();
    for object in objects("documents.json")? {
        let (Some(id), Some(text)) = (object["_id"].as_str(), object["text"].as_str()) else { continue };
        let document = Document::read(text);
        let byte = |character: usize| text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte);
        let mut labels = vec![(Entity::None, false); document.tokens().len()];
        let mut mentions = mentions.remove(id).unwrap_or_default();
        mentions.sort_by_key(|&(begin, end, _)| std::cmp::Reverse(end - begin));
        for (begin, end, entity) in mentions {
            let tokens = document.tokens_in(dateline_text::TextRange::new(byte(begin), byte(end)));
            let capital = |&token: &usize| document.word(token).starts_with(char::is_uppercase);
            let (Some(first), Some(last)) = (tokens.clone().find(capital), tokens.rev().find(capital)) else { continue };
            if entity == Entity::Other && labels[first].0 != Entity::None {
                continue; // "Syrian" in "Syrian Democratic Forces"
            }
            (first..=last).for_each(|token| labels[token] = (entity, token == first));
        }
        let sentence = |sentence: &dateline_text::Sentence| Sentence {
            words: sentence
                .tokens
                .clone()
                .map(|token| Word {
                    form: document.word(token).to_owned(),
                    entity: labels[token].0,
                    begins: labels[token].1,
                    ..Word::default()
                })
                .collect(),
            ..Sentence::default()
        };
        all.push(document.sentences().iter().map(sentence).collect());
    }
    Ok(all)
}

pub fn train(sentences: &[Sentence], vocabulary: &Vocabulary, tagger: &Tagger, rounds: usize) -> Perceptron<ENTITY_WIDTH> {
    let mut model: Perceptron<ENTITY_WIDTH> = Perceptron::new();
    let mut random = Random(3);
    let mut examples: Vec<_> = sentences.to_vec();
    for sentence in sentences {
        match random.below(8) {
            0 => examples.push(recase(sentence, str::to_uppercase)),
            1 => examples.push(recase(sentence, str::to_lowercase)),
            _ => {}
        }
    }
    let mut tags = Vec::new();
    for _ in 0..rounds {
        random.shuffle(&mut examples);
        for sentence in &examples {
            let words = seen(sentence, vocabulary);
            tagger.tag(&words, &mut tags);
            let mut classes: Vec<u8> = Vec::with_capacity(words.len());
            for (index, word) in sentence.words.iter().enumerate() {
                // A name whose first word was missed may begin at its next.
                let goes_on =
                    classes.last().is_some_and(|&last| last == class(word.entity, true) || last == class(word.entity, false));
                let gold = usize::from(class(word.entity, word.begins || !goes_on));
                let features = entity_features(&words, &tags, index, &classes);
                let mut scores = model.score(&features);
                forbid(&mut scores, f32::MIN, classes.last().copied());
                let guess = (1..ENTITY_CLASSES).fold(0, |best, class| if scores[class] > scores[best] { class } else { best });
                if guess != gold {
                    model.update(&features, gold, guess);
                }
                classes.push(guess as u8);
            }
        }
    }
    model
}

/// Names whose words and kind are both right.
pub fn evaluate(name: &str, model: &Model, sentences: &[Sentence]) {
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new(); // Right, gold, read.
    for sentence in sentences {
        let words: Vec<&str> = sentence.words.iter().map(|word| word.form.as_str()).collect();
        let gold = spans(sentence.words.iter().map(|word| (word.entity, word.begins)));
        let read = spans(model.parse_words(&words).iter().map(|node| (node.entity, node.begins)));
        for (spans, place) in [(&gold, 1), (&read, 2)] {
            for span in spans {
                for kind in ["all", label(span.2)] {
                    counts.entry(kind).or_default()[place] += 1;
                    counts.entry(kind).or_default()[0] += usize::from(place == 2 && gold.contains(span));
                }
            }
        }
    }
    print!("{name}: names F1");
    for (kind, [right, gold, read]) in counts {
        print!(" {kind} {:.1}", 200.0 * right as f64 / (gold + read).max(1) as f64);
    }
    println!();
}

fn label(entity: Entity) -> &'static str {
    match entity {
        Entity::Person => "person",
        Entity::Place => "place",
        Entity::Organisation => "organisation",
        _ => "other",
    }
}

fn spans(labels: impl Iterator<Item = (Entity, bool)>) -> Vec<(usize, usize, Entity)> {
    let mut spans: Vec<(usize, usize, Entity)> = Vec::new();
    for (index, (entity, begins)) in labels.enumerate() {
        match spans.last_mut() {
            _ if entity == Entity::None => {}
            Some(last) if !begins && last.1 == index && last.2 == entity => last.1 = index + 1,
            _ => spans.push((index, index + 1, entity)),
        }
    }
    spans
}
