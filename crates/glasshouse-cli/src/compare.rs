//! `glasshouse compare`: what would the same people have done under another regime?

use crate::cli::CompareArgs;
use crate::job::{self, Job};
use crate::stop::Stop;

/// Runs the regimes side by side.
pub fn run(asked: CompareArgs) -> Result<(), Stop> {
    let command = job::command_line("compare", &asked.regimes, &asked.options);
    Job::read(&asked.regimes, &asked.options, command)?.run()
}
