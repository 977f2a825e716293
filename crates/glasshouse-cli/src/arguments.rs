//! The arguments of each command, and their conversion to options of jobs.

use clap::{Args, ValueEnum};
use glasshouse::experiment::replication::Replicates;
use glasshouse::society::strata::By;
use glasshouse_report::option_parsing::{
    again, day, earlier, memory, month, people, replicate, replicates, shard, threads, whole, years,
};
use glasshouse_report::options::{
    DrawOptions, EssayOptions, EvidenceOptions, RerunOptions, RunOptions, ScenarioOptions, Shard,
};
use std::path::PathBuf;

#[derive(Args)]
pub struct CompareArgs {
    /// Regimes, baseline first
    #[arg(value_name = "REGIME", default_values = ["no-system", "social-credit", "reviews", "welfare"])]
    pub regimes: Vec<String>,
    #[command(flatten)]
    pub options: RunOptionArgs,
}

#[derive(Args)]
pub struct RunArgs {
    /// Regime: a name, a file, or several joined by +
    #[arg(value_name = "REGIME")]
    pub regime: String,
    #[command(flatten)]
    pub options: RunOptionArgs,
}

#[derive(Args)]
pub struct OddArgs {
    /// Regimes, baseline first
    #[arg(value_name = "REGIME", default_values = ["no-system", "social-credit", "reviews", "welfare"])]
    pub regimes: Vec<String>,
    #[command(flatten)]
    pub scenario: ScenarioArgs,
    /// Groups by which the run would break down its figures
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
    pub scenario: ScenarioArgs,
}

/// Which plausible societies are drawn, their size and their seed.
#[derive(Args)]
pub struct DrawArgs {
    /// Society whose plausible ranges are searched: the name of a shipped one, or a file
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
    pub drawn: DrawArgs,
    /// Match in this many waves, each with as many societies, instead of keeping the nearest of one draw
    #[arg(long, value_name = "N", value_parser = replicates, allow_hyphen_values = true)]
    pub waves: Option<u32>,
    /// Years to run
    #[arg(long, default_value = "5", value_name = "N", value_parser = years, allow_hyphen_values = true)]
    pub years: u32,
    /// Folder for fit.csv
    #[arg(long, default_value = "glasshouse-out", value_name = "FOLDER")]
    pub out: PathBuf,
}

#[derive(Args)]
pub struct ReproduceArgs {
    /// One case, such as V7, or one pattern of the whole model, such as P4, with its picture
    #[arg(value_name = "CASE")]
    pub case: Option<String>,
    /// Also run the cases that take minutes
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
    pub drawn: DrawArgs,
    /// Years to run
    #[arg(long, default_value = "10", value_name = "N", value_parser = years, allow_hyphen_values = true)]
    pub years: u32,
    /// Test all societies under each decision rule and report which verdicts depend on the rule; takes three times as
    /// long
    #[arg(long)]
    pub rules: bool,
    /// Runs of one society in twenty, each with other people and other luck: a number, or as many as it takes to
    /// estimate the share of luck (at most 3)
    #[arg(long, default_value = "auto", value_name = "N", value_parser = again, allow_hyphen_values = true)]
    pub replicates: Replicates,
    /// Folder for the page and the data
    #[arg(long, default_value = "glasshouse-out", value_name = "FOLDER")]
    pub out: PathBuf,
}

#[derive(Args)]
pub struct EssayArgs {
    /// Rows: a file, or `essay`
    #[arg(value_name = "ROWS", default_value = "essay")]
    pub file: String,
    /// Only this row, by its key; can be repeated
    #[arg(long = "row", value_name = "NAME")]
    pub rows: Vec<String>,
    /// A quick check on small societies: fails if a mechanism has stopped working
    #[arg(long)]
    pub quick: bool,
    /// Number of people in each society, at least 1,000 [default: 20,000, or 2,000 with --quick]
    #[arg(long, value_name = "N", value_parser = people, allow_hyphen_values = true)]
    pub people: Option<u64>,
    /// Years to run, in steps of a month
    #[arg(long, default_value = "10", value_name = "N", value_parser = years, allow_hyphen_values = true)]
    pub years: u32,
    /// Seed of all luck
    #[arg(long, default_value = "1", value_name = "N", value_parser = whole, allow_hyphen_values = true)]
    pub seed: u64,
    /// Number of societies drawn; more societies narrow the intervals [default: 8, or 2 with --quick]
    #[arg(long, value_name = "N", value_parser = replicates, allow_hyphen_values = true)]
    pub replicates: Option<u32>,
    /// Threads to use [default: all]; the results do not depend on it
    #[arg(long, value_name = "N", value_parser = threads, allow_hyphen_values = true)]
    pub threads: Option<u32>,
    /// Folder for essay.md and essay.json
    #[arg(long, default_value = "glasshouse-out", value_name = "FOLDER")]
    pub out: PathBuf,
}

