//! The files of a comparison: report, tables, ODD description, manifest and metadata.

use crate::html::{self, ReportInput};
use crate::job_error::JobError;
use crate::output_folder::OutputFolder;
use crate::{deposit, summary_csv};
use glasshouse::experiment::odd;
use glasshouse::observatory::parquet::{self, Values};
use glasshouse::observatory::ro_crate;
use glasshouse::society::strata::By;
use std::path::PathBuf;

/// Writes all files, and what describes them for others; the report's path is the last.
pub fn write(folder: &OutputFolder, input: &ReportInput, published: Option<&str>) -> Result<Vec<PathBuf>, JobError> {
    let comparison = input.comparison;
    let groups = comparison.plan.groups();
    let runs = |r: usize| comparison.runs[r].iter().map(|months| parquet::of_sums(months)).collect();
    let mut files =
        vec![("series.parquet", series(input, &[], runs)?), ("summary.csv", summary_csv::csv(comparison).into_bytes())];
    // Figures by group of an earlier run do not belong to this one.
    GROUPED.iter().try_for_each(|name| folder.remove(name))?;
    if !groups.is_empty() {
        files.push((GROUPED[1], summary_csv::by_group(comparison, &groups).into_bytes()));
    }
    // There is a table month by month only where groups are counted in every month.
    if comparison.plan.by.is_some_and(|by| by != By::All) {
        let kept = |r: usize| comparison.grouped[r].iter().map(|run| parquet::of_values(&run.series)).collect();
        files.push((GROUPED[0], series(input, &groups, kept)?));
    }
    files.push(("odd.md", odd::text(&comparison.plan, input.manifest).into_bytes()));
    let report = ("report.html", html::report(input).into_bytes());
    let named: Vec<(&str, &[u8])> = files.iter().chain([&report]).map(|(name, bytes)| (*name, &bytes[..])).collect();
    files.push(("manifest.json", input.manifest.to_json(&named).into_bytes()));
    files.push(report);
    let inputs = deposit::keep_inputs(folder, &input.manifest.sources())?;
    let about = deposit::of_run(input, &inputs, &files, published);
    files.insert(files.len() - 1, (ro_crate::NAME, about.metadata().into_bytes()));
    files.iter().map(|(name, bytes)| folder.write(name, bytes)).collect()
}

/// Files of figures by group.
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
