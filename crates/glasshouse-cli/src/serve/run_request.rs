//! A request from the page to run a scenario, checked for sense and for size in memory.

use super::diagnostics_json;
use super::http::{Refusal, refuse};
use super::scenario_request::{RegimeRequest, ScenarioText};
use glasshouse::engine::{EARLIER, Size};
use glasshouse::experiment::compare::Plan;
use glasshouse::experiment::study_error::different_encounters;
use glasshouse::observatory::json::Json;
use glasshouse::observatory::manifest::{Manifest, ManifestPart};
use glasshouse::regime::Regime;
use glasshouse::rng::MOST_SEED;
use glasshouse::society::strata::By;
use glasshouse_report::command_line::quote;
use glasshouse_report::job_error::JobError;
use glasshouse_report::output_folder::OutputFile;
use glasshouse_report::resource_check;
use serde_json::Value;
use std::ops::RangeInclusive;

/// Limits of a run from the page. Larger runs belong on the command line.
const PEOPLE: RangeInclusive<u64> = 1_000..=1_000_000;
const YEARS: RangeInclusive<u64> = 1..=40;
const REPLICATES: RangeInclusive<u64> = 1..=16;
/// Greatest number of months a second; 0 is as fast as possible.
const PACE: RangeInclusive<u64> = 0..=60;
const REGIMES: RangeInclusive<usize> = 1..=4;

/// An experiment that can be run.
pub struct RunRequest {
    /// The plan.
    pub plan: Plan,
    /// The society as a text.
    society: ScenarioText,
    /// The regimes as texts.
    pub asked: Vec<RegimeRequest>,
    /// Greatest number of months a second, for watching; 0 is as fast as possible.
    pub pace: u32,
}

/// The reason why an experiment is refused.
pub enum InvalidRequest {
    /// In words.
    Words(Refusal),
    /// Mistakes in the texts: a list for the society, and one for each regime.
    Findings(Json),
}

impl From<Refusal> for InvalidRequest {
    fn from(refusal: Refusal) -> InvalidRequest {
        InvalidRequest::Words(refusal)
    }
}

/// The JSON object that was sent.
pub fn sent(body: &[u8]) -> Result<Value, Refusal> {
    let value: Value = serde_json::from_slice(body).map_err(|e| refuse(400, format!("this is not JSON: {e}")))?;
    if value.is_object() { Ok(value) } else { Err(refuse(400, "expected a JSON object")) }
}

/// A whole number in an object.
pub fn whole(value: &Value, key: &str, range: RangeInclusive<u64>) -> Result<u64, Refusal> {
    let wanted = || refuse(422, format!("`{key}` must be a whole number from {} to {}", range.start(), range.end()));
    value[key].as_u64().filter(|n| range.contains(n)).ok_or_else(wanted)
}

/// The requested groups, if any.
fn by(value: &Value) -> Result<Option<By>, Refusal> {
    let Some(word) = value["by"].as_str() else { return Ok(None) };
    let found = By::ALL.into_iter().find(|by| by.word() == word);
    found.map(Some).ok_or_else(|| refuse(422, "there are no groups with this name"))
}

impl RunRequest {
    /// Reads a request.
    pub fn read(value: &Value) -> Result<RunRequest, InvalidRequest> {
        let society = ScenarioText::society(&value["society"])?;
        let list = value["regimes"].as_array().filter(|list| REGIMES.contains(&list.len()));
        let list = list.ok_or_else(|| refuse(422, "one to four regimes can be run side by side"))?;
        let asked = list.iter().map(RegimeRequest::of).collect::<Result<Vec<RegimeRequest>, Refusal>>()?;
        let regimes: Vec<_> = asked.iter().map(RegimeRequest::read).collect();
        let (Ok(people), true) = (society.as_society(), regimes.iter().all(Result::is_ok)) else {
            let found = Json::List(asked.iter().map(diagnostics_json::of_regime).collect());
            return Err(InvalidRequest::Findings(Json::Object(vec![
                ("society", diagnostics_json::of_society(&society)),
                ("regimes", found),
            ])));
        };
        let regimes: Vec<_> = regimes.into_iter().flatten().map(|read| read.value).collect();
        if regimes.iter().enumerate().any(|(n, a)| regimes[..n].iter().any(|b| a.name == b.name)) {
            return Err(refuse(422, "two regimes have the same name").into());
        }
        Regime::share_encounters(&regimes).map_err(|two| refuse(422, different_encounters(two)))?;
        let size = Size { people: whole(value, "people", PEOPLE)?, months: whole(value, "years", YEARS)? as u32 * 12 };
        let plan = Plan {
            society: people.value,
            regimes,
            size,
            seed: whole(value, "seed", 0..=MOST_SEED)?,
            replicates: whole(value, "replicates", REPLICATES)? as u32,
            earlier: EARLIER,
            by: by(value)?,
        };
        let pace = whole(value, "pace", PACE)? as u32;
        let experiment = RunRequest { plan, society, asked, pace };
        experiment.fits().map_err(|stop| refuse(422, stop.to_string()))?;
        Ok(experiment)
    }

