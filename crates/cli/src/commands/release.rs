//! `dateline release`: a named, hashed state of the ledger, and what changed between two.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use dateline_desk::release_content;
use dateline_export::Profile;
use dateline_ledger::{Change, Ledger};
use jiff::Timestamp;
use serde_json::Value;

use super::Done;
use super::export::{self, Shown};
use super::ledger::{Where, derive, number};
use crate::console::style::{FAINT, STRONG};
use crate::render;

/// Name a state of the ledger, and compare two.
#[derive(Args)]
pub struct Release {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Name what the ledger says now
    Create(Create),
    /// Every release, in the order made
    List(Where),
    /// Write what a release says, an incident or a series of totals a line
    Show(Show),
    /// Which cells differ between two releases, and which report or decision did it
    Diff(Diff),
}

#[derive(Args)]
struct Create {
    /// Its name
    name: String,
    #[command(flatten)]
    place: Where,
    /// Who it is for: public leaves out private persons' names, precise homes and shelters; restricted shows everything
    #[arg(long, default_value = "public")]
    profile: Shown,
    /// Why it is made
    #[arg(long, default_value = "")]
    note: String,
}

#[derive(Args)]
struct Show {
    /// Its name
    name: String,
    #[command(flatten)]
    place: Where,
    /// Where to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Args)]
struct Diff {
    /// The earlier
    from: String,
    /// The later
    to: String,
    #[command(flatten)]
    place: Where,
    /// One JSON object a changed cell
    #[arg(long)]
    json: bool,
}

impl Release {
    pub fn run(self, now: Timestamp) -> anyhow::Result<Done> {
        match self.action {
            Action::Create(create) => create.run(now),
            Action::List(place) => list(&place.read()?),
            Action::Show(show) => show.run(),
            Action::Diff(diff) => diff.run(),
        }
    }
}

impl Create {
    fn run(self, now: Timestamp) -> anyhow::Result<Done> {
        let mut ledger = self.place.change("release create")?;
        derive(&mut ledger)?;
        let content = release_content(&ledger, self.profile.0)?;
        let profile = match self.profile.0 {
            Profile::Public => dateline_ledger::Profile::Public,
            Profile::Restricted => dateline_ledger::Profile::Restricted,
        };
        let made = ledger.create_release(&self.name, profile, &self.note, &content, dateline::DEFAULT_POLICY, now)?;
        writeln!(anstream::stdout(), "{}  {}  {}", made.name, number(made.incidents, "incident"), made.output)?;
        Ok(Done::All)
    }
}

fn list(ledger: &Ledger) -> anyhow::Result<Done> {
    let mut out = anstream::stdout();
    for made in ledger.releases()? {
        let profile = format!("{:?}", made.profile).to_lowercase();
        writeln!(
            out,
            "{STRONG}{}{STRONG:#}  {}  {profile}  {}, {}, {}  {FAINT}{}{FAINT:#}  {}",
            render::visible(&made.name),
            made.at,
            number(made.incidents, "incident"),
            number(made.reports, "report"),
            number(made.decisions, "decision"),
            made.output,
            render::visible(&made.note)
        )?;
    }
    Ok(Done::All)
}

impl Show {
    fn run(self) -> anyhow::Result<Done> {
        let ledger = self.place.read()?;
        let release = ledger.release(&self.name)?;
        let release = release.ok_or_else(|| anyhow::anyhow!("there is no release {:?}", self.name))?;
        export::to(self.output.as_deref(), |out| Ok(out.write_all(release.content.as_bytes())?))?;
        Ok(Done::All)
    }
}

impl Diff {
    fn run(self) -> anyhow::Result<Done> {
        let changes = self.place.read()?.diff(&self.from, &self.to)?;
        let mut out = anstream::stdout();
        let mut last = "";
        for change in &changes {
            if self.json {
                writeln!(out, "{}", serde_json::to_string(change)?)?;
                continue;
            }
            if change.id != last {
                writeln!(out, "{STRONG}{}{STRONG:#}  {}", change.id, render::visible(&change.title))?;
                if !change.because.is_empty() {
                    writeln!(out, "  {FAINT}because of {}{FAINT:#}", render::visible(&change.because.join("; ")))?;
                }
            }
            writeln!(out, "  {}", render::visible(&told(change)))?;
            last = &change.id;
        }
        if !self.json {
            writeln!(out, "{} between {} and {}", number(changes.len(), "changed cell"), self.from, self.to)?;
        }
        Ok(Done::All)
    }
}

/// A change in a line.
fn told(change: &Change) -> String {
    let shown = |value: &Value| match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match (change.cell.as_str(), &change.before, &change.after) {
        ("", Value::Null, _) => "new".to_owned(),
        ("", _, _) => "gone".to_owned(),
        (cell, before, after) => format!("{cell}: {} → {}", shown(before), shown(after)),
    }
}
