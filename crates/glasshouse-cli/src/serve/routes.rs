//! Which answer belongs to which address?

use super::experiment::{self, Experiment, Wrong};
use super::http::{Answer, Head, Refusal, refuse};
use super::live::Live;
use super::look::{self, Turn};
use super::shelter::Shelter;
use super::{assets, findings, shelf, stream};
use glasshouse::observatory::json::Json;
use glasshouse::scenario::catalogue::Kind;
use glasshouse::scenario::schema;
use rayon::ThreadPool;
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Runs that may go on at the same time, paused ones among them.
const MOST_LIVE: usize = 2;
/// Runs that are kept to be looked at; older ones leave their report.
const MOST_KEPT: usize = 6;

/// Longest time for a month, or for people to be drawn, to come to its end.
const FOR_CLOSING: Duration = Duration::from_secs(10);

/// What all answers draw on.
pub struct House {
    /// Where runs are written.
    pub shelter: Shelter,
    /// Threads for all work.
    pub pool: ThreadPool,
    /// Set when it is time to go.
    pub closing: AtomicBool,
    runs: Mutex<Vec<Arc<Live>>>,
    turn: Turn,
}

/// What is sent back.
pub enum Reply {
    /// All at once.
    Whole(Answer),
    /// Month by month, from so many months on.
    Stream(Arc<Live>, usize),
}

impl House {
    /// A house with nothing going on.
    pub fn new(shelter: Shelter, pool: ThreadPool) -> House {
        House { shelter, pool, closing: AtomicBool::new(false), runs: Mutex::default(), turn: Turn::default() }
    }

