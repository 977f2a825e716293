//! A society as data: its published aggregates, its behaviour, and the rules by which people decide and judge.
//! What is a society drawn from?

use super::assessment_rule::Ways;
use super::behaviour::{Behaviour, Parameter};
use super::decision_rule::DecisionRule;
use super::marginals::Marginals;

/// What a society is drawn from: aggregates and behaviour. There are no persons in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Society {
    /// Published aggregates.
    pub marginals: Marginals,
    /// How people decide, learn and talk.
    pub behaviour: Behaviour,
    /// Within which limits each number of it is held plausible.
    pub ranges: Vec<Plausible>,
    /// By which rule people decide; `behaviour` is already as it wants it.
    pub rule: DecisionRule,
    /// How repute comes about among them, and what it means.
    pub ways: Ways,
    /// Chance a month that somebody looks at how another of her neighbourhood fares, and may take over her norms.
    pub copying: f32,
}

/// The plausible range of a behavioural parameter.
#[derive(Clone, Copy, Debug)]
pub struct Plausible {
    /// The parameter.
    pub parameter: &'static Parameter,
    /// Least plausible value.
    pub low: f32,
    /// Greatest plausible value.
    pub high: f32,
}

impl PartialEq for Plausible {
    fn eq(&self, other: &Plausible) -> bool {
        std::ptr::eq(self.parameter, other.parameter) && (self.low, self.high) == (other.low, other.high)
    }
}
