//! Files that are no ledger, that cannot be written, or that there is no room for: each says what it is, and what to do.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod common;

use std::path::Path;
use std::time::Duration;

use common::{ARMY, HOSPITAL, SIDON, TOTAL, concluded, minute, prepared, report};
use dateline::incidents::Policy;
use dateline_ledger::{Access, Error, Filter, Ledger, Prepared};
use rusqlite::Connection;

fn write(path: &Path) -> Result<Ledger, Error> {
    let access = Access::Write { who: "a test".to_owned(), patience: Duration::from_secs(5) };
    Ledger::open(path, access, Policy::default(), 2)
}

fn read(path: &Path) -> Result<Ledger, Error> {
    Ledger::open(path, Access::Read, Policy::default(), 2)
}

/// What opening the file to read and to write says, with its hint.
fn said(path: &Path) -> [String; 2] {
    [read(path), write(path)].map(|opened| match opened {
        Ok(_) => "opened".to_owned(),
        Err(error) => format!("{error} (hint: {})", error.hint().unwrap_or("none")).replace(&path.display().to_string(), "FILE"),
    })
}

/// A ledger of three reports.
fn made(path: &Path) -> String {
    let mut ledger = write(path).unwrap();
    let items: Vec<Prepared> = [HOSPITAL, ARMY, TOTAL].map(|told| prepared(&report(told))).to_vec();
    ledger.take_in(&items, minute(0)).unwrap();
    ledger.derive(|_, _| {}).unwrap();
    concluded(&ledger)
}

#[test]
fn what_is_not_there_is_missing_to_who_reads_and_made_by_who_writes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new.db");
    let missing = "there is no ledger FILE (hint: dateline run PATH… makes one; --ledger FILE names another)";
    assert_eq!(said(&path), [missing, "opened"]);
    assert!(read(&path).unwrap().incidents(&Filter::default()).unwrap().is_empty());
}

#[test]
fn an_empty_file_is_no_ledger_to_who_reads_and_stays_empty() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.db");
    std::fs::write(&path, "").unwrap();
    assert!(matches!(read(&path), Err(Error::Missing { .. })));
    assert_eq!(path.metadata().unwrap().len(), 0);
    write(&path).unwrap();
    read(&path).unwrap();
}

#[test]
fn a_file_of_another_kind_is_refused_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let refused = "FILE is not a ledger of ours (hint: name the ledger with --ledger FILE)";
    let long = "An invented note, no ledger. ".repeat(400);
    for (name, content) in [("note.txt", "n"), ("notes.txt", long.as_str()), ("nul", "\0\0\0\0"), ("almost", "SQLite format 3!")]
    {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        assert_eq!(said(&path), [refused, refused], "{name}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), content);
    }
    let beside: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(beside.len(), 4, "nothing is made beside a file that is not ours: {beside:?}");
}

#[test]
fn a_database_of_others_is_refused_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in [
        ("theirs", "CREATE TABLE log (seq INTEGER)"),
        ("marked", "PRAGMA application_id = 7"),
        ("marked-table", "PRAGMA application_id = 7; CREATE TABLE log (seq INTEGER)"),
    ] {
        let path = folder.path().join(name);
        let db = Connection::open(&path).unwrap();
        db.execute_batch(content).unwrap();
        drop(db);
        let before = std::fs::read(&path).unwrap();
        for opened in [read(&path), write(&path)] {
            assert!(matches!(opened, Err(Error::Other { .. })), "{name}");
        }
        assert_eq!(std::fs::read(&path).unwrap(), before, "{name}");
    }
}

#[test]
fn a_ledger_of_a_later_version_is_not_touched_and_one_of_no_version_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("later.db");
    made(&path);
    let db = Connection::open(&path).unwrap();
    db.execute_batch("PRAGMA user_version = 2").unwrap();
    let later = "FILE is a ledger of version 2; this build reads up to 1 (hint: use the version of dateline that wrote it, or a later one)";
    assert_eq!(said(&path), [later, later]);
    for never in [0, -1] {
        db.execute_batch(&format!("PRAGMA user_version = {never}")).unwrap();
        let [reading, writing] = said(&path);
        assert!(
            reading.starts_with(&format!("FILE does not read back: it says it is of version {never}, which never was")),
            "{reading}"
        );
        assert_eq!(reading, writing);
    }
    db.execute_batch("PRAGMA user_version = 1").unwrap();
    assert_eq!(said(&path), ["opened", "opened"]);
}

#[test]
fn a_folder_is_no_ledger_and_a_ledger_in_no_folder_cannot_be_made() {
    let folder = tempfile::tempdir().unwrap();
    for said in said(folder.path()) {
        assert!(said.starts_with("cannot use FILE: is a directory (hint: check that it is a file"), "{said}");
    }
    let path = folder.path().join("none/ledger.db");
    let [reading, writing] = said(&path);
    assert!(reading.starts_with("there is no ledger FILE"), "{reading}");
    assert!(writing.contains("No such file or directory") && writing.contains("hint: check"), "{writing}");
}

