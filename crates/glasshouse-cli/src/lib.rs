//! What was asked on the command line, and how did it end?
//!
//! A library, so that another face (Python) writes the same files, pictures and messages.

mod calibrate;
mod check;
pub mod checkpoints;
pub mod claims;
pub mod linked_results;
pub mod rerun;
pub mod resource_check;
// The help that they make says what its items mean.
pub mod argument_parsing;
#[allow(missing_docs)]
pub mod cli;
mod compare;
mod comparison_table;
pub mod deposit;
pub mod diagnostic_output;
mod evaluate;
mod evaluation_table;
mod examples;
pub mod factor_table;
pub mod failure;
mod firm_history;
mod fit;
pub mod job;
pub mod life;
mod list;
pub mod number_format;
mod odd;
pub mod output_folder;
mod progress;
pub mod published_figure;
pub mod report;
pub mod reproduce;
mod run;
mod schema;
mod serve;
mod story_tests;
pub mod summary_csv;
pub mod sweep;
pub mod sweep_output;
pub mod sweep_runs;
mod text_wrap;
mod why;

use clap::Parser;
use cli::{Cli, Command};
use std::io::Write;
use std::process::ExitCode;

/// Does what was asked on the command line.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => {
            // Nothing can be done if not even the message can be written.
            let _ = e.print();
            return if e.use_stderr() { ExitCode::from(1) } else { ExitCode::SUCCESS };
        }
    };
    let end = match cli.command {
        Command::Compare(asked) => compare::run(asked),
        Command::Run(asked) => run::run(asked),
        Command::Calibrate(asked) => calibrate::run(asked),
        Command::Fit(asked) => fit::run(asked),
        Command::Reproduce(asked) => reproduce::run(&asked),
        Command::Claims(asked) => claims::run(asked),
        Command::Sweep(asked) => sweep::run(asked),
        Command::Evaluate(asked) => evaluate::run(asked),
        Command::Check { files } => return check::run(&files),
        Command::Life(asked) => life::run(asked),
        Command::Why(asked) => why::run(asked),
        Command::Test { regimes, society } => return story_tests::run(&regimes, &society),
        Command::Serve(asked) => serve::run(&asked),
        Command::Odd(asked) => odd::run(&asked),
        Command::List(asked) => list::run(&asked),
        Command::Schema(asked) => schema::run(&asked),
    };
    end.map_or_else(|stop| stop.tell(), |()| ExitCode::SUCCESS)
}

/// Writes a line of progress to standard error. Nobody may be listening (`2>&1 | head`), and the work goes on.
fn note(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Writes to standard output. A reader that has seen enough (`| head`) is not a failure.
fn say(text: &str) -> Result<(), failure::Stop> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(failure::Stop::Failed(format!("cannot write to standard output: {e}")))
        }
        _ => Ok(()),
    }
}
