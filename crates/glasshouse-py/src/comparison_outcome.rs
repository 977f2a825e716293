//! The results of a comparison for Python: tables, figures, pages, and the files of the command line.

use crate::errors::{stop, unknown_measure};
use crate::frame::Frame;
use crate::tables;
use glasshouse::experiment::checkpoint;
use glasshouse::experiment::compare::{Comparison, Plan, RunId, RunResult};
use glasshouse::experiment::window::Window;
use glasshouse::observatory::manifest::Manifest;
use glasshouse::observatory::measures::{Measure, View, by_key};
use glasshouse::observatory::statistics::Interval;
use glasshouse::observatory::tier_transitions::Walk;
use glasshouse_report::comparison_files;
use glasshouse_report::html::{self, ReportInput, notebook_fragment};
use glasshouse_report::job_error::JobError;
use glasshouse_report::linked_results::LinkedResults;
use glasshouse_report::output_folder::OutputFolder;
use glasshouse_report::result_kind::ResultKind;
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::PathBuf;

/// The immutable outcome of a scenario.
#[pyclass(frozen, name = "Outcome", module = "glasshouse._core")]
pub struct ComparisonOutcome {
    /// The results.
    pub comparison: Comparison,
    /// Numbers of the replicates in it.
    pub numbers: Vec<u32>,
    /// The tiers observed in each simulation, for storage.
    pub seen: BTreeMap<RunId, Vec<u8>>,
    /// The request, with its digest.
    pub manifest: Manifest,
    /// The command that reproduces it.
    pub command: String,
    /// Results of other commands that the report includes.
    pub linked: LinkedResults,
}

impl ComparisonOutcome {
    /// Whether it holds all requested replicates.
    pub fn is_whole(&self) -> bool {
        self.numbers.len() as u64 == u64::from(self.manifest.replicates)
    }

    fn input(&self) -> ReportInput<'_> {
        ReportInput { linked: &self.linked, ..ReportInput::new(&self.comparison, &self.manifest, &self.command) }
    }

    /// Writes the files of the command line.
    pub fn write_to(&self, folder: &OutputFolder) -> Result<Vec<PathBuf>, JobError> {
        comparison_files::write(folder, &self.input(), None, Vec::new())
    }

    fn figure(&self, asked: &FigureKey<'_>) -> PyResult<(usize, &'static Measure, View, Window)> {
        let (regime, measure, view, window) = *asked;
        let regimes = &self.comparison.plan.regimes;
        let r = regimes.iter().position(|r| r.name == regime).ok_or_else(|| {
            let names: Vec<&str> = regimes.iter().map(|r| r.name.as_str()).collect();
            PyKeyError::new_err(format!("there is no regime {regime:?}; the regimes are {}", names.join(", ")))
        })?;
        let measure = by_key(measure).ok_or_else(|| unknown_measure(measure))?;
        Ok((r, measure, tables::view(view)?, tables::window(window)?))
    }
}

/// Regime, measure, view and window, by their words.
type FigureKey<'a> = (&'a str, &'a str, &'a str, &'a str);

fn ends(of: Option<Interval>) -> Option<(f64, Option<f64>)> {
    of.map(|i| (i.mean, i.half))
}

#[pymethods]
impl ComparisonOutcome {
    /// Whether it holds all requested replicates.
    #[getter]
    fn whole(&self) -> bool {
        self.is_whole()
    }

    /// Numbers of the replicates in it.
    #[getter]
    fn replicates(&self) -> Vec<u32> {
        self.numbers.clone()
    }

    /// Every measure, month by month, replicate by replicate.
    fn series(&self, py: Python<'_>) -> PyResult<Frame> {
        py.detach(|| tables::series(&self.comparison, &self.numbers))
    }

    /// Means over replicates, and differences from the baseline, with their intervals.
    fn summary(&self, py: Python<'_>) -> PyResult<Frame> {
        py.detach(|| tables::summary(&self.comparison))
    }

    /// The same for each group; no rows if no groups were requested.
    fn groups(&self, py: Python<'_>) -> PyResult<Frame> {
        py.detach(|| tables::groups(&self.comparison))
    }

    /// Every measure of every group, in the months in which groups were counted.
    fn group_series(&self, py: Python<'_>) -> PyResult<Frame> {
        py.detach(|| tables::group_series(&self.comparison, &self.numbers))
    }

