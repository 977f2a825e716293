//! Measures of a run, in one table: name, definition, unit, direction, and both views.
//! What shall be written down?
//!
//! From this table come the series, the Parquet columns, the report, its glossary and `glasshouse list measures`.

mod cooperation;
mod expression;
mod listing;
mod material_welfare;
mod measure;
mod measure_table;

pub use super::formulas::Formula;
pub use measure::{Group, Measure, MeasureView, View};
pub use measure_table::{TABLE, by_key, views};
