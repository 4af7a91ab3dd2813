//! Copies: which texts are one, shortened, lightly edited or with a paragraph put in.
//!
//! Three measures, over pairs of texts, precision and recall of the engine's witnesses (two texts are copies where they have the same):
//!
//! - `real`: pairs of different texts of the Gun Violence Archive. Two of one incident are copies where of the shorter's sentences (six words or more,
//!   letters and digits only, none that stands in a report of another incident) at least three, and three fifths, stand word for word in
//!   the other; they are not where at most a fifth does; what lies between, and pairs with fewer than three such sentences, are not
//!   scored. Two of different incidents are copies only where nearly all (nine tenths) stands in both, sentences of other reports counted too.
//! - `made`: copies made here from the longer texts of the archive: the first 40 to 70 % of the sentences, every twelfth word changed, a paragraph of another text
//!   put in, or two of these. Each is paired with its source.
//! - `form`: for its precision: beside those copies, stories made from the same form: every place, day and number of the text another, or every name
//!   too. None is a copy.
//!
//! What is made depends on the texts' ids alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dateline::incidents::{Policy, Sketch, witnesses};
use dateline::text::Document;

use crate::evaluation::{map, share};
use crate::gva_incidents::together as gva;
use crate::made::{Change, change};
use crate::together::is_in;
use crate::{Error, Figure, Half, MeasureResult, Together};

/// One text and what is known of it.
struct Text {
    id: String,
    /// The incident it is of, or the text it is made from.
    of: String,
    text: String,
}

/// A pair of texts, by index, and whether they are copies.
type Pair = (usize, usize, bool);

pub fn together(path: &Path) -> Result<Together, Error> {
    let mut texts: Vec<Text> = Vec::new();
    let mut seen = BTreeSet::new();
    for report in gva(path)?.reports {
        let of = report.id.rsplit_once('-').map_or("", |(_, incident)| incident).to_owned();
        if seen.insert(report.text.clone()) && !report.text.trim().is_empty() {
            texts.push(Text { id: report.id, of, text: report.text });
        }
    }
    let judge = move |_: &[dateline::Report], _: &[dateline::Reading], threads: usize| {
        let real = real_pairs(&texts);
        let (made, kinds) = made_texts(&texts);
        let all: Vec<&Text> = texts.iter().chain(&made).collect();
        let sketches: Vec<Sketch> = map(&all, threads, |text| Sketch::of(&Document::read(&text.text), None));
        let found = |texts: &[usize]| {
            let sketches: Vec<Sketch> = texts.iter().map(|&index| sketches[index].clone()).collect();
            let witnesses = witnesses(&sketches, &Policy::default());
            texts.iter().copied().zip(witnesses).collect::<BTreeMap<_, _>>()
        };
        let originals = found(&(0..texts.len()).collect::<Vec<_>>());
        let with_made = found(&(0..all.len()).collect::<Vec<_>>());
        let source: BTreeMap<&str, usize> = texts.iter().enumerate().map(|(index, text)| (text.id.as_str(), index)).collect();
        let pairs = |wanted: &dyn Fn(Change) -> bool| {
            let pairs = made.iter().zip(&kinds).enumerate().filter(|(_, (_, kind))| wanted(**kind));
            pairs.map(|(at, (text, kind))| (source[text.of.as_str()], texts.len() + at, kind.is_copy())).collect::<Vec<Pair>>()
        };
        let copied = |found: &BTreeMap<usize, dateline::text::DocId>, pair: &Pair| found[&pair.0] == found[&pair.1];
        let measure = |name, pairs: &[Pair], found: &BTreeMap<usize, dateline::text::DocId>| {
            measure(name, &all, pairs, |pair| copied(found, pair), &texts, &kinds)
        };
        vec![
            measure("real", &real, &originals),
            measure("made", &pairs(&|kind| kind.is_copy()), &with_made),
            measure("form", &pairs(&|_| true), &with_made),
        ]
    };
    Ok(Together { reports: Vec::new(), judge: Box::new(judge) })
}

fn measure(
    name: &'static str,
    all: &[&Text],
    pairs: &[Pair],
    found: impl Fn(&Pair) -> bool,
    texts: &[Text],
    kinds: &[Change],
) -> MeasureResult {
    let figure = |half: Option<Half>| {
        let (mut hits, mut extra, mut missed) = (0, 0, 0);
        for pair in pairs.iter().filter(|pair| is_in(half, &all[pair.0].of)) {
            match (pair.2, found(pair)) {
                (true, true) => hits += 1,
                (true, false) => missed += 1,
                (false, true) => extra += 1,
                (false, false) => {}
            }
        }
        Figure {
            of: hits + missed,
            value: share(2 * hits, 2 * hits + extra + missed),
            precision: Some(share(hits, hits + extra)),
            recall: Some(share(hits, hits + missed)),
        }
    };
    let wrong = pairs.iter().filter(|pair| pair.2 != found(pair));
    let error = |pair: &Pair| {
        let kind = pair.1.checked_sub(texts.len()).map_or("as printed", |made| kinds[made].slug());
        let side = if pair.2 { "missed" } else { "false" };
        (all[pair.0].id.clone(), Half::of(&all[pair.0].of), format!("{side} {kind}: with {}", all[pair.1].id))
    };
    let errors = wrong.map(error).collect();
    MeasureResult { name, all: figure(None), even: figure(Some(Half::Even)), odd: figure(Some(Half::Odd)), errors }
}

