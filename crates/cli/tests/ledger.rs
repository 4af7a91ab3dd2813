//! The ledger as commands leave it and find it: one writer at a time, nothing twice, and what cannot be done said kindly, with exit 2.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod common;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use common::{Ran, dateline, ended, example_files, started, with_input};
use tempfile::TempDir;

const STRIKE: &str = "BEIRUT, Sept 27 (Reuters) - An air strike on Tyre killed three people on Friday, officials said.";
const BOMB: &str =
    "QUETTA, Sept 26 - A car bomb exploded outside a bank in Quetta on Thursday, killing five people, police said.";

/// A folder with a ledger of one report.
fn ledger() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("strike.txt"), STRIKE).unwrap();
    let ran = dateline(folder.path(), &["run", "strike.txt", "--published", "2024-09-27"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(folder.path().join("dateline.db").is_file());
    folder
}

/// The command could not be done: exit 2, nothing on standard output, the fault named, and the way out where there is one.
fn refused(ran: &Ran, fault: &str, hint: Option<&str>) {
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
    assert!(ran.stderr.starts_with("error: ") && ran.stderr.contains(fault), "{}", ran.stderr);
    assert!(hint.is_none_or(|hint| ran.stderr.contains(&format!("  hint: {hint}"))), "{}", ran.stderr);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
}

/// The names of what lies in `folder`, but for the ledger's own files.
fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with("dateline.db")).collect();
    names.sort();
    names
}

#[test]
fn a_second_run_of_the_same_reports_adds_nothing() {
    let folder = ledger();
    let before = dateline(folder.path(), &["incidents", "--format", "json"]).stdout;
    let again = dateline(folder.path(), &["run", "strike.txt", "--published", "2024-09-27"]);
    assert_eq!(again.code, 0, "{}", again.stderr);
    let told = "1 incident from 1 report, 1 held already; 1 incident in the ledger from 1 report (1 different text)";
    assert!(again.stdout.contains(told), "{}", again.stdout);
    assert_eq!(dateline(folder.path(), &["incidents", "--format", "json"]).stdout, before);
}

#[test]
fn a_run_prints_its_own_incidents_and_the_ledger_keeps_all() {
    let folder = ledger();
    let ran = with_input(folder.path(), &["run", "-", "--published", "2024-09-26"], BOMB.as_bytes());
    assert!(ran.stdout.contains("Quetta") && !ran.stdout.contains("Tyre"), "{}", ran.stdout);
    assert!(ran.stdout.contains("1 incident from 1 report; 2 incidents in the ledger from 2 reports"), "{}", ran.stdout);
    let all = dateline(folder.path(), &["incidents"]);
    assert!(all.stdout.contains("Quetta") && all.stdout.contains("Tyre"), "{}", all.stdout);
}

#[test]
fn a_record_that_cannot_be_read_is_named_and_the_others_are_in_the_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let line = |text: &str| serde_json::json!({"text": text, "published": "2024-09-27"}).to_string();
    fs::write(folder.path().join("reports.jsonl"), format!("{}\nnot json\n{}\n", line(STRIKE), line(BOMB))).unwrap();
    let ran = dateline(folder.path(), &["run", "reports.jsonl"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("reports.jsonl record 2: not a report in JSON"), "{}", ran.stderr);
    assert!(ran.stderr.contains("1 of 3 records could not be read"), "{}", ran.stderr);
    assert!(ran.stdout.contains("2 incidents in the ledger from 2 reports"), "{}", ran.stdout);
}

