//! The cells of a claim or an incident: a label, a value, its words, the rule that read it.
//!
//! The one printed form that `code --format text` and `explain` share.

use dateline::wire::v1::{Actor, Claim, Count, Decision, Incident, Place, Slug, Span, Time, Toll, Voice, Words};

/// One value and what it stands on.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell<'a> {
    /// What it is: "killed", "place", "voice".
    pub label: String,
    /// As read.
    pub value: String,
    /// The words it was read from.
    pub span: Option<&'a Span>,
    /// Why it was read so.
    pub rule: &'a str,
    /// What a reviewer calls it by to correct it, where the label does not say: "counts.0".
    pub name: String,
}

fn cell<'a>(label: &str, value: String, span: Option<&'a Span>, rule: &'a Slug) -> Cell<'a> {
    Cell { label: label.to_owned(), value, span, rule, name: String::new() }
}

/// Cells of a list, each called by its place in it.
fn listed<'a>(list: &'static str, cells: impl Iterator<Item = Cell<'a>>) -> impl Iterator<Item = Cell<'a>> {
    cells.enumerate().map(move |(index, cell)| Cell { name: format!("{list}.{index}"), ..cell })
}

/// Every cell of a claim; the first is its act.
pub fn claim(claim: &Claim) -> Vec<Cell<'_>> {
    let act = claim.act.as_deref().unwrap_or("total");
    let (span, rule) = words(&claim.act_words).unwrap_or((&claim.span, &claim.rule));
    let mut cells = vec![Cell { name: "act".to_owned(), ..cell(&claim.kind, act.to_owned(), Some(span), rule) }];
    match words(&claim.status_words) {
        Some((span, rule)) => cells.push(cell("status", claim.status.to_string(), Some(span), rule)),
        None => cells.push(Cell {
            label: "status".to_owned(),
            value: claim.status.to_string(),
            span: None,
            rule: "",
            name: String::new(),
        }),
    }
    cells.extend(listed("actors", claim.actors.iter().map(actor)));
    cells.extend(claim.place.iter().map(place));
    cells.extend(claim.time.iter().map(time));
    if let Some(window) = &claim.window {
        let day = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
        let value = format!("{}..{}", day(window.start), day(window.end));
        cells.push(cell("window", value, window.span.as_ref(), &window.rule));
    }
    cells.extend(listed("counts", claim.counts.iter().map(|one| count(one, &claim.counts))));
    cells.extend(claim.weapons.iter().map(|weapon| cell("weapon", weapon.name.to_string(), Some(&weapon.span), &weapon.rule)));
    cells.push(voice(&claim.voice));
    cells
}

/// The cells of an incident that are its own; its claims have the rest.
pub fn incident(incident: &Incident) -> Vec<Cell<'_>> {
    let mut cells: Vec<Cell<'_>> = Vec::new();
    cells.extend(incident.time.iter().map(time));
    cells.extend(incident.place.iter().map(place));
    cells.extend(incident.perpetrators.iter().map(actor));
    cells.extend(incident.targets.iter().map(actor));
    cells.extend(incident.weapons.iter().map(|weapon| cell("weapon", weapon.name.to_string(), Some(&weapon.span), &weapon.rule)));
    cells.extend(incident.tolls.iter().map(|one| Cell {
        label: measure(&one.measure, &one.group),
        value: toll(one),
        span: None,
        rule: "",
        name: String::new(),
    }));
    cells
}

fn words(words: &Option<Words>) -> Option<(&Span, &Slug)> {
    words.as_ref().map(|words| (&words.span, &words.rule))
}

fn actor(actor: &Actor) -> Cell<'_> {
    let mut value = actor.name.clone();
    for part in [&actor.sector, &actor.country].into_iter().flatten() {
        value += &format!(" · {part}");
    }
    if actor.certainty != "stated" {
        value += &format!(" ({})", actor.certainty);
    }
    cell(&actor.role, value, Some(&actor.span), &actor.rule)
}

fn place(place: &Place) -> Cell<'_> {
    let mut value = place.name.clone();
    for part in [place.admin2.as_deref(), place.admin1.as_deref(), place.country.as_deref()].into_iter().flatten() {
        if part != place.name {
            value += &format!(", {part}");
        }
    }
    value += &format!(" · {}", place.precision);
    if let (Some(lat), Some(lon)) = (place.lat, place.lon) {
        value += &format!(" · {lat:.4} {lon:.4}");
    }
    cell("place", value, Some(&place.span), &place.rule)
}

fn time(time: &Time) -> Cell<'_> {
    let mut value = days(time);
    if let Some(clock) = &time.clock {
        value += &format!(" {clock}");
    }
    value += &format!(" · {}", time.precision);
    if time.inferred {
        value += " (inferred)";
    }
    cell("time", value, time.span.as_ref(), &time.rule)
}

