//! What can be asked on the command line?

use crate::argument_parsing::{
    again, day, earlier, memory, month, people, replicate, replicates, shard, threads, whole, years,
};
use crate::examples;
use clap::{Args, Parser, Subcommand, ValueEnum};
use glasshouse::experiment::replication::Replicates;
use glasshouse::society::strata::By;
use std::path::PathBuf;

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
    #[command(after_help = crate::serve::EXAMPLES)]
    Serve(crate::serve::ServeArgs),
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

#[derive(Args)]
pub struct CompareArgs {
    /// Regimes, the baseline first
    #[arg(value_name = "REGIME", default_values = ["no-system", "social-credit", "reviews", "welfare"])]
    pub regimes: Vec<String>,
    #[command(flatten)]
    pub options: Options,
}

#[derive(Args)]
pub struct RunArgs {
    /// Regime: a name, a file, or several joined by +
    #[arg(value_name = "REGIME")]
    pub regime: String,
    #[command(flatten)]
    pub options: Options,
}

#[derive(Args)]
pub struct OddArgs {
    /// Regimes, the baseline first
    #[arg(value_name = "REGIME", default_values = ["no-system", "social-credit", "reviews", "welfare"])]
    pub regimes: Vec<String>,
    #[command(flatten)]
    pub scale: Scale,
    /// By which groups the run would tell figures
    #[arg(long, value_enum, default_value = "all", value_name = "GROUPS")]
    pub by: Groups,
    /// Months under the law alone before the run
    #[arg(long, default_value = "36", value_name = "N", value_parser = earlier, allow_hyphen_values = true)]
    pub earlier: u32,
    /// File to write instead of printing
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Args)]
pub struct CalibrateArgs {
    #[command(flatten)]
    pub scale: Scale,
}

/// Which plausible societies are drawn, how large, with what luck.
#[derive(Args)]
pub struct Drawn {
    /// Society whose plausible ranges are searched: the name of one that ships, or a file
    #[arg(long, default_value = "china-2018", value_name = "NAME")]
    pub society: String,
    /// Number of societies, each with its own behaviour, people and luck
    #[arg(long, default_value = "1_000", value_name = "N", value_parser = replicates, allow_hyphen_values = true)]
    pub societies: u32,
    /// Number of people in each, at least 1,000
    #[arg(long, default_value = "5_000", value_name = "N", value_parser = people, allow_hyphen_values = true)]
    pub people: u64,
    /// Seed of all luck
    #[arg(long, default_value = "1", value_name = "N", value_parser = whole, allow_hyphen_values = true)]
    pub seed: u64,
    /// Threads to use [default: all]; the results do not depend on it
    #[arg(long, value_name = "N", value_parser = threads, allow_hyphen_values = true)]
    pub threads: Option<u32>,
}

#[derive(Args)]
pub struct FitArgs {
    #[command(flatten)]
    pub drawn: Drawn,
    /// Years to run
    #[arg(long, default_value = "5", value_name = "N", value_parser = years, allow_hyphen_values = true)]
    pub years: u32,
    /// Folder for fit.csv
    #[arg(long, default_value = "glasshouse-out", value_name = "FOLDER")]
    pub out: PathBuf,
}

#[derive(Args)]
pub struct ReproduceArgs {
    /// One case, such as V7, or one pattern of the whole model, such as P4; with its picture
    #[arg(value_name = "CASE")]
    pub case: Option<String>,
    /// Also what takes minutes
    #[arg(long)]
    pub long: bool,
    /// Folder for the pictures
    #[arg(long, default_value = "glasshouse-out", value_name = "FOLDER")]
    pub out: PathBuf,
}

#[derive(Args)]
pub struct ClaimsArgs {
    /// Claims: a file, or `essay`
    #[arg(value_name = "CLAIMS", default_value = "essay")]
    pub claims: String,
    #[command(flatten)]
    pub drawn: Drawn,
    /// Years to run
    #[arg(long, default_value = "10", value_name = "N", value_parser = years, allow_hyphen_values = true)]
    pub years: u32,
    /// Try all societies under each rule of decision, and tell which verdicts hang on the rule; takes three times as long
    #[arg(long)]
    pub rules: bool,
    /// Runs, each with other people and other luck, of one society in twenty: a number, or as many as it takes to know
    /// the share of luck (at most 3)
    #[arg(long, default_value = "auto", value_name = "N", value_parser = again, allow_hyphen_values = true)]
    pub replicates: Replicates,
    /// Folder for the page and the data
    #[arg(long, default_value = "glasshouse-out", value_name = "FOLDER")]
    pub out: PathBuf,
}

