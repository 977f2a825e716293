//! The search for plausible societies that agree with published figures, from options to results.

use crate::job_error::JobError;
use crate::monitor::Monitor;
use crate::options::DrawOptions;
use crate::output_folder::OutputFolder;
use crate::society_runs::SocietyRuns;
use crate::{resource_check, thread_pool};
use glasshouse::engine::Size;
use glasshouse::experiment::rejection_sampling::{Fit, Fitted};
use glasshouse::observatory::manifest::VERSION;
use glasshouse::scenario;

/// Reads the society and checks the size. One society in twenty is kept.
pub fn read(options: &DrawOptions, monitor: &dyn Monitor) -> Result<Fit, JobError> {
    let society = scenario::society(&options.society)?;
    monitor.warnings(&society.warnings);
    let size = Size { people: options.people, months: options.years * 12 };
    // The regimes under which the figures are measured keep no further records per person.
    resource_check::worlds(size, thread_pool::threads(options.threads), [])?;
    let kept = (options.societies / 20).max(1);
    Ok(Fit { society: society.value, size, seed: options.seed, societies: options.societies, kept })
}

/// The store of finished societies in a results folder.
pub fn store(fit: &Fit, out: &OutputFolder) -> Result<SocietyRuns, JobError> {
    let Fit { society, size, seed, societies, .. } = fit;
    SocietyRuns::open(out, &format!("fit {VERSION} {size:?} seed {seed} societies {societies} {society:?}"))
}

/// Draws the societies and keeps the nearest. After an interruption, only those that are not stored are run.
pub fn run(fit: &Fit, threads: Option<u32>, store: &SocietyRuns, monitor: &dyn Monitor) -> Result<Fitted, JobError> {
    let pool = thread_pool::pool(thread_pool::threads(threads))?;
    let progress = monitor.progress(fit.months());
    pool.install(|| fit.run_kept(&*progress, store))
}
