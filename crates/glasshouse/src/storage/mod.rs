//! Everything that is written to disk goes through here.
//!
//! A [`folder::Folder`] is opened once, and what is in it is reached by that handle: no link is followed, files are
//! created and never opened for others to have prepared, and only their owner may read them. A [`lock::FolderLock`]
//! keeps a second process out. A [`file_set`] is replaced as a whole.

pub mod disk;
pub mod file_set;
pub mod folder;
pub mod lock;
#[cfg_attr(unix, path = "relative.rs")]
#[cfg_attr(not(unix), path = "by_path.rs")]
mod platform;
mod temporary_name;
