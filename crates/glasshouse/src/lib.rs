//! Glasshouse: a laboratory in which a trust system is built into a synthetic society.
//!
//! The folders form one line; each uses only those before it:
//! society → life → regime → engine → observatory → scenario → experiment
//! (the engine borrows the sums of `observatory::tally`, which are what it returns).
//! `ARCHITECTURE.md` is the map; `docs/model.md` says what is simulated.

pub mod diagnostic;
pub mod engine;
pub mod experiment;
pub mod life;
pub mod observatory;
pub mod regime;
pub mod rng;
pub mod scenario;
pub mod society;
