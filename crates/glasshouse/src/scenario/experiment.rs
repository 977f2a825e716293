//! An experiment, with everything that its file names read and checked.

pub use super::arm::Arm;
use super::axis::{Axis, AxisTarget, axes};
use super::catalogue::Kind;
use super::error::ScenarioError;
use super::experiment_file::{Design, Said};
use super::located::Located;
use super::phrasing::{list, quote};
use super::reading::{Read, finish, or_tell};
use super::regime_number;
use super::regime_reader::regime_of;
use super::society_reader::society_from;
use super::source_text::{self, RequestedName};
use crate::diagnostic::{Diagnostic, Diagnostics, Location, Severity, Source};
use crate::engine::Size;
use crate::observatory::measures::MeasureView;
use crate::regime::Regime;
use crate::society::Society;
use std::path::Path;
use std::sync::Arc;

/// Runs of one experiment, at most.
pub const MOST_RUNS: u64 = 1_000_000;
/// Numbers that can be varied where indices are requested: the Sobol sequence has twice as many dimensions.
const MOST_AXES: usize = 128;
/// An experiment that can be run.
#[derive(Clone, Debug)]
pub struct Experiment {
    /// Name of its file.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// The question, for people.
    pub description: String,
    /// The societies, each run separately.
    pub societies: Vec<Society>,
    /// The regimes; the first is the baseline.
    pub arms: Vec<Arm>,
    /// The measures compared.
    pub measures: Vec<MeasureView>,
    /// Persons and months of a run.
    pub size: Size,
    /// Populations drawn at each point, each with its own luck; the same at every point.
    pub replicates: u32,
    /// Seed of all random numbers, and of the design.
    pub seed: u64,
    /// How points are chosen.
    pub design: Design,
    /// What is varied.
    pub axes: Vec<Axis>,
}

impl Experiment {
    /// Number of runs: all replicates at every point of every society.
    pub fn runs(&self) -> u64 {
        let each = self.societies.len() as u64 * u64::from(self.replicates);
        (self.design.points(&self.axes) as u64).saturating_mul(each)
    }

    /// A society with these values, one for each axis.
    pub fn society(&self, society: usize, values: &[f64]) -> Society {
        let mut society = self.societies[society].clone();
        for (axis, value) in self.axes.iter().zip(values) {
            if let AxisTarget::Behaviour(p) = axis.target
                && let Some(slot) = society.behaviour.get_mut(p.section, p.name)
            {
                *slot = *value as f32;
            }
        }
        society.rule.apply(&mut society.behaviour);
        society
    }

    /// The regimes with these values, one for each axis: their files with other numbers, read again. Mistakes then are
    /// reported at the experiment.
    pub fn regimes(&self, values: &[f64]) -> Result<Vec<Regime>, Diagnostics> {
        self.arms.iter().map(|arm| self.regime(arm, values)).collect()
    }

    fn regime(&self, arm: &Arm, values: &[f64]) -> Result<Regime, Diagnostics> {
        let mut varied: Vec<(&Axis, f64)> = Vec::new();
        let texts = arm.texts.iter().map(|text| {
            let here = self.axes.iter().zip(values).filter_map(|(axis, value)| match &axis.target {
                AxisTarget::Regime { text: of, number } if of == text => Some((axis, number.span.clone(), *value)),
                _ => None,
            });
            let here: Vec<_> = here.collect();
            varied.extend(here.iter().map(|(axis, _, value)| (*axis, *value)));
            let numbers: Vec<_> = here.into_iter().map(|(_, span, value)| (span, value)).collect();
            if numbers.is_empty() { text.clone() } else { Arc::new(regime_number::replaced(text, &numbers)) }
        });
        let texts = texts.collect();
        if varied.is_empty() {
            return Ok(arm.regime.clone());
        }
        let told = match regime_of(texts, Vec::new()) {
            Ok(read) => return Ok(Regime { name: arm.regime.name.clone(), ..read.value }),
            Err(ScenarioError::Diagnostics(findings)) => findings,
            Err(ScenarioError::File(failure)) => unreachable!("nothing is opened: {failure}"),
        };
        Err(Diagnostics(
            told.0.into_iter().map(|finding| of_the_experiment(finding, &arm.regime.name, &varied)).collect(),
        ))
    }
}

