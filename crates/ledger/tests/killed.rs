//! Processes that are killed, and processes that want one ledger at once.
//!
//! A child is this same test, run again with the ledger's path in its environment: it takes reports in, derives, rules and releases as fast as
//! it can, and says on its standard output what it has committed. Its reports are coded beforehand, so that a kill lands in the ledger.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use common::{coded, minute, prepared_of, report};
use dateline::Report;
use dateline::incidents::Policy;
use dateline::wire::v1::Record;
use dateline_ledger::{Access, Error, Filter, Ledger, Prepared, Profile, Ruling};
use rusqlite::Connection;

const KILLS: u64 = 200;
const BATCH: usize = 3;
const BATCHES: usize = 250;
const LEDGER: &str = "LEDGER_OF_CHILD";
const CODED: &str = "REPORTS_OF_CHILD";

fn write(path: &Path, patience: Duration) -> Result<Ledger, Error> {
    Ledger::open(path, Access::Write { who: "a test".to_owned(), patience }, Policy::default(), 1)
}

fn read(path: &Path) -> Result<Ledger, Error> {
    Ledger::open(path, Access::Read, Policy::default(), 1)
}

/// This test again, as a child that works on `ledger`.
fn child(test: &str, ledger: &Path, coded: &Path) -> (Child, BufReader<ChildStdout>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([test, "--exact", "--nocapture"])
        .env(LEDGER, ledger)
        .env(CODED, coded)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains("ready") {
        line.clear();
        assert!(told.read_line(&mut line).unwrap() > 0, "the child ended before it began");
    }
    (child, told)
}

