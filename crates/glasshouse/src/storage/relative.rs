//! Files and folders reached from an open folder, as Unix systems can.
//!
//! Nobody can put another folder in its place, and no link within it is followed.
#![allow(clippy::disallowed_methods)] // this is where they are used

use super::folder::EntryKind;
use rustix::fs::{self, AtFlags, CWD, FileType, Mode, OFlags, Stat};
use std::fs::{DirBuilder, File};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;

/// An open folder.
pub(super) struct Handle(OwnedFd);

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
/// A link is not followed, and a pipe that nobody fills is not waited for.
const FILE: OFlags = OFlags::NOFOLLOW.union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

/// Makes a folder and those around it, for their owner alone; nothing happens if it exists.
pub fn make_all(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

impl Handle {
    /// Opens the folder that the user named, through links if need be.
    pub fn open(path: &Path) -> io::Result<Handle> {
        Ok(Handle(fs::openat(CWD, path, FOLDER, Mode::empty())?))
    }

    /// Opens a folder in this one, unless it is a link.
    pub fn within(&self, name: &str) -> io::Result<Handle> {
        Ok(Handle(fs::openat(&self.0, name, FOLDER | OFlags::NOFOLLOW, Mode::empty())?))
    }

    /// Makes a folder that does not exist yet.
    pub fn make_folder(&self, name: &str) -> io::Result<()> {
        Ok(fs::mkdirat(&self.0, name, Mode::RWXU)?)
    }

    /// Creates a file that does not exist yet.
    pub fn create(&self, name: &str) -> io::Result<File> {
        let flags = FILE | OFlags::RDWR | OFlags::CREATE | OFlags::EXCL;
        Ok(fs::openat(&self.0, name, flags, Mode::RUSR | Mode::WUSR)?.into())
    }

    /// Opens an existing file, for writing as well if `writes`.
    pub fn file(&self, name: &str, writes: bool) -> io::Result<File> {
        let access = if writes { OFlags::RDWR } else { OFlags::RDONLY };
        Ok(fs::openat(&self.0, name, FILE | access, Mode::empty())?.into())
    }

    /// Gives a file another name, in this folder or another one.
    pub fn rename(&self, from: &str, to: &Handle, name: &str) -> io::Result<()> {
        Ok(fs::renameat(&self.0, from, &to.0, name)?)
    }

    /// Removes a file, or a link itself.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        Ok(fs::unlinkat(&self.0, name, AtFlags::empty())?)
    }

    /// Removes an empty folder.
    pub fn remove_folder(&self, name: &str) -> io::Result<()> {
        Ok(fs::unlinkat(&self.0, name, AtFlags::REMOVEDIR)?)
    }

    /// What this name stands for.
    pub fn kind(&self, name: &str) -> io::Result<EntryKind> {
        Ok(kind(&self.stat(name)?))
    }

    /// Whether this name still stands for this file.
    pub fn is_still(&self, name: &str, file: &File) -> io::Result<bool> {
        let (here, open) = (self.stat(name)?, fs::fstat(file)?);
        Ok((here.st_dev, here.st_ino) == (open.st_dev, open.st_ino))
    }

    /// All names in the folder.
    pub fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::Dir::read_from(&self.0)? {
            // A name that is not UTF-8 is none of the program's.
            names.extend(
                entry?.file_name().to_str().ok().filter(|name| !matches!(*name, "." | "..")).map(str::to_owned),
            );
        }
        Ok(names)
    }

    /// Makes the names durable.
    pub fn sync(&self) -> io::Result<()> {
        Ok(fs::fsync(&self.0)?)
    }

    fn stat(&self, name: &str) -> io::Result<Stat> {
        Ok(fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW)?)
    }
}

/// Whether an open file is a plain one without other names.
pub fn is_own(file: &File) -> io::Result<bool> {
    Ok(kind(&fs::fstat(file)?) == EntryKind::File { linked: false })
}

fn kind(stat: &Stat) -> EntryKind {
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile => EntryKind::File { linked: stat.st_nlink != 1 },
        FileType::Directory => EntryKind::Folder,
        FileType::Symlink => EntryKind::Link,
        _ => EntryKind::Other,
    }
}
