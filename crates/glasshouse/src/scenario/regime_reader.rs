//! The reader of regimes by path, name or text, with composition and a check of each as a whole.

use super::catalogue::Kind;
use super::error::ScenarioError;
use super::reading::{Read, finish, or_tell};
use super::regime_draft::Draft;
use super::source_text::RequestedName;
use super::{ablation, composition, encounter_section, regime_file, validate};
use crate::diagnostic::{Diagnostic, Location, Severity, Source};
use crate::regime::Regime;
use std::sync::Arc;

/// Reads a regime: the path of a file, the name of a shipped one, or several of them joined by `+`; each may be
/// followed by `without` and the parts to leave out: `welfare`, `social-credit without spillover and rule criticise`.
pub fn regime(spec: &str) -> Result<Read<Regime>, ScenarioError> {
    regime_among(spec, &[])
}

/// The same, where these texts can be requested by their names, too.
pub(super) fn regime_among(spec: &str, own: &[Arc<Source>]) -> Result<Read<Regime>, ScenarioError> {
    let mut findings = Vec::new();
    let mut sources: Vec<Arc<Source>> = Vec::new();
    for asked in RequestedName::parts(spec) {
        let (asked, left_out) = ablation::split(asked);
        let found = match own.iter().find(|source| source.name == asked.word) {
            Some(source) => Ok(source.clone()),
            None => asked.find(&[Kind::Regime]).map(|found| found.source),
        };
        let Some(found) = or_tell(found, &mut findings)? else { continue };
        let rest = left_out.map_or(Ok(found.clone()), |parts| ablation::leave_out(&found, &parts));
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

/// The regime that several texts form together.
pub(super) fn regime_of(
    sources: Vec<Arc<Source>>,
    mut findings: Vec<Diagnostic>,
) -> Result<Read<Regime>, ScenarioError> {
    let mut drafts: Option<Draft> = None;
    for source in &sources {
        let none = Draft::default();
        let draft = regime_file::read(source, drafts.as_ref().unwrap_or(&none), &mut findings);
        drafts = Some(match drafts {
            Some(first) => composition::compose(first, draft, &mut findings),
            None => draft,
        });
    }
    let clean = findings.iter().all(|f| f.severity == Severity::Warning);
    let regime = validate::settle(drafts.unwrap_or_default(), clean, &mut findings);
    encounter_section::spell(&mut findings, &regime.encounters);
    finish(regime, findings, sources)
}

/// Reads a regime from given texts, which form it together; parts of each may be left out. No file is opened,
/// whatever the texts contain.
pub fn regime_from(parts: &[(Arc<Source>, Option<&str>)]) -> Result<Read<Regime>, ScenarioError> {
    let (mut findings, mut sources) = (Vec::new(), Vec::new());
    for (source, left_out) in parts {
        let leave_out = |parts: &str| ablation::leave_out(source, &RequestedName::whole(parts));
        sources.extend(or_tell(left_out.map_or(Ok(source.clone()), leave_out), &mut findings)?);
    }
    regime_of(sources, findings)
}
