//! The results folder: this process alone writes into it, and its results are replaced as a whole.

use crate::job_error::JobError;
use crate::result_kind::ResultKind;
use glasshouse::storage::file_set;
use glasshouse::storage::folder::{DiskFile, EntryKind, Folder};
use glasshouse::storage::lock::{FolderLock, LockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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

/// A writable folder, locked for this process.
#[derive(Clone)]
pub struct OutputFolder {
    folder: Folder,
    _lock: Arc<FolderLock>,
}

impl OutputFolder {
    /// Creates the folder if necessary, checks that it can be written, before hours of work are spent, and locks it.
    pub fn open(path: &Path) -> Result<OutputFolder, JobError> {
        OutputFolder::locked(shared(path)?)
    }

    /// The same for results of a kind, which must not find anything in the way of their files.
    pub fn open_for(path: &Path, kind: ResultKind) -> Result<OutputFolder, JobError> {
        let folder = OutputFolder::open(path)?;
        folder.expect_room_for(kind)?;
        Ok(folder)
    }

    /// A new folder inside one that others may write into as well; `None` if there is anything of this name.
    pub fn new_within(around: &Folder, name: &str) -> Result<Option<OutputFolder>, JobError> {
        match around.make_new(name).and_then(|()| around.within(name)) {
            Ok(folder) => OutputFolder::locked(folder).map(Some),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(None),
            Err(e) => Err(failed(&around.path().join(name), &e)),
        }
    }

    fn locked(folder: Folder) -> Result<OutputFolder, JobError> {
        let path = folder.path().to_owned();
        let lock = FolderLock::take(&folder, &holder()).map_err(|e| match e {
            LockError::Held(by) => JobError::Refused(format!(
                "`{}` is in use by {by}; wait until that has ended, or name another folder with --out",
                path.display()
            )),
            LockError::Failed(e) => failed(&path, &e),
        })?;
        folder.clear_unfinished().map_err(|e| failed(&path, &e))?;
        Ok(OutputFolder { folder, _lock: Arc::new(lock) })
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A folder inside this one, created if necessary.
    pub fn within(&self, name: &str) -> Result<OutputFolder, JobError> {
        let folder = self.folder.make_within(name).map_err(|e| failed(&self.path().join(name), &e))?;
        folder.clear_unfinished().map_err(|e| failed(folder.path(), &e))?;
        Ok(OutputFolder { folder, _lock: self._lock.clone() })
    }

    /// Opens a file for reading; `None` if there is none.
    pub fn read(&self, name: &str) -> Result<Option<DiskFile>, JobError> {
        match self.folder.read(name) {
            Ok(file) => Ok(Some(file)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(JobError::Failed(format!("cannot read `{}`: {e}", self.path().join(name).display()))),
        }
    }

    /// Number of files and folders in it.
    pub fn entries(&self) -> usize {
        self.folder.names().map_or(0, |names| names.len())
    }

    /// Removes a file, or a folder inside this one with everything in it.
    pub fn remove_all(&self, name: &str) -> Result<(), JobError> {
        let path = self.path().join(name);
        self.folder.remove_all(name).map_err(|e| JobError::Failed(format!("cannot remove `{}`: {e}", path.display())))
    }

    /// Replaces all results of a kind by these files, and returns their paths.
    pub fn replace(&self, kind: ResultKind, files: &[OutputFile]) -> Result<Vec<PathBuf>, JobError> {
        let named: Vec<(&str, &[u8])> = files.iter().map(OutputFile::named).collect();
        file_set::replace(&self.folder, kind.word(), &named).map_err(|e| failed(self.path(), &e))?;
        Ok(files.iter().map(|file| self.path().join(&file.path)).collect())
    }

    /// Writes files that do not belong together, each whole or not at all, and returns their paths.
    pub fn write_all(&self, files: &[OutputFile]) -> Result<Vec<PathBuf>, JobError> {
        let write = |file: &OutputFile| match file.path.rsplit_once('/') {
            Some((below, name)) => self.within(below)?.write(name, &file.bytes),
            None => self.write(&file.path, &file.bytes),
        };
        files.iter().map(write).collect()
    }

    /// Writes a file whole or not at all, even if the machine stops.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, JobError> {
        let path = self.path().join(name);
        self.folder.put(name, bytes).map_err(|e| failed(&path, &e))?;
        Ok(path)
    }

    /// Refuses a folder in which something is in the way of results of a kind.
    fn expect_room_for(&self, kind: ResultKind) -> Result<(), JobError> {
        let refuse = |name: &str, what: &str, should: &str| {
            Err(JobError::Refused(format!(
                "`{}` is {what}, and the results need {should} of this name: move it away, or name another folder \
                 with --out",
                self.path().join(name).display()
            )))
        };
        let there = |name: &str| self.folder.kind(name).map_err(|e| failed(self.path(), &e));
        let lists = [file_set::list(kind.word()), file_set::note(kind.word())];
        for name in kind.files().iter().copied().chain(lists.iter().map(String::as_str)) {
            if there(name)? == Some(EntryKind::Folder) {
                return refuse(name, "a folder", "a file");
            }
        }
        for name in kind.folders() {
            match there(name)? {
                None | Some(EntryKind::Folder) => {}
                Some(EntryKind::Link) => return refuse(name, "a link", "a folder"),
                Some(_) => return refuse(name, "a file", "a folder"),
            }
        }
        let taken = |other: &ResultKind| {
            [file_set::list(other.word()), file_set::note(other.word())]
                .iter()
                .any(|name| self.folder.kind(name).is_ok_and(|found| found.is_some()))
        };
        match kind.rival().filter(taken) {
            None => Ok(()),
            Some(other) => Err(JobError::Refused(format!(
                "`{}` holds a {}, and its metadata describe the whole folder: name another folder with --out",
                self.path().display(),
                other.word()
            ))),
        }
    }
}

/// A folder that others may write into as well, created if necessary, which can be written.
pub fn shared(path: &Path) -> Result<Folder, JobError> {
    refuse_home(path)?;
    let tried = Folder::make(path).and_then(|folder| {
        // A full disk has no room for a name.
        let trial = folder.unfinished("trial")?;
        folder.remove(&trial.name)?;
        Ok(folder)
    });
    tried.map_err(|e| failed(path, &e))
}

/// Writes a single file whole or not at all, wherever it is, and creates the folder around it if necessary.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), JobError> {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return Err(JobError::Refused(format!("`{}` is not the name of a file", path.display())));
    };
    let around = path.parent().unwrap_or(Path::new(""));
    refuse_home(path)?;
    Folder::make(around).and_then(|folder| folder.put(name, bytes)).map_err(|e| failed(path, &e))
}

/// This process, for another one that finds the folder locked.
fn holder() -> String {
    let mut words = std::env::args().take(2);
    let program = words.next().unwrap_or_default();
    let program = Path::new(&program).file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
    let command = words.next().map_or(String::new(), |word| format!(" {word}"));
    format!("`{program}{command}` (process {})", std::process::id())
}

/// A shell replaces `~` outside quotes only; a folder of that name is never meant.
fn refuse_home(path: &Path) -> Result<(), JobError> {
    let first = path.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
    match first.filter(|first| first.starts_with('~')) {
        None => Ok(()),
        Some(first) => Err(JobError::Refused(format!(
            "`{}` begins with `{first}`, which only a shell replaces, and only outside quotes: write the folder in \
             full (or `./{first}` if it is really called so)",
            path.display()
        ))),
    }
}

fn failed(path: &Path, e: &io::Error) -> JobError {
    JobError::Failed(format!("cannot write to `{}`: {e}", path.display()))
}
