//! The options of jobs, as plain values that each interface reads from its user.

use glasshouse::engine::EARLIER;
use glasshouse::experiment::evidence::trial::USUAL;
use glasshouse::experiment::replication::Replicates;
use glasshouse::experiment::study::{Study, StudyBuilder};
use glasshouse::experiment::window::Window;
use glasshouse::scenario::Read;
use glasshouse::society::Society;
use glasshouse::society::strata::By;
use std::path::PathBuf;

/// Society, size, length, replicates and seed of a run.
#[derive(Clone, Debug)]
pub struct ScenarioOptions {
    /// Society: the name of a shipped one, or a file.
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
    /// Groups by which figures are broken down, if any.
    pub by: Option<By>,
}

impl ScenarioOptions {
    /// A study of this society, which was read, with these numbers; the regimes are added later.
    pub fn of(&self, society: Read<Society>) -> StudyBuilder {
        Study::builder()
            .society_read(society)
            .people(self.people)
            .years(self.years)
            .seed(self.seed)
            .replicates(self.replicates)
            .earlier_months(self.earlier)
            .by(self.by)
    }
}

/// Options of a comparison of regimes with files in a folder.
#[derive(Clone, Debug)]
pub struct RunOptions {
    /// The scenario to simulate.
    pub scenario: ScenarioOptions,
    /// Threads to use; all if none are given.
    pub threads: Option<u32>,
    /// Memory to use, in bytes; all free memory if none is given.
    pub memory: Option<u64>,
    /// Months between checkpoints, 0 for none; one a minute if not given.
    pub checkpoint_every: Option<u32>,
    /// Folders with results of claims or sweeps to include in the report.
    pub linked: Vec<PathBuf>,
    /// Folder for the report and the data.
    pub out: PathBuf,
    /// Publication day of the results; a draft if none is given.
    pub published: Option<String>,
}

/// Options of an evaluation of pilots from official statistics.
#[derive(Clone, Debug)]
pub struct EvaluationOptions {
    /// Regime that begins in some counties before others.
    pub regime: String,
    /// Keys of the measures, or `all`.
    pub measures: Vec<String>,
    /// The scenario to simulate.
    pub scenario: ScenarioOptions,
    /// Threads to use; all if none are given.
    pub threads: Option<u32>,
}

/// Options of an explanation of a difference between two regimes.
#[derive(Clone, Debug)]
pub struct ExplanationOptions {
    /// The regime.
    pub regime: String,
    /// The regime that it is compared with.
    pub than: String,
    /// Keys of the measures, or `all`.
    pub measures: Vec<String>,
    /// While the regime is in force, or after it has ended.
    pub window: Window,
    /// Groups to be split into their members: `watching`, `reward`, `sanction`.
    pub split: Vec<String>,
    /// Pairs of orders in each society.
    pub pairs: u32,
    /// The scenario to simulate.
    pub scenario: ScenarioOptions,
    /// Threads to use; all if none are given.
    pub threads: Option<u32>,
}

/// The plausible societies to draw, their size and their seed.
#[derive(Clone, Debug)]
pub struct DrawOptions {
    /// Society whose plausible ranges are searched: the name of a shipped one, or a file.
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
    /// The societies in which they are tested.
    pub drawn: DrawOptions,
    /// Whether all societies are also run under each of the other decision rules.
    pub rules: bool,
    /// Runs of one society in twenty, each with other people and other random numbers.
    pub replicates: Replicates,
}

/// Options of a trial of the essay's sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct EssayOptions {
    /// The rows' file, or `essay`.
    pub file: String,
    /// Keys of the rows; all of them if none are named.
    pub rows: Vec<String>,
    /// Number of people in each society.
    pub people: u64,
    /// Years to run.
    pub years: u32,
    /// Number of societies drawn.
    pub replicates: u32,
    /// Months under the law alone before the run.
    pub earlier: u32,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Threads to use; all if none are given.
    pub threads: Option<u32>,
    /// Whether this is the quick check.
    pub quick: bool,
}

impl EssayOptions {
    /// The usual sizes, or those of the quick check.
    pub fn usual(quick: bool) -> EssayOptions {
        let (people, replicates, earlier) = if quick { (2_000, 2, 12) } else { (20_000, 8, EARLIER) };
        EssayOptions {
            file: "essay".into(),
            rows: Vec::new(),
            people,
            years: 10,
            replicates,
            earlier,
            seed: 1,
            threads: None,
            quick,
        }
    }
}

/// Options of asking published effects.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidenceOptions {
    /// Keys of the effects; all of them if none are named.
    pub effects: Vec<String>,
    /// Files of effects to ask instead of those that ship.
    pub files: Vec<PathBuf>,
    /// Folder with effects, seals and answers, if not those that ship.
    pub data: Option<PathBuf>,
    /// Society from whose ranges the others are drawn.
    pub society: String,
    /// Number of societies.
    pub societies: u32,
    /// Number of people in each, if not as many as a file says.
    pub people: Option<u64>,
    /// Months under the law alone before the run.
    pub earlier: u32,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Threads to use; all if none are given.
    pub threads: Option<u32>,
    /// Whether this is the quick check.
    pub quick: bool,
}

impl EvidenceOptions {
    /// The usual sizes, or those of the quick check.
    pub fn usual(quick: bool) -> EvidenceOptions {
        let (societies, people, earlier) = if quick { (8, Some(3_000), 12) } else { (USUAL, None, EARLIER) };
        EvidenceOptions {
            effects: Vec::new(),
            files: Vec::new(),
            data: None,
            society: "china-2018".into(),
            societies,
            people,
            earlier,
            seed: 1,
            threads: None,
            quick,
        }
    }
}

/// One of several parts of an experiment, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Number of the part.
    pub part: u32,
    /// Number of parts.
    pub parts: u32,
}

/// The run to repeat.
#[derive(Clone, Debug)]
pub struct RerunOptions {
    /// Society: the name of a shipped one, or a file.
    pub society: String,
    /// Number of people in it.
    pub people: u64,
    /// Seed of all random numbers.
    pub seed: u64,
    /// Which of the drawn societies, counted from 0.
    pub replicate: u32,
}
