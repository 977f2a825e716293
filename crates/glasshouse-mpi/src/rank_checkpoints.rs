//! Checkpoints of an MPI run: when the ranks write them, and how a run resumes from them.
//!
//! All ranks write after the same month; the first rank's clock decides when. The files are those of `glasshouse
//! run`, in the same folder, so that either program can resume the other's run.

use crate::exchange::MpiRanks;
use crate::stderr_note::note;
use glasshouse::engine::{Ranks, Simulation};
use glasshouse::experiment::checkpoint::RunIdentity;
use glasshouse::experiment::checkpoint_store::{CheckpointError, Generations, OpenCheckpoint};
use glasshouse::experiment::compare::{Keeper, RunId, RunResult};
use glasshouse::storage::disk::Real;
use std::error::Error;
use std::fmt::Display;
use std::io;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Folder of the checkpoints, within the results folder.
const FOLDER: &str = "checkpoints";
/// Default time between two checkpoints.
const PAUSE: Duration = Duration::from_secs(60);

/// Stores simulations in the results folder, which all ranks can reach.
pub struct RankCheckpoints {
    kept: Generations,
    ranks: Arc<MpiRanks>,
    /// Months between two checkpoints, if requested; 0 for none at all.
    every: Option<u32>,
    last: Mutex<Instant>,
    pace: Mutex<Pace>,
}

/// The speed at which months were run.
pub struct Throughput {
    /// Months that were run here.
    pub months: u32,
    /// Time that they took.
    pub seconds: f64,
    /// Bytes that were received from other ranks.
    pub bytes: u64,
}

/// Time and bytes received in the months of the run, without the months before it and without checkpoints.
struct Pace {
    since: Instant,
    heard: u64,
    months: u32,
    time: Duration,
    bytes: u64,
}

impl RankCheckpoints {
    /// Checks the stored checkpoints and refuses those of another run.
    pub fn open(
        out: &Path,
        job: RunIdentity,
        ranks: Arc<MpiRanks>,
        people: u64,
        every: Option<u32>,
    ) -> Result<RankCheckpoints, CheckpointError> {
        let kept = Generations::new(&out.join(FOLDER), job, people, Box::new(Real)).among(ranks.clone());
        if every != Some(0) {
            kept.admit()?;
        }
        let pace = Pace { since: Instant::now(), heard: 0, months: 0, time: Duration::ZERO, bytes: 0 };
        Ok(RankCheckpoints { kept, ranks, every, last: Mutex::new(Instant::now()), pace: Mutex::new(pace) })
    }

    /// The speed at which months were run here; `None` if none were.
    pub fn throughput(&self) -> Option<Throughput> {
        let pace = lock(&self.pace);
        let Pace { months, time, bytes, .. } = *pace;
        (months > 0).then_some(Throughput { months, seconds: time.as_secs_f64(), bytes })
    }

    /// Removes all checkpoints once the results are written.
    pub fn clear(&self) -> Result<(), CheckpointError> {
        if self.every == Some(0) { Ok(()) } else { self.kept.clear() }
    }

    /// Whether a checkpoint is due, by the first rank's clock.
    fn is_time(&self, month: u32) -> io::Result<bool> {
        if let Some(every) = self.every {
            return Ok(every > 0 && month.is_multiple_of(every));
        }
        let mut late = [i64::from(lock(&self.last).elapsed() >= PAUSE)];
        let peers: &dyn Ranks = &*self.ranks;
        peers.tell(&mut late)?;
        Ok(late == [1])
    }

    /// Starts the timer of a month.
    fn begin_month(&self) {
        let mut pace = lock(&self.pace);
        (pace.since, pace.heard) = (Instant::now(), self.ranks.heard.load(Ordering::Relaxed));
    }

    /// Whether a finished simulation is stored. The run itself is not, since its results follow at once; the months
    /// before it are, unless they take only seconds to repeat.
    fn is_worth_it(&self, which: RunId) -> bool {
        let all_asked = self.every.map(|every| every > 0);
        which.regime.is_none() && all_asked.unwrap_or_else(|| !self.kept.months(which).is_empty())
    }

    fn end_month(&self) {
        let mut pace = lock(&self.pace);
        let (time, bytes) = (pace.since.elapsed(), self.ranks.heard.load(Ordering::Relaxed) - pace.heard);
        pace.months += 1;
        pace.time += time;
        pace.bytes += bytes;
    }
}

impl Keeper for RankCheckpoints {
    type Error = Box<dyn Error + Send + Sync>;

    fn done(&self, which: RunId) -> Result<Option<RunResult>, Self::Error> {
        if self.every == Some(0)
            || !self.kept.months(which).first().is_some_and(|month| self.kept.is_done(which, *month))
        {
            return Ok(None);
        }
        let newest = self.kept.newest(which, |path, flaw| passed(path, flaw))?;
        let done = newest.filter(|found| self.kept.is_done(which, found.month));
        Ok(done.map(|mut found| self.kept.sums(&mut found.file, which, found.month)).transpose()?)
    }

    fn resume(&self, which: RunId, course: &mut Simulation, run: &mut RunResult) -> Result<(), Self::Error> {
        if self.every != Some(0)
            && let Some(OpenCheckpoint { mut file, month }) =
                self.kept.newest(which, |path, flaw| passed(path, flaw))?
        {
            *run = self.kept.sums(&mut file, which, month)?;
            self.kept.world(&mut file, which, course)?;
            if self.ranks.number == 0 {
                let what = which.regime.map_or("the months before", |_| "the run");
                note(&format!(": {what}: resumed from a checkpoint after {month} months"));
            }
        }
        self.begin_month();
        Ok(())
    }

    fn month(&self, which: RunId, course: &Simulation, run: &RunResult, done: bool) -> Result<(), Self::Error> {
        if which.regime.is_some() {
            self.end_month();
        }
        if if done { self.is_worth_it(which) } else { self.is_time(course.gone())? } {
            self.kept.keep(which, course, run)?;
            *lock(&self.last) = Instant::now();
        }
        self.begin_month();
        Ok(())
    }
}

/// Reports a damaged checkpoint when an older one may be intact.
fn passed(path: &Path, flaw: &dyn Display) {
    note(&format!(": `{}` {flaw}; looking for an older one", path.display()));
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
