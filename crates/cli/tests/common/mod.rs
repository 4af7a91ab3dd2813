//! Running the command as a person does.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// What one run said and printed.
pub struct Ran {
    #[allow(dead_code, reason = "not every test file reads it")]
    pub code: i32,
    pub stdout: String,
    #[allow(dead_code, reason = "not every test file reads it")]
    pub stderr: String,
}

impl Ran {
    /// The JSON objects printed, a line each.
    #[allow(dead_code, reason = "not every test file prints JSON")]
    pub fn records(&self) -> Vec<serde_json::Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
    }

    /// The one JSON object printed.
    #[allow(dead_code, reason = "not every test file prints JSON")]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }

    /// The ids of the reports printed.
    #[allow(dead_code, reason = "not every test file prints JSON")]
    pub fn ids(&self) -> Vec<String> {
        self.records().iter().map(|record| record["report"]["id"].as_str().unwrap().to_owned()).collect()
    }
}

/// The reports that ship, which are invented.
#[allow(dead_code, reason = "not every test file reads them")]
pub fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/reports")
}

/// The paths of the examples whose names begin with one of `beginnings`, in their order.
#[allow(dead_code, reason = "not every test file reads them")]
pub fn example_files(beginnings: &[&str]) -> Vec<String> {
    let begins = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.ends_with(".md") && beginnings.iter().any(|beginning| name.starts_with(beginning))
    };
    let paths = std::fs::read_dir(examples()).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<String> = paths.filter(begins).map(|path| path.to_str().unwrap().to_owned()).collect();
    files.sort();
    files
}

/// `dateline` with `arguments`, in `folder`.
pub fn dateline(folder: &Path, arguments: &[&str]) -> Ran {
    with_input(folder, arguments, b"")
}

/// The same, with bytes on standard input.
pub fn with_input(folder: &Path, arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = started(folder, arguments);
    // A command that stops before it reads its input is no fault of the test.
    let _ = child.stdin.take().unwrap().write_all(input);
    ended(child)
}

/// `dateline` begun, its standard input still open.
pub fn started(folder: &Path, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What a command that was begun came to; its standard input is closed.
pub fn ended(child: Child) -> Ran {
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    Ran {
        code: status.code().unwrap_or(-1),
        stdout: String::from_utf8(stdout).unwrap(),
        stderr: String::from_utf8(stderr).unwrap(),
    }
}
