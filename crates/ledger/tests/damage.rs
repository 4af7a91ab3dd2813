//! A file that was tampered with or rotted: verify names each record that differs and goes on, reading says so, nothing panics.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod common;

use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use common::{ARMY, HOSPITAL, SIDON, TOTAL, coded, empty, minute, prepared, report};
use dateline::incidents::{Policy, Sketch};
use dateline::text::Document;
use dateline_ledger::{Access, Error, Filter, Item, Ledger, Prepared, Profile, Ruling};
use proptest::prelude::*;
use rusqlite::Connection;

const KEPT: [&str; 7] = ["log", "raw", "document", "capture", "coding", "decision", "release"];

fn open(path: &Path, access: Access) -> Result<Ledger, Error> {
    Ledger::open(path, access, Policy::default(), 2)
}

fn write(path: &Path) -> Result<Ledger, Error> {
    open(path, Access::Write { who: "a test".to_owned(), patience: Duration::from_secs(5) })
}

/// The bytes of a ledger with something of every kind: five reports, one of them a web page, three decisions, a release.
fn bytes() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("whole.db");
        let mut ledger = write(&path).unwrap();
        let mut items: Vec<Prepared> = [HOSPITAL, ARMY, SIDON, TOTAL].map(|told| prepared(&report(told))).to_vec();
        let page = report(("Hill Herald", "2024-05-15", "Shelling in Tyre wounded three people on Tuesday, the mayor said."));
        items.push(Prepared::new(&Item {
            origin: "invented.html",
            record_number: None,
            media: "html",
            extractor: "html/1",
            raw: format!("<p>{}</p>", page.text).as_bytes(),
            text_at: Some(3),
            author: Some("A Writer"),
            text: &page.text,
            record: &coded(&page),
            sketch: &Sketch::of(&Document::read(&page.text), page.published),
        }));
        ledger.take_in(&items, minute(0)).unwrap();
        ledger.derive(|_, _| {}).unwrap();
        let incidents = ledger.incidents(&Filter::default()).unwrap();
        for (incident, ruling) in incidents.iter().zip([Ruling::Accept, Ruling::Note, Ruling::Grade { grade: "fair".to_owned() }])
        {
            ledger.decide(&incident.id, &ruling, "Wren", "a test", false, minute(1)).unwrap();
        }
        ledger.derive(|_, _| {}).unwrap();
        let content: String =
            ledger.incidents(&Filter::default()).unwrap().iter().map(|one| serde_json::to_string(one).unwrap() + "\n").collect();
        ledger.create_release("first", Profile::Public, "", &content, "", minute(2)).unwrap();
        assert_eq!(ledger.verify(|_, _| {}).unwrap().faults, []);
        drop(ledger);
        std::fs::read(&path).unwrap()
    })
}

/// A copy of that ledger, changed behind its back by SQL with its triggers dropped.
fn tampered(sql: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tampered.db");
    std::fs::write(&path, bytes()).unwrap();
    let db = Connection::open(&path).unwrap();
    for table in KEPT {
        for verb in ["update", "delete", "replace"] {
            db.execute_batch(&format!("DROP TRIGGER {table}_no_{verb}")).unwrap();
        }
    }
    db.execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}")).unwrap();
    drop(db);
    (folder, path)
}

/// What verify names, and why, in lines.
fn faults(path: &Path) -> Vec<String> {
    let verified = open(path, Access::Read).unwrap().verify(|_, _| {}).unwrap();
    verified.faults.into_iter().map(|fault| format!("{}: {}", fault.what, fault.problem)).collect()
}

/// The number of the nth row of a table.
fn nth(table: &str, n: usize) -> i64 {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("read.db");
    std::fs::write(&path, bytes()).unwrap();
    let db = Connection::open(&path).unwrap();
    let number = if table == "document" { "id" } else { "seq" };
    db.query_row(&format!("SELECT {number} FROM {table} ORDER BY {number} LIMIT 1 OFFSET {n}"), [], |row| row.get(0)).unwrap()
}

