//! How many lines may be open at the same time, and whose is cut when there is no room for another?

use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Lines that may be open at the same time.
const MOST: usize = 256;
/// Longest time for a line that was cut to be gone.
const FOR_CUTTING: Duration = Duration::from_millis(500);

/// All lines that are open, the oldest first.
#[derive(Default)]
pub struct Lines {
    open: Mutex<Vec<Arc<Line>>>,
    gone: Condvar,
}

/// A line to a browser.
pub struct Line {
    /// What is read from and written to.
    pub stream: TcpStream,
    /// Whether the other side is waited for: for a request, or until it has taken the answer.
    idle: AtomicBool,
}

impl Line {
    /// Says that it is our turn: then it is not cut for another's sake.
    pub fn at_work(&self, works: bool) {
        self.idle.store(!works, Ordering::SeqCst);
    }
}

/// Counts as open while it lives, also if its thread panics.
pub struct Open {
    lines: Arc<Lines>,
    /// The line.
    pub line: Arc<Line>,
}

impl Lines {
    /// Takes a line in. If there is no room, who has let us wait for longest is cut; if all are at work, the new one is
    /// given back.
    pub fn take(self: &Arc<Self>, stream: TcpStream) -> Result<Open, TcpStream> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= MOST {
            let Some(idle) = open.iter().find(|line| line.idle.swap(false, Ordering::SeqCst)) else {
                return Err(stream);
            };
            // Its thread wakes, sees that nothing more comes, and ends.
            let _ = idle.stream.shutdown(Shutdown::Both);
            let full = |open: &mut Vec<Arc<Line>>| open.len() >= MOST;
            let waited = self.gone.wait_timeout_while(open, FOR_CUTTING, full);
            open = waited.unwrap_or_else(PoisonError::into_inner).0;
            if open.len() >= MOST {
                return Err(stream);
            }
        }
        let line = Arc::new(Line { stream, idle: AtomicBool::new(true) });
        open.push(line.clone());
        Ok(Open { lines: self.clone(), line })
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let mut open = self.lines.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|line| !Arc::ptr_eq(line, &self.line));
        self.lines.gone.notify_one();
    }
}
