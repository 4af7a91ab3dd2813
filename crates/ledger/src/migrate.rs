//! Migration: a ledger of an older version becomes one of this, step by step, and keeps every word it holds.
//!
//! A step changes the form of tables and never what stands in the log. It may drop what is derived: that is made again.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::schema;

/// The first brings a ledger of version 1 to version 2, and so on: one fewer than there are versions.
pub(crate) const STEPS: [&str; schema::VERSION as usize - 1] = [];

/// Takes the `steps` that a ledger lacks, each wholly or not at all. Two processes may come here at once: the second finds it done.
pub(crate) fn migrate(db: &Connection, steps: &[&str]) -> rusqlite::Result<()> {
    loop {
        let transaction = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
        let version: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let Some(step) = usize::try_from(version - 1).ok().and_then(|index| steps.get(index)) else { return Ok(()) };
        transaction.execute_batch(step)?;
        transaction.execute_batch(&format!("PRAGMA user_version = {}", version + 1))?;
        transaction.commit()?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(db: &Connection) -> i64 {
        db.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn each_step_a_ledger_lacks_is_taken_once() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE log (seq INTEGER); PRAGMA user_version = 1").unwrap();
        let steps = ["ALTER TABLE log ADD COLUMN second TEXT", "ALTER TABLE log ADD COLUMN third TEXT"];
        migrate(&db, &steps[..1]).unwrap();
        assert_eq!(version(&db), 2);
        migrate(&db, &steps).unwrap();
        migrate(&db, &steps).unwrap();
        assert_eq!(version(&db), 3);
        db.prepare("SELECT second, third FROM log").unwrap();
    }

    #[test]
    fn a_step_that_fails_leaves_the_version_before_it() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE log (seq INTEGER); PRAGMA user_version = 1").unwrap();
        let steps =
            ["ALTER TABLE log ADD COLUMN second TEXT", "CREATE TABLE more (a); ALTER TABLE missing ADD COLUMN third TEXT"];
        assert!(migrate(&db, &steps).is_err());
        assert_eq!(version(&db), 2);
        assert!(db.prepare("SELECT a FROM more").is_err());
    }
}