/// A finding about a regime with other numbers, at the places that set them; unchanged numbers are not to blame.
fn of_the_experiment(finding: Diagnostic, regime: &str, varied: &[(&Axis, f64)]) -> Diagnostic {
    let varied: Vec<_> = varied.iter().filter(|(axis, value)| !axis.says(*value)).collect();
    let values: Vec<String> = varied.iter().map(|(axis, value)| format!("{} = {value}", axis.name)).collect();
    let message = format!("{} makes no sense with {}: {}", quote(regime), list(&values, "and"), finding.message);
    let mut places = varied.iter().map(|(axis, value)| axis.place(&format!("here {value}")));
    let first = places.next().expect("something is varied");
    let told = Diagnostic { severity: finding.severity, ..Diagnostic::error("varied", message, first) };
    let told = places.fold(told, Diagnostic::and);
    told.help("narrow the range, so that the regime is valid at every point of the design")
}

/// Reads an experiment, and everything that it names: the path of a file, or the name of one that ships.
pub fn experiment(spec: &str) -> Result<Read<Experiment>, ScenarioError> {
    read(RequestedName::whole(spec).find(&[Kind::Experiment])?.source)
}

/// Reads an experiment, and everything that it names.
pub(super) fn read(source: Arc<Source>) -> Result<Read<Experiment>, ScenarioError> {
    let mut findings = Vec::new();
    let mut sources = vec![source.clone()];
    let said = super::experiment_file::read(&source, &mut findings);
    let Some(said) = said else { return Err(ScenarioError::Diagnostics(Diagnostics(findings))) };
    let societies = societies(&said, &mut sources, &mut findings)?;
    let arms = arms(&said, &mut sources, &mut findings)?;
    let clean = |findings: &[Diagnostic]| !Diagnostics(findings.to_vec()).any_error();
    let mut experiment = None;
    if clean(&findings)
        && let (Some(design), Some(size)) = (&said.design, said.size)
    {
        let all = said.vary.iter().flat_map(|vary| axes(vary, &said, &societies, &arms, &mut findings)).collect();
        let whole = Experiment {
            name: source_text::stem(&source),
            title: said.title.clone(),
            description: said.description.clone(),
            societies,
            arms: arms.into_iter().map(|(_, arm)| arm).collect(),
            measures: said.measures.clone(),
            size,
            replicates: said.replicates,
            seed: said.seed,
            design: design.value,
            axes: all,
        };
        if clean(&findings) {
            makes_sense(&whole, &said, design, &mut findings);
        }
        experiment = Some(whole);
    }
    finish(experiment, findings, sources).map(|read| Read {
        value: read.value.expect("every reason not to make it is reported"),
        warnings: read.warnings,
        sources: read.sources,
    })
}

/// A name in the file; a path is relative to the folder of the experiment's own file.
fn asked(name: &str, place: &Location) -> RequestedName {
    let is_path = name.ends_with(".toml") || name.contains(['/', '\\']);
    let here = Path::new(&place.source.name).with_file_name(name);
    let word = if is_path { here.display().to_string() } else { name.to_string() };
    RequestedName::at(&word, Location { label: "not known".into(), ..place.clone() })
}

