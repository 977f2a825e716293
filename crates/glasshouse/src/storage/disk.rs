//! The disk as the program sees it; a test puts a failing one in its place.

use std::io;

/// Asked before each step on the disk. A test refuses, to see what a full or failing disk leaves behind.
pub trait Disk: Sync + Send {
    /// Whether the step is allowed.
    ///
    /// # Errors
    ///
    /// The error that the disk would report.
    fn may(&self) -> io::Result<()> {
        Ok(())
    }

    /// How many of these bytes one call writes.
    fn takes(&self, bytes: usize) -> usize {
        bytes
    }

    /// Whether a rename is reported as done and is not.
    fn loses_rename(&self) -> bool {
        false
    }
}

/// The disk of this machine.
pub struct Real;

impl Disk for Real {}
