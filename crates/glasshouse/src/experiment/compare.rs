//! Counterfactual comparison: the same people, with the same luck, under several regimes.

use super::window::Window;
use crate::engine::{self, Alone, PopulationSpec, Progress, Quiet, Ranks, Room, Settlement, Simulation, Size, Sums};
use crate::observatory::measures::{Measure, View, views};
use crate::observatory::statistics::{self, Interval};
use crate::observatory::tally::Tally;
use crate::observatory::tier_transitions::{TierFlows, Walk};
use crate::regime::Regime;
use crate::society::Society;
use crate::society::strata::By;
use rayon::prelude::*;
use std::io;
use std::ops::Range;
use std::sync::Arc;

/// The regimes, society and sizes of a comparison.
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
    /// Months lived under the law alone beforehand; [`engine::EARLIER`] unless another number is requested.
    pub earlier: u32,
    /// The groups by which figures are broken down in addition.
    pub by: Option<By>,
}

/// The results: sums by regime, replicate and month.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The request.
    pub plan: Plan,
    /// Sums: regime, then replicate, then month.
    pub runs: Vec<Vec<Vec<Tally>>>,
    /// The same by tile of the map, and by group, if requested: regime, then replicate.
    pub grouped: Vec<Vec<Grouped>>,
    /// Moves between the tiers: regime, then replicate; `None` where there is no score, empty where not requested.
    pub flows: Vec<Vec<Option<TierFlows>>>,
}

/// The stored sums and values of the groups and of the map in one run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grouped {
    /// Sums over each span of [`Plan::spans`]: group, then span.
    pub(super) windows: Vec<Vec<Tally>>,
    /// Values: month in which groups were distinguished, then group, then measure and view as in [`views`]; `None`
    /// where not defined.
    pub series: Vec<Option<f64>>,
    /// Sums of each tile of the map over each span of [`Plan::spans`] of [`Window::During`]: span, then tile; no tiles
    /// where each county is a group.
    pub(super) tiles: Vec<Vec<Tally>>,
}

impl Grouped {
    /// The values of a view in a month, group by group; `view` is an index into [`views`].
    pub fn values(&self, month: usize, view: usize) -> impl Iterator<Item = Option<f64>> {
        let (all, groups) = (views().count(), self.windows.len());
        (0..groups).map(move |group| self.series.get((month * groups + group) * all + view).copied().flatten())
    }

    /// Adds a month to those of these spans in which it lies.
    pub fn add(&mut self, month: u32, told: &Sums, spans: &[[Option<Range<u32>>; 2]]) {
        let lies = |span: &Option<Range<u32>>| span.as_ref().is_some_and(|span| span.contains(&month));
        self.tiles.resize_with(spans.len(), Vec::new);
        for (tiles, [during, _]) in self.tiles.iter_mut().zip(spans) {
            tiles.resize_with(told.tiles.len(), Tally::default);
            if lies(during) {
                tiles.iter_mut().zip(&told.tiles).for_each(|(sum, tally)| sum.merge(tally));
            }
        }
        let groups = &told.groups;
        self.windows.resize_with(groups.len().max(self.windows.len()), Default::default);
        for (sums, tally) in self.windows.iter_mut().zip(groups) {
            sums.resize_with(2 * spans.len(), Tally::default);
            for (sum, span) in sums.iter_mut().zip(spans.as_flattened()) {
                if lies(span) {
                    sum.merge(tally);
                }
            }
            self.series.extend(views().map(|of| of.value(tally).filter(|x| x.is_finite())));
        }
    }
}

/// The results of one course so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunResult {
    /// Sums of the past months.
    pub months: Vec<Tally>,
    /// The stored sums and values of the groups.
    pub grouped: Grouped,
    /// Moves between the tiers so far: the bytes of a [`Walk`], none where nobody looks.
    pub seen: Vec<u8>,
}

/// One course of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RunId {
    /// Number of the society, counted from 0.
    pub replicate: u32,
    /// Number of the regime, counted from 0; `None` for the months under the law alone, before all of them.
    pub regime: Option<u32>,
}

/// Keeps courses, so that an interrupted comparison can be resumed.
pub trait Keeper: Sync {
    /// The reason why a course could not be stored, or should not continue.
    type Error: Send + From<io::Error>;
    /// The results of a finished course; `None` if it is not finished.
    fn done(&self, which: RunId) -> Result<Option<RunResult>, Self::Error>;
    /// Restores a newly begun course to the state in which it was stored.
    fn resume(&self, which: RunId, course: &mut Simulation, run: &mut RunResult) -> Result<(), Self::Error>;
    /// Called when a month is over; it is the last one if `done`.
    fn month(&self, which: RunId, course: &Simulation, run: &RunResult, done: bool) -> Result<(), Self::Error>;
    /// Whether people who are being drawn need not be drawn to the end, since the run is to stop.
    fn stops(&self) -> bool {
        false
    }
}

