//! The command `glasshouse claims`: claims tested in many plausible societies.

use crate::arguments::ClaimsArgs;
use crate::terminal::{Terminal, note, say};
use glasshouse_report::claims::trial_job::TrialJob;
use glasshouse_report::job_error::JobError;
use glasshouse_report::monitor::Monitor;
use glasshouse_report::options::TrialOptions;
use glasshouse_report::output_folder::OutputFolder;
use glasshouse_report::result_kind::ResultKind;
use glasshouse_report::thread_pool;

/// Tests the claims, prints the verdicts and writes their data.
pub fn run(args: ClaimsArgs) -> Result<(), JobError> {
    let drawn = args.drawn.options(args.years);
    let fitting = args.fitting.map_or(drawn.societies, |n| n.try_into().unwrap_or(u32::MAX));
    let options = TrialOptions { claims: args.claims, drawn, fitting, rules: args.rules, replicates: args.replicates };
    let job = TrialJob::read(&options, &Terminal)?;
    let folder = OutputFolder::open_for(&args.out, ResultKind::Claims)?;
    let pool = thread_pool::pool(thread_pool::threads(args.drawn.threads))?;
    note(&job.announcement());
    let progress = Terminal.progress(job.months());
    let store = job.store(&folder)?;
    let runs = pool.install(|| job.run_kept(&*progress, &store))?;
    drop(progress);
    let output = pool.install(|| job.output(&runs));
    say(&output.text)?;
    let paths = folder.replace(ResultKind::Claims, &output.files)?;
    store.clear()?;
    say(&paths.last().map_or(String::new(), |page| format!("\n{}\n", page.display())))
}
