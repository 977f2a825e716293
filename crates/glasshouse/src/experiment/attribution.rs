//! Attribution: which mechanism carries how much of the difference between two regimes.
//!
//! The difference is split by Shapley's value (1953): mechanisms are added one after the other, in many orders, and each
//! gets the mean of what its coming changes. Mechanisms of one group come one right after the other, in every order of
//! groups and of members: Owen's value (1977). All regimes run on the same people with the same luck, so that the parts
//! of each society add up to its whole difference exactly, whatever the number of orders.
//!
//! Orders are drawn anew for each society, each with its reverse (antithetic; Castro, Gomez & Tejada 2009; Mitchell et al.
//! 2022). The interval over societies therefore covers the luck of the orders, too.

use super::bootstrap::Resample;
use super::mechanism::{RegimePart, with};
use super::window::Window;
use crate::engine::{self, EARLIER, PopulationSpec, Progress, Size};
use crate::observatory::measures::{Measure, View};
use crate::observatory::statistics::{Interval, interval};
use crate::observatory::tally::Tally;
use crate::regime::Regime;
use crate::society::Society;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A difference to be split.
#[derive(Clone, Debug)]
pub struct Attribution {
    /// The society.
    pub society: Society,
    /// The regime.
    pub regime: Regime,
    /// The regime that it is compared with.
    pub other: Regime,
    /// The mechanisms in which they differ, in groups.
    pub groups: Vec<Vec<RegimePart>>,
    /// The measures.
    pub measures: Vec<&'static Measure>,
    /// The months: while the regime is in force, or after it has ended.
    pub window: Window,
    /// Persons and months.
    pub size: Size,
    /// Seed of all luck.
    pub seed: u64,
    /// Number of societies drawn.
    pub replicates: u32,
    /// Pairs of orders in each society.
    pub pairs: u32,
}

/// The parts of a difference in one measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Attributed {
    /// The measure.
    pub measure: &'static Measure,
    /// The part of each mechanism, group by group: mean and 95 % interval over societies.
    pub parts: Vec<Vec<Interval>>,
    /// The part of each group: the sum of its members'.
    pub groups: Vec<Interval>,
    /// The whole difference.
    pub whole: Interval,
}

/// A set of mechanisms: bit by bit, in the order of the groups.
type Coalition = u64;

impl Attribution {
    /// Number of mechanisms.
    pub fn mechanisms(&self) -> usize {
        self.groups.iter().map(Vec::len).sum()
    }

    /// Most months of single runs that it takes.
    pub fn months(&self) -> u64 {
        let each = |replicate| self.coalitions(&self.orders(replicate)).len() as u64;
        (0..self.replicates).map(each).sum::<u64>() * u64::from(self.size.months)
    }

    /// Runs it; `None` for a measure that is not defined in some run. The result does not depend on the number of
    /// threads.
    pub fn run(&self, progress: &dyn Progress) -> Vec<Option<Attributed>> {
        let societies: Vec<Vec<Option<Vec<f64>>>> =
            (0..self.replicates).into_par_iter().panic_fuse().map(|k| self.society(k, progress)).collect();
        let of = |(n, measure): (usize, &&'static Measure)| {
            let each: Option<Vec<Vec<f64>>> = societies.iter().map(|society| society[n].clone()).collect();
            Some(self.attributed(measure, &each?))
        };
        self.measures.iter().enumerate().map(of).collect()
    }

    fn attributed(&self, measure: &'static Measure, societies: &[Vec<f64>]) -> Attributed {
        let over = |of: &dyn Fn(&Vec<f64>) -> f64| interval(&societies.iter().map(of).collect::<Vec<f64>>());
        let mut first = 0;
        let (mut parts, mut groups) = (Vec::new(), Vec::new());
        for group in &self.groups {
            let span = first..first + group.len();
            parts.push(span.clone().map(|k| over(&|society| society[k])).collect());
            groups.push(over(&|society| society[span.clone()].iter().sum()));
            first = span.end;
        }
        Attributed { measure, parts, groups, whole: over(&|society| society.iter().sum()) }
    }

    /// For each measure the parts of all mechanisms in one society.
    fn society(&self, replicate: u32, progress: &dyn Progress) -> Vec<Option<Vec<f64>>> {
        let of = PopulationSpec::new(&self.society, self.size, self.seed, replicate);
        let mut people = engine::settle(&of.living([&self.regime, &self.other]));
        people.remember([&self.regime, &self.other]);
        let orders = self.orders(replicate);
        let values: BTreeMap<Coalition, Vec<Option<f64>>> = self
            .coalitions(&orders)
            .into_par_iter()
            .map(|coalition| (coalition, self.value(&people, coalition, progress)))
            .collect();
        let parts = |n: usize| {
            let mut parts = vec![0.0; self.mechanisms()];
            for order in &orders {
                let mut here: Coalition = 0;
                for k in order {
                    let next = here | 1 << k;
                    parts[*k] += values[&next][n]? - values[&here][n]?;
                    here = next;
                }
            }
            parts.iter_mut().for_each(|part| *part /= orders.len() as f64);
            Some(parts)
        };
        (0..self.measures.len()).map(parts).collect()
    }

    /// The measures in a society under the regime with these mechanisms.
    fn value(&self, people: &engine::Settlement, coalition: Coalition, progress: &dyn Progress) -> Vec<Option<f64>> {
        let all: Vec<&RegimePart> = self.groups.iter().flatten().collect();
        let present: Vec<&RegimePart> = (0..all.len()).filter(|k| coalition >> k & 1 == 1).map(|k| all[k]).collect();
        let regime = with(&self.regime, &self.other, &present);
        let months = self.window.shared([&self.regime], self.size.months).unwrap_or(0..0);
        let mut sum = Tally::default();
        for (month, told) in (0..).zip(engine::simulate(people, &regime, None, progress)) {
            if months.contains(&month) {
                sum.merge(&told.all);
            }
        }
        self.measures.iter().map(|m| m.value(View::Truth, &sum).filter(|x| x.is_finite())).collect()
    }

    /// The orders in a society: each with its reverse.
    fn orders(&self, replicate: u32) -> Vec<Vec<usize>> {
        let resample = Resample::new(self.seed.wrapping_add(u64::from(replicate)));
        let firsts: Vec<usize> =
            self.groups.iter().scan(0, |first, group| Some(std::mem::replace(first, *first + group.len()))).collect();
        let mut orders = Vec::new();
        for pair in 0..self.pairs {
            let round = pair * (1 + self.groups.len() as u32);
            let mut order = Vec::new();
            for group in resample.dealt(self.groups.len(), round) {
                let members = resample.dealt(self.groups[group].len(), round + 1 + group as u32);
                order.extend(members.into_iter().map(|member| firsts[group] + member));
            }
            let reverse: Vec<usize> = order.iter().rev().copied().collect();
            orders.extend([order, reverse]);
        }
        orders
    }

    /// All sets of mechanisms that come up in these orders.
    fn coalitions(&self, orders: &[Vec<usize>]) -> Vec<Coalition> {
        let mut all = vec![0];
        for order in orders {
            let mut here = 0;
            all.extend(order.iter().map(|k| {
                here |= 1 << k;
                here
            }));
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

impl Attribution {
    /// Months lived under the law alone before: the same as in any other run.
    pub const EARLIER: u32 = EARLIER;
}