    /// The request in the form in which the page sent it.
    pub fn told(&self) -> Json {
        let size = vec![
            ("people", Json::Number(self.plan.size.people)),
            ("years", Json::Number(u64::from(self.plan.size.months) / 12)),
            ("replicates", Json::Number(self.plan.replicates.into())),
            ("seed", Json::Number(self.plan.seed)),
            ("pace", Json::Number(self.pace.into())),
        ];
        Json::Object(vec![
            ("society", self.society.json()),
            ("regimes", Json::List(self.asked.iter().map(RegimeRequest::json).collect())),
            ("size", Json::Object(size)),
            ("by", self.plan.by.map_or(Json::Nothing, |by| by.word().into())),
        ])
    }

    /// Whether it fits into the memory that is free now: all its worlds are simulated side by side.
    pub fn fits(&self) -> Result<(), JobError> {
        resource_check::side_by_side(&self.plan, self.worlds(), 0).map(drop)
    }

    /// Number of worlds simulated side by side.
    pub fn worlds(&self) -> usize {
        self.plan.regimes.len() * self.plan.replicates as usize
    }

    /// The experiment as it was run: with the months in which the user ended regimes. Such a regime becomes a text of
    /// its own.
    pub fn as_run(&self, ends: &[Option<u32>]) -> (Plan, Vec<RegimeRequest>) {
        let (mut plan, mut asked) = (self.plan.clone(), self.asked.clone());
        for (r, month) in ends.iter().enumerate().filter_map(|(r, month)| Some((r, (*month)?))) {
            plan.regimes[r].ends = Some(month);
            asked[r] = asked[r].ended(month);
        }
        (plan, asked)
    }

    /// The manifest by which it can be cited.
    pub fn manifest(&self, plan: &Plan, asked: &[RegimeRequest]) -> Result<Manifest, JobError> {
        let regime = |(r, a): (usize, &RegimeRequest)| Ok(ManifestPart::new(&plan.regimes[r].name, &a.read()?.sources));
        Ok(Manifest {
            size: plan.size,
            seed: plan.seed,
            replicates: plan.replicates,
            earlier: plan.earlier,
            society: ManifestPart::new(&plan.society.marginals.name, &self.society.as_society()?.sources),
            regimes: asked.iter().enumerate().map(regime).collect::<Result<_, JobError>>()?,
        })
    }

    /// The command that reproduces the results, from within the run's folder.
    pub fn command(&self, plan: &Plan, asked: &[RegimeRequest]) -> String {
        let regimes: Vec<String> = asked.iter().enumerate().map(|(r, a)| quote(&a.spec(&folder(r)))).collect();
        let by = plan.by.map_or(String::new(), |by| format!(" --by {}", by.word()));
        format!(
            "glasshouse compare {} --society {} --people {} --years {} --seed {} --replicates {}{by}",
            regimes.join(" "),
            self.society.spec(""),
            plan.size.people,
            plan.size.months / 12,
            plan.seed,
            plan.replicates,
        )
    }

    /// The texts that are not shipped, as files: the society's beside the report, and those of each regime in a folder
    /// of its own, since two regimes can differ in a part of the same name.
    pub fn texts(&self, asked: &[RegimeRequest]) -> Vec<OutputFile> {
        let file = |below: &str, text: &ScenarioText| {
            (!text.ships).then(|| OutputFile::new(format!("{below}{}", text.file()), text.text.as_bytes()))
        };
        let of_regimes =
            asked.iter().enumerate().flat_map(|(r, a)| a.parts.iter().filter_map(move |part| file(&folder(r), part)));
        file("", &self.society).into_iter().chain(of_regimes).collect()
    }
}

/// The folder of a regime's own texts: `regime-1/` and so on.
fn folder(regime: usize) -> String {
    format!("regime-{}/", regime + 1)
}
