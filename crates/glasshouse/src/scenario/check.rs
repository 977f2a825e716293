//! The check of a file of any kind, without running anything.

use super::catalogue::Kind;
use super::error::ScenarioError;
use super::experiment;
use super::reading::finish;
use super::regime_reader::regime;
use super::scene_file::scene;
use super::society_reader::{behaviour_of, society_of};
use super::source_text::{FoundText, RequestedName};
use super::story_file::{STORIES, stories};
use super::{behaviour_file, experiment_file, regime_file, society_file, syntax_tree};
use crate::diagnostic::{Diagnostics, Source};

/// Checks a regime, society, behaviour or experiment file without running anything; its tables show which it is.
pub fn check(path_or_name: &str) -> Result<Diagnostics, ScenarioError> {
    let parts = RequestedName::parts(path_or_name);
    let [asked] = parts.as_slice() else { return regime(path_or_name).map(|read| read.warnings) };
    if path_or_name.ends_with(STORIES) {
        return stories(path_or_name).map(|read| read.warnings);
    }
    let FoundText { source, kind } = asked.find(&Kind::ALL)?;
    if kind.is_none() && syntax_tree::tree(&source.text).0.contains_key("scene") {
        return scene(path_or_name).map(|read| read.warnings);
    }
    match kind.or_else(|| kind_of(&source)) {
        Some(Kind::Society) => society_of(source, behaviour_of).map(|read| read.warnings),
        Some(Kind::Behaviour) => {
            let mut findings = Vec::new();
            behaviour_file::read(&source, &mut findings);
            finish((), findings, vec![source]).map(|read| read.warnings)
        }
        Some(Kind::Experiment) => experiment::read(source).map(|read| read.warnings),
        Some(Kind::Regime) | None => regime(path_or_name).map(|read| read.warnings),
    }
}

/// The kind of a file: the one to which most of its tables belong.
fn kind_of(source: &Source) -> Option<Kind> {
    let (tree, _) = syntax_tree::tree(&source.text);
    let count = |names: &[&str]| names.iter().filter(|name| tree.contains_key(**name)).count();
    let counts = [
        (count(regime_file::SECTIONS), Kind::Regime),
        (count(society_file::SECTIONS), Kind::Society),
        (count(&behaviour_file::sections()), Kind::Behaviour),
        (count(experiment_file::SECTIONS), Kind::Experiment),
    ];
    let most = counts.iter().map(|(count, _)| *count).max().filter(|most| *most > 0);
    counts.into_iter().find(|(count, _)| Some(*count) == most).map(|(_, kind)| kind)
}