fn societies(
    said: &Said,
    sources: &mut Vec<Arc<Source>>,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<Society>, ScenarioError> {
    let mut societies: Vec<Society> = Vec::new();
    for name in &said.societies {
        let found = asked(&name.value, &name.place).find(&[Kind::Society]);
        let Some(read) = or_tell(found.and_then(|found| society_from(found.source)), findings)? else { continue };
        findings.extend(read.warnings.0);
        sources.extend(read.sources);
        let taken = societies.iter().any(|other| other.marginals.name == read.value.marginals.name);
        unlike(taken, &read.value.marginals.name, name, findings);
        societies.push(read.value);
    }
    Ok(societies)
}

/// Regimes, each with its name in the file.
fn arms(
    said: &Said,
    sources: &mut Vec<Arc<Source>>,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<(String, Arm)>, ScenarioError> {
    let mut arms: Vec<(String, Arm)> = Vec::new();
    for name in &said.regimes {
        let mut texts: Vec<Arc<Source>> = Vec::new();
        for part in name.value.split('+') {
            let found = or_tell(asked(part.trim(), &name.place).find(&[Kind::Regime]), findings)?;
            texts.extend(found.map(|found| found.source));
        }
        if texts.is_empty() {
            continue;
        }
        sources.extend(texts.iter().cloned());
        let Some(read) = or_tell(regime_of(texts.clone(), Vec::new()), findings)? else { continue };
        findings.extend(read.warnings.0);
        unlike(arms.iter().any(|(_, other)| other.regime.name == read.value.name), &read.value.name, name, findings);
        arms.push((name.value.clone(), Arm { regime: read.value, texts }));
    }
    Ok(arms)
}

/// Two of the same name could not be told apart in the results.
fn unlike(taken: bool, called: &str, name: &Located<String>, findings: &mut Vec<Diagnostic>) {
    if taken {
        let message = format!("a second one is called {}", quote(called));
        let finding = Diagnostic::error("named-twice", message, name.place("could not be told apart from the first"));
        findings.push(finding.help("copy the file under another name"));
    }
}

/// Checks that depend on the whole experiment.
fn makes_sense(e: &Experiment, said: &Said, design: &Located<Design>, findings: &mut Vec<Diagnostic>) {
    let named =
        |n: usize| e.axes[..n].iter().find(|other| other.name == e.axes[n].name).map(|first| (&e.axes[n], first));
    if let Some((axis, first)) = (1..e.axes.len()).find_map(named) {
        let finding = Diagnostic::error(
            "named-twice",
            format!("{} is varied twice", quote(&axis.name)),
            axis.place("again here"),
        );
        findings.push(finding.and(first.place("first here")));
    }
    if let Some(axis) = e.axes.iter().find(|axis| axis.values.is_some() && !e.design.takes_values()) {
        let message = format!("the design `{}` takes points from the whole of a range", e.design.word());
        let finding = Diagnostic::error("no-effect", message, axis.place("only these"));
        findings.push(finding.help("write `range = [lowest, highest]`"));
    }
    if matches!(e.design, Design::SobolIndices(_) | Design::SobolSequence(_)) && e.axes.len() > MOST_AXES {
        let message =
            format!("a Sobol design varies at most {MOST_AXES} numbers, and this one varies {}", e.axes.len());
        findings.push(Diagnostic::error("too-many", message, design.place("too many for it")));
    }
    let runs = e.runs();
    if runs > MOST_RUNS {
        let message = format!("this makes {runs} runs; the maximum is {MOST_RUNS}");
        findings.push(Diagnostic::error("too-many", message, design.place("too many points")));
    }
    let begins = e.arms.iter().map(|arm| &arm.regime).filter(|r| !r.is_idle()).map(|r| r.starts).min();
    if let (Some(month), Some(place)) = (begins.filter(|month| *month >= e.size.months), &said.years) {
        let message = format!("the run is over before a regime begins, in month {}", u64::from(month) + 1);
        findings.push(Diagnostic::error("too-short", message, place.clone()));
    }
    if !findings.iter().any(|f| f.severity == Severity::Error) {
        findings.extend(corners(e));
    }
}

/// Checks the regime with each number alone at both ends of its range. Mistakes that need several numbers at once are
/// found when the design is laid out.
fn corners(e: &Experiment) -> Vec<Diagnostic> {
    let base: Vec<f64> = e.axes.iter().map(|axis| axis.base(&e.societies[0])).collect();
    let mut findings = Vec::new();
    for (n, axis) in e.axes.iter().enumerate().filter(|(_, axis)| matches!(axis.target, AxisTarget::Regime { .. })) {
        for end in [axis.low, axis.high] {
            let mut values = base.clone();
            values[n] = end;
            findings.extend(e.regimes(&values).err().into_iter().flat_map(|found| found.0));
        }
    }
    findings
}

impl Design {
    /// Number of points over these axes.
    pub fn points(self, axes: &[Axis]) -> usize {
        let own = |axis: &Axis, steps: u32| axis.values.as_ref().map_or(steps as usize, Vec::len);
        match self {
            Design::OneAtATime(steps) => 1 + axes.iter().map(|axis| own(axis, steps)).sum::<usize>(),
            Design::Grid(steps) => axes.iter().fold(1, |n, axis| n.saturating_mul(own(axis, steps))),
            Design::LatinHypercube(points) | Design::SobolSequence(points) => points as usize,
            Design::Morris { trajectories, .. } => trajectories as usize * (axes.len() + 1),
            Design::SobolIndices(points) => points as usize * (axes.len() + 2),
        }
    }
}
