//! Which ledger a command is about, and as of when.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context;
use clap::Args;
use dateline::incidents::Policy;
use dateline_ledger::{Access, Counts, Derived, Ledger};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::console::bar;

/// Which ledger.
#[derive(Args)]
pub struct Where {
    /// The ledger's file
    #[arg(long, value_name = "FILE", default_value = "dateline.db")]
    pub ledger: PathBuf,
    /// How many seconds to wait for another writer of the ledger
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub wait: u64,
}

/// Which ledger, and as of when.
#[derive(Args)]
pub struct AsOf {
    #[command(flatten)]
    pub place: Where,
    /// What was known then: a day (its end) or a moment, "2024-09-27" or "2024-09-27T12:00:00Z"
    #[arg(long, value_name = "T", value_parser = moment)]
    pub as_of: Option<Timestamp>,
}

/// The moment written, or the last of the day written.
fn moment(text: &str) -> Result<Timestamp, String> {
    if let Ok(day) = text.parse::<Date>() {
        return format!("{day}T23:59:59Z").parse().map_err(|error: jiff::Error| error.to_string());
    }
    text.parse().map_err(|_| format!("{text:?} is neither a day nor a moment; write 2024-09-27 or 2024-09-27T12:00:00Z"))
}

/// As many as there are cores.
pub fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get)
}

impl Where {
    /// Opens it to be added to, making it where it is not there.
    pub fn write(&self, what: &str) -> anyhow::Result<Ledger> {
        let access = Access::Write { who: format!("dateline {what}"), patience: Duration::from_secs(self.wait) };
        Ok(Ledger::open(&self.ledger, access, Policy::default(), threads())?)
    }

    /// Opens it to be added to; it must be there already.
    pub fn change(&self, what: &str) -> anyhow::Result<Ledger> {
        if !self.ledger.exists() {
            return Err(dateline_ledger::Error::Missing { path: self.ledger.clone() }.into());
        }
        self.write(what)
    }

    /// Opens it to be read, what is derived in step with what came in: a run that was stopped is brought to its end first.
    pub fn read(&self) -> anyhow::Result<Ledger> {
        let ledger = Ledger::open(&self.ledger, Access::Read, Policy::default(), threads())?;
        if ledger.is_current()? {
            return Ok(ledger);
        }
        drop(ledger);
        let mut ledger = self.write("bringing incidents up to date")?;
        derive(&mut ledger)?;
        Ok(ledger)
    }
}

impl AsOf {
    /// Opens the ledger to be read, as of the moment asked for.
    pub fn read(&self) -> anyhow::Result<Ledger> {
        let mut ledger = self.place.read()?;
        if let Some(at) = self.as_of {
            ledger.at(at).with_context(|| format!("cannot go back to {at}"))?;
        }
        Ok(ledger)
    }
}

/// Brings what is derived in step, with a bar where it takes long.
pub fn derive(ledger: &mut Ledger) -> anyhow::Result<Derived> {
    let bar = bar(0);
    bar.set_message("codings joined");
    let derived = ledger.derive(|done, of| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    Ok(derived?)
}

/// What a ledger holds, in a line.
pub fn holds(counts: Counts) -> String {
    format!(
        "{} in the ledger from {} ({}), {}",
        number(counts.incidents, "incident"),
        number(counts.reports, "report"),
        number(counts.documents, "different text"),
        number_of_series(counts.series),
    )
}

fn number_of_series(n: usize) -> String {
    if n == 1 { "1 series of totals".to_owned() } else { format!("{n} series of totals") }
}

/// "1 report", "2 reports".
pub fn number(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
