//! The table of measures: name, definition, unit, direction and both views of each.
//!
//! It is the source of the series, the Parquet columns, the report, its glossary and `glasshouse list measures`.

mod attitude;
mod cooperation;
mod expression;
mod generations;
mod listing;
mod material_welfare;
mod measure;
mod measure_table;
mod need;
mod officials;
mod perceived_risk;
mod privacy;
mod unrest;
mod work;

pub use super::formulas::Formula;
pub use measure::{Group, Measure, MeasureView, View};
pub use measure_table::{TABLE, by_key, views};
