//! An explanation: which mechanism carries a difference between two regimes, from options to files.

use crate::explanation_input::ExplanationInput;
use crate::explanation_json;
use crate::explanation_table;
use crate::job_error::JobError;
use crate::measure_names;
use crate::monitor::Monitor;
use crate::number_format::counted;
use crate::options::ExplanationOptions;
use crate::output_folder::OutputFile;
use crate::{command_line, diagnostic_text, one_world, resource_check, thread_pool, untouched_note};
use glasshouse::engine::Size;
use glasshouse::experiment::attribution::{Attributed, Attribution};
use glasshouse::experiment::mechanism;
use glasshouse::scenario;
use std::iter;

/// An explanation that was read, makes sense and fits into the machine.
pub struct ExplanationJob {
    input: ExplanationInput,
    threads: Option<u32>,
}

/// The results as text and as files.
pub struct ExplanationOutput {
    /// As a text table.
    pub text: String,
    /// As files.
    pub files: Vec<OutputFile>,
}

impl ExplanationJob {
    /// Reads the files, finds the mechanisms in which the regimes differ, and checks the size.
    pub fn read(options: &ExplanationOptions, monitor: &dyn Monitor) -> Result<ExplanationJob, JobError> {
        let measures = measure_names::named(&options.measures)?;
        let scenario_options = &options.scenario;
        let society = scenario::society(&scenario_options.society)?;
        monitor.warnings(&society.warnings);
        let [regime, other] = [&options.regime, &options.than].map(|name| scenario::regime(name));
        let (regime, other) = (regime?, other?);
        monitor.warnings(&regime.warnings);
        let (regime, other) = (regime.value, other.value);
        let refuse = |why: String| Err(JobError::Refused(why));
        let [here, there] = [&options.regime, &options.than].map(|name| diagnostic_text::clean(name));
        let when = |r: &glasshouse::regime::Regime| (r.starts, r.ends, r.rollout.clone());
        if !other.is_idle() && when(&regime) != when(&other) {
            return refuse(format!(
                "`{here}` and `{there}` are in force in different months or places, so their difference is not one of \
                 mechanisms: give them the same `starts`, `ends` and [rollout]"
            ));
        }
        let split: Vec<&str> = options.split.iter().map(String::as_str).collect();
        one_world::check([&regime, &other])?;
        let groups = mechanism::groups(&regime, &other, &split);
        if groups.is_empty() {
            return refuse(format!("`{here}` does nothing that `{there}` does not do: there is nothing to split"));
        }
        let attribution = Attribution {
            society: society.value,
            regime,
            other,
            groups,
            measures,
            window: options.window,
            size: Size { people: scenario_options.people, months: scenario_options.years * 12 },
            seed: scenario_options.seed,
            replicates: scenario_options.replicates,
            pairs: options.pairs,
        };
        if attribution.mechanisms() > 60 {
            return refuse("more than 60 mechanisms cannot be told apart: split fewer groups".to_owned());
        }
        if attribution.window.shared([&attribution.regime], attribution.size.months).is_none() {
            return refuse(format!("`{here}` has no such months in this run: let it last longer"));
        }
        let Attribution { regime, society, size, seed, .. } = &attribution;
        untouched_note::before([regime], society, *size, *seed).iter().for_each(|note| monitor.note(note));
        let threads = thread_pool::threads(options.threads);
        resource_check::worlds(attribution.size, threads, iter::once(&attribution.regime))?;
        let command = command_line::explanation(options);
        let input = ExplanationInput { attribution, than: options.than.clone(), command };
        Ok(ExplanationJob { input, threads: options.threads })
    }

    /// A line that announces it.
    pub fn announcement(&self) -> String {
        let a = &self.input.attribution;
        format!(
            "{} of {} in {} of {}, {} of orders in each; {}",
            counted(a.mechanisms() as u64, "mechanism"),
            a.regime.name,
            counted(a.replicates.into(), "society"),
            counted(a.size.people, "person"),
            counted(a.pairs.into(), "pair"),
            counted(thread_pool::threads(self.threads) as u64, "thread"),
        )
    }

    /// Runs it.
    pub fn run(&self, monitor: &dyn Monitor) -> Result<Vec<Option<Attributed>>, JobError> {
        let pool = thread_pool::pool(thread_pool::threads(self.threads))?;
        let progress = monitor.progress(self.input.attribution.months());
        Ok(pool.install(|| self.input.attribution.run(&*progress)))
    }

    /// Tables and files.
    pub fn output(&self, parts: &[Option<Attributed>]) -> ExplanationOutput {
        let text = explanation_table::table(&self.input, parts);
        let json = explanation_json::text(&self.input, parts);
        let files = vec![
            OutputFile::new("explanation.csv", explanation_table::csv(&self.input, parts)),
            OutputFile::new("explanation.json", json),
        ];
        ExplanationOutput { text, files }
    }
}
