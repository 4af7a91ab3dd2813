//! The guide does what it says: every command of `docs/guide` is run as written, in order, in one folder, and prints what is shown.
//!
//! In: the chapters by name; of their `console` blocks the lines `$ dateline …` (a `\` at the end goes on) and what stands below each.
//! `$ echo $?` shows the exit status of the command before; without it the status is 0. Of what is shown, `…` on a line of its own stands for
//! any lines, and `…` within a line for any characters. The clock stands still at each command and moves on a minute before the next.
//!
//! `UPDATE=1` writes what was printed into the guide, where it differs; read every line of it.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

mod common;

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;

use common::dateline;

/// Where the guide's feed is served, as the guide writes it; the test serves it elsewhere.
const FEED_AT: &str = "127.0.0.1:8000";

/// The moment of the first command.
const BEGUN: (u32, u32) = (9, 0);

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A command of the guide, and what is shown below it.
#[derive(Debug, PartialEq, Eq)]
struct Step {
    /// The lines of the command.
    command: std::ops::Range<usize>,
    /// The lines of what it prints.
    shown: std::ops::Range<usize>,
}

/// The commands of a chapter, in order.
fn steps(lines: &[&str]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut within = false;
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        let fence = line.starts_with("```");
        if fence {
            within = !within && *line == "```console";
        }
        if !within || fence {
            index += 1;
            continue;
        }
        if line.starts_with("$ ") {
            let begun = index;
            while lines[index].ends_with('\\') {
                index += 1;
            }
            steps.push(Step { command: begun..index + 1, shown: index + 1..index + 1 });
        } else {
            steps.last_mut().expect("a block begins with a command").shown.end = index + 1;
        }
        index += 1;
    }
    steps
}

/// The words of a command, as a shell would part them: quotation marks of both kinds hold words together.
fn words(command: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word: Option<String> = None;
    let mut mark: Option<char> = None;
    for letter in command.chars() {
        match (letter, mark) {
            (letter, Some(open)) if letter == open => mark = None,
            (letter, Some(_)) => word.get_or_insert_default().push(letter),
            ('"' | '\'', None) => {
                mark = Some(letter);
                word.get_or_insert_default();
            }
            (letter, None) if letter.is_whitespace() => words.extend(word.take()),
            (letter, None) => word.get_or_insert_default().push(letter),
        }
    }
    assert!(mark.is_none(), "a quotation mark is left open: {command}");
    words.extend(word);
    words
}

/// Whether what was printed is what is shown.
fn fits(shown: &[&str], printed: &[&str]) -> bool {
    match (shown, printed) {
        ([], []) => true,
        (["…", shown @ ..], _) => (0..=printed.len()).any(|skipped| fits(shown, &printed[skipped..])),
        ([line, shown @ ..], [other, printed @ ..]) => line_fits(line, other) && fits(shown, printed),
        _ => false,
    }
}

fn line_fits(shown: &str, printed: &str) -> bool {
    let Some((before, after)) = shown.split_once('…') else { return shown == printed };
    let Some(rest) = printed.strip_prefix(before) else { return false };
    rest.char_indices().map(|(at, _)| at).chain([rest.len()]).any(|at| line_fits(after, &rest[at..]))
}

#[test]
fn dots_stand_for_lines_and_for_characters() {
    assert!(fits(&["a", "…", "d"], &["a", "b", "c", "d"]) && fits(&["a", "…"], &["a"]));
    assert!(!fits(&["a", "…", "d"], &["a", "b"]) && !fits(&["a"], &["a", "b"]) && !fits(&["a", "b"], &["a"]));
    assert!(line_fits("a…c…e", "abcde") && line_fits("…", "") && line_fits("a…", "a"));
    assert!(!line_fits("a…c", "abd") && !line_fits("a", "ab") && !line_fits("…c", "cd"));
}

#[test]
fn a_chapter_is_read_as_commands_and_what_they_print() {
    let lines =
        ["Text.", "```sh", "$ no", "```", "```console", "$ dateline a \\", "    b", "c", "", "d", "$ echo $?", "1", "```"];
    let read = steps(&lines);
    assert_eq!(read, [Step { command: 5..7, shown: 7..10 }, Step { command: 10..11, shown: 11..12 }]);
    assert_eq!(words("review note \"a b\" 'c \"d\"' \"\""), ["review", "note", "a b", "c \"d\"", ""]);
}

/// Copies a folder and all below it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let into = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &into) } else { fs::copy(entry.path(), into).map(drop).unwrap() }
    }
}

/// Serves the folder of feeds at an address of this machine, as long as the tests run.
fn served(folder: PathBuf) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut request = Vec::new();
            let mut some = [0; 1024];
            while !request.windows(4).any(|end| end == b"\r\n\r\n") {
                match stream.read(&mut some) {
                    Ok(read) if read > 0 => request.extend_from_slice(&some[..read]),
                    _ => break,
                }
            }
            let request = String::from_utf8_lossy(&request).into_owned();
            let name = request.split(' ').nth(1).unwrap_or("").trim_start_matches('/').to_owned();
            let (status, body) = match fs::read(folder.join(&name)) {
                Ok(body) if !name.is_empty() => ("200 OK", body),
                _ => ("404 Not Found", Vec::new()),
            };
            let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
        }
    });
    address
}

