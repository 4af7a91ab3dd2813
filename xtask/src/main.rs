//! Tasks for developers: `cargo xtask train [--check]`.
#![allow(clippy::print_stdout, reason = "a task's output is its print")]

mod train;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.first().map(String::as_str) {
        Some("train") => train::run(&arguments[1..]),
        _ => Err("usage: cargo xtask train [--check]".to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
