//! Agreement: how far coders who answered the same questions gave the same answers.
//!
//! In: answers, a row an item and a place a coder, `None` where a coder did not answer. Out: [`Agreement`]. Answers are names, none nearer to
//! another than to a third. Knows nothing of what was asked, and of no threshold above which agreement is good.

use std::collections::BTreeMap;

/// How far coders agree. A measure that the answers do not define is `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Agreement {
    /// Items that two coders or more answered: no others can be agreed on.
    pub items: usize,
    /// Coders who answered any item at all.
    pub coders: usize,
    /// Of all pairs of answers to one item, the share that are the same.
    pub percent: Option<f64>,
    /// Cohen's κ, over the items that both answered; for exactly two coders. `None` where chance alone would have them always agree.
    pub kappa: Option<f64>,
    /// Krippendorff's α for names, any number of coders, answers missing or not. `None` where only one answer was ever given.
    pub alpha: Option<f64>,
}

/// How far the coders of `answers`, items × coders, agree.
pub fn agreement<'a>(answers: &[Vec<Option<&'a str>>]) -> Agreement {
    let most = answers.iter().map(Vec::len).max().unwrap_or(0);
    let answered = |coder: usize| answers.iter().any(|item| item.get(coder).is_some_and(Option::is_some));
    let coders: Vec<usize> = (0..most).filter(|&coder| answered(coder)).collect();
    let told: Vec<Vec<&str>> = answers.iter().map(|item| item.iter().copied().flatten().collect()).collect();
    let pairable: Vec<&[&str]> = told.iter().map(Vec::as_slice).filter(|item| item.len() > 1).collect();
    let kappa = match coders[..] {
        [a, b] => {
            let both = |item: &Vec<Option<&'a str>>| Some((item.get(a).copied()??, item.get(b).copied()??));
            kappa(&answers.iter().filter_map(both).collect::<Vec<_>>())
        }
        _ => None,
    };
    Agreement { items: pairable.len(), coders: coders.len(), percent: percent(&pairable), kappa, alpha: alpha(&pairable) }
}

/// How often each answer was given.
fn times<'a>(answers: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut times = BTreeMap::new();
    for answer in answers {
        *times.entry(answer).or_default() += 1;
    }
    times
}

fn percent(items: &[&[&str]]) -> Option<f64> {
    let same: usize =
        items.iter().flat_map(|item| times(item.iter().copied()).into_values()).map(|times| times * (times - 1)).sum();
    let pairs: usize = items.iter().map(|item| item.len() * (item.len() - 1)).sum();
    (pairs > 0).then(|| same as f64 / pairs as f64)
}

/// Cohen 1960: (observed − expected) / (1 − expected), each coder's own habits being what is expected.
fn kappa(pairs: &[(&str, &str)]) -> Option<f64> {
    let items = pairs.len();
    let same = pairs.iter().filter(|(a, b)| a == b).count();
    let (of_a, of_b) = (times(pairs.iter().map(|(a, _)| *a)), times(pairs.iter().map(|(_, b)| *b)));
    // Whole numbers until the last step: what chance gives is counted over all items × items pairs of answers.
    let by_chance: usize = of_a.iter().map(|(answer, times)| times * of_b.get(answer).copied().unwrap_or(0)).sum();
    let all = items * items;
    (by_chance < all).then(|| ((same * items) as f64 - by_chance as f64) / (all - by_chance) as f64)
}

