//! Jobs, tables, reports, claims pages and deposits: everything between the laboratory and its interfaces.
//!
//! An interface reads its user's wishes into plain options ([`options`]), passes them to a job, shows the job's reports
//! ([`monitor`]), and prints or serves its texts and files. Nothing in this crate parses a command line, writes to a
//! terminal, handles a signal or ends the process.

#![deny(clippy::exit, clippy::print_stderr, clippy::print_stdout)]

pub mod calibration_table;
pub mod claims;
pub mod command_line;
pub mod comparison_files;
pub mod comparison_job;
pub mod comparison_table;
pub mod deposit;
pub mod diagnostic_text;
pub mod essay_job;
mod essay_page;
mod essay_table;
pub mod evaluation_job;
pub mod evaluation_table;
pub mod evidence;
mod explanation_input;
pub mod explanation_job;
pub mod explanation_json;
mod explanation_table;
pub mod factor_table;
mod firm_history;
pub mod fit_job;
pub mod fit_table;
pub mod html;
pub mod job_error;
pub mod life_text;
pub mod linked_results;
mod measure_names;
pub mod monitor;
pub mod number_format;
pub mod option_parsing;
pub mod options;
pub mod output_folder;
pub mod published_figure;
pub mod reproduction_table;
pub mod rerun;
pub mod resource_check;
pub mod ruling_text;
pub mod run_checkpoints;
pub mod society_runs;
pub mod summary_csv;
pub mod sweep_job;
pub mod sweep_output;
pub mod sweep_runs;
pub mod text_block;
pub mod text_wrap;
pub mod thread_pool;
mod untouched_note;
pub mod wave_job;
pub mod window_text;
