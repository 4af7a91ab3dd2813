//! One file a command.

mod agreement;
mod code;
mod eval;
mod explain;
mod export;
mod incidents;
mod ledger;
mod places;
mod release;
mod review;
mod run;
mod serve;
mod tallies;
mod verify;
mod watch;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use dateline_desk::{guarded, pool, prepare};
use dateline_intake::{Capture, Defaults, Inputs, Raw, Unread};
use dateline_ledger::{Ledger, Prepared, TakenIn};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::Clock;
use crate::console::Console;
pub use places::put_in_force;

/// What the shell is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// Everything was read; for `eval --check`, everything holds; for `verify`, nothing differs.
    All = 0,
    /// Some records could not be read, each named; a floor does not hold; something differs.
    Some = 1,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Take reports into the ledger, code and reconcile them, and print the incidents they tell of
    Run(run::Run),
    /// Code reports and print each one's claims; nothing is stored
    Code(code::Code),
    /// Print the ledger's incidents, or write them in another project's format
    Incidents(incidents::Incidents),
    /// Print the running totals, one series a voice, measure, group, area and first day
    Tallies(tallies::Tallies),
    /// Print every cell of a claim, an incident or a series: value, words, rule, report
    Explain(explain::Explain),
    /// Hash every document again and read every span again
    Verify(verify::Verify),
    /// Rule on claims and incidents: accept, reject, correct, merge, split, apart, grade, undo
    Review(review::Review),
    /// Name a state of the ledger, and compare two
    Release(release::Release),
    /// Serve the ledger's page and its API, on this machine or for several people
    Serve(serve::Serve),
    /// Poll feeds and keep the ledger current
    Watch(watch::Watch),
    /// Add places to those that reports are read by
    Places(places::Places),
    /// Measure against a gold set
    Eval(eval::Eval),
}

impl Command {
    /// Does it; `clock` tells the moment at which it is done.
    pub fn run(self, clock: Clock) -> anyhow::Result<Done> {
        let now = clock.now();
        match self {
            Command::Run(run) => run.run(now),
            Command::Code(code) => code.run(),
            Command::Incidents(incidents) => incidents.run(),
            Command::Tallies(tallies) => tallies.run(),
            Command::Explain(explain) => explain.run(now),
            Command::Verify(verify) => verify.run(),
            Command::Review(review) => review.run(now),
            Command::Release(release) => release.run(now),
            Command::Serve(serve) => serve.run(clock),
            Command::Watch(watch) => watch.run(clock),
            Command::Places(places) => places.run(),
            Command::Eval(eval) => eval.run(),
        }
    }
}

/// Which reports to read, and how.
#[derive(Args)]
struct Reports {
    /// Files (.txt .md .html .eml .pdf .json .jsonl .xml .warc, each also as .gz), folders, addresses, or - for standard input
    #[arg(value_name = "PATH")]
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
    /// Let addresses lead to this machine and to private networks
    #[arg(long)]
    allow_private: bool,
}

/// Whether a path that was given is an address.
fn is_address(path: &std::path::Path) -> bool {
    path.to_str().is_some_and(|path| path.starts_with("http://") || path.starts_with("https://"))
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
        let (addresses, paths): (Vec<PathBuf>, Vec<PathBuf>) = self.paths.iter().cloned().partition(|path| is_address(path));
        anyhow::ensure!(!self.paths.is_empty(), "no report was named: give files, folders, addresses, or - for standard input");
        let inputs = Inputs::find(&paths, defaults.clone())?;
        let threads = self.threads();
        let mut console = Console::new(inputs.bytes);
        let fetched = watch::fetched(addresses, defaults, self.allow_private)?.map(|read| Waiting::Read(Box::new(read)));
        let mut waiting = fetched.chain(inputs.records().map(Waiting::Raw));
        loop {
            let batch = batch(&mut waiting, threads);
            if batch.is_empty() {
                break;
            }
            let coded =
                pool::map(batch, threads, |waiting| waiting.captures().into_iter().map(|read| coded(read, &work)).collect());
            for one in coded.into_iter().flat_map(|record: Vec<_>| record) {
                match one {
                    Ok((capture, coded)) => {
                        console.report(&capture);
                        sink(capture, coded)?;
                    }
                    Err(unread) => console.unread(&unread),
                }
            }
        }
        Ok(console.finish())
    }
}

impl Reports {
    fn threads(&self) -> usize {
        self.threads.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get)
    }

    /// Codes every report and adds it to the ledger, batch by batch; a batch that was added is there whatever becomes of the next.
    fn take_in(&self, ledger: &mut Ledger, now: Timestamp) -> anyhow::Result<(TakenIn, Done)> {
        let mut taken = TakenIn::default();
        let mut batch: Vec<Prepared> = Vec::new();
        let done = self.each(prepare, |_, prepared| {
            batch.push(prepared);
            if batch.len() == BATCH {
                taken.add(ledger.take_in(&std::mem::take(&mut batch), now)?);
            }
            Ok(())
        })?;
        taken.add(ledger.take_in(&batch, now)?);
        Ok((taken, done))
    }
}

/// Reports in one transaction: few enough that a killed run loses little, many enough that the disk is not waited for.
const BATCH: usize = 256;

/// A record on its way: its bytes, or what was made of them already.
enum Waiting {
    Raw(Raw),
    Read(Box<Result<Capture, Unread>>),
}

impl Waiting {
    fn captures(self) -> Vec<Result<Capture, Unread>> {
        match self {
            Waiting::Raw(raw) => raw.captures(),
            Waiting::Read(read) => vec![*read],
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Waiting::Raw(raw) => raw.bytes(),
            Waiting::Read(read) => read.as_ref().as_ref().map_or(0, |capture| capture.raw.len()),
        }
    }
}

/// A capture, and what `work` made of it.
fn coded<T>(read: Result<Capture, Unread>, work: impl Fn(&Capture) -> T) -> Result<(Capture, T), Unread> {
    let capture = read?;
    let coded = guarded(|| work(&capture)).map_err(|stopped| stopped.at(&capture.origin))?;
    Ok((capture, coded))
}

/// The next records to read and code together: enough to keep the threads busy, few enough to keep little in memory.
fn batch(waiting: &mut impl Iterator<Item = Waiting>, threads: usize) -> Vec<Waiting> {
    const BYTES: usize = 4 << 20;
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < 64 * threads && bytes < BYTES {
        let Some(one) = waiting.next() else { break };
        bytes += one.bytes();
        batch.push(one);
    }
    batch
}
