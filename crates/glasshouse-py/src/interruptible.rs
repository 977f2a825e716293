//! How does long work go on while Python stays awake?
//!
//! The work has threads of its own. The caller waits without the interpreter's lock, tells how far it is, and hears
//! Ctrl-C. Then the work is asked to stop, which it does when the month under way is over; a second Ctrl-C does not wait.
//! Work that has nothing to leave behind is not waited for at all.

use crate::errors::{number, stop};
use glasshouse::engine::Progress;
use glasshouse_cli::{argument_parsing, job};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// Between two looks at how far it is, and whether somebody pressed Ctrl-C.
const PAUSE: Duration = Duration::from_millis(50);

/// How far the work is, and whether it shall stop.
#[derive(Default)]
pub struct Watch {
    done: AtomicU64,
    stop: AtomicBool,
    /// Whether a month that is over leaves the work at once when it shall stop: see [`halting`].
    leaves: bool,
    /// Whether nobody waits for the work to stop.
    abandoned: bool,
}

/// What a piece of work is left with when it shall stop.
struct Halt;

impl Watch {
    /// For work that is left from within, piece by piece.
    pub fn leaving() -> Watch {
        Watch { leaves: true, ..Watch::default() }
    }

    /// For work of which a part is of no use, and which cannot be left from within.
    pub fn abandoned() -> Watch {
        Watch { abandoned: true, leaves: true, ..Watch::default() }
    }

    /// Whether the work shall stop.
    pub fn stops(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

impl Progress for Watch {
    fn month(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
        if self.leaves && self.stops() {
            // No mistake and no message: the stack is left, and `halting` below it knows.
            resume_unwind(Box::new(Halt));
        }
    }

    fn there(&self, months: u32) {
        self.done.fetch_add(months.into(), Ordering::Relaxed);
    }
}

/// Does a piece of work; `None` if it was left since all shall stop.
pub fn halting<T>(watch: &Watch, piece: impl FnOnce() -> T) -> Option<T> {
    if watch.stops() {
        return None;
    }
    match catch_unwind(AssertUnwindSafe(piece)) {
        Ok(done) => Some(done),
        Err(cause) if cause.is::<Halt>() => None,
        Err(cause) => resume_unwind(cause),
    }
}

/// What came of work, and whether somebody broke it off.
pub struct Attended<T> {
    /// What it returned.
    pub came: T,
    /// The error with which it was broken off.
    pub broken_off: Option<PyErr>,
}

/// Does work that turns `all` months on so many threads; `tick` is told how many are done, of how many.
pub fn attend<T: Send + 'static>(
    py: Python<'_>,
    threads: Option<u32>,
    watch: Watch,
    all: u64,
    tick: Option<&Bound<'_, PyAny>>,
    work: impl FnOnce(&Watch) -> T + Send + 'static,
) -> PyResult<Attended<T>> {
    let threads = threads.map(|n| number("threads", &n.to_string(), argument_parsing::threads)).transpose()?;
    let pool = job::pool(job::threads(threads)).map_err(stop)?;
    let watch = Arc::new(watch);
    let (tell, mut hear) = channel();
    let theirs = watch.clone();
    std::thread::spawn(move || {
        let done = catch_unwind(AssertUnwindSafe(|| pool.install(|| work(&theirs))));
        // Nobody listens any more if a second Ctrl-C did not wait.
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
                return Err(PyRuntimeError::new_err("the work ended without a word"));
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

fn told(tick: Option<&Bound<'_, PyAny>>, watch: &Watch, all: u64) -> PyResult<()> {
    tick.map_or(Ok(()), |tick| tick.call1((watch.done.load(Ordering::Relaxed).min(all), all)).map(drop))
}

/// A mistake of ours, not of the user's.
fn fault(cause: &(dyn Any + Send)) -> PyErr {
    let words = cause.downcast_ref::<String>().map(String::as_str).or(cause.downcast_ref::<&str>().copied());
    PyRuntimeError::new_err(format!("the laboratory failed, which it should not: {}", words.unwrap_or("no word")))
}
