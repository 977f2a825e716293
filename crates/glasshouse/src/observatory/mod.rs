//! What shall be written down?

pub mod formulas;
pub mod json;
pub mod life_history;
pub mod manifest;
pub mod measures;
pub mod parquet;
pub mod public_register;
pub mod ro_crate;
pub mod statistics;
pub mod tally;
pub mod tier_transitions;
pub mod wide_table;
