//! An opened folder, and the files in it.

use super::disk::{Disk, Real};
use super::platform::{Handle, is_own, make_all};
use super::temporary_name;
use std::fmt;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a name in a folder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A plain file.
    File {
        /// Whether it has other names (hard links).
        linked: bool,
    },
    /// A folder.
    Folder,
    /// A link to something else.
    Link,
    /// A pipe, a device or the like.
    Other,
}

/// An opened folder. Names are those of entries, not paths: they have no separator.
#[derive(Clone)]
pub struct Folder {
    path: PathBuf,
    handle: Arc<Handle>,
    disk: Arc<dyn Disk>,
}

/// A file that nobody else sees before it is finished.
pub struct Unfinished {
    /// Its name for the time being.
    pub name: String,
    /// The file.
    pub file: DiskFile,
}

/// A file on a [`Disk`], which is asked before each write.
pub struct DiskFile {
    file: File,
    disk: Arc<dyn Disk>,
}

impl Folder {
    /// Opens a folder that the user named.
    ///
    /// # Errors
    ///
    /// If it does not exist, is not a folder, or may not be read.
    pub fn open(path: &Path) -> io::Result<Folder> {
        Folder::open_on(path, Arc::new(Real))
    }

    /// Opens a folder that the user named, on this disk.
    ///
    /// # Errors
    ///
    /// As [`Folder::open`].
    pub fn open_on(path: &Path, disk: Arc<dyn Disk>) -> io::Result<Folder> {
        let handle = Arc::new(Handle::open(named(path))?);
        Ok(Folder { path: path.to_owned(), handle, disk })
    }

    /// Opens a folder that the user named, and makes it first if it does not exist, for its owner alone.
    ///
    /// # Errors
    ///
    /// If it cannot be made or opened.
    pub fn make(path: &Path) -> io::Result<Folder> {
        Folder::make_on(path, Arc::new(Real))
    }

    /// The same, on this disk.
    ///
    /// # Errors
    ///
    /// As [`Folder::make`].
    pub fn make_on(path: &Path, disk: Arc<dyn Disk>) -> io::Result<Folder> {
        disk.may()?;
        make_all(named(path))?;
        Folder::open_on(path, disk)
    }

    /// Opens a folder of the program's own, whose name may not be a link; the folders around it are the user's.
    ///
    /// # Errors
    ///
    /// As [`Folder::open`].
    pub fn own(path: &Path, disk: Arc<dyn Disk>) -> io::Result<Folder> {
        let Some((above, name)) = around(path) else { return Folder::open_on(path, disk) };
        Folder::open_on(above, disk)?.within(name)
    }

    /// The same, and makes it first if it does not exist.
    ///
    /// # Errors
    ///
    /// As [`Folder::make`].
    pub fn make_own(path: &Path, disk: Arc<dyn Disk>) -> io::Result<Folder> {
        let Some((above, name)) = around(path) else { return Folder::make_on(path, disk) };
        Folder::make_on(above, disk)?.make_within(name)
    }

    /// Its path, for messages.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A folder in this one.
    ///
    /// # Errors
    ///
    /// If it does not exist, is a link, or is not a folder.
    pub fn within(&self, name: &str) -> io::Result<Folder> {
        let handle = self.handle.within(entry(name)?)?;
        Ok(Folder { path: self.path.join(name), handle: Arc::new(handle), disk: self.disk.clone() })
    }

    /// A folder in this one, made first if it does not exist.
    ///
    /// # Errors
    ///
    /// If it cannot be made, or something else has its name.
    pub fn make_within(&self, name: &str) -> io::Result<Folder> {
        match self.make_new(name) {
            Err(e) if e.kind() != ErrorKind::AlreadyExists => Err(e),
            _ => self.within(name),
        }
    }

    /// Makes a folder in this one that does not exist yet.
    ///
    /// # Errors
    ///
    /// If there is anything of this name.
    pub fn make_new(&self, name: &str) -> io::Result<()> {
        self.disk.may()?;
        self.handle.make_folder(entry(name)?)
    }

