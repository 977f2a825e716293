//! An experiment run from Python, whole or in part, with the runs and files of `glasshouse sweep`.

use crate::errors::{DrawnDiagnostics, mistakes, stop, told, trouble};
use crate::frame::{Frame, FrameColumn};
use crate::interruptible::{Attended, WorkProgress, attend, halting};
use glasshouse::experiment::run_file::RunFigures;
use glasshouse::experiment::sweep::Sweep;
use glasshouse::scenario;
use glasshouse_report::job_error::JobError;
use glasshouse_report::output_folder::OutputFolder;
use glasshouse_report::result_kind::ResultKind;
use glasshouse_report::sweep_job::SweepJob;
use glasshouse_report::sweep_runs::{self, SweepRuns};
use glasshouse_report::{command_line, sweep_output, thread_pool};
use pyo3::prelude::*;
use rayon::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

/// An immutable experiment with its results.
#[pyclass(frozen, get_all, module = "glasshouse._core")]
pub struct Swept {
    /// Name of its file.
    name: String,
    /// Its title.
    title: String,
    /// BLAKE3 digest of everything that decides the results.
    digest: String,
    /// Names of the varied numbers.
    varied: Vec<String>,
    /// Names of the measures.
    measures: Vec<String>,
    /// Number of runs.
    runs: u32,
    /// Number of missing runs.
    missing: u32,
    /// The command line's text; `None` while runs are missing.
    text: Option<String>,
    /// The files of the command line; empty while runs are missing.
    files: Files,
    /// One row for each run, regime and window.
    table: Py<Frame>,
    /// Warnings about the file.
    warnings: DrawnDiagnostics,
}

/// Files by their names.
type Files = Vec<(String, Vec<u8>)>;

/// Does the missing runs of a part of an experiment, or merges the results in folders. Also returns the error that
/// interrupted the work, if any.
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
    let sweep = py.detach(|| Sweep::new(read.value)).map_err(|found| mistakes(&found))?;
    let job = Arc::new(SweepJob { sweep, sources: read.sources, command: command_line::sweep(experiment) });
    let sweep = &job.sweep;
    let folder = out.as_deref().map(|out| OutputFolder::open_for(out, ResultKind::Sweep)).transpose().map_err(stop)?;
    let (mut all, mut broken_off) = (vec![None; sweep.runs() as usize], None);
    if !merge.is_empty() {
        all = py.detach(|| job.merged(&merge)).map_err(stop)?.into_iter().map(Some).collect();
    } else {
        if let Some(out) = &out {
            all = py.detach(|| sweep_runs::there(sweep, out)).map_err(stop)?;
        }
        let missing = sweep.shard(shard.0, shard.1).filter(|run| all[*run as usize].is_none()).collect();
        py.detach(|| job.check_memory(thread_pool::threads(threads))).map_err(stop)?;
        let done = do_the_missing(py, &job, missing, folder.clone(), threads, tick)?;
        for (run, figures) in done.came.map_err(stop)? {
            all[run as usize] = Some(figures);
        }
        broken_off = done.broken_off;
    }
    let missing = all.iter().filter(|run| run.is_none()).count() as u32;
    let (mut text, mut files) = (None, Vec::new());
    if missing == 0 {
        let runs: Vec<RunFigures> = all.iter().flatten().cloned().collect();
        let (told, written) = py.detach(|| finish(&job, &runs, folder.as_ref())).map_err(stop)?;
        (text, files) = (Some(told), written);
    }
    let table = Py::new(py, py.detach(|| frame(sweep, &all))?)?;
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
    job: &Arc<SweepJob>,
    missing: Vec<u32>,
    out: Option<OutputFolder>,
    threads: Option<u32>,
    tick: Option<&Bound<'_, PyAny>>,
) -> PyResult<Attended<Result<Vec<Done>, JobError>>> {
    let all = job.months(missing.len());
    let job = job.clone();
    let work = move |watch: &WorkProgress| {
        let kept = out.as_ref().map(|out| SweepRuns::open(&job.sweep, out)).transpose()?;
        let one = |run: &u32| {
            let figures = halting(watch, || job.sweep.run(*run, watch))?;
            let keep = kept.as_ref().map_or(Ok(()), |kept| kept.keep(*run, &figures));
            Some(keep.map(|()| (*run, figures)))
        };
        missing.par_iter().filter_map(one).collect()
    };
    attend(py, threads, WorkProgress::leaving(), all, tick, work)
}

/// The command line's text and files; the files are written if there is a folder.
fn finish(job: &SweepJob, runs: &[RunFigures], folder: Option<&OutputFolder>) -> Result<(String, Files), JobError> {
    let files = job.files(runs)?;
    if let Some(folder) = folder {
        folder.replace(ResultKind::Sweep, &files)?;
    }
    Ok((job.tables(runs), files.into_iter().map(|file| (file.path, file.bytes)).collect()))
}

/// One row for each finished run, regime and window: run, society, point, replicate, regime, window, every varied
/// number, every measure.
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
        ("run", FrameColumn::wholes(rows.iter().map(|row| row.0))),
        ("society", FrameColumn::texts(which.iter().map(|run| society(run.society)))),
        ("point", FrameColumn::wholes(which.iter().map(|run| run.point as u32))),
        ("replicate", FrameColumn::wholes(which.iter().map(|run| run.replicate))),
        ("regime", FrameColumn::texts(rows.iter().map(|row| e.arms[row.2].regime.name.as_str()))),
        ("window", FrameColumn::texts(rows.iter().map(|row| sweep_output::window(sweep.windows[row.3])))),
    ];
    for (n, axis) in e.axes.iter().enumerate() {
        columns.push((&axis.name, FrameColumn::figures(values.iter().map(|values| Some(values[n])))));
    }
    let names: Vec<String> = e.measures.iter().map(|seen| seen.name()).collect();
    for (n, name) in names.iter().enumerate() {
        let figure = |row: &(u32, &RunFigures, usize, usize)| row.1[sweep.column(row.2, row.3, n)];
        columns.push((name, FrameColumn::figures(rows.iter().map(figure))));
    }
    Frame::of(columns)
}