#[derive(Args)]
pub struct EvidenceArgs {
    /// Only this effect, by its key, with its picture; can be repeated
    #[arg(long = "one", value_name = "KEY")]
    pub effects: Vec<String>,
    /// The quick check: fails if a documented answer has changed without a new seal
    #[arg(long, conflicts_with_all = ["files", "seal"])]
    pub quick: bool,
    /// Ask the effect in this file instead of those that ship; can be repeated
    #[arg(long = "file", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Folder with the effects, seals and answers, such as crates/glasshouse/data/evidence, instead of those that ship
    #[arg(long, value_name = "FOLDER", conflicts_with = "files")]
    pub data: Option<PathBuf>,
    /// Seal every effect whose seal is broken or absent, for this reason; nothing is run
    #[arg(long, value_name = "REASON", requires = "day")]
    pub seal: Option<String>,
    /// Day of the seal, such as 2026-12-01
    #[arg(long, value_name = "DAY", requires = "seal")]
    pub day: Option<String>,
    /// Society from whose plausible ranges the others are drawn: the name of a shipped one, or a file
    #[arg(long, default_value = "china-2018", value_name = "SOCIETY")]
    pub society: String,
    /// Number of societies in which each effect is asked [default: 40, or 8 with --quick]
    #[arg(long, value_name = "N", value_parser = replicates, allow_hyphen_values = true)]
    pub societies: Option<u32>,
    /// Number of people in each [default: as each effect says, or 3,000 with --quick]
    #[arg(long, value_name = "N", value_parser = people, allow_hyphen_values = true)]
    pub people: Option<u64>,
    /// Seed of all luck
    #[arg(long, default_value = "1", value_name = "N", value_parser = whole, allow_hyphen_values = true)]
    pub seed: u64,
    /// Threads to use [default: all]; the results do not depend on it
    #[arg(long, value_name = "N", value_parser = threads, allow_hyphen_values = true)]
    pub threads: Option<u32>,
    /// Folder for evidence.md, evidence.json, answers.toml and the picture
    #[arg(long, default_value = "glasshouse-out", value_name = "FOLDER")]
    pub out: PathBuf,
}

#[derive(Args)]
pub struct SweepArgs {
    /// Experiment: the name of a shipped one, or a file
    #[arg(value_name = "EXPERIMENT")]
    pub experiment: String,
    /// Folder for the runs and the results [default: glasshouse-out/sweep-NAME]
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// Run only one part of several, such as 3/64; the parts can run on different machines
    #[arg(long, value_name = "PART/PARTS", value_parser = shard, allow_hyphen_values = true, conflicts_with = "merge")]
    pub shard: Option<Shard>,
    /// Merge the results in these folders and run nothing
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
    pub scenario: ScenarioArgs,
    /// Folder for the page and the panel; files of an earlier run are replaced
    #[arg(long, default_value = "glasshouse-out", value_name = "FOLDER")]
    pub out: PathBuf,
}

/// Options of `run` and `compare`.
#[derive(Args)]
pub struct RunOptionArgs {
    #[command(flatten)]
    pub scenario: ScenarioArgs,
    /// Also break down figures by group
    #[arg(long, value_enum, default_value = "all", value_name = "GROUPS")]
    pub by: Groups,
    /// Folders with results of `claims` or `sweep` to include in the report
    #[arg(long = "with", value_name = "FOLDER", num_args = 1..)]
    pub linked: Vec<PathBuf>,
    /// Months that people live under the law alone before the run, so that it begins from a settled state
    #[arg(long, default_value = "36", value_name = "N", value_parser = earlier, allow_hyphen_values = true)]
    pub earlier: u32,
    /// Memory to use, such as 8GiB [default: all free memory]; whatever does not fit streams through a file in the
    /// report's folder, with the same results
    #[arg(long, value_name = "SIZE", value_parser = memory, allow_hyphen_values = true)]
    pub memory: Option<u64>,
    /// Folder for the report and the data; files of an earlier run are replaced
    #[arg(long, default_value = "glasshouse-out", value_name = "FOLDER")]
    pub out: PathBuf,
    /// Publication day, such as 2030-01-31, for the metadata beside the results [default: a draft]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub published: Option<String>,
    /// Months between checkpoints, 0 for none [default: one a minute]; the same command resumes from them
    #[arg(long, value_name = "MONTHS", value_parser = month, allow_hyphen_values = true)]
    pub checkpoint_every: Option<u32>,
}

