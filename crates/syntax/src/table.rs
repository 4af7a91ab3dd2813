//! Weights: a row of scores a feature, found by the feature's hash.
//!
//! In: feature hashes. Out: the sum of their rows. A row is eight-bit integers, so a sum is the same on every machine. Its last
//! column is a fingerprint of the feature it was trained for: a feature never seen in training adds nothing, whichever row
//! its hash leads to.

/// Rows of `W - 1` scores and a fingerprint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table<const W: usize> {
    rows: Vec<[i8; W]>, // Invariant: empty, or a power of two of them.
    shift: u32,         // Invariant: a hash shifted right by this is a row's index.
}

/// The score of each class; the last column is meaningless.
pub type Scores<const W: usize> = [i16; W];

impl<const W: usize> Table<W> {
    /// Puts the rows in; where two features want one row, the one given first has it.
    pub fn new(bits: u32, features: impl Iterator<Item = (u32, [i8; W])>) -> Table<W> {
        let mut table = Table { rows: vec![[0; W]; 1 << bits], shift: 32 - bits };
        for (feature, mut row) in features {
            let place = &mut table.rows[(feature >> table.shift) as usize];
            if place[W - 1] == 0 {
                row[W - 1] = fingerprint(feature);
                *place = row;
            }
        }
        table
    }

    /// The sum of the features' rows.
    pub fn score(&self, features: &[u32]) -> Scores<W> {
        let mut scores = [0i16; W];
        for &feature in features {
            if let Some(row) = self.rows.get((feature >> self.shift) as usize)
                && row[W - 1] == fingerprint(feature)
            {
                for (score, &weight) in scores.iter_mut().zip(row) {
                    *score = score.wrapping_add(weight as i16);
                }
            }
        }
        scores
    }

    /// Appends the table to `bytes`: the number of bits of an index, then the rows.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        bytes.push(32 - self.shift as u8);
        bytes.extend(self.rows.iter().flatten().map(|&weight| weight as u8));
    }

    /// Takes a table off the front of `bytes`; `None` where they are too few or say what cannot be.
    pub fn read(bytes: &mut &[u8]) -> Option<Table<W>> {
        let (&bits, rest) = bytes.split_first()?;
        if !(1..=24).contains(&bits) {
            return None;
        }
        let (rows, rest) = rest.split_at_checked(W << bits)?;
        *bytes = rest;
        let row = |row: &[u8]| std::array::from_fn(|column| row.get(column).copied().unwrap_or(0) as i8);
        Some(Table { rows: rows.chunks_exact(W).map(row).collect(), shift: 32 - u32::from(bits) })
    }
}

/// Seven bits that the row's index does not use; never zero, which marks an empty row.
fn fingerprint(feature: u32) -> i8 {
    (feature as u8 | 1) as i8
}

/// The class with the highest score among the first `classes`, the lowest-numbered of equals.
pub fn best<const W: usize>(scores: &Scores<W>, classes: usize) -> usize {
    let mut best = 0;
    for class in 1..classes.min(W) {
        if scores[class] > scores[best] {
            best = class;
        }
    }
    best
}

/// The hash of a feature: which template it is of and what fills its slots.
#[inline(always)]
pub fn feature(template: u32, a: u32, b: u32, c: u32) -> u32 {
    let mut hash = (u64::from(template) << 32 | u64::from(a)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hash ^= hash >> 29;
    hash = (hash ^ (u64::from(b) << 32 | u64::from(c))).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash ^= hash >> 32;
    (hash.wrapping_mul(0x94D0_49BB_1331_11EB) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_without_a_row_adds_nothing() {
        let table: Table<4> = Table::new(4, [(0x1000_0001, [1, 2, 3, 0])].into_iter());
        assert_eq!(table.score(&[0x1000_0001])[..3], [1, 2, 3]);
        assert_eq!(table.score(&[0x1000_0003, 0x2000_0001])[..3], [0, 0, 0]);
    }

    #[test]
    fn a_table_reads_back_what_it_wrote() {
        let table: Table<4> = Table::new(4, [(0x1000_0001, [1, -2, 3, 0])].into_iter());
        let mut bytes = Vec::new();
        table.write(&mut bytes);
        assert_eq!(Table::read(&mut &bytes[..]), Some(table));
        assert_eq!(Table::<4>::read(&mut &bytes[..9]), None);
    }
}
