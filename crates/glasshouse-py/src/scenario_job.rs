//! A scenario for Python: read, checked and run.
//!
//! It uses the plan, manifest, checkpoints and files of `glasshouse run` and `glasshouse compare`. Only waiting and
//! interruption are different.

use crate::comparison_outcome::{ComparisonOutcome, whole_replicates};
use crate::errors::{number, stop};
use crate::interruptible::{Attended, WorkProgress, attend};
use crate::source_texts::{Texts, read_regime, read_society};
use crate::stderr_monitor::StderrMonitor;
use glasshouse::diagnostic::Source;
use glasshouse::engine::Simulation;
use glasshouse::experiment::checkpoint;
use glasshouse::experiment::compare::{Keeper, Plan, RunId, RunResult, compare_kept};
use glasshouse::experiment::study::Study;
use glasshouse::observatory::manifest::Manifest;
use glasshouse::society::strata::By;
use glasshouse_report::comparison_job::months;
use glasshouse_report::job_error::JobError;
use glasshouse_report::options::ScenarioOptions;
use glasshouse_report::output_folder::OutputFolder;
use glasshouse_report::run_checkpoints::RunCheckpoints;
use glasshouse_report::{command_line, linked_results, option_parsing, resource_check, thread_pool};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// An immutable scenario, read and checked.
#[pyclass(frozen, name = "Job", module = "glasshouse._core")]
pub struct ScenarioJob {
    /// The plan of the comparison.
    pub plan: Plan,
    /// The manifest by which it can be cited.
    pub manifest: Manifest,
    /// The texts of each regime.
    pub texts: Vec<Vec<Arc<Source>>>,
    options: ScenarioOptions,
    specs: Vec<String>,
}

/// The numbers of a scenario, as texts: any whole number of Python, however large.
#[derive(FromPyObject)]
struct ScenarioNumbers {
    people: String,
    years: String,
    seed: String,
    replicates: String,
    by: String,
    earlier: String,
}

/// The options with which a scenario is run.
#[derive(FromPyObject)]
struct RunSettings {
    /// Folder for the files and checkpoints.
    out: Option<PathBuf>,
    threads: Option<u32>,
    memory: Option<String>,
    checkpoint_every: Option<u32>,
    /// Folders with results that the report includes.
    beside: Vec<PathBuf>,
}

impl ScenarioNumbers {
    fn options(&self, society: String) -> PyResult<ScenarioOptions> {
        Ok(ScenarioOptions {
            society,
            people: number("people", &self.people, option_parsing::people)?,
            years: number("years", &self.years, option_parsing::years)?,
            seed: number("seed", &self.seed, option_parsing::whole)?,
            replicates: number("replicates", &self.replicates, option_parsing::replicates)?,
            earlier: number("earlier", &self.earlier, option_parsing::earlier)?,
            by: groups(&self.by)?,
        })
    }
}

#[pymethods]
impl ScenarioJob {
    /// Society and regimes by their command-line names, with their texts; numbers in the command line's format.
    #[new]
    fn new(society: (String, Texts), regimes: Vec<(String, Texts)>, numbers: ScenarioNumbers) -> PyResult<ScenarioJob> {
        if regimes.is_empty() {
            return Err(PyValueError::new_err("a scenario needs a regime, such as \"no-system\""));
        }
        let options = numbers.options(society.0)?;
        let read = read_society(society.1)?;
        let mut study = options.of(read);
        let (mut texts, mut specs) = (Vec::new(), Vec::new());
        for (spec, of) in regimes {
            let read = read_regime(of)?;
            texts.push(read.sources.clone());
            specs.push(spec);
            study = study.regime_read(read);
        }
        let Study { plan, manifest, .. } = study.build().map_err(|error| stop(error.into()))?;
        Ok(ScenarioJob { plan, manifest, texts, options, specs })
    }

    /// Names of the regimes in the results, baseline first.
    #[getter]
    fn regimes(&self) -> Vec<String> {
        self.plan.regimes.iter().map(|regime| regime.name.clone()).collect()
    }

    /// BLAKE3 of everything that decides the results, in hexadecimal.
    #[getter]
    fn digest(&self) -> String {
        self.manifest.digest()
    }

    /// The command that reproduces the results.
    #[pyo3(signature = (beside=Vec::new()))]
    fn command(&self, beside: Vec<PathBuf>) -> String {
        let command = if self.specs.len() == 1 { "run" } else { "compare" };
        command_line::comparison(command, &self.specs, &self.options, &beside)
    }

