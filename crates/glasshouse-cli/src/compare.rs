//! `glasshouse compare`: what would the same people have done under another regime?

use crate::cli::CompareArgs;
use crate::failure::Stop;
use crate::job::{self, Job};

/// Runs the regimes side by side.
pub fn run(asked: CompareArgs) -> Result<(), Stop> {
    let command = job::command_line("compare", &asked.regimes, &asked.options);
    Job::read(&asked.regimes, &asked.options, command)?.run()
}
