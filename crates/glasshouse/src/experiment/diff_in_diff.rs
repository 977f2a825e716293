//! Difference-in-differences estimators for counties and months: two-way fixed and group-time effects.
//!
//! *Two-way fixed effects*: a figure is explained by its county, its month and whether the county is treated; errors
//! are clustered by county (Bertrand, Duflo & Mullainathan 2004). Where counties begin at different times and effects
//! grow or differ, this estimator weights some comparisons wrongly (Goodman-Bacon 2021). Where few counties are
//! treated, or few are not, clustered errors are far too small, and the interval comes from randomisation inference
//! instead (MacKinnon & Webb 2018, 2020): see [`randomisation`](super::randomisation).
//!
//! *Group-time effects* (Callaway & Sant'Anna 2021): counties that begin together are compared with those that have
//! not begun yet, month by month, and the comparisons are averaged over treated county-months. No comparison is
//! weighted wrongly.

use super::randomisation;
use crate::observatory::statistics::{Interval, student};
use std::collections::BTreeMap;
use std::ops::Range;

/// One figure of a panel.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Month in which each county is first treated; `None` if that is outside the panel.
    pub first: Vec<Option<u32>>,
    /// Number of months.
    pub months: u32,
    /// The figures, county by county, month by month; `None` where there is none.
    pub figures: Vec<Option<f64>>,
}

/// An effect on the treated, with its uncertainty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TreatmentEffect {
    /// The estimate, in the unit of the figure.
    pub effect: f64,
    /// Its standard error, clustered by county; `None` where a group has only one county.
    pub error: Option<f64>,
    /// Degrees of freedom of that error.
    pub freedom: usize,
    /// Half of the 95 % interval by randomisation inference, where clusters are few; `None` inside if counties are too
    /// few for any interval.
    pub randomised: Option<Option<f64>>,
}

/// The months that are compared, counted from the month in which a county begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventWindow {
    /// The base months: their mean is compared with. Callaway and Sant'Anna use the last one before, −1..0.
    pub base: Range<i64>,
    /// Months that are compared.
    pub months: Range<i64>,
}

impl TreatmentEffect {
    /// With its 95 % interval.
    pub fn interval(&self) -> Interval {
        let clustered = || self.error.map(|error| student(self.freedom) * error);
        Interval { mean: self.effect, half: self.randomised.unwrap_or_else(clustered) }
    }
}

impl Sample {
    fn figure(&self, county: usize, month: u32) -> Option<f64> {
        self.figures[county * self.months as usize + month as usize]
    }

    /// The months of a range, counted from `first`, that the panel has.
    fn around(&self, first: u32, range: &Range<i64>) -> Range<u32> {
        let at = |x: i64| (i64::from(first).saturating_add(x)).clamp(0, self.months.into()) as u32;
        at(range.start)..at(range.end)
    }

