//! `dateline review`: what is worth a look, and what a reviewer rules.

use std::io::Write;

use clap::{Args, Subcommand};
use dateline::wire::v1::Incident;
use dateline_ledger::{Filter, Ledger, Reason, Ruling, reasons, worth};
use jiff::Timestamp;

use super::Done;
use super::agreement::Agreement;
use super::ledger::{AsOf, Where, derive};
use crate::console::style::{FAINT, STRONG};
use crate::render;

/// Rule on claims and incidents.
#[derive(Args)]
pub struct Review {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// What is worth a look, most first: figures that differ, problems, pairs that may be one
    Queue(Queue),
    /// The claim or incident is right as it stands
    Accept(Rule),
    /// The claim, or every claim of the incident, is in no incident and no series
    Reject(Rule),
    /// A cell of a claim should say something else: correct CLAIM counts.0 5
    Correct(Correct),
    /// Two incidents are one
    Merge(Merge),
    /// Some claims of an incident are of another happening
    Split(Split),
    /// Two incidents are two, though they may look like one
    Apart(Apart),
    /// Set an incident's grade
    Grade(Grade),
    /// A decision no longer holds
    Undo(Rule),
    /// Something to be remembered
    Note(Rule),
    /// Every decision, in the order made
    Decisions(AsOf),
    /// How far people who ruled on the same things agree, blind answers included
    Agreement(Agreement),
}

#[derive(Args)]
struct Queue {
    #[command(flatten)]
    at: AsOf,
    /// How many to print
    #[arg(long, value_name = "N", default_value_t = 20)]
    most: usize,
}

/// Who rules, and why.
#[derive(Args)]
struct By {
    #[command(flatten)]
    place: Where,
    /// Who rules
    #[arg(long = "as", value_name = "NAME")]
    who: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    why: String,
    /// An answer of your own, without sight of others': kept for measuring agreement, and not in force
    #[arg(long)]
    blind: bool,
}

#[derive(Args)]
struct Rule {
    /// The claim, incident or decision
    id: String,
    #[command(flatten)]
    by: By,
}

#[derive(Args)]
struct Correct {
    /// The claim
    id: String,
    /// Its cell: act, status, place, time, counts.0, counts.0.group, actors.0.role, voice.kind …
    cell: String,
    /// What it should say: 5, ">=50", 12..19, "Tyre, LBN", 2024-09-27, none
    #[arg(allow_hyphen_values = true)]
    value: String,
    #[command(flatten)]
    by: By,
}

#[derive(Args)]
struct Merge {
    /// The incident
    id: String,
    /// The other
    with: String,
    #[command(flatten)]
    by: By,
}

#[derive(Args)]
struct Split {
    /// The incident
    id: String,
    /// Its claims that are of another happening
    #[arg(required = true)]
    claims: Vec<String>,
    #[command(flatten)]
    by: By,
}

#[derive(Args)]
struct Apart {
    /// The incident
    id: String,
    /// The other
    from: String,
    #[command(flatten)]
    by: By,
}

#[derive(Args)]
struct Grade {
    /// The incident
    id: String,
    /// confirmed, fair, weak, contested, discounted or ungraded
    grade: String,
    #[command(flatten)]
    by: By,
}

impl Review {
    pub fn run(self, now: Timestamp) -> anyhow::Result<Done> {
        match self.action {
            Action::Queue(queue) => queue.run(),
            Action::Accept(Rule { id, by }) => by.rule(&id, &Ruling::Accept, now),
            Action::Reject(Rule { id, by }) => by.rule(&id, &Ruling::Reject, now),
            Action::Correct(Correct { id, cell, value, by }) => by.rule(&id, &Ruling::Correct { cell, value }, now),
            Action::Merge(Merge { id, with, by }) => by.rule(&id, &Ruling::Merge { with }, now),
            Action::Split(Split { id, claims, by }) => by.rule(&id, &Ruling::Split { claims }, now),
            Action::Apart(Apart { id, from, by }) => by.rule(&id, &Ruling::Apart { from }, now),
            Action::Grade(Grade { id, grade, by }) => by.rule(&id, &Ruling::Grade { grade }, now),
            Action::Undo(Rule { id, by }) => by.rule(&id, &Ruling::Undo, now),
            Action::Note(Rule { id, by }) => by.rule(&id, &Ruling::Note, now),
            Action::Decisions(at) => decisions(&at.read()?),
            Action::Agreement(agreement) => agreement.run(),
        }
    }
}

impl By {
    fn rule(self, id: &str, ruling: &Ruling, now: Timestamp) -> anyhow::Result<Done> {
        let mut ledger = self.place.change("review")?;
        derive(&mut ledger)?;
        let decision = ledger.decide(id, ruling, &self.who, &self.why, self.blind, now)?;
        derive(&mut ledger)?;
        writeln!(anstream::stdout(), "{}", render::visible(&render::decision(&decision)))?;
        Ok(Done::All)
    }
}

fn decisions(ledger: &Ledger) -> anyhow::Result<Done> {
    let all = ledger.decisions()?;
    let in_force: Vec<&str> = dateline::decisions::in_force(&all).iter().map(|decision| decision.id.as_str()).collect();
    let mut out = anstream::stdout();
    for decision in &all {
        let line = render::visible(&render::decision(decision));
        match in_force.contains(&decision.id.as_str()) || decision.action == "undo" {
            true => writeln!(out, "{line}")?,
            false => writeln!(out, "{FAINT}{line}  (not in force){FAINT:#}")?,
        }
    }
    Ok(Done::All)
}

impl Queue {
    fn run(self) -> anyhow::Result<Done> {
        let ledger = self.at.read()?;
        let mut out = anstream::stdout();
        let proposals = ledger.proposals()?;
        if !proposals.is_empty() {
            writeln!(out, "{STRONG}may be one{STRONG:#}")?;
        }
        for pair in proposals.iter().take(self.most) {
            let (a, b) = (ledger.incident(&pair.a)?, ledger.incident(&pair.b)?);
            writeln!(out, "{}  {}  {FAINT}{}{FAINT:#}", a.id, render::visible(&a.title), pair.why)?;
            writeln!(out, "{}  {}\n", b.id, render::visible(&b.title))?;
        }
        let mut looks: Vec<(u64, Incident)> = ledger
            .incidents(&Filter { status: Some("machine".to_owned()), ..Filter::default() })?
            .into_iter()
            .map(|incident| (worth(&incident), incident))
            .collect();
        looks.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
        writeln!(out, "{STRONG}worth a look{STRONG:#}")?;
        for (_, incident) in looks.iter().take(self.most) {
            let why = reasons(incident).iter().map(told).collect::<Vec<_>>().join(", ");
            writeln!(out, "{}  {}  {FAINT}{}{FAINT:#}", incident.id, render::visible(&incident.title), render::visible(&why))?;
        }
        Ok(Done::All)
    }
}

/// A reason, with the figures where they are it.
fn told(reason: &Reason<'_>) -> String {
    match reason {
        Reason::Figures(toll) => format!("{} {}", toll.measure, render::toll(toll)),
        Reason::NoPlace => "no place".to_owned(),
        Reason::NoDay => "no day".to_owned(),
        Reason::InferredDay => "the day is inferred from publication".to_owned(),
        Reason::Contested | Reason::Problem(_) => reason.slug(),
    }
}
