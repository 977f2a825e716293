//! The files of a sweep: a table of all runs, the effects of each number, and a manifest.

use crate::csv_cell::cell;
use crate::deposit;
use crate::job_error::JobError;
use crate::output_folder::OutputFile;
use glasshouse::diagnostic::Source;
use glasshouse::experiment::factor_effects::{FactorEffects, answer, outcomes};
use glasshouse::experiment::run_file::RunFigures;
use glasshouse::experiment::sweep::{Sweep, SweepRun};
use glasshouse::experiment::window::Window;
use glasshouse::observatory::json::Json;
use glasshouse::observatory::manifest::{VERSION, hash};
use glasshouse::observatory::parquet::{ColumnChunk, write_table};
use glasshouse::observatory::ro_crate;
use std::ops::Range;
use std::sync::Arc;

/// All files by their paths in the folder: the input texts, the results and their metadata. The same runs give the
/// same bytes, on whatever machine they were done.
pub fn files(
    sweep: &Sweep,
    runs: &[RunFigures],
    sources: &[Arc<Source>],
    command: &str,
) -> Result<Vec<OutputFile>, JobError> {
    let table = Table { sweep, runs };
    let mut results = vec![
        OutputFile::new("sweep.csv", table.csv()),
        OutputFile::new("sweep.parquet", table.parquet()?),
        OutputFile::new("effects.csv", effects(sweep, runs)),
    ];
    results.push(OutputFile::new("sweep.json", manifest(sweep, &results)));
    let inputs = ro_crate::inputs(sources);
    let metadata = deposit::of_sweep(sweep, command, &inputs, &results).metadata();
    results.insert(results.len() - 1, OutputFile::new(ro_crate::NAME, metadata));
    let texts = inputs.iter().map(|(path, source)| OutputFile::new(path.clone(), source.text.clone()));
    Ok(texts.chain(results).collect())
}

/// The word for a window.
pub fn window(window: Window) -> &'static str {
    if window == Window::During { "during" } else { "after" }
}

/// One row for each run, regime and window: the run's place in the design, the value of each varied number, and each
/// measure.
struct Table<'a> {
    sweep: &'a Sweep,
    runs: &'a [RunFigures],
}

/// The run, regime and window of a row.
struct Row {
    number: usize,
    run: SweepRun,
    arm: usize,
    window: usize,
}

impl Table<'_> {
    fn names(&self) -> Vec<String> {
        let e = &self.sweep.experiment;
        let fixed = ["run", "society", "point", "replicate", "regime", "window"].map(String::from);
        let axes = e.axes.iter().map(|axis| axis.name.clone());
        fixed.into_iter().chain(axes).chain(e.measures.iter().map(|seen| seen.name())).collect()
    }

    fn rows(&self) -> usize {
        self.runs.len() * self.sweep.experiment.arms.len() * self.sweep.windows.len()
    }

    fn row(&self, n: usize) -> Row {
        let (windows, arms) = (self.sweep.windows.len(), self.sweep.experiment.arms.len());
        let number = n / (windows * arms);
        Row { number, run: self.sweep.which(number as u32), arm: n / windows % arms, window: n % windows }
    }

    fn society(&self, row: &Row) -> &str {
        &self.sweep.experiment.societies[row.run.society].marginals.name
    }

    fn regime(&self, row: &Row) -> &str {
        &self.sweep.experiment.arms[row.arm].regime.name
    }

    fn figure(&self, row: &Row, measure: usize) -> Option<f64> {
        self.runs[row.number][self.sweep.column(row.arm, row.window, measure)]
    }

    fn csv(&self) -> String {
        let mut text = self.names().iter().map(|name| cell(name)).collect::<Vec<_>>().join(",") + "\n";
        for row in (0..self.rows()).map(|n| self.row(n)) {
            let (society, regime) = (cell(self.society(&row)), cell(self.regime(&row)));
            let SweepRun { point, replicate, .. } = row.run;
            let window = window(self.sweep.windows[row.window]);
            text += &format!("{},{society},{point},{replicate},{regime},{window}", row.number);
            self.sweep.values(row.run.society, point).iter().for_each(|value| text += &format!(",{value}"));
            for measure in 0..self.sweep.experiment.measures.len() {
                text += &self.figure(&row, measure).map_or(",".to_owned(), |figure| format!(",{figure}"));
            }
            text.push('\n');
        }
        text
    }

    fn parquet(&self) -> Result<Vec<u8>, JobError> {
        let mut bytes = Vec::new();
        write_table(&mut bytes, &self.names(), self.rows(), |rows| self.columns(rows), &stamps(self.sweep))
            .map_err(|e| JobError::Failed(format!("cannot build a Parquet file: {e}")))?;
        Ok(bytes)
    }

    fn columns(&self, rows: Range<usize>) -> Vec<ColumnChunk<'_>> {
        let rows: Vec<Row> = rows.map(|n| self.row(n)).collect();
        let wholes = |of: &dyn Fn(&Row) -> usize| ColumnChunk::Wholes(rows.iter().map(|row| of(row) as i32).collect());
        let mut columns = vec![
            wholes(&|row| row.number),
            ColumnChunk::Texts(rows.iter().map(|row| self.society(row)).collect()),
            wholes(&|row| row.run.point),
            wholes(&|row| row.run.replicate as usize),
            ColumnChunk::Texts(rows.iter().map(|row| self.regime(row)).collect()),
            ColumnChunk::Texts(rows.iter().map(|row| window(self.sweep.windows[row.window])).collect()),
        ];
        let values: Vec<Vec<f64>> = rows.iter().map(|row| self.sweep.values(row.run.society, row.run.point)).collect();
        let axes = 0..self.sweep.experiment.axes.len();
        columns.extend(axes.map(|axis| ColumnChunk::Figures(values.iter().map(|values| Some(values[axis])).collect())));
        let measures = 0..self.sweep.experiment.measures.len();
        let figures = |measure| ColumnChunk::Figures(rows.iter().map(|row| self.figure(row, measure)).collect());
        columns.extend(measures.map(figures));
        columns
    }
}

