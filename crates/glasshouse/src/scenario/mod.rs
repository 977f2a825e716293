//! Readers of scenario files: regimes, societies, behaviour, experiments, scenes, stories and claims.
//!
//! A text is parsed into a tree with spans (`document`), checked for forbidden content (`forbidden_content`), read
//! section by section (`table_reader` and the `_file` modules), composed, and checked as a whole (`validate`). All
//! mistakes in it are reported in one pass.

mod ablation;
mod arm;
pub mod axis;
mod behaviour_file;
pub mod catalogue;
mod check;
pub mod claim_file;
mod composition;
mod consequence_sections;
mod document;
pub mod end_month;
mod error;
pub mod essay_file;
mod event_section;
pub mod evidence_file;
pub mod experiment;
pub mod experiment_file;
mod file_shape;
mod firm_sections;
mod forbidden_content;
mod institution_sections;
mod key_docs;
mod located;
mod page;
mod parameter_name;
mod phrasing;
mod reading;
mod record_sections;
pub mod reference_tables;
mod regime_draft;
mod regime_file;
mod regime_number;
mod regime_reader;
mod regime_values;
mod rollout_section;
pub mod scene_file;
pub mod schema;
mod score_section;
mod society_file;
mod society_reader;
mod source_text;
pub mod story_file;
mod syntax_recovery;
mod syntax_tree;
mod table_reader;
pub mod text_edit;
mod validate;

pub use check::check;
pub use claim_file::claims;
pub use error::{FileError, ScenarioError};
pub use essay_file::essay;
pub use evidence_file::{effect_from, published_effect};
pub use experiment::experiment;
pub use reading::Read;
pub use regime_file::SECTIONS as REGIME_SECTIONS;
pub use regime_reader::{regime, regime_from};
pub use scene_file::scene;
pub use society_reader::{society, society_from, society_of_texts};
pub use story_file::stories;
