//! How is an experiment run from Python, whole or a part of it? The runs and the files are those of `glasshouse sweep`.

use crate::errors::{Told, mistakes, stop, told, trouble};
use crate::frame::{Column, Frame};
use crate::interruptible::{Attended, Watch, attend, halting};
use glasshouse::diagnostic::Source;
use glasshouse::experiment::run_file::RunFigures;
use glasshouse::experiment::sweep::Sweep;
use glasshouse::scenario;
use glasshouse_cli::failure::Stop;
use glasshouse_cli::output_folder::Folder;
use glasshouse_cli::sweep::{command, whole};
use glasshouse_cli::sweep_runs::{self, Runs};
use glasshouse_cli::{factor_table, job, resource_check, sweep_output};
use pyo3::prelude::*;
use rayon::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

/// What an experiment is, and what came out of it. It cannot be changed.
#[pyclass(frozen, get_all, module = "glasshouse._core")]
pub struct Swept {
    /// Name of its file.
    name: String,
    /// Its title.
    title: String,
    /// BLAKE3 of all that decides the results.
    digest: String,
    /// Names of the numbers that are varied.
    varied: Vec<String>,
    /// Names of what is looked at.
    measures: Vec<String>,
    /// Number of runs.
    runs: u32,
    /// Runs that are not done.
    missing: u32,
    /// What the command line shows; none while runs are missing.
    text: Option<String>,
    /// The files of the command line; none while runs are missing.
    files: Files,
    /// One row a run, regime and window.
    table: Py<Frame>,
    /// What is worth a look in the file.
    warnings: Told,
}

/// Files by their names.
type Files = Vec<(String, Vec<u8>)>;

/// Does the runs of a part of an experiment that are not there yet, or puts together what lies in folders. With it comes the
/// error with which it was broken off, if it was.
#[pyfunction]
#[pyo3(signature = (experiment, out=None, shard=(1, 1), merge=Vec::new(), threads=None, tick=None))]
pub fn sweep(
    py: Python<'_>,
    experiment: &str,
    out: Option<PathBuf>,
    shard: (u32, u32),
    merge: Vec<PathBuf>,
    threads: Option<u32>,
    tick: Option<&Bound<'_, PyAny>>,
) -> PyResult<(Swept, Option<PyErr>)> {
    let read = scenario::experiment(experiment).map_err(trouble)?;
    let warnings = told(&read.warnings);
    let sources = read.sources;
    let sweep = py.detach(|| Sweep::new(read.value)).map_err(|found| mistakes(&found))?;
    let folder = out.as_deref().map(Folder::open).transpose().map_err(stop)?;
    let (mut all, mut broken_off) = (vec![None; sweep.runs() as usize], None);
    if !merge.is_empty() {
        let count = merge.len();
        let found = py.detach(|| sweep_runs::together(&sweep, &merge).and_then(|all| whole(&sweep, all, count)));
        all = found.map_err(stop)?.into_iter().map(Some).collect();
    } else {
        if let Some(out) = &out {
            all = py.detach(|| sweep_runs::there(&sweep, out)).map_err(stop)?;
        }
        let missing = sweep.shard(shard.0, shard.1).filter(|run| all[*run as usize].is_none()).collect();
        let e = &sweep.experiment;
        let regimes = e.arms.iter().map(|arm| &arm.regime);
        py.detach(|| resource_check::worlds(e.size, job::threads(threads), regimes)).map_err(stop)?;
        let done = do_the_missing(py, &Arc::new(sweep.clone()), missing, out, threads, tick)?;
        for (run, figures) in done.came.map_err(stop)? {
            all[run as usize] = Some(figures);
        }
        broken_off = done.broken_off;
    }
    let missing = all.iter().filter(|run| run.is_none()).count() as u32;
    let (mut text, mut files) = (None, Vec::new());
    if missing == 0 {
        let runs: Vec<RunFigures> = all.iter().flatten().cloned().collect();
        let (told, written) =
            py.detach(|| finish(&sweep, &runs, &sources, experiment, folder.as_ref())).map_err(stop)?;
        (text, files) = (Some(told), written);
    }
    let table = Py::new(py, py.detach(|| frame(&sweep, &all))?)?;
    let e = &sweep.experiment;
    let swept = Swept {
        name: e.name.clone(),
        title: e.title.clone(),
        digest: sweep.digest.clone(),
        varied: e.axes.iter().map(|axis| axis.name.clone()).collect(),
        measures: e.measures.iter().map(|seen| seen.name()).collect(),
        runs: sweep.runs(),
        missing,
        text,
        files,
        table,
        warnings,
    };
    Ok((swept, broken_off))
}

