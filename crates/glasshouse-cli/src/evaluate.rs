//! The command `glasshouse evaluate`: pilots evaluated from official statistics, beside the truth.

use crate::arguments::EvaluateArgs;
use crate::interrupt;
use crate::terminal::{Terminal, note, say, say_paths};
use glasshouse::engine::EARLIER;
use glasshouse::society::strata::By;
use glasshouse_report::evaluation_job::EvaluationJob;
use glasshouse_report::evaluation_table;
use glasshouse_report::job_error::JobError;
use glasshouse_report::options::EvaluationOptions;
use glasshouse_report::output_folder::OutputFolder;
use glasshouse_report::result_kind::ResultKind;

/// Runs the society with and without the regime, prints the conclusions, and writes the panel.
pub fn run(args: EvaluateArgs) -> Result<(), JobError> {
    let options = EvaluationOptions {
        scenario: args.scenario.options(Some(By::County), EARLIER),
        threads: args.scenario.threads,
        regime: args.regime,
        measures: args.measures,
    };
    let job = EvaluationJob::read(&options, &Terminal)?;
    let folder = OutputFolder::open_for(&args.out, ResultKind::Evaluation)?;
    note(&job.prepared().announcement()?);
    let checkpoints = job.checkpoints(&folder, &Terminal)?;
    checkpoints.stop_request().into_iter().for_each(interrupt::listen);
    let comparison = job.run(&checkpoints, &Terminal)?;
    let judged = job.judge(&comparison);
    let results = job.results(&comparison, &judged);
    say(&evaluation_table::table(&results))?;
    let paths = job.write(&folder, &results)?;
    checkpoints.clear()?;
    say_paths(&paths)
}
