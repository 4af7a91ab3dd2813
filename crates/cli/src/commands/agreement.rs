//! `dateline review agreement`: how far people who ruled on the same things agree.

use std::io::Write;

use clap::Args;
use dateline::incidents::Agreement as Measured;
use dateline::{Question, answers};

use super::Done;
use super::ledger::{AsOf, number};
use crate::console::style::{FAINT, STRONG};
use crate::render;

/// Print percent agreement, Cohen's κ and Krippendorff's α.
#[derive(Args)]
pub struct Agreement {
    #[command(flatten)]
    at: AsOf,
    /// How many of the questions answered differently to print
    #[arg(long, value_name = "N", default_value_t = 20)]
    most: usize,
}

impl Agreement {
    pub fn run(self) -> anyhow::Result<Done> {
        let answers = answers(&self.at.read()?.decisions()?);
        let mut out = anstream::stdout();
        writeln!(
            out,
            "{STRONG}{:<10}  {:>5}  {:>6}  {:>7}  {:>9}  {:>9}{STRONG:#}",
            "", "items", "coders", "percent", "Cohen κ", "Kripp. α"
        )?;
        let cells = |question: &Question| !matches!(&*question.about, "verdict" | "grade");
        writeln!(out, "{}", line("all", &answers.agreement()))?;
        writeln!(out, "{}", line("verdicts", &answers.agreement_where(|question| question.about == "verdict")))?;
        writeln!(out, "{}", line("grades", &answers.agreement_where(|question| question.about == "grade")))?;
        writeln!(out, "{}", line("cells", &answers.agreement_where(cells)))?;
        let differ = answers.questions.iter().zip(&answers.given).filter(|(_, given)| {
            let mut told = given.iter().flatten();
            told.next().is_some_and(|first| told.any(|other| other != first))
        });
        for (question, given) in differ.take(self.most) {
            let told = answers.coders.iter().zip(given).filter_map(|(who, told)| Some(format!("{who} {}", told.as_ref()?)));
            let told = render::visible(&told.collect::<Vec<_>>().join(", "));
            writeln!(out, "{} {}  {FAINT}{told}{FAINT:#}", question.target, render::visible(&question.about))?;
        }
        writeln!(
            out,
            "{} of {} answered by two people or more",
            number(answers.agreement().items, "question"),
            answers.questions.len()
        )?;
        Ok(Done::All)
    }
}

fn line(name: &str, measured: &Measured) -> String {
    let shown = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"));
    let percent = measured.percent.map_or_else(|| "–".to_owned(), |share| format!("{:.1} %", 100.0 * share));
    format!(
        "{name:<10}  {:>5}  {:>6}  {percent:>7}  {:>9}  {:>9}",
        measured.items,
        measured.coders,
        shown(measured.kappa),
        shown(measured.alpha)
    )
}
