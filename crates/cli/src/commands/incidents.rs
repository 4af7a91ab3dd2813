//! `dateline incidents`: the ledger's incidents, filtered, as a table or in another project's format.

use std::path::PathBuf;

use clap::Args;
use dateline::wire::v1::Claim;
use dateline_ledger::Filter;
use jiff::civil::Date;

use super::Done;
use super::export::{self, Shape, Shown};
use super::ledger::{AsOf, number};
use crate::console::Hinted;

/// Print the ledger's incidents.
#[derive(Args)]
pub struct Incidents {
    #[command(flatten)]
    at: AsOf,
    #[command(flatten)]
    which: Which,
    /// How to print: table, json, csv, geojson, parquet, ucdp, acled, plover, airwars, hxl, timemap, sqlite
    #[arg(long, default_value = "table")]
    format: Shape,
    /// Where to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Who it is for: restricted shows everything; public leaves out private persons' names, precise homes and shelters
    #[arg(long, default_value = "restricted")]
    profile: Shown,
    /// Only those in which at least one person was killed, by the best figure: UCDP's threshold
    #[arg(long)]
    fatal: bool,
    /// Where to write Airwars' second table, of the sources
    #[arg(long, value_name = "FILE")]
    sources: Option<PathBuf>,
}

/// Which incidents.
#[derive(Args)]
pub struct Which {
    /// Not over before this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<Date>,
    /// Begun by this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    to: Option<Date>,
    /// In a place, by name, or a country, by ISO 3166-1 alpha-3
    #[arg(long)]
    place: Option<String>,
    /// Of an act: airstrike, shelling, …
    #[arg(long)]
    act: Option<String>,
    /// With an actor, by part of the name, id or country
    #[arg(long)]
    actor: Option<String>,
    /// Of a grade: confirmed, fair, weak, contested, discounted, ungraded
    #[arg(long)]
    grade: Option<String>,
    /// machine or reviewed
    #[arg(long)]
    status: Option<String>,
    /// With at least so many killed, by the best figure
    #[arg(long, value_name = "N")]
    killed: Option<u32>,
    /// Told of in a report with these words: "market AND shelling", "\"air strike\""
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,
}

impl Which {
    /// The filter; a slug that the codebook lacks would fit nothing, and is refused.
    fn filter(self) -> anyhow::Result<Filter> {
        let Which { from, to, place, act, actor, grade, status, killed, search: words } = self;
        let lacking = |what: &str, slug: &str| Hinted {
            message: format!("the codebook has no {what} {slug:?}"),
            hint: "docs/codebook.md lists them",
        };
        // An act is known if a claim could be corrected to it.
        let is_act = |slug: &str| dateline::correct::correct(&mut Claim::default(), "act", slug, "").is_ok();
        if let Some(act) = act.as_deref().filter(|act| !is_act(act)) {
            return Err(lacking("act", act).into());
        }
        if let Some(grade) = grade.as_deref().filter(|grade| !dateline::decisions::is_grade(grade)) {
            return Err(lacking("grade", grade).into());
        }
        if let Some(status) = status.as_deref().filter(|status| !["machine", "reviewed"].contains(status)) {
            return Err(lacking("status of an incident", status).into());
        }
        let (acts, grades) = (act.into_iter().collect(), grade.into_iter().collect());
        Ok(Filter { from, to, place, acts, actor, grades, status, killed, words, ..Filter::default() })
    }
}

impl Incidents {
    pub fn run(self) -> anyhow::Result<Done> {
        let ledger = self.at.read()?;
        let mut filter = self.which.filter()?;
        if self.fatal {
            filter.killed = Some(filter.killed.unwrap_or(1).max(1));
        }
        let Shape::Export(format) = self.format else {
            let table = export::table(&ledger, &filter)?;
            let number = number(table.len(), "incident");
            export::print(self.output.as_deref(), &format_args!("{table}\n{number}\n"))?;
            return Ok(Done::All);
        };
        let about = dateline_desk::about(self.profile.0, self.at.as_of, None);
        export::incidents(&ledger, &filter, format, &about, self.output.as_deref())?;
        if let Some(path) = &self.sources {
            export::airwars_sources(&ledger, &filter, &about, path)?;
        }
        Ok(Done::All)
    }
}
