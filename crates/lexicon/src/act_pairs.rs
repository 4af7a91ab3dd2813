//! Pairs: a verb and what it takes, which name an act only together: "lift" and "curfew", "pull out of" and "talks".
//!
//! In: `act_objects.csv`, classes of nouns, and `act_pairs.csv`, verbs and their nominal forms with nouns or classes of nouns. Out:
//! [`ActPairs`]. A pair that would name two acts is an error of the tables.

use std::collections::BTreeMap;

use crate::acts::Acts;
use crate::table::{TableError, field, rows};

/// The nouns a verb takes, each with the act the two name.
type Takes = BTreeMap<String, BTreeMap<String, &'static str>>;

/// Every pair.
#[derive(Debug, Default)]
pub struct ActPairs {
    classes: BTreeMap<String, Vec<String>>,
    verbs: Takes,
    nouns: Takes,
}

impl ActPairs {
    /// Reads the tables.
    pub fn read(objects: &str, pairs: &str, acts: &Acts) -> Result<ActPairs, TableError> {
        let mut table = ActPairs::default();
        for (_, record) in rows("act_objects.csv", objects)? {
            table.classes.insert(field(&record, 0).to_owned(), list(field(&record, 1)));
        }
        const TABLE: &str = "act_pairs.csv";
        for (row, record) in rows(TABLE, pairs)? {
            let wrong = |problem: String| TableError { table: TABLE, row, problem };
            let act = acts.act(field(&record, 0)).ok_or_else(|| wrong("no such act".to_owned()))?.slug;
            let cell = field(&record, 3);
            let objects = match table.classes.get(cell.trim_matches(['<', '>'])).filter(|_| cell.starts_with('<')) {
                Some(class) => class.clone(),
                None if cell.starts_with('<') => return Err(wrong(format!("no such class of nouns as {cell}"))),
                None => list(cell),
            };
            for (takes, words) in [(&mut table.verbs, field(&record, 1)), (&mut table.nouns, field(&record, 2))] {
                for word in list(words) {
                    let known = takes.entry(word.clone()).or_default();
                    for object in &objects {
                        if known.insert(object.clone(), act).is_some_and(|other| other != act) {
                            return Err(wrong(format!("{word:?} with {object:?} names another act already")));
                        }
                    }
                }
            }
        }
        Ok(table)
    }

    /// Whether a noun is of a class: "accord" of "treaty".
    pub fn is(&self, noun: &str, class: &str) -> bool {
        self.classes.get(class).is_some_and(|nouns| nouns.iter().any(|known| known == noun))
    }

    /// The act that a verb ("lift", "pull out of") names with what it takes.
    pub fn of_verb(&self, verb: &str, object: &str) -> Option<&'static str> {
        self.verbs.get(verb)?.get(object).copied()
    }

    /// The act that a noun for what was done ("lifting", "withdrawal from") names with what it was done to.
    pub fn of_noun(&self, noun: &str, object: &str) -> Option<&'static str> {
        self.nouns.get(noun)?.get(object).copied()
    }

    /// Whether any pair has this verb, or this noun, alone or with a particle or a preposition after it.
    pub fn begins(&self, word: &str) -> bool {
        let begins = |takes: &Takes| {
            let with_more = format!("{word} ");
            takes.contains_key(word)
                || takes.range(with_more.clone()..).next().is_some_and(|(key, _)| key.starts_with(&with_more))
        };
        begins(&self.verbs) || begins(&self.nouns)
    }
}

fn list(cell: &str) -> Vec<String> {
    cell.split('|').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn acts() -> Acts {
        let acts = "slug,definition,plover,plover_mode,plover_ahead,acled_event,acled_sub_event,armed,source\n\
                    concession,Eased.,CONCEDE,,,Strategic developments,Other,no,ours\n\
                    sanction,Cut.,SANCTION,,,Strategic developments,Other,no,ours\n";
        Acts::read(acts, "lemma,pos,act,strength,source\n", "lemma,pos,measure,side,act,source\n", "word,class,act,source\n")
            .expect("the table is whole")
    }

    #[test]
    fn a_verb_takes_each_noun_of_a_class() {
        let pairs = "act,verbs,nouns,objects,source\nconcession,ease|lift,easing,<restriction>,ours\n";
        let pairs = ActPairs::read("class,nouns,source\nrestriction,ban|curfew,ours\n", pairs, &acts()).expect("a table");
        assert_eq!(pairs.of_verb("lift", "curfew"), Some("concession"));
        assert_eq!(pairs.of_noun("easing", "ban"), Some("concession"));
        assert_eq!((pairs.of_verb("lift", "tie"), pairs.of_noun("lift", "ban")), (None, None));
    }

    #[test]
    fn a_verb_may_have_a_particle() {
        let pairs = "act,verbs,nouns,objects,source\nsanction,pull out of,,talk,ours\n";
        let pairs = ActPairs::read("class,nouns,source\n", pairs, &acts()).expect("a table");
        assert_eq!((pairs.begins("pull"), pairs.begins("pul"), pairs.begins("push")), (true, false, false));
    }

    #[test]
    fn one_pair_is_one_act() {
        let pairs = "act,verbs,nouns,objects,source\nsanction,cut,,tie,ours\nconcession,cut,,tie,ours\n";
        let error = ActPairs::read("class,nouns,source\n", pairs, &acts()).err().map(|error| error.row);
        assert_eq!(error, Some(3));
    }
}