/// Krippendorff 2011, nominal metric: 1 − observed / expected disagreement, over the answers that can be paired.
fn alpha(items: &[&[&str]]) -> Option<f64> {
    let given = times(items.iter().flat_map(|item| item.iter().copied()));
    let answers: usize = given.values().sum();
    let apart: usize = given.values().map(|times| times * (answers - times)).sum();
    if apart == 0 {
        return None;
    }
    let observed = |item: &&[&str]| {
        let apart: usize = times(item.iter().copied()).into_values().map(|times| times * (item.len() - times)).sum();
        apart as f64 / (item.len() - 1) as f64
    };
    let observed: f64 = items.iter().map(observed).sum();
    Some(1.0 - (answers - 1) as f64 * observed / apart as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A string a coder, a letter an item, "." where it was not answered.
    fn coded(coders: &[&'static str]) -> Agreement {
        let items = coders.iter().map(|coder| coder.len()).max().unwrap_or(0);
        let answer = |coder: &'static str, item: usize| coder.get(item..=item).filter(|answer| *answer != ".");
        let answers: Vec<Vec<Option<&str>>> =
            (0..items).map(|item| coders.iter().map(|coder| answer(coder, item)).collect()).collect();
        agreement(&answers)
    }

    fn near(measured: Option<f64>, expected: f64) {
        assert!(measured.is_some_and(|measured| (measured - expected).abs() < 0.0005), "{measured:?}, expected {expected}");
    }

    #[test]
    fn krippendorffs_four_coders_with_answers_missing() {
        // Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", C: α = 0.743. The twelfth item has one answer.
        let agreement = coded(&["123321412...", "1233224125.3", ".3332342251.", "12332441251."]);
        near(agreement.alpha, 0.743);
        assert_eq!((agreement.items, agreement.coders, agreement.kappa), (11, 4, None));
        // By hand: three coders at items 1 and 10, two at item 11, four at the eight between; items 2 and 8 have 3 of 6 pairs, item 6 none.
        near(agreement.percent, (3 + 3 + 6 + 6 + 6 + 6 + 3 + 6 + 3 + 1) as f64 / (3 + 6 * 8 + 3 + 1) as f64);
    }

    #[test]
    fn krippendorffs_two_coders_of_two_answers_and_of_five() {
        // The same paper, A: 4 items of 10 apart, 14 noughts and 6 ones: 1 − 19·4/(14·6) = 0.095.
        let two = coded(&["0100000010", "1110010000"]);
        near(two.alpha, 0.095);
        near(two.percent, 0.6);
        near(two.kappa, (0.6 - 0.56) / 0.44);
        // B: α = 0.692.
        let five = coded(&["aabbdcccedda", "babbbccceddd"]);
        near(five.alpha, 0.692);
    }

    #[test]
    fn cohens_kappa_of_a_table_of_fifty() {
        // Both yes 20, only the first 5, only the second 10, both no 15: observed 0.7, expected 0.5, κ = 0.4.
        let first = "y".repeat(25) + &"n".repeat(25);
        let second = "y".repeat(20) + &"n".repeat(5) + &"y".repeat(10) + &"n".repeat(15);
        let agreement = coded(&[first.leak(), second.leak()]);
        near(agreement.kappa, 0.4);
        near(agreement.percent, 0.7);
    }

    #[test]
    fn who_agrees_on_everything_agrees_by_every_measure() {
        let agreement = coded(&["abab", "abab"]);
        assert_eq!((agreement.percent, agreement.kappa, agreement.alpha), (Some(1.0), Some(1.0), Some(1.0)));
    }

    #[test]
    fn who_never_agrees_is_below_chance() {
        let agreement = coded(&["abab", "baba"]);
        assert_eq!((agreement.percent, agreement.kappa), (Some(0.0), Some(-1.0)));
        near(agreement.alpha, -0.75); // 1 − 7·8/(4·4·2)
    }

    #[test]
    fn where_one_answer_alone_was_given_chance_explains_all_and_nothing_is_measured() {
        let agreement = coded(&["aaaa", "aaaa"]);
        assert_eq!(agreement, Agreement { items: 4, coders: 2, percent: Some(1.0), kappa: None, alpha: None });
    }

    #[test]
    fn one_item_is_agreed_on_or_not() {
        assert_eq!(coded(&["a", "a"]), Agreement { items: 1, coders: 2, percent: Some(1.0), kappa: None, alpha: None });
        let apart = coded(&["a", "b"]);
        assert_eq!((apart.percent, apart.kappa, apart.alpha), (Some(0.0), Some(0.0), Some(0.0)));
    }

    #[test]
    fn coders_who_answered_nothing_in_common_are_not_compared() {
        assert_eq!(coded(&["ab..", "..ab"]), Agreement { items: 0, coders: 2, percent: None, kappa: None, alpha: None });
    }

    #[test]
    fn a_coder_without_answers_is_no_coder() {
        assert_eq!(coded(&["abab", "....", "abba"]), coded(&["abab", "abba"]));
        assert_eq!(coded(&["abab", "...."]), Agreement { coders: 1, ..Agreement::default() });
        assert_eq!(agreement(&[]), Agreement::default());
        assert_eq!(agreement(&[vec![], vec![None]]), Agreement::default());
    }

    #[test]
    fn rows_of_different_lengths_lack_the_answers_at_their_ends() {
        let ragged = [vec![Some("a"), Some("a")], vec![Some("b")], vec![Some("b"), Some("b")]];
        assert_eq!(agreement(&ragged), coded(&["abb", "a.b"]));
    }
}
