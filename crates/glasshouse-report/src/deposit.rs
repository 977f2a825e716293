//! Metadata beside results, so that an archive or a model library can take the folder as it is.

use crate::html::ReportInput;
use crate::number_format::counted;
use crate::output_folder::OutputFile;
use glasshouse::diagnostic::Source;
use glasshouse::experiment::sweep::Sweep;
use glasshouse::observatory::measures::{MeasureView, views};
use glasshouse::observatory::ro_crate::{Deposit, Leaf};
use std::sync::Arc;

/// The contents of a file of results.
struct FileDescription {
    name: &'static str,
    /// Whether it holds measures.
    measured: bool,
    what: &'static str,
}

const fn file(name: &'static str, what: &'static str) -> FileDescription {
    FileDescription { name, measured: false, what }
}

const fn measured(name: &'static str, what: &'static str) -> FileDescription {
    FileDescription { name, measured: true, what }
}

/// The contents of each file.
const FILES: [FileDescription; 11] = [
    measured(
        "series.parquet",
        "The results month by month: one row for each regime, replicate, month, measure and view (truth, or seen by \
         the state), with its value. Months and replicates are counted from 0.",
    ),
    measured(
        "summary.csv",
        "Each measure, in each view, window (during or after) and regime: the mean over replicates with its 95 % \
         interval, and the paired difference from the baseline with its own interval.",
    ),
    measured("groups.csv", "As summary.csv, for each group of people."),
    measured("groups.parquet", "As series.parquet, for each group of people."),
    file("odd.md", "The simulation described after the ODD protocol: parts, numbers, units, ranges and sources."),
    file(
        "manifest.json",
        "Everything needed to cite and repeat the run: version, sizes, seed, digests of inputs and results.",
    ),
    file("report.html", "The results as a self-contained page for human readers."),
    measured(
        "sweep.csv",
        "One row for each run, regime and window: the value of each varied number, and each measure.",
    ),
    measured("sweep.parquet", "As sweep.csv."),
    file("effects.csv", "The effect of each varied number on each measure, with 95 % intervals."),
    file(
        "sweep.json",
        "Everything needed to cite and repeat the sweep: version, design, sizes, seed, digests of results.",
    ),
];

/// The description of a run's folder.
pub fn of_run<'a>(
    input: &'a ReportInput<'a>,
    inputs: &'a [(String, Arc<Source>)],
    files: &'a [OutputFile],
    published: Option<&'a str>,
) -> Deposit<'a> {
    let plan = &input.comparison.plan;
    let names: Vec<&str> = plan.regimes.iter().map(|regime| regime.name.as_str()).collect();
    let society = &plan.society.marginals.title;
    Deposit {
        title: format!("Glasshouse: {} in \"{society}\"", names.join(", ")),
        about: format!(
            "A simulation of synthetic societies, for explanation and not for prediction. {} of {} live for {} under \
             {}: {}.",
            counted(plan.replicates.into(), "society"),
            counted(plan.size.people, "invented person"),
            counted(plan.size.months.into(), "month"),
            counted(names.len() as u64, "regime"),
            names.join(", "),
        ),
        command: input.command,
        digest: input.manifest.digest(),
        asked: input.manifest.asked(),
        inputs: inputs.iter().map(leaf_of_input).collect(),
        results: files.iter().map(|file| result(file, views().collect())).collect(),
        published,
    }
}

/// The description of a sweep's folder.
pub fn of_sweep<'a>(
    sweep: &Sweep,
    command: &'a str,
    inputs: &'a [(String, Arc<Source>)],
    files: &'a [OutputFile],
) -> Deposit<'a> {
    let e = &sweep.experiment;
    Deposit {
        title: format!("Glasshouse: {}", e.title),
        about: format!(
            "An experiment on synthetic societies, for explanation and not for prediction: {}, each of {}, at the \
             points of a design ({}) fixed before the first run. {}",
            counted(sweep.runs().into(), "run"),
            counted(e.size.people, "invented person"),
            e.design.word(),
            e.description.split_whitespace().collect::<Vec<_>>().join(" "),
        ),
        command,
        digest: sweep.digest.clone(),
        asked: vec![
            ("people", e.size.people.to_string()),
            ("months", e.size.months.to_string()),
            ("replicates", e.replicates.to_string()),
            ("runs", sweep.runs().to_string()),
            ("seed", e.seed.to_string()),
        ],
        inputs: inputs.iter().map(leaf_of_input).collect(),
        results: files.iter().map(|file| result(file, e.measures.clone())).collect(),
        published: None,
    }
}

fn leaf_of_input((path, source): &(String, Arc<Source>)) -> Leaf<'_> {
    let what = "Input: a file as the program read it.".to_owned();
    Leaf { name: path.clone(), bytes: source.text.as_bytes(), what, measures: Vec::new() }
}

fn result<'a>(file: &'a OutputFile, measures: Vec<MeasureView>) -> Leaf<'a> {
    let known = FILES.iter().find(|known| known.name == file.path);
    Leaf {
        name: file.path.clone(),
        bytes: &file.bytes,
        what: known.map_or("", |known| known.what).to_owned(),
        measures: known.filter(|known| known.measured).map_or(Vec::new(), |_| measures),
    }
}