/// Society, size, length, replicates and seed of a run.
#[derive(Args)]
pub struct ScenarioArgs {
    /// Society: the name of a shipped one, or a file
    #[arg(long, default_value = "china-2018", value_name = "NAME")]
    pub society: String,
    /// Number of people in each society, at least 1,000
    #[arg(long, default_value = "100_000", value_name = "N", value_parser = people, allow_hyphen_values = true)]
    pub people: u64,
    /// Years to run, in steps of a month
    #[arg(long, default_value = "10", value_name = "N", value_parser = years, allow_hyphen_values = true)]
    pub years: u32,
    /// Random seed: the same seed gives the same results, byte for byte
    #[arg(long, default_value = "1", value_name = "N", value_parser = whole, allow_hyphen_values = true)]
    pub seed: u64,
    /// Number of societies drawn; more societies narrow the intervals
    #[arg(long, default_value = "8", value_name = "N", value_parser = replicates, allow_hyphen_values = true)]
    pub replicates: u32,
    /// Threads to use [default: all]; the results do not depend on it
    #[arg(long, value_name = "N", value_parser = threads, allow_hyphen_values = true)]
    pub threads: Option<u32>,
}

/// The run to repeat; the defaults are those of `compare`.
#[derive(Args)]
pub struct RerunArgs {
    /// Society: the name of a shipped one, or a file
    #[arg(long, default_value = "china-2018", value_name = "NAME")]
    pub society: String,
    /// Number of people in it
    #[arg(long, default_value = "100_000", value_name = "N", value_parser = people, allow_hyphen_values = true)]
    pub people: u64,
    /// Seed of all luck
    #[arg(long, default_value = "1", value_name = "N", value_parser = whole, allow_hyphen_values = true)]
    pub seed: u64,
    /// Which of the drawn societies, counted from 0
    #[arg(long, default_value = "0", value_name = "N", value_parser = replicate, allow_hyphen_values = true)]
    pub replicate: u32,
}

#[derive(Args)]
pub struct WhyArgs {
    /// Number of the person, counted from 0
    #[arg(long, value_name = "N", value_parser = whole, requires = "month", allow_hyphen_values = true)]
    #[arg(required_unless_present = "find", conflicts_with = "find")]
    pub person: Option<u64>,
    /// Month, counted from 0; she is looked at when it ends
    #[arg(long, value_name = "N", value_parser = month, requires = "person", allow_hyphen_values = true)]
    pub month: Option<u32>,
    /// First find a person and a month: the lowest number in the earliest month
    #[arg(long, value_enum, value_name = "WHOM")]
    pub find: Option<Look>,
    /// Regime: a name, a file, or several joined by +
    #[arg(long, default_value = "social-credit", value_name = "REGIME")]
    pub regime: String,
    /// Years to search
    #[arg(long, default_value = "10", value_name = "N", value_parser = years, allow_hyphen_values = true)]
    pub years: u32,
    #[command(flatten)]
    pub again: RerunArgs,
}

#[derive(Args)]
pub struct LifeArgs {
    /// Number of the person, counted from 0
    #[arg(value_name = "N", value_parser = whole, allow_hyphen_values = true)]
    pub person: u64,
    /// Regime, or up to three side by side: the same person, the same luck
    #[arg(long = "regime", default_values = ["social-credit"], value_name = "REGIME")]
    pub regimes: Vec<String>,
    /// Years to show
    #[arg(long, default_value = "10", value_name = "N", value_parser = years, allow_hyphen_values = true)]
    pub years: u32,
    #[command(flatten)]
    pub again: RerunArgs,
}

#[derive(Args)]
pub struct ServeArgs {
    /// Port [default: any free one]
    #[arg(long, value_name = "N", default_value = "0", hide_default_value = true)]
    pub port: u16,
    /// Threads to use [default: all]; the results do not depend on it
    #[arg(long, value_name = "N", value_parser = threads, allow_hyphen_values = true)]
    pub threads: Option<u32>,
    /// Folder for the reports and data of its runs
    #[arg(long, default_value = "glasshouse-out", value_name = "FOLDER")]
    pub out: PathBuf,
}

