//! What reviewers rule, seen in what the ledger concludes. Written from the codebook: a decision changes what it rules on and nothing else,
//! and taking it back gives the bytes that stood before.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod common;

use std::sync::OnceLock;

use common::{ARMY, HOSPITAL, SIDON, TOTAL, concluded, empty, examples, ledger, lines, minute, prepared, report};
use dateline::wire::v1::{Claim, Incident};
use dateline_ledger::{Filter, Found, Ledger, Prepared, Ruling};
use proptest::prelude::*;

const TYRE: &str = "airstrike Tyre (9)..(12)..(12)";
const TYRE_BY_HOSPITAL: &str = "airstrike Tyre (12)..(12)..(12)";
const TYRE_BY_ARMY: &str = "airstrike Tyre (9)..(9)..(9)";
const SIDON_LINE: &str = "airstrike Sidon (2)..(2)..(2)";

fn decide(ledger: &mut Ledger, target: &str, ruling: Ruling) -> String {
    let decision = ledger.decide(target, &ruling, "Wren", "a test", false, minute(10)).unwrap();
    ledger.derive(|_, _| {}).unwrap();
    decision.id
}

fn refused(ledger: &mut Ledger, target: &str, ruling: Ruling) -> String {
    ledger.decide(target, &ruling, "Wren", "a test", false, minute(10)).unwrap_err().to_string()
}

fn incident(ledger: &Ledger, place: &str) -> Incident {
    let named = |incident: &Incident| incident.place.as_ref().is_some_and(|told| told.name == place);
    ledger.incidents(&Filter::default()).unwrap().into_iter().find(named).unwrap()
}

/// The claim among those of the incidents that is told in these words.
fn claim(ledger: &Ledger, words: &str) -> Claim {
    let ids: Vec<String> =
        ledger.incidents(&Filter::default()).unwrap().into_iter().flat_map(|incident| incident.claims).collect();
    let held = ledger.claims(&ids).unwrap();
    held.into_iter().map(|held| held.claim).find(|claim| claim.span.text.contains(words)).unwrap()
}

/// Takes the decision back: everything concluded is what stood `before`, also when it is all made again.
fn undone(ledger: &mut Ledger, decision: &str, before: &str) {
    decide(ledger, decision, Ruling::Undo);
    assert_eq!(concluded(ledger), before);
    assert_eq!(ledger.verify_derived().unwrap(), None);
}

#[test]
fn an_accepted_incident_is_reviewed_until_another_account_joins_it() {
    let mut ledger = ledger(&[HOSPITAL, SIDON]);
    let before = concluded(&ledger);
    let tyre = incident(&ledger, "Tyre");
    let accepted = decide(&mut ledger, &tyre.id, Ruling::Accept);
    assert_eq!(incident(&ledger, "Tyre"), Incident { status: "reviewed".into(), ..tyre });
    assert_eq!(incident(&ledger, "Sidon").status, "machine");
    undone(&mut ledger, &accepted, &before);
    let at = incident(&ledger, "Tyre").id;
    let again = decide(&mut ledger, &at, Ruling::Accept);
    ledger.take_in(&[prepared(&report(ARMY))], minute(11)).unwrap();
    ledger.derive(|_, _| {}).unwrap();
    assert_eq!((incident(&ledger, "Tyre").status.as_ref(), incident(&ledger, "Tyre").claims.len()), ("machine", 2));
    assert_eq!(ledger.decisions().unwrap().last().unwrap().id, again);
}

#[test]
fn a_rejected_claim_is_in_no_incident_and_the_others_stand() {
    let mut ledger = ledger(&[HOSPITAL, ARMY, SIDON]);
    let before = concluded(&ledger);
    assert_eq!(lines(&ledger), [SIDON_LINE, TYRE]);
    let twelve = claim(&ledger, "12 people");
    let rejected = decide(&mut ledger, &twelve.id, Ruling::Reject);
    assert_eq!(lines(&ledger), [SIDON_LINE, TYRE_BY_ARMY]);
    // It can still be opened, and accepted again: the later ruling holds.
    assert!(matches!(ledger.find(&twelve.id).unwrap(), Found::Claim(found) if *found == twelve));
    let accepted = decide(&mut ledger, &twelve.id, Ruling::Accept);
    assert_eq!(concluded(&ledger), before);
    decide(&mut ledger, &accepted, Ruling::Undo);
    assert_eq!(lines(&ledger), [SIDON_LINE, TYRE_BY_ARMY]);
    undone(&mut ledger, &rejected, &before);
}

