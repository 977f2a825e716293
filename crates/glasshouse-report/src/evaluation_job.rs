//! An evaluation of pilots from official statistics, from options to files.

use crate::comparison_job::{PreparedComparison, Resources};
use crate::evaluation_table::{self, EvaluationResults};
use crate::html::{ReportInput, evaluation_page};
use crate::job_error::JobError;
use crate::monitor::Monitor;
use crate::options::EvaluationOptions;
use crate::output_folder::{OutputFile, OutputFolder};
use crate::run_checkpoints::RunCheckpoints;
use crate::{command_line, diagnostic_text, measure_names};
use glasshouse::experiment::checkpoint::RunIdentity;
use glasshouse::experiment::compare::Comparison;
use glasshouse::experiment::impact_evaluation::{MeasureEvaluation, evaluate};
use glasshouse::experiment::panel::{self, Incomparable, Panel};
use glasshouse::observatory::measures::Measure;
use glasshouse::observatory::wide_table;
use std::path::{Path, PathBuf};

/// An evaluation that was read, makes sense and fits into the machine.
pub struct EvaluationJob {
    prepared: PreparedComparison,
    measures: Vec<&'static Measure>,
    /// One for each society.
    panels: Vec<Panel>,
    command: String,
}

impl EvaluationJob {
    /// Reads the files and checks the size, and that there are counties to compare.
    pub fn read(options: &EvaluationOptions, monitor: &dyn Monitor) -> Result<EvaluationJob, JobError> {
        let measures = measure_names::named(&options.measures)?;
        let regimes = ["no-system".to_owned(), options.regime.clone()];
        let resources = Resources { threads: options.threads, ..Resources::default() };
        let prepared = PreparedComparison::read(&regimes, &options.scenario, resources, monitor)?;
        let panel = |replicate| Panel::of(prepared.plan(), replicate);
        let panels: Vec<Panel> = (0..options.scenario.replicates).map(panel).collect();
        let refuse = |why| JobError::Refused(refusal(why, &options.regime));
        panels.iter().try_for_each(|panel| panel.comparable().map_err(refuse))?;
        Ok(EvaluationJob { prepared, measures, panels, command: command_line::evaluation(options) })
    }

    /// The comparison of the regime with life without it, on which the evaluation is based.
    pub fn prepared(&self) -> &PreparedComparison {
        &self.prepared
    }

    /// The checkpoints of the comparison in a results folder: after an interruption, it resumes from there.
    pub fn checkpoints<'m>(&self, out: &Path, monitor: &'m dyn Monitor) -> Result<RunCheckpoints<'m>, JobError> {
        let (manifest, plan) = (self.prepared.manifest(), self.prepared.plan());
        let job = RunIdentity::new(manifest, plan, &self.command);
        RunCheckpoints::open(out, job, plan.size.people, None, monitor)
    }

    /// Runs the comparison with checkpoints.
    pub fn run(&self, checkpoints: &RunCheckpoints, monitor: &dyn Monitor) -> Result<Comparison, JobError> {
        self.prepared.run_with(checkpoints, monitor)
    }

    /// The conclusions of researchers from each measure.
    pub fn judge(&self, comparison: &Comparison) -> Vec<MeasureEvaluation> {
        evaluate(comparison, &self.panels, &self.measures)
    }

    /// All results together.
    pub fn results<'a>(&'a self, comparison: &'a Comparison, judged: &'a [MeasureEvaluation]) -> EvaluationResults<'a> {
        EvaluationResults { comparison, panels: &self.panels, judged }
    }

    /// Writes all files, the page last.
    pub fn write(&self, folder: &OutputFolder, results: &EvaluationResults) -> Result<Vec<PathBuf>, JobError> {
        let input = ReportInput::new(results.comparison, self.prepared.manifest(), &self.command);
        let table = |replicate: usize| {
            panel::table(input.comparison, &self.panels[replicate], replicate as u32, &self.measures)
        };
        let mut all = Vec::new();
        wide_table::parquet(&mut all, (0..self.panels.len()).map(table), &input.manifest.stamps())
            .map_err(|e| JobError::Failed(format!("cannot build a Parquet file: {e}")))?;
        let mut files = vec![
            OutputFile::new("panel.csv", wide_table::csv(&table(0))),
            OutputFile::new("panel.parquet", all),
            OutputFile::new("evaluation.csv", evaluation_table::csv(results.judged)),
        ];
        let page = OutputFile::new("evaluation.html", evaluation_page::html(&input, results));
        let named: Vec<(&str, &[u8])> = files.iter().chain([&page]).map(OutputFile::named).collect();
        let manifest = input.manifest.to_json(&named);
        files.extend([OutputFile::new("manifest.json", manifest), page]);
        folder.write_all(&files)
    }
}

fn refusal(why: Incomparable, regime: &str) -> String {
    let regime = diagnostic_text::clean(regime);
    match why {
        Incomparable::Everywhere => format!(
            "`{regime}` begins everywhere at once, so there is no county to compare with: give it a [rollout], or \
             join it to a regime that has one, as in 'social-credit + pilots'"
        ),
        Incomparable::Nowhere => format!(
            "`{regime}` begins in no county in this run, so there is nothing to evaluate: there may be too few \
             counties (one for every 1,500 people) or too few years"
        ),
        Incomparable::NothingBefore => format!(
            "`{regime}` begins in the first month, so there are no earlier months to compare with: let it start later"
        ),
        Incomparable::WithinCounties => format!(
            "`{regime}` is rolled out within counties, by neighbourhood or by person, so counties cannot be compared: \
             compare its arms with `glasshouse compare no-system {regime} --by arm`"
        ),
    }
}
