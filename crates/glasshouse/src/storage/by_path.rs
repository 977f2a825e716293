//! Files and folders reached by their paths, where the system offers nothing better.
//!
//! Links are looked for before each step, which does not help against somebody who is faster.
#![allow(clippy::disallowed_methods)] // this is where they are used

use super::folder::EntryKind;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// A folder.
pub(super) struct Handle(PathBuf);

/// Makes a folder and those around it; nothing happens if it exists.
pub fn make_all(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

impl Handle {
    /// Opens the folder that the user named.
    pub fn open(path: &Path) -> io::Result<Handle> {
        let is_folder = fs::metadata(path)?.is_dir();
        if is_folder { Ok(Handle(path.to_owned())) } else { Err(io::ErrorKind::NotADirectory.into()) }
    }

    /// Opens a folder in this one, unless it is a link.
    pub fn within(&self, name: &str) -> io::Result<Handle> {
        match self.kind(name)? {
            EntryKind::Folder => Ok(Handle(self.0.join(name))),
            _ => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    /// Makes a folder that does not exist yet.
    pub fn make_folder(&self, name: &str) -> io::Result<()> {
        fs::create_dir(self.0.join(name))
    }

    /// Creates a file that does not exist yet.
    pub fn create(&self, name: &str) -> io::Result<File> {
        OpenOptions::new().read(true).write(true).create_new(true).open(self.0.join(name))
    }

    /// Opens an existing file, for writing as well if `writes`.
    pub fn file(&self, name: &str, writes: bool) -> io::Result<File> {
        match self.kind(name)? {
            EntryKind::File { .. } => OpenOptions::new().read(true).write(writes).open(self.0.join(name)),
            _ => Err(io::Error::other("it is not a file")),
        }
    }

    /// Gives a file another name, in this folder or another one.
    pub fn rename(&self, from: &str, to: &Handle, name: &str) -> io::Result<()> {
        fs::rename(self.0.join(from), to.0.join(name))
    }

    /// Removes a file, or a link itself.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
    }

    /// Removes an empty folder.
    pub fn remove_folder(&self, name: &str) -> io::Result<()> {
        fs::remove_dir(self.0.join(name))
    }

    /// What this name stands for.
    pub fn kind(&self, name: &str) -> io::Result<EntryKind> {
        let about = fs::symlink_metadata(self.0.join(name))?.file_type();
        Ok(match () {
            () if about.is_file() => EntryKind::File { linked: false },
            () if about.is_dir() => EntryKind::Folder,
            () if about.is_symlink() => EntryKind::Link,
            () => EntryKind::Other,
        })
    }

    /// Whether this name still stands for this file: nobody else removes one that is open.
    pub fn is_still(&self, _: &str, _: &File) -> io::Result<bool> {
        Ok(true)
    }

    /// All names in the folder.
    pub fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.0)? {
            names.extend(entry?.file_name().into_string());
        }
        Ok(names)
    }

    /// Names are durable: the system sees to it.
    pub fn sync(&self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether an open file is a plain one.
pub fn is_own(file: &File) -> io::Result<bool> {
    Ok(file.metadata()?.is_file())
}
