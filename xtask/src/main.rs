//! Tasks for developers: `cargo xtask train [--check]`, `cargo xtask pack`.
#![allow(clippy::print_stdout, reason = "a task's output is its print")]

mod train;

use std::path::Path;
use std::process::ExitCode;

use xtask::pack;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.first().map(String::as_str) {
        Some("train") => train::run(&arguments[1..]),
        Some("pack") => pack::run(&root).map_err(|error| error.to_string()),
        _ => Err("usage: cargo xtask train [--check] | pack".to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