/// Sentences of at least six words, as letters and digits.
fn sentences(text: &str) -> BTreeSet<String> {
    let plain = |sentence: &str| {
        let words =
            sentence.split_whitespace().map(|word| word.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>());
        let words: Vec<String> = words.filter(|word| !word.is_empty()).map(|word| word.to_lowercase()).collect();
        (words.len() >= 6).then(|| words.join(" "))
    };
    text.split(['.', '?', '!', '\n']).filter_map(plain).collect()
}

/// The pairs of different texts whose answer is known (see above).
fn real_pairs(texts: &[Text]) -> Vec<Pair> {
    let sentences: Vec<BTreeSet<String>> = texts.iter().map(|text| sentences(&text.text)).collect();
    let mut incidents: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, (text, own)) in texts.iter().zip(&sentences).enumerate() {
        for sentence in own {
            incidents.entry(sentence).or_default().insert(&text.of);
            holders.entry(sentence).or_default().push(index);
        }
    }
    let own: Vec<BTreeSet<&str>> = sentences
        .iter()
        .map(|sentences| sentences.iter().map(String::as_str).filter(|sentence| incidents[sentence].len() == 1).collect())
        .collect();
    let mut pairs: BTreeMap<(usize, usize), bool> = BTreeMap::new();
    for (a, text) in texts.iter().enumerate() {
        for (b, other) in texts.iter().enumerate().skip(a + 1).filter(|(_, other)| other.of == text.of) {
            let _ = other;
            let shorter = own[a].len().min(own[b].len());
            let shared = own[a].intersection(&own[b]).count();
            if shorter >= 3 && shared * 5 >= shorter * 3 && shared >= 3 {
                pairs.insert((a, b), true);
            } else if shorter >= 3 && shared * 5 <= shorter {
                pairs.insert((a, b), false);
            }
        }
    }
    // Of different incidents: only pairs that share some sentence can be near each other; those that share nearly all are one page.
    for holders in holders.values().filter(|holders| (2..=60).contains(&holders.len())) {
        for (at, &a) in holders.iter().enumerate() {
            for &b in holders[at + 1..].iter().filter(|&&b| texts[a].of != texts[b].of) {
                let shorter = sentences[a].len().min(sentences[b].len());
                let shared = sentences[a].intersection(&sentences[b]).count();
                if shared * 10 < shorter * 5 {
                    pairs.insert((a, b), false);
                } else if shared * 10 >= shorter * 9 && shorter >= 3 {
                    pairs.insert((a, b), true);
                }
            }
        }
    }
    pairs.into_iter().map(|((a, b), copies)| (a, b, copies)).collect()
}

/// Four copies and two stories of the same form of every sixth text of a hundred words or more.
fn made_texts(texts: &[Text]) -> (Vec<Text>, Vec<Change>) {
    let long: Vec<&Text> = texts.iter().filter(|text| text.text.split_whitespace().count() >= 100).step_by(6).collect();
    let (mut made, mut kinds) = (Vec::new(), Vec::new());
    for (index, text) in long.iter().enumerate() {
        let other = long[(index + long.len() / 2) % long.len()];
        for kind in Change::ALL {
            made.push(Text {
                id: format!("{} {}", text.id, kind.slug()),
                of: text.id.clone(),
                text: change(&text.text, &other.text, kind, &text.id),
            });
            kinds.push(kind);
        }
    }
    (made, kinds)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Invented.
    fn texts(parts: &[(&str, &str)]) -> Vec<Text> {
        let text = |(index, (of, text)): (usize, &(&str, &str))| Text {
            id: index.to_string(),
            of: (*of).to_owned(),
            text: (*text).to_owned(),
        };
        parts.iter().enumerate().map(text).collect()
    }

    const A: &str = "The shop on the corner was hit at dawn. Nobody was there but the owner and his dog. He said that he heard two shots outside.";

    #[test]
    fn texts_of_one_incident_that_share_their_sentences_are_copies_and_those_that_share_none_are_not() {
        let other = "Police were called to a shop early this morning. The owner told them what he had heard. Officers found two cases on the road.";
        let longer = format!("{A} A neighbour called the police after the shots. They came within minutes of the call.");
        let found = real_pairs(&texts(&[("1", A), ("1", &longer), ("1", other)]));
        assert_eq!(found, [(0, 1, true), (0, 2, false), (1, 2, false)]);
    }

    #[test]
    fn a_sentence_of_two_incidents_is_furniture() {
        let line = "Sign up here to get the morning letter every day.";
        let (one, two) = (
            format!("{A} {line}"),
            format!(
                "{line} A bus was stopped on the bridge by three men. No one was hurt in it. The men ran to the river at once."
            ),
        );
        assert_eq!(real_pairs(&texts(&[("1", &one), ("2", &two)])), [(0, 1, false)]);
    }
}
