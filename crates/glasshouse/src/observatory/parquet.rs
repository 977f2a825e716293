//! How do the series come into a table that Python, R and SQL can open?
//!
//! One row a regime, replicate, month, measure and view. A value is null where the measure is not defined.

use super::measures::{View, views};
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

/// The columns, with what each row of groups has besides.
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
    Box::new(months.iter().flat_map(|t| views().map(|(m, v)| m.value(v, t).filter(|x| x.is_finite()))))
}

/// Values that were kept.
pub fn of_values(values: &[Option<f64>]) -> Values<'_> {
    Box::new(values.iter().copied())
}

/// Writes the series of all runs, with key-value pairs for the whole file; `groups` are the names of the groups, or
/// none. `runs` gives the values of a regime's replicates, in their order. Replicates and months count from 0. The same
/// input gives the same bytes.
pub fn write<'a, W: Write + Send>(
    to: W,
    regimes: &[&str],
    groups: &[String],
    runs: impl Fn(usize) -> Vec<Values<'a>>,
    stamps: &[(&str, String)],
) -> Result<()> {
    let schema = Arc::new(parse_message_type(&schema(!groups.is_empty()))?);
    let stamps = stamps.iter().map(|(key, value)| KeyValue::new(key.to_string(), value.clone())).collect();
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("glasshouse {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(stamps))
        .build();
    let mut file = SerializedFileWriter::new(to, schema, Arc::new(properties))?;
    // One row group a regime and replicate: a few megabytes at a time, whatever the size of the experiment.
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
    let measures: Vec<ByteArray> = views().map(|(m, _)| text(m.key)).collect();
    let (truth, seen) = (text("truth"), text("seen"));
    let sides = views().map(|(_, v)| if v == View::Truth { truth.clone() } else { seen.clone() });
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

/// Writes the next column; `there` says which cells have a value, where not all have.
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
