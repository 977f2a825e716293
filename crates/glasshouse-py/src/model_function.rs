//! The model as a function of settings, for SALib, the EMA Workbench, pyABC and similar tools.

use crate::errors::{mistakes, stop, unknown_measure};
use crate::frame::{Frame, FrameColumn};
use crate::interruptible::{Attended, WorkProgress, attend, halting};
use crate::scenario_job::ScenarioJob;
use crate::source_texts::{Texts, read_society};
use crate::tables;
use glasshouse::diagnostic::Diagnostics;
use glasshouse::engine::EARLIER;
use glasshouse::experiment::model_function::{self, FunctionOutput, Span, fitted, wanted};
use glasshouse::observatory::measures::{MeasureView, by_key};
use glasshouse::scenario::axis::Axis;
use glasshouse::scenario::experiment::{Arm, Experiment};
use glasshouse::scenario::experiment_file::Design;
use glasshouse::society::behaviour::Behaviour;
use glasshouse_report::{resource_check, thread_pool};
use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use rayon::prelude::*;

/// A reading in Python: measure, view, regime, regime of comparison, span.
type Said = (String, String, String, Option<String>, String);
/// Figures of a row; `None` if it was not done.
type Figures = Option<Vec<Option<f64>>>;

fn axes(job: &ScenarioJob, names: &[String]) -> PyResult<Vec<Axis>> {
    let named = |name: &String| Axis::named(name, &job.plan.society, &job.texts);
    names.iter().map(named).collect::<Result<_, _>>().map_err(|finding| mistakes(&Diagnostics(vec![*finding])))
}

/// The name of each number in tables, its value in the scenario, and its range: the plausible range of a behavioural
/// parameter, or every value that a regime's file accepts.
#[pyfunction]
pub fn ranges(job: &ScenarioJob, names: Vec<String>) -> PyResult<Vec<(String, f64, f64, f64)>> {
    let all = axes(job, &names)?;
    Ok(all.iter().map(|axis| (axis.name.clone(), axis.base(&job.plan.society), axis.low, axis.high)).collect())
}

fn reading(job: &ScenarioJob, said: &Said) -> PyResult<FunctionOutput> {
    let (measure, view, regime, against, span) = said;
    let names = || job.plan.regimes.iter().map(|r| r.name.as_str());
    let which = |name: &str| {
        let there = || names().collect::<Vec<_>>().join(", ");
        let error = || PyKeyError::new_err(format!("there is no regime {name:?}; the regimes are {}", there()));
        names().position(|known| known == name).ok_or_else(error)
    };
    let measure = by_key(measure).ok_or_else(|| unknown_measure(measure))?;
    let span = Span::ALL.into_iter().find(|(word, _)| word == span).map(|(_, span)| span).ok_or_else(|| {
        let words: Vec<&str> = Span::ALL.iter().map(|(word, _)| *word).collect();
        PyValueError::new_err(format!("window = {span:?}: expected one of {}", words.join(", ")))
    })?;
    let against = against.as_deref().map(which).transpose()?;
    Ok(FunctionOutput { of: MeasureView { measure, view: tables::view(view)? }, regime: which(regime)?, against, span })
}

fn experiment(job: &ScenarioJob, axes: Vec<Axis>) -> PyResult<Experiment> {
    let plan = &job.plan;
    if plan.earlier != EARLIER {
        return Err(PyValueError::new_err(format!(
            "earlier = {}: settings can be evaluated only after {EARLIER} earlier months",
            plan.earlier
        )));
    }
    let arms = plan.regimes.iter().zip(&job.texts);
    Ok(Experiment {
        name: String::new(),
        title: String::new(),
        description: String::new(),
        societies: vec![plan.society.clone()],
        arms: arms.map(|(regime, texts)| Arm::of(regime, texts)).collect(),
        measures: Vec::new(),
        size: plan.size,
        replicates: plan.replicates,
        seed: plan.seed,
        design: Design::Grid(2),
        axes,
    })
}

