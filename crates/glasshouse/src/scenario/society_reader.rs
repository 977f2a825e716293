//! The reader of societies by path, name or text, each with the behaviour that it names.

use super::catalogue::Kind;
use super::error::ScenarioError;
use super::reading::{Read, finish, or_tell};
use super::society_file::SocietyFile;
use super::source_text::{self, RequestedName};
use super::{behaviour_file, society_file};
use crate::diagnostic::{Diagnostics, Source};
use crate::society::Society;
use crate::society::behaviour::Behaviour;
use crate::society::own_encounter::Encounters;
use std::path::Path;
use std::sync::Arc;

/// Reads a society and the behaviour file that it names: the path of a file, or the name of a shipped one.
pub fn society(spec: &str) -> Result<Read<Society>, ScenarioError> {
    society_of(RequestedName::whole(spec).find(&[Kind::Society])?.source, behaviour_of)
}

/// Reads a society from a given text. No file is opened: it can only name a shipped behaviour.
pub fn society_from(source: Arc<Source>) -> Result<Read<Society>, ScenarioError> {
    society_of(source, |file, _| named(file).shipped(&[Kind::Behaviour]).map(|found| found.source))
}

/// Reads a society from given texts: its own, and that of the behaviour that it names. No file is opened.
pub fn society_of_texts(source: Arc<Source>, behaviour: Arc<Source>) -> Result<Read<Society>, ScenarioError> {
    society_of(source, |_, _| Ok(behaviour))
}

/// A society, with the behaviour that `behaviour` finds for it.
pub(super) fn society_of(
    source: Arc<Source>,
    behaviour_of: impl FnOnce(&SocietyFile, &Source) -> Result<Arc<Source>, ScenarioError>,
) -> Result<Read<Society>, ScenarioError> {
    let mut findings = Vec::new();
    let mut sources = vec![source];
    let Some(file) = society_file::read(&sources[0], &mut findings) else {
        return Err(ScenarioError::Diagnostics(Diagnostics(findings)));
    };
    let (mut behaviour, mut ranges) = (Behaviour::default(), Vec::new());
    if let Some(named) = or_tell(behaviour_of(&file, &sources[0]), &mut findings)? {
        (behaviour, ranges) = behaviour_file::read(&named, &mut findings);
        sources.push(named);
    }
    for (parameter, number) in file.overrides {
        if let Some(slot) = behaviour.get_mut(parameter.section, parameter.name) {
            *slot = number;
        }
    }
    file.rule.apply(&mut behaviour);
    let SocietyFile { marginals, rule, ways, copying, history, .. } = file;
    finish(
        Society { marginals, behaviour, ranges, rule, ways, copying, history, encounters: Encounters::default() },
        findings,
        sources,
    )
}

/// The behaviour file of a society; a path is relative to the folder of the society's own file.
pub(super) fn behaviour_of(file: &SocietyFile, society: &Source) -> Result<Arc<Source>, ScenarioError> {
    match &file.behaviour {
        Some((name, _)) if name.ends_with(".toml") => source_text::open(&Path::new(&society.name).with_file_name(name)),
        _ => named(file).find(&[Kind::Behaviour]).map(|found| found.source),
    }
}

/// The behaviour that a society names, or the default one.
fn named(file: &SocietyFile) -> RequestedName {
    let own = file.behaviour.as_ref().map(|(name, place)| RequestedName::at(name, place.clone()));
    own.unwrap_or_else(|| RequestedName::whole("behaviour"))
}
