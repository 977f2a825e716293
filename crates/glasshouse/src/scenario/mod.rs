//! What does the file ask for?
//!
//! A text is parsed into a tree with spans (`page`), looked through for what must not stand in it (`guard`), read
//! section by section (`table` and the `_file` modules), composed, and checked as a whole. All that is wrong in it is
//! told in one pass.

mod ablation;
pub mod axis;
mod behaviour_file;
pub mod catalogue;
pub mod claim_file;
mod composition;
mod consequence_sections;
mod document;
pub mod end_month;
mod error;
pub mod experiment;
pub mod experiment_file;
mod file_shape;
mod firm_sections;
mod forbidden_content;
mod institution_sections;
mod key_docs;
mod parameter_name;
mod phrasing;
mod record_sections;
pub mod reference_tables;
mod regime_draft;
mod regime_file;
mod regime_number;
mod rollout_section;
pub mod scene_file;
pub mod schema;
mod score_section;
mod society_file;
mod source_text;
pub mod story_file;
mod syntax_recovery;
mod table_reader;
pub mod text_edit;
mod validate;

use crate::diagnostic::{Diagnostic, Diagnostics, Location, Severity, Source};
use crate::regime::Regime;
use crate::society::Society;
use crate::society::behaviour::Behaviour;
use catalogue::Kind;
use experiment::Experiment;
use regime_draft::Draft;
use society_file::SocietyFile;
use source_text::{FoundText, RequestedName};
use std::path::Path;
use std::sync::Arc;
use story_file::RegimeStory;

pub use error::{FileError, ScenarioError};
pub use regime_file::SECTIONS as REGIME_SECTIONS;

/// What was read from one or more files.
#[derive(Clone, Debug)]
pub struct Read<T> {
    /// What they say.
    pub value: T,
    /// What is worth a look in them.
    pub warnings: Diagnostics,
    /// The texts that were read, in order: they identify a run.
    pub sources: Vec<Arc<Source>>,
}

/// Reads a regime: the path of a file, the name of one that ships, or several of them with `+` between; each may be
/// followed by `without` and the name of a section that is left out of it.
pub fn regime(spec: &str) -> Result<Read<Regime>, ScenarioError> {
    let mut findings = Vec::new();
    let mut sources: Vec<Arc<Source>> = Vec::new();
    for asked in RequestedName::parts(spec) {
        let (asked, left_out) = ablation::split(asked);
        let Some(found) = or_tell(asked.find(&[Kind::Regime]), &mut findings)? else { continue };
        let rest = left_out.map_or(Ok(found.source.clone()), |section| ablation::leave_out(&found.source, &section));
        let Some(source) = or_tell(rest, &mut findings)? else { continue };
        if sources.contains(&source) {
            let place = Location { label: "again here".into(), ..asked.place };
            findings.push(Diagnostic::error("named-twice", "a regime is composed with itself", place));
            continue;
        }
        sources.push(source);
    }
    regime_of(sources, findings)
}

/// The regime that texts say together.
fn regime_of(sources: Vec<Arc<Source>>, mut findings: Vec<Diagnostic>) -> Result<Read<Regime>, ScenarioError> {
    let mut drafts: Option<Draft> = None;
    for source in &sources {
        let draft = regime_file::read(source, &mut findings);
        drafts = Some(match drafts {
            Some(first) => composition::compose(first, draft, &mut findings),
            None => draft,
        });
    }
    let clean = findings.iter().all(|f| f.severity == Severity::Warning);
    let regime = validate::settle(drafts.unwrap_or_default(), clean, &mut findings);
    finish(regime, findings, sources)
}

/// Reads a regime from texts at hand, which say it together; of each a section may be left out. No file is opened,
/// whatever the texts say.
pub fn regime_from(parts: &[(Arc<Source>, Option<&str>)]) -> Result<Read<Regime>, ScenarioError> {
    let (mut findings, mut sources) = (Vec::new(), Vec::new());
    for (source, left_out) in parts {
        let leave_out = |section: &str| ablation::leave_out(source, &RequestedName::whole(section));
        sources.extend(or_tell(left_out.map_or(Ok(source.clone()), leave_out), &mut findings)?);
    }
    regime_of(sources, findings)
}

/// Reads a society and the behaviour file that it names: the path of a file, or the name of one that ships.
pub fn society(spec: &str) -> Result<Read<Society>, ScenarioError> {
    society_of(RequestedName::whole(spec).find(&[Kind::Society])?.source, behaviour_of)
}

/// Reads a society from a text at hand. No file is opened: it can name a behaviour that ships, and no other.
pub fn society_from(source: Arc<Source>) -> Result<Read<Society>, ScenarioError> {
    society_of(source, |file, _| named(file).shipped(&[Kind::Behaviour]).map(|found| found.source))
}

/// Reads a society from texts at hand: its own, and that of the behaviour that it names. No file is opened.
pub fn society_of_texts(source: Arc<Source>, behaviour: Arc<Source>) -> Result<Read<Society>, ScenarioError> {
    society_of(source, |_, _| Ok(behaviour))
}

/// A society, with the behaviour that `behaviour` finds for it.
fn society_of(
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
    let SocietyFile { marginals, rule, ways, copying, .. } = file;
    finish(Society { marginals, behaviour, ranges, rule, ways, copying }, findings, sources)
}

/// The behaviour file of a society; a path is meant from the folder of the society's own file.
fn behaviour_of(file: &SocietyFile, society: &Source) -> Result<Arc<Source>, ScenarioError> {
    match &file.behaviour {
        Some((name, _)) if name.ends_with(".toml") => source_text::open(&Path::new(&society.name).with_file_name(name)),
        _ => named(file).find(&[Kind::Behaviour]).map(|found| found.source),
    }
}

