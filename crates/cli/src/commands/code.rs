//! `dateline code`: each report's claims, incidents and problems; nothing is stored.

use std::io::{self, IsTerminal, Write};

use clap::{Args, ValueEnum};

use dateline::incidents::Policy;

use super::{Done, Reports};
use crate::render;

/// Code reports and print each one's claims.
#[derive(Args)]
pub struct Code {
    #[command(flatten)]
    reports: Reports,
    /// How to print [default: text on a terminal, else json]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Add everything the text names: counts, times, places, actors, voices
    #[arg(long)]
    mentions: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One object a report, a line each
    Json,
}

impl Code {
    pub fn run(self) -> anyhow::Result<Done> {
        let natural = if io::stdout().is_terminal() { Format::Text } else { Format::Json };
        let format = self.format.unwrap_or(natural);
        let mut out: Box<dyn Write> = match format {
            Format::Json => Box::new(io::BufWriter::new(io::stdout())),
            Format::Text => Box::new(io::BufWriter::new(anstream::stdout())),
        };
        let policy = Policy::default();
        let done = self.reports.each(
            |input| {
                let reading = dateline::read(&input.report);
                let record = if self.mentions { dateline::record_with_mentions } else { dateline::record };
                let record = record(&input.report, &reading, &policy);
                match format {
                    Format::Json => serde_json::to_string(&record).map(|line| line + "\n"),
                    Format::Text => Ok(render::record(&record)),
                }
            },
            |_, printed| Ok(out.write_all(printed?.as_bytes())?),
        )?;
        out.flush()?;
        Ok(done)
    }
}
