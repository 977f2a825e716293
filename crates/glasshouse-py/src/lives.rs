//! One invented person's life for Python: the text of `glasshouse life`, and tables.

use crate::errors::stop;
use crate::frame::{Frame, FrameColumn};
use crate::interruptible::{Attended, WorkProgress, attend, halting};
use crate::scenario_job::ScenarioJob;
use glasshouse::engine::{self, EARLIER, PersonMonth, PopulationSpec, Progress};
use glasshouse::life::terms::{LISTED, NEUTRAL};
use glasshouse::observatory::life_history::{Chronicle, LifeEvent, follow, portrait};
use glasshouse::regime::Regime;
use glasshouse::regime::adjudication::Because;
use glasshouse::society::act::Act;
use glasshouse::society::own_encounter::Encounters;
use glasshouse_report::diagnostic_text::clean;
use glasshouse_report::job_error::JobError;
use glasshouse_report::{life_text, rerun, resource_check};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// Her portrait, her years in words, her months, and her events.
type Came = (String, String, Frame, Frame);

/// Follows one person of a replicate through every regime of a scenario.
#[pyfunction]
pub fn life(py: Python<'_>, job: &ScenarioJob, person: u64, replicate: u32) -> PyResult<Came> {
    let plan = &job.plan;
    let size = plan.size;
    if plan.regimes.len() > life_text::MOST {
        return Err(PyValueError::new_err(format!("at most {} regimes fit side by side", life_text::MOST)));
    }
    let last = size.people - 1;
    let known = u32::try_from(person).ok().filter(|_| person <= last);
    let nobody = || PyValueError::new_err(format!("nobody has the number {person}: numbers run from 0 to {last}"));
    let person = known.ok_or_else(nobody)?;
    if plan.earlier != EARLIER {
        return Err(PyValueError::new_err(format!(
            "earlier = {}: lives are available only after {EARLIER} earlier months",
            plan.earlier
        )));
    }
    py.detach(|| resource_check::worlds(size, 1, &plan.regimes)).map_err(stop)?;
    let (society, regimes, seed) = (plan.society.clone(), plan.regimes.clone(), plan.seed);
    let all = regimes.len() as u64;
    let theirs = regimes.clone();
    let work = move |watch: &WorkProgress| {
        halting(watch, || {
            let people = engine::settle(&PopulationSpec::new(&society, size, seed, replicate).living(&theirs));
            let one = |regime| {
                let life = follow(&people, regime, person, size.months);
                watch.month();
                life
            };
            let lives: Vec<Chronicle> = theirs.iter().map(one).collect();
            let who = rerun::portrait(&portrait(&people, person));
            let text = life_text::text(&who, person, size.months / 12, &theirs, &lives);
            (who, text, lives)
        })
    };
    let Attended { came, .. } = attend(py, None, WorkProgress::abandoned(), all, None, work)?;
    let (who, text, lives) = came.ok_or_else(|| stop(JobError::Interrupted))?;
    let pairs: Vec<(&Regime, &Chronicle)> = regimes.iter().zip(&lives).collect();
    Ok((who, text, months(&pairs)?, events(&pairs)?))
}

/// Her months: regime, month, her standing, her money, her state of mind.
fn months(lives: &[(&Regime, &Chronicle)]) -> PyResult<Frame> {
    let all: Vec<(&Regime, &PersonMonth)> =
        lives.iter().flat_map(|(regime, life)| life.months.iter().map(|told| (*regime, told))).collect();
    let whole = |of: &dyn Fn(&PersonMonth) -> u32| FrameColumn::wholes(all.iter().map(|(_, told)| of(told)));
    let figure = |of: &dyn Fn(&PersonMonth) -> f64| FrameColumn::figures(all.iter().map(|(_, told)| Some(of(told))));
    let scored = |(regime, told): &(&Regime, &PersonMonth)| {
        let there = told.in_force && regime.score.is_some() && told.docket.standing != NEUTRAL;
        there.then(|| f64::from(told.docket.score))
    };
    let tier = |(regime, told): &(&Regime, &PersonMonth)| {
        let tiers = &regime.score.as_ref().filter(|_| told.in_force)?.tiers;
        let standing = Some(told.docket.standing).filter(|standing| *standing != NEUTRAL)?;
        Some(clean(&tiers.get(usize::from(standing % LISTED))?.name))
    };
    let tiers: Vec<Option<String>> = all.iter().map(tier).collect();
    let share = |x: u8| f64::from(x) / 255.0;
    Frame::of(vec![
        ("regime", FrameColumn::texts(all.iter().map(|(regime, _)| regime.name.as_str()))),
        ("month", whole(&|told| told.month)),
        ("in_force", whole(&|told| told.in_force.into())),
        ("score", FrameColumn::figures(all.iter().map(scored))),
        ("tier", FrameColumn::some_texts(tiers.iter().map(Option::as_deref))),
        ("listed", whole(&|told| (told.in_force && told.is_listed()).into())),
        ("wrongly_listed", whole(&|told| (told.in_force && told.is_listed() && !told.would_be_listed()).into())),
        ("savings", figure(&|told| f64::from(told.purse.savings))),
        ("standing_brought", figure(&|told| f64::from(told.purse.gain))),
        ("standing_cost", figure(&|told| f64::from(told.purse.loss))),
        ("support", figure(&|told| f64::from(told.purse.support))),
        ("need", figure(&|told| share(told.purse.need))),
        ("trust", figure(&|told| share(told.mind.trust))),
        ("felt_street", figure(&|told| share(told.mind.felt[0]))),
        ("felt_records", figure(&|told| share(told.mind.felt[1]))),
        ("felt_speech", figure(&|told| share(told.mind.felt[2]))),
        ("approval", figure(&|told| share(told.mind.approval))),
        ("system_approval", FrameColumn::figures(all.iter().map(|(_, told)| told.mind.system.map(share)))),
        ("worried", whole(&|told| told.mind.worried.into())),
        ("norm_integrity", figure(&|told| share(told.mind.norm[0]))),
        ("norm_care", figure(&|told| share(told.mind.norm[1]))),
        ("norm_speech", figure(&|told| share(told.mind.norm[2]))),
        ("repute", figure(&|told| share(told.mind.repute))),
    ])
}

