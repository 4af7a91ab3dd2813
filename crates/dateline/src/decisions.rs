//! Decisions: what reviewers ruled, replayed over the machine's coding.
//!
//! In: decisions in the order they were made. Out: those in force, and what they come to: [`Rulings`] for the joining, and records with
//! corrected cells. Nothing is overwritten: without its decisions a record is what the machine coded, and taking a decision back gives
//! the same bytes as never having made it. A blind decision is one coder's answer, for measuring agreement; it is never in force.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::conclude::Rulings;
use crate::correct;
use crate::slugs::FromSlug;
use crate::wire::v1::{Decision, Record};

/// The decisions that hold: not blind, and not taken back by a later one that itself holds.
pub fn in_force(decisions: &[Decision]) -> Vec<&Decision> {
    let undone = taken_back(decisions.iter().filter(|decision| !decision.blind));
    decisions
        .iter()
        .filter(|decision| !decision.blind && !undone.contains(decision.id.as_str()) && decision.action != "undo")
        .collect()
}

/// The ids of the decisions that a later one takes back, blind ones included; a decision whose undoing is undone is not among them.
pub fn undone(decisions: &[Decision]) -> BTreeSet<&str> {
    taken_back(decisions.iter())
}

fn taken_back<'a>(decisions: impl DoubleEndedIterator<Item = &'a Decision>) -> BTreeSet<&'a str> {
    let mut undone: BTreeSet<&str> = BTreeSet::new();
    for decision in decisions.rev() {
        if decision.action == "undo" && !undone.contains(decision.id.as_str()) {
            undone.insert(&decision.target);
        }
    }
    undone
}

/// What decisions in force come to, for the joining of happenings. A later decision about the same claims weighs more than an earlier one.
pub fn rulings(in_force: &[&Decision]) -> Rulings {
    let mut rulings = Rulings::default();
    for decision in in_force {
        match &*decision.action {
            "reject" => rulings.rejected.extend(decision.claims.iter().cloned()),
            "accept" => {
                rulings.rejected.retain(|claim| !decision.claims.contains(claim));
                let seen: BTreeSet<String> = decision.claims.iter().cloned().collect();
                if decision.target.starts_with('i') {
                    rulings.accepted.extend(decision.claims.iter().map(|claim| (claim.clone(), seen.clone())));
                }
            }
            "merge" => {
                for pair in pairs(decision) {
                    rulings.parted.remove(&pair);
                    rulings.joined.insert(pair);
                }
            }
            "split" => {
                for pair in pairs(decision) {
                    rulings.joined.remove(&pair);
                    rulings.parted.insert(pair);
                }
            }
            "grade" => {
                let grade = decision.value.clone().unwrap_or_default();
                rulings.grades.extend(decision.claims.iter().map(|claim| (claim.clone(), grade.clone())));
            }
            _ => {}
        }
    }
    rulings
}

/// Each of the claims ruled on with each of the others, the lesser id first.
fn pairs(decision: &Decision) -> impl Iterator<Item = (String, String)> {
    let pair = |a: &String, b: &String| if a < b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) };
    decision.claims.iter().flat_map(move |a| decision.others.iter().map(move |b| pair(a, b)))
}

/// The record with what reviewers corrected in its claims; as it stands where they corrected nothing.
pub fn corrected<'a>(record: &'a Record, in_force: &[&Decision]) -> Cow<'a, Record> {
    let held: BTreeMap<&str, usize> = record.claims.iter().enumerate().map(|(index, claim)| (claim.id.as_str(), index)).collect();
    let mut record = Cow::Borrowed(record);
    for decision in in_force {
        match &*decision.action {
            "correct" => {
                let Some(&index) = held.get(decision.target.as_str()) else { continue };
                let (Some(cell), Some(value)) = (&decision.cell, &decision.value) else { continue };
                let mut claim = record.claims[index].clone();
                if correct::correct(&mut claim, cell, value, &format!("decision-{}", decision.id)).is_ok() {
                    record.to_mut().claims[index] = claim;
                }
            }
            "split" => part_episodes(&mut record, &held, decision),
            _ => {}
        }
    }
    record
}

/// Where a report tells as one happening what a reviewer parted, the claims parted from the others get happenings of their own.
fn part_episodes(record: &mut Cow<'_, Record>, held: &BTreeMap<&str, usize>, decision: &Decision) {
    let indices = |claims: &[String]| claims.iter().filter_map(|claim| held.get(claim.as_str()).copied()).collect::<Vec<_>>();
    let stay: BTreeSet<usize> = indices(&decision.others).into_iter().map(|index| record.claims[index].episode).collect();
    let mut next = record.claims.iter().map(|claim| claim.episode + 1).max().unwrap_or(0);
    let mut renamed: BTreeMap<usize, usize> = BTreeMap::new();
    for index in indices(&decision.claims) {
        let episode = record.claims[index].episode;
        if stay.contains(&episode) {
            let episode = *renamed.entry(episode).or_insert_with(|| {
                next += 1;
                next - 1
            });
            record.to_mut().claims[index].episode = episode;
        }
    }
}

/// Whether the codebook has such a grade.
pub fn is_grade(slug: &str) -> bool {
    dateline_incidents::Grade::from_slug(slug).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(id: &str, action: &'static str, target: &str) -> Decision {
        Decision { id: id.to_owned(), action: action.into(), target: target.to_owned(), ..Decision::default() }
    }

    #[test]
    fn an_undone_undo_puts_the_first_decision_back_in_force() {
        let made = decision("d1", "reject", "c1");
        let undone = decision("d2", "undo", "d1");
        let again = decision("d3", "undo", "d2");
        let ids = |decisions: &[Decision]| in_force(decisions).iter().map(|decision| decision.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(std::slice::from_ref(&made)), ["d1"]);
        assert!(ids(&[made.clone(), undone.clone()]).is_empty());
        assert_eq!(ids(&[made, undone, again]), ["d1"]);
    }

    #[test]
    fn a_blind_decision_is_never_in_force() {
        let blind = Decision { blind: true, ..decision("d1", "reject", "c1") };
        assert!(in_force(&[blind]).is_empty());
        let undo = Decision { blind: true, ..decision("d2", "undo", "d1") };
        assert_eq!(in_force(&[decision("d1", "reject", "c1"), undo]).len(), 1);
    }

    #[test]
    fn the_later_of_merge_and_split_holds() {
        let of =
            |id, action| Decision { claims: vec!["c1".to_owned()], others: vec!["c2".to_owned()], ..decision(id, action, "i1") };
        let (merge, split) = (of("d1", "merge"), of("d2", "split"));
        let later = rulings(&[&merge, &split]);
        assert!(later.joined.is_empty() && later.parted.len() == 1);
        let later = rulings(&[&split, &merge]);
        assert!(later.parted.is_empty() && later.joined.len() == 1);
    }

    #[test]
    fn splitting_one_reports_happening_gives_the_claims_parted_one_of_their_own() {
        let claim = |id: &str, episode| crate::wire::v1::Claim { id: id.to_owned(), episode, ..Default::default() };
        let record =
            Record { claims: vec![claim("c1", 0), claim("c2", 0), claim("c3", 1)], ..crate::wire::v1::Record::default() };
        let split = Decision {
            claims: vec!["c2".to_owned(), "c3".to_owned()],
            others: vec!["c1".to_owned()],
            ..decision("d1", "split", "i1")
        };
        let parted = corrected(&record, &[&split]);
        assert_eq!(parted.claims.iter().map(|claim| claim.episode).collect::<Vec<_>>(), [0, 2, 1]);
    }
}
