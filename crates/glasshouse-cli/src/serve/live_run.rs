//! A run that can be watched, paused, changed and cancelled while it goes on.

use super::promised_memory::{MemoryPromise, PromisedMemory};
use super::run_request::RunRequest;
use super::series_json;
use glasshouse::engine::{self, Settlement, Simulation, Sums};
use glasshouse::experiment::compare::{Comparison, Grouped};
use glasshouse::observatory::json::Json;
use glasshouse::observatory::tally::Tally;
use glasshouse::observatory::tier_transitions::{TierFlows, flows};
use glasshouse::regime::Regime;
use glasshouse_report::assessment_job;
use glasshouse_report::comparison_files;
use glasshouse_report::html::ReportInput;
use glasshouse_report::output_folder::OutputFolder;
use rayon::ThreadPool;
use rayon::prelude::*;
use std::io::{self, ErrorKind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// Phase of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunPhase {
    /// Waiting for another run to end.
    Waiting,
    /// People are being drawn and live their first years under the law alone.
    Settling,
    /// Months are being simulated.
    Running,
    /// Paused by the user.
    Paused,
    /// Finished, with its files written.
    Done,
    /// Cancelled by the user.
    Cancelled,
    /// The machine failed.
    Failed(String),
}

impl RunPhase {
    /// The word for it.
    pub fn word(&self) -> &'static str {
        match self {
            RunPhase::Waiting => "waiting",
            RunPhase::Settling => "settling",
            RunPhase::Running => "running",
            RunPhase::Paused => "paused",
            RunPhase::Done => "done",
            RunPhase::Cancelled => "cancelled",
            RunPhase::Failed(_) => "failed",
        }
    }

    /// Whether the run has ended.
    pub fn is_over(&self) -> bool {
        matches!(self, RunPhase::Done | RunPhase::Cancelled | RunPhase::Failed(_))
    }
}

/// The part of a run that changes while it runs.
pub struct LiveState {
    /// Its phase.
    pub phase: RunPhase,
    /// The figures of each month, ready to be sent.
    pub rows: Vec<String>,
    /// The month in which the user switched each regime off.
    pub ends: Vec<Option<u32>>,
    /// Figures by window; empty until it is done.
    pub windows: String,
    /// Time spent on months.
    spent: Duration,
    pause: bool,
    cancel: bool,
    /// Regimes to be switched off before the next month.
    off: Vec<bool>,
}

/// One run of the page.
pub struct LiveRun {
    /// Its name and that of its folder.
    pub id: String,
    /// The experiment.
    pub experiment: RunRequest,
    /// The people of the first replicate, once drawn; they are kept for later looks.
    pub people: OnceLock<Settlement>,
    folder: OutputFolder,
    state: Mutex<LiveState>,
    /// Figures by group: regime, then replicate.
    grouped: Mutex<Vec<Vec<Grouped>>>,
    changed: Condvar,
    /// Months of single runs that are over.
    steps: AtomicU64,
}

/// Ends a run whose thread ends, even by a panic.
struct EndOnDrop<'a>(&'a LiveRun);

impl Drop for EndOnDrop<'_> {
    fn drop(&mut self) {
        self.0.set(|s| {
            if !s.phase.is_over() {
                s.phase = RunPhase::Failed("an error in the program; see the terminal".into());
            }
        });
    }
}

impl LiveRun {
    /// A run that has not started.
    pub fn new(id: String, folder: OutputFolder, experiment: RunRequest) -> LiveRun {
        let (regimes, n) = (experiment.plan.regimes.len(), experiment.plan.replicates as usize);
        let state = LiveState {
            phase: RunPhase::Waiting,
            rows: Vec::new(),
            ends: vec![None; regimes],
            windows: String::new(),
            spent: Duration::ZERO,
            pause: false,
            cancel: false,
            off: vec![false; regimes],
        };
        LiveRun {
            id,
            experiment,
            people: OnceLock::new(),
            folder,
            state: Mutex::new(state),
            grouped: Mutex::new(vec![vec![Grouped::default(); n]; regimes]),
            changed: Condvar::new(),
            steps: AtomicU64::new(0),
        }
    }

    /// The current state.
    pub fn state(&self) -> MutexGuard<'_, LiveState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Figures by group so far: regime, then replicate.
    pub fn grouped(&self) -> MutexGuard<'_, Vec<Vec<Grouped>>> {
        self.grouped.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state after a change, or after a time limit.
    pub fn state_after(&self, seen: usize, at_most: Duration) -> MutexGuard<'_, LiveState> {
        let same = |s: &mut LiveState| s.rows.len() == seen && !s.phase.is_over();
        let waited = self.changed.wait_timeout_while(self.state(), at_most, same);
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    fn set(&self, change: impl FnOnce(&mut LiveState)) {
        change(&mut self.state());
        self.changed.notify_all();
    }

