//! The command `glasshouse odd`: an experiment described after the ODD protocol.

use crate::arguments::OddArgs;
use crate::terminal::{Terminal, say};
use glasshouse::experiment::odd;
use glasshouse::experiment::study::Study;
use glasshouse_report::comparison_job;
use glasshouse_report::job_error::JobError;
use glasshouse_report::output_folder;
use glasshouse_report::resource_check;

/// Prints the description or writes it to a file.
pub fn run(args: &OddArgs) -> Result<(), JobError> {
    let options = args.scenario.options(args.by.by(), args.earlier);
    let Study { plan, manifest, .. } = comparison_job::read_study(&args.regimes, &options, &Terminal)?;
    resource_check::countable(plan.size)?;
    let text = odd::text(&plan, &manifest);
    let Some(path) = &args.out else { return say(&text) };
    output_folder::write_file(path, text.as_bytes())?;
    say(&format!("{}\n", path.display()))
}
