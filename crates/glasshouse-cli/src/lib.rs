//! The command-line program `glasshouse`: it reads the arguments, runs the commands and shows the results.

mod arguments;
mod assess;
mod calibrate;
mod check;
mod claims;
// The items' comments are the help texts.
#[allow(missing_docs)]
mod cli;
mod compare;
mod diagnostic_output;
mod essay;
mod evaluate;
mod evidence;
mod evidence_arguments;
mod examples;
mod explain;
mod explain_arguments;
mod fit;
mod interrupt;
mod life;
mod list;
mod odd;
mod progress_bar;
mod reproduce;
mod schema;
mod serve;
mod story_tests;
mod sweep;
mod terminal;
mod verify;
mod why;

pub use serve::fed_request;

use clap::Parser;
use cli::{Cli, Command};
use glasshouse_report::job_error::JobError;
use std::process::ExitCode;

/// Runs the command that was typed.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => {
            let printed = e.print();
            // Nothing can be done if even a message about a mistake cannot be written.
            return match e.use_stderr() {
                true => ExitCode::from(1),
                false => ended(terminal::said(printed)),
            };
        }
    };
    let end = match cli.command {
        Command::Compare(args) => compare::compare(&args),
        Command::Run(args) => compare::run(args),
        Command::Calibrate(args) => calibrate::run(&args),
        Command::Fit(args) => fit::run(&args),
        Command::Reproduce(args) => reproduce::run(&args),
        Command::Claims(args) => claims::run(args),
        Command::Sweep(args) => sweep::run(&args),
        Command::Essay(args) => essay::run(&args),
        Command::Evidence(args) => evidence::run(&args),
        Command::Evaluate(args) => evaluate::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Assess(args) => assess::run(args),
        Command::Check { files } => return check::run(&files),
        Command::Life(args) => life::run(&args),
        Command::Why(args) => why::run(&args),
        Command::Test { regimes, society } => return story_tests::run(&regimes, &society),
        Command::Serve(args) => serve::run(&args),
        Command::Verify { folder } => verify::run(&folder),
        Command::Odd(args) => odd::run(&args),
        Command::List(args) => list::run(&args),
        Command::Schema(args) => schema::run(&args),
    };
    ended(end)
}

fn ended(end: Result<(), JobError>) -> ExitCode {
    end.map_or_else(|error| terminal::report_error(&error), |()| ExitCode::SUCCESS)
}
