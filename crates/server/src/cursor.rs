//! Cursors: where a piece of a list ended, as a word that only we read.
//!
//! In: where it ended, and which list it is of. Out: hexadecimal letters. A cursor of another list, or of the same list asked for otherwise,
//! is refused: it would begin nowhere.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::problem::Problem;

/// The cursor of a place in the list that `list` tells apart.
pub fn write<T: Serialize>(list: &str, after: &T) -> String {
    let place = serde_json::to_vec(after).unwrap_or_default();
    let mut cursor = mark(list, &place).to_vec();
    cursor.extend(place);
    cursor.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The place that a cursor of the list names.
pub fn read<T: DeserializeOwned>(list: &str, cursor: &str) -> Result<T, Problem> {
    let refused = || Problem::parameter("cursor", "it is not the next of this list, asked for in the same way");
    let byte = |at: usize| u8::from_str_radix(cursor.get(at..at + 2)?, 16).ok();
    let bytes: Vec<u8> = (0..cursor.len()).step_by(2).map(byte).collect::<Option<_>>().ok_or_else(refused)?;
    let (given, place) = bytes.split_at_checked(8).ok_or_else(refused)?;
    if given != mark(list, place) {
        return Err(refused());
    }
    serde_json::from_slice(place).map_err(|_| refused())
}

/// What tells a cursor of this list from all others.
fn mark(list: &str, place: &[u8]) -> [u8; 8] {
    let hash = Sha256::new().chain_update(list.as_bytes()).chain_update([0]).chain_update(place).finalize();
    let mut mark = [0; 8];
    mark.copy_from_slice(&hash[..8]);
    mark
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_opens_its_own_list_only() {
        let cursor = write("incidents act=airstrike", &("2024-09-27", 7));
        let place: (String, i64) = read("incidents act=airstrike", &cursor).unwrap();
        assert_eq!(place, ("2024-09-27".to_owned(), 7));
        assert!(read::<(String, i64)>("incidents", &cursor).is_err());
        for other in ["", "0", "zz", "é", &cursor[..cursor.len() - 2], &format!("{cursor}00")] {
            assert!(read::<(String, i64)>("incidents act=airstrike", other).is_err(), "{other}");
        }
    }
}
