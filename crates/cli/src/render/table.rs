//! The incident table, and the running totals below it.

use std::fmt::{self, Display, Formatter};

use dateline::wire::v1::{Claim, Incident, Tally};

use super::cells::{days, figure, toll, who_says};
use super::{cut, visible};
use crate::console::style::{FAINT, STRONG};

/// A column: its heading and the most characters a cell of it may take.
struct Column {
    heading: &'static str,
    most: usize,
}

const fn column(heading: &'static str, most: usize) -> Column {
    Column { heading, most }
}

/// A table in the making: its cells are kept as they will be shown, and what they were made of is not.
pub struct Table<const N: usize> {
    columns: &'static [Column; N],
    rows: Vec<[String; N]>,
}

/// Incidents, one line each; the last column, their ids, is cut short when all are known.
pub type Incidents = Table<10>;
/// Running totals, one line each, series by series.
pub type Tallies = Table<7>;

impl Default for Incidents {
    fn default() -> Incidents {
        const COLUMNS: &[Column; 10] = &[
            column("date", 22),
            column("place", 26),
            column("act", 20),
            column("who → whom", 44),
            column("killed", 16),
            column("injured", 16),
            column("according to", 36),
            column("grade", 10),
            column("reports", 7),
            column("id", 24),
        ];
        Table { columns: COLUMNS, rows: Vec::new() }
    }
}

impl Incidents {
    /// Adds an incident and its claims.
    pub fn add<'a>(&mut self, incident: &Incident, claims: impl Iterator<Item = &'a Claim>) {
        self.push([
            incident.time.as_ref().map_or_else(|| "?".to_owned(), days),
            incident.place.as_ref().map_or_else(|| "?".to_owned(), |place| place.name.clone()),
            incident.act.to_string(),
            who_whom(incident),
            total(incident, "killed"),
            total(incident, "injured"),
            according_to(claims),
            incident.grade.to_string(),
            incident.reports.len().max(1).to_string(),
            incident.id.clone(),
        ]);
    }

    /// Cuts every id to what tells it from the others.
    pub fn with_short_ids(mut self) -> Incidents {
        let short = short_ids(self.rows.iter().map(|[.., id]| id.as_str()));
        for ([.., id], short) in self.rows.iter_mut().zip(short) {
            *id = short;
        }
        self
    }
}

impl Default for Tallies {
    fn default() -> Tallies {
        const COLUMNS: &[Column; 7] = &[
            column("window", 24),
            column("place", 26),
            column("measure", 28),
            column("total", 20),
            column("added", 10),
            column("according to", 44),
            column("id", 16),
        ];
        Table { columns: COLUMNS, rows: Vec::new() }
    }
}

impl Tallies {
    /// Adds a series, one line a total.
    pub fn add(&mut self, tally: &Tally) {
        let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "?".to_owned(), |day| day.to_string());
        let group = if tally.group == "all" { String::new() } else { format!(" {}", tally.group) };
        for point in &tally.points {
            self.push([
                format!("{}..{}", day(tally.since), day(point.until)),
                tally.area.as_ref().map_or_else(|| "?".to_owned(), |area| area.name.clone()),
                format!("{}{group}", tally.measure),
                figure(point.floor, point.ceiling, point.point).replace(">=", "≥").replace("<=", "≤"),
                point.increment.map_or_else(String::new, |added| format!("{added:+}")),
                who_says(&tally.voice),
                tally.id.clone(),
            ]);
        }
    }
}

fn who_whom(incident: &Incident) -> String {
    let names = |actors: &[dateline::wire::v1::Actor]| {
        let mut names: Vec<&str> = actors.iter().map(|actor| actor.name.as_str()).collect();
        names.dedup();
        if names.is_empty() { "?".to_owned() } else { names.join(", ") }
    };
    format!("{} → {}", names(&incident.perpetrators), names(&incident.targets))
}

/// The toll of all, or, where only parts of it are known, of each part.
fn total(incident: &Incident, measure: &str) -> String {
    let of_measure = || incident.tolls.iter().filter(|toll| toll.measure == measure);
    if let Some(all) = of_measure().find(|toll| toll.group == "all") {
        return toll(all);
    }
    let parts: Vec<String> = of_measure().map(|part| format!("{} {}", toll(part), part.group)).collect();
    if parts.is_empty() { "–".to_owned() } else { parts.join(", ") }
}

