//! The arguments of `glasshouse explain`.

use crate::arguments::ScenarioArgs;
use clap::{Args, ValueEnum};
use glasshouse_report::option_parsing::replicates;
use std::path::PathBuf;

#[derive(Args)]
pub struct ExplainArgs {
    /// Regime whose difference is split
    #[arg(value_name = "REGIME")]
    pub regime: String,
    /// Regime that it is compared with; in force in the same months, or never
    #[arg(long, default_value = "no-system", value_name = "REGIME")]
    pub than: String,
    /// Measures, by their keys (`glasshouse list measures`), or `all`
    #[arg(long, value_name = "KEYS", value_delimiter = ',')]
    #[arg(default_values = ["trust", "help", "violations", "criticism", "approval"])]
    pub measure: Vec<String>,
    /// Compare the months after the end instead of those in force
    #[arg(long)]
    pub after: bool,
    /// Split these groups into their members: channels, or effects
    #[arg(long, value_enum, value_name = "GROUPS", value_delimiter = ',')]
    pub split: Vec<SplitGroup>,
    /// Pairs of orders in each society: an order and its reverse
    #[arg(long, default_value = "2", value_name = "N", value_parser = replicates, allow_hyphen_values = true)]
    pub pairs: u32,
    #[command(flatten)]
    pub scenario: ScenarioArgs,
    /// Folder for the files; `compare --with` includes it in a report
    #[arg(long, default_value = "explanation", value_name = "FOLDER")]
    pub out: PathBuf,
}

/// Groups of mechanisms that can be split.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SplitGroup {
    /// By channel
    Watching,
    /// By what it opens
    Reward,
    /// By what it closes
    Sanction,
}

impl SplitGroup {
    /// The key of the group.
    pub fn word(self) -> &'static str {
        match self {
            SplitGroup::Watching => "watching",
            SplitGroup::Reward => "reward",
            SplitGroup::Sanction => "sanction",
        }
    }
}
