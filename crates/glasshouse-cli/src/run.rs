//! `glasshouse run`: what happens under one regime?

use crate::cli::RunArgs;
use crate::job::{self, Job};
use crate::stop::Stop;

/// Runs the regime alone.
pub fn run(asked: RunArgs) -> Result<(), Stop> {
    let regimes = [asked.regime];
    let command = job::command_line("run", &regimes, &asked.options);
    Job::read(&regimes, &asked.options, command)?.run()
}