#[test]
fn a_second_writer_waits_for_the_first_or_says_who_holds_the_ledger() {
    let folder = ledger();
    let lock = folder.path().join("dateline.db-lock");
    fs::write(&lock, "").unwrap();
    // The first holds the ledger as long as its standard input is open.
    let first = started(folder.path(), &["run", "-", "--published", "2024-09-26"]);
    let begun = Instant::now();
    while fs::read_to_string(&lock).unwrap().is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(60), "the first never took the ledger");
        std::thread::sleep(Duration::from_millis(10));
    }
    let impatient = dateline(folder.path(), &["run", "strike.txt", "--wait", "0"]);
    let holder = format!("dateline.db is held by process {} (dateline run)", first.id());
    refused(&impatient, &holder, Some("wait until it is done"));
    // To read takes no turn.
    assert_eq!(dateline(folder.path(), &["incidents"]).code, 0);
    let patient = started(folder.path(), &["run", "-", "--published", "2024-09-27"]);
    let ran = |child: std::process::Child, text: &str| {
        let mut child = child;
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), text.as_bytes()).unwrap();
        ended(child)
    };
    let first = ran(first, BOMB);
    assert_eq!(first.code, 0, "{}", first.stderr);
    let patient = ran(patient, STRIKE);
    assert_eq!(patient.code, 0, "{}", patient.stderr);
    assert!(dateline(folder.path(), &["verify", "--derived"]).stdout.contains("nothing differs"));
}

#[test]
fn a_ledger_that_is_not_there_is_named_with_the_way_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    let of_commands: [&[&str]; 8] = [
        &["incidents"],
        &["incidents", "--format", "csv", "-o", "out.csv"],
        &["tallies"],
        &["explain", "i1"],
        &["verify"],
        &["review", "queue"],
        &["review", "decisions"],
        &["release", "list"],
    ];
    for command in of_commands {
        let ran = dateline(folder.path(), command);
        refused(&ran, "there is no ledger dateline.db", Some("dateline run PATH… makes one; --ledger FILE names another"));
    }
    // To rule on what is not there makes no ledger either.
    for command in
        [&["review", "accept", "i1", "--as", "A", "--why", "b"][..], &["release", "create", "first"], &["verify", "--derived"]]
    {
        let ran = dateline(folder.path(), command);
        refused(&ran, "there is no ledger dateline.db", Some("dateline run PATH… makes one"));
    }
    assert_eq!(names(folder.path()), [] as [&str; 0]);
    assert!(!folder.path().join("dateline.db").exists());
}

#[test]
fn a_file_that_is_no_ledger_is_named_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("{STRIKE}\n").repeat(50);
    fs::write(folder.path().join("strike.txt"), &text).unwrap();
    for command in [&["incidents"][..], &["verify"], &["run", "strike.txt"], &["review", "queue"]] {
        let ran = dateline(folder.path(), &[command, &["--ledger", "strike.txt"]].concat());
        refused(&ran, "strike.txt is not a ledger of ours", Some("name the ledger with --ledger FILE"));
    }
    assert_eq!(fs::read_to_string(folder.path().join("strike.txt")).unwrap(), text);
}

#[test]
fn what_has_no_such_id_is_said() {
    let folder = ledger();
    let by = ["--as", "A. Reviewer", "--why", "a test"];
    let none = "no claim, incident or running total has an id that begins with \"i000\"";
    refused(&dateline(folder.path(), &["explain", "i000"]), none, None);
    for action in ["accept", "reject", "note"] {
        refused(&dateline(folder.path(), &[&["review", action, "i000"], &by[..]].concat()), none, None);
    }
    refused(&dateline(folder.path(), &[&["review", "grade", "i000", "fair"], &by[..]].concat()), none, None);
    refused(&dateline(folder.path(), &[&["review", "merge", "i000", "i000"], &by[..]].concat()), none, None);
    refused(&dateline(folder.path(), &[&["review", "undo", "d99"], &by[..]].concat()), "there is no decision \"d99\"", None);
    refused(&dateline(folder.path(), &["release", "show", "first"]), "there is no release \"first\"", None);
    refused(&dateline(folder.path(), &["release", "diff", "first", "second"]), "there is no release \"first\"", None);
    assert_eq!(dateline(folder.path(), &["review", "decisions"]).stdout, "", "something was ruled");
}

