//! A store for the figures of single societies, so that work on many of them can be interrupted and resumed.
//!
//! The result does not depend on where it was interrupted: what is stored is what would be computed again.

use super::run_file::RunFigures;
use std::convert::Infallible;

/// One society of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureKey {
    /// Which runs of it: letters, digits and hyphens.
    pub set: String,
    /// Number of the society, counted from 0.
    pub society: u32,
}

/// Stores figures.
pub trait FigureStore: Sync {
    /// Why figures could not be read or stored, or why the work should not continue.
    type Error: Send;

    /// The figures of a finished society, so many of them; `None` if it is not finished.
    ///
    /// # Errors
    ///
    /// If they cannot be read, or are those of another job.
    fn stored(&self, which: &FigureKey, figures: usize) -> Result<Option<RunFigures>, Self::Error>;

    /// Stores those of a society that is finished.
    ///
    /// # Errors
    ///
    /// If they cannot be written.
    fn store(&self, which: &FigureKey, figures: &RunFigures) -> Result<(), Self::Error>;
}

/// Stores nothing.
#[derive(Clone, Copy, Debug)]
pub struct NoStore;

impl FigureStore for NoStore {
    type Error = Infallible;

    fn stored(&self, _: &FigureKey, _: usize) -> Result<Option<RunFigures>, Infallible> {
        Ok(None)
    }

    fn store(&self, _: &FigureKey, _: &RunFigures) -> Result<(), Infallible> {
        Ok(())
    }
}

/// The figures of a society: the stored ones, or else those that are computed and then stored.
///
/// # Errors
///
/// Those of the store.
pub fn stored_or<S: FigureStore>(
    store: &S,
    which: &FigureKey,
    figures: usize,
    found: impl FnOnce(),
    compute: impl FnOnce() -> RunFigures,
) -> Result<RunFigures, S::Error> {
    if let Some(figures) = store.stored(which, figures)? {
        found();
        return Ok(figures);
    }
    let figures = compute();
    store.store(which, &figures)?;
    Ok(figures)
}

/// The value of something that cannot fail.
pub(super) fn sure<T>(result: Result<T, Infallible>) -> T {
    result.unwrap_or_else(|never| match never {})
}
