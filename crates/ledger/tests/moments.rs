//! What was known at a moment, and states that were released: neither changes with what comes later, and a diff says what did it.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod common;

use common::{ARMY, HOSPITAL, SIDON, TOTAL, concluded, empty, examples, lines, minute, prepared, report};
use dateline::incidents::Policy;
use dateline_ledger::{Access, Error, Filter, Ledger, Prepared, Profile, Ruling};
use serde_json::json;

fn on_disk(path: &std::path::Path) -> Ledger {
    let access = Access::Write { who: "a test".to_owned(), patience: std::time::Duration::from_secs(5) };
    Ledger::open(path, access, Policy::default(), 2).unwrap()
}

/// Incidents, then series, a line each, as the command writes a release.
fn content(ledger: &Ledger) -> String {
    let mut lines = String::new();
    for incident in ledger.incidents(&Filter::default()).unwrap() {
        lines.push_str(&(serde_json::to_string(&incident).unwrap() + "\n"));
    }
    for tally in ledger.tallies().unwrap() {
        lines.push_str(&(serde_json::to_string(&tally).unwrap() + "\n"));
    }
    lines
}

fn release(ledger: &mut Ledger, name: &str, minutes: i64) {
    let content = content(ledger);
    ledger.create_release(name, Profile::Public, "a test", &content, "name = \"a test\"", minute(minutes)).unwrap();
}

fn take_in(ledger: &mut Ledger, told: common::Told, minutes: i64) {
    ledger.take_in(&[prepared(&report(told))], minute(minutes)).unwrap();
    ledger.derive(|_, _| {}).unwrap();
}

#[test]
fn as_of_each_moment_a_ledger_says_what_one_said_that_took_in_no_more() {
    let items: Vec<Prepared> = examples().iter().map(prepared).collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("moments.db");
    let mut ledger = on_disk(&path);
    let mut then = empty();
    let mut known: Vec<(i64, String, usize)> = Vec::new();
    for (turn, part) in items.chunks(9).enumerate() {
        let at = 10 * turn as i64;
        for ledger in [&mut ledger, &mut then] {
            ledger.take_in(part, minute(at)).unwrap();
            ledger.derive(|_, _| {}).unwrap();
        }
        known.push((at, concluded(&then), then.counts().unwrap().reports));
        let incidents = then.incidents(&Filter::default()).unwrap();
        let incident = &incidents[5 * turn % incidents.len()];
        let ruling = [Ruling::Reject, Ruling::Accept, Ruling::Grade { grade: "fair".to_owned() }][turn % 3].clone();
        for ledger in [&mut ledger, &mut then] {
            ledger.decide(&incident.id, &ruling, "Wren", "", false, minute(at + 1)).unwrap();
            ledger.derive(|_, _| {}).unwrap();
        }
        known.push((at + 1, concluded(&then), then.counts().unwrap().reports));
    }
    drop(ledger);
    let mut reading = Ledger::open(&path, Access::Read, Policy::default(), 2).unwrap();
    for (at, said, reports) in known.iter().rev() {
        reading.at(minute(*at)).unwrap(); // one after another, by one reader
        assert_eq!((&concluded(&reading), reading.counts().unwrap().reports), (said, *reports), "as of minute {at}");
        assert_eq!(reading.decisions().unwrap().iter().filter(|made| made.at > minute(*at).to_string()).count(), 0);
    }
    reading.at(minute(-1)).unwrap();
    assert_eq!((concluded(&reading).as_str(), reading.counts().unwrap().reports), ("[\n  [],\n  [],\n  []\n]", 0));
    drop(reading);
    assert_eq!(&concluded(&Ledger::open(&path, Access::Read, Policy::default(), 2).unwrap()), &known.last().unwrap().1);
}

