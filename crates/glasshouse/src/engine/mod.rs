//! The simulation engine: the monthly step of a whole society.
//!
//! The county is the unit of parallel work. Results are collected by county and combined in county order; all sums
//! are integers. A run is therefore bit-identical on any number of threads.

mod accounting;
mod bit_packing;
mod block_storage;
pub mod checksummed_file;
mod columns;
mod context;
pub(crate) mod council;
mod counting;
mod county_account;
mod county_rules;
mod county_work;
mod desk;
mod hearsay;
pub(crate) mod imitation;
mod informant_reports;
mod institution;
mod judgement;
mod learning_update;
pub mod matching;
pub mod memory_estimate;
mod month;
mod month_results;
mod month_start;
mod neighbourhood_month;
mod observation;
mod official_cases;
mod out_of_core;
mod peer_rating;
mod population;
pub(crate) mod private_opinions;
mod purse;
mod ranks;
mod record_intake;
pub mod record_keeping;
mod reported_figures;
mod repute_update;
mod running_costs;
mod settlement;
mod silent_ties;
mod simulation;
mod specification;
mod state_update;
pub mod step_benchmark;
mod testimony;
pub mod town_packing;
mod town_store;
mod witness;
mod workspaces;
pub mod world;
mod world_snapshot;

pub use county_work::Towns;
pub use institution::Institution;
pub use memory_estimate::BYTES_PER_PERSON;
pub use month::Sums;
pub use observation::is_listed;
pub use ranks::{Alone, Rank, Ranks};
pub use settlement::{Room, Settlement, draw_among};
pub use simulation::{Progress, Quiet, Simulation, settle, settle_among, settle_in, simulate, step};
pub use specification::{EARLIER, LEAST_PEOPLE, MOST_PEOPLE, PopulationSpec, Size};
pub use town_store::{PackedCounties, Spill, StoredBytes};
pub use witness::{DocketEntry, Finances, FirmFile, Mind, PersonMonth, Treated, Witness};
pub use world_snapshot::Resting;
