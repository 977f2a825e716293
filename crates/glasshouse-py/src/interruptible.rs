//! Long work on threads of its own, with progress and Ctrl-C for Python.
//!
//! The caller waits without the interpreter's lock, reports progress, and listens for Ctrl-C. On Ctrl-C the work stops
//! after the current month; a second Ctrl-C does not wait. Work that leaves nothing behind is not waited for at all.

use crate::errors::{number, stop};
use glasshouse::engine::Progress;
use glasshouse_report::{option_parsing, thread_pool};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// Time between two checks of the progress and of Ctrl-C.
const PAUSE: Duration = Duration::from_millis(50);

/// The progress of the work, and the request to stop it.
#[derive(Default)]
pub struct WorkProgress {
    done: AtomicU64,
    stop: AtomicBool,
    /// Whether the end of a month unwinds the work at once if it is to stop: see [`halting`].
    leaves: bool,
    /// Whether the caller does not wait for the work to stop.
    abandoned: bool,
}

/// The payload with which a piece of work is unwound when it is to stop.
struct Halt;

impl WorkProgress {
    /// For work that is unwound from within, piece by piece.
    pub fn leaving() -> WorkProgress {
        WorkProgress { leaves: true, ..WorkProgress::default() }
    }

    /// For work that is useless in part and cannot be unwound from within.
    pub fn abandoned() -> WorkProgress {
        WorkProgress { abandoned: true, leaves: true, ..WorkProgress::default() }
    }

    /// Whether the work is to stop.
    pub fn stops(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

impl Progress for WorkProgress {
    fn month(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
        if self.leaves && self.stops() {
            // Not an error, and no message: this unwinds the stack, and `halting` catches it.
            resume_unwind(Box::new(Halt));
        }
    }

    fn there(&self, months: u32) {
        self.done.fetch_add(months.into(), Ordering::Relaxed);
    }
}

/// Does a piece of work; `None` if it was unwound because all work is to stop.
pub fn halting<T>(watch: &WorkProgress, piece: impl FnOnce() -> T) -> Option<T> {
    if watch.stops() {
        return None;
    }
    match catch_unwind(AssertUnwindSafe(piece)) {
        Ok(done) => Some(done),
        Err(cause) if cause.is::<Halt>() => None,
        Err(cause) => resume_unwind(cause),
    }
}

/// The result of work, and whether it was interrupted.
pub struct Attended<T> {
    /// Its return value.
    pub came: T,
    /// The error that interrupted it.
    pub broken_off: Option<PyErr>,
}

/// Does work of `all` months on a given number of threads; `tick` is called with the months done and `all`.
pub fn attend<T: Send + 'static>(
    py: Python<'_>,
    threads: Option<u32>,
    watch: WorkProgress,
    all: u64,
    tick: Option<&Bound<'_, PyAny>>,
    work: impl FnOnce(&WorkProgress) -> T + Send + 'static,
) -> PyResult<Attended<T>> {
    let threads = threads.map(|n| number("threads", &n.to_string(), option_parsing::threads)).transpose()?;
    let pool = thread_pool::pool(thread_pool::threads(threads)).map_err(stop)?;
    let watch = Arc::new(watch);
    let (tell, mut hear) = channel();
    let theirs = watch.clone();
    std::thread::spawn(move || {
        let done = catch_unwind(AssertUnwindSafe(|| pool.install(|| work(&theirs))));
        // Nobody receives this if a second Ctrl-C did not wait.
        let _ = tell.send(done);
    });
    let mut broken_off = None;
    loop {
        let ear = &mut hear;
        match py.detach(move || ear.recv_timeout(PAUSE)) {
            Ok(Ok(came)) => {
                told(tick, &watch, all)?;
                return Ok(Attended { came, broken_off });
            }
            Ok(Err(cause)) => return Err(fault(&*cause)),
            Err(RecvTimeoutError::Disconnected) => {
                return Err(PyRuntimeError::new_err("the work ended without a result"));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        let heard = py.check_signals().and_then(|()| told(tick, &watch, all));
        if let Err(error) = heard {
            watch.stop.store(true, Ordering::Relaxed);
            if watch.abandoned || broken_off.is_some() {
                return Err(error);
            }
            broken_off = Some(error);
        }
    }
}

fn told(tick: Option<&Bound<'_, PyAny>>, watch: &WorkProgress, all: u64) -> PyResult<()> {
    tick.map_or(Ok(()), |tick| tick.call1((watch.done.load(Ordering::Relaxed).min(all), all)).map(drop))
}

/// An internal error, not the user's mistake.
fn fault(cause: &(dyn Any + Send)) -> PyErr {
    let words = cause.downcast_ref::<String>().map(String::as_str).or(cause.downcast_ref::<&str>().copied());
    PyRuntimeError::new_err(format!("internal error: {}", words.unwrap_or("no message")))
}
