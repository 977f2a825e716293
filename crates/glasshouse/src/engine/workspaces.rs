//! A pool of workspaces, from which each thread borrows one at a time.

use std::sync::{Mutex, PoisonError};

/// Free workspaces. The pool creates one where none is free, so there are as many as threads at work.
#[derive(Default)]
pub(super) struct Workspaces<T>(Mutex<Vec<Box<T>>>);

impl<T: Default> Workspaces<T> {
    /// Lends a workspace to `work`. What an earlier user left in it is still there.
    pub fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let free = lock().pop();
        let mut workspace = free.unwrap_or_default();
        let done = work(&mut workspace);
        lock().push(workspace);
        done
    }
}
