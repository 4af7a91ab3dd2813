//! ACLED: the 31 columns of its export.
//!
//! Its vague words have its own published values (tens 10, dozens 12, hundreds 100); ours keep theirs everywhere else.

use dateline::wire::v1::{Actor, Count};

use crate::Entry;
use crate::cells::{coordinates, number, outlets, quotes, text, total};
use crate::countries::country;
use crate::ucdp::is_state;

/// The columns.
pub(crate) const COLUMNS: [&str; 31] = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
];

/// One incident.
pub(crate) fn row(entry: &Entry) -> Vec<String> {
    let incident = &entry.incident;
    let place = incident.place.as_ref();
    let time = incident.time.as_ref();
    let iso3 = place.and_then(|place| place.country.as_deref());
    let nation = iso3.and_then(country);
    let point = coordinates(place);
    let (event, sub_event) = (text(incident.codes.acled_event.as_deref()), text(incident.codes.acled_sub_event.as_deref()));
    let (actor1, actor2) = (incident.perpetrators.first(), incident.targets.first());
    let inter = |actor: Option<&Actor>| actor.and_then(|actor| inter(actor, iso3, &incident.act));
    let (inter1, inter2) = (inter(actor1), inter(actor2));
    vec![
        format!("{}{}{}", iso3.unwrap_or_default(), if iso3.is_some() { "-" } else { "" }, incident.id),
        number(time.map(|time| time.start)),
        number(time.map(|time| time.start.year())),
        time.map_or_else(String::new, |time| time_precision(&time.precision).to_owned()),
        disorder_type(&event, &sub_event).to_owned(),
        event.clone(),
        sub_event,
        text(actor1.map(|actor| actor.name.as_str())),
        others(&incident.perpetrators),
        number(inter1),
        text(actor2.map(|actor| actor.name.as_str())),
        others(&incident.targets),
        number(inter2),
        interaction(inter1, inter2),
        civilian_targeting(&event, inter2).to_owned(),
        text(nation.map(|nation| nation.iso_numeric.as_str())),
        text(nation.map(|nation| nation.acled_region.as_str())),
        text(nation.map(|nation| nation.acled_name.as_str())),
        text(place.and_then(|place| place.admin1.as_deref())),
        text(place.and_then(|place| place.admin2.as_deref())),
        String::new(),
        text(place.map(|place| place.name.as_str())),
        number(point.map(|(latitude, _)| latitude)),
        number(point.map(|(_, longitude)| longitude)),
        place.map_or_else(String::new, |place| geo_precision(&place.precision).to_owned()),
        outlets(entry),
        String::new(),
        notes(entry),
        number(fatalities(entry)),
        String::new(),
        String::new(),
    ]
}

/// The killed: the best figure; else what ACLED reads from a vague word; else the least that is said.
fn fatalities(entry: &Entry) -> Option<u32> {
    let killed = total(&entry.incident, "killed")?;
    killed.best.or_else(|| vague_fatalities(entry, &killed.claims)).or(killed.low)
}

fn vague_fatalities(entry: &Entry, claims: &[String]) -> Option<u32> {
    let resting = entry.accounts.iter().filter(|account| claims.contains(&account.claim.id));
    let counts = resting.flat_map(|account| &account.claim.counts);
    counts.filter(|count| count.measure == "killed" && count.modifier == "vague").find_map(acled_value)
}

/// ACLED's published value of a vague word.
fn acled_value(count: &Count) -> Option<u32> {
    let written = count.written.to_lowercase();
    let says = |word: &str| written.split(|letter: char| !letter.is_alphanumeric()).any(|found| found == word);
    if says("thousand") || says("thousands") {
        return None; // "tens of thousands" is no ten
    }
    let values = [("hundreds", 100), ("dozens", 12), ("tens", 10)];
    values.into_iter().find(|(word, _)| says(word)).map(|(_, value)| value)
}

fn notes(entry: &Entry) -> String {
    match quotes(entry).as_slice() {
        [] => entry.incident.title.clone(),
        quotes => format!("{}: \"{}\"", entry.incident.title, quotes.join("\" | \"")),
    }
}

/// All but the first.
fn others(actors: &[Actor]) -> String {
    crate::cells::names(actors.get(1..).unwrap_or_default())
}

/// ACLED's numbers for kinds of actors: 1 state forces, 2 rebels, 3 political militias, 5 rioters, 6 protesters, 7 civilians, 8 external
/// and other forces. Identity militias (4) are not told apart here.
fn inter(actor: &Actor, country: Option<&str>, act: &str) -> Option<u8> {
    match (actor.sector.as_deref()?, act) {
        _ if is_state(actor) => {
            let foreign = actor.country.as_deref().zip(country).is_some_and(|(theirs, here)| theirs != here);
            Some(if foreign { 8 } else { 1 })
        }
        ("armed-group", _) => Some(2),
        ("criminal", _) => Some(3),
        ("unknown", _) => None,
        (_, "riot") if actor.role == "perpetrator" => Some(5),
        (_, "protest") if actor.role == "perpetrator" => Some(6),
        (_, "force-against-protest") if actor.role != "perpetrator" => Some(6),
        _ => Some(7),
    }
}

/// The two numbers joined, the lower first; one side alone with a 0.
fn interaction(inter1: Option<u8>, inter2: Option<u8>) -> String {
    match (inter1, inter2) {
        (Some(one), Some(two)) => format!("{}{}", one.min(two), one.max(two)),
        (Some(only), None) | (None, Some(only)) => format!("{only}0"),
        (None, None) => String::new(),
    }
}

fn civilian_targeting(event: &str, inter2: Option<u8>) -> &'static str {
    let hit = matches!(inter2, Some(6 | 7)) && matches!(event, "Explosions/Remote violence" | "Riots" | "Protests");
    if event == "Violence against civilians" || hit { "Civilian targeting" } else { "" }
}

fn disorder_type(event: &str, sub_event: &str) -> &'static str {
    match (event, sub_event) {
        ("Battles" | "Explosions/Remote violence" | "Violence against civilians", _) | ("Riots", "Mob violence") => {
            "Political violence"
        }
        ("Protests", "Excessive force against protesters") => "Political violence; Demonstrations",
        ("Protests" | "Riots", _) => "Demonstrations",
        ("Strategic developments", _) => "Strategic developments",
        _ => "",
    }
}

fn time_precision(precision: &str) -> &'static str {
    match precision {
        "D0" | "D1" => "1",
        "D2" | "D3" => "2",
        "D4" | "D5" => "3",
        _ => "",
    }
}

fn geo_precision(precision: &str) -> &'static str {
    match precision {
        "P0" | "P1" | "P2" => "1",
        "P3" | "P4" => "2",
        "P5" | "P6" | "P7" => "3",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vague_words_have_acleds_values() {
        let of = |written: &str| acled_value(&Count { written: written.to_owned(), ..Count::default() });
        assert_eq!(of("dozens of people"), Some(12));
        assert_eq!(of("Hundreds"), Some(100));
        assert_eq!(of("tens of villagers"), Some(10));
        assert_eq!(of("tens of thousands"), None);
        assert_eq!(of("several people"), None);
    }

    #[test]
    fn the_lower_number_of_an_interaction_comes_first() {
        assert_eq!(interaction(Some(7), Some(1)), "17");
        assert_eq!(interaction(Some(2), None), "20");
        assert_eq!(interaction(None, None), "");
    }
}
