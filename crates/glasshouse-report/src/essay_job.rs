//! The essay's sentences from options to text and files.

use crate::essay_page;
use crate::essay_table;
use crate::job_error::JobError;
use crate::number_format::counted;
use crate::options::EssayOptions;
use crate::output_folder::OutputFile;
use crate::{command_line, one_world, resource_check, thread_pool};
use glasshouse::diagnostic::nearest;
use glasshouse::engine::{Progress, Size};
use glasshouse::experiment::essay_trial::{EssayOutcome, EssayTrial};
use glasshouse::scenario;
use glasshouse::scenario::essay_file::{Essay, EssayRow};

/// The rows that were asked for, read and known to fit into the machine.
pub struct EssayJob {
    /// The rows and sizes.
    pub trial: EssayTrial,
    options: EssayOptions,
}

/// The results, as text and as files.
pub struct EssayOutput {
    /// As a text table.
    pub text: String,
    /// As files; the page comes last.
    pub files: Vec<OutputFile>,
}

impl EssayJob {
    /// Reads the rows and checks that they fit.
    ///
    /// # Errors
    ///
    /// If there is no such row, or the runs would not fit into memory.
    pub fn read(options: &EssayOptions) -> Result<EssayJob, JobError> {
        let essay = only(scenario::essay(&options.file)?.value, &options.rows)?;
        let size = Size { people: options.people, months: options.years * 12 };
        let threads = thread_pool::threads(options.threads);
        one_world::check(essay.sides.iter().map(|side| &side.regime))?;
        resource_check::worlds(size, threads, essay.sides.iter().map(|side| &side.regime))?;
        let (seed, replicates, earlier) = (options.seed, options.replicates, options.earlier);
        let trial = EssayTrial { essay, size, seed, replicates, earlier };
        Ok(EssayJob { trial, options: options.clone() })
    }

    /// A line that announces the runs.
    pub fn announcement(&self) -> String {
        let trial = &self.trial;
        format!(
            "{} of the essay in {} of {}, each under {}, {}; {}",
            counted(trial.essay.rows.len() as u64, "sentence"),
            counted(trial.replicates.into(), "society"),
            counted(trial.size.people, "person"),
            counted(trial.essay.sides.len() as u64, "run"),
            counted(trial.size.months.into(), "month"),
            counted(thread_pool::threads(self.options.threads) as u64, "thread"),
        )
    }

    /// Runs all rows.
    pub fn run(&self, progress: &dyn Progress) -> Vec<EssayOutcome> {
        self.trial.run(progress)
    }

    /// Tables and files.
    pub fn output(&self, outcomes: &[EssayOutcome]) -> EssayOutput {
        let command = command_line::essay(&self.options);
        let text = essay_table::table(&self.trial.essay, outcomes, &self.options);
        let files = vec![
            OutputFile::new("essay.json", essay_page::json(&self.trial, outcomes, &command, &self.options)),
            OutputFile::new("essay.md", essay_page::markdown(&self.trial, outcomes, &command, &self.options)),
        ];
        EssayOutput { text, files }
    }

    /// Refuses a quick check in which a mechanism has stopped working.
    ///
    /// # Errors
    ///
    /// If a row's two sides are the same although they should differ.
    pub fn check(&self, outcomes: &[EssayOutcome]) -> Result<(), JobError> {
        let rows = self.trial.essay.rows.iter().zip(outcomes);
        let dead: Vec<String> =
            rows.filter_map(|(row, outcome)| Some(format!("{}: {}", row.key, outcome.is_dead(row)?))).collect();
        match dead.len() as u64 {
            0 => Ok(()),
            n => Err(JobError::Refused(format!(
                "{} of the essay stopped working\n  {}",
                counted(n, "mechanism"),
                dead.join("\n  ")
            ))),
        }
    }
}

/// The essay with these rows only, and the sides that they need; all of it if none are named.
fn only(essay: Essay, keys: &[String]) -> Result<Essay, JobError> {
    let known = || essay.rows.iter().map(|row| row.key.as_str());
    if let Some(key) = keys.iter().find(|key| known().all(|known| known != key.as_str())) {
        let help = match nearest(key, known()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("these exist: {}", known().collect::<Vec<_>>().join(", ")),
        };
        return Err(JobError::Refused(format!("the essay has no row `{key}`; {help}")));
    }
    let mut kept: Vec<usize> = Vec::new();
    let mut place = |side: usize| {
        kept.iter().position(|known| *known == side).unwrap_or_else(|| {
            kept.push(side);
            kept.len() - 1
        })
    };
    let wanted = |row: &EssayRow| keys.is_empty() || keys.contains(&row.key);
    let rows = essay.rows.iter().filter(|row| wanted(row));
    let rows: Vec<EssayRow> =
        rows.map(|row| EssayRow { on: place(row.on), off: place(row.off), ..row.clone() }).collect();
    let sides = kept.into_iter().map(|side| essay.sides[side].clone()).collect();
    Ok(Essay { rows, sides })
}