/// The behaviour that a society names, or the usual one.
fn named(file: &SocietyFile) -> RequestedName {
    let own = file.behaviour.as_ref().map(|(name, place)| RequestedName::at(name, place.clone()));
    own.unwrap_or_else(|| RequestedName::whole("behaviour"))
}

/// What the name of a file of stories ends with.
const STORIES: &str = ".stories.toml";

/// Reads a regime and the stories about it: those that ship with it, or `NAME.stories.toml` beside `NAME.toml`.
pub fn stories(spec: &str) -> Result<Read<(Regime, Vec<RegimeStory>)>, ScenarioError> {
    let about = spec.strip_suffix(STORIES).map_or(spec.into(), |stem| format!("{stem}.toml"));
    let read = regime(&about)?;
    let [source] = read.sources.as_slice() else {
        let place = Location { label: "several".into(), ..RequestedName::whole(spec).place };
        let finding =
            Diagnostic::error("several-regimes", "stories are about one regime file, not about several", place);
        return Err(ScenarioError::Diagnostics(Diagnostics(vec![finding])));
    };
    let stories = match catalogue::stories(source) {
        Some(stories) => stories,
        None => source_text::open(&Path::new(&source.name).with_extension(&STORIES[1..]))?,
    };
    let mut findings = read.warnings.0;
    let told = story_file::read(&stories, &read.value, &mut findings);
    finish((read.value, told), findings, vec![source.clone(), stories])
}

/// Reads a file of claims: the path of one, or `essay`, which ships.
pub fn claims(spec: &str) -> Result<Read<Vec<claim_file::Claim>>, ScenarioError> {
    let shipped = || Arc::new(Source { name: "claims:essay".into(), text: catalogue::CLAIMS.into() });
    let source = if spec == "essay" { shipped() } else { source_text::open(Path::new(spec))? };
    let mut findings = Vec::new();
    let claims = claim_file::read(&source, &mut findings);
    finish(claims, findings, vec![source])
}

/// Reads an experiment, and all that it names: the path of a file, or the name of one that ships.
pub fn experiment(spec: &str) -> Result<Read<Experiment>, ScenarioError> {
    experiment::read(RequestedName::whole(spec).find(&[Kind::Experiment])?.source)
}

/// Reads a scene that ships, by name, or a file of one.
pub fn scene(spec: &str) -> Result<Read<scene_file::Scene>, ScenarioError> {
    let shipped = catalogue::scenes().iter().find(|shipped| shipped.name == spec);
    let source = match shipped {
        Some(shipped) => Arc::new(Source { name: format!("scene:{spec}"), text: shipped.text.into() }),
        None => source_text::open(Path::new(spec))?,
    };
    let mut findings = Vec::new();
    let file = scene_file::read(&source, &mut findings);
    let mut sources = vec![source];
    let mut society = society(file.society.as_deref().unwrap_or("lesson"))?.value;
    let alone = file.society.is_none();
    let mut behaviour = if alone { scene_file::nothing() } else { society.behaviour.clone() };
    for (parameter, number) in file.overrides {
        if let Some(slot) = behaviour.get_mut(parameter.section, parameter.name) {
            *slot = number;
        }
    }
    if let Some(norm) = file.norm {
        society.marginals.gossip_norm.value = norm.name.into();
    }
    (society.behaviour, society.ways, society.copying) = (behaviour, file.ways, file.copying);
    let mut regime = Regime::default();
    if let Some(named) = &file.regime {
        let source = scene_file::regime_of(&sources[0], named)?;
        let draft = regime_file::read(&source, &mut findings);
        let clean = findings.iter().all(|f| f.severity == Severity::Warning);
        regime = validate::settle(draft, clean, &mut findings);
        sources.push(source);
    }
    let (title, people, months) = (file.title, file.people, file.months);
    let scene = scene_file::Scene { title, people, months, society, regime };
    finish(scene, findings, sources)
}

/// Looks a regime, society, behaviour or experiment file through without running anything; which it is shows in its tables.
pub fn check(path_or_name: &str) -> Result<Diagnostics, ScenarioError> {
    let parts = RequestedName::parts(path_or_name);
    let [asked] = parts.as_slice() else { return regime(path_or_name).map(|read| read.warnings) };
    if path_or_name.ends_with(STORIES) {
        return stories(path_or_name).map(|read| read.warnings);
    }
    let FoundText { source, kind } = asked.find(&Kind::ALL)?;
    if kind.is_none() && syntax_recovery::tree(&source.text).0.contains_key("scene") {
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

/// What a file is, by its tables: whose names most of them are.
fn kind_of(source: &Source) -> Option<Kind> {
    let (tree, _) = syntax_recovery::tree(&source.text);
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

/// A mistake is noted and the reading goes on; a failure ends it.
fn or_tell<T>(result: Result<T, ScenarioError>, findings: &mut Vec<Diagnostic>) -> Result<Option<T>, ScenarioError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(ScenarioError::Diagnostics(told)) => {
            findings.extend(told.0);
            Ok(None)
        }
        Err(failure) => Err(failure),
    }
}

fn finish<T>(value: T, mut findings: Vec<Diagnostic>, sources: Vec<Arc<Source>>) -> Result<Read<T>, ScenarioError> {
    findings.sort_by_key(|finding| {
        let place = &finding.places[0];
        (sources.iter().position(|source| Arc::ptr_eq(source, &place.source)), place.span.start)
    });
    let findings = Diagnostics(findings);
    match findings.any_error() {
        true => Err(ScenarioError::Diagnostics(findings)),
        false => Ok(Read { value, warnings: findings, sources }),
    }
}
