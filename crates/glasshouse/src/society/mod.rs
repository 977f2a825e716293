//! The synthetic society: people, their ties, and what others can observe of them.

pub mod act;
pub mod assessment_rule;
pub mod behaviour;
pub(crate) mod bit_counting;
pub mod decision_rule;
mod definition;
pub mod families;
mod felt_surveillance;
pub mod generations;
pub mod geography;
pub mod history;
pub(crate) mod income_distribution;
pub mod life_course;
pub mod life_table;
pub mod marginals;
pub mod network_statistics;
pub mod observable;
pub mod own_encounter;
pub mod parameter_table;
pub(crate) mod resemblance;
pub mod strata;
pub(crate) mod synthesis;
pub(crate) mod temperament;
pub mod ties;
pub mod traits;

pub use definition::{Plausible, Society};
