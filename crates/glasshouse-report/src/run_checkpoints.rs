//! Checkpoints of a run in its results folder: when simulations are saved, and how a run resumes.
//!
//! By default at most one a minute: a short run writes none, and an interrupted long run loses about a minute.

use crate::diagnostic_text;
use crate::job_error::JobError;
use crate::monitor::Monitor;
use crate::number_format;
use crate::output_folder::OutputFolder;
use glasshouse::engine::Simulation;
use glasshouse::experiment::checkpoint::RunIdentity;
use glasshouse::experiment::checkpoint_store::{CheckpointError, Generations, OpenCheckpoint};
use glasshouse::experiment::compare::{Keeper, RunId, RunResult};
use glasshouse::storage::disk::Real;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Folder of the checkpoints, within the results folder.
pub const FOLDER: &str = "checkpoints";
/// Default time between two checkpoints of a society's simulations.
const PAUSE: Duration = Duration::from_secs(60);

/// Stores simulations in the results folder.
pub struct RunCheckpoints<'m> {
    kept: Generations,
    /// Months between two checkpoints, if requested; 0 for none at all.
    every: Option<u32>,
    since: Instant,
    /// When a simulation of each society was last stored.
    last: Mutex<BTreeMap<u32, Instant>>,
    /// Simulations that finished before the first checkpoint was due; they are written when it is.
    waiting: Mutex<Vec<(RunId, RunResult)>>,
    /// The first failure: all others stop as well and report the same.
    failed: Mutex<Option<String>>,
    /// Whether a stop was requested.
    stop: StopRequest,
    monitor: &'m dyn Monitor,
}

/// Requests that a run stop after the current month; its copies address the same run.
#[derive(Clone, Default)]
pub struct StopRequest(Arc<StopState>);

#[derive(Default)]
struct StopState {
    asked: AtomicBool,
    /// All months are over: whatever follows can be repeated in seconds.
    over: AtomicBool,
}

/// What happens after a request to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopping {
    /// The run ends when the months that are being simulated are over and saved, or at once where people are drawn.
    AfterThisMonth,
    /// Nothing is lost by ending at once: it was asked before, or no month is being simulated.
    AtOnce,
}

impl StopRequest {
    /// Requests a stop.
    pub fn ask(&self) -> Stopping {
        let again = self.0.asked.swap(true, Ordering::Relaxed);
        if again || self.0.over.load(Ordering::Relaxed) { Stopping::AtOnce } else { Stopping::AfterThisMonth }
    }

    /// Notes that all months are over.
    pub fn months_are_over(&self) {
        self.0.over.store(true, Ordering::Relaxed);
    }

    fn was_made(&self) -> bool {
        self.0.asked.load(Ordering::Relaxed)
    }
}

