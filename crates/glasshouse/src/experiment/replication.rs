//! Replication of societies: how often each must be run again to separate luck from its parameters.
//!
//! One society in twenty is run again, with other people and other luck, until the share of luck in every effect is
//! known well enough or the permitted maximum is reached (a stability criterion: Lee et al. 2015, Journal of
//! Artificial Societies and Social Simulation 18(4): 4). The same societies are run under the other decision rules.

use super::claim_trial::{Effects, Trial, Tried};
use super::figure_store::{FigureStore, NoStore, sure};
use super::variance_components::{Nested, Split};
use crate::engine::Progress;
use crate::society::decision_rule::DecisionRule;

/// One society in this many is run again.
pub const ONE_IN: usize = 20;
/// Least number of societies run again, where there are that many.
pub const AT_LEAST: usize = 10;
/// The share of luck is known well enough when the half-width of its 95 % interval is at most this.
pub const WIDE: f64 = 0.05;
/// Most runs of a society where the program chooses.
pub const MOST: u32 = 3;

/// Total number of runs, each with other luck, of a society that is run again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replicates {
    /// As many as the criterion requires, from 2 to [`MOST`].
    Auto,
    /// A fixed number; 1 means that none is run again.
    Fixed(u32),
}

/// The additional runs.
#[derive(Clone, Debug)]
pub struct Replication {
    /// The societies.
    pub societies: Vec<usize>,
    /// Effects of each further luck: luck, then society.
    pub lucks: Vec<Vec<Effects>>,
    /// Effects under each other rule, with the first luck: of these societies, or of all, which begin with these.
    pub rules: Vec<(DecisionRule, Vec<Effects>)>,
    /// Half the width of the widest interval of a share of luck; `None` where no claim could be split.
    pub widest: Option<f64>,
}

impl Trial {
    /// The societies that are run again. Their numbers are unrelated to their parameters.
    pub fn again(&self) -> Vec<usize> {
        let all = self.societies as usize;
        (0..(all / ONE_IN).max(AT_LEAST).min(all)).collect()
    }

    /// Runs some societies again, with other luck and under the other rules; under the rules all of them if `all` is
    /// true.
    pub fn run_again(&self, tried: &Tried, replicates: Replicates, all: bool, progress: &dyn Progress) -> Replication {
        sure(self.run_again_kept(tried, replicates, all, progress, &NoStore))
    }

    /// The same, with a store for finished societies.
    ///
    /// # Errors
    ///
    /// Those of the store.
    pub fn run_again_kept<S: FigureStore>(
        &self,
        tried: &Tried,
        replicates: Replicates,
        all: bool,
        progress: &dyn Progress,
        store: &S,
    ) -> Result<Replication, S::Error> {
        let societies = self.again();
        let everywhere: Vec<usize> = (0..tried.values.len()).collect();
        let run = |of: &[usize], luck, rule| self.effects_kept(&tried.values, of, luck, rule, progress, store);
        let ruled = if all { &everywhere } else { &societies };
        let others =
            DecisionRule::ALL.into_iter().filter(|rule| *rule != self.society.rule && (all || replicates.most() > 1));
        let rules = others.map(|rule| Ok((rule, run(ruled, 0, rule)?))).collect::<Result<_, _>>()?;
        let mut again = Replication { societies: societies.clone(), lucks: Vec::new(), rules, widest: None };
        for luck in 1..replicates.most() {
            again.lucks.push(run(&societies, luck, self.society.rule)?);
            again.widest = again.widest(self, tried);
            if replicates == Replicates::Auto && again.is_enough() {
                break;
            }
        }
        Ok(again)
    }

    /// Most runs of one society that all this takes, counted in runs of all its regimes.
    pub fn effort(&self, replicates: Replicates, all: bool) -> u64 {
        let (again, others) = (self.again().len() as u64, DecisionRule::ALL.len() as u64 - 1);
        let ruled = match (all, replicates.most() > 1) {
            (true, _) => u64::from(self.societies),
            (false, true) => again,
            (false, false) => 0,
        };
        u64::from(self.societies) + again * u64::from(replicates.most() - 1) + others * ruled
    }
}

impl Replicates {
    /// Most runs of a society.
    fn most(self) -> u32 {
        match self {
            Replicates::Auto => MOST,
            Replicates::Fixed(n) => n.max(1),
        }
    }
}

impl Replication {
    /// Runs of each of these societies under the first rule.
    pub fn replicates(&self) -> usize {
        1 + self.lucks.len()
    }

    /// Whether the share of luck is known well enough for every claim.
    pub fn is_enough(&self) -> bool {
        self.widest.is_none_or(|widest| widest <= WIDE)
    }

    /// The variance components of a claim's effect; `None` where they cannot be estimated.
    pub fn split(&self, trial: &Trial, tried: &Tried, claim: usize) -> Option<Split> {
        let effect = |effects: &Effects| effects[claim].first().copied().flatten();
        let (mut lucks, mut rules) = (Vec::new(), Vec::new());
        for (n, k) in self.societies.iter().enumerate() {
            let first = std::iter::once(effect(&tried.effects[*k]));
            let of: Option<Vec<f64>> = first.chain(self.lucks.iter().map(|luck| effect(&luck[n]))).collect();
            // The rule that ignores money is no rival account of how people decide; it says what imitation alone does.
            let rivals = self.rules.iter().filter(|(rule, _)| *rule != DecisionRule::Majority);
            let by: Option<Vec<f64>> = rivals.map(|(_, effects)| effect(&effects[n])).collect();
            // A society in which the effect is not defined in every run is left out.
            if let (Some(of), Some(by)) = (of, by) {
                lucks.push(of);
                rules.push(by);
            }
        }
        Nested { lucks, rules }.split(trial.seed)
    }

    fn widest(&self, trial: &Trial, tried: &Tried) -> Option<f64> {
        let splits = (0..trial.claims.len()).filter_map(|claim| self.split(trial, tried, claim));
        splits.map(|split| (split.luck[2] - split.luck[1]) / 2.0).max_by(f64::total_cmp)
    }
}
