//! What does a file of a scene say: which one mechanism is on, and with which numbers?
//!
//! Everything that it does not name is off, and the people are those of the society `lesson`; unless it names a society:
//! then everything is on as it is there.

use super::behaviour_file::overrides;
use super::document::{Page, Tree};
use super::society_file::{copying_of, ways_of};
use super::table_reader::TableReader;
use super::{ScenarioError, catalogue, source_text};
use crate::diagnostic::{Diagnostic, Source};
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

/// What the file says.
#[derive(Default)]
pub(super) struct SceneFile {
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

/// Behaviour in which nothing happens: all numbers are 0, but for those that divide, which are 1, and the trouble of
/// speaking, which nobody takes.
pub fn nothing() -> Behaviour {
    let decision = Decision { noise: 1.0, ease_base: 1.0, nearness: 1.0, ..Decision::default() };
    let mut behaviour =
        Behaviour { decision, speech: Speech { trouble: 40.0, ..Speech::default() }, ..Behaviour::default() };
    behaviour.loan.term = 1.0;
    behaviour
}

/// Reads a file of a scene.
pub(super) fn read(source: &Arc<Source>, findings: &mut Vec<Diagnostic>) -> SceneFile {
    let page = Page::new(source);
    let read = page.read(|tree| file(&page, tree));
    findings.extend(page.close());
    read
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
pub(super) fn regime_of(scene: &Source, named: &str) -> Result<Arc<Source>, ScenarioError> {
    if scene.name.starts_with("scene:") {
        let shipped = catalogue::scene_regimes().iter().find(|shipped| format!("{}.toml", shipped.name) == named);
        if let Some(shipped) = shipped {
            return Ok(Arc::new(Source { name: format!("regime:{}", shipped.name), text: shipped.text.into() }));
        }
    }
    source_text::open(&Path::new(&scene.name).with_file_name(named))
}
