//! How does a scenario become a comparison?
//!
//! As `glasshouse run` and `glasshouse compare` do it: the same plan, the same manifest, the same checkpoints, the same
//! files. What is different is only who waits for it, and how it is stopped.

use crate::errors::{number, stop};
use crate::interruptible::{Attended, Watch, attend};
use crate::result::Outcome;
use crate::source_texts::{Texts, read_regime, read_society};
use glasshouse::diagnostic::Source;
use glasshouse::engine::{Simulation, Size};
use glasshouse::experiment::checkpoint;
use glasshouse::experiment::compare::{Comparison, Keeper, Plan, RunId, RunResult, compare_kept};
use glasshouse::observatory::manifest::{Manifest, ManifestPart};
use glasshouse::observatory::tier_transitions::Walk;
use glasshouse::society::strata::By;
use glasshouse_cli::checkpoints::Checkpoints;
use glasshouse_cli::cli::{Groups, Options, Scale};
use glasshouse_cli::failure::Stop;
use glasshouse_cli::output_folder::Folder;
use glasshouse_cli::{argument_parsing, diagnostic_output, job, linked_results, resource_check};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// What is asked, read and checked. It cannot be changed.
#[pyclass(frozen, module = "glasshouse._core")]
pub struct Job {
    /// What is compared.
    pub plan: Plan,
    /// By what it is known.
    pub manifest: Manifest,
    /// The texts of each regime.
    pub texts: Vec<Vec<Arc<Source>>>,
    society: String,
    specs: Vec<String>,
}

#[pymethods]
impl Job {
    /// Society and regimes as the command line would call them, with their texts; sizes as it takes them.
    #[new]
    #[expect(clippy::too_many_arguments, reason = "they are what a scenario is made of")]
    fn new(
        society: (String, Texts),
        regimes: Vec<(String, Texts)>,
        people: &str,
        years: &str,
        seed: &str,
        replicates: &str,
        by: &str,
        earlier: &str,
    ) -> PyResult<Job> {
        if regimes.is_empty() {
            return Err(PyValueError::new_err("a scenario needs a regime, such as \"no-system\""));
        }
        let size = Size {
            people: number("people", people, argument_parsing::people)?,
            months: number("years", years, argument_parsing::years)? * 12,
        };
        let read = read_society(society.1)?;
        let mut plan = Plan {
            society: read.value,
            regimes: Vec::new(),
            size,
            seed: number("seed", seed, argument_parsing::whole)?,
            replicates: number("replicates", replicates, argument_parsing::replicates)?,
            earlier: number("earlier", earlier, argument_parsing::earlier)?,
            by: groups(by)?.by(),
        };
        let (mut parts, mut texts, mut specs) = (Vec::new(), Vec::new(), Vec::new());
        for (spec, of) in regimes {
            let read = read_regime(of)?;
            let mut regime = read.value;
            let taken: Vec<&str> = plan.regimes.iter().map(|r| r.name.as_str()).collect();
            regime.name = job::unlike(&diagnostic_output::clean(&regime.name), &taken);
            parts.push(ManifestPart::new(&regime.name, &read.sources));
            plan.regimes.push(regime);
            texts.push(read.sources);
            specs.push(spec);
        }
        let manifest = Manifest {
            size,
            seed: plan.seed,
            replicates: plan.replicates,
            earlier: plan.earlier,
            society: ManifestPart::new(&plan.society.marginals.name, &read.sources),
            regimes: parts,
        };
        Ok(Job { plan, manifest, texts, society: society.0, specs })
    }

    /// Names of the regimes in the results, the baseline first.
    #[getter]
    fn regimes(&self) -> Vec<String> {
        self.plan.regimes.iter().map(|regime| regime.name.clone()).collect()
    }

    /// BLAKE3 of all that decides the results, in hexadecimal.
    #[getter]
    fn digest(&self) -> String {
        self.manifest.digest()
    }

    /// The command that gives the same results.
    #[pyo3(signature = (beside=Vec::new()))]
    pub fn command(&self, beside: Vec<PathBuf>) -> String {
        let plan = &self.plan;
        let scale = Scale {
            society: self.society.clone(),
            people: plan.size.people,
            years: plan.size.months / 12,
            seed: plan.seed,
            replicates: plan.replicates,
            threads: None,
        };
        let by = word_of(plan.by);
        let (memory, out, published, checkpoint_every) = (None, PathBuf::new(), None, None);
        let options = Options { scale, by, beside, earlier: plan.earlier, memory, out, published, checkpoint_every };
        job::command_line(if self.specs.len() == 1 { "run" } else { "compare" }, &self.specs, &options)
    }

