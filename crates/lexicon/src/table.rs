//! Reading one CSV table: a header, typed rows, an error that names the table and the row.

/// A row that does not fit its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableError {
    /// The table's file name.
    pub table: &'static str,
    /// The row, the header being row 1.
    pub row: usize,
    /// What does not fit.
    pub problem: String,
}

impl std::fmt::Display for TableError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "table {} row {}: {}", self.table, self.row, self.problem)
    }
}

impl std::error::Error for TableError {}

/// The rows of a CSV table below its header, each with its row number.
pub(crate) fn rows(table: &'static str, text: &str) -> Result<Vec<(usize, csv::StringRecord)>, TableError> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for (index, record) in reader.records().enumerate() {
        let row = index + 2;
        rows.push((row, record.map_err(|error| TableError { table, row, problem: error.to_string() })?));
    }
    Ok(rows)
}

/// Field `column` of a row; empty where the row is too short.
pub(crate) fn field(record: &csv::StringRecord, column: usize) -> &str {
    record.get(column).unwrap_or("")
}