/// A run by its number, and its figures.
type Done = (u32, RunFigures);

fn do_the_missing(
    py: Python<'_>,
    sweep: &Arc<Sweep>,
    missing: Vec<u32>,
    out: Option<PathBuf>,
    threads: Option<u32>,
    tick: Option<&Bound<'_, PyAny>>,
) -> PyResult<Attended<Result<Vec<Done>, Stop>>> {
    let months = sweep.experiment.arms.len() as u64 * u64::from(sweep.experiment.size.months);
    let all = months * missing.len() as u64;
    let sweep = sweep.clone();
    let work = move |watch: &Watch| {
        let kept = out.as_deref().map(|out| Runs::open(&sweep, out)).transpose()?;
        let one = |run: &u32| {
            let figures = halting(watch, || sweep.run(*run, watch))?;
            let keep = kept.as_ref().map_or(Ok(()), |kept| kept.keep(*run, &figures));
            Some(keep.map(|()| (*run, figures)))
        };
        missing.par_iter().filter_map(one).collect()
    };
    attend(py, threads, Watch::leaving(), all, tick, work)
}

/// What the command line shows, and its files; they are written if there is a folder.
fn finish(
    sweep: &Sweep,
    runs: &[RunFigures],
    sources: &[Arc<Source>],
    experiment: &str,
    folder: Option<&Folder>,
) -> Result<(String, Files), Stop> {
    let command = command(experiment);
    if let Some(folder) = folder {
        sweep_output::write(sweep, runs, sources, &command, folder)?;
    }
    Ok((factor_table::tables(sweep, runs), sweep_output::files(sweep, runs, sources, &command)?))
}

/// One row a run that is done, regime and window: run, society, point, replicate, regime, window, every number that is
/// varied, every measure.
fn frame(sweep: &Sweep, all: &[Option<RunFigures>]) -> PyResult<Frame> {
    let e = &sweep.experiment;
    let (arms, windows) = (0..e.arms.len(), 0..sweep.windows.len());
    let done = (0..).zip(all).filter_map(|(run, figures)| Some((run, figures.as_ref()?)));
    let rows: Vec<(u32, &RunFigures, usize, usize)> = done
        .flat_map(|(run, figures)| arms.clone().map(move |arm| (run, figures, arm)))
        .flat_map(|(run, figures, arm)| windows.clone().map(move |window| (run, figures, arm, window)))
        .collect();
    let which: Vec<_> = rows.iter().map(|row| sweep.which(row.0)).collect();
    let values: Vec<Vec<f64>> = which.iter().map(|run| sweep.values(run.society, run.point)).collect();
    let society = |n: usize| e.societies[n].marginals.name.as_str();
    let mut columns = vec![
        ("run", Column::wholes(rows.iter().map(|row| row.0))),
        ("society", Column::texts(which.iter().map(|run| society(run.society)))),
        ("point", Column::wholes(which.iter().map(|run| run.point as u32))),
        ("replicate", Column::wholes(which.iter().map(|run| run.replicate))),
        ("regime", Column::texts(rows.iter().map(|row| e.arms[row.2].regime.name.as_str()))),
        ("window", Column::texts(rows.iter().map(|row| sweep_output::window(sweep.windows[row.3])))),
    ];
    for (n, axis) in e.axes.iter().enumerate() {
        columns.push((&axis.name, Column::figures(values.iter().map(|values| Some(values[n])))));
    }
    let names: Vec<String> = e.measures.iter().map(|seen| seen.name()).collect();
    for (n, name) in names.iter().enumerate() {
        let figure = |row: &(u32, &RunFigures, usize, usize)| row.1[sweep.column(row.2, row.3, n)];
        columns.push((name, Column::figures(rows.iter().map(figure))));
    }
    Frame::of(columns)
}
