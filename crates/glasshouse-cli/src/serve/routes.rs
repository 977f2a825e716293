//! The routes of the server: the answer to each address.

use super::connections::Connection;
use super::http::{HttpResponse, Refusal, RequestHead, refuse};
use super::live_run::{LiveRun, RunPhase};
use super::person_view::{self, LookupQueue, Lookups};
use super::promised_memory::PromisedMemory;
use super::run_request::{self, InvalidRequest, RunRequest};
use super::run_store::RunStore;
use super::scenario_request::{RegimeRequest, ScenarioText};
use super::{assets, catalogue, diagnostics_json, event_stream, explanation_view, groups_json};
use glasshouse::observatory::json::Json;
use glasshouse::scenario::catalogue::Kind;
use glasshouse::scenario::schema;
use glasshouse_report::job_error::JobError;
use rayon::ThreadPool;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Most runs that may be under way at the same time, including paused ones.
const MOST_LIVE: usize = 2;
/// Most runs that may wait for their turn.
const MOST_WAITING: usize = 16;
/// Most windows that may follow runs at the same time.
const MOST_FOLLOWED: usize = 64;
/// Most runs kept in memory; older ones leave only their report.
const MOST_KEPT: usize = 6;

/// Longest wait at closing for a month, or for the drawing of people, to finish.
const FOR_CLOSING: Duration = Duration::from_secs(10);

/// The state that all answers share.
pub struct Server {
    /// The folder of the runs.
    pub store: RunStore,
    /// Threads for all work.
    pub pool: ThreadPool,
    /// Set when the server is to stop.
    pub closing: AtomicBool,
    runs: Mutex<Vec<Arc<LiveRun>>>,
    lookups: LookupQueue,
    memory: PromisedMemory,
    /// The catalogue, which never changes.
    shelf: String,
    /// Its reference count is the number of windows that follow a run, plus one.
    followed: Arc<()>,
}

/// When the work of a run ends, for whatever reason, the next run starts.
struct NextTurn {
    server: Arc<Server>,
    live: Arc<LiveRun>,
}

impl Drop for NextTurn {
    fn drop(&mut self) {
        self.server.store.forget(&self.live.id);
        self.server.begin();
    }
}

/// A reply.
pub enum ServerReply {
    /// A complete answer.
    Whole(HttpResponse),
    /// A stream of months, from this month on.
    Stream(Arc<LiveRun>, usize, Arc<()>),
}

impl Server {
    /// A server without runs.
    pub fn new(store: RunStore, pool: ThreadPool) -> Result<Server, JobError> {
        Ok(Server {
            store,
            pool,
            closing: AtomicBool::new(false),
            runs: Mutex::default(),
            lookups: LookupQueue::default(),
            memory: PromisedMemory::default(),
            shelf: catalogue::shelf()?.line(),
            followed: Arc::new(()),
        })
    }

