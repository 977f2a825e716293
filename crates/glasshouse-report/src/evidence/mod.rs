//! Published effects asked under seal: the job, its tables, its page and its pictures.

pub mod evidence_job;
pub mod evidence_page;
mod evidence_picture;
mod evidence_table;
