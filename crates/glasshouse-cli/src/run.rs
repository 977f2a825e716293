//! `glasshouse run`: what happens under one regime?

use crate::cli::RunArgs;
use crate::failure::Stop;
use crate::job::{self, Job};

/// Runs the regime alone.
pub fn run(asked: RunArgs) -> Result<(), Stop> {
    let regimes = [asked.regime];
    let command = job::command_line("run", &regimes, &asked.options);
    Job::read(&regimes, &asked.options, command)?.run()
}
