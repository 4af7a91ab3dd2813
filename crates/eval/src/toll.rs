//! An incident's toll as a range, which is how gold states one.

use dateline::wire::v1::{Claim, Incident, Mention, Record, Toll};

/// The range of `measure` for everyone; `None` where nothing is said of it. An end that is not known is the other end.
pub fn range(incident: &Incident, measure: &str) -> Option<(u32, u32)> {
    let toll = total(incident, measure)?;
    ends(toll.low, toll.best, toll.high)
}

/// The toll of `measure` for everyone.
pub fn total<'a>(incident: &'a Incident, measure: &str) -> Option<&'a Toll> {
    incident.tolls.iter().find(|toll| toll.measure == measure && toll.group == "all")
}

/// The range of `measure` for those the group names: "children", "civilian-children" and, of children, "girls" and "boys".
pub fn range_of(incident: &Incident, measure: &str, group: &str) -> Option<(u32, u32)> {
    let named = |word: &str| {
        let tolls =
            incident.tolls.iter().filter(|toll| toll.measure == measure && toll.group.split('-').any(|part| part == word));
        tolls.filter_map(|toll| ends(toll.low, toll.best, toll.high)).max()
    };
    match group {
        "children" => named("children").or_else(|| match (named("girls"), named("boys")) {
            (Some(girls), Some(boys)) => Some((girls.0 + boys.0, girls.1 + boys.1)),
            (one, other) => one.or(other),
        }),
        group => named(group),
    }
}

/// A toll's ends; one that is not known is the other.
pub fn ends(low: Option<u32>, best: Option<u32>, high: Option<u32>) -> Option<(u32, u32)> {
    let least = low.or(best).or(high)?;
    let most = high.or(best).or(low)?;
    Some((least.min(most), most))
}

/// "3", "3..5", "none": as the errors print it.
pub fn shown(range: Option<(u32, u32)>) -> String {
    match range {
        None => "none".to_owned(),
        Some((low, high)) if low == high => low.to_string(),
        Some((low, high)) => format!("{low}..{high}"),
    }
}

/// Where a gold figure that is not the main incident's was left: the first of the rooms, from incidents back to mentions, that has it.
pub fn left(record: &Record, incident: &Incident, measure: &str, gold: Option<(u32, u32)>) -> &'static str {
    let Some((_, figure)) = gold.filter(|(_, most)| *most > 0) else { return "invented" };
    let counts = |claim: &Claim| {
        let found =
            claim.counts.iter().find(|count| count.measure == measure && says(count.floor, count.ceiling, count.point, figure));
        found.map(|count| count.relation.to_string())
    };
    let own = |claim: &&Claim| incident.claims.contains(&claim.id);
    if record
        .incidents
        .iter()
        .any(|other| other.id != incident.id && range(other, measure).is_some_and(|(_, most)| most == figure))
    {
        return "right in another incident";
    }
    if let Some(relation) = record.claims.iter().filter(own).find_map(counts) {
        return match relation.as_str() {
            "incident" => "stated, another figure preferred",
            "subset-of" => "taken for a part",
            "unresolved" => "left unresolved",
            _ => "taken for a total",
        };
    }
    let has = |kind: &str| record.claims.iter().any(|claim| claim.kind == kind && counts(claim).is_some());
    if has("tally") {
        return "taken for a tally";
    }
    if has("event") {
        return "in a claim of no incident";
    }
    let mentioned = record.mentions.iter().flatten().any(|mention| match mention {
        Mention::Count(count) => count.unit == "people" && says(count.floor, count.ceiling, count.point, figure),
        _ => false,
    });
    if mentioned { "counted, not claimed" } else { "not counted" }
}

fn says(floor: Option<u32>, ceiling: Option<u32>, point: Option<u32>, figure: u32) -> bool {
    point.or(ceiling).or(floor) == Some(figure)
}

/// Whether a toll that was read is the gold's, where no one and nothing said are alike.
pub fn same(read: Option<(u32, u32)>, gold: Option<(u32, u32)>) -> bool {
    read.unwrap_or((0, 0)) == gold.unwrap_or((0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn incident(tolls: &[(&'static str, Option<u32>, Option<u32>)]) -> Incident {
        let toll = |&(group, low, high): &(&'static str, Option<u32>, Option<u32>)| Toll {
            measure: "killed".into(),
            group: group.into(),
            low,
            best: None,
            high,
            claims: Vec::new(),
        };
        Incident { tolls: tolls.iter().map(toll).collect(), ..Incident::default() }
    }

    #[test]
    fn an_end_that_is_not_known_is_the_other() {
        assert_eq!(range(&incident(&[("all", Some(5), None)]), "killed"), Some((5, 5)));
        assert_eq!(range(&incident(&[("all", None, None)]), "killed"), None);
        assert_eq!(range(&incident(&[("all", Some(5), Some(9))]), "injured"), None);
    }

    #[test]
    fn children_are_also_girls_and_boys() {
        let toll = incident(&[("girls", Some(1), Some(1)), ("boys", Some(2), Some(3)), ("civilian-women", Some(4), Some(4))]);
        assert_eq!(range_of(&toll, "killed", "children"), Some((3, 4)));
        assert_eq!(range_of(&toll, "killed", "women"), Some((4, 4)));
        assert_eq!(range_of(&toll, "killed", "men"), None);
    }
}
