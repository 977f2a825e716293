//! Series as Parquet files, for Python, R and SQL.
//!
//! One row per regime, replicate, month, measure and view. A value is null where the measure is not defined.

use super::measures::{View, views};
use super::tally::Tally;
use parquet::basic::{Compression, LogicalType, Repetition, Type};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type};
pub use parquet::errors::ParquetError;
use parquet::errors::Result;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::{self, parser::parse_message_type};
use std::io::Write;
use std::ops::Range;
use std::sync::Arc;

/// The columns, with the additional one of grouped rows.
fn schema(grouped: bool) -> String {
    let group = if grouped { "required binary group (UTF8);" } else { "" };
    format!(
        "message series {{
            required binary regime (UTF8);
            required int32 replicate;
            required int32 month;
            {group}
            required binary measure (UTF8);
            required binary view (UTF8);
            optional double value;
        }}"
    )
}

/// The values of one run: month, then group if there are groups, then measure and view as in [`views`].
pub type Values<'a> = Box<dyn Iterator<Item = Option<f64>> + 'a>;

/// The values of sums, month by month.
pub fn of_sums(months: &[Tally]) -> Values<'_> {
    Box::new(months.iter().flat_map(|t| views().map(|of| of.value(t).filter(|x| x.is_finite()))))
}

/// Values that were kept.
pub fn of_values(values: &[Option<f64>]) -> Values<'_> {
    Box::new(values.iter().copied())
}

/// Writes the series of all runs, with key-value pairs for the whole file; `groups` are the names of the groups, or
/// none. `runs` returns the values of a regime's replicates, in order. Replicates and months count from 0. The same
/// input gives the same bytes.
pub fn write<'a, W: Write + Send>(
    to: W,
    regimes: &[&str],
    groups: &[String],
    runs: impl Fn(usize) -> Vec<Values<'a>>,
    stamps: &[(&str, String)],
) -> Result<()> {
    let schema = Arc::new(parse_message_type(&schema(!groups.is_empty()))?);
    let mut file = SerializedFileWriter::new(to, schema, Arc::new(properties(stamps)))?;
    // One row group per regime and replicate: a few megabytes at a time, whatever the size of the experiment.
    for (r, name) in regimes.iter().enumerate() {
        for (replicate, values) in runs(r).into_iter().enumerate() {
            let mut group = file.next_row_group()?;
            write_run(&mut group, name, replicate as i32, groups, values.collect())?;
            group.close()?;
        }
    }
    file.close()?;
    Ok(())
}

fn write_run<W: Write + Send>(
    to: &mut SerializedRowGroupWriter<'_, W>,
    regime: &str,
    replicate: i32,
    groups: &[String],
    values: Vec<Option<f64>>,
) -> Result<()> {
    let text = |t: &str| ByteArray::from(t.as_bytes().to_vec());
    let measures: Vec<ByteArray> = views().map(|of| text(of.measure.key)).collect();
    let (truth, seen) = (text("truth"), text("seen"));
    let sides = views().map(|of| if of.view == View::Truth { truth.clone() } else { seen.clone() });
    let sides: Vec<ByteArray> = sides.collect();
    let (rows, width) = (values.len(), measures.len());
    let blocks = rows / width;
    let per_month = groups.len().max(1);

    column::<W, ByteArrayType>(to, &vec![text(regime); rows], None)?;
    column::<W, Int32Type>(to, &vec![replicate; rows], None)?;
    let month = |row: usize| (row / (width * per_month)) as i32;
    column::<W, Int32Type>(to, &(0..rows).map(month).collect::<Vec<_>>(), None)?;
    if !groups.is_empty() {
        let names: Vec<ByteArray> = groups.iter().map(|group| text(group)).collect();
        let name = |row: usize| names[row / width % per_month].clone();
        column::<W, ByteArrayType>(to, &(0..rows).map(name).collect::<Vec<_>>(), None)?;
    }
    column::<W, ByteArrayType>(to, &vec![measures; blocks].concat(), None)?;
    column::<W, ByteArrayType>(to, &vec![sides; blocks].concat(), None)?;
    let there: Vec<i16> = values.iter().map(|v| i16::from(v.is_some())).collect();
    column::<W, DoubleType>(to, &values.into_iter().flatten().collect::<Vec<_>>(), Some(&there))
}

/// Some rows of a column of a table.
pub enum ColumnChunk<'a> {
    /// Texts.
    Texts(Vec<&'a str>),
    /// Whole numbers.
    Wholes(Vec<i32>),
    /// Numbers, null where undefined.
    Figures(Vec<Option<f64>>),
}

/// Rows of a table written at a time.
const ROWS: usize = 1 << 16;