#[derive(Args)]
pub struct SweepArgs {
    /// Experiment: a file, or the name of one that ships
    #[arg(value_name = "EXPERIMENT")]
    pub experiment: String,
    /// Folder for the runs and the results [default: glasshouse-out/sweep-NAME]
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// Do one part of so many only, such as 3/64; they can run on different machines
    #[arg(long, value_name = "PART/PARTS", value_parser = shard, allow_hyphen_values = true, conflicts_with = "merge")]
    pub shard: Option<(u32, u32)>,
    /// Put together what lies in these folders, and run nothing
    #[arg(long, value_name = "FOLDER", num_args = 1..)]
    pub merge: Vec<PathBuf>,
    /// Threads to use [default: all]; the results do not depend on it
    #[arg(long, value_name = "N", value_parser = threads, allow_hyphen_values = true)]
    pub threads: Option<u32>,
}

#[derive(Args)]
pub struct EvaluateArgs {
    /// Regime that begins in some counties before others
    #[arg(value_name = "REGIME", default_value = "social-credit + pilots")]
    pub regime: String,
    /// Measures, by their keys (`glasshouse list measures`), or `all`
    #[arg(long, value_name = "KEYS", value_delimiter = ',')]
    #[arg(default_values = ["trust", "help", "honest_trade", "violations", "defaults", "approval", "criticism"])]
    pub measures: Vec<String>,
    #[command(flatten)]
    pub scale: Scale,
    /// Folder for the page and the panel; files of an earlier run are replaced
    #[arg(long, default_value = "glasshouse-out", value_name = "FOLDER")]
    pub out: PathBuf,
}

/// Options of `run` and `compare`.
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    pub scale: Scale,
    /// Tell figures by group as well
    #[arg(long, value_enum, default_value = "all", value_name = "GROUPS")]
    pub by: Groups,
    /// Folders with results of `claims` or `sweep` of which the report shall speak as well
    #[arg(long = "with", value_name = "FOLDER", num_args = 1..)]
    pub beside: Vec<PathBuf>,
    /// Months that people live under the law alone before the run, so that it begins from a state that has come to rest
    #[arg(long, default_value = "36", value_name = "N", value_parser = earlier, allow_hyphen_values = true)]
    pub earlier: u32,
    /// Memory to use, such as 8GiB [default: what is free]; what does not fit streams through a file in the folder of
    /// the report, and the results are the same
    #[arg(long, value_name = "SIZE", value_parser = memory, allow_hyphen_values = true)]
    pub memory: Option<u64>,
    /// Folder for the report and the data; files of an earlier run are replaced
    #[arg(long, default_value = "glasshouse-out", value_name = "FOLDER")]
    pub out: PathBuf,
    /// Day on which the results are published, such as 2030-01-31, for the metadata beside them [default: a draft]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub published: Option<String>,
    /// Months between checkpoints, 0 for none [default: one a minute]; the same command goes on from them
    #[arg(long, value_name = "MONTHS", value_parser = month, allow_hyphen_values = true)]
    pub checkpoint_every: Option<u32>,
}

/// Which society, how large, how long, how often, with what luck.
#[derive(Args)]
pub struct Scale {
    /// Society: the name of one that ships, or a file
    #[arg(long, default_value = "china-2018", value_name = "NAME")]
    pub society: String,
    /// Number of people in each society, at least 1,000
    #[arg(long, default_value = "100_000", value_name = "N", value_parser = people, allow_hyphen_values = true)]
    pub people: u64,
    /// Years to run, in steps of a month
    #[arg(long, default_value = "10", value_name = "N", value_parser = years, allow_hyphen_values = true)]
    pub years: u32,
    /// Seed of all luck: the same seed gives the same results, byte for byte
    #[arg(long, default_value = "1", value_name = "N", value_parser = whole, allow_hyphen_values = true)]
    pub seed: u64,
    /// Number of societies drawn; more of them make the intervals narrower
    #[arg(long, default_value = "8", value_name = "N", value_parser = replicates, allow_hyphen_values = true)]
    pub replicates: u32,
    /// Threads to use [default: all]; the results do not depend on it
    #[arg(long, value_name = "N", value_parser = threads, allow_hyphen_values = true)]
    pub threads: Option<u32>,
}

