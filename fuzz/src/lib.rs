//! What a stranger can hand to the program, as functions of bytes: none of them may panic, hang or write.
//!
//! Each function is a target of cargo-fuzz (`fuzz_targets/`) and of the ordinary test (`tests/quick.rs`), which changes a
//! corpus in thousands of ways that are the same each time.

mod scratch;
mod sealed;

use glasshouse::experiment::run_file;
use glasshouse::observatory::manifest::hash;
use glasshouse::scenario::{self, ScenarioError};
use glasshouse_cli::fed_request;
use glasshouse_report::diagnostic_text::{TerminalStyle, failure, plain};
use glasshouse_report::{linked_results, option_parsing};

pub use sealed::checkpoint;

/// All targets by their names.
pub const TARGETS: [(&str, fn(&[u8])); 9] = [
    ("scenario", scenario),
    ("claims", claims),
    ("experiment", experiment),
    ("stories", stories),
    ("essay", essay),
    ("checkpoint", checkpoint),
    ("run_file", run_file),
    ("linked", linked),
    ("http", http),
];

/// A mistake must be drawn whatever the file says.
fn told(trouble: ScenarioError) {
    let style = TerminalStyle { colours: false, width: 80 };
    let words = match &trouble {
        ScenarioError::Diagnostics(found) => plain(found),
        ScenarioError::File(flaw) => failure(flaw, style),
    };
    assert!(!words.is_empty() && !words.contains('\u{1b}'), "a mistake is told, without control characters");
}

/// A regime, society, behaviour or scene: whatever `glasshouse check` takes it for.
pub fn scenario(data: &[u8]) {
    let path = scratch::file("scenario.toml", data);
    scenario::check(&path).map_or_else(told, |warnings| drop(plain(&warnings)));
    scenario::regime(&path).map_or_else(told, drop);
    scenario::society(&path).map_or_else(told, drop);
}

/// A file of claims.
pub fn claims(data: &[u8]) {
    scenario::claims(&scratch::file("claims.toml", data)).map_or_else(told, drop);
}

/// An experiment, and its points.
pub fn experiment(data: &[u8]) {
    scenario::experiment(&scratch::file("experiment.toml", data)).map_or_else(told, |read| {
        let _ = read.value.runs();
    });
}

/// Stories about a shipped regime.
pub fn stories(data: &[u8]) {
    scratch::file("regime.toml", scratch::REGIME.as_bytes());
    scenario::stories(&scratch::file("regime.stories.toml", data)).map_or_else(told, drop);
}

/// Rows of the essay.
pub fn essay(data: &[u8]) {
    scenario::essay(&scratch::file("essay.toml", data)).map_or_else(told, drop);
}

/// The file of one run of a sweep or a trial: as it is, and with a hash that fits it, so that its lines are read.
pub fn run_file(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let _ = run_file::read(text, "abc", 7, 3);
    let sealed = format!("{text}whole {}\n", hash(text.as_bytes()));
    if let Ok(figures) = run_file::read(&sealed, "abc", 7, 3) {
        assert_eq!(run_file::read(&run_file::text("abc", 7, &figures), "abc", 7, 3), Ok(figures));
    }
    // An option is a line of text from a stranger, too.
    let _ = (option_parsing::whole(text), option_parsing::memory(text), option_parsing::shard(text));
    let _ = (option_parsing::day(text), option_parsing::again(text), option_parsing::years(text));
}

/// Results that a report includes.
pub fn linked(data: &[u8]) {
    for name in ["claims.json", "effects.csv", "explanation.json"] {
        let folder = scratch::folder_with(name, data);
        let _ = linked_results::read(&[folder]);
    }
}

/// A request to the live page.
pub fn http(data: &[u8]) {
    fed_request::feed(data);
}
