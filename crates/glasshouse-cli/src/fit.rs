//! The command `glasshouse fit`: the plausible societies that agree best with published figures.

use crate::arguments::FitArgs;
use crate::terminal::{Terminal, say};
use glasshouse_report::job_error::JobError;
use glasshouse_report::output_folder::OutputFolder;
use glasshouse_report::{fit_job, fit_table};

/// Draws societies, keeps the nearest, and reports their figures and parameters.
pub fn run(args: &FitArgs) -> Result<(), JobError> {
    let options = args.drawn.options(args.years);
    let fit = fit_job::read(&options, &Terminal)?;
    let folder = OutputFolder::open(&args.out)?;
    let fitted = fit_job::run(&fit, options.threads, &Terminal)?;
    say(&fit_table::text(&fit, &fitted))?;
    let path = folder.write("fit.csv", fit_table::csv(&fit, &fitted).as_bytes())?;
    say(&format!("\n{}\n", path.display()))
}