    /// Mean of a county over those of some months that have a figure.
    fn mean(&self, county: usize, months: Range<u32>) -> Option<f64> {
        let known: Vec<f64> = months.filter_map(|month| self.figure(county, month)).collect();
        mean(&known)
    }
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Clusters on either side below which clustered errors are not trusted.
const FEW: usize = 12;

/// Effect on the treated by two-way fixed effects; `None` where counties and months leave nothing to compare. Errors
/// are clustered by county, with the usual correction G/(G−1)·(N−1)/(N−K), in which counties' own effects do not
/// count. With fewer than [`FEW`] counties treated, or not treated to the end, the interval is by randomisation.
pub fn two_way(sample: &Sample) -> Option<TreatmentEffect> {
    let cells = Cells::of(sample);
    let treated = |(c, month): (&usize, &usize)| sample.first[*c].is_some_and(|first| first as usize <= *month);
    let treatment = cells.county.iter().zip(&cells.month).map(|cell| f64::from(u8::from(treated(cell)))).collect();
    let (d, y) = (cells.within(treatment), cells.within(cells.figures.clone()));
    let sum_of_squares: f64 = d.iter().map(|d| d * d).sum();
    if sum_of_squares < 1e-9 {
        return None;
    }
    let effect = d.iter().zip(&y).map(|(d, y)| d * y).sum::<f64>() / sum_of_squares;
    let mut scores = vec![0.0; sample.first.len()];
    for ((d, y), county) in d.iter().zip(&y).zip(&cells.county) {
        scores[*county] += d * (y - effect * d);
    }
    let (counties, months) = (distinct(&cells.county), distinct(&cells.month));
    let (g, n, k) = (counties as f64, y.len() as f64, (months + 1) as f64);
    let correction = g / (g - 1.0) * (n - 1.0) / (n - k);
    let error = (correction * scores.iter().map(|s| s * s).sum::<f64>()).sqrt() / sum_of_squares;
    let present: std::collections::BTreeSet<usize> = cells.county.iter().copied().collect();
    let begins = present.iter().filter(|c| sample.first[**c].is_some()).count();
    let randomised = (begins.min(counties - begins) < FEW).then(|| {
        let weights = randomisation::Weights::new(&sample.first, &cells.place(&y), &cells.place(&d), sum_of_squares);
        weights.half(effect)
    });
    Some(TreatmentEffect { effect, error: (n > k).then_some(error), freedom: counties - 1, randomised })
}

/// The county-months that have a figure.
struct Cells {
    county: Vec<usize>,
    month: Vec<usize>,
    figures: Vec<f64>,
}

impl Cells {
    fn of(sample: &Sample) -> Cells {
        let months = sample.months as usize;
        let known = || sample.figures.iter().enumerate().filter_map(|(cell, figure)| Some((cell, (*figure)?)));
        Cells {
            county: known().map(|(cell, _)| cell / months).collect(),
            month: known().map(|(cell, _)| cell % months).collect(),
            figures: known().map(|(_, figure)| figure).collect(),
        }
    }

    /// Values at their place in the whole panel; 0 where there is no figure.
    fn place(&self, values: &[f64]) -> Vec<Vec<f64>> {
        let (counties, months) = (self.county.iter().max(), self.month.iter().max());
        let size = |most: Option<&usize>| most.map_or(0, |most| most + 1);
        let mut placed = vec![vec![0.0; size(months)]; size(counties)];
        for ((value, county), month) in values.iter().zip(&self.county).zip(&self.month) {
            placed[*county][*month] = *value;
        }
        placed
    }