/// Her events: regime, month, event, its subject, and yuan or points if it has any.
fn events(lives: &[(&Regime, &Chronicle)]) -> PyResult<Frame> {
    let mut rows: Vec<(&str, u32, &'static str, String, Option<f64>)> = Vec::new();
    for (regime, life) in lives {
        for told in &life.months {
            rows.extend(told.events().into_iter().map(|event| {
                let (word, about, amount) = said(regime, &life.encounters, &event);
                (regime.name.as_str(), told.month, word, about, amount)
            }));
        }
    }
    Frame::of(vec![
        ("regime", FrameColumn::texts(rows.iter().map(|row| row.0))),
        ("month", FrameColumn::wholes(rows.iter().map(|row| row.1))),
        ("event", FrameColumn::texts(rows.iter().map(|row| row.2))),
        ("about", FrameColumn::texts(rows.iter().map(|row| row.3.as_str()))),
        ("amount", FrameColumn::figures(rows.iter().map(|row| row.4))),
    ])
}

/// An event as a word, its subject and its amount.
fn said(regime: &Regime, encounters: &Encounters, event: &LifeEvent) -> (&'static str, String, Option<f64>) {
    let act = |act: Act| encounters.name(act).to_owned();
    let plain = || life_text::plain().into_iter().find(|(of, _)| of == event).map_or("", |(_, words)| words).to_owned();
    let tier = |n: u8| {
        regime.score.as_ref().and_then(|s| s.tiers.get(usize::from(n))).map_or(String::new(), |t| clean(&t.name))
    };
    match event {
        LifeEvent::CameOfAge => ("came-of-age", "in the place of somebody who died".into(), None),
        LifeEvent::Did(of) => ("did", act(*of), None),
        LifeEvent::Distress { helped } => ("in-distress", if *helped { "helped" } else { "left alone" }.into(), None),
        LifeEvent::Accused { lost } => ("accused", "by somebody she had helped".into(), Some(f64::from(*lost))),
        LifeEvent::Won(yuan) => ("won", "from her helper in court".into(), Some(f64::from(*yuan))),
        LifeEvent::Refuted | LifeEvent::FirmFined | LifeEvent::Befell(_) => ("befell", plain(), None),
        LifeEvent::Censored(yuan) => ("fined", "for loud criticism".into(), Some(f64::from(*yuan))),
        LifeEvent::Recorded(record) if record.is_true => ("recorded", act(record.act), None),
        LifeEvent::Recorded(record) => ("falsely-recorded", act(record.act), None),
        LifeEvent::Ruled(ruling) => ("ruled", because(encounters, &ruling.because), Some(f64::from(ruling.points))),
        LifeEvent::Moved { from, to } => ("moved", format!("{} to {}", tier(*from), tier(*to)), None),
        LifeEvent::Listed => ("listed", String::new(), None),
        LifeEvent::Released => ("released", String::new(), None),
    }
}

fn because(encounters: &Encounters, of: &Because) -> String {
    let name = |n: usize| Act::from_number(n).map_or(String::new(), |act| encounters.name(act).to_owned());
    match of {
        Because::Act(act) | Because::Late(act, _) => name(*act),
        Because::Again(act) => format!("{} again", name(*act)),
        Because::Appeal => "appeal".into(),
        Because::BoughtOff => "bought off".into(),
        Because::StruckOff => "struck off".into(),
        Because::Rated => "ratings".into(),
        Because::Family(_) => "family".into(),
        Because::Friends(_) => "friends".into(),
        Because::Recovery => "recovery".into(),
        Because::Lapsed => "lapsed".into(),
        Because::Bounds => "bounds".into(),
    }
}