#[test]
fn the_tables_that_grow_refuse_every_change() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kept.db");
    std::fs::write(&path, bytes()).unwrap();
    let db = Connection::open(&path).unwrap();
    let count = |table: &str| db.query_row(&format!("SELECT COUNT(*) FROM {table}"), [], |row| row.get::<_, i64>(0)).unwrap();
    for (table, column) in [
        ("log", "at"),
        ("raw", "packed"),
        ("document", "packed"),
        ("capture", "body"),
        ("coding", "packed"),
        ("decision", "body"),
        ("release", "name"),
    ] {
        assert!(count(table) > 0, "{table}");
        for change in [
            format!("UPDATE {table} SET {column} = {column}"),
            format!("DELETE FROM {table}"),
            format!("REPLACE INTO {table} SELECT * FROM {table}"),
            format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1"),
        ] {
            let refused = db.execute_batch(&change).unwrap_err().to_string();
            assert!(refused.contains("the ledger only grows"), "{change}: {refused}");
        }
    }
    // Nor can another row take a name that was given.
    let taken = "INSERT OR REPLACE INTO release SELECT 900, name, body, packed FROM release";
    assert!(db.execute_batch(taken).unwrap_err().to_string().contains("the ledger only grows"));
    drop(db);
    assert_eq!(faults(&path), [""; 0]);
}

#[test]
fn each_record_that_was_changed_is_named_and_those_after_it_are_looked_at_too() {
    let digest = "x'0000000000000000000000000000000000000000000000000000000000000000'";
    let said = "it is not what the log says it was";
    for (sql, expected) in [
        (
            "UPDATE coding SET packed = (SELECT packed FROM coding ORDER BY seq DESC LIMIT 1) WHERE seq = {coding}",
            format!("coding {{coding}}: {said}"),
        ),
        ("UPDATE coding SET engine = 'another/1' WHERE seq = {coding}", format!("coding {{coding}}: {said}")),
        ("UPDATE coding SET packed = x'00' WHERE seq = {coding}", "coding {coding}: ".to_owned()),
        ("DELETE FROM coding WHERE seq = {coding}", "coding {coding}: it is missing".to_owned()),
        (
            "UPDATE capture SET body = replace(body, 'Courier', 'Gazette') WHERE seq = {capture}",
            format!("capture {{capture}}: {said}"),
        ),
        ("UPDATE capture SET document = 2 WHERE seq = {capture}", "capture {capture}: its row points to another text".to_owned()),
        (
            "UPDATE capture SET fingerprint = {digest} WHERE seq = {capture}",
            "capture {capture}: it would not be known again".to_owned(),
        ),
        (
            "UPDATE decision SET body = replace(body, 'Wren', 'Finch') WHERE seq = {decision}",
            format!("decision {{decision}}: {said}"),
        ),
        ("UPDATE decision SET body = 'none' WHERE seq = {decision}", format!("decision {{decision}}: {said}")),
        ("UPDATE document SET packed = (SELECT packed FROM document WHERE id = 2) WHERE id = 1", "document sha256:".to_owned()),
        ("UPDATE document SET digest = {digest} WHERE id = 1", "document sha256:0000".to_owned()),
        ("UPDATE raw SET packed = (SELECT packed FROM document WHERE id = 2)", "capture".to_owned()),
        ("DELETE FROM raw", "capture".to_owned()),
        ("UPDATE release SET packed = (SELECT packed FROM document WHERE id = 2)", "release".to_owned()),
        ("UPDATE release SET name = 'second'", "release".to_owned()),
        ("UPDATE log SET at = '2020-01-01T00:00:00Z' WHERE seq = {capture}", "log row {capture}: its chain".to_owned()),
        ("UPDATE log SET kind = 'rumour' WHERE seq = {capture}", "rumour {capture}: the log has no such kind of row".to_owned()),
        ("UPDATE log SET chain = {digest} WHERE seq = {capture}", "log row {capture}: its chain".to_owned()),
        ("UPDATE log SET seq = seq + 100 WHERE seq > {capture}", "are missing".to_owned()),
        ("DELETE FROM log WHERE seq = {capture}", "log row {capture}: it is missing".to_owned()),
        ("DELETE FROM log WHERE seq > {capture}", "the log's end".to_owned()),
    ] {
        let fill = |text: &str| {
            text.replace("{coding}", &nth("coding", 1).to_string())
                .replace("{capture}", &nth("capture", 2).to_string())
                .replace("{decision}", &nth("decision", 1).to_string())
                .replace("{digest}", digest)
        };
        // Each tampering beside another at the end of the log, which has to be named all the same.
        let last = "UPDATE decision SET body = body || ' ' WHERE seq = (SELECT MAX(seq) FROM decision);";
        let (_folder, path) = tampered(&format!("{last} {}", fill(sql)));
        let found = faults(&path);
        assert!(found.iter().any(|fault| fault.contains(&fill(&expected))), "{sql}: {found:#?}");
        let end = format!("decision {}: ", nth("decision", 2));
        assert!(found.iter().any(|fault| fault.starts_with(&end)), "{sql}: {found:#?}");
    }
}

