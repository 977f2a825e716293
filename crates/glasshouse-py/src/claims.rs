//! Claims tested from Python, with the results and files of `glasshouse claims`.

use crate::errors::{number, stop};
use crate::interruptible::{Attended, WorkProgress, attend, halting};
use crate::stderr_monitor::StderrMonitor;
use glasshouse_report::claims::trial_job::{TrialJob, TrialOutput};
use glasshouse_report::option_parsing;
use glasshouse_report::options::{DrawOptions, TrialOptions};
use glasshouse_report::output_folder::OutputFolder;
use glasshouse_report::result_kind::ResultKind;
use pyo3::prelude::*;
use std::path::PathBuf;

/// The command line's text and files, and the error that interrupted the work, if any.
type Came = (Option<(String, Vec<(String, Vec<u8>)>)>, Option<PyErr>);

/// The options of a trial; numbers are texts in the command line's format.
#[derive(FromPyObject)]
pub struct TrialSettings {
    claims: String,
    society: String,
    societies: String,
    people: String,
    years: String,
    seed: String,
    rules: bool,
    replicates: String,
    threads: Option<u32>,
}

impl TrialSettings {
    fn options(self) -> PyResult<TrialOptions> {
        let drawn = DrawOptions {
            society: self.society,
            societies: number("societies", &self.societies, option_parsing::replicates)?,
            people: number("people", &self.people, option_parsing::people)?,
            seed: number("seed", &self.seed, option_parsing::seed)?,
            years: number("years", &self.years, option_parsing::years)?,
            threads: self.threads,
        };
        let replicates = number("replicates", &self.replicates, option_parsing::again)?;
        let fitting = drawn.societies;
        Ok(TrialOptions { claims: self.claims, drawn, fitting, rules: self.rules, replicates })
    }
}

/// Tests claims in many plausible societies.
#[pyfunction]
#[pyo3(signature = (settings, out=None, tick=None))]
pub fn claims(
    py: Python<'_>,
    settings: TrialSettings,
    out: Option<PathBuf>,
    tick: Option<&Bound<'_, PyAny>>,
) -> PyResult<Came> {
    let options = settings.options()?;
    let threads = options.drawn.threads;
    let job = py.detach(|| TrialJob::read(&options, &StderrMonitor)).map_err(stop)?;
    let folder = out.as_deref().map(|out| OutputFolder::open_for(out, ResultKind::Claims)).transpose().map_err(stop)?;
    let all = job.months();
    let work = move |progress: &WorkProgress| halting(progress, || job.output(&job.run(progress)));
    let Attended { came, broken_off } = attend(py, threads, WorkProgress::leaving(), all, tick, work)?;
    let Some(TrialOutput { text, files }) = came else { return Ok((None, broken_off)) };
    if let Some(folder) = folder {
        py.detach(|| folder.replace(ResultKind::Claims, &files)).map_err(stop)?;
    }
    let files = files.into_iter().map(|file| (file.path, file.bytes)).collect();
    Ok((Some((text, files)), broken_off))
}
