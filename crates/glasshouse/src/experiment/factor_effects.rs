//! Effects of each varied number on the results of an experiment's runs.

use super::bootstrap::quantile;
use super::design::AxisPoint;
use super::run_file::RunFigures;
use super::sensitivity::{Estimate, elementary, indices, screening};
use super::sweep::{Sweep, SweepRun};
use super::window::Window;
use crate::observatory::statistics;
use crate::scenario::experiment_file::Design;

/// An outcome: a measure in a window, under a regime or as the difference that the regime makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutcomeVariable {
    /// Number of the society.
    pub society: usize,
    /// Number of the measure.
    pub measure: usize,
    /// Number of the window.
    pub window: usize,
    /// Number of the regime.
    pub arm: usize,
    /// Whether it is the difference from the baseline, for the same people with the same luck.
    pub difference: bool,
}

/// The answer for an outcome.
#[derive(Clone, Debug, PartialEq)]
pub enum FactorEffects {
    /// Figures, axis by axis.
    Figures(Vec<FactorStatistic>),
    /// The result is not defined at this many of the points, so that the design has holes.
    Undefined(usize),
    /// The result is the same at every point.
    Same,
}

/// A figure about one number, or about the result over the whole design.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FactorStatistic {
    /// Number of the axis; `None`: the whole design.
    pub axis: Option<usize>,
    /// The value to which it refers, where that matters.
    pub at: Option<f64>,
    /// Its kind: `mu_star`, `first_order` ...
    pub name: &'static str,
    /// The figure.
    pub value: f64,
    /// Its 95 % interval, where there is one.
    pub interval: Option<[f64; 2]>,
}

/// All outcomes, in the order of the report.
pub fn outcomes(sweep: &Sweep) -> Vec<OutcomeVariable> {
    let e = &sweep.experiment;
    let mut all = Vec::new();
    for society in 0..e.societies.len() {
        for measure in 0..e.measures.len() {
            for window in 0..sweep.windows.len() {
                for arm in 0..e.arms.len() {
                    let sides = if arm == 0 { &[false][..] } else { &[false, true] };
                    let of =
                        |difference: &bool| OutcomeVariable { society, measure, window, arm, difference: *difference };
                    all.extend(sides.iter().map(of));
                }
            }
        }
    }
    all
}

/// The answer of the runs, indexed by their numbers, for an outcome.
pub fn answer(sweep: &Sweep, runs: &[RunFigures], of: OutcomeVariable) -> FactorEffects {
    let results: Vec<Option<Vec<f64>>> =
        (0..sweep.points.len()).map(|point| at_point(sweep, runs, of, point)).collect();
    let holes = results.iter().filter(|result| result.is_none()).count();
    if holes > 0 {
        return FactorEffects::Undefined(holes);
    }
    let results: Vec<Vec<f64>> = results.into_iter().flatten().collect();
    if results.iter().all(|result| *result == results[0]) {
        return FactorEffects::Same;
    }
    let means: Vec<f64> = results.iter().map(|all| all.iter().sum::<f64>() / all.len() as f64).collect();
    let (axes, seed) = (sweep.experiment.axes.len(), sweep.experiment.seed);
    match sweep.experiment.design {
        Design::OneAtATime(_) => FactorEffects::Figures(one_at_a_time(sweep, of.society, &results)),
        Design::Morris { .. } => {
            let shares: Vec<Vec<f64>> =
                sweep.points.iter().map(|point| point.iter().copied().map(AxisPoint::share).collect()).collect();
            let effects = elementary(&shares, &means);
            let of = |(axis, effects): (usize, &Vec<f64>)| {
                let found = screening(effects, seed);
                [("mu", found.mu), ("mu_star", found.mu_star), ("sigma", found.sigma)].map(figure(axis))
            };
            FactorEffects::Figures(effects.iter().enumerate().flat_map(of).collect())
        }
        Design::SobolIndices(_) => indices(&means, axes, seed).map_or(FactorEffects::Same, |found| {
            let of = |(axis, found): (usize, &super::sensitivity::Indices)| {
                [("first_order", found.first), ("total", found.total)].map(figure(axis))
            };
            FactorEffects::Figures(found.iter().enumerate().flat_map(of).collect())
        }),
        Design::Grid(_) | Design::LatinHypercube(_) | Design::SobolSequence(_) => FactorEffects::Figures(spread(means)),
    }
}

/// The result at a point, one for each replicate; `None` where it is not defined for one of them.
fn at_point(sweep: &Sweep, runs: &[RunFigures], of: OutcomeVariable, point: usize) -> Option<Vec<f64>> {
    let one = |replicate| {
        let run = &runs[sweep.number(SweepRun { society: of.society, point, replicate }) as usize];
        let level = |arm| run[sweep.column(arm, of.window, of.measure)];
        let baseline = || run[sweep.baseline_column(of.arm, of.window, of.measure)];
        if of.difference { Some(level(of.arm)? - baseline()?) } else { level(of.arm) }
    };
    (0..sweep.experiment.replicates).map(one).collect()
}

fn figure(axis: usize) -> impl Fn((&'static str, Estimate)) -> FactorStatistic {
    move |(name, estimate)| FactorStatistic {
        axis: Some(axis),
        at: None,
        name,
        value: estimate.value,
        interval: Some(estimate.interval),
    }
}

/// For each axis, the change from the value in the files to each of its stops, and from the first stop to the last;
/// intervals are those over replicates, pair by pair.
fn one_at_a_time(sweep: &Sweep, society: usize, results: &[Vec<f64>]) -> Vec<FactorStatistic> {
    let mut figures = Vec::new();
    for axis in 0..sweep.experiment.axes.len() {
        let here: Vec<usize> =
            (1..results.len()).filter(|point| sweep.points[*point][axis] != AxisPoint::Base).collect();
        let change = |from: usize, to: usize, name, at| {
            let pairs: Vec<f64> = results[to].iter().zip(&results[from]).map(|(to, from)| to - from).collect();
            let mean = statistics::interval(&pairs);
            let interval = mean.half.map(|half| [mean.mean - half, mean.mean + half]);
            FactorStatistic { axis: Some(axis), at, name, value: mean.mean, interval }
        };
        let value = |point: usize| Some(sweep.values(society, point)[axis]);
        figures.extend(here.iter().map(|point| change(0, *point, "change", value(*point))));
        if let [first, .., last] = here[..] {
            figures.push(change(first, last, "swing", None));
        }
    }
    figures
}

/// The distribution of the results of a whole design.
fn spread(mut results: Vec<f64>) -> Vec<FactorStatistic> {
    results.sort_by(f64::total_cmp);
    let figure =
        |(name, q)| FactorStatistic { axis: None, at: None, name, value: quantile(&results, q), interval: None };
    [("least", 0.0), ("p05", 0.05), ("median", 0.5), ("p95", 0.95), ("most", 1.0)].map(figure).to_vec()
}

impl OutcomeVariable {
    /// The kind of window.
    pub fn window(self, sweep: &Sweep) -> Window {
        sweep.windows[self.window]
    }
}