    fn runs(&self) -> MutexGuard<'_, Vec<Arc<LiveRun>>> {
        self.runs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Cancels all runs and waits for them to stop, up to a time limit: files are complete at any time.
    pub fn close(&self) {
        self.closing.store(true, Ordering::SeqCst);
        let runs = self.runs().clone();
        runs.iter().for_each(|live| live.cancel());
        let until = Instant::now() + FOR_CLOSING;
        while Instant::now() < until && runs.iter().any(|live| !live.state().phase.is_over()) {
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn run(&self, id: &str) -> Result<Arc<LiveRun>, Refusal> {
        let found = self.runs().iter().find(|live| live.id == id).cloned();
        found.ok_or_else(|| refuse(404, "This run is no longer available; its report may be."))
    }

    /// Accepts a run, which starts when its turn comes.
    fn take(self: &Arc<Self>, experiment: RunRequest) -> Result<Arc<LiveRun>, Refusal> {
        let mut runs = self.runs();
        let open = runs.iter().filter(|live| !live.state().phase.is_over()).count();
        if open >= MOST_LIVE + MOST_WAITING || self.closing.load(Ordering::SeqCst) {
            return Err(refuse(429, "Too many runs are waiting. Wait for one to end, or cancel one."));
        }
        let (id, folder) = self.store.new_run().map_err(|stop| refuse(500, stop.to_string()))?;
        let live = Arc::new(LiveRun::new(id, folder, experiment));
        runs.push(live.clone());
        if runs.len() > MOST_KEPT
            && let Some(oldest) = runs.iter().position(|live| live.state().phase.is_over())
        {
            runs.remove(oldest);
        }
        drop(runs);
        self.begin();
        Ok(live)
    }

    /// Starts the runs whose turn it is.
    fn begin(self: &Arc<Self>) {
        let runs = self.runs();
        let (waiting, others): (Vec<_>, Vec<_>) =
            runs.iter().cloned().partition(|live| live.state().phase == RunPhase::Waiting);
        let going = others.iter().filter(|live| !live.state().phase.is_over()).count();
        let next: Vec<Arc<LiveRun>> = waiting.into_iter().take(MOST_LIVE.saturating_sub(going)).collect();
        next.iter().for_each(|live| live.begin());
        drop(runs);
        for live in next {
            let (turn, own) = (NextTurn { server: self.clone(), live: live.clone() }, live.clone());
            let begun = std::thread::Builder::new()
                .name(live.id.clone())
                .spawn(move || own.work(&turn.server.pool, &turn.server.memory));
            if let Err(e) = begun {
                live.fail(format!("cannot start a thread: {e}"));
            }
        }
    }

    /// The answer to an admitted request.
    pub fn answer(self: &Arc<Self>, head: &RequestHead, connection: &Connection) -> Result<ServerReply, Refusal> {
        let body = head.body(&connection.stream)?;
        connection.at_work(true);
        let parts: Vec<&str> = head.path.split('/').skip(1).collect();
        let json = |json: Json| Ok(ServerReply::Whole(HttpResponse::json(json.line())));
        match (head.method.as_str(), &parts[..]) {
            ("GET", ["api", "shelf"]) => Ok(ServerReply::Whole(HttpResponse::json(self.shelf.clone()))),
            ("GET", ["api", "schema"]) => {
                let kind = if head.query("of") == Some("society") { Kind::Society } else { Kind::Regime };
                Ok(ServerReply::Whole(HttpResponse::json(schema::json(kind))))
            }
            ("GET", ["api", "runs"]) => json(Json::List(self.runs().iter().map(|live| live.summary()).collect())),
            ("GET", ["api", "reports"]) => {
                json(Json::List(self.store.reports().iter().map(|id| id.as_str().into()).collect()))
            }
            ("GET", ["api", "runs", id, what]) => self.about(&self.run(id)?, head, what),
            ("GET", ["runs", id, name]) => Ok(ServerReply::Whole(self.store.file(id, name)?)),
            ("GET", _) => {
                assets::find(&head.path).map(ServerReply::Whole).ok_or_else(|| refuse(404, "there is no such page"))
            }
            ("POST", ["api", "check"]) => {
                let sent = run_request::sent(&body)?;
                match sent.get("society") {
                    Some(society) => json(diagnostics_json::of_society(&ScenarioText::society(society)?)),
                    None => json(diagnostics_json::of_regime(&RegimeRequest::of(&sent)?)),
                }
            }
            ("POST", ["api", "runs"]) => self.ask(&body),
            ("POST", ["api", "runs", id, what]) => {
                let live = self.run(id)?;
                control(&live, what, &body)?;
                if live.state().phase == RunPhase::Cancelled {
                    self.store.forget(&live.id);
                }
                json(live.summary())
            }
            _ => Err(refuse(404, "there is no such address")),
        }
    }

    fn ask(self: &Arc<Self>, body: &[u8]) -> Result<ServerReply, Refusal> {
        match RunRequest::read(&run_request::sent(body)?) {
            Ok(experiment) => Ok(ServerReply::Whole(HttpResponse::json(self.take(experiment)?.summary().line()))),
            Err(InvalidRequest::Words(refusal)) => Err(refusal),
            // Mistakes in the texts are a normal answer: the page underlines them.
            Err(InvalidRequest::Findings(findings)) => {
                Ok(ServerReply::Whole(HttpResponse::json(Json::Object(vec![("findings", findings)]).line())))
            }
        }
    }

    /// The answer to a question about a run.
    fn about(&self, live: &Arc<LiveRun>, head: &RequestHead, what: &str) -> Result<ServerReply, Refusal> {
        let json = |json: Json| Ok(ServerReply::Whole(HttpResponse::json(json.line())));
        let lookups = Lookups { queue: &self.lookups, pool: &self.pool };
        match what {
            "stream" => {
                if Arc::strong_count(&self.followed) > MOST_FOLLOWED {
                    return Err(refuse(429, "Too many windows are following runs."));
                }
                Ok(ServerReply::Stream(live.clone(), head.number("from").unwrap_or(0), self.followed.clone()))
            }
            "groups" => {
                json(groups_json::of(live, head.query("measure").unwrap_or_default(), head.query("seen") == Some("1"))?)
            }
            "summary" => json(live.summary()),
            "asked" => json(live.experiment.told()),
            "windows" => {
                let windows = live.state().windows.clone();
                match windows.is_empty() {
                    true => Err(refuse(409, "The run is not over.")),
                    false => Ok(ServerReply::Whole(HttpResponse::json(windows))),
                }
            }
            "explain" => json(explanation_view::of(
                live,
                lookups,
                head.number("regime")?,
                head.query("measure").unwrap_or_default(),
            )?),
            "somebody" => json(person_view::somebody(
                live,
                lookups,
                head.number("regime")?,
                head.query("whom") == Some("wrongly"),
            )?),
            "person" => {
                let asked = head.query("regimes").unwrap_or_default().split(',');
                let regimes: Vec<usize> = asked.filter_map(|n| n.parse().ok()).collect();
                json(person_view::person(live, lookups, head.number("person")?, head.number("month")?, &regimes)?)
            }
            "list" => {
                let (person, month) = (head.number("person")?, head.number("month")?);
                json(person_view::neighbourhood(live, lookups, person, month, head.number("regime")?)?)
            }
            _ => Err(refuse(404, "there is no such address")),
        }
    }
}

/// Carries out a command on a run.
fn control(live: &LiveRun, what: &str, body: &[u8]) -> Result<(), Refusal> {
    let sent = run_request::sent(body)?;
    match what {
        "pause" => live.pause(true),
        "resume" => live.pause(false),
        "cancel" => live.cancel(),
        "off" => {
            let last = live.experiment.plan.regimes.len() as u64 - 1;
            live.switch_off(run_request::whole(&sent, "regime", 0..=last)? as usize);
        }
        _ => return Err(refuse(404, "there is no such address")),
    }
    Ok(())
}

/// Sends a reply.
pub fn send(server: &Server, reply: ServerReply, connection: &Connection) -> std::io::Result<()> {
    match reply {
        ServerReply::Whole(answer) => {
            connection.at_work(false);
            answer.send(&connection.stream)
        }
        ServerReply::Stream(live, from, _follows) => {
            connection.at_work(true);
            event_stream::follow(&live, from, &server.closing, &connection.stream)
        }
    }
}
