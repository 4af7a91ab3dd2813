//! Averaged perceptron (Collins 2002): weights of hashed features, one row a feature, one column a class.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use dateline_syntax::training::Table;

/// Feature hashes are hashes already.
#[derive(Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u32(&mut self, hash: u32) {
        self.0 = u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

struct Row<const W: usize> {
    weights: [f32; W],
    /// The sum of every change times the step it was made at: what averaging takes off.
    lag: [f32; W],
    changes: u32,
}

pub struct Perceptron<const W: usize> {
    index: HashMap<u32, u32, BuildHasherDefault<AsIs>>,
    rows: Vec<Row<W>>,
    features: Vec<u32>,
    steps: u32,
}

impl<const W: usize> Perceptron<W> {
    pub fn new() -> Perceptron<W> {
        Perceptron { index: HashMap::default(), rows: Vec::new(), features: Vec::new(), steps: 1 }
    }

    pub fn score(&mut self, features: &[u32]) -> [f32; W] {
        self.steps += 1;
        let mut scores = [0.0; W];
        for feature in features {
            if let Some(&row) = self.index.get(feature) {
                let row = &self.rows[row as usize].weights;
                for (score, weight) in scores.iter_mut().zip(row) {
                    *score += weight;
                }
            }
        }
        scores
    }

    /// Towards `right`, away from `wrong`.
    pub fn update(&mut self, features: &[u32], right: usize, wrong: usize) {
        for &feature in features {
            let row = *self.index.entry(feature).or_insert_with(|| {
                self.rows.push(Row { weights: [0.0; W], lag: [0.0; W], changes: 0 });
                self.features.push(feature);
                self.rows.len() as u32 - 1
            });
            let row = &mut self.rows[row as usize];
            row.changes += 1;
            for (class, change) in [(right, 1.0), (wrong, -1.0)] {
                row.weights[class] += change;
                row.lag[class] += change * self.steps as f32;
            }
        }
    }

    /// The averaged weights in eight bits, the strongest features first; those changed fewer than `least` times are left out.
    pub fn table(&self, bits: u32, least: u32) -> Table<W> {
        let average =
            |row: &Row<W>| -> [f32; W] { std::array::from_fn(|class| row.weights[class] - row.lag[class] / self.steps as f32) };
        let mut rows: Vec<(u32, [f32; W])> = self
            .rows
            .iter()
            .zip(&self.features)
            .filter(|(row, _)| row.changes >= least)
            .map(|(row, &feature)| (feature, average(row)))
            .collect();
        let strength = |row: &[f32; W]| row.iter().fold(0.0f32, |most, weight| most.max(weight.abs()));
        rows.sort_by(|(feature, row), (other, their)| strength(their).total_cmp(&strength(row)).then(feature.cmp(other)));
        // The few strongest thousandth are cut off at the edge, for finer steps below.
        let edge = rows.get(rows.len() / 1000).map_or(1.0, |(_, row)| strength(row)).max(1e-6);
        let quantise = |row: [f32; W]| row.map(|weight| (weight * 127.0 / edge).round().clamp(-127.0, 127.0) as i8);
        eprintln!("    {} features, {} kept, full scale {edge:.2}", self.rows.len(), rows.len());
        Table::new(
            bits,
            rows.into_iter()
                .map(|(feature, row)| (feature, quantise(row)))
                .filter(|(_, row)| row.iter().any(|&weight| weight != 0)),
        )
    }
}