#[test]
fn a_ledger_that_cannot_be_written_is_read_and_not_opened_to_be_written() {
    const CHILD: &str = "READ_ONLY_LEDGER";
    if let Some(path) = std::env::var_os(CHILD) {
        return reads_and_does_not_write(Path::new(&path));
    }
    let folder = tempfile::tempdir().unwrap();
    let within = folder.path().join("100% archive?#");
    std::fs::create_dir(&within).unwrap();
    let path = within.join("ledger.db");
    std::fs::write(within.join("concluded.json"), made(&path)).unwrap();
    let _ = std::fs::remove_file(within.join("ledger.db-lock"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        use std::os::unix::process::CommandExt;
        let allow = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        allow(folder.path(), 0o755);
        allow(&path, 0o444);
        let test = "a_ledger_that_cannot_be_written_is_read_and_not_opened_to_be_written";
        for mode in [0o777, 0o555] {
            allow(&within, mode); // the second time nothing can be made beside it either
            // Nothing is closed to root: the child is nobody.
            let exe = folder.path().join("this-test");
            std::fs::copy(std::env::current_exe().unwrap(), &exe).unwrap();
            let mut child = std::process::Command::new(&exe);
            child.args([test, "--exact"]).env(CHILD, &path);
            if folder.path().metadata().unwrap().uid() == 0 {
                child.uid(65534).gid(65534);
            }
            let done = child.output().unwrap();
            assert!(done.status.success(), "{mode:o}: {}", String::from_utf8_lossy(&done.stdout));
        }
        allow(&within, 0o755);
    }
}

fn reads_and_does_not_write(path: &Path) {
    let mut ledger = read(path).unwrap();
    assert_eq!(concluded(&ledger), std::fs::read_to_string(path.with_file_name("concluded.json")).unwrap());
    assert_eq!(ledger.verify(|_, _| {}).unwrap().faults, []);
    ledger.at(minute(0)).unwrap();
    drop(ledger);
    let Err(error) = write(path) else { panic!("opened to be written") };
    assert!(matches!(&error, Error::File { .. }) && error.to_string().to_lowercase().contains("permission denied"), "{error}");
    assert!(error.hint().is_some_and(|hint| hint.contains("read and write it")));
}

#[test]
fn where_there_is_no_room_a_batch_is_refused_whole_and_taken_when_there_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("full.db");
    let before = made(&path);
    let mut ledger = write(&path).unwrap();
    let pages: u32 = Connection::open(&path).unwrap().query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    let more: Vec<Prepared> = common::examples().iter().map(prepared).collect();
    for room in [0, 1, 5, 20] {
        ledger.hold_to_pages(pages + room).unwrap();
        let Err(error) = ledger.take_in(&more, minute(1)) else { panic!("there was room in {room} pages") };
        assert!(matches!(error, Error::Full { .. }), "{error}");
        assert!(error.hint().is_some_and(|hint| hint.contains("make room")));
        assert_eq!((ledger.counts().unwrap().reports, concluded(&ledger)), (3, before.clone()));
        assert_eq!(ledger.verify(|_, _| {}).unwrap().faults, []);
    }
    ledger.hold_to_pages(u32::MAX - 2).unwrap();
    assert_eq!(ledger.take_in(&more, minute(1)).unwrap().captured, more.len());
    // What is derived is refused whole too, and what was derived before stays.
    let pages: u32 = Connection::open(&path).unwrap().query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    ledger.hold_to_pages(pages).unwrap();
    assert!(matches!(ledger.derive(|_, _| {}), Err(Error::Full { .. })));
    assert_eq!(concluded(&ledger), before);
    ledger.hold_to_pages(u32::MAX - 2).unwrap();
    ledger.derive(|_, _| {}).unwrap();
    assert_eq!(ledger.verify_derived().unwrap(), None);
    assert_eq!(ledger.verify(|_, _| {}).unwrap().faults, []);
    assert!(concluded(&ledger) != before);
}

/// A disk of its own that is full; only where this test may make one (as root), else the test above stands alone.
#[cfg(target_os = "linux")]
#[test]
fn on_a_disk_that_is_full_nothing_is_lost_and_the_same_batch_goes_in_when_it_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let mount = |arguments: &[&str]| {
        let done = std::process::Command::new(arguments[0]).args(&arguments[1..]).arg(folder.path()).output();
        done.is_ok_and(|done| done.status.success())
    };
    if !mount(&["mount", "-t", "tmpfs", "-o", "size=1500k", "none"]) {
        let path = folder.path().join("disk.db");
        made(&path);
        assert_eq!(read(&path).unwrap().verify(|_, _| {}).unwrap().faults, []);
        return;
    }
    let path = folder.path().join("disk.db");
    let before = made(&path);
    let more: Vec<Prepared> = common::examples().iter().map(prepared).collect();
    let mut refused = 0;
    for filled in (0..56).rev().map(|step| step * 25) {
        let _ = std::fs::write(folder.path().join("filler"), vec![7; filled << 10]); // as much of it as there is room for
        let mut ledger = match write(&path) {
            Err(Error::Full { .. }) => continue,
            opened => opened.unwrap(),
        };
        match ledger.take_in(&more[..20], minute(1)) {
            Err(error) => {
                assert!(matches!(error, Error::Full { .. }), "{filled} KiB taken: {error}");
                refused += 1;
                assert_eq!(ledger.counts().unwrap().reports, 3, "{filled} KiB taken");
                assert_eq!(ledger.verify(|_, _| {}).unwrap().faults, [], "{filled} KiB taken");
            }
            Ok(_) => break,
        }
    }
    let _ = std::fs::remove_file(folder.path().join("filler"));
    let ended = write(&path).and_then(|mut ledger| {
        ledger.take_in(&more[..20], minute(1))?;
        ledger.take_in(&[prepared(&report(SIDON))], minute(2))?;
        ledger.derive(|_, _| {})?;
        let differs = ledger.verify_derived()?;
        Ok((ledger.verify(|_, _| {})?.faults, differs, ledger.counts()?.reports, concluded(&ledger) != before))
    });
    assert!(mount(&["umount"]), "left mounted: {}", folder.path().display());
    assert_eq!(ended.unwrap(), (vec![], None, 24, true));
    assert!(refused > 0);
}
