//! What shall be written down?

pub mod measures;
pub mod stats;
pub mod tally;
