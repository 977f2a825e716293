//! What shall be written down?

pub mod chronicle;
pub mod flows;
pub mod formulas;
pub mod json;
pub mod manifest;
pub mod measures;
pub mod parquet;
pub mod register;
pub mod ro_crate;
pub mod stats;
pub mod tally;
pub mod wide;