/// "2024-09-27", or "2024-09-23..2024-09-27".
pub fn days(time: &Time) -> String {
    if time.start == time.end { time.start.to_string() } else { format!("{}..{}", time.start, time.end) }
}

fn count<'a>(count: &'a Count, all: &[Count]) -> Cell<'a> {
    let mut value = how_many(count);
    match count.subset_of.and_then(|index| all.get(index)) {
        Some(parent) => value += &format!(" (of the {})", how_many(parent)),
        None if count.relation != "incident" => value += &format!(" ({})", count.relation),
        None => {}
    }
    cell(&measure(&count.measure, &count.group), value, Some(&count.span), &count.rule)
}

/// "killed", "killed children".
fn measure(measure: &str, group: &str) -> String {
    if group == "all" || group.is_empty() { measure.to_owned() } else { format!("{measure} {group}") }
}

fn how_many(count: &Count) -> String {
    figure(count.floor, count.ceiling, count.point)
}

/// "7", ">=701", "<=30", "12..19", "~40", "?".
pub fn figure(floor: Option<u32>, ceiling: Option<u32>, point: Option<u32>) -> String {
    match (floor, ceiling, point) {
        (Some(floor), Some(ceiling), _) if floor == ceiling => floor.to_string(),
        (Some(floor), Some(ceiling), _) => format!("{floor}..{ceiling}"),
        (Some(floor), None, _) => format!(">={floor}"),
        (None, Some(ceiling), _) => format!("<={ceiling}"),
        (None, None, Some(point)) => format!("~{point}"),
        (None, None, None) => "?".to_owned(),
    }
}

/// "3", "3–5 (best 4)", "≥3", "?": the ends that are known.
pub fn toll(toll: &Toll) -> String {
    match (toll.low, toll.best, toll.high) {
        (Some(low), _, Some(high)) if low == high => low.to_string(),
        (Some(low), Some(best), Some(high)) => format!("{low}–{best}–{high}"),
        (Some(low), None, Some(high)) => format!("{low}–{high}"),
        (Some(low), Some(best), None) if best != low => format!("≥{low} (best {best})"),
        (Some(low), _, None) => format!("≥{low}"),
        (None, Some(best), Some(high)) if best != high => format!("≤{high} (best {best})"),
        (None, _, Some(high)) => format!("≤{high}"),
        (None, Some(best), None) => format!("~{best}"),
        (None, None, None) => "?".to_owned(),
    }
}

fn voice(voice: &Voice) -> Cell<'_> {
    let mut value = who_says(voice);
    if voice.kind != "report" {
        value += &format!(" · {}", voice.kind);
    }
    if voice.stance != "asserts" {
        value += &format!(" ({})", voice.stance);
    }
    cell("voice", value, voice.span.as_ref(), &voice.rule)
}

/// "Daniel Hagari, spokesman, Israel Defense Forces, citing police"; "the report itself".
pub fn who_says(voice: &Voice) -> String {
    let parts: Vec<&str> = [&voice.name, &voice.role, &voice.organisation].into_iter().flatten().map(String::as_str).collect();
    let mut value = if parts.is_empty() { "the report itself".to_owned() } else { parts.join(", ") };
    for source in &voice.via {
        value += &format!(", citing {source}");
    }
    value
}

/// A decision in a line: "d12  2024-09-27T10:00:00Z  N. N.  correct c1a2b3-4 counts.0 to 5: misprint".
pub fn decision(decision: &Decision) -> String {
    let Decision { id, at, who, why, action, target, cell, value, .. } = decision;
    let mut line = format!("{id}  {at}  {who}  {action} {target}");
    if let Some(cell) = cell {
        line += &format!(" {cell}");
    }
    if let Some(value) = value {
        line += &format!(" to {value}");
    }
    match &*decision.action {
        "merge" => line += &format!(" with the incident of {}", decision.others.first().map_or("", String::as_str)),
        "split" => line += &format!(", {} apart", decision.claims.join(" ")),
        _ => {}
    }
    if decision.blind {
        line += " (blind)";
    }
    if why.is_empty() { line } else { format!("{line}: {why}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(low: Option<u32>, best: Option<u32>, high: Option<u32>) -> String {
        toll(&Toll { low, best, high, ..Toll::default() })
    }

    #[test]
    fn a_toll_shows_only_the_ends_that_are_known() {
        assert_eq!(ends(Some(3), Some(3), Some(3)), "3");
        assert_eq!(ends(Some(3), Some(4), Some(7)), "3–4–7");
        assert_eq!(ends(Some(50), None, None), "≥50");
        assert_eq!(ends(Some(50), Some(50), None), "≥50");
        assert_eq!(ends(Some(3), Some(4), None), "≥3 (best 4)");
        assert_eq!(ends(None, None, Some(30)), "≤30");
        assert_eq!(ends(None, Some(40), None), "~40");
        assert_eq!(ends(None, None, None), "?");
    }
}
