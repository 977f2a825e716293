//! Measurement and output: counts, measures, life histories, tables and metadata of a run.

pub(crate) mod formulas;
pub mod json;
pub mod life_history;
pub mod manifest;
pub mod measures;
mod own_value;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod public_register;
pub mod ro_crate;
pub mod statistics;
pub mod tally;
pub mod tier_transitions;
pub mod wide_table;
