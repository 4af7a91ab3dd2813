//! Answers: the decisions of several people as answers to the same questions, to measure how far they agree.
//!
//! In: decisions in the order they were made, blind ones included. Out: items × coders, for `incidents::agreement`. Merges, splits and notes
//! answer no question that another coder was asked in the same words, and are left out.

use std::collections::{BTreeMap, BTreeSet};

use dateline_incidents::{Agreement, agreement};

use crate::decisions::undone;
use crate::wire::v1::Decision;

/// What was asked: about which claim or incident, and what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Question {
    /// The claim or incident, by id.
    pub target: String,
    /// `verdict`, `grade`, or the cell that was corrected: `counts.0`.
    pub about: String,
}

/// Who answered what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// The items, sorted.
    pub questions: Vec<Question>,
    /// The coders, sorted.
    pub coders: Vec<String>,
    /// A row an item, a place a coder: `accept` or `reject`, a grade, a cell's value; `None` where the coder did not answer.
    pub given: Vec<Vec<Option<String>>>,
}

impl Answers {
    /// How far the coders agree on all questions together.
    pub fn agreement(&self) -> Agreement {
        self.agreement_where(|_| true)
    }

    /// How far they agree on some of the questions: on those about grades, say.
    pub fn agreement_where(&self, which: impl Fn(&Question) -> bool) -> Agreement {
        let rows = self.questions.iter().zip(&self.given).filter(|(question, _)| which(question));
        let rows: Vec<Vec<Option<&str>>> = rows.map(|(_, row)| row.iter().map(Option::as_deref).collect()).collect();
        agreement(&rows)
    }
}

/// What each coder answered last; a decision that was undone is no answer.
pub fn answers(decisions: &[Decision]) -> Answers {
    let undone = undone(decisions);
    let mut given: BTreeMap<Question, BTreeMap<&str, &str>> = BTreeMap::new();
    for decision in decisions.iter().filter(|decision| !undone.contains(decision.id.as_str())) {
        let Some((about, answer)) = answer(decision) else { continue };
        let question = Question { target: decision.target.clone(), about: about.to_owned() };
        given.entry(question).or_default().insert(&decision.who, answer);
    }
    let coders: BTreeSet<&str> = given.values().flat_map(|by_coder| by_coder.keys().copied()).collect();
    let row =
        |by_coder: &BTreeMap<&str, &str>| coders.iter().map(|who| by_coder.get(who).map(|told| (*told).to_owned())).collect();
    Answers {
        given: given.values().map(row).collect(),
        coders: coders.iter().map(|who| (*who).to_owned()).collect(),
        questions: given.into_keys().collect(),
    }
}

/// The question that a decision answers, and its answer.
fn answer(decision: &Decision) -> Option<(&str, &str)> {
    match &*decision.action {
        "accept" | "reject" => Some(("verdict", &decision.action)),
        "grade" => Some(("grade", decision.value.as_deref()?)),
        "correct" => Some((decision.cell.as_deref()?, decision.value.as_deref()?.trim())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(number: usize, who: &str, action: &'static str, target: &str) -> Decision {
        Decision {
            id: format!("d{number}"),
            who: who.to_owned(),
            action: action.into(),
            target: target.to_owned(),
            ..Default::default()
        }
    }

    fn valued(decision: Decision, cell: Option<&str>, value: &str) -> Decision {
        Decision { cell: cell.map(str::to_owned), value: Some(value.to_owned()), ..decision }
    }

    fn blind(decision: Decision) -> Decision {
        Decision { blind: true, ..decision }
    }

    /// "target about: answer answer", `-` where there is none.
    fn lines(answers: &Answers) -> Vec<String> {
        let told = |row: &[Option<String>]| row.iter().map(|told| told.as_deref().unwrap_or("-")).collect::<Vec<_>>().join(" ");
        let rows = answers.questions.iter().zip(&answers.given);
        rows.map(|(question, row)| format!("{} {}: {}", question.target, question.about, told(row))).collect()
    }

    #[test]
    fn each_question_is_an_item_and_each_person_a_coder_blind_or_not() {
        let decisions = [
            made(1, "Wren", "accept", "c1"),
            blind(made(2, "Finch", "reject", "c1")),
            valued(made(3, "Finch", "grade", "i1"), None, "fair"),
            valued(blind(made(4, "Wren", "correct", "c1")), Some("counts.0"), "12 "),
            valued(blind(made(5, "Finch", "correct", "c1")), Some("counts.0"), "12"),
            valued(blind(made(6, "Finch", "correct", "c1")), Some("place"), "Tyre, LBN"),
            made(7, "Heron", "note", "c1"),
            made(8, "Heron", "merge", "i1"),
        ];
        let answers = answers(&decisions);
        assert_eq!(answers.coders, ["Finch", "Wren"]);
        assert_eq!(
            lines(&answers),
            ["c1 counts.0: 12 12", "c1 place: Tyre, LBN -", "c1 verdict: reject accept", "i1 grade: fair -"]
        );
        let agreement = answers.agreement();
        assert_eq!((agreement.items, agreement.coders, agreement.percent), (2, 2, Some(0.5)));
        let verdicts = answers.agreement_where(|question| question.about == "verdict");
        assert_eq!((verdicts.items, verdicts.percent), (1, Some(0.0)));
    }

    #[test]
    fn a_later_answer_takes_the_place_of_an_earlier_one() {
        let decisions = [made(1, "Wren", "accept", "c1"), made(2, "Wren", "reject", "c1")];
        assert_eq!(lines(&answers(&decisions)), ["c1 verdict: reject"]);
    }

    #[test]
    fn an_answer_that_was_undone_is_none_and_the_one_before_it_stands() {
        let mut decisions = vec![
            made(1, "Wren", "accept", "c1"),
            blind(made(2, "Wren", "reject", "c1")),
            blind(made(3, "Wren", "undo", "d2")),
            made(4, "Finch", "accept", "c2"),
            made(5, "Finch", "undo", "d4"),
        ];
        assert_eq!(lines(&answers(&decisions)), ["c1 verdict: accept"]);
        decisions.push(made(6, "Finch", "undo", "d5"));
        assert_eq!(lines(&answers(&decisions)), ["c1 verdict: - accept", "c2 verdict: accept -"]);
    }

    #[test]
    fn no_decisions_are_no_answers() {
        assert_eq!(answers(&[]), Answers::default());
    }
}
