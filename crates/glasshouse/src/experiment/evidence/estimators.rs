//! The estimators of publications: arms, worlds, event study, staggered differences, and growth before and after.
//!
//! Each reads the sums of runs as a researcher would have them, month by month, and returns one number: in the unit of
//! the measure, or in per cent of the level without the treatment.

use crate::engine::Settlement;
use crate::experiment::diff_in_diff::{EventWindow, Sample, group_time};
use crate::observatory::tally::Tally;
use crate::regime::Regime;
use crate::scenario::evidence_file::{EvidenceEstimator, Question};
use crate::society::strata::By;
use std::ops::Range;

/// A run: for each month the sums of everybody, then of each group.
pub type Months = Vec<Vec<Tally>>;

/// Both runs of a question on the same people with the same luck.
pub struct BothWorlds<'a> {
    /// With the treatment.
    pub on: &'a Months,
    /// Without it.
    pub off: &'a Months,
}

/// What was found in a society.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EvidenceFinding {
    /// The publication's estimate; `None` where it is not defined.
    pub estimate: Option<f64>,
    /// The true effect on the treated, which only a laboratory knows: with the treatment less without it, for the same
    /// people with the same luck.
    pub truth: Option<f64>,
    /// Whether the mechanism occurred.
    pub occurred: bool,
}

impl EvidenceEstimator {
    /// The groups that its runs tell apart.
    pub fn by(self) -> Option<By> {
        match self {
            EvidenceEstimator::Arms => Some(By::Arm),
            EvidenceEstimator::Staggered => Some(By::County),
            EvidenceEstimator::Worlds | EvidenceEstimator::EventStudy | EvidenceEstimator::Growth => None,
        }
    }
}

/// The first month of the treatment: of the regime's first event, or of the regime.
pub fn begins(regime: &Regime) -> u32 {
    regime.events.iter().map(|event| event.month).min().unwrap_or(regime.starts)
}

impl Question {
    /// What was found in a society.
    pub fn find(&self, people: &Settlement, both: &BothWorlds) -> EvidenceFinding {
        let estimate = match self.estimator {
            EvidenceEstimator::Arms => self.difference(self.level(both.on, 2), self.level(both.on, 1)),
            EvidenceEstimator::Worlds => self.difference(self.level(both.on, 0), self.level(both.off, 0)),
            EvidenceEstimator::EventStudy => {
                let before = self.mean(both.on, 0, self.span(self.base));
                self.difference(self.level(both.on, 0), before)
            }
            EvidenceEstimator::Staggered => self.staggered(people, both.on),
            EvidenceEstimator::Growth => {
                let rate = |span| growth(&self.series(both.on, span));
                rate(self.span(self.window)).zip(rate(self.span(self.base))).map(|(after, before)| after - before)
            }
        };
        let truth = match self.estimator {
            EvidenceEstimator::Arms => self.difference(self.level(both.on, 2), self.level(both.off, 2)),
            EvidenceEstimator::Staggered => self.on_the_treated(people, both),
            _ => self.difference(self.level(both.on, 0), self.level(both.off, 0)),
        };
        let occurs = self.occurs.is_none_or(|measure| {
            let mut sum = Tally::default();
            both.on.iter().for_each(|month| sum.merge(&month[0]));
            measure.value(self.view, &sum).is_some_and(|value| value != 0.0)
        });
        EvidenceFinding { estimate, truth, occurred: occurs && estimate.is_some() }
    }

    /// The month in which the treatment begins: that of the other side where this one does nothing.
    fn begins(&self) -> u32 {
        if self.on.is_idle() { begins(&self.off) } else { begins(&self.on) }
    }

    /// A span of months of the run.
    fn span(&self, [from, to]: [i32; 2]) -> Range<usize> {
        let at = |month: i32| (self.begins() as i32 + month).clamp(0, self.months as i32) as usize;
        at(from)..at(to)
    }

    /// The measure in some sums.
    fn read(&self, sum: &Tally) -> Option<f64> {
        let value = self.measure.value(self.view, sum).filter(|value| value.is_finite())?;
        Some(if self.complement { 100.0 - value } else { value })
    }

    /// The measure of a column over the months that are compared.
    fn level(&self, run: &Months, column: usize) -> Option<f64> {
        self.mean(run, column, self.span(self.window))
    }

