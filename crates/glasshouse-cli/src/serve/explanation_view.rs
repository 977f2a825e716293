//! Which mechanism carries a difference in a run, for the page: a small version of `glasshouse explain`.

use super::http::{Refusal, refuse};
use super::live_run::LiveRun;
use super::person_view::{Lookups, scene};
use super::series_json::figure;
use glasshouse::engine::{Quiet, Size};
use glasshouse::experiment::attribution::{Attributed, Attribution};
use glasshouse::experiment::mechanism;
use glasshouse::experiment::window::Window;
use glasshouse::observatory::json::Json;
use glasshouse::observatory::measures::by_key;
use glasshouse::regime::Regime;

/// Most people of a society in which a difference is split: the reader waits for it.
const PEOPLE: u64 = 2_000;
/// Societies.
const SOCIETIES: u32 = 3;

/// The parts of the mechanisms of a regime in its difference from life without any, while it is in force.
pub fn of(live: &LiveRun, lookups: Lookups, r: usize, key: &str) -> Result<Json, Refusal> {
    let (_, regime) = scene(live, r)?;
    let measure = by_key(key).ok_or_else(|| refuse(400, "There is no such measure."))?;
    let plan = &live.experiment.plan;
    let groups = mechanism::groups(&regime, &Regime::default(), &[]);
    if groups.is_empty() {
        return Ok(Json::Nothing);
    }
    let attribution = Attribution {
        society: plan.society.clone(),
        regime,
        other: Regime::default(),
        groups,
        measures: vec![measure],
        window: Window::During,
        size: Size { people: plan.size.people.min(PEOPLE), months: plan.size.months },
        seed: plan.seed,
        replicates: SOCIETIES,
        pairs: 1,
    };
    let found = lookups.run(|| attribution.run(&Quiet))?;
    let Some(Attributed { groups, whole, .. }) = found.into_iter().flatten().next() else { return Ok(Json::Nothing) };
    let part = |(members, part): (&Vec<mechanism::RegimePart>, _)| {
        let one = &members[0];
        Json::Object(vec![
            ("key", one.key().as_str().into()),
            ("meaning", one.meaning().as_str().into()),
            ("part", figure(Some(part))),
        ])
    };
    Ok(Json::Object(vec![
        ("people", Json::Number(attribution.size.people)),
        ("societies", Json::Number(SOCIETIES.into())),
        ("whole", figure(Some(whole))),
        ("parts", Json::List(attribution.groups.iter().zip(groups).map(part).collect())),
    ]))
}
