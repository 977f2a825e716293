//! What does one regime file say, and where does it say it?
//!
//! A draft keeps the place beside every value, so that `a + b` can name both lines of a conflict, and what depends on
//! the whole regime can be checked after composing.

use crate::diagnostic::Location;
use crate::regime::firm_scoring::Firms;
use crate::regime::{
    Appeal, Audience, Censorship, Channel, Courts, CreditBureau, Effect, Informants, Inspection, Officials, Origin,
    Override, PeerRating, Propaganda, Redemption, Reviews, Rule, Score, Spillover, Spread, Wave, Welfare,
};

/// A value, and where the user wrote it.
#[derive(Clone, Debug)]
pub(super) struct At<T> {
    pub value: T,
    pub place: Location,
}

impl<T> At<T> {
    /// The same place, with something to say about it.
    pub fn place(&self, label: impl Into<String>) -> Location {
        Location { label: label.into(), ..self.place.clone() }
    }
}

/// A regime as its files say it, before it is known to make sense as a whole.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub name: String,
    pub title: String,
    pub description: String,
    pub starts: Option<At<u32>>,
    pub ends: Option<At<u32>>,
    pub score: Option<At<Score>>,
    pub watch: Vec<Watch>,
    pub rules: Vec<At<Rule>>,
    pub rewards: Vec<Outcome>,
    pub sanctions: Vec<Outcome>,
    pub list: Option<At<Audience>>,
    pub announced: Option<At<f32>>,
    pub shaming: Option<At<f32>>,
    pub spillover: Option<At<Spillover>>,
    pub redemption: Option<At<Redemption>>,
    pub propaganda: Option<At<Propaganda>>,
    pub reviews: Option<At<Reviews>>,
    pub inspection: Option<At<Inspection>>,
    pub courts: Option<At<Courts>>,
    pub welfare: Option<At<Welfare>>,
    pub informants: Option<At<Informants>>,
    pub officials: Option<At<Officials>>,
    pub appeal: Option<At<Appeal>>,
    pub credit_bureau: Option<At<CreditBureau>>,
    pub peer_rating: Option<At<PeerRating>>,
    pub censorship: Option<At<Censorship>>,
    pub firms: Option<At<Firms>>,
    pub rollout: Option<At<Stages>>,
    pub overrides: Vec<At<Override>>,
}

/// Section `[rollout]` without its overrides, which stand in tables of their own.
#[derive(Clone, Debug)]
pub(super) struct Stages {
    pub pilots: f32,
    pub waves: Vec<At<Wave>>,
    pub spread: Option<Spread>,
    pub standard: Option<At<u32>>,
}

impl PartialEq for Stages {
    fn eq(&self, other: &Stages) -> bool {
        let value = |s: &Stages| (s.pilots, s.spread, s.standard.as_ref().map(|at| at.value));
        value(self) == value(other) && self.waves.iter().map(|w| w.value).eq(other.waves.iter().map(|w| w.value))
    }
}

/// A channel, and where each of its acts is named.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    pub channel: Channel,
    pub acts: Vec<Location>,
}

/// A reward or sanction whose tier is still a name.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    pub on: At<Target>,
    pub effect: Effect,
    pub amount: f32,
    pub origin: Origin,
}

/// Whom a consequence names.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Target {
    Tier(String),
    Listed,
}