#[test]
fn where_the_clock_was_set_back_nothing_that_came_in_later_is_known_before() {
    let mut ledger = empty();
    take_in(&mut ledger, HOSPITAL, 0);
    take_in(&mut ledger, ARMY, 60);
    take_in(&mut ledger, SIDON, 30);
    ledger.at(minute(40)).unwrap();
    assert_eq!(lines(&ledger), ["airstrike Tyre (12)..(12)..(12)"]);
    ledger.at(minute(60)).unwrap();
    assert_eq!(lines(&ledger).len(), 2);
}

#[test]
fn a_release_stays_what_it_was_whatever_comes_later() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = on_disk(&folder.path().join("released.db"));
    for (minutes, told) in [HOSPITAL, SIDON, TOTAL].into_iter().enumerate() {
        take_in(&mut ledger, told, minutes as i64);
    }
    release(&mut ledger, "May", 5);
    let first = ledger.release("May").unwrap().unwrap();
    assert_eq!(
        (first.manifest.reports, first.manifest.incidents, first.manifest.tallies, first.manifest.decisions),
        (3, 2, 1, 0)
    );
    assert_eq!(first.content, content(&ledger));
    assert!(ledger.is_current().unwrap(), "a release leaves nothing to derive");
    take_in(&mut ledger, ARMY, 6);
    let sidon = ledger.incidents(&Filter { place: Some("Sidon".to_owned()), ..Filter::default() }).unwrap().remove(0);
    ledger.decide(&sidon.id, &Ruling::Reject, "Wren", "", false, minute(7)).unwrap();
    ledger.rebuild(|_, _| {}).unwrap();
    release(&mut ledger, "June", 8);
    assert_eq!(ledger.release("May").unwrap().unwrap(), first);
    let names: Vec<String> = ledger.releases().unwrap().into_iter().map(|release| release.name).collect();
    assert_eq!(names, ["May", "June"]);
    let again = ledger.create_release("May", Profile::Public, "", "", "", minute(9)).unwrap_err();
    assert_eq!(again.to_string(), "there is a release \"May\" already; a release is never changed");
    assert!(matches!(ledger.diff("May", "July"), Err(Error::Release(said)) if said == "there is no release \"July\""));
    assert_eq!(ledger.verify(|_, _| {}).unwrap().faults, []);
    // The same state gives the same release but for its name and moment.
    ledger.at(minute(5)).unwrap();
    assert_eq!(content(&ledger), first.content);
}

#[test]
fn a_release_made_before_what_came_in_was_derived_does_not_pass_it_off_as_derived() {
    let mut ledger = empty();
    take_in(&mut ledger, HOSPITAL, 0);
    ledger.take_in(&[prepared(&report(ARMY))], minute(1)).unwrap();
    release(&mut ledger, "early", 2);
    ledger.derive(|_, _| {}).unwrap();
    assert_eq!(lines(&ledger), ["airstrike Tyre (9)..(12)..(12)"]);
}

