//! The command `glasshouse odd`: an experiment described after the ODD protocol.

use crate::arguments::OddArgs;
use crate::terminal::{Terminal, say};
use glasshouse::experiment::odd;
use glasshouse::experiment::study::Study;
use glasshouse_report::comparison_job;
use glasshouse_report::job_error::JobError;
use glasshouse_report::output_folder::OutputFolder;
use glasshouse_report::resource_check;
use std::path::Path;

/// Prints the description or writes it to a file.
pub fn run(args: &OddArgs) -> Result<(), JobError> {
    let options = args.scenario.options(args.by.by(), args.earlier);
    let Study { plan, manifest, .. } = comparison_job::read_study(&args.regimes, &options, &Terminal)?;
    resource_check::countable(plan.size)?;
    let text = odd::text(&plan, &manifest);
    let Some(path) = &args.out else { return say(&text) };
    let Some(name) = path.file_name() else {
        return Err(JobError::Refused(format!("`{}` is not the name of a file", path.display())));
    };
    let below = path.parent().filter(|below| !below.as_os_str().is_empty()).unwrap_or(Path::new("."));
    OutputFolder::open(below)?.write(&name.to_string_lossy(), text.as_bytes())?;
    say(&format!("{}\n", path.display()))
}
