//! Running the command as a person does.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What one run said and printed.
pub struct Ran {
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

    /// The ids of the reports printed.
    #[allow(dead_code, reason = "not every test file prints JSON")]
    pub fn ids(&self) -> Vec<String> {
        self.records().iter().map(|record| record["report"]["id"].as_str().unwrap().to_owned()).collect()
    }
}

/// `dateline` with `arguments`, in `folder`.
pub fn dateline(folder: &Path, arguments: &[&str]) -> Ran {
    with_input(folder, arguments, b"")
}

/// The same, with bytes on standard input.
pub fn with_input(folder: &Path, arguments: &[&str], input: &[u8]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    Ran {
        code: status.code().unwrap_or(-1),
        stdout: String::from_utf8(stdout).unwrap(),
        stderr: String::from_utf8(stderr).unwrap(),
    }
}
