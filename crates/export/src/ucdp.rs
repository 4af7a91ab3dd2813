//! UCDP GED: its 49 columns, in the order and with the names of the 2023 release.
//!
//! What UCDP's own coders know and we do not (numbers of conflicts, dyads and actors) is empty. So is a figure nobody states: UCDP prints 0
//! where a side lost no one that is known; we print nothing.

use dateline::wire::v1::{Actor, Time};

use crate::cells::{coordinates, joined, number, outlet, sources, text, toll, total, voices};
use crate::countries::country;
use crate::{Entry, Source};

/// The columns.
pub(crate) const COLUMNS: [&str; 49] = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
];

/// Whether an incident reaches UCDP's threshold for an event: at least one person killed, by the best figure. A filter for
/// those who want UCDP's events only; the export itself leaves nothing out.
pub fn is_fatal(entry: &Entry) -> bool {
    total(&entry.incident, "killed").and_then(|toll| toll.best).is_some_and(|best| best >= 1)
}

/// A row an incident, numbered from 1.
pub(crate) fn rows(entries: impl Iterator<Item = Entry>) -> impl Iterator<Item = Vec<String>> {
    entries.enumerate().map(|(index, entry)| row(index + 1, &entry))
}

fn row(id: usize, entry: &Entry) -> Vec<String> {
    let incident = &entry.incident;
    let place = incident.place.as_ref();
    let time = incident.time.as_ref();
    let nation = place.and_then(|place| place.country.as_deref()).and_then(country);
    let point = coordinates(place);
    let killed = total(incident, "killed");
    let (side_a, side_b) = sides(entry);
    let sources = sources(entry);
    let best = |group: &str| toll(incident, "killed", group).and_then(|toll| toll.best);
    let dyad = if side_a.is_empty() || side_b.is_empty() { String::new() } else { format!("{side_a} - {side_b}") };
    let outlets = Some(incident.independence.outlets).filter(|outlets| *outlets > 0);
    let mut row = vec![id.to_string(), incident.id.clone(), number(time.map(|time| time.start.year())), String::new()];
    row.push("Clear".to_owned());
    row.push(number(incident.codes.ucdp_type_of_violence));
    row.extend(["", "", "", "", ""].map(str::to_owned));
    row.extend([dyad, String::new(), String::new(), side_a, String::new(), String::new(), side_b]);
    row.push(outlets.map_or_else(|| "-1".to_owned(), |outlets| outlets.to_string()));
    row.push(sources.iter().map(|source| article(source)).collect::<Vec<_>>().join(";"));
    row.push(sources.iter().map(|source| item(outlet(source))).collect::<Vec<_>>().join(";"));
    row.push(sources.iter().map(|source| number(source.report.published)).collect::<Vec<_>>().join(";"));
    row.push(sources.iter().map(|source| item(title(source))).collect::<Vec<_>>().join(";"));
    row.push(originals(entry));
    row.push(place.map_or_else(String::new, |place| where_prec(&place.precision).to_owned()));
    row.push(text(place.map(|place| place.name.as_str())));
    row.push(text(place.map(|place| place.span.text.as_str())));
    row.push(text(place.and_then(|place| place.admin1.as_deref())));
    row.push(text(place.and_then(|place| place.admin2.as_deref())));
    row.push(number(point.map(|(latitude, _)| latitude)));
    row.push(number(point.map(|(_, longitude)| longitude)));
    row.push(point.map_or_else(String::new, |(latitude, longitude)| format!("POINT ({longitude} {latitude})")));
    row.push(number(point.map(|(latitude, longitude)| priogrid_gid(latitude, longitude))));
    row.push(text(nation.map(|nation| nation.ucdp_name.as_str())));
    row.push(text(nation.map(|nation| nation.gleditsch_ward.as_str())));
    row.push(text(nation.map(|nation| nation.ucdp_region.as_str())));
    row.push(number(Some(incident.event_clarity).filter(|code| *code > 0)));
    row.push(time.map_or_else(String::new, |time| date_prec(time).to_owned()));
    row.push(number(time.map(|time| time.start)));
    row.push(number(time.map(|time| time.end)));
    row.extend(["", ""].map(str::to_owned));
    row.push(number(best("civilian")));
    row.push(number(deaths_unknown(entry)));
    row.push(number(killed.and_then(|toll| toll.best)));
    row.push(number(killed.and_then(|toll| toll.high)));
    row.push(number(killed.and_then(|toll| toll.low)));
    let (first, second) = parties(entry);
    row.push(state_number(first));
    row.push(state_number(second.filter(|_| !is_one_sided(entry))));
    row
}

