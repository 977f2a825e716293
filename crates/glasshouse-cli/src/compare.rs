//! The commands `glasshouse compare` and `glasshouse run`: several regimes on the same people, or one alone.

use crate::arguments::{CompareArgs, RunArgs, RunOptionArgs};
use crate::interrupt;
use crate::terminal::{Terminal, note, say, say_paths};
use glasshouse_report::comparison_job::ComparisonJob;
use glasshouse_report::comparison_table::{self, Signs};
use glasshouse_report::job_error::JobError;
use std::env;

/// Runs the regimes side by side.
pub fn compare(args: &CompareArgs) -> Result<(), JobError> {
    side_by_side("compare", &args.regimes, &args.options)
}

/// Runs the regime on its own.
pub fn run(args: RunArgs) -> Result<(), JobError> {
    side_by_side("run", &[args.regime], &args.options)
}

/// Does the work, shows the table and writes the files; the report's path comes last.
fn side_by_side(command: &str, regimes: &[String], options: &RunOptionArgs) -> Result<(), JobError> {
    let job = ComparisonJob::read(command, regimes, &options.options(), &Terminal)?;
    note(&job.announcement()?);
    job.stop_request().into_iter().for_each(interrupt::listen);
    let comparison = job.run(&Terminal)?;
    say(&comparison_table::table(&comparison, &signs()))?;
    say_paths(&job.write(&comparison)?)
}

/// Plain ASCII where the locale supports nothing else.
fn signs() -> Signs {
    let set = |name| env::var(name).ok().filter(|v: &String| !v.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).unwrap_or("UTF-8".into()).to_lowercase();
    if locale.contains("utf-8") || locale.contains("utf8") { Signs::UNICODE } else { Signs::ASCII }
}
