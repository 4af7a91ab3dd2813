//! Typed columns, as Parquet and as CSV.
//!
//! In: columns and rows of [`Value`]s. Out: a Parquet file in row groups of [`ROWS`], or the same table as CSV. The same rows give the same
//! bytes: nothing of the machine, the clock or the library's version is written.

use std::io::Write;
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};
use jiff::civil::{Date, date};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use crate::cells::safe;
use crate::{About, Error};

/// Rows of one group: few enough to hold, many enough to compress.
const ROWS: usize = 8192;

/// One cell. What is not known is `None`, never 0 or "".
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// Words.
    Text(Option<String>),
    /// A whole number.
    Int(Option<i64>),
    /// Degrees.
    Float(Option<f64>),
    /// A day.
    Day(Option<Date>),
    /// Yes or no.
    Flag(Option<bool>),
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words.
    Text,
    /// A whole number.
    Int,
    /// Degrees.
    Float,
    /// A day.
    Day,
    /// Yes or no.
    Flag,
}

/// A column over a record of type `T`.
pub(crate) struct Column<T: ?Sized> {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Its cell for a record.
    pub read: fn(&T) -> Value,
}

impl<T: ?Sized> Column<T> {
    /// Words; what is empty is missing.
    pub(crate) const fn text(name: &'static str, read: fn(&T) -> Value) -> Column<T> {
        Column { name, kind: Kind::Text, read }
    }

    /// A whole number.
    pub(crate) const fn int(name: &'static str, read: fn(&T) -> Value) -> Column<T> {
        Column { name, kind: Kind::Int, read }
    }

    /// Degrees.
    pub(crate) const fn float(name: &'static str, read: fn(&T) -> Value) -> Column<T> {
        Column { name, kind: Kind::Float, read }
    }

    /// A day.
    pub(crate) const fn day(name: &'static str, read: fn(&T) -> Value) -> Column<T> {
        Column { name, kind: Kind::Day, read }
    }

    /// Yes or no.
    pub(crate) const fn flag(name: &'static str, read: fn(&T) -> Value) -> Column<T> {
        Column { name, kind: Kind::Flag, read }
    }
}

/// Words as a cell; what is empty is missing.
pub(crate) fn words(text: impl Into<String>) -> Value {
    Value::Text(Some(text.into()).filter(|text| !text.is_empty()))
}

/// The table as CSV for people.
pub(crate) fn csv<T>(columns: &[Column<T>], records: impl Iterator<Item = T>, out: &mut impl Write) -> Result<(), Error> {
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    writer.write_record(columns.iter().map(|column| column.name))?;
    for record in records {
        writer.write_record(columns.iter().map(|column| printed((column.read)(&record))))?;
    }
    writer.flush()?;
    Ok(())
}

fn printed(value: Value) -> String {
    let shown = match value {
        Value::Text(text) => text.map(safe),
        Value::Int(number) => number.map(|number| number.to_string()),
        Value::Float(degrees) => degrees.map(|degrees| degrees.to_string()),
        Value::Day(day) => day.map(|day| day.to_string()),
        Value::Flag(flag) => flag.map(|flag| flag.to_string()),
    };
    shown.unwrap_or_default()
}

/// The table as Parquet.
pub(crate) fn parquet<T>(
    about: &About,
    columns: &[Column<T>],
    records: impl Iterator<Item = T>,
    out: &mut impl Write,
) -> Result<(), Error> {
    let fields: Vec<Field> = columns.iter().map(|column| Field::new(column.name, data_type(column.kind), true)).collect();
    let schema = Arc::new(Schema::new(fields));
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by("dateline".to_owned())
        .set_key_value_metadata(Some(metadata(about)))
        .build();
    let mut writer = ArrowWriter::try_new(Vec::new(), Arc::clone(&schema), Some(properties))?;
    let mut cells: Vec<Vec<Value>> = columns.iter().map(|_| Vec::new()).collect();
    let mut held = 0;
    for record in records {
        for (cells, column) in cells.iter_mut().zip(columns) {
            cells.push((column.read)(&record));
        }
        held += 1;
        if held == ROWS {
            writer.write(&batch(&schema, columns, &mut cells)?)?;
            writer.flush()?;
            out.write_all(&std::mem::take(writer.inner_mut()))?;
            held = 0;
        }
    }
    if held > 0 {
        writer.write(&batch(&schema, columns, &mut cells)?)?;
    }
    out.write_all(&writer.into_inner()?)?;
    out.flush()?;
    Ok(())
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Int => DataType::Int64,
        Kind::Float => DataType::Float64,
        Kind::Day => DataType::Date32,
        Kind::Flag => DataType::Boolean,
    }
}

/// What the export is of, in the file's own metadata.
fn metadata(about: &About) -> Vec<KeyValue> {
    let pair = |key: &str, value: Option<&str>| KeyValue::new(format!("dateline.{key}"), value.map(str::to_owned));
    vec![
        pair("wire", Some(dateline::wire::v1::VERSION)),
        pair("engine", Some(&about.engine)),
        pair("policy", Some(&about.policy)),
        pair("as_of", about.as_of.as_deref()),
        pair("profile", Some(about.profile.slug())),
        pair("release", about.release.as_deref()),
    ]
}

/// The cells held, as one batch; the cells are left empty.
fn batch<T>(schema: &Arc<Schema>, columns: &[Column<T>], cells: &mut [Vec<Value>]) -> Result<RecordBatch, Error> {
    let arrays = columns.iter().zip(cells).map(|(column, cells)| array(column.kind, std::mem::take(cells))).collect();
    Ok(RecordBatch::try_new(Arc::clone(schema), arrays)?)
}

fn array(kind: Kind, cells: Vec<Value>) -> ArrayRef {
    /// The cells of one variant; a cell of another would be a column read wrongly, and is missing.
    macro_rules! of {
        ($variant:ident) => {
            cells.into_iter().map(|cell| match cell {
                Value::$variant(value) => value,
                _ => None,
            })
        };
    }
    match kind {
        Kind::Text => Arc::new(of!(Text).collect::<StringArray>()),
        Kind::Int => Arc::new(of!(Int).collect::<Int64Array>()),
        Kind::Float => Arc::new(of!(Float).collect::<Float64Array>()),
        Kind::Day => Arc::new(of!(Day).map(|day| day.and_then(days_since_1970)).collect::<Date32Array>()),
        Kind::Flag => Arc::new(of!(Flag).collect::<BooleanArray>()),
    }
}

fn days_since_1970(day: Date) -> Option<i32> {
    Some(day.since(date(1970, 1, 1)).ok()?.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_its_number_since_1970() {
        assert_eq!(days_since_1970(date(1970, 1, 1)), Some(0));
        assert_eq!(days_since_1970(date(2024, 9, 27)), Some(19_993));
        assert_eq!(days_since_1970(date(1969, 12, 31)), Some(-1));
    }
}
