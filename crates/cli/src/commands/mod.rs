//! One file a command.

mod code;
mod eval;
mod explain;
mod kept;
mod run;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use dateline::Reading;
use dateline::mentions::Mentions;
use dateline_intake::{Capture, Defaults, Inputs, Unread};
use jiff::civil::Date;

use crate::console::Console;
use crate::engine;
use crate::pool;
use kept::Kept;

/// What the shell is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// Everything was read; for `eval --check`, everything holds.
    All = 0,
    /// Some records could not be read, each named; for `eval --check`, a floor does not hold.
    Some = 1,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Code reports and print the incidents they tell of
    Run(run::Run),
    /// Code reports and print each one's claims
    Code(code::Code),
    /// Print every cell of a claim or an incident: value, words, rule, report
    Explain(explain::Explain),
    /// Measure against a gold set
    Eval(eval::Eval),
}

impl Command {
    /// Does it.
    pub fn run(self) -> anyhow::Result<Done> {
        match self {
            Command::Run(run) => run.run(),
            Command::Code(code) => code.run(),
            Command::Explain(explain) => explain.run(),
            Command::Eval(eval) => eval.run(),
        }
    }
}

/// Which reports to read, and how.
#[derive(Args)]
struct Reports {
    /// Files (.txt .md .html .eml .pdf .json .jsonl .xml .warc, each also as .gz), folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The day of publication of reports that do not say
    #[arg(long, value_name = "YYYY-MM-DD")]
    published: Option<Date>,
    /// The outlet of reports that do not say
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// How many threads code; the result is the same [default: one a core]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
}

impl Reports {
    /// Codes every report by `work` and hands the results to `sink` in the order of the reports. A record that cannot be read is named
    /// and passed by.
    fn each<T: Send>(
        &self,
        work: impl Fn(&Capture) -> T + Sync,
        mut sink: impl FnMut(Capture, T) -> anyhow::Result<()>,
    ) -> anyhow::Result<Done> {
        let defaults = Defaults { published: self.published, outlet: self.outlet.clone(), language: None };
        let inputs = Inputs::find(&self.paths, defaults)?;
        let threads = self.threads.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        let mut console = Console::new(inputs.bytes);
        let mut inputs = inputs.read();
        loop {
            let batch = batch(&mut inputs, &mut console, threads);
            if batch.is_empty() {
                break;
            }
            let coded = pool::map(&batch, threads, |input| engine::guarded(|| work(input)));
            for (input, coded) in batch.into_iter().zip(coded) {
                match coded {
                    Ok(coded) => {
                        console.report(&input);
                        sink(input, coded)?;
                    }
                    Err(stopped) => console.unread(&stopped.at(&input.origin)),
                }
            }
        }
        Ok(console.finish())
    }
}

impl Reports {
    /// Reads every report and keeps them all, for what needs them together.
    fn keep(&self) -> anyhow::Result<(Kept, Done)> {
        let mut kept = Vec::new();
        let done = self.each(
            |input| Reading { mentions: Mentions::default(), ..dateline::read(&input.report) },
            |mut input, reading| {
                input.report.text = String::new(); // the reading's document has it
                kept.push((input.report, reading));
                Ok(())
            },
        )?;
        Ok((Kept::new(kept), done))
    }
}

/// The next reports to code together: enough to keep the threads busy, few enough to keep little in memory.
fn batch(inputs: &mut impl Iterator<Item = Result<Capture, Unread>>, console: &mut Console, threads: usize) -> Vec<Capture> {
    const BYTES: usize = 4 << 20;
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < 64 * threads && bytes < BYTES {
        match inputs.next() {
            None => break,
            Some(Ok(input)) => {
                bytes += input.report.text.len();
                batch.push(input);
            }
            Some(Err(unread)) => console.unread(&unread),
        }
    }
    batch
}
