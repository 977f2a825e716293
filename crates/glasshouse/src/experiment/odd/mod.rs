//! The ODD protocol of an experiment, generated from its files, as journals and model libraries require.
//!
//! The form is the second update of ODD (Grimm et al. 2020, Journal of Artificial Societies and Social Simulation
//! 23(2) 7): seven elements, one of them with eleven design concepts. The active mechanisms, their numbers and sources
//! come from the scenario; the equations of encounters are in `docs/model.md`, to whose headings the text refers. The same
//! scenario gives the same text. `pandoc odd.md -o odd.pdf` makes an appendix of it.

mod concepts;
mod entities;
mod equations;
mod initialisation;
mod markdown;
mod process_overview;
mod protocol;
mod purpose;
mod references;
mod regimes;
mod scenario;
mod submodels;

pub use protocol::text;
