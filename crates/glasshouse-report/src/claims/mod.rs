//! Trials of claims in many plausible societies: the job, its tables, its page and its files.

mod claim_figure;
mod claim_findings;
pub mod claim_phrasing;
mod claims_csv;
pub mod claims_json;
pub mod claims_page;
mod claims_table;
pub mod trial_job;
