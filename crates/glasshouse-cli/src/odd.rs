//! `glasshouse odd`: how is this very experiment described as journals and model libraries ask for it?

use crate::cli::OddArgs;
use crate::failure::Stop;
use crate::job::{self, Asked};
use crate::output_folder::Folder;
use crate::resource_check;
use crate::say;
use glasshouse::experiment::odd;
use std::path::Path;

/// Prints the description, or writes it.
pub fn run(asked: &OddArgs) -> Result<(), Stop> {
    let besides = Asked { by: asked.by.by(), earlier: asked.earlier, ..Asked::USUAL };
    let (plan, manifest) = job::plan(&asked.regimes, &asked.scale, &besides)?;
    resource_check::countable(plan.size)?;
    let text = odd::text(&plan, &manifest);
    let Some(path) = &asked.out else { return say(&text) };
    let Some(name) = path.file_name() else {
        return Err(Stop::Refused(format!("`{}` is not the name of a file", path.display())));
    };
    let below = path.parent().filter(|below| !below.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Folder::open(below)?.write(&name.to_string_lossy(), text.as_bytes())?;
    say(&format!("{}\n", path.display()))
}