#[test]
fn a_rejected_incident_is_gone_with_all_its_claims_and_a_rejected_total_with_its_series() {
    let mut ledger = ledger(&[HOSPITAL, ARMY, SIDON, TOTAL]);
    let before = concluded(&ledger);
    let at = incident(&ledger, "Tyre").id;
    let rejected = decide(&mut ledger, &at, Ruling::Reject);
    assert_eq!(lines(&ledger), [SIDON_LINE]);
    assert_eq!(ledger.tallies().unwrap()[0].covers.len(), 1);
    let total = ledger.tallies().unwrap()[0].points[0].claim.clone();
    let series = decide(&mut ledger, &total, Ruling::Reject);
    assert!(ledger.tallies().unwrap().is_empty());
    decide(&mut ledger, &series, Ruling::Undo);
    undone(&mut ledger, &rejected, &before);
}

#[test]
fn each_kind_of_cell_can_be_corrected_and_the_incident_follows() {
    let mut ledger = ledger(&[HOSPITAL, SIDON]);
    let before = concluded(&ledger);
    let told = claim(&ledger, "12 people");
    let target = told.actors.iter().position(|actor| actor.role != "perpetrator");
    type Seen = fn(&Incident) -> String;
    let toll: Seen = |incident| {
        let cell = |toll: &dateline::wire::v1::Toll| {
            format!("{} {} {:?} {:?} {:?}", toll.measure, toll.group, toll.low, toll.best, toll.high)
        };
        incident.tolls.iter().map(cell).collect::<Vec<_>>().join("; ")
    };
    let place: Seen =
        |incident| incident.place.as_ref().map_or("none".to_owned(), |place| format!("{} {}", place.name, place.precision));
    let time: Seen = |incident| {
        incident.time.as_ref().map_or("none".to_owned(), |time| format!("{}..{} {}", time.start, time.end, time.precision))
    };
    let mut cells: Vec<(&str, String, &str, Seen, &str)> = vec![
        ("act", "act".to_owned(), "drone-strike", |incident| incident.act.to_string(), "drone-strike"),
        ("place", "place".to_owned(), "Nablus, geonames:282615", place, "Nablus P2"),
        ("place", "place".to_owned(), "none", place, "none"),
        ("time", "time".to_owned(), "2024-05-11..2024-05-12", time, "2024-05-11..2024-05-12 D2"),
        ("counts.0", "counts.0".to_owned(), ">=14", toll, "killed all Some(14) Some(14) None"),
        ("counts.0", "counts.0".to_owned(), "10..14", toll, "killed all Some(10) Some(10) Some(14)"),
        ("counts.0.measure", "counts.0.measure".to_owned(), "injured", toll, "injured all Some(12) Some(12) Some(12)"),
        ("counts.0.relation", "counts.0.relation".to_owned(), "unresolved", toll, ""),
        ("voice.kind", "voice.kind".to_owned(), "belligerent", |incident| incident.independence.voices.to_string(), "1"),
    ];
    if let Some(target) = target {
        let names: Seen = |incident| incident.targets.iter().map(|actor| actor.name.clone()).collect::<Vec<_>>().join(", ");
        cells.push(("actors.N.name", format!("actors.{target}.name"), "fishermen", names, "fishermen"));
        cells.push(("actors.N", format!("actors.{target}"), "none", names, ""));
    }
    for (kind, cell, value, seen, expected) in cells {
        let of_target = |incident: &Incident| incident.claims.contains(&told.id);
        let corrected = decide(&mut ledger, &told.id, Ruling::Correct { cell, value: value.to_owned() });
        let incidents = ledger.incidents(&Filter::default()).unwrap();
        assert_eq!(incidents.iter().find(|incident| of_target(incident)).map(seen).as_deref(), Some(expected), "{kind} {value}");
        assert!(incidents.iter().any(|incident| incident.place.as_ref().is_some_and(|place| place.name == "Sidon")), "{kind}");
        undone(&mut ledger, &corrected, &before);
    }
    // A status that did not happen makes no incident; one that is over, too.
    for status in ["denied", "planned", "past", "hypothetical"] {
        let corrected = decide(&mut ledger, &told.id, Ruling::Correct { cell: "status".to_owned(), value: status.to_owned() });
        assert_eq!(lines(&ledger), [SIDON_LINE], "{status}");
        undone(&mut ledger, &corrected, &before);
    }
}

