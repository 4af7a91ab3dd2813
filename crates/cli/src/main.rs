//! The `dateline` command: glue between the paths given and the engine. Holds no rule about what a report says.

mod commands;
mod console;
mod render;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use commands::Command;

/// Reads news reports on armed conflict and keeps an auditable incident ledger.
#[derive(Parser)]
#[command(name = "dateline", version, arg_required_else_help = true)]
struct Arguments {
    /// When to colour what is printed.
    #[arg(long, global = true, value_enum, default_value_t = console::Colour::Auto)]
    color: console::Colour,
    /// Stands for the clock: the moment at which all is taken in and ruled, for making a ledger again as it was.
    #[arg(long, global = true, value_name = "TIMESTAMP", hide = true)]
    now: Option<jiff::Timestamp>,
    /// The places to read reports by, made by `places import` [default: places.pack in this folder, where there is one]
    #[arg(long, global = true, value_name = "FILE")]
    places: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

/// Tells the moment: the machine's, or the one that stands for it.
#[derive(Debug, Clone, Copy)]
struct Clock(Option<jiff::Timestamp>);

impl Clock {
    fn now(self) -> jiff::Timestamp {
        self.0.unwrap_or_else(jiff::Timestamp::now)
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    arguments.color.apply();
    let done = commands::put_in_force(arguments.places).and_then(|()| arguments.command.run(Clock(arguments.now)));
    match done {
        Ok(done) => ExitCode::from(done as u8),
        Err(error) if console::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            console::error(&error);
            ExitCode::from(2)
        }
    }
}
