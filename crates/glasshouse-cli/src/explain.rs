//! The command `glasshouse explain`: which mechanism carries a difference between two regimes.

use crate::explain_arguments::ExplainArgs;
use crate::terminal::{Terminal, note, say, say_paths};
use glasshouse::engine::EARLIER;
use glasshouse::experiment::window::Window;
use glasshouse_report::explanation_job::ExplanationJob;
use glasshouse_report::job_error::JobError;
use glasshouse_report::options::ExplanationOptions;
use glasshouse_report::output_folder::OutputFolder;
use glasshouse_report::result_kind::ResultKind;

/// Splits the difference, prints the parts and writes their files.
pub fn run(args: ExplainArgs) -> Result<(), JobError> {
    let options = ExplanationOptions {
        scenario: args.scenario.options(None, EARLIER),
        threads: args.scenario.threads,
        regime: args.regime,
        than: args.than,
        measures: args.measure,
        window: if args.after { Window::After } else { Window::During },
        split: args.split.iter().map(|split| split.word().to_owned()).collect(),
        pairs: args.pairs,
    };
    let job = ExplanationJob::read(&options, &Terminal)?;
    let folder = OutputFolder::open_for(&args.out, ResultKind::Explanation)?;
    note(&job.announcement());
    let parts = job.run(&Terminal)?;
    let output = job.output(&parts);
    say(&output.text)?;
    say_paths(&folder.replace(ResultKind::Explanation, &output.files)?)
}
