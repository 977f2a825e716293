//! The stored runs of a sweep, one small file each.
//!
//! Each file is written under another name, synced and then renamed. So whenever the program is killed, every
//! finished run is stored, and no unfinished one.

use crate::job_error::JobError;
use crate::output_folder::OutputFolder;
use glasshouse::experiment::run_file::{self, RunFigures, RunFileError};
use glasshouse::experiment::sweep::Sweep;
use glasshouse::storage::folder::Folder;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Folder of the runs, within the results folder.
const FOLDER: &str = "runs";

/// The folder in which the runs of a sweep are stored.
pub struct SweepRuns<'s> {
    sweep: &'s Sweep,
    folder: OutputFolder,
}

impl<'s> SweepRuns<'s> {
    /// Opens the folder for writing.
    pub fn open(sweep: &'s Sweep, out: &OutputFolder) -> Result<SweepRuns<'s>, JobError> {
        Ok(SweepRuns { sweep, folder: out.within(FOLDER)? })
    }

    /// Stores a finished run.
    pub fn keep(&self, run: u32, figures: &RunFigures) -> Result<(), JobError> {
        let text = run_file::text(&self.sweep.digest, run, figures);
        self.folder.write(&name(run), text.as_bytes()).map(|_| ())
    }
}

fn name(run: u32) -> String {
    format!("{run:07}.txt")
}

/// The runs stored in a results folder, by their numbers; `None` for a run that is not done.
pub fn there(sweep: &Sweep, out: &Path) -> Result<Vec<Option<RunFigures>>, JobError> {
    let folder = match Folder::open(out).and_then(|out| out.within(FOLDER)) {
        Ok(folder) => folder,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(vec![None; sweep.runs() as usize]),
        Err(e) => return Err(JobError::Failed(format!("cannot read `{}`: {e}", out.join(FOLDER).display()))),
    };
    (0..sweep.runs()).map(|run| one(sweep, &folder, run)).collect()
}

/// The runs of several folders together. Copies of a run in several folders must agree.
pub fn together(sweep: &Sweep, folders: &[PathBuf]) -> Result<Vec<Option<RunFigures>>, JobError> {
    let mut all: Vec<Option<RunFigures>> = vec![None; sweep.runs() as usize];
    for folder in folders {
        if !folder.join(FOLDER).is_dir() {
            let why = format!("`{}` has no runs of a sweep: it has no folder `{FOLDER}`", folder.display());
            return Err(JobError::Refused(why));
        }
        for (run, (one, other)) in all.iter_mut().zip(there(sweep, folder)?).enumerate() {
            let bits = |figures: &RunFigures| figures.iter().map(|x| x.map(f64::to_bits)).collect::<Vec<_>>();
            if let (Some(one), Some(other)) = (&one, &other)
                && bits(one) != bits(other)
            {
                return Err(JobError::Refused(format!(
                    "run {run} is in more than one folder, and its figures in `{}` differ: one of them was not made \
                     by this version of the program",
                    folder.display()
                )));
            }
            *one = one.take().or(other);
        }
    }
    Ok(all)
}

fn one(sweep: &Sweep, folder: &Folder, run: u32) -> Result<Option<RunFigures>, JobError> {
    let path = folder.path().join(name(run));
    let failed = |e: std::io::Error| JobError::Failed(format!("cannot read `{}`: {e}", path.display()));
    let mut bytes = Vec::new();
    // No run of this experiment is longer, whatever else the folder may hold.
    let longest = 1_000 + 400 * sweep.width() as u64;
    match folder.read(&name(run)) {
        Ok(file) => file.take(longest).read_to_end(&mut bytes).map_err(failed)?,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(failed(e)),
    };
    let text = String::from_utf8(bytes).map_err(|_| RunFileError::Damaged);
    let figures = text.and_then(|text| run_file::read(&text, &sweep.digest, run, sweep.width()));
    figures.map(Some).map_err(|flaw| {
        let help = match flaw {
            RunFileError::Foreign => "choose another folder with --out, or remove this one",
            RunFileError::Damaged | RunFileError::Misnamed(_) => "remove this file, and the run will be repeated",
        };
        JobError::Refused(format!("`{}` {flaw}; {help}", path.display()))
    })
}