/// Each voice once, the report itself only where no one else speaks.
fn according_to<'a>(claims: impl Iterator<Item = &'a Claim>) -> String {
    let mut voices: Vec<String> = Vec::new();
    for claim in claims {
        let voice = [&claim.voice.organisation, &claim.voice.name, &claim.voice.role].into_iter().flatten().next();
        if let Some(voice) = voice.filter(|voice| !voices.contains(voice)) {
            voices.push(voice.clone());
        }
    }
    if voices.is_empty() { "the report".to_owned() } else { voices.join("; ") }
}

/// Each id cut to its shortest beginning, of six characters or more, that no other id has.
pub fn short_ids<'a>(ids: impl Iterator<Item = &'a str> + Clone) -> Vec<String> {
    let mut sorted: Vec<&str> = ids.clone().collect();
    sorted.sort_unstable();
    sorted.dedup();
    let shared = |a: &str, b: &str| a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let short = |id: &'a str| {
        let at = sorted.partition_point(|other| *other < id);
        let neighbours = [at.checked_sub(1).and_then(|before| sorted.get(before)), sorted.get(at + 1)];
        let longest = neighbours.into_iter().flatten().map(|other| shared(id, other)).max().unwrap_or(0);
        id.chars().take((longest + 1).max(6)).collect()
    };
    ids.map(short).collect()
}

impl<const N: usize> Table<N> {
    /// How many lines it has below its headings.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    fn push(&mut self, row: [String; N]) {
        let mut at = 0;
        self.rows.push(row.map(|cell| {
            at += 1;
            cut(&visible(&cell), self.columns[at - 1].most)
        }));
    }
}

/// Headings, then rows, every column as wide as its widest cell; the widest columns narrower where the whole would not fit a terminal.
impl<const N: usize> Display for Table<N> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let mut widths = self.columns.each_ref().map(|column| column.heading.chars().count());
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        narrow(&mut widths, crate::console::width());
        let line = |cells: &mut dyn Iterator<Item = &str>| {
            let shown = cells.zip(widths).map(|(cell, width)| format!("{:width$}", cut(cell, width)));
            shown.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        writeln!(out, "{STRONG}{}{STRONG:#}", line(&mut self.columns.iter().map(|column| column.heading)))?;
        for row in &self.rows {
            writeln!(out, "{}", line(&mut row.iter().map(String::as_str)))?;
        }
        if self.rows.is_empty() {
            writeln!(out, "{FAINT}none{FAINT:#}")?;
        }
        Ok(())
    }
}

/// Takes from the widest column until all of them fit, or none is wide.
fn narrow(widths: &mut [usize], most: Option<usize>) {
    const LEAST: usize = 12;
    let Some(most) = most else { return };
    while widths.iter().sum::<usize>() + 2 * (widths.len() - 1) > most {
        match widths.iter_mut().max() {
            Some(widest) if *widest > LEAST => *widest -= 1,
            _ => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_cut_where_they_can_be_told_apart() {
        let ids = ["i0000aabb-1", "i0000aabb-12", "i1234567-0", "i1"];
        assert_eq!(short_ids(ids.into_iter()), ["i0000aabb-1", "i0000aabb-12", "i12345", "i1"]);
        assert_eq!(short_ids(["same", "same"].into_iter()), ["same", "same"]);
    }

    #[test]
    fn the_widest_columns_give_way_to_the_terminal() {
        let mut widths = [10, 40, 6, 30];
        narrow(&mut widths, Some(60));
        assert_eq!(widths, [10, 19, 6, 19]);
        narrow(&mut widths, Some(5));
        assert_eq!(widths, [10, 12, 6, 12]);
    }

    #[test]
    fn a_table_is_as_wide_as_its_cells() {
        const COLUMNS: &[Column; 2] = &[column("act", 20), column("killed", 6)];
        let mut table = Table { columns: COLUMNS, rows: Vec::new() };
        table.push(["airstrike".to_owned(), "3".to_owned()]);
        table.push(["clash".to_owned(), "12–15–19".to_owned()]);
        let table = anstream::adapter::strip_str(&table.to_string()).to_string();
        assert_eq!(table, "act        killed\nairstrike  3\nclash      12–15…\n");
    }
}
