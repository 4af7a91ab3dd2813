//! CSV: rows of words under a row of names.

use std::io::Write;

use crate::Error;
use crate::cells::safe;

/// Writes rows as they are: for machines.
pub(crate) fn write(columns: &[&str], rows: impl Iterator<Item = Vec<String>>, out: &mut impl Write) -> Result<(), Error> {
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    writer.write_record(columns)?;
    for row in rows {
        debug_assert_eq!(row.len(), columns.len(), "a cell for every column");
        writer.write_record(&row)?;
    }
    writer.flush()?;
    Ok(())
}

/// Writes rows for people: no cell runs as a formula in a spreadsheet.
pub(crate) fn write_safely(columns: &[&str], rows: impl Iterator<Item = Vec<String>>, out: &mut impl Write) -> Result<(), Error> {
    write(columns, rows.map(|row| row.into_iter().map(safe).collect()), out)
}