#[test]
fn a_correction_can_join_and_part_incidents() {
    let mut ledger = ledger(&[HOSPITAL, ARMY, SIDON]);
    let before = concluded(&ledger);
    let nine = claim(&ledger, "nine people");
    let moved = decide(&mut ledger, &nine.id, Ruling::Correct { cell: "place".to_owned(), value: "Sidon, LBN".to_owned() });
    assert_eq!(lines(&ledger), ["airstrike Sidon (2)..(2)..(9)", TYRE_BY_HOSPITAL]);
    undone(&mut ledger, &moved, &before);
}

#[test]
fn two_incidents_are_merged_and_parted_again() {
    let mut ledger = ledger(&[HOSPITAL, ARMY, SIDON]);
    let before = concluded(&ledger);
    let (tyre, sidon) = (incident(&ledger, "Tyre"), incident(&ledger, "Sidon"));
    let merged = decide(&mut ledger, &tyre.id, Ruling::Merge { with: sidon.id.clone() });
    let one = ledger.incidents(&Filter::default()).unwrap();
    assert_eq!((one.len(), one[0].claims.len()), (1, 3));
    // Either id opens the incident that holds its claim.
    for id in [&tyre.id, &sidon.id] {
        assert!(matches!(ledger.find(id).unwrap(), Found::Incident(found) if found.id == one[0].id));
    }
    let split = decide(&mut ledger, &one[0].id, Ruling::Split { claims: sidon.claims.clone() });
    assert_eq!(concluded(&ledger), before);
    decide(&mut ledger, &split, Ruling::Undo);
    assert_eq!(ledger.incidents(&Filter::default()).unwrap(), one);
    undone(&mut ledger, &merged, &before);
}

#[test]
fn one_report_can_be_parted_from_another() {
    let mut ledger = ledger(&[HOSPITAL, ARMY, SIDON]);
    let before = concluded(&ledger);
    let nine = claim(&ledger, "nine people");
    let at = incident(&ledger, "Tyre").id;
    let split = decide(&mut ledger, &at, Ruling::Split { claims: vec![nine.id.clone()] });
    let mut seen = lines(&ledger);
    seen.sort();
    assert_eq!(seen, [SIDON_LINE, TYRE_BY_HOSPITAL, TYRE_BY_ARMY]);
    undone(&mut ledger, &split, &before);
}

#[test]
fn one_reports_own_happening_can_be_parted_also_where_others_print_it() {
    // Two voices tell of one strike; a reviewer says that they speak of two.
    const TWO: &str = "An air strike on Tyre killed 12 people on Monday, the town's hospital said. The army said nine people were killed in the strike.";
    let mut ledger = ledger(&[("Coast Courier", "2024-05-14", TWO), ("Valley Gazette", "2024-05-14", TWO), SIDON]);
    let before = concluded(&ledger);
    let tyre = incident(&ledger, "Tyre");
    assert!(tyre.claims.len() > 1, "the text tells it twice: {:?}", tyre.claims);
    let parted = vec![tyre.claims.last().unwrap().clone()];
    let split = decide(&mut ledger, &tyre.id, Ruling::Split { claims: parted.clone() });
    let with: Vec<Incident> =
        ledger.incidents(&Filter::default()).unwrap().into_iter().filter(|one| one.claims.contains(&parted[0])).collect();
    assert_eq!(with.len(), 1);
    assert_eq!((with[0].claims.clone(), with[0].reports.len()), (parted.clone(), 2));
    let rest: Vec<String> = tyre.claims.iter().filter(|claim| **claim != parted[0]).cloned().collect();
    assert_eq!(incident(&ledger, "Tyre").claims, rest);
    assert_eq!(ledger.verify_derived().unwrap(), None);
    undone(&mut ledger, &split, &before);
}

#[test]
fn a_grade_is_the_reviewers_and_the_later_one_holds() {
    let mut ledger = ledger(&[HOSPITAL, ARMY, SIDON]);
    let before = concluded(&ledger);
    let tyre = incident(&ledger, "Tyre");
    let first = decide(&mut ledger, &tyre.id, Ruling::Grade { grade: "contested".to_owned() });
    let with_first = concluded(&ledger);
    assert_eq!(incident(&ledger, "Tyre").grade, "contested");
    assert_eq!(incident(&ledger, "Sidon").grade, "weak");
    let second = decide(&mut ledger, &tyre.id, Ruling::Grade { grade: "confirmed".to_owned() });
    assert_eq!(incident(&ledger, "Tyre").grade, "confirmed");
    undone(&mut ledger, &second, &with_first);
    undone(&mut ledger, &first, &before);
}

