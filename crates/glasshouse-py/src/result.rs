//! What came out, for Python: tables, figures, pictures, and the files of the command line.

use crate::errors::stop;
use crate::frame::Frame;
use crate::job::{Job, whole_replicates};
use crate::tables;
use glasshouse::experiment::checkpoint;
use glasshouse::experiment::compare::{Comparison, RunId, RunResult, Window};
use glasshouse::observatory::manifest::Manifest;
use glasshouse::observatory::measures::{Measure, View, by_key};
use glasshouse::observatory::statistics::Interval;
use glasshouse_cli::failure::Stop;
use glasshouse_cli::job;
use glasshouse_cli::linked_results::{self, Beside};
use glasshouse_cli::output_folder::Folder;
use glasshouse_cli::report::{self, Story};
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::PathBuf;

/// What came out of a scenario. It cannot be changed.
#[pyclass(frozen, module = "glasshouse._core")]
pub struct Outcome {
    /// What came out.
    pub comparison: Comparison,
    /// Numbers of the replicates that are in it.
    pub numbers: Vec<u32>,
    /// What was seen of the tiers in each course, for whoever keeps it.
    pub seen: BTreeMap<RunId, Vec<u8>>,
    /// What was asked.
    pub manifest: Manifest,
    /// The command that gives the same.
    pub command: String,
    /// What was found elsewhere.
    pub beside: Beside,
}

impl Outcome {
    /// Whether all replicates are in it that were asked for.
    pub fn is_whole(&self) -> bool {
        self.numbers.len() as u64 == u64::from(self.manifest.replicates)
    }

    fn story(&self) -> Story<'_> {
        Story { beside: &self.beside, ..Story::new(&self.comparison, &self.manifest, &self.command) }
    }

    /// Writes the files of the command line.
    pub fn write_to(&self, folder: &Folder) -> Result<Vec<PathBuf>, Stop> {
        job::write(folder, &self.story(), None)
    }

    fn figure(&self, asked: &Asked<'_>) -> PyResult<(usize, &'static Measure, View, Window)> {
        let (regime, measure, view, window) = *asked;
        let regimes = &self.comparison.plan.regimes;
        let r = regimes.iter().position(|r| r.name == regime).ok_or_else(|| {
            let names: Vec<&str> = regimes.iter().map(|r| r.name.as_str()).collect();
            PyKeyError::new_err(format!("there is no regime {regime:?} in it; there are {}", names.join(", ")))
        })?;
        let measure = by_key(measure).ok_or_else(|| unknown_measure(measure))?;
        Ok((r, measure, tables::view(view)?, tables::window(window)?))
    }
}

/// Regime, measure, view and window, by their words.
type Asked<'a> = (&'a str, &'a str, &'a str, &'a str);

/// The error for a measure that there is not.
pub fn unknown_measure(word: &str) -> PyErr {
    let known = glasshouse::observatory::measures::TABLE.iter().map(|m| m.key);
    let near = (word.len() <= 64).then(|| glasshouse::diagnostic::nearest(word, known)).flatten();
    let help = near.map_or("glasshouse.measures() has them all".to_owned(), |near| format!("did you mean {near:?}?"));
    PyKeyError::new_err(format!("there is no measure {word:?}; {help}"))
}

fn ends(of: Option<Interval>) -> Option<(f64, Option<f64>)> {
    of.map(|i| (i.mean, i.half))
}

#[pymethods]
impl Outcome {
    /// Whether all replicates are in it that were asked for.
    #[getter]
    fn whole(&self) -> bool {
        self.is_whole()
    }

    /// Numbers of the replicates that are in it.
    #[getter]
    fn replicates(&self) -> Vec<u32> {
        self.numbers.clone()
    }

    /// Every measure, month by month, replicate by replicate.
    fn series(&self, py: Python<'_>) -> PyResult<Frame> {
        py.detach(|| tables::series(&self.comparison, &self.numbers))
    }

    /// Means over replicates, and differences to the baseline, with their intervals.
    fn summary(&self, py: Python<'_>) -> PyResult<Frame> {
        py.detach(|| tables::summary(&self.comparison))
    }

    /// The same for each group; no rows if none was asked for.
    fn groups(&self, py: Python<'_>) -> PyResult<Frame> {
        py.detach(|| tables::groups(&self.comparison))
    }

    /// Every measure of every group, in the months in which groups were told apart.
    fn group_series(&self, py: Python<'_>) -> PyResult<Frame> {
        py.detach(|| tables::group_series(&self.comparison, &self.numbers))
    }

    /// Who moved between tiers.
    fn flows(&self, py: Python<'_>) -> PyResult<Frame> {
        py.detach(|| tables::flows(&self.comparison, &self.numbers))
    }

    /// Mean over replicates, and half of its interval.
    fn level(&self, regime: &str, measure: &str, view: &str, window: &str) -> PyResult<Option<(f64, Option<f64>)>> {
        let (r, measure, view, window) = self.figure(&(regime, measure, view, window))?;
        Ok(ends(self.comparison.level(r, measure, view, window)))
    }

    /// Mean difference to the baseline, and half of its interval.
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

    /// The pictures of the report, for a notebook.
    fn fragment(&self, py: Python<'_>) -> String {
        py.detach(|| report::notebook_fragment::html(&self.story()))
    }

    /// The report, a whole page.
    fn report(&self, py: Python<'_>) -> String {
        py.detach(|| report::html(&self.story()))
    }

    /// Writes the files of the command line into a folder, and returns their paths.
    fn write(&self, py: Python<'_>, folder: PathBuf) -> PyResult<Vec<PathBuf>> {
        if !self.is_whole() {
            return Err(PyValueError::new_err(
                "a part of a comparison is not written: no command gives the same files; run it with `out` to go on",
            ));
        }
        py.detach(|| Folder::open(&folder).and_then(|folder| self.write_to(&folder))).map_err(stop)
    }

    /// Each course that is done, as bytes, for [`Outcome::restored`].
    fn kept<'py>(&self, py: Python<'py>, job: &Job) -> PyResult<Vec<(u32, u32, Bound<'py, PyBytes>)>> {
        let of = checkpoint::RunIdentity::new(&job.manifest, &job.plan, &self.command);
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

    /// What [`Outcome::kept`] gave, again.
    #[staticmethod]
    fn restored(job: &Job, kept: Vec<(u32, u32, Vec<u8>)>, beside: Vec<PathBuf>) -> PyResult<Outcome> {
        let command = job.command(beside.clone());
        let of = checkpoint::RunIdentity::new(&job.manifest, &job.plan, &command);
        let wrong = |flaw| PyValueError::new_err(format!("what was kept {flaw}"));
        let mut runs = BTreeMap::new();
        for (replicate, r, bytes) in kept {
            let which = RunId { replicate, regime: Some(r) };
            let month = of.length(which);
            let mut file = of.check(Cursor::new(bytes), which, month).map_err(wrong)?;
            runs.insert(which, of.sums(&mut file, which, month).map_err(wrong)?);
        }
        let whole = whole_replicates(&job.plan, &runs);
        let (comparison, numbers) = whole.ok_or_else(|| PyValueError::new_err("nothing was kept"))?;
        let seen = runs.into_iter().map(|(which, run)| (which, run.seen)).collect();
        let beside = linked_results::read(&beside).map_err(stop)?;
        Ok(Outcome { comparison, numbers, seen, manifest: job.manifest.clone(), command, beside })
    }
}