/// Runs a command in `folder`; what it printed, to both streams as they came, and its exit status.
fn run(folder: &Path, arguments: &[String]) -> (String, i32) {
    let (mut reader, writer) = std::io::pipe().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(arguments).current_dir(folder).stdout(writer.try_clone().unwrap()).stderr(writer);
    let mut child = command.spawn().unwrap();
    drop(command); // or the pipe would stay open at our end
    let mut printed = String::new();
    reader.read_to_string(&mut printed).unwrap();
    (printed, child.wait().unwrap().code().unwrap_or(-1))
}

fn chapters() -> Vec<PathBuf> {
    let paths = fs::read_dir(root().join("docs/guide")).unwrap().map(|entry| entry.unwrap().path());
    let mut chapters: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect();
    chapters.sort();
    chapters
}

#[test]
fn every_command_of_the_guide_prints_what_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("examples"), &folder.path().join("examples"));
    let feed = served(root().join("examples/feed")).to_string();
    let update = std::env::var_os("UPDATE").is_some();
    let mut minute = 0;
    let mut run_so_far = 0;
    let mut differ = String::new();
    for chapter in chapters() {
        let text = fs::read_to_string(&chapter).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let mut written: Vec<String> = Vec::new();
        let mut copied = 0;
        let steps = steps(&lines);
        let mut status = 0;
        for (index, step) in steps.iter().enumerate() {
            let at = format!("{}:{}", chapter.file_name().unwrap().display(), step.command.start + 1);
            let command: String = lines[step.command.clone()].iter().map(|line| line.trim_end_matches('\\')).collect();
            let command = command.strip_prefix("$ ").unwrap();
            let printed = if command == "echo $?" {
                format!("{status}\n")
            } else {
                let words = words(&command.replace(FEED_AT, &feed));
                assert_eq!(words.first().map(String::as_str), Some("dateline"), "{at}: only dateline is run here");
                let now = format!("2025-03-14T{:02}:{:02}:00Z", BEGUN.0 + (BEGUN.1 + minute) / 60, (BEGUN.1 + minute) % 60);
                let arguments: Vec<String> = ["--now".to_owned(), now].into_iter().chain(words.into_iter().skip(1)).collect();
                let (printed, ended) = run(folder.path(), &arguments);
                status = ended;
                (minute, run_so_far) = (minute + 1, run_so_far + 1);
                let said = steps.get(index + 1).is_some_and(|next| lines[next.command.start] == "$ echo $?");
                assert!(said || status == 0, "{at}: {command}\nexit {status}, which the guide does not say\n{printed}");
                printed.replace(&feed, FEED_AT)
            };
            let printed: Vec<&str> = printed.trim_end().lines().map(str::trim_end).collect();
            let mut shown = &lines[step.shown.clone()];
            while let [before @ .., ""] = shown {
                shown = before;
            }
            if !fits(shown, &printed) {
                differ += &format!("\n{at}: {command}\n--- shown\n{}\n--- printed\n{}\n", shown.join("\n"), printed.join("\n"));
                written.extend(lines[copied..step.shown.start].iter().chain(&printed).map(|line| (*line).to_owned()));
                copied = step.shown.start + shown.len();
            }
        }
        written.extend(lines[copied..].iter().map(|line| (*line).to_owned()));
        if update {
            fs::write(&chapter, written.join("\n") + "\n").unwrap();
        }
    }
    assert!(run_so_far > 30, "only {run_so_far} commands were found");
    assert!(update || differ.is_empty(), "{differ}");
}

#[test]
fn every_command_and_every_format_stands_in_the_guide() {
    let guide: String = chapters().iter().map(|chapter| fs::read_to_string(chapter).unwrap()).collect();
    let help = |arguments: &[&str]| dateline(Path::new("."), arguments).stdout;
    let listed = |help: &str| {
        let commands = help.split("Commands:\n").nth(1).unwrap_or("").split("\n\n").next().unwrap_or("");
        let names = commands.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
        let names: Vec<String> = names.filter_map(|line| Some(line.split_whitespace().next()?.to_owned())).collect();
        names.into_iter().filter(|name| name != "help" && name != "eval").collect::<Vec<_>>()
    };
    let commands = listed(&help(&["--help"]));
    assert!(commands.contains(&"run".to_owned()), "{commands:?}");
    for command in &commands {
        assert!(
            guide.contains(&format!("$ dateline {command} ")) || guide.contains(&format!("$ dateline {command}\n")),
            "{command}"
        );
        for action in listed(&help(&[command, "--help"])) {
            assert!(guide.contains(&format!("$ dateline {command} {action}")), "{command} {action}");
        }
    }
    let incidents = help(&["incidents", "--help"]);
    let formats = incidents.split("How to print: ").nth(1).unwrap().split("[default").next().unwrap();
    for format in formats.split([',', ' ', '\n']).filter(|word| !word.is_empty()) {
        assert!(guide.contains(&format!("--format {format}")) || format == "table", "{format}");
    }
}
