//! Impact evaluation of pilots: estimates from official statistics against the true effect.
//!
//! The true effect on the treated is known here, since each society was also run without the regime, with the same
//! luck. Estimates are linear in the figures, so the error of an estimate is the exact sum of three parts: the
//! regime's effect on the control counties, the luck of the draw, and what the state sees.

use super::compare::Comparison;
use super::diff_in_diff::{EventWindow, Sample, TreatmentEffect, group_time, two_way};
use super::panel::{CountySeries, Panel, PanelWorld};
use crate::observatory::measures::{Measure, View};
use crate::observatory::statistics::{self, Interval};
use std::ops::Range;

/// Months before a county's start that serve as its base. Callaway and Sant'Anna use the last one; with few counties
/// a month is noisy.
pub const BASE: i64 = 12;
/// Months in a step of an event study.
pub const STEP: i64 = 3;

/// Both estimates from the same figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EstimatorPair {
    /// By group and month.
    pub group_time: TreatmentEffect,
    /// By two-way fixed effects.
    pub two_way: TreatmentEffect,
}

/// A step of an event study.
#[derive(Clone, Debug, PartialEq)]
pub struct EventStudyStep {
    /// Months, counted from the one in which a county begins.
    pub months: Range<i64>,
    /// True effect on the counties that have begun; `None` before.
    pub effect: Option<f64>,
    /// From the truth.
    pub truth: Option<TreatmentEffect>,
    /// From official statistics.
    pub official: Option<TreatmentEffect>,
}

/// The findings on one measure in one society.
#[derive(Clone, Debug, PartialEq)]
pub struct SocietyEvaluation {
    /// True effect on the treated: with the regime less without it, averaged over treated county-months.
    pub effect: f64,
    /// The estimates from the truth.
    pub truth: EstimatorPair,
    /// The estimates from official statistics; `None` where counties without the regime have none.
    pub official: Option<EstimatorPair>,
    /// Error of the estimate from the truth that comes from the regime's effect on other counties.
    pub spread: f64,
    /// Error that comes from the draw: the estimate in the world without the regime.
    pub luck: f64,
    /// Placebo test: the same estimate as if counties had begun half of the time earlier; from the truth.
    pub before: Option<TreatmentEffect>,
    /// The same from official statistics.
    pub before_official: Option<TreatmentEffect>,
    /// Step by step.
    pub events: Vec<EventStudyStep>,
}

/// The findings on a measure in all societies.
#[derive(Clone, Debug)]
pub struct MeasureEvaluation {
    /// The measure.
    pub measure: &'static Measure,
    /// Society by society; `None` where nothing can be estimated.
    pub societies: Vec<Option<SocietyEvaluation>>,
}

/// A researcher's conclusion from an estimate with its interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// An effect in the direction of the true one.
    Right,
    /// An effect in the other direction.
    Wrong,
    /// An effect, though the true one cannot be distinguished from none.
    Alarm,
    /// The interval holds zero.
    Nothing,
    /// There is no interval, since some wave has a single county.
    Unknown,
}

/// Evaluates each measure in each society of a comparison by county of two regimes: without, and with.
pub fn evaluate(comparison: &Comparison, panels: &[Panel], measures: &[&'static Measure]) -> Vec<MeasureEvaluation> {
    let one = |measure: &'static Measure| {
        let found = |(panel, replicate): (&Panel, u32)| Evidence::of(comparison, panel, replicate, measure)?.found();
        MeasureEvaluation { measure, societies: panels.iter().zip(0..).map(found).collect() }
    };
    measures.iter().copied().map(one).collect()
}

/// Figures of one measure in one society.
struct Evidence {
    /// The truth, where it is known in both worlds.
    with: Sample,
    without: Sample,
    /// With less without.
    difference: Sample,
    /// What the state sees.
    official: Option<Sample>,
}

impl Evidence {
    fn of(c: &Comparison, panel: &Panel, replicate: u32, measure: &Measure) -> Option<Evidence> {
        let figures = |world, view| CountySeries::of(c, world, replicate, measure, view);
        let (here, there) = (figures(PanelWorld::With, View::Truth)?, figures(PanelWorld::Without, View::Truth)?);
        let both = |county, month| Some((here.at(county, month)?, there.at(county, month)?));
        let seen = figures(PanelWorld::With, View::Seen);
        Some(Evidence {
            with: panel.sample(|county, month| both(county, month).map(|(with, _)| with)),
            without: panel.sample(|county, month| both(county, month).map(|(_, without)| without)),
            difference: panel.sample(|county, month| both(county, month).map(|(with, without)| with - without)),
            official: seen.map(|seen| panel.sample(|county, month| seen.at(county, month))),
        })
    }

