//! How are claims tried from Python? As `glasshouse claims` tries them, with the same files.

use crate::errors::{number, stop};
use crate::interruptible::{Attended, Watch, attend, halting};
use glasshouse_cli::argument_parsing;
use glasshouse_cli::claims::{self as trial, Told};
use glasshouse_cli::cli::{ClaimsArgs, Drawn};
use glasshouse_cli::output_folder::Folder;
use pyo3::prelude::*;
use std::path::PathBuf;

/// What the command line shows, its files, and the error with which it was broken off, if it was.
type Came = (Option<(String, Vec<(String, String)>)>, Option<PyErr>);

/// Tries claims in many plausible societies.
#[pyfunction]
#[pyo3(signature = (claims, society, numbers, rules, replicates, out=None, threads=None, tick=None))]
#[expect(clippy::too_many_arguments, reason = "they are the options of the command line")]
pub fn claims(
    py: Python<'_>,
    claims: String,
    society: String,
    numbers: [String; 4],
    rules: bool,
    replicates: &str,
    out: Option<PathBuf>,
    threads: Option<u32>,
    tick: Option<&Bound<'_, PyAny>>,
) -> PyResult<Came> {
    let [societies, people, years, seed] = &numbers;
    let drawn = Drawn {
        society,
        societies: number("societies", societies, argument_parsing::replicates)?,
        people: number("people", people, argument_parsing::people)?,
        seed: number("seed", seed, argument_parsing::whole)?,
        threads,
    };
    let years = number("years", years, argument_parsing::years)?;
    let replicates = number("replicates", replicates, argument_parsing::again)?;
    let asked = ClaimsArgs { claims, drawn, years, rules, replicates, out: PathBuf::new() };
    let work = py.detach(|| trial::read(&asked)).map_err(stop)?;
    let folder = out.as_deref().map(Folder::open).transpose().map_err(stop)?;
    let all = work.months(&asked);
    let done = move |watch: &Watch| halting(watch, || work.told(&asked, &work.done(&asked, watch)));
    let Attended { came, broken_off } = attend(py, threads, Watch::leaving(), all, tick, done)?;
    let Some(Told { text, files }) = came else { return Ok((None, broken_off)) };
    if let Some(folder) = folder {
        let written =
            py.detach(|| files.iter().try_for_each(|(name, text)| folder.write(name, text.as_bytes()).map(drop)));
        written.map_err(stop)?;
    }
    Ok((Some((text, files)), broken_off))
}
