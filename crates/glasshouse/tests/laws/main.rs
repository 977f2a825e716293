//! Invariants that hold exactly for every society and every regime.
//!
//! Each module holds one law, or a few of a kind. `laboratory` is their shared set-up.

mod books;
mod censored;
mod checkpoints;
mod claims;
mod cone;
mod controls;
mod copied;
mod costs;
mod council;
mod course;
mod debts;
mod dockets;
mod effects;
mod encounters;
mod enterprises;
mod evaluators;
mod experiments;
mod handed;
mod informants;
mod laboratory;
mod luck;
mod made_up;
mod marginals;
mod money;
mod no_regime;
mod officials;
mod opinions;
mod opt_in;
mod packed;
mod panel;
mod ratings;
mod redress;
mod rollout;
mod same_bytes;
mod sections;
mod settings;
mod shared;
mod shunned;
mod spilled;
mod state_size;
mod threats;
mod ties;
mod witness;
