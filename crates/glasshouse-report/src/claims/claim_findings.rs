//! The findings on each claim: verdict, effects, sensitivities and variance components.

use glasshouse::experiment::bootstrap::{quantile_of, ranks};
use glasshouse::experiment::claim_trial::{Trial, Tried, outcome};
use glasshouse::experiment::first_order_index::{self, Sensitivity};
use glasshouse::experiment::replication::Replication;
use glasshouse::experiment::scenario_discovery::{self, PrimRule};
use glasshouse::experiment::variance_components::Split;
use glasshouse::experiment::verdict::{Tested, Verdict};
use glasshouse::scenario::claim_file::Claim;
use glasshouse::society::decision_rule::DecisionRule;
use rayon::prelude::*;

/// A trial with all its runs.
pub struct TrialResults<'a> {
    /// The trial.
    pub trial: &'a Trial,
    /// Its results.
    pub tried: &'a Tried,
    /// The repeated runs.
    pub again: &'a Replication,
    /// Its results in societies that fit published figures.
    pub fitting: &'a Tried,
}

/// The findings on one claim.
pub struct ClaimFinding<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// How often it holds.
    pub verdict: Verdict,
    /// How often it holds in societies that fit published figures; `None` if it was not tested in any.
    pub fitting: Option<Verdict>,
    /// Effect of each test: 5 % quantile, median, 95 % quantile; NaN where it is never defined.
    pub effects: Vec<[f64; 3]>,
    /// Effect of the first test, and whether the claim holds, in each society in which it could be tested.
    pub outcomes: Vec<Tested>,
    /// The parameters that move the effect of the first test, by its ranks.
    pub of_effect: Sensitivity,
    /// The parameters that decide whether it holds.
    pub of_verdict: Sensitivity,
    /// The rule that best separates societies in which it holds from the others.
    pub borders: Option<PrimRule>,
    /// Sources of the differences in the effect of the first test.
    pub split: Option<Split>,
    /// Verdicts under each decision rule in the same societies; the trial's own rule comes first.
    pub rules: Vec<(DecisionRule, Verdict)>,
}

impl ClaimFinding<'_> {
    /// The number of rules under which it holds, and the number tried; `None` if only one was tried.
    pub fn holds_under(&self) -> Option<(usize, usize)> {
        let holds = self.rules.iter().filter(|(_, verdict)| verdict.word() == "holds").count();
        (self.rules.len() > 1).then_some((holds, self.rules.len()))
    }
}

impl TrialResults<'_> {
    /// Computes the findings on each claim, in the order of the file.
    pub fn findings(&self) -> Vec<ClaimFinding<'_>> {
        (0..self.trial.claims.len()).into_par_iter().map(|n| self.finding(n)).collect()
    }

    fn finding(&self, n: usize) -> ClaimFinding<'_> {
        let (trial, tried) = (self.trial, self.tried);
        let all = tried.outcomes(&trial.claims, n);
        let asked: Vec<usize> = (0..all.len()).filter(|k| all[*k].tested().is_some()).collect();
        let outcomes: Vec<Tested> = all.iter().filter_map(|outcome| outcome.tested()).collect();
        let values: Vec<&[f32]> = asked.iter().map(|k| tried.values[*k].as_slice()).collect();
        let ranked = ranks(&outcomes.iter().map(|outcome| outcome.effect).collect::<Vec<_>>());
        let holds: Vec<bool> = outcomes.iter().map(|outcome| outcome.holds).collect();
        let held: Vec<f64> = holds.iter().map(|holds| f64::from(u8::from(*holds))).collect();
        let spread = |test: usize| {
            let defined = || asked.iter().filter_map(|k| tried.effects[*k][n][test]).collect();
            [0.05, 0.5, 0.95].map(|q| quantile_of(defined(), q))
        };
        ClaimFinding {
            claim: &trial.claims[n],
            verdict: Verdict::of(&all),
            fitting: (!self.fitting.values.is_empty()).then(|| Verdict::of(&self.fitting.outcomes(&trial.claims, n))),
            effects: (0..trial.claims[n].tests.len()).map(spread).collect(),
            of_effect: first_order_index::of(&values, &ranked, trial.seed),
            of_verdict: first_order_index::of(&values, &held, trial.seed),
            borders: scenario_discovery::rule(&values, &holds, trial.seed),
            split: self.again.split(trial, tried, n),
            rules: self.rules(n),
            outcomes,
        }
    }

    fn rules(&self, n: usize) -> Vec<(DecisionRule, Verdict)> {
        let many = self.again.rules.first().map_or(0, |(_, effects)| effects.len());
        let of = |effects: &[Vec<Vec<Option<f64>>>]| {
            let outcomes: Vec<_> = effects.iter().map(|e| outcome(&self.trial.claims[n], &e[n])).collect();
            Verdict::of(&outcomes)
        };
        let first = (self.trial.society.rule, of(&self.tried.effects[..many]));
        std::iter::once(first).chain(self.again.rules.iter().map(|(rule, effects)| (*rule, of(effects)))).collect()
    }
}
