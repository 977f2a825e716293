//! Reproduction of published results by the model: hits, misses, and cases not attempted.
//!
//! Each case is a file. It gives the published figure, the figure recomputed independently of this program, the model's
//! figure, and how this is obtained. Nothing here changes a parameter to meet a figure; a miss is printed as a miss.

mod bass_diffusion;
mod cascade_persistence;
mod case_table;
mod efficiency_wage;
mod eigentrust;
mod guilt_by_association;
mod indirect_reciprocity;
mod inspection;
mod institutional_assessment;
mod isolation;
mod leading_eight;
mod lending_cutoff;
mod lending_fairness;
mod not_attempted;
mod opinion_dynamics;
mod perceptual_deterrence;
mod private_assessment;
pub mod provenance;
mod published_case;
mod quality_assurance;
mod rebellion;
mod self_censorship;
mod threshold_cascade;
mod threshold_gaming;
pub mod validation_page;
pub mod whole_model;

pub use case_table::{TABLE, by_key};
pub use published_case::{Agreement, Picture, PublishedCase, PublishedFigure, Through};
