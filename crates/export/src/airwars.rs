//! Airwars' style: a table of incidents and a table of their sources.

use dateline::wire::v1::{Claim, Count, Incident, Place, Toll};

use crate::Entry;
use crate::cells::{coordinates, names, number, quotes, sources, text, toll, total};

/// The columns of the incidents.
pub(crate) const COLUMNS: [&str; 28] = [
    "id",
    "date_raw",
    "date_start",
    "date_end",
    "country",
    "location",
    "lat",
    "lon",
    "geo_precision",
    "strike_type",
    "belligerents",
    "targets",
    "grading",
    "killed_min",
    "killed_max",
    "injured_min",
    "injured_max",
    "children_killed_min",
    "children_killed_max",
    "women_killed_min",
    "women_killed_max",
    "men_killed_min",
    "men_killed_max",
    "civilians_killed_min",
    "civilians_killed_max",
    "n_sources",
    "status",
    "narrative",
];

/// The columns of the sources.
pub(crate) const SOURCE_COLUMNS: [&str; 8] =
    ["incident_id", "source", "title", "url", "published", "language", "report_id", "document"];

/// One incident.
pub(crate) fn row(entry: &Entry) -> Vec<String> {
    let incident = &entry.incident;
    let place = incident.place.as_ref();
    let time = incident.time.as_ref();
    let point = coordinates(place);
    let written = time.and_then(|time| time.written.clone());
    let mut row = vec![
        incident.id.clone(),
        written.unwrap_or_default(),
        number(time.map(|time| time.start)),
        number(time.map(|time| time.end)),
        text(place.and_then(|place| place.country.as_deref())),
        location(place),
        number(point.map(|(latitude, _)| latitude)),
        number(point.map(|(_, longitude)| longitude)),
        place.map_or_else(String::new, |place| geo_precision(&place.precision).to_owned()),
        strike_type(&incident.act),
        names(&incident.perpetrators),
        names(&incident.targets),
        grading(&incident.grade).to_owned(),
    ];
    row.extend(range(total(incident, "killed"), entry));
    row.extend(range(total(incident, "injured"), entry));
    row.extend(
        ["children", "women", "men", "civilian"].into_iter().flat_map(|group| range(toll(incident, "killed", group), entry)),
    );
    row.extend([sources(entry).len().to_string(), incident.status.to_string(), narrative(incident, entry)]);
    row
}

/// One row a source of the incident.
pub(crate) fn source_rows(entry: &Entry) -> Vec<Vec<String>> {
    let row = |source: &crate::Source| {
        let report = &source.report;
        vec![
            entry.incident.id.clone(),
            text(report.outlet.as_deref()),
            text(report.title.as_deref()),
            text(report.url.as_deref()),
            number(report.published),
            text(report.language.as_deref()),
            report.id.clone(),
            source.document.clone(),
        ]
    };
    sources(entry).into_iter().map(row).collect()
}

/// Least and most.
fn range(toll: Option<&Toll>, entry: &Entry) -> [String; 2] {
    let (low, high) = toll.map_or((None, None), |toll| airwars_range(toll, entry.accounts.iter().map(|account| &account.claim)));
    [number(low), number(high)]
}

/// Least and most of a toll, where it rests on a vague word with the values that Airwars' published assessments give it: "dozens" are 12 to 24,
/// "several", "many" and "a few" are 2. `claims` may hold others than those the toll rests on.
pub fn airwars_range<'a>(toll: &Toll, claims: impl Iterator<Item = &'a Claim>) -> (Option<u32>, Option<u32>) {
    let resting = claims.filter(|claim| toll.claims.contains(&claim.id)).flat_map(|claim| &claim.counts);
    let counts: Vec<&Count> = resting.filter(|count| count.measure == toll.measure && count.group == toll.group).collect();
    let least = |count: &&&Count| toll.low.is_some() && count.floor == toll.low;
    let Some(vague) = counts.iter().find(least).filter(|_| counts.iter().filter(least).all(|count| count.modifier == "vague"))
    else {
        return (toll.low, toll.high);
    };
    let (low, high) = match vague.floor {
        Some(24) => (12, 24),
        Some(3 | 4) => (2, 2),
        _ => return (toll.low, toll.high),
    };
    (Some(low), toll.high.or(toll.best.filter(|&best| Some(best) != vague.floor)).or(Some(high)))
}

/// "Place, second-order division, first-order division".
fn location(place: Option<&Place>) -> String {
    let Some(place) = place else { return String::new() };
    crate::cells::joined(
        [Some(place.name.as_str()), place.admin2.as_deref(), place.admin1.as_deref()].into_iter().flatten(),
        ", ",
    )
}

/// Airwars' words for how fine a place is.
fn geo_precision(precision: &str) -> &'static str {
    match precision {
        "P0" => "Exact location (other)",
        "P1" => "Nearby landmark",
        "P2" => "Town",
        "P3" => "Neighbourhood/area",
        "P4" => "District",
        "P5" => "Province/governorate",
        _ => "",
    }
}

/// Airwars' words for the acts it has; ours for the others.
fn strike_type(act: &str) -> String {
    let known = match act {
        "airstrike" => "Airstrike",
        "drone-strike" => "Drone Strike",
        "shelling" => "Artillery",
        "ground-operation" => "Ground operation",
        other => return other.to_owned(),
    };
    known.to_owned()
}

fn grading(grade: &str) -> &'static str {
    match grade {
        "confirmed" => "Confirmed",
        "fair" => "Fair",
        "weak" => "Weak",
        "contested" => "Contested",
        "discounted" => "Discounted",
        _ => "",
    }
}

fn narrative(incident: &Incident, entry: &Entry) -> String {
    match quotes(entry).as_slice() {
        [] => incident.title.clone(),
        quotes => quotes.join("\n\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The range of a toll that rests on counts of these floors and modifiers.
    fn range_of(low: u32, high: Option<u32>, counts: &[(u32, &'static str)]) -> (Option<u32>, Option<u32>) {
        let counts = counts.iter().map(|&(floor, modifier)| Count {
            measure: "injured".into(),
            group: "all".into(),
            floor: Some(floor),
            modifier: modifier.into(),
            ..Count::default()
        });
        let claim = Claim { id: "c1".to_owned(), counts: counts.collect(), ..Claim::default() };
        let toll = Toll {
            measure: "injured".into(),
            group: "all".into(),
            low: Some(low),
            high,
            claims: vec!["c1".to_owned()],
            ..Toll::default()
        };
        airwars_range(&toll, std::iter::once(&claim))
    }

    #[test]
    fn vague_words_have_the_values_of_airwars() {
        assert_eq!(range_of(24, None, &[(24, "vague")]), (Some(12), Some(24)));
        assert_eq!(range_of(3, None, &[(3, "vague")]), (Some(2), Some(2)));
        assert_eq!(range_of(24, Some(30), &[(24, "vague"), (30, "exact")]), (Some(12), Some(30)));
        assert_eq!(range_of(24, Some(24), &[(24, "exact"), (24, "vague")]), (Some(24), Some(24)));
        assert_eq!(range_of(200, None, &[(200, "vague")]), (Some(200), None));
    }
}
