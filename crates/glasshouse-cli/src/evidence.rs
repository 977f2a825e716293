//! The command `glasshouse evidence`: published effects asked under seal.

use crate::arguments::EvidenceArgs;
use crate::terminal::{Terminal, note, say, say_paths};
use glasshouse_report::evidence::evidence_job::EvidenceJob;
use glasshouse_report::job_error::JobError;
use glasshouse_report::monitor::Monitor;
use glasshouse_report::output_folder::OutputFolder;
use glasshouse_report::thread_pool;

/// Asks the effects, prints the answers and writes their page and their record; or seals them.
pub fn run(args: &EvidenceArgs) -> Result<(), JobError> {
    let options = args.options();
    let job = EvidenceJob::read(&options)?;
    let folder = OutputFolder::open(&args.out)?;
    if let (Some(why), Some(day)) = (&args.seal, &args.day) {
        let sealed = job.seal(why, day)?;
        say(&sealed.text)?;
        return say_paths(&folder.write_all(&sealed.files)?);
    }
    let pool = thread_pool::pool(thread_pool::threads(options.threads))?;
    note(&job.announcement());
    let progress = Terminal.progress(job.trial.months());
    let answers = pool.install(|| job.run(&*progress));
    drop(progress);
    let output = job.output(&answers);
    say(&output.text)?;
    say_paths(&folder.write_all(&output.files)?)?;
    if args.quick { job.check(&answers) } else { Ok(()) }
}
