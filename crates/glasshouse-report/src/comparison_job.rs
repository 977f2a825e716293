//! A comparison of regimes from options to files: reading, checks of size, runs and output.

use crate::comparison_files;
use crate::html::ReportInput;
use crate::job_error::JobError;
use crate::linked_results::{self, LinkedResults};
use crate::monitor::Monitor;
use crate::number_format::counted;
use crate::options::{RunOptions, ScenarioOptions};
use crate::output_folder::OutputFolder;
use crate::resource_check::{self, Admitted};
use crate::result_kind::ResultKind;
use crate::run_checkpoints::{RunCheckpoints, StopRequest};
use crate::{command_line, thread_pool, untouched_note};
use glasshouse::experiment::checkpoint;
use glasshouse::experiment::compare::{Comparison, Plan, compare_in, compare_kept};
use glasshouse::experiment::study::Study;
use glasshouse::observatory::manifest::Manifest;
use glasshouse::scenario;
use std::path::{Path, PathBuf};

/// A comparison that was read and fits into the machine.
pub struct PreparedComparison {
    plan: Plan,
    manifest: Manifest,
    threads: usize,
    admitted: Admitted,
}

/// The machine's resources that a comparison may use.
#[derive(Clone, Copy, Default)]
pub struct Resources<'a> {
    /// Threads; all if none are given.
    pub threads: Option<u32>,
    /// Memory in bytes; all free memory if none is given.
    pub memory: Option<u64>,
    /// A folder for data that does not fit into memory.
    pub folder: Option<&'a Path>,
}

/// A comparison with a folder for its results.
pub struct ComparisonJob<'m> {
    prepared: PreparedComparison,
    command: String,
    published: Option<String>,
    folder: OutputFolder,
    linked: LinkedResults,
    checkpoints: RunCheckpoints<'m>,
}

impl PreparedComparison {
    /// Reads the files and checks that the run fits.
    pub fn read(
        regimes: &[String],
        options: &ScenarioOptions,
        resources: Resources,
        monitor: &dyn Monitor,
    ) -> Result<PreparedComparison, JobError> {
        let Study { plan, manifest, .. } = read_study(regimes, options, monitor)?;
        untouched_note::before_plan(&plan).iter().for_each(|note| monitor.note(note));
        let threads = thread_pool::threads(resources.threads);
        let admitted = resource_check::admit(&plan, threads, resources.memory, resources.folder)?;
        Ok(PreparedComparison { plan, manifest, threads, admitted })
    }

    /// The plan of the comparison.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The manifest by which it can be cited.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The same comparison with another plan, which must not have more people or months.
    pub fn with_plan(&self, plan: Plan) -> PreparedComparison {
        let admitted = Admitted { room: self.admitted.room.clone(), ..self.admitted };
        PreparedComparison { plan, manifest: self.manifest.clone(), threads: self.threads, admitted }
    }

    /// Two lines that announce the run and estimate its duration.
    pub fn announcement(&self) -> Result<String, JobError> {
        let plan = &self.plan;
        let takes = thread_pool::pool(self.threads)?.install(|| self.admitted.in_words(plan));
        Ok(format!(
            "{} of {} under {}, {}; {}\n{takes}",
            counted(plan.replicates.into(), "society"),
            counted(plan.size.people, "person"),
            counted(plan.regimes.len() as u64, "regime"),
            counted(plan.size.months.into(), "month"),
            counted(self.threads as u64, "thread"),
        ))
    }

    /// Runs it.
    pub fn run(&self, monitor: &dyn Monitor) -> Result<Comparison, JobError> {
        let progress = monitor.progress(months(&self.plan));
        let compare = || compare_in(&self.admitted.room, self.plan.clone(), &*progress);
        Ok(thread_pool::pool(self.threads)?.install(compare)?)
    }

    /// Runs it with checkpoints.
    pub(crate) fn run_with(&self, checkpoints: &RunCheckpoints, monitor: &dyn Monitor) -> Result<Comparison, JobError> {
        let progress = monitor.progress(months(&self.plan));
        let compare = || compare_kept(&self.admitted.room, self.plan.clone(), &*progress, checkpoints);
        let compared = thread_pool::pool(self.threads)?.install(compare);
        checkpoints.months_are_over();
        compared
    }
}

/// Months of single runs in a comparison.
pub fn months(plan: &Plan) -> u64 {
    plan.regimes.len() as u64 * u64::from(plan.replicates) * u64::from(plan.size.months)
}

/// Reads the files and returns the plan and its manifest.
pub fn read_study(regimes: &[String], options: &ScenarioOptions, monitor: &dyn Monitor) -> Result<Study, JobError> {
    let society = scenario::society(&options.society)?;
    monitor.warnings(&society.warnings);
    let mut study = options.of(society);
    for spec in regimes {
        let regime = scenario::regime(spec)?;
        monitor.warnings(&regime.warnings);
        study = study.regime_read(regime);
    }
    Ok(study.build()?)
}

impl<'m> ComparisonJob<'m> {
    /// Reads the files, checks the size and opens the results folder, so that failures come before the work. `command`
    /// is `run` or `compare`.
    pub fn read(
        command: &str,
        regimes: &[String],
        options: &RunOptions,
        monitor: &'m dyn Monitor,
    ) -> Result<ComparisonJob<'m>, JobError> {
        let command = command_line::comparison(command, regimes, &options.scenario, &options.linked);
        let resources = Resources { threads: options.threads, memory: options.memory, folder: Some(&options.out) };
        let prepared = PreparedComparison::read(regimes, &options.scenario, resources, monitor)?;
        let job = checkpoint::RunIdentity::new(&prepared.manifest, &prepared.plan, &command);
        let people = prepared.plan.size.people;
        let linked = linked_results::read(&options.linked)?;
        let folder = OutputFolder::open_for(&options.out, ResultKind::Comparison)?;
        let checkpoints = RunCheckpoints::open(&folder, job, people, options.checkpoint_every, monitor)?;
        Ok(ComparisonJob { prepared, command, published: options.published.clone(), folder, linked, checkpoints })
    }

    /// Two lines that announce the run and estimate its duration.
    pub fn announcement(&self) -> Result<String, JobError> {
        self.prepared.announcement()
    }

    /// A handle that stops the job after the current month; `None` if the job keeps no checkpoints.
    pub fn stop_request(&self) -> Option<StopRequest> {
        self.checkpoints.stop_request()
    }

    /// Runs it with checkpoints.
    pub fn run(&self, monitor: &dyn Monitor) -> Result<Comparison, JobError> {
        self.prepared.run_with(&self.checkpoints, monitor)
    }

    /// Writes all files and removes the checkpoints; the path of the report comes last.
    pub fn write(&self, comparison: &Comparison) -> Result<Vec<PathBuf>, JobError> {
        let input = ReportInput {
            linked: &self.linked,
            ..ReportInput::new(comparison, &self.prepared.manifest, &self.command)
        };
        let paths = comparison_files::write(&self.folder, &input, self.published.as_deref(), Vec::new())?;
        self.checkpoints.clear()?;
        Ok(paths)
    }
}
