//! The ODD protocol of an experiment, made from its files: the form in which journals describe agent-based models.
//! How is this very experiment described as journals and model libraries ask for it?
//!
//! The form is the second update of ODD (Grimm et al. 2020, Journal of Artificial Societies and Social Simulation 23(2) 7):
//! seven elements, among them eleven design concepts. What is on, with which numbers and from where, is read off the
//! scenario; equations stand in `docs/model.md`, to whose headings the text points. The same scenario gives the same text.

mod concepts;
mod entities;
mod initialisation;
mod markdown;
mod process_overview;
mod protocol;
mod purpose;
mod regimes;
mod scenario;
mod submodels;

pub use protocol::text;
