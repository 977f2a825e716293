//! Which answer belongs to which address?

use super::connections::Line;
use super::http::{Answer, Head, Refusal, refuse};
use super::live_run::{Live, Phase};
use super::person_view::{self, Turn};
use super::run_request::{self, Experiment, Wrong};
use super::run_store::Shelter;
use super::scenario_request::{Asked, Sheet};
use super::{assets, catalogue, diagnostics_json, event_stream, groups_json};
use crate::failure::Stop;
use glasshouse::observatory::json::Json;
use glasshouse::scenario::catalogue::Kind;
use glasshouse::scenario::schema;
use rayon::ThreadPool;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Runs that may go on at the same time, paused ones among them.
const MOST_LIVE: usize = 2;
/// Runs that may wait for their turn.
const MOST_WAITING: usize = 16;
/// Runs that may be followed at the same time, each by one window.
const MOST_FOLLOWED: usize = 64;
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
    /// All that there is to choose from, which never changes.
    shelf: String,
    /// Held once more by each who follows a run.
    followed: Arc<()>,
}

/// When the work of a run ends, however it ends, it is another's turn.
struct Turned {
    house: Arc<House>,
    live: Arc<Live>,
}

impl Drop for Turned {
    fn drop(&mut self) {
        self.house.shelter.forget(&self.live.id);
        self.house.begin();
    }
}

/// What is sent back.
pub enum Reply {
    /// All at once.
    Whole(Answer),
    /// Month by month, from so many months on.
    Stream(Arc<Live>, usize, Arc<()>),
}

impl House {
    /// A house with nothing going on.
    pub fn new(shelter: Shelter, pool: ThreadPool) -> Result<House, Stop> {
        Ok(House {
            shelter,
            pool,
            closing: AtomicBool::new(false),
            runs: Mutex::default(),
            turn: Turn::default(),
            shelf: catalogue::shelf()?.line(),
            followed: Arc::new(()),
        })
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

    /// Takes in a run, which begins as soon as it is its turn.
    fn take(self: &Arc<Self>, experiment: Experiment) -> Result<Arc<Live>, Refusal> {
        let mut runs = self.runs();
        let open = runs.iter().filter(|live| !live.state().phase.is_over()).count();
        if open >= MOST_LIVE + MOST_WAITING || self.closing.load(Ordering::SeqCst) {
            return Err(refuse(429, "So many runs wait already. Wait for one to end, or give one up."));
        }
        let (id, folder) = self.shelter.new_run().map_err(|stop| refuse(500, stop.words()))?;
        let live = Arc::new(Live::new(id, folder, experiment));
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

    /// Begins the runs whose turn it is.
    fn begin(self: &Arc<Self>) {
        let runs = self.runs();
        let (waiting, others): (Vec<_>, Vec<_>) =
            runs.iter().cloned().partition(|live| live.state().phase == Phase::Waiting);
        let going = others.iter().filter(|live| !live.state().phase.is_over()).count();
        let next: Vec<Arc<Live>> = waiting.into_iter().take(MOST_LIVE.saturating_sub(going)).collect();
        next.iter().for_each(|live| live.begin());
        drop(runs);
        for live in next {
            let (turn, own) = (Turned { house: self.clone(), live: live.clone() }, live.clone());
            let begun = std::thread::Builder::new().name(live.id.clone()).spawn(move || own.work(&turn.house.pool));
            if let Err(e) = begun {
                live.fail(format!("no thread can be started: {e}"));
            }
        }
    }

    /// The answer to a request of somebody who was let in.
    pub fn answer(self: &Arc<Self>, head: &Head, line: &Line) -> Result<Reply, Refusal> {
        let body = head.body(&line.stream)?;
        line.at_work(true);
        let parts: Vec<&str> = head.path.split('/').skip(1).collect();
        let json = |json: Json| Ok(Reply::Whole(Answer::json(json.line())));
        match (head.method.as_str(), &parts[..]) {
            ("GET", ["api", "shelf"]) => Ok(Reply::Whole(Answer::json(self.shelf.clone()))),
            ("GET", ["api", "schema"]) => {
                let kind = if head.query("of") == Some("society") { Kind::Society } else { Kind::Regime };
                Ok(Reply::Whole(Answer::json(schema::json(kind))))
            }
            ("GET", ["api", "runs"]) => json(Json::List(self.runs().iter().map(|live| live.summary()).collect())),
            ("GET", ["api", "reports"]) => {
                json(Json::List(self.shelter.reports().iter().map(|id| id.as_str().into()).collect()))
            }
            ("GET", ["api", "runs", id, what]) => self.about(&self.run(id)?, head, what),
            ("GET", ["runs", id, name]) => Ok(Reply::Whole(self.shelter.file(id, name)?)),
            ("GET", _) => {
                assets::find(&head.path).map(Reply::Whole).ok_or_else(|| refuse(404, "there is no such page"))
            }
            ("POST", ["api", "check"]) => {
                let sent = run_request::sent(&body)?;
                match sent.get("society") {
                    Some(society) => json(diagnostics_json::of_society(&Sheet::society(society)?)),
                    None => json(diagnostics_json::of_regime(&Asked::of(&sent)?)),
                }
            }
            ("POST", ["api", "runs"]) => self.ask(&body),
            ("POST", ["api", "runs", id, what]) => {
                let live = self.run(id)?;
                control(&live, what, &body)?;
                if live.state().phase == Phase::Cancelled {
                    self.shelter.forget(&live.id);
                }
                json(live.summary())
            }
            _ => Err(refuse(404, "there is no such address")),
        }
    }

    fn ask(self: &Arc<Self>, body: &[u8]) -> Result<Reply, Refusal> {
        match Experiment::read(&run_request::sent(body)?) {
            Ok(experiment) => Ok(Reply::Whole(Answer::json(self.take(experiment)?.summary().line()))),
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
            "stream" => {
                if Arc::strong_count(&self.followed) > MOST_FOLLOWED {
                    return Err(refuse(429, "Too many windows follow a run."));
                }
                Ok(Reply::Stream(live.clone(), head.number("from").unwrap_or(0), self.followed.clone()))
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
                    false => Ok(Reply::Whole(Answer::json(windows))),
                }
            }
            "somebody" => {
                json(person_view::somebody(live, pool, head.number("regime")?, head.query("whom") == Some("wrongly"))?)
            }
            "person" => {
                let asked = head.query("regimes").unwrap_or_default().split(',');
                let regimes: Vec<usize> = asked.filter_map(|n| n.parse().ok()).collect();
                json(person_view::person(live, pool, head.number("person")?, head.number("month")?, &regimes)?)
            }
            "list" => {
                let (person, month) = (head.number("person")?, head.number("month")?);
                json(person_view::neighbourhood(live, pool, person, month, head.number("regime")?)?)
            }
            _ => Err(refuse(404, "there is no such address")),
        }
    }
}

/// What is done to a run.
fn control(live: &Live, what: &str, body: &[u8]) -> Result<(), Refusal> {
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
pub fn send(house: &House, reply: Reply, line: &Line) -> std::io::Result<()> {
    match reply {
        Reply::Whole(answer) => {
            line.at_work(false);
            answer.send(&line.stream)
        }
        Reply::Stream(live, from, _follows) => {
            line.at_work(true);
            event_stream::follow(&live, from, &house.closing, &line.stream)
        }
    }
}