/// Keeps nothing.
struct Forgetful;

impl Keeper for Forgetful {
    type Error = io::Error;
    fn done(&self, _: RunId) -> Result<Option<RunResult>, Self::Error> {
        Ok(None)
    }
    fn resume(&self, _: RunId, _: &mut Simulation, _: &mut RunResult) -> Result<(), Self::Error> {
        Ok(())
    }
    fn month(&self, _: RunId, _: &Simulation, _: &RunResult, _: bool) -> Result<(), Self::Error> {
        Ok(())
    }
}

/// Runs every regime on the same people with the same luck, replicate by replicate. The result does not depend on
/// the number of threads.
pub fn compare(plan: Plan, progress: &dyn Progress) -> Comparison {
    compare_in(&Room::default(), plan, progress).expect("data in memory has no file that could fail")
}

/// The same within the given memory. If memory does not hold several societies, they are run one after the other.
///
/// # Errors
///
/// If a file cannot be written or read.
pub fn compare_in(room: &Room, plan: Plan, progress: &dyn Progress) -> io::Result<Comparison> {
    compare_kept(room, plan, progress, &Forgetful)
}

/// The same, with a store for checkpoints of the courses. The result does not depend on where it was interrupted.
///
/// # Errors
///
/// Those of the keeper, and if a file cannot be written or read.
pub fn compare_kept<K: Keeper>(
    room: &Room,
    plan: Plan,
    progress: &dyn Progress,
    keeper: &K,
) -> Result<Comparison, K::Error> {
    let society = |replicate| plan.replicate(room, replicate, progress, keeper);
    let by_replicate: Vec<Vec<RunResult>> = match &room.spill {
        None => (0..plan.replicates).into_par_iter().map(society).collect::<Result<_, _>>()?,
        Some(_) => (0..plan.replicates).map(society).collect::<Result<_, _>>()?,
    };
    let mut runs = vec![Vec::new(); plan.regimes.len()];
    let mut grouped = vec![Vec::new(); plan.regimes.len()];
    let mut flows = vec![Vec::new(); plan.regimes.len()];
    for (r, run) in by_replicate.into_iter().flat_map(|replicate| replicate.into_iter().enumerate()) {
        runs[r].push(run.months);
        grouped[r].push(run.grouped);
        flows[r].push(Walk::over(&plan.regimes[r], plan.size.months, &run.seen));
    }
    Ok(Comparison { plan, runs, grouped, flows })
}

/// Runs the first society of a plan under its first regime, together with other processes: all of them obtain the
/// same results, which are those of [`compare_kept`].
///
/// # Errors
///
/// Those of the keeper, and if a file cannot be written or read, or another process cannot be reached.
pub fn run_among<K: Keeper>(
    peers: Arc<dyn Ranks>,
    room: &Room,
    plan: &Plan,
    keeper: &K,
) -> Result<RunResult, K::Error> {
    let which = RunId { replicate: 0, regime: Some(0) };
    if let Some(done) = keeper.done(which)? {
        return Ok(done);
    }
    let mut people = plan.settle(peers, room, 0, keeper)?;
    let dawn = people.take_dawn();
    let course = Simulation::from(&people, &plan.regimes[0], plan.by, dawn);
    plan.run(which, course, room.homes.then_some(&people), &Quiet, keeper)
}