    /// Creates a file that does not exist yet.
    ///
    /// # Errors
    ///
    /// If there is anything of this name, or the file cannot be created.
    pub fn create(&self, name: &str) -> io::Result<DiskFile> {
        self.disk.may()?;
        Ok(self.on_disk(self.handle.create(entry(name)?)?))
    }

    /// Creates a file under a name that no other process uses. It is locked, so that others see whether its writer is
    /// alive.
    ///
    /// # Errors
    ///
    /// If no file can be created.
    pub fn unfinished(&self, name: &str) -> io::Result<Unfinished> {
        loop {
            let name = temporary_name::next(name);
            match self.create(&name) {
                // Another process with this number, in another container, or one that was killed.
                Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
                Err(e) => return Err(e),
                Ok(file) => {
                    // Where nothing can be locked, unfinished files stay until somebody removes them.
                    let _ = file.file.try_lock();
                    return Ok(Unfinished { name, file });
                }
            }
        }
    }

    /// Opens an existing file for reading, unless it is a link, a pipe or anything else that is no file.
    ///
    /// # Errors
    ///
    /// If there is no such file, or it cannot be opened.
    pub fn read(&self, name: &str) -> io::Result<DiskFile> {
        let file = self.handle.file(entry(name)?, false)?;
        let is_file = file.metadata()?.is_file();
        if is_file { Ok(self.on_disk(file)) } else { Err(io::Error::other("it is not a file")) }
    }

    /// Opens an existing file for reading, as [`Folder::read`], if this is its only name.
    ///
    /// # Errors
    ///
    /// As [`Folder::read`], and if it has other names.
    pub fn read_own(&self, name: &str) -> io::Result<DiskFile> {
        let file = self.read(name)?;
        if is_own(&file.file)? { Ok(file) } else { Err(io::Error::other("it has other names")) }
    }

    /// The content of a file.
    ///
    /// # Errors
    ///
    /// As [`Folder::read`].
    pub fn content(&self, name: &str) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.read(name)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Opens a file that another process of the same run created, to write a part of it.
    ///
    /// # Errors
    ///
    /// If there is no such file, or it has other names.
    pub fn share(&self, name: &str) -> io::Result<DiskFile> {
        self.disk.may()?;
        let file = self.handle.file(entry(name)?, true)?;
        if !is_own(&file)? {
            return Err(io::Error::other("it is no file of this run"));
        }
        Ok(self.on_disk(file))
    }

