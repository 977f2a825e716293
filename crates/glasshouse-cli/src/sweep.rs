//! `glasshouse sweep`: what comes out at every point of an experiment, and what does each number do?

use crate::cli::SweepArgs;
use crate::failure::Stop;
use crate::job::quote;
use crate::output_folder::Folder;
use crate::progress::Watch;
use crate::sweep_runs::{self, Runs};
use crate::{diagnostic_output, factor_table, number_format, resource_check, say, sweep_output};
use glasshouse::diagnostic::Source;
use glasshouse::experiment::run_file::RunFigures;
use glasshouse::experiment::sweep::Sweep;
use glasshouse::scenario::{self, ScenarioError};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Does the runs that are missing, or puts together what is there; then shows and writes what came out.
pub fn run(asked: SweepArgs) -> Result<(), Stop> {
    let read = scenario::experiment(&asked.experiment)?;
    diagnostic_output::findings(&read.warnings);
    let sources = read.sources;
    let sweep = Sweep::new(read.value).map_err(|findings| Stop::Trouble(ScenarioError::Diagnostics(findings)))?;
    let out = asked
        .out
        .clone()
        .unwrap_or_else(|| Path::new("glasshouse-out").join(format!("sweep-{}", sweep.experiment.name)));
    if !asked.merge.is_empty() {
        let all = sweep_runs::together(&sweep, &asked.merge)?;
        let folder = Folder::open(&out)?;
        return finish(&sweep, &whole(&sweep, all, asked.merge.len())?, &sources, &asked.experiment, &folder);
    }
    do_the_missing(&sweep, &asked, &out)?;
    let all = sweep_runs::there(&sweep, &out)?;
    match all.iter().filter(|run| run.is_none()).count() {
        0 => {
            let runs: Vec<RunFigures> = all.into_iter().flatten().collect();
            finish(&sweep, &runs, &sources, &asked.experiment, &Folder::open(&out)?)
        }
        missing => say(&part_done(&sweep, missing, &asked, &out)),
    }
}

/// Does the runs of this part that are not there yet.
fn do_the_missing(sweep: &Sweep, asked: &SweepArgs, out: &Path) -> Result<(), Stop> {
    let (part, parts) = asked.shard.unwrap_or((1, 1));
    let there = sweep_runs::there(sweep, out)?;
    let mine: Vec<u32> = sweep.shard(part, parts).collect();
    let missing: Vec<u32> = mine.iter().copied().filter(|run| there[*run as usize].is_none()).collect();
    let threads =
        asked.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), |n| n as usize);
    resource_check::worlds(sweep.experiment.size, threads, sweep.experiment.arms.iter().map(|arm| &arm.regime))?;
    announce(sweep, asked, mine.len(), missing.len(), threads);
    let kept = Runs::open(sweep, out)?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|e| Stop::Failed(format!("cannot start {threads} threads: {e}")))?;
    let months = sweep.experiment.arms.len() as u64 * u64::from(sweep.experiment.size.months);
    let watch = Watch::of((months * missing.len() as u64).max(1));
    let one = |run: &u32| kept.keep(*run, &sweep.run(*run, &watch));
    let done = pool.install(|| missing.par_iter().try_for_each(one));
    watch.end();
    done
}

fn announce(sweep: &Sweep, asked: &SweepArgs, mine: usize, missing: usize, threads: usize) {
    let e = &sweep.experiment;
    let n = |n: usize, what: &str| number_format::counted(n as u64, what);
    crate::note(&format!(
        "{}: {} of {} in {}, each of {} for {} under {}; {}",
        e.design.word(),
        n(sweep.runs() as usize, "run"),
        n(sweep.points.len(), "point"),
        n(e.societies.len(), "society"),
        number_format::counted(e.size.people, "person"),
        number_format::counted(e.size.months.into(), "month"),
        n(e.arms.len(), "regime"),
        n(threads, "thread"),
    ));
    if let Some((part, parts)) = asked.shard {
        crate::note(&format!("part {part} of {parts}: {}", n(mine, "run")));
    }
    if missing < mine {
        crate::note(&format!(
            "{} there already, {} to do",
            n(mine - missing, "run"),
            number_format::whole(missing as u64)
        ));
    }
}

/// All runs, or which are missing.
pub fn whole(sweep: &Sweep, all: Vec<Option<RunFigures>>, folders: usize) -> Result<Vec<RunFigures>, Stop> {
    let missing = || all.iter().enumerate().filter(|(_, run)| run.is_none()).map(|(run, _)| run);
    let Some(first) = missing().next() else { return Ok(all.into_iter().flatten().collect()) };
    let shard = if folders > 1 { format!(" (part {} of {folders})", first % folders + 1) } else { String::new() };
    Err(Stop::Refused(format!(
        "{} of {} are missing in these folders, the first of them run {first}{shard}",
        number_format::whole(missing().count() as u64),
        number_format::counted(sweep.runs().into(), "run"),
    )))
}

/// What to do next when other parts are still to be done.
fn part_done(sweep: &Sweep, missing: usize, asked: &SweepArgs, out: &Path) -> String {
    format!(
        "This part is done. {} of {} lie in {}.\nWhen all parts are done, put them together:\n  \
         glasshouse sweep {} --out FOLDER --merge {} ...\n",
        number_format::whole(u64::from(sweep.runs()) - missing as u64),
        number_format::counted(sweep.runs().into(), "run"),
        out.display(),
        asked.experiment,
        out.display(),
    )
}

/// The command that gives the same files: with the last name of the experiment, wherever it lay.
pub fn command(experiment: &str) -> String {
    let name = Path::new(experiment).file_name().map_or(experiment.into(), |name| name.to_string_lossy());
    format!("glasshouse sweep {}", quote(&name))
}

/// Shows and writes what came out; paths come last.
fn finish(
    sweep: &Sweep,
    runs: &[RunFigures],
    sources: &[Arc<Source>],
    experiment: &str,
    folder: &Folder,
) -> Result<(), Stop> {
    say(&factor_table::tables(sweep, runs))?;
    let paths: Vec<PathBuf> = sweep_output::write(sweep, runs, sources, &command(experiment), folder)?;
    say(&paths.iter().fold(String::from("\n"), |lines, path| lines + &format!("{}\n", path.display())))
}