    /// Does the work. With a folder it goes on from checkpoints that lie there, and leaves the files of the command line.
    /// What came out, if anything, and the error with which it was broken off, if it was.
    #[pyo3(signature = (out=None, threads=None, memory=None, checkpoint_every=None, beside=Vec::new(), tick=None))]
    #[expect(clippy::too_many_arguments, reason = "they are the options of the command line")]
    fn run(
        &self,
        py: Python<'_>,
        out: Option<PathBuf>,
        threads: Option<u32>,
        memory: Option<&str>,
        checkpoint_every: Option<u32>,
        beside: Vec<PathBuf>,
        tick: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<(Option<Outcome>, Option<PyErr>)> {
        let memory = memory.map(|size| number("memory", size, argument_parsing::memory)).transpose()?;
        let plan = self.plan.clone();
        let threads_used = job::threads(threads);
        let command = self.command(beside.clone());
        let found = linked_results::read(&beside).map_err(stop)?;
        let admitted =
            py.detach(|| resource_check::admit(&plan, threads_used, memory, out.as_deref())).map_err(stop)?;
        let mut checkpoints = None;
        if let Some(out) = &out {
            let job = checkpoint::RunIdentity::new(&self.manifest, &plan, &command);
            checkpoints = Some(Checkpoints::open(out, job, plan.size.people, checkpoint_every).map_err(stop)?);
        }
        let folder = out.as_ref().map(|out| Folder::open(out)).transpose().map_err(stop)?;
        let kept = Arc::new(Kept { checkpoints, done: Mutex::default() });
        let all = plan.regimes.len() as u64 * u64::from(plan.replicates) * u64::from(plan.size.months);
        let theirs = kept.clone();
        let work = move |watch: &Watch| compare_kept(&admitted.room, plan, watch, &Heeding { kept: &theirs, watch });
        let Attended { came, broken_off } = attend(py, threads, Watch::default(), all, tick, work)?;
        let runs = std::mem::take(&mut *kept.done.lock().unwrap_or_else(PoisonError::into_inner));
        let comparison = match came {
            Ok(comparison) => Some((comparison, (0..self.plan.replicates).collect())),
            Err(Stop::Interrupted) => whole_replicates(&self.plan, &runs),
            Err(other) => return Err(stop(other)),
        };
        let Some((comparison, numbers)) = comparison else { return Ok((None, broken_off)) };
        let seen = runs.into_iter().map(|(which, run)| (which, run.seen)).collect();
        let outcome = Outcome { comparison, numbers, seen, manifest: self.manifest.clone(), command, beside: found };
        if let Some(folder) = folder.filter(|_| outcome.is_whole()) {
            py.detach(|| {
                outcome.write_to(&folder)?;
                kept.checkpoints.as_ref().map_or(Ok(()), Checkpoints::clear)
            })
            .map_err(stop)?;
        }
        Ok((Some(outcome), broken_off))
    }
}

/// The word for groups on the command line.
fn groups(word: &str) -> PyResult<Groups> {
    let known = ["all", "income", "age", "schooling", "place", "county"];
    if word == "none" {
        return Ok(Groups::None);
    }
    EACH.into_iter().find(|groups| groups.by().is_some_and(|by| by.word() == word)).ok_or_else(|| {
        PyValueError::new_err(format!("by = {word:?}: people can be told apart by {}, or none", known.join(", ")))
    })
}

const EACH: [Groups; 6] = [Groups::All, Groups::Income, Groups::Age, Groups::Schooling, Groups::Place, Groups::County];

fn word_of(by: Option<By>) -> Groups {
    EACH.into_iter().find(|groups| by.is_some() && groups.by() == by).unwrap_or(Groups::None)
}

/// What is kept on the way: courses that are done, and with a folder those under way.
struct Kept {
    checkpoints: Option<Checkpoints>,
    done: Mutex<BTreeMap<RunId, RunResult>>,
}

impl Kept {
    fn note(&self, which: RunId, run: &RunResult) {
        if which.regime.is_some() {
            self.done.lock().unwrap_or_else(PoisonError::into_inner).insert(which, run.clone());
        }
    }
}

/// Keeps courses, and stops them when that was asked.
struct Heeding<'a> {
    kept: &'a Kept,
    watch: &'a Watch,
}

impl Keeper for Heeding<'_> {
    type Error = Stop;

    fn done(&self, which: RunId) -> Result<Option<RunResult>, Stop> {
        let run = self.kept.checkpoints.as_ref().map_or(Ok(None), |all| all.done(which))?;
        run.iter().for_each(|run| self.kept.note(which, run));
        Ok(run)
    }

    fn resume(&self, which: RunId, course: &mut Simulation, run: &mut RunResult) -> Result<(), Stop> {
        self.kept.checkpoints.as_ref().map_or(Ok(()), |all| all.resume(which, course, run))
    }

    fn month(&self, which: RunId, course: &Simulation, run: &RunResult, done: bool) -> Result<(), Stop> {
        if done {
            self.kept.note(which, run);
        }
        let stops = self.watch.stops();
        if let Some(all) = &self.kept.checkpoints {
            if stops {
                all.ask();
            }
            all.month(which, course, run, done)?;
        }
        if stops { Err(Stop::Interrupted) } else { Ok(()) }
    }
}

/// The replicates of which every regime is done, as a comparison, with their numbers; `None` if there is none.
pub fn whole_replicates(plan: &Plan, runs: &BTreeMap<RunId, RunResult>) -> Option<(Comparison, Vec<u32>)> {
    let regimes = plan.regimes.len() as u32;
    let which = |replicate, r| RunId { replicate, regime: Some(r) };
    let is_whole = |replicate: &u32| (0..regimes).all(|r| runs.contains_key(&which(*replicate, r)));
    let numbers: Vec<u32> = (0..plan.replicates).filter(is_whole).collect();
    if numbers.is_empty() {
        return None;
    }
    let of = |r: u32| numbers.iter().map(move |replicate| &runs[&which(*replicate, r)]);
    let comparison = Comparison {
        runs: (0..regimes).map(|r| of(r).map(|run| run.months.clone()).collect()).collect(),
        grouped: (0..regimes).map(|r| of(r).map(|run| run.grouped.clone()).collect()).collect(),
        flows: (0..regimes)
            .map(|r| of(r).map(|run| Walk::over(&plan.regimes[r as usize], plan.size.months, &run.seen)).collect())
            .collect(),
        plan: Plan { replicates: numbers.len() as u32, ..plan.clone() },
    };
    Some((comparison, numbers))
}
