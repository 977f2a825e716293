//! The texts of regimes and societies for Python: reading them and editing them.
//!
//! In Python, a regime or a society is its named texts, so it can be compared, stored and sent elsewhere. They are
//! read here with all the checks of a file.

use crate::errors::{DrawnDiagnostics, told, trouble};
use glasshouse::diagnostic::Source;
use glasshouse::regime::Regime;
use glasshouse::scenario::catalogue::{self, Kind};
use glasshouse::scenario::{self, Read, text_edit};
use glasshouse::society::Society;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::sync::Arc;

/// Texts with their names.
pub type Texts = Vec<(String, String)>;
/// Name, title, description, first month in force, and the first after its end.
type About = (String, String, String, u32, Option<u32>);

/// Texts as the laboratory's sources.
pub fn sources(texts: Texts) -> Vec<Arc<Source>> {
    texts.into_iter().map(|(name, text)| Arc::new(Source { name, text })).collect()
}

fn texts(sources: &[Arc<Source>]) -> Texts {
    sources.iter().map(|source| (source.name.clone(), source.text.clone())).collect()
}

fn about(read: &Read<Regime>) -> (Texts, About, DrawnDiagnostics) {
    let Regime { name, title, description, starts, ends, .. } = &read.value;
    (texts(&read.sources), (name.clone(), title.clone(), description.clone(), *starts, *ends), told(&read.warnings))
}

fn of_society(read: &Read<Society>) -> (Texts, (String, String, String), DrawnDiagnostics) {
    let of = &read.value.marginals;
    (texts(&read.sources), (of.name.clone(), of.title.clone(), of.description.clone()), told(&read.warnings))
}

/// A regime by its command-line name: its texts, its description, and its warnings.
#[pyfunction]
pub fn regime(spec: &str) -> PyResult<(Texts, About, DrawnDiagnostics)> {
    scenario::regime(spec).map(|read| about(&read)).map_err(trouble)
}

/// A regime from its texts. No file is opened.
#[pyfunction]
pub fn regime_of(texts: Texts) -> PyResult<(Texts, About, DrawnDiagnostics)> {
    read_regime(texts).map(|read| about(&read))
}

/// The same, for use in Rust.
pub fn read_regime(texts: Texts) -> PyResult<Read<Regime>> {
    let parts: Vec<_> = sources(texts).into_iter().map(|source| (source, None)).collect();
    scenario::regime_from(&parts).map_err(trouble)
}

/// The texts of a regime without one of its sections.
#[pyfunction]
pub fn without(texts: Texts, section: &str) -> PyResult<(Texts, About, DrawnDiagnostics)> {
    let all = sources(texts);
    let has = |source: &Arc<Source>| scenario::regime_from(&[(source.clone(), Some(section))]).is_ok();
    let which = all.iter().position(has).unwrap_or(0);
    let parts: Vec<_> = (0..).zip(all).map(|(n, source)| (source, (n == which).then_some(section))).collect();
    scenario::regime_from(&parts).map(|read| about(&read)).map_err(trouble)
}

/// The texts of a regime that change when a key is set to a TOML value, each with its index.
#[pyfunction]
pub fn amended(texts: Texts, key: &str, value: &str) -> PyResult<Vec<(usize, String)>> {
    text_edit::regime(&sources(texts), key, value).map_err(trouble)
}

/// The number under a key of a regime.
#[pyfunction]
pub fn number(texts: Texts, key: &str) -> PyResult<f64> {
    text_edit::number(&sources(texts), key).map_err(trouble)
}

/// A society by its command-line name.
#[pyfunction]
pub fn society(spec: &str) -> PyResult<(Texts, (String, String, String), DrawnDiagnostics)> {
    scenario::society(spec).map(|read| of_society(&read)).map_err(trouble)
}

/// A society from its texts: its own, and that of the behaviour that it names. No file is opened.
#[pyfunction]
pub fn society_of(texts: Texts) -> PyResult<(Texts, (String, String, String), DrawnDiagnostics)> {
    read_society(texts).map(|read| of_society(&read))
}

/// The same, for use in Rust.
pub fn read_society(texts: Texts) -> PyResult<Read<Society>> {
    let read = match &sources(texts)[..] {
        [own] => scenario::society_from(own.clone()),
        [own, behaviour] => scenario::society_of_texts(own.clone(), behaviour.clone()),
        _ => return Err(PyValueError::new_err("a society has its own text and optionally that of a behaviour")),
    };
    read.map_err(trouble)
}

/// The text of a society with a key set to a TOML value.
#[pyfunction]
pub fn society_amended(name: String, text: String, key: &str, value: &str) -> PyResult<String> {
    text_edit::society(&Source { name, text }, key, value).map_err(trouble)
}

/// Everything shipped of a kind: name, title and text of each regime, society or experiment.
#[pyfunction]
pub fn shipped(kind: &str) -> PyResult<Vec<(&'static str, String, &'static str)>> {
    let kind = Kind::ALL.into_iter().find(|k| k.word() == kind);
    let kind = kind.ok_or_else(|| PyValueError::new_err("the kinds are regime, society, behaviour and experiment"))?;
    Ok(kind
        .shipped()
        .iter()
        .map(|shipped: &catalogue::Shipped| (shipped.name, shipped.title(), shipped.text))
        .collect())
}