/// Groups by which figures are broken down.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Groups {
    /// Income, age, schooling and place at once, sampled every fifth month
    All,
    /// No groups: a faster run
    None,
    /// Fifths of income
    Income,
    /// Age bands
    Age,
    /// Levels of schooling
    Schooling,
    /// Country or town
    Place,
    /// Counties: with the months, they form a panel
    County,
    /// Arms of an experiment: whom a roll-out never reaches, and whom it reaches
    Arm,
}

impl Groups {
    /// The corresponding value in the laboratory.
    pub fn by(self) -> Option<By> {
        let each = [By::All, By::Income, By::Age, By::Schooling, By::Place, By::County, By::Arm];
        each.into_iter().find(|by| self.to_possible_value().is_some_and(|word| word.matches(by.word(), false)))
    }
}

/// Kinds of people to find.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Look {
    /// Somebody on the list
    Listed,
    /// Somebody on the list whom perfect sight of her own acts would not list
    WronglyListed,
    /// Somebody, listed or not, who bears a sanction that perfect sight of her own acts would not give her
    WronglySanctioned,
    /// Somebody who lacks a reward that perfect sight of her own acts would give her
    WronglyDenied,
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
    /// Kind of file
    #[arg(value_enum)]
    pub file: FileKind,
    /// As tables for human readers
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
    /// The numbers that are varied, and the points at which they are varied
    Experiment,
}

/// What can be listed.
#[derive(Clone, Copy, ValueEnum)]
pub enum Shelf {
    /// Shipped trust systems
    Regimes,
    /// Shipped societies
    Societies,
    /// Shipped experiments
    Experiments,
    /// Situations in which people act
    Encounters,
    /// Observable acts of people
    Acts,
    /// Benefits and barriers that a tier or a list can bring
    Effects,
    /// Quantities that are measured
    Measures,
    /// Numbers that govern how people decide, learn and talk
    Parameters,
}

impl ScenarioArgs {
    /// The same, as options of a job.
    pub fn options(&self, by: Option<By>, earlier: u32) -> ScenarioOptions {
        ScenarioOptions {
            society: self.society.clone(),
            people: self.people,
            years: self.years,
            seed: self.seed,
            replicates: self.replicates,
            earlier,
            by,
        }
    }
}

impl RunOptionArgs {
    /// The same, as options of a job.
    pub fn options(&self) -> RunOptions {
        RunOptions {
            scenario: self.scenario.options(self.by.by(), self.earlier),
            threads: self.scenario.threads,
            memory: self.memory,
            checkpoint_every: self.checkpoint_every,
            linked: self.linked.clone(),
            out: self.out.clone(),
            published: self.published.clone(),
        }
    }
}

impl DrawArgs {
    /// The same, as options of a job.
    pub fn options(&self, years: u32) -> DrawOptions {
        DrawOptions {
            society: self.society.clone(),
            societies: self.societies,
            people: self.people,
            years,
            seed: self.seed,
            threads: self.threads,
        }
    }
}

impl EssayArgs {
    /// The same, as options of a job.
    pub fn options(&self) -> EssayOptions {
        let usual = EssayOptions::usual(self.quick);
        EssayOptions {
            file: self.file.clone(),
            rows: self.rows.clone(),
            people: self.people.unwrap_or(usual.people),
            years: self.years,
            replicates: self.replicates.unwrap_or(usual.replicates),
            seed: self.seed,
            threads: self.threads,
            ..usual
        }
    }
}

impl EvidenceArgs {
    /// The same, as options of a job.
    pub fn options(&self) -> EvidenceOptions {
        let usual = EvidenceOptions::usual(self.quick);
        EvidenceOptions {
            effects: self.effects.clone(),
            files: self.files.clone(),
            data: self.data.clone(),
            society: self.society.clone(),
            societies: self.societies.unwrap_or(usual.societies),
            people: self.people.or(usual.people),
            seed: self.seed,
            threads: self.threads,
            ..usual
        }
    }
}

impl RerunArgs {
    /// The same, as options of a job.
    pub fn options(&self) -> RerunOptions {
        RerunOptions { society: self.society.clone(), people: self.people, seed: self.seed, replicate: self.replicate }
    }
}
