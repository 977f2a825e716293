//! The files of a comparison: report, tables, ODD description, manifest and metadata.

use crate::html::{self, ReportInput};
use crate::job_error::JobError;
use crate::output_folder::{OutputFile, OutputFolder};
use crate::result_kind::ResultKind;
use crate::{deposit, summary_csv};
use glasshouse::experiment::odd;
use glasshouse::observatory::parquet::{self, Values};
use glasshouse::observatory::ro_crate;
use glasshouse::society::strata::By;
use std::path::PathBuf;

/// Writes all files and their metadata in place of those of an earlier run, with `texts` beside them; the report's path
/// comes last.
pub fn write(
    folder: &OutputFolder,
    input: &ReportInput,
    published: Option<&str>,
    texts: Vec<OutputFile>,
) -> Result<Vec<PathBuf>, JobError> {
    let comparison = input.comparison;
    let groups = comparison.plan.groups();
    let runs = |r: usize| comparison.runs[r].iter().map(|months| parquet::of_sums(months)).collect();
    let mut files = vec![
        OutputFile::new("series.parquet", series(input, &[], runs)?),
        OutputFile::new("summary.csv", summary_csv::csv(comparison)),
    ];
    if !groups.is_empty() {
        files.push(OutputFile::new(GROUPED[1], summary_csv::by_group(comparison, &groups)));
    }
    // A monthly table exists only for groups that are counted in every month.
    if comparison.plan.by.is_some_and(|by| by != By::All) {
        let kept = |r: usize| comparison.grouped[r].iter().map(|run| parquet::of_values(&run.series)).collect();
        files.push(OutputFile::new(GROUPED[0], series(input, &groups, kept)?));
    }
    files.push(OutputFile::new("odd.md", odd::text(&comparison.plan, input.manifest)));
    let report = OutputFile::new("report.html", html::report(input));
    let named: Vec<(&str, &[u8])> = files.iter().chain([&report]).map(OutputFile::named).collect();
    let manifest = input.manifest.to_json(&named);
    files.push(OutputFile::new("manifest.json", manifest));
    files.push(report);
    let inputs = ro_crate::inputs(&input.manifest.sources());
    let metadata = deposit::of_run(input, &inputs, &files, published).metadata();
    files.insert(files.len() - 1, OutputFile::new(ro_crate::NAME, metadata));
    let inputs = inputs.iter().map(|(path, source)| OutputFile::new(path.clone(), source.text.clone()));
    let mut all: Vec<OutputFile> = texts.into_iter().chain(inputs).collect();
    let read = all.len();
    all.extend(files);
    Ok(folder.replace(ResultKind::Comparison, &all)?.split_off(read))
}

/// Files with figures by group.
const GROUPED: [&str; 2] = ["groups.parquet", "groups.csv"];

/// Series of all runs as a Parquet file.
fn series<'a>(
    input: &ReportInput,
    groups: &[String],
    runs: impl Fn(usize) -> Vec<Values<'a>>,
) -> Result<Vec<u8>, JobError> {
    let names: Vec<&str> = input.comparison.plan.regimes.iter().map(|r| r.name.as_str()).collect();
    let mut bytes = Vec::new();
    parquet::write(&mut bytes, &names, groups, runs, &input.manifest.stamps())
        .map_err(|e| JobError::Failed(format!("cannot build a Parquet file: {e}")))?;
    Ok(bytes)
}
