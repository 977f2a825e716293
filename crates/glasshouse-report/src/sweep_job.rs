//! An experiment from its file to its results: missing runs, merged parts, tables and files.

use crate::job_error::JobError;
use crate::monitor::Monitor;
use crate::number_format::{counted, whole};
use crate::options::Shard;
use crate::output_folder::{OutputFile, OutputFolder};
use crate::result_kind::ResultKind;
use crate::sweep_runs::{self, SweepRuns};
use crate::{command_line, factor_table, one_world, resource_check, sweep_output, thread_pool, untouched_note};
use glasshouse::diagnostic::Source;
use glasshouse::experiment::run_file::RunFigures;
use glasshouse::experiment::sweep::Sweep;
use glasshouse::scenario::{self, ScenarioError};
use rayon::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

/// An experiment that was read.
pub struct SweepJob {
    /// The experiment with its points.
    pub sweep: Sweep,
    /// The texts that were read.
    pub sources: Vec<Arc<Source>>,
    /// The command that reproduces the results.
    pub command: String,
}

impl SweepJob {
    /// Reads the experiment, by its name or file, and fixes its points.
    pub fn read(experiment: &str, monitor: &dyn Monitor) -> Result<SweepJob, JobError> {
        let read = scenario::experiment(experiment)?;
        monitor.warnings(&read.warnings);
        let sweep = Sweep::new(read.value).map_err(|findings| JobError::Input(ScenarioError::Diagnostics(findings)))?;
        Ok(SweepJob { sweep, sources: read.sources, command: command_line::sweep(experiment) })
    }

    /// All runs of several folders together.
    pub fn merged(&self, folders: &[PathBuf]) -> Result<Vec<RunFigures>, JobError> {
        let runs = sweep_runs::together(&self.sweep, folders)?;
        let missing = || runs.iter().enumerate().filter(|(_, run)| run.is_none()).map(|(run, _)| run);
        let Some(first) = missing().next() else { return Ok(runs.into_iter().flatten().collect()) };
        let many = folders.len();
        let shard = if many > 1 { format!(" (part {} of {many})", first % many + 1) } else { String::new() };
        Err(JobError::Refused(format!(
            "{} of {} are missing in these folders; the first is run {first}{shard}",
            whole(missing().count() as u64),
            counted(self.sweep.runs().into(), "run"),
        )))
    }

    /// Refuses runs side by side on this many threads that do not fit into memory.
    pub fn check_memory(&self, threads: usize) -> Result<(), JobError> {
        let e = &self.sweep.experiment;
        one_world::check(e.arms.iter().map(|arm| &arm.regime))?;
        resource_check::worlds(e.size, threads, e.arms.iter().map(|arm| &arm.regime))
    }

    /// Months of single runs in this many runs.
    pub fn months(&self, runs: usize) -> u64 {
        let e = &self.sweep.experiment;
        e.arms.len() as u64 * u64::from(e.size.months) * runs as u64
    }

    /// Does the runs of a part, or all runs, that are not in the folder yet.
    pub fn run_missing(
        &self,
        out: &OutputFolder,
        shard: Option<Shard>,
        threads: Option<u32>,
        monitor: &dyn Monitor,
    ) -> Result<(), JobError> {
        let there = sweep_runs::there(&self.sweep, out.path())?;
        let Shard { part, parts } = shard.unwrap_or(Shard { part: 1, parts: 1 });
        let mine: Vec<u32> = self.sweep.shard(part, parts).collect();
        let missing: Vec<u32> = mine.iter().copied().filter(|run| there[*run as usize].is_none()).collect();
        let threads = thread_pool::threads(threads);
        self.check_memory(threads)?;
        let e = &self.sweep.experiment;
        for society in &e.societies {
            let arms = e.arms.iter().map(|arm| &arm.regime);
            untouched_note::before(arms, society, e.size, e.seed).iter().for_each(|note| monitor.note(note));
        }
        monitor.note(&self.announcement(threads));
        if shard.is_some() {
            monitor.note(&format!("part {part} of {parts}: {}", counted(mine.len() as u64, "run")));
        }
        if missing.len() < mine.len() {
            let there = counted((mine.len() - missing.len()) as u64, "run");
            monitor.note(&format!("{there} already done, {} to do", whole(missing.len() as u64)));
        }
        let kept = SweepRuns::open(&self.sweep, out)?;
        let pool = thread_pool::pool(threads)?;
        let progress = monitor.progress(self.months(missing.len()).max(1));
        let one = |run: &u32| kept.keep(*run, &self.sweep.run(*run, &*progress));
        pool.install(|| missing.par_iter().try_for_each(one))
    }

    fn announcement(&self, threads: usize) -> String {
        let e = &self.sweep.experiment;
        let n = |n: usize, what: &str| counted(n as u64, what);
        format!(
            "{}: {} of {} in {}, each of {} for {} under {}; {}",
            e.design.word(),
            n(self.sweep.runs() as usize, "run"),
            n(self.sweep.points.len(), "point"),
            n(e.societies.len(), "society"),
            counted(e.size.people, "person"),
            counted(e.size.months.into(), "month"),
            n(e.arms.len(), "regime"),
            n(threads, "thread"),
        )
    }

    /// The effects of each varied number, as text tables.
    pub fn tables(&self, runs: &[RunFigures]) -> String {
        factor_table::tables(&self.sweep, runs)
    }

    /// All files by their paths in the folder.
    pub fn files(&self, runs: &[RunFigures]) -> Result<Vec<OutputFile>, JobError> {
        sweep_output::files(&self.sweep, runs, &self.sources, &self.command)
    }

    /// Writes all files.
    pub fn write(&self, runs: &[RunFigures], folder: &OutputFolder) -> Result<Vec<PathBuf>, JobError> {
        folder.replace(ResultKind::Sweep, &self.files(runs)?)
    }
}