    /// What a name stands for; `None` if there is nothing.
    ///
    /// # Errors
    ///
    /// If the system does not say.
    pub fn kind(&self, name: &str) -> io::Result<Option<EntryKind>> {
        match self.handle.kind(entry(name)?) {
            Ok(kind) => Ok(Some(kind)),
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// All names in the folder, in order.
    ///
    /// # Errors
    ///
    /// If it cannot be read.
    pub fn names(&self) -> io::Result<Vec<String>> {
        let mut names = self.handle.names()?;
        names.sort_unstable();
        Ok(names)
    }

    /// Gives a file another name, in this folder or another one; a file of that name is replaced.
    ///
    /// # Errors
    ///
    /// If it cannot be renamed, or has its old name afterwards.
    pub fn rename(&self, from: &str, to: &Folder, name: &str) -> io::Result<()> {
        self.disk.may()?;
        if !self.disk.loses_rename() {
            self.handle.rename(entry(from)?, &to.handle, entry(name)?)?;
        }
        match self.kind(from)? {
            None => Ok(()),
            Some(_) => Err(io::Error::other("the disk reported a new name that the file does not have")),
        }
    }

    /// Removes a file, or a link itself, if there is one.
    ///
    /// # Errors
    ///
    /// If it cannot be removed.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        self.disk.may()?;
        absent(self.handle.remove(entry(name)?))
    }

    /// Removes what a failed step left behind; if that fails as well, the first error is still the one to report.
    pub fn discard(&self, name: &str) {
        let _ = entry(name).and_then(|name| self.handle.remove(name));
    }

    /// Removes an empty folder, if there is one.
    ///
    /// # Errors
    ///
    /// If it is not empty, or cannot be removed.
    pub fn remove_folder(&self, name: &str) -> io::Result<()> {
        self.disk.may()?;
        absent(self.handle.remove_folder(entry(name)?))
    }

    /// Removes whatever has this name: a file, a link itself, or a folder with everything in it.
    ///
    /// # Errors
    ///
    /// If something cannot be removed.
    pub fn remove_all(&self, name: &str) -> io::Result<()> {
        if self.kind(name)? != Some(EntryKind::Folder) {
            return self.remove(name);
        }
        let folder = self.within(name)?;
        folder.names()?.iter().try_for_each(|name| folder.remove_all(name))?;
        self.remove_folder(name)
    }

    /// Removes the unfinished files of processes that have ended.
    ///
    /// # Errors
    ///
    /// If the folder cannot be read, or a file cannot be removed.
    pub fn clear_unfinished(&self) -> io::Result<()> {
        for name in self.names()?.iter().filter(|name| temporary_name::is_one(name)) {
            let lives = self.read(name).is_ok_and(|file| file.file.try_lock().is_err());
            if !lives && self.kind(name)? != Some(EntryKind::Folder) {
                self.remove(name)?;
            }
        }
        Ok(())
    }

    /// Makes the names in the folder durable.
    ///
    /// # Errors
    ///
    /// If the disk reports one.
    pub fn sync(&self) -> io::Result<()> {
        self.disk.may()?;
        self.handle.sync()
    }

    /// Writes a file whole or not at all, even if the machine stops.
    ///
    /// # Errors
    ///
    /// If it cannot be written; a file of this name is then unchanged.
    pub fn put(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let Unfinished { name: part, file } = self.unfinished(entry(name)?)?;
        let named = file.finish(bytes).and_then(|()| self.rename(&part, self, name)).and_then(|()| self.sync());
        named.inspect_err(|_| {
            self.discard(&part);
        })
    }

    /// Writes a new file whole, without a second name: for folders that nobody reads before all files are there.
    ///
    /// # Errors
    ///
    /// If there is anything of this name, or it cannot be written.
    pub fn put_new(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.create(name)?.finish(bytes)
    }

    fn on_disk(&self, file: File) -> DiskFile {
        DiskFile { file, disk: self.disk.clone() }
    }

    /// Whether a name still stands for an open file.
    pub(super) fn is_still(&self, name: &str, file: &File) -> bool {
        self.handle.is_still(name, file).unwrap_or(false)
    }
}

impl DiskFile {
    /// Writes all bytes, syncs them, and checks that the file has that length.
    fn finish(mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)?;
        self.sync()?;
        match self.file.metadata()?.len() == bytes.len() as u64 {
            true => Ok(()),
            false => Err(io::Error::other("the disk reported bytes as written that the file does not have")),
        }
    }

    /// Makes what was written durable.
    ///
    /// # Errors
    ///
    /// If the disk reports one.
    pub fn sync(&self) -> io::Result<()> {
        self.disk.may()?;
        self.file.sync_all()
    }

    /// The file itself.
    pub(super) fn into_file(self) -> File {
        self.file
    }
}

impl fmt::Debug for DiskFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.file.fmt(f)
    }
}

impl Write for DiskFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.disk.may()?;
        self.file.write(&bytes[..self.disk.takes(bytes.len())])
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Read for DiskFile {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.file.read(bytes)
    }
}

impl Seek for DiskFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// The folder around one, and its name there.
fn around(path: &Path) -> Option<(&Path, &str)> {
    Some((path.parent()?, path.file_name()?.to_str()?))
}

/// The current folder has an empty name in paths.
fn named(path: &Path) -> &Path {
    if path.as_os_str().is_empty() { Path::new(".") } else { path }
}

/// A name that cannot lead out of the folder.
fn entry(name: &str) -> io::Result<&str> {
    let leads_out = matches!(name, "" | "." | "..") || name.contains(['/', '\\', '\0']);
    if leads_out {
        Err(io::Error::new(ErrorKind::InvalidInput, format!("{name:?} is not the name of a file")))
    } else {
        Ok(name)
    }
}

/// Nothing to remove is as good as removed.
fn absent(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
