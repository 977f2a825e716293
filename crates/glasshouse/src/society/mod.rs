//! Who lives here, with whom, and what can be seen of them?

pub mod act;
pub mod behaviour;
pub mod groups;
pub mod income;
pub mod marginals;
pub mod people;
pub mod places;
pub mod public;
pub mod repute;
pub mod ties;

/// What a society is drawn from: aggregates and behaviour. There are no persons in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Society {
    /// Published aggregates.
    pub marginals: marginals::Marginals,
    /// How people decide, learn and talk.
    pub behaviour: behaviour::Behaviour,
}
