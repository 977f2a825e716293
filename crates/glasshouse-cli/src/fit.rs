//! The command `glasshouse fit`: the plausible societies that agree best with published figures.

use crate::arguments::FitArgs;
use crate::terminal::{Terminal, note, say, say_paths};
use glasshouse_report::job_error::JobError;
use glasshouse_report::output_folder::{OutputFile, OutputFolder};
use glasshouse_report::result_kind::ResultKind;
use glasshouse_report::wave_job::WaveJob;
use glasshouse_report::{fit_job, fit_table};

/// Draws societies, keeps the nearest, and reports their figures and parameters.
pub fn run(args: &FitArgs) -> Result<(), JobError> {
    let options = args.drawn.options(args.years);
    let fit = fit_job::read(&options, &Terminal)?;
    if let Some(waves) = args.waves {
        return in_waves(WaveJob::new(fit, waves, args.sample.unwrap_or(0)), args);
    }
    let folder = OutputFolder::open_for(&args.out, ResultKind::Fit)?;
    let store = fit_job::store(&fit, &folder)?;
    let fitted = fit_job::run(&fit, options.threads, &store, &Terminal)?;
    say(&fit_table::text(&fit, &fitted))?;
    let paths = folder.replace(ResultKind::Fit, &[OutputFile::new("fit.csv", fit_table::csv(&fit, &fitted))])?;
    store.clear()?;
    say_paths(&paths)
}

/// Seals the protocol, runs the waves, and reports them.
fn in_waves(job: WaveJob, args: &FitArgs) -> Result<(), JobError> {
    let folder = OutputFolder::open_for(&args.out, ResultKind::Waves)?;
    note(&format!("protocol {}", job.protocol().1));
    let store = job.store(&folder)?;
    let results = job.run(args.drawn.threads, &store, &Terminal)?;
    say(&job.text(&results))?;
    let paths = folder.replace(ResultKind::Waves, &job.files(&results))?;
    // What was run stays with a sample, so that a larger one only runs what is missing.
    if args.sample.is_none() {
        store.clear()?;
    }
    say_paths(&paths)
}
