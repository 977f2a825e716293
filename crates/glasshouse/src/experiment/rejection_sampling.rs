//! Approximate Bayesian computation by rejection: the plausible societies that agree with the figures used.
//!
//! Approximate Bayesian computation by rejection (Beaumont, Zhang & Balding 2002, Genetics 162: 2025): societies are
//! drawn from all plausible ranges, and those with figures closest to the published ones are kept. The distance of a
//! figure is how far it is outside its published range, in median distances of all societies; figures kept aside do
//! not count.

use super::bootstrap::quantile;
use super::compare::{Plan, compare};
use super::figure_store::{FigureKey, FigureStore, NoStore, stored_or, sure};
use super::latin_hypercube;
use super::pattern_check::{self, CalibrationPattern, CalibrationRole, TABLE};
use super::regional_sensitivity::{Decider, deciders};
use crate::engine::{EARLIER, Progress, Size};
use crate::society::Society;
use rayon::prelude::*;

/// The request: what is fitted, and how.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The society whose plausible ranges are searched.
    pub society: Society,
    /// Persons and months of each.
    pub size: Size,
    /// Seed of all luck.
    pub seed: u64,
    /// Number of societies drawn.
    pub societies: u32,
    /// Number of those kept.
    pub kept: u32,
}

/// The result.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// Parameters of each society.
    pub values: Vec<Vec<f32>>,
    /// Figures of each society: one per pattern of [`TABLE`], `None` where nothing could be measured.
    pub figures: Vec<Vec<Option<f64>>>,
    /// Distance of each society to the published figures that are used; infinite where one could not be measured.
    pub distance: Vec<f64>,
    /// The societies kept, nearest first.
    pub kept: Vec<usize>,
}

impl Fit {
    /// The runs of each society.
    fn plans(&self, society: Society) -> Vec<Plan> {
        let plan = Plan {
            society,
            regimes: Vec::new(),
            size: self.size,
            seed: self.seed,
            replicates: 1,
            earlier: EARLIER,
            by: None,
        };
        pattern_check::plans(&plan)
    }

    /// Months of single runs in total.
    pub fn months(&self) -> u64 {
        let runs: usize = self.plans(self.society.clone()).iter().map(|plan| plan.regimes.len()).sum();
        runs as u64 * u64::from(self.societies) * u64::from(self.size.months)
    }

    /// Months of single runs of one society.
    pub fn months_each(&self) -> u32 {
        (self.months() / u64::from(self.societies.max(1))) as u32
    }

    /// The figures of the society with these values of its parameters: one per pattern of [`TABLE`].
    pub fn figures(&self, values: &[f32], seed: u64, progress: &dyn Progress) -> Vec<Option<f64>> {
        let society = latin_hypercube::society(&self.society, values);
        let plans = self.plans(society).into_iter().map(|plan| Plan { seed, ..plan });
        let found: Vec<_> = plans.map(|plan| compare(plan, progress)).collect();
        pattern_check::look(&found).into_iter().map(|found| found.simulated.map(|i| i.mean)).collect()
    }

    /// The figures used alone, from one run instead of seven; those kept aside are `None`.
    pub fn used_figures(&self, values: &[f32], seed: u64, progress: &dyn Progress) -> Vec<Option<f64>> {
        let society = latin_hypercube::society(&self.society, values);
        let plan = self.plans(society).swap_remove(0);
        let found = compare(Plan { seed, ..pattern_check::used_plan(&plan) }, progress);
        pattern_check::look(&[found]).into_iter().map(|found| found.simulated.map(|i| i.mean)).collect()
    }

    /// Draws the societies and keeps the closest; the result does not depend on the number of threads.
    pub fn run(&self, progress: &dyn Progress) -> Fitted {
        sure(self.run_kept(progress, &NoStore))
    }

    /// The same, with a store for finished societies. The result does not depend on where it was interrupted.
    ///
    /// # Errors
    ///
    /// Those of the store.
    pub fn run_kept<S: FigureStore>(&self, progress: &dyn Progress, store: &S) -> Result<Fitted, S::Error> {
        let values = latin_hypercube::sample(&self.society.ranges, self.societies, self.seed);
        let one = |values: &[f32]| self.figures(values, self.seed, progress);
        let months = self.months_each();
        let kept = |(k, values): (usize, &Vec<f32>)| {
            let which = FigureKey { set: "fit".to_owned(), society: k as u32 };
            stored_or(store, &which, TABLE.len(), || progress.there(months), || one(values))
        };
        let figures: Vec<Vec<Option<f64>>> = values.par_iter().enumerate().map(kept).collect::<Result<_, _>>()?;
        let distance = distances(&figures);
        let mut kept: Vec<usize> = (0..distance.len()).filter(|k| distance[*k].is_finite()).collect();
        kept.sort_by(|a, b| distance[*a].total_cmp(&distance[*b]).then(a.cmp(b)));
        kept.truncate(self.kept as usize);
        Ok(Fitted { values, figures, distance, kept })
    }
}