#[test]
fn a_search_that_is_no_search_is_said() {
    let folder = ledger();
    assert!(dateline(folder.path(), &["incidents", "--search", "strike AND Tyre"]).stdout.contains("1 incident"));
    assert!(dateline(folder.path(), &["incidents", "--search", "market"]).stdout.contains("0 incidents"));
    for words in ["\"air strike", "AND", "(", "strike*tyre)", "car-bomb"] {
        refused(&dateline(folder.path(), &["incidents", "--search", words]), "cannot look for the words ", Some("write words"));
    }
}

#[test]
fn a_slug_that_the_codebook_lacks_is_refused_rather_than_found_nowhere() {
    let folder = ledger();
    for (option, slug) in [("--act", "air-strike"), ("--grade", "certain"), ("--status", "accepted")] {
        let ran = dateline(folder.path(), &["incidents", option, slug]);
        refused(&ran, &format!("the codebook has no {}", &option[2..]), Some("docs/codebook.md lists them"));
    }
    for filter in [["--act", "airstrike"], ["--place", "LBN"], ["--place", "tyre"], ["--killed", "3"], ["--status", "machine"]] {
        let ran = dateline(folder.path(), &[&["incidents"], &filter[..]].concat());
        assert!(ran.stdout.contains("\n1 incident\n"), "{filter:?}: {}", ran.stdout);
    }
    for filter in
        [["--act", "shelling"], ["--place", "SYR"], ["--killed", "4"], ["--from", "2024-09-28"], ["--grade", "confirmed"]]
    {
        let ran = dateline(folder.path(), &[&["incidents"], &filter[..]].concat());
        assert!(ran.stdout.contains("\n0 incidents\n"), "{filter:?}: {}", ran.stdout);
    }
}

#[test]
fn an_export_that_cannot_be_written_is_said_and_leaves_nothing() {
    let folder = ledger();
    fs::create_dir(folder.path().join("folder")).unwrap();
    for format in ["table", "json", "csv", "parquet", "sqlite"] {
        let ran = dateline(folder.path(), &["incidents", "--format", format, "-o", "absent/out"]);
        refused(&ran, "absent/out", None);
        let ran = dateline(folder.path(), &["incidents", "--format", format, "-o", "folder"]);
        refused(&ran, "folder", None);
    }
    assert_eq!(names(folder.path()), ["folder", "strike.txt"]);
    assert_eq!(fs::read_dir(folder.path().join("folder")).unwrap().count(), 0);
}

#[test]
fn an_export_to_a_file_has_the_bytes_of_standard_output() {
    let folder = ledger();
    for format in ["table", "json", "csv", "geojson", "parquet", "ucdp", "acled", "plover", "airwars", "hxl", "timemap"] {
        fs::write(folder.path().join("out"), "of yesterday").unwrap();
        let ran = dateline(folder.path(), &["incidents", "--format", format, "-o", "out"]);
        assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{format}: {}", ran.stderr);
        let printed = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["incidents", "--format", format])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(fs::read(folder.path().join("out")).unwrap() == printed.stdout, "{format}");
    }
    assert_eq!(names(folder.path()), ["out", "strike.txt"]);
}

/// A disk that is full half-way leaves what was there before, whole.
#[cfg(unix)]
#[test]
fn an_export_that_stops_half_way_leaves_no_half_file() {
    let folder = tempfile::tempdir().unwrap();
    let files = example_files(&[""]);
    let paths: Vec<&str> = files.iter().map(String::as_str).collect();
    assert_eq!(dateline(folder.path(), &[&["run"], &paths[..]].concat()).code, 0);
    fs::write(folder.path().join("there.json"), "of yesterday").unwrap();
    for out in ["there.json", "new.json"] {
        // No file may grow beyond 64 blocks of 512 bytes; to be told of it by an error, not a signal, is what `trap` is for.
        let script = format!("trap '' XFSZ; ulimit -f 64; exec \"$0\" incidents --format json -o {out}");
        let ran = std::process::Command::new("sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_dateline")])
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(2), "{said}");
        assert!(said.contains(&format!("cannot write {out}")), "{said}");
    }
    assert_eq!(names(folder.path()), ["there.json"]);
    assert_eq!(fs::read_to_string(folder.path().join("there.json")).unwrap(), "of yesterday");
}
