//! Resolution of names such as `decision.own_norm` or `social-credit: score.start` to variable numbers.

use super::axis::{Axis, AxisTarget, WIDE, parameters, single};
use super::located::Located;
use super::phrasing::{list, quote};
use super::regime_number::{self, RegimeNumber, Unclear};
use super::source_text::{self, RequestedName};
use crate::diagnostic::{Diagnostic, Source};
use crate::society::Society;
use crate::society::behaviour::Parameter;
use std::sync::Arc;

impl Axis {
    /// The number of this name, as in [`Axis::name`]; the regime can be left out if only one has it. `regimes` are the
    /// texts of each. Its range is the plausible one of a parameter of behaviour, or whatever the regime file accepts.
    ///
    /// # Errors
    ///
    /// If it means no number, or several.
    pub fn named(name: &str, society: &Society, regimes: &[Vec<Arc<Source>>]) -> Result<Axis, Box<Diagnostic>> {
        let asked = Located { value: name.to_owned(), place: RequestedName::whole(name).place };
        if let Some((regime, path)) = name.split_once(": ") {
            return of_regimes(&asked, Some(regime.trim()), path.trim(), regimes);
        }
        match parameters(&asked).as_deref() {
            Ok([parameter]) => Ok(behavioural(asked, parameter, society)),
            Ok(_) => {
                let finding =
                    Diagnostic::error("unclear-number", "one number at a time", asked.place("these are several"));
                Err(Box::new(finding.help("name each of them")))
            }
            Err(unknown) => {
                let found = of_regimes(&asked, None, name, regimes);
                // A path with words in brackets, or of keys that a regime has, was meant for a regime.
                found.map_err(
                    |told| if name.contains('[') || told.code == "unclear-number" { told } else { unknown.clone() },
                )
            }
        }
    }

    /// The value as allowed there: rounded where it must be whole.
    ///
    /// # Errors
    ///
    /// If it is out of range.
    pub fn fit(&self, value: f64) -> Result<f64, Box<Diagnostic>> {
        let (limits, whole) = match &self.target {
            AxisTarget::Behaviour(p) => ([p.least, p.most].map(f64::from), false),
            AxisTarget::Regime { number, .. } => (number.limits, number.whole),
        };
        let fitted = if whole { value.round() } else { value };
        if (limits[0]..=limits[1]).contains(&fitted) {
            return Ok(fitted);
        }
        let place = self.place(&format!("must be between {} and {}", limits[0], limits[1]));
        Err(Box::new(Diagnostic::error("out-of-range", format!("{} cannot be {value}", quote(&self.name)), place)))
    }
}

fn behavioural(asked: Located<String>, p: &'static Parameter, society: &Society) -> Axis {
    let own = society.ranges.iter().find(|r| (r.parameter.section, r.parameter.name) == (p.section, p.name));
    let [low, high] = own.map_or([p.least, p.most], |r| [r.low, r.high]).map(|x| single(f64::from(x)));
    let log = low > 0.0 && high / low >= WIDE;
    Axis { name: asked.value, low, high, values: None, log, target: AxisTarget::Behaviour(p), place: asked.place }
}

fn of_regimes(
    asked: &Located<String>,
    regime: Option<&str>,
    path: &str,
    regimes: &[Vec<Arc<Source>>],
) -> Result<Axis, Box<Diagnostic>> {
    let all = || regimes.iter().flatten();
    let mut texts: Vec<&Arc<Source>> = Vec::new();
    for text in all().filter(|text| regime.is_none_or(|regime| source_text::stem(text) == regime)) {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    let looked: Vec<(&Arc<Source>, Result<RegimeNumber, Unclear>)> =
        texts.into_iter().map(|text| (text, regime_number::find(&text.text, path))).collect();
    let name = |text: &Source| format!("{}: {path}", source_text::stem(text));
    let found: Vec<_> = looked.iter().filter_map(|(text, number)| Some((*text, number.as_ref().ok()?))).collect();
    let finding = match found[..] {
        [(text, number)] => {
            let ([low, high], place) = (number.limits, asked.place.clone());
            let target = AxisTarget::Regime { text: text.clone(), number: number.clone() };
            return Ok(Axis { name: name(text), low, high, values: None, log: false, target, place });
        }
        [_, ..] => {
            let names: Vec<String> = found.iter().map(|(text, _)| name(text)).collect();
            let finding =
                Diagnostic::error("unclear-number", "several regimes have this number", asked.place("which is meant?"));
            finding.help(format!("write {}", list(&names, "or")))
        }
        // The baseline comes first, and has the fewest numbers.
        [] => match looked.into_iter().rev().find_map(|(_, number)| number.err()) {
            Some(unclear) => {
                let finding =
                    Diagnostic::error("unknown-number", unclear.message, asked.place("not one of its numbers"));
                Diagnostic { help: unclear.help, ..finding }
            }
            None => {
                let names: Vec<String> = all().map(|text| source_text::stem(text)).collect();
                let message = format!("there is no regime {}", quote(regime.unwrap_or_default()));
                let finding = Diagnostic::error("unknown-word", message, asked.place("not among them"));
                finding.help(format!("the regimes are {}", list(&names, "and")))
            }
        },
    };
    Err(Box::new(finding))
}
