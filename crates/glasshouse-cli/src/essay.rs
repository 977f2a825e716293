//! The command `glasshouse essay`: the essay's sentences, each mechanism on and off.

use crate::arguments::EssayArgs;
use crate::terminal::{Terminal, note, say, say_paths};
use glasshouse_report::essay_job::EssayJob;
use glasshouse_report::job_error::JobError;
use glasshouse_report::monitor::Monitor;
use glasshouse_report::output_folder::OutputFolder;
use glasshouse_report::result_kind::ResultKind;
use glasshouse_report::thread_pool;

/// Runs the rows, prints them and writes their page and their data.
pub fn run(args: &EssayArgs) -> Result<(), JobError> {
    let options = args.options();
    let job = EssayJob::read(&options)?;
    let folder = OutputFolder::open_for(&args.out, ResultKind::Essay)?;
    let pool = thread_pool::pool(thread_pool::threads(options.threads))?;
    note(&job.announcement());
    let progress = Terminal.progress(job.trial.months());
    let outcomes = pool.install(|| job.run(&*progress));
    drop(progress);
    let output = job.output(&outcomes);
    say(&output.text)?;
    say_paths(&folder.replace(ResultKind::Essay, &output.files)?)?;
    if args.quick { job.check(&outcomes) } else { Ok(()) }
}
