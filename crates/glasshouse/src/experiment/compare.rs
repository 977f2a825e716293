//! What would the same people, with the same luck, have done under another regime?

use crate::engine::{self, Progress, Size};
use crate::observatory::measures::{Measure, View};
use crate::observatory::stats::{self, Interval};
use crate::observatory::tally::Tally;
use crate::regime::Regime;
use crate::society::Society;
use rayon::prelude::*;
use std::ops::Range;

/// What is compared, and how often.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The society.
    pub society: Society,
    /// The regimes; the first is the baseline.
    pub regimes: Vec<Regime>,
    /// Persons and months.
    pub size: Size,
    /// Seed of all luck.
    pub seed: u64,
    /// Number of societies drawn, each with its own people and luck.
    pub replicates: u32,
}

/// What came out: sums by regime, replicate and month.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What was asked.
    pub plan: Plan,
    /// Sums: regime, then replicate, then month.
    pub runs: Vec<Vec<Vec<Tally>>>,
}

/// A span of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// While the regimes are in force.
    During,
    /// After they ended.
    After,
}

/// Runs every regime on the same people with the same luck, replicate by replicate. The result does not depend on
/// the number of threads.
pub fn compare(plan: Plan, progress: &dyn Progress) -> Comparison {
    let by_replicate: Vec<Vec<Vec<Tally>>> = (0..plan.replicates)
        .into_par_iter()
        .map(|replicate| {
            let people = engine::settle(&plan.society, plan.size, plan.seed, replicate);
            plan.regimes.iter().map(|regime| engine::simulate(&people, regime, progress)).collect()
        })
        .collect();
    let runs =
        (0..plan.regimes.len()).map(|r| by_replicate.iter().map(|replicate| replicate[r].clone()).collect()).collect();
    Comparison { plan, runs }
}

impl Comparison {
    /// Months of a window: the span in which any of the regimes is in force, or what is left after it.
    /// `None` if it is empty.
    pub fn months(&self, window: Window) -> Option<Range<u32>> {
        let all = self.plan.size.months;
        let active = || self.plan.regimes.iter().filter(|r| !r.is_idle());
        let starts = active().map(|r| r.starts).min().unwrap_or(0).min(all);
        let ends = active().map(|r| r.ends.unwrap_or(all).min(all)).max().unwrap_or(all);
        let months = match window {
            Window::During => starts..ends,
            Window::After => ends..all,
        };
        (!months.is_empty()).then_some(months)
    }

    /// A measure of one regime over a window, one value a replicate.
    fn samples(&self, regime: usize, measure: &Measure, view: View, months: Range<u32>) -> Option<Vec<f64>> {
        self.runs[regime]
            .iter()
            .map(|run| {
                let mut sum = Tally::default();
                run[months.start as usize..months.end as usize].iter().for_each(|t| sum.merge(t));
                measure.value(view, &sum)
            })
            .collect()
    }

    /// Mean and 95 % interval over replicates; `None` where the measure or the window is not defined.
    pub fn level(&self, regime: usize, measure: &Measure, view: View, window: Window) -> Option<Interval> {
        self.samples(regime, measure, view, self.months(window)?).map(|v| stats::interval(&v))
    }

    /// Paired difference to the baseline (the first regime): mean and 95 % interval over replicates.
    pub fn difference(&self, regime: usize, measure: &Measure, view: View, window: Window) -> Option<Interval> {
        let months = self.months(window)?;
        let here = self.samples(regime, measure, view, months.clone())?;
        let there = self.samples(0, measure, view, months)?;
        let pairs: Vec<f64> = here.iter().zip(&there).map(|(a, b)| a - b).collect();
        Some(stats::interval(&pairs))
    }

    /// Mean and 95 % interval over a span of months, which must lie inside the run and not be empty.
    pub fn over(&self, regime: usize, measure: &Measure, view: View, months: Range<u32>) -> Option<Interval> {
        self.samples(regime, measure, view, months).map(|v| stats::interval(&v))
    }
}
