//! What must lie beside results, so that an archive or a model library can take the folder as it is?

use crate::failure::Stop;
use crate::number_format::counted;
use crate::output_folder::Folder;
use crate::report::Story;
use glasshouse::diagnostic::Source;
use glasshouse::experiment::sweep::Sweep;
use glasshouse::observatory::measures::{MeasureView, views};
use glasshouse::observatory::ro_crate::{self, Deposit, Leaf};
use std::sync::Arc;

/// A file that was or will be written, by its name.
pub type File = (&'static str, Vec<u8>);

/// What is in each file, and whether it holds measures.
const FILES: [(&str, bool, &str); 11] = [
    (
        "series.parquet",
        true,
        "The results month by month: one row for each regime, replicate, month, measure and view (truth, or seen by the \
         state), with its value. Months and replicates count from 0.",
    ),
    (
        "summary.csv",
        true,
        "Each measure, in each view, window (during or after) and regime: the mean over replicates with its 95 % interval, \
         and the paired difference to the baseline with its own.",
    ),
    ("groups.csv", true, "The same as in summary.csv, for each group of people."),
    ("groups.parquet", true, "The same as in series.parquet, for each group of people."),
    ("odd.md", false, "What was simulated, after the ODD protocol: all parts, numbers, units, ranges and sources."),
    (
        "manifest.json",
        false,
        "By what the run can be cited and repeated: version, sizes, seed, digests of inputs and results.",
    ),
    ("report.html", false, "The results as a page for people. It needs nothing else."),
    (
        "sweep.csv",
        true,
        "One row for each run, regime and window: the value of each number that is varied, and each measure.",
    ),
    ("sweep.parquet", true, "The same as in sweep.csv."),
    ("effects.csv", false, "What each number that is varied does to each measure, with 95 % intervals."),
    (
        "sweep.json",
        false,
        "By what the sweep can be cited and repeated: version, design, sizes, seed, digests of results.",
    ),
];

/// Writes the texts that a run was read from into a folder of their own, so that it can be run again from there.
pub fn keep_inputs(folder: &Folder, sources: &[Arc<Source>]) -> Result<Vec<(String, Arc<Source>)>, Stop> {
    let inputs = ro_crate::inputs(sources);
    for (path, source) in &inputs {
        let (below, name) = path.rsplit_once('/').unwrap_or((ro_crate::INPUTS, path));
        folder.within(below)?.write(name, source.text.as_bytes())?;
    }
    Ok(inputs)
}

/// What is to be told of the folder of a run.
pub fn of_run<'a>(
    story: &'a Story<'a>,
    inputs: &'a [(String, Arc<Source>)],
    files: &'a [File],
    published: Option<&'a str>,
) -> Deposit<'a> {
    let plan = &story.comparison.plan;
    let names: Vec<&str> = plan.regimes.iter().map(|regime| regime.name.as_str()).collect();
    let society = &plan.society.marginals.title;
    Deposit {
        title: format!("Glasshouse: {} in \"{society}\"", names.join(", ")),
        about: format!(
            "A simulation of a synthetic society, for explanation and not for prediction. {} of {} live for {} under {}: {}.",
            counted(plan.replicates.into(), "society"),
            counted(plan.size.people, "invented person"),
            counted(plan.size.months.into(), "month"),
            counted(names.len() as u64, "regime"),
            names.join(", "),
        ),
        command: story.command,
        digest: story.manifest.digest(),
        asked: story.manifest.asked(),
        inputs: inputs.iter().map(input).collect(),
        results: files.iter().map(|file| result(file, views().collect())).collect(),
        published,
    }
}

/// The same of a sweep.
pub fn of_sweep<'a>(
    sweep: &Sweep,
    command: &'a str,
    inputs: &'a [(String, Arc<Source>)],
    files: &'a [File],
) -> Deposit<'a> {
    let e = &sweep.experiment;
    Deposit {
        title: format!("Glasshouse: {}", e.title),
        about: format!(
            "An experiment on synthetic societies, for explanation and not for prediction: {}, each of {}, at the points of a \
             design ({}) that was fixed before the first run. {}",
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
        inputs: inputs.iter().map(input).collect(),
        results: files.iter().map(|file| result(file, e.measures.clone())).collect(),
        published: None,
    }
}

fn input((path, source): &(String, Arc<Source>)) -> Leaf<'_> {
    let what = "Input: a file as it was read.".to_owned();
    Leaf { name: path.clone(), bytes: source.text.as_bytes(), what, measures: Vec::new() }
}

fn result<'a>((name, bytes): &'a File, measured: Vec<MeasureView>) -> Leaf<'a> {
    let known = FILES.iter().find(|(known, ..)| known == name);
    let (measures, what) = known.map_or((false, ""), |(_, measures, what)| (*measures, *what));
    Leaf {
        name: (*name).to_owned(),
        bytes,
        what: what.to_owned(),
        measures: if measures { measured } else { Vec::new() },
    }
}
