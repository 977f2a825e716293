//! One person's life in a run for the page, the reasons for her listing, and her neighbours on the list.
//!
//! Nobody is logged: the run is repeated with a witness, one look at a time.

use super::http::{Refusal, refuse};
use super::live_run::LiveRun;
use glasshouse::engine::Settlement;
use glasshouse::observatory::json::Json;
use glasshouse::observatory::life_history::{Chronicle, Wanted, find, follow, portrait};
use glasshouse::observatory::public_register::{RegisterEntry, Relation, register};
use glasshouse::regime::{Audience, Regime};
use glasshouse_report::text_block::TextBlock;
use glasshouse_report::{life_text, rerun, ruling_text};
use rayon::ThreadPool;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Most looks that may wait at the same time.
const MOST_WAITING: usize = 4;
/// Most regimes under which a life is shown side by side.
const MOST_LIVES: usize = 2;

/// Allows one look at a time.
#[derive(Default)]
pub struct LookupQueue {
    waiting: AtomicUsize,
    busy: Mutex<()>,
}

/// A queue of lookups with the threads on which they run.
#[derive(Clone, Copy)]
pub struct Lookups<'a> {
    /// Lets one lookup happen at a time.
    pub queue: &'a LookupQueue,
    /// Threads.
    pub pool: &'a ThreadPool,
}

impl Lookups<'_> {
    /// Runs a lookup when its turn comes; refuses if too many wait.
    pub fn run<T>(self, look: impl FnOnce() -> T + Send) -> Result<T, Refusal>
    where
        T: Send,
    {
        let taken = self.queue.waiting.fetch_add(1, Ordering::SeqCst);
        let result = if taken < MOST_WAITING {
            let _turn = self.queue.busy.lock().unwrap_or_else(PoisonError::into_inner);
            Ok(self.pool.install(look))
        } else {
            Err(refuse(429, "Other people are being looked up. Please try again in a moment."))
        };
        self.queue.waiting.fetch_sub(1, Ordering::SeqCst);
        result
    }
}

/// The people of a run's first replicate, and one of its regimes as it was run.
pub(super) fn scene(live: &LiveRun, r: usize) -> Result<(&Settlement, Regime), Refusal> {
    let people = live.people.get().ok_or_else(|| refuse(409, "The people are still being drawn."))?;
    let ends = live.state().ends.clone();
    let (plan, _) = live.experiment.as_run(&ends);
    let regime = plan.regimes.get(r).ok_or_else(|| refuse(404, "There is no such regime in this run."))?;
    Ok((people, regime.clone()))
}

fn known(live: &LiveRun, person: u64) -> Result<u32, Refusal> {
    let last = live.experiment.plan.size.people - 1;
    let nobody = || refuse(422, format!("Nobody has the number {person}: numbers run from 0 to {last}."));
    u32::try_from(person).ok().filter(|_| person <= last).ok_or_else(nobody)
}

fn in_time(live: &LiveRun, month: u32) -> Result<u32, Refusal> {
    let months = live.experiment.plan.size.months;
    let never = || refuse(422, format!("The months of this run are numbered 0 to {}.", months - 1));
    Some(month).filter(|m| *m < months).ok_or_else(never)
}

/// Her years under up to two regimes, and the reasons for her standing at the end of a month.
pub fn person(live: &LiveRun, lookups: Lookups, person: u64, month: u32, rs: &[usize]) -> Result<Json, Refusal> {
    let (person, month) = (known(live, person)?, in_time(live, month)?);
    if rs.is_empty() || rs.len() > MOST_LIVES {
        return Err(refuse(422, "A life is shown under one or two regimes."));
    }
    let scenes = rs.iter().map(|r| scene(live, *r)).collect::<Result<Vec<_>, Refusal>>()?;
    let months = live.experiment.plan.size.months;
    let who = portrait(scenes[0].0, person);
    let tell = |(people, regime): &(&Settlement, Regime)| {
        let life = follow(people, regime, person, months);
        let year = |year: u32| list(&life_text::tell(regime, &life, year as usize));
        let until = Chronicle { months: life.months[..=month as usize].to_vec(), ..life.clone() };
        let why = ruling_text::answer(regime, &until, month, &who);
        let listed = life.months.iter().map(|told| Json::Truth(told.is_listed())).collect();
        Json::Object(vec![
            ("regime", regime.name.as_str().into()),
            ("years", Json::List((0..months / 12).map(year).collect())),
            ("listed", Json::List(listed)),
            ("why", Json::List(why.iter().map(part).collect())),
        ])
    };
    let lives = lookups.run(|| scenes.iter().map(tell).collect::<Vec<_>>())?;
    Ok(Json::Object(vec![
        ("person", Json::Number(person.into())),
        ("month", Json::Number(month.into())),
        ("portrait", rerun::portrait(&who).as_str().into()),
        ("lives", Json::List(lives)),
    ]))
}

fn list(lines: &[String]) -> Json {
    Json::List(lines.iter().map(|line| line.as_str().into()).collect())
}

fn part(part: &TextBlock) -> Json {
    let pair = |kind: &str, texts: &[&String]| {
        Json::List(std::iter::once(kind.into()).chain(texts.iter().map(|t| t.as_str().into())).collect())
    };
    match part {
        TextBlock::Gap => pair("gap", &[]),
        TextBlock::Title(text) => pair("title", &[text]),
        TextBlock::Line(text) => pair("line", &[text]),
        TextBlock::Item(text) => pair("item", &[text]),
        TextBlock::Sum(points, what) => pair("sum", &[points, what]),
    }
}

/// Somebody to look at: a number and a month, or null if there is nobody.
pub fn somebody(live: &LiveRun, lookups: Lookups, r: usize, wrongly: bool) -> Result<Json, Refusal> {
    let (people, regime) = scene(live, r)?;
    let wanted = if wrongly { Wanted::WronglyListed } else { Wanted::Listed };
    let months = live.experiment.plan.size.months;
    let found = lookups.run(|| find(people, &regime, wanted, months))?;
    Ok(found.map_or(Json::Nothing, |(person, month)| {
        Json::Object(vec![("person", Json::Number(person.into())), ("month", Json::Number(month.into()))])
    }))
}

/// The public list of a month, restricted to a person's neighbourhood.
pub fn neighbourhood(live: &LiveRun, lookups: Lookups, person: u64, month: u32, r: usize) -> Result<Json, Refusal> {
    let (person, month) = (known(live, person)?, in_time(live, month)?);
    let (people, regime) = scene(live, r)?;
    let found = lookups.run(|| register(people, &regime, person, month))?;
    let entry = |e: &RegisterEntry| {
        Json::Object(vec![
            ("person", Json::Number(e.person.into())),
            ("relation", relation(e.relation).into()),
            ("shown", Json::Truth(e.is_shown)),
            ("deserved", Json::Truth(e.is_deserved)),
            ("months", Json::Number(e.months.into())),
        ])
    };
    Ok(Json::Object(vec![
        ("person", Json::Number(person.into())),
        ("month", Json::Number(month.into())),
        ("in_force", Json::Truth(found.in_force)),
        ("audience", Audience::OF_SCORE[found.audience as usize].into()),
        ("neighbours", Json::Number(found.neighbours.into())),
        ("listed", Json::Number(found.listed)),
        ("people", Json::Number(live.experiment.plan.size.people)),
        ("entries", Json::List(found.entries.iter().map(entry).collect())),
    ]))
}

fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Oneself => "oneself",
        Relation::Family => "family",
        Relation::Friend => "friend",
        Relation::Neighbour => "neighbour",
    }
}