    /// Does the work. With a folder, it resumes from the checkpoints there and writes the files of the command line.
    /// Returns the outcome, if any, and the error that interrupted the work, if any.
    #[pyo3(signature = (settings, tick=None))]
    fn run(
        &self,
        py: Python<'_>,
        settings: RunSettings,
        tick: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<(Option<ComparisonOutcome>, Option<PyErr>)> {
        let RunSettings { out, threads, memory, checkpoint_every, beside } = settings;
        let memory = memory.map(|size| number("memory", &size, option_parsing::memory)).transpose()?;
        let plan = self.plan.clone();
        let threads_used = thread_pool::threads(threads);
        let command = self.command(beside.clone());
        let found = linked_results::read(&beside).map_err(stop)?;
        let admitted =
            py.detach(|| resource_check::admit(&plan, threads_used, memory, out.as_deref())).map_err(stop)?;
        let mut checkpoints = None;
        if let Some(out) = &out {
            let job = checkpoint::RunIdentity::new(&self.manifest, &plan, &command);
            checkpoints =
                Some(RunCheckpoints::open(out, job, plan.size.people, checkpoint_every, &StderrMonitor).map_err(stop)?);
        }
        let folder = out.as_deref().map(OutputFolder::open).transpose().map_err(stop)?;
        let kept = Arc::new(Kept { checkpoints, done: Mutex::default() });
        let all = months(&plan);
        let theirs = kept.clone();
        let work =
            move |watch: &WorkProgress| compare_kept(&admitted.room, plan, watch, &Heeding { kept: &theirs, watch });
        let Attended { came, broken_off } = attend(py, threads, WorkProgress::default(), all, tick, work)?;
        let runs = std::mem::take(&mut *kept.done.lock().unwrap_or_else(PoisonError::into_inner));
        let comparison = match came {
            Ok(comparison) => Some((comparison, (0..self.plan.replicates).collect())),
            Err(JobError::Interrupted) => whole_replicates(&self.plan, &runs),
            Err(other) => return Err(stop(other)),
        };
        let Some((comparison, numbers)) = comparison else { return Ok((None, broken_off)) };
        let seen = runs.into_iter().map(|(which, run)| (which, run.seen)).collect();
        let outcome =
            ComparisonOutcome { comparison, numbers, seen, manifest: self.manifest.clone(), command, linked: found };
        if let Some(folder) = folder.filter(|_| outcome.is_whole()) {
            py.detach(|| {
                outcome.write_to(&folder)?;
                kept.checkpoints.as_ref().map_or(Ok(()), RunCheckpoints::clear)
            })
            .map_err(stop)?;
        }
        Ok((Some(outcome), broken_off))
    }

    /// Restores the output of `Outcome.kept`.
    fn restored(&self, kept: Vec<(u32, u32, Vec<u8>)>, beside: Vec<PathBuf>) -> PyResult<ComparisonOutcome> {
        let command = self.command(beside.clone());
        let of = checkpoint::RunIdentity::new(&self.manifest, &self.plan, &command);
        let wrong = |flaw| PyValueError::new_err(format!("the stored data {flaw}"));
        let mut runs = BTreeMap::new();
        for (replicate, r, bytes) in kept {
            let which = RunId { replicate, regime: Some(r) };
            let month = of.length(which);
            let mut file = of.check(Cursor::new(bytes), which, month).map_err(wrong)?;
            runs.insert(which, of.sums(&mut file, which, month).map_err(wrong)?);
        }
        let whole = whole_replicates(&self.plan, &runs);
        let (comparison, numbers) = whole.ok_or_else(|| PyValueError::new_err("there are no stored data"))?;
        let seen = runs.into_iter().map(|(which, run)| (which, run.seen)).collect();
        let linked = linked_results::read(&beside).map_err(stop)?;
        Ok(ComparisonOutcome { comparison, numbers, seen, manifest: self.manifest.clone(), command, linked })
    }
}

/// Groups by their word on the command line.
fn groups(word: &str) -> PyResult<Option<By>> {
    let known = [By::All, By::Income, By::Age, By::Schooling, By::Place, By::County, By::Arm];
    if word == "none" {
        return Ok(None);
    }
    known.into_iter().find(|by| by.word() == word).map(Some).ok_or_else(|| {
        let words = known.map(By::word).join(", ");
        PyValueError::new_err(format!("by = {word:?}: expected {words}, or none"))
    })
}

/// Stored work: finished simulations, and with a folder also unfinished ones.
struct Kept {
    checkpoints: Option<RunCheckpoints<'static>>,
    done: Mutex<BTreeMap<RunId, RunResult>>,
}

impl Kept {
    fn note(&self, which: RunId, run: &RunResult) {
        if which.regime.is_some() {
            self.done.lock().unwrap_or_else(PoisonError::into_inner).insert(which, run.clone());
        }
    }
}

/// Stores simulations and stops them on request.
struct Heeding<'a> {
    kept: &'a Kept,
    watch: &'a WorkProgress,
}

impl Keeper for Heeding<'_> {
    type Error = JobError;

    fn done(&self, which: RunId) -> Result<Option<RunResult>, JobError> {
        let run = self.kept.checkpoints.as_ref().map_or(Ok(None), |all| all.done(which))?;
        run.iter().for_each(|run| self.kept.note(which, run));
        Ok(run)
    }

    fn resume(&self, which: RunId, course: &mut Simulation, run: &mut RunResult) -> Result<(), JobError> {
        self.kept.checkpoints.as_ref().map_or(Ok(()), |all| all.resume(which, course, run))
    }

    fn month(&self, which: RunId, course: &Simulation, run: &RunResult, done: bool) -> Result<(), JobError> {
        if done {
            self.kept.note(which, run);
        }
        let stops = self.watch.stops();
        if let Some(all) = &self.kept.checkpoints {
            if stops && let Some(stop) = all.stop_request() {
                stop.ask();
            }
            all.month(which, course, run, done)?;
        }
        if stops { Err(JobError::Interrupted) } else { Ok(()) }
    }
}