#[test]
fn a_row_put_in_taken_out_or_moved_is_named() {
    for (sql, expected) in [
        ("INSERT INTO decision SELECT 900, body FROM decision LIMIT 1", "decision 900: no row of the log stands for it"),
        ("INSERT INTO log SELECT 99, at, kind, body, chain FROM log WHERE seq = 1", "log row 99: its chain does not follow"),
        (
            "INSERT INTO log SELECT 9000000000000000000, at, kind, body, chain FROM log WHERE seq = 1",
            "log row 9000000000000000000: nothing is ever given that number",
        ),
        (
            "INSERT INTO log SELECT -4, at, kind, body, chain FROM log WHERE seq = 1",
            "log row -4: nothing is ever given that number",
        ),
        ("INSERT INTO document SELECT 77, zeroblob(32), bytes, packed FROM document WHERE id = 1", "nothing that came in has it"),
        (
            "INSERT INTO raw SELECT zeroblob(32), bytes, packed FROM raw",
            "raw sha256:0000000000000000000000000000000000000000000000000000000000000000: nothing that came in has it",
        ),
        (
            "UPDATE log SET seq = -seq WHERE seq IN (3, 4); UPDATE log SET seq = 7 + seq WHERE seq < 0",
            "log row 3: its chain does not follow",
        ),
    ] {
        let (_folder, path) = tampered(sql);
        let found = faults(&path);
        assert!(found.iter().any(|fault| fault.contains(expected)), "{sql}: {found:#?}");
        assert!(found.len() < 40, "{sql}: {}", found.len());
    }
}

#[test]
fn what_was_changed_is_not_concluded_from_nor_obeyed() {
    let (_folder, path) = tampered("UPDATE coding SET engine = 'another/1'");
    let mut ledger = write(&path).unwrap();
    let incidents = ledger.incidents(&Filter::default()).unwrap(); // what was derived before stands
    let Err(error) = ledger.rebuild(|_, _| {}) else { panic!("concluded from a coding that was changed") };
    assert!(matches!(&error, Error::Corrupt { what, .. } if what.starts_with("coding ")), "{error}");
    assert!(error.hint().is_some_and(|hint| hint.contains("verify")));
    assert_eq!(ledger.incidents(&Filter::default()).unwrap(), incidents);
    assert!(ledger.claims(&incidents[0].claims).is_err());

    let (_folder, path) = tampered("UPDATE decision SET body = replace(body, 'accept', 'reject')");
    let Err(error) = write(&path).unwrap().rebuild(|_, _| {}) else { panic!("obeyed a decision that was changed") };
    assert!(matches!(&error, Error::Corrupt { what, .. } if what.starts_with("decision ")), "{error}");

    let (_folder, path) = tampered("UPDATE document SET packed = (SELECT packed FROM document WHERE id = 2)");
    let ledger = open(&path, Access::Read).unwrap();
    let documents: Vec<String> = [HOSPITAL, ARMY].map(|told| Document::read(told.2).id().to_string()).to_vec();
    let texts: Vec<bool> = documents.iter().map(|document| ledger.text(document).is_ok()).collect();
    assert_eq!(texts.iter().filter(|read| !**read).count(), 1, "the text that was changed is not shown, the other is");
}

/// All that reading commands do; what each came to, so that none is skipped.
fn all_read(path: &Path) -> usize {
    let Ok(mut ledger) = open(path, Access::Read) else { return 1 };
    let verified = ledger.verify(|_, _| {});
    let named = verified.map_or(1, |verified| verified.faults.len());
    let mut failed = 0;
    let mut note = |done: bool| failed += usize::from(!done);
    let words = Filter { words: Some("killed".to_owned()), actor: Some("army".to_owned()), ..Filter::default() };
    note(ledger.incidents(&words).is_ok());
    match ledger.incidents(&Filter::default()) {
        Ok(incidents) => {
            for incident in &incidents {
                note(ledger.find(&incident.id).is_ok());
                match ledger.claims(&incident.claims) {
                    Ok(held) => held.iter().flat_map(|held| &held.sources).for_each(|source| {
                        note(ledger.text(&source.document).is_ok());
                        note(ledger.raw(source.capture).is_ok());
                    }),
                    Err(_) => note(false),
                }
            }
        }
        Err(_) => note(false),
    }
    note(ledger.tallies().is_ok());
    note(ledger.proposals().is_ok());
    note(ledger.counts().is_ok());
    note(ledger.decisions().is_ok());
    note(ledger.releases().is_ok());
    note(ledger.diff("first", "first").is_ok());
    note(ledger.at(minute(1)).is_ok());
    drop(ledger);
    if let Ok(mut ledger) = write(path) {
        note(ledger.take_in(&[prepared(&report(SIDON))], minute(5)).is_ok());
        note(ledger.rebuild(|_, _| {}).is_ok());
        note(ledger.incidents(&Filter::default()).is_ok());
    }
    failed + named
}

