//! `dateline eval`: how right the engine is, against a gold set.

use std::collections::BTreeMap;
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, ValueEnum};
use dateline_eval::{Error, Evaluation, Figure, Floors, Half, MeasureResult, SETS};

use super::Done;
use crate::console::bar;
use crate::console::style::{ERROR, FAINT, STRONG};

/// Measure against a gold set.
#[derive(Args)]
pub struct Eval {
    /// A gold set by name, a file or folder of one, or "all"
    #[arg(value_name = "SET|FILE")]
    set: String,
    /// Where the gold sets are, a folder each
    #[arg(long, value_name = "DIR", default_value = "../shared/data")]
    data: PathBuf,
    /// Which set a file is of, where its form does not tell
    #[arg(long = "set", value_name = "SET")]
    form: Option<String>,
    /// How many kinds of error, and how many documents of each, to print a measure
    #[arg(long, value_name = "N", default_value_t = 10)]
    errors: usize,
    /// Show errors of one half only, so that the other stays unread
    #[arg(long, value_enum)]
    half: Option<OneHalf>,
    /// Exit 1 where a measure is below its floor in eval/floors.toml
    #[arg(long)]
    check: bool,
    /// The floors
    #[arg(long, value_name = "FILE", default_value = "eval/floors.toml")]
    floors: PathBuf,
    /// Print one JSON object a set
    #[arg(long)]
    json: bool,
    /// How many threads code [default: one a core]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OneHalf {
    Even,
    Odd,
}

impl Eval {
    pub fn run(self) -> anyhow::Result<Done> {
        let floors = if self.check {
            let text = std::fs::read_to_string(&self.floors).with_context(|| format!("cannot read {}", self.floors.display()))?;
            Floors::parse(&text).with_context(|| format!("cannot read {}", self.floors.display()))?
        } else {
            Floors::default()
        };
        let mut done = Done::All;
        for (set, file) in self.sets()? {
            let evaluation = self.evaluate(&set, file.as_deref())?;
            let mut out = anstream::stdout();
            match self.json {
                true => writeln!(out, "{}", serde_json::to_string(&evaluation)?)?,
                false => write!(out, "{}", self.report(&evaluation))?,
            }
            for shortfall in floors.check(&evaluation) {
                let value = shortfall.value.map_or_else(|| "not measured".to_owned(), |value| value.to_string());
                anstream::eprintln!("{ERROR}below its floor{ERROR:#}: {} {value}, floor {}", shortfall.measure, shortfall.floor);
                done = Done::Some;
            }
        }
        Ok(done)
    }

    /// Each set to score, and the file it is in where one was named.
    fn sets(&self) -> anyhow::Result<Vec<(String, Option<PathBuf>)>> {
        if self.set == "all" {
            return Ok(SETS.iter().map(|set| ((*set).to_owned(), None)).collect());
        }
        if SETS.contains(&self.set.as_str()) {
            return Ok(vec![(self.set.clone(), None)]);
        }
        let file = Path::new(&self.set);
        let set = self.form.clone().or_else(|| dateline_eval::recognise(file).map(str::to_owned));
        let set = set.filter(|_| file.exists()).ok_or_else(|| Error::NoSet(self.set.clone()))?;
        Ok(vec![(set, Some(file.to_owned()))])
    }

    fn evaluate(&self, set: &str, file: Option<&Path>) -> anyhow::Result<Evaluation> {
        let gold = dateline_eval::gold(set, &self.data, file)?;
        let threads = self.threads.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        let bar = bar(gold.len() as u64);
        bar.set_message(set.to_owned());
        let start = std::time::Instant::now();
        let evaluation = gold.evaluate(set, threads, || bar.inc(1));
        bar.finish_and_clear();
        let seconds = start.elapsed().as_secs_f64();
        anstream::eprintln!(
            "{set}: {} documents, {} words, {seconds:.1} s on {threads} threads: {:.0} words a second",
            evaluation.documents,
            evaluation.words,
            evaluation.words as f64 / seconds
        );
        Ok(evaluation)
    }

    fn report(&self, evaluation: &Evaluation) -> String {
        let mut text = format!("{STRONG}{}{STRONG:#}  {} documents\n", evaluation.set, evaluation.documents);
        text += &format!("{FAINT}{:20} {:>6} {:>7} {:>7} {:>7}{FAINT:#}\n", "", "of", "all", "even", "odd");
        for measure in &evaluation.measures {
            text += &figures(measure);
        }
        for measure in &evaluation.measures {
            text += &self.errors_of(measure);
        }
        text + "\n"
    }

    /// The kinds of error, the most frequent first, and some documents of each.
    fn errors_of(&self, measure: &MeasureResult) -> String {
        let mut kinds: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        let shown = |half: Half| self.half.is_none_or(|one| (one == OneHalf::Even) == (half == Half::Even));
        for (id, _, error) in measure.errors.iter().filter(|(_, half, _)| shown(*half)) {
            let kind = error.split(": ").next().unwrap_or(error);
            kinds.entry(kind).or_default().push((id, error));
        }
        let mut kinds: Vec<(&str, Vec<(&str, &str)>)> = kinds.into_iter().collect();
        kinds.sort_by_key(|(kind, all)| (std::cmp::Reverse(all.len()), *kind));
        let mut text = String::new();
        for (kind, all) in kinds.iter().take(self.errors) {
            if text.is_empty() {
                text += &format!("{STRONG}{}{STRONG:#}: {} errors\n", measure.name, measure.errors.len());
            }
            let detail = |(id, error): &(&str, &str)| {
                error.split_once(": ").map_or_else(|| (*id).to_owned(), |(_, detail)| format!("{id} ({detail})"))
            };
            let some: Vec<String> = all.iter().take(self.errors).map(detail).collect();
            text += &format!("{:6}  {kind}  {FAINT}{}{FAINT:#}\n", all.len(), some.join(" "));
        }
        text
    }
}

fn figures(measure: &MeasureResult) -> String {
    let value = |figure: &Figure| format!("{:.1}", figure.value);
    let mut line = format!(
        "{:20} {:>6} {:>7} {:>7} {:>7}",
        measure.name,
        measure.all.of,
        value(&measure.all),
        value(&measure.even),
        value(&measure.odd)
    );
    if let (Some(precision), Some(recall)) = (measure.all.precision, measure.all.recall) {
        line += &format!("   precision {precision:.1} recall {recall:.1}");
    }
    line + "\n"
}
