//! `dateline verify`: every digest made again, every span read again; says what differs.

use std::io::Write;

use clap::Args;

use super::Done;
use super::ledger::{Where, number, threads};
use crate::console::bar;
use crate::render;

/// Hash every document again and read every span again.
#[derive(Args)]
pub struct Verify {
    #[command(flatten)]
    place: Where,
    /// Also make everything derived again, and compare
    #[arg(long)]
    derived: bool,
}

impl Verify {
    pub fn run(self) -> anyhow::Result<Done> {
        use dateline_ledger::{Access, Ledger};
        let ledger = Ledger::open(&self.place.ledger, Access::Read, dateline::incidents::Policy::default(), threads())?;
        let bar = bar(0);
        let verified = ledger.verify(|done, of| {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        });
        bar.finish_and_clear();
        let verified = verified?;
        drop(ledger);
        let mut out = anstream::stdout();
        for fault in &verified.faults {
            writeln!(out, "{}: {}", render::visible(&fault.what), render::visible(&fault.problem))?;
        }
        let mut faults = verified.faults.len();
        let made_again = self.derived && faults == 0;
        if made_again {
            let mut ledger = self.place.change("verify")?;
            super::ledger::derive(&mut ledger)?;
            if let Some(problem) = ledger.verify_derived()? {
                writeln!(out, "what is derived: {problem}")?;
                faults += 1;
            }
        }
        writeln!(
            out,
            "{}, {}, {}, {} looked at{}: {}",
            number(verified.rows, "log row"),
            number(verified.captures, "capture"),
            number(verified.documents, "document"),
            number(verified.spans, "span"),
            if made_again { ", everything derived made again" } else { "" },
            if faults == 0 { "nothing differs".to_owned() } else { number(faults, "fault") }
        )?;
        Ok(if faults == 0 { Done::All } else { Done::Some })
    }
}
