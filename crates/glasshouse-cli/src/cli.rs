//! The command line: its commands, with their help.

use crate::arguments::{
    CalibrateArgs, ClaimsArgs, CompareArgs, EvaluateArgs, FitArgs, LifeArgs, ListArgs, OddArgs, ReproduceArgs, RunArgs,
    SchemaArgs, ServeArgs, SweepArgs, WhyArgs,
};
use crate::examples;
use clap::{Parser, Subcommand};

/// A laboratory of invented societies: build a trust system into one, and see what happens.
#[derive(Parser)]
#[command(name = "glasshouse", version, max_term_width = 80, after_help = PURPOSE)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

const PURPOSE: &str = "\
The people in it are invented: drawn from published aggregates, with numbers
instead of names. It explains mechanisms; it predicts no country and must not be
used to score, rank or sanction anybody.

Start with:
  glasshouse compare             four regimes on the same people; about a minute
  glasshouse list regimes        what else there is";

#[derive(Subcommand)]
pub enum Command {
    /// Run several regimes on the same people with the same luck, and compare them
    #[command(after_help = examples::COMPARE_EXAMPLES)]
    Compare(CompareArgs),
    /// Run one regime, and look at it alone
    #[command(after_help = examples::RUN_EXAMPLES)]
    Run(RunArgs),
    /// Set the baseline beside published figures: which are met, which are missed
    Calibrate(CalibrateArgs),
    /// Draw plausible societies, keep those that agree with published figures, and see what they say of the others
    #[command(after_help = examples::FIT_EXAMPLES)]
    Fit(FitArgs),
    /// Set published results beside what comes out of the model, one mechanism at a time
    #[command(after_help = examples::REPRODUCE_EXAMPLES)]
    Reproduce(ReproduceArgs),
    /// Try claims in many plausible societies: in how many do they hold, and on what does it hang?
    #[command(after_help = examples::CLAIMS_EXAMPLES)]
    Claims(ClaimsArgs),
    /// Let pilots be evaluated from official statistics, and set what is concluded beside what is true
    #[command(after_help = examples::EVALUATE_EXAMPLES)]
    Evaluate(EvaluateArgs),
    /// Look at it live in a browser on this machine: choose, change, run, compare, and look at single lives
    #[command(after_help = examples::SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// Run an experiment from a file: at every point of a design, and what each number does
    #[command(after_help = examples::SWEEP_EXAMPLES)]
    Sweep(SweepArgs),
    /// Find the mistakes in regime, society and experiment files without running them
    #[command(after_help = "Example:\n  glasshouse check my-regime.toml my-society.toml")]
    Check {
        /// Regime, society or experiment files (.toml)
        #[arg(value_name = "FILE", required = true)]
        files: Vec<String>,
    },
    /// Why is somebody listed, or not? From deed to channel to rule to consequence
    #[command(after_help = examples::WHY_EXAMPLES)]
    Why(WhyArgs),
    /// Tell one person's years, under one regime or under several side by side
    #[command(after_help = examples::LIFE_EXAMPLES)]
    Life(LifeArgs),
    /// Tell a regime small stories, and see whether it makes of them what was meant
    #[command(after_help = examples::TEST_EXAMPLES)]
    Test {
        /// Regimes: names, or files NAME.toml with NAME.stories.toml beside them
        #[arg(value_name = "REGIME", required = true)]
        regimes: Vec<String>,
        /// Society: the name of one that ships, or a file
        #[arg(long, default_value = "china-2018", value_name = "NAME")]
        society: String,
    },
    /// Describe an experiment as journals and model libraries ask for it: an ODD protocol, made from its files
    #[command(after_help = examples::ODD_EXAMPLES)]
    Odd(OddArgs),
    /// Show what there is: regimes, societies, acts, effects, measures ...
    List(ListArgs),
    /// Show what can stand in a file: a JSON Schema, for editors that complete and check as one types
    #[command(after_help = "Example:\n  glasshouse schema regime > regime.schema.json")]
    Schema(SchemaArgs),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }
}
