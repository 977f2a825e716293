//! The arguments of `glasshouse evidence`.

use clap::Args;
use glasshouse_report::option_parsing::{people, replicates, threads, whole};
use glasshouse_report::options::EvidenceOptions;
use std::path::PathBuf;

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
    /// Write evidence.md from what is on record; nothing is run
    #[arg(long, conflicts_with_all = ["effects", "quick", "files", "seal"])]
    pub page: bool,
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