/// Writes a table of `rows` rows, with key-value pairs for the whole file. `part` returns every column for a range of
/// rows, of the same kind for every range. The same input gives the same bytes.
pub fn write_table<'a, W: Write + Send>(
    to: W,
    names: &[String],
    rows: usize,
    part: impl Fn(Range<usize>) -> Vec<ColumnChunk<'a>>,
    stamps: &[(&str, String)],
) -> Result<()> {
    let field = |(name, column): (&String, &ColumnChunk<'_>)| {
        let (kind, logical, there) = match column {
            ColumnChunk::Texts(_) => (Type::BYTE_ARRAY, Some(LogicalType::String), Repetition::REQUIRED),
            ColumnChunk::Wholes(_) => (Type::INT32, None, Repetition::REQUIRED),
            ColumnChunk::Figures(_) => (Type::DOUBLE, None, Repetition::OPTIONAL),
        };
        let builder = schema::types::Type::primitive_type_builder(name, kind);
        builder.with_logical_type(logical).with_repetition(there).build().map(Arc::new)
    };
    let fields = names.iter().zip(&part(0..0)).map(field).collect::<Result<Vec<_>>>()?;
    let schema = schema::types::Type::group_type_builder("table").with_fields(fields).build()?;
    let mut file = SerializedFileWriter::new(to, Arc::new(schema), Arc::new(properties(stamps)))?;
    for start in (0..rows).step_by(ROWS) {
        let mut group = file.next_row_group()?;
        for cells in part(start..rows.min(start + ROWS)) {
            match cells {
                ColumnChunk::Texts(texts) => {
                    let texts: Vec<ByteArray> = texts.into_iter().map(ByteArray::from).collect();
                    column::<W, ByteArrayType>(&mut group, &texts, None)?;
                }
                ColumnChunk::Wholes(numbers) => column::<W, Int32Type>(&mut group, &numbers, None)?,
                ColumnChunk::Figures(figures) => {
                    let there: Vec<i16> = figures.iter().map(|figure| i16::from(figure.is_some())).collect();
                    let figures: Vec<f64> = figures.into_iter().flatten().collect();
                    column::<W, DoubleType>(&mut group, &figures, Some(&there))?;
                }
            }
        }
        group.close()?;
    }
    file.close()?;
    Ok(())
}

fn properties(stamps: &[(&str, String)]) -> WriterProperties {
    let stamps = stamps.iter().map(|(key, value)| KeyValue::new(key.to_string(), value.clone())).collect();
    WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("glasshouse {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(stamps))
        .build()
}

/// Writes the next column; `there` says which cells have a value, if not all have one.
pub(super) fn column<W: Write + Send, T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[T::T],
    there: Option<&[i16]>,
) -> Result<()> {
    if let Some(mut column) = group.next_column()? {
        column.typed::<T>().write_batch(values, there, None)?;
        column.close()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observatory::tally::Count;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;

    #[test]
    fn rows_come_back_with_nulls_and_stamps() {
        let mut tally = Tally::default();
        tally.add(Count::People, 10);
        tally.add(Count::Listed, 5);
        let mut bytes = Vec::new();
        let months = [tally];
        write(&mut bytes, &["a"], &[], |_| vec![of_sums(&months)], &[("synthetic", "true".into())]).unwrap();
        let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let stamps = file.metadata().file_metadata().key_value_metadata().unwrap();
        assert_eq!((stamps[0].key.as_str(), stamps[0].value.as_deref()), ("synthetic", Some("true")));
        let rows: Vec<_> = file.get_row_iter(None).unwrap().map(|r| r.unwrap()).collect();
        assert_eq!(rows.len(), views().count());
        let value = |key: &str| rows.iter().find(|r| r.get_string(3).unwrap() == key).unwrap().get_double(5).ok();
        assert_eq!(value("listed"), Some(50.0));
        assert_eq!(value("help"), None);
    }

    #[test]
    fn a_table_comes_back_row_by_row_whatever_its_columns_are_called() {
        let names: Vec<String> = ["run", "a [b, c].d", "x"].map(String::from).to_vec();
        let rows = ROWS + 3;
        let part = |rows: Range<usize>| {
            let figure = |n: usize| (n > 9).then_some(n as f64 / 7.0);
            let whole = rows.clone().map(|n| n as i32).collect();
            let text = rows.clone().map(|n| if n % 2 == 0 { "even" } else { "odd" }).collect();
            vec![ColumnChunk::Wholes(whole), ColumnChunk::Texts(text), ColumnChunk::Figures(rows.map(figure).collect())]
        };
        let mut bytes = Vec::new();
        write_table(&mut bytes, &names, rows, part, &[("seed", "1".into())]).unwrap();
        let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let all: Vec<_> = file.get_row_iter(None).unwrap().map(|r| r.unwrap()).collect();
        assert_eq!(all.len(), rows);
        for (n, row) in all.iter().enumerate() {
            assert_eq!(row.get_int(0).unwrap() as usize, n);
            assert_eq!(row.get_string(1).unwrap(), if n % 2 == 0 { "even" } else { "odd" });
            assert_eq!(row.get_double(2).ok(), (n > 9).then_some(n as f64 / 7.0));
        }
        let columns = file.metadata().file_metadata().schema_descr();
        assert_eq!(columns.column(1).name(), names[1]);
    }

    #[test]
    fn groups_have_a_column_of_their_own() {
        let (width, groups) = (views().count(), ["country".to_string(), "town".to_string()]);
        let values: Vec<Option<f64>> = (0..2 * 2 * width).map(|row| Some(row as f64)).collect();
        let mut bytes = Vec::new();
        write(&mut bytes, &["a"], &groups, |_| vec![Box::new(values.clone().into_iter())], &[]).unwrap();
        let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let rows: Vec<_> = file.get_row_iter(None).unwrap().map(|r| r.unwrap()).collect();
        assert_eq!(rows.len(), 4 * width);
        for (n, row) in rows.iter().enumerate() {
            assert_eq!(row.get_int(2).unwrap() as usize, n / (2 * width), "month by month");
            assert_eq!(row.get_string(3).unwrap(), &groups[n / width % 2], "group by group");
            assert_eq!(row.get_double(6).unwrap(), n as f64);
        }
    }
}
