//! Glasshouse: a laboratory in which a trust system is built into a synthetic society.
//!
#![doc = include_str!("../README.md")]
//!
//! ## Where to begin
//!
//! [`prelude`] has the names that most programs need. [`Study`](experiment::study::Study) compares regimes;
//! [`compare_kept`](experiment::compare::compare_kept) does the same with checkpoints and within a memory limit.
//! [`Simulation`](engine::Simulation) runs one regime month by month. [`Sweep`](experiment::sweep::Sweep) runs an
//! experiment from a file. Every failure is a [`std::error::Error`]; those of files are
//! [`ScenarioError`](scenario::ScenarioError) and carry [`Diagnostics`](diagnostic::Diagnostics).
//!
//! The modules are ordered, and each uses only those before it:
//! storage → society → life → regime → engine → observatory → scenario → experiment
//! (the engine also uses the sums of [`observatory::tally`], which are its result).

pub mod diagnostic;
pub mod engine;
pub mod experiment;
pub mod life;
pub mod observatory;
pub mod prelude;
pub mod regime;
pub mod rng;
pub mod scenario;
pub mod society;
pub mod storage;
