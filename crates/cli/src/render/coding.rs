//! A coding, for people: each claim with its cells, then the incidents and the problems.
//!
//! ```text
//! tally   killed >=701  "more than 700 people"  [count-more-than]
//! ```

use dateline::wire::v1::Record;

use super::cells::{self, Cell};
use super::{cut, visible};
use crate::console::style::{FAINT, STRONG, VALUE, WARNING, WORDS};

/// The longest quotation printed in full.
const WORDS_SHOWN: usize = 120;

/// One report, coded.
pub fn record(record: &Record) -> String {
    let mut text = format!("{STRONG}{}{STRONG:#}", visible(&record.report.id));
    for part in
        [&record.report.outlet, &record.report.published.map(|day| day.to_string()), &record.report.title].into_iter().flatten()
    {
        text += &format!("  {}", visible(part));
    }
    text += "\n";
    for claim in &record.claims {
        text += &cells(&cells::claim(claim));
        text += &format!("{FAINT}{:12}{}{FAINT:#}\n", "", claim.id);
    }
    for incident in &record.incidents {
        text += &format!("{STRONG}incident    {}{STRONG:#}  {FAINT}{}{FAINT:#}\n", visible(&incident.title), incident.id);
        text += &cells(&cells::incident(incident));
    }
    for problem in &record.problems {
        let words = problem.span.as_ref().map_or_else(String::new, |span| quoted(&span.text));
        text += &format!("{WARNING}problem{WARNING:#}     {}{words}  [{}]\n", visible(&problem.message), problem.slug);
    }
    text + "\n"
}

/// A line a cell: label, value, words, rule, and what a reviewer calls it by.
pub fn cells(cells: &[Cell<'_>]) -> String {
    let mut text = String::new();
    for cell in cells {
        let words = cell.span.map_or_else(String::new, |span| quoted(&span.text));
        let rule = if cell.rule.is_empty() { String::new() } else { format!("  {FAINT}[{}]{FAINT:#}", cell.rule) };
        let name = if cell.name.is_empty() { String::new() } else { format!("  {FAINT}{}{FAINT:#}", cell.name) };
        text += &format!("{:11} {VALUE}{}{VALUE:#}{words}{rule}{name}\n", cell.label, visible(&cell.value));
    }
    text
}

fn quoted(words: &str) -> String {
    format!("  {WORDS}\"{}\"{WORDS:#}", cut(&visible(words), WORDS_SHOWN))
}
