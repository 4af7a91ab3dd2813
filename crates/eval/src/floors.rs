//! The floors: what each measure has reached and may not fall below.
//!
//! In: `eval/floors.toml`, a table a set, a line a measure. A floor only goes up.

use std::collections::BTreeMap;

use crate::Evaluation;

/// Set, measure, floor.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Floors(BTreeMap<String, BTreeMap<String, f64>>);

/// A measure that is below its floor.
#[derive(Debug, Clone, PartialEq)]
pub struct Shortfall {
    /// "airwars killed range".
    pub measure: String,
    /// What it may not fall below.
    pub floor: f64,
    /// What it came to; `None` where it was not measured.
    pub value: Option<f64>,
}

impl Floors {
    /// Reads `eval/floors.toml`.
    pub fn parse(text: &str) -> Result<Floors, toml::de::Error> {
        toml::from_str(text).map(Floors)
    }

    /// Every measure of `evaluation` that is below its floor.
    pub fn check(&self, evaluation: &Evaluation) -> Vec<Shortfall> {
        let floors = self.0.get(&evaluation.set).into_iter().flatten();
        floors
            .filter_map(|(name, &floor)| {
                let value = evaluation.measures.iter().find(|measure| measure.name == name).map(|measure| measure.all.value);
                let below = value.is_none_or(|value| value < floor);
                below.then(|| Shortfall { measure: format!("{} {name}", evaluation.set), floor, value })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Figure, MeasureResult, SETS};

    #[test]
    fn the_floors_that_ship_are_read_and_are_of_known_sets() {
        let floors = Floors::parse(include_str!("../../../eval/floors.toml")).unwrap();
        assert!(floors.0.keys().all(|set| SETS.contains(&set.as_str())));
    }

    #[test]
    fn a_measure_below_its_floor_or_not_measured_is_named() {
        let floors = Floors::parse("[isaf]\nkilled = 88\nprovince = 90\ndate = 70.5\n").unwrap();
        let measure = |name, value| {
            let figure = Figure { of: 1, value, ..Figure::default() };
            MeasureResult { name, all: figure, even: figure, odd: figure, errors: Vec::new() }
        };
        let measures = vec![measure("killed", 88.0), measure("province", 89.9)];
        let evaluation = Evaluation { set: "isaf".to_owned(), documents: 1, words: 1, measures };
        let below: Vec<_> = floors.check(&evaluation).into_iter().map(|shortfall| (shortfall.measure, shortfall.value)).collect();
        assert_eq!(below, [("isaf date".to_owned(), None), ("isaf province".to_owned(), Some(89.9))]);
    }
}
