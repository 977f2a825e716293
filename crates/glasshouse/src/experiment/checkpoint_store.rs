//! The folder of a run's checkpoints, and the search for the newest intact one.
//!
//! Each checkpoint is written under another name, synced, read back and checked, and only then renamed, with the
//! folder synced too. Two generations of each course are kept. Whatever fails on the way, the older one is unchanged.
//!
//! Processes that share one society write one file in one folder that all of them reach: the first creates it, each
//! fills its part, syncs it and reads it back, and when all have done so, the first renames it.

use super::checkpoint::RunIdentity;
use super::compare::{RunId, RunResult};
use crate::engine::checksummed_file::{IntegrityError, Sealed};
use crate::engine::{Alone, BYTES_PER_PERSON, Ranks, Simulation};
use crate::observatory::tally::{COUNTS, Tally};
use crate::storage::disk::Disk;
use crate::storage::folder::{DiskFile, Folder};
use std::fmt;
use std::io::{self, BufReader, BufWriter, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Generations kept of a course.
const KEPT: usize = 2;
/// Bytes written at once.
const BUFFER: usize = 1 << 18;
/// The ending of all checkpoints' names.
const ENDING: &str = ".checkpoint";

/// A whole checkpoint, opened.
pub struct OpenCheckpoint {
    /// The file.
    pub file: Sealed<BufReader<DiskFile>>,
    /// Months that it has behind it.
    pub month: u32,
}

/// The reason why the run cannot continue.
#[derive(Debug)]
pub enum CheckpointError {
    /// A file is not what it should be.
    Refused(PathBuf, IntegrityError),
    /// A file could not be written; at most this many bytes are needed.
    Failed(PathBuf, io::Error, u64),
}

impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CheckpointError::Refused(path, flaw) => {
                let help = match flaw {
                    IntegrityError::Foreign(_) => {
                        "finish that run first, name another folder with --out, or remove this one"
                    }
                    IntegrityError::Damaged(_) => "remove this file; its months will be run again",
                    IntegrityError::Unreadable(_) => "make it readable, or remove it",
                };
                write!(f, "`{}` {flaw}; {help}", path.display())
            }
            CheckpointError::Failed(path, e, bytes) => write!(
                f,
                "cannot write the checkpoint `{}`, which takes up to {bytes} bytes: {e}; earlier checkpoints are as they \
                 were, and the same command resumes from them",
                path.display()
            ),
        }
    }
}

impl std::error::Error for CheckpointError {}

/// The folder of the checkpoints of one job.
pub struct Generations {
    folder: PathBuf,
    job: RunIdentity,
    people: u64,
    disk: Arc<dyn Disk>,
    peers: Arc<dyn Ranks>,
}

impl Generations {
    /// The checkpoints in a folder, which need not exist; `people` is the number of persons in a society.
    pub fn new(folder: &Path, job: RunIdentity, people: u64, disk: Box<dyn Disk>) -> Generations {
        Generations { folder: folder.to_owned(), job, people, disk: Arc::from(disk), peers: Arc::new(Alone) }
    }

    /// The same where several processes share a society and reach the same folder: all of them take the same steps.
    pub fn among(self, peers: Arc<dyn Ranks>) -> Generations {
        Generations { peers, ..self }
    }

    /// The months for which a course was kept, the newest first, as the first process finds them.
    pub fn months(&self, which: RunId) -> Vec<u32> {
        let found = if self.peers.is_first() { self.found(which) } else { Vec::new() };
        let mut number = [found.len() as i64];
        let told = self.peers.tell(&mut number).and_then(|()| {
            let mut months: Vec<i64> = found.iter().map(|month| i64::from(*month)).collect();
            months.resize(number[0] as usize, 0);
            self.peers.tell(&mut months)?;
            Ok(months.into_iter().map(|month| month as u32).collect())
        });
        // A process that does not hear from the others will learn of it in the first month.
        told.unwrap_or_default()
    }

    fn found(&self, which: RunId) -> Vec<u32> {
        let Ok(Some((_, names))) = self.here() else { return Vec::new() };
        let begin = begin(which);
        let month = |name: String| name.strip_prefix(&begin)?.strip_suffix(ENDING)?.parse().ok();
        let mut months: Vec<u32> = names.into_iter().filter_map(month).collect();
        months.sort_unstable_by(|a, b| b.cmp(a));
        months
    }

    /// Refuses checkpoints of another job, before any work is done.
    ///
    /// # Errors
    ///
    /// If there is one, or one of another version.
    pub fn admit(&self) -> Result<(), CheckpointError> {
        let Some((folder, names)) = self.here()? else { return Ok(()) };
        for name in names {
            let Some((which, month)) = parse(&name) else { continue };
            let path = self.folder.join(&name);
            let file = folder.read(&name).map_err(IntegrityError::Unreadable).map(BufReader::new);
            match file.and_then(|file| self.job.recognise(file, which, month)) {
                Err(flaw @ (IntegrityError::Foreign(_) | IntegrityError::Unreadable(_))) => {
                    return Err(CheckpointError::Refused(path, flaw));
                }
                _ => continue,
            }
        }
        Ok(())
    }

