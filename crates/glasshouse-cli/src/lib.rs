//! The command-line program `glasshouse`: it reads the arguments, runs the commands and shows the results.

mod arguments;
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
mod why;

use clap::Parser;
use cli::{Cli, Command};
use std::process::ExitCode;

/// Runs the command that was typed.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => {
            // Nothing can be done if even the message cannot be written.
            let _ = e.print();
            return if e.use_stderr() { ExitCode::from(1) } else { ExitCode::SUCCESS };
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
        Command::Check { files } => return check::run(&files),
        Command::Life(args) => life::run(&args),
        Command::Why(args) => why::run(&args),
        Command::Test { regimes, society } => return story_tests::run(&regimes, &society),
        Command::Serve(args) => serve::run(&args),
        Command::Odd(args) => odd::run(&args),
        Command::List(args) => list::run(&args),
        Command::Schema(args) => schema::run(&args),
    };
    end.map_or_else(|error| terminal::report_error(&error), |()| ExitCode::SUCCESS)
}
