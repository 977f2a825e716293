//! Server-sent events that carry a run's months to the page while it goes on.

use super::http;
use super::live_run::LiveRun;
use std::io::{self, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Longest wait for a month; after it, the progress is sent.
const AT_LEAST_EVERY: Duration = Duration::from_millis(200);
/// Shortest interval: drawing more often would take time from the run.
const AT_MOST_EVERY: Duration = Duration::from_millis(200);

/// Sends figures and progress as server-sent events until the run is over: `rows` with the months since the last
/// event, `tick` with the state, `end` with the final state.
pub fn follow(live: &LiveRun, from: usize, closing: &AtomicBool, mut stream: &TcpStream) -> io::Result<()> {
    http::begin_stream(stream)?;
    let mut sent = from;
    loop {
        let since = Instant::now();
        let (rows, all, is_over) = {
            let state = live.state_after(sent, AT_LEAST_EVERY);
            (state.rows.get(sent..).unwrap_or_default().join(","), state.rows.len(), state.phase.is_over())
        };
        if !rows.is_empty() {
            sent = all;
            write!(stream, "event: rows\ndata: [{rows}]\n\n")?;
        }
        let word = if is_over { "end" } else { "tick" };
        write!(stream, "event: {word}\ndata: {}\n\n", live.summary().line())?;
        stream.flush()?;
        if is_over || closing.load(Ordering::SeqCst) {
            return Ok(());
        }
        std::thread::sleep(AT_MOST_EVERY.saturating_sub(since.elapsed()));
    }
}
