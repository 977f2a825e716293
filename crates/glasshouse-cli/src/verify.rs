//! The command `glasshouse verify`: whether the results in a folder are as they were written.

use crate::terminal::say;
use glasshouse::storage::file_set::{self, SetState};
use glasshouse::storage::folder::Folder;
use glasshouse_report::diagnostic_text::clean;
use glasshouse_report::job_error::JobError;
use glasshouse_report::number_format::counted;
use std::path::Path;

/// Compares every file of results with its checksum and says what is whole.
pub fn run(path: &Path) -> Result<(), JobError> {
    let shown = clean(&path.display().to_string());
    let unreadable = |e: std::io::Error| JobError::Failed(format!("cannot read `{shown}`: {e}"));
    let found = Folder::open(path).and_then(|folder| file_set::verify(&folder)).map_err(unreadable)?;
    if found.is_empty() {
        return Err(JobError::Refused(format!("`{shown}` holds no results: there is no list of checksums in it")));
    }
    say(&found.iter().map(text).collect::<String>())?;
    match found.iter().find(|set| !set.is_whole()) {
        None => Ok(()),
        Some(set) => Err(JobError::Refused(format!("the {} in `{shown}` is not whole", clean(&set.kind)))),
    }
}

fn text(set: &SetState) -> String {
    let kind = clean(&set.kind);
    if set.unfinished {
        return format!(
            "{kind}: unfinished; it was interrupted while it was written, and the same command writes it again\n"
        );
    }
    if set.is_whole() {
        return format!("{kind}: whole, {}\n", counted(set.files as u64, "file"));
    }
    let flaws = set.flaws.iter().map(|(path, flaw)| format!("  {} {}\n", clean(path), clean(flaw)));
    format!("{kind}: not whole\n{}", flaws.collect::<String>())
}
