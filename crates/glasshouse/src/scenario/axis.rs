//! An axis of a design: a parameter of behaviour or a number of a regime file, with its range.

use super::arm::Arm;
use super::behaviour_file::sections;
use super::experiment_file::{Said, Vary, What};
use super::located::Located;
use super::phrasing::{list, quote};
use super::regime_number::{self, RegimeNumber};
use super::source_text;
use crate::diagnostic::{Diagnostic, Location, Source, nearest};
use crate::society::Society;
use crate::society::behaviour::{Behaviour, Parameter};
use std::sync::Arc;

/// Ratio of its ends from which a range has a logarithmic scale, if the file names none.
pub(super) const WIDE: f64 = 10.0;

/// One number that is varied.
#[derive(Clone, Debug)]
pub struct Axis {
    /// Its name: `decision.money`, or `social-credit: rule[violate].points`.
    pub name: String,
    /// Lowest value.
    pub low: f64,
    /// Highest value.
    pub high: f64,
    /// The values themselves, if the file lists them.
    pub values: Option<Vec<f64>>,
    pub(super) log: bool,
    pub(super) target: AxisTarget,
    pub(super) place: Location,
}

/// An arbitrary number, for tests of designs.
#[cfg(test)]
impl Default for Axis {
    fn default() -> Axis {
        let target = AxisTarget::Behaviour(&Behaviour::TABLE[0]);
        let source = Arc::new(Source { name: String::new(), text: String::new() });
        let place = Location { source, span: 0..0, label: String::new() };
        Axis { name: String::new(), low: 0.0, high: 1.0, values: None, log: false, target, place }
    }
}

/// The place of the number.
#[derive(Clone, Debug)]
pub(super) enum AxisTarget {
    Behaviour(&'static Parameter),
    Regime { text: Arc<Source>, number: RegimeNumber },
}

impl Axis {
    /// The value at this share of the range, 0 to 1: on a logarithmic scale where the file says so or, if it says
    /// nothing, where the range spans a factor of ten. Whole where the regime needs it, else in single precision.
    pub fn at(&self, share: f64) -> f64 {
        let value = match self.log {
            true => self.low * libm::pow(self.high / self.low, share),
            false => self.low + share * (self.high - self.low),
        };
        let whole = matches!(&self.target, AxisTarget::Regime { number, .. } if number.whole);
        let value = value.clamp(self.low, self.high);
        if whole { value.round() } else { single(value) }
    }

    /// Where the file names it.
    pub(super) fn place(&self, label: &str) -> Location {
        Location { label: label.into(), ..self.place.clone() }
    }

    /// True if the file of the regime itself has this value.
    pub(super) fn says(&self, value: f64) -> bool {
        matches!(&self.target, AxisTarget::Regime { number, .. } if number.value == value)
    }

    /// The value in the files.
    pub fn base(&self, society: &Society) -> f64 {
        match &self.target {
            AxisTarget::Behaviour(p) => {
                let of = society.behaviour.clone().get_mut(p.section, p.name).map_or(0.0, |value| f64::from(*value));
                single(of)
            }
            AxisTarget::Regime { number, .. } => number.value,
        }
    }
}

/// The number with the fewest digits that is the same in single precision, which the model uses.
pub(super) fn single(value: f64) -> f64 {
    (value as f32).to_string().parse().unwrap_or(value)
}

/// The axes that one `[[vary]]` makes.
pub(super) fn axes(
    vary: &Vary,
    said: &Said,
    societies: &[Society],
    arms: &[(String, Arm)],
    findings: &mut Vec<Diagnostic>,
) -> Vec<Axis> {
    let found = match &vary.what {
        What::Behaviour(name) => parameters(name).map(|all| {
            let of = |p: &'static Parameter| behavioural(p, name, vary, societies);
            all.into_iter().map(of).collect::<Result<Vec<_>, _>>()
        }),
        What::Regime(regime, path) => of_regime(regime, path, said, arms).map(|(name, target)| {
            let limits = if let AxisTarget::Regime { number, .. } = &target { number.limits } else { [0.0; 2] };
            axis(vary, name, target, limits, None, path).map(|axis| vec![axis])
        }),
    };
    match found.and_then(|axes| axes) {
        Ok(axes) => axes,
        Err(finding) => {
            findings.push(*finding);
            Vec::new()
        }
    }
}

/// Parameters of behaviour that a name means.
pub(super) fn parameters(name: &Located<String>) -> Result<Vec<&'static Parameter>, Box<Diagnostic>> {
    let word = name.value.as_str();
    let fits = |p: &&Parameter| match word.strip_suffix('*') {
        Some("") => true,
        Some(section) => section.strip_suffix('.') == Some(p.section),
        None => word.split_once('.') == Some((p.section, p.name)),
    };
    let found: Vec<&Parameter> = Behaviour::TABLE.iter().filter(fits).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let known: Vec<String> = Behaviour::TABLE.iter().map(|p| format!("{}.{}", p.section, p.name)).collect();
    let near = (word.len() <= 64).then(|| nearest(word, known.iter().map(String::as_str))).flatten();
    let help = match near {
        Some(near) => format!("a similar name exists: `{near}`"),
        None => format!(
            "`glasshouse list parameters` names them all; `*` is every one, and all of a section are {}",
            list(sections().iter().map(|section| format!("{section}.*")), "or")
        ),
    };
    let message = format!("no parameter of behaviour is called {}", quote(word));
    Err(Box::new(Diagnostic::error("unknown-word", message, name.place("not known here")).help(help)))
}