    /// Pauses or resumes it.
    pub fn pause(&self, wait: bool) {
        self.set(|s| s.pause = wait);
    }

    /// Cancels it.
    pub fn cancel(&self) {
        self.set(|s| {
            s.cancel = true;
            if s.phase == RunPhase::Waiting {
                s.phase = RunPhase::Cancelled;
            }
        });
    }

    /// Starts it.
    pub fn begin(&self) {
        self.set(|s| s.phase = RunPhase::Settling);
    }

    /// Marks it as failed.
    pub fn fail(&self, words: String) {
        self.set(|s| s.phase = RunPhase::Failed(words));
    }

    /// Requests that a regime be switched off.
    pub fn switch_off(&self, regime: usize) {
        self.set(|s| s.off[regime] = true);
    }

    /// A summary of its state, for the page.
    pub fn summary(&self) -> Json {
        let s = self.state();
        let all = self.all_steps();
        let done = self.steps.load(Ordering::Relaxed).min(all);
        let left = s.spent.as_secs_f64() * (all - done) as f64 / done.max(1) as f64;
        let end = |end: &Option<u32>| end.map_or(Json::Nothing, |month| Json::Number(month.into()));
        let failed = if let RunPhase::Failed(words) = &s.phase { words.as_str().into() } else { Json::Nothing };
        Json::Object(vec![
            ("id", self.id.as_str().into()),
            ("regimes", Json::List(self.experiment.plan.regimes.iter().map(|r| r.name.as_str().into()).collect())),
            ("phase", s.phase.word().into()),
            ("month", Json::Number(s.rows.len() as u64)),
            ("months", Json::Number(self.experiment.plan.size.months.into())),
            ("share", Json::Figure((done as f64 / all as f64 * 1e4).round() / 1e4)),
            ("left", if done == 0 { Json::Nothing } else { Json::Figure((left * 10.0).round() / 10.0) }),
            ("switched", Json::List(s.ends.iter().map(end).collect())),
            ("failed", failed),
        ])
    }

    fn all_steps(&self) -> u64 {
        let plan = &self.experiment.plan;
        plan.regimes.len() as u64 * u64::from(plan.replicates) * u64::from(plan.size.months)
    }

    /// Does the work, to the end or until it is cancelled, on the threads of the pool.
    pub fn work(&self, pool: &ThreadPool, memory: &PromisedMemory) {
        let _ended = EndOnDrop(self);
        // While it waited, other runs may have taken the memory.
        let promise = match memory.promise(&self.experiment.plan, self.experiment.worlds()) {
            Ok(promise) => promise,
            Err(stop) => return self.fail(stop.to_string()),
        };
        let phase = match self.months(pool, promise) {
            Err(words) => RunPhase::Failed(words),
            Ok(None) => RunPhase::Cancelled,
            Ok(Some(runs)) => match self.write(pool, runs) {
                Ok(()) => RunPhase::Done,
                Err(words) => RunPhase::Failed(words),
            },
        };
        self.set(|s| s.phase = phase);
    }

    /// Simulates all months and returns sums by regime, replicate and month; `None` if it was cancelled.
    fn months(&self, pool: &ThreadPool, promise: MemoryPromise) -> Result<Option<Vec<Vec<Vec<Tally>>>>, String> {
        let plan = &self.experiment.plan;
        let stops = || self.state().cancel;
        let settle = |replicate| -> io::Result<Settlement> {
            let mut people = engine::settle_until(&plan.population(replicate), &stops)?;
            people.remember(&plan.regimes);
            Ok(people)
        };
        let settled: io::Result<Vec<Settlement>> =
            pool.install(|| (0..plan.replicates).into_par_iter().map(settle).collect());
        let mut others = match settled {
            Ok(people) => people,
            Err(e) if e.kind() == ErrorKind::Interrupted => return Ok(None),
            Err(e) => return Err(format!("cannot draw the people: {e}")),
        };
        let first = others.remove(0);
        let people: Vec<&Settlement> = std::iter::once(self.people.get_or_init(|| first)).chain(&others).collect();
        // Regime by regime, and replicate by replicate within each.
        let each = plan.regimes.iter().flat_map(|r| people.iter().map(move |p| Simulation::new(p, r, plan.by)));
        let mut courses: Vec<Simulation> = each.collect();
        let n = plan.replicates as usize;
        let mut runs: Vec<Vec<Vec<Tally>>> = vec![vec![Vec::new(); n]; plan.regimes.len()];
        let mut promise = Some(promise);
        let mut since = Instant::now();
        for month in 0..plan.size.months {
            self.keep_pace(since);
            if self.leave(month, &mut courses).is_none() {
                return Ok(None);
            }
            since = Instant::now();
            let step = |course: &mut Simulation| -> io::Result<Sums> {
                if self.state().cancel {
                    return Err(ErrorKind::Interrupted.into());
                }
                let sums = course.try_step()?;
                self.steps.fetch_add(1, Ordering::Relaxed);
                Ok(sums)
            };
            let sums: io::Result<Vec<Sums>> = pool.install(|| courses.par_iter_mut().map(step).collect());
            let sums = match sums {
                Ok(sums) => sums,
                Err(e) if e.kind() == ErrorKind::Interrupted => return Ok(None),
                Err(e) => return Err(format!("cannot go on: {e}")),
            };
            // By now, each world has taken its memory.
            promise.take();
            self.group(month, &sums, n);
            for (k, sum) in sums.into_iter().enumerate() {
                runs[k / n][k % n].push(sum.all);
            }
            let row = series_json::month(month, &runs);
            self.set(|s| {
                s.spent += since.elapsed();
                s.rows.push(row);
            });
        }
        Ok(Some(runs))
    }

