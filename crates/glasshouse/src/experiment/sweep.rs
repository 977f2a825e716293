//! Sweeps: the runs of an experiment, each identified by its number and the same wherever it is done.
//!
//! So a sweep can be interrupted, resumed, and split over machines. There is no "best" run: a sweep explores a design
//! that was fixed before it began.

use super::design::{self, AxisPoint};
use super::run_file::RunFigures;
use super::window::Window;
use crate::diagnostic::Diagnostics;
use crate::engine::{self, PopulationSpec, Progress, Settlement};
use crate::observatory::manifest::VERSION;
use crate::observatory::measures::MeasureView;
use crate::observatory::tally::Tally;
use crate::regime::Regime;
use crate::scenario::experiment::Experiment;
use rayon::prelude::*;
use std::ops::Range;

/// An experiment, laid out.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// The request.
    pub experiment: Experiment,
    /// The position of each point on each axis: point, then axis.
    pub points: Vec<Vec<AxisPoint>>,
    /// The windows of a run: while regimes are in force, and after.
    pub windows: Vec<Window>,
    /// BLAKE3 of everything that decides the results, in hexadecimal.
    pub digest: String,
}

/// The coordinates of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SweepRun {
    /// Number of the society.
    pub society: usize,
    /// Number of the point.
    pub point: usize,
    /// Number of the replicate.
    pub replicate: u32,
}

impl Sweep {
    /// Lays an experiment out, and checks that every point of it makes sense.
    pub fn new(experiment: Experiment) -> Result<Sweep, Diagnostics> {
        let points = design::points(experiment.design, &experiment.axes, experiment.seed);
        let regimes: Vec<Regime> = experiment.arms.iter().map(|arm| arm.regime.clone()).collect();
        let months = experiment.size.months;
        let has = |window: &Window| (0..regimes.len()).any(|arm| window.of(&regimes, arm, months).is_some());
        let windows = Window::ALL.into_iter().filter(has).collect();
        let mut sweep = Sweep { experiment, points, windows, digest: String::new() };
        sweep.digest = sweep.digest();
        let wrong = (0..sweep.points.len()).into_par_iter().map(|point| sweep.regimes(0, point).err());
        match wrong.find_first(Option::is_some).flatten() {
            Some(findings) => Err(findings),
            None => Ok(sweep),
        }
    }

    /// Number of runs; they are numbered from 0.
    pub fn runs(&self) -> u32 {
        (self.experiment.societies.len() * self.points.len()) as u32 * self.experiment.replicates
    }

    /// The coordinates of a run: replicates of a point follow each other, then points, then societies.
    pub fn which(&self, run: u32) -> SweepRun {
        let (at, replicate) = (run / self.experiment.replicates, run % self.experiment.replicates);
        let at = at as usize;
        SweepRun { society: at / self.points.len(), point: at % self.points.len(), replicate }
    }

    /// The number of a run.
    pub fn number(&self, run: SweepRun) -> u32 {
        (run.society * self.points.len() + run.point) as u32 * self.experiment.replicates + run.replicate
    }

    /// The runs of shard `shard` of `of`, counted from 1: every `of`-th run, so that all shards take equally long.
    pub fn shard(&self, shard: u32, of: u32) -> impl Iterator<Item = u32> + use<> {
        (shard - 1..self.runs()).step_by(of as usize)
    }

    /// The values of a point, axis by axis.
    pub fn values(&self, society: usize, point: usize) -> Vec<f64> {
        let (axes, society) = (&self.experiment.axes, &self.experiment.societies[society]);
        self.points[point].iter().zip(axes).map(|(at, axis)| at.value(axis, society)).collect()
    }

    fn regimes(&self, society: usize, point: usize) -> Result<Vec<Regime>, Diagnostics> {
        self.experiment.regimes(&self.values(society, point))
    }

    /// Number of figures of a run: those of each regime in its own windows, then those of the baseline in the windows
    /// of each other regime.
    pub fn width(&self) -> usize {
        (2 * self.experiment.arms.len() - 1) * self.windows.len() * self.experiment.measures.len()
    }

    /// Index among the figures of a run of a regime, window and measure, each given by its number.
    pub fn column(&self, arm: usize, window: usize, measure: usize) -> usize {
        (arm * self.windows.len() + window) * self.experiment.measures.len() + measure
    }

    /// The same for the baseline, in the window of a regime.
    pub fn baseline_column(&self, arm: usize, window: usize, measure: usize) -> usize {
        let of = if arm == 0 { 0 } else { self.experiment.arms.len() + arm - 1 };
        self.column(of, window, measure)
    }

    /// Does a run: all regimes on the same people with the same luck. The figures do not depend on the number of
    /// threads.
    pub fn run(&self, run: u32, progress: &dyn Progress) -> RunFigures {
        let SweepRun { society, point, replicate } = self.which(run);
        let (e, values) = (&self.experiment, self.values(society, point));
        let regimes = e.regimes(&values).expect("every point was tried");
        let mut people = engine::settle(
            &PopulationSpec::new(&e.society(society, &values), e.size, e.seed, replicate).living(&regimes),
        );
        people.remember(&regimes);
        let window = |arm: usize, window: &Window| window.of(&regimes, arm, e.size.months).unwrap_or(0..0);
        let own = |arm: usize| self.windows.iter().map(move |of| window(arm, of));
        let all: Vec<Range<u32>> = (0..regimes.len()).flat_map(own).collect();
        let mut figures = self.figures(&people, &regimes[0], &all, progress);
        let baseline = figures.split_off(self.windows.len() * e.measures.len());
        for (arm, regime) in regimes.iter().enumerate().skip(1) {
            figures.extend(self.figures(&people, regime, &own(arm).collect::<Vec<_>>(), progress));
        }
        figures.extend(baseline);
        figures
    }

    fn figures(
        &self,
        people: &Settlement,
        regime: &Regime,
        spans: &[Range<u32>],
        progress: &dyn Progress,
    ) -> Vec<Option<f64>> {
        let mut sums = vec![Tally::default(); spans.len()];
        for (month, told) in (0..).zip(engine::simulate(people, regime, None, progress)) {
            for (sum, _) in sums.iter_mut().zip(spans).filter(|(_, span)| span.contains(&month)) {
                sum.merge(&told.all);
            }
        }
        let of = |sum: &Tally| {
            let value = |of: &MeasureView| of.value(sum).filter(|x| x.is_finite());
            self.experiment.measures.iter().map(value).collect::<Vec<_>>()
        };
        sums.iter().flat_map(of).collect()
    }

    /// The digest of everything that decides the results; the users' folder names are not part of it.
    fn digest(&self) -> String {
        let e = &self.experiment;
        let mut hasher = blake3::Hasher::new();
        let mut take = |line: String| {
            hasher.update((line + "\n").as_bytes());
        };
        take(format!("glasshouse {VERSION} {:?} replicates {} seed {}", e.size, e.replicates, e.seed));
        e.societies.iter().for_each(|society| take(format!("society {society:?}")));
        e.arms.iter().for_each(|arm| take(format!("regime {:?}", arm.regime)));
        e.measures.iter().for_each(|seen| take(format!("measure {}", seen.name())));
        e.axes.iter().for_each(|axis| take(format!("vary {:?}", axis.name)));
        take(format!("design {:?} windows {:?}", e.design, self.windows));
        for society in 0..e.societies.len() {
            (0..self.points.len()).for_each(|point| take(format!("{:?}", self.values(society, point))));
        }
        hasher.finalize().to_hex().to_string()
    }
}
