//! The command `glasshouse serve`: a local web server for watching runs in a browser on this machine.
//!
//! No other machine can reach it: it listens only on the loopback address and admits only a browser that has the
//! link.

mod access_guard;
mod assets;
mod catalogue;
mod connections;
mod diagnostics_json;
mod event_stream;
mod explanation_view;
pub mod fed_request;
mod groups_json;
mod http;
mod live_run;
mod person_view;
mod promised_memory;
mod routes;
mod run_request;
mod run_store;
mod scenario_request;
mod series_json;

use crate::arguments::ServeArgs;
use crate::terminal::say;
use access_guard::{AccessGuard, Admission};
use connections::{Connection, Connections};
use glasshouse_report::job_error::JobError;
use http::{HttpResponse, RequestHead};
use routes::{Server, ServerReply};
use run_store::RunStore;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// Serves until Ctrl-C.
pub fn run(args: &ServeArgs) -> Result<(), JobError> {
    let failed = |what: &str, e: &dyn std::fmt::Display| JobError::Failed(format!("{what}: {e}"));
    let threads = args.threads.map_or(0, |n| n as usize);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|e| failed("cannot start the threads", &e))?;
    let store = RunStore::open(args.out.clone())?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port)).map_err(|e| {
        failed(&format!("cannot listen on port {} (without --port, a free port is used)", args.port), &e)
    })?;
    let port = listener.local_addr().map_err(|e| failed("cannot determine the port", &e))?.port();
    let guard = Arc::new(AccessGuard::new(port).map_err(|e| failed("cannot make a link", &e))?);
    let server = Arc::new(Server::new(store, pool)?);
    let closing = server.clone();
    ctrlc::set_handler(move || {
        closing.closing.store(true, Ordering::SeqCst);
        // A last connection wakes the listener, so that it notices the stop.
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, port)));
    })
    .map_err(|e| failed("cannot listen for Ctrl-C", &e))?;
    say(&format!(
        "Open this link in a browser on this machine; it lets one browser in:\n\n  {}\n\n\
         Only this machine can reach it. Reports go to `{}`. Stop with Ctrl-C.\n",
        guard.link(),
        args.out.display()
    ))?;
    listen(&listener, &server, &guard);
    server.close();
    say("\nStopped.\n")
}

fn listen(listener: &TcpListener, server: &Arc<Server>, guard: &Arc<AccessGuard>) {
    let connections = Arc::new(Connections::default());
    for stream in listener.incoming() {
        if server.closing.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let open = match connections.take(stream) {
            Ok(open) => open,
            Err(stream) => {
                // This must not wait: anything that the connection does not take at once is lost.
                let _ = stream.set_nonblocking(true);
                let _ = HttpResponse::from(http::refuse(503, "too many connections are open")).send(&stream);
                continue;
            }
        };
        let (server, guard) = (server.clone(), guard.clone());
        // If no thread can be started, the connection is cut, and the browser tries again.
        let _ = std::thread::Builder::new().name("line".into()).spawn(move || {
            // A browser that hangs up is not an error.
            let _ = serve(&server, &guard, &open.connection);
        });
    }
}

fn serve(server: &Arc<Server>, guard: &AccessGuard, connection: &Connection) -> std::io::Result<()> {
    http::limit_writes(&connection.stream)?;
    let reply = match RequestHead::read(&connection.stream) {
        Ok(None) => return Ok(()),
        Ok(Some(mut head)) => {
            head.path = guard.path(&head.path).to_owned();
            guard.admit(&head).and_then(|entry| match entry {
                Admission::Known => server.answer(&head, connection),
                Admission::ByLink(cookie) => {
                    // Nothing can be done if the terminal is gone; the admitted browser stays admitted.
                    let _ = say(&format!(
                        "\nA browser is connected. To connect another one, open:\n\n  {}\n",
                        guard.link()
                    ));
                    let more = vec![("Set-Cookie", cookie), ("Location", guard.front())];
                    Ok(ServerReply::Whole(HttpResponse {
                        status: 303,
                        more,
                        ..HttpResponse::new("text/plain; charset=utf-8", &b""[..])
                    }))
                }
            })
        }
        Err(refusal) => Err(refusal),
    };
    routes::send(server, reply.unwrap_or_else(|refusal| ServerReply::Whole(refusal.into())), connection)
}
