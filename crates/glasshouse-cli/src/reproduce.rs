//! The command `glasshouse reproduce`: published results compared with the model's.

use crate::arguments::ReproduceArgs;
use crate::terminal::say;
use glasshouse::experiment::reproduce::whole_model::PATTERNS;
use glasshouse::experiment::reproduce::{PublishedCase, TABLE, by_key};
use glasshouse_report::job_error::JobError;
use glasshouse_report::output_folder::OutputFolder;
use glasshouse_report::published_figure;
use glasshouse_report::reproduction_table::{self, HEAD, figures, unknown_case};
use glasshouse_report::text_wrap::paragraph;

/// Runs the requested cases and prints them.
pub fn run(args: &ReproduceArgs) -> Result<(), JobError> {
    let Some(key) = &args.case else { return all(args) };
    let cases: Vec<&PublishedCase> = by_key(key).collect();
    let pattern = PATTERNS.iter().find(|pattern| pattern.key.eq_ignore_ascii_case(key));
    if cases.is_empty() && pattern.is_none() {
        return Err(unknown_case(key));
    }
    if let Some(pattern) = pattern {
        return say(&reproduction_table::pattern(pattern));
    }
    let folder = OutputFolder::open(&args.out)?;
    say(HEAD)?;
    for (n, case) in cases.into_iter().enumerate() {
        say(&format!("\n{}", reproduction_table::case(case, &figures(case, args.long))))?;
        say(&paragraph(case.how, 2))?;
        case.files.iter().try_for_each(|file| say(&format!("  crates/glasshouse/data/published/{file}.toml\n")))?;
        if let Some(picture) = case.picture {
            let picture = picture();
            say(&format!("\n{}", published_figure::text(&picture)))?;
            let name = format!("{}-{}.svg", case.key.to_ascii_lowercase(), n + 1);
            let path = folder.write(&name, published_figure::svg(&picture).as_bytes())?;
            say(&format!("\n  {}\n", path.display()))?;
        }
    }
    Ok(())
}

fn all(args: &ReproduceArgs) -> Result<(), JobError> {
    say(HEAD)?;
    let mut counts = [0_usize; 3];
    for case in TABLE {
        let figures = figures(case, args.long);
        for figure in &figures {
            counts[figure.verdict() as usize] += 1;
        }
        say(&format!("\n{}", reproduction_table::case(case, &figures)))?;
    }
    let [met, missed, absent] = counts;
    say(&format!(
        "\nOf {} figures, {met} are met, {missed} are missed and {absent} were not attempted.\n",
        met + missed + absent
    ))?;
    say("\nPATTERNS, with the whole model on\n")?;
    PATTERNS.iter().try_for_each(|pattern| say(&reproduction_table::pattern(pattern)))
}
