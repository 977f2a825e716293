//! The draft of a regime: its values, each with its place in the file.
//!
//! The places let `a + b` name both lines of a conflict, and let checks of the whole regime run after composition.

use super::located::Located;
use crate::diagnostic::Location;
use crate::regime::firm_scoring::Firms;
use crate::regime::{
    Appeal, Audience, Censorship, Channel, Costs, Courts, CreditBureau, Effect, Event, Informants, Inspection, Issuer,
    Officials, Origin, Override, PeerRating, Propaganda, Redemption, Reviews, RolloutUnit, Rule, Score, Spillover,
    Spread, Wave, Welfare,
};

/// A regime as in its files, before it is checked as a whole.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub name: String,
    pub title: String,
    pub description: String,
    pub starts: Option<Located<u32>>,
    pub ends: Option<Located<u32>>,
    pub issuer: Option<Located<Issuer>>,
    pub score: Option<Located<Score>>,
    pub watch: Vec<ChannelDraft>,
    pub rules: Vec<Located<Rule>>,
    pub rewards: Vec<ConsequenceDraft>,
    pub sanctions: Vec<ConsequenceDraft>,
    pub list: Option<Located<Audience>>,
    pub shown_score: Option<Located<Audience>>,
    pub announced: Option<Located<f32>>,
    pub shaming: Option<Located<f32>>,
    pub withheld: Option<Located<f32>>,
    pub spillover: Option<Located<Spillover>>,
    pub redemption: Option<Located<Redemption>>,
    pub propaganda: Option<Located<Propaganda>>,
    pub reviews: Option<Located<Reviews>>,
    pub inspection: Option<Located<Inspection>>,
    pub courts: Option<Located<Courts>>,
    pub welfare: Option<Located<Welfare>>,
    pub informants: Option<Located<Informants>>,
    pub officials: Option<Located<Officials>>,
    pub appeal: Option<Located<Appeal>>,
    pub credit_bureau: Option<Located<CreditBureau>>,
    pub peer_rating: Option<Located<PeerRating>>,
    pub censorship: Option<Located<Censorship>>,
    pub costs: Option<Located<Costs>>,
    pub firms: Option<Located<Firms>>,
    pub rollout: Option<Located<Stages>>,
    pub overrides: Vec<Located<Override>>,
    pub events: Vec<Located<Event>>,
}

/// Section `[rollout]` without its overrides, which are separate tables.
#[derive(Clone, Debug)]
pub(super) struct Stages {
    pub unit: RolloutUnit,
    pub pilots: f32,
    pub waves: Vec<Located<Wave>>,
    pub spread: Option<Spread>,
    pub standard: Option<Located<u32>>,
}

impl PartialEq for Stages {
    fn eq(&self, other: &Stages) -> bool {
        let value = |s: &Stages| (s.unit, s.pilots, s.spread, s.standard.as_ref().map(|at| at.value));
        value(self) == value(other) && self.waves.iter().map(|w| w.value).eq(other.waves.iter().map(|w| w.value))
    }
}

/// A channel, and the place of each of its acts.
#[derive(Clone, Debug)]
pub(super) struct ChannelDraft {
    pub channel: Channel,
    pub acts: Vec<Location>,
}

/// A reward or sanction whose tier is still a name.
#[derive(Clone, Debug)]
pub(super) struct ConsequenceDraft {
    pub on: Located<ConsequenceTarget>,
    pub effect: Effect,
    pub amount: f32,
    pub origin: Origin,
}

/// The people named by a consequence.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ConsequenceTarget {
    Tier(String),
    Listed,
}