/// Distance of each society: root mean square of the distances of the used figures outside their published ranges.
fn distances(figures: &[Vec<Option<f64>>]) -> Vec<f64> {
    let mut squares = vec![0.0; figures.len()];
    let used = || TABLE.iter().enumerate().filter(|(_, pattern)| pattern.role == CalibrationRole::Used);
    for (n, pattern) in used() {
        let unit = spread(figures, n);
        for (square, figures) in squares.iter_mut().zip(figures) {
            let off = figures[n].map_or(f64::INFINITY, |x| outside(pattern, x) / unit);
            *square += off * off;
        }
    }
    squares.into_iter().map(|square| (square / used().count() as f64).sqrt()).collect()
}

/// Distance of a figure outside its published range; 0 within it.
fn outside(pattern: &CalibrationPattern, x: f64) -> f64 {
    let (low, high) = (pattern.published.start(), pattern.published.end());
    (low - x).max(x - high).max(0.0)
}

/// Median distance of a figure to its median over all societies; 1 where all are alike.
fn spread(figures: &[Vec<Option<f64>>], n: usize) -> f64 {
    let median = |mut x: Vec<f64>| {
        x.sort_by(f64::total_cmp);
        quantile(&x, 0.5)
    };
    let all: Vec<f64> = figures.iter().filter_map(|figures| figures[n]).collect();
    let middle = median(all.clone());
    let spread = median(all.iter().map(|x| (x - middle).abs()).collect());
    if spread > 0.0 { spread } else { 1.0 }
}

impl Fitted {
    /// A pattern's 5 %, 50 % and 95 % quantile, over all societies and over those kept.
    pub fn spans(&self, pattern: usize) -> [[f64; 3]; 2] {
        let of = |societies: &mut dyn Iterator<Item = usize>| {
            let mut x: Vec<f64> = societies.filter_map(|k| self.figures[k][pattern]).collect();
            x.sort_by(f64::total_cmp);
            [0.05, 0.5, 0.95].map(|q| quantile(&x, q))
        };
        [of(&mut (0..self.figures.len())), of(&mut self.kept.iter().copied())]
    }

    /// The number of kept societies in which a pattern is met.
    pub fn met(&self, pattern: usize) -> usize {
        let within = |k: &&usize| self.figures[**k][pattern].is_some_and(|x| outside(&TABLE[pattern], x) == 0.0);
        self.kept.iter().filter(within).count()
    }

    /// The parameters on which the used figures are informative: their values differ between kept societies and
    /// others by more than chance.
    pub fn informed(&self) -> Vec<Decider> {
        let kept: Vec<bool> = (0..self.values.len()).map(|k| self.kept.contains(&k)).collect();
        deciders(&kept, &self.values)
    }

    /// A parameter's 5 %, 50 % and 95 % quantile over the societies kept.
    pub fn parameter(&self, parameter: usize) -> [f64; 3] {
        let mut x: Vec<f64> = self.kept.iter().map(|k| f64::from(self.values[*k][parameter])).collect();
        x.sort_by(f64::total_cmp);
        [0.05, 0.5, 0.95].map(|q| quantile(&x, q))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Figures in which every pattern is in the middle of its published range, except the first one, which is `x`.
    fn figures(x: f64) -> Vec<Option<f64>> {
        let middle = |p: &CalibrationPattern| Some((p.published.start() + p.published.end()) / 2.0);
        let mut figures: Vec<_> = TABLE.iter().map(middle).collect();
        figures[0] = Some(x);
        figures
    }

    #[test]
    fn a_society_is_as_far_as_its_used_figures_lie_outside_and_those_kept_aside_do_not_count() {
        let used = TABLE.iter().filter(|p| p.role == CalibrationRole::Used).count() as f64;
        let (low, high) = (*TABLE[0].published.start(), *TABLE[0].published.end());
        let mut all = vec![figures(low), figures(high), figures(high + 6.0), figures(low - 3.0), figures(high)];
        let last = all.len() - 1;
        all[last][TABLE.iter().position(|p| p.role == CalibrationRole::KeptAside).unwrap()] = Some(1e9);
        let unit = spread(&all, 0);
        let distance = distances(&all);
        assert_eq!((distance[0], distance[1], distance[4]), (0.0, 0.0, 0.0));
        assert!((distance[2] - 6.0 / unit / used.sqrt()).abs() < 1e-9);
        assert!((distance[3] - 3.0 / unit / used.sqrt()).abs() < 1e-9);
        all[1][0] = None;
        assert!(distances(&all)[1].is_infinite(), "a figure that cannot be measured cannot be close");
    }
}