    fn runs(&self) -> MutexGuard<'_, Vec<Arc<Live>>> {
        self.runs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives up all that goes on, and waits until it has stopped, but not for ever: files are whole at any time.
    pub fn close(&self) {
        self.closing.store(true, Ordering::SeqCst);
        let runs = self.runs().clone();
        runs.iter().for_each(|live| live.cancel());
        let until = Instant::now() + FOR_CLOSING;
        while Instant::now() < until && runs.iter().any(|live| !live.state().phase.is_over()) {
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn run(&self, id: &str) -> Result<Arc<Live>, Refusal> {
        let found = self.runs().iter().find(|live| live.id == id).cloned();
        found.ok_or_else(|| refuse(404, "This run is no longer at hand; its report may be."))
    }

    /// Begins a run.
    fn begin(self: &Arc<Self>, experiment: Experiment) -> Result<Arc<Live>, Refusal> {
        let mut runs = self.runs();
        let going = runs.iter().filter(|live| !live.state().phase.is_over()).count();
        if going >= MOST_LIVE || self.closing.load(Ordering::SeqCst) {
            return Err(refuse(429, "Two runs are going on already. Wait for one, or give one up."));
        }
        let (id, folder) = self.shelter.new_run().map_err(|stop| refuse(500, stop.words()))?;
        let live = Arc::new(Live::new(id, experiment));
        let (house, own) = (self.clone(), live.clone());
        let work = move || {
            own.work(folder, &house.pool);
            house.shelter.forget(&own.id);
        };
        std::thread::Builder::new()
            .name(live.id.clone())
            .spawn(work)
            .map_err(|e| refuse(503, format!("no thread can be started: {e}")))?;
        runs.push(live.clone());
        if runs.len() > MOST_KEPT
            && let Some(oldest) = runs.iter().position(|live| live.state().phase.is_over())
        {
            runs.remove(oldest);
        }
        Ok(live)
    }

    /// The answer to a request of somebody who was let in.
    pub fn answer(self: &Arc<Self>, head: &Head, stream: &mut TcpStream) -> Result<Reply, Refusal> {
        let body = head.body(stream)?;
        let parts: Vec<&str> = head.path.split('/').skip(1).collect();
        let json = |json: Json| Ok(Reply::Whole(Answer::json(json.line())));
        match (head.method.as_str(), &parts[..]) {
            ("GET", ["api", "shelf"]) => json(shelf::shelf().map_err(|stop| refuse(500, stop.words()))?),
            ("GET", ["api", "schema"]) => Ok(Reply::Whole(Answer::json(schema::json(Kind::Regime)))),
            ("GET", ["api", "runs"]) => json(Json::List(self.runs().iter().map(|live| live.summary()).collect())),
            ("GET", ["api", "reports"]) => {
                json(Json::List(self.shelter.reports().iter().map(|id| id.as_str().into()).collect()))
            }
            ("GET", ["api", "runs", id, what]) => self.about(&self.run(id)?, head, what),
            ("GET", ["runs", ..]) => Ok(Reply::Whole(self.shelter.file(&head.path["/runs/".len()..])?)),
            ("GET", _) => {
                assets::find(&head.path).map(Reply::Whole).ok_or_else(|| refuse(404, "there is no such page"))
            }
            ("POST", ["api", "check"]) => {
                let asked = experiment::asked(&experiment::sent(&body)?)?;
                json(findings::check(&asked.name, &asked.text))
            }
            ("POST", ["api", "runs"]) => self.ask(&body),
            ("POST", ["api", "runs", id, what]) => {
                let live = self.run(id)?;
                control(&live, what, &body)?;
                json(live.summary())
            }
            _ => Err(refuse(404, "there is no such address")),
        }
    }

    fn ask(self: &Arc<Self>, body: &[u8]) -> Result<Reply, Refusal> {
        match Experiment::read(&experiment::sent(body)?) {
            Ok(experiment) => Ok(Reply::Whole(Answer::json(self.begin(experiment)?.summary().line()))),
            Err(Wrong::Words(refusal)) => Err(refusal),
            // Mistakes are an answer: the page underlines them.
            Err(Wrong::Findings(findings)) => {
                Ok(Reply::Whole(Answer::json(Json::Object(vec![("findings", findings)]).line())))
            }
        }
    }

    /// What is told about a run.
    fn about(&self, live: &Arc<Live>, head: &Head, what: &str) -> Result<Reply, Refusal> {
        let json = |json: Json| Ok(Reply::Whole(Answer::json(json.line())));
        let pool = (&self.turn, &self.pool);
        match what {
            "stream" => Ok(Reply::Stream(live.clone(), head.number("from").unwrap_or(0))),
            "summary" => json(live.summary()),
            "windows" => {
                let windows = live.state().windows.clone();
                match windows.is_empty() {
                    true => Err(refuse(409, "The run is not over.")),
                    false => Ok(Reply::Whole(Answer::json(windows))),
                }
            }
            "somebody" => {
                json(look::somebody(live, pool, head.number("regime")?, head.query("whom") == Some("wrongly"))?)
            }
            "person" => {
                let asked = head.query("regimes").unwrap_or_default().split(',');
                let regimes: Vec<usize> = asked.filter_map(|n| n.parse().ok()).collect();
                json(look::person(live, pool, head.number("person")?, head.number("month")?, &regimes)?)
            }
            "list" => {
                let (person, month) = (head.number("person")?, head.number("month")?);
                json(look::neighbourhood(live, pool, person, month, head.number("regime")?)?)
            }
            _ => Err(refuse(404, "there is no such address")),
        }
    }
}

/// What is done to a run.
fn control(live: &Live, what: &str, body: &[u8]) -> Result<(), Refusal> {
    let sent = experiment::sent(body)?;
    match what {
        "pause" => live.pause(true),
        "resume" => live.pause(false),
        "cancel" => live.cancel(),
        "off" => {
            let last = live.experiment.plan.regimes.len() as u64 - 1;
            live.switch_off(experiment::whole(&sent, "regime", 0..=last)? as usize);
        }
        _ => return Err(refuse(404, "there is no such address")),
    }
    Ok(())
}

/// Sends a reply.
pub fn send(house: &House, reply: Reply, stream: &mut TcpStream) -> std::io::Result<()> {
    match reply {
        Reply::Whole(answer) => answer.send(stream),
        Reply::Stream(live, from) => stream::follow(&live, from, &house.closing, stream),
    }
}