    /// The newest intact checkpoint of a course, with its month; `None` if it was never kept. Reports each newer
    /// damaged one to `passed`.
    ///
    /// # Errors
    ///
    /// If all are damaged, or one is foreign or cannot be read.
    pub fn newest(
        &self,
        which: RunId,
        passed: impl Fn(&Path, &dyn fmt::Display),
    ) -> Result<Option<OpenCheckpoint>, CheckpointError> {
        let mut first = None;
        for month in self.months(which) {
            let path = self.path(which, month);
            match self.open(which, month) {
                Ok(file) => return Ok(Some(OpenCheckpoint { file, month })),
                Err(flaw @ IntegrityError::Damaged(_)) => {
                    passed(&path, &flaw);
                    first = first.or(Some(CheckpointError::Refused(path, flaw)));
                }
                Err(flaw) => return Err(CheckpointError::Refused(path, flaw)),
            }
        }
        first.map_or(Ok(None), Err)
    }

    /// The results of a course so far.
    ///
    /// # Errors
    ///
    /// If it is damaged or cannot be read.
    pub fn sums(
        &self,
        file: &mut Sealed<BufReader<DiskFile>>,
        which: RunId,
        month: u32,
    ) -> Result<RunResult, CheckpointError> {
        self.job.sums(file, which, month).map_err(|flaw| CheckpointError::Refused(self.path(which, month), flaw))
    }

    /// Restores a course.
    ///
    /// # Errors
    ///
    /// If it is damaged or cannot be read.
    pub fn world(
        &self,
        file: &mut Sealed<BufReader<DiskFile>>,
        which: RunId,
        course: &mut Simulation,
    ) -> Result<(), CheckpointError> {
        self.job.world(file, course).map_err(|flaw| CheckpointError::Refused(self.path(which, course.gone()), flaw))
    }

    /// Whether a course is over after this many months.
    pub fn is_done(&self, which: RunId, month: u32) -> bool {
        month == self.job.length(which)
    }

    /// Keeps a course in its present state, and drops everything older than two generations.
    ///
    /// # Errors
    ///
    /// If it cannot be written, synced, or read back. Earlier checkpoints are unchanged.
    pub fn keep(&self, which: RunId, course: &Simulation, run: &RunResult) -> Result<(), CheckpointError> {
        let is_done = which.regime.is_some() && self.is_done(which, course.gone());
        if is_done {
            return self.keep_sums(which, run);
        }
        let resting = course.resting().map_err(|e| self.failed(which, course.gone(), run, e))?;
        self.put(which, course.gone(), run, &|out| self.job.write(out, which, Some(&resting), run))
    }

    /// Keeps the results of a finished course.
    ///
    /// # Errors
    ///
    /// As [`Generations::keep`].
    pub fn keep_sums(&self, which: RunId, run: &RunResult) -> Result<(), CheckpointError> {
        let first = self.peers.is_first();
        self.put(which, self.job.length(which), run, &|out| {
            if first { self.job.write(out, which, None, run) } else { Ok(out) }
        })
    }

    fn put(&self, which: RunId, month: u32, run: &RunResult, fill: Fill) -> Result<(), CheckpointError> {
        let failed = |e| self.failed(which, month, run, e);
        let part = format!(".{}{month}.part", begin(which));
        let folder = self.begun(&part).map_err(failed)?;
        let named = || {
            folder.rename(&part, &folder, &name(which, month))?;
            folder.sync()
        };
        let written = self.write(which, month, fill, &folder, &part).and_then(|()| self.by_the_first(named));
        written.map_err(|e| {
            // The rest of it would only take room.
            folder.discard(&part);
            failed(e)
        })?;
        let keep = if self.is_done(which, month) { 1 } else { KEPT };
        for month in self.months(which).into_iter().skip(keep) {
            let removed = self.by_the_first(|| folder.remove(&name(which, month)));
            removed.map_err(|e| CheckpointError::Failed(self.path(which, month), e, 0))?;
        }
        Ok(())
    }

    /// The folder, in which the first process has created an empty file.
    fn begun(&self, part: &str) -> io::Result<Folder> {
        let mut made = None;
        self.by_the_first(|| {
            let folder = Folder::make_own(&self.folder, self.disk.clone())?;
            // Left by a process that was killed, or planted.
            folder.discard(part);
            folder.create(part)?;
            made = Some(folder);
            Ok(())
        })?;
        let opened = made.map_or_else(|| Folder::own(&self.folder, self.disk.clone()), Ok);
        self.peers.together(opened.as_ref().map(drop).map_err(|e| io::Error::new(e.kind(), e.to_string())))?;
        opened
    }

    /// A step that only the first process takes, and for which all wait.
    fn by_the_first(&self, step: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        self.peers.together(if self.peers.is_first() { step() } else { Ok(()) })
    }