#[test]
fn an_undoing_can_be_undone_and_only_what_holds_can_be() {
    let mut ledger = ledger(&[HOSPITAL, ARMY, SIDON]);
    let before = concluded(&ledger);
    let at = incident(&ledger, "Sidon").id;
    let rejected = decide(&mut ledger, &at, Ruling::Reject);
    let with = concluded(&ledger);
    let undoing = decide(&mut ledger, &rejected, Ruling::Undo);
    assert_eq!(concluded(&ledger), before);
    assert_eq!(refused(&mut ledger, &rejected, Ruling::Undo), format!("{rejected} is undone already"));
    let back = decide(&mut ledger, &undoing, Ruling::Undo);
    assert_eq!(concluded(&ledger), with);
    assert_eq!(refused(&mut ledger, &undoing, Ruling::Undo), format!("{undoing} is undone already"));
    decide(&mut ledger, &back, Ruling::Undo);
    assert_eq!(concluded(&ledger), before);
    assert_eq!(refused(&mut ledger, "d999", Ruling::Undo), "there is no decision \"d999\"");
    assert_eq!(ledger.verify_derived().unwrap(), None);
    assert_eq!(ledger.verify(|_, _| {}).unwrap().faults, []);
}

#[test]
fn a_note_and_a_blind_answer_change_nothing() {
    let mut ledger = ledger(&[HOSPITAL, ARMY, SIDON]);
    let before = concluded(&ledger);
    let (tyre, sidon) = (incident(&ledger, "Tyre").id, incident(&ledger, "Sidon").id);
    decide(&mut ledger, &tyre, Ruling::Note);
    for (who, ruling) in [("Finch", Ruling::Reject), ("Heron", Ruling::Accept)] {
        for target in [&tyre, &sidon] {
            ledger.decide(target, &ruling, who, "", true, minute(11)).unwrap();
        }
    }
    ledger.derive(|_, _| {}).unwrap();
    assert_eq!(concluded(&ledger), before);
    let made = ledger.decisions().unwrap();
    assert_eq!(made.len(), 5);
    assert_eq!((made[0].action.as_ref(), made[0].who.as_str(), made[0].why.as_str()), ("note", "Wren", "a test"));
    let answers = dateline::answers(&made);
    assert_eq!((answers.coders.clone(), answers.agreement().percent), (vec!["Finch".to_owned(), "Heron".to_owned()], Some(0.0)));
    // A blind answer is taken back blind; what is in force is not.
    ledger.decide(&made[1].id, &Ruling::Undo, "Finch", "", true, minute(12)).unwrap();
    let kept = decide(&mut ledger, &sidon, Ruling::Reject);
    let blind = ledger.decide(&kept, &Ruling::Undo, "Finch", "", true, minute(13)).unwrap_err();
    assert_eq!(blind.to_string(), format!("{kept} is in force: it is not undone blind"));
}

#[test]
fn what_cannot_be_ruled_is_refused_in_words_and_not_kept() {
    let mut ledger = ledger(&[HOSPITAL, ARMY, SIDON, TOTAL]);
    let (tyre, sidon) = (incident(&ledger, "Tyre"), incident(&ledger, "Sidon"));
    let series = ledger.tallies().unwrap()[0].id.clone();
    let correct = |cell: &str, value: &str| Ruling::Correct { cell: cell.to_owned(), value: value.to_owned() };
    let strange = "i' OR 1=1 --";
    for (target, ruling, words) in [
        (tyre.id.as_str(), correct("act", "airstrike"), "a cell is corrected in a claim"),
        (&tyre.claims[0], correct("act", "sortie"), "the codebook has no act \"sortie\""),
        (&tyre.claims[0], correct("counts.7", "1"), "the claim has 1 counts"),
        (&tyre.claims[0], Ruling::Grade { grade: "fair".to_owned() }, "is no incident"),
        (&tyre.id, Ruling::Grade { grade: "splendid".to_owned() }, "the codebook has no grade"),
        (&tyre.id, Ruling::Merge { with: tyre.id.clone() }, "are one incident already"),
        (&tyre.id, Ruling::Apart { from: tyre.id.clone() }, "are one incident: split it"),
        (&tyre.id, Ruling::Merge { with: sidon.claims[0].clone() }, "is no incident"),
        (&tyre.id, Ruling::Split { claims: sidon.claims.clone() }, "is no claim of"),
        (&tyre.id, Ruling::Split { claims: tyre.claims.clone() }, "claims that part and claims that stay"),
        (&tyre.id, Ruling::Split { claims: vec![] }, "claims that part and claims that stay"),
        (&series, Ruling::Reject, "a series is ruled on claim by claim"),
        (strange, Ruling::Accept, "no claim, incident or running total has an id that begins with"),
        ("", Ruling::Accept, "no claim, incident or running total has an id"),
    ] {
        let said = refused(&mut ledger, target, ruling);
        assert!(said.contains(words), "{said}");
    }
    let nobody = ledger.decide(&tyre.id, &Ruling::Accept, " ", "", false, minute(1)).unwrap_err();
    assert_eq!(nobody.to_string(), "a decision needs someone who makes it");
    assert!(ledger.decisions().unwrap().is_empty());
}