/// One row for each figure: its subject, the varied number, the figure and its 95 % interval.
fn effects(sweep: &Sweep, runs: &[RunFigures]) -> String {
    let e = &sweep.experiment;
    let mut text = String::from("society,measure,window,regime,against,parameter,at,statistic,value,low,high\n");
    for outcome in outcomes(sweep) {
        let FactorEffects::Figures(figures) = answer(sweep, runs, outcome) else { continue };
        let against = if outcome.difference { cell(&e.arms[0].regime.name) } else { String::new() };
        let about = format!(
            "{},{},{},{},{against}",
            cell(&e.societies[outcome.society].marginals.name),
            e.measures[outcome.measure].name(),
            window(outcome.window(sweep)),
            cell(&e.arms[outcome.arm].regime.name),
        );
        for figure in figures {
            let name = figure.axis.map_or(String::new(), |axis| cell(&e.axes[axis].name));
            let at = figure.at.map_or(String::new(), |at| at.to_string());
            let ends = figure.interval.map_or(",".to_owned(), |[low, high]| format!("{low},{high}"));
            text += &format!("{about},{name},{at},{},{},{ends}\n", figure.name, figure.value);
        }
    }
    text
}

fn stamps(sweep: &Sweep) -> Vec<(&'static str, String)> {
    vec![
        ("synthetic", "true".to_owned()),
        ("purpose", "explanation, not prediction".to_owned()),
        ("version", VERSION.to_owned()),
        ("digest", sweep.digest.clone()),
        ("seed", sweep.experiment.seed.to_string()),
    ]
}

/// The manifest by which the sweep can be cited and repeated.
fn manifest(sweep: &Sweep, files: &[OutputFile]) -> String {
    let e = &sweep.experiment;
    let file = |file: &OutputFile| {
        Json::Object(vec![("name", file.path.as_str().into()), ("blake3", hash(&file.bytes).as_str().into())])
    };
    let names = |names: Vec<&str>| Json::List(names.into_iter().map(Json::from).collect());
    let mut pairs = vec![("program", "glasshouse".into())];
    pairs.extend(stamps(sweep).into_iter().map(|(key, value)| (key, Json::Text(value))));
    pairs.extend([
        ("title", e.title.as_str().into()),
        ("design", e.design.word().into()),
        ("points", Json::Number(sweep.points.len() as u64)),
        ("replicates", Json::Number(e.replicates.into())),
        ("runs", Json::Number(sweep.runs().into())),
        ("people", Json::Number(e.size.people)),
        ("months", Json::Number(e.size.months.into())),
        ("societies", names(e.societies.iter().map(|society| society.marginals.name.as_str()).collect())),
        ("regimes", names(e.arms.iter().map(|arm| arm.regime.name.as_str()).collect())),
        ("varied", names(e.axes.iter().map(|axis| axis.name.as_str()).collect())),
        ("files", Json::List(files.iter().map(file).collect())),
    ]);
    format!("{}\n", Json::Object(pairs))
}
