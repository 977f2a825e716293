//! What would the same people, with the same luck, have done under another regime?

use crate::engine::{self, Course, Progress, Room, Size};
use crate::observatory::measures::{Measure, View, views};
use crate::observatory::stats::{self, Interval};
use crate::observatory::tally::Tally;
use crate::regime::Regime;
use crate::society::Society;
use crate::society::groups::By;
use rayon::prelude::*;
use std::io;
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
    /// Months that they live under the law alone before; [`engine::EARLIER`] unless somebody asks for another number.
    pub earlier: u32,
    /// By which groups figures are told besides.
    pub by: Option<By>,
}

/// What came out: sums by regime, replicate and month.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What was asked.
    pub plan: Plan,
    /// Sums: regime, then replicate, then month.
    pub runs: Vec<Vec<Vec<Tally>>>,
    /// The same by group, if that was asked: regime, then replicate.
    pub grouped: Vec<Vec<Grouped>>,
}

/// What is kept of the groups of one run.
#[derive(Clone, Debug, Default)]
pub struct Grouped {
    /// Sums over each window: group, then window as in [`Window::ALL`].
    windows: Vec<[Tally; 2]>,
    /// Values: month, then group, then measure and view as in [`views`]; `None` where not defined.
    pub series: Vec<Option<f64>>,
}

impl Grouped {
    /// Sums of a group while the regimes are in force, or over the whole run where there are none.
    pub fn during(&self, group: usize) -> &Tally {
        &self.windows[group][Window::During as usize]
    }

    /// The values of a view in a month, group by group; `views` counts as [`views`] does.
    pub fn values(&self, month: usize, view: usize) -> impl Iterator<Item = Option<f64>> {
        let (all, groups) = (views().count(), self.windows.len());
        (0..groups).map(move |group| self.series.get((month * groups + group) * all + view).copied().flatten())
    }

    /// Takes in a month, which lies in these windows or in none.
    pub fn add(&mut self, month: u32, groups: &[Tally], spans: &[Option<Range<u32>>; 2]) {
        self.windows.resize_with(groups.len(), Default::default);
        for (sums, tally) in self.windows.iter_mut().zip(groups) {
            for (sum, span) in sums.iter_mut().zip(spans) {
                if span.as_ref().is_some_and(|span| span.contains(&month)) {
                    sum.merge(tally);
                }
            }
            self.series.extend(views().map(|(m, view)| m.value(view, tally).filter(|x| x.is_finite())));
        }
    }
}

/// A span of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// While the regimes are in force.
    During,
    /// After they ended.
    After,
}

impl Window {
    /// Both.
    pub const ALL: [Window; 2] = [Window::During, Window::After];
}

/// Runs every regime on the same people with the same luck, replicate by replicate. The result does not depend on
/// the number of threads.
pub fn compare(plan: Plan, progress: &dyn Progress) -> Comparison {
    compare_in(&Room::default(), plan, progress).expect("what lies in memory has no file that could fail")
}

/// The same in the room that there is. Where memory does not hold a society, they live one after the other.
///
/// # Errors
///
/// Where a file cannot be written or read.
pub fn compare_in(room: &Room, plan: Plan, progress: &dyn Progress) -> io::Result<Comparison> {
    let replicate = |replicate| plan.replicate(room, replicate, progress);
    let by_replicate: Vec<Vec<Run>> = match &room.spill {
        None => (0..plan.replicates).into_par_iter().map(replicate).collect::<io::Result<_>>()?,
        Some(_) => (0..plan.replicates).map(replicate).collect::<io::Result<_>>()?,
    };
    let mut runs = vec![Vec::new(); plan.regimes.len()];
    let mut grouped = vec![Vec::new(); plan.regimes.len()];
    for (r, (months, groups)) in by_replicate.into_iter().flat_map(|replicate| replicate.into_iter().enumerate()) {
        runs[r].push(months);
        grouped[r].push(groups);
    }
    Ok(Comparison { plan, runs, grouped })
}

/// Each month's sums, and what is kept of groups.
type Run = (Vec<Tally>, Grouped);

impl Plan {
    /// Settles the people of a replicate, and lets them live under one regime after the other.
    fn replicate(&self, room: &Room, replicate: u32, progress: &dyn Progress) -> io::Result<Vec<Run>> {
        let mut people = engine::settle_in(room, &self.society, self.size, self.seed, replicate, self.earlier)?;
        let run = |(r, regime): (usize, &Regime)| {
            let is_last = r + 1 == self.regimes.len();
            let dawn = if is_last { people.take_dawn() } else { people.dawn.clone() };
            self.run(Course::from(&people, regime, self.by, dawn), progress)
        };
        self.regimes.iter().enumerate().map(run).collect()
    }

    fn run(&self, mut course: Course, progress: &dyn Progress) -> io::Result<Run> {
        let spans = Window::ALL.map(|window| self.months(window));
        let mut grouped = Grouped::default();
        let month = |month| {
            let sums = course.try_step()?;
            grouped.add(month, &sums.groups, &spans);
            progress.month();
            Ok(sums.all)
        };
        let months = (0..self.size.months).map(month).collect::<io::Result<Vec<Tally>>>()?;
        Ok((months, grouped))
    }

    /// Months of a window: the span in which any of the regimes is in force, or what is left after it.
    /// `None` if it is empty.
    pub fn months(&self, window: Window) -> Option<Range<u32>> {
        let all = self.size.months;
        let active = || self.regimes.iter().filter(|r| !r.is_idle());
        let starts = active().map(|r| r.starts).min().unwrap_or(0).min(all);
        let ends = active().map(|r| r.ends.unwrap_or(all).min(all)).max().unwrap_or(all);
        let months = match window {
            Window::During => starts..ends,
            Window::After => ends..all,
        };
        (!months.is_empty()).then_some(months)
    }

    /// Names of the groups by which figures are told; none if they are not.
    pub fn groups(&self) -> Vec<String> {
        let Some(by) = self.by else { return Vec::new() };
        let map = engine::map(&self.society, self.size, self.seed, 0);
        (0..by.groups(&map)).map(|group| by.name(group)).collect()
    }
}

impl Comparison {
    /// Months of a window; `None` if it is empty.
    pub fn months(&self, window: Window) -> Option<Range<u32>> {
        self.plan.months(window)
    }

    /// Mean and 95 % interval of one group over replicates; `None` where the measure or the window is not defined.
    pub fn level_of(&self, group: usize, r: usize, measure: &Measure, view: View, window: Window) -> Option<Interval> {
        self.samples_of(group, r, measure, view, window).map(|v| stats::interval(&v))
    }

    /// Paired difference of one group to itself under the baseline.
    pub fn difference_of(
        &self,
        group: usize,
        r: usize,
        measure: &Measure,
        view: View,
        window: Window,
    ) -> Option<Interval> {
        let here = self.samples_of(group, r, measure, view, window)?;
        let there = self.samples_of(group, 0, measure, view, window)?;
        let pairs: Vec<f64> = here.iter().zip(&there).map(|(a, b)| a - b).collect();
        Some(stats::interval(&pairs))
    }

    fn samples_of(&self, group: usize, r: usize, m: &Measure, view: View, window: Window) -> Option<Vec<f64>> {
        self.months(window)?;
        self.grouped[r].iter().map(|run| m.value(view, &run.windows[group][window as usize])).collect()
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
