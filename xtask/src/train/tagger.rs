//! Trains the tagger, and tags its own training data as it would data it had not seen.

use std::collections::BTreeMap;

use dateline_syntax::Xpos;
use dateline_syntax::training::{TAG_WIDTH, Tagger, Vocabulary, Word, XPOS, spelling, tag_features, words};

use super::Random;
use super::conllu::Sentence;
use super::perceptron::Perceptron;

/// The words seen twice and more, each with its commonest tag and, where that is not nearly always it, the next.
pub fn vocabulary(sentences: &[Sentence]) -> Vocabulary {
    let mut seen: BTreeMap<u32, BTreeMap<usize, usize>> = BTreeMap::new();
    for word in sentences.iter().flat_map(|sentence| &sentence.words) {
        *seen.entry(spelling(&word.form)).or_default().entry(Xpos::named(&word.xpos) as usize).or_default() += 1;
    }
    let mut words = Vec::new();
    for (hash, tags) in seen {
        let total: usize = tags.values().sum();
        let mut tags: Vec<(usize, usize)> = tags.into_iter().map(|(tag, count)| (count, tag)).collect();
        tags.sort_by_key(|&(count, tag)| (std::cmp::Reverse(count), tag));
        if total < 2 {
            continue;
        }
        let second = tags.get(1).filter(|(count, _)| count * 20 >= total).map_or(0, |(_, tag)| tag + 1);
        words.push((hash, ((tags[0].1 + 1) * 40 + second) as u16));
    }
    Vocabulary::new(&words)
}

pub fn seen(sentence: &Sentence, vocabulary: &Vocabulary) -> Vec<Word> {
    let mut seen = Vec::new();
    words(sentence.words.iter().map(|word| word.form.as_str()), vocabulary, &mut seen);
    seen
}

/// A tagger trained on the sentences whose number `takes` accepts.
pub fn train(
    sentences: &[Sentence],
    vocabulary: &Vocabulary,
    rounds: usize,
    takes: impl Fn(usize) -> bool,
) -> Perceptron<TAG_WIDTH> {
    let mut model = Perceptron::new();
    let mut order: Vec<usize> = (0..sentences.len()).filter(|&index| takes(index)).collect();
    let mut random = Random(1);
    for round in 0..rounds {
        random.shuffle(&mut order);
        let (mut right, mut total) = (0, 0);
        for &index in &order {
            let sentence = &sentences[index];
            let words = seen(sentence, vocabulary);
            let mut tags: Vec<Xpos> = Vec::with_capacity(words.len());
            for at in 0..words.len() {
                let gold = Xpos::named(&sentence.words[at].xpos) as usize;
                let features = tag_features(&words, at, &tags);
                let scores = model.score(&features);
                let guess = (1..XPOS.len()).fold(0, |best, tag| if scores[tag] > scores[best] { tag } else { best });
                if guess != gold {
                    model.update(&features, gold, guess);
                }
                right += usize::from(guess == gold);
                total += 1;
                tags.push(XPOS[guess].0);
            }
        }
        println!("    round {}: {:.2} % right on the way", round + 1, 100.0 * right as f64 / total.max(1) as f64);
    }
    model
}

/// The tags of every sentence, by a tagger that has not seen it.
pub fn crossed(sentences: &[Sentence], vocabulary: &Vocabulary, folds: usize, rounds: usize) -> Vec<Vec<Xpos>> {
    let mut tags = vec![Vec::new(); sentences.len()];
    // A recased copy of a sentence must fall into the same fold as it: folds go by the words.
    let fold = |sentence: &Sentence| {
        let hash = sentence.words.iter().fold(7u32, |hash, word| hash.wrapping_mul(31).wrapping_add(spelling(&word.form)));
        (hash >> 8) as usize % folds
    };
    let place: Vec<usize> = sentences.iter().map(fold).collect();
    for fold in 0..folds {
        let tagger = Tagger { table: train(sentences, vocabulary, rounds, |index| place[index] != fold).table(16, 3) };
        for (index, sentence) in sentences.iter().enumerate().filter(|&(index, _)| place[index] == fold) {
            tagger.tag(&seen(sentence, vocabulary), &mut tags[index]);
        }
    }
    tags
}
