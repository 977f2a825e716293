//! The regime language: a regime as data, and the institutions that apply it.
//!
//! A regime is data, read from a file by `scenario`. `definition`, `provisions`, `institutions`, `effect` and `rollout`
//! are the regime language; each other file of the folder is one institution at work, that is one section of the
//! regime file.

pub mod adjudication;
pub(crate) mod announcement;
mod definition;
mod effect;
mod event;
pub(crate) mod expiry;
pub mod firm_scoring;
mod institutions;
mod issuer;
mod provisions;
pub(crate) mod rollout;
pub mod surveillance;

pub use definition::Regime;
pub use effect::{EFFECTS, Effect, EffectRow};
pub use event::{Event, Front, Happening};
pub use institutions::{
    Appeal, Audience, Censorship, Costs, Courts, CreditBureau, Informants, Inspection, Officials, PeerRating,
    Propaganda, Redemption, Reviews, Spillover, Visibility, Welfare,
};
pub use provisions::{Basis, Channel, Consequence, Issuer, Origin, Role, Rule, Score, Tier, Whom};
pub use rollout::{Override, Rollout, RolloutUnit, Spread, Wave};