impl<'m> RunCheckpoints<'m> {
    /// Checks the stored checkpoints and refuses those of another run.
    pub fn open(
        out: &OutputFolder,
        job: RunIdentity,
        people: u64,
        every: Option<u32>,
        monitor: &'m dyn Monitor,
    ) -> Result<RunCheckpoints<'m>, JobError> {
        let kept = Generations::new(&out.path().join(FOLDER), job, people, Box::new(Real));
        if every != Some(0) {
            kept.admit().map_err(stop)?;
        }
        Ok(RunCheckpoints {
            kept,
            every,
            since: Instant::now(),
            last: Mutex::default(),
            waiting: Mutex::default(),
            failed: Mutex::default(),
            stop: StopRequest::default(),
            monitor,
        })
    }

    /// A handle that stops the run after the current month; `None` if no checkpoint would be kept.
    pub fn stop_request(&self) -> Option<StopRequest> {
        (self.every != Some(0)).then(|| self.stop.clone())
    }

    /// Notes that all months are over: a request to stop then ends the program at once.
    pub fn months_are_over(&self) {
        self.stop.months_are_over();
    }

    /// Removes all checkpoints once the results are written.
    pub fn clear(&self) -> Result<(), JobError> {
        if self.every == Some(0) { Ok(()) } else { self.kept.clear().map_err(stop) }
    }

    /// Whether a checkpoint of this society's simulation is due after this month.
    fn is_time(&self, which: RunId, month: u32) -> bool {
        match self.every {
            Some(every) => every > 0 && month.is_multiple_of(every),
            None => lock(&self.last).get(&which.replicate).unwrap_or(&self.since).elapsed() >= PAUSE,
        }
    }

    /// Whether a finished simulation is stored at once: one that takes seconds to repeat can wait.
    fn is_worth_it(&self, which: RunId) -> bool {
        match (self.every, which.regime) {
            (Some(every), _) => every > 0,
            (None, Some(_)) => self.since.elapsed() >= PAUSE,
            (None, None) => !self.kept.months(which).is_empty(),
        }
    }

    /// Reports that a checkpoint is damaged; an older one may be intact.
    fn passed(&self, path: &Path, flaw: &dyn std::fmt::Display) {
        let path = diagnostic_text::clean(&path.display().to_string());
        self.monitor.note(&format!("`{path}` {flaw}; looking for an older one"));
    }

    fn keep(&self, which: RunId, course: &Simulation, run: &RunResult) -> Result<(), CheckpointError> {
        lock(&self.last).insert(which.replicate, Instant::now());
        for (which, run) in std::mem::take(&mut *lock(&self.waiting)) {
            self.kept.keep_sums(which, &run)?;
        }
        self.kept.keep(which, course, run)
    }
}

impl Keeper for RunCheckpoints<'_> {
    type Error = JobError;

    fn done(&self, which: RunId) -> Result<Option<RunResult>, JobError> {
        if self.every == Some(0) {
            return Ok(None);
        }
        if !self.kept.months(which).first().is_some_and(|month| self.kept.is_done(which, *month)) {
            return Ok(None);
        }
        let Some(OpenCheckpoint { mut file, month }) =
            self.kept.newest(which, |path, flaw| self.passed(path, flaw)).map_err(stop)?
        else {
            return Ok(None);
        };
        if self.kept.is_done(which, month) {
            self.kept.sums(&mut file, which, month).map(Some).map_err(stop)
        } else {
            Ok(None)
        }
    }

    fn resume(&self, which: RunId, course: &mut Simulation, run: &mut RunResult) -> Result<(), JobError> {
        if self.every == Some(0) {
            return Ok(());
        }
        if let Some(OpenCheckpoint { mut file, month }) =
            self.kept.newest(which, |path, flaw| self.passed(path, flaw)).map_err(stop)?
        {
            *run = self.kept.sums(&mut file, which, month).map_err(stop)?;
            self.kept.world(&mut file, which, course).map_err(stop)?;
            let what = which.regime.map_or("the months before".to_owned(), |r| format!("regime {}", r + 1));
            let there = number_format::counted(month.into(), "month");
            self.monitor.note(&format!("society {}, {what}: {there} resumed from a checkpoint", which.replicate + 1));
        }
        Ok(())
    }

    fn stops(&self) -> bool {
        self.every != Some(0) && self.stop.was_made()
    }

    fn month(&self, which: RunId, course: &Simulation, run: &RunResult, done: bool) -> Result<(), JobError> {
        if let Some(words) = &*lock(&self.failed) {
            return Err(JobError::Failed(words.clone()));
        }
        let stopped = self.stops();
        let now = if done { self.is_worth_it(which) } else { self.is_time(which, course.gone()) };
        if now || stopped {
            self.keep(which, course, run).map_err(|trouble| {
                let stop = stop(trouble);
                *lock(&self.failed) = Some(stop.to_string());
                stop
            })?;
        } else if done && which.regime.is_some() && self.every.is_none() {
            lock(&self.waiting).push((which, run.clone()));
        }
        if stopped { Err(JobError::Interrupted) } else { Ok(()) }
    }
}

fn stop(trouble: CheckpointError) -> JobError {
    let words = diagnostic_text::clean(&trouble.to_string());
    match trouble {
        CheckpointError::Refused(..) => JobError::Refused(words),
        CheckpointError::Failed(..) => JobError::Failed(words),
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