    /// Stores a month's figures by group and by map tile. A regime that is switched off later cannot move this month
    /// to another window.
    fn group(&self, month: u32, sums: &[Sums], n: usize) {
        let (plan, _) = self.experiment.as_run(&self.state().ends);
        let mut grouped = self.grouped();
        sums.iter().enumerate().for_each(|(k, sums)| grouped[k / n][k % n].add(month, sums, &plan.spans(k / n)));
    }

    /// Waits until the next month is due if a pace was requested, or until the run is cancelled.
    fn keep_pace(&self, since: Instant) {
        if self.experiment.pace > 0 {
            let month = Duration::from_secs(1) / self.experiment.pace;
            let go_on = |s: &mut LiveState| !s.cancel;
            let waited = self.changed.wait_timeout_while(self.state(), month.saturating_sub(since.elapsed()), go_on);
            drop(waited);
        }
    }

    /// Waits while paused, and carries out requests before a month; `None` if the run was cancelled.
    fn leave(&self, month: u32, courses: &mut [Simulation]) -> Option<()> {
        let mut s = self.state();
        while s.pause && !s.cancel {
            if s.phase != RunPhase::Paused {
                s.phase = RunPhase::Paused;
                self.changed.notify_all();
            }
            s = self.changed.wait(s).unwrap_or_else(PoisonError::into_inner);
        }
        if s.cancel {
            return None;
        }
        s.phase = RunPhase::Running;
        let n = self.experiment.plan.replicates as usize;
        for r in 0..s.off.len() {
            if std::mem::take(&mut s.off[r]) {
                let off = courses[r * n..][..n].iter_mut().filter_map(Simulation::switch_off).count();
                s.ends[r] = if off > 0 { Some(month) } else { s.ends[r] };
                // Those who come of age from now on may be the first who never lived under any regime.
                let (plan, _) = self.experiment.as_run(&s.ends);
                courses[..n].iter().for_each(|course| course.people().remember_anew(&plan.regimes));
            }
        }
        Some(())
    }

    /// Moves between the tiers of each regime among the people of the first society.
    fn moved(&self, regimes: &[Regime]) -> Vec<Vec<Option<TierFlows>>> {
        let of = |people: &Settlement| regimes.iter().map(|regime| vec![flows(people, regime)]).collect();
        self.people.get().map_or(Vec::new(), of)
    }

    /// Writes the report and the data, with the texts that are not shipped.
    fn write(&self, pool: &ThreadPool, runs: Vec<Vec<Vec<Tally>>>) -> Result<(), String> {
        let told = |stop: glasshouse_report::job_error::JobError| stop.to_string();
        let (plan, asked) = self.experiment.as_run(&self.state().ends);
        let manifest = self.experiment.manifest(&plan, &asked).map_err(told)?;
        let command = self.experiment.command(&plan, &asked);
        let grouped = self.grouped().clone();
        let flows = pool.install(|| self.moved(&plan.regimes));
        let comparison = Comparison { plan, runs, grouped, flows };
        let mut texts = self.experiment.texts(&asked);
        texts.extend(assessment_job::pages(&comparison, &manifest, &command));
        let story = ReportInput::new(&comparison, &manifest, &command);
        comparison_files::write(&self.folder, &story, None, texts).map_err(told)?;
        self.set(|s| s.windows = series_json::windows(&comparison).line());
        Ok(())
    }
}
