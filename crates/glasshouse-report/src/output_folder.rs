//! The results folder, in which each file is written whole or not at all.

use crate::job_error::JobError;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// A file of results.
pub struct OutputFile {
    /// Its path within the folder, with `/` between the parts.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl OutputFile {
    /// A file with this content.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> OutputFile {
        OutputFile { path: path.into(), bytes: bytes.into() }
    }

    /// Its path with its content, as a manifest needs them.
    pub fn named(&self) -> (&str, &[u8]) {
        (&self.path, &self.bytes)
    }
}

/// A writable folder.
pub struct OutputFolder(PathBuf);

impl OutputFolder {
    /// Creates the folder if necessary and checks that it can be written, before hours of work are spent.
    pub fn open(path: &Path) -> Result<OutputFolder, JobError> {
        let folder = OutputFolder(path.to_owned());
        let trial = path.join(".glasshouse-trial");
        fs::create_dir_all(path)
            .and_then(|()| fs::write(&trial, b"may this folder be written?"))
            .map_err(|e| failed(path, &e))?;
        // Another part of the same work may have tested it at the same moment and removed the file.
        folder.remove(".glasshouse-trial")?;
        Ok(folder)
    }

    /// A folder inside this one.
    pub fn within(&self, name: &str) -> Result<OutputFolder, JobError> {
        OutputFolder::open(&self.0.join(name))
    }

    /// Removes a file if it exists.
    pub fn remove(&self, name: &str) -> Result<(), JobError> {
        let path = self.0.join(name);
        match fs::remove_file(&path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(failed(&path, &e)),
            _ => Ok(()),
        }
    }

    /// Writes files, and returns their paths.
    pub fn write_all(&self, files: &[OutputFile]) -> Result<Vec<PathBuf>, JobError> {
        let write = |file: &OutputFile| match file.path.rsplit_once('/') {
            Some((below, name)) => self.within(below)?.write(name, &file.bytes),
            None => self.write(&file.path, &file.bytes),
        };
        files.iter().map(write).collect()
    }

    /// Writes a file whole or not at all, even if the machine stops: under another name first, synced, then renamed.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, JobError> {
        let path = self.0.join(name);
        let part = self.0.join(format!(".{name}.part"));
        let synced = || {
            let mut file = File::create(&part)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&part, &path)?;
            // The folder must be synced for the new name to last; systems where folders cannot be opened do that
            // themselves.
            if cfg!(unix) { File::open(&self.0)?.sync_all() } else { Ok(()) }
        };
        synced().map_err(|e| {
            // A partial file would only confuse; if it cannot be removed, the first error still matters most.
            let _ = fs::remove_file(&part);
            failed(&path, &e)
        })?;
        Ok(path)
    }
}

fn failed(path: &Path, e: &io::Error) -> JobError {
    JobError::Failed(format!("cannot write to `{}`: {e}", path.display()))
}