#[test]
fn a_diff_names_each_cell_that_changed_and_the_report_or_decision_that_did_it() {
    let mut ledger = empty();
    take_in(&mut ledger, HOSPITAL, 0);
    take_in(&mut ledger, SIDON, 1);
    release(&mut ledger, "one", 2);
    assert_eq!(ledger.diff("one", "one").unwrap(), []);
    take_in(&mut ledger, ARMY, 3);
    release(&mut ledger, "two", 4);
    let army = format!("report {}", report(ARMY).id);
    let changes = ledger.diff("one", "two").unwrap();
    let low = changes.iter().find(|change| change.cell == "tolls.killed.all.low").unwrap();
    assert_eq!((&low.before, &low.after, &low.because), (&json!(12), &json!(9), &vec![army.clone()]));
    let voices = changes.iter().find(|change| change.cell == "independence.voices").unwrap();
    assert_eq!((&voices.before, &voices.after), (&json!(1), &json!(2)));
    for change in &changes {
        assert!(change.title.contains("Tyre"), "{change:?}");
        assert_eq!(change.because, std::slice::from_ref(&army));
    }
    assert!(!changes.iter().any(|change| change.cell == "tolls.killed.all.high"), "what did not change is not named");

    let find = |ledger: &Ledger, place: &str| {
        ledger.incidents(&Filter { place: Some(place.to_owned()), ..Filter::default() }).unwrap().remove(0)
    };
    let (tyre, sidon) = (find(&ledger, "Tyre"), find(&ledger, "Sidon"));
    let rejected = ledger.decide(&sidon.id, &Ruling::Reject, "Wren", "", false, minute(5)).unwrap();
    let graded =
        ledger.decide(&tyre.id, &Ruling::Grade { grade: "confirmed".to_owned() }, "Finch", "", false, minute(5)).unwrap();
    ledger.derive(|_, _| {}).unwrap();
    release(&mut ledger, "three", 6);
    let told = |changes: Vec<dateline_ledger::Change>| {
        changes
            .into_iter()
            .map(|change| (change.id, change.cell, change.before, change.after, change.because))
            .collect::<Vec<_>>()
    };
    let (by_wren, by_finch) =
        (format!("decision {} (reject by Wren)", rejected.id), format!("decision {} (grade by Finch)", graded.id));
    let mut expected = vec![
        (sidon.id.clone(), String::new(), json!(sidon.title), json!(null), vec![by_wren]),
        (tyre.id.clone(), "grade".to_owned(), json!(tyre.grade), json!("confirmed"), vec![by_finch]),
    ];
    expected.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(told(ledger.diff("two", "three").unwrap()), expected);

    // Undone, and the undoing undone: each bears on what the first ruling bore on.
    let undoing = ledger.decide(&rejected.id, &Ruling::Undo, "Wren", "", false, minute(7)).unwrap();
    ledger.derive(|_, _| {}).unwrap();
    release(&mut ledger, "four", 8);
    let back = ledger.decide(&undoing.id, &Ruling::Undo, "Heron", "", false, minute(9)).unwrap();
    ledger.derive(|_, _| {}).unwrap();
    release(&mut ledger, "five", 10);
    let because =
        |from: &str, to: &str| ledger.diff(from, to).unwrap().into_iter().map(|change| change.because).collect::<Vec<_>>();
    assert_eq!(because("three", "four"), [[format!("decision {} (undo by Wren)", undoing.id)]]);
    assert_eq!(because("four", "five"), [[format!("decision {} (undo by Heron)", back.id)]]);
}

#[test]
fn a_series_that_covers_another_incident_changed_because_of_what_brought_it() {
    let mut ledger = empty();
    take_in(&mut ledger, HOSPITAL, 0);
    take_in(&mut ledger, TOTAL, 1);
    release(&mut ledger, "one", 2);
    take_in(&mut ledger, SIDON, 3);
    release(&mut ledger, "two", 4);
    let changes = ledger.diff("one", "two").unwrap();
    let series = ledger.tallies().unwrap()[0].id.clone();
    let covers: Vec<_> = changes.iter().filter(|change| change.id == series).collect();
    assert!(!covers.is_empty() && covers.iter().all(|change| change.cell.starts_with("covers")), "{covers:?}");
    assert!(covers.iter().all(|change| change.because == [format!("report {}", report(SIDON).id)]), "{covers:?}");
}