    fn found(&self) -> Option<SocietyEvaluation> {
        let main = EventWindow { base: -BASE..0, months: 0..i64::MAX };
        let effect = treated_mean(&self.difference, &main.months)?;
        let before =
            |sample: &Sample| group_time(sample, &EventWindow { base: -BASE..-BASE / 2, months: -BASE / 2..0 });
        let last = i64::from(self.with.months) - self.with.first.iter().flatten().copied().map(i64::from).min()?;
        let steps = (-BASE..last).step_by(STEP as usize);
        Some(SocietyEvaluation {
            effect,
            truth: pair(&self.with, &main)?,
            official: self.official.as_ref().and_then(|sample| pair(sample, &main)),
            spread: group_time(&self.difference, &main)?.effect - effect,
            luck: group_time(&self.without, &main)?.effect,
            before: before(&self.with),
            before_official: self.official.as_ref().and_then(before),
            events: steps.map(|from| self.event(from..from + STEP)).collect(),
        })
    }

    fn event(&self, months: Range<i64>) -> EventStudyStep {
        let design = EventWindow { base: -BASE..0, months: months.clone() };
        EventStudyStep {
            effect: if months.start < 0 { None } else { treated_mean(&self.difference, &months) },
            truth: group_time(&self.with, &design),
            official: self.official.as_ref().and_then(|sample| group_time(sample, &design)),
            months,
        }
    }
}

fn pair(sample: &Sample, design: &EventWindow) -> Option<EstimatorPair> {
    Some(EstimatorPair { group_time: group_time(sample, design)?, two_way: two_way(sample)? })
}

/// Mean over the county-months at this distance from the start in their county.
fn treated_mean(sample: &Sample, months: &Range<i64>) -> Option<f64> {
    let since = |cell: usize| {
        let (county, month) = (cell / sample.months as usize, cell % sample.months as usize);
        Some(month as i64 - i64::from(sample.first[county]?))
    };
    let cells = sample.figures.iter().enumerate().filter(|(cell, _)| since(*cell).is_some_and(|e| months.contains(&e)));
    let known: Vec<f64> = cells.filter_map(|(_, figure)| *figure).collect();
    (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
}

impl SocietyEvaluation {
    /// Error of the official estimate that comes from what the state sees; `None` without official statistics.
    pub fn sight(&self) -> Option<f64> {
        Some(self.official?.group_time.effect - self.truth.group_time.effect)
    }
}

impl MeasureEvaluation {
    /// Mean of a quantity over societies, with its 95 % interval; `None` where it is defined in none of them.
    pub fn over(&self, what: impl Fn(&SocietyEvaluation) -> Option<f64>) -> Option<Interval> {
        let values: Vec<f64> = self.societies.iter().flatten().filter_map(what).collect();
        (!values.is_empty()).then(|| statistics::interval(&values))
    }

    /// True effect on the treated.
    pub fn effect(&self) -> Option<Interval> {
        self.over(|found| Some(found.effect))
    }

    /// An estimate as one researcher has it: its mean over societies, with the mean half width of its 95 % interval.
    pub fn typical(&self, pick: impl Fn(&SocietyEvaluation) -> Option<TreatmentEffect>) -> Option<Interval> {
        let mean = self.over(|found| pick(found).map(|e| e.effect))?.mean;
        let half = self.over(|found| pick(found).and_then(|e| e.interval().half)).map(|half| half.mean);
        Some(Interval { mean, half })
    }

    /// Number of researchers with each conclusion from an estimate, each in her own society.
    pub fn conclusions(&self, pick: impl Fn(&SocietyEvaluation) -> Option<TreatmentEffect>) -> Vec<Conclusion> {
        let Some(effect) = self.effect() else { return Vec::new() };
        let estimates = self.societies.iter().flatten().filter_map(pick);
        estimates.map(|e| conclude(e.interval(), effect)).collect()
    }
}

/// The conclusion from an estimate, given the true effect. With a single society its effect is taken as it is.
pub fn conclude(estimate: Interval, effect: Interval) -> Conclusion {
    let is_real = effect.half.map_or(effect.mean != 0.0, |_| effect.excludes_zero());
    if estimate.half.is_none() {
        return Conclusion::Unknown;
    }
    match (estimate.excludes_zero(), is_real) {
        (false, _) => Conclusion::Nothing,
        (true, false) => Conclusion::Alarm,
        (true, true) if (estimate.mean > 0.0) == (effect.mean > 0.0) => Conclusion::Right,
        (true, true) => Conclusion::Wrong,
    }
}
