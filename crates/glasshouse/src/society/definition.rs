//! A society as data: its published aggregates, its behaviour, and the rules of decision and judgement.

use super::assessment_rule::{NORMS, Norm, Ways};
use super::behaviour::{Behaviour, Parameter};
use super::decision_rule::DecisionRule;
use super::history::History;
use super::marginals::Marginals;
use super::own_encounter::Encounters;

/// The inputs from which a society is drawn: aggregates and behaviour. It contains no persons.
#[derive(Clone, Debug, PartialEq)]
pub struct Society {
    /// Published aggregates.
    pub marginals: Marginals,
    /// How people decide, learn and talk.
    pub behaviour: Behaviour,
    /// The plausible range of each of its numbers.
    pub ranges: Vec<Plausible>,
    /// The decision rule; `behaviour` is already adapted to it.
    pub rule: DecisionRule,
    /// How reputation forms among them, and what it means.
    pub ways: Ways,
    /// Chance a month that a person looks at how another in her neighbourhood fares, and may adopt her norms.
    pub copying: f32,
    /// A campaign of the past; `None`: there was none.
    pub history: Option<History>,
    /// Encounters that files add.
    pub encounters: Encounters,
}

impl Society {
    /// Mean temperaments for integrity, care and speech, 0 to 1. That for care is the share of occasions on which
    /// people help, derived from the share who help in a month.
    pub fn tempers(&self) -> [f32; 3] {
        let m = &self.marginals;
        let occasions = self.behaviour.distress.rate.max(0.01);
        let care = (m.helping.value as f32 / occasions).min(1.0);
        [m.integrity.value as f32, care, m.candour.value as f32]
    }

    /// Norm by which neighbours judge each other.
    pub fn gossip_norm(&self) -> Norm {
        Norm::by_name(&self.marginals.gossip_norm.value).unwrap_or(NORMS[0])
    }
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
