//! Trials of claims: the share of plausible societies in which each claim holds.
//!
//! Every society is drawn anew: its own behaviour within the plausible ranges, its own people, its own luck. All
//! regimes that the claims name are run on it, with the same luck.

use super::compare::{Plan, Window};
use super::latin_hypercube;
use super::verdict::ClaimOutcome;
use crate::engine::{self, EARLIER, PopulationSpec, Progress, Size};
use crate::observatory::tally::Tally;
use crate::regime::Regime;
use crate::scenario::claim_file::{Claim, Reading, Test};
use crate::society::Society;
use crate::society::decision_rule::DecisionRule;
use crate::society::strata::By;
use rayon::prelude::*;

/// Claims, and the regimes and society on which they are tried.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The claims.
    pub claims: Vec<Claim>,
    /// The regimes that they name, each with its name there.
    pub regimes: Vec<(String, Regime)>,
    /// The society whose ranges are tried.
    pub society: Society,
    /// Persons and months of each.
    pub size: Size,
    /// Seed of all luck.
    pub seed: u64,
    /// Number of societies.
    pub societies: u32,
}

/// The results.
#[derive(Clone, Debug)]
pub struct Tried {
    /// Parameters of each society, in the order of the society's ranges.
    pub values: Vec<Vec<f32>>,
    /// The effects in each society.
    pub effects: Vec<Effects>,
}

/// Effects in one society: claim, then test; `None` where not defined.
pub type Effects = Vec<Vec<Option<f64>>>;

/// One run: a regime, and the groups that are distinguished in it.
type Run = (usize, Option<By>);

/// Sums of each window: of everybody, then of each group.
type Sums = [Vec<Tally>; 2];

impl Trial {
    /// The runs that each society needs: every regime once for each grouping that is requested of it, and at least
    /// once.
    pub fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let tests = self.claims.iter().flat_map(|claim| &claim.tests);
        let readings: Vec<&Reading> = tests.flat_map(|test| [Some(&test.one), test.other.as_ref()]).flatten().collect();
        let (grouped, whole): (Vec<&Reading>, Vec<&Reading>) = readings.into_iter().partition(|r| r.group.is_some());
        // Everybody is counted in a run with groups, too.
        for reading in grouped.into_iter().chain(whole) {
            if !runs.iter().any(|run| self.serves(*run, reading)) {
                runs.push((self.regime(reading), reading.group.map(|(by, _)| by)));
            }
        }
        runs
    }

    fn regime(&self, reading: &Reading) -> usize {
        self.regimes.iter().position(|(name, _)| *name == reading.regime).expect("all were read")
    }

    /// Whether a reading can be taken in a run.
    fn serves(&self, (regime, by): Run, reading: &Reading) -> bool {
        regime == self.regime(reading) && reading.group.is_none_or(|(asked, _)| by == Some(asked))
    }

    /// Tests all claims in all societies; the result does not depend on the number of threads.
    pub fn run(&self, progress: &dyn Progress) -> Tried {
        let values = latin_hypercube::sample(&self.society.ranges, self.societies, self.seed);
        let all: Vec<usize> = (0..values.len()).collect();
        let effects = self.effects(&values, &all, 0, self.society.rule, progress);
        Tried { values, effects }
    }

    /// Effects in the societies with these numbers, with the first luck or another, and under a decision rule.
    pub fn effects(
        &self,
        values: &[Vec<f32>],
        of: &[usize],
        luck: u32,
        rule: DecisionRule,
        progress: &dyn Progress,
    ) -> Vec<Effects> {
        let (runs, spans) = (self.runs(), self.spans());
        let base = Society { rule, ..self.society.clone() };
        let effects = of.par_iter().map(|k| {
            let society = latin_hypercube::society(&base, &values[*k]);
            let replicate = (*k as u32).wrapping_add(luck.wrapping_mul(self.societies));
            let mut people = engine::settle(&PopulationSpec::new(&society, self.size, self.seed, replicate));
            people.remember(self.regimes.iter().map(|(_, regime)| regime));
            let sums: Vec<Sums> = runs.iter().map(|run| self.sums(&people, *run, &spans, progress)).collect();
            let read = |reading: &Reading| {
                let run = runs.iter().position(|run| self.serves(*run, reading)).expect("it was run");
                let group = reading.group.map_or(0, |(_, group)| 1 + group);
                reading.measure.value(reading.view, &sums[run][usize::from(reading.after)][group])
            };
            let claim = |claim: &Claim| claim.tests.iter().map(|test| effect(test, &read)).collect();
            self.claims.iter().map(claim).collect()
        });
        // If progress is cancelled from within, no further society begins.
        effects.panic_fuse().collect()
    }

    /// Months of both windows, the same for all regimes.
    fn spans(&self) -> [std::ops::Range<u32>; 2] {
        let plan = Plan {
            society: self.society.clone(),
            regimes: self.regimes.iter().map(|(_, regime)| regime.clone()).collect(),
            size: self.size,
            seed: self.seed,
            replicates: 1,
            earlier: EARLIER,
            by: None,
        };
        Window::ALL.map(|window| plan.months(window).unwrap_or(0..0))
    }

    fn sums(
        &self,
        people: &engine::Settlement,
        (regime, by): Run,
        spans: &[std::ops::Range<u32>; 2],
        progress: &dyn Progress,
    ) -> Sums {
        let groups = by.map_or(0, |by| by.groups(&people.map));
        let mut sums: Sums = std::array::from_fn(|_| vec![Tally::default(); 1 + groups]);
        let months = engine::simulate(people, &self.regimes[regime].1, by, progress);
        for (month, told) in (0..).zip(months) {
            for (sums, _) in sums.iter_mut().zip(spans).filter(|(_, span)| span.contains(&month)) {
                let each = std::iter::once(&told.all).chain(&told.groups);
                sums.iter_mut().zip(each).for_each(|(sum, told)| sum.merge(told));
            }
        }
        sums
    }
}

/// The effect that a test requests.
pub(super) fn effect(test: &Test, read: &impl Fn(&Reading) -> Option<f64>) -> Option<f64> {
    let one = read(&test.one)?;
    let other = test.other.as_ref().map_or(Some(0.0), read)?;
    let effect = if test.relative { (one - other) / other.abs() } else { one - other };
    effect.is_finite().then_some(effect)
}

impl Tried {
    /// The outcome of a claim in each society.
    pub fn outcomes(&self, claims: &[Claim], claim: usize) -> Vec<Option<ClaimOutcome>> {
        self.effects.iter().map(|effects| outcome(&claims[claim], &effects[claim])).collect()
    }
}

/// The outcome of a claim in a society where its tests have these effects: the effect of the first, and whether all
/// hold; `None` where one of them is not defined.
pub fn outcome(claim: &Claim, effects: &[Option<f64>]) -> Option<ClaimOutcome> {
    let effects: Option<Vec<f64>> = effects.iter().copied().collect();
    let effects = effects?;
    let holds = claim.tests.iter().zip(&effects).all(|(test, effect)| test.direction.holds(*effect, test.least));
    Some(ClaimOutcome { effect: *effects.first()?, holds })
}
