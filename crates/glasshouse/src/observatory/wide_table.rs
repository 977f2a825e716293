//! Tables with named columns as CSV, for spreadsheets, or as Parquet, for Python, R and SQL.

#[cfg(feature = "parquet")]
use {
    super::parquet::column,
    parquet::basic::Compression,
    parquet::data_type::{DoubleType, Int32Type},
    parquet::errors::Result,
    parquet::file::metadata::KeyValue,
    parquet::file::properties::WriterProperties,
    parquet::file::writer::SerializedFileWriter,
    parquet::schema::parser::parse_message_type,
    std::io::Write,
    std::sync::Arc,
};

/// A column: its name (letters, digits and `_`) and its cells, each of which may be empty.
#[derive(Clone, Debug, PartialEq)]
pub struct TableColumn {
    /// Its name.
    pub name: String,
    /// Its cells.
    pub cells: Cells,
}

/// Cells of one kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// Whole numbers.
    Whole(Vec<Option<i32>>),
    /// Numbers.
    Real(Vec<Option<f64>>),
}

impl TableColumn {
    /// A column of whole numbers.
    pub fn whole(name: &str, cells: Vec<Option<i32>>) -> TableColumn {
        TableColumn { name: name.into(), cells: Cells::Whole(cells) }
    }

    /// A column of numbers.
    pub fn real(name: &str, cells: Vec<Option<f64>>) -> TableColumn {
        TableColumn { name: name.into(), cells: Cells::Real(cells) }
    }

    fn rows(&self) -> usize {
        match &self.cells {
            Cells::Whole(cells) => cells.len(),
            Cells::Real(cells) => cells.len(),
        }
    }

    fn text(&self, row: usize) -> String {
        match &self.cells {
            Cells::Whole(cells) => cells[row].map_or(String::new(), |x| x.to_string()),
            Cells::Real(cells) => cells[row].map_or(String::new(), |x| x.to_string()),
        }
    }
}

/// The table as comma-separated text, with all digits; a cell without a value is empty.
pub fn csv(columns: &[TableColumn]) -> String {
    let line = |cells: Vec<String>| cells.join(",") + "\n";
    let head = line(columns.iter().map(|column| column.name.clone()).collect());
    let rows = columns.first().map_or(0, TableColumn::rows);
    (0..rows).fold(head, |out, row| out + &line(columns.iter().map(|column| column.text(row)).collect()))
}

/// Writes tables with the same columns one below the other as a Parquet file, with key-value pairs for the whole
/// file; one table at a time is held, as a row group. The same input gives the same bytes.
#[cfg(feature = "parquet")]
pub fn parquet<W: Write + Send>(
    to: W,
    mut tables: impl Iterator<Item = Vec<TableColumn>>,
    stamps: &[(&str, String)],
) -> Result<()> {
    let Some(first) = tables.next() else { return Ok(()) };
    let field = |column: &TableColumn| {
        let kind = if matches!(column.cells, Cells::Whole(_)) { "int32" } else { "double" };
        format!("optional {kind} {};", column.name)
    };
    let schema = format!("message table {{ {} }}", first.iter().map(field).collect::<String>());
    let stamps = stamps.iter().map(|(key, value)| KeyValue::new(key.to_string(), value.clone())).collect();
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("glasshouse {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(stamps))
        .build();
    let mut file = SerializedFileWriter::new(to, Arc::new(parse_message_type(&schema)?), Arc::new(properties))?;
    for table in std::iter::once(first).chain(tables) {
        let mut group = file.next_row_group()?;
        for part in table {
            match part.cells {
                Cells::Whole(cells) => column::<W, Int32Type>(&mut group, &known(&cells), Some(&levels(&cells)))?,
                Cells::Real(cells) => column::<W, DoubleType>(&mut group, &known(&cells), Some(&levels(&cells)))?,
            }
        }
        group.close()?;
    }
    file.close()?;
    Ok(())
}

#[cfg(feature = "parquet")]
fn known<T: Copy>(cells: &[Option<T>]) -> Vec<T> {
    cells.iter().flatten().copied().collect()
}

/// Which cells have a value.
#[cfg(feature = "parquet")]
fn levels<T>(cells: &[Option<T>]) -> Vec<i16> {
    cells.iter().map(|cell| i16::from(cell.is_some())).collect()
}

#[cfg(all(test, feature = "parquet"))]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;

    fn table() -> Vec<TableColumn> {
        vec![
            TableColumn::whole("county", vec![Some(0), Some(1), None]),
            TableColumn::real("trust", vec![Some(0.1), None, Some(-2.0)]),
        ]
    }

    #[test]
    fn a_spreadsheet_has_all_digits_and_empty_cells() {
        assert_eq!(csv(&table()), "county,trust\n0,0.1\n1,\n,-2\n");
        assert_eq!(csv(&[]), "\n");
    }

    #[test]
    fn tables_come_back_one_below_the_other() {
        let mut bytes = Vec::new();
        parquet(&mut bytes, [table(), table()].into_iter(), &[("synthetic", "true".into())]).unwrap();
        let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let rows: Vec<_> = file.get_row_iter(None).unwrap().map(|row| row.unwrap()).collect();
        assert_eq!(rows.len(), 6);
        let cells = |row: usize| (rows[row].get_int(0).ok(), rows[row].get_double(1).ok());
        for again in [0, 3] {
            assert_eq!(cells(again), (Some(0), Some(0.1)));
            assert_eq!((cells(again + 1), cells(again + 2)), ((Some(1), None), (None, Some(-2.0))));
        }
    }
}
