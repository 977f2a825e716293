//! The command-line interface: every command with its help.

use crate::arguments::{
    CalibrateArgs, ClaimsArgs, CompareArgs, EssayArgs, EvaluateArgs, EvidenceArgs, FitArgs, LifeArgs, ListArgs,
    OddArgs, ReproduceArgs, RunArgs, SchemaArgs, ServeArgs, SweepArgs, WhyArgs,
};
use crate::examples;
use crate::explain_arguments::ExplainArgs;
use clap::{Parser, Subcommand};

/// A laboratory of invented societies: build a trust system into one and see what happens.
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
  glasshouse list regimes        the other regimes";

#[derive(Subcommand)]
pub enum Command {
    /// Run several regimes on the same people with the same luck and compare them
    #[command(after_help = examples::COMPARE_EXAMPLES)]
    Compare(CompareArgs),
    /// Run one regime on its own
    #[command(after_help = examples::RUN_EXAMPLES)]
    Run(RunArgs),
    /// Compare the baseline with published figures and show which are met and which are missed
    Calibrate(CalibrateArgs),
    /// Draw plausible societies, keep those that match published figures, and check them against other figures
    #[command(after_help = examples::FIT_EXAMPLES)]
    Fit(FitArgs),
    /// Compare published results with the model's own, one mechanism at a time
    #[command(after_help = examples::REPRODUCE_EXAMPLES)]
    Reproduce(ReproduceArgs),
    /// Test claims in many plausible societies: in how many does each hold, and what does that depend on?
    #[command(after_help = examples::CLAIMS_EXAMPLES)]
    Claims(ClaimsArgs),
    /// Try the essay's sentences one by one: each mechanism on and off, on the same people with the same luck
    #[command(after_help = examples::ESSAY_EXAMPLES)]
    Essay(EssayArgs),
    /// Ask published effects of experiments, each sealed before its first run
    #[command(after_help = examples::EVIDENCE_EXAMPLES)]
    Evidence(EvidenceArgs),
    /// Evaluate pilots from official statistics and compare the conclusions with the truth
    #[command(after_help = examples::EVALUATE_EXAMPLES)]
    Evaluate(EvaluateArgs),
    /// Split the difference that a regime makes over its mechanisms: which carries how much of it?
    #[command(after_help = examples::EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// Watch it live in a browser on this machine: choose, change, run and compare regimes, and look at single lives
    #[command(after_help = examples::SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// Run an experiment from a file at every point of its design and show the effect of each number
    #[command(after_help = examples::SWEEP_EXAMPLES)]
    Sweep(SweepArgs),
    /// Find mistakes in regime, society and experiment files without running them
    #[command(after_help = "Example:\n  glasshouse check my-regime.toml my-society.toml")]
    Check {
        /// Regime, society or experiment files (.toml)
        #[arg(value_name = "FILE", required = true)]
        files: Vec<String>,
    },
    /// Explain why somebody is listed, or is not: from deed to channel to rule to consequence
    #[command(after_help = examples::WHY_EXAMPLES)]
    Why(WhyArgs),
    /// Show one person's life year by year, under one regime or several side by side
    #[command(after_help = examples::LIFE_EXAMPLES)]
    Life(LifeArgs),
    /// Run a regime's stories and check that each ends as its author intended
    #[command(after_help = examples::TEST_EXAMPLES)]
    Test {
        /// Regimes: names, or files NAME.toml, each with NAME.stories.toml beside it
        #[arg(value_name = "REGIME", required = true)]
        regimes: Vec<String>,
        /// Society: the name of a shipped one, or a file
        #[arg(long, default_value = "china-2018", value_name = "NAME")]
        society: String,
    },
    /// Describe an experiment in the form that journals and model libraries require: an ODD protocol, made from its
    /// files
    #[command(after_help = examples::ODD_EXAMPLES)]
    Odd(OddArgs),
    /// List what is available: regimes, societies, acts, effects, measures ...
    List(ListArgs),
    /// Show what a file may contain: a JSON Schema, for editors that complete and check as you type
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