impl Plan {
    /// The people of a replicate.
    pub fn population(&self, replicate: u32) -> PopulationSpec<'_> {
        PopulationSpec::new(&self.society, self.size, self.seed, replicate).living(&self.regimes)
    }

    /// Why there would be nothing to see, in words, where the run is over before any of its regimes begins.
    pub fn too_short(&self) -> Option<String> {
        let begins = self.regimes.iter().filter(|regime| !regime.is_idle()).map(|regime| regime.starts).min();
        begins.filter(|month| *month >= self.size.months).map(|month| {
            format!(
                "the run is over before a regime begins: it lasts {} months, and the first regime begins in month {}",
                self.size.months,
                u64::from(month) + 1
            )
        })
    }

    /// Settles the people of a replicate and runs one regime after the other, unless that is already done.
    fn replicate<K: Keeper>(
        &self,
        room: &Room,
        replicate: u32,
        progress: &dyn Progress,
        keeper: &K,
    ) -> Result<Vec<RunResult>, K::Error> {
        let which = |regime: usize| RunId { replicate, regime: Some(regime as u32) };
        let regimes = 0..self.regimes.len();
        let mut done: Vec<Option<RunResult>> = regimes.map(|r| keeper.done(which(r))).collect::<Result<_, _>>()?;
        done.iter().flatten().for_each(|run| progress.there(run.months.len() as u32));
        let Some(last) = done.iter().rposition(Option::is_none) else {
            return Ok(done.into_iter().flatten().collect());
        };
        let mut people = self.settle(Arc::new(Alone), room, replicate, keeper)?;
        for (r, regime) in self.regimes.iter().enumerate() {
            if done[r].is_none() {
                let dawn = if r == last { people.take_dawn() } else { people.dawn.clone() };
                let course = Simulation::from(&people, regime, self.by, dawn);
                // Moves are broken down by income fifth: where homes are not stored, they are not counted.
                let walks = room.homes;
                done[r] = Some(self.run(which(r), course, walks.then_some(&people), progress, keeper)?);
            }
        }
        Ok(done.into_iter().flatten().collect())
    }

    /// Draws the people of a replicate, and runs the months under the law alone, or the rest of them.
    fn settle<K: Keeper>(
        &self,
        peers: Arc<dyn Ranks>,
        room: &Room,
        replicate: u32,
        keeper: &K,
    ) -> Result<Settlement, K::Error> {
        let mut people = engine::draw_until(peers, room, &self.population(replicate), &|| keeper.stops())?;
        people.remember(&self.regimes);
        let which = RunId { replicate, regime: None };
        let drawn = people.take_dawn();
        let (mut course, mut run) = (Simulation::earlier(&people, drawn), RunResult::default());
        keeper.resume(which, &mut course, &mut run)?;
        while course.gone() < self.earlier {
            course.try_step()?;
            keeper.month(which, &course, &run, course.gone() == self.earlier)?;
        }
        people.dawn = course.dawn();
        Ok(people)
    }

    /// Runs one course, or the rest of it.
    fn run<K: Keeper>(
        &self,
        which: RunId,
        mut course: Simulation,
        looked_at: Option<&Settlement>,
        progress: &dyn Progress,
        keeper: &K,
    ) -> Result<RunResult, K::Error> {
        let spans = self.spans(which.regime.unwrap_or(0) as usize);
        let mut run = RunResult::default();
        keeper.resume(which, &mut course, &mut run)?;
        let regime = &self.regimes[which.regime.unwrap_or(0) as usize];
        // A course that was not observed from the first month, since homes were not at hand, has no moves to report.
        let looked_at = looked_at.filter(|_| course.month() <= regime.starts || !run.seen.is_empty());
        if looked_at.is_none() {
            run.seen.clear();
        }
        let mut walk = looked_at.and_then(|_| Walk::new(regime, self.size.months, &run.seen));
        progress.there(course.month());
        while course.month() < self.size.months {
            let month = course.month();
            let sums = course.try_step()?;
            run.grouped.add(month, &sums, &spans);
            run.months.push(sums.all);
            if let Some((walk, people)) = walk.as_mut().zip(looked_at).filter(|(walk, _)| walk.looks(month)) {
                walk.look(month, people, course.world())?;
                run.seen = walk.bytes();
            }
            progress.month();
            keeper.month(which, &course, &run, course.month() == self.size.months)?;
        }
        Ok(run)
    }

    /// The months of a regime's own window; for a regime that does nothing, from the first to the last month in the
    /// window of any other. `None` if there are none.
    pub fn window(&self, regime: usize, window: Window) -> Option<Range<u32>> {
        window.of(&self.regimes, regime, self.size.months)
    }

    /// Whether any regime has such a window.
    pub fn has(&self, window: Window) -> bool {
        (0..self.regimes.len()).any(|regime| self.window(regime, window).is_some())
    }

    /// The spans over which the sums of groups and tiles are stored in a run of a regime: both of its windows, and in
    /// a run of the baseline those of every regime, which is compared with it in its own months.
    pub fn spans(&self, regime: usize) -> Vec<[Option<Range<u32>>; 2]> {
        let of = |regime: usize| Window::ALL.map(|window| self.window(regime, window));
        if regime == 0 { (0..self.regimes.len()).map(of).collect() } else { vec![of(regime)] }
    }

    /// Number of tiles of the map that are distinguished; none where each county is a group.
    pub fn tiles(&self) -> usize {
        let map = self.population(0).map();
        if self.by == Some(By::County) { 0 } else { map.tiles() as usize }
    }

    /// Names of the groups by which figures are broken down; none if they are not.
    pub fn groups(&self) -> Vec<String> {
        let Some(by) = self.by else { return Vec::new() };
        let map = self.population(0).map();
        (0..by.groups(&map)).map(|group| by.name(group)).collect()
    }
}

impl Comparison {
    /// Months of a regime's window; `None` if it is empty.
    pub fn window(&self, regime: usize, window: Window) -> Option<Range<u32>> {
        self.plan.window(regime, window)
    }

