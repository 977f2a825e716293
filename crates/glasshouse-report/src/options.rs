//! The options of jobs, as plain values: what each face reads from its user.

use glasshouse::experiment::replication::Replicates;
use glasshouse::society::strata::By;
use std::path::PathBuf;

/// Which society is simulated, how large, how long, how often and from which seed.
#[derive(Clone, Debug)]
pub struct ScenarioOptions {
    /// Society: the name of one that ships, or a file.
    pub society: String,
    /// Number of people in each society.
    pub people: u64,
    /// Years to run.
    pub years: u32,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Number of societies drawn.
    pub replicates: u32,
    /// Months under the law alone before the run.
    pub earlier: u32,
    /// By which groups figures are broken down, if by any.
    pub by: Option<By>,
}

/// Options of a comparison of regimes with files in a folder.
#[derive(Clone, Debug)]
pub struct RunOptions {
    /// What is simulated.
    pub scenario: ScenarioOptions,
    /// Threads to use; all if none are given.
    pub threads: Option<u32>,
    /// Memory to use, in bytes; what is free if none is given.
    pub memory: Option<u64>,
    /// Months between checkpoints, 0 for none; one a minute if not given.
    pub checkpoint_every: Option<u32>,
    /// Folders with results of claims or sweeps that the report takes in as well.
    pub linked: Vec<PathBuf>,
    /// Folder for the report and the data.
    pub out: PathBuf,
    /// Day on which the results are published; a draft if not given.
    pub published: Option<String>,
}

/// Options of an evaluation of pilots from official statistics.
#[derive(Clone, Debug)]
pub struct EvaluationOptions {
    /// Regime that begins in some counties before others.
    pub regime: String,
    /// Keys of the measures, or `all`.
    pub measures: Vec<String>,
    /// What is simulated.
    pub scenario: ScenarioOptions,
    /// Threads to use; all if none are given.
    pub threads: Option<u32>,
}

/// Which plausible societies are drawn, how large and from which seed.
#[derive(Clone, Debug)]
pub struct DrawOptions {
    /// Society whose plausible ranges are searched: the name of one that ships, or a file.
    pub society: String,
    /// Number of societies, each with its own behaviour and people.
    pub societies: u32,
    /// Number of people in each.
    pub people: u64,
    /// Years to run.
    pub years: u32,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Threads to use; all if none are given.
    pub threads: Option<u32>,
}

/// Options of a trial of claims.
#[derive(Clone, Debug)]
pub struct TrialOptions {
    /// Claims: a file, or `essay`.
    pub claims: String,
    /// The societies in which they are tried.
    pub drawn: DrawOptions,
    /// Whether all societies are also tried under each other rule of decision.
    pub rules: bool,
    /// Runs of one society in twenty, each with other people and other random numbers.
    pub replicates: Replicates,
}

/// One of several parts of an experiment, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Which part.
    pub part: u32,
    /// Number of parts.
    pub parts: u32,
}

/// Which run is looked at again.
#[derive(Clone, Debug)]
pub struct RerunOptions {
    /// Society: the name of one that ships, or a file.
    pub society: String,
    /// Number of people in it.
    pub people: u64,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Which of the societies drawn, counted from 0.
    pub replicate: u32,
}
