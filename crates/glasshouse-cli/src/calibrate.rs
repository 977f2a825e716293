//! The command `glasshouse calibrate`: the baseline compared with published figures.

use crate::arguments::CalibrateArgs;
use crate::terminal::{Terminal, note, say};
use glasshouse::engine::EARLIER;
use glasshouse::experiment::{network_check, pattern_check};
use glasshouse_report::calibration_table;
use glasshouse_report::comparison_job::{PreparedComparison, Resources};
use glasshouse_report::job_error::JobError;

/// Runs the baseline and compares it with published figures.
pub fn run(args: &CalibrateArgs) -> Result<(), JobError> {
    let options = args.scenario.options(None, EARLIER);
    let resources = Resources { threads: args.scenario.threads, ..Resources::default() };
    let prepared = PreparedComparison::read(&["no-system".to_owned()], &options, resources, &Terminal)?;
    let compare = |plan| {
        let one = prepared.with_plan(plan);
        note(&one.announcement()?);
        one.run(&Terminal)
    };
    let compared: Result<Vec<_>, JobError> = pattern_check::plans(prepared.plan()).into_iter().map(compare).collect();
    let found = pattern_check::look(&compared?);
    let network = network_check::look(prepared.plan());
    say(&calibration_table::text(&prepared.plan().society.marginals.title, &found, &network))
}