#[test]
fn what_is_read_as_of_a_moment_is_not_ruled_on() {
    let mut ledger = ledger(&[HOSPITAL]);
    let tyre = incident(&ledger, "Tyre").id;
    ledger.at(minute(5)).unwrap();
    assert!(refused(&mut ledger, &tyre, Ruling::Accept).contains("it is added to as of now only"));
    assert!(ledger.take_in(&[prepared(&report(SIDON))], minute(6)).is_err());
}

fn items() -> &'static [Prepared] {
    static ITEMS: OnceLock<Vec<Prepared>> = OnceLock::new();
    ITEMS.get_or_init(|| examples().iter().map(prepared).collect())
}

/// One of what can be ruled, by numbers that any ledger can follow; `None` where the numbers fit nothing.
fn ruling(ledger: &Ledger, (kind, first, second): (u8, usize, usize)) -> Option<(String, Ruling)> {
    let incidents = ledger.incidents(&Filter::default()).unwrap();
    let one = incidents.get(first % incidents.len().max(1))?;
    let other = incidents.get(second % incidents.len())?;
    let claim = one.claims[second % one.claims.len()].clone();
    let correct = |cell: &str, value: &str| Ruling::Correct { cell: cell.to_owned(), value: value.to_owned() };
    Some(match kind {
        0 => (one.id.clone(), Ruling::Accept),
        1 => (one.id.clone(), Ruling::Reject),
        2 => (claim, Ruling::Reject),
        3 => (one.id.clone(), Ruling::Merge { with: other.id.clone() }),
        4 => (one.id.clone(), Ruling::Split { claims: vec![claim] }),
        5 => (one.id.clone(), Ruling::Grade { grade: "discounted".to_owned() }),
        6 => (claim, correct("place", ["Tyre, LBN", "Goma, COD", "Kharkiv, UKR"][second % 3])),
        7 => (claim, correct("time", ["2024-09-27", "2024-09-20..2024-09-30", "none"][second % 3])),
        8 => (claim, correct("counts.0", ["7", ">=50", "unknown"][second % 3])),
        9 => (claim, correct("status", ["denied", "happened"][second % 2])),
        10 => (claim, correct("act", ["shelling", "clash"][second % 2])),
        _ => {
            let made = ledger.decisions().unwrap();
            (made.get(first % made.len().max(1))?.id.clone(), Ruling::Undo)
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn any_rulings_in_any_order_come_to_what_is_made_again_from_nothing(
        rulings in prop::collection::vec((0u8..15, 0usize..500, 0usize..500), 1..25),
        at_a_time in 10usize..60,
    ) {
        let mut ledger = empty();
        let mut parts = items().chunks(at_a_time);
        ledger.take_in(parts.next().unwrap(), minute(0)).unwrap();
        ledger.derive(|_, _| {}).unwrap();
        for (turn, numbers) in rulings.into_iter().enumerate() {
            if let Some((target, ruling)) = ruling(&ledger, numbers)
                && ledger.decide(&target, &ruling, "Wren", "", false, minute(turn as i64)).is_ok() {
                ledger.derive(|_, _| {}).unwrap();
            }
            if turn % 8 == 7 && let Some(part) = parts.next() {
                ledger.take_in(part, minute(turn as i64)).unwrap();
                ledger.derive(|_, _| {}).unwrap();
            }
        }
        for part in parts {
            ledger.take_in(part, minute(100)).unwrap();
        }
        ledger.derive(|_, _| {}).unwrap();
        prop_assert_eq!(ledger.verify_derived().unwrap(), None);
        // Taking everything back comes to the ledger without rulings.
        loop {
            let made = ledger.decisions().unwrap();
            let holding = dateline::decisions::in_force(&made);
            let Some(last) = holding.last().map(|decision| decision.id.clone()) else { break };
            ledger.decide(&last, &Ruling::Undo, "Wren", "", false, minute(200)).unwrap();
            ledger.derive(|_, _| {}).unwrap();
        }
        let mut never = empty();
        never.take_in(items(), minute(0)).unwrap();
        never.derive(|_, _| {}).unwrap();
        prop_assert_eq!(concluded(&ledger), concluded(&never));
    }
}
