//! Cells that several formats print: how one value of the wire becomes words in a table.
//!
//! Nothing here adds, divides or guesses: a figure is one the record holds, or it is missing.

use std::fmt::Display;

use dateline::wire::v1::{Actor, Incident, Place, Span, Toll, Voice};

use crate::{Entry, Source};

/// The toll of everyone for a measure; where the incident has a toll of one group only, that one.
pub(crate) fn total<'a>(incident: &'a Incident, measure: &str) -> Option<&'a Toll> {
    toll(incident, measure, "all").or_else(|| {
        let mut of_measure = incident.tolls.iter().filter(|toll| toll.measure == measure);
        of_measure.next().filter(|_| of_measure.next().is_none())
    })
}

/// The toll of one group.
pub(crate) fn toll<'a>(incident: &'a Incident, measure: &str, group: &str) -> Option<&'a Toll> {
    incident.tolls.iter().find(|toll| toll.measure == measure && toll.group == group)
}

/// A number, or nothing.
pub(crate) fn number(number: Option<impl Display>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

/// Words, or nothing.
pub(crate) fn text(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

/// What there is, each once in the order met, with `between` between.
pub(crate) fn joined<'a>(parts: impl IntoIterator<Item = &'a str>, between: &str) -> String {
    unique(parts).join(between)
}

/// What there is, each once in the order met; what is empty is left out.
pub(crate) fn unique<'a>(parts: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut kept: Vec<&str> = Vec::new();
    for part in parts {
        if !part.is_empty() && !kept.contains(&part) {
            kept.push(part);
        }
    }
    kept
}

/// Names of actors.
pub(crate) fn names(actors: &[Actor]) -> String {
    joined(actors.iter().map(|actor| actor.name.as_str()), "; ")
}

/// The claims' words, as quoted; those withheld are left out.
pub(crate) fn quotes(entry: &Entry) -> Vec<&str> {
    unique(entry.accounts.iter().map(|account| account.claim.span.text.as_str()))
}

/// Who tells, in words: "Lebanese officials (local-official)".
pub(crate) fn voices(entry: &Entry) -> Vec<String> {
    let mut voices: Vec<String> = Vec::new();
    for account in &entry.accounts {
        let voice = voice(&account.claim.voice);
        if !voices.contains(&voice) {
            voices.push(voice);
        }
    }
    voices
}

/// One voice in words.
pub(crate) fn voice(voice: &Voice) -> String {
    let parts = [voice.name.as_deref(), voice.role.as_deref(), voice.organisation.as_deref()];
    match joined(parts.into_iter().flatten(), ", ") {
        named if named.is_empty() => voice.kind.to_string(),
        named => format!("{named} ({})", voice.kind),
    }
}

/// The reports that carry its claims, each once, in the order of the claims.
pub(crate) fn sources(entry: &Entry) -> Vec<&Source> {
    let mut kept: Vec<&Source> = Vec::new();
    for source in entry.accounts.iter().flat_map(|account| &account.sources) {
        if !kept.iter().any(|known| known.report.id == source.report.id && known.document == source.document) {
            kept.push(source);
        }
    }
    kept
}

/// The outlets of its reports; where a report names none, its id.
pub(crate) fn outlets(entry: &Entry) -> String {
    joined(sources(entry).into_iter().map(outlet), "; ")
}

/// Who published a report; where that is not known, its id.
pub(crate) fn outlet(source: &Source) -> &str {
    source.report.outlet.as_deref().unwrap_or(&source.report.id)
}

/// The coordinates, where they are a point on the globe.
pub(crate) fn coordinates(place: Option<&Place>) -> Option<(f64, f64)> {
    let (latitude, longitude) = (place?.lat?, place?.lon?);
    let on_the_globe = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
    on_the_globe.then_some((latitude, longitude))
}

/// Whether a place is an area rather than a spot: it is to be drawn as one.
pub(crate) fn is_area(place: &Place) -> bool {
    matches!(place.precision.as_ref(), "P4" | "P5" | "P6" | "P7" | "P8")
}

/// Whether some words of the entry are withheld: a range without its text.
pub(crate) fn is_withheld(entry: &Entry) -> bool {
    let incident = &entry.incident;
    let sides = incident.perpetrators.iter().chain(&incident.targets);
    let claimed = entry.accounts.iter().flat_map(|account| {
        let claim = &account.claim;
        let actors = claim.actors.iter().map(|actor| &actor.span);
        let counts = claim.counts.iter().map(|count| &count.span);
        actors
            .chain(counts)
            .chain(claim.place.as_ref().map(|place| &place.span))
            .chain(claim.voice.span.as_ref())
            .chain([&claim.span])
    });
    let own = sides.map(|actor| &actor.span).chain(incident.place.as_ref().map(|place| &place.span));
    own.chain(claimed).any(is_emptied)
}

fn is_emptied(span: &Span) -> bool {
    span.text.is_empty() && span.end > span.start
}

/// A cell that no spreadsheet runs as a formula: an apostrophe stands before a first `=`, `+`, `-`, `@`, tab or return, unless all of it is
/// a number.
pub(crate) fn safe(cell: String) -> String {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let number = cell.strip_prefix('-').is_some_and(|rest| {
        rest.starts_with(|first: char| first.is_ascii_digit())
            && rest.chars().all(|letter| letter.is_ascii_digit() || letter == '.')
    });
    if risky && !number { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_would_run_as_a_formula_is_made_safe_and_a_number_is_left() {
        for cell in ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "-", "-x", "＝1"] {
            assert_eq!(safe(cell.to_owned()), format!("'{cell}"));
        }
        for cell in ["-33.5", "-7", "12", "", "a=b", "Beirut"] {
            assert_eq!(safe(cell.to_owned()), cell);
        }
    }

    #[test]
    fn a_total_is_never_chosen_among_several_groups() {
        let toll = |group: &'static str| Toll { measure: "killed".into(), group: group.into(), best: Some(2), ..Toll::default() };
        let with =
            |groups: &[&'static str]| Incident { tolls: groups.iter().map(|group| toll(group)).collect(), ..Incident::default() };
        assert_eq!(total(&with(&["children", "all"]), "killed").unwrap().group, "all");
        assert_eq!(total(&with(&["children"]), "killed").unwrap().group, "children");
        assert!(total(&with(&["children", "women"]), "killed").is_none());
        assert!(total(&with(&[]), "killed").is_none());
    }
}