    /// The residuals after county and month effects. In a panel without gaps one round suffices; otherwise means are
    /// subtracted in turn until nothing moves.
    fn within(&self, mut values: Vec<f64>) -> Vec<f64> {
        let largest = values.iter().fold(0.0, |most: f64, v| most.max(v.abs()));
        for _ in 0..1_000 {
            let moved = centre(&mut values, &self.county).max(centre(&mut values, &self.month));
            if moved <= 1e-13 * largest {
                break;
            }
        }
        values
    }
}

/// Subtracts the mean of each group from its values, and returns the largest mean.
fn centre(values: &mut [f64], group: &[usize]) -> f64 {
    let mut sums = vec![(0.0, 0.0); group.iter().max().map_or(0, |most| most + 1)];
    values.iter().zip(group).for_each(|(v, g)| sums[*g] = (sums[*g].0 + v, sums[*g].1 + 1.0));
    values.iter_mut().zip(group).for_each(|(v, g)| *v -= sums[*g].0 / sums[*g].1);
    sums.iter().filter(|(_, n)| *n > 0.0).map(|(sum, n)| (sum / n).abs()).fold(0.0, f64::max)
}

fn distinct(numbers: &[usize]) -> usize {
    numbers.iter().collect::<std::collections::BTreeSet<_>>().len()
}

/// Effect on the treated by group and month, averaged over the treated county-months of a design; `None` where there
/// is nothing to compare. The controls of a month are the counties that have not begun by then. A month in which only
/// one of several counties has a figure carries no information on their spread, and is left out. The error comes from
/// each county's own part in the average (its influence), so it is clustered by county; with two groups and two times
/// it is Welch's, and its degrees of freedom are Welch's and Satterthwaite's.
pub fn group_time(sample: &Sample, design: &EventWindow) -> Option<TreatmentEffect> {
    let mut sum = Average { influence: vec![0.0; sample.first.len()], is_sure: true, ..Average::default() };
    for group in groups(sample).into_keys() {
        let base = sample.around(group, &design.base);
        let before: Vec<Option<f64>> = (0..sample.first.len()).map(|c| sample.mean(c, base.clone())).collect();
        for month in sample.around(group, &design.months) {
            let change = |c: usize| Some((c, sample.figure(c, month)? - before[c]?));
            let of = |is_in: &dyn Fn(Option<u32>) -> bool| -> Vec<(usize, f64)> {
                (0..before.len()).filter(|c| is_in(sample.first[*c])).filter_map(change).collect()
            };
            let here = |first| first == Some(group);
            let there = |first: Option<u32>| first.is_none_or(|first| first > month.max(group));
            let (treated, controls) = (of(&here), of(&there));
            let size = |is_in: &dyn Fn(Option<u32>) -> bool| sample.first.iter().filter(|f| is_in(**f)).count();
            if treated.len() >= size(&here).min(2) && controls.len() >= size(&there).min(2) {
                sum.add(&treated, &controls);
            }
        }
    }
    sum.estimate(sample)
}

/// Counties by the month in which they begin.
fn groups(sample: &Sample) -> BTreeMap<u32, Vec<usize>> {
    let mut groups: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let begins = sample.first.iter().enumerate().filter_map(|(c, first)| Some((c, (*first)?)));
    begins.for_each(|(c, first)| groups.entry(first).or_default().push(c));
    groups
}

/// An average over groups and months, weighted by the number of treated counties in each.
#[derive(Default)]
struct Average {
    weight: f64,
    total: f64,
    influence: Vec<f64>,
    is_sure: bool,
}

impl Average {
    /// Adds one group in one month: the changes of its counties, and those of the controls.
    fn add(&mut self, treated: &[(usize, f64)], controls: &[(usize, f64)]) {
        let of = |side: &[(usize, f64)]| mean(&side.iter().map(|(_, change)| *change).collect::<Vec<_>>());
        let (Some(here), Some(there)) = (of(treated), of(controls)) else { return };
        let weight = treated.len() as f64;
        self.weight += weight;
        self.total += weight * (here - there);
        for (side, mean, sign) in [(treated, here, 1.0), (controls, there, -1.0)] {
            self.is_sure &= side.len() > 1;
            // As in a variance, n−1 of n deviations are free.
            let n = side.len() as f64;
            let scale = sign * weight / (n * (n - 1.0).max(1.0)).sqrt();
            side.iter().for_each(|(c, change)| self.influence[*c] += scale * (change - mean));
        }
    }

    fn estimate(self, sample: &Sample) -> Option<TreatmentEffect> {
        if self.weight == 0.0 {
            return None;
        }
        let part = |c: &usize| self.influence[*c] / self.weight;
        let squares = |counties: &[usize]| counties.iter().map(|c| part(c) * part(c)).sum();
        let never: Vec<usize> = (0..sample.first.len()).filter(|c| sample.first[*c].is_none()).collect();
        let parts: Vec<(f64, usize)> =
            groups(sample).into_values().chain([never]).map(|group| (squares(&group), group.len())).collect();
        let variance: f64 = parts.iter().map(|(v, _)| v).sum();
        let spread: f64 = parts.iter().filter(|(_, n)| *n > 1).map(|(v, n)| v * v / (n - 1) as f64).sum();
        let freedom = if spread > 0.0 { (variance * variance / spread) as usize } else { sample.first.len() };
        let error = self.is_sure.then_some(variance.sqrt());
        Some(TreatmentEffect { effect: self.total / self.weight, error, freedom: freedom.max(1), randomised: None })
    }
}