#[test]
fn an_undamaged_ledger_reads_without_fault() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("whole.db");
    std::fs::write(&path, bytes()).unwrap();
    assert_eq!(all_read(&path), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]
    #[test]
    fn bytes_flipped_anywhere_are_an_error_or_a_fault_or_nothing_but_no_panic(
        flips in prop::collection::vec((any::<prop::sample::Index>(), 1u8..=255), 1..12),
        page in prop::option::weighted(0.3, (any::<prop::sample::Index>(), any::<u8>())),
        cut in prop::option::weighted(0.1, any::<prop::sample::Index>()),
    ) {
        let mut damaged = bytes().to_vec();
        for (at, flip) in flips {
            let at = at.index(damaged.len());
            damaged[at] ^= flip;
        }
        if let Some((page, with)) = page {
            let first = page.index(damaged.len() / 4096) * 4096;
            damaged[first..first + 4096].fill(with);
        }
        if let Some(cut) = cut {
            damaged.truncate(cut.index(damaged.len()));
        }
        let folder = tempfile::tempdir_in(if Path::new("/dev/shm").is_dir() { "/dev/shm" } else { "." }).unwrap();
        let path = folder.path().join("damaged.db");
        std::fs::write(&path, &damaged).unwrap();
        all_read(&path);
    }

    #[test]
    fn a_byte_flipped_in_what_is_kept_is_named(table in 0usize..4, row in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), flip in 1u8..=255) {
        // Through SQLite, so that the file is whole and only the record differs.
        let (table, column, number) =
            [("coding", "packed", "seq"), ("document", "packed", "id"), ("capture", "body", "seq"), ("decision", "body", "seq")][table];
        let folder = tempfile::tempdir_in(if Path::new("/dev/shm").is_dir() { "/dev/shm" } else { "." }).unwrap();
        let path = folder.path().join("flipped.db");
        std::fs::write(&path, bytes()).unwrap();
        let db = Connection::open(&path).unwrap();
        db.execute_batch(&format!("DROP TRIGGER {table}_no_update")).unwrap();
        let numbers: Vec<i64> = db.prepare(&format!("SELECT {number} FROM {table}")).unwrap()
            .query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
        let chosen = *row.get(&numbers);
        let mut value: Vec<u8> =
            db.query_row(&format!("SELECT CAST({column} AS BLOB) FROM {table} WHERE {number} = ?"), [chosen], |row| row.get(0)).unwrap();
        let at = at.index(value.len());
        value[at] ^= flip;
        let kind = if column == "body" { "CAST(? AS TEXT)" } else { "?" };
        db.execute(&format!("UPDATE {table} SET {column} = {kind} WHERE {number} = ?"), rusqlite::params![value, chosen]).unwrap();
        drop(db);
        let found = faults(&path);
        // A flip in a packed frame's header may leave what it holds as it was.
        let holds = column == "packed" && found.is_empty();
        prop_assert!(holds || found.iter().any(|fault| fault.starts_with(table)), "{table} {chosen} byte {at}: {found:?}");
        if holds {
            let mut ledger = write(&path).unwrap();
            prop_assert_eq!(ledger.verify_derived().unwrap(), None);
        }
    }
}

#[test]
fn a_ledger_held_nowhere_verifies_like_any_other() {
    let mut ledger = empty();
    ledger.take_in(&[prepared(&report(HOSPITAL))], minute(0)).unwrap();
    ledger.derive(|_, _| {}).unwrap();
    let verified = ledger.verify(|_, _| {}).unwrap();
    assert_eq!((verified.faults, verified.rows, verified.documents, verified.captures), (vec![], 2, 1, 1));
    assert!(verified.spans > 0);
}

#[test]
fn what_a_disk_no_longer_gives_is_named_and_does_not_end_the_process() {
    for pages in [1, 5, 20] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("failing.db");
        std::fs::write(&path, bytes()).unwrap();
        let ledger = open(&path, Access::Read).unwrap();
        let file = std::fs::File::options().write(true).open(&path).unwrap();
        let lose = |row: usize, _: usize| {
            if row == 2 {
                file.set_len(pages * 4096).unwrap();
            }
        };
        assert!(!ledger.verify(lose).unwrap().faults.is_empty(), "{pages}");
    }
}