    fn failed(&self, which: RunId, month: u32, run: &RunResult, e: io::Error) -> CheckpointError {
        let kept = |all: &[Vec<Tally>]| all.iter().map(Vec::len).sum::<usize>();
        let sums = (run.months.len() + kept(&run.grouped.windows) + kept(&run.grouped.tiles)) * COUNTS * 8;
        CheckpointError::Failed(self.path(which, month), e, self.people * BYTES_PER_PERSON + sums as u64)
    }

    fn write(&self, which: RunId, month: u32, fill: Fill, folder: &Folder, part: &str) -> io::Result<()> {
        self.peers.together(filled(fill, folder, part))?;
        let again = self.check(self.disk.may().and_then(|()| folder.read(part)), which, month);
        again.map(drop).map_err(|flaw| io::Error::other(format!("when read back, it {flaw}")))
    }

    /// Removes all checkpoints: the results are written.
    ///
    /// # Errors
    ///
    /// If one cannot be removed.
    pub fn clear(&self) -> Result<(), CheckpointError> {
        if !self.peers.is_first() {
            return Ok(());
        }
        let Some((folder, names)) = self.here()? else { return Ok(()) };
        for name in names {
            let whole = name
                .strip_prefix('.')
                .and_then(|name| name.strip_suffix(".part"))
                .map(|name| format!("{name}{ENDING}"));
            if parse(whole.as_ref().unwrap_or(&name)).is_some() {
                folder.remove(&name).map_err(|e| CheckpointError::Failed(self.folder.join(&name), e, 0))?;
            }
        }
        drop(folder);
        if let Some((above, name)) = self.folder.parent().zip(self.folder.file_name().and_then(|name| name.to_str())) {
            // Anything else in the folder stays, and the folder with it.
            let _ = Folder::open(above).and_then(|above| above.remove_folder(name));
        }
        Ok(())
    }

    /// The folder with the names in it; `None` if there is no folder.
    fn here(&self) -> Result<Option<(Folder, Vec<String>)>, CheckpointError> {
        let found =
            Folder::own(&self.folder, self.disk.clone()).and_then(|here| here.names().map(|names| (here, names)));
        match found {
            Ok(here) => Ok(Some(here)),
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
            Err(e) => Err(CheckpointError::Refused(self.folder.clone(), IntegrityError::Unreadable(e))),
        }
    }

    fn open(&self, which: RunId, month: u32) -> Result<Sealed<BufReader<DiskFile>>, IntegrityError> {
        let folder = Folder::own(&self.folder, self.disk.clone());
        self.check(folder.and_then(|folder| folder.read(&name(which, month))), which, month)
    }

    /// Checks a file, each process its part; all reach the same verdict.
    fn check(
        &self,
        file: io::Result<DiskFile>,
        which: RunId,
        month: u32,
    ) -> Result<Sealed<BufReader<DiskFile>>, IntegrityError> {
        let here = file.map_err(IntegrityError::Unreadable);
        let here = here.and_then(|f| self.job.check_among(&*self.peers, BufReader::new(f), which, month));
        let is_damaged = matches!(here, Err(IntegrityError::Damaged(_)));
        let mut flaws = [i64::from(is_damaged), i64::from(here.is_err() && !is_damaged)];
        self.peers.sum(&mut flaws)?;
        let file = here?;
        match flaws.map(|found| found > 0) {
            [false, false] => Ok(file),
            [true, false] => Err(IntegrityError::Damaged("another process of this society says where".to_owned())),
            _ => Err(IntegrityError::Unreadable(io::Error::other("another process of this society says why"))),
        }
    }

    fn path(&self, which: RunId, month: u32) -> PathBuf {
        self.folder.join(name(which, month))
    }
}

/// Writes a part of a file that the first process created.
fn filled(fill: Fill, folder: &Folder, part: &str) -> io::Result<()> {
    let out = BufWriter::with_capacity(BUFFER, folder.share(part)?);
    fill(out)?.into_inner().map_err(io::IntoInnerError::into_error)?.sync()
}

/// The name of a course's checkpoint.
fn name(which: RunId, month: u32) -> String {
    format!("{}{month}{ENDING}", begin(which))
}

/// The beginning of the names of a course's checkpoints; the month follows.
fn begin(which: RunId) -> String {
    let course = which.regime.map_or("earlier".to_owned(), |regime| format!("regime-{regime}"));
    format!("society-{}.{course}.month-", which.replicate)
}

/// The course and the month that a name denotes.
fn parse(name: &str) -> Option<(RunId, u32)> {
    let (society, rest) = name.strip_prefix("society-")?.strip_suffix(ENDING)?.split_once('.')?;
    let (course, month) = rest.split_once(".month-")?;
    let regime = if course == "earlier" { None } else { Some(course.strip_prefix("regime-")?.parse().ok()?) };
    Some((RunId { replicate: society.parse().ok()?, regime }, month.parse().ok()?))
}

/// Writes the content of a checkpoint.
type Fill<'f> = &'f dyn Fn(BufWriter<DiskFile>) -> io::Result<BufWriter<DiskFile>>;
