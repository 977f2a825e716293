//! The command `glasshouse assess`: an annex to an impact assessment.

use crate::arguments::ScenarioArgs;
use crate::terminal::{Terminal, note, say, say_paths};
use clap::Args;
use glasshouse::engine::EARLIER;
use glasshouse::society::strata::By;
use glasshouse_report::assessment_job::AssessmentJob;
use glasshouse_report::job_error::JobError;
use glasshouse_report::option_parsing::{people, replicates};
use glasshouse_report::options::AssessmentOptions;
use glasshouse_report::output_folder::OutputFolder;
use glasshouse_report::result_kind::ResultKind;
use std::path::PathBuf;

/// The arguments.
#[derive(Args)]
pub struct AssessArgs {
    /// Regime: a name, a file, or several joined by +
    #[arg(value_name = "REGIME")]
    pub regime: String,
    /// Number of other plausible societies in which the sign of each difference is looked up
    #[arg(long, default_value = "50", value_name = "N", value_parser = replicates, allow_hyphen_values = true)]
    pub societies: u32,
    /// Number of people in each of them
    #[arg(long, default_value = "5_000", value_name = "N", value_parser = people, allow_hyphen_values = true)]
    pub society_people: u64,
    #[command(flatten)]
    pub scenario: ScenarioArgs,
    /// Folder for the annex
    #[arg(long, default_value = "assessment", value_name = "FOLDER")]
    pub out: PathBuf,
}

/// Runs the regime beside life without it and writes the annex.
pub fn run(args: AssessArgs) -> Result<(), JobError> {
    let options = AssessmentOptions {
        scenario: args.scenario.options(Some(By::All), EARLIER),
        threads: args.scenario.threads,
        regime: args.regime,
        societies: args.societies,
        society_people: args.society_people,
    };
    let job = AssessmentJob::read(&options, &Terminal)?;
    let folder = OutputFolder::open_for(&args.out, ResultKind::Assessment)?;
    note(&job.announcement()?);
    let (comparison, signs) = job.run(&Terminal)?;
    let output = job.output(&job.annex(&comparison, signs));
    say(&output.text)?;
    say_paths(&folder.replace(ResultKind::Assessment, &output.files)?)
}