    /// Moves between tiers.
    fn flows(&self, py: Python<'_>) -> PyResult<Frame> {
        py.detach(|| tables::flows(&self.comparison, &self.numbers))
    }

    /// Mean over replicates, and the half-width of its interval.
    fn level(&self, regime: &str, measure: &str, view: &str, window: &str) -> PyResult<Option<(f64, Option<f64>)>> {
        let (r, measure, view, window) = self.figure(&(regime, measure, view, window))?;
        Ok(ends(self.comparison.level(r, measure, view, window)))
    }

    /// Mean difference from the baseline, and the half-width of its interval.
    fn difference(
        &self,
        regime: &str,
        measure: &str,
        view: &str,
        window: &str,
    ) -> PyResult<Option<(f64, Option<f64>)>> {
        let (r, measure, view, window) = self.figure(&(regime, measure, view, window))?;
        Ok(ends(self.comparison.difference(r, measure, view, window)))
    }

    /// The report's main figures, for a notebook.
    fn fragment(&self, py: Python<'_>) -> String {
        py.detach(|| notebook_fragment::html(&self.input()))
    }

    /// The report as a whole page.
    fn report(&self, py: Python<'_>) -> String {
        py.detach(|| html::report(&self.input()))
    }

    /// Writes the files of the command line into a folder and returns their paths.
    fn write(&self, py: Python<'_>, folder: PathBuf) -> PyResult<Vec<PathBuf>> {
        if !self.is_whole() {
            return Err(PyValueError::new_err(
                "an unfinished comparison cannot be written, because no command reproduces its files; run it with \
                 `out` to resume",
            ));
        }
        py.detach(|| OutputFolder::open_for(&folder, ResultKind::Comparison).and_then(|folder| self.write_to(&folder)))
            .map_err(stop)
    }

    /// Each finished simulation, as bytes, for `Job.restored`.
    fn kept<'py>(&self, py: Python<'py>) -> PyResult<Vec<(u32, u32, Bound<'py, PyBytes>)>> {
        let plan = Plan { replicates: self.manifest.replicates, ..self.comparison.plan.clone() };
        let of = checkpoint::RunIdentity::new(&self.manifest, &plan, &self.command);
        let mut all = Vec::new();
        for (n, replicate) in self.numbers.iter().enumerate() {
            for r in 0..self.comparison.runs.len() {
                let which = RunId { replicate: *replicate, regime: Some(r as u32) };
                let run = RunResult {
                    months: self.comparison.runs[r][n].clone(),
                    grouped: self.comparison.grouped[r][n].clone(),
                    seen: self.seen.get(&which).cloned().unwrap_or_default(),
                };
                let bytes = of.write(Cursor::new(Vec::new()), which, None, &run)?.into_inner();
                all.push((*replicate, r as u32, PyBytes::new(py, &bytes)));
            }
        }
        Ok(all)
    }
}

/// A comparison of the replicates for which every regime is finished, with their numbers; `None` if there are none.
pub fn whole_replicates(plan: &Plan, runs: &BTreeMap<RunId, RunResult>) -> Option<(Comparison, Vec<u32>)> {
    let regimes = plan.regimes.len() as u32;
    let which = |replicate, r| RunId { replicate, regime: Some(r) };
    let is_whole = |replicate: &u32| (0..regimes).all(|r| runs.contains_key(&which(*replicate, r)));
    let numbers: Vec<u32> = (0..plan.replicates).filter(is_whole).collect();
    if numbers.is_empty() {
        return None;
    }
    let of = |r: u32| numbers.iter().map(move |replicate| &runs[&which(*replicate, r)]);
    let comparison = Comparison {
        runs: (0..regimes).map(|r| of(r).map(|run| run.months.clone()).collect()).collect(),
        grouped: (0..regimes).map(|r| of(r).map(|run| run.grouped.clone()).collect()).collect(),
        flows: (0..regimes)
            .map(|r| of(r).map(|run| Walk::over(&plan.regimes[r as usize], plan.size.months, &run.seen)).collect())
            .collect(),
        plan: Plan { replicates: numbers.len() as u32, ..plan.clone() },
    };
    Some((comparison, numbers))
}
