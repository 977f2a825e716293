//! Trials of claims: the share of plausible societies in which each claim holds.
//!
//! Every society is drawn anew: its own behaviour within the plausible ranges, its own people, its own luck. All
//! regimes that the claims name are run on it, with the same luck.

use super::figure_store::{FigureKey, FigureStore, NoStore, stored_or, sure};
use super::latin_hypercube;
use super::verdict::{ClaimOutcome, Tested};
use super::window::Window;
use crate::engine::{self, PopulationSpec, Progress, Size};
use crate::observatory::tally::Tally;
use crate::regime::Regime;
use crate::scenario::claim_file::{Claim, Reading, Test};
use crate::society::Society;
use crate::society::decision_rule::DecisionRule;
use crate::society::strata::By;
use rayon::prelude::*;
use std::ops::Range;

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

/// Effects in one society: claim, then test, then condition of being at stake; `None` where not defined.
pub type Effects = Vec<Vec<Option<f64>>>;

/// The luck of societies that are given, far from those of societies that are drawn.
const GIVEN: u32 = 1_000;

/// One run: a regime, and the groups that are distinguished in it.
type Run = (usize, Option<By>);

/// Sums over a span of months: of everybody, then of each group.
type Sums = Vec<Tally>;

impl Trial {
    /// The runs that each society needs: every regime once for each grouping that is requested of it, and at least
    /// once.
    pub fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let readings: Vec<&Reading> = self.comparisons().flat_map(Test::readings).collect();
        let (grouped, whole): (Vec<&Reading>, Vec<&Reading>) = readings.into_iter().partition(|r| r.group.is_some());
        // Everybody is counted in a run with groups, too.
        for reading in grouped.into_iter().chain(whole) {
            if !runs.iter().any(|run| self.serves(*run, reading)) {
                runs.push((self.regime(reading), reading.group.map(|(by, _)| by)));
            }
        }
        runs
    }

    fn comparisons(&self) -> impl Iterator<Item = &Test> {
        self.claims.iter().flat_map(Claim::comparisons)
    }

    fn regime(&self, reading: &Reading) -> usize {
        self.regimes.iter().position(|(name, _)| *name == reading.regime).expect("all were read")
    }

    /// Months of a reading of a test: those that the windows of the test's regimes share.
    fn months(&self, test: &Test, reading: &Reading) -> Option<Range<u32>> {
        let regimes = test.readings().map(|reading| &self.regimes[self.regime(reading)].1);
        window(reading).shared(regimes, self.size.months)
    }

    /// All spans of months over which readings are taken, each once.
    fn spans(&self) -> Vec<Range<u32>> {
        let each = self.comparisons().flat_map(|test| test.readings().filter_map(|of| self.months(test, of)));
        let mut spans: Vec<Range<u32>> = Vec::new();
        for span in each {
            if !spans.contains(&span) {
                spans.push(span);
            }
        }
        spans
    }

    /// Whether a reading can be taken in a run.
    fn serves(&self, (regime, by): Run, reading: &Reading) -> bool {
        regime == self.regime(reading) && reading.group.is_none_or(|(asked, _)| by == Some(asked))
    }

    /// Tests all claims in all societies; the result does not depend on the number of threads.
    pub fn run(&self, progress: &dyn Progress) -> Tried {
        sure(self.run_kept(progress, &NoStore))
    }

    /// The same, with a store for finished societies. The result does not depend on where it was interrupted.
    ///
    /// # Errors
    ///
    /// Those of the store.
    pub fn run_kept<S: FigureStore>(&self, progress: &dyn Progress, store: &S) -> Result<Tried, S::Error> {
        let values = latin_hypercube::sample(&self.society.ranges, self.societies, self.seed);
        let all: Vec<usize> = (0..values.len()).collect();
        let effects = self.effects_kept(&values, &all, 0, self.society.rule, progress, store)?;
        Ok(Tried { values, effects })
    }

    /// Tests all claims in given societies instead of drawn ones, with people and luck of their own.
    ///
    /// # Errors
    ///
    /// Those of the store.
    pub fn run_in<S: FigureStore>(
        &self,
        values: Vec<Vec<f32>>,
        progress: &dyn Progress,
        store: &S,
    ) -> Result<Tried, S::Error> {
        let all: Vec<usize> = (0..values.len()).collect();
        let effects = self.effects_kept(&values, &all, GIVEN, self.society.rule, progress, store)?;
        Ok(Tried { values, effects })
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
        sure(self.effects_kept(values, of, luck, rule, progress, &NoStore))
    }

    /// The same, with a store.
    pub(super) fn effects_kept<S: FigureStore>(
        &self,
        values: &[Vec<f32>],
        of: &[usize],
        luck: u32,
        rule: DecisionRule,
        progress: &dyn Progress,
        store: &S,
    ) -> Result<Vec<Effects>, S::Error> {
        let (runs, spans) = (self.runs(), self.spans());
        let base = Society { rule, ..self.society.clone() };
        let widths: Vec<usize> = self.claims.iter().map(|claim| claim.comparisons().count()).collect();
        let one = |k: usize| -> Effects {
            let society = latin_hypercube::society(&base, &values[k]);
            let replicate = (k as u32).wrapping_add(luck.wrapping_mul(self.societies));
            let of = PopulationSpec::new(&society, self.size, self.seed, replicate);
            let mut people = engine::settle(&of.living(self.regimes.iter().map(|(_, regime)| regime)));
            people.remember(self.regimes.iter().map(|(_, regime)| regime));
            let sums: Vec<Vec<Sums>> = runs.iter().map(|run| self.sums(&people, *run, &spans, progress)).collect();
            let of = |test: &Test| {
                effect(test, &|reading: &Reading| {
                    let run = runs.iter().position(|run| self.serves(*run, reading)).expect("it was run");
                    let months = self.months(test, reading)?;
                    let span = spans.iter().position(|span| *span == months).expect("it is among them");
                    let group = reading.group.map_or(0, |(_, group)| 1 + group);
                    reading.measure.value(reading.view, &sums[run][span][group])
                })
            };
            let claim = |claim: &Claim| claim.comparisons().map(of).collect();
            self.claims.iter().map(claim).collect()
        };
        let kept = |k: &usize| {
            let which = FigureKey { set: format!("{}-luck-{luck}", rule.word()), society: *k as u32 };
            let months = runs.len() as u32 * self.size.months;
            let compute = || one(*k).into_iter().flatten().collect();
            let flat = stored_or(store, &which, widths.iter().sum(), || progress.there(months), compute)?;
            let mut flat = flat.into_iter();
            Ok(widths.iter().map(|width| flat.by_ref().take(*width).collect()).collect())
        };
        // If progress is cancelled from within, no further society begins.
        of.par_iter().map(kept).panic_fuse().collect()
    }

    fn sums(
        &self,
        people: &engine::Settlement,
        (regime, by): Run,
        spans: &[Range<u32>],
        progress: &dyn Progress,
    ) -> Vec<Sums> {
        let groups = by.map_or(0, |by| by.groups(&people.map));
        let mut sums: Vec<Sums> = vec![vec![Tally::default(); 1 + groups]; spans.len()];
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

/// The window of a reading.
pub(super) fn window(of: &Reading) -> Window {
    if of.after { Window::After } else { Window::During }
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
    pub fn outcomes(&self, claims: &[Claim], claim: usize) -> Vec<ClaimOutcome> {
        self.effects.iter().map(|effects| outcome(&claims[claim], &effects[claim])).collect()
    }
}

/// The outcome of a claim in a society where its tests, and then the conditions under which it is at stake, have these
/// effects. Where a condition is not defined, nothing of the kind occurred.
pub fn outcome(claim: &Claim, effects: &[Option<f64>]) -> ClaimOutcome {
    let (tests, conditions) = effects.split_at(claim.tests.len());
    let occurs = |(test, effect): (&Test, &Option<f64>)| effect.is_some_and(|e| test.direction.holds(e, test.least));
    if !claim.at_stake.iter().zip(conditions).all(occurs) {
        return ClaimOutcome::NotAtStake;
    }
    let Some(effects) = tests.iter().copied().collect::<Option<Vec<f64>>>() else { return ClaimOutcome::Undefined };
    let holds = claim.tests.iter().zip(&effects).all(|(test, effect)| test.direction.holds(*effect, test.least));
    effects.first().map_or(ClaimOutcome::Undefined, |effect| ClaimOutcome::Tested(Tested { effect: *effect, holds }))
}
