//! Tables for pandas, polars, Arrow and DuckDB, passed without copying through Arrow's C stream.

use arrow_array::ffi::FFI_ArrowSchema;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{
    Array, ArrayRef, Float64Array, Int32Array, Int64Array, RecordBatch, RecordBatchIterator, StringArray,
};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use pyo3::exceptions::{PyIndexError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyList};
use std::sync::Arc;

/// An immutable table of named columns of equal length.
#[pyclass(frozen, module = "glasshouse._core")]
pub struct Frame(RecordBatch);

/// A column under construction.
pub enum FrameColumn {
    /// Texts.
    Texts(StringArray),
    /// Whole numbers.
    Wholes(Int32Array),
    /// Large whole numbers.
    Counts(Int64Array),
    /// Numbers, null where undefined.
    Figures(Float64Array),
}

impl FrameColumn {
    /// Texts.
    pub fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> FrameColumn {
        FrameColumn::Texts(StringArray::from_iter_values(texts))
    }

    /// Texts, some of them missing.
    pub fn some_texts<'a>(texts: impl IntoIterator<Item = Option<&'a str>>) -> FrameColumn {
        FrameColumn::Texts(texts.into_iter().collect())
    }

    /// Whole numbers.
    pub fn wholes(numbers: impl IntoIterator<Item = u32>) -> FrameColumn {
        FrameColumn::Wholes(Int32Array::from_iter_values(numbers.into_iter().map(|n| n as i32)))
    }

    /// Numbers, some of them missing.
    pub fn figures(figures: impl IntoIterator<Item = Option<f64>>) -> FrameColumn {
        FrameColumn::Figures(figures.into_iter().collect())
    }

    fn array(self) -> ArrayRef {
        match self {
            FrameColumn::Texts(of) => Arc::new(of),
            FrameColumn::Wholes(of) => Arc::new(of),
            FrameColumn::Counts(of) => Arc::new(of),
            FrameColumn::Figures(of) => Arc::new(of),
        }
    }
}

impl Frame {
    /// A table of these columns.
    pub fn of(columns: Vec<(&str, FrameColumn)>) -> PyResult<Frame> {
        let arrays: Vec<(&str, ArrayRef)> = columns.into_iter().map(|(name, column)| (name, column.array())).collect();
        let field =
            |(name, array): &(&str, ArrayRef)| Field::new(*name, array.data_type().clone(), array.is_nullable());
        let schema = Schema::new(arrays.iter().map(field).collect::<Vec<_>>());
        let arrays = arrays.into_iter().map(|(_, array)| array).collect();
        RecordBatch::try_new(Arc::new(schema), arrays).map(Frame).map_err(wrong)
    }
}

fn wrong(e: ArrowError) -> PyErr {
    PyValueError::new_err(e.to_string())
}

#[pymethods]
impl Frame {
    /// A table of columns: name, kind (`text`, `whole`, `count` or `figure`) and values.
    #[new]
    fn new(columns: Vec<(String, String, Bound<'_, PyAny>)>) -> PyResult<Frame> {
        let column = |kind: &str, values: &Bound<'_, PyAny>| {
            Ok(match kind {
                "text" => FrameColumn::Texts(values.extract::<Vec<Option<String>>>()?.into_iter().collect()),
                "whole" => FrameColumn::Wholes(values.extract::<Vec<i32>>()?.into()),
                "count" => FrameColumn::Counts(values.extract::<Vec<i64>>()?.into()),
                "figure" => FrameColumn::Figures(values.extract::<Vec<Option<f64>>>()?.into_iter().collect()),
                kind => return Err(PyValueError::new_err(format!("there is no kind of column called {kind:?}"))),
            })
        };
        let made = columns.iter().map(|(name, kind, values)| Ok((name.as_str(), column(kind, values)?)));
        Frame::of(made.collect::<PyResult<_>>()?)
    }

    /// Names of the columns, with the kind of each.
    #[getter]
    fn kinds(&self) -> Vec<(String, &'static str)> {
        let kind = |of: &DataType| match of {
            DataType::Utf8 => "text",
            DataType::Int32 => "whole",
            DataType::Int64 => "count",
            _ => "figure",
        };
        self.0.schema_ref().fields().iter().map(|field| (field.name().clone(), kind(field.data_type()))).collect()
    }

    /// Number of rows.
    #[getter]
    fn rows(&self) -> usize {
        self.0.num_rows()
    }

    /// Some values of a column, as a list; `None` where undefined.
    fn values<'py>(&self, py: Python<'py>, column: usize, start: usize, stop: usize) -> PyResult<Bound<'py, PyList>> {
        if column >= self.0.num_columns() || start > stop || stop > self.0.num_rows() {
            return Err(PyIndexError::new_err("outside the table"));
        }
        let of = self.0.column(column).slice(start, stop - start);
        let of = of.as_any();
        if let Some(texts) = of.downcast_ref::<StringArray>() {
            PyList::new(py, texts.iter().collect::<Vec<_>>())
        } else if let Some(wholes) = of.downcast_ref::<Int32Array>() {
            PyList::new(py, wholes.iter().collect::<Vec<_>>())
        } else if let Some(counts) = of.downcast_ref::<Int64Array>() {
            PyList::new(py, counts.iter().collect::<Vec<_>>())
        } else {
            let figures = of.downcast_ref::<Float64Array>();
            PyList::new(py, figures.into_iter().flatten().collect::<Vec<_>>())
        }
    }

    /// The schema, for Arrow's C data interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.0.schema_ref().as_ref()).map_err(wrong)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The table, for Arrow's C stream interface. Only its own schema is available.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let reader = RecordBatchIterator::new([Ok(self.0.clone())], self.0.schema());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), c"arrow_array_stream")
    }
}
