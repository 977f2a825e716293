//! `glasshouse serve`: what does one see who looks live, in a browser on this machine?
//!
//! Nobody else can reach it: it listens on the loopback address only, and lets in who has the link.

mod access_guard;
mod assets;
mod catalogue;
mod connections;
mod diagnostics_json;
mod event_stream;
mod groups_json;
mod http;
mod live_run;
mod person_view;
mod routes;
mod run_request;
mod run_store;
mod scenario_request;
mod series_json;

use crate::argument_parsing::threads;
use crate::failure::Stop;
use crate::say;
use access_guard::{Entry, Guard};
use clap::Args;
use connections::{Line, Lines};
use http::{Answer, Head};
use routes::{House, Reply};
use run_store::Shelter;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What can be asked of it.
#[derive(Args)]
pub struct ServeArgs {
    /// Port [default: any that is free]
    #[arg(long, value_name = "N", default_value = "0", hide_default_value = true)]
    pub port: u16,
    /// Threads to use [default: all]; the results do not depend on it
    #[arg(long, value_name = "N", value_parser = threads, allow_hyphen_values = true)]
    pub threads: Option<u32>,
    /// Folder for the reports and the data of its runs
    #[arg(long, default_value = "glasshouse-out", value_name = "FOLDER")]
    pub out: PathBuf,
}

/// Shown with its help.
pub const EXAMPLES: &str = "\
Examples:
  glasshouse serve
  glasshouse serve --port 7007 --out my-runs

It prints a link that lets one browser in. Only this machine can reach it. Stop
it with Ctrl-C.";

/// Serves until it is stopped by Ctrl-C.
pub fn run(asked: &ServeArgs) -> Result<(), Stop> {
    let failed = |what: &str, e: &dyn std::fmt::Display| Stop::Failed(format!("{what}: {e}"));
    let threads = asked.threads.map_or(0, |n| n as usize);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|e| failed("cannot start the threads", &e))?;
    let shelter = Shelter::open(asked.out.clone())?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, asked.port)).map_err(|e| {
        failed(&format!("cannot listen on port {} (without --port, a free one is taken)", asked.port), &e)
    })?;
    let port = listener.local_addr().map_err(|e| failed("cannot tell the port", &e))?.port();
    let guard = Arc::new(Guard::new(port).map_err(|e| failed("cannot make a link", &e))?);
    let house = Arc::new(House::new(shelter, pool)?);
    let closing = house.clone();
    ctrlc::set_handler(move || {
        closing.closing.store(true, Ordering::SeqCst);
        // A last caller wakes the listener, so that it sees that it is time to go.
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, port)));
    })
    .map_err(|e| failed("cannot listen for Ctrl-C", &e))?;
    say(&format!(
        "Open this link in a browser on this machine; it lets one browser in:\n\n  {}\n\n\
         Only this machine can reach it. Reports go to `{}`. Stop with Ctrl-C.\n",
        guard.link(),
        asked.out.display()
    ))?;
    listen(&listener, &house, &guard);
    house.close();
    say("\nStopped.\n")
}

fn listen(listener: &TcpListener, house: &Arc<House>, guard: &Arc<Guard>) {
    let lines = Arc::new(Lines::default());
    for stream in listener.incoming() {
        if house.closing.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let open = match lines.take(stream) {
            Ok(open) => open,
            Err(stream) => {
                // Nobody is waited for here: what the line does not take at once is lost.
                let _ = stream.set_nonblocking(true);
                let _ = Answer::from(http::refuse(503, "too many lines are open")).send(&stream);
                continue;
            }
        };
        let (house, guard) = (house.clone(), guard.clone());
        // If no thread can be started, the line is cut; the browser tries again.
        let _ = std::thread::Builder::new().name("line".into()).spawn(move || {
            // A browser that hangs up is no failure of ours.
            let _ = serve(&house, &guard, &open.line);
        });
    }
}

fn serve(house: &Arc<House>, guard: &Guard, line: &Line) -> std::io::Result<()> {
    http::limit_writes(&line.stream)?;
    let reply = match Head::read(&line.stream) {
        Ok(None) => return Ok(()),
        Ok(Some(head)) => guard.admit(&head).and_then(|entry| match entry {
            Entry::Known => house.answer(&head, line),
            Entry::ByLink(cookie) => {
                // Nothing can be done if the terminal is gone; the browser that is in stays in.
                let _ = say(&format!("\nA browser is in. For another one:\n\n  {}\n", guard.link()));
                let more = vec![("Set-Cookie", cookie), ("Location", "/".to_owned())];
                Ok(Reply::Whole(Answer { status: 303, more, ..Answer::new("text/plain; charset=utf-8", &b""[..]) }))
            }
        }),
        Err(refusal) => Err(refusal),
    };
    routes::send(house, reply.unwrap_or_else(|refusal| Reply::Whole(refusal.into())), line)
}
