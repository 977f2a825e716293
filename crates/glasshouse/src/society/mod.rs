//! Who lives here, with whom, and what can be seen of them?

pub mod act;
pub mod assessment_rule;
pub mod behaviour;
pub mod bit_counting;
pub mod decision_rule;
pub mod geography;
pub mod income_distribution;
pub mod marginals;
pub mod observable;
pub mod strata;
pub mod synthesis;
pub mod ties;
pub mod traits;

/// What a society is drawn from: aggregates and behaviour. There are no persons in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Society {
    /// Published aggregates.
    pub marginals: marginals::Marginals,
    /// How people decide, learn and talk.
    pub behaviour: behaviour::Behaviour,
    /// Within which limits each number of it is held plausible.
    pub ranges: Vec<Plausible>,
    /// By which rule people decide; `behaviour` is already as it wants it.
    pub rule: decision_rule::DecisionRule,
    /// How repute comes about among them, and what it means.
    pub ways: assessment_rule::Ways,
    /// Chance a month that somebody looks at how another of her neighbourhood fares, and may take over her norms.
    pub copying: f32,
}

/// The plausible range of a behavioural parameter.
#[derive(Clone, Copy, Debug)]
pub struct Plausible {
    /// The parameter.
    pub parameter: &'static behaviour::Parameter,
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