/// The dead of whom it is not said whose they are: everyone, where no toll of civilians is held; else the combatants.
fn deaths_unknown(entry: &Entry) -> Option<u32> {
    let best = |group: &str| toll(&entry.incident, "killed", group).and_then(|toll| toll.best);
    match toll(&entry.incident, "killed", "civilian") {
        None => total(&entry.incident, "killed").and_then(|toll| toll.best),
        Some(_) => best("combatant").or_else(|| best("unknown")),
    }
}

/// Side A and side B: the state first where one side is one (UCDP's rule for state-based violence), else who did it first.
fn parties(entry: &Entry) -> (Option<&Actor>, Option<&Actor>) {
    let (doer, hit) = (entry.incident.perpetrators.first(), entry.incident.targets.first());
    let state_based = entry.incident.codes.ucdp_type_of_violence == Some(1);
    match (doer, hit) {
        (Some(doer), Some(hit)) if state_based && is_state(hit) && !is_state(doer) => (Some(hit), Some(doer)),
        sides => sides,
    }
}

fn sides(entry: &Entry) -> (String, String) {
    let (first, second) = parties(entry);
    let name = |actor: Option<&Actor>| text(actor.map(|actor| actor.name.as_str()));
    // UCDP's name for the second side of one-sided violence.
    (name(first), if is_one_sided(entry) { "Civilians".to_owned() } else { name(second) })
}

fn is_one_sided(entry: &Entry) -> bool {
    entry.incident.codes.ucdp_type_of_violence == Some(3)
}

pub(crate) fn is_state(actor: &Actor) -> bool {
    matches!(actor.sector.as_deref(), Some("government" | "military" | "police" | "intelligence"))
}

/// Gleditsch and Ward's number of a state that is a side.
fn state_number(actor: Option<&Actor>) -> String {
    let nation = actor.filter(|actor| is_state(actor)).and_then(|actor| actor.country.as_deref()).and_then(country);
    text(nation.map(|nation| nation.gleditsch_ward.as_str()))
}

/// `"office,date,headline"`, as UCDP quotes an article.
fn article(source: &Source) -> String {
    let published = number(source.report.published);
    let parts = [outlet(source), &published, title(source)];
    format!("\"{}\"", item(&joined(parts, ",")).replace('"', "'"))
}

fn title(source: &Source) -> &str {
    source.report.title.as_deref().unwrap_or_default()
}

/// One item of a list joined by semicolons: its own become commas.
fn item(text: &str) -> String {
    text.replace(';', ",")
}

/// Who told the reports; what a report says of itself has no one behind it.
fn originals(entry: &Entry) -> String {
    let others = voices(entry).into_iter().filter(|voice| voice != "report");
    others.map(|voice| item(&voice)).collect::<Vec<_>>().join("; ")
}

/// The codebook's precision of places in UCDP's numbers.
fn where_prec(precision: &str) -> &'static str {
    match precision {
        "P0" | "P1" | "P2" => "1",
        "P3" => "2",
        "P4" => "3",
        "P5" => "4",
        "P6" => "5",
        "P7" => "6",
        "P8" => "7",
        _ => "",
    }
}

/// The codebook's precision of days in UCDP's numbers.
fn date_prec(time: &Time) -> &'static str {
    match time.precision.as_ref() {
        "D0" | "D1" => "1",
        "D2" => "2",
        "D3" => "3",
        "D4" => "4",
        "D5" => "5",
        _ => "",
    }
}

/// The cell of PRIO-GRID that holds a point: half-degree cells numbered from 1, west to east, then south to north. An index, not a figure.
fn priogrid_gid(latitude: f64, longitude: f64) -> u32 {
    let cell = |degrees: f64, last: u32| ((degrees * 2.0).floor() as u32).min(last);
    cell(latitude + 90.0, 359) * 720 + cell(longitude + 180.0, 719) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_priogrid_cell_is_that_of_ucdps_own_rows() {
        // Points and cells as UCDP GED 23.1 prints them.
        assert_eq!(priogrid_gid(35.763369, 36.558974), 181_154);
        assert_eq!(priogrid_gid(-9.65, 20.4), 115_601);
        assert_eq!(priogrid_gid(34.33333, 70.41667), 179_061);
        assert_eq!(priogrid_gid(33.666667, 69.33333), 178_339);
        assert_eq!(priogrid_gid(-90.0, -180.0), 1);
        assert_eq!(priogrid_gid(90.0, 180.0), 360 * 720);
    }
}
