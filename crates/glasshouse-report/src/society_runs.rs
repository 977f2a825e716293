//! The stored figures of single societies of a trial or a fit, one small file each.
//!
//! Each file is written whole or not at all. So whenever the program is stopped, every finished society is stored, and
//! the same command does only the others. The folder is removed once the results are written.

use crate::job_error::JobError;
use crate::output_folder::OutputFolder;
use glasshouse::experiment::figure_store::{FigureKey, FigureStore};
use glasshouse::experiment::run_file::{self, RunFigures, RunFileError};
use glasshouse::observatory::manifest::hash;
use std::io::Read as _;

/// Folder of the societies, within the results folder.
const FOLDER: &str = "societies";

/// The folder in which the finished societies of a job are stored.
pub struct SocietyRuns {
    out: OutputFolder,
    folder: OutputFolder,
    digest: String,
}

impl SocietyRuns {
    /// Opens the folder. `job` is a text that decides the results.
    pub fn open(out: &OutputFolder, job: &str) -> Result<SocietyRuns, JobError> {
        Ok(SocietyRuns { folder: out.within(FOLDER)?, out: out.clone(), digest: hash(job.as_bytes()) })
    }

    /// Number of societies that are stored.
    pub fn there(&self) -> usize {
        self.folder.entries()
    }

    /// Removes the folder, once the results are written.
    pub fn clear(&self) -> Result<(), JobError> {
        self.out.remove_all(FOLDER)
    }

    fn name(which: &FigureKey) -> String {
        format!("{}-{:06}.txt", which.set, which.society)
    }

    /// The digest of the job and of which runs these are.
    fn digest(&self, which: &FigureKey) -> String {
        format!("{} {}", self.digest, which.set)
    }
}

impl FigureStore for SocietyRuns {
    type Error = JobError;

    fn stored(&self, which: &FigureKey, figures: usize) -> Result<Option<RunFigures>, JobError> {
        let name = SocietyRuns::name(which);
        let path = self.folder.path().join(&name);
        let Some(mut file) = self.folder.read(&name)? else { return Ok(None) };
        let mut text = String::new();
        file.read_to_string(&mut text)
            .map_err(|e| JobError::Failed(format!("cannot read `{}`: {e}", path.display())))?;
        let read = run_file::read(&text, &self.digest(which), which.society, figures);
        read.map(Some).map_err(|flaw| {
            let help = match flaw {
                RunFileError::Foreign => "choose another folder with --out, or remove this one",
                RunFileError::Damaged | RunFileError::Misnamed(_) => {
                    "remove this file, and the society will be repeated"
                }
            };
            JobError::Refused(format!("`{}` {flaw}; {help}", path.display()))
        })
    }

    fn store(&self, which: &FigureKey, figures: &RunFigures) -> Result<(), JobError> {
        let text = run_file::text(&self.digest(which), which.society, figures);
        self.folder.write(&SocietyRuns::name(which), text.as_bytes()).map(|_| ())
    }
}
