//! When is a course under way kept, and how does one go on from there?
//!
//! Without being asked, once a minute at most: so a short run writes nothing, and a long one loses about a minute.

use crate::diagnostic_output;
use crate::failure::Stop;
use crate::number_format;
use glasshouse::engine::Simulation;
use glasshouse::experiment::checkpoint::RunIdentity;
use glasshouse::experiment::checkpoint_store::{CheckpointError, Generations, Real};
use glasshouse::experiment::compare::{Keeper, RunId, RunResult};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Folder of the checkpoints, within that of the results.
pub const FOLDER: &str = "checkpoints";
/// Time between two checkpoints of a society's courses, where nothing else was asked.
const PAUSE: Duration = Duration::from_secs(60);

/// Keeps courses in the folder of the results.
pub struct Checkpoints {
    kept: Generations,
    /// Months between two checkpoints, if that was asked; 0 for none at all.
    every: Option<u32>,
    since: Instant,
    /// When a course of each society was last kept.
    last: Mutex<BTreeMap<u32, Instant>>,
    /// Courses that were done before it was time to keep any: written when it is.
    waiting: Mutex<Vec<(RunId, RunResult)>>,
    /// What failed: all others stop as well, and say the same.
    failed: Mutex<Option<String>>,
    /// How often it was asked to stop.
    asked: std::sync::Arc<AtomicU32>,
}

impl Checkpoints {
    /// Looks at what lies there, and refuses what is of another run.
    pub fn open(out: &Path, job: RunIdentity, people: u64, every: Option<u32>) -> Result<Checkpoints, Stop> {
        let kept = Generations::new(&out.join(FOLDER), job, people, Box::new(Real));
        if every != Some(0) {
            kept.admit().map_err(stop)?;
        }
        Ok(Checkpoints {
            kept,
            every,
            since: Instant::now(),
            last: Mutex::default(),
            waiting: Mutex::default(),
            failed: Mutex::default(),
            asked: std::sync::Arc::default(),
        })
    }

    /// Asks to stop after this month, as Ctrl-C does.
    pub fn ask(&self) {
        self.asked.fetch_add(1, Ordering::Relaxed);
    }

    /// From now on, Ctrl-C stops after the month, and leaves checkpoints; a second one stops at once.
    pub fn heed(&self) {
        let asked = self.asked.clone();
        if self.every != Some(0) {
            // Where signals cannot be heard, one ends the program as ever, and what was kept is there.
            let _ = ctrlc::set_handler(move || match asked.fetch_add(1, Ordering::Relaxed) {
                0 => crate::note("stops when this month is kept; once more stops at once"),
                _ => std::process::exit(130),
            });
        }
    }

    /// Removes all checkpoints: the results are written.
    pub fn clear(&self) -> Result<(), Stop> {
        if self.every == Some(0) { Ok(()) } else { self.kept.clear().map_err(stop) }
    }

    /// Whether it is time to keep a course of this society after so many months of it.
    fn is_time(&self, which: RunId, month: u32) -> bool {
        match self.every {
            Some(every) => every > 0 && month.is_multiple_of(every),
            None => lock(&self.last).get(&which.replicate).unwrap_or(&self.since).elapsed() >= PAUSE,
        }
    }

    /// Whether a course that is done is kept at once: what takes seconds to repeat can wait.
    fn is_worth_it(&self, which: RunId) -> bool {
        match (self.every, which.regime) {
            (Some(every), _) => every > 0,
            (None, Some(_)) => self.since.elapsed() >= PAUSE,
            (None, None) => !self.kept.months(which).is_empty(),
        }
    }

    fn keep(&self, which: RunId, course: &Simulation, run: &RunResult) -> Result<(), CheckpointError> {
        lock(&self.last).insert(which.replicate, Instant::now());
        for (which, run) in std::mem::take(&mut *lock(&self.waiting)) {
            self.kept.keep_sums(which, &run)?;
        }
        self.kept.keep(which, course, run)
    }
}

impl Keeper for Checkpoints {
    type Error = Stop;

    fn done(&self, which: RunId) -> Result<Option<RunResult>, Stop> {
        if self.every == Some(0) {
            return Ok(None);
        }
        if !self.kept.months(which).first().is_some_and(|month| self.kept.is_done(which, *month)) {
            return Ok(None);
        }
        let Some((mut file, month)) = self.kept.newest(which, passed).map_err(stop)? else { return Ok(None) };
        if self.kept.is_done(which, month) {
            self.kept.sums(&mut file, which, month).map(Some).map_err(stop)
        } else {
            Ok(None)
        }
    }

    fn resume(&self, which: RunId, course: &mut Simulation, run: &mut RunResult) -> Result<(), Stop> {
        if self.every == Some(0) {
            return Ok(());
        }
        if let Some((mut file, month)) = self.kept.newest(which, passed).map_err(stop)? {
            *run = self.kept.sums(&mut file, which, month).map_err(stop)?;
            self.kept.world(&mut file, which, course).map_err(stop)?;
            let what = which.regime.map_or("the months before".to_owned(), |r| format!("regime {}", r + 1));
            let there = number_format::counted(month.into(), "month");
            crate::note(&format!("society {}, {what}: {there} there already", which.replicate + 1));
        }
        Ok(())
    }

    fn month(&self, which: RunId, course: &Simulation, run: &RunResult, done: bool) -> Result<(), Stop> {
        if let Some(words) = &*lock(&self.failed) {
            return Err(Stop::Failed(words.clone()));
        }
        let stopped = self.every != Some(0) && self.asked.load(Ordering::Relaxed) > 0;
        let now = if done { self.is_worth_it(which) } else { self.is_time(which, course.gone()) };
        if now || stopped {
            self.keep(which, course, run).map_err(|trouble| {
                let stop = stop(trouble);
                *lock(&self.failed) = Some(stop.words());
                stop
            })?;
        } else if done && which.regime.is_some() && self.every.is_none() {
            lock(&self.waiting).push((which, run.clone()));
        }
        if stopped { Err(Stop::Interrupted) } else { Ok(()) }
    }
}

/// What is told of a checkpoint that is damaged where an older one may be whole.
fn passed(path: &Path, flaw: &dyn std::fmt::Display) {
    crate::note(&format!(
        "`{}` {flaw}; an older one is looked for",
        diagnostic_output::clean(&path.display().to_string())
    ));
}

fn stop(trouble: CheckpointError) -> Stop {
    let words = diagnostic_output::clean(&trouble.to_string());
    match trouble {
        CheckpointError::Refused(..) => Stop::Refused(words),
        CheckpointError::Failed(..) => Stop::Failed(words),
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