/// The figures of each row of settings. Rows are passed in and out as the bytes of doubles, row by row; undefined and
/// unfinished figures are NaN. Also returns the error that interrupted the work, if any.
#[pyfunction]
#[pyo3(signature = (job, names, readings, rows, threads=None, tick=None))]
pub fn evaluate<'py>(
    py: Python<'py>,
    job: &ScenarioJob,
    names: Vec<String>,
    readings: Vec<Said>,
    rows: &[u8],
    threads: Option<u32>,
    tick: Option<&Bound<'py, PyAny>>,
) -> PyResult<(Bound<'py, PyBytes>, Option<PyErr>)> {
    let axes = axes(job, &names)?;
    let readings = readings.iter().map(|said| reading(job, said)).collect::<PyResult<Vec<_>>>()?;
    let values: Vec<f64> = rows.as_chunks().0.iter().map(|bytes| f64::from_le_bytes(*bytes)).collect();
    let settings = values.chunks(axes.len().max(1)).map(|row| fitted(&axes, row)).collect::<Result<Vec<_>, _>>();
    let settings = settings.map_err(|found| mistakes(&found))?;
    let e = experiment(job, axes)?;
    py.detach(|| resource_check::worlds(e.size, thread_pool::threads(threads), &job.plan.regimes)).map_err(stop)?;
    // Settings that make no sense are reported before the first run.
    let wrong = py.detach(|| settings.par_iter().find_map_first(|values| e.regimes(values).err()));
    if let Some(found) = wrong {
        return Err(mistakes(&found));
    }
    let lived = (0..e.arms.len()).filter(|r| wanted(&readings, *r)).count() as u64;
    let all = settings.len() as u64 * u64::from(e.replicates) * lived * u64::from(e.size.months);
    let width = readings.len();
    let work = move |watch: &WorkProgress| -> Result<Vec<Figures>, Diagnostics> {
        let row = |values: &Vec<f64>| halting(watch, || model_function::row(&e, &readings, values, watch)).transpose();
        settings.par_iter().map(row).collect()
    };
    let Attended { came, broken_off } = attend(py, threads, WorkProgress::leaving(), all, tick, work)?;
    let figures = came.map_err(|found| mistakes(&found))?;
    let of = |row: Figures| row.unwrap_or_else(|| vec![None; width]).into_iter().map(|x| x.unwrap_or(f64::NAN));
    let bytes: Vec<u8> = figures.into_iter().flat_map(of).flat_map(f64::to_le_bytes).collect();
    Ok((PyBytes::new(py, &bytes), broken_off))
}

/// A society's behavioural parameters: parameter, value, low, high, least, most, unit, meaning.
#[pyfunction]
pub fn parameters(texts: Texts) -> PyResult<Frame> {
    let society = read_society(texts)?.value;
    let keys: Vec<String> = Behaviour::TABLE.iter().map(|p| format!("{}.{}", p.section, p.name)).collect();
    let mut behaviour = society.behaviour.clone();
    let mut figures: [Vec<Option<f64>>; 5] = Default::default();
    for p in Behaviour::TABLE {
        let own = society.ranges.iter().find(|r| (r.parameter.section, r.parameter.name) == (p.section, p.name));
        let value = behaviour.get_mut(p.section, p.name).map(|value| *value);
        let row = [value, own.map(|r| r.low), own.map(|r| r.high), Some(p.least), Some(p.most)];
        figures.iter_mut().zip(row).for_each(|(column, x)| column.push(x.map(short)));
    }
    let [value, low, high, least, most] = figures.map(FrameColumn::figures);
    Frame::of(vec![
        ("parameter", FrameColumn::texts(keys.iter().map(String::as_str))),
        ("value", value),
        ("low", low),
        ("high", high),
        ("least", least),
        ("most", most),
        ("unit", FrameColumn::texts(Behaviour::TABLE.iter().map(|p| p.unit))),
        ("meaning", FrameColumn::texts(Behaviour::TABLE.iter().map(|p| p.meaning))),
    ])
}

/// The shortest decimal number that represents a number in single precision.
fn short(x: f32) -> f64 {
    x.to_string().parse().unwrap_or(f64::from(x))
}
