//! One process at a time writes into a folder.
//!
//! The lock is the system's own, so it ends with its holder, however that ends. A file in the folder carries it and
//! names the holder; if the holder was killed, the file stays behind and locks nobody out.

use super::folder::{DiskFile, EntryKind, Folder};
use std::fmt;
use std::fs::{File, TryLockError};
use std::io::{self, ErrorKind, Read as _, Write as _};

/// Name of the file.
pub const NAME: &str = ".glasshouse-lock";
/// The most that is read of a holder's name.
const LONGEST: u64 = 300;

/// A folder that this process alone writes into.
pub struct FolderLock {
    folder: Folder,
    file: File,
}

/// The reason why a folder cannot be locked.
#[derive(Debug)]
pub enum LockError {
    /// Another process writes into it; here is what it says of itself.
    Held(String),
    /// The system failed.
    Failed(io::Error),
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LockError::Held(by) => write!(f, "the folder is in use by {by}"),
            LockError::Failed(e) => write!(f, "the folder cannot be locked: {e}"),
        }
    }
}

impl std::error::Error for LockError {}

impl FolderLock {
    /// Locks a folder; `holder` names the process for others.
    ///
    /// # Errors
    ///
    /// If another process holds it, or the system fails.
    pub fn take(folder: &Folder, holder: &str) -> Result<FolderLock, LockError> {
        loop {
            let file = own_file(folder).map_err(LockError::Failed)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(LockError::Held(name(&file))),
                // A file system without locks: everything else still holds.
                Err(TryLockError::Error(e)) if e.kind() == ErrorKind::Unsupported => {}
                Err(TryLockError::Error(e)) => return Err(LockError::Failed(e)),
            }
            // Its last holder may have removed it between the two steps.
            if folder.is_still(NAME, &file) {
                let named = file.set_len(0).and_then(|()| (&file).write_all(holder.as_bytes()));
                // On a full disk the holder has no name, and is a holder all the same.
                let _ = named;
                return Ok(FolderLock { folder: folder.clone(), file });
            }
        }
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        // It is removed while it is held. If it cannot be, it locks nobody out.
        let _ = self.folder.remove(NAME);
        let _ = self.file.unlock();
    }
}

/// The file of the lock, created if necessary. Whatever else has its name is not written to, but removed.
fn own_file(folder: &Folder) -> io::Result<File> {
    loop {
        match folder.create(NAME).map(DiskFile::into_file) {
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
            created => return created,
        }
        match folder.kind(NAME)? {
            Some(EntryKind::File { linked: false }) => match folder.share(NAME).map(DiskFile::into_file) {
                Err(e) if e.kind() == ErrorKind::NotFound => {}
                opened => return opened,
            },
            Some(_) => folder.remove(NAME)?,
            None => {}
        }
    }
}

fn name(file: &File) -> String {
    let mut name = String::new();
    // Some systems do not let others read a locked file.
    let _ = file.take(LONGEST).read_to_string(&mut name);
    if name.is_empty() { "another process".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_holder_hears_of_the_first_and_follows_it() {
        let path = std::env::temp_dir().join(format!("glasshouse-lock-{}", std::process::id()));
        let folder = Folder::make(&path).unwrap();
        let first = FolderLock::take(&folder, "the first").unwrap();
        assert!(matches!(FolderLock::take(&folder, "the second"), Err(LockError::Held(by)) if by == "the first"));
        drop(first);
        assert_eq!(folder.names().unwrap(), Vec::<String>::new());
        drop(FolderLock::take(&folder, "the second").unwrap());
        let around = Folder::open(&std::env::temp_dir()).unwrap();
        around.remove_all(path.file_name().unwrap().to_str().unwrap()).unwrap();
    }
}
