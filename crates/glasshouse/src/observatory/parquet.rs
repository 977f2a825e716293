//! How do the series come into a table that Python, R and SQL can open?
//!
//! One row a regime, replicate, month, measure and view. A value is null where the measure is not defined.

use super::measures::{Measure, TABLE, View};
use super::tally::Tally;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type};
use parquet::errors::Result;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use std::io::Write;
use std::sync::Arc;

const SCHEMA: &str = "message series {
    required binary regime (UTF8);
    required int32 replicate;
    required int32 month;
    required binary measure (UTF8);
    required binary view (UTF8);
    optional double value;
}";

/// Writes the series of all runs (regime, then replicate, then month), with key-value pairs for the whole file.
/// Replicates and months count from 0. The same input gives the same bytes.
pub fn write<W: Write + Send>(
    to: W,
    regimes: &[&str],
    runs: &[Vec<Vec<Tally>>],
    stamps: &[(&str, String)],
) -> Result<()> {
    let schema = Arc::new(parse_message_type(SCHEMA)?);
    let stamps = stamps.iter().map(|(key, value)| KeyValue::new(key.to_string(), value.clone())).collect();
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("glasshouse {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(stamps))
        .build();
    let mut file = SerializedFileWriter::new(to, schema, Arc::new(properties))?;
    // One row group a regime and replicate: a few megabytes at a time, whatever the size of the experiment.
    for (name, replicates) in regimes.iter().zip(runs) {
        for (replicate, months) in replicates.iter().enumerate() {
            let mut group = file.next_row_group()?;
            write_run(&mut group, name, replicate as i32, months)?;
            group.close()?;
        }
    }
    file.close()?;
    Ok(())
}

/// The columns of the file, in its order: measures in the order of the table, truth before what the state sees.
fn views() -> Vec<(&'static Measure, View)> {
    let of = |m: &'static Measure| std::iter::once((m, View::Truth)).chain(m.seen.is_some().then_some((m, View::Seen)));
    TABLE.iter().flat_map(of).collect()
}

fn write_run<W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    regime: &str,
    replicate: i32,
    months: &[Tally],
) -> Result<()> {
    let views = views();
    let rows = months.len() * views.len();
    let text = |t: &str| ByteArray::from(t.as_bytes().to_vec());
    let (truth, seen) = (text("truth"), text("seen"));
    let measures: Vec<ByteArray> = views.iter().map(|(m, _)| text(m.key)).collect();
    let sides: Vec<ByteArray> =
        views.iter().map(|(_, v)| if *v == View::Truth { truth.clone() } else { seen.clone() }).collect();
    let values: Vec<Option<f64>> =
        months.iter().flat_map(|t| views.iter().map(|(m, v)| m.value(*v, t).filter(|x| x.is_finite()))).collect();
    let month = |row: usize| (row / views.len()) as i32;

    column::<W, ByteArrayType>(group, &vec![text(regime); rows], None)?;
    column::<W, Int32Type>(group, &vec![replicate; rows], None)?;
    column::<W, Int32Type>(group, &(0..rows).map(month).collect::<Vec<_>>(), None)?;
    column::<W, ByteArrayType>(group, &vec![measures; months.len()].concat(), None)?;
    column::<W, ByteArrayType>(group, &vec![sides; months.len()].concat(), None)?;
    let there: Vec<i16> = values.iter().map(|v| i16::from(v.is_some())).collect();
    column::<W, DoubleType>(group, &values.into_iter().flatten().collect::<Vec<_>>(), Some(&there))
}

fn column<W: Write + Send, T: DataType>(
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
        write(&mut bytes, &["a"], &[vec![vec![tally]]], &[("synthetic", "true".into())]).unwrap();
        let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let stamps = file.metadata().file_metadata().key_value_metadata().unwrap();
        assert_eq!((stamps[0].key.as_str(), stamps[0].value.as_deref()), ("synthetic", Some("true")));
        let rows: Vec<_> = file.get_row_iter(None).unwrap().map(|r| r.unwrap()).collect();
        assert_eq!(rows.len(), views().len());
        let value = |key: &str| rows.iter().find(|r| r.get_string(3).unwrap() == key).unwrap().get_double(5).ok();
        assert_eq!(value("listed"), Some(50.0));
        assert_eq!(value("help"), None);
    }
}
