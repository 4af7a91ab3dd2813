//! An incident's toll as a range, which is how gold states one.

use dateline::wire::v1::{Incident, Toll};

/// The range of `measure` for everyone; `None` where nothing is said of it. An end that is not known is the other end.
pub fn range(incident: &Incident, measure: &str) -> Option<(u32, u32)> {
    let toll = incident.tolls.iter().find(|toll| toll.measure == measure && toll.group == "all")?;
    ends(toll)
}

/// The range of `measure` for those the group names: "children", "civilian-children" and, of children, "girls" and "boys".
pub fn range_of(incident: &Incident, measure: &str, group: &str) -> Option<(u32, u32)> {
    let named = |word: &str| {
        let tolls =
            incident.tolls.iter().filter(|toll| toll.measure == measure && toll.group.split('-').any(|part| part == word));
        tolls.filter_map(ends).max()
    };
    match group {
        "children" => named("children").or_else(|| match (named("girls"), named("boys")) {
            (Some(girls), Some(boys)) => Some((girls.0 + boys.0, girls.1 + boys.1)),
            (one, other) => one.or(other),
        }),
        group => named(group),
    }
}

fn ends(toll: &Toll) -> Option<(u32, u32)> {
    let low = toll.low.or(toll.best).or(toll.high)?;
    let high = toll.high.or(toll.best).or(toll.low)?;
    Some((low.min(high), high))
}

/// "3", "3..5", "none": as the errors print it.
pub fn shown(range: Option<(u32, u32)>) -> String {
    match range {
        None => "none".to_owned(),
        Some((low, high)) if low == high => low.to_string(),
        Some((low, high)) => format!("{low}..{high}"),
    }
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
