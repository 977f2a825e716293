//! The annex to a fundamental-rights impact assessment: what a regime's file and its runs say about each question.
//!
//! It never concludes. Where a question asks for a judgement, the annex prints the evidence and leaves the answer to a
//! human; where neither the file nor a run can say anything, it prints the question.

mod annex;
pub(crate) mod annex_json;
pub(crate) mod annex_page;
mod canadian_form;
mod canadian_questions;
mod canadian_rule;
mod evidence;
mod field;
mod file_fields;
mod gravity;
mod human_fields;
mod run_fields;
mod sentence_chain;
mod social_context;

pub use annex::Annex;
pub use canadian_form::{CanadianAnswer, Coverage, Reply};
pub use evidence::{Evidence, SocietySigns};
pub use field::{Block, Field, FieldSource};
pub use file_fields::RegimeFile;
pub(crate) use run_fields::measures;
