//! Sureness: how often claims of a kind were right where gold tells.
//!
//! In: `sureness.csv`. Out: [`Sureness`], looked up by the kind's name. Which kind a claim is of is decided by `claims`.

use std::collections::BTreeMap;

use crate::table::{TableError, field, rows};

/// How many claims of a kind must have been judged for its share to be told.
const ENOUGH: u32 = 100;

/// The kind that stands for all.
const ANY: &str = "any";

/// What was measured, by kind.
#[derive(Debug, Default)]
pub struct Sureness {
    kinds: BTreeMap<String, (u32, u32)>,
}

impl Sureness {
    /// Reads the table: a kind, how many of it were judged, how many were right.
    pub fn read(table: &str) -> Result<Sureness, TableError> {
        const TABLE: &str = "sureness.csv";
        let mut sureness = Sureness::default();
        for (row, record) in rows(TABLE, table)? {
            let number = |column: usize| {
                let wrong = |_| TableError { table: TABLE, row, problem: "not a number".to_owned() };
                field(&record, column).parse::<u32>().map_err(wrong)
            };
            sureness.kinds.insert(field(&record, 0).to_owned(), (number(1)?, number(2)?));
        }
        Ok(sureness)
    }

    /// The share of the judged claims of `kind` that were right, from 0 to 1; of a kind that was hardly judged, that of all.
    pub fn share(&self, kind: &str) -> f32 {
        let told = |kind: &str| self.kinds.get(kind).copied().filter(|&(judged, _)| judged >= ENOUGH);
        let share = |(judged, right): (u32, u32)| right as f32 / judged as f32;
        told(kind).or_else(|| told(ANY)).map_or(0.5, share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_hardly_judged_has_the_share_of_all() {
        let table = "kind,judged,right,source\nany,200,120,ours\nnamed placed,100,80,ours\nrare,30,3,ours\n";
        let sureness = Sureness::read(table).unwrap();
        assert_eq!(sureness.share("named placed"), 0.8);
        assert_eq!(sureness.share("rare"), 0.6);
        assert_eq!(sureness.share("unheard of"), 0.6);
    }
}
