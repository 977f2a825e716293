//! The command `glasshouse test`: a regime's stories, run as tests.

use crate::terminal::{Terminal, report_error, say};
use glasshouse::experiment::story_test::{Surprise, tell};
use glasshouse::scenario;
use glasshouse::scenario::story_file::RegimeStories;
use glasshouse::society::Society;
use glasshouse_report::diagnostic_text::clean;
use glasshouse_report::job_error::JobError;
use glasshouse_report::monitor::Monitor;
use glasshouse_report::number_format;
use std::process::ExitCode;

/// Runs every story and prints a line for each; a failing story also shows the expected and the actual values. Exit
/// code 0: all pass; 1: a story fails or a file has mistakes; 2: a file could not be read.
pub fn run(regimes: &[String], society: &str) -> ExitCode {
    let society = match scenario::society(society) {
        Ok(read) => read.value,
        Err(trouble) => return report_error(&trouble.into()),
    };
    let mut end = ExitCode::SUCCESS;
    for spec in regimes {
        match one(spec, &society) {
            Ok(true) => (),
            Ok(false) if end == ExitCode::SUCCESS => end = ExitCode::from(1),
            Ok(false) => (),
            Err(stop) => {
                let code = report_error(&stop);
                if end != ExitCode::from(2) {
                    end = code;
                }
            }
        }
    }
    end
}

/// Whether all stories of one regime pass.
fn one(spec: &str, society: &Society) -> Result<bool, JobError> {
    let read = scenario::stories(spec)?;
    Terminal.warnings(&read.warnings);
    let RegimeStories { regime, stories } = &read.value;
    say(&format!("{}\n", clean(spec)))?;
    let mut failed = 0;
    for story in stories {
        let surprises = tell(regime, society, story);
        let verdict = if surprises.is_empty() { "ok   " } else { "FAILS" };
        failed += u64::from(!surprises.is_empty());
        let lines: String = surprises.iter().map(line).collect();
        say(&format!("  {verdict}  {}\n{lines}", clean(&story.title)))?;
    }
    let all = stories.len() as u64;
    let all = if all == 1 { "1 story".to_owned() } else { format!("{} stories", number_format::whole(all)) };
    let failing =
        if failed == 0 { String::new() } else { format!(", {} of them failing", number_format::whole(failed)) };
    say(&format!("{all}{failing}\n"))?;
    Ok(failed == 0)
}

fn line(s: &Surprise) -> String {
    clean(&format!("           {}: expected {}, found {}", s.what, s.expected, s.found)) + "\n"
}
