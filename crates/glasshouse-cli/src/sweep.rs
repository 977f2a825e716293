//! The command `glasshouse sweep`: an experiment at every point of its design, and the effects of numbers.

use crate::arguments::SweepArgs;
use crate::terminal::{Terminal, say, say_paths};
use glasshouse::experiment::run_file::RunFigures;
use glasshouse_report::job_error::JobError;
use glasshouse_report::number_format;
use glasshouse_report::output_folder::OutputFolder;
use glasshouse_report::result_kind::ResultKind;
use glasshouse_report::sweep_job::SweepJob;
use glasshouse_report::sweep_runs;
use std::path::{Path, PathBuf};

/// Does the missing runs, or merges existing ones; then shows and writes the results.
pub fn run(args: &SweepArgs) -> Result<(), JobError> {
    let job = SweepJob::read(&args.experiment, &Terminal)?;
    let usual = || Path::new("glasshouse-out").join(format!("sweep-{}", job.sweep.experiment.name));
    let out: PathBuf = args.out.clone().unwrap_or_else(usual);
    let folder = OutputFolder::open_for(&out, ResultKind::Sweep)?;
    if !args.merge.is_empty() {
        return finish(&job, &job.merged(&args.merge)?, &folder);
    }
    job.run_missing(&folder, args.shard, args.threads, &Terminal)?;
    let runs = sweep_runs::there(&job.sweep, &out)?;
    match runs.iter().filter(|run| run.is_none()).count() {
        0 => {
            let runs: Vec<RunFigures> = runs.into_iter().flatten().collect();
            finish(&job, &runs, &folder)
        }
        missing => say(&part_done(&job, missing, args, &out)),
    }
}

/// The next step when other parts are still missing.
fn part_done(job: &SweepJob, missing: usize, args: &SweepArgs, out: &Path) -> String {
    format!(
        "This part is done. {} of {} are in {}.\nWhen all parts are done, merge them:\n  \
         glasshouse sweep {} --out FOLDER --merge {} ...\n",
        number_format::whole(u64::from(job.sweep.runs()) - missing as u64),
        number_format::counted(job.sweep.runs().into(), "run"),
        out.display(),
        args.experiment,
        out.display(),
    )
}

/// Shows and writes the results; paths come last.
fn finish(job: &SweepJob, runs: &[RunFigures], folder: &OutputFolder) -> Result<(), JobError> {
    say(&job.tables(runs))?;
    say_paths(&job.write(runs, folder)?)
}