    /// Mean and 95 % interval of one group over replicates; `None` where the measure or the window is not defined.
    pub fn level_of(&self, group: usize, r: usize, measure: &Measure, view: View, window: Window) -> Option<Interval> {
        self.samples_of(group, r, measure, view, self.window(r, window)?).map(|v| statistics::interval(&v))
    }

    /// Mean and 95 % interval of one tile of the map over replicates, while a regime is in force; `None` where the
    /// measure is not defined there, or tiles are not distinguished.
    pub fn level_at(&self, tile: usize, r: usize, measure: &Measure, view: View) -> Option<Interval> {
        self.window(r, Window::During)?;
        let values: Option<Vec<f64>> =
            self.grouped[r].iter().map(|run| measure.value(view, run.tiles.first()?.get(tile)?)).collect();
        values.map(|v| statistics::interval(&v))
    }

    /// The sums of each group while a regime is in force, in the first replicate.
    pub fn groups_during(&self, r: usize) -> Vec<&Tally> {
        self.grouped[r][0].windows.iter().filter_map(|spans| spans.first()).collect()
    }

    /// Paired difference of one group from itself under the baseline, over the regime's own window.
    pub fn difference_of(
        &self,
        group: usize,
        r: usize,
        measure: &Measure,
        view: View,
        window: Window,
    ) -> Option<Interval> {
        let months = self.window(r, window)?;
        let here = self.samples_of(group, r, measure, view, months.clone())?;
        let there = self.samples_of(group, 0, measure, view, months)?;
        let pairs: Vec<f64> = here.iter().zip(&there).map(|(a, b)| a - b).collect();
        Some(statistics::interval(&pairs))
    }

    /// A measure of one group over a stored span, one value per replicate.
    pub(super) fn samples_of(
        &self,
        group: usize,
        r: usize,
        m: &Measure,
        view: View,
        months: Range<u32>,
    ) -> Option<Vec<f64>> {
        self.samples_of_group(group, r, &months, &|t| m.value(view, t))
    }

    /// The same for anything that is computed from sums.
    pub(super) fn samples_of_group(
        &self,
        group: usize,
        r: usize,
        months: &Range<u32>,
        value: &dyn Fn(&Tally) -> Option<f64>,
    ) -> Option<Vec<f64>> {
        let spans = self.plan.spans(r);
        let slot = spans.as_flattened().iter().position(|span| span.as_ref() == Some(months))?;
        self.grouped[r].iter().map(|run| value(run.windows.get(group)?.get(slot)?)).collect()
    }

    /// A measure of one regime over a window, one value per replicate.
    pub(super) fn samples(&self, regime: usize, measure: &Measure, view: View, months: Range<u32>) -> Option<Vec<f64>> {
        self.samples_by(regime, months, &|t| measure.value(view, t))
    }

    /// The same for anything that is computed from sums.
    pub(super) fn samples_by(
        &self,
        regime: usize,
        months: Range<u32>,
        value: &dyn Fn(&Tally) -> Option<f64>,
    ) -> Option<Vec<f64>> {
        let over = |run: &Vec<Tally>| {
            let mut sum = Tally::default();
            run[months.start as usize..months.end as usize].iter().for_each(|t| sum.merge(t));
            value(&sum)
        };
        self.runs[regime].iter().map(over).collect()
    }

    /// Mean and 95 % interval over replicates; `None` where the measure or the window is not defined.
    pub fn level(&self, regime: usize, measure: &Measure, view: View, window: Window) -> Option<Interval> {
        self.over(regime, measure, view, self.window(regime, window)?)
    }

    /// Paired difference from the baseline (the first regime) over the regime's own window: mean and 95 % interval
    /// over replicates.
    pub fn difference(&self, regime: usize, measure: &Measure, view: View, window: Window) -> Option<Interval> {
        self.difference_over(regime, measure, view, self.window(regime, window)?)
    }

    /// Mean and 95 % interval over a span of months, which must lie inside the run and not be empty.
    pub fn over(&self, regime: usize, measure: &Measure, view: View, months: Range<u32>) -> Option<Interval> {
        self.samples(regime, measure, view, months).map(|v| statistics::interval(&v))
    }

    /// Paired difference from the baseline over a span of months, which must lie inside the run and not be empty.
    pub fn difference_over(
        &self,
        regime: usize,
        measure: &Measure,
        view: View,
        months: Range<u32>,
    ) -> Option<Interval> {
        let here = self.samples(regime, measure, view, months.clone())?;
        let there = self.samples(0, measure, view, months)?;
        let pairs: Vec<f64> = here.iter().zip(&there).map(|(a, b)| a - b).collect();
        Some(statistics::interval(&pairs))
    }
}
