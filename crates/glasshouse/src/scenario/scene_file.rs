//! The reader of scene files: the one mechanism that is on, and its numbers.
//!
//! Everything that the file does not name is off, and the people are those of the society `lesson`. If it names a
//! society, everything is on as it is there.

use super::behaviour_file::overrides;
use super::document;
use super::error::ScenarioError;
use super::page::Page;
use super::reading::{Read, finish};
use super::regime_draft::Draft;
use super::society_file::{copying_of, ways_of};
use super::society_reader::society;
use super::syntax_tree::Tree;
use super::table_reader::TableReader;
use super::{catalogue, regime_file, source_text, validate};
use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::regime::Regime;
use crate::society::Society;
use crate::society::assessment_rule::{NORMS, Norm, Ways};
use crate::society::behaviour::{Behaviour, Decision, Parameter, Speech};
use std::path::Path;
use std::sync::Arc;

/// A scene: a society in which almost everything is off, and a regime, if it needs one.
#[derive(Clone, Debug)]
pub struct Scene {
    /// Title for people.
    pub title: String,
    /// Number of persons.
    pub people: u64,
    /// Months.
    pub months: u32,
    /// The society.
    pub society: Society,
    /// The regime; without any section if there is none.
    pub regime: Regime,
}

/// The content of the file.
#[derive(Default)]
struct SceneFile {
    pub title: String,
    pub people: u64,
    pub months: u32,
    pub norm: Option<Norm>,
    pub ways: Ways,
    pub copying: f32,
    /// The society in which everything is on.
    pub society: Option<String>,
    /// The regime file that it names, beside it.
    pub regime: Option<String>,
    pub overrides: Vec<(&'static Parameter, f32)>,
}

/// Behaviour in which nothing happens: all numbers are 0, except divisors, which are 1, and the trouble of speaking,
/// which is so great that nobody speaks.
pub fn nothing() -> Behaviour {
    let decision = Decision { noise: 1.0, ease_base: 1.0, nearness: 1.0, ..Decision::default() };
    let mut behaviour =
        Behaviour { decision, speech: Speech { trouble: 40.0, ..Speech::default() }, ..Behaviour::default() };
    behaviour.loan.term = 1.0;
    behaviour
}

/// Reads a scene that ships, by name, or a file of one.
pub fn scene(spec: &str) -> Result<Read<Scene>, ScenarioError> {
    let shipped = catalogue::scenes().iter().find(|shipped| shipped.name == spec);
    let source = match shipped {
        Some(shipped) => Arc::new(Source { name: format!("scene:{spec}"), text: shipped.text.into() }),
        None => source_text::open(Path::new(spec))?,
    };
    let mut findings = Vec::new();
    let file = read(&source, &mut findings);
    let mut sources = vec![source];
    let mut society = society(file.society.as_deref().unwrap_or("lesson"))?.value;
    let alone = file.society.is_none();
    let mut behaviour = if alone { nothing() } else { society.behaviour.clone() };
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
        let source = regime_of(&sources[0], named)?;
        let draft = regime_file::read(&source, &Draft::default(), &mut findings);
        let clean = findings.iter().all(|f| f.severity == Severity::Warning);
        regime = validate::settle(draft, clean, &mut findings);
        sources.push(source);
    }
    let (title, people, months) = (file.title, file.people, file.months);
    let scene = Scene { title, people, months, society, regime };
    finish(scene, findings, sources)
}

/// Reads a file of a scene.
fn read(source: &Arc<Source>, findings: &mut Vec<Diagnostic>) -> SceneFile {
    document::read(source, findings, file)
}

fn file(page: &Page, tree: &Tree<'_>) -> SceneFile {
    let mut t = TableReader::whole(page, tree);
    let mut read = SceneFile::default();
    if let Some(mut about) = t.required("scene").table() {
        read.title = about.required("title").text().unwrap_or_default();
        read.people = about.required("people").whole(1..=1_000_000_i64).unwrap_or(1) as u64;
        read.months = about.required("months").whole(1..=1_000_000_u32).unwrap_or(1);
        let norm = about.optional("norm").word("norm", &NORMS.map(|norm| norm.name));
        read.norm = norm.map(|n| NORMS[n]);
        read.ways = ways_of(&mut about);
        read.copying = copying_of(&mut about);
        read.society = about.optional("society").text();
        read.regime = about.optional("regime").text();
    }
    read.overrides = t.optional("override").table().map(overrides).unwrap_or_default();
    read
}

/// The regime file that a scene names: one that ships beside it, or one in its folder.
fn regime_of(scene: &Source, named: &str) -> Result<Arc<Source>, ScenarioError> {
    if scene.name.starts_with("scene:") {
        let shipped = catalogue::scene_regimes().iter().find(|shipped| format!("{}.toml", shipped.name) == named);
        if let Some(shipped) = shipped {
            return Ok(Arc::new(Source { name: format!("regime:{}", shipped.name), text: shipped.text.into() }));
        }
    }
    source_text::open(&Path::new(&scene.name).with_file_name(named))
}