    fn mean(&self, run: &Months, column: usize, span: Range<usize>) -> Option<f64> {
        let mut sum = Tally::default();
        run.get(span)?.iter().filter_map(|month| month.get(column)).for_each(|month| sum.merge(month));
        self.read(&sum)
    }

    /// A difference in the question's unit.
    fn difference(&self, with: Option<f64>, without: Option<f64>) -> Option<f64> {
        let (with, without) = (with?, without?);
        self.scaled(with - without, without)
    }

    fn scaled(&self, difference: f64, level: f64) -> Option<f64> {
        let scaled = if self.percent { 100.0 * difference / level.abs() } else { difference };
        scaled.is_finite().then_some(scaled)
    }

    /// The months of a span in which the measure of everybody is above zero, with its value.
    fn series(&self, run: &Months, span: Range<usize>) -> Vec<[f64; 2]> {
        let value = |month: usize| Some([month as f64, self.read(run.get(month)?.first()?)?]);
        span.filter_map(value).filter(|[_, value]| *value > 0.0).collect()
    }

    /// The month in which each county begins, if it does within the run.
    fn firsts(&self, people: &Settlement) -> Vec<Option<u32>> {
        let reach: Vec<u32> = (0..self.months).map(|month| self.on.reach(month, people.map.counties)).collect();
        let first = |place: &u32| reach.iter().position(|reach| place < reach).map(|month| month as u32);
        people.line.iter().map(first).collect()
    }

    /// Group-time effects over counties, until no county is without the treatment.
    fn staggered(&self, people: &Settlement, on: &Months) -> Option<f64> {
        let first = self.firsts(people);
        let all = first.iter().copied().collect::<Option<Vec<u32>>>();
        let until = all.and_then(|firsts| firsts.into_iter().max()).unwrap_or(self.months).min(self.months);
        let first: Vec<Option<u32>> = first.into_iter().map(|first| first.filter(|first| *first < until)).collect();
        let cells = (0..first.len()).flat_map(|county| (0..until as usize).map(move |month| (county, month)));
        let figures = cells.map(|(county, month)| self.read(on[month].get(1 + county)?)).collect();
        let sample = Sample { first, months: until, figures };
        let [base, window] = [self.base, self.window].map(|[from, to]| i64::from(from)..i64::from(to));
        let effect = group_time(&sample, &EventWindow { base, months: window })?.effect;
        // The level before, over everybody.
        let earliest = sample.first.iter().flatten().min().copied()? as usize;
        self.scaled(effect, self.mean(on, 0, earliest.saturating_sub(12)..earliest)?)
    }

    /// The true effect on the counties that have begun, over the same months after their start.
    fn on_the_treated(&self, people: &Settlement, both: &BothWorlds) -> Option<f64> {
        let mut sums = [Tally::default(), Tally::default()];
        for (county, first) in self.firsts(people).into_iter().enumerate() {
            let Some(first) = first else { continue };
            let at = |month: i32| (first as i32 + month).clamp(0, self.months as i32) as usize;
            for month in at(self.window[0])..at(self.window[1]) {
                sums[0].merge(&both.on[month][1 + county]);
                sums[1].merge(&both.off[month][1 + county]);
            }
        }
        self.difference(self.read(&sums[0]), self.read(&sums[1]))
    }
}

/// Monthly growth, per cent: the slope of the logarithm on the month, by least squares; `None` with fewer than three
/// months.
fn growth(series: &[[f64; 2]]) -> Option<f64> {
    if series.len() < 3 {
        return None;
    }
    let n = series.len() as f64;
    let log: Vec<[f64; 2]> = series.iter().map(|[month, value]| [*month, libm::log(*value)]).collect();
    let mean = |k: usize| log.iter().map(|point| point[k]).sum::<f64>() / n;
    let (x, y) = (mean(0), mean(1));
    let over: f64 = log.iter().map(|p| (p[0] - x) * (p[1] - y)).sum();
    let under: f64 = log.iter().map(|p| (p[0] - x) * (p[0] - x)).sum();
    Some(100.0 * (libm::exp(over / under) - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_that_of_a_geometric_series() {
        let series: Vec<[f64; 2]> =
            (0..8).map(|month| [f64::from(month), 3.0 * libm::pow(1.05, f64::from(month))]).collect();
        assert!((growth(&series).unwrap() - 5.0).abs() < 1e-9);
        assert_eq!(growth(&series[..2]), None);
    }
}