fn say(line: &str) {
    let mut out = std::io::stdout();
    out.write_all(format!("{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// Invented reports, in batches, coded into a file: id, text and record.
fn coded_into(path: &Path) {
    let towns = ["Tyre", "Sidon", "Nablus", "Kharkiv", "Goma", "Hodeidah"];
    let first: jiff::civil::Date = "2024-01-01".parse().unwrap();
    let mut lines = String::new();
    for number in 0..BATCH * BATCHES {
        let (batch, of_batch) = (number / BATCH, number % BATCH);
        let town = towns[number % towns.len()];
        let text = format!("An air strike on {town} killed {} people on Monday, officials said.", 2 + number);
        let id = format!("b{batch}-{of_batch}");
        let report =
            Report { id, published: first.checked_add(jiff::Span::new().days(batch as i64)).ok(), text, ..Report::default() };
        lines.push_str(&serde_json::to_string(&(&report.text, coded(&report))).unwrap());
        lines.push('\n');
    }
    std::fs::write(path, lines).unwrap();
}

/// The batch of that number, and some after it.
fn batches(path: &Path, first: usize) -> Vec<Vec<Prepared>> {
    let told = std::fs::read_to_string(path).unwrap();
    let items = told.lines().cycle().skip(first % BATCHES * BATCH).take(20 * BATCH).map(|line| {
        let (text, record): (String, Record) = serde_json::from_str(line).unwrap();
        prepared_of(&text, &record)
    });
    items.collect::<Vec<_>>().chunks(BATCH).map(<[Prepared]>::to_vec).collect()
}

/// What the child does until it is killed.
fn work(path: &Path, coded: &Path) {
    let mut ledger = write(path, Duration::from_secs(20)).unwrap();
    ledger.derive(|_, _| {}).unwrap(); // what the kill before this left undone, so that it does not pile up
    let begun = ledger.counts().unwrap().reports / BATCH;
    let batches = batches(coded, begun);
    let mut warm = common::empty(); // what is read once a process is read before the clock runs
    warm.take_in(&batches[0], minute(0)).unwrap();
    warm.derive(|_, _| {}).unwrap();
    say("ready");
    for (turn, batch) in (begun..).zip(&batches) {
        let at = minute(turn as i64);
        let captures = Some(ledger.take_in(batch, at).unwrap().captures);
        say(&format!("batch {}", turn % BATCHES));
        if turn % 3 == 2 {
            continue; // several batches are sometimes derived from at once
        }
        ledger.derive(|_, _| {}).unwrap();
        let incidents = ledger.incidents(&Filter { captures, ..Filter::default() }).unwrap();
        let incident = &incidents[turn % incidents.len()];
        let ruling = if turn % 2 == 0 { Ruling::Accept } else { Ruling::Grade { grade: "fair".to_owned() } };
        let decision = ledger.decide(&incident.id, &ruling, "Wren", "a test", false, at).unwrap();
        say(&format!("decision {}", decision.id));
        if turn % 4 == 0 {
            let name = format!("r{turn}-{}", decision.id);
            ledger.create_release(&name, Profile::Public, "", "", "", at).unwrap();
            say(&format!("release {name}"));
        }
        if turn % 11 == 0 {
            ledger.rebuild(|_, _| {}).unwrap();
        } else {
            ledger.derive(|_, _| {}).unwrap();
        }
    }
    loop {
        ledger.rebuild(|_, _| {}).unwrap();
    }
}

/// The same numbers for the same seed.
fn seeded(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// How many reports of each batch the ledger holds.
fn held(db: &Connection) -> BTreeMap<usize, usize> {
    let mut ids = db.prepare("SELECT json_extract(body, '$.report.id') FROM capture").unwrap();
    let ids: Vec<String> = ids.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    let mut held = BTreeMap::new();
    for id in ids {
        let batch: usize = id[1..].split('-').next().unwrap().parse().unwrap();
        *held.entry(batch).or_default() += 1;
    }
    held
}

#[test]
fn a_process_killed_at_any_instant_loses_nothing_that_it_said_was_kept_and_leaves_nothing_half_written() {
    if let (Some(ledger), Some(coded)) = (std::env::var_os(LEDGER), std::env::var_os(CODED)) {
        return work(Path::new(&ledger), Path::new(&coded));
    }
    // What a process has written outlives it in memory as on a disk, and waits less.
    let memory = Path::new("/dev/shm");
    let folder = tempfile::tempdir_in(if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() }).unwrap();
    let coded = folder.path().join("coded.jsonl");
    coded_into(&coded);
    let name = "a_process_killed_at_any_instant_loses_nothing_that_it_said_was_kept_and_leaves_nothing_half_written";
    let mut announced: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut all = 0;
    let mut rows = 0;
    for kill in 0..KILLS {
        let path = folder.path().join(format!("killed-{}.db", kill / 50));
        if kill % 50 == 0 {
            all += announced.values().map(BTreeSet::len).sum::<usize>();
            (announced, rows) = (BTreeMap::new(), 0);
        }
        let (mut running, mut told) = child(name, &path, &coded);
        // After so many commits and so many microseconds, which fall within one write or another.
        let mut said = String::new();
        for _ in 0..seeded(kill) % 6 {
            told.read_line(&mut said).unwrap();
        }
        std::thread::sleep(Duration::from_micros(seeded(kill + KILLS) % 6_000));
        running.kill().unwrap();
        running.wait().unwrap();
        told.read_to_string(&mut said).unwrap();
        for (kind, what) in said.lines().filter_map(|line| line.split_once(' ')) {
            announced.entry(kind.to_owned()).or_default().insert(what.to_owned());
        }

        let mut ledger = read(&path).unwrap();
        if kill % 5 == 4 {
            let verified = ledger.verify(|_, _| {}).unwrap();
            assert_eq!(verified.faults, [], "after kill {kill}");
            assert!(verified.rows >= rows, "after kill {kill}: the log became shorter");
            rows = verified.rows;
            ledger.incidents(&Filter::default()).unwrap();
        }
        let decisions: BTreeSet<String> = ledger.decisions().unwrap().into_iter().map(|decision| decision.id).collect();
        let releases: BTreeSet<String> = ledger.releases().unwrap().into_iter().map(|release| release.name).collect();
        let held = held(&Connection::open(&path).unwrap());
        let said = |kind: &str| announced.get(kind).cloned().unwrap_or_default();
        assert!(said("decision").is_subset(&decisions), "after kill {kill}");
        assert!(said("release").is_subset(&releases), "after kill {kill}");
        for batch in said("batch") {
            assert!(held.contains_key(&batch.parse().unwrap()), "after kill {kill}: batch {batch} is gone");
        }
        for (batch, reports) in held {
            assert_eq!(reports, BATCH, "after kill {kill}: batch {batch} is there in part");
        }
        if kill % 25 == 24 {
            drop(ledger);
            ledger = write(&path, Duration::from_secs(5)).unwrap();
            ledger.derive(|_, _| {}).unwrap();
            assert_eq!(ledger.verify_derived().unwrap(), None, "after kill {kill}");
        }
    }
    all += announced.values().map(BTreeSet::len).sum::<usize>();
    assert!(all as u64 > 2 * KILLS, "the kills came before any work: {all}");
}

#[test]
fn a_second_process_waits_and_is_told_who_holds_the_ledger_until_its_holder_is_killed() {
    if let Some(path) = std::env::var_os(LEDGER) {
        let _held = write(Path::new(&path), Duration::ZERO).unwrap();
        say("ready");
        std::thread::sleep(Duration::from_secs(600));
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("held.db");
    let name = "a_second_process_waits_and_is_told_who_holds_the_ledger_until_its_holder_is_killed";
    let (mut holder, _told) = child(name, &path, Path::new(""));
    let link = folder.path().join("link.db");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&path, &link).unwrap();
    for by in [&path, &link].into_iter().filter(|by| by.exists()) {
        let Err(error) = write(by, Duration::from_millis(50)) else { panic!("two hold {}", by.display()) };
        assert!(matches!(&error, Error::Held { by, .. } if *by == format!("process {} (a test)", holder.id())), "{error}");
        assert!(error.hint().is_some_and(|hint| hint.contains("wait")));
    }
    read(&path).unwrap().incidents(&Filter::default()).unwrap(); // who only reads does not wait
    let waiting = {
        let path: PathBuf = path.clone();
        std::thread::spawn(move || write(&path, Duration::from_secs(20)).map(|_| ()))
    };
    std::thread::sleep(Duration::from_millis(100));
    assert!(!waiting.is_finished());
    holder.kill().unwrap();
    holder.wait().unwrap();
    waiting.join().unwrap().unwrap();
    let mut ledger = write(&path, Duration::ZERO).unwrap();
    let item = common::prepared(&report(common::SIDON));
    assert_eq!(ledger.take_in(&[item], minute(0)).unwrap().captured, 1);
}