/// Which run is looked at again: the defaults are those of `compare`.
#[derive(Args)]
pub struct Again {
    /// Society: the name of one that ships, or a file
    #[arg(long, default_value = "china-2018", value_name = "NAME")]
    pub society: String,
    /// Number of people in it
    #[arg(long, default_value = "100_000", value_name = "N", value_parser = people, allow_hyphen_values = true)]
    pub people: u64,
    /// Seed of all luck
    #[arg(long, default_value = "1", value_name = "N", value_parser = whole, allow_hyphen_values = true)]
    pub seed: u64,
    /// Which of the societies drawn, counted from 0
    #[arg(long, default_value = "0", value_name = "N", value_parser = replicate, allow_hyphen_values = true)]
    pub replicate: u32,
}

#[derive(Args)]
pub struct WhyArgs {
    /// Number of the person, counted from 0
    #[arg(long, value_name = "N", value_parser = whole, requires = "month", allow_hyphen_values = true)]
    #[arg(required_unless_present = "find", conflicts_with = "find")]
    pub person: Option<u64>,
    /// Month, counted from 0, at the end of which she is looked at
    #[arg(long, value_name = "N", value_parser = month, requires = "person", allow_hyphen_values = true)]
    pub month: Option<u32>,
    /// Find a person and a month first: the lowest number in the earliest month
    #[arg(long, value_enum, value_name = "WHOM")]
    pub find: Option<Look>,
    /// Regime: a name, a file, or several joined by +
    #[arg(long, default_value = "social-credit", value_name = "REGIME")]
    pub regime: String,
    /// Years in which to find somebody
    #[arg(long, default_value = "10", value_name = "N", value_parser = years, allow_hyphen_values = true)]
    pub years: u32,
    #[command(flatten)]
    pub again: Again,
}

#[derive(Args)]
pub struct LifeArgs {
    /// Number of the person, counted from 0
    #[arg(value_name = "N", value_parser = whole, allow_hyphen_values = true)]
    pub person: u64,
    /// Regime; up to three, side by side: the same person, the same luck
    #[arg(long = "regime", default_values = ["social-credit"], value_name = "REGIME")]
    pub regimes: Vec<String>,
    /// Years to tell
    #[arg(long, default_value = "10", value_name = "N", value_parser = years, allow_hyphen_values = true)]
    pub years: u32,
    #[command(flatten)]
    pub again: Again,
}

/// By which groups figures are told.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Groups {
    /// Income, age, schooling and place at once, looked at in every fifth month
    All,
    /// None: the run takes less time
    None,
    /// Fifths of income
    Income,
    /// Age bands
    Age,
    /// Levels of schooling
    Schooling,
    /// Country and town
    Place,
    /// Counties: with their months, a panel
    County,
}

impl Groups {
    /// The same for the laboratory.
    pub fn by(self) -> Option<By> {
        let each = [By::All, By::Income, By::Age, By::Schooling, By::Place, By::County];
        each.into_iter().find(|by| self.to_possible_value().is_some_and(|word| word.matches(by.word(), false)))
    }
}

/// Whom to find.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Look {
    /// Somebody on the list
    Listed,
    /// Somebody on it whom perfect sight of her own acts would not list
    WronglyListed,
    /// The owner of a firm on the list of firms
    FirmListed,
}

#[derive(Args)]
pub struct ListArgs {
    /// What to show
    #[arg(value_enum, default_value_t = Shelf::Regimes)]
    pub shelf: Shelf,
    /// With descriptions
    #[arg(short, long)]
    pub verbose: bool,
}

#[derive(Args)]
pub struct SchemaArgs {
    /// Which kind of file
    #[arg(value_enum)]
    pub file: FileKind,
    /// As tables for people
    #[arg(long)]
    pub markdown: bool,
}

/// Kinds of files.
#[derive(Clone, Copy, ValueEnum)]
pub enum FileKind {
    /// A trust system
    Regime,
    /// Aggregates from which people are drawn
    Society,
    /// How people decide, learn and talk
    Behaviour,
    /// What is varied, and at which points
    Experiment,
}

/// What can be listed.
#[derive(Clone, Copy, ValueEnum)]
pub enum Shelf {
    /// Trust systems that ship
    Regimes,
    /// Societies that ship
    Societies,
    /// Experiments that ship
    Experiments,
    /// Situations in which people act
    Encounters,
    /// What people can be seen to do
    Acts,
    /// What a tier or a list can open or close
    Effects,
    /// What is written down
    Measures,
    /// Numbers that say how people decide, learn and talk
    Parameters,
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