fn behavioural(
    p: &'static Parameter,
    name: &Located<String>,
    vary: &Vary,
    societies: &[Society],
) -> Result<Axis, Box<Diagnostic>> {
    let of =
        |s: &Society| s.ranges.iter().find(|r| r.parameter.section == p.section && r.parameter.name == p.name).copied();
    let ranges: Vec<_> = societies.iter().filter_map(of).map(|r| [r.low, r.high].map(f64::from).map(single)).collect();
    let own = ranges.first().copied().filter(|first| ranges.iter().all(|other| other == first));
    if own.is_none() && vary.range.is_none() && vary.values.is_none() {
        let message = format!("the societies give different plausible ranges for `{}.{}`", p.section, p.name);
        let finding = Diagnostic::error("missing-key", message, name.place("which range?"));
        return Err(Box::new(finding.help("write `range = [lowest, highest]`")));
    }
    let limits = [p.least, p.most].map(f64::from);
    axis(vary, format!("{}.{}", p.section, p.name), AxisTarget::Behaviour(p), limits, own, name)
}

fn of_regime(
    regime: &Located<String>,
    path: &Located<String>,
    said: &Said,
    arms: &[(String, Arm)],
) -> Result<(String, AxisTarget), Box<Diagnostic>> {
    let part = |(name, arm): &(String, Arm)| {
        let n = name.split('+').position(|part| part.trim() == regime.value)?;
        arm.texts.get(n).cloned()
    };
    let Some(text) = arms.iter().find_map(part) else {
        let names: Vec<&str> = said.regimes.iter().flat_map(|r| r.value.split('+')).map(str::trim).collect();
        let message = format!("the experiment runs no regime {}", quote(&regime.value));
        let finding = Diagnostic::error("unknown-word", message, regime.place("not among `regimes`"));
        return Err(Box::new(finding.help(format!("`regimes` names {}", list(&names, "and")))));
    };
    let number = regime_number::find(&text.text, &path.value).map_err(|unclear| {
        let finding = Diagnostic::error("unknown-number", unclear.message, path.place("in this regime"));
        Box::new(Diagnostic { help: unclear.help, ..finding })
    })?;
    Ok((format!("{}: {}", source_text::stem(&text), path.value), AxisTarget::Regime { text, number }))
}

/// An axis over a range, or over values; `own` is its range if the file gives none.
fn axis(
    vary: &Vary,
    name: String,
    target: AxisTarget,
    limits: [f64; 2],
    own: Option<[f64; 2]>,
    said: &Located<String>,
) -> Result<Axis, Box<Diagnostic>> {
    let values = vary.values.as_ref().map(|at| at.value.clone());
    let least = |values: &[f64]| values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = |values: &[f64]| values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let given = vary.range.as_ref().map(|at| at.value).or(values.as_ref().map(|values| [least(values), most(values)]));
    let place = vary.range.as_ref().map(|at| &at.place).or(vary.values.as_ref().map(|at| &at.place));
    let place = place.unwrap_or(&said.place).clone();
    let [low, high] = given.or(own).unwrap_or_default();
    if low < limits[0] || high > limits[1] {
        let message = format!("{} cannot be {}", quote(&name), if low < limits[0] { low } else { high });
        let place = Location { label: format!("must be between {} and {}", limits[0], limits[1]), ..place };
        return Err(Box::new(Diagnostic::error("out-of-range", message, place)));
    }
    let wide = low > 0.0 && high / low >= WIDE;
    if let Some(log) = vary.log.as_ref().filter(|log| log.value && low <= 0.0) {
        let finding =
            Diagnostic::error("out-of-range", "a logarithmic scale needs a range above 0", log.place("not here"));
        return Err(Box::new(finding.and(Location { label: format!("begins at {low}"), ..place })));
    }
    if let AxisTarget::Regime { number, .. } = &target
        && number.whole
        && let Some(broken) = given.iter().flatten().chain(values.iter().flatten()).find(|x| x.fract() != 0.0)
    {
        let message = format!("{} must be a whole number", quote(&name));
        let place = Location { label: format!("{broken} is not"), ..place };
        return Err(Box::new(Diagnostic::error("wrong-type", message, place)));
    }
    Ok(Axis { name, low, high, values, log: vary.log.as_ref().map_or(wide, |log| log.value), target, place })
}
