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
