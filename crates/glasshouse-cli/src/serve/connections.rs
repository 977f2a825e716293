//! The open connections: their greatest number, and the choice of one to cut when there are too many.

use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Most connections that may be open at the same time.
const MOST: usize = 256;
/// Longest wait for a connection that was cut to close.
const FOR_CUTTING: Duration = Duration::from_millis(500);

/// All open connections, the oldest first.
#[derive(Default)]
pub struct Connections {
    open: Mutex<Vec<Arc<Connection>>>,
    gone: Condvar,
}

/// A connection to a browser.
pub struct Connection {
    /// The stream.
    pub stream: TcpStream,
    /// Whether it waits for the other side to send a request or to take the answer.
    idle: AtomicBool,
}

impl Connection {
    /// Marks the connection as busy or idle; a busy one is not cut to make room.
    pub fn at_work(&self, works: bool) {
        self.idle.store(!works, Ordering::SeqCst);
    }
}

/// Counts as open while it lives, even if its thread panics.
pub struct OpenConnection {
    connections: Arc<Connections>,
    /// The connection.
    pub connection: Arc<Connection>,
}

impl Connections {
    /// Adds a connection. If there is no room, the one idle for longest is cut; if all are busy, the new one is
    /// returned.
    pub fn take(self: &Arc<Self>, stream: TcpStream) -> Result<OpenConnection, TcpStream> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.len() >= MOST {
            let Some(idle) = open.iter().find(|connection| connection.idle.swap(false, Ordering::SeqCst)) else {
                return Err(stream);
            };
            // Its thread wakes, sees the end of the stream, and ends.
            let _ = idle.stream.shutdown(Shutdown::Both);
            let full = |open: &mut Vec<Arc<Connection>>| open.len() >= MOST;
            let waited = self.gone.wait_timeout_while(open, FOR_CUTTING, full);
            open = waited.unwrap_or_else(PoisonError::into_inner).0;
            if open.len() >= MOST {
                return Err(stream);
            }
        }
        let connection = Arc::new(Connection { stream, idle: AtomicBool::new(true) });
        open.push(connection.clone());
        Ok(OpenConnection { connections: self.clone(), connection })
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        let mut open = self.connections.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|connection| !Arc::ptr_eq(connection, &self.connection));
        self.connections.gone.notify_one();
    }
}
