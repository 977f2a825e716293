//! Does a regime make of its stories what was meant? `glasshouse test REGIME ...`

use crate::failure::Stop;
use crate::{diagnostic_output, number_format, say};
use glasshouse::experiment::story_test::{Surprise, tell};
use glasshouse::scenario;
use glasshouse::society::Society;
use std::process::ExitCode;

/// Tells every story: a line for each, and for each surprise what was expected and what was found. Exit code 0: none
/// surprises; 1: one does, or a file has mistakes; 2: a file could not be read.
pub fn run(regimes: &[String], society: &str) -> ExitCode {
    let society = match scenario::society(society) {
        Ok(read) => read.value,
        Err(trouble) => return Stop::from(trouble).tell(),
    };
    let mut end = ExitCode::SUCCESS;
    for spec in regimes {
        match one(spec, &society) {
            Ok(true) => (),
            Ok(false) if end == ExitCode::SUCCESS => end = ExitCode::from(1),
            Ok(false) => (),
            Err(stop) => {
                let code = stop.tell();
                if end != ExitCode::from(2) {
                    end = code;
                }
            }
        }
    }
    end
}

/// Whether all stories of one regime came out as expected.
fn one(spec: &str, society: &Society) -> Result<bool, Stop> {
    let read = scenario::stories(spec)?;
    diagnostic_output::findings(&read.warnings);
    let (regime, stories) = &read.value;
    say(&format!("{}\n", diagnostic_output::clean(spec)))?;
    let mut failed = 0;
    for story in stories {
        let surprises = tell(regime, society, story);
        let verdict = if surprises.is_empty() { "ok   " } else { "FAILS" };
        failed += u64::from(!surprises.is_empty());
        let lines: String = surprises.iter().map(line).collect();
        say(&format!("  {verdict}  {}\n{lines}", diagnostic_output::clean(&story.title)))?;
    }
    let all = stories.len() as u64;
    let all = if all == 1 { "1 story".to_owned() } else { format!("{} stories", number_format::whole(all)) };
    let failing =
        if failed == 0 { String::new() } else { format!(", {} of them failing", number_format::whole(failed)) };
    say(&format!("{all}{failing}\n"))?;
    Ok(failed == 0)
}

fn line(s: &Surprise) -> String {
    diagnostic_output::clean(&format!("           {}: expected {}, found {}", s.what, s.expected, s.found)) + "\n"
}