#[test]
fn a_report_that_a_later_engine_codes_again_is_a_cause_and_rulings_on_claims_it_no_longer_has_are_inert() {
    // The older engine read two claims more than this one does: they are made by hand, as no other engine is at hand.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("recoded.db");
    let told = report(HOSPITAL);
    let mut old = common::coded(&told);
    let mut more = old.claims[0].clone();
    more.id = format!("{}-00000000", more.id.split('-').next().unwrap());
    more.counts[0].point = Some(40);
    more.counts[0].floor = Some(40);
    more.counts[0].ceiling = Some(40);
    more.voice.organisation = Some("army".to_owned());
    old.claims.push(more.clone());
    let mut ledger = on_disk(&path);
    ledger.take_in(&[common::prepared_of(&told.text, &old)], minute(0)).unwrap();
    ledger.derive(|_, _| {}).unwrap();
    let one = ledger.incidents(&Filter::default()).unwrap().remove(0);
    assert!(one.claims.contains(&more.id));
    ledger
        .decide(&more.id, &Ruling::Correct { cell: "counts.0".to_owned(), value: "50".to_owned() }, "Wren", "", false, minute(1))
        .unwrap();
    ledger.decide(&one.id, &Ruling::Split { claims: vec![more.id.clone()] }, "Wren", "", false, minute(1)).unwrap();
    ledger.derive(|_, _| {}).unwrap();
    assert_eq!(ledger.incidents(&Filter::default()).unwrap().len(), 2);
    release(&mut ledger, "old", 2);
    drop(ledger);
    // That coding was of an engine before this one: the log is made to say so.
    let db = rusqlite::Connection::open(&path).unwrap();
    db.execute_batch("DROP TRIGGER coding_no_update; DROP TRIGGER log_no_update; UPDATE coding SET engine = 'dateline/0.0.1'")
        .unwrap();
    use sha2::{Digest, Sha256};
    let record: [u8; 32] = Sha256::digest(serde_json::to_vec(&old).unwrap()).into();
    let body: [u8; 32] = Sha256::digest([&b"1\ndateline/0.0.1\n"[..], &record].concat()).into();
    assert_eq!(db.execute("UPDATE log SET body = ? WHERE kind = 'coding'", [&body[..]]).unwrap(), 1);
    drop(db);
    let mut ledger = on_disk(&path);
    let taken = ledger.take_in(&[prepared(&told)], minute(3)).unwrap();
    assert_eq!((taken.captured, taken.recoded, taken.held), (0, 1, 0));
    ledger.derive(|_, _| {}).unwrap();
    let mut never = empty();
    take_in(&mut never, HOSPITAL, 0);
    assert_eq!(concluded(&ledger), concluded(&never), "what is ruled on a claim that is gone changes nothing");
    assert_eq!(ledger.verify_derived().unwrap(), None);
    release(&mut ledger, "new", 4);
    let because: Vec<_> = ledger.diff("old", "new").unwrap().into_iter().flat_map(|change| change.because).collect();
    let again = format!("report {}, coded again by {}", told.id, dateline::ENGINE);
    assert!(!because.is_empty() && because.iter().all(|cause| *cause == again), "{because:?}");
    // As of before, the older coding and its rulings stand.
    ledger.at(minute(2)).unwrap();
    assert_eq!(ledger.incidents(&Filter::default()).unwrap().len(), 2);
}

#[test]
fn the_same_reports_and_rulings_in_another_ledger_give_the_same_bytes() {
    let items: Vec<Prepared> = examples().iter().map(prepared).collect();
    let rule = |ledger: &mut Ledger| {
        let incidents = ledger.incidents(&Filter::default()).unwrap();
        for (index, incident) in incidents.iter().enumerate().step_by(3) {
            let ruling = [Ruling::Accept, Ruling::Reject, Ruling::Grade { grade: "weak".to_owned() }][index % 3].clone();
            ledger.decide(&incident.id, &ruling, "Wren", "", false, minute(9)).unwrap();
        }
        ledger.derive(|_, _| {}).unwrap();
    };
    let (mut one, mut other) = (empty(), empty());
    one.take_in(&items, minute(0)).unwrap();
    for (minutes, item) in items.iter().rev().enumerate() {
        other.take_in(std::slice::from_ref(item), minute(minutes as i64)).unwrap();
    }
    for ledger in [&mut one, &mut other] {
        ledger.derive(|_, _| {}).unwrap();
        rule(ledger);
    }
    assert_eq!(concluded(&one), concluded(&other));
    assert!(one.decisions().unwrap().len() > 5);
}
