//! `glasshouse serve`: what does one see who looks live, in a browser on this machine?
//!
//! Nobody else can reach it: it listens on the loopback address only, and lets in who has the link.

mod assets;
mod experiment;
mod figures;
mod findings;
mod guard;
mod http;
mod live;
mod look;
mod routes;
mod shelf;
mod shelter;
mod stream;

use crate::given::threads;
use crate::say;
use crate::stop::Stop;
use clap::Args;
use guard::{Entry, Guard};
use http::{Answer, Head};
use routes::{House, Reply};
use shelter::Shelter;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

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

/// Lines that may be open at the same time.
const MOST_LINES: usize = 256;

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
    let house = Arc::new(House::new(shelter, pool));
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
    let open = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming() {
        if house.closing.load(Ordering::SeqCst) {
            return;
        }
        let Ok(mut stream) = stream else { continue };
        if open.fetch_add(1, Ordering::SeqCst) >= MOST_LINES {
            open.fetch_sub(1, Ordering::SeqCst);
            let _ = Answer::from(http::refuse(503, "too many lines are open")).send(&mut stream);
            continue;
        }
        let (house, guard, line) = (house.clone(), guard.clone(), Line(open.clone()));
        // If no thread can be started, the line is cut; the browser tries again.
        let _ = std::thread::Builder::new().name("line".into()).spawn(move || {
            let _line = line;
            // A browser that hangs up is no failure of ours.
            let _ = serve(&house, &guard, &mut stream);
        });
    }
}

/// Counts as open while it lives, also if its thread panics.
struct Line(Arc<AtomicUsize>);

impl Drop for Line {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn serve(house: &Arc<House>, guard: &Guard, stream: &mut TcpStream) -> std::io::Result<()> {
    http::limit_writes(stream)?;
    let reply = match Head::read(stream) {
        Ok(None) => return Ok(()),
        Ok(Some(head)) => guard.admit(&head).and_then(|entry| match entry {
            Entry::Known => house.answer(&head, stream),
            Entry::ByLink(cookie) => {
                // Nothing can be done if the terminal is gone; the browser that is in stays in.
                let _ = say(&format!("\nA browser is in. For another one:\n\n  {}\n", guard.link()));
                let more = vec![("Set-Cookie", cookie), ("Location", "/".to_owned())];
                Ok(Reply::Whole(Answer { status: 303, more, ..Answer::new("text/plain; charset=utf-8", &b""[..]) }))
            }
        }),
        Err(refusal) => Err(refusal),
    };
    routes::send(house, reply.unwrap_or_else(|refusal| Reply::Whole(refusal.into())), stream)
}
