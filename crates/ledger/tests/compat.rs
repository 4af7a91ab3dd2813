//! Ledgers made by every version there was open, verify and say what they said.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::path::{Path, PathBuf};
use std::time::Duration;

use dateline::incidents::Policy;
use dateline::wire::v1::{Decision, Incident, Tally};
use dateline_ledger::{Access, Filter, Ledger};

type Concluded = (Vec<Incident>, Vec<Tally>, Vec<Decision>);

/// A copy of each ledger in `compat`, and what its version concluded from it.
fn ledgers(into: &Path) -> Vec<(PathBuf, Concluded)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("compat");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|kind| kind == "db"));
    files.sort();
    let copy = |path: PathBuf| {
        let copied = into.join(path.file_name().unwrap());
        std::fs::copy(&path, &copied).unwrap();
        (copied, serde_json::from_str(&std::fs::read_to_string(path.with_extension("json")).unwrap()).unwrap())
    };
    files.into_iter().map(copy).collect()
}

fn concluded(ledger: &Ledger) -> Concluded {
    (ledger.incidents(&Filter::default()).unwrap(), ledger.tallies().unwrap(), ledger.decisions().unwrap())
}

#[test]
fn a_ledger_of_any_version_opens_verifies_and_says_what_it_said() {
    let folder = tempfile::tempdir().unwrap();
    let ledgers = ledgers(folder.path());
    assert!(ledgers.iter().any(|(path, _)| path.ends_with("v1.db")));
    for (path, said) in ledgers {
        assert!(path.metadata().unwrap().len() < 200_000, "{}", path.display());
        let ledger = Ledger::open(&path, Access::Read, Policy::default(), 1).unwrap();
        let verified = ledger.verify(|_, _| {}).unwrap();
        assert_eq!(verified.faults, [], "{}", path.display());
        assert_eq!((verified.documents, verified.captures), (3, 3), "{}", path.display());
        assert_eq!(concluded(&ledger), said, "{}", path.display());
        let release = ledger.release("first").unwrap().unwrap();
        let released: Vec<Incident> = release.content.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(released, said.0, "{}", path.display());
    }
}

#[test]
fn a_ledger_of_any_version_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    for (path, (said, _, decisions)) in ledgers(folder.path()) {
        let access = Access::Write { who: "a test".to_owned(), patience: Duration::ZERO };
        let mut ledger = Ledger::open(&path, access, Policy::default(), 1).unwrap();
        ledger.rebuild(|_, _| {}).unwrap();
        // A later engine may conclude otherwise, but of the same claims, and what was ruled is in force.
        let now = ledger.incidents(&Filter::default()).unwrap();
        let claims = |incidents: &[Incident]| {
            let mut claims: Vec<String> = incidents.iter().flat_map(|incident| incident.claims.clone()).collect();
            claims.sort();
            claims
        };
        assert_eq!(claims(&now), claims(&said), "{}", path.display());
        assert_eq!(ledger.decisions().unwrap(), decisions);
        assert_eq!(now[0].grade, "fair");
        assert_eq!(ledger.verify(|_, _| {}).unwrap().faults, []);
    }
}

#[test]
fn what_was_derived_in_another_form_is_made_again_in_this_one() {
    let folder = tempfile::tempdir().unwrap();
    let (path, said) = ledgers(folder.path()).remove(0);
    let db = rusqlite::Connection::open(&path).unwrap();
    db.execute_batch("UPDATE state SET value = 'derived/0 of long ago'; ALTER TABLE incident DROP COLUMN lat; DROP TABLE link; DROP TABLE sketch")
        .unwrap();
    drop(db);
    let access = Access::Write { who: "a test".to_owned(), patience: Duration::ZERO };
    let mut ledger = Ledger::open(&path, access, Policy::default(), 1).unwrap();
    assert!(!ledger.is_current().unwrap());
    ledger.rebuild(|_, _| {}).unwrap();
    assert_eq!(concluded(&ledger), said);
    assert_eq!(ledger.verify_derived().unwrap(), None);
}
