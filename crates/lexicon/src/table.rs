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
